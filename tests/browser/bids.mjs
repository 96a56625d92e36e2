// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Bids, as people of three member cities walk them in a browser: one begins a bid from a deadline that it watches, says how it stands,
// takes that back, asks another city; that one reads what it is asked and no more, says yes, takes the lead and says what came of it;
// the third sees nothing of it. With script and axe; and in German, by keyboard, without script.
//
//     [SHOTS=folder] node bids.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
const pageOf = (city, what) => `/member-cities/${city.repeat(32)}/${what}`;
const textOf = (page) => page.locator("main").innerText();

const folder = mkdtempSync(join(tmpdir(), "smallgiants-bids-"));
const list = join(folder, "list.csv");
writeFileSync(list, "publisher,identifier,title,deadline,opens,country,status,pays\n" +
    "Harbour Fund,1,Warm homes,2035-03-13 17:00,2020-01-01,BE,open,preparing\n");

async function somebody(site, browser, kind, name, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    sql(site, `update person set name = '${name}' where id = (select max(id) from person)`);
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

async function watch(hand) {
    await hand.page.goto("/funding");
    await hand.page.locator("main h3 a", { hasText: "Warm homes" }).click();
    await hand.page.waitForURL(/\/funding\/./);
    await hand.send("main button[value=watch]");
}

let bid = "";
const bidOf = (city, behind = "") => pageOf(city, `bids/${bid}${behind}`);

async function walkBeginning(hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "bids"));
    await see(hand, "bids, none");
    await watch(hand);
    await hand.send("button[value=begun]");
    await arrive(hand, /\/bids\/new\?watch=[0-9a-f]{32}$/, "who has begun is led to a bid");
    expect(await page.inputValue("#name") === "Warm homes", "the name of the funding call does not stand there");
    await see(hand, "a bid begins");
    const begins = page.url();
    await page.evaluate(() => { document.querySelectorAll("[required]").forEach((field) => field.removeAttribute("required")); });
    await fillAll(hand, { name: " " }, "button[value=begin]");
    await seeWrong(hand, "a bid begins, no name", "name");
    await fillAll(hand, { name: "Warm homes for the <old> town" }, "button[value=begin]");
    await arrive(hand, /\/bids\/[0-9a-f]{32}\?done=begun$/, "a bid is begun");
    bid = new URL(page.url()).pathname.split("/").pop();
    await see(hand, "a bid, begun");
    const text = await textOf(page);
    for (const part of ["Warm homes for the <old> town", "For: Warm homes.", "Your city leads it.", "Ann Anders owns it.", "Decided: we go for it",
        "Hand in the report for the council by", "Other member cities see that your city goes for it, never who."]) {
        expect(text.includes(part), `the first page does not say ${part}: ${text}`);
    }
    await page.goto(begins); /* once more, by a colleague */
    await see(hand, "a bid begins, a second time");
    expect(await page.locator(`main a[href$='${bid}']`).count() === 1, "that one is begun already is not said");
    await fillAll(hand, { name: "Another" }, "button[value=begin]");
    await seeWrong(hand, "a bid begun twice", "name", { name: "Another" });
}

async function walkStages(hand) {
    const { page } = hand;
    await page.goto(bidOf("a"));
    await fillAll(hand, { day: "2099-01-01" }, "button[value=writing]");
    await seeWrong(hand, "a bid, a day to come", "day", { day: "2099-01-01" });
    await page.goto(bidOf("a"));
    const stale = await page.context().newPage();
    await stale.goto(new URL(bidOf("a"), page.url()).href);
    await hand.send("button[value=writing]");
    await arrive(hand, /\?done=said$/, "it is being written");
    await see(hand, "a bid, being written");
    await stale.locator("button[value=writing]").click(); /* a colleague, on a page that is old */
    await stale.waitForLoadState("load");
    const text = await textOf(stale);
    expect(/has changed meanwhile/.test(text) && text.includes("Take “Being written” back"), `who comes second does not read what stands: ${text}`);
    await stale.close();
    await hand.send("button[value=undo]");
    await arrive(hand, /\?done=unsaid$/, "it is taken back");
    expect(!(await textOf(page)).includes("Being written"), "what was taken back stands there");
    await page.locator("summary", { hasText: "Something else" }).click();
    await see(hand, "a bid, something else");
    await page.locator("main a", { hasText: "We give it up" }).click();
    await arrive(hand, /\/stage\/given_up$/, "giving up is asked for");
    await see(hand, "a bid is given up");
    await fillAll(hand, { day: "2020-03-12", why: "No time before the recess" }, "button[value=say]");
    await seeWrong(hand, "a bid is given up, before it began", "day", { day: "2020-03-12", why: "No time before the recess" });
    await fillAll(hand, { day: new Date().toISOString().slice(0, 10) }, "button[value=say]");
    await arrive(hand, /\?done=said$/, "it is given up");
    await see(hand, "a bid, given up");
    await page.goto(pageOf("a", "bids"));
    await see(hand, "bids, one over");
    expect((await textOf(page)).includes("No time before the recess"), "why it was given up is not in the list");
    await page.goto(bidOf("a"));
    await hand.send("button[value=undo]");
}

