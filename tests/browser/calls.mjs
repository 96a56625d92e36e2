// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Funding calls as somebody with one minute finds them in a browser: the list, what a network needs first in one click, words and a
// choice together, a fund that people remember wrongly, one funding call with its text; with script, each state with axe; once in
// German, without script, by keyboard.
//
//     [SHOTS=folder] node calls.mjs PROGRAM

import { fileURLToPath } from "node:url";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";

const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, fillAll, arrive, count } = statesOf(findings);
const list = (name) => fileURLToPath(new URL(`../http/lists/${name}`, import.meta.url));
const says = async (hand, what, name) => expect(what.test(await hand.page.locator("main").innerText()), `${name}: not there: ${what}`);

async function walkList(hand) {
    await hand.page.goto("/funding");
    await see(hand, "funding calls");
    await hand.follow("main a[href='/funding?pays=first-steps']");
    await arrive(hand, /pays=first-steps$/, "what a network needs first");
    await says(hand, /Networks that meet/, "first steps");
    await see(hand, "funding calls, first steps");
    await hand.page.goto("/funding");
    await fillAll(hand, { text: "social challenge fund" });
    await arrive(hand, /q=social/, "a fund that is remembered");
    await says(hand, /Social Challenges Innovation Platform: closed on 21 December 2017/, "a fund that is remembered");
    await see(hand, "funding calls, a fund remembered");
    await fillAll(hand, { text: "heat pumps" });
    await hand.follow("main .sg-facets a[href*='pays=preparing']");
    await arrive(hand, /q=heat.*pays=preparing/, "words and a choice");
    await says(hand, /2 funding calls/, "words and a choice");
    await see(hand, "funding calls, words and a choice");
}

async function walkOne(hand) {
    await hand.follow("main h3 a[href^='/funding/']");
    await arrive(hand, /^\/funding\/life-2036-cet-light$/, "one funding call");
    await says(hand, /16 September 2036/, "one funding call");
    await see(hand, "one funding call");
    for (const summary of await hand.page.locator("main details > summary").all()) await summary.click();
    await see(hand, "one funding call, all opened");
    await hand.page.goto("/funding/uia-2019-5");
    await says(hand, /This funding call is over[^]*closed on 12 December 2019/, "one that is over");
    await see(hand, "one funding call, over");
    await hand.page.goto("/search?q=street+lighting");
    await says(hand, /Funding calls with these words/, "search");
    await see(hand, "search, with funding calls");
}

const site = await startSite(process.argv[2], { lists: { calls: [list("funding.csv"), list("calls.jsonl")] } });
let browser = null;
try {
    browser = await startBrowser();
    const { page } = await openPage(browser, site.base, findings, { viewport: NARROW });
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    await walkList(hand);
    await walkOne(hand);
    const { page: bare } = await openPage(browser, site.base, findings, { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    const keys = keyboard(bare, "German, by keyboard");
    await bare.goto("/funding");
    await keys.fill("text", "lighting");
    await keys.send();
    await arrive(keys, /q=lighting/, "by keyboard");
    await see(keys, "funding calls, found");
    await keys.follow("main h3 a[href^='/funding/']");
    await arrive(keys, /^\/funding\/life/, "one funding call by keyboard");
    await see(keys, "one funding call");
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("funding calls");
