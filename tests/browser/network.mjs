// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A network from nothing, as its people go it: an administrator and a coordinator from the command line, eight cities that ask to join, one
// of them suggested by another and invited, each with its commitment and its four questions; two introductions that are held; a lead city; one
// city that leaves. Links are those of the mails that came from the program; of what takes days only the dates are moved. At the end every role
// looks at its own pages, with axe. A city that joins is no slower to walk than to read about, so most of it is without script.
//
//     [SHOTS=folder] node network.mjs PROGRAM

import { execFileSync } from "node:child_process";
import { linksOf, mailTo, startServer } from "../http/mail_server.mjs";
import { sql } from "../http/somebody.mjs";
import { codeAt, stepNow } from "../totp.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";

const program = process.argv[2];
const FORM = "main form[method=post] button[type=submit]";
const PASSWORD = "eight small giants at a table";
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { see, fillAll, arrive, count } = statesOf(findings);
const run = (...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const says = async (page, words) => expect((await page.textContent("main")).includes(words), `${page.url()} does not say: ${words}`);
const saysNot = async (page, words) => expect(!(await page.textContent("main")).includes(words), `${page.url()} says: ${words}`);

// What each wants help with and can help with: the first two, and the next two, have something for each other.
const CITIES = [
    { name: "Oulu", who: "Aino", need: "energy", offer: "data", language: "fi" },
    { name: "Forlì", who: "Bruno", need: "data", offer: "energy", language: "it" },
    { name: "Viersen", who: "Clara", need: "water", offer: "bids", language: "de" },
    { name: "Peterborough", who: "Dev", need: "bids", offer: "water", language: "en" },
    { name: "Vantaa", who: "Eero", need: "waste", offer: "mobility", language: "fi" },
    { name: "Gabrovo", who: "Fani", need: "mobility", offer: "staff-time", language: "bg" },
    { name: "Växjö", who: "Gun", need: "staff-time", offer: "waste", language: "sv" },
    { name: "Girona", who: "Helena", need: "energy", offer: "water", language: "ca" },
];
for (const city of CITIES) city.mail = `${city.who.toLowerCase()}@${city.name.normalize("NFD").replace(/[^a-z]/gi, "").toLowerCase()}.example`;
const SUGGESTED = CITIES[7];

const open = async (options) => (await openPage(browser, site.base, findings, options)).page;
const linkIn = (mail, part) => linksOf(mail).find((link) => link.includes(part)).slice(site.base.length);
// Only mails that came since the last look at this address, so that each link is used once.
const read = new Map();
async function nextMail(address) {
    read.set(address, (read.get(address) ?? 0) + 1);
    return mailTo(findings, server, address, read.get(address));
}

/* ---- those who run it */

async function enterStaff(name, role, hand) {
    const mail = `${name.toLowerCase()}@network.example`;
    const link = run("person", "add", mail, "--name", name, `--${role}`).match(/\/sign-in\/link\/\S+|\/me\/password\/\S+|https?:\/\/\S+/)[0];
    await hand.page.goto(link.replace(/^https?:\/\/[^/]+/, ""));
    await fillAll(hand, { password: PASSWORD });
    await hand.page.goto("/sign-in");
    await fillAll(hand, { mail, password: PASSWORD });
    await arrive(hand, /^\/me\/second-step$/, `${role}: a second step`);
    const secret = (await hand.page.locator("main code").first().innerText()).replaceAll(" ", "");
    await fillAll(hand, { code: codeAt(secret, stepNow()), present: PASSWORD });
    await hand.follow("main a.sg-button");
    await arrive(hand, /^\/me$/, `${role}: at the desk`);
    await see(hand, `${role}, an empty network`);
}

/* ---- a city comes */

async function apply(hand, city, from = "/join/city") {
    await hand.page.goto(from);
    if (await hand.page.locator("#name").count() === 0) await fillAll(hand, { city: city.name });
    if (await hand.page.locator("#which").count()) {
        await hand.page.selectOption("#which", { index: 1 });
        await hand.send();
    }
    await fillAll(hand, { name: `${city.who} Nova`, mail: city.mail, says: "climate officer", wish: `In ${city.name} no school burns oil by 2030.` }, FORM);
    await arrive(hand, /^\/join\/city\?done=sent$/, `${city.name} asks`);
    await hand.page.goto(linkIn(await nextMail(city.mail), "/join/city/"));
    await hand.send();
}

async function accept(staff, city) {
    await staff.page.goto("/applications");
    await staff.follow(`main .sg-row a:text('${city.name}')`);
    await staff.send("button[value=yes]");
    await arrive(staff, /^\/applications\?done=yes$/, `${city.name} is told yes`);
}

// From the mail of the yes: in by a link, the commitment, the four questions.
async function settle(hand, city) {
    await hand.page.goto(linkIn(await nextMail(city.mail), "/membership"));
    await hand.fill("mail", city.mail);
    await hand.send("button[value=link]");
    await hand.page.goto(linkIn(await nextMail(city.mail), "/sign-in/link/"));
    await hand.send();
    await hand.page.goto("/me");
    await hand.follow("main a.sg-button");
    city.path = /\/member-cities\/[0-9a-f]{32}/.exec(hand.page.url())[0];
    await hand.page.goto(`${city.path}/commitment?authority=officer`);
    await fillAll(hand, { job: "climate officer", confirm_by: "the council" });
    await arrive(hand, /\/membership\?done=signed$/, `${city.name} signs`);
    await hand.follow("main a.sg-button:not(.sg-button--quiet)");
    for (const [kind, what] of [["need", city.need], ["offer", city.offer], ["theme", "energy"], ["language", city.language]]) {
        await arrive(hand, new RegExp(`/profile/${kind}$`), `${city.name}: the question ${kind}`);
        await hand.page.locator(`#what-${what}`).check();
        if (kind !== "language" && await hand.page.locator("#says").count()) await hand.fill("says", `What ${city.name} says of ${what}.`);
        await hand.send();
    }
    await arrive(hand, /\/profile\?done=saved$/, `${city.name}: all questions`);
}

async function join(staff, city, from) {
    city.hand = mouse(await open({ javaScriptEnabled: false, viewport: NARROW }));
    await apply(city.hand, city, from);
    await accept(staff, city);
    await settle(city.hand, city);
}

// The first city suggests the last one; a coordinator invites it; it comes by its page of paper.
async function suggest(staff, first) {
    await first.hand.page.goto(`${first.path}/suggest`);
    await fillAll(first.hand, { city: SUGGESTED.name }, "main form[method=get] button");
    if (await first.hand.page.locator("#which").count()) {
        await first.hand.page.selectOption("#which", { index: 1 });
        await first.hand.send();
    }
    await first.hand.page.selectOption("#kind", "partner");
    await fillAll(first.hand, { says: "They cool their schools without machines." }, FORM);
    await arrive(first.hand, /\/suggestions\/[0-9a-f]{32}\?done=sent$/, "a city is suggested");
    await staff.page.goto("/suggestions");
    await staff.follow("main .sg-row a");
    await staff.send("button[value=invite]");
    await arrive(staff, /^\/suggestions\?done=invite$/, "it is invited");
    await staff.follow("main .sg-row a");
    const paper = await staff.page.locator("main a[href*='/invited/']").first().getAttribute("href");
    await see(staff, "invited, as a coordinator sees it");
    const visitor = mouse(await open({ javaScriptEnabled: false, viewport: NARROW }));
    await visitor.page.goto(paper);
    await says(visitor.page, "They cool their schools without machines.");
    return visitor.page.locator("main a.sg-button").first().getAttribute("href");
}

/* ---- two cities talk */

async function talk(asks, asked) {
    await asks.hand.page.goto(`${asks.path}/profile`);
    await asks.hand.page.locator("#worth ~ ul > li", { hasText: asked.name }).locator("a[href*='/ask/']").click();
    await fillAll(asks.hand, { need: `How ${asked.name} began with it.` }, FORM);
    await arrive(asks.hand, /\/introductions\?done=asked$/, `${asks.name} asks ${asked.name}`);
    await asks.hand.follow("main .sg-row a");
    await saysNot(asks.hand.page, asked.who);
    const page = new URL(asks.hand.page.url()).pathname;
    const mail = await nextMail(asked.mail);
    expect(!mail.text.includes(asks.who) && !mail.html.includes(asks.who), "the mail that asks names a person");
    const link = linkIn(mail, "/first-talk/");
    const tap = mouse(await open({ javaScriptEnabled: false, viewport: NARROW })); // nobody has signed in there
    await tap.page.goto(link);
    await see(tap, `first talk, ${asked.name}`);
    await saysNot(tap.page, asks.who);
    await tap.send("button[value=yes]");
    await says(tap.page, asks.who);
    await asks.hand.page.goto(page);
    await says(asks.hand.page, asked.who);
    sql(site, `update introduction set slot = ${Math.floor(Date.now() / 1000) - 2 * 86400}`);
    await tap.page.goto(link);
    await tap.send("button[value=useful]");
    await tap.send("button[value=exchange]");
    await asks.hand.page.goto(page);
    await asks.hand.send("button[value=useful]");
    await asks.hand.send("button[value=exchange]");
    await says(asks.hand.page, "Both of you named the same as next: an exchange.");
    await see({ ...asks.hand, name: "with script" }, `talk of ${asks.name} and ${asked.name}, held`);
}

// A city that is no member city is asked by one page of paper, and suggested.
async function writeTo(hand) {
    await hand.page.goto("/cities/gabrovo-bg/matches");
    const suggested = await hand.page.locator("main a[href*='/suggest?which=']").first().getAttribute("href");
    await hand.page.goto(await hand.page.locator("main a[href*='/matches/']").first().getAttribute("href"));
    await see({ ...hand, name: "with script" }, "one page to another city");
    await says(hand.page, "would like to talk to");
    const paper = (await hand.page.pdf({ path: process.env.SHOTS ? `${process.env.SHOTS}/to-another-city.pdf` : undefined, format: "A4" })).toString("latin1");
    expect(/\/Count 1\b/.test(paper), "what goes to another city does not fit on one page");
    await hand.page.goto(suggested);
    await arrive(hand, /\/suggest\?which=/, "a match that is no member city can be suggested");
}

/* ---- one leads, one leaves */

async function lead(suggests, city) {
    await suggests.hand.page.goto(`${suggests.path}/suggest-lead`);
    await suggests.hand.page.selectOption("#city", city.path.split("/").at(-1));
    await suggests.hand.page.locator("#reason-need").check();
    await fillAll(suggests.hand, { why: "They know how it is done." });
    await arrive(suggests.hand, /done=lead-asked$/, "a lead city is suggested");
    await city.hand.page.goto(`${city.path}/membership/lead-yes`);
    await city.hand.send();
    await arrive(city.hand, /done=leads$/, "it leads");
}

async function leave(city) {
    await city.hand.page.goto(`${city.path}/membership/leave`);
    await city.hand.page.locator("#sure").check();
    await city.hand.send();
    await arrive(city.hand, /^\/me$/, `${city.name} leaves`);
    const answer = await city.hand.page.goto(`${city.path}/profile`);
    expect(answer.status() === 403, `the pages of a city that left: ${answer.status()}`);
}

/* ---- what each role sees of it */

async function addColleague(main) {
    const mail = `colleague@${main.mail.split("@")[1]}`;
    await main.hand.page.goto(`${main.path}/invite`);
    await main.hand.page.locator("#mail").fill(mail);
    const box = main.hand.page.locator("main [type=checkbox]");
    if (await box.count()) await box.first().check();
    await main.hand.send(FORM);
    const colleague = { ...mouse(await open({ viewport: NARROW })), name: "colleague", isLookedAt: true };
    await colleague.page.goto(linkIn(await nextMail(mail), "/invitations/"));
    await fillAll(colleague, { name: "Ilma Nova", password: PASSWORD });
    await arrive(colleague, /^\/me$/, "a colleague comes");
    return colleague;
}

// Each page that a role has links to from where it begins, once; and what others may not see is not there.
async function lookRound(hand, start, others) {
    await hand.page.goto(start);
    await see(hand, `${hand.name}, where it begins`);
    const paths = await hand.page.locator("main a[href^='/']").evaluateAll((all) => [...new Set(all.map((at) => at.getAttribute("href")))]);
    for (const path of paths.filter((at) => !/sign-out|\/(leave|erase)$|\.ics|\.csv|\.json|\.atom/.test(at))) {
        const answer = await hand.page.goto(path);
        expect(answer.status() === 200, `${hand.name}: ${path}: ${answer.status()}`);
        await see(hand, `${hand.name}, ${path.replace(/[0-9a-f]{32}/g, "x").replaceAll("/", " ")}`);
        for (const word of others) await saysNot(hand.page, word);
    }
    return paths.length;
}

async function lookAtAll(staff, administrator) {
    const [first, second] = CITIES;
    const colleague = await addColleague(first);
    const visitor = { ...mouse(await open({ viewport: NARROW })), name: "visitor", isLookedAt: true };
    const main = { ...first.hand, name: "main contact" };
    const people = CITIES.filter((city) => city !== first && city !== second).map((city) => `${city.who} Nova`); // whom it has not met
    const seen = [
        await lookRound(visitor, "/join", CITIES.map((city) => `${city.who} Nova`)),
        await lookRound(colleague, "/me", people),
        await lookRound(main, "/me", people),
        await lookRound(staff, "/me", []),
        await lookRound(administrator, "/me", []),
    ];
    console.log(`${seen.join(", ")} pages that visitor, colleague, main contact, coordinator and administrator are led to`);
    await visitor.page.goto("/lead-cities");
    await says(visitor.page, second.name);
}

async function walk() {
    const administrator = { ...mouse(await open({})), name: "administrator", isLookedAt: true };
    await enterStaff("Ada", "administrator", administrator);
    const staff = { ...mouse(await open({})), name: "coordinator", isLookedAt: true };
    await enterStaff("Cora", "coordinator", staff);
    const [first, second, third, fourth] = CITIES;
    for (const city of CITIES.slice(0, 7)) await join(staff, city);
    await join(staff, SUGGESTED, await suggest(staff, first));
    expect(sql(site, "select count(*) from member_city") === "8", "not eight member cities");
    await talk(first, second);
    await talk(third, fourth);
    await writeTo(CITIES.find(({ name }) => name === "Gabrovo").hand);
    await lead(first, second);
    await leave(CITIES[6]);
    await staff.page.goto("/member-cities");
    for (const city of CITIES) await says(staff.page, city.name);
    await says(staff.page, "left");
    await staff.page.goto("/who-brought-whom");
    expect((await staff.page.locator("main tbody tr", { hasText: SUGGESTED.name }).locator("td").nth(1).textContent()) === first.name, "who brought whom is not known");
    await lookAtAll(staff, administrator);
    expect(run("log", "verify").length > 0, "the log is not whole");
}

const server = await startServer("127.0.0.1");
const site = await startSite(program);
const browser = await startBrowser();
try {
    for (const [name, value] of [["mail_server", server.url], ["mail_sender", "network@town.example"]]) run("setting", name, value);
    await walk();
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser.close();
    await site.stop();
    await server.stop();
}
console.log(`${count()} states looked at`);
findings.done("network");
