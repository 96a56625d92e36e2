// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The ways in by mail, on the real program with a real mail server, on either engine: a link that signs in once, behind a button and
// before the second step; a forgotten password; what people are told of; nothing that tells which addresses are known.
//
//     node ways.mjs PROGRAM

import { execFileSync } from "node:child_process";
import { ask, Findings, onceOf, send, startSite } from "../browser/program.mjs";
import { linksOf, mailTo, pause, startServer, waitUntil } from "./mail_server.mjs";
import { codeAt, stepBefore, stepNow } from "../totp.mjs";
import { browserOf, forged, sql } from "./somebody.mjs";

const PASSWORD = "nine small giants at breakfast";
const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const run = (site, ...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const linkIn = (site, mail, part = "/sign-in/link/") => linksOf(mail).find((link) => link.includes(part)).slice(site.base.length);

// What a form may change: rows that opening a link must leave as they are.
const LINKS = "select digest || kind || ends_at from person_link order by digest";
const rows = (site) => ["select count(*) from login_session", LINKS, "select password || mail || totp || rev from person order by id", "select count(*) from mail",
    "select count(*) from log_link", "select coalesce(sum(n), 0) from rate"].map((text) => sql(site, text)).join("\n");

const pageWithout = (answer, mail) => answer.text.replaceAll(mail, "MAIL").replace(/name="once" value="[^"]+"/g, "");

async function addPerson(site, mail, ...more) {
    const link = /\/set-password\/[0-9a-f]{64}/.exec(run(site, "person", "add", mail, "--name", "Ann", ...more))[0];
    expect((await browserOf(site).post(link, { password: PASSWORD })).status === 303, `${mail}: no password`);
}

/* ---- a link */

async function askLink(site, server, mail, { browser = browserOf(site), next = "", n = 1 } = {}) {
    const answer = await browser.post("/sign-in", { mail, password: "", do: "link", next });
    expect(answer.status === 303, `${mail}: asking for a link: ${answer.status}`);
    const got = await mailTo(findings, server, mail, n);
    return { browser, answer, mail: got, link: linkIn(site, got) };
}

async function walkOpening(site, mail) {
    const before = rows(site);
    for (const link of linksOf(mail)) {
        for (let i = 0; i < 3; i++) {
            for (const method of ["GET", "HEAD"]) {
                const answer = await ask(site.base, link.slice(site.base.length), { method });
                expect(answer.status === 200 && !answer.headers["set-cookie"], `${method} ${link.slice(0, 60)}: ${answer.status}`);
            }
        }
    }
    expect(rows(site) === before, "opening a link changes something");
}

async function walkLink(site, server) {
    run(site, "person", "add", "ann@b.example", "--name", "Ann <Å>", "--language", "de"); // without a password
    const { browser, answer, mail, link } = await askLink(site, server, "ann@b.example", { next: "/themes" });
    expect(answer.headers.location === "/sign-in?done=link&next=%2Fthemes", answer.headers.location);
    expect((await browser.get(answer.headers.location)).text.includes("Look into your mail"), "asked for a link, nothing is said");
    expect(mail.headers.subject === "Ihr Link zum Anmelden bei Small Giants" && mail.headers["content-language"] === "de", mail.headers.subject);
    expect(!mail.headers["list-unsubscribe"] && linksOf(mail).length === 1, `links of the mail: ${linksOf(mail)}`);
    await walkOpening(site, mail);
    const token = link.split("/").at(-1);
    await waitUntil(findings, () => sql(site, "select count(*) from mail where kind = 'sign-in' and state = 'sent' and fields = ''") === "1", "the mail counts as sent");
    expect(!sql(site, "select digest from person_link").includes(token), "the token stands in the table");
    const page = await browser.get(link);
    expect(page.headers["cache-control"] === "no-store" && page.text.includes("Sign in as Ann &lt;Å&gt;"), "the page of the link");
    expect(!page.text.slice(0, page.text.indexOf("<main")).includes(token), "its address stands on the page elsewhere than in its form");
    const foreign = await send(site.base, link, { do: "in", once: await onceOf(site.base, link) }, { "Sec-Fetch-Site": "cross-site" });
    expect(foreign.status === 403, `the button from elsewhere: ${foreign.status}`);
    const done = await browser.post(link, { do: "in" });
    expect(done.status === 303 && done.headers.location === "/themes" && browser.token, `the button: ${done.status} ${done.headers.location}`);
    expect((await browser.get("/me/sessions")).text.includes("with a link by mail"), "how one signed in is not said");
    const again = browserOf(site);
    expect((await again.post(link, { do: "in" })).status === 404 && again.token === "", "a link signs in twice");
    expect((await again.get(link)).text.includes("This link does not work any more"), "a used link says something else");
    expect(!site.log().includes(token) && site.log().includes("POST /sign-in/link/{} 303"), "the log has the address of a link");
}

async function walkEnds(site, server) {
    const first = await askLink(site, server, "ann@b.example", { n: 2 });
    const second = await askLink(site, server, "ann@b.example", { n: 3 });
    expect(first.link !== second.link && (await first.browser.post(first.link, { do: "in" })).status === 404, "a link outlives a newer one");
    sql(site, "update person_link set ends_at = ends_at - 600");
    expect((await second.browser.post(second.link, { do: "in" })).status === 404, "a link signs in after ten minutes");
    const third = await askLink(site, server, "ann@b.example", { n: 4 });
    run(site, "person", "block", "ann@b.example");
    expect((await third.browser.post(third.link, { do: "in" })).status === 404, "who is blocked signs in with a link");
    run(site, "person", "unblock", "ann@b.example");
}

/* ---- nothing tells which addresses are known */

async function walkUnknown(site, server) {
    run(site, "person", "add", "blocked@b.example", "--name", "Bob");
    run(site, "person", "block", "blocked@b.example");
    const answers = new Map();
    for (const mail of ["ann@b.example", "nobody@b.example", "blocked@b.example"]) {
        const browser = browserOf(site);
        const answer = await browser.post("/sign-in", { mail, do: "link" });
        answers.set(`${answer.status} ${answer.headers.location} ${pageWithout(await browser.get(answer.headers.location), mail)}`, mail);
    }
    expect(answers.size === 1, `known, unknown and blocked are answered in ${answers.size} ways`);
    const refused = new Set();
    for (const mail of ["ann@b.example", "nobody@b.example"]) {
        const browser = browserOf(site);
        const statuses = [];
        for (let i = 0; i < 4; i++) statuses.push((await browser.post("/sign-in", { mail, do: "link" })).status);
        expect(statuses.join(" ") === "303 303 303 429", `${mail}, four links: ${statuses}`);
        const told = await browser.post("/sign-in", { mail, do: "link" });
        refused.add(pageWithout(told, mail));
        expect(told.text.includes("sign in with your password") && Number(told.headers["retry-after"]) > 600, `told to wait: ${told.status}`);
    }
    expect(refused.size === 1, "who asked too often learns which address is known");
    await waitUntil(findings, () => sql(site, "select count(*) from mail where state = 'waiting'") === "0", "all mails have gone");
    expect(!server.mails.some(({ to }) => /^(nobody|blocked)@/.test(to[0])), "a mail went to who is not known, or blocked");
    expect(sql(site, "select count(*) from mail where address in ('nobody@b.example', 'blocked@b.example')") === "0", "an address that nobody has is kept");
}

// Links are counted apart: whoever uses them up for somebody leaves the password, and the place where the person signed in before.
async function walkLimits(site) {
    await addPerson(site, "often@b.example");
    const home = browserOf(site);
    expect((await home.post("/sign-in", { mail: "often@b.example", password: PASSWORD })).status === 303, "signing in at home");
    const statuses = [];
    for (let i = 0; i < 15; i++) statuses.push((await browserOf(site).post("/sign-in", { mail: "often@b.example", do: "link" })).status);
    expect(statuses.filter((status) => status === 429).length === 3, `fifteen places: ${statuses}`);
    expect((await home.post("/sign-in", { mail: "often@b.example", do: "link" })).status === 303, "at home no link is had");
    expect((await browserOf(site).post("/sign-in", { mail: "often@b.example", password: PASSWORD })).status === 303, "the password is locked out with the links");
}

/* ---- a forgotten password */

async function walkForgotten(site, server) {
    await addPerson(site, "cyd@b.example");
    expect(/password was changed/i.test((await mailTo(findings, server, "cyd@b.example")).headers.subject), "nothing is told of a password that was set");
    const elsewhere = browserOf(site);
    await elsewhere.post("/sign-in", { mail: "cyd@b.example", password: PASSWORD });
    const { browser, link } = await askLink(site, server, "cyd@b.example", { n: 2 });
    const done = await browser.post(link, { do: "password" });
    expect(done.status === 303 && done.headers.location === "/me/password", `to a new password: ${done.status} ${done.headers.location}`);
    expect(!(await browser.get("/me/password")).text.includes('name="present"'), "the forgotten password is asked for");
    expect((await browser.post("/me/password", { password: "short" })).status === 400, "a short password is taken");
    expect((await elsewhere.get("/me/password")).text.includes('name="present"'), "who signed in with a password is not asked for it");
    const set = await browser.post("/me/password", { password: "another long enough one" });
    expect(set.status === 303 && (await browser.get("/me")).status === 200, `a new password: ${set.status}`);
    expect((await elsewhere.get("/me")).status === 303, "other sessions outlive a new password");
    expect((await browserOf(site).post("/sign-in", { mail: "cyd@b.example", password: "another long enough one" })).status === 303, "the new password does not fit");
    const told = await mailTo(findings, server, "cyd@b.example", 3);
    expect(told.headers.subject === "Small Giants: Your password was changed" && told.text.includes("If it was not you"), told.headers.subject);
    await walkOpening(site, told);
    const stale = await askLink(site, server, "cyd@b.example", { n: 4 });
    await stale.browser.post(stale.link, { do: "password" });
    sql(site, "update login_session set made_at = made_at - 1000");
    expect((await stale.browser.get("/me/password")).text.includes('name="present"'), "a link is proof for more than a quarter of an hour");
    expect((await stale.browser.post("/me/password", { password: "yet another long one" })).status === 400, "and sets a password");
}

// Without a password, what changes how one signs in wants a fresh sign-in.
async function walkNoPassword(site, server) {
    run(site, "person", "add", "dee@b.example", "--name", "Dee");
    const { browser, link } = await askLink(site, server, "dee@b.example");
    await browser.post(link, { do: "in" });
    sql(site, "update login_session set made_at = made_at - 1000");
    const late = await browser.post("/me/password", { password: "another long enough one" });
    expect(late.status === 400 && late.text.includes("was too long ago for this"), `hours later: ${late.status}`);
}

/* ---- the second step */

const secretOn = (page) => /<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)[1].replaceAll(" ", "");

