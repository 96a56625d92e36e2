// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The bid workshop, as people of two cities work in it at once, in two browsers: the lead applicant (with script and axe) sets sections
// up and gives one to the other city (in German, by keyboard, without script); both write, other paragraphs and the same one; versions;
// numbers that must agree; the whole bid; and what a city sees that is only asked, or has left, and all once the bid is handed in.
//
//     [SHOTS=folder] node workshop.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const BID = "d".repeat(32);
const bidOf = (city, what = "") => `/member-cities/${city.repeat(32)}/bids/${BID}${what}`;
const textOf = (page) => page.locator("main").innerText();
const says = async (page, part, what) => expect((await textOf(page)).includes(part), `${what}: no "${part}" in ${await textOf(page)}`);
const hides = async (page, part, what) => expect(!(await page.content()).includes(part), `${what}: "${part}" stands there`);

async function somebody(site, browser, kind, name, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    sql(site, `update person set name = '${name}' where id = (select max(id) from person)`);
    return page;
}

const member = (letter) => `(select id from member_city where uid = '${letter.repeat(32)}')`;

function addBid(site) {
    sql(site, `insert into bid (id, uid, call_key, call_title, identifier, rule_id, name, seen_by, outcome_seen_by, made_at, changed_at)
        values (1, '${BID}', '', 'Roofs for towns', '', '', 'Green roofs', 'members', 'members', 1, 1)`);
    for (const [letter, role, answer] of [["a", "lead", "yes"], ["b", "partner", "yes"], ["c", "partner", "asked"]]) {
        sql(site, `insert into bid_city (id, uid, bid_id, member_id, role, answer, says, why, asked_at)
            values (${letter.charCodeAt(0)}, '${letter.repeat(32)}', 1, ${member(letter)}, '${role}', '${answer}', '', '', 1)`);
    }
    addStage(site, 1, "writing");
}

function addStage(site, number, stage) {
    sql(site, `insert into bid_stage (id, bid_id, number, stage, day_on, member_id, why, currency, made_at)
        values (${number}, 1, ${number}, '${stage}', 20000, ${member("a")}, '', '', 1)`);
}

const open = async (hand, city, title) => {
    await hand.page.goto(bidOf(city, "/text"));
    const uid = sql(hand.site, `select uid from bid_section where title like '%${title}'`);
    await hand.page.goto(bidOf(city, `/sections/${uid}`));
};

/* ---- setting up */

async function setUp(hand) {
    const { page } = hand;
    await page.goto(bidOf("a", "/sections"));
    await see(hand, "sections, none yet");
    await fillAll(hand, { lines: " " }, "button[value=add]");
    await seeWrong(hand, "sections, nothing typed", "lines");
    await hand.send("button[value=eu]");
    await arrive(hand, /\/sections\?done=added$/, "a usual set");
    expect(await page.locator("main ol h3").count() === 6, "the usual set has six sections");
    await hand.send("button[value=down]");
    expect(/Excellence/.test(await page.locator("main ol h3").first().innerText()), "the first section went down");
    await hand.send("button[value=up]"); // of the second: the summary is the first again
    await page.locator("#lines").fill("Heat | 25 words\nTeam (max. 300 characters)\n\n");
    await hand.send("button[value=add]");
    expect(await page.locator("main ol h3").count() === 8, "two pasted lines are two sections");
    await says(page, "0 of 25 words", "a limit that was pasted");
    await see(hand, "sections, set up");
    await page.locator("main ol h3 a", { hasText: "Heat" }).click();
    await page.waitForURL(/\/about$/);
    await see(hand, "a section, about it");
    await fillAll(hand, { title: " ", most: "25" }, "button[value=save]");
    await seeWrong(hand, "a section, no title", "title");
    await page.locator("#title").fill("Heat");
    await page.locator("#asks").fill("How does the city get through hot weeks?");
    await hand.send("button[value=save]");
    await page.locator("main ol h3 a", { hasText: "Heat" }).click();
    await page.locator("#city").selectOption({ label: "Borgo" });
    await hand.send("button[value=give]");
    await says(page, "Borgo writes it", "a section that was given away");
}

/* ---- two who write */

async function write(hand, city, title, text, button = "button[value=save]") {
    if (!hand.page.url().includes("/sections/")) await open(hand, city, title);
    await hand.page.locator("#body").fill(text);
    await hand.send(button);
}

