// SPDX-License-Identifier: AGPL-3.0-or-later
//
// `fits` on the real program with its embedded content: real cities alone and together, facts given, days, JSON, rules of a file,
// and odd input.
//
//     node fits.mjs PROGRAM

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Findings } from "../browser/program.mjs";
import { makeDatabase } from "../database.mjs";

const program = process.argv[2];
const findings = new Findings();
const folder = mkdtempSync(join(tmpdir(), "fits-"));
const { db, drop } = makeDatabase(join(folder, "net.db"), { seeded: program });

const run = (...args) => spawnSync(program, ["fits", "--db", db, ...args], { encoding: "utf8" });
const says = (args, sentence, status = 0) => {
    const answer = run(...args);
    const all = answer.stdout + answer.stderr;
    findings.expect(answer.status === status, `fits ${args.join(" ")}: status ${answer.status}, not ${status}: ${all.slice(0, 200)}`);
    findings.expect(all.includes(sentence), `fits ${args.join(" ")}: does not say "${sentence}": ${all.slice(0, 400)}`);
    return answer.stdout;
};

try {
    // the country, with ways where it is no hindrance
    const no = says(["peterborough-gb", "--rule", "eui-ia-4"], "does not fit, because country: the EU (Peterborough: United Kingdom)");
    findings.expect(/The country is no hindrance for: .*Innovate UK.*Interreg/.test(no), `no other ways: ${no}`);
    findings.expect(no.includes("closed on 15 June 2026") && no.includes("Source: "), `no day or source: ${no}`);

    // all rules, the most useful first
    const all = run("gabrovo-bg", "--json").stdout.trim().split("\n").map((line) => JSON.parse(line));
    const rank = (row) => ["yes", "unknown", "no"].indexOf(row.fits) + (row.closed ? 3 : 0);
    findings.expect(all.length >= 17, `${all.length} rules`);
    findings.expect(all.every((row, i) => i === 0 || rank(all[i - 1]) <= rank(row)), "the order is another");
    findings.expect(all.every((row) => row.checked && row.source && row.url && row.sentence), "an answer without day, source or words");

    // facts, together, on a day
    const then = ["--rule", "eui-ia-3", "--on", "2024-09-01"];
    says(["celje-si", ...then, "--fact", "population=42000", "--fact", "degurba=2"], "short by 8,000");
    says(["celje-si", ...then, "--fact", "population=42000", "--fact", "degurba=2"], "would fit with 1 more city, of 8,000 people or more");
    says(["celje-si", "gabrovo-bg", ...then, "--fact", "degurba=2"], "fits, as a group of cities");
    says(["celje-si", "gabrovo-bg", ...then, "--fact", "gabrovo-bg:degurba=2"], "needs the degree of urbanisation of Celje");
    says(["celje-si", "--rule", "eui-ia-3", "--fact", "population=60000", "--fact", "degurba=1"], "would fit, but closed on 14 October 2024");
    says(["celje-si", "--rule", "elena", "--why"], "topic: energy or transport (not known)");

    // rules of a file, tried on their examples
    const rule = { id: "mine", name: "Mine", source: "me", checked: "2026-11-22", confidence: "read",
        applicant: { gte: ["people", 10] }, cases: [{ says: "x", on: "2026-11-22", cities: [{ population: 9 }], expect: "does not fit" }] };
    const file = join(folder, "rules.json");
    const write = (changed) => writeFileSync(file, JSON.stringify({ rules: [{ ...rule, ...changed }] }));
    write({});
    says(["celje-si", "--rules", file, "--on", "2026-11-22"], "Mine (mine)");
    write({ applicant: { gte: ["people", 9] } });
    says(["celje-si", "--rules", file], "rule mine, example 1: does not hold: the rule answers \"fits\"", 1);
    write({ applicant: { gte: ["population", 9] } });
    says(["celje-si", "--rules", file], "rule mine, applicant, gte: asks one city, but does not say which", 1);
    says(["celje-si", "--rules", join(folder, "none.json")], "cannot be read", 1);
    says(["celje-si", "--rules", folder], "cannot be read", 1);

    // odd input
    says([], "something is missing", 2);
    says(["nowhere-at-all-xx"], "no city is called", 1);
    says(["celje-si", "celje-si"], "stands there twice", 1);
    says(["celje-si", "--rule", "nix"], "there is no rule \"nix\"; there are:", 1);
    says(["celje-si", "--on", "2026-02-30"], "--on takes a day", 2);
    for (const fact of ["plan", "plan=maybe", "degurba=4", "mayor=yes", "people=7", "=", "celje-si:topic=x", "brno-cz:plan=yes"]) {
        findings.expect(run("celje-si", "--fact", fact).status === 2, `--fact ${fact} is taken`);
    }
    says(Array.from({ length: 33 }, (_, i) => `c${i}`), "at most 32 cities together", 2);

    // the rule that a funding call goes by: none, then one for several together, one for a city alone, one that is not for cities, and
    // one that needs what nobody has said; which of them are listed
    const list = fileURLToPath(new URL("lists/fits.csv", import.meta.url));
    spawnSync(program, ["import", "calls", list, "--as-of", "2026-11-01", "--db", db]);
    const calls = (...args) => spawnSync(program, ["calls", "--db", db, ...args], { encoding: "utf8" });
    const answers = (city, ...args) => calls("--city", city, "--json", ...args).stdout.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
    const ours = (row) => /TEST$|^H-1$|^HORIZON-CL5-2036/.test(row.identifier); // others come with the program
    const short = (rows) => rows.filter(ours).map((row) => `${row.identifier}:${row.fits}:${row.rule}`).sort().join(" ");
    findings.expect(short(answers("gabrovo-bg")) === "CERV-2036-TEST:unknown: ERC-2036-TEST:no:erc H-1:unknown: HORIZON-CL5-2036-01:partners:horizon-together "
        + "HORIZON-CL5-2036-02:yes:horizon-support LIFE-2026-CET-PDA-TEST:unknown:life-cet-pda LIFE-2026-SAP-TEST:yes:life-projects", `the answers: ${short(answers("gabrovo-bg"))}`);
    findings.expect(short(answers("peterborough-gb", "--fits", "no")) === "ERC-2036-TEST:no:erc LIFE-2026-CET-PDA-TEST:no:life-cet-pda LIFE-2026-SAP-TEST:no:life-projects",
        `what does not fit a British city: ${short(answers("peterborough-gb", "--fits", "no"))}`);
    const together = answers("gabrovo-bg", "--fits", "partners").find(ours);
    findings.expect(together?.would === "would fit with 2 more cities, from 2 more countries of the EU", `the smallest change: ${together?.would}`);
    findings.expect(calls("--city", "gabrovo-bg").stdout.includes("fits       we cannot tell yet: needs the rule of CERV"), "it is not said that its rule is needed");
    findings.expect(calls("--fits", "yes").status === 2 && calls("--city", "gabrovo-bg", "--fits", "maybe").status === 2, "odd input is taken");
    findings.expect(calls("--city", "nowhere").status === 1, "a city that there is not");
    says(["gabrovo-bg", "--call", "HORIZON-CL5-2036-01"], "does not fit, because different countries: 3 or more (here 1)");
    says(["gabrovo-bg", "celje-si", "ciampino-it", "--call", "HORIZON-CL5-2036-01"], "    fits\n");
    says(["gabrovo-bg", "--call", "LIFE-2026-CET-PDA-TEST", "--fact", "investment=20000000", "--fact", "grant=1000000", "--fact", "topic=energy"], "    fits\n");
    says(["gabrovo-bg", "--call", "CERV-2036-TEST"], "no rule for CERV-2036-TEST is known; look at https://example.org/4", 1);
    says(["gabrovo-bg", "--call", "NONE"], "there is no funding call", 1);
} finally {
    drop();
    rmSync(folder, { recursive: true, force: true });
}
findings.done("fits");
