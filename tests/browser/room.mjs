// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A room: somebody who runs it asks four things, two phones join by code and answer, a screen shows what everybody may see. Live with
// script; a phone that loses its connection sends its answer once; totals are hidden until a vote is closed; in German, by keyboard and
// without script.
//
//     [SHOTS=folder] node room.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, fillAll, arrive, count } = statesOf(findings);
const HEARD_MS = 20_000; // a second on a machine that does nothing else
const CODE = "K7QX42";
const uid = "7".repeat(32);
const run = `/member-cities/${"a".repeat(32)}/programmes/${uid}/room`;
const textOf = (page) => page.locator("main").innerText();

function makeProgramme(site) {
    const today = Math.floor(Date.now() / 86_400_000);
    sql(site, `insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
        sectors_shown, chatham, notes_read_by, rules_more, code, published_at, made_by, made_at, changed_at, rev)
        select 900, '${uid}', id, 'city', '', 'Leading Gabrovo', '', 'en de', '', ${today}, ${today + 1}, 'participants', 1, 0, 1, 'participants', '',
        '${CODE}', null, null, 1, 1, 1 from member_city where uid = '${"a".repeat(32)}';
        insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at) values (9000, 900, 1, 'day', 1, null, 1)`);
}

// A breakout and a vote on the agenda, and somebody who was invited and comes.
const WORK = "5".repeat(32);
const VOTING = "6".repeat(32);
function makeAgenda(site) {
    const today = Math.floor(Date.now() / 86_400_000);
    sql(site, `insert into programme_session (id, uid, programme_id, number, day_on, begins, ends, title) values (900, '${"8".repeat(32)}', 900, 1, ${today}, 540, 720, '');
        insert into programme_block (id, uid, programme_id, session_id, number, kind, part, title, purpose, minutes, fixed, inputs, outputs)
        values (900, '${WORK}', 900, 900, 1, 'breakout', '', 'What holds us back', 'What keeps our city from acting?', 45, 0, '', ''),
        (901, '${VOTING}', 900, 900, 2, 'vote', '', 'What comes first', '', 20, 0, '', '');
        insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, mail_folded, language, came_by, made_at)
        values (900, '${"9".repeat(32)}', 900, 'Cleo Vale', 'Cleo', 'Mill', 'private', '', '', '', 'en', 'invited', 1);
        insert into participant_session (participant_id, session_id, accepted, accepted_at) values (900, 900, 1, 1)`);
}

const lines = (...all) => all.join("\n");

async function put(hand, kind, question, options) {
    await hand.page.check(`#kind-${kind}`);
    await fillAll(hand, { question, options }, "button[value=put]");
    await arrive(hand, /\?done=put$/, `${kind} is put on the list`);
}

const step = (hand, what) => hand.send(`button[value=${what}]`);

async function join(hand, name) {
    await hand.page.goto("/room");
    await fillAll(hand, { code: CODE.toLowerCase() });
    await arrive(hand, new RegExp(`/room/${CODE}$`), "the code leads to the room");
    await see(hand, "join a room");
    await fillAll(hand, { name });
    await arrive(hand, /\/room\/in\/room~/, "who joins has a page of their own");
    expect((await textOf(hand.page)).includes(name), "the page does not say who it is for");
}

// The screen and a phone hear of it by themselves.
async function heard(page, text, what) {
    await page.locator("main").getByText(text).first().waitFor({ timeout: HEARD_MS }).catch(() => {});
    expect((await textOf(page)).includes(text), `${what}: no "${text}" in ${await textOf(page)}`);
}

async function answer(page, choices) {
    for (const [name, value] of Object.entries(choices)) {
        const list = page.locator(`select[name=${name}]`);
        if (await list.count()) await list.selectOption(value);
        else await page.check(`input[name=${name}][value="${value}"]`);
    }
    await page.locator("form[data-keep] button").first().click();
}

