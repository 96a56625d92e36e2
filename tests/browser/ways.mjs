// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The other ways in, as people go them in a browser, through a real mail server and a real provider: a link by mail, the account of an
// organisation, a forgotten password, another mail address and the way back; and what each says when it is over, taken or refused.
// Once with script, each state looked at narrow and wide with axe; once in German, by keyboard, without script.
//
//     [SHOTS=folder] node ways.mjs PROGRAM

import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { linksOf, pause, startServer, waitUntil } from "../http/mail_server.mjs";
import { sql } from "../http/somebody.mjs";
import { startBetween, startProvider } from "../oidc/provider.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";
import { statesOf, WIDE } from "./states.mjs";

const PASSWORD = "nine small giants at breakfast";
const THERE = "correct horse battery";
const READY_MS = 20_000;
const REFUSALS = ["unverified", "others", "away", "used", "token", "unknown", "blocked", "setting", "over"]; // store/sign_in.h
const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const run = (site, ...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/* ---- somebody: a browser, an address, mails and an account at the provider */

// What a page would go on to by itself while it is held is not gone to: `held(request)`.
async function somebody(world, name, language, hand) {
    const who = { world, hand, mail: `${name}@b.example`, account: { name, password: THERE, mail: `${name}@city.example` }, held: () => false, stayed: 0 };
    run(world.site, "person", "add", who.mail, "--name", name === "ann" ? "Ann Miller" : "Jürgen Großmann-Østergård", "--language", language);
    await world.provider.addUser(who.account);
    await hand.page.route("**/*", async (route) => {
        const request = route.request();
        if (who.held(request)) {
            who.stayed++;
            return route.fulfill({ status: 204 }); // the page stays
        }
        if (!request.url().startsWith(world.between.base)) return route.fallback();
        return route.fulfill({ status: 302, headers: { Location: await world.provider.signIn(request.url(), who.account) } });
    });
    return who;
}

// The link in the next mail to an address that has such a one.
async function nextLink({ world }, mail, part) {
    const about = `${mail} ${part}`;
    const n = (world.links.get(about) ?? 0) + 1;
    const theirs = () => world.server.mails.filter(({ to }) => to[0] === mail).flatMap(linksOf).filter((link) => link.includes(part));
    world.links.set(about, n);
    await waitUntil(findings, () => theirs().length >= n, `link ${n} of ${about} arrives`);
    return theirs().at(-1);
}

const LINK = "main button[name=do][value=link]";

async function askLink(who) {
    await who.hand.page.goto("/sign-in");
    await who.hand.fill("mail", who.mail);
    await who.hand.send(LINK);
    await arrive(who.hand, /^\/sign-in\?done=link$/, "a link is asked for");
    return nextLink(who, who.mail, "/sign-in/link/");
}

async function signOut({ hand }) {
    await hand.page.goto("/sign-out");
    await hand.send();
    await arrive(hand, /^\/sign-in\?done=out$/, "signing out");
}

/* ---- a link by mail */

async function walkLink(who) {
    const { hand } = who;
    await hand.page.goto("/sign-in");
    await see(hand, "sign in, every way");
    await hand.send(LINK);
    await seeWrong(hand, "sign in, link without address", "mail");
    const link = await askLink(who);
    await see(hand, "sign in, link asked for");
    await hand.page.goto(link);
    await see(hand, "link");
    await hand.send("main button[value=in]");
    await arrive(hand, /^\/me$/, "signed in with a link");
    await see(hand, "me, by link");
    await hand.page.goto(link);
    await see(hand, "link, used");
}

// It ends while its page is open; another is asked for too often.
async function walkOver(who) {
    const { hand, world } = who;
    await hand.page.goto(await askLink(who));
    sql(world.site, "update person_link set ends_at = ends_at - 600");
    await hand.send("main button[value=in]");
    expect((await hand.page.locator("main form").count()) === 0 && (await hand.page.locator("main a[href='/sign-in']").count()) === 1,
        "a link that ended while its page was open does not lead to where there is another");
    await see(hand, "link, ended meanwhile");
    await hand.page.goto("/sign-in");
    for (let i = 0; i < 4; i++) {
        await hand.fill("mail", "nobody@b.example");
        await hand.send(LINK);
    }
    await seeWrong(hand, "sign in, links too often", null, { mail: "nobody@b.example" });
}

async function walkForgotten(who) {
    const { hand } = who;
    await hand.page.goto(await askLink(who));
    await hand.send("main button[value=password]");
    await arrive(hand, /^\/me\/password$/, "a forgotten password");
    await see(hand, "password, forgotten");
    await fillAll(hand, { password: "tooshort" });
    await seeWrong(hand, "password, forgotten, too short", "password");
    await fillAll(hand, { password: PASSWORD });
    await arrive(hand, /^\/me\/account\?done=password$/, "a new password is set");
}

/* ---- another mail address */

async function askAddress(who, mail) {
    await who.hand.page.goto("/me/address");
    await fillAll(who.hand, { mail, present: PASSWORD });
    await arrive(who.hand, /^\/me\/account\?done=link$/, "another address");
    return nextLink(who, mail, "/new-address/");
}

async function walkAddress(who) {
    const { hand } = who;
    const other = `new-${who.mail}`;
    await hand.page.goto(await askAddress(who, "taken@b.example"));
    await hand.send();
    await seeWrong(hand, "new address, taken", null);
    const link = await askAddress(who, other);
    await see(hand, "me, address to be confirmed");
    await hand.page.goto(link);
    await see(hand, "new address");
    await hand.send();
    await arrive(hand, /^\/me\/account\?done=address$/, "an address is confirmed");
    expect((await hand.page.textContent("main")).includes(other), "the address is the old one");
    await see(hand, "me, address confirmed");
    await hand.page.goto(link);
    await see(hand, "new address, used");
    const back = await nextLink(who, who.mail, "/old-address/");
    await hand.page.goto(back);
    await see(hand, "old address");
    await hand.send();
    await arrive(hand, /^\/sign-in\?done=back$/, "an address is taken back");
    await see(hand, "sign in, address taken back");
    await hand.page.goto(back);
    await see(hand, "old address, used");
}

/* ---- the account of an organisation */

const leads = (url) => url.includes("/api/oidc/");
const posts = (request) => request.method() === "POST" && request.url().includes("/sign-in/back/");
const waits = (request) => request.isNavigationRequest() && request.url().includes("/sign-in/wait/");

// From the button that leads on to the provider back to here; each page is looked at.
async function goThere(who, name) {
    const { hand, world } = who;
    const { page } = hand;
    let open = () => {};
    world.between.change = (what, answer) => what === "token" ? new Promise((done) => { open = () => done(answer); }) : answer;
    who.held = (request) => leads(request.url());
    await hand.send();
    await arrive(hand, /^\/sign-in\/wait\//, `${name}, leading on`);
    await see(hand, `${name}, leading on`);
    who.held = posts;
    // The page goes on by itself as well, perhaps while its link is looked for.
    await hand.follow("main a.sg-button").catch((problem) => {
        if (!/context was destroyed/.test(problem.message)) throw problem;
    });
    await arrive(hand, /^\/sign-in\/back\/city/, `${name}, coming back`);
    await page.locator("main form").waitFor();
    await see(hand, `${name}, coming back`);
    who.held = waits;
    await hand.send();
    await arrive(hand, /^\/sign-in\/wait\//, `${name}, asking`);
    await see(hand, `${name}, asking`);
    who.held = (request) => request.isNavigationRequest() && !waits(request);
    who.stayed = 0;
    for (const end = Date.now() + READY_MS; !world.between.asked.token && Date.now() < end;) await pause(50);
    open();
    world.between.change = null;
    for (const end = Date.now() + READY_MS; (await page.locator("main a[data-go]").count()) > 0 && Date.now() < end; await pause(200)) await page.goto(page.url());
    world.between.asked.token = 0;
    // The page goes on by itself, at once as a rule: on a busy machine so late that it met the click below.
    for (const end = Date.now() + READY_MS; who.stayed === 0 && Date.now() < end;) await pause(50);
    await see(hand, `${name}, done`);
    who.held = () => false;
    await hand.follow("main a.sg-button");
}

// Signed in by a link and without a password, somebody adds it; it is the only way in then.
async function walkAdd(who) {
    const { hand } = who;
    await hand.page.goto("/me/account");
    await hand.follow("main a[href^='/me/accounts/']");
    await arrive(hand, /^\/me\/accounts\/city$/, "an account is to be added");
    await see(hand, "account, to add");
    await goThere(who, "account");
    await arrive(hand, /^\/me\/account$/, "an account was added");
    await see(hand, "me, account added");
    await hand.page.goto("/me/accounts/city");
    await see(hand, "account, only way in");
}

async function walkProvider(who) {
    const { hand } = who;
    await hand.page.goto("/sign-in?next=/themes");
    await hand.follow("main section a.sg-button");
    await arrive(hand, /^\/sign-in\/with\/city/, "the button of a provider");
    await see(hand, "provider");
    await goThere(who, "provider");
    await arrive(hand, /^\/themes$/, "signed in with a provider");
    await hand.page.goto("/me/sessions");
    await see(hand, "sessions, by provider");
}

// With script nothing is pressed but the first button.
async function walkByItself(who) {
    await who.hand.page.goto("/sign-in/with/city?next=/themes");
    await who.hand.send();
    await arrive(who.hand, /^\/themes$/, "by itself, with script");
}

async function walkGiveUp(who) {
    const { hand, world } = who;
    sql(world.site, "update login_session set made_at = made_at - 1000"); // signed in a while ago
    await hand.page.goto("/me/accounts/city");
    await see(hand, "account, to give up");
    await fillAll(hand, { present: "not this one" });
    await seeWrong(hand, "account, wrong password", "present");
    await fillAll(hand, { present: PASSWORD });
    await arrive(hand, /^\/me\/account\?done=account$/, "an account was given up");
    await see(hand, "me, account given up");
}

async function walkRefusals(who) {
    const { hand, world } = who;
    for (const [name, query] of [["ended there", "error=access_denied&state=x"], ["not whole", "state=x"], ["another browser", `code=x&state=${"0".repeat(32)}`]]) {
        await hand.page.goto(`/sign-in/back/city?${query}`);
        if (query.startsWith("code") && !hand.isLookedAt) await hand.send(); // with script it is sent by itself
        await hand.page.locator("#mistakes").waitFor();
        await hand.page.waitForLoadState("load");
        await seeWrong(hand, `provider, ${name}`, null);
    }
    await hand.page.goto("/sign-in/with/city");
    who.held = (request) => leads(request.url());
    await hand.send();
    await arrive(hand, /^\/sign-in\/wait\//, "leading on");
    const wait = new URL(hand.page.url()).pathname;
    for (const why of hand.isLookedAt ? REFUSALS.slice(0, 2) : REFUSALS) {
        sql(world.site, `update sign_in_attempt set state = 'failed', why = '${why}', links = ${Number(why === "others" || why === "over")} where uid = '${wait.split("/").at(-1)}'`);
        await hand.page.goto(wait);
        await see(hand, `provider, ${why}`);
    }
    who.held = () => false;
}

async function walk(who) {
    await walkLink(who);
    await walkAdd(who);
    await signOut(who);
    await walkProvider(who);
    await signOut(who);
    if (who.hand.isLookedAt) {
        await walkByItself(who);
        await signOut(who);
    }
    await walkForgotten(who);
    await walkGiveUp(who);
    await walkAddress(who);
    await walkOver(who);
    await walkRefusals(who);
}

/* ---- the world: who is there, and where mail goes */

async function setUp(site, server, provider, between) {
    const secret = join(site.folder, "secret");
    writeFileSync(secret, "s3cret\n", { mode: 0o600 });
    between.to = provider.base;
    await provider.addClient({ id: "small-giants", secret: "s3cret", back: `${site.base}/sign-in/back/city` });
    for (const [name, value] of [["base_url", site.base], ["mail_server", server.url], ["mail_sender", "network@town.example"]]) run(site, "setting", name, value);
    // Not execFileSync: what it asks goes through `between`, which is in this process.
    await new Promise((resolve, reject) => execFile(program, ["provider", "add", "city", "--title", "City of Exampleton & Co", "--issuer", provider.issuer,
        "--client", "small-giants", "--secret-file", secret, "--mail-domain", "city.example", "--db", site.db], (problem) => problem ? reject(problem) : resolve()));
    run(site, "person", "add", "taken@b.example", "--name", "Bob");
    for (const end = Date.now() + READY_MS; Date.now() < end && !(await ask(site.base, "/sign-in")).text.includes('value="link"');) await pause(100);
}

const server = await startServer("127.0.0.1");
const between = await startBetween();
const provider = await startProvider({ before: between.base });
const site = await startSite(program);
let browser = null;
try {
    await setUp(site, server, provider, between);
    browser = await startBrowser();
    const world = { site, server, provider, between, links: new Map() };
    const from = (place, more) => openPage(browser, site.base, findings, { leadsTo: between.base, extraHTTPHeaders: { "X-Forwarded-For": place }, ...more });
    const scripted = await from("203.0.113.1");
    await walk(await somebody(world, "ann", "en", { ...mouse(scripted.page), name: "with script", isLookedAt: true }));
    const bare = await from("203.0.113.2", { javaScriptEnabled: false, viewport: WIDE, locale: "de-DE" });
    await walk(await somebody(world, "jo", "de", keyboard(bare.page, "German, by keyboard")));
    expect(await bare.page.locator("html").getAttribute("lang") === "de", "not in German");
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-2000)}`);
} finally {
    await browser?.close();
    await site.stop();
    await provider.stop();
    await between.stop();
    await server.stop();
}
console.log(`${count()} states looked at`);
findings.done("ways in");
