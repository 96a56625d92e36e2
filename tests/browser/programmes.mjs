// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A leadership programme, as a part-time officer makes it and those who take part answer it: one short form, the agenda with a session
// that runs late, people typed and pasted, their pages by mail; then one of them by a signed link, in German, by keyboard and without
// script, with the house rules first, a substitute, a correction of the notes, and erased in the end; who was there; the notes, closed by
// a second person; and another city, which sees nothing of it.
//
//     [SHOTS=folder] node programmes.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { linksOf, mailTo, startServer } from "../http/mail_server.mjs";
import { signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
const textOf = (page) => page.locator("main").innerText();
const day = (ahead) => new Date(Date.now() + ahead * 86400_000).toISOString().slice(0, 10);

let programme = "";
const pageOf = (city, behind = "") => `/member-cities/${city.repeat(32)}/programmes${behind}`;
const here = (behind = "", city = "a") => pageOf(city, `/${programme}${behind}`);

async function says(page, parts, what) {
    const text = await textOf(page);
    for (const part of parts) expect(text.includes(part), `${what} does not say ${part}: ${text.slice(0, 2500)}`);
}

async function somebody(site, browser, kind, name, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    sql(site, `update person set name = '${name}' where id = (select max(id) from person)`);
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

async function walkMaking(hand) {
    const { page } = hand;
    await page.goto(pageOf("a"));
    await see(hand, "programmes, none");
    await page.getByRole("link", { name: "Make a leadership programme" }).click();
    await see(hand, "a programme is made");
    await page.evaluate(() => { document.querySelectorAll("[required]").forEach((field) => field.removeAttribute("required")); });
    await fillAll(hand, { host: "Three valleys" }, "button[value=begin]");
    await seeWrong(hand, "a programme, no day", "day", { host: "Three valleys" });
    await fillAll(hand, { name: "Leaders of the <old> valleys", day: day(30) }, "button[value=begin]");
    await arrive(hand, /\/programmes\/[0-9a-f]{32}\?done=made$/, "it is made");
    programme = new URL(page.url()).pathname.split("/").pop();
    await see(hand, "a programme, made");
    await says(page, ["Leaders of the <old> valleys", "Being prepared", "Nobody is on the list yet.", "5 sessions", "Three valleys",
        "Chatham House rule"], "a new programme");
    await page.goto(here("/about"));
    await fillAll(hand, { place: "Town hall" }, "button[value=save]");
    await page.goto(here("/about"));
    await fillAll(hand, { cities: "Brod\nZlatá" }, "button[value=cities]");
    await says(page, ["Town hall", "Brod, Zlatá"], "what was saved");
    await page.goto(here("/rules"));
    await see(hand, "house rules");
    await hand.page.selectOption("#named", "nobody");
    await fillAll(hand, { more: "Telephones stay outside." }, "button[value=save]");
    await says(page, ["nobody sees who wrote or voted what", "Telephones stay outside."], "house rules");
}

async function walkAgenda(hand) {
    const { page } = hand;
    await page.goto(here("/agenda"));
    await see(hand, "agenda");
    await says(page, ["Day 1, morning", "09:00 Welcome and house rules", "11:00 What belongs together?"], "the agenda");
    expect(!(await textOf(page)).includes("What could we do?"), "on a phone the second day is not folded");
    await page.locator("details[data-fold] > summary").first().click();
    await says(page, ["What could we do?"], "the agenda");
    expect(await page.locator("button[value=begin]").count() === 0, "before its day a block can be begun");
    const open = (nth) => page.locator("main ol.sg-rows").first().locator("li").nth(nth).locator("summary").click();
    await open(0);
    await hand.send("button[value=down]");
    await arrive(hand, /done=moved/, "a block is moved");
    await says(page, ["09:00 Knowledge wall", "09:45 Welcome and house rules"], "a block that was moved");
    await open(2);
    await page.locator("button[value=out]").nth(2).click();
    await arrive(hand, /done=out/, "a block is taken out");
    await see(hand, "agenda, taken out");
    const stale = await page.context().newPage();
    await stale.goto(page.url());
    await page.locator("button[value=back]").click();
    await arrive(hand, /done=back/, "a block is put back");
    await stale.locator("button[value=back]").click(); /* a colleague, on a page that is old */
    expect((await textOf(stale)).includes("meanwhile"), "a page that is old is not told");
    await stale.close();
    await page.getByRole("link", { name: "Knowledge wall" }).click();
    await see(hand, "a block");
    await fillAll(hand, { title: "Read the wall", minutes: "0" }, "button[value=save]");
    await seeWrong(hand, "a block, no minutes", "minutes", { title: "Read the wall" });
    await fillAll(hand, { minutes: "40" }, "button[value=save]");
    await says(page, ["Read the wall", "40 minutes"], "a block that was changed");
    await page.goto(here("/blocks/new"));
    await fillAll(hand, { title: "Photograph", minutes: "10" }, "button[value=add]");
    await says(page, ["Photograph"], "a block that was added");
    await page.getByRole("link", { name: "Change its day and time" }).nth(1).click();
    await fillAll(hand, { begins: "12:00" }, "button[value=save]");
    await seeWrong(hand, "a session over another", "begins", { begins: "12:00" });
}

const TABLE = "Name\tOrganisation\tSector\tRole\tMail\nBen Mill\tMill Ltd\tprivate\tDirector of IT\tben@mill.example\n" +
    "Cleo Care\tCharity\tthird\tTrustee\tcleo@care.example\nDan\tCity\tpublic\tCity treasurer\tnobody\n" +
    "Eve Wood\tCity\tpublic\tMayor\teve@city.example\n";

async function walkPeople(hand) {
    const { page } = hand;
    await page.goto(here("/participants"));
    await see(hand, "who takes part, nobody");
    await fillAll(hand, { name: "Ada Vale", organisation: "City", mail: "ada@vale.example" }, "button[value=add]");
    await arrive(hand, /done=added/, "one is on the list");
    await fillAll(hand, { name: "Ada again", mail: "ADA@vale.example" }, "button[value=add]");
    await seeWrong(hand, "who takes part, twice", "mail", { name: "Ada again" });
    await page.goto(here("/participants/paste"));
    await fillAll(hand, { rows: TABLE }, "button[value=look]");
    await see(hand, "a table of people, looked at");
    await says(page, ["People understood: 3 of 4", "Mail address is no address"], "a table");
    await hand.send("button[value=keep]");
    await arrive(hand, /done=pasted/, "people are kept");
    await see(hand, "who takes part");
    await says(page, ["On the list: 4", "With 4 people", "Unknown: of one"].slice(0, 2), "the list");
    await hand.send("button[value=ask]");
    await arrive(hand, /done=asked/, "pages are mailed");
    expect(!(await page.locator("button[value=ask]").count()), "they can be asked a second time at once");
}

function linkOf(site, mail) {
    const [uid, ends] = sql(site, `select a.uid || ' ' || p.ends_on from participant a join programme p on p.id = a.programme_id
        where a.mail = '${mail}'`).split(" ");
    return signedLink(site, "/taking-part/", `participant~${uid}~${(Number(ends) + 1 + 400) * 86400}`);
}

async function walkTakingPart(site, server, hand) {
    const { page } = hand;
    const mail = await mailTo(findings, server, "cleo@care.example");
    const text = JSON.stringify(mail);
    for (const part of ["Gabrovo (BG) asks you to take part", "Town hall"]) expect(text.includes(part), `the mail does not say ${part}: ${text.slice(0, 1500)}`);
    expect(!/Ada|Ben|Eve/.test(text), "the mail names others");
    const link = linksOf(mail).find((one) => one.includes("/taking-part/"))?.replace(site.base, "");
    expect(link === linkOf(site, "cleo@care.example"), `the link of the mail is another one: ${link}`);
    await page.goto(link);
    await see(hand, "die eigene Seite");
    const headings = await page.locator("main h2").allInnerTexts();
    expect(headings[0] === "Hausregeln" && headings.length === 4, `house rules do not stand first: ${headings}`);
    await says(page, ["Telephones stay outside.", "sieht niemand, wer", "Cleo Care", "cleo@care.example"], "one's own page");
    expect(!/Ada|Ben|Eve/.test(await textOf(page)), "others are seen on it");
    await page.locator("#session-5").uncheck();
    await hand.send("button[value=accept]");
    await arrive(hand, /\?done=accepted$/, "sessions are accepted");
    expect(!(await page.isChecked("#session-5")) && await page.isChecked("#session-1"), "what was accepted is lost");
    await fillAll(hand, { name: "Sam Sub", mail: "ada@vale.example" }, "button[value=substitute]");
    await seeWrong(hand, "eine Vertretung, die schon kommt", "mail", { name: "Sam Sub" });
    await fillAll(hand, { mail: "sam@care.example" }, "button[value=substitute]");
    await arrive(hand, /\?done=substitute$/, "a substitute is named");
    await says(page, ["Sam Sub"], "one's own page");
    await page.goto(linkOf(site, "sam@care.example"));
    await says(page, ["Cleo Care"], "a substitute's page");
    const theirs = await page.locator("input[name=session]").evaluateAll((all) => all.map((one) => one.id));
    expect(theirs.join() === "session-5", `a substitute is asked to other sessions than the one that was not accepted: ${theirs}`);
}

// Called off, and held after all: who was asked is told.
async function walkCalledOff(server, hand) {
    const { page } = hand;
    for (const [button, n, what] of [["called_off", 2, "Called off: Leaders of the"], ["undo", 3, "takes place after all"]]) {
        await page.goto(here());
        if (button === "called_off") await page.getByText("Something else happened").click();
        await hand.send(`button[value=${button}]`);
        const text = JSON.stringify(await mailTo(findings, server, "ben@mill.example", n));
        expect(text.includes(what) && text.includes("/taking-part/") && !/Ada|Cleo|Eve/.test(text), `mail ${n} does not say ${what}: ${text.slice(0, 900)}`);
    }
}

// The questions on the seven aims: asked with one click, answered by the link of the mail, closed; then of twelve people, from rows.
async function walkAims(site, server, hand, phone) {
    const { page } = hand;
    await page.goto(here());
    await page.getByRole("link", { name: "Did it help? The seven aims" }).click();
    await see(hand, "aims, nothing asked");
    expect(await page.locator("main h2").count() === 9 && await page.locator("button[value=ask]").count() === 1, "there are not seven aims, or not one time to ask");
    await hand.send("button[value=ask]");
    await arrive(hand, /done=asked$/, "the six questions are asked");
    const link = linksOf(await mailTo(findings, server, "eve@city.example", 4)).find((one) => one.includes("/surveys/"))?.replace(site.base, "");
    await phone.page.goto(link);
    await see(phone, "Ziele, Anfang");
    await phone.page.goto(`${link}/1`);
    await phone.page.locator("[id='q.know.1']").check();
    await phone.page.locator("[id='q.works.council']").check();
    await phone.page.locator("[id='q.smart']").fill("Wir <hören> zu");
    await phone.send("button[value=next]");
    await see(phone, "Ziele, beantwortet");
    await phone.send("button[value=send]");
    await arrive(phone, /done=sent$/, "the six questions are answered");
    await page.goto(here("/aims"));
    await says(page, ["1 of 5 who were asked has answered.", "Close it, and see what was said"], "aims, open");
    expect(!/hören/.test(await textOf(page)), "what one said is shown while it is open");
    await hand.send("button[value=close]");
    await arrive(hand, /done=closed$/, "the first time is closed");
    await says(page, ["fewer than 5", "unknown: needs decisions in the notes", "unknown: needs an assessment"], "aims, one answer");
    expect(!/hören/.test(await textOf(page)), "what one of four said is shown");
    sql(site, `insert into survey (id, uid, programme_id, kind, structure, head, named, opened_at, closed_at, made_at, changed_at, rev)
        select 90, '${"9".repeat(32)}', programme_id, 'aims_end', structure, '', 0, 1, 1, 1, 1, 1 from survey where kind = 'aims_before'`);
    const before = sql(site, "select id from survey where kind = 'aims_before'");
    sql(site, `delete from survey_total where survey_id = ${before}`);
    const totals = (id, rows) => rows.forEach(([code, row, value, n]) => sql(site, `insert into survey_total (survey_id, sector, code, row_code, value, n, next, shown)
        values (${id}, '', '${code}', '${row}', '${value}', ${n}, ${n}, ${n})`));
    totals(before, [["", "", "", 12], ["know", "", "", 12], ["know", "", "2", 7], ["know", "", "4", 5], ["works", "", "", 12], ["works", "council", "Y", 6], ["works", "health", "Y", 9]]);
    totals(90, [["", "", "", 12], ["know", "", "", 12], ["know", "", "4", 12], ["works", "", "", 12], ["works", "council", "Y", 12], ["works", "health", "Y", 3]]);
    await page.goto(here("/aims"));
    await see(hand, "aims, twice twelve answers");
    await says(page, ["The middle answer is 2 higher at the end (n 12) than before (n 12).", "What changed most: The council, 6 of 12 before, 12 of 12 at the end.",
        "5 of 12", "12 of 12", "never a person"], "aims, of twelve");
    expect(/Health services\s+not told\s+not told/.test(await textOf(page)), `what three did not say is told: ${await textOf(page)}`);
}

// Notes: a draft with one click, corrected by who was there, closed by a second person, taken along as files.
async function walkNotes(site, browser, hand, reader) {
    const { page } = hand;
    const second = await somebody(site, browser, "main-contact-a", "Nuno Nunes", { viewport: NARROW });
    await page.goto(here());
    await page.getByRole("link", { name: "Notes" }).click();
    await see(hand, "notes, none");
    await hand.send("button[value=flow]");
    await arrive(hand, /done=made/, "the draft is made");
    await says(page, ["Day 1, morning", "Read the wall", "somebody else of your city reads them"], "a draft");
    await page.goto(here("/notes/decisions/new"));
    await see(hand, "a decision");
    await fillAll(hand, { says: "Heat <first>", carried: "12 of 14" }, "button[value=save]");
    await arrive(hand, /done=decided/, "a decision is written");
    await page.getByRole("link", { name: "Correct it (Day 1, morning)" }).click();
    await see(hand, "a section of notes");
    await reader.page.goto(`${linkOf(site, "cleo@care.example")}/notes`);
    await see(reader, "die Notizen");
    expect(!/Ann|Ben/.test(await textOf(reader.page)), "notes name people");
    await reader.page.getByRole("link", { name: /Day 1, morning/ }).first().click();
    await fillAll(reader, { body: "We began late." }, "main form button");
    await arrive(reader, /done=sent/, "a correction is sent");
    await page.goto(here("/notes"));
    await see(hand, "notes, a correction waits");
    await hand.send("button[value=take]");
    await arrive(hand, /done=taken/, "a correction is taken");
    await says(page, ["We began late."], "notes, corrected");
    await second.goto(here("/notes"));
    await second.locator("button[value=close]").click();
    await arrive({ page: second }, /done=closed/, "a second person closes them");
    await see({ ...hand, page: second }, "notes, closed");
    const [download] = await Promise.all([second.waitForEvent("download"), second.getByRole("link", { name: "As a document (DOCX)" }).click()]);
    expect(/^notes-\d{4}-\d\d-\d\d\.docx$/.test(download.suggestedFilename()), `the document is called ${download.suggestedFilename()}`);
    await second.locator("button[value=pdf]").click();
    for (const end = Date.now() + 60_000; await second.getByRole("link", { name: "As a PDF" }).count() === 0 && Date.now() < end;) {
        await new Promise((done) => setTimeout(done, 300));
        await second.reload();
    }
    await says(second, ["It is made"], "notes, printed");
    const [paper] = await Promise.all([second.waitForEvent("download"), second.getByRole("link", { name: "As a PDF" }).click()]);
    const bytes = readFileSync(await paper.path());
    expect(bytes.subarray(0, 5).toString() === "%PDF-" && bytes.includes("/StructTreeRoot"), `what is printed: ${bytes.subarray(0, 40)}`);
    await second.locator("#reason").fill("A vote is missing");
    await second.locator("button[value=open]").click();
    await says(second, ["A vote is missing"], "notes, open again");
    await second.context().close();
}

// Actions: written down for somebody, who says by the link of a mail that it is done.
async function walkActions(site, hand, reader) {
    const { page } = hand;
    await page.goto(here());
    await page.getByRole("link", { name: "Actions" }).click();
    await page.getByRole("link", { name: "Write an action down" }).click();
    await page.selectOption("#holder", { label: "Cleo Care" });
    await fillAll(hand, { what: "Ask the <mill>", day: "2001-01-01" }, "button[value=save]");
    await seeWrong(hand, "an action, a day that is over", "day", { what: "Ask the <mill>" });
    await fillAll(hand, { day: day(40) }, "button[value=save]");
    await arrive(hand, /done=added/, "an action is written down");
    await see(hand, "actions");
    await says(page, ["Ask the <mill>", "Cleo Care, by", "30 days after it"], "actions");
    const uid = sql(site, "select uid from action");
    await reader.page.goto(signedLink(site, "/actions/", `action~${uid}~${Math.floor(Date.now() / 1000) + 86400}`));
    await see(reader, "eine Aufgabe");
    await reader.send("button[value=done]");
    await arrive(reader, /done=said/, "an action is done");
    await page.goto(here("/actions"));
    expect(await page.locator("#done").count() === 1, "what is done does not stand there as done");
    const review = `insert into action_review (programme_id, days, begun_at) select id, 30, ${Math.floor(Date.now() / 1000)} from programme where uid = '${programme}'`;
    sql(site, review);
    await page.goto(here("/actions/review/30"));
    await see(hand, "what became of actions");
    await says(page, ["Of 1 action: 1 done"], "a review");
}

// What everybody reads: chosen, looked at, published, read by a visitor, taken back; nothing that somebody in the room said.
async function walkRecord(site, hand, visitor) {
    const { page } = hand;
    const base = new URL(page.url()).origin;
    await page.goto(here("/record"));
    await says(page, ["Once it was held"], "the record, before it was held");
    sql(site, `update programme set begins_on = ${Math.floor(Date.now() / 86400_000) - 3}, ends_on = ${Math.floor(Date.now() / 86400_000) - 1}`);
    sql(site, "insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at) select 99, id, 99, 'wrap_up', 0, null, 1 from programme");
    await page.goto(here());
    await page.getByRole("link", { name: "Choose what everybody may read of it" }).click();
    await see(hand, "the record, nothing chosen");
    expect(await page.locator("#show-number").isDisabled(), "fewer than five can be counted in public");
    sql(site, "insert into participant_session (participant_id, session_id, attended) select a.id, (select min(id) from programme_session), 1 from participant a where true on conflict (participant_id, session_id) do update set attended = 1");
    await page.goto(here("/record"));
    await page.locator("#show-name").check();
    await page.locator("#show-number").check();
    await fillAll(hand, { themes: "Heat, skills", came_of: "We train <fifty> people." }, "button[value=look]");
    await see(hand, "the record, looked at");
    await says(page, ["As everybody would read it", "We train <fifty> people.", "Leaders of the <old> valleys"], "the record, looked at");
    expect(sql(site, "select count(*) from programme_record") === "0", "it is published by looking at it");
    await page.locator("#came_of").fill("We train sixty people.");
    await hand.send("button[value=ask]");
    expect(sql(site, "select count(*) from programme_record_ask") === "0", "what nobody looked at is asked for");
    await hand.send("button[value=ask]");
    await arrive(hand, /done=asked$/, "a colleague is asked");
    await see(hand, "the record, asked");
    expect(await page.locator("button[value=yes]").count() === 0 && await page.locator("button[value=drop]").count() === 1, "one person publishes it alone");
    sql(site, "update programme_record_ask set asked_by = (select max(id) from person where id <> asked_by)");
    await page.goto(here("/record"));
    await see(hand, "the record, a colleague asks");
    await hand.send("button[value=yes]");
    await arrive(hand, /done=yes$/, "it is published");
    await see(hand, "the record, published");
    await visitor.goto(`${base}/programmes`);
    await see({ page: visitor, name: "visitor", isLookedAt: true }, "programmes held");
    await visitor.getByRole("link", { name: "Leaders of the <old> valleys" }).click();
    await see({ page: visitor, name: "visitor", isLookedAt: true }, "a programme held");
    await says(visitor, ["Gabrovo (BG)", "People who took part", "We train sixty people.", "Heat, skills", "Source: Gabrovo (BG), published on"], "the public record");
    expect(!/Town hall|Ada|Ben|Eve|Telephones/.test(await textOf(visitor)), "more is read than was chosen");
    const address = visitor.url();
    await hand.send("button[value=end]");
    await arrive(hand, /done=taken$/, "it is taken back");
    expect((await visitor.goto(address)).status() === 404, "what was taken back is still read");
}

async function walkErased(site, hand, ann) {
    const link = linkOf(site, "cleo@care.example");
    await hand.page.goto(link);
    await hand.page.locator("summary").click();
    await hand.page.locator("button[value=erase]").click();
    await arrive(hand, /\?done=erased$/, "one is erased");
    await see(hand, "erased");
    const answer = await hand.page.goto(link);
    expect(answer.status() === 404, "the link of who was erased still works");
    await ann.page.goto(here("/participants"));
    expect(!/Cleo/.test(await textOf(ann.page)), "who was erased is on the list");
    expect(sql(site, "select count(*) from participant where sector = 'third'") === "2", "results lose their sector");
}

async function walkLate(hand) {
    const { page } = hand;
    await page.goto(here("/agenda"));
    await see(hand, "agenda, its day");
    await hand.send("button[value=begin]");
    await arrive(hand, /done=begun/, "a block is begun");
    await page.locator("input[name=late]").first().fill("many");
    await hand.send("button[value=late]");
    await seeWrong(hand, "agenda, minutes that are none", "late", { late: "many" });
    await page.goto(here("/agenda"));
    await page.locator("input[name=late]").first().fill("20");
    await hand.send("button[value=late]");
    await arrive(hand, /done=late/, "a session is planned anew");
    await see(hand, "agenda, late");
    await says(page, ["blocks are shorter, and it ends at 12:30 as planned.", "35 minutes (instead of 45)", "60 minutes (instead of 40)"], "a late session");
    await hand.send("button[value=undo]");
    await arrive(hand, /done=undone/, "it is planned as before");
    expect(!(await textOf(page)).includes("instead of"), "what was undone is still there");
    await hand.send("button[value=end]");
    await arrive(hand, /done=ended/, "a block is ended");
}

async function walkDays(site, hand) {
    const { page } = hand;
    await page.goto(here());
    await see(hand, "a programme, answered");
    await says(page, ["answers so far: 1.", "Whether the private sector is there hangs on Ben Mill, not answered yet."], "a programme, answered");
    await page.goto(here());
    const session = sql(site, "select uid from programme_session order by number limit 1");
    const told = () => sql(site, "select count(*) from mail where kind = 'participant-changed'");
    await page.goto(here(`/sessions/${session}`));
    const before = told();
    await hand.send("button[value=save]");
    expect(told() === before, "who was asked is told of a session that is as it was");
    await page.goto(here(`/sessions/${session}`));
    const [hour, minute] = (await page.inputValue("#ends")).split(":");
    await fillAll(hand, { ends: `${hour}:${minute === "59" ? "58" : "59"}` }, "button[value=save]");
    await arrive(hand, /done=saved/, "a session ends at another hour");
    expect(told() !== before, "who was asked is not told of another hour");
    await page.goto(here(`/sessions/${session}`));
    await fillAll(hand, { ends: `${hour}:${minute}` }, "button[value=save]"); // as it was
    await page.goto(here());
    for (const step of ["survey_open", "survey_closed", "day"]) {
        await hand.send(`button[value=${step}]`);
        await arrive(hand, /done=said/, step);
    }
    await see(hand, "a programme, day 1");
    await walkLate(hand);
    await page.goto(here("/agenda"));
    await page.getByRole("link", { name: "Who was there" }).first().click();
    await see(hand, "who was there");
    await page.getByLabel("Ben Mill").check();
    await hand.send("button[value=save]");
    await arrive(hand, /done=saved/, "who was there is saved");
    expect(await page.getByLabel("Ben Mill").isChecked() && !(await page.getByLabel("Ada Vale").isChecked()), "who was there is lost");
    await page.goto(here());
    await hand.send("button[value=undo]");
    await arrive(hand, /done=unsaid/, "a step is taken back");
    await page.goto(pageOf("a"));
    await see(hand, "programmes");
}

const server = await startServer("127.0.0.1");
const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    for (const [name, value] of [["mail_server", server.url], ["mail_sender", "network@town.example"]]) execFileSync(program, ["setting", name, value, "--db", site.db]);
    const page = await somebody(site, browser, "main-contact-a", "Ann Anders", { viewport: NARROW });
    const third = await somebody(site, browser, "main-contact-c", "Cid", { viewport: NARROW });
    const { page: bare } = await openPage(browser, site.base, findings,
        { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    for (const [city, name, country] of [["a", "Gabrovo", "BG"], ["c", "Zlatá", "CZ"]]) {
        sql(site, `update member_city set name = '${name}', country = '${country}' where uid = '${city.repeat(32)}'`);
    }
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    const other = keyboard(bare, "German, by keyboard");
    await walkMaking(hand);
    await walkAgenda(hand);
    await walkPeople(hand);
    await walkTakingPart(site, server, other);
    await walkCalledOff(server, hand);
    await walkAims(site, server, hand, other);
    await walkDays(site, hand);
    await walkNotes(site, browser, hand, other);
    await walkActions(site, hand, other);
    await walkErased(site, other, hand);
    const { page: visitor } = await openPage(browser, site.base, findings, { viewport: NARROW });
    await walkRecord(site, hand, visitor);
    for (const behind of ["", "/about", "/rules", "/agenda", "/participants", "/participants/paste", "/blocks/new", "/sessions/new", "/aims", "/record"]) {
        const answer = await third.goto(here(behind, "c"));
        expect(answer.status() === 404 && !/Leaders|Ben/.test(await textOf(third)), `a third city reads of it at ${behind}`);
    }
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
    await server.stop();
}
console.log(`${count()} states looked at`);
findings.done("programmes");
