// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A half-day from its first mail to the review after 30 days: somebody of the city prepares and runs it, nine take part, each with a page
// of their own: phones and laptops, English and German, one without script, one who comes by the code, one in the place of another. They
// answer the survey, mark cards of the wall, work in two groups, test what the groups say, pick, put in order and rate; two lose their
// connection, one while typing a card, one while voting. All that is shown is held against what they entered, counted here once more
// (chain_counts.mjs). Then notes, a correction, four eyes, DOCX, decisions, actions, their mails. Everything by pages and mails; the
// database is touched only to make days pass, and names of the city and its people nicer.
//
//     [SHOTS=folder] node chain.mjs PROGRAM MAKE_PEOPLE

import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { agreed, borda, dotsOf, lowerMedian, schulze, shownOf, times } from "./chain_counts.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { mouse } from "./hands.mjs";
import { Findings, freePort, startSite } from "./program.mjs";
import { statesOf } from "./states.mjs";
import { linksOf, mailTo, startServer } from "../http/mail_server.mjs";
import { sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { see, fillAll, arrive, count } = statesOf(findings);
const textOf = (page) => page.locator("main").innerText();
const day = (ahead) => new Date(Date.now() + ahead * 86400_000).toISOString().slice(0, 10);
const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1280, height: 800 };
const PATIENCE_MS = 15_000;

/* ---- who takes part, and what each of them says; chain_counts says what it comes to */

const EN = {}, DE = { locale: "de-DE" };
const person = (name, organisation, sector, role, options, says) => ({ name, organisation, sector, role, options, says, key: name.split(" ")[0], mail: `${name.split(" ")[0].toLowerCase()}@people.example` });
const all = [
    person("Ada Adam", "City council", "public", "Chief executive", { ...EN, viewport: PHONE },
        { shared: 2, works: ["council"], hinders: "money", first: ["skills", "energy"], years: 2, smart: "We begin with <the why>", card: "Budgets end in December", test: [1, 1], dots: [0, 1], order: [1, 2, 3], rate: [2, 1, 2] }),
    person("Ben Bauer", "City council", "public", "Kämmerer", { ...DE, viewport: PHONE },
        { shared: 2, works: ["council"], hinders: "money", first: ["skills", "data"], years: 3, card: "Wir planen nur für ein Jahr", test: [1, 1], dots: [0, 1], order: [1, 2, 3], rate: [2, 1, 2] }),
    person("Cleo Care", "Care for all", "third", "Trustee", { ...EN, viewport: PHONE },
        { shared: 2, works: ["council", "business"], hinders: "money", first: ["skills", "homes"], years: 3, card: "Nobody asks the villages around us", test: [1, 1], dots: [0, 1], order: [1, 3, 2], rate: [2, 1, 2] }),
    person("Dora Dorn", "Care for all", "third", "Vorstand", { ...DE, javaScriptEnabled: false, viewport: PHONE },
        { shared: 2, works: ["council", "business"], hinders: "money", first: ["skills", "funds"], years: 4, smart: "Wir hören zu", card: "Große Städte bekommen das Geld", test: [1, 1], dots: [0, 1], order: [2, 1, 3], rate: [2, 3, 3] }),
    person("Emil Eck", "Mill Ltd", "private", "Director of IT", { ...EN, viewport: LAPTOP, drops: true },
        { shared: 2, works: ["council"], hinders: "money", first: ["skills"], years: 5, card: "Our data lies in <nine> systems", test: [1, 1], dots: [0, 2], order: [2, 1, 3], rate: [3, 3, 3] }),
    person("Fay Finn", "Mill Ltd", "private", "Founder", { ...EN, viewport: PHONE },
        { shared: 4, works: ["council"], hinders: "time", first: ["skills"], years: 5, card: "We meet too seldom", test: [1, 2], dots: [0, 2], order: [2, 1, 3], rate: [2, 3, 3] }),
    person("Gus Grau", "College", "public", "Rektor", { ...DE, viewport: PHONE, drops: true },
        { shared: 4, works: [], hinders: "time", first: ["energy"], years: 6, card: "Niemand besitzt die Daten", test: [1, 2], dots: [0, 3], order: [3, 1, 2], rate: [2, 4, 3] }),
    person("Sam Sub", "College", "public", "", { ...EN, viewport: LAPTOP },
        { shared: 4, works: [], hinders: "time", first: ["energy"], years: 8, card: "Students leave and do not come back", test: [1, 2], dots: [1, 2], order: [1, 2, 3], rate: [2, 4, 1] }),
    person("Ivy Ide", "Library", "public", "Librarian", { ...EN, viewport: PHONE, byCode: true },
        { shared: 4, works: [], hinders: "slow", first: ["energy"], years: 10, card: "Decisions take a year", test: [1, 3], dots: [3, 4], order: [1, 2, 3], rate: [2, 4, 1] }),
];
const said = (name) => all.map(({ says }) => says[name]);
const named = (key) => all.find((one) => one.key === key);
const script = (one) => one.options.javaScriptEnabled !== false;
const german = (one) => one.options.locale === "de-DE";
const HANNA = { name: "Hanna Hall", key: "Hanna", organisation: "College", sector: "public", role: "Head", mail: "hanna@people.example" };
const OPTIONS = ["Shared data team", "Skills for all", "Heat plan", "Buses", "One website"];
const PROJECTS = ["Case studies", "Joint vision", "Brand"];
const CRITERIA = ["A shared vision", "Outcomes before technology", "Leadership that answers for it"];
const LEVELS = ["Isolated", "Emerging", "Agreed", "Embedded", "Renewing"];
const STATEMENTS = [{ says: "Budgets over two years would help", sure: "sure" }, { says: "A small city decides faster than a <big> one", sure: "guess" }];