async function walkLimit(ann, bob) {
    await open(bob, "b", "Heat");
    await see(bob, "Abschnitt");
    await says(bob.page, "How does the city get through hot weeks?", "what is asked");
    await bob.fill("body", "Borgo has 12,000 residents. ".repeat(8));
    await bob.send("button[value=save]");
    await says(bob.page, "7 W\u00f6rter zu viel", "over the limit");
    await open(ann, "a", "Heat");
    await says(ann.page, "7 words too many", "over the limit, for the lead applicant");
    await says(ann.page, "Borgo", "who saved");
    await hides(ann.page, "Bob Beta", "a person of another city");
    await ann.page.locator("#body").fill("Five words are not many");
    expect((await ann.page.locator(".sg-count").innerText()) === "Now: 5 of 25", "the count does not follow what is typed");
    await ann.page.locator("#body").fill("word ".repeat(30));
    expect((await ann.page.locator(".sg-count").innerText()) === "Now: 30 of 25, too many: 5", "too many is not said while typing");
    await see(ann, "a section, too long");
    await ann.page.locator("#body").fill("x".repeat(20001));
    await ann.send("button[value=save]");
    await seeWrong(ann, "a section, longer than is kept", "body", { body: "x".repeat(20001) });
    const greek = "\u03b1".repeat(19999); // as long on its way as it gets: six letters each
    await open(ann, "a", "Heat");
    await ann.page.locator("#body").fill(greek);
    await ann.send("button[value=save]");
    expect(await ann.page.inputValue("#body") === greek, "a long text in Greek is not kept");
}

async function walkTogether(ann, bob) {
    await open(ann, "a", "Heat");
    await write(ann, "a", "Heat", "First paragraph.\n\nSecond paragraph.\n\nThird paragraph.");
    await open(bob, "b", "Heat");
    await open(ann, "a", "Heat");
    await write(ann, "a", "Heat", "First paragraph, by Ann.\n\nSecond paragraph.\n\nThird paragraph.");
    await write(bob, "b", "Heat", "First paragraph.\n\nSecond paragraph.\n\nThird paragraph, by Bob.");
    await arrive(bob, /\?done=merged$/, "other paragraphs go together");
    await see(bob, "Abschnitt, zusammengef\u00fchrt");
    expect(await bob.page.inputValue("#body") === "First paragraph, by Ann.\n\nSecond paragraph.\n\nThird paragraph, by Bob.", "both are in the text");
    await open(ann, "a", "Heat");
    await open(bob, "b", "Heat");
    await write(bob, "b", "Heat", "First paragraph, by Ann.\n\nBob's second.\n\nThird paragraph, by Bob.");
    await write(ann, "a", "Heat", "First paragraph, by Ann.\n\nAnn's second.\n\nThird paragraph, by Bob.");
    await arrive(ann, /\?done=both$/, "the same paragraph: both stand");
    const text = await ann.page.inputValue("#body");
    expect(text.includes("Bob's second.") && text.includes("Ann's second."), `something is lost: ${text}`);
    await see(ann, "a section, a choice");
    await ann.send("button[value=second]");
    await arrive(ann, /\?done=settled$/, "settled");
    expect(await ann.page.inputValue("#body") === "First paragraph, by Ann.\n\nAnn's second.\n\nThird paragraph, by Bob.", "what was chosen does not stand");
}

async function walkVersions(ann) {
    const { page } = ann;
    await ann.follow("main a[href$='/versions']");
    await see(ann, "versions");
    await says(page, "Borgo", "who saved a version");
    await says(page, "Ann Alpha, Alba", "a colleague who saved a version");
    await hides(page, "Bob Beta", "versions: a person of another city");
    const number = async (n) => (await page.request.get(`${ann.site.base}${new URL(page.url()).pathname}?number=${n}`)).status();
    expect(await number(99) === 404 && await number("x") === 400 && await number(1) === 200, "a version that is none");
    await page.locator("main li a", { hasText: /^3:/ }).click(); // the first of three paragraphs
    expect(await page.locator("main del").count() > 0 && await page.locator("main ins").count() > 0, "what was changed is not shown");
    await see(ann, "a version");
    await ann.send("main section form button");
    await arrive(ann, /\?done=back$/, "a version is put back");
    expect(await page.inputValue("#body") === "First paragraph.\n\nSecond paragraph.\n\nThird paragraph.", "it does not stand there again");
}

/* ---- numbers */

async function walkNumbers(ann, bob) {
    const { page } = ann;
    await open(ann, "a", "Impact");
    await write(ann, "a", "Impact", "Together the cities have 43,200 residents and build 45 charging points for EUR 1.2 million. The grant asked for is EUR 600,000.");
    await write(bob, "b", "Heat", "Die 42.300 residents werden 40 charging points haben. In Borgo sind es etwa 12.000 residents.");
    await page.goto(bidOf("a", "/figures"));
    await see(ann, "numbers, none said");
    await says(page, "charging points", "what nobody has named");
    await ann.send("main form.sg-inline button >> text=Use 45");
    await arrive(ann, /\?done=added$/, "one click makes a figure of it");
    await says(page, "1 place differs", "what differs");
    await fillAll(ann, { name: "residents", says: "very many" }, "main form:has(#each_city) button");
    await seeWrong(ann, "numbers, no number", "says", { name: "residents", says: "very many" });
    await page.locator("#each_city").check();
    await page.locator("#says").fill("43.200");
    await ann.send("main form:has(#each_city) button");
    await says(page, "Borgo", "each city says its own");
    await page.locator("main h3 a", { hasText: "residents" }).click();
    await see(ann, "a number");
    await page.locator("#own").fill("EUR 30");
    await ann.send("button[value=own]");
    await seeWrong(ann, "a number, another unit", "own", { own: "EUR 30" });
    await page.locator("#own").fill("31,000");
    await ann.send("button[value=own]");
    await bob.page.goto(bidOf("b", "/figures"));
    await bob.page.locator("main h3 a", { hasText: "residents" }).click();
    await see(bob, "Zahl");
    await bob.fill("own", "12.000");
    await bob.send("button[value=own]");
    await see(bob, "Zahlen");
    await page.goto(bidOf("a", "/figures"));
    await says(page, "Together 43,000; the whole is said to be 43.200: 200 are missing.", "a sum that is not the whole");
    await says(page, "42.300", "a number that differs");
    await see(ann, "numbers, some differ");
    await open(ann, "a", "Heat");
    await says(page, "the text says 40, the figure 45", "the section says what differs in it");
}