async function walkTest(site, chair, one, two, screen) {
    await put(chair, "test", "Which of these do we stand for?", lines("Skills come first", "A shared data team pays for itself"));
    await see(chair, "the room, asked");
    expect(!(await textOf(screen)).includes("Which of these"), "the screen shows what is not open");
    await step(chair, "open");
    await heard(screen, "Which of these do we stand for?", "the screen, opened");
    await heard(one.page, "Which of these do we stand for?", "a phone, opened");
    await see(one, "a phone is asked");
    await answer(one.page, { c1: "1", c2: "3" });
    await heard(one.page, "Your answer is in", "a phone that answered");
    await heard(screen, "Answers so far: 1", "the screen counts");
    // a phone without a connection keeps its answer and sends it once
    await heard(two.page, "Which of these do we stand for?", "the second phone");
    await two.page.context().setOffline(true);
    await answer(two.page, { c1: "1", c2: "2" });
    await heard(two.page, "No connection", "a phone without connection");
    await two.page.context().setOffline(false);
    await heard(two.page, "Your answer is in", "sent when it is back");
    await heard(screen, "Answers so far: 2", "both are counted once");
    expect(sql(site, "select count(*) from ballot where number = 0") === "2", "a ballot counts twice");
    expect(!(await textOf(screen)).includes("support,"), "totals before the end");
    await step(chair, "close");
    await heard(screen, "2 support, 0 oppose, 0 need more facts", "the screen, closed");
    expect(sql(site, "select count(*) from ballot") === "0", "ballots stay when a vote is closed");
    await screen.locator("summary").first().click();
    await see({ page: screen, name: "screen", isLookedAt: true }, "the screen, a result");
}

async function walkDots(chair, one, two) {
    await put(chair, "dots", "What do we begin with?", lines("Buses", "Roofs", "Data", "Skills", "Trees"));
    await step(chair, "open");
    await heard(one.page, "What do we begin with?", "dots, a phone");
    await answer(one.page, { c1: "1", c2: "1", c3: "1" });
    await heard(one.page, "more dots than you have", "too many dots");
    expect(await one.page.locator("select[name=c3]").inputValue() === "1", "what was chosen is lost");
    await see(one, "too many dots");
    await answer(one.page, { c3: "0" });
    await heard(one.page, "Your answer is in", "dots are in");
    await heard(two.page, "What do we begin with?", "dots, the second phone");
    await answer(two.page, { c2: "1", c3: "1" });
    await heard(two.page, "Your answer is in", "dots of the second");
    await step(chair, "close");
    await heard(one.page, "2 dots, from 2 of 2", "dots are counted");
    expect((await textOf(one.page)).includes("the lot decided"), "a lot is not said");
}

async function walkOrder(chair, one, two) {
    await put(chair, "order", "In which order?", lines("Bus", "Tram", "Bicycle"));
    await step(chair, "open");
    await heard(one.page, "In which order?", "order, a phone");
    await answer(one.page, { c1: "1", c2: "2", c3: "3" });
    await heard(one.page, "Your answer is in", "an order is in");
    await heard(two.page, "In which order?", "order, the second phone");
    await answer(two.page, { c1: "2", c2: "1", c3: "3" });
    await heard(two.page, "Your answer is in", "the other order is in");
    await step(chair, "close");
    await heard(chair.page, "shares this place", "ties are shown");
    await chair.page.locator("summary").first().click();
    expect((await textOf(chair.page)).includes("1. Bus, 1. Tram, 3. Bicycle"), "other rules are not behind it");
    await see(chair, "the room, an order");
}

// What a phone does in its group: presses a button by its words.
async function press(page, text) {
    await page.locator(`button:has-text("${text}")`).first().click();
}

async function writeCard(page, text) {
    await page.fill("#card", text);
    await press(page, "Put the card on the table");
    await page.locator("main li p", { hasText: text }).first().waitFor({ timeout: HEARD_MS }).catch(() => {});
    expect((await textOf(page)).includes(text), `a card is not there: ${await textOf(page)}`);
}

const cardIn = (page, text) => page.locator("li", { hasText: text }).first();

async function moveCard(page, text, to) {
    await cardIn(page, text).locator("select").selectOption(to);
    await cardIn(page, text).locator("button").click();
}

