// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signing in as people do it, the first administrator from the command line on: password set, second step set up and asked for,
// wrong input at each form (what was typed stays, and how to mend it is said), name, password and sessions changed, a remark
// answered, signed out. Once with script, each state looked at narrow and wide with axe; once in German, by keyboard, without script.
//
//     [SHOTS=folder] node sign_in.mjs PROGRAM

import { execFileSync } from "node:child_process";
import { codeAt, stepBefore, stepNow } from "../totp.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, onceOf, send, startSite } from "./program.mjs";
import { statesOf, WIDE } from "./states.mjs";

const MAIL = "ann@example.org";
const FIRST = "nine small giants at breakfast";
const SECOND = "ten small giants at supper";
const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);

/* ---- what is walked; each begins where the one before ended */

async function setPassword(hand, link) {
    await hand.page.goto(link);
    await see(hand, "set password");
    await fillAll(hand, { password: "tooshort" });
    await seeWrong(hand, "set password, too short", "password");
    await fillAll(hand, { password: "passwordpassword" });
    await seeWrong(hand, "set password, known to all", "password");
    await fillAll(hand, { password: FIRST });
    await arrive(hand, /^\/sign-in\?done=password$/, "a password is set");
    await see(hand, "sign in, password set");
    await hand.page.goto(link);
    await see(hand, "set password, link used");
}

async function signIn(hand, password, next = "") {
    await hand.page.goto(`/sign-in${next && `?next=${next}`}`);
    await fillAll(hand, { mail: MAIL, password });
}

async function signInWrong(hand) {
    await signIn(hand, "not this one");
    await seeWrong(hand, "sign in, wrong", null, { mail: MAIL, password: "" });
    await hand.fill("password", FIRST);
    await hand.send();
}