async function walkSecond(site, server) {
    run(site, "person", "add", "eve@b.example", "--name", "Eve", "--administrator");
    const { browser, link } = await askLink(site, server, "eve@b.example", { next: "/remarks" });
    const led = await browser.post(link, { do: "in" });
    expect(led.headers.location === "/me/second-step" && (await browser.get("/remarks")).status === 403, `an administrator without a second step: ${led.headers.location}`);
    const page = await browser.get("/me/second-step");
    const secret = secretOn(page);
    const pending = /name="pending" value="([^"]+)"/.exec(page.text)[1];
    const on = await browser.post("/me/second-step", { pending, code: codeAt(secret, await stepBefore()) });
    expect(on.status === 303, `turned on behind a link: ${on.status}`);
    expect((await mailTo(findings, server, "eve@b.example", 2)).headers.subject.includes("second step of signing in was turned on"), "nothing is told of the second step");
    const second = await askLink(site, server, "eve@b.example", { n: 3 });
    const asked = await second.browser.post(second.link, { do: "password" });
    expect(/^\/sign-in\/second\//.test(asked.headers.location) && second.browser.token === "", `a link goes around the second step: ${asked.headers.location}`);
    expect((await second.browser.get("/me/password")).status === 303, "a password can be set before the second step");
    const in_ = await second.browser.post(asked.headers.location, { code: codeAt(secret, stepNow()) });
    expect(in_.headers.location === "/me/password" && (await second.browser.get("/remarks")).status === 200, `behind the second step: ${in_.headers.location}`);
    expect((await second.browser.post("/me/password", { password: PASSWORD })).status === 303, "no password is set behind the second step");
    run(site, "person", "second-step-off", "eve@b.example");
    await mailTo(findings, server, "eve@b.example", 5);
    const subjects = server.mails.filter(({ to }) => to[0] === "eve@b.example").map(({ headers }) => headers.subject);
    expect(subjects.some((subject) => subject.includes("turned off")), `told: ${subjects}`);
}