async function walkAsking(hand) {
    const { page } = hand;
    await page.goto(bidOf("a"));
    await hand.follow("main a[href$='/partners']");
    await see(hand, "partners, none yet");
    expect(/Ask Brod \(CZ\)\s+Watches the same funding call/.test(await textOf(page)), `who watches the same is not offered: ${await textOf(page)}`);
    await page.locator("#q").fill("ZLA");
    await page.locator("main form.sg-ask button").click();
    await arrive(hand, /\/partners\?q=ZLA$/, "searching by name");
    await see(hand, "partners, searched");
    expect((await textOf(page)).includes("Ask Zlatá (CZ)"), "a city is not found by a part of its name");
    await page.goto(bidOf("a", "/partners"));
    await page.locator("main a", { hasText: "Ask Brod" }).click();
    await arrive(hand, /\/ask\/b{32}$/, "to the question");
    await see(hand, "a question to a city");
    await fillAll(hand, { says: "You have heated a <small> town with the river." }, "button[value=ask]");
    await arrive(hand, /\/partners\?done=asked$/, "a city is asked");
    await see(hand, "partners, one asked");
    expect((await textOf(page)).includes("no answer yet"), "that it waits is not said");
}

// The city that is asked: first what it is asked, and of whom it reads nothing.
async function walkAnswering(hand) {
    const { page } = hand;
    await page.goto("/me");
    await see(hand, "Schreibtisch mit einer Bitte");
    await page.goto(bidOf("b"));
    await see(hand, "eine Bitte");
    const before = await textOf(page);
    for (const part of ["Warm homes for the <old> town", "Gabrovo (BG)", "You have heated a <small> town with the river."]) {
        expect(before.includes(part), `who is asked does not read ${part}: ${before}`);
    }
    expect(!/Ann|Anders/.test(before) && await page.locator(".sg-stages").count() === 0, `who is asked reads more than the question: ${before}`);
    await fillAll(hand, { why: "Gern, ab Januar." }, "button[value=yes]");
    await arrive(hand, /\?done=yes$/, "yes");
    await see(hand, "ein Antrag, als Partnerin");
    const after = await textOf(page);
    expect(after.includes("Bea Blau") && !/Ann|Anders/.test(after), `people of another city, or not one's own: ${after}`);
}

async function walkLead(hand, other) {
    const { page } = hand;
    await page.goto(bidOf("a", "/partners"));
    expect((await textOf(page)).includes("Gern, ab Januar.") && !(await textOf(page)).includes("Bea"), "the answer, without who gave it");
    await hand.send("button[value=offer]");
    await arrive(hand, /\?done=offered$/, "a partner is asked to lead");
    await see(hand, "partners, one asked to lead");
    await other.page.goto(bidOf("b"));
    await see(other, "die Führung wird angeboten");
    await fillAll(other, { why: "Doch nicht" }, "button[value=leave]");
    await arrive(other, /\/bids\?done=left$/, "a partner leaves");
    await page.goto(bidOf("a", `/ask/${"b".repeat(32)}`)); /* and is asked once more, and then to lead */
    await hand.send("button[value=ask]");
    await other.page.goto(bidOf("b"));
    await other.send("button[value=yes]");
    await page.goto(bidOf("a", "/partners"));
    await hand.send("button[value=offer]");
    await other.page.goto(bidOf("b"));
    await other.send("button[value=take_lead]");
    await arrive(other, /\?done=lead$/, "the lead is taken");
    await other.send("button[value=writing]");
    await other.send("button[value=handed_in]");
    await see(other, "ein Antrag, eingereicht");
    await other.page.goto(bidOf("b", "/stage/granted"));
    await fillAll(other, { euros: "viel", why: "Die Zahlen stimmten." }, "button[value=say]");
    await seeWrong(other, "bewilligt, kein Betrag", "euros", { euros: "viel", why: "Die Zahlen stimmten." });
    await fillAll(other, { euros: "1.250.000" }, "button[value=say]");
    await arrive(other, /\?done=said$/, "it is granted");
    await see(other, "ein Antrag, bewilligt");
    expect((await textOf(other.page)).includes("1.250.000 EUR"), `the amount: ${await textOf(other.page)}`);
    await page.goto(bidOf("a"));
    await see(hand, "a bid, granted, as a partner");
    const text = await textOf(page);
    expect(text.includes("Granted: 1,250,000 EUR") && text.includes("Brod (CZ) leads it") && !text.includes("Bea"), `what the partner reads: ${text}`);
    await hand.follow("main a[href$='/about']");
    await see(hand, "about a bid, as a partner");
    await hand.send("button[value=save]");
    await arrive(hand, /\?done=saved$/, "the owner is saved");
    await other.page.goto(bidOf("b", "/about"));
    await see(other, "zu diesem Antrag");
}

const site = await startSite(program, { lists: { calls: [list] } });
let browser = null;
try {
    browser = await startBrowser();
    const page = await somebody(site, browser, "main-contact-a", "Ann Anders", { viewport: NARROW });
    const bare = await somebody(site, browser, "main-contact-b", "Bea Blau",
        { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    const third = await somebody(site, browser, "main-contact-c", "Cid", { viewport: NARROW });
    for (const [city, name, country] of [["a", "Gabrovo", "BG"], ["b", "Brod", "CZ"], ["c", "Zlatá", "CZ"]]) {
        sql(site, `update member_city set name = '${name}', country = '${country}' where uid = '${city.repeat(32)}'`);
    }
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    const other = keyboard(bare, "German, by keyboard");
    await walkBeginning(hand);
    await walkStages(hand);
    await watch(other);
    await walkAsking(hand);
    for (const behind of ["", "/about", "/partners", "/stage/writing", `/ask/${"a".repeat(32)}`]) {
        await third.goto(bidOf("c", behind));
        expect(!/Warm|Gabrovo|Ann/.test(await textOf(third)), `a third city reads of it at ${behind}`);
    }
    await bare.goto(bidOf("b", "/about"));
    expect(!/Ann/.test(await textOf(bare)), "who is asked reads who owns it");
    await walkAnswering(other);
    await walkLead(hand, other);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${count()} states looked at`);
findings.done("bids");
