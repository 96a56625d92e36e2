// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signing in with the account of an organisation: the real program, a real provider (glewlwyd), and a server between them that
// alters what the provider would never get wrong, signed with the provider's own key.
//
//     node sign_in.mjs PROGRAM

import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Findings, startSite } from "../browser/program.mjs";
import { askServer, onPostgres } from "../database.mjs";
import { askUrl, claimsOf, headerOf, makeKey, signToken, startBetween, startProvider } from "./provider.mjs";

const WAIT_MS = 30_000;
const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const seconds = () => Math.floor(Date.now() / 1000);

const sql = (site, text) => onPostgres ? askServer(site.db, `set search_path to main; ${text}`)
    : execFileSync("sqlite3", ["-cmd", ".timeout 10000", site.db.replace("sqlite:", ""), text], { encoding: "utf8" }).trim();

function run(...args) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
        const parts = [];
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => parts.push(part));
        child.once("close", (code) => code === 0 ? resolve() : reject(new Error(`${args.join(" ")}: ${Buffer.concat(parts)}`)));
    });
}

// ---- one browser

const unescape = (text) => text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
const hidden = (page) => Object.fromEntries([...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    .map(([, name, value]) => [name, unescape(value)]));
const lead = (page) => unescape(page.text.match(/<p class="sg-lead" role="status">([^<]*)/)?.[1] ?? "");

const problemOf = (page) => page.text.match(/<ul>\n<li>(.*)<\/li>/)?.[1] ?? page.text.slice(0, 300);

class Browser {
    constructor(site) {
        Object.assign(this, { site, jar: new Map() });
    }

    get(path, method = "GET") {
        return askUrl(`${this.site.base}${path}`, { method, jar: this.jar });
    }

    post(path, fields) {
        const body = new URLSearchParams(fields).toString();
        return askUrl(`${this.site.base}${path}`, { method: "POST", body, jar: this.jar,
            headers: { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body), "Sec-Fetch-Site": "same-origin",
                "X-Forwarded-For": `198.51.100.${1 + Math.floor(Math.random() * 250)}` } });
    }

    // Presses the button: the page that leads on, and the address of the provider that it leads to.
    async begin(next = "") {
        const page = await this.get(`/sign-in/with/city?next=${encodeURIComponent(next)}`);
        const sent = await this.post("/sign-in/with/city", hidden(page));
        if (sent.status !== 303) throw new Error(`begin: ${sent.status} ${problemOf(sent)}`);
        this.wait = sent.headers.location;
        const leads = await this.get(this.wait);
        return leads.headers.refresh.replace("0; url=", "");
    }

    // At the provider: the path that it sends this browser back to.
    async signInThere(address, who) {
        const back = new URL(await provider.signIn(address, who));
        return `${back.pathname}${back.search}`;
    }

    async comeBack(path) {
        const page = await this.get(path);
        const sent = await this.post(path.replace(/\?.*/, ""), hidden(page));
        this.wait = sent.headers.location;
        return sent;
    }

    // Looks again until it is known what came of it.
    async end() {
        const end = Date.now() + WAIT_MS;
        while (Date.now() < end) {
            const page = await this.get(this.wait);
            if (!lead(page).includes("is being asked")) return page;
            await new Promise((done) => setTimeout(done, 100));
        }
        throw new Error(`nothing came of it in ${WAIT_MS} ms:\n${this.site.log().slice(-3000)}`);
    }

    async walk(who = JANE, next = "") {
        const sent = await this.comeBack(await this.signInThere(await this.begin(next), who));
        if (sent.status !== 303) throw new Error(`came back: ${sent.status} ${problemOf(sent)}`);
        return this.end();
    }

    // Who has signed in and may not is told so; who has not is led to sign in.
    async isSignedIn() {
        return (await this.get("/remarks")).status === 403;
    }
}

// ---- the world

const JANE = { name: "jane", password: "correct horse battery", mail: "jane@city.example.org", called: "Jane Doe" };
const site = await startSite(program);
const between = await startBetween();
let key = makeKey("RS256", "first");
const provider = await startProvider({ before: between.base, keys: [key] });
between.to = provider.base;
const secret = join(site.folder, "secret");
writeFileSync(secret, "s3cret\n", { mode: 0o600 });