// A round of groups: made, begun, cards written by two phones of a group at once, sorted, named, one kept apart; what they say goes into plenary.
async function walkGroups(site, chair, one, two, screen, open) {
    await chair.page.goto(run);
    await chair.follow(`main a[href$='/groups/${WORK}']`);
    expect((await textOf(chair.page)).includes("3 people are to be seated."), `who is there: ${await textOf(chair.page)}`);
    await see(chair, "groups, not made");
    await fillAll(chair, { number: "1" }, "button[value=make]");
    await arrive(chair, /\?done=make$/, "groups are made");
    expect((await textOf(chair.page)).includes("nobody has met before"), "how good the seats are is not said");
    await step(chair, "begin");
    await heard(one.page, "You are in group 1", "a phone has a group");
    expect(/Now: What holds us back \(until \d\d:\d\d\)/.test(await textOf(one.page)), `what is on: ${await textOf(one.page)}`);
    expect(/With .*Cleo/.test(await textOf(one.page)), "with whom is not said");
    await heard(two.page, "You are in group 1", "the second phone has one");
    await heard(screen, "Group 1", "the screen shows groups");
    expect(!(await textOf(screen)).includes("Cleo"), "the open screen shows names");
    await screen.goto(await linkOf(chair));
    expect((await textOf(screen)).includes("Cleo"), "the screen of who runs the room shows no names");
    await see({ page: screen, name: "screen", isLookedAt: true }, "the screen, groups");
    // both write at once; one of them without a connection
    await two.page.context().setOffline(true);
    await two.page.fill("#card", "Nobody owns the data");
    await press(two.page, "Put the card on the table");
    await heard(two.page, "No connection", "a card without connection");
    await writeCard(one.page, "Budgets end in December");
    await writeCard(one.page, "We meet too seldom");
    await two.page.context().setOffline(false);
    await heard(one.page, "Nobody owns the data", "a card of the other phone");
    await heard(two.page, "We meet too seldom", "cards of the first phone");
    expect(sql(site, "select count(*) from breakout_card") === "3", "a card is there twice, or not");
    const pending = cardIn(two.page, "We meet too").locator("select");
    await pending.selectOption("apart");
    await two.page.locator("#card").focus();
    await moveCard(one.page, "Budgets end", "new");
    await heard(two.page, "Group of cards A", "a group of cards on the other phone");
    expect(await pending.inputValue() === "apart", "what was chosen and not sent is lost when the page is brought up to date");
    await moveCard(two.page, "Nobody owns", "1");
    await heard(one.page, "Group of cards A (2 cards)", "two cards together");
    await one.page.fill("#name-1", "Rules of the house");
    await press(one.page, "Save");
    await heard(two.page, "Rules of the house (2 cards)", "the name on the other phone");
    await moveCard(two.page, "We meet too", "apart");
    await heard(two.page, "Kept apart (1 card)", "a card kept apart");
    await see(one, "a phone, its group");
    await one.page.fill("#says", "Budgets over two years would help");
    await one.page.locator("#says").press("Enter");
    await heard(one.page, "choose one of the three", "a statement needs how sure");
    expect(await one.page.inputValue("#says") === "Budgets over two years would help", "a statement is lost");
    await one.page.check("#sure-fairly");
    await press(one.page, "Say it to all");
    await heard(two.page, "Budgets over two years would help", "a statement on the other phone");
    expect((await textOf(two.page)).includes("we are fairly sure"), "how sure it is, is not said");
    await heard(chair.page, "Budgets over two years would help", "who runs the room hears it");
    await see(chair, "groups at work");
    const late = mouse(await open({ javaScriptEnabled: false, locale: "de-DE", viewport: NARROW }));
    await join(late, "Ada");
    await walkCookie(site, late);
    await walkLate(late, chair);
    await press(chair.page, "Take it into plenary");
    await arrive(chair, /\?done=take$/, "a statement is taken");
    await chair.follow("main a[href$='/room']");
    await press(chair.page, "Open it");
    await heard(screen, "From group 1: we are fairly sure", "the screen says where a statement comes from");
    await step(chair, "close");
    // the vote of a block is asked when that block begins
    await chair.page.check("#kind-dots");
    await chair.page.selectOption("#block", VOTING);
    await fillAll(chair, { question: "Which first?", options: lines("Roofs", "Buses") }, "button[value=put]");
    await step(chair, "open");
    expect((await textOf(chair.page)).includes("while this is going on: What comes first"), "when phones show it is not said");
    expect(!(await textOf(one.page)).includes("Which first?"), "a vote of a later block is shown");
    await press(chair.page, "Begin: What comes first");
    await heard(one.page, "Which first?", "a vote of its block");
    expect(!(await textOf(one.page)).includes("You are in group"), "a group of an earlier block is shown");
    await press(chair.page, "End what is going on");
    await arrive(chair, /\?done=end$/, "a block ends");
    return late;
}