/* ---- another mail address */

async function askAddress(site, server, browser, mail, password, n = 1) {
    const answer = await browser.post("/me/address", { mail, present: password });
    expect(answer.status === 303 && answer.headers.location === "/me/account?done=link", `a new address: ${answer.status}`);
    const got = await mailTo(findings, server, mail, n);
    return { mail: got, link: linkIn(site, got, "/new-address/") };
}

const addressOf = (site, name) => sql(site, `select mail || ' ' || mail_folded from person where name = '${name}'`);

async function walkAddress(site, server) {
    run(site, "person", "add", "fay@b.example", "--name", "Fay");
    await addPerson(site, "taken@b.example");
    const link = /\/set-password\/[0-9a-f]{64}/.exec(run(site, "person", "password-link", "fay@b.example"))[0];
    await browserOf(site).post(link, { password: PASSWORD });
    const [fay, stranger] = [browserOf(site), browserOf(site)];
    await fay.post("/sign-in", { mail: "fay@b.example", password: PASSWORD });
    expect((await fay.post("/me/address", { mail: "Fay2@b.example", present: "wrong" })).status === 400, "an address with a wrong password");
    expect((await fay.post("/me/address", { mail: "FAY@b.example", present: PASSWORD })).text.includes("is the one you have"), "the address one has");
    const first = await askAddress(site, server, fay, "Fay2@b.example", PASSWORD);
    const other = await askAddress(site, server, fay, "fay3@b.example", PASSWORD);
    await walkOpening(site, first.mail);
    expect(addressOf(site, "Fay") === "fay@b.example fay@b.example", "an address nobody confirmed counts");
    expect((await stranger.get(first.link.replace("/new-", "/old-"))).status === 404 && (await stranger.get(forged(first.link))).status === 404, "a link of another kind, or changed, opens");
    const done = await stranger.post(first.link, {}); // in another browser
    expect(done.status === 303 && done.headers.location === "/me/account?done=address" && stranger.token === "", `confirmed: ${done.status}`);
    expect(addressOf(site, "Fay") === "Fay2@b.example fay2@b.example", addressOf(site, "Fay"));
    for (const used of [first, other]) expect((await stranger.post(used.link, {})).status === 404, "a link works behind the change it, or another, made");
    expect((await fay.get("/me/account")).text.includes("Fay2@b.example"), "who changed it is signed out");
    const taken = await askAddress(site, server, fay, "taken@b.example", PASSWORD, 2); // the first told of the password
    const refused = await stranger.post(taken.link, {});
    expect(refused.status === 400 && refused.text.includes("is used by somebody else here"), `an address that somebody has: ${refused.status}`);
    return { fay, told: await mailTo(findings, server, "fay@b.example", 2) };
}

