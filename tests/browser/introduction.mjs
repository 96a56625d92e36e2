// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A first talk between two cities, as people go it in a browser: from the card of a match on a phone-sized screen to both having said yes, and
// afterwards; a slip in the form. One city with script, each state with axe; the other by the link of a mail, without signing in, in German, by
// keyboard, without script.
//
//     [SHOTS=folder] node introduction.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { browserOf, signedLink, sql } from "../http/somebody.mjs";

const CLICKS_MAX = 4; // from the profile to having asked: the card, the sentence, the button
const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, arrive, count } = statesOf(findings);
const city = (letter) => `/member-cities/${letter.repeat(32)}`;
const now = () => Math.floor(Date.now() / 1000);

async function somebody(site, browser, token, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

async function walkAsking(hand) {
    const { page } = hand;
    let clicks = 0;
    await page.exposeFunction("clicked", () => { clicks++; });
    await page.addInitScript(() => addEventListener("click", (event) => event.isTrusted && event.detail > 0 && globalThis.clicked(), true));
    await page.goto(`${city("a")}/profile`);
    await hand.follow("#worth ~ ul a[href*='/ask/']");
    await arrive(hand, /\/ask\/b{32}$/, "the card leads to the form");
    await see(hand, "talk, to ask");
    await page.locator("#need").click();
    await hand.fill("need", "How you paid for the heat network before its first customers.");
    const asked = await page.inputValue("#slot_1");
    await page.locator("#slot_2").fill(asked);
    await hand.send();
    await seeWrong(hand, "talk, asked for the same half-hour twice", "slot_2", { slot_1: asked });
    await page.locator("#slot_2").fill(asked.replace(/T..:/, "T15:"));
    await hand.send();
    await arrive(hand, /\/introductions\?done=asked$/, "asked");
    await see(hand, "talks, one asked");
    expect(clicks - 1 <= CLICKS_MAX, `${clicks} clicks to ask, one of them after a slip`);
    console.log(`${clicks - 1} clicks from the profile to having asked`);
    await hand.follow("main .sg-row a");
    await arrive(hand, /\/introductions\/[0-9a-f]{32}$/, "the list leads to the page");
    await see(hand, "talk, it waits");
}

// Signed in, at a phone-sized screen: what the asked city sees.
async function walkSeen(hand, page, name, words) {
    await hand.page.goto(page);
    await see(hand, name);
    for (const part of words) expect((await hand.page.textContent("main")).includes(part), `${name}: does not say “${part}”`);
}

// By the link of the mail: nobody has signed in.
async function walkYes(keys, link) {
    await keys.page.goto(link);
    expect(await keys.page.locator("html").getAttribute("lang") === "de", "not in German");
    await see(keys, "talk, to answer by link");
    await keys.send("button[value=yes]");
    await arrive(keys, /done=yes$/, "yes");
    await see(keys, "talk, agreed by link");
    const text = await keys.page.textContent("main");
    expect(text.includes("@people.example") && (await keys.page.locator("main form").count()) === 0, "after a yes the other side is not there");
}

async function walkAfter(hand, keys, link, page) {
    await keys.page.goto(link);
    await see(keys, "talk, how it was, by link");
    await keys.send("button[value=useful]");
    await arrive(keys, /done=said$/, "useful");
    await keys.send("button[value=exchange]");
    await arrive(keys, /done=said$/, "an exchange");
    await walkSeen(hand, page, "talk, how it was", ["Did you talk?"]);
    await hand.send("button[value=useful]");
    await arrive(hand, /done=said$/, "useful");
    await see(hand, "talk, what next");
    await hand.send("button[value=exchange]");
    await arrive(hand, /done=said$/, "an exchange");
    await see(hand, "talk, all said");
    expect((await hand.page.textContent("main")).includes("Both of you named the same as next: an exchange."), "what both named is not said");
    await hand.fill("hours", "many");
    await hand.send("button[value=hours]");
    await seeWrong(hand, "first talk, hours that are none", "hours", { hours: "many" });
    await hand.fill("hours", "6");
    await hand.send("button[value=hours]");
    await arrive(hand, /done=said$/, "the hours are saved");
    await hand.page.goto("/me");
    expect(/has promised 6 hours a month/.test(await hand.page.textContent("main")), "the desk does not count what was promised");
    await see(hand, "desk, what was promised");
    await hand.page.goto(`${city("a")}/profile`);
    await see(hand, "profile, talked");
    expect((await hand.page.textContent("#worth ~ ul")).includes("useful to you."), "the card does not know of the talk");
}

const site = await startSite(program);
let browser = null;
try {
    const tokens = Object.fromEntries(execFileSync(makePeople, [site.db, "main-contact-a", "main-contact-b", "colleague-b"], { encoding: "utf8" }).trim().split("\n").map((line) => line.split(" ")));
    const person = (kind) => sql(site, `select id from person where mail like '${kind}-%'`);
    for (const [letter, name, country] of [["a", "Ciampino", "IT"], ["b", "Rauma", "FI"]]) sql(site, `update member_city set name = '${name}', country = '${country}' where uid = '${letter.repeat(32)}'`);
    for (const [letter, kind] of [["a", "need"], ["b", "offer"]]) {
        await Object.assign(browserOf(site), { token: tokens[`main-contact-${letter}`] }).post(`${city(letter)}/profile/${kind}`, { what: "energy" });
    }
    browser = await startBrowser();
    const hand = { ...mouse(await somebody(site, browser, tokens["main-contact-a"], { viewport: NARROW })), name: "with script", isLookedAt: true };
    const other = { ...mouse(await somebody(site, browser, tokens["main-contact-b"], { viewport: NARROW })), name: "with script", isLookedAt: true };
    const { page: bare } = await openPage(browser, site.base, findings, { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    await walkAsking(hand);
    const uid = sql(site, "select uid from introduction");
    const link = signedLink(site, "/first-talk/", `first-talk~${uid}-to-${person("main-contact-b")}~${now() + 86400}`);
    await walkSeen(other, `${city("b")}/introductions`, "talks, one to answer", ["They wait for your answer", "Ciampino (IT)"]);
    await walkSeen(other, `${city("b")}/introductions/${uid}`, "talk, to answer", ["You can help with what they want help with: Energy.", "1 colleague of your city gets this by mail"]);
    await walkYes(keyboard(bare, "German, by keyboard"), link);
    await walkSeen(hand, `${city("a")}/introductions/${uid}`, "talk, agreed", ["Main contact of Rauma (FI)", "Put it into my calendar"]);
    sql(site, `update introduction set slot = ${now() - 2 * 86400}`);
    await walkAfter(hand, keyboard(bare, "German, by keyboard"), link, `${city("a")}/introductions/${uid}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("introduction");
