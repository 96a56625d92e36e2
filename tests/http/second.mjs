// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The second step of signing in, on the real program, on either engine: set up with a code, asked for behind the password, each code
// once, wrong ones counted, recovery codes once, and what it opens to those who run the network.
//
//     node second.mjs PROGRAM

import { execFileSync } from "node:child_process";
import { Findings, startSite } from "../browser/program.mjs";
import { codeAt, stepBefore, stepNow } from "../totp.mjs";
import { browserOf, forged, sql } from "./somebody.mjs";

const PASSWORD = "nine small giants at breakfast";
const MAIL = "ann@example.org";
const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const person = (site, ...args) => execFileSync(program, ["person", ...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
async function signIn(site, next = "") {
    const browser = browserOf(site);
    const answer = await browser.post("/sign-in", { mail: MAIL, password: PASSWORD, next });
    expect(answer.status === 303, `signing in: ${answer.status}`);
    return { browser, to: answer.headers.location };
}

/* ---- what is walked */

async function setUp(site) {
    const link = /\/set-password\/[0-9a-f]{64}/.exec(person(site, "add", MAIL, "--name", "Ann", "--administrator"))[0];
    await browserOf(site).post(link, { password: PASSWORD });
    const { browser, to } = await signIn(site, "/remarks");
    expect(to === "/me/second-step", `an administrator without a second step is led to ${to}`);
    expect((await browser.get("/remarks")).status === 403, "staff rights count without a second step");
    const page = await browser.get("/me/second-step");
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)[1].replaceAll(" ", "");
    expect(secret.length === 32 && page.text.includes("<svg class=\"sg-qr\""), "no secret or no picture on the page");
    expect(page.headers["cache-control"] === "no-store", "the secret may be kept by a browser");
    const pending = /name="pending" value="([^"]+)"/.exec(page.text)[1];
    const wrong = await browser.post("/me/second-step", { pending, code: "000000", present: PASSWORD });
    expect(wrong.status === 400 && wrong.text.includes(secret.slice(0, 4)), `a wrong code: ${wrong.status}, and the same secret`);
    expect((await browser.post("/me/second-step", { pending, code: codeAt(secret, stepNow()), present: "wrong" })).status === 400, "a wrong password is taken");
    expect((await browser.post("/me/second-step", { pending: pending.slice(1), code: codeAt(secret, stepNow()), present: PASSWORD })).status === 400,
        "a sealed secret that was changed is taken");
    expect(sql(site, "select totp from person where id = 1") === "", "it was turned on by a wrong code");
    const before = browser.token;
    const used = await stepBefore();
    const on = await browser.post("/me/second-step", { pending, code: codeAt(secret, used), present: PASSWORD });
    expect(on.status === 303 && /^\/me\/recovery-codes\//.test(on.headers.location), `turned on: ${on.status} ${on.headers.location}`);
    expect(browser.token !== before, "the session is the same before and after");
    expect(!sql(site, "select totp from person where id = 1").includes(secret), "the secret stands in the table");
    const codes = [...(await browser.get(on.headers.location)).text.matchAll(/<code>([A-Z2-7-]{29})<\/code>/g)].map(([, code]) => code);
    expect(codes.length === 8 && new Set(codes).size === 8, `${codes.length} recovery codes`);
    expect((await browserOf(site).get(on.headers.location)).status === 303, "recovery codes are shown to who is not signed in");
    expect((await browser.get("/remarks")).status === 200, "staff rights do not count with a second step");
    return { secret, codes, used };
}