/* ---- the whole, and the end */

async function walkWhole(ann) {
    const { page } = ann;
    await page.goto(bidOf("a", "/text"));
    await see(ann, "the whole bid");
    await says(page, "42.300 residents", "the whole bid");
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("main a[href$='/text.txt']").evaluate((link) => link.click())]);
    expect(file.suggestedFilename() === "bid.txt", "the whole bid as a file");
}

async function walkHandedIn(site, ann) {
    const { page } = ann;
    await open(ann, "a", "Impact");
    await page.locator("#body").fill("Typed while somebody said that it was handed in.");
    addStage(site, 2, "handed_in");
    await ann.send("button[value=save]");
    await says(page, "cannot be saved here any more", "a bid that was handed in meanwhile");
    expect(await page.inputValue("#body") === "Typed while somebody said that it was handed in.", "what was typed is lost");
    await see(ann, "a section, handed in meanwhile");
    await open(ann, "a", "Impact");
    expect(await page.locator("main textarea").count() === 0, "a bid that was handed in can be written in");
    await says(page, "43,200 residents", "what was handed in is read");
    await page.goto(bidOf("a", "/sections"));
    expect(await page.locator("main form button").count() === 0, "sections of a bid that was handed in can be changed");
    sql(site, "delete from bid_stage where number = 2");
    await open(ann, "a", "Impact");
    expect(await page.locator("main textarea").count() === 1, "taking it back does not open it again");
}

async function walkOutside(site, carl, bob) {
    const uid = sql(site, "select uid from bid_section limit 1");
    const all = ["/sections", `/sections/${uid}`, `/sections/${uid}/about`, `/sections/${uid}/versions`, "/figures", "/text", "/text.txt"];
    for (const what of all) {
        const answer = await carl.request.get(`${site.base}${bidOf("c", what)}`);
        expect(answer.status() === 404 && !/residents/.test(await answer.text()), `${what}: a city that is only asked is answered ${answer.status()}`);
    }
    // Somebody writes while a colleague takes the city out of it: the section is theirs no more, and what they typed is shown.
    const theirs = sql(site, "select s.uid from bid_section s join member_city m on m.id = s.member_id where m.uid like 'b%' limit 1");
    const page = await bob.newPage();
    await page.goto(`${site.base}${bidOf("b", `/sections/${theirs}`)}`);
    await page.locator("#body").fill("Typed while our city left.");
    sql(site, "update bid_city set answer = 'left' where uid like 'b%'");
    await page.locator("main button[value=save]").first().click();
    await page.waitForLoadState();
    expect(await page.locator("#typed-body").inputValue() === "Typed while our city left.", "what was typed into a section that is gone is lost");
    await page.close();
    for (const what of all) {
        const answer = await bob.request.get(`${site.base}${bidOf("b", what)}`);
        expect(answer.status() === 404, `${what}: a city that has left is answered ${answer.status()}`);
    }
    sql(site, "update bid_city set answer = 'yes' where uid like 'b%'");
    const lead = await bob.request.get(`${site.base}${bidOf("b", "/sections")}`);
    expect(lead.status() === 404, "a partner sets sections up");
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    const annPage = await somebody(site, browser, "main-contact-a", "Ann Alpha", { viewport: NARROW });
    const bobPage = await somebody(site, browser, "main-contact-b", "Bob Beta", { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    const carlPage = await somebody(site, browser, "main-contact-c", "Carl Gamma", {});
    for (const [letter, name] of [["a", "Alba"], ["b", "Borgo"], ["c", "Cervo"]]) sql(site, `update member_city set name = '${name}' where uid = '${letter.repeat(32)}'`);
    addBid(site);
    const ann = { ...mouse(annPage), name: "with script", isLookedAt: true, site };
    const bob = { ...keyboard(bobPage, "German, by keyboard"), site };
    await setUp(ann);
    await walkLimit(ann, bob);
    await walkTogether(ann, bob);
    await walkVersions(ann);
    await walkNumbers(ann, bob);
    await walkWhole(ann);
    await walkHandedIn(site, ann);
    await walkOutside(site, carlPage.context(), bobPage.context());
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("workshop");
