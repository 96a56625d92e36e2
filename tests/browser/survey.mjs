// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The survey before a leadership programme, as those who hold it and those who answer walk it: six ready questions, one changed and one
// taken out, opening it without names, an answer by the link of the mail on a phone without script, in German: saved, gone on with,
// mended, sent, corrected; two with one link at once; reminding, results that show no small numbers, closing.
//
//     [SHOTS=folder] node survey.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openPage, startBrowser } from "./chromium.mjs";
import { mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { see, fillAll, arrive, count } = statesOf(findings);
const UID = "a".repeat(32);
const PROGRAMME = "1".repeat(32);
const pageOf = (behind = "") => `/member-cities/${UID}/programmes/${PROGRAMME}/survey${behind}`;
const textOf = (page) => page.locator("main").innerText();
const linkOf = (site, who, secret) => signedLink(site, "/surveys/", `survey~${String(who).repeat(32)}-${secret.repeat(32)}~${Math.floor(Date.now() / 1000) + 86400}`);

// A leadership programme with nine who take part.
function addProgramme(site) {
    const member = sql(site, `select id from member_city where uid = '${UID}'`);
    sql(site, `insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
        sectors_shown, chatham, notes_read_by, rules_more, code, published_at, made_by, made_at, changed_at, rev)
        values (1, '${PROGRAMME}', ${member}, 'city', '', 'Leaders 2027', '', 'en de', '', 21000, 21002, 'participants', 1, 1, 1, 'participants', '',
        'ABC234', null, null, 1, 1, 1)`);
    sql(site, "insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at) values (1, 1, 1, 'draft', 0, null, 1)");
    for (let i = 1; i <= 9; i++) {
        sql(site, `insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, mail_folded, language, came_by, made_at)
            values (${i}, '${String(i).repeat(32)}', 1, 'Person ${i}', 'P${i}', 'Works ${i}', 'public', '', 'p${i}@a.example', 'p${i}@a.example', 'de',
            'invited', 1)`);
    }
}

// A structure of LimeSurvey: what is wrong is said by its line, what is right is looked at, and kept with a second click.
async function walkImport(hand) {
    const { page, site } = hand;
    const small = readFileSync(new URL("../fuzz/corpus/survey/small.lss", import.meta.url), "utf8");
    await page.goto(pageOf());
    await hand.follow("main a[href$='/survey/import']");
    await see(hand, "survey, import");
    await fillAll(hand, { rows: "<?xml version='1.0'?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType>\n x\n</document>" }, "button[value=look]");
    await see(hand, "survey, import, what is wrong");
    expect(/Line [345]: text stands between its elements/.test(await textOf(page)), `the line is not said: ${await textOf(page)}`);
    expect(await page.locator("button[value=keep]").count() === 0, "what is wrong can be kept");
    expect((await page.inputValue("#rows")).includes("<document>"), "what was pasted is lost");
    await fillAll(hand, { rows: small }, "button[value=look]");
    await see(hand, "survey, import, looked at");
    expect(sql(site, "select count(*) from survey") === "0", "looking keeps something");
    await hand.send("button[value=keep]");
    await arrive(hand, /\?done=brought$/, "it is the survey");
    await see(hand, "survey, imported");
    const n = await page.locator("section[aria-labelledby=asked] li").count();
    expect(n > 3 && sql(site, "select count(*) from survey where opened_at is null") === "1", `it asks ${n}`);
    await hand.follow("main a[href$='/survey/import']"); // again, over it
    await fillAll(hand, { rows: small }, "button[value=look]");
    expect(/takes the place of the \d+ questions/.test(await textOf(page)), "that it replaces one is not said");
    sql(site, "update survey set rev = rev + 1");
    await hand.send("button[value=keep]");
    expect(await page.locator("button[value=keep]").count() === 1 && sql(site, "select rev from survey") === "2", "what somebody changed meanwhile is replaced unseen");
    sql(site, "update survey set opened_at = 1, named = 0");
    const opened = await page.goto(pageOf("/import"));
    expect(opened.status() === 404, "an open survey can be replaced");
    sql(site, "delete from survey");
}

// Sections change places, and back, unless a condition would be about what comes later.
async function walkSections(hand) {
    const { page, site } = hand;
    const titles = () => page.locator("section[aria-labelledby=asked] h3").allInnerTexts();
    await page.goto(pageOf());
    const structure = sql(site, "select structure from survey");
    expect((await titles()).join("|") === "Where we are|Where we want to go", `the sections: ${await titles()}`);
    await page.locator("button[value=section_down]").first().focus();
    const loaded = page.waitForEvent("framenavigated");
    await page.keyboard.press("Enter");
    await loaded;
    await page.waitForLoadState("load");
    await see(hand, "survey, a section that cannot be asked later");
    expect(/“Why so low\?” is asked depends on “How well do we share/.test(await textOf(page)), `which condition is not said: ${await textOf(page)}`);
    expect(sql(site, "select structure from survey") === structure, "what is refused changes something");
    await page.goto(pageOf("/questions/q7?part=more"));
    await fillAll(hand, { when: "" }, "button[value=save]");
    await page.goto(pageOf());
    await hand.send("button[value=section_up]");
    await arrive(hand, /\?done=section$/, "a section is asked earlier");
    await see(hand, "survey, a section stands elsewhere");
    expect((await titles()).join("|") === "Where we want to go|Where we are", `moved, the sections: ${await titles()}`);
    const numbers = await page.locator("section[aria-labelledby=asked] ol").evaluateAll((all) => all.map((one) => one.start));
    expect(numbers[0] === 1 && numbers[1] > 1, `questions are numbered ${numbers}`);
    await hand.send("button[value=section_down]");
    expect((await titles()).join("|") === "Where we are|Where we want to go", "it does not go back");
    await page.goto(pageOf("/questions/q7?part=more"));
    await fillAll(hand, { when: "shared <= 2" }, "button[value=save]");
}

async function walkMaking(hand) {
    const { page } = hand;
    await page.goto(pageOf());
    await see(hand, "survey, none");
    await hand.send("button[value=make]");
    await arrive(hand, /survey\?done=made$/, "a survey begins");
    await see(hand, "survey, six questions");
    expect(await page.locator("section[aria-labelledby=asked] li").count() === 6, "there are not six questions");
    const asked = (await page.locator("section[aria-labelledby=asked] li a").evaluateAll((all) => all.map((a) => a.getAttribute("href")))).findIndex((href) => href.endsWith("/hinders"));
    await hand.follow("main a[href$='/survey/questions/hinders']");
    await see(hand, "survey, a question");
    await fillAll(hand, { title: "What holds us <back>?", options: "Money\nTime and people\nMeetings" }, "button[value=save]");
    await arrive(hand, /\?done=saved$/, "a question is saved");
    expect((await textOf(page)).includes("What holds us <back>?"), "the new words do not stand there");
    await page.goto(pageOf("/questions/shared"));
    await fillAll(hand, { options: "one" }, "button[value=save]");
    await see(hand, "survey, a question, no scale");
    expect(await page.locator("#mistakes a[href='#options']").count() > 0 && await page.inputValue("#options") === "one", "what is no scale is not told");
    await page.goto(pageOf("/questions/new"));
    await page.selectOption("#kind", "text");
    await fillAll(hand, { title: "Why so low?" }, "button[value=save]");
    await arrive(hand, /\?done=saved$/, "a question is added");
    await page.goto(pageOf("/questions/q7"));
    await hand.follow("main a[href$='part=more']");
    await see(hand, "survey, a question, more");
    await fillAll(hand, { when: "gone = 2" }, "button[value=save]");
    expect(await page.locator("#mistakes a[href='#when']").count() === 1, "a condition about no question is not told");
    await fillAll(hand, { when: "shared <= 2" }, "button[value=save]");
    await page.goto(pageOf("/questions/q7?part=more"));
    expect((await page.inputValue("#when")) === 'shared <= "2"', "its condition is lost");
    await page.goto(pageOf("/questions/hinders"));
    await fillAll(hand, { title: "What holds us back?" }, "button[value=up]");
    await arrive(hand, /\?done=moved$/, "a question is asked earlier");
    const order = await page.locator("section[aria-labelledby=asked] li").allInnerTexts();
    expect(order.findIndex((line) => line.includes("What holds us back?")) === asked - 1, `the order: ${order.join(" | ")}`);
    await page.goto(pageOf("/questions/hinders"));
    await hand.send("button[value=down]");
    await page.goto(pageOf("/questions/q7"));
    let ups = -1;
    do {
        await page.goto(pageOf("/questions/q7"));
        await hand.send("button[value=up]");
    } while (++ups < 8 && /done=moved/.test(page.url()));
    expect(await page.locator("#mistakes a[href='#title']").count() === 1, "a question is moved before what it depends on");
    await see(hand, "survey, a question that cannot be asked earlier");
    for (; ups > 0; ups--) {
        await page.goto(pageOf("/questions/q7"));
        await hand.send("button[value=down]");
    }
    await walkSections(hand);
    await page.goto(pageOf("/questions/works"));
    await hand.send("button[value=remove]");
    await arrive(hand, /\?done=removed$/, "a question is taken out");
    await hand.follow("main a[href$='/survey/see']");
    await see(hand, "survey, as who answers sees it");
    await page.goto(pageOf());
    await hand.send("button[value=open]");
    expect(/say whether answers stand with names/.test(await textOf(page)), "it opens without saying whether it names");
    await see(hand, "survey, names not chosen");
    await page.locator("#named-no").check();
    await hand.send("button[value=open]");
    await arrive(hand, /\?done=open$/, "it is opened");
    await see(hand, "survey, open");
    expect((await textOf(page)).includes("0 of 9 who were asked have answered"), `nine were not asked: ${await textOf(page)}`);
    expect(sql(hand.site, "select count(*) from mail where kind = 'survey'") === "9", "nine mails do not wait");
    expect(sql(hand.site, "select count(*) from survey_answered a join survey s on s.id = a.survey_id where s.kind = 'aims_before'") === "9", "the aims are not asked in the same mail");
    expect(sql(hand.site, "select stage from programme_stage order by number desc limit 1") === "survey_open", "the leadership programme does not say that it is open");
}

// By the link, in German, on a phone, without script.
async function walkAnswering(hand) {
    const { page, site } = hand;
    await page.goto(linkOf(site, 1, "a"));
    await see(hand, "Umfrage, Anfang");
    const text = await textOf(page);
    expect(/ohne Namen/.test(text) && /Server betreibt/.test(text), `who could find out is not said first: ${text}`);
    await hand.follow("main a.sg-button");
    await see(hand, "Umfrage, eine Seite");
    await hand.send("button[value=next]");
    await see(hand, "Umfrage, nichts gewählt");
    expect(await page.locator("#mistakes a[href^='#part']").count() === 2, `two are not named as missing: ${await textOf(page)}`);
    await page.locator("[id='q.shared.0']").check();
    await hand.send("button[value=later]");
    await arrive(hand, /\?done=saved$/, "it is saved for later");
    await see(hand, "Umfrage, gesichert");
    await page.goto(new URL(page.url()).pathname + "/1"); // from anywhere
    expect(await page.locator("[id='q.shared.0']").isChecked(), "what was saved is not there");
    await page.locator("[id='q.hinders.1']").check();
    await hand.send("button[value=next]");
    await see(hand, "Umfrage, zweite Seite");
    await page.selectOption("[id='q.first.1']", "skills");
    await page.selectOption("[id='q.first.2']", "skills");
    await page.locator("[id='q.years']").fill("bald");
    await hand.send("button[value=next]");
    await see(hand, "Umfrage, Fehler");
    expect(await page.locator("#mistakes li").count() === 2 && await page.inputValue("[id='q.years']") === "bald", `two mistakes are not told: ${await textOf(page)}`);
    await page.selectOption("[id='q.first.2']", "energy");
    await page.locator("[id='q.years']").fill("5");
    await hand.send("button[value=next]");
    expect(/\/3$/.test(page.url()), `what follows from an answer is not asked: ${page.url()}`);
    await page.locator("[id='q.q7']").fill("Weil <keiner> fragt");
    await hand.send("button[value=next]");
    await see(hand, "Umfrage, Ende");
    await hand.send("button[value=send]");
    await arrive(hand, /\?done=sent$/, "it is sent");
    await see(hand, "Umfrage, abgeschickt");
    expect(sql(site, "select n from survey_total where code = 'first' and row_code = '1' and value = 'skills'") === "1", "the answer does not count");
    await page.goto(new URL(page.url()).pathname + "/2");
    await page.selectOption("[id='q.first.1']", "funds");
    await hand.send("button[value=later]");
    expect(sql(site, "select n from survey_total where code = 'first' and row_code = '1' and value = 'funds'") === "1", "a correction does not count");
    await page.goto(linkOf(site, 1, "b")); // another link of the same one
    await page.goto(new URL(page.url()).pathname + "/1");
    await page.locator("[id='q.shared.4']").check();
    await page.locator("[id='q.hinders.0']").check();
    await hand.send("button[value=next]");
    await page.selectOption("[id='q.first.1']", "data");
    await hand.send("button[value=next]");
    await hand.send("button[value=send]");
    await see(hand, "Umfrage, zweiter Link");
    expect(await page.locator("#mistakes").count() === 1, "one who has answered answers twice");
}

async function walkTogether(hand) {
    const { page, site } = hand;
    await page.goto(linkOf(site, 2, "c") + "/1");
    const other = await page.context().newPage();
    await other.goto(page.url());
    await page.locator("[id='q.shared.2']").check();
    await page.locator("[id='q.hinders.1']").check();
    await hand.send("button[value=next]");
    await other.locator("[id='q.shared.4']").check();
    await other.locator("[id='q.hinders.1']").check();
    await other.locator("button[value=next]").click();
    await other.waitForLoadState("load");
    expect(/Saved meanwhile: 3/.test(await textOf(other)) && await other.locator("[id='q.shared.4']").isChecked(), `what a colleague saved is not shown: ${await textOf(other)}`);
    await other.close();
}

async function walkResults(hand) {
    const { page, site } = hand;
    await page.goto(pageOf("/results"));
    await see(hand, "survey, results of one");
    expect(/needs ten answers/.test(await textOf(page)) && /change by five at once/.test(await textOf(page)), "what one said is shown");
    const survey = sql(site, "select id from survey where kind = 'before'");
    sql(site, `update survey_total set n = 6 where n > 0; insert into survey_total (survey_id, sector, code, row_code, value, n) values (${survey}, '', 'first', '1', 'data', 3); update survey_total set n = 9 where code = 'first' and row_code = '' and value = ''; update survey_total set shown = n`);
    await page.goto(pageOf("/results"));
    await see(hand, "survey, results");
    const text = await textOf(page);
    expect(text.includes("6 of 9 put “Money for projects” first: What should our city work on first?"), `what most put first is not said: ${text}`);
    expect(/Data and digital services\s+fewer than 5/.test(text), `three are shown: ${text}`);
    await hand.send("li:has-text('Money for projects') button[value=wall]");
    await arrive(hand, /results\?done=wall$/, "a sentence is hung on the wall");
    await see(hand, "survey, a sentence on the wall");
    const line = page.locator("li:has-text('Money for projects')").first();
    expect(/It hangs on the wall/.test(await line.innerText()) && await line.locator("button[value=wall]").count() === 0, "what hangs there can be hung once more");
    const blocks = sql(site, "select count(*) from programme_block");
    await hand.send("li:has-text('Money for projects') button[value=agenda]");
    expect(await page.locator("#mistakes").count() === 1 && sql(site, "select count(*) from programme_block") === blocks, "without a session it is said what is missing");
    await see(hand, "survey, no session for a sentence");
    sql(site, "insert into programme_session (id, uid, programme_id, number, day_on, begins, ends, title) values (1, '" + "5".repeat(32) + "', 1, 1, 21000, 540, 720, '')");
    await hand.send("li:has-text('Money for projects') button[value=agenda]");
    await arrive(hand, /results\?done=agenda$/, "a sentence becomes a block");
    await see(hand, "survey, a sentence on the agenda");
    expect(sql(site, "select title || '/' || minutes from programme_block where purpose like '6 of 9 put%'") === "What should our city work on first?/20", "the block says something else");
    expect(/It stands on the agenda/.test(await line.innerText()) && await line.locator("form").count() === 0, "what stands there can be put there once more");
    await page.goto(pageOf().replace(/survey$/, "agenda"));
    expect(/6 of 9 put “Money for projects” first/.test(await textOf(page)), `the agenda does not say it: ${await textOf(page)}`);
    await page.goto(pageOf("/results"));
    expect(await page.locator("a[href$='answers.csv']").count() === 0 && (await page.request.get(pageOf("/answers.csv"))).status() === 404, "single answers are given out where nobody is named");
    await hand.follow("main a[href$='/wall']");
    await page.waitForURL(/\/wall$/);
    expect((await textOf(page)).includes("6 of 9 put “Money for projects” first"), `the sentence is no card: ${await textOf(page)}`);
    await page.goto(pageOf());
    expect(/not many, or nobody, have begun/.test(await textOf(page)), `who began is not said as it may be: ${await textOf(page)}`);
    await hand.send("button[value=remind]");
    await arrive(hand, /\?done=reminded$/, "who has not answered is reminded");
    expect(sql(site, "select count(*) from mail where kind = 'survey-reminder'") === "8", "eight are not reminded");
    await hand.send("button[value=close]");
    await arrive(hand, /\?done=closed$/, "it is closed");
    await see(hand, "survey, closed");
    await page.goto(linkOf(site, 1, "a"));
    await see(hand, "survey, closed, for who answered");
    expect(/The survey is closed/.test(await textOf(page)), "who answered does not read that it is closed");
}

// Named from the beginning: single answers as a table, who said them first; in German.
async function walkNamed(hand) {
    const { page, site } = hand;
    const survey = sql(site, "select id from survey where kind = 'before'");
    sql(site, `update survey set named = 1 where id = ${survey}; update participant set name = '=Person 3' where id = 3;
        insert into survey_answer (survey_id, digest, participant_id, sector, sent, body, rev)
        select ${survey}, 'd3', 3, 'public', 1, body, 1 from survey_answer where survey_id = ${survey} and sent = 1 and participant_id is null limit 1`);
    await page.goto(pageOf("/results"));
    await see(hand, "survey, results with names");
    const answer = await page.request.get(new URL(await page.locator("a[href$='answers.csv']").getAttribute("href"), page.url()).href);
    const [head, first, ...more] = (await answer.text()).replace(/^\ufeff/, "").trim().split("\r\n");
    expect(/^"?name"?,"?organisation"?,"?sector"?,"?shared\. How well do we share/.test(head), `its head: ${head}`);
    expect(/^"?'=Person 3"?,"?Works 3"?,"?public"?,/.test(first) && first.includes("Money for projects") && more.length === 0, `its rows: ${first} | ${more}`);
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    const { page } = await openPage(browser, site.base, findings, { viewport: NARROW });
    const token = execFileSync(makePeople, [site.db, "main-contact-a"], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    addProgramme(site);
    const hand = { ...mouse(page), name: "with script", isLookedAt: true, site };
    await walkImport(hand);
    await walkMaking(hand);
    const phone = await openPage(browser, site.base, findings, { javaScriptEnabled: false, locale: "de-DE", viewport: NARROW });
    await walkAnswering({ ...mouse(phone.page), name: "phone", site });
    await walkTogether(hand);
    await walkResults(hand);
    await walkNamed(hand);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("survey");