let programme = "";
let assessment = "";
let code = "";
const here = (behind = "") => `/member-cities/${"a".repeat(32)}/programmes/${programme}${behind}`;

async function says(page, parts, what) {
    const text = await textOf(page);
    for (const part of parts) expect(text.includes(part), `${what} does not say ${part}: ${text.slice(0, 3000)}`);
}

// It stands there by itself, without opening the page anew.
async function heard(page, text, what) {
    let now = await textOf(page);
    for (const end = Date.now() + PATIENCE_MS; !now.includes(text) && Date.now() < end; now = await textOf(page)) await page.waitForTimeout(50);
    return expect(now.includes(text), `${what}: no "${text}" in ${now.slice(0, 3000)}`);
}

async function somebody(site, browser, kind, name, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    sql(site, `update person set name = '${name}' where id = (select max(id) from person)`);
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

// The jobs process looks each hour, and when it starts: a second server over the same database, for as long as it takes.
async function clockTicks(site, act) {
    const second = spawn(program, ["serve", "--workers", "1", "--listen", `127.0.0.1:${await freePort()}`, "--base-url", site.base, "--db", site.db], { stdio: "ignore" });
    try {
        return await act();
    } finally {
        const ended = new Promise((done) => second.once("exit", done));
        second.kill("SIGTERM");
        await ended;
    }
}

/* ---- before it */

async function prepare(site, chair) {
    const { page } = chair;
    await page.goto(`/member-cities/${"a".repeat(32)}/programmes`);
    await page.getByRole("link", { name: "Make a leadership programme" }).click();
    await page.selectOption("#template", "two_hours");
    await page.selectOption("#languages", "en-de");
    await fillAll(chair, { name: "Half a day for <Gabrovo>", day: day(0) }, "button[value=begin]");
    await arrive(chair, /\/programmes\/[0-9a-f]{32}\?done=made$/, "it is made");
    programme = new URL(page.url()).pathname.split("/").pop();
    sql(site, "update programme set ends_on = ends_on + 1"); // the room is open still when midnight comes meanwhile
    await page.goto(here("/participants"));
    await fillAll(chair, { name: all[0].name, organisation: all[0].organisation, role: all[0].role, mail: all[0].mail }, "button[value=add]");
    await page.goto(here("/participants/paste"));
    const rows = [...all.slice(1).filter(({ key }) => key !== "Sam"), HANNA].map((one) => [one.name, one.organisation, one.sector, one.role, one.mail, one.options?.locale ? "de" : "en"].join("\t"));
    await fillAll(chair, { rows: ["Name\tOrganisation\tSector\tRole\tMail\tLanguage", ...rows].join("\n") }, "button[value=look]");
    await says(page, ["People understood: 8 of 8"], "a table of eight");
    await chair.send("button[value=keep]");
    await arrive(chair, /done=pasted/, "eight are kept");
    await chair.send("button[value=ask]");
    await arrive(chair, /done=asked/, "pages are mailed");
    await see(chair, "who is asked");
}

async function linkIn(server, address, path, n) {
    const mail = await mailTo(findings, server, address, n);
    const link = linksOf(mail).find((one) => one.includes(path));
    expect(link, `the mail ${n} to ${address} has no link to ${path}: ${mail?.text?.slice(0, 800)}`);
    return link;
}

// Each says that they come; one names somebody else.
async function answerMails(site, server, browser) {
    const other = mouse((await openPage(browser, site.base, findings, { viewport: PHONE })).page);
    await other.page.goto(await linkIn(server, HANNA.mail, "/taking-part/", 1));
    await fillAll(other, { name: named("Sam").name, mail: named("Sam").mail }, "button[value=substitute]");
    await arrive(other, /\?done=substitute$/, "a substitute is named");
    await other.page.context().close();
    await Promise.all(all.map(async (one) => {
        one.link = await linkIn(server, one.mail, "/taking-part/", 1);
        await one.page.goto(one.link);
        expect((await one.page.locator("main h2").first().innerText()) === (german(one) ? "Hausregeln" : "House rules"), `house rules do not stand first for ${one.key}`);
        await one.hand.send("button[value=accept]");
        await arrive(one.hand, /\?done=accepted$/, `${one.key} comes`);
    }));
    await see(named("Ada").hand, "one's own page");
}

/* ---- the survey before */

async function answerSurvey(server, one) {
    const { page, hand, says: mine } = one;
    await page.goto(await linkIn(server, one.mail, "/surveys/", 2));
    await hand.follow("main a.sg-button");
    await page.locator(`[id='q.shared.${mine.shared - 1}']`).check();
    for (const code of mine.works) await page.locator(`[name='q.works'][value='${code}'], [name='q.works.${code}']`).first().check();
    await page.locator(`[id='q.hinders.${["money", "time", "slow", "facts", "talk"].indexOf(mine.hinders)}']`).check();
    await hand.send("button[value=next]");
    for (const [i, code] of mine.first.entries()) await page.selectOption(`[id='q.first.${i + 1}']`, code);
    await page.locator("[id='q.years']").fill(String(mine.years));
    await page.locator("[id='q.smart']").fill(mine.smart ?? "");
    await hand.send("button[value=next]");
    await hand.send("button[value=send]");
    await arrive(hand, /\?done=sent$/, `${one.key} sends the survey`);
}

// Rows of the table below a heading of the results.
async function tableOf(page, title) {
    const rows = page.locator("section", { has: page.getByRole("heading", { name: title }) }).locator("tbody tr");
    return (await rows.allInnerTexts()).map((row) => row.split("\t").map((cell) => cell.trim()));
}

async function holdsTable(page, title, labels, counts, adds) {
    const shown = shownOf(counts, { adds });
    const rows = await tableOf(page, title);
    for (const [i, label] of labels.entries()) {
        const row = rows.find((one) => one[0] === label);
        expect(row?.[1] === shown[i], `${title}: ${label} is ${row?.[1]}, and should be ${shown[i]}: ${JSON.stringify(rows)}`);
    }
}

async function survey(chair, server) {
    const { page } = chair;
    await page.goto(here("/survey"));
    await chair.send("button[value=make]");
    await page.locator("#named-no").check();
    await chair.send("button[value=open]");
    await arrive(chair, /\?done=open$/, "the survey is opened");
    await Promise.all(all.slice(0, 4).map((one) => answerSurvey(server, one)));
    await page.goto(here("/survey/results"));
    expect((await page.locator("main table").count()) === 0 && !/skills/i.test(await textOf(page)), `what four said is shown: ${await textOf(page)}`);
    await Promise.all(all.slice(4).map((one) => answerSurvey(server, one)));
    await page.goto(here("/survey"));
    await says(page, ["9 of 10 who were asked have answered"], "the survey, nine answers");
    await chair.send("button[value=close]");
    await arrive(chair, /\?done=closed$/, "it is closed");
    await page.goto(here("/survey/results"));
    await see(chair, "what the survey said");
    const shared = said("shared");
    const steps = [1, 2, 3, 4, 5];
    await holdsTable(page, "How well do we share one picture", steps.map(String), steps.map((n) => times(shared, n)), true);
    await holdsTable(page, "What stands in our way most?", ["Money", "Time and people", "Decisions take long", "We do not know enough", "We do not talk to each other", "Something else"],
        ["money", "time", "slow", "facts", "talk", ""].map((code) => times(said("hinders"), code)), true);
    const firsts = said("first").map(([first]) => first);
    const codes = ["skills", "energy", "moving", "data", "homes", "funds"];
    await holdsTable(page, "What should our city work on first?", ["Skills", "Energy and climate", "Getting about", "Data and digital services", "Homes and public places", "Money for projects"],
        codes.map((code) => times(firsts, code)), true);
    await holdsTable(page, "With whom do you already work?", ["The council", "Businesses"], ["council", "business"].map((code) => said("works").filter((list) => list.includes(code)).length), false);
    await says(page, [`Half said ${lowerMedian(shared)} or less.`, `Half said ${lowerMedian(said("years"))} or less.`, "Fewer than five answered it: nothing of it is shown.",
        `${times(firsts, "skills")} of 9 put “Skills” first`, `${times(said("hinders"), "money")} of 9 said “Money”`], "results");
    expect(!/the why|hören zu/.test(await textOf(page)), "what two wrote is shown");
    await chair.send("li:has-text('put “Skills” first') button[value=wall]");
    await arrive(chair, /results\?done=wall$/, "a sentence is hung on the wall");
}

/* ---- the wall */

const MARKS = { "put “Skills” first": ["Ada", "Ben", "Cleo", "Dora", "Emil", "Ivy"], "Relatively small sums": ["Ben", "Fay"] };

async function wall(chair) {
    const { page } = chair;
    await page.goto(here("/wall/new"));
    await fillAll(chair, { claim: "Relatively small sums could change a small city", source: "Session notes" });
    await arrive(chair, /\/cards\/[0-9a-f]{32}\?done=new$/, "a card by hand");
    await Promise.all(all.map(async (one) => {
        for (const [claim, keys] of Object.entries(MARKS)) {
            if (!keys.includes(one.key)) continue;
            await one.page.goto(`${one.link}/wall`);
            await one.hand.send(`li:has-text("${claim}") button[name=mark]`);
            await arrive(one.hand, /\/wall\?done=marked$/, `${one.key} marks a card`);
        }
    }));
    await page.goto(here("/wall"));
    await see(chair, "the wall, marked");
    for (const [claim, keys] of Object.entries(MARKS)) {
        const card = await page.locator("li.sg-card", { hasText: claim }).innerText();
        expect(card.includes(`${keys.length} participants find that it matters.`), `marks of ${claim}: ${card}`);
    }
}

/* ---- the room */

async function enter(chair, one) {
    const { page, hand } = one;
    if (one.options.byCode) {
        await chair.page.goto(here());
        code = /Code of the room\s+([A-Z0-9]{6})/.exec(await textOf(chair.page))[1];
        await page.goto("/room");
        await fillAll(hand, { code: code.toLowerCase() });
        await fillAll(hand, { name: one.key });
    } else {
        await page.goto(one.link);
        await hand.follow("main a[href*='/room/in/']");
        await page.waitForURL(/\/room\/in\//);
    }
    await arrive(hand, /\/room\/in\/room~/, `${one.key} is in the room`);
    await says(page, [one.key], `the page of ${one.key}`);
}

// What script would do by itself is a look again without it.
async function lookAgain(one) {
    if (!script(one)) await one.page.reload();
}

const KEPT = { en: "No connection: your answer is kept here", de: "Keine Verbindung: Ihre Antwort wird hier behalten" };
const IN = { en: "Your answer is in", de: "Ihre Antwort ist da" };
const tongue = (one) => german(one) ? "de" : "en";

async function writeCard(one) {
    const { page, says: { card } } = one;
    await lookAgain(one);
    await page.locator("#card").waitFor({ timeout: PATIENCE_MS });
    const drops = one.key === "Emil";
    if (drops) await page.context().setOffline(true); // while it is typed
    await page.fill("#card", card);
    await page.locator("button[value=write]").click();
    if (drops) {
        await heard(page, KEPT.en, "a card without connection");
        expect(await page.inputValue("#card") === card, "what was typed without connection is lost");
        await page.context().setOffline(false);
    }
    await page.locator("main li p", { hasText: card }).first().waitFor({ timeout: PATIENCE_MS }).catch(() => {});
    await says(page, [card], `the group of ${one.key}`);
}

// Short names by group, as whoever runs the room sees them.
const groupsOf = (page) => page.locator("section[aria-labelledby^=group-]").evaluateAll((sections) => sections.map((one) => one.querySelector("p").textContent.split(", ")));
const cardsOf = (page) => page.locator("section[aria-labelledby^=group-]").evaluateAll((sections) => sections.map((one) => [...one.querySelectorAll("details li")].map((li) => li.textContent)));

async function diverge(chair, screen) {
    const { page } = chair;
    await page.goto(here("/room"));
    await says(page, ["On the list, or joined by the code: 11"], "the room");
    await chair.follow("main a[href*='/groups/']");
    await says(page, ["9 people are to be seated."], "groups");
    await fillAll(chair, { number: "2" }, "button[value=make]");
    await arrive(chair, /\?done=make$/, "groups are made");
    const groups = await groupsOf(page);
    const sizes = groups.map((names) => names.length);
    expect(sizes.sort().join() === "4,5" && [...groups.flat()].sort().join() === all.map(({ key }) => key).sort().join(), `nine in two groups: ${JSON.stringify(groups)}`);
    for (const names of groups) {
        const from = names.map((key) => named(key)?.organisation);
        expect(new Set(from).size === from.length, `two of one organisation sit together: ${names}`);
    }
    await chair.send("button[value=begin]");
    await heard(screen, "Group 2", "the screen shows groups");
    expect(!(await textOf(screen)).includes("Cleo"), "the open screen shows names");
    await Promise.all(all.map(writeCard));
    for (const one of all) expect((await one.page.locator("#says, main select").count()) === 0, `${one.key} is asked for more than a card while all write in silence`);
    await page.reload();
    const cards = await cardsOf(page);
    for (const [g, names] of groups.entries()) {
        expect(cards[g].slice().sort().join("|") === names.map((key) => named(key).says.card).sort().join("|"), `cards of group ${g + 1}: ${cards[g].join(" | ")}`);
    }
    await see(named("Ada").hand, "a phone, cards");
    return groups;
}

async function moveCard(one, text, to) {
    const card = one.page.locator("li.sg-row", { hasText: text }).first();
    if (!script(one)) {
        await card.locator("select").selectOption(to);
        await one.hand.send(`li.sg-row:has-text("${text}") button`);
        return;
    }
    await card.locator("select").focus();
    await card.locator("select").selectOption(to);
    await Promise.all([one.page.waitForResponse((answer) => answer.request().method() === "POST"), card.locator("button").click()]);
}

// In each group one sorts, another one names what was sorted, and a third says what comes of it.
async function sortGroup(names, g, block) {
    const people = names.map(named);
    const [sorter, other] = people.filter(script);
    const cards = people.map(({ says: { card } }) => card);
    for (const one of [sorter, other]) await one.page.locator(`input[name=block][value="${block}"]`).first().waitFor({ state: "attached", timeout: PATIENCE_MS });
    await moveCard(sorter, cards[0], "new");
    await heard(sorter.page, german(sorter) ? "Kartengruppe A" : "Group of cards A", "a group of cards");
    await moveCard(sorter, cards[1], "1");
    await heard(sorter.page, german(sorter) ? "(2 Karten)" : "(2 cards)", "two cards together");
    await moveCard(sorter, cards[2], "apart");
    await other.page.locator("#name-1").waitFor({ timeout: PATIENCE_MS });
    await other.page.fill("#name-1", `Rules <of> ${g + 1}`);
    await other.page.locator("form:has(#name-1) button").click();
    await heard(sorter.page, `Rules <of> ${g + 1} (2 `, "the name on another phone");
    const speaker = people.find((one) => !script(one)) ?? sorter;
    await lookAgain(speaker);
    await speaker.page.fill("#says", STATEMENTS[g].says);
    await speaker.page.check(`#sure-${STATEMENTS[g].sure}`);
    await speaker.page.locator("button[value=say]").click();
    await heard(other.page, STATEMENTS[g].says, "a statement on another phone");
    return cards;
}

async function sort(chair, groups) {
    const { page } = chair;
    await page.goto(here("/room"));
    await page.locator("main a[href*='/groups/']").nth(1).click();
    await page.locator("button[value=goon]").click();
    await arrive(chair, /\?done=goon$/, "the same groups go on");
    await chair.send("button[value=begin]");
    const block = new URL(page.url()).pathname.split("/").pop();
    const written = await Promise.all(groups.map((names, g) => sortGroup(names, g, block)));
    await page.reload();
    const cards = await cardsOf(page);
    for (const [g, list] of written.entries()) {
        const wanted = list.map((card, i) => i < 2 ? `${card} (Rules <of> ${g + 1})` : i === 2 ? `${card} (kept apart)` : card);
        expect(cards[g].slice().sort().join("|") === wanted.sort().join("|"), `sorted cards of group ${g + 1}: ${cards[g].join(" | ")}`);
    }
    await see(chair, "groups, sorted");
    for (let i = 0; i < groups.length; i++) {
        await chair.send("button[value=take]");
        await arrive(chair, /\?done=take$/, "a statement is taken into plenary");
    }
}

/* ---- votes */

// The next block of the agenda; what is on ends with it.
async function begin(chair, words) {
    await chair.page.goto(here("/room"));
    await chair.send(`button[value=begin]:has-text("${words}")`);
    await arrive(chair, /\?done=begin$/, `${words} begins`);
}

async function put(chair, kind, question, options) {
    await chair.page.goto(here("/room"));
    await chair.page.check(`#kind-${kind}`);
    await fillAll(chair, { question, options: options.join("\n") }, "button[value=put]");
    await arrive(chair, /\?done=put$/, `${kind} is put on the list`);
}

async function answer(one, question, choices, { drops } = {}) {
    const { page } = one;
    await lookAgain(one);
    await heard(page, question, `${one.key} is asked`);
    if (drops) await page.context().setOffline(true);
    for (const [i, value] of choices.entries()) {
        const list = page.locator(`select[name=c${i + 1}]`);
        if (await list.count()) await list.selectOption(String(value));
        else await page.check(`input[name=c${i + 1}][value="${value}"]`);
    }
    await page.locator("form[data-keep] button").first().click();
    if (drops) {
        await heard(page, KEPT[tongue(one)], "an answer without connection");
        await page.context().setOffline(false);
    }
    await heard(page, IN[tongue(one)], `the answer of ${one.key}`);
}

// Asked of all nine; nothing but how many answered is seen before it is closed.
async function vote(chair, screen, question, choicesOf, result, drops) {
    await chair.page.goto(here("/room"));
    await chair.send("button[value=open]");
    await heard(screen, question, "the screen asks");
    await Promise.all(all.map((one) => answer(one, question, choicesOf(one), { drops: one.key === drops })));
    await heard(chair.page, "Answers so far: 9", "nine answers are counted, each once");
    await heard(screen, "Answers so far: 9", "the screen counts nine");
    for (const page of [chair.page, screen, named("Fay").page]) expect(!result.test(await textOf(page)), `totals are seen before the end: ${await textOf(page)}`);
    await chair.page.goto(here("/room"));
    if (drops) await see(chair, "the room, a vote is open");
    await chair.send("button[value=close]");
    await arrive(chair, /\?done=close$/, "it is closed");
}

// The rows of a result, as people read them: on the page of who runs the room, on the screen and on a phone.
async function results(chair, screen, question, wanted) {
    const phone = named("Ben").page;
    const rowsOf = async (page) => (await page.locator("section", { has: page.getByRole("heading", { name: question }) }).locator("ol.sg-rows > li").allInnerTexts()).map((row) => row.replace(/\s+/g, " ").trim());
    await screen.locator("section", { has: screen.getByRole("heading", { name: question }) }).locator("ol.sg-rows > li").first().waitFor({ timeout: PATIENCE_MS });
    for (const page of [chair.page, screen]) {
        const rows = await rowsOf(page);
        expect(rows.length === wanted.length && wanted.every((part, i) => rows[i].startsWith(part)), `${question}: ${rows.join(" | ")} instead of ${wanted.join(" | ")}`);
    }
    await phone.locator("section", { has: phone.getByRole("heading", { name: question }) }).locator("ol.sg-rows > li").first().waitFor({ timeout: PATIENCE_MS });
    expect((await rowsOf(phone)).length === wanted.length, "a phone does not show what came of it");
}

async function plenary(chair, screen) {
    const question = "What do we make of what the groups say?";
    await vote(chair, screen, question, ({ says: { test } }) => test, /\d support/, "Gus");
    const counts = STATEMENTS.map(({ says: text }, i) => [text, ...[1, 2, 3].map((value) => times(said("test").map((answers) => answers[i]), value))]);
    await results(chair, screen, question, counts.map(([text, yes, no, facts]) => `${text} ${yes} support, ${no} oppose, ${facts} need more facts`));
}

async function votes(chair, screen) {
    await put(chair, "dots", "What do we begin with?", OPTIONS);
    const dotted = ({ says: { dots } }) => OPTIONS.map((_, i) => dots.includes(i) ? 1 : 0);
    await vote(chair, screen, "What do we begin with?", dotted, /\d dots?, from/);
    const dots = dotsOf(all.map(dotted), OPTIONS);
    await results(chair, screen, "What do we begin with?", dots.map(({ name, dots: n, people }, i) => `${i + 1}. ${name} ${n} dot${n === 1 ? "" : "s"}, from ${people} of 9`));
    await see({ page: screen, name: "screen", isLookedAt: true }, "the screen, dots are counted");
    await put(chair, "order", "In which order?", PROJECTS);
    await vote(chair, screen, "In which order?", ({ says: { order } }) => order, /1\. (Case|Joint|Brand)/);
    const order = schulze(said("order"), PROJECTS);
    await results(chair, screen, "In which order?", order.map(({ name, place, shares }) => `${place}. ${name}${shares ? " shares this place" : ""}`));
    await chair.page.locator("section", { has: chair.page.getByRole("heading", { name: "In which order?" }) }).locator("summary").click();
    await says(chair.page, [borda(said("order"), PROJECTS)], "counted differently");
}

/* ---- how far the city is */

async function rate(one) {
    const { page, hand } = one;
    const own = page.url();
    await page.reload();
    await page.locator("main a[href$='/rate']").click();
    await page.waitForURL(/\/rate$/);
    await hand.send("button[value=rate]");
    await page.waitForURL(/\/rate\/rate~/);
    await hand.follow("main a.sg-button");
    for (const [i, level] of one.says.rate.entries()) {
        await page.waitForURL(new RegExp(`\\?q=${i + 1}$`));
        await page.locator(`#answer-${level}`).check();
        if (level >= 4) await page.locator("#because").fill("It is measured each <year>.");
        await hand.send("button[value=save]");
    }
    await page.waitForURL(/\?q=4$/); // the rest can wait
    if (one.key === "Ada") await see(hand, "a phone, a question");
    await page.goto(own);
}

async function assess(chair) {
    const { page } = chair;
    await page.goto(here());
    await page.getByRole("link", { name: "How far we are" }).click();
    await page.locator("main a.sg-button").click();
    await page.selectOption("#programme", { label: "Half a day for <Gabrovo>" });
    await fillAll(chair, { name: "How far are we?" }, "button[value=begin]");
    await arrive(chair, /\/assessments\/[0-9a-f]{32}\?done=begun$/, "an assessment begins");
    assessment = new URL(page.url()).pathname;
    await chair.send("button[value=room]");
    await arrive(chair, /\?done=room$/, "phones show it");
    await Promise.all(all.map(rate));
    await page.goto(assessment);
    await chair.send("button[value=close]");
    await arrive(chair, /\?done=closed$/, "the round is closed");
    await says(page, ["9 people answered."], "the round");
    for (const [i, name] of CRITERIA.entries()) {
        const values = said("rate").map((levels) => levels[i]);
        const row = (await page.locator("tr", { has: page.getByRole("link", { name, exact: true }) }).innerText()).replace(/\s+/g, " ");
        const level = lowerMedian(values);
        expect(row.includes(`${level}: ${LEVELS[level - 1]} ${agreed(values)}`), `${name}: ${row} instead of ${level}, ${agreed(values)}`);
    }
    await see(chair, "how far we are");
}

/* ---- after it */

async function notes(site, chair, second) {
    const { page } = chair;
    await page.goto(here());
    await chair.send("button[value=wrap_up]");
    await page.goto(here("/notes"));
    await chair.send("button[value=flow]");
    await arrive(chair, /done=made/, "the draft is made");
    const [first] = dotsOf(all.map(({ says: { dots } }) => OPTIONS.map((_, i) => dots.includes(i) ? 1 : 0)), OPTIONS);
    await says(page, [`${times(said("first").map(([code]) => code), "skills")} of 9 put “Skills” first`, "Relatively small sums could change a small city",
        `${first.name}: ${first.dots} dots, from ${first.people} of 9`, `${STATEMENTS[0].says}: 9 support, 0 oppose, 0 need more facts`, "9 leaders rated the city.",
        `${CRITERIA[0]}: rated ${lowerMedian(said("rate").map(([level]) => level))}`], "the draft");
    expect(!/Ada|Ben B|Cleo|Dora|Gus/.test(await textOf(page)), "the notes name somebody");
    await page.goto(here("/notes/decisions/new"));
    await page.selectOption("#from", { label: `Statement: ${STATEMENTS[0].says}` });
    await chair.send("button[value=save]");
    await arrive(chair, /done=decided/, "a decision is written");
    await says(page, [STATEMENTS[0].says, "9 support"], "a decision");
    const cleo = named("Cleo");
    await cleo.page.goto(`${cleo.link}/notes`);
    await cleo.page.locator("a[href*='correct=']").first().click();
    const stood = await cleo.page.inputValue("#body");
    await fillAll(cleo.hand, { body: `${stood}\n- We began ten minutes late.` }, "main form button");
    await arrive(cleo.hand, /done=sent/, "a correction is sent");
    await page.goto(here("/notes"));
    await chair.send("button[value=take]");
    await arrive(chair, /done=taken/, "a correction is taken");
    expect((await page.locator("button[value=close]").count()) === 0, "who wrote the notes can close them");
    await second.goto(here("/notes"));
    await second.locator("button[value=close]").click();
    await arrive({ page: second }, /done=closed/, "a second person closes them");
    await see({ ...chair, page: second }, "notes, closed");
    const [download] = await Promise.all([second.waitForEvent("download"), second.getByRole("link", { name: "As a document (DOCX)" }).click()]);
    const file = join(site.folder, "notes.docx");
    writeFileSync(file, "");
    await download.saveAs(file);
    const inside = execFileSync("/usr/bin/python3", ["-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('word/document.xml').decode())", file], { encoding: "utf8" });
    for (const part of [STATEMENTS[0].says, "We began ten minutes late.", first.name]) expect(inside.includes(part), `the document does not say ${part}`);
}

// On paper: as the page has it, in the language of whoever asks; looked at with SHOTS.
async function paper(site, page, name, parts) {
    await page.locator("button[value=pdf]").click();
    const link = page.locator("a[href$='/notes/as/pdf']");
    for (const end = Date.now() + 60_000; await link.count() === 0 && Date.now() < end;) {
        await page.waitForTimeout(300);
        await page.goto(here("/notes"));
    }
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const file = join(site.folder, `${name}.pdf`);
    await download.saveAs(file);
    const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
    for (const part of parts) expect(text.includes(part), `${name} on paper does not say ${part}: ${text.slice(0, 3000)}`);
    for (const { name: who } of all) expect(!text.includes(who), `${name} on paper names ${who}`);
    const fonts = execFileSync("pdffonts", [file], { encoding: "utf8" }).trim().split("\n").slice(2);
    expect(fonts.length > 0 && fonts.every((font) => /\syes\s+(yes|no)\s+yes\s/.test(font)), `fonts that are not inside: ${fonts.join(" | ")}`);
    if (process.env.SHOTS) execFileSync("pdftoppm", ["-r", "70", "-png", file, join(process.env.SHOTS, `paper-${name}`)]);
}

async function addAction(chair, what, holder, ahead) {
    await chair.page.goto(here("/actions/new"));
    await chair.page.selectOption("#holder", { label: holder });
    await chair.page.selectOption("#decision", { label: STATEMENTS[0].says });
    await fillAll(chair, { what, day: day(ahead) }, "button[value=save]");
    await arrive(chair, /done=added/, "an action is written down");
}

const daysPass = (site, n) => sql(site, `update programme set begins_on = begins_on - ${n}, ends_on = ends_on - ${n};
    update programme_session set day_on = day_on - ${n}; update action set made_at = made_at - ${n * 86400}, due_on = due_on - ${n};
    update action_step set made_at = made_at - ${n * 86400}, due_on = due_on - ${n}; update action_review set begun_at = begun_at - ${n * 86400}`);

async function actions(site, server, chair, screen) {
    const { page } = chair;
    await addAction(chair, "Ask the treasurer for two years", "Cleo Care", 1);
    await addAction(chair, "Write the <joint> vision", "Ben Bauer", 60);
    await page.goto(here());
    await chair.send("button[value=follow_up]");
    const [cleo, ben] = [named("Cleo"), named("Ben")];
    await cleo.page.goto(await clockTicks(site, () => linkIn(server, cleo.mail, "/actions/", 3)));
    await says(cleo.page, ["Ask the treasurer for two years"], "the page of an action");
    await cleo.hand.send("button[value=done]");
    await arrive(cleo.hand, /done=said/, "an action is done");
    await page.goto(here("/actions"));
    await says(page, ["Cleo Care, by", "Ben Bauer, by"], "actions");
    expect((await page.locator("section[aria-labelledby=done]").innerText()).includes("Ask the treasurer"), "what is done does not stand there as done");
    await Promise.all([screen, ...all.filter((one) => one !== ben).map((one) => one.page)].map((one) => one.close())); // the room is over then
    daysPass(site, 32);
    await ben.page.goto(await clockTicks(site, () => linkIn(server, ben.mail, "/actions/", 3)));
    await says(ben.page, ["Write the <joint> vision"], "die Seite einer Aufgabe");
    await fillAll(ben.hand, { day: day(90), why: "Der Rat tagt erst im Mai." }, "button[value=moved]");
    await arrive(ben.hand, /done=said/, "an action is moved");
    daysPass(site, 8);
    const contact = sql(site, "select mail from person where name = 'Ann Anders'");
    await page.goto(await clockTicks(site, () => linkIn(server, contact, "/review/30", 1)));
    await says(page, ["Of 2 actions: 1 done", "Der Rat tagt erst im Mai."], "what became of it after 30 days");
    await see(chair, "after 30 days");
    await page.goto(here("/room")); // asks nothing of a stream that is no more
    await says(page, ["The room is over"], "the room after 30 days");
    await page.goto(here("/participants"));
    await says(page, ["joined by the code"], "who came");
    await page.goto(here("/notes")); // made anew, with what became of it
    await paper(site, page, "notes-later", ["Actions", "Ask the treasurer for two years", "done", "a person, named on the page of actions"]);
    expect(server.mails.filter(({ to }) => to[0] === cleo.mail).length === 3, "who has done all is asked once more");
}

/* ---- all of it */

const server = await startServer("127.0.0.1");
const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    for (const [name, value] of [["mail_server", server.url], ["mail_sender", "network@town.example"]]) execFileSync(program, ["setting", name, value, "--db", site.db]);
    const chair = { ...mouse(await somebody(site, browser, "main-contact-a", "Ann Anders", { viewport: LAPTOP })), name: "who runs it", isLookedAt: true };
    const second = await somebody(site, browser, "colleague-a", "Nuno Nunes", { viewport: LAPTOP });
    sql(site, `update member_city set name = 'Gabrovo', country = 'BG' where uid = '${"a".repeat(32)}'`);
    const lost = { expect: (holds, what) => findings.expect(holds || what.includes("ERR_INTERNET_DISCONNECTED"), what) };
    for (const one of all) {
        const { drops, byCode, ...options } = one.options;
        one.page = (await openPage(browser, site.base, drops ? lost : findings, options)).page;
        one.hand = { ...mouse(one.page), name: one.key, isLookedAt: one.key === "Ada" };
    }
    const begun = Date.now();
    const stage = (what) => console.log(`${((Date.now() - begun) / 1000).toFixed(1)} s: ${what}`);
    await prepare(site, chair);
    await answerMails(site, server, browser);
    stage("all nine come");
    await survey(chair, server);
    stage("the survey is closed");
    await wall(chair);
    await chair.page.goto(here());
    await chair.send("button[value=day]");
    for (const one of all) await enter(chair, one);
    const screen = (await openPage(browser, site.base, findings, { viewport: LAPTOP })).page;
    await screen.goto(`/room/${code}/screen`);
    stage("nine are in the room");
    const groups = await diverge(chair, screen);
    stage("cards are written");
    await sort(chair, groups);
    stage("two groups are done");
    await begin(chair, "How far are we?");
    await assess(chair);
    stage("how far we are");
    await begin(chair, "");
    await plenary(chair, screen);
    await begin(chair, "");
    await votes(chair, screen);
    stage("votes are closed");
    await notes(site, chair, second);
    stage("notes are closed");
    await paper(site, second, "notes", [`Notes: Half a day for <Gabrovo>`, STATEMENTS[0].says, "We began ten minutes late.", "What groups said", named("Ben").says.card,
        "Closed on", `${CRITERIA[0]}: rated`]);
    stage("notes are printed");
    await actions(site, server, chair, screen);
    stage("after 30 days");
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
    await server.stop();
}
console.log(`${count()} states looked at`);
findings.done("chain");
