// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How far a city is, by many voices: somebody of a city begins, adds people, hands out links; who rates does so without an account, in
// German, by keyboard and without script, and reads where they see it differently; the round is closed, what it came to is looked at,
// a level is agreed on, the next round begins. Another city sees nothing of it. With axe; and the page of the framework.
//
//     [SHOTS=folder] node assessment.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard, tabTo } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const pageOf = (city, what) => `/member-cities/${city.repeat(32)}/${what}`;
const textOf = (page) => page.locator("main").innerText();
const SHORT = ["VIS-1", "VIS-3", "LED-1", "LED-2", "PEO-1", "PEO-3", "SRV-1", "DAT-1", "TEC-1", "FIN-1", "FIN-2", "DEL-1"];

// What seven people say of the twelve questions; 0: they do not know. The seventh sees it differently from most.
const SAID = [
    [2, 3, 2, 1, 4, 3, 2, 3, 2, 1, 4, 3], [2, 3, 3, 1, 4, 0, 2, 3, 3, 1, 4, 0], [3, 3, 2, 2, 5, 3, 3, 3, 2, 2, 5, 3], [2, 4, 2, 1, 4, 2, 2, 4, 2, 1, 4, 2],
    [1, 3, 0, 2, 4, 3, 1, 3, 0, 2, 4, 3], [2, 3, 2, 1, 3, 3, 2, 3, 2, 1, 3, 3], [4, 2, 5, 3, 1, 0, 4, 2, 5, 3, 1, 0],
];
const PEOPLE = ["Ann Anders; public", "Bo Berg; public", "Cem Can; public", "Dora Dorn; private", "Eva Ek; private", "Finn Foss; private", "Gus Grau; ; gus@a.example"];