let people = 0;
function addPerson(mail) {
    const id = 700 + ++people;
    sql(site, `insert into person (id, uid, name, mail, mail_folded, language, state, password, password_at, totp, totp_step, created_at,
        signed_in_at, remove_at, rev) values (${id}, '${String(id).padStart(32, "0")}', 'P ${id}', '${mail}', '${mail}', 'en', 'active', '', null, '', 0, 1,
        null, 4000000000, 1)`);
    return id;
}
const sessions = () => Number(sql(site, "select count(*) from login_session"));
// The provider counts as asked long ago: it may be asked again.
const age = (kept = 61) => sql(site, `update provider set asked_at = asked_at - ${kept}, keys_at = keys_at - ${kept === 61 ? 0 : kept}`);

await run("setting", "base_url", site.base, "--db", site.db);
await provider.addClient({ id: "small-giants", secret: "s3cret", back: `${site.base}/sign-in/back/city` });
await provider.addUser(JANE);
await run("provider", "add", "city", "--title", "City & Co", "--issuer", provider.issuer, "--client", "small-giants", "--secret-file", secret,
    "--mail-domain", "city.example.org", "--db", site.db);
const jane = addPerson(JANE.mail);

// A token of the provider with other claims, signed with its key or another one.
const altering = (alter, { by = () => key, header = {} } = {}) => (what, answer) => {
    if (what !== "token" || answer.status !== 200) return answer;
    const said = JSON.parse(answer.text);
    const claims = { ...claimsOf(said.id_token), ...alter };
    return { ...answer, text: JSON.stringify({ ...said, id_token: signToken(by(), claims, header) }) };
};

async function expectRefused(name, change, words = "could not be trusted") {
    const browser = new Browser(site);
    const before = sessions();
    between.change = change;
    const page = await browser.walk().finally(() => { between.change = null; });
    expect(lead(page).includes(words), `${name}: says "${lead(page)}"`);
    expect(page.text.includes("Begin again") && page.text.includes("You are not signed in"), `${name}: does not say how to go on`);
    expect(!(await browser.isSignedIn()) && sessions() === before, `${name}: is signed in`);
}

async function expectTaken(name, change) {
    const browser = new Browser(site);
    between.change = change;
    const page = await browser.walk().finally(() => { between.change = null; });
    expect(lead(page) === "You are signed in with City & Co." && await browser.isSignedIn(), `${name}: says "${lead(page)}"`);
    return browser;
}

// ---- the tests

async function signIn() {
    const browser = new Browser(site);
    const address = new URL(await browser.begin("/cities?q=x"));
    const begun = browser.jar.get("session");
    for (const [name, value] of Object.entries({ response_type: "code", client_id: "small-giants", scope: "openid email profile",
        redirect_uri: `${site.base}/sign-in/back/city`, code_challenge_method: "S256" })) {
        expect(address.searchParams.get(name) === value, `${name} is ${address.searchParams.get(name)}`);
    }
    for (const name of ["state", "nonce", "code_challenge"]) {
        expect((address.searchParams.get(name) ?? "").length >= 32, `${name} is ${address.searchParams.get(name)}`);
    }
    const back = await browser.signInThere(address.href, JANE);
    for (const method of ["GET", "HEAD", "GET"]) {
        const page = await browser.get(back, method);
        expect(page.status === 200 && page.headers["cache-control"] === "no-store", `${method} of the way back: ${page.status}`);
    }
    expect(!(await browser.isSignedIn()) && sessions() === 0, "looking at the way back signs in");
    await browser.comeBack(back);
    const page = await browser.end();
    expect(lead(page) === "You are signed in with City & Co.", `says "${lead(page)}"`);
    expect(page.headers.refresh === "0; url=/cities?q=x", `goes on to ${page.headers.refresh}`);
    expect(await browser.isSignedIn(), "is not signed in");
    const token = browser.jar.get("session");
    expect([...browser.jar].length === 1 && token !== begun, `the token is the one from before: ${[...browser.jar.keys()]}`);
    expect(sql(site, `select opened_by || ' ' || second_factor || ' ' || person_id from login_session`) === `oidc 0 ${jane}`, "its session");
    const kept = sql(site, "select code || why || browser from sign_in_attempt");
    const code = new URL(`${site.base}${back}`).searchParams.get("code");
    expect(!kept.includes(code) && !kept.includes(token), "code or token are kept");
    expect(site.log().includes(`: sign-in with city: fine person ${jane}\n`), "the log does not say who signed in with a provider");
    expect(!site.log().includes(code) && !site.log().includes(browser.wait.slice(-32)), "code or state are in the log");
}