async function useCodes(site, { secret, codes, used }) {
    const { browser, to } = await signIn(site, "/themes");
    expect(/^\/sign-in\/second\//.test(to) && browser.token === "", "there is a session before the second step");
    for (const path of ["/me", "/remarks"]) expect((await browser.get(path)).status === 303, `${path} is open before the second step`);
    expect((await browser.get(to)).headers["cache-control"] === "no-store", "the page of the second step may be kept");
    expect((await browser.post(to, { code: codeAt(secret, stepNow() - 5) })).status === 400, "an old code is taken");
    expect((await browser.post(to, { code: codeAt(secret, used) })).status === 400, "the code it was set up with is taken again");
    const step = stepNow();
    const answer = await browser.post(to, { code: ` ${codeAt(secret, step).slice(0, 3)} ${codeAt(secret, step).slice(3)}` });
    expect(answer.status === 303 && answer.headers.location === "/themes", `the second step: ${answer.status} ${answer.headers.location}`);
    expect((await browser.get("/remarks")).status === 200, "staff rights do not count behind the second step");
    const again = await signIn(site);
    expect((await again.browser.post(again.to, { code: codeAt(secret, step) })).status === 400, "a code counts twice");
    const recovered = await again.browser.post(again.to, { code: codes[0].toLowerCase() });
    expect(recovered.status === 303 && recovered.headers.location === "/me", `a recovery code: ${recovered.status}`);
    const third = await signIn(site);
    expect((await third.browser.post(third.to, { code: codes[0] })).status === 400, "a recovery code counts twice");
    const changed = forged(third.to);
    expect((await third.browser.get(changed)).headers.location === "/sign-in", "an address that was changed opens");
    for (let i = 0; i < 5; i++) await third.browser.post(third.to, { code: "000000" });
    expect((await third.browser.post(third.to, { code: codes[1] })).status === 429, "wrong codes are not counted");
    await changePassword(browser, secret, codes[3]);
    const link = /\/set-password\/[0-9a-f]{64}/.exec(person(site, "password-link", MAIL))[0];
    await browserOf(site).post(link, { password: PASSWORD });
    expect(/^\/sign-in\/second\//.test((await signIn(site)).to), "a new password goes around the second step");
    return codes;
}

// Who has a second step takes it again to set another password.
async function changePassword(browser, secret, code) {
    expect((await browser.get("/me/password")).text.includes('name="code"'), "a new password does not ask for a code");
    const fields = { present: PASSWORD, password: "another long enough one" };
    const without = await browser.post("/me/password", fields);
    expect(without.status === 400 && without.text.includes("is not right, or was used"), `a new password without a code: ${without.status}`);
    expect((await browser.post("/me/password", { ...fields, code: codeAt(secret, stepNow() - 9) })).status === 400, "an old code sets a password");
    const changed = await browser.post("/me/password", { ...fields, code });
    expect(changed.status === 303, `a new password with a code: ${changed.status}`);
}

async function turnOff(site, codes) {
    const { browser, to } = await signIn(site);
    await browser.post(to, { code: codes[2] });
    expect((await browser.get("/me/second-step")).text.includes("5 recovery codes are left."), "how many codes are left is not said");
    expect(Number(sql(site, "select count(*) from recovery_code")) === 5, `codes left: ${sql(site, "select count(*) from recovery_code")}`);
    const wrong = await browser.post("/me/second-step", { do: "codes", code: codes[0], present: PASSWORD });
    expect(wrong.status === 400, `new recovery codes with a code that was used: ${wrong.status}`);
    const made = await browser.post("/me/second-step", { do: "codes", code: codes[5], present: PASSWORD });
    expect(made.status === 303 && [...(await browser.get(made.headers.location)).text.matchAll(/<code>([A-Z2-7-]{29})<\/code>/g)].length === 8, `new recovery codes: ${made.status}`);
    const old = await signIn(site);
    expect((await old.browser.post(old.to, { code: codes[6] })).status === 400, "an old recovery code outlives the new ones");
    expect((await browser.get("/remarks")).status === 200, "new recovery codes turn the second step off");
    person(site, "second-step-off", MAIL);
    expect((await browser.get("/me")).status === 303, "who had lost it stays signed in");
    expect(Number(sql(site, "select count(*) from recovery_code")) === 0, "recovery codes outlive the second step");
    const signed = await signIn(site);
    expect(signed.to === "/me/second-step", "the command did not turn it off");
    for (const whose of [MAIL, "--everybody"]) {
        const { browser: other } = whose === MAIL ? signed : await signIn(site);
        expect((await other.get("/me")).status === 200, "is not signed in");
        person(site, "sign-out", whose);
        expect((await other.get("/me")).status === 303, `sign-out ${whose} leaves a session`);
    }
    const log = execFileSync(program, ["log", "list", "--db", site.db], { encoding: "utf8" });
    for (const kind of ["second-step-on", "second-step-off", "recovery-codes-made", "sessions-ended", "everybody-signed-out"]) expect(log.includes(kind), `the log does not have ${kind}`);
}

const site = await startSite(program);
try {
    await turnOff(site, await useCodes(site, await setUp(site)));
} finally {
    await site.stop();
}
findings.done("second step");
