// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which money fits, as people of a member city find it in a browser: from their own page to the rules and the reasons, alone and with the
// area around them; and as a visitor from the page of a city. Once with script, each state with axe; once in German, without script.
//
//     [SHOTS=folder] node funding.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, arrive, count } = statesOf(findings);
const pageOf = (city, what = "funding") => `/member-cities/${city.repeat(32)}/${what}`;

async function somebody(site, browser, kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

const textOf = (page, id) => page.locator(`#${id}`).innerText();

// From the desk to the answers; a reason is opened.
async function walkAnswers(hand) {
    const { page } = hand;
    await page.goto("/me");
    await hand.follow("main a[href$='/funding']");
    await arrive(hand, /\/funding$/, "from one's own page to the money");
    await see(hand, "money, nothing chosen");
    expect(/We cannot tell yet: needs the degree of urbanisation of Gabrovo/.test(await textOf(page, "rule-eui-exchange")), `no need is named: ${await textOf(page, "rule-eui-exchange")}`);
    expect(/(Seems not to|Does not) fit, because/.test(await textOf(page, "rule-digital")), "a rule that does not fit gives no reason");
    expect(/Would fit with 1 more city/.test(await textOf(page, "rule-digital")), "no smallest change");
    await hand.open("#rule-digital summary");
    expect(/no:\s+usually cities together: 2 or more \(here 1\)/.test(await textOf(page, "rule-digital")), `no clause: ${await textOf(page, "rule-digital")}`);
    await page.locator("section[aria-labelledby=rest] > details > summary").last().click();
    await see(hand, "money, reasons opened");
}

// The places around it that were chosen.
async function walkArea(hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "area"));
    for (let i = 0; i < 4; i++) await page.locator("main [name=place]").nth(i).check();
    await hand.send();
    await arrive(hand, /\/profile\?done=card$/, "the area is saved");
    await hand.follow("main a[href$='/funding']");
    await arrive(hand, /\/funding$/, "from the profile to the money");
    await see(hand, "money, with the area");
    expect(/Together with the area around you \([\d,]+ people in 4 municipalities\): (seems to fit|fits)/.test(await textOf(page, "rule-digital")), "the area changes no answer");
    expect(!/Together/.test(await textOf(page, "rule-eui-exchange")), "an answer that does not differ is repeated");
}

// A member city that closes the gap, with why it is worth talking to; then the two together, and without it again.
async function walkTogether(hand, site) {
    const { page } = hand;
    sql(site, `insert into profile (member_id, seen_by, need_says, offer_says, changed_at) select id, 'members', '', '', 1 from member_city;
        insert into profile_item (member_id, kind, what) select id, case when name = 'Celje' then 'offer' else 'need' end, 'energy' from member_city`);
    await page.goto(pageOf("a"));
    const gap = page.locator("#rule-interreg");
    expect(/Celje \(SI\), 37,872 people\.\s*They can help with what you want help with: Energy\.\s*Ask for a first talk/.test(await gap.innerText()), `nobody closes the gap: ${await gap.innerText()}`);
    await see(hand, "money, who closes the gap");
    await hand.follow("#rule-interreg a[href*='with=']");
    await arrive(hand, /\/funding\?with=b+$/, "the two together");
    expect(/Together with Celje \(SI\): (seems to fit|fits)/.test(await gap.innerText()), "the two together do not fit");
    await see(hand, "money, together with another city");
    await page.locator("#with").selectOption({ label: "Cetona (IT), population not known" });
    await hand.send("main form[method=get] button");
    await arrive(hand, /with=b+&with=c+$/, "three together");
    expect(/Together with Celje \(SI\), Cetona \(IT\): (seems to fit|fits)/.test(await gap.innerText()), `three do not fit: ${await gap.innerText()}`);
    await hand.follow("main a[href='/member-cities/" + "a".repeat(32) + "/funding?with=" + "c".repeat(32) + "']");
    await arrive(hand, /funding\?with=c+$/, "one is left out");
}