// By what the provider calls the person, whatever the mail address is by then.
async function subject() {
    sql(site, `update person set mail = 'new@elsewhere.example', mail_folded = 'new@elsewhere.example' where id = ${jane}`);
    await expectTaken("another address here", null);
    await expectTaken("another address there", altering({ email: "other@city.example.org" }));
    await expectRefused("another subject", altering({ sub: "somebody else" }), "nobody has invited you");
    sql(site, `update person set mail = '${JANE.mail}', mail_folded = '${JANE.mail}' where id = ${jane}`);
}

async function keyRotation() {
    const old = key;
    key = makeKey("ES256", "second");
    await provider.setKeys([key]);
    age();
    const before = between.asked.jwks;
    await expectTaken("a new key", null);
    expect(between.asked.jwks === before + 1, `its keys were fetched ${between.asked.jwks - before} times, not once`);
    await expectTaken("the new key again", null);
    expect(between.asked.jwks === before + 1, "its keys were fetched though they were known");
    await expectRefused("the old key", altering({}, { by: () => old }));
    await expectRefused("a key of nobody", altering({}, { by: () => makeKey("ES256", "third") }));
    expect(between.asked.jwks === before + 1, "keys are fetched at every kid that somebody makes up");
    await expectRefused("another key under its name", altering({}, { by: () => makeKey("ES256", "second") }));
    age(3600);
    await expectTaken("keys that are old", null);
    expect(between.asked.jwks === before + 2, "old keys are not fetched anew");
    for (const alg of ["PS256", "EdDSA"]) {
        key = makeKey(alg, alg);
        await provider.setKeys([key]);
        age();
        await expectTaken(alg, (what, answer) => {
            if (what === "token") expect(headerOf(JSON.parse(answer.text).id_token).alg === alg, `it did not sign with ${alg}`);
            return answer;
        });
    }
}

const nonce = async () => {
    await expectRefused("nonce of another", altering({ nonce: "x".repeat(43) }));
    await expectRefused("no nonce", altering({ nonce: undefined }));
};
const iss = async () => {
    await expectRefused("iss", altering({ iss: `${provider.issuer}/` }));
    expect(site.log().includes(": sign-in with city: token\n"), "the log does not say that a token was refused");
};
const aud = async () => {
    await expectRefused("aud", altering({ aud: "somebody-else" }));
    await expectRefused("aud of several", altering({ aud: ["small-giants", "somebody-else"], azp: undefined }));
    await expectTaken("aud as a list", altering({ aud: ["small-giants"] }));
};
const azp = () => expectRefused("azp", altering({ azp: "somebody-else" }));

async function clockSkew() {
    await expectRefused("ended before", altering({ exp: seconds() - 90 }));
    await expectTaken("ended within the skew", altering({ exp: seconds() - 20 }));
    await expectRefused("made later", altering({ iat: seconds() + 120 }));
    await expectTaken("made later within the skew", altering({ iat: seconds() + 20 }));
    await expectRefused("not valid yet", altering({ nbf: seconds() + 120 }));
}

async function signature() {
    await expectRefused("none", altering({}, { header: { alg: "none" } }));
    await expectRefused("HMAC", altering({}, { header: { alg: "HS256" } }));
    await expectRefused("another kind of token", altering({}, { header: { typ: "at+jwt" } }));
    await expectRefused("changed", (what, answer) => {
        if (what !== "token") return answer;
        const said = JSON.parse(answer.text);
        const [head, , signed] = said.id_token.split(".");
        const claims = { ...claimsOf(said.id_token), sub: "admin" };
        return { ...answer, text: JSON.stringify({ ...said, id_token: `${head}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signed}` }) };
    });
    await expectRefused("no token", (what, answer) => what === "token" ? { ...answer, text: "{}" } : answer);
    await expectRefused("no answer of JSON", (what, answer) => what === "token" ? { ...answer, text: "<html>" } : answer);
}

