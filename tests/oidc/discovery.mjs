// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a provider says of itself and its keys, asked of a real one (glewlwyd) on the command line; and what is refused, said by
// a server between that alters its answers.
//
//     node discovery.mjs PROGRAM

import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Findings } from "../browser/program.mjs";
import { makeDatabase } from "../database.mjs";
import { makeKey, startBetween, startProvider } from "./provider.mjs";

const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);

// Not execFileSync: the server between must answer meanwhile.
function run(...args) {
    return new Promise((resolve) => {
        const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
        const parts = [];
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => parts.push(part));
        child.once("close", (code) => resolve({ code, text: Buffer.concat(parts).toString("utf8") }));
    });
}

const folder = mkdtempSync(join(tmpdir(), "smallgiants-oidc-"));
const { db, drop } = makeDatabase(join(folder, "sg.db"), { seeded: program });
const between = await startBetween();
const provider = await startProvider({ before: between.base, keys: [makeKey("RS256", "first"), makeKey("ES256", "second")] });
between.to = provider.base;
const secret = join(folder, "secret");
writeFileSync(secret, "s3cret\n", { mode: 0o600 });
const verb = (...args) => run("provider", ...args, "--db", db);
const add = (name, more = {}) => {
    const options = { "--issuer": provider.issuer, "--client": "small-giants", "--secret-file": secret, ...more };
    return verb("add", name, ...Object.entries(options).flat());
};
const list = async () => (await verb("list")).text;

async function discovery() {
    expect((await list()).startsWith("Nobody signs in"), "there is a provider before there is one");
    const added = await add("city", { "--title": "City of Ciampino", "--mail-domain": "city.example.org" });
    expect(added.code === 0 && added.text.includes("/sign-in/back/city"), `added: ${added.code} ${added.text}`);
    const text = await list();
    for (const part of ['city  "City of Ciampino"', provider.issuer, "small-giants", "addresses of city.example.org"]) {
        expect(text.includes(part), `the list does not say ${part}: ${text}`);
    }
    expect(/keys fetched 2\d{3}-/.test(text) && !text.includes("in vain"), `the list: ${text}`);
    expect(between.asked[".well-known/openid-configuration"] === 1 && between.asked.jwks === 1,
        `asked ${JSON.stringify(between.asked)}, not each once`);
    expect((await verb("check", "city")).code === 0, "check");
    const twice = await add("city2");
    expect(twice.code === 1 && twice.text.includes("this issuer"), `the same issuer twice: ${twice.text}`);
}

// Each alters what the provider says of itself; nothing of that is kept.
async function discoveryRefused() {
    const cases = [
        [(said) => ({ ...said, issuer: `${said.issuer}/` }), "another issuer"],
        [(said) => ({ ...said, issuer: "https://accounts.example.org" }), "another issuer"],
        [(said) => ({ ...said, jwks_uri: undefined }), "all of its addresses"],
        [(said) => ({ ...said, jwks_uri: "http://169.254.169.254/latest" }), "may not be asked"],
        [(said) => ({ ...said, token_endpoint: "file:///etc/passwd" }), "may not be asked"],
        [(said) => ({ ...said, authorization_endpoint: "javascript:alert(1)" }), "may not be asked"],
        [(said) => ({ ...said, code_challenge_methods_supported: ["plain"] }), "S256"],
        [(said) => ({ ...said, id_token_signing_alg_values_supported: ["HS256", "none"] }), "RS256"],
        [(said) => ({ ...said, response_types_supported: ["id_token"] }), "codes"],
        [(said) => ({ ...said, token_endpoint_auth_methods_supported: ["private_key_jwt"] }), "secret"],
    ];
    for (const [change, words] of cases) {
        between.change = (what, answer) => what.startsWith(".well") ? { ...answer, text: JSON.stringify(change(JSON.parse(answer.text))) } : answer;
        const checked = await verb("check", "city");
        expect(checked.code === 1 && checked.text.includes(words), `${change}: ${checked.code} ${checked.text}`);
    }
    const answers = [
        [".well", { status: 200, text: "<html>" }, "no JSON"], [".well", { status: 404, text: "" }, "it answers 404"],
        [".well", { status: 302, text: "", headers: { location: "/other" } }, "it answers 302"],
        [".well", { status: 200, text: " ".repeat(600 << 10) }, "longer than"],
        ["jwks", { status: 200, text: '{"keys":[]}' }, "no key"], ["jwks", { status: 200, text: '{"keys":[{"kty":"oct","k":"AAAA"}]}' }, "no key"],
    ];
    for (const [path, altered, words] of answers) {
        between.change = (what, answer) => what.startsWith(path) ? { headers: {}, ...altered } : answer;
        const checked = await verb("check", "city");
        expect(checked.code === 1 && checked.text.includes(words), `${words}: ${checked.code} ${checked.text}`);
    }
    expect((await list()).includes("in vain"), "the list does not say that it was asked in vain");
    between.change = null;
    expect((await verb("check", "city")).code === 0 && !(await list()).includes("in vain"), "it is not asked anew");
}

