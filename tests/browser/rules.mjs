// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A rule of funding, as it comes to count: a coordinator writes it in short forms, with wrong input first, and asks a second person, who
// finds it on the desk, reads it in German on a phone without script, sees what it answers for five real cities, and says yes. Then it
// answers on its page and on the command line, is looked at again, changed, put back and taken away. Every state with axe.
//
//     [SHOTS=folder] node rules.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const FORM = "main form[method=post] button[type=submit]";
const RULE = "/funding-rules/small-cities-try-out";
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const textOf = (hand) => hand.page.locator("main").innerText();
const plainly = (hand) => hand.page.evaluate(() => document.querySelectorAll("main form").forEach((form) => form.setAttribute("novalidate", "")));

async function somebody(kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

const choose = (hand, id, value) => hand.page.locator(`#${id}`).selectOption(value);
const fits = (...args) => execFileSync(program, ["fits", "--db", site.db, ...args], { encoding: "utf8" });

/* ---- written */

async function walkBeginning(hand) {
    await hand.page.goto("/me");
    await hand.follow("main a[href='/funding-rules']");
    await see(hand, "funding rules");
    await hand.follow("main a[href='/funding-rules/new']");
    await see(hand, "funding rule, new");
    await plainly(hand);
    const words = { name: "Small cities: try out", source: "Ministry <of> cities" };
    await fillAll(hand, { ...words, url: "not a link" }, FORM);
    await seeWrong(hand, "funding rule, no link", "url", words);
    await fillAll(hand, { url: "https://ministry.example/try-out" }, FORM);
    await arrive(hand, new RegExp(`^${RULE}/change$`), "the draft");
    await see(hand, "funding rule, draft with nothing in it");
    await fillAll(hand, { why: "It is new." }, "main button[value=ask]");
    expect(/has no example/.test(await textOf(hand)), "a rule without an example can be asked for");
    await see(hand, "funding rule, asked for without an example");
}

async function addCondition(hand, fields, value) {
    await hand.page.goto(`${RULE}/change`);
    await hand.follow(`main a[href='${RULE}/change/conditions/new']`);
    for (const [id, chosen] of Object.entries(fields)) await choose(hand, id, chosen);
    await hand.fill("value", value);
    await hand.send(FORM);
}

async function walkConditions(hand) {
    await addCondition(hand, { what: "every-country", how: "eq" }, "Atlantis");
    await seeWrong(hand, "condition, no country", "value", { value: "Atlantis" });
    await fillAll(hand, { value: "EU, United Kingdom" }, FORM);
    await arrive(hand, /\/change\?done=saved$/, "the first condition");
    await see(hand, "funding rule, draft with a condition");
    await addCondition(hand, { what: "every-plan", how: "gte" }, "yes");
    await seeWrong(hand, "condition, a plan that is at least", "how", { value: "yes" });
    await hand.page.goto(`${RULE}/change/conditions/1`);
    await see(hand, "condition, to change");
    expect(await hand.page.locator("#value").inputValue() === "the EU, United Kingdom", "what was chosen does not stand there");
    await addCondition(hand, { what: "people", how: "gte", way: "single" }, "50,000");
    await addCondition(hand, { what: "people", how: "gte", way: "group" }, "50 000");
    await arrive(hand, /\/change\?done=saved$/, "conditions for ways");
    const text = await textOf(hand);
    expect(/as one city alone: people together: 50,000 or more/.test(text) && /as a group of cities: /.test(text), `the conditions: ${text}`);
}

async function walkExamples(hand) {
    const example = { says: "A Portuguese city of 42,000", on: "2026-11-23", cities: "Viseu: Portugal, 42,000" };
    await hand.page.goto(`${RULE}/change`);
    await hand.follow(`main a[href='${RULE}/change/examples/new']`);
    await see(hand, "example, new");
    await plainly(hand);
    await fillAll(hand, { ...example, cities: "Viseu: Portugal, big" }, FORM);
    await seeWrong(hand, "example, not understood", "cities", { says: example.says });
    await fillAll(hand, { cities: example.cities }, FORM);
    await seeWrong(hand, "example, something else comes out", "expect", example);
    expect(/The rule answers: does not fit, because .*short by 8,000/.test(await textOf(hand)), `what came out: ${await textOf(hand)}`);
    await choose(hand, "expect", "not");
    await choose(hand, "because", "people");
    await hand.send(FORM);
    await arrive(hand, /\/change\?done=saved$/, "the first example");
    await hand.follow(`main a[href='${RULE}/change/examples/new']`);
    await fillAll(hand, { says: "Two that join", on: "2026-11-23", cities: "Viseu: PT, population 42000\nZamora: Spain, 31.000" }, FORM);
    await arrive(hand, /\/change\?done=saved$/, "the second example");
    await see(hand, "funding rule, draft with examples");
}

async function walkMore(hand) {
    await hand.follow(`main a[href='${RULE}/change/days/new']`);
    await see(hand, "days, new");
    await plainly(hand);
    await fillAll(hand, { name: "funding call 1", opens: "2026-10-01", closes: "2026-09-01" }, FORM);
    await seeWrong(hand, "days, turned", "closes", { name: "funding call 1" });
    await fillAll(hand, { closes: "2027-03-01" }, FORM);
    await arrive(hand, /\/change\?done=saved$/, "days");
    await walkCalls(hand);
}

// Which funding calls go by it: from the programmes that are known here, wrong input first.
async function walkCalls(hand) {
    await hand.follow(`main a[href='${RULE}/change/calls/new']`);
    await see(hand, "funding calls of a rule, new");
    await plainly(hand);
    await fillAll(hand, { action: "Simple Grants" }, FORM);
    await seeWrong(hand, "funding calls of a rule, of anything", "identifier", { action: "Simple Grants" });
    await fillAll(hand, { identifier: "RIVERS-2026" }, FORM);
    await arrive(hand, /\/change\?done=saved$/, "funding calls of a rule");
    expect(/identifiers that begin with RIVERS-2026, of the type of action “Simple Grants”/.test(await textOf(hand)),
        `the funding calls: ${await textOf(hand)}`);
    await hand.page.goto(`${RULE}/change/calls/1`);
    expect(await hand.page.locator("#action").inputValue() === "Simple Grants", "what was typed does not stand there");
    await hand.page.click("main button[value=remove]");
    await arrive(hand, /\/change\?done=saved$/, "funding calls of a rule, removed");
    expect(/no funding call of the list is answered by this rule/.test(await textOf(hand)), "they are not removed");
}

// By keyboard, on a phone.
async function walkMoney(hand) {
    await hand.follow(`main a[href='${RULE}/change/money']`);
    await see(hand, "money of a rule");
    await fillAll(hand, { grant: "two", rate: "80" }, FORM);
    await seeWrong(hand, "money, no number", "grant", { grant: "two", rate: "80" });
    await fillAll(hand, { grant: "2,000,000" }, FORM);
    await arrive(hand, /\/change\?done=saved$/, "money");
    await hand.follow(`main a[href='${RULE}/change/more']`);
    await see(hand, "what else a rule asks");
    await fillAll(hand, { asks: "An idea that is new here.\nA partner.", note: "Simple forms." }, FORM);
    await arrive(hand, /\/change\?done=saved$/, "what else");
}

async function walkText(hand) {
    await hand.follow(`main a[href='${RULE}/change/text']`);
    await see(hand, "funding rule as text");
    const text = await hand.page.locator("#text").inputValue();
    await fillAll(hand, { text: text.replace('"gte"', '"atleast"') }, FORM);
    await seeWrong(hand, "funding rule as text, wrong", "text");
    expect(/atleast.*is no word of rules/.test(await textOf(hand)), "what is wrong in the text is not said with its place");
    await fillAll(hand, { text }, FORM);
    await arrive(hand, /\/change\?done=saved$/, "as text");
    expect(JSON.parse(text).cases.length === 2, "the text has not all examples");
}

async function walkAsking(hand) {
    await fillAll(hand, { why: "The ministry has opened its first call." }, "main button[value=ask]");
    await arrive(hand, new RegExp(`^${RULE}/answer$`), "a second person is asked");
    await see(hand, "funding rule, waits for a second person");
    expect(await hand.page.locator("button[value=yes]").count() === 0, "who wrote it can say yes");
    expect((await ask(site.base, RULE)).status === 404, "visitors see a rule that waits");
}

/* ---- the second person */

async function walkAnswering(hand, first) {
    await hand.page.goto("/me");
    expect(/Förderregel/.test(await textOf(hand)), `the desk does not have it: ${await textOf(hand)}`);
    await hand.follow(`main a[href='${RULE}/answer']`);
    await see(hand, "funding rule, to answer, German, phone");
    const text = await textOf(hand);
    expect(await hand.page.locator("#cities ~ ul .sg-row, section[aria-labelledby=cities] .sg-row").count() >= 5, `not five real cities: ${text}`);
    expect(/Für 1 Mitgliedsstadt ändert sich die Antwort/.test(text), `nothing of member cities: ${text}`);
    await hand.send("button[value=yes]");
    await seeWrong(hand, "funding rule, yes without a word", "answer");
    await fillAll(hand, { answer: "So steht es auf der Seite." }, "button[value=yes]");
    await arrive(hand, new RegExp(`^${RULE}\\?done=yes$`), "yes");
    await see(hand, "funding rule, in force, German");
    const said = fits("gabrovo-bg", "--rule", "small-cities-try-out");
    expect(/Small cities: try out/.test(said) && /(fits|does not fit)/.test(said), `the command line: ${said}`);
    await first.page.goto(RULE);
    await see(first, "funding rule, in force");
    const visitor = (await ask(site.base, RULE)).text;
    expect(visitor.includes("Small cities: try out") && visitor.includes("Ministry &lt;of&gt; cities") && !/Somebody|history/.test(visitor.slice(visitor.indexOf("<main"))), "what visitors see");
    expect(sql(site, "select count(*) from log_entry where what like '%funding-rule-agreed%'") === "1", "the yes is not in the log");
}

/* ---- kept true */

async function walkChecked(first, second) {
    await first.page.goto("/funding-rules/eui-ia-4");
    await see(first, "funding rule of the program");
    await first.send("button[value=checked]");
    await arrive(first, /eui-ia-4\?done=asked$/, "looked at again");
    await second.page.goto("/funding-rules/eui-ia-4/answer?lang=en");
    await see(second, "funding rule, looked at again, to answer");
    await fillAll(second, { answer: "I read it too." }, "button[value=yes]");
    await second.page.goto("/funding-rules/eui-ia-4?lang=en");
    expect(/gives way/.test(await textOf(second)), "it is not said that the rule of the program gives way");
    await second.follow("main a[href$='of=program']");
    await see(second, "funding rule of the program that gave way");
}

async function walkHistory(first, second) {
    await first.page.goto(RULE);
    await first.send("button[value=change]");
    await arrive(first, /\/change$/, "changing it");
    await first.page.goto(`${RULE}/change/conditions/2`);
    await fillAll(first, { value: "30,000" }, FORM);
    await arrive(first, /\/change\?done=saved$/, "a lower number");
    await see(first, "funding rule, draft with an example that fails");
    await fillAll(first, { why: "They lowered it." }, "main button[value=ask]");
    expect(/does not come out as it says\. The rule answers: fits/.test(await textOf(first)), `an example that fails is asked for: ${await textOf(first)}`);
    await see(first, "funding rule, refused by its example");
    await first.page.goto(`${RULE}/change/examples/1`);
    await choose(first, "expect", "fits");
    await first.send(FORM);
    await fillAll(first, { why: "They lowered it." }, "main button[value=ask]");
    await second.page.goto(`${RULE}/answer?lang=en`);
    await see(second, "funding rule, changed, to answer");
    expect(/So far/.test(await textOf(second)) && /changed/.test(await textOf(second)), "old does not stand beside new");
    await fillAll(second, { answer: "Right." }, "button[value=yes]");
    await first.page.goto(`${RULE}/history`);
    await see(first, "who changed a funding rule");
    await first.send(FORM);
    await arrive(first, /\/answer$/, "put back");
    await see(first, "funding rule, to be put back");
    await second.page.goto(`${RULE}/answer?lang=en`);
    await fillAll(second, { answer: "No, it stays." }, "button[value=no]");
    await arrive(second, /\?done=no$/, "no");
    await first.page.goto(RULE);
    await fillAll(first, { why: "The money is spent." }, "button[value=withdraw]");
    await second.page.goto(`${RULE}/answer?lang=en`);
    await see(second, "funding rule, to be taken away");
    await fillAll(second, { answer: "Yes." }, "button[value=yes]");
    await arrive(second, /\?done=withdrawn$/, "taken away");
    expect((await ask(site.base, RULE)).status === 404, "it is still there");
}

const site = await startSite(program);
const browser = await startBrowser();
try {
    const first = { ...mouse(await somebody("coordinator")), isLookedAt: true };
    const second = { ...mouse(await somebody("administrator", { javaScriptEnabled: false, locale: "de-DE", viewport: NARROW })), isLookedAt: false };
    await somebody("main-contact-a"); // of a member city that the evidence knows
    await walkBeginning(first);
    await walkConditions(first);
    await walkExamples(first);
    await walkMore(first);
    await walkMoney({ ...keyboard(first.page, "by keyboard"), isLookedAt: true });
    await walkText(first);
    await walkAsking(first);
    await walkAnswering(second, first);
    await walkChecked(first, second);
    await walkHistory(first, second);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("rules");