async function codeUsedTwice() {
    const first = new Browser(site);
    const back = await first.signInThere(await first.begin(), JANE);
    await first.comeBack(back);
    await first.end();
    const again = await first.comeBack(back);
    expect(again.status === 400 && again.text.includes("came back before"), `the same way back again: ${again.status}`);
    const second = new Browser(site);
    const state = new URL(await second.begin()).searchParams.get("state");
    await second.comeBack(back.replace(/state=[^&]*/, `state=${state}`));
    const page = await second.end();
    expect(lead(page).includes("used before, or took too long"), `a code that was used: "${lead(page)}"`);
    expect(!(await second.isSignedIn()), "a code that was used signs in");
    const third = new Browser(site); // two forms of one way back
    const path = await third.signInThere(await third.begin(), JANE);
    const fields = hidden(await third.get(path));
    const answers = [await third.post("/sign-in/back/city", fields), await third.post("/sign-in/back/city", fields)];
    expect(answers.every((answer) => answer.status === 303 && answer.headers.location === answers[0].headers.location), "sent twice it differs");
}

async function stateOfAnotherBrowser() {
    const [own, other, none] = [new Browser(site), new Browser(site), new Browser(site)];
    const back = await own.signInThere(await own.begin(), JANE);
    await other.begin();
    for (const [name, browser] of Object.entries({ other, none })) {
        const answer = await browser.comeBack(back);
        expect(answer.status === 400 && answer.text.includes("begun in another browser"), `${name}: ${answer.status}`);
        expect(!(await browser.isSignedIn()), `${name} is signed in`);
    }
    expect((await other.get(own.wait)).status === 404 && (await none.get(own.wait)).status === 404, "others see how far it is");
    const rest = "title, client, secret_file, reach, mail_domain, added_at, authorization_url, token_url, keys_url, takes_basic, says_issuer, keys, asked_at, why";
    sql(site, `insert into provider (id, name, issuer, ${rest}) select id + 1, 'town', 'https://town.example.org', ${rest} from provider`);
    for (const [change, words] of [[["city", "town"], "another provider"], [[/iss=[^&]*/, "iss=https%3A%2F%2Fevil.example.org"], "another provider"],
        [[/state=[^&]*/, `state=${"0".repeat(32)}`], "another browser"], [[/code=[^&]*/, ""], "did not come back whole"]]) {
        const path = back.replace(...change);
        const answer = change[0] === "city" ? await own.post(path.replace(/\?.*/, ""), hidden(await own.get(back))) : await own.comeBack(path);
        expect(answer.status === 400 && answer.text.includes(words), `${change}: ${answer.status}`);
    }
    sql(site, "delete from provider where name = 'town'");
    const refused = await own.get("/sign-in/back/city?error=access_denied&state=x");
    expect(refused.status === 400 && refused.text.includes("was ended where you have your account"), `refused there: ${refused.status}`);
    await own.comeBack(back);
    expect(lead(await own.end()).includes("You are signed in"), "afterwards its own browser cannot");
}

async function whoIsNotHere() {
    const users = [
        [{ name: "new", password: "correct horse battery", mail: "new@city.example.org" }, "nobody has invited you"],
        [{ name: "unverified", password: "correct horse battery", mail: "unverified@city.example.org", mailVerified: false }, "may rely on"],
        [{ name: "elsewhere", password: "correct horse battery", mail: "elsewhere@town.example.org" }, "may rely on"],
        [{ name: "blocked", password: "correct horse battery", mail: "blocked@city.example.org" }, "is closed"],
    ];
    for (const [user] of users.slice(1)) addPerson(user.mail);
    sql(site, "update person set state = 'blocked' where mail = 'blocked@city.example.org'");
    for (const [user, words] of users) {
        await provider.addUser(user);
        const browser = new Browser(site);
        const page = await browser.walk(user);
        expect(lead(page).includes(words) && !(await browser.isSignedIn()), `${user.name}: "${lead(page)}"`);
    }
}

async function providerDown() {
    await expectRefused("down", (what, answer) => { if (what === "token") throw new Error("gone"); return answer; }, "did not answer");
    await expectRefused("broken", (what, answer) => what === "token" ? { ...answer, status: 500, text: "" } : answer, "did not answer");
    await expectRefused("it does not know us", (what, answer) => what === "token" ? { ...answer, status: 401, text: '{"error":"invalid_client"}' } : answer,
        "is not set up right");
    rmSync(secret);
    await expectRefused("no secret", null, "is not set up right");
    writeFileSync(secret, "s3cret\n", { mode: 0o600 });
}

