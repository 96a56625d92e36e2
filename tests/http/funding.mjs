// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The list of funding calls on the real program: none, then nine that stand in every way; what narrows them, their machine forms,
// and that the page says of each what the command line says, which asks the domain instead of the database.
//
//     node funding.mjs PROGRAM

import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { ask, Findings, startSite } from "../browser/program.mjs";

const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const get = async (site, target, status = 200) => {
    const answer = await ask(site.base, target);
    expect(answer.status === status, `${target}: answers ${answer.status}`);
    return answer.text;
};

const plain = await startSite(process.argv[2]);
expect((await get(plain, "/funding")).includes("None was brought in yet."), "that there is none is not said");
expect((await get(plain, "/funding.json")).trim() === "[]", "rows from nowhere");
await plain.stop();

const list = fileURLToPath(new URL("lists/funding.csv", import.meta.url));
const site = await startSite(process.argv[2], { lists: { calls: [list, "--as-of", "2026-03-01"] } });
const page = await get(site, "/funding");
expect(/7 funding calls/.test(page) && /open now \(3\)/.test(page) && /not open yet \(2\)/.test(page) && /over \(2\)/.test(page), "the counts");
expect(page.includes("Open &amp; now") && page.includes('href="https://example.org/1"'), "a title, or where it leads");
expect(page.includes("until 20 January 2035, one of 2 dates") && page.includes("pays for: preparing a project, running costs"), "deadlines, or what it pays for");
expect(page.includes("opens on 1 January 2035") && page.includes("not open yet when it was read") && page.includes("no deadline is named"), "how they stand");
expect(page.includes("Source: Harbour Fund, as it was on 1 March 2026"), "source and age");
expect(!page.includes("Over by"), "what is over is shown though nobody asked for it");
expect((await get(site, "/funding?standing=over")).includes("Over by its source"), "what is over is not kept");
const running = await get(site, "/funding?pays=running");
expect(/1 funding call</.test(running) && /running costs, show all/.test(running), "narrowed by what it pays for");
expect(/6 funding calls/.test(await get(site, "/funding?pays=none")) === false && (await get(site, "/funding?pays=none")).includes("pays for: unknown"), "unknown what for");
expect((await get(site, "/funding?theme=energy")).includes("Open &amp; now"), "narrowed by theme");
expect((await get(site, "/funding?theme=water&pays=running")).includes("None of this kind is known here."), "nothing found is not said");
await get(site, "/funding?theme=nonsense", 400);
await get(site, "/funding?standing=perhaps", 400);

const said = { open: "open", "not open yet": "later", over: "over", "unknown whether it is open": "unknown" };
const listed = spawnSync(process.argv[2], ["calls", "--json", "--db", site.db], { encoding: "utf8" }).stdout.trim().split("\n").map((line) => JSON.parse(line));
const rows = [...JSON.parse(await get(site, "/funding.json")), ...JSON.parse(await get(site, "/funding.json?standing=over"))];
const shown = new Map(rows.map((row) => [row.identifier, row.standing]));
expect(listed.length === 9 && shown.size === 9, `there are ${listed.length}, and ${shown.size} on the page`);
for (const row of listed) expect(shown.get(row.identifier) === said[row.standing], `${row.title}: ${row.standing}, and on the page ${shown.get(row.identifier)}`);
await site.stop();
findings.done("funding");