// The code leads the same phone back to its page; somebody else on it joins anew.
async function walkCookie(site, hand) {
    const own = new URL(hand.page.url()).pathname;
    const [cookie] = (await hand.page.context().cookies()).filter(({ name }) => name === "room-phone");
    expect(cookie?.path === "/room" && cookie.httpOnly && cookie.sameSite === "Strict", `the cookie of the room: ${JSON.stringify(cookie)}`);
    expect(cookie.expires - Date.now() / 1000 <= 86_400, "the cookie of the room stays for more than a day");
    for (const path of [`/room/${CODE}`, "/room"]) {
        await hand.page.goto(path);
        expect(new URL(hand.page.url()).pathname === own, `${path} leads to ${hand.page.url()}`);
    }
    expect(sql(site, "select count(*) from participant where short_name = 'Ada'") === "1", "a phone has joined twice");
    await hand.page.goto(`/room/${CODE}?as=new`);
    expect(await hand.page.locator("input[name=as][value=new]").count() === 1, "nobody else can join with this phone");
    await hand.page.goto(own);
}

// Late, without script, in German: a seat, a card, sorted and kept apart.
async function walkLate(hand, chair) {
    await chair.page.goto(`${run.replace(/room$/, "groups")}/${WORK}`);
    await hand.page.reload();
    await hand.send("button[value=seat]");
    await arrive(hand, /\?done=seat$/, "a seat without script");
    await fillAll(hand, { card: "Die Stadt plant nur für ein Jahr" }, "button[value=write]");
    await arrive(hand, /\?done=write$/, "a card without script");
    await hand.page.locator("li", { hasText: "Die Stadt plant" }).locator("select").selectOption("apart");
    await hand.page.locator("li", { hasText: "Die Stadt plant" }).locator("button").click();
    await arrive(hand, /\?done=move$/, "a card is kept apart without script");
    await hand.page.locator("details summary").first().click();
    await see(hand, "a phone in German, its group");
    await heard(chair.page, "Ada", "who came late is seen");
}

const linkOf = (chair) => chair.page.evaluate(async (path) => {
    const text = await (await fetch(path)).text();
    return new DOMParser().parseFromString(text, "text/html").querySelector("a[href^='/room/screen/']").getAttribute("href");
}, run);

// More options than a form has: in steps, without script; one that is moved in a later step has that place alone.
async function walkSteps(site, chair, hand) {
    const all = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"].map((name) => `Option ${name}`);
    await put(chair, "order", "Twelve in order?", lines(...all));
    await step(chair, "open");
    await hand.page.reload();
    const sendStep = async (choices) => {
        for (const [name, value] of Object.entries(choices)) await hand.page.locator(`select[name=${name}]`).first().selectOption(value);
        await hand.page.locator("form[data-keep] button").first().click();
    };
    expect(await hand.page.locator("form[data-keep]").first().locator("select").count() === 5, "a step has more than five inputs");
    await sendStep({ c1: "3", c2: "3" });
    expect(await hand.page.locator("#mistakes").count() === 1, "two places for one option are taken");
    await sendStep({ c1: "3", c2: "1", c3: "2", c4: "4", c5: "5" });
    await arrive(hand, /from=6$/, "the second step");
    await sendStep({ c1: "5", c2: "12" });
    await arrive(hand, /from=11$/, "the third step");
    await see(hand, "a vote in steps");
    await sendStep({});
    await arrive(hand, /done=answered$/, "an order in steps is in");
    const ranks = sql(site, "select number || '=' || value from ballot where number > 0 order by value").split("\n").join(" ");
    expect(ranks === "3=1 1=2 2=3 4=4 5=6 12=7", `an order in steps: ${ranks}`);
    await step(chair, "close");
}

// Five rate twice: in German, without script.
async function walkAgree(site, chair, five) {
    await put(chair, "agree", "Do we agree on this?", "Every department publishes its data");
    await step(chair, "open");
    for (const [i, hand] of five.entries()) {
        await hand.page.reload();
        await hand.page.check(`input[name=c1][value="${i === 0 ? 2 : 4}"]`);
        await hand.send("form[data-keep] button");
        await arrive(hand, /\?done=answered$/, "an answer without script");
    }
    expect(!(await textOf(chair.page)).includes("the middle is"), "how they rated is shown while they do");
    await step(chair, "again");
    expect((await textOf(chair.page)).includes("5 rated it: the middle is 4, half of them between 4 and 4."), `the first round: ${await textOf(chair.page)}`);
    for (const hand of five) {
        await hand.page.reload();
        await hand.send("form[data-keep] button");
    }
    await see(five[1], "a phone in German, second round");
    await step(chair, "close");
    expect((await textOf(chair.page)).includes("We agree."), `what came of it: ${await textOf(chair.page)}`);
    expect(sql(site, "select count(*) from ballot") === "0", "ballots stay");
}