async function providerSlow() {
    const begun = Date.now();
    await expectRefused("slow", (what, answer) => what === "token" ? new Promise((done) => setTimeout(() => done(answer), 13_000)) : answer, "did not answer");
    expect(Date.now() - begun < 25_000, `it was waited for ${Date.now() - begun} ms`);
}

// Who is signed in and signs in anew has one session, under a new token.
async function again() {
    const browser = await expectTaken("first", null);
    const token = browser.jar.get("session");
    const before = sessions();
    expect(lead(await browser.walk()).includes("You are signed in"), "a second time");
    expect(browser.jar.get("session") !== token && sessions() === before, `${sessions()} sessions, not ${before}`);
}

// Who has a second step here takes it behind the provider as well: there is no session before.
async function secondStep() {
    const code = "ABCDEFGHIJKLMNOPQRSTUVWX";
    const before = sessions();
    sql(site, `update person set totp = 'sealed' where id = ${jane}`);
    sql(site, `insert into recovery_code (person_id, digest, made_at) values (${jane}, '${createHash("sha256").update(code).digest("hex")}', 1)`);
    const browser = new Browser(site);
    const page = await browser.walk(JANE, "/themes");
    const to = String(page.headers.refresh).replace("0; url=", "");
    expect(lead(page).includes("Your second step is left") && to.startsWith("/sign-in/second/"), `with a second step: "${lead(page)}", to ${to}`);
    expect(!(await browser.isSignedIn()) && sessions() === before, "a provider goes around the second step");
    const wrong = await browser.post(to, { ...hidden(await browser.get(to)), code: "A".repeat(24) });
    expect(wrong.status === 400 && sessions() === before, `a wrong code: ${wrong.status}`);
    const right = await browser.post(to, { ...hidden(await browser.get(to)), code });
    expect(right.status === 303 && right.headers.location === "/themes" && await browser.isSignedIn(), `the second step: ${right.status} ${right.headers.location}`);
    expect(sql(site, "select opened_by || ' ' || second_factor from login_session order by id desc limit 1") === "oidc 1", "its session");
    sql(site, `update person set totp = '' where id = ${jane}`);
}

// A browser that somebody is signed in with, by another way.
function signedIn(person) {
    const browser = new Browser(site);
    const token = randomBytes(32).toString("hex");
    const digest = createHash("sha256").update(token).digest("hex");
    sql(site, `insert into login_session (id, uid, person_id, digest, made_at, seen_at, idle_s, ends_at, opened_by, second_factor, browser) select
        coalesce(max(id), 0) + 1, '${token.slice(0, 32)}', ${person}, '${digest}', ${seconds()}, ${seconds()}, 86400, 4000000000, 'password', 0, '' from login_session`);
    browser.jar.set("session", token);
    return browser;
}

const linked = (person) => Number(sql(site, `select count(*) from person_provider where person_id = ${person}`));

// Who has signed in adds the account that they show at the provider, whatever address it has there.
async function link(browser, who) {
    const page = await browser.get("/me/accounts/city");
    const sent = await browser.post("/me/accounts/city", { ...hidden(page), do: "begin" });
    browser.wait = sent.headers.location;
    const leads = (await browser.get(browser.wait)).headers.refresh.replace("0; url=", "");
    const back = await browser.signInThere(leads, who);
    return { end: async () => {
        await browser.comeBack(back);
        return browser.end();
    } };
}

async function linking() {
    const max = addPerson("max@elsewhere.example");
    const there = { name: "max", password: "correct horse battery", mail: "max@city.example.org" };
    await provider.addUser(there);
    const browser = signedIn(max);
    const token = browser.jar.get("session");
    expect((await browser.get("/me/account")).text.includes("Sign in with City &amp; Co from now on"), "it is not offered");
    expect((await new Browser(site).get("/me/accounts/city")).status === 303, "a visitor adds an account");
    const before = sessions();
    const done = await (await link(browser, there)).end();
    expect(lead(done) === "From now on you can sign in with City & Co." && done.headers.refresh === "0; url=/me/account", `linked: "${lead(done)}", ${done.headers.refresh}`);
    expect(browser.jar.get("session") === token && sessions() === before && linked(max) === 1, "its session is another, or nothing was added");
    const elsewhere = new Browser(site);
    expect(lead(await elsewhere.walk(there)) === "You are signed in with City & Co.", "it does not sign in");
    expect(sql(site, "select person_id from login_session order by id desc limit 1") === String(max), "it signs in somebody else");
    expect(lead(await (await link(browser, there)).end()).includes("From now on") && linked(max) === 1, "the same again");
    expect(lead(await (await link(browser, JANE)).end()).includes("Somebody else signs in here") && linked(max) === 1, "the account of somebody else");
    const left = await link(signedIn(max), JANE);
    sql(site, `delete from login_session where id = (select max(id) from login_session)`);
    expect(lead(await left.end()).includes("signed out here meanwhile"), "a session that is over");
}

