// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Earlier answers, as people of a member city use them in a browser: nothing there yet, a former bid pasted with wrong input first, parts
// left out and joined, found again by words, changed, shared, taken away and put back; too much pasted and odd letters; what another member
// city reads of it, in German, by keyboard and without script; and a visitor. With axe after each step.
//
//     [SHOTS=folder] node answers.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const pageOf = (city, what) => `/member-cities/${city.repeat(32)}/${what}`;
const textOf = (page) => page.locator("main").innerText();

const BID = `1 Summary
We make the roofs of our schools green.

1.1 What will change for residents?
Our 58,000 residents get cooler streets: 42 % of the city is sealed.

1.2 Budget
The roofs cost 1.2 million.

Annexes

See the attached files of the planning office, which are not part of this text at all.`;

async function somebody(site, browser, kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

async function walkPasting(site, hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "answers"));
    await see(hand, "answers, none");
    await hand.follow("main a[href$='/former-bid']");
    await see(hand, "a former bid, empty");
    await fillAll(hand, { text: BID, handed_in: "soon" });
    await seeWrong(hand, "a former bid, wrong day", "handed_in", { text: BID, handed_in: "soon" });
    await fillAll(hand, { handed_in: "12.3.2024", fund: "European City Facility" }, "button[value=look]");
    await see(hand, "a former bid, looked at");
    const text = await textOf(page);
    for (const part of ["Found: 4 parts", "1. Summary", "2. What will change for residents?", "3. Budget", "4. Annexes", "Nothing is kept yet"]) {
        expect(text.includes(part), `the parts do not say ${part}: ${text}`);
    }
    expect(sql(site, "select count(*) from answer") === "0", "something is kept that was only looked at");
    await page.locator("select[name=part]").nth(2).selectOption("3 join");
    await page.locator("select[name=part]").nth(3).selectOption("4 leave");
    await page.locator("#outcome").selectOption("granted");
    await fillAll(hand, { text: `${BID}more` }, "button[value=keep]"); // changed after it was looked at
    expect((await textOf(page)).includes("The text was changed after you looked"), "a text that nobody looked at");
    expect(await page.locator("select[name=part]").count() === 4, "the parts stand there");
    await fillAll(hand, { text: BID }, "button[value=look]");
    await page.locator("select[name=part]").nth(2).selectOption("3 join");
    await page.locator("select[name=part]").nth(3).selectOption("4 leave");
    await page.locator("#outcome").selectOption("granted");
    await hand.send("button[value=keep]");
    await arrive(hand, /\/answers\?done=kept$/, "the answers are kept");
    await see(hand, "answers, two");
    const list = await textOf(page);
    expect(list.includes("2 earlier answers") && list.includes("Written for European City Facility, handed in on 12 March 2024: granted"), `the list: ${list}`);
    expect(sql(site, "select body from answer where question like 'What%'").includes("Budget"), "what was joined");
}

async function walkFinding(site, hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "answers/new"));
    await see(hand, "a new answer");
    // The browser asks for what must be filled in; without that, the page does.
    await page.locator("main form[method=post]").evaluate((form) => { form.noValidate = true; });
    await fillAll(hand, { text: "Two people of the Planungsamt für Dächer." });
    await seeWrong(hand, "a new answer, no question", "question", { text: "Two people of the Planungsamt für Dächer." });
    await fillAll(hand, { question: "Team", fund: "Städtebau", handed_in: "2019" });
    await arrive(hand, /\/answers\/[0-9a-f]{32}\?done=new$/, "a new answer is kept");
    await see(hand, "an answer");
    expect((await textOf(page)).includes("take it away if nobody needs it"), "how old it is");
    await page.goto(pageOf("a", "answers"));
    await fillAll(hand, { q: "schools roof" }, "main form.sg-ask button");
    await see(hand, "answers, found");
    expect((await page.locator("main h3").first().innerText()) === "Summary", `the best is another one: ${await textOf(page)}`);
    await fillAll(hand, { q: "dacher" }, "main form.sg-ask button");
    expect((await textOf(page)).includes("1 earlier answer"), "words in German");
    await fillAll(hand, { q: "zebra" }, "main form.sg-ask button");
    await see(hand, "answers, nothing found");
    expect((await textOf(page)).includes("Nothing found"), "nothing found is not said");
}