async function walkBack(site, server, { fay, told }) {
    expect(told.headers.subject === "Small Giants: Your mail address was changed" && !told.text.includes("Fay2@"), told.headers.subject);
    await walkOpening(site, told);
    const back = linkIn(site, told, "/old-address/");
    const late = await askAddress(site, server, fay, "fay4@b.example", PASSWORD);
    const done = await browserOf(site).post(back, {});
    expect(done.status === 303 && done.headers.location === "/sign-in?done=back", `back: ${done.status}`);
    expect(addressOf(site, "Fay") === "fay@b.example fay@b.example" && (await fay.get("/me")).status === 303, "taken back, somebody else is signed in");
    for (const link of [back, late.link]) expect((await browserOf(site).post(link, {})).status === 404, "a link works behind the way back");
    expect((await browserOf(site).post("/sign-in", { mail: "fay@b.example", password: PASSWORD })).status === 400, "the password outlives the way back");
    const again = await askLink(site, server, "fay@b.example", { n: 3 });
    expect((await again.browser.post(again.link, { do: "password" })).headers.location === "/me/password", "nobody gets in behind the way back");
    const log = run(site, "log", "list");
    for (const kind of ["address-changed", "address-taken-back"]) expect(log.includes(kind), `the log does not have ${kind}`);
    expect(!/[?&=]?(new|old)-address\/[A-Za-z0-9]/.test(site.log()), "the log has the address of a link");
}

/* ---- a network that sends no mail */

async function walkNoMail(site) {
    const page = await browserOf(site).get("/sign-in");
    expect(!page.text.includes("Send me a link"), "a link is offered where no mail is sent");
    const answer = await browserOf(site).post("/sign-in", { mail: "ann@b.example", do: "link" });
    expect(answer.status === 400 && answer.text.includes("sends no mail"), `asked for all the same: ${answer.status}`);
    const empty = await browserOf(site).post("/sign-in", { mail: "ann@b.example", password: "" });
    expect(empty.status === 400 && /Your password<?[^.]*is empty/.test(empty.text), `no password: ${empty.status}`);
}

const server = await startServer("127.0.0.1");
const site = await startSite(program);
try {
    await walkNoMail(site);
    run(site, "setting", "mail_server", server.url);
    run(site, "setting", "mail_sender", "network@town.example");
    for (const end = Date.now() + 20_000; Date.now() < end && !(await ask(site.base, "/sign-in")).text.includes("Send me a link");) await pause(100);
    await walkLink(site, server);
    await walkEnds(site, server);
    await walkUnknown(site, server);
    await walkLimits(site);
    await walkForgotten(site, server);
    await walkNoPassword(site, server);
    await walkSecond(site, server);
    await walkBack(site, server, await walkAddress(site, server));
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-3000)}`);
} finally {
    await site.stop();
    await server.stop();
}
findings.done("ways in by mail");