async function somebody(site, browser, kind, name, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    sql(site, `update person set name = '${name}' where id = (select max(id) from person)`);
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

let assessment = "";
const links = [];

async function walkBeginning(hand) {
    const { page } = hand;
    await page.goto(pageOf("a", "assessments"));
    await see(hand, "assessments, none");
    await page.locator("main a.sg-button").click();
    await see(hand, "an assessment begins");
    await page.evaluate(() => { document.querySelectorAll("[required]").forEach((field) => field.removeAttribute("required")); });
    await fillAll(hand, { name: "" }, "button[value=begin]");
    await seeWrong(hand, "an assessment, no name", "name");
    await fillAll(hand, { name: "How far are <we>?" }, "button[value=begin]");
    await arrive(hand, /\/assessments\/[0-9a-f]{32}\?done=begun$/, "it is begun");
    assessment = new URL(page.url()).pathname;
    await see(hand, "an assessment, nobody rates");
    await fillAll(hand, { names: "Ann Anders; state" }, "button[value=add]");
    await seeWrong(hand, "people of no sector", "names", { names: "Ann Anders; state" });
    await fillAll(hand, { names: "Ann Anders; public; ann" }, "button[value=add]");
    await seeWrong(hand, "people with no address", "names", { names: "Ann Anders; public; ann" });
    await fillAll(hand, { names: `${PEOPLE.join("\n")}\nHed Hall; third\n` }, "button[value=add]");
    await arrive(hand, /\?done=people$/, "they are added");
    await see(hand, "an assessment, eight rate");
    await hand.send("li:has-text('Hed Hall') button[value=out]");
    await arrive(hand, /\?done=out$/, "one is taken out");
    expect(!(await textOf(page)).includes("Hed Hall"), "who was taken out stands there");
    links.push(...await page.locator("main a[href^='/rate/']").evaluateAll((all) => all.map((link) => link.getAttribute("href"))));
    expect(links.length === PEOPLE.length && (await textOf(page)).includes("0 of 7"), `the links: ${links.length}`);
}

// Who has an address is mailed their link, which leaves the page; who has not finished is reminded, once in two days.
async function walkMails(hand, site) {
    const { page } = hand;
    await page.goto(assessment);
    await hand.send("button[value=send]");
    await arrive(hand, /\?done=sent$/, "a link is mailed");
    expect(await page.locator("main a[href^='/rate/']").count() === PEOPLE.length - 1, "a link that was mailed stands on the page");
    await hand.send("button[value=remind]");
    await arrive(hand, /\?done=reminded$/, "who has not finished is reminded");
    await see(hand, "an assessment, mailed and reminded");
    expect(await page.locator("button[value=send], button[value=remind]").count() === 0, "one can be mailed twice");
    expect(sql(site, "select kind || ' ' || address from mail where kind like 'assessment%' order by kind").split("\n").join() === "assessment gus@a.example,assessment-reminder gus@a.example",
        "the mails of an assessment");
}

// In German, by keyboard, without script: a part goes to somebody else, and is taken back.
async function walkHanding(hand, site) {
    const { page } = hand;
    await page.goto(links[1]);
    await hand.follow("main a[href$='/hand']");
    await see(hand, "einen Teil übergeben");
    await page.selectOption("#part", "LED");
    await fillAll(hand, { name: "", mail: "dan@a.example" }, "button[value=hand]");
    await seeWrong(hand, "einen Teil übergeben, kein Name", "name", { mail: "dan@a.example" });
    expect(await page.inputValue("#part") === "LED", "which part it was is lost");
    await fillAll(hand, { name: "Dan <D>" }, "button[value=hand]");
    await arrive(hand, /\?done=handed$/, "a part is handed over");
    await see(hand, "ein Teil ist übergeben");
    expect(/Dan <D>/.test(await textOf(page)) && await page.locator("main a[href*='?q=']").count() === 11, "the part that was handed over is still asked");
    const uid = sql(site, "select uid from assessment_rater where part = 1");
    const part = signedLink(site, "/rate/", `rate~${uid}~${Math.floor(Date.now() / 1000) + 86400}`);
    await page.goto(part);
    await see(hand, "wer einen Teil beantwortet");
    expect(await page.locator("main ul a[href*='?q=']").count() === 2 && await page.locator("main a[href$='/hand']").count() === 0, "who answers a part gets other questions");
    await page.goto(`${links[1]}/hand`);
    await hand.send("button[value=back]");
    expect(sql(site, "select count(*) from assessment_rater where part = 1") === "0", "who answers nothing any more is still there");
}

// Who has joined the room of its leadership programme rates on their phone.
async function walkRoom(hand, phone, site) {
    const code = "3".repeat(32);
    sql(site, `insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named, sectors_shown, chatham,
        notes_read_by, rules_more, code, made_at, changed_at, rev) select 1, '${code}', member_id, 'city', '', 'Leaders', '', 'en', '', 20000, 30000, 'participants', 1, 1, 1,
        'participants', '', 'ABC234', 1, 1, 1 from assessment limit 1`);
    sql(site, "insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at) values (1, 1, 1, 'day', 1, null, 1)");
    sql(site, `insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, mail_folded, language, came_by, made_at)
        values (1, '${code}', 1, '', 'Pia', '', '', '', '', '', 'en', 'code', 1)`);
    sql(site, "update assessment set programme_id = 1");
    const own = signedLink(site, "/room/in/", `room~${code}~${Math.floor(Date.now() / 1000) + 86400}`);
    await phone.goto(own);
    expect(await phone.locator("main a[href$='/rate']").count() === 0 && (await phone.goto(`${own}/rate`)).status() === 404, "the room rates before it is opened");
    await hand.page.goto(assessment);
    await hand.send("button[value=room]");
    await arrive(hand, /\?done=room$/, "it is opened to the room");
    await phone.goto(own);
    await phone.locator("main a[href$='/rate']").click();
    await phone.locator("button[value=rate]").click();
    await phone.waitForURL(/\/rate\/rate~/);
    await see({ ...hand, page: phone }, "rating from the room");
    await phone.goto(`${own}/rate`);
    expect(/\/rate\/rate~/.test(phone.url()) && sql(site, "select count(*) from assessment_rater where participant_id = 1") === "1", "who rates from the room is there twice");
}

// In German, by keyboard, without script.
async function walkRating(hand) {
    const { page } = hand;
    await page.goto(links[0]);
    await see(hand, "wer bewertet");
    expect(/Ann Anders/i.test(await page.locator("body").innerText()), "the page does not say whom it asks");
    await hand.follow("main a.sg-button");
    await see(hand, "eine Frage");
    await hand.send("button[value=save]");
    await seeWrong(hand, "eine Frage, keine Antwort");
    await tabTo(page, "#answer-1", "a level");
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowDown");
    await hand.send("button[value=save]");
    await seeWrong(hand, "höchste Stufe, kein Satz", "because");
    expect(await page.locator("#answer-5").isChecked(), "the level that was chosen is lost");
    await fillAll(hand, { because: "Jedes Jahr mit <allen>." }, "button[value=save]");
    await arrive(hand, /\?q=2$/, "the next question");
    await tabTo(page, "#answer-1", "a level");
    await page.keyboard.press("ArrowUp"); // the last one: does not apply
    await hand.send("button[value=save]");
    await page.goto(links[0]);
    await see(hand, "zwei beantwortet");
    await hand.follow("main a.sg-button");
    await arrive(hand, /\?q=3$/, "goes on where it stopped");
    expect((await page.goto(`${links[0]}x`)).status() === 404, "a link that was changed is taken");
}

function sayAll(site) {
    sql(site, "delete from rating");
    SAID.forEach((said, rater) => said.forEach((level, i) => sql(site, `insert into rating (rater_id, criterion, answer, level, because)
        select t.id, '${SHORT[i]}', ${level ? `'level', ${level}` : "'dont_know', null"}, ${rater === 6 && i === 0 ? "'We are <good>'" : "''"}
        from assessment_rater t where t.name = '${PEOPLE[rater].split(";")[0]}'`)));
}

async function walkClosing(hand) {
    const { page } = hand;
    await page.goto(assessment);
    expect((await textOf(page)).includes("7 of 7") && await page.locator("main a[href^='/rate/']").count() === 0, "links of who has answered stand there");
    await hand.send("button[value=close]");
    await arrive(hand, /\?done=closed$/, "it is closed");
    await see(hand, "a closed round");
    const text = await textOf(page);
    for (const part of ["7 people answered.", "you do not agree yet", "Levels from 1 to 5.", "Closed by Mia Main.", "Lowest level"]) {
        expect(text.includes(part), `a closed round does not say ${part}: ${text}`);
    }
    expect(!/Ann Anders|Gus|alpha|r_wg/.test(text), "a closed round names people, or statistics before they are asked for");
    await page.locator("summary", { hasText: "Who named which level" }).click();
    await page.locator("summary", { hasText: "How was this worked out" }).click();
    expect(/Krippendorff’s alpha \(ordinal\) is 0\.\d{3}/.test(await textOf(page)), `the statistic: ${await textOf(page)}`);
    await see(hand, "a closed round, worked out");
    expect(!/Target|Change/.test(await page.locator("thead").allInnerTexts().then((all) => all.join())), "columns without anything stand there");
    await page.locator("main a[href$='/evidence']").click();
    await see(hand, "sentences to confirm");
    await hand.send("button[value=confirm]");
    await see(hand, "a sentence is confirmed");
    expect((await textOf(page)).includes("Confirmed by Mia Main."), "who confirmed it does not stand there");
    await hand.send("button[value=doubt]");
    await page.goto(assessment);
    expect((await textOf(page)).includes("not confirmed"), "what nobody confirmed is not said");
    await page.locator("table a", { hasText: "A shared vision" }).click();
    await see(hand, "a criterion");
    expect((await textOf(page)).includes("“We are <good>”"), "a sentence is not told");
    await page.selectOption("#level", "3");
    await fillAll(hand, { because: "" }, "button[value=save]");
    await seeWrong(hand, "a criterion, no reason", "because");
    expect(await page.inputValue("#level") === "3", "the level is lost");
    await page.selectOption("#target", "4");
    await fillAll(hand, { because: "The council adopted it." }, "button[value=save]");
    await arrive(hand, /\?done=agreed$/, "it is written down");
    expect((await textOf(page)).includes("3: Agreed") && (await textOf(page)).includes("4: Embedded"), "what was agreed is not told");
}

// Other cities agree by rows of the database: a band of six, whose middle half is told and nothing else; taken back.
async function walkOthers(hand, site) {
    const { page } = hand;
    await page.goto(assessment);
    await hand.send("button[value=share]");
    await arrive(hand, /\?done=share$/, "its levels are shared");
    expect((await textOf(page)).includes("nothing to compare with yet") && !/Other cities/.test(await page.locator("thead").first().innerText()), "a band of one city");
    const edition = sql(site, "select edition from assessment_sharing");
    for (let city = 101; city <= 104; city++) {
        sql(site, `insert into assessment_sharing select ${city}, edition, assessment_id, null, 1 from assessment_sharing where member_id < 100`);
        sql(site, `insert into assessment_share select edition, dimension, ${city}, 3, null from assessment_share where member_id < 100`);
    }
    await hand.send("button[value='share-off']");
    await hand.send("button[value=share]");
    expect((await textOf(page)).includes("nothing to compare with yet"), "a band of five cities");
    sql(site, `insert into assessment_sharing select 105, edition, assessment_id, null, 1 from assessment_sharing where member_id < 100`);
    sql(site, `insert into assessment_share select '${edition}', dimension, 105, 5, null from assessment_share where member_id < 100`);
    await hand.send("button[value='share-off']");
    await hand.send("button[value=share]");
    await page.goto(assessment);
    await page.locator("summary", { hasText: "What others learn" }).click();
    await see(hand, "where other cities stand");
    expect(/Other cities/.test(await page.locator("thead").first().innerText()) && /\t3\b/.test(await page.locator("tbody").first().innerText()), `the band: ${await page.locator("tbody").first().innerText()}`);
    await hand.send("button[value='share-off']");
    await arrive(hand, /\?done=share-off$/, "its levels are taken back");
    expect(!/Other cities/.test(await page.locator("thead").first().innerText()) && sql(site, "select count(level) from assessment_share where member_id < 100") === "0", "who shares nothing compares");
}

// Half of the questions each: one after the other, twelve at most.
async function walkHalf(hand, rater, site) {
    const { page } = hand;
    await page.goto(pageOf("a", "assessments/new"));
    await page.selectOption("#form", "half");
    await fillAll(hand, { name: "Half" }, "button[value=begin]");
    await fillAll(hand, { names: "Ann Anders" }, "button[value=add]");
    await rater.page.goto(await page.locator("main a[href^='/rate/']").getAttribute("href"));
    await rater.follow("main a.sg-button");
    let asked = 0;
    for (; asked < 14 && await rater.page.locator("#answer-2").count(); asked++) {
        if (asked === 3) await see(rater, "die Hälfte der Fragen, eine davon");
        await rater.page.locator(asked === 0 ? "#answer-6" : "#answer-2").check();
        await rater.send("button[value=save]");
    }
    expect(asked === 12 && sql(site, "select count(*) from rating") === "12", `asked ${asked} of twelve questions`);
    await page.reload();
    expect((await textOf(page)).includes("12 of 12"), "who has answered half has not answered all of theirs");
    await hand.send("button[value=close]");
    await page.locator("summary", { hasText: "How was this worked out" }).click();
    expect(/4\.5 points off on average/.test(await textOf(page)) && /made-up cities/.test(await textOf(page)), "the error of half of the questions is not told");
    await hand.send("button[value=reopen]");
    await hand.send("button[value=remove]");
}

async function walkAfter(hand, rater, third, site) {
    await rater.page.goto(links[6]);
    await see(rater, "die Runde ist geschlossen");
    expect(/anders als die meisten/.test(await textOf(rater.page)), `who sees it differently does not read it: ${await textOf(rater.page)}`);
    await rater.page.goto(links[0]);
    expect(!/anders als die meisten:/.test(await textOf(rater.page)), "who sees it as most do reads that they do not");
    for (const behind of ["", "/criteria/1"]) {
        expect((await third.goto(assessment.replace("a".repeat(32), "b".repeat(32)) + behind)).status() === 404, `another city reads it at ${behind}`);
        expect((await third.goto(assessment + behind)).status() === 403, `another city reads the city's own ${behind}`);
    }
    await walkOthers(hand, site);
    await hand.page.goto(assessment);
    await hand.send("button[value=again]");
    await arrive(hand, /\?done=again$/, "the next round");
    await see(hand, "the next round");
    expect((await textOf(hand.page)).includes("0 of 7"), "the next round has not the same people");
    await walkRoom(hand, third, site);
    await hand.page.goto(assessment);
    await hand.send("button[value=close]");
    await see(hand, "a round with nobody");
    expect((await textOf(hand.page)).includes("too few"), "nobody answered, and it is not said");
    await hand.send("button[value=reopen]");
    await arrive(hand, /\?done=reopened$/, "open again");
    await hand.page.goto(pageOf("a", "assessments"));
    await see(hand, "assessments");
    await hand.page.goto("/framework");
    await hand.page.locator("summary").first().click();
    await see(hand, "the framework");
    expect(/not endorsed/.test(await textOf(hand.page)), "the framework does not say whose it is");
    await hand.page.goto(assessment);
    await hand.send("button[value=remove]");
    await arrive(hand, /\?done=removed$/, "it is removed");
    expect((await rater.page.goto(links[0])).status() === 404, "a link into what is removed");
}

const SECRET = "Zzdescriptor";
const MATRIX = JSON.stringify({ schema: "sg-matrix/1", title: `Our ${SECRET}`, licence: { holder: "City of A", ref: "order 7" }, visibility: "tenant",
    levels: [{ n: 1, name: "Low" }, { n: 2, name: "High" }],
    dimensions: [{ id: "D1", name: "Lead", criteria: [{ id: "D1.1", text: "Vision", levels: { 1: `${SECRET} <low> hidden${SECRET}`, 2: `${SECRET} high` } }] }] });

async function walkMatrix(hand, rater) {
    const { page } = hand;
    await page.goto(pageOf("a", "assessments"));
    await page.locator("main a[href$='/matrices']").click();
    await see(hand, "matrices, none");
    const wrong = "dimension_id,dimension,criterion_id,criterion,level,level_name,descriptor\nD1,Lead,D1.1,Vision,one,Low,x";
    await fillAll(hand, { body: wrong }, "button[value=add]");
    await seeWrong(hand, "a matrix that does not fit", "body", { body: wrong });
    expect(/row 2/.test(await page.locator("#mistakes").innerText()), "the row that does not fit is not named");
    await fillAll(hand, { body: MATRIX }, "button[value=add]");
    await arrive(hand, /\?done=added$/, "a matrix is brought in");
    await see(hand, "matrices");
    await page.goto(pageOf("a", "assessments/new"));
    await page.selectOption("#framework", { label: `Our ${SECRET}` });
    await see(hand, "an assessment by a matrix");
    await hand.send("button[value=begin]");
    assessment = new URL(page.url()).pathname;
    await fillAll(hand, { names: "Ann Anders" }, "button[value=add]");
    await rater.page.goto(`${await page.locator("main a[href^='/rate/']").getAttribute("href")}?q=1`);
    expect((await textOf(rater.page)).includes(`${SECRET} <low>`), "who rates does not read what a level means");
    await hand.send("button[value=close]");
    await page.goto(`${assessment}/criteria/1`);
    expect((await textOf(page)).includes(`${SECRET} high`), `the city does not read its own matrix: ${await textOf(page)}`);
    await page.goto(pageOf("a", "matrices"));
    expect((await textOf(page)).includes("An assessment asks by it."), "a matrix in use can be removed");
}

// Its text leaves the city by no address and in no form: not to visitors, another city, or those who run the network.
async function walkLeaks(site) {
    const routes = JSON.parse(execFileSync(program, ["routes", "--json"], { encoding: "utf8" }));
    const tokens = execFileSync(makePeople, [site.db, "main-contact-b", "coordinator", "administrator"], { encoding: "utf8" }).trim().split("\n").map((line) => line.split(" ")[1]);
    let asked = 0;
    for (const route of routes) {
        const here = route.about === "member city" ? ["a", "b"].map((city) => route.pattern.replace("{}", city.repeat(32)).replace("assessments/{}", assessment.split("/").slice(3).join("/")).replace("{}", "1")) : [route.example ?? route.pattern];
        for (const address of [...here, ...(route.pattern === "/search" ? [`/search?q=${SECRET}`] : [])]) {
            for (const form of route.forms) {
                const [path, query] = address.replaceAll("{}", "0".repeat(32)).split("?");
                const whole = `${path.replace(/\.(json|csv|txt)$/, "")}${["json", "csv"].includes(form) ? `.${form}` : form === "text" ? ".txt" : ""}${query === undefined ? "" : `?${query}`}`;
                for (const token of ["", ...tokens]) {
                    const answer = await ask(site.base, whole, { headers: token ? { Cookie: `session=${token}` } : {} });
                    expect(!answer.text.includes(whole.includes(`?q=${SECRET}`) ? "hidden" + SECRET : SECRET), `${whole}: a licensed text leaves its city`);
                    asked++;
                }
            }
        }
    }
    expect(asked > 500, `only ${asked} pages were asked for`);
}

const site = await startSite(program);
for (const [name, value] of [["mail_server", "smtp://127.0.0.1:9"], ["mail_sender", "network@town.example"]]) execFileSync(program, ["setting", name, value, "--db", site.db]);
let browser = null;
try {
    browser = await startBrowser();
    const page = await somebody(site, browser, "main-contact-a", "Mia Main", { viewport: NARROW });
    const third = await somebody(site, browser, "main-contact-b", "Bea Blau", { viewport: NARROW });
    const { page: bare } = await openPage(browser, site.base, findings, { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    const rater = keyboard(bare, "German, by keyboard");
    await walkBeginning(hand);
    await walkMails(hand, site);
    await walkHanding(rater, site);
    await walkRating(rater);
    sayAll(site);
    await walkClosing(hand);
    await walkAfter(hand, rater, third, site);
    await walkHalf(hand, rater, site);
    await walkMatrix(hand, rater);
    await walkLeaks(site);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("assessment");