async function setUpSecond(hand) {
    await arrive(hand, /^\/me\/second-step$/, "an administrator without a second step");
    await see(hand, "second step, to set up");
    const secret = (await hand.page.locator("main code").first().innerText()).replaceAll(" ", "");
    await fillAll(hand, { code: "000 000", present: FIRST });
    expect((await hand.page.locator("main code").first().innerText()).replaceAll(" ", "") === secret, "the secret is another after a wrong code");
    await seeWrong(hand, "second step, wrong code", "code");
    const step = await stepBefore();
    await fillAll(hand, { code: codeAt(secret, step), present: FIRST });
    await arrive(hand, /^\/me\/recovery-codes\//, "the second step is set up");
    const codes = await hand.page.locator("main code").allInnerTexts();
    expect(codes.length === 8, `${codes.length} recovery codes`);
    await see(hand, "recovery codes");
    await hand.follow("main a.sg-button");
    await arrive(hand, /^\/me$/, "codes are kept");
    await see(hand, "me, administrator");
    return { secret, codes, step };
}

async function signOut(hand) {
    await hand.page.goto("/sign-out");
    await see(hand, "sign out");
    await hand.send();
    await arrive(hand, /^\/sign-in\?done=out$/, "signing out");
    await see(hand, "sign in, signed out");
    const answer = await hand.page.goto("/me");
    expect(new URL(answer.url()).pathname === "/sign-in", "still signed in");
}

// `makeCode`: when it is typed, since it lives for half a minute.
async function takeSecond(hand, makeCode, next) {
    await arrive(hand, /^\/sign-in\/second\//, "the second step");
    await see(hand, "second step");
    await fillAll(hand, { code: "000000" });
    await seeWrong(hand, "second step, wrong", "code");
    await fillAll(hand, { code: makeCode() });
    await arrive(hand, next, "behind the second step");
}

async function changeDetails(hand) {
    await hand.page.goto("/me/details");
    await see(hand, "details");
    await fillAll(hand, { name: " " });
    await seeWrong(hand, "details, no name", "name");
    await fillAll(hand, { name: "Ann Miller" });
    await arrive(hand, /^\/me\/account\?done=details$/, "a name is changed");
    expect(/Ann Miller/.test(await hand.page.textContent("main")), "the name is the old one");
    await see(hand, "me, name changed");
}

async function changePassword(hand, from, to, code) {
    await hand.page.goto("/me/password");
    await see(hand, "password");
    await fillAll(hand, { present: "not this one", code: "000000", password: to });
    await seeWrong(hand, "password, present one wrong", "present");
    await fillAll(hand, { present: from, code: "000000", password: MAIL });
    await seeWrong(hand, "password, the mail address", "password");
    await fillAll(hand, { present: from, code, password: to });
    await arrive(hand, /^\/me\/account\?done=password$/, "a password is changed");
    await see(hand, "me, password changed");
}

// What else is hers; of a new address nothing is taken that is none.
async function lookAtOwn(hand) {
    for (const path of ["/me/mail", "/log", "/log/1", "/people", "/privacy/record", "/privacy/assessment"]) {
        expect((await hand.page.goto(path)).status() === 200, `${path} is not there`);
        expect(!/member city: 0/.test(await hand.page.textContent("main")), `${path}: a city of number 0`);
        await see(hand, path.slice(1).replaceAll("/", " "));
    }
    await hand.page.goto("/me/address");
    await see(hand, "address");
    await fillAll(hand, { mail: "ann@example", present: "not this one", code: "000000" });
    await seeWrong(hand, "address, none", "mail", { mail: "ann@example" });
}

// Another browser of hers is ended; what it was about to send is shown there again.
async function endOther(hand, other, password) {
    await other.page.goto("/me/details");
    await hand.page.goto("/me/sessions");
    await see(hand, "sessions");
    await hand.page.locator("input[type=checkbox]").first().check();
    await fillAll(hand, { present: "not this one" });
    await seeWrong(hand, "sessions, wrong password", "present");
    expect(await hand.page.locator("input[type=checkbox]").first().isChecked(), "what was chosen is lost");
    await fillAll(hand, { present: password });
    await arrive(hand, /^\/me\/account\?done=sessions$/, "a session is ended");
    await hand.page.goto("/me/sessions");
    await see(hand, "sessions, only this one");
    await fillAll(other, { name: "Ann, elsewhere" });
    expect(await other.page.locator("input[name=name]").inputValue() === "Ann, elsewhere", "what was typed is lost with the session");
    await see(other, "signed out meanwhile");
}

// The sixth wrong one has to wait; what is right has to as well, and says for how long.
async function tooOften(hand) {
    await hand.page.goto("/me/password");
    for (let i = 0; i < 2; i++) await fillAll(hand, { present: "not this one", code: "000000", password: FIRST });
    expect(/\d+ minute/.test(await hand.page.locator("#mistakes").innerText()), "how long to wait is not said");
    await seeWrong(hand, "password, too often", null);
}

async function answerRemark(hand) {
    await hand.page.goto("/me");
    await hand.follow("main a[href='/remarks']");
    await arrive(hand, /^\/remarks$/, "remarks");
    await hand.follow("main .sg-row a");
    await arrive(hand, /^\/remarks\/\d+\/answer$/, "a remark");
    await fillAll(hand, { answer: "Thank you: it is mended." });
    await hand.page.getByText("Thank you: it is mended.").first().waitFor();
    expect((await hand.page.locator("main textarea").count()) === 0, "an answered remark asks for an answer");
}

async function sendRemark(site) {
    const once = await onceOf(site.base, "/remarks/new");
    const answer = await send(site.base, "/remarks/new", { once, says: "The mayor's office has moved.", page: "/cities/ciampino-it" });
    expect(answer.status === 303, `a remark is not taken: ${answer.status}`);
}

async function walk(site, browser) {
    const from = (place) => ({ extraHTTPHeaders: { "X-Forwarded-For": place } }); // wrong passwords are counted by place
    const opened = [await openPage(browser, site.base, findings), await openPage(browser, site.base, findings, from("203.0.113.1")),
        await openPage(browser, site.base, findings, { ...from("203.0.113.2"), javaScriptEnabled: false, viewport: WIDE, locale: "de-DE" })];
    const hand = { ...mouse(opened[0].page), name: "with script", isLookedAt: true };
    const other = { ...mouse(opened[1].page), name: "with script", isLookedAt: true };
    const keys = keyboard(opened[2].page, "German, by keyboard");
    const said = execFileSync(program, ["person", "add", MAIL, "--name", "Ann", "--administrator", "--db", site.db], { encoding: "utf8" });
    await setPassword(hand, /\/set-password\/[0-9a-f]{64}/.exec(said)[0]);
    await signInWrong(hand);
    const { secret, codes, step } = await setUpSecond(hand);
    await signOut(hand);
    await sendRemark(site);
    await signIn(hand, FIRST, "/remarks");
    await takeSecond(hand, () => codeAt(secret, Math.max(step + 1, stepNow())), /^\/remarks$/);
    await see({ ...hand, name: "second step on" }, "remarks");
    await hand.page.goto("/me/second-step");
    await see(hand, "second step, on");
    await lookAtOwn(hand);
    await changeDetails(hand);
    await changePassword(hand, FIRST, SECOND, codes[2]);
    await signIn(other, SECOND);
    await fillAll(other, { code: codes[0] });
    await endOther(hand, other, SECOND);
    await tooOften(hand);
    await signIn(keys, SECOND);
    expect(await keys.page.locator("html").getAttribute("lang") === "de", "not in German");
    await takeSecond(keys, () => codes[1], /^\/me$/);
    await answerRemark(keys);
    await changeDetails(keys);
    await changePassword(keys, SECOND, FIRST, codes[3]);
    await signOut(keys);
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    await walk(site, browser).catch((problem) => expect(false, problem.stack.split("\n").slice(0, 8).join(" ")));
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("sign in");
