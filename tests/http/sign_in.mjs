// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signing in and out on the real program, on either engine: the link that sets the first password, wrong and unknown, the cookie,
// sessions that change and end, where it leads on, limits, and a form whose session has ended.
//
//     node sign_in.mjs PROGRAM [long]      long: all wrong passwords are sent that lead to a limit; else the last ones

import { execFileSync } from "node:child_process";
import { askServer, onPostgres } from "../database.mjs";
import { ask, Findings, onceOf, send, startSite } from "../browser/program.mjs";

const PASSWORD = "nine small giants at breakfast";
const program = process.argv[2];
const isLong = process.argv[3] === "long";
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
let senders = 0;

// Each from an address of its own, so that only the test of limits meets them.
const sender = () => `198.51.100.${++senders}`;
const person = (site, ...args) => execFileSync(program, ["person", ...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

// What stands in a table, past the program.
const sql = (site, text) => onPostgres ? askServer(site.db, `set search_path to main; ${text}`)
    : execFileSync("sqlite3", [site.db.slice("sqlite:".length), `pragma busy_timeout = 5000; ${text}`], { encoding: "utf8" }).replace(/^5000\s*/, "").trim();
const sessions = (site) => Number(sql(site, "select count(*) from login_session"));

/* ---- a browser: what it keeps, and where it sends from */

const tokenIn = (answer) => /^(?:__Host-)?session=([0-9a-f]{64});/.exec(String(answer.headers["set-cookie"] ?? ""))?.[1];
const isEnded = (answer) => /^session=; Path=\/; Max-Age=0/.test(String(answer.headers["set-cookie"] ?? ""));

class Browser {
    constructor(site, from = sender()) {
        Object.assign(this, { site, from, token: "" });
    }

    headers(more = {}) {
        return { "X-Forwarded-For": this.from, "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            ...(this.token ? { Cookie: `a=b; session=${this.token}` } : {}), ...more };
    }

    keep(answer) {
        if (tokenIn(answer)) this.token = tokenIn(answer);
        if (isEnded(answer)) this.token = "";
        return answer;
    }

    async get(path) {
        return this.keep(await ask(this.site.base, path, { headers: this.headers() }));
    }

    async post(path, fields, more = {}) {
        const page = await ask(this.site.base, path, { headers: this.headers() });
        const once = fields.once ?? page.text.slice(page.text.indexOf("<main")).match(/name="once" value="([^"]+)"/)?.[1] ?? "";
        return this.keep(await send(this.site.base, path, { ...fields, once }, this.headers(more)));
    }

    signIn(mail, password = PASSWORD, more = {}) {
        return this.post("/sign-in", { mail, password, ...more });
    }
}

// Somebody with a password.
async function makePerson(site, mail, ...more) {
    const link = /\/set-password\/[0-9a-f]{64}/.exec(person(site, "add", mail, "--name", "Ada <Ålund>", ...more))[0];
    const answer = await new Browser(site).post(link, { password: PASSWORD });
    expect(answer.status === 303 && answer.headers.location === "/sign-in?done=password", `${mail}: setting the password: ${answer.status}`);
    return link;
}

/* ---- the first password */

async function walkLink(site) {
    const link = /\/set-password\/[0-9a-f]{64}/.exec(person(site, "add", "first@b.example", "--name", "First"))[0];
    const browser = new Browser(site);
    const page = await browser.get(link);
    // Masked, and offered to password managers; no script looks at what is typed (tests/tools/script.sh).
    const fields = (await browser.get("/sign-in")).text.match(/<input[^>]*name="(?:mail|password)"[^>]*>/g).join("") + page.text.match(/<input[^>]*name="password"[^>]*>/)[0];
    for (const part of ['autocomplete="username"', 'type="password"', 'autocomplete="current-password"', 'autocomplete="new-password"']) {
        expect(fields.includes(part), `a field to sign in has no ${part}`);
    }
    expect(fields.match(/type="password"/g).length === 2, "a password is shown while it is typed");
    expect(page.status === 200 && page.headers["cache-control"] === "no-store" && page.text.includes("first@b.example"), `the link shows ${page.status}`);
    const address = link.split("/").at(-1);
    expect(page.text.split(address).length === 2, "the address of the link stands on its page elsewhere than in its form");
    for (let i = 0; i < 3; i++) await browser.get(link); // opening uses nothing up
    const short = await browser.post(link, { password: "short" });
    expect(short.status === 400 && !short.text.includes('value="short"'), `a short password: ${short.status}`);
    expect((await browser.post(link, { password: PASSWORD })).status === 303, "the link does not set the password");
    const again = await browser.get(link);
    expect(again.status === 404 && again.text.includes("This link does not work any more"), `a used link: ${again.status}`);
    const late = await send(site.base, link, { password: "another long password", once: (await browser.post("/sign-in", { mail: "x" })).text.match(/name="once" value="([^"]+)"/)[1] }, browser.headers());
    expect(late.status === 404 || late.status === 400, `a used link, sent: ${late.status}`);
    expect((await browser.signIn("first@b.example")).status === 303, "the password that was set does not fit");
    expect(!sql(site, "select password from person where mail_folded = 'first@b.example'").includes(PASSWORD), "a password stands in the table");
    expect(!site.log().includes(address) && site.log().includes("POST /set-password/{} 303"), "the log has the address of a link");
}

/* ---- signing in */

async function walkSignIn(site) {
    const browser = new Browser(site);
    const answer = await browser.signIn("ADA@b.example");
    const cookie = String(answer.headers["set-cookie"]);
    expect(answer.status === 303 && answer.headers.location === "/me", `signing in: ${answer.status} to ${answer.headers.location}`);
    expect(/^session=[0-9a-f]{64}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/.test(cookie), `the cookie: ${cookie}`);
    expect(answer.headers["cache-control"] === "no-store", "the answer with the cookie may be kept");
    expect(sql(site, `select count(*) from login_session where digest = '${browser.token}'`) === "0", "the token stands in the table");
    const page = await browser.get("/me");
    expect(page.status === 200 && page.text.includes("Ada &lt;Ålund&gt;") && page.headers["cache-control"] === "no-store", `one's own page: ${page.status}`);
    expect((await browser.get("/themes")).text.includes("Sign out"), "a page does not say who is signed in");
    const visitor = new Browser(site);
    const closed = await visitor.get("/me");
    expect(closed.status === 303 && closed.headers.location === "/sign-in?next=%2Fme", `a visitor at one's own page: ${closed.status}`);
    const open = await visitor.get("/themes");
    expect(open.text.includes("Sign in") && !open.text.includes("Ålund") && open.headers.etag, "a visitor is shown what was made for somebody");
}

const WRONG = "Mail address and password do not belong together";

async function walkWrong(site) {
    person(site, "add", "none@b.example", "--name", "Without a password");
    await makePerson(site, "blocked@b.example");
    person(site, "block", "blocked@b.example");
    const cases = [["ada@b.example", "not this one, surely"], ["nobody@b.example", PASSWORD], ["none@b.example", PASSWORD], ["none@b.example", " "],
        ["blocked@b.example", PASSWORD], ["ada@b.example", `${PASSWORD} `], ["ada@b.example", PASSWORD.toUpperCase()]];
    const seen = new Set();
    for (const [mail, password] of cases) {
        const answer = await new Browser(site).signIn(mail, password, { next: "/themes" });
        const same = answer.text.replaceAll(mail, "MAIL").replace(/name="once" value="[^"]+"/g, "");
        if (password.trim()) seen.add(same);
        expect(answer.status === 400 && !tokenIn(answer), `${mail}, ${password}: ${answer.status}`);
        expect(!answer.text.includes(PASSWORD), `${mail}: the password stands on the page`);
        expect(answer.text.includes(`value="${mail}"`) && answer.text.includes('value="/themes"'), `${mail}: what was typed is lost`);
    }
    expect(/: POST \/sign-in 400 .* person \d+$/m.test(site.log()) && /: POST \/sign-in 303 .* person \d+$/m.test(site.log()),
        "the log does not say whose account was tried, and who signed in");
    expect(seen.size === 1 && [...seen][0].includes(WRONG), `unknown, blocked and wrong are answered in ${seen.size} ways`);
}

/* ---- sessions */

async function walkRotation(site) {
    const browser = new Browser(site);
    browser.token = "c".repeat(64); // one that somebody else knows
    expect((await browser.get("/themes")).headers["set-cookie"]?.[0]?.startsWith("session=;"), "a session that is none is left in the browser");
    browser.token = "c".repeat(64);
    await browser.signIn("ada@b.example");
    const first = browser.token;
    expect(first && first !== "c".repeat(64), "signing in keeps the token the browser came with");
    const before = sessions(site);
    await browser.signIn("ada@b.example");
    expect(browser.token !== first && sessions(site) === before, "signing in again does not end the session before");
    const old = new Browser(site);
    old.token = first;
    expect((await old.get("/me")).status === 303, "a session that was replaced still counts");
    const out = await browser.post("/sign-out", {});
    expect(out.status === 303 && isEnded(out) && sessions(site) === before - 1, `signing out: ${out.status}`);
    expect(out.headers["clear-site-data"] === '"cache", "storage"', "who signs out leaves pages behind in the browser");
    const after = new Browser(site);
    after.token = first;
    expect((await after.get("/me")).status === 303 && (await after.post("/sign-out", { once: await onceOf(site.base, "/sign-in") })).status === 303, "signed out twice");
}

async function walkOthers(site) {
    const [here, there, third] = [new Browser(site), new Browser(site), new Browser(site)];
    for (const browser of [here, there, third]) await browser.signIn("ada@b.example");
    const list = await here.get("/me/sessions");
    const uids = [...list.text.matchAll(/name="end" value="([0-9a-f]{32})"/g)].map(([, uid]) => uid);
    expect(uids.length >= 2 && list.text.includes("(this browser)") && list.text.includes("Firefox, Linux"), `${uids.length} other sessions listed`);
    const wrong = await here.post("/me/sessions", { end: uids[0], do: "chosen", present: "not this one" });
    expect(wrong.status === 400 && wrong.text.includes("is not right") && (await third.get("/me")).status === 200, `ended with a wrong password: ${wrong.status}`);
    const none = await here.post("/me/sessions", { do: "chosen", present: PASSWORD });
    expect(none.status === 400 && none.text.includes("has nothing chosen"), `nothing chosen: ${none.status}`);
    const foreign = sql(site, "select s.uid from login_session s join person p on p.id = s.person_id where p.mail_folded = 'first@b.example'").split("\n")[0];
    const before = sessions(site);
    await here.post("/me/sessions", { end: foreign, do: "chosen", present: PASSWORD });
    expect(sessions(site) === before, "somebody ended a session of somebody else");
    expect((await here.post("/me/sessions", { end: uids[0], do: "chosen", present: PASSWORD })).status === 303 && sessions(site) === before - 1, "one session is not ended");
    expect((await here.post("/me/sessions", { do: "others", present: PASSWORD })).status === 303, "the others are not ended");
    expect((await here.get("/me")).status === 200 && (await there.get("/me")).status === 303 && (await third.get("/me")).status === 303, "all others: the wrong ones are ended");
}

async function walkChange(site) {
    await makePerson(site, "change@b.example");
    const [here, there] = [new Browser(site), new Browser(site)];
    for (const browser of [here, there]) await browser.signIn("change@b.example");
    const token = here.token;
    const wrong = await here.post("/me/password", { present: "not this one", password: "another long enough one" });
    expect(wrong.status === 400 && wrong.text.includes("is not right"), `a wrong present password: ${wrong.status}`);
    const done = await here.post("/me/password", { present: PASSWORD, password: "another long enough one" });
    expect(done.status === 303 && here.token !== token, `changing the password: ${done.status}`);
    expect((await here.get("/me")).status === 200 && (await there.get("/me")).status === 303, "a new password does not end the other sessions");
    expect((await new Browser(site).signIn("change@b.example")).status === 400, "the old password still fits");
    expect((await new Browser(site).signIn("change@b.example", "another long enough one")).status === 303, "the new password does not fit");
    person(site, "block", "change@b.example");
    expect((await here.get("/me")).status === 303, "blocked, somebody is still signed in");
}

async function walkDetails(site) {
    const browser = new Browser(site);
    await browser.signIn("ada@b.example");
    const page = await browser.get("/me/details");
    const rev = /name="rev" value="(\d+)"/.exec(page.text)[1];
    expect((await browser.post("/me/details", { name: "Ada <Å>", language: "xx", rev })).status === 400, "an unknown language is taken");
    expect((await browser.post("/me/details", { name: "Ada <Å>", language: "de", rev })).status === 303, "name and language are not saved");
    const late = await browser.post("/me/details", { name: "Eve", language: "de", rev });
    expect(late.status === 409 && late.text.includes('value="Eve"') && late.text.includes("was changed meanwhile"), `changed meanwhile: ${late.status}`);
    expect((await browser.get("/me")).text.includes("Ada &lt;Å&gt;"), "the name is not the one that was saved");
}

// The session has ended while somebody typed.
async function walkEnded(site) {
    const browser = new Browser(site);
    await browser.signIn("ada@b.example");
    const rev = /name="rev" value="(\d+)"/.exec((await browser.get("/me/details")).text)[1];
    sql(site, "update login_session set seen_at = seen_at - 14 * 86400 - 60");
    for (const name of ["Typed & <long>", ""]) { // whether or not it fits
        const { token } = browser;
        const kept = await browser.post("/me/details", { name, language: "en", rev, once: "stale" });
        expect(kept.status === 403 && kept.text.includes("You are signed out") && kept.text.includes(`name="rev" value="${rev}"`), `a form behind its session: ${kept.status}`);
        expect(kept.text.includes(name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")), "what was typed is lost");
        expect(isEnded(kept) && token !== "", "the ended session is left in the browser");
        browser.token = token;
    }
    const secret = await browser.post("/me/password", { present: PASSWORD, password: "another long enough one", once: "1" });
    expect(secret.status === 403 && !secret.text.includes(PASSWORD) && secret.text.includes("A password or code is never kept"), `a password behind its session: ${secret.status}`);
    await browser.signIn("ada@b.example");
    expect((await browser.post("/me/details", { name: "Typed & <long>", language: "en", rev })).status === 303, "after signing in the form cannot be sent again");
}

async function walkUse(site) {
    const browser = new Browser(site);
    await browser.signIn("ada@b.example");
    sql(site, "update login_session set seen_at = seen_at - 1000");
    await browser.get("/themes");
    const end = Date.now() + 30_000;
    const isNoted = () => sql(site, `select count(*) from login_session where seen_at >= ${Math.floor(Date.now() / 1000) - 60}`) !== "0";
    while (!isNoted() && Date.now() < end) await new Promise((done) => setTimeout(done, 500));
    expect(isNoted(), "30 s after it was used the last use of a session is not noted");
}

/* ---- where it leads on */

async function walkNext(site) {
    const inside = ["/themes", "/cities?q=oulu", "/me/details"];
    const outside = ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "evil.example", "/%0d%0aSet-Cookie:a=b\r\nX: y",
        "/sign-out", "/sign-in?next=/", "\t//evil.example"];
    for (const next of [...inside, ...outside]) {
        const page = await new Browser(site).get(`/sign-in?next=${encodeURIComponent(next)}`);
        const kept = /name="next" value="([^"]*)"/.exec(page.text)?.[1];
        expect(kept === (inside.includes(next) ? next : ""), `the page hands next=${JSON.stringify(next)} on as ${kept}`);
        expect(!page.text.slice(page.text.indexOf("<main")).includes("evil.example"), "the page hands an address elsewhere on");
    }
    for (const next of isLong ? [...inside, ...outside] : ["/cities?q=oulu", "//evil.example", "/sign-out"]) {
        const answer = await new Browser(site).signIn("ada@b.example", PASSWORD, { next });
        const wanted = inside.includes(next) ? next : "/me";
        expect(answer.status === 303 && answer.headers.location === wanted, `next=${JSON.stringify(next)} leads to ${answer.headers.location}`);
    }
}

/* ---- limits */

const LIMIT = 50; // of wrong ones for an address, from all places together

// Until one more wrong one is the last that is answered. Five were; the others are sent, or counted past the program.
async function tryLong(site) {
    const wrong = (i) => new Browser(site, `203.0.113.${20 + i}`).signIn("many@b.example", "wrong");
    const counted = "from rate where kind = 'password-for' and n = 5";
    expect(sql(site, `select count(*) ${counted}`) === "1", "five wrong ones for one address are not counted");
    if (!isLong) sql(site, `update rate set n = ${LIMIT - 1} where kind = 'password-for' and n = 5`);
    for (let i = 5; isLong && i < LIMIT - 1; i++) expect((await wrong(i)).status === 400, `wrong one ${i}`);
    expect((await new Browser(site).signIn("many@b.example")).status === 303, "one less than too many, a place nobody knows: refused");
    expect((await wrong(LIMIT)).status === 400, `wrong one ${LIMIT} is not answered`);
}

async function walkLimits(site) {
    await makePerson(site, "many@b.example");
    const home = new Browser(site);
    expect((await home.signIn("many@b.example")).status === 303, "signing in where nobody was wrong");
    const attacker = new Browser(site);
    const statuses = [];
    for (let i = 0; i < 7; i++) statuses.push((await attacker.signIn("many@b.example", `wrong ${i}`)).status);
    expect(statuses.join(" ") === "400 400 400 400 400 429 429", `seven wrong ones: ${statuses.join(" ")}`);
    const told = await attacker.signIn("many@b.example");
    expect(told.status === 429 && /try again in \d+ minutes/.test(told.text) && Number(told.headers["retry-after"]) > 600, `told to wait: ${told.status}`);
    expect((await new Browser(site).signIn("many@b.example")).status === 303, "who did nothing wrong has to wait");
    expect((await attacker.signIn("ada@b.example")).status === 303, "another account from there has to wait");
    await tryLong(site);
    const twice = Array.from({ length: 8 }, (_, i) => new Browser(site, "203.0.113.9").signIn("nobody@b.example", `wrong ${i}`));
    const parallel = (await Promise.all(twice)).filter(({ status }) => status === 400).length;
    expect(parallel <= 5, `${parallel} of eight at once were answered`);
    const stranger = await new Browser(site).signIn("many@b.example");
    expect(stranger.status === 429, `tried from many places, a place nobody knows: ${stranger.status}`);
    expect((await home.signIn("many@b.example")).status === 303, "tried from many places, the person is locked out at home");
}

const site = await startSite(program);
try {
    await makePerson(site, "ada@b.example");
    await walkLink(site);
    await walkSignIn(site);
    await walkWrong(site);
    await walkRotation(site);
    await walkOthers(site);
    await walkChange(site);
    await walkDetails(site);
    await walkUse(site);
    await walkNext(site);
    await walkLimits(site);
    await walkEnded(site);
} finally {
    await site.stop();
}
findings.done("sign in");
