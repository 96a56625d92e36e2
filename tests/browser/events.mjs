// SPDX-License-Identifier: AGPL-3.0-or-later
//
// An event, as people go to it in a browser: a coordinator makes one in three steps and opens it; a main contact registers on a
// phone-sized screen by keyboard; another city, in German without script, finds it full, waits, and comes when a place is given back;
// it is cancelled. What visitors see of it, as page, as feed and as calendar. Every state with axe.
//
//     [SHOTS=folder] node events.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const FORM = "main form[method=post] button[type=submit]";
const LINK = "https://meet.example/room";
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const inDays = (n, hour) => `${new Date(Date.now() + n * 86400_000).toISOString().slice(0, 10)}T${hour}`;
const textOf = (hand) => hand.page.locator("main").textContent();

async function somebody(kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

/* ---- made */

async function walkMaking(hand) {
    await hand.page.goto("/me");
    await hand.follow("main a[href='/events']");
    await see(hand, "events, none");
    await hand.follow("main a[href='/events/new']");
    await see(hand, "event, new");
    await hand.page.evaluate(() => document.querySelector("main form[method=post]").setAttribute("novalidate", ""));
    const what = { title: "What heat networks cost", says: "Three cities show their bills: <all> of them.", starts: inDays(20, "10:00") };
    await fillAll(hand, { ...what, ends: inDays(20, "09:00") }, FORM);
    await seeWrong(hand, "event, ends before it begins", "ends", what);
    await fillAll(hand, { ends: inDays(20, "11:30") }, FORM);
    await arrive(hand, /^\/events\/[0-9a-f]{32}\/where$/, "the first step");
    await see(hand, "event, where");
    await fillAll(hand, { place: "Town hall, room 3", online: "meet" }, FORM);
    await seeWrong(hand, "event, no link", "online", { place: "Town hall, room 3" });
    await fillAll(hand, { online: LINK, languages: "English, German" }, FORM);
    await arrive(hand, /\/who$/, "the second step");
    await see(hand, "event, who may come");
    await fillAll(hand, { seats: "1" }, FORM);
    await arrive(hand, /\/run\?done=saved$/, "the third step");
    await see(hand, "event, draft");
    expect((await ask(site.base, "/events")).text.includes("What heat networks cost") === false, "visitors see a draft");
    await hand.send("button[value=publish]");
    await arrive(hand, /\/run\?done=publish$/, "it is opened");
    await see(hand, "event, opened");
    return new URL(hand.page.url()).pathname.replace("/run", "");
}

/* ---- registered for */

async function walkRegistering(hand, event) {
    await hand.page.goto("/me");
    await hand.follow("footer a[href='/events']");
    await see(hand, "events");
    await hand.follow(`main a[href='${event}']`);
    await see(hand, "event, to register");
    expect(!(await textOf(hand)).includes(LINK), "the link is shown before one has registered");
    await fillAll(hand, { needs: "Lift 42" }, FORM);
    await arrive(hand, /\?done=come$/, "registered");
    await see(hand, "event, registered");
    expect((await textOf(hand)).includes(LINK), "the link is not shown to who has registered");
    await hand.page.goto("/me");
    expect((await textOf(hand)).includes("Your next date:"), "the desk does not have it");
    await see(hand, "desk with an event");
}

async function walkWaiting(hand, event) {
    await hand.page.goto(event);
    await see(hand, "event, full, German");
    const text = await textOf(hand);
    expect(/Alle Plätze sind vergeben/.test(text) && !/Lift 42|a{32}|Somebody/.test(text), `what another city sees: ${text}`);
    await hand.send(FORM);
    await arrive(hand, /\?done=wait$/, "in line");
    await see(hand, "event, in line, German");
    expect(!(await textOf(hand)).includes(LINK), "who waits sees the link");
}

async function walkGivingBack(hand, waiting, event) {
    await hand.page.goto(event);
    await hand.send("button[value=back]");
    await arrive(hand, /\?done=back$/, "given back");
    await see(hand, "event, given back");
    await waiting.page.goto(event);
    expect((await textOf(waiting)).includes(LINK), "who was first in line has no place");
    expect(sql(site, "select count(*) from mail where kind = 'event'") === "1", "who has a place now is not told");
}

/* ---- by visitors and machines */

async function walkVisitor(hand, event) {
    await hand.page.goto("/events");
    await see(hand, "events, visitor");
    const feed = await hand.page.locator("head link[type='application/atom+xml']").getAttribute("href");
    const atom = await ask(site.base, feed);
    const found = await hand.page.evaluate((text) => {
        const xml = new DOMParser().parseFromString(text, "application/xml");
        const all = (path) => [...xml.querySelectorAll(path)].map((node) => node.textContent);
        const one = (parent) => ["id", "title", "updated"].map((name) => [...parent.children].filter((node) => node.localName === name).length);
        return { bad: all("parsererror"), feed: one(xml.documentElement), author: all("feed > author > name"), self: xml.querySelector("feed > link[rel=self]")?.getAttribute("href"),
            space: xml.documentElement.namespaceURI, entries: [...xml.querySelectorAll("entry")].map((entry) => ({ counts: one(entry), id: entry.querySelector("id").textContent,
                says: entry.querySelector("summary").textContent, updated: entry.querySelector("updated").textContent })) };
    }, atom.text);
    expect(found.bad.length === 0, `the feed is no XML: ${found.bad}`);
    expect(found.space === "http://www.w3.org/2005/Atom" && String(found.feed) === "1,1,1" && found.author.length === 1 && found.self === `${site.base}/events.atom`, `the feed: ${JSON.stringify(found)}`);
    expect(found.entries.length === 1 && String(found.entries[0].counts) === "1,1,1" && /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(found.entries[0].id)
        && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(found.entries[0].updated) && found.entries[0].says.includes("<all>"), `the entry: ${JSON.stringify(found.entries)}`);
    const calendar = await ask(site.base, "/events.ics");
    const lines = calendar.text.split("\r\n");
    expect(lines[0] === "BEGIN:VCALENDAR" && lines.at(-2) === "END:VCALENDAR" && lines.every((line) => Buffer.byteLength(line) <= 75), "the calendar's lines");
    for (const name of ["VERSION:2.0", "PRODID:", "UID:", "DTSTAMP:", "DTSTART:", "DTEND:", "SUMMARY:"]) expect(lines.filter((line) => line.startsWith(name)).length === 1, `the calendar has not one ${name}`);
    for (const { text } of [atom, calendar]) expect(!text.includes("meet.example"), "machines are given the link");
    await hand.page.goto(event);
    await see(hand, "event, visitor");
    await hand.follow("main a.sg-button");
    await arrive(hand, /^\/sign-in\?next=/, "a visitor who wants to register");
}

/* ---- announced */

async function walkAnnouncing(hand, main, visitor) {
    await hand.page.goto("/me");
    await hand.follow("main a[href='/announcements']");
    await see(hand, "announcements, none");
    await hand.follow("main a[href='/announcements/new']");
    await see(hand, "announcement, new");
    await hand.page.evaluate(() => document.querySelector("main form[method=post]").setAttribute("novalidate", ""));
    const words = { title: "Shorter forms", says: "Four questions instead of nine. Tell us what is missing." };
    await fillAll(hand, words, FORM);
    await seeWrong(hand, "announcement, no day", "until", words);
    await fillAll(hand, { until: inDays(20, "").slice(0, 10) }, FORM);
    await arrive(hand, /^\/announcements\?done=made$/, "announced");
    await see(hand, "announcements");
    await main.page.goto("/me");
    expect((await textOf(main)).includes("Announced: Shorter forms"), "the desk does not have what is announced");
    await main.page.goto("/announcements?lang=de");
    await see(main, "announcements, German");
    await hand.follow("main .sg-row a[href^='/announcements/']");
    await see(hand, "announcement, to correct");
    await fillAll(hand, { title: "Shorter forms, by May" }, FORM);
    await arrive(hand, /\?done=save$/, "corrected");
    await visitor.page.goto("/announcements");
    await see(visitor, "announcements, visitor");
    expect((await textOf(visitor)).includes("Shorter forms, by May"), "visitors do not see what is announced to everybody");
    await hand.follow("main .sg-row a[href^='/announcements/']");
    await hand.send("button[value=back]");
    await arrive(hand, /\?done=back$/, "taken back");
    expect(!(await textOf(hand)).includes("Shorter forms"), "what was taken back stands there");
}

/* ---- cancelled */

async function walkCancelling(hand, event) {
    await hand.page.goto("/events");
    await hand.follow(`main a[href='${event}']`);
    await hand.follow(`main a[href='${event}/run']`);
    await see(hand, "event, who comes");
    expect((await textOf(hand)).includes("Somebody"), "who runs it does not see who comes");
    await hand.send("button[value=off]");
    await seeWrong(hand, "event, cancelled without a word", "why");
    await fillAll(hand, { why: "The hall is closed." }, "button[value=off]");
    await arrive(hand, /\?done=off$/, "cancelled");
    await see(hand, "event, cancelled");
    expect(sql(site, "select count(*) from mail where kind = 'event' and fields like '%what=off%'") === "1", "who comes is not told that it is cancelled");
    expect(/SEQUENCE:1\r\nSTATUS:CANCELLED\r\n/.test((await ask(site.base, "/events.ics")).text), "the calendar does not say that it is cancelled");
    await hand.send("button[value=copy]");
    await arrive(hand, /\?done=copy$/, "copied");
    await see(hand, "event, copy");
}

const site = await startSite(program);
const browser = await startBrowser();
try {
    const coordinator = { ...mouse(await somebody("coordinator")), isLookedAt: true };
    const main = { ...keyboard(await somebody("main-contact-a", { viewport: NARROW }), "by keyboard"), isLookedAt: true };
    const other = { ...mouse(await somebody("colleague-b", { javaScriptEnabled: false, locale: "de-DE" })), isLookedAt: false };
    const visitor = { ...mouse((await openPage(browser, site.base, findings)).page), isLookedAt: true };
    const event = await walkMaking(coordinator);
    await walkRegistering(main, event);
    await walkWaiting(other, event);
    await walkVisitor(visitor, event);
    await walkGivingBack(main, other, event);
    await walkAnnouncing(coordinator, main, visitor);
    await walkCancelling(coordinator, event);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("events");