// The next funding calls that fit, all of them with their answers, narrowed to what would fit with partners, and one of them.
async function walkCalls(hand) {
    const { page } = hand;
    await page.goto(pageOf("a"));
    const next = page.locator("section[aria-labelledby=next]");
    expect(/\d+ fits?,\s+\d+ would fit with partners,\s+of \d+ we cannot tell yet/.test(await next.innerText()), `how many fit: ${await next.innerText()}`);
    expect(/One alone[^]*Seems to fit[^]*Rule: /.test(await next.innerText()) && await next.locator("li h3").count() <= 5, `what fits: ${await next.innerText()}`);
    await hand.follow("section[aria-labelledby=next] a[href$='/funding/calls']");
    await arrive(hand, /\/funding\/calls$/, "from the next ones to all of them");
    await see(hand, "funding calls of a member city");
    await page.goto(pageOf("a", "funding/calls?all=1"));
    expect(/Preparing energy[^]*We cannot tell yet: needs how much is to be invested/.test(await page.innerText("main")), "what is needed is not said");
    await hand.follow("main nav a[href*='fits=partners']");
    await arrive(hand, /\/funding\/calls\?fits=partners&all=1$/, "what would fit with partners");
    await see(hand, "funding calls of a member city, narrowed");
    expect(/Three together[^]*With partners it would/.test(await page.innerText("main")), "what would fit with partners is not there");
    expect(!/One alone|For researchers/.test(await page.innerText("main")), "it is not narrowed");
    await page.goto(await page.locator("h3 a", { hasText: "Three together" }).getAttribute("href"));
    await arrive(hand, /^\/funding\/[a-z0-9-]*horizon-cl5-2036-01-[0-9a-f]{8}$/, "to one of them");
    await see(hand, "a funding call, answered for us");
    expect(/Gabrovo: does not fit, because different countries: 3 or more \(here 1\)\.\s*Would fit with 2 more cities, from 2 more countries of the EU\./.test(await page.innerText("main")), `the answer: ${await page.innerText("main")}`);
}

// What the city has said counts for its people alone.
async function walkCallsAfter(hand, other) {
    await hand.page.goto(pageOf("a", "funding/calls?fits=yes&all=1"));
    const call = await hand.page.locator("h3 a", { hasText: "Preparing energy" }).getAttribute("href");
    expect(/Preparing energy/.test(await hand.page.innerText("main")), "what was said does not count");
    await hand.page.goto(call);
    expect(/Gabrovo: fits\./.test(await hand.page.innerText("main")), "what was said does not count for one funding call");
    await other.goto(call);
    expect(!/Gabrovo/.test(await other.innerText("main")) && /Celje: we cannot tell yet/.test(await other.innerText("main")), `another city reads: ${await other.innerText("main")}`);
    const answer = await other.goto(pageOf("a", "funding/calls"));
    expect(answer.status() >= 400, `another city opens the list: ${answer.status()}`);
    return call;
}

// What only the city knows: a slip, a colleague who was quicker, and then the rules that waited for it answer.
async function walkFacts(hand, colleague) {
    const { page } = hand;
    await page.goto(pageOf("a"));
    expect(/You can say it: to be invested, asked for, topic/.test(await textOf(page, "rule-elena")), "nothing leads to what is needed");
    await hand.follow("#rule-elena a[href='#investment']");
    await page.waitForFunction(() => document.activeElement.id === "investment" || location.hash === "#investment");
    await hand.fill("investment", "30 million");
    await hand.send("main button[value=want]");
    await seeWrong(hand, "money, no amount", "investment", { investment: "30 million" });
    await hand.fill("investment", "31.415.926");
    await hand.fill("grant", "€1,200,000");
    await page.locator("#topic").selectOption("energy");
    await colleague.goto(pageOf("a"));
    await hand.send("main button[value=want]");
    await arrive(hand, /done=saved$/, "what the city wants to do is saved");
    await see(hand, "money, said by the city");
    expect(/Fits\./.test(await textOf(page, "rule-elena")), `it is not asked again: ${await textOf(page, "rule-elena")}`);
    expect(await page.inputValue("#investment") === "31,415,926", "the amount is not there any more");
    expect(/Said on [^.]* by Somebody\./.test(await textOf(page, "investment-hint")), "it is not said who said it");
    await colleague.locator("#investment").fill("5");
    await colleague.locator("main button[value=want]").click();
    await seeWrong({ ...mouse(colleague), name: "a colleague" }, "money, a colleague was quicker", null, { investment: "5" });
}

