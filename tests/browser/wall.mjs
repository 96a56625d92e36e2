// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The knowledge wall of a leadership programme, as people of the city that holds it use it in a browser: nothing there yet, an EU project
// looked for and made a card with one click, what it means said, a card by hand with wrong input first, changed by two at once, taken off and
// put back; the sheets on paper; then in German, by keyboard and without script. With axe after each step.
//
//     [SHOTS=folder] node wall.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive } = statesOf(findings);
const PROGRAMME = "b".repeat(32);
const WALL = `/member-cities/${"a".repeat(32)}/programmes/${PROGRAMME}/wall`;
const textOf = (page) => page.locator("main").innerText();
const CLAIM = "One resident in ten does not use the <internet>.";

async function somebody(site, browser, kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

function addProgramme(site) {
    const member = sql(site, `select id from member_city where uid = '${"a".repeat(32)}'`);
    sql(site, "insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named, "
        + "sectors_shown, chatham, notes_read_by, rules_more, code, made_at, changed_at, rev) "
        + `values (1, '${PROGRAMME}', ${member}, 'city', '', 'City leaders 2027', '', 'en', '', 20800, 20801, 'participants', 1, 0, 1, 'participants', '', 'ABCDEF', 1, 1, 1)`);
    sql(site, "insert into programme_stage (id, programme_id, number, stage, day, made_at) values (1, 1, 1, 'draft', 0, 1)");
}

// From what other cities did: one click a card.
async function walkFinding(site, hand) {
    const { page } = hand;
    await page.goto(WALL);
    await see(hand, "wall, empty");
    await fillAll(hand, { q: "zzzz xqxq" }, "main form.sg-ask button");
    await see(hand, "wall, nothing found");
    expect((await textOf(page)).includes("We found no EU project with these words"), "nothing found is not said");
    await fillAll(hand, { q: "mobility" }, "main form.sg-ask button");
    await see(hand, "wall, found");
    const title = (await page.locator("main .sg-row__title a").first().innerText()).trim();
    await hand.send("main li:nth-child(1 of :has(button[name=project])) button[name=project]");
    await arrive(hand, /\/wall\/cards\/[0-9a-f]{32}\?done=new$/, "a card is made");
    await see(hand, "a card, new");
    expect(await page.inputValue("#claim") === title, `the card does not say the project's title: ${await page.inputValue("#claim")}`);
    expect((await page.inputValue("#source")).includes("CORDIS") && await page.inputValue("#licence") !== "", "source and licence");
    await fillAll(hand, { so_what: "We could begin with the station." }, "button[value=says]");
    await arrive(hand, /\/wall\?done=saved$/, "what it means is saved");
    await see(hand, "wall, one card");
    const text = await textOf(page);
    for (const part of [title, "For us: We could begin with the station.", "Licence: CC BY 4.0", "1 card."]) expect(text.includes(part), `the wall does not say ${part}: ${text}`);
    await page.goto(`${WALL}/find?q=mobility`);
    expect((await textOf(page)).includes("It hangs on the wall"), "it does not say that the project has a card");
}

async function walkByHand(site, hand) {
    const { page } = hand;
    await page.goto(WALL);
    await hand.follow("main a[href$='/new']");
    await see(hand, "a card by hand, empty");
    const wrong = { claim: CLAIM, url: "no link", dated: "2999" };
    await fillAll(hand, wrong);
    await seeWrong(hand, "a card by hand, wrong link", "url", wrong);
    await fillAll(hand, { url: "https://www.ons.gov.uk/", dated: "2020", source: "ONS" });
    await arrive(hand, /\/cards\/[0-9a-f]{32}\?done=new$/, "a card by hand is made");
    await page.locator("#theme").selectOption({ index: 3 });
    await fillAll(hand, { so_what: "Train them." }, "button[value=says]");
    await arrive(hand, /\?done=saved$/, "what it means is saved");
    expect((await textOf(page)).includes(CLAIM), "the card is not on the wall");
    await hand.follow(`main .sg-card__claim a:has-text("One resident")`);
    sql(site, "update wall_card set so_what = 'meanwhile' where claim like 'One%'");
    await fillAll(hand, { so_what: "Mine" }, "button[value=says]");
    await seeWrong(hand, "a card, changed meanwhile");
    expect(await page.inputValue("#so_what") === "Mine", "what was typed is lost");
    await page.goto(page.url());
    await hand.send("button[value=take]");
    await arrive(hand, /\?done=taken$/, "it is taken off");
    await see(hand, "wall, one taken off");
    await hand.send("button[name=back]");
    await arrive(hand, /\?done=back$/, "it is put back");
}

// On paper each theme is a sheet of A3, and the site's own frame is not there.
async function walkSheets(hand) {
    const { page } = hand;
    await page.goto(WALL);
    await hand.follow("main a[href$='/sheets']");
    await see(hand, "sheets");
    expect(await page.locator(".sg-card__code svg").count() === 2, "a card has no code for phones");
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => `${Math.round(width / 72 * 25.4)}x${Math.round(height / 72 * 25.4)}`);
    expect(sizes.length === 2 && sizes.every((size) => size === "420x297"), `the sheets are ${sizes.join(", ")} mm`);
}

