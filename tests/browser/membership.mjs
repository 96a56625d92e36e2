// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How a member city stands, as people go it in a browser: its main contact signs the commitment on a phone-sized screen, with slips, is led
// on to the four questions, pauses and comes back; a coordinator sees who has signed, ends a membership with a reason and takes the city
// back; and in German, by keyboard, without script, a city signs at officer level and leaves. Each state is looked at with axe.
//
//     [SHOTS=folder] node membership.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard, tabTo } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const pageOf = (city, page) => `/member-cities/${city.repeat(32)}/${page}`;

async function somebody(site, browser, kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

const says = async (page, words) => expect((await page.textContent("main")).includes(words), `${page.url()} does not say: ${words}`);
const saysNot = async (page, words) => expect(!(await page.textContent("main")).includes(words), `${page.url()} says: ${words}`);
const letWrongThrough = (page) => page.evaluate(() => document.querySelector("main form").setAttribute("novalidate", ""));

async function walkSigning(hand) {
    const { page } = hand;
    await page.goto("/me");
    await see(hand, "desk, a commitment to sign");
    await hand.follow("main a.sg-button");
    await arrive(hand, /\/membership$/, "from the desk to the membership");
    await see(hand, "membership, not signed");
    await hand.follow("main a.sg-button");
    await arrive(hand, /\/commitment$/, "to the page where one signs");
    await see(hand, "commitment, on a decision");
    await letWrongThrough(page);
    await fillAll(hand, { job: "head of the climate office", reference: "", decided_on: "next week" });
    await seeWrong(hand, "commitment, wrong", "decided_on", { job: "head of the climate office", decided_on: "next week" });
    await hand.follow("main a[href$='authority=officer']");
    await see(hand, "commitment, at officer level");
    await hand.follow("main a[href$='authority=decision']");
    await fillAll(hand, { job: "head of the climate office", reference: "2026/114, town council", decided_on: "5.10.2026" });
    await arrive(hand, /\/membership\?done=signed$/, "it is signed");
    await says(page, "Signed by Somebody (head of the climate office)");
    await says(page, "On a decision of 5 October 2026: 2026/114, town council");
    await see(hand, "membership, signed");
    await hand.follow("main a.sg-button:not(.sg-button--quiet)");
    await arrive(hand, /\/profile\/need$/, "on to the four questions");
}

async function walkPause(hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "membership"));
    await hand.follow("main a[href$='/membership/pause']");
    await see(hand, "pause");
    await fillAll(hand, { why: "An election until May." });
    await arrive(hand, /done=paused$/, "it pauses");
    await see(hand, "membership, paused");
    await hand.follow("main a[href$='/membership/back']");
    await see(hand, "come back");
    await hand.send();
    await arrive(hand, /done=back$/, "it is back");
}

async function walkCoordinator(hand, visitor, city) {
    const { page } = hand;
    await page.goto("/member-cities");
    await says(page, "signed");
    await says(page, "not signed yet");
    await see(hand, "member cities, who has signed");
    await hand.follow(`main a[href='${pageOf("a", "membership")}']`);
    await says(page, "An election until May.");
    await see(hand, "membership, seen by a coordinator");
    expect((await page.locator("main a[href$='/commitment']").count()) === 0, "a coordinator may sign for a city");
    await hand.follow("main a[href$='/membership/leave']");
    await letWrongThrough(page);
    await hand.send();
    await seeWrong(hand, "end a membership, no reason", "why");
    await page.locator("#sure").check();
    await fillAll(hand, { why: "Nobody answers." });
    await arrive(hand, /done=left$/, "it is ended");
    await see(hand, "membership, ended");
    await visitor.goto(city);
    await visitor.reload(); // past what the browser keeps for a while
    await saysNot(visitor, "Member city of this network");
    await page.goto("/member-cities");
    await says(page, "left");
    await page.goto(pageOf("a", "membership"));
    await hand.follow("main a[href$='/membership/join']");
    await see(hand, "take a city back");
    await fillAll(hand, { why: "They answered after all." });
    await arrive(hand, /done=joined$/, "it is back");
}