const site = await startSite(program, { lists: { calls: [fileURLToPath(new URL("../http/lists/fits.csv", import.meta.url)), "--as-of", "2026-11-01"] } });
let browser = null;
try {
    browser = await startBrowser();
    const page = await somebody(site, browser, "main-contact-a", { viewport: NARROW });
    sql(site, `update member_city set name = 'Gabrovo', country = 'BG' where uid = '${"a".repeat(32)}'`);
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    await walkAnswers(hand);
    await walkCalls(hand);
    await walkArea(hand);
    const colleague = await somebody(site, browser, "colleague-a", {});
    for (const kind of ["main-contact-b", "main-contact-c"]) await (await somebody(site, browser, kind, {})).close();
    sql(site, `update member_city set name = 'Celje', country = 'SI', geonames_id = 3202781 where uid = '${"b".repeat(32)}';
        update member_city set name = 'Cetona' where uid = '${"c".repeat(32)}'`);
    await walkTogether(hand, site);
    await walkFacts(hand, colleague);
    const call = await walkCallsAfter(hand, await somebody(site, browser, "main-contact-b", {}));
    const bare = await somebody(site, browser, "main-contact-b", { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    const keys = keyboard(bare, "German, by keyboard");
    await bare.goto(pageOf("b"));
    await see(keys, "money, a city that no list has");
    for (const fact of ["plan", "eui_before"]) {
        await keysOf(findings).tabTo(bare, `#${fact}`, fact);
        await bare.keyboard.press("ArrowDown");
    }
    await keys.send("main button[value=have]");
    await arrive(keys, /done=saved$/, "saved by keyboard");
    await see(keys, "money, said by keyboard");
    expect(await bare.inputValue("#plan") === "yes" && await bare.inputValue("#letter") === "", "what was chosen is not there");
    expect(await bare.inputValue("#investment") === "", "what another city said is there");
    expect(!(await bare.content()).includes("31.415.926"), "what another city said is there");
    await bare.goto(pageOf("b", "funding/calls"));
    await see(keys, "funding calls of a member city, in German");
    const { page: visitor } = await openPage(browser, site.base, findings, {});
    const looks = { ...mouse(visitor), name: "a visitor", isLookedAt: true };
    await visitor.goto("/cities/gabrovo-bg");
    await looks.follow("main a[href$='/funding']");
    await arrive(looks, /^\/cities\/gabrovo-bg\/funding$/, "from a city to the money");
    await see(looks, "money, for visitors");
    expect(!/area around/.test(await visitor.textContent("main")), "a visitor reads of the area");
    await visitor.goto("/funding?city=gabrovo-bg&themes=all&all=1");
    await see(looks, "funding calls, answered for visitors");
    await looks.follow("main a[href*='fits=yes']");
    await arrive(looks, /fits=yes/, "only what fits");
    expect(/One alone/.test(await visitor.innerText("main")) && !/Preparing energy/.test(await visitor.innerText("main")), "a visitor reads what the city said");
    await visitor.goto(call);
    expect(!/Gabrovo/.test(await visitor.innerText("main")), "a visitor reads of a city");
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("funding");