async function walkGerman(hand) {
    const { page } = hand;
    await page.goto(WALL);
    await see(hand, "Wissenswand");
    expect((await textOf(page)).includes("2 Karten."), `die Karten: ${await textOf(page)}`);
    await fillAll(hand, { q: "water" }, "main form.sg-ask button");
    await hand.send("main li:nth-child(1 of :has(button[name=project])) button[name=project]");
    await arrive(hand, /\/wall\/cards\/[0-9a-f]{32}\?done=new$/, "a card, by keyboard");
    await see(hand, "Karte");
}

// A participant reads it from their own link, and marks a card.
async function walkReader(site, hand) {
    const { page } = hand;
    const uid = "c".repeat(32);
    sql(site, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, mail_folded, language, came_by, made_at) "
        + `values (1, '${uid}', 1, 'Cleo', 'Cleo', '', 'third', '', 'c@care.example', 'c@care.example', 'en', 'invited', 1)`);
    await page.goto(signedLink(site, "/taking-part/", `participant~${uid}~${Math.floor(Date.now() / 1000) + 86400}`));
    await hand.follow("main a[href$='/wall']");
    await see(hand, "wall, of a participant");
    await hand.send("main .sg-section:first-of-type li:first-child button[name=mark]");
    await arrive(hand, /\/wall\?done=marked$/, "a card is marked");
    await see(hand, "wall, a card marked");
    expect((await textOf(page)).includes("You marked it."), "the mark is not shown");
    await hand.send("main button[name=unmark]");
    await arrive(hand, /\?done=unmarked$/, "a mark is taken back");
    await hand.send("main .sg-section:first-of-type li:first-child button[name=open]");
    await arrive(hand, /\/wall\/[0-9a-f]{32}$/, "a card is opened");
    await see(hand, "card, of a participant");
    expect(sql(site, "select count(*) from wall_open") === "2", "that a card was opened is not counted");
    await fillAll(hand, { comment: " " });
    await seeWrong(hand, "a comment, empty", "comment");
    await fillAll(hand, { comment: "We tried <that> in 2019." });
    await arrive(hand, /\?done=said$/, "a comment is said");
    await see(hand, "card, a comment");
    expect((await textOf(page)).includes("Cleo\nWe tried <that> in 2019."), `the comment does not hang there: ${await textOf(page)}`);
}

// Who prepares it reads what is said, and takes it off; on paper it hangs there too.
async function walkTalk(hand) {
    const { page } = hand;
    await page.goto(`${WALL}/sheets`);
    expect((await textOf(page)).includes("Cleo: We tried <that> in 2019."), "the comment is not on the sheets");
    await page.goto(WALL);
    await hand.follow("main a:has-text('1 comment')");
    await see(hand, "a card, a comment");
    await hand.send("main button[value=off]");
    await arrive(hand, /\?done=off$/, "a comment is taken off");
    await see(hand, "a card, a comment taken off");
    await fillAll(hand, { comment: "Ask the library." }, "button[value=comment]");
    await arrive(hand, /\?done=said$/, "who prepares it says something");
    expect((await textOf(page)).includes("Ask the library."), "what was said is not there");
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    const page = await somebody(site, browser, "main-contact-a", { viewport: NARROW });
    addProgramme(site);
    const hand = { ...mouse(page), name: "with script", isLookedAt: true };
    await walkFinding(site, hand);
    await walkByHand(site, hand);
    await walkSheets(hand);
    const reader = await openPage(browser, site.base, findings, { viewport: NARROW });
    await walkReader(site, { ...keyboard(reader.page, "participant, by keyboard"), isLookedAt: true });
    await walkTalk(hand);
    const bare = await somebody(site, browser, "main-contact-a", { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 1280, height: 800 } });
    await walkGerman(keyboard(bare, "German, by keyboard"));
    const visitor = await ask(site.base, WALL);
    expect(visitor.status !== 200 && !visitor.text.includes("One resident"), `a visitor reads it: ${visitor.status}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
findings.done("wall");