// A city is suggested by another one, agrees from its desk, and takes the chair; visitors see which cities lead, and no person.
async function walkLeading(hand, staff, suggester, visitor, city) {
    await suggester.page.goto(pageOf("c", "membership"));
    await suggester.follow("main a[href$='/suggest-lead']");
    await see(suggester, "suggest a lead city");
    await letWrongThrough(suggester.page);
    await fillAll(suggester, { why: "They know how a bid is written." });
    await seeWrong(suggester, "suggest a lead city, nothing chosen", "city", { why: "They know how a bid is written." });
    await suggester.page.selectOption("#city", "a".repeat(32));
    await suggester.page.locator("#reason-need").check();
    await suggester.send();
    await arrive(suggester, /\/membership\?done=lead-asked$/, "a city is suggested");
    const { page } = hand;
    await page.goto("/me");
    await says(page, "is asked to be a lead city");
    await hand.follow("main a.sg-button");
    await arrive(hand, /\/membership$/, "from the desk to the question");
    await says(page, "suggests that");
    await says(page, "They know how a bid is written.");
    await saysNot(page, "suggested that it leads. By");
    await see(hand, "membership, asked to lead");
    await hand.follow("main a[href$='/membership/lead-yes']");
    await see(hand, "agree to lead");
    await hand.send();
    await arrive(hand, /done=leads$/, "it leads");
    await see(hand, "membership, a lead city");
    await staff.page.goto(pageOf("a", "membership"));
    await staff.follow("main a[href$='/membership/chair']");
    await see(staff, "put a city in the chair");
    await fillAll(staff, { why: "The first meeting is theirs." });
    await arrive(staff, /done=chair$/, "it is in the chair");
    await staff.page.goto("/lead-cities");
    await see(staff, "lead cities, as a coordinator sees them");
    await staff.follow("main a[href='/lead-cities/suggest']");
    await see(staff, "suggest a lead city, for the network");
    const looks = { ...mouse(visitor), name: "with script", isLookedAt: true };
    await visitor.goto(city);
    await visitor.reload();
    await says(visitor, "in the chair since");
    await looks.follow("main a[href='/lead-cities']");
    await says(visitor, "in the chair");
    await saysNot(visitor, "Somebody");
    await saysNot(visitor, "They know how a bid is written.");
    await see(looks, "lead cities");
}

// City c suggested a, which the people of both may see, as a picture and as a table.
async function walkBrought(site, hand) {
    sql(site, `insert into suggestion (id, uid, code, city, country, place, state, why, came, made_at, joined_at, member_id, remove_at)
        select 900, 's900', 'c900', 'A', 'IT', 'x', 'joined', '', '', 1, 2, id, 4000000000 from member_city where uid = '${"a".repeat(32)}'`);
    sql(site, `insert into suggestion_voice (suggestion_id, member_id, kind, says, named, made_at)
        select 900, id, 'twin', 'Secret', 0, 1 from member_city where uid = '${"c".repeat(32)}'`);
    await hand.page.goto("/me");
    await hand.follow("main a[href$='/who-brought-whom']");
    expect((await hand.page.locator("main svg[role=img] text").count()) === 2, "the picture has not both cities");
    expect((await hand.page.locator("main tbody tr", { hasText: "a".repeat(32) }).locator("td").nth(1).textContent()) === "c".repeat(32),
        "the table does not say who suggested it");
    await saysNot(hand.page, "Secret");
    await see(hand, "who brought whom");
}

async function walkGerman(keys) {
    const { page } = keys;
    await page.goto(pageOf("b", "membership"));
    expect(await page.locator("html").getAttribute("lang") === "de", "not in German");
    await see(keys, "membership, not signed, German");
    await keys.follow("main a.sg-button");
    await keys.follow("main a[href$='authority=officer']");
    await fillAll(keys, { job: "Leiterin Klimaschutz", confirm_by: "der Stadtrat" });
    await arrive(keys, /\/membership\?done=signed$/, "it is signed");
    await says(page, "der Stadtrat");
    await see(keys, "membership, signed, German");
    await keys.follow("main a[href$='/suggest-lead']");
    await tabTo(page, "#reason-language", "a reason");
    await page.keyboard.press("Space");
    await fillAll(keys, { why: "Sie schreiben gute Anträge." }); // and no city
    await seeWrong(keys, "suggest a lead city, German", "city", { why: "Sie schreiben gute Anträge." });
    expect(await page.locator("#reason-language").isChecked(), "the reason is lost");
    await page.goto(pageOf("b", "membership"));
    await keys.follow("main a[href$='/membership/leave']");
    await see(keys, "leave, German");
    await tabTo(page, "#sure", "the box");
    await page.keyboard.press("Space");
    await keys.send();
    await arrive(keys, /^\/me$/, "who left for the city is at home");
    await page.goto(pageOf("b", "membership"));
    expect((await page.locator("main a[href$='/commitment']").count()) === 0, "the pages of a city that left are open still");
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    const main = await somebody(site, browser, "main-contact-a", { viewport: NARROW });
    const bare = await somebody(site, browser, "main-contact-b", { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    const staff = await somebody(site, browser, "coordinator", {});
    const { page: visitor } = await openPage(browser, site.base, findings, {});
    sql(site, `update member_step set why = 'The only town of its valley.' where member_id = (select id from member_city where uid = '${"a".repeat(32)}')`);
    const city = "/cities/gabrovo-bg";
    await visitor.goto(city);
    await says(visitor, "Member city of this network since");
    await saysNot(visitor, "Somebody");
    const hand = { ...mouse(main), name: "with script", isLookedAt: true };
    await walkSigning(hand);
    await walkPause(hand);
    await visitor.goto(city);
    await says(visitor, "Member city of this network since");
    await see({ ...mouse(visitor), name: "with script", isLookedAt: true }, "a member city, as a visitor sees it");
    const looking = { ...mouse(staff), name: "with script", isLookedAt: true };
    const suggester = { ...mouse(await somebody(site, browser, "main-contact-c", { viewport: NARROW })), name: "with script", isLookedAt: true };
    await walkLeading(hand, looking, suggester, visitor, city);
    await walkBrought(site, hand);
    await walkCoordinator(looking, visitor, city);
    await walkGerman(keyboard(bare, "German, by keyboard"));
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("membership");