async function walkOne(site, hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "answers?q=residents"));
    await hand.follow("main h3 a");
    await see(hand, "an answer with numbers");
    const text = await textOf(page);
    for (const part of ["58,000 residents", "42 %", "1.2 million", "Put in by"]) expect(text.includes(part), `the answer does not say ${part}: ${text}`);
    await page.locator("button[data-copy]").click();
    await page.waitForSelector("[role=status]:has-text('Copied'), [role=status]:has-text('Marked')", { state: "attached" });
    await hand.follow("main a[href$='/change']");
    await see(hand, "an answer, to change");
    await page.locator("#seen-members").check();
    sql(site, "update answer set outcome_why = 'meanwhile' where question like 'What%'");
    await hand.send();
    await seeWrong(hand, "an answer, changed meanwhile");
    await page.goto(page.url());
    await page.locator("#seen-members").check();
    await hand.send();
    await arrive(hand, /\?done=saved$/, "who reads it is saved");
    expect((await textOf(page)).includes("Other member cities read it"), "who reads it");
    await hand.follow("main a[href$='/from']");
    await see(hand, "an answer, where it is from");
    await fillAll(hand, { why: "clear numbers" });
    await arrive(hand, /\?done=saved$/, "why is saved");
    expect((await textOf(page)).includes("Why: clear numbers"), "why");
    await hand.send("button[value=take]");
    await arrive(hand, /\?done=taken$/, "it is taken away");
    await see(hand, "answers, one taken away");
    await hand.send("button[name=back]");
    await arrive(hand, /\?done=back$/, "it is put back");
    const [file] = await Promise.all([page.waitForEvent("download"), page.goto(pageOf("a", "answers.csv")).catch(() => {})]);
    expect(/question,text,fund[\s\S]*clear numbers/.test(readFileSync(await file.path(), "utf8")), "all of it as a file");
}

// Written once more: a section of a bid is begun from one, and what was handed in is kept.
async function walkBid(site, hand) {
    const { page } = hand;
    const [bid, section] = ["b".repeat(32), "c".repeat(32)];
    const member = sql(site, `select id from member_city where uid = '${"a".repeat(32)}'`);
    sql(site, "insert into bid (id, uid, call_key, call_title, identifier, rule_id, name, seen_by, outcome_seen_by, made_at, changed_at) " +
        `values (1, '${bid}', '', 'City Facility', '', '', 'Cool streets', 'members', 'members', 1, 1)`);
    sql(site, "insert into bid_city (id, uid, bid_id, member_id, role, answer, says, why, asked_at) " +
        `values (1, '${bid}', 1, ${member}, 'lead', 'yes', '', '', 1)`);
    sql(site, "insert into bid_stage (id, bid_id, number, stage, day_on, member_id, why, currency, made_at) " +
        `values (1, 1, 1, 'writing', 20500, ${member}, '', '', 1)`);
    sql(site, "insert into bid_section (id, uid, bid_id, number, title, asks, limit_n, limit_of, member_id, state, made_at, changed_at) " +
        `values (1, '${section}', 1, 1, 'Change', 'Say what will change for the residents.', 0, '', ${member}, 'open', 1, 1)`);
    const text = "Our streets ";
    await page.goto(pageOf("a", `bids/${bid}/sections/${section}`));
    await hand.fill("body", text);
    await see(hand, "a section, with what was written before");
    await hand.send("button[name=use]");
    const put = await page.inputValue("#body");
    expect(put.startsWith("Our streets\n\nOur 58,000 residents"), `the text is not put below: ${put}`);
    expect(sql(site, "select count(*) from bid_text") === "0", "something is saved that nobody saved");
    await see(hand, "a section, with an earlier text");
    await hand.send("button[value=save]");
    expect((await textOf(page)).includes("Begun from: What will change for residents?"), `what it was begun from: ${await textOf(page)}`);
    sql(site, "update bid_stage set stage = 'handed_in'");
    await page.goto(pageOf("a", `bids/${bid}`));
    await see(hand, "a bid, handed in");
    await hand.follow("main a[href$='/answers']:has-text('Keep')");
    await see(hand, "a bid, to keep");
    await page.locator("#section-1").uncheck();
    await hand.send();
    await seeWrong(hand, "a bid, nothing to keep", "");
    await page.locator("#section-1").check();
    await hand.send();
    await arrive(hand, /\?done=bid$/, "the answers of a bid are kept");
    expect((await textOf(page)).includes("Written for City Facility, handed in on 16 February 2026: no answer yet"), `of a bid: ${await textOf(page)}`);
}

