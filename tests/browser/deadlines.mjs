// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The way to a deadline, as people of a member city walk it in a browser: watch a funding call from the list, say how the council
// decides, see each latest day move, take the days into a calendar, make the address of it and end it; one that is too late, and what
// could be shortened; two stages; what another member city sees of it, and a visitor. With script and axe; and in German, by keyboard.
//
//     [SHOTS=folder] node deadlines.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

// 13 March 2035 is a Tuesday. What is soon is too late whatever the day is on which this runs.
const inDays = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const folder = mkdtempSync(join(tmpdir(), "smallgiants-deadlines-"));
const [list, portal] = [join(folder, "list.csv"), join(folder, "portal.jsonl")];
writeFileSync(list, "publisher,identifier,title,deadline,opens,country,status,pays\n" +
    "Harbour Fund,1,Warm homes,2035-03-13 17:00,2020-01-01,BE,open,preparing\n" +
    `Harbour Fund,2,Soon over,${inDays(12)} 12:00,2020-01-01,BE,open,preparing\n` +
    `Harbour Fund,3,Soon to begin,${inDays(80)} 12:00,2020-01-01,BE,open,preparing\n`);
writeFileSync(portal, JSON.stringify({ topicId: "HORIZON-2035-X", title: "Rivers in two steps", deadlineModel: "two-stage", callStatus: "open",
    startDate: "2020-01-01", deadlines: ["2035-03-13", "2035-11-13"] }) + "\n");

async function somebody(site, browser, kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

const BUTTON = "main button[value=watch]";

async function watch(hand, title) {
    await hand.page.goto("/funding");
    await hand.page.locator("main h3 a", { hasText: title }).click();
    await hand.page.waitForURL(/\/funding\/./);
    await hand.send(BUTTON);
}

// One click, and the days stand there.
let warm = "";
async function walkWatching(hand) {
    const { page } = hand;
    await page.goto("/funding");
    await page.locator("main h3 a", { hasText: "Warm homes" }).click();
    await arrive(hand, /^\/funding\/.+/, "the page of a funding call");
    await see(hand, "a funding call, for a member city");
    await hand.send(BUTTON);
    await arrive(hand, /\/deadlines\/[0-9a-f]{32}\?done=watched$/, "a funding call is watched");
    await see(hand, "a deadline, nothing said yet");
    const text = await textOf(page);
    // Usual: 30 days of work at two a week are fifteen weeks; 10, 5 and 5 working days before them, a day for full council.
    for (const part of ["Tuesday 13 March 2035, 17:00", "Monday 12 March 2035: Full council decides", "Monday 5 March 2035: Cabinet or committee decides",
        "Monday 26 February 2035: Scrutiny looks at it", "Monday 12 February 2035: Hand in the report", "Monday 30 October 2034: Begin to work on the bid",
        "Latest day to start: Monday 30 October 2034", "start value", "Public holidays are not known here"]) {
        expect(text.includes(part), `the first page does not say ${part}: ${text}`);
    }
    await page.goBack();
    await page.reload();
    expect(await page.locator("a:has-text('Your city watches it')").count() === 1, "its page does not know that it is watched");
    warm = new URL(page.url()).pathname;
}

async function walkCouncil(hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "deadlines"));
    await see(hand, "deadlines, one");
    await hand.follow("main a[href$='/council/before']");
    await arrive(hand, /\/council\/before$/, "to the council's way");
    await see(hand, "council, days");
    await fillAll(hand, { staff_days: "0" }, "button[value=next]");
    await seeWrong(hand, "council, wrong number", "staff_days", { staff_days: "0" });
    await fillAll(hand, { staff_days: "5", scrutiny_days: "0" }, "button[value=next]");
    await arrive(hand, /\/council\/meets$/, "to the meetings");
    await see(hand, "council, meetings");
    await fillAll(hand, { decides_dates: "first Tuesday 2035-13-01" }, "button[value=next]");
    await seeWrong(hand, "council, wrong dates", "decides_dates", { decides_dates: "first Tuesday 2035-13-01" });
    await fillAll(hand, { decides_dates: "2035-02-06, 2035-03-06" }, "button[value=next]");
    await arrive(hand, /\/council\/closed$/, "to recesses");
    await see(hand, "council, recesses");
    await fillAll(hand, { recesses: "2035-02-12 to 2035-02-23", election_from: "2035-03-01" });
    await seeWrong(hand, "council, half an election", "election_to");
    await fillAll(hand, { election_to: "2035-04-30" });
    await arrive(hand, /\/deadlines\?done=council$/, "back to the deadlines");
    await hand.follow("main h3 a");
    const text = await textOf(page);
    // Full council sits before the election, on 28 February; the committee on 6 February; ten working days and six weeks before it.
    for (const part of ["Wednesday 28 February 2035: Full council decides", "because of the time before the election", "Tuesday 6 February 2035: Cabinet or committee decides",
        "Tuesday 23 January 2035: Hand in the report", "Tuesday 12 December 2034: Begin to work"]) {
        expect(text.includes(part), `with the council's way there is no ${part}: ${text}`);
    }
    await page.locator("[id=own_money-no]").check();
    await page.locator("[id=size-small]").check();
    await hand.send("button[value=save]");
    await arrive(hand, /\?done=saved$/, "what is said of the bid");
    await see(hand, "a deadline, with the council's way");
    expect(!(await textOf(page)).includes("Full council decides\n"), "full council is asked though no money is put in");
    expect((await textOf(page)).includes("Tuesday 9 January 2035: Begin to work"), "a small bid takes as long");
}