// What was done on paper, typed in afterwards: cards once, however often; counts of a question that no phone answered, looked at, then shown.
async function walkPaper(site, chair, hand) {
    await chair.page.goto(`${run.replace(/room$/, "groups")}/${WORK}`);
    await chair.follow("main a[href$='/paper']");
    await see(chair, "cards from paper");
    const bring = async (rows) => {
        await chair.page.selectOption("#group", "0");
        await fillAll(chair, { rows }, "button[value=put]");
    };
    await bring(lines("group,card", "1,Night buses", "9,Nowhere", "1,"));
    expect((await textOf(chair.page)).includes("Line 3 “9,Nowhere” does not begin with the number of a group"), `a bad line: ${await textOf(chair.page)}`);
    expect(await chair.page.inputValue("#rows") === lines("group,card", "1,Night buses", "9,Nowhere", "1,"), "what was typed is lost");
    expect(sql(site, "select count(*) from breakout_card where paper_at is not null") === "0", "half of it was kept");
    await see(chair, "cards from paper, some to mend");
    for (const says of ["2 cards are put in", "2 cards stood there from paper already"]) {
        await bring(lines("1,Night buses", "1,Flat roofs"));
        expect((await textOf(chair.page)).includes(says), `${says}: ${await textOf(chair.page)}`);
    }
    await chair.follow("main a[href$='/groups/" + WORK + "']");
    expect((await chair.page.locator("main").textContent()).includes("Night buses (from paper)"), "cards are not marked as from paper");
    await chair.page.goto(run);
    await put(chair, "dots", "On which sheets?", lines("Sheets, white", "Cards"));
    await chair.follow("main a[href*='/room/paper/']");
    await see(chair, "counts from paper");
    expect((await chair.page.inputValue("#rows")).includes('"Sheets, white",'), "the options are not there to be filled in");
    await fillAll(chair, { sheets: "6", rows: lines('"Sheets, white",7', "Cards,1") }, "button[value=put]");
    expect((await textOf(chair.page)).includes("more dots than so many sheets"), `too many dots: ${await textOf(chair.page)}`);
    await fillAll(chair, { sheets: "6", rows: lines('"Sheets, white",5', "2,1") }, "button[value=put]");
    await arrive(chair, /\?done=put$/, "counts are put in");
    await see(chair, "counts from paper, not shown yet");
    await hand.page.goto(hand.own);
    expect(!(await textOf(hand.page)).includes("On which sheets?"), "counts are shown before their time");
    await chair.send("button[value=show]");
    await arrive(chair, /\?done=show$/, "counts are shown");
    await hand.page.reload();
    const shown = await hand.page.locator("main").textContent();
    expect(shown.includes("On which sheets?") && /5 (dots|Punkte)/.test(shown), `a phone, counted on paper: ${shown}`);
}

