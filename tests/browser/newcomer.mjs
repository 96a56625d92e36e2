// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A newcomer on a phone: from the link of the invitation mail to the first three matches, with a finger. Counted are the clicks that a browser
// makes of it, the letters typed and the words shown; how long that takes somebody who reads all of it is reckoned by the keystroke-level model
// (Card, Moran and Newell 1980: 0.28 s a key, 1.1 s to point, 1.35 s to think before each deed; a finger has no keyboard to home to) and by
// 238 words a minute of silent reading (Brysbaert 2019). Issue 6: under 25 clicks and ten minutes.
//
//     [SHOTS=folder] node newcomer.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { invitationLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const CLICKS_MAX = 24;
const SECONDS_MAX = 600;
const KEY_S = 0.28, POINT_S = 1.1, THINK_S = 1.35, WORDS_A_MINUTE = 238;
const MAIL = "newcomer@town.example";
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { see, arrive, count } = statesOf(findings);

// Three cities that have said what they can do, by what the program keeps; one of them can do nothing that is asked for.
function addCities(site) {
    for (const [i, [name, offers, needs]] of [["Norden", "energy", "waste"], ["Osten", "bids", "mobility"], ["Süden", "energy bids", "waste"], ["Westen", "water", "noise"]].entries()) {
        const id = 70 + i;
        sql(site, `insert into member_city (id, uid, name, country, rev) values (${id}, '${String(i).repeat(32)}', '${name}', 'DE', 1)`);
        sql(site, `insert into member_step (member_id, number, step, at, way, why) values (${id}, 1, 'joined', 1, 'role', '')`);
        sql(site, `insert into profile (member_id, seen_by, need_says, offer_says, changed_at) values (${id}, 'members', '', '', 1)`);
        for (const [kind, whats] of [["offer", offers], ["need", needs]])
            for (const what of whats.split(" ")) sql(site, `insert into profile_item (member_id, kind, what) values (${id}, '${kind}', '${what}')`);
    }
}

async function invite(site, browser) {
    const { page, close } = await openPage(browser, site.base, findings);
    const token = execFileSync(makePeople, [site.db, "coordinator"], { encoding: "utf8" }).trim().split(" ")[1];
    execFileSync(makePeople, [site.db, "colleague-a"], { encoding: "utf8" });
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    await page.goto(`/member-cities/${"a".repeat(32)}/invite`);
    await page.locator("#mail").fill(MAIL);
    const main = page.locator("[value=main_contact]");
    if (await main.count()) await (await main.first().evaluate((at) => at.tagName) === "OPTION" ? page.locator("select").first().selectOption("main_contact") : main.first().check());
    const vouched = page.locator("main [type=checkbox]");
    if (await vouched.count()) await vouched.first().check();
    await Promise.all([page.waitForURL(/done=invited/), page.locator("main form[method=post] button[type=submit]").first().click()]);
    await close();
}

// What a newcomer reads, types and touches on the way.
async function measured(page) {
    const used = { clicks: 1, letters: 0, words: 0 }; // the link in the mail
    await page.exposeFunction("touched", () => { used.clicks++; });
    await page.exposeFunction("typed", (letters) => { used.letters += letters; });
    await page.addInitScript(() => addEventListener("click", (event) => event.isTrusted && event.detail > 0 && globalThis.touched(), true));
    return {
        used,
        read: async () => { used.words += (await page.locator("main").innerText()).split(/\s+/).length; },
        type: async (selector, text) => {
            used.clicks++; // into the field
            used.letters += text.length;
            await page.locator(selector).fill(text);
        },
    };
}

async function answer(hand, by, kind, whats, says) {
    await arrive(hand, new RegExp(`/profile/${kind}$`), `the question ${kind}`);
    await by.read();
    for (const what of whats) await hand.page.locator(`label[for=what-${what}]`).click();
    if (says) await by.type("#says", says);
    await hand.send();
}

async function walk(hand, site) {
    const { page } = hand;
    const by = await measured(page);
    await page.goto(invitationLink(site, MAIL));
    await by.read();
    await see(hand, "newcomer, invitation");
    await by.type("#name", "Nina Neu");
    await by.type("#password", "drei gelbe Fahrräder");
    await hand.send();
    await arrive(hand, /^\/me$/, "an account is made");
    await by.read();
    await see(hand, "newcomer, desk");
    await page.locator("#needs ~ ul a[href$='/profile/need']").click();
    await answer(hand, by, "need", ["energy", "bids"], "Heat for our schools.");
    await answer(hand, by, "offer", ["waste"]);
    await answer(hand, by, "theme", ["energy"]);
    await answer(hand, by, "language", ["en"]);
    await arrive(hand, /\/profile\?done=saved$/, "all questions are answered");
    await by.read();
    await see(hand, "newcomer, matches");
    const cards = await page.locator("#worth ~ ul > li h3").allInnerTexts();
    expect(cards.join(" ") === "Süden (DE) Norden (DE) Osten (DE)", `matches: ${cards}`);
    const { clicks, letters, words } = by.used;
    const seconds = Math.round(clicks * (POINT_S + THINK_S) + letters * KEY_S + (words * 60) / WORDS_A_MINUTE);
    console.log(`${clicks} clicks, ${letters} letters and ${words} words from the mail to three matches: about ${seconds} s by the keystroke-level model`);
    expect(clicks > 10 && clicks <= CLICKS_MAX, `${clicks} clicks`);
    expect(words > 100 && seconds < SECONDS_MAX, `${seconds} s, of ${words} words`);
}

const site = await startSite(program);
const browser = await startBrowser();
try {
    for (const [name, value] of [["mail_server", "smtp://127.0.0.1:9"], ["mail_sender", "network@town.example"]]) execFileSync(program, ["setting", name, value, "--db", site.db]);
    addCities(site);
    await invite(site, browser);
    const { page, close } = await openPage(browser, site.base, findings, { viewport: NARROW });
    await walk({ ...mouse(page), name: "on a phone" }, site);
    await close();
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("newcomer");