async function walkCalendar(site, hand, browser) {
    const { page } = hand;
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("main a[href$='/calendar']").click()]);
    const days = readFileSync(await file.path(), "utf8").replaceAll("\r\n ", "");
    expect(/DTSTART;VALUE=DATE:20350313\r\nDTEND;VALUE=DATE:20350314[\s\S]*SUMMARY:Hand in the bid: Warm homes/.test(days), `the calendar: ${days}`);
    expect((days.match(/BEGIN:VEVENT/g) ?? []).length === 5, "an entry a step");
    await page.goto(pageOf("a", "deadlines"));
    await hand.send("button[value=make]");
    await see(hand, "deadlines, with an address");
    const address = (await page.locator("#address").innerText()).trim();
    const path = new URL(address).pathname;
    const all = await ask(site.base, path);
    expect(all.status === 200 && all.text.includes("Warm homes") && !/Ann|person/i.test(all.text), `the calendar of all: ${all.status} ${all.text}`);
    const feed = await ask(site.base, path.replace(/calendar$/, "feed"));
    expect(feed.status === 200 && /<entry>[\s\S]*Warm homes/.test(feed.text), "the feed");
    expect((await ask(site.base, path.replace(/~(.)/, "~x"))).status === 404, "a changed address leads somewhere");
    await hand.send("button[value=end]");
    await arrive(hand, /\?done=ended$/, "the address is ended");
    expect((await ask(site.base, path)).status === 404, "an address that was ended leads somewhere");
}

async function walkLate(hand) {
    const { page } = hand;
    await watch(hand, "Soon over");
    await see(hand, "a deadline, too late");
    const text = await textOf(page);
    expect(/Too late by \d+ days: the latest day to start was/.test(text) && text.includes("What could be shortened"), `too late is not said: ${text}`);
    await watch(hand, "Soon to begin"); /* five days a week, 46 working days of work and council: it begins in two weeks */
    expect(/Latest day to start: .*, in 1\d days/.test(await textOf(page)), "the latest day to start is not near");
    await page.goto("/me");
    expect(/Start by .*, if your city goes for Soon to begin/.test(await textOf(page)), "the desk does not say it");
    expect(!(await textOf(page)).includes("Soon over"), "what is long too late stays on the desk");
    await see(hand, "desk, with a deadline");
    await watch(hand, "Rivers");
    await see(hand, "a deadline, two stages");
    const stages = await textOf(page);
    expect(stages.includes("First stage: the latest day for each step") && stages.includes("Second stage: the latest day for each step") &&
        stages.includes("the hour is not named"), "two stages");
    const rivers = new URL(page.url()).pathname;
    await hand.send("button[value=begun]");
    await arrive(hand, /\/bids\/new\?watch=[0-9a-f]{32}$/, "who has begun is led to a bid");
    await page.goto(rivers);
    expect(/Hand in the report for the council by/.test(await textOf(page)), "who has begun does not read what is next");
}

// Another member city: it sees that there is one, and no person. In German, by keyboard, without script.
async function walkOther(site, hand) {
    const { page } = hand;
    const ann = sql(site, "select name from person order by id limit 1");
    await page.goto(warm);
    await hand.send(BUTTON);
    await see(hand, "Frist");
    const text = await textOf(page);
    expect(/1 andere Mitgliedsstadt/.test(text) && text.includes("Gabrovo"), `the other city is not named: ${text}`);
    expect(text.split(ann).length <= 2, "a person of another city"); /* both have the same name, and one of them is one's own */
    await page.goto(pageOf("b", "council/before"));
    await see(hand, "Rat");
    sql(site, "update watch set seen_by = 'city'");
    await page.goto(pageOf("b", "deadlines"));
    await see(hand, "Fristen");
    expect(!(await textOf(page)).includes("Gabrovo"), "a city is named that does not want to be");
}

const site = await startSite(program, { lists: { calls: [list, portal] } });
let browser = null;
try {
    browser = await startBrowser();
    const page = await somebody(site, browser, "main-contact-a", { viewport: NARROW });
    sql(site, `update member_city set name = 'Gabrovo', country = 'BG' where uid = '${"a".repeat(32)}'`);
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    await page.goto(pageOf("a", "deadlines"));
    await see(hand, "deadlines, none");
    await walkWatching(hand);
    await walkCouncil(hand);
    await walkCalendar(site, hand, browser);
    await walkLate(hand);
    const bare = await somebody(site, browser, "main-contact-b", { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    await walkOther(site, keyboard(bare, "German, by keyboard"));
    const visitor = await ask(site.base, warm);
    expect(visitor.status === 200 && !visitor.text.includes("value=\"watch\""), "a visitor has the button");
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${count()} states looked at`);
findings.done("deadlines");