async function providerDown() {
    between.change = () => { throw new Error("gone"); };
    expect((await verb("check", "city")).code === 1, "a provider that is down answers");
    between.change = null;
}

async function wrongUse() {
    const cases = [
        [["add", "City"], "a name has"], [["add", "x-"], "a name has"], [["add", "a b"], "a name has"], [["add"], "say the name"],
        [["list", "x"], "nothing more"], [["dance"], "say what"],
        [["add", "b", "--issuer", "http://id.example.org", "--client", "c", "--secret-file", secret], "--issuer"],
        [["add", "b", "--issuer", "https://id.example.org/?x", "--client", "c", "--secret-file", secret], "--issuer"],
        [["add", "b", "--issuer", "https://id.example.org", "--secret-file", secret], "--client"],
        [["add", "b", "--issuer", "https://id.example.org", "--client", "c"], "--secret-file"],
        [["add", "b", "--issuer", "https://id.example.org", "--client", "c", "--secret-file", secret, "--mail-domain", "a@b.c"], "--mail-domain"],
        [["add", "b", "--issuer", "https://id.example.org", "--client", "c", "--secret-file", secret, "--title", "x".repeat(61)], "--title"],
    ];
    for (const [args, words] of cases) {
        const answer = await verb(...args);
        expect(answer.code === 2 && answer.text.includes(words), `${args.join(" ")}: ${answer.code} ${answer.text}`);
    }
    const within = await verb("add", "b", "--issuer", "https://127.0.0.2:1", "--client", "c", "--secret-file", secret);
    expect(within.code === 1 && within.text.includes("not to be asked"), `an address within: ${within.text}`);
    chmodSync(secret, 0o644);
    const open = await verb("check", "city");
    expect(open.code === 1 && open.text.includes("chmod"), `a secret that is none: ${open.text}`);
    writeFileSync(secret, "two words\n");
    chmodSync(secret, 0o600);
    expect((await verb("check", "city")).text.includes("is no secret"), "a secret of two words");
    expect((await verb("check", "nobody")).text.includes("there is no provider"), "check of nobody");
    expect((await list()).split("issuer ").length === 2, `what was not added is there: ${await list()}`);
    expect((await verb("remove", "city")).code === 0 && (await verb("remove", "city")).code === 1, "remove");
    expect((await list()).startsWith("Nobody signs in"), "it is there after it was removed");
}

const TESTS = { discovery, discoveryRefused, providerDown, wrongUse };
try {
    for (const [name, test] of Object.entries(TESTS)) {
        await test().catch((problem) => expect(false, `${name}: ${problem.stack}`));
    }
} finally {
    await provider.stop();
    await between.stop();
    drop();
    rmSync(folder, { recursive: true, force: true });
}
findings.done("discovery");