// 300 kB, a page of an editor that is no UTF-8, and letters of everywhere.
async function walkTooMuch(site, hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "answers/former-bid"));
    const before = sql(site, "select count(*) from answer");
    await page.locator("#text").evaluate((box) => { box.removeAttribute("maxlength"); });
    await fillAll(hand, { text: "Impact\n\n" + "roofs and rain ".repeat(5000) }, "button[value=look]");
    await seeWrong(hand, "a former bid, too long", "text");
    expect((await page.inputValue("#text")).length > 70_000, "what was too long is lost");
    const token = (await page.context().cookies()).find((cookie) => cookie.name === "session").value;
    const send = (body) => fetch(site.base + pageOf("a", "answers/former-bid"), { method: "POST", redirect: "manual", body,
        headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: site.base, Cookie: `session=${token}` } })
        .then(async (answer) => [answer.status, await answer.text()], () => [413, ""]);
    const [large] = await send(`text=${"x".repeat(300_000)}&do=look`);
    expect(large === 413, `300 kB are answered with ${large}`);
    const [broken] = await send("text=Ged%E4chtnis%FF&do=look");
    expect(broken === 400, `bytes that are no text are answered with ${broken}`);
    const odd = "1. Ünïcödé 🏛️ Ελληνικά\n\u0000\u202eThe text ".replace("\u0000", "");
    await page.goto(pageOf("a", "answers/former-bid"));
    await fillAll(hand, { text: odd }, "button[value=look]");
    expect((await textOf(page)).includes("Ünïcödé 🏛️ Ελληνικά"), "letters of everywhere");
    expect(sql(site, "select count(*) from answer") === before, "something was kept");
}

// Another member city: it reads what is shared, and no person. In German, by keyboard, without script.
async function walkOther(site, hand) {
    const { page } = hand;
    const ann = sql(site, "select name from person order by id limit 1");
    await page.goto(pageOf("b", "answers"));
    await see(hand, "Antworten, keine");
    await page.goto(pageOf("b", "answers?whose=all"));
    await see(hand, "Antworten anderer");
    const text = await textOf(page);
    expect(text.includes("Von Gabrovo (BG).") && text.includes("1 frühere Antwort") && !text.includes("für City Facility") && !text.includes("Summary"), `what others read: ${text}`);
    await hand.follow("main h3 a");
    await see(hand, "Antwort einer anderen Stadt");
    const one = await textOf(page);
    expect(one.includes("bewilligt") && one.includes("58,000 residents"), `an answer of another city: ${one}`);
    expect(!one.includes(`von ${ann}`) && await page.locator("main form").count() === 0, "a person of another city, or something to change");
    await page.goto(pageOf("b", "answers/former-bid"));
    await fillAll(hand, { text: "Wirkung\n\nEs wird kühler in allen Straßen der Stadt, und es regnet durch kein Dach mehr.\n" }, "button[value=look]");
    await see(hand, "früherer Antrag");
    await hand.send("button[value=keep]");
    await arrive(hand, /\?done=kept$/, "kept, by keyboard");
    await fillAll(hand, { q: "straße" }, "main form.sg-ask button");
    expect((await textOf(page)).includes("1 frühere Antwort"), "found, by keyboard");
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    const page = await somebody(site, browser, "main-contact-a", { viewport: NARROW });
    sql(site, `update member_city set name = 'Gabrovo', country = 'BG' where uid = '${"a".repeat(32)}'`);
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    await walkPasting(site, hand);
    await walkFinding(site, hand);
    await walkOne(site, hand);
    await walkBid(site, hand);
    await walkTooMuch(site, hand);
    const bare = await somebody(site, browser, "main-contact-b", { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    await walkOther(site, keyboard(bare, "German, by keyboard"));
    const visitor = await ask(site.base, pageOf("a", "answers"));
    expect(visitor.status !== 200 && !visitor.text.includes("Summary"), `a visitor reads it: ${visitor.status}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("earlier answers");