async function unlinking() {
    const max = Number(sql(site, "select id from person where mail = 'max@elsewhere.example'"));
    const browser = signedIn(max);
    const last = await browser.get("/me/accounts/city");
    expect(last.text.includes("only way in"), "the last way in is not named");
    const once = (await browser.get("/me/details")).text.match(/name="once" value="([^"]+)"/)[1];
    expect((await browser.post("/me/accounts/city", { once, do: "stop" })).status === 400 && linked(max) === 1, "the last way in is given up");
    const rest = "title, client, secret_file, reach, mail_domain, added_at, authorization_url, token_url, keys_url, takes_basic, says_issuer, keys, asked_at, why";
    sql(site, `insert into provider (id, name, issuer, ${rest}) select id + 1, 'town', 'https://town.example.org', ${rest} from provider`);
    sql(site, `insert into person_provider (provider_id, subject, person_id, made_at) select id, 'max', ${max}, 1 from provider where name = 'town'`);
    const sent = await browser.post("/me/accounts/city", { ...hidden(await browser.get("/me/accounts/city")), do: "stop" });
    expect(sent.status === 303 && sent.headers.location === "/me/account?done=account" && linked(max) === 1, `given up: ${sent.status}, ${linked(max)} left`);
    expect((await browser.get("/me/account?done=account")).text.includes("You do not sign in with it any more"), "it is not said");
    expect(sql(site, `select count(*) from login_session where person_id = ${max}`) === "1", "other browsers are signed in by it still");
    sql(site, "delete from person_provider where subject = 'max'; delete from provider where name = 'town'");
    expect(lead(await new Browser(site).walk({ name: "max", password: "correct horse battery" })).includes("nobody has invited you"), "it signs in still");
    const log = execFileSync(program, ["log", "list", "--db", site.db], { encoding: "utf8" });
    for (const kind of ["account-linked", "account-unlinked"]) expect(log.includes(kind), `the log does not have ${kind}`);
}

async function strangers() {
    const browser = new Browser(site);
    for (const path of ["/sign-in/with/nobody", "/sign-in/with/%3Cb%3E", "/sign-in/back/nobody?state=a&code=b", "/sign-in/wait/x", `/sign-in/wait/${"0".repeat(32)}`]) {
        expect((await browser.get(path)).status === 404, `${path} is there`);
    }
    const page = await browser.get("/sign-in/back/city?state=%3Cscript%3E&code=%22%3E%3Cb%3E");
    expect(page.status === 200 && !page.text.includes("<script>\"") && !page.text.includes("<b>"), "what comes back stands in the page as markup");
    expect((await browser.get(`/sign-in/back/city?state=a&code=${"x".repeat(2001)}`)).status === 400, "a code of any length is taken");
    const sent = await askUrl(`${site.base}/sign-in/with/city`, { method: "POST", body: "", headers: { "Content-Length": "0", "Sec-Fetch-Site": "cross-site" } });
    expect(sent.status === 403, `another site begins a sign-in: ${sent.status}`);
    const away = await browser.begin("https://evil.example.org/");
    await browser.comeBack(await browser.signInThere(away, JANE));
    expect((await browser.end()).headers.refresh === "0; url=/", "it goes on to another site");
}

const TESTS = { signIn, strangers, subject, keyRotation, nonce, iss, aud, azp, clockSkew, signature, codeUsedTwice, stateOfAnotherBrowser, whoIsNotHere,
    providerDown, providerSlow, again, secondStep, linking, unlinking };
try {
    for (const [name, test] of Object.entries(TESTS)) {
        const begun = Date.now();
        await test().catch((problem) => expect(false, `${name}: ${problem.stack}`));
        if (process.env.VERBOSE) console.log(`${name}: ${Date.now() - begun} ms`);
    }
} finally {
    await provider.stop();
    await between.stop();
    await site.stop();
}
findings.done("sign in");