// The file goes to a laptop's server with a file of its own, both sides go on, and it comes home: whole, once, also without script.
async function walkCarried(site, browser, chair, token) {
    const carry = run.replace(/room$/, "carry");
    const votes = (where) => Number(sql(where, "select count(*) from vote"));
    const fileOf = async (page) => (await page.request.get(new URL(await page.locator("a[href$='carry.txt']").getAttribute("href"), page.url()).href)).text();
    const before = votes(site);
    await chair.page.goto(carry);
    expect(await chair.page.locator("a[href$='carry.txt']").count() === 0 && (await textOf(chair.page)).includes("A question of the room is open"),
        "a file goes while people answer");
    for (await chair.page.goto(run); await chair.page.locator("button[value=close]").count() > 0;) {
        await step(chair, "close");
    }
    await chair.page.goto(run.replace(/\/room$/, ""));
    await chair.follow("main a[href$='/carry']");
    await see(chair, "carry, at home");
    const out = await fileOf(chair.page);
    const second = await startSite(program, { seeded: false, onFile: true });
    try {
        const there = execFileSync(makePeople, [second.db, "colleague-a"], { encoding: "utf8" }).trim().split(" ")[1];
        const path = `${second.folder}/out.txt`;
        writeFileSync(path, out);
        execFileSync(program, ["programme", "import", path, "--db", second.db], { stdio: "pipe", env: second.env });
        expect(votes(second) === before, "not all went along");
        const { page } = await openPage(browser, second.base, findings);
        await page.context().addCookies([{ name: "session", value: there, url: second.base, httpOnly: true, sameSite: "Lax" }]);
        const laptop = { ...mouse(page), name: "laptop", isLookedAt: true };
        await page.goto(run);
        await put(laptop, "dots", "Asked on the laptop?", lines("Yes", "No"));
        await chair.page.goto(run);
        await put(chair, "dots", "Asked at home?", lines("Yes", "No"));
        await page.goto(carry);
        expect((await textOf(page)).includes("Here it is a guest"), "a guest is not told that it is one");
        await see(laptop, "carry, on the laptop");
        const back = await fileOf(page);
        const { page: bare } = await openPage(browser, site.base, findings, { javaScriptEnabled: false, locale: "de-DE", viewport: NARROW });
        await bare.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
        const home = { ...mouse(bare), name: "home", isLookedAt: false };
        const look = async (rows, hand = home) => {
            await hand.page.goto(carry);
            await hand.page.fill("#rows", rows);
            await hand.send("button[value=look]");
        };
        await look(back.slice(0, -20));
        expect(await bare.locator("#mistakes li").count() === 1, "half a file is taken");
        await look(back);
        expect(/3 Einträge sind neu/.test(await textOf(bare)), `what is new: ${(await textOf(bare)).slice(0, 2000)}`);
        await look(back, chair);
        await see(chair, "carry, looked at");
        expect(votes(site) === before + 1, "looking changes something");
        await home.send("button[value=keep]");
        await arrive(home, /done=brought/, "it is home");
        expect(votes(site) === before + 2, `questions at home: ${votes(site)}, before ${before}`);
        await look(back);
        expect((await textOf(bare)).includes("Nichts: Es steht hier"), `the same file again: ${(await textOf(bare)).slice(0, 2000)}`);
    } finally {
        await second.stop();
    }
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    const token = execFileSync(makePeople, [site.db, "colleague-a"], { encoding: "utf8" }).trim().split(" ")[1];
    makeProgramme(site);
    makeAgenda(site);
    const open = async (options) => (await openPage(browser, site.base, findings, options)).page;
    const chair = { ...mouse(await open()), name: "chair", isLookedAt: true };
    await chair.page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    const refused = { expect: (holds, what) => findings.expect(holds || /room\/in.*status of 400/.test(what), what) };
    const one = { ...mouse((await openPage(browser, site.base, refused, { viewport: NARROW })).page), name: "phone", isLookedAt: true };
    const lost = { expect: (holds, what) => findings.expect(holds || what.includes("ERR_INTERNET_DISCONNECTED"), what) };
    const two = { ...keyboard((await openPage(browser, site.base, lost, { viewport: NARROW })).page, "by keyboard") };
    const screen = await open();
    await screen.goto(`/room/${CODE}/screen`);
    await see({ page: screen, name: "screen", isLookedAt: true }, "the screen, nothing asked");
    await chair.page.goto(run.replace(/\/room$/, ""));
    await chair.follow("main a[href$='/room']");
    await arrive(chair, /\/room$/, "the programme leads to its room");
    await see(chair, "the room, new");
    await join(one, "Ann");
    await see(one, "a phone, nothing asked");
    await join(two, "Ben");
    await heard(screen, "On the list, or joined by the code: 3", "the screen counts who joins");
    await walkTest(site, chair, one, two, screen);
    await walkDots(chair, one, two);
    await walkOrder(chair, one, two);
    const ada = await walkGroups(site, chair, one, two, screen, open);
    const five = [ada];
    for (const name of ["Bea", "Cem", "Dov", "Eva"]) {
        const hand = mouse(await open({ javaScriptEnabled: false, locale: "de-DE", viewport: NARROW }));
        await join(hand, name);
        five.push(hand);
    }
    await walkSteps(site, chair, ada);
    await walkAgree(site, chair, five);
    ada.own = new URL(ada.page.url()).pathname;
    await walkPaper(site, chair, ada);
    await walkCarried(site, browser, chair, token);
    const other = await open();
    for (const path of ["/room/AAAAAA", "/room/AAAAAA/screen", "/room/in/room~aa~1~bb", run]) {
        const status = (await other.request.get(`${site.base}${path}`, { maxRedirects: 0 })).status();
        expect([303, 403, 404].includes(status), `${path} gives ${status} to anybody`);
    }
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("room");
