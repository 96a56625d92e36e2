// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Suggested, invited, joined, as people go it in a browser: a member city suggests one of its twin cities on a phone-sized screen;
// another member city, by keyboard without script in German, is one voice more; a coordinator invites it; the invited city opens the
// invitation, which is one printed page, and joins by its link; and somebody who is just curious. Every state with axe.
//
//     [SHOTS=folder] node suggest.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const FORM = "main form[method=post] button[type=submit]";
const LINK_LASTS_S = (1 + 60 + 30) * 86400;
const TWINS = fileURLToPath(new URL("../http/lists/twinnings.tsv", import.meta.url));
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);

async function somebody(kind, options) {
    const { page } = await openPage(browser, site.base, findings, options);
    const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    return page;
}

async function walkSuggesting(hand) {
    await hand.page.goto("/me");
    await hand.follow("main a[href$='/suggest']");
    await see(hand, "suggest");
    expect(await hand.page.locator("main .sg-row").nth(1).textContent().then((text) => /Forlì, Italy/.test(text) && /Wikidata/.test(text)), "a twin city has no source, or is another");
    await hand.follow("main .sg-row a[href*='forli-it']");
    await hand.page.getByRole("heading", { name: "Forlì, Italy" }).waitFor();
    expect(await hand.page.inputValue("#kind") === "twin", "that it is a twin city has to be said again");
    await see(hand, "suggest, why");
    await hand.page.evaluate(() => document.querySelector("main form[method=post]").setAttribute("novalidate", ""));
    await hand.send(FORM);
    await seeWrong(hand, "suggest, no sentence", "says");
    await hand.page.check("#named");
    await fillAll(hand, { says: "We have shared schools for forty years." }, FORM);
    await arrive(hand, /\/suggestions\/[0-9a-f]{32}\?done=sent$/, "it is suggested");
    await see(hand, "suggested");
    await hand.follow("main a[href$='/suggest'], nav a[href$='/suggest']");
    await see(hand, "suggest, one made");
    expect(await hand.page.getByText("suggested by you").count() === 1, "a twin city that was suggested is not marked");
}

// The other city finds it by name: one voice more, and no word of who was first.
async function walkVoice(hand) {
    await hand.page.goto(`/member-cities/${"b".repeat(32)}/suggest`);
    await fillAll(hand, { city: "Forlì" }, "main form[method=get] button");
    await see(hand, "suggest, second voice");
    const text = await hand.page.locator("main").textContent();
    expect(/1 Mitgliedsstadt/.test(text) && !text.includes("Peterborough"), `who suggested it before: ${text}`);
    await hand.page.selectOption("#kind", "neighbour");
    await fillAll(hand, { says: "Wir teilen uns den Bahnhof." }, FORM);
    await arrive(hand, /\/suggestions\/[0-9a-f]{32}\?done=sent$/, "the second voice");
    await see(hand, "suggested, second voice");
}

async function walkInviting(hand) {
    await hand.page.goto("/me");
    expect(await hand.page.locator("main a[href^='/suggestions/']").count() === 1, "the desk does not say that a suggestion waits");
    await hand.page.goto("/applications");
    await hand.follow("main a[href='/suggestions']");
    await see(hand, "suggestions");
    await hand.follow("main .sg-row a");
    await see(hand, "suggestion");
    const text = await hand.page.locator("main").textContent();
    expect(/We have shared schools/.test(text) && /Wir teilen uns/.test(text) && /Peterborough/.test(text), "who suggested it, and why, is not there");
    await hand.send("button[value=no]");
    await seeWrong(hand, "suggestion, no reason", "why");
    await hand.send("button[value=invite]");
    await arrive(hand, /^\/suggestions\?done=invite$/, "it is invited");
    await see(hand, "suggestions, invited");
    await hand.follow("main .sg-row a");
    await see(hand, "suggestion, invited");
    await fillAll(hand, { came: "Rang the town hall; they will write in May." }, "button[value=note]");
    await arrive(hand, /^\/suggestions\?done=note$/, "a note");
    await hand.follow("main .sg-row a");
    await hand.page.goto("/suggestions?lang=de");
    await see(hand, "suggestions, German");
}

// Without a member city's suggestion: by name, one sentence, and the page of paper.
async function walkOwn(hand) {
    await hand.page.goto("/suggestions");
    await hand.follow("main a[href='/invite-a-city']");
    await see(hand, "invite a city");
    await hand.fill("city", "Viersen");
    await hand.page.locator("#city").blur(); // nobody is so fast that names offered meanwhile get the click
    await hand.send("main form[method=get] button");
    await hand.page.getByRole("heading", { name: "Viersen, Germany" }).waitFor();
    await see(hand, "invite a city, why");
    await hand.page.evaluate(() => document.querySelector("main form[method=post]").setAttribute("novalidate", ""));
    await hand.send(FORM);
    await seeWrong(hand, "invite a city, no sentence", "says");
    await fillAll(hand, { says: "You heat with sewage; many of us want to know how." }, FORM);
    await arrive(hand, /^\/suggestions\/[0-9a-f]{32}\?done=made$/, "a coordinator invites a city");
    await see(hand, "suggestion, by the network");
    await hand.follow("main a[href$='lang=de']");
    const text = await hand.page.locator("main").textContent();
    expect(/You heat with sewage/.test(text) && /Die Betreiber dieses Netzwerks/.test(text), `the invitation of the network: ${text}`);
    await see(hand, "invitation by the network, German");
    await hand.page.goto("/suggestions?lang=en");
}

// What the network lacks, chosen by it, invited with two buttons; and the page of paper says why this city.
async function walkGaps(hand) {
    for (const i of [20, 21, 22, 23]) {
        sql(site, `insert into member_city (id, uid, name, country, rev) values (${i}, '${String(i).repeat(16)}', 'City ${i}', 'DK', 1)`);
        sql(site, `insert into profile (member_id, seen_by, need_says, offer_says, changed_at) values (${i}, 'members', '', '', 1)`);
        sql(site, `insert into profile_item (member_id, kind, what) values (${i}, 'need', '${i < 23 ? "mobility" : "bids"}')`);
        sql(site, `insert into member_step (member_id, number, step, at, way, why) values (${i}, 1, 'joined', 1, 'role', '')`);
    }
    await hand.page.goto("/suggestions");
    await hand.follow("main a[href='/whom-to-invite']");
    await see(hand, "whom to invite next");
    const rows = await hand.page.locator("main li.sg-row").count();
    expect(rows === 12, `${rows} cities to ask`);
    await hand.follow("main a[href$='gap=theme%3Amobility'], main a[href$='gap=theme:mobility']");
    expect(/3 member cities want help with it/.test(await hand.page.locator("main").textContent()), "what is missing is not said");
    await see(hand, "whom to invite next, a theme");
    await hand.follow("main li.sg-row a.sg-button");
    await see(hand, "invite a city, of a gap");
    await hand.send(FORM);
    await arrive(hand, /^\/suggestions\/[0-9a-f]{32}\?done=made$/, "a city that fills a gap is invited");
    await hand.follow("main a[href$='lang=en']");
    expect(/Why you/.test(await hand.page.locator("main").textContent()), "the invitation does not say why this city");
    await see(hand, "invitation of a gap");
    await hand.page.goto("/whom-to-invite?lang=de");
    await see(hand, "whom to invite next, German");
    await hand.page.goto("/suggestions?lang=en");
}

// Many at once: pasted, looked at row by row, one chosen of several, and sent.
async function walkMany(hand) {
    await hand.page.goto("/suggestions");
    await hand.follow("main a[href='/invite-cities']");
    await see(hand, "invite many cities");
    await fillAll(hand, { rows: "City;Country;Key;Reason\nAveiro;PT;;Salt and trams.\nAlexandria;;;Light.\nQzxvk;;;Nobody knows it.\nLund;Atlantis;;Bicycles." }, "button[value=look]");
    await see(hand, "invite many cities, looked at");
    const text = (await hand.page.locator("main").textContent()).replace(/\s+/g, " ");
    expect(/Cities that can be invited: 1 of 4/.test(text) && /Country is none that we know/.test(text), `the rows as they were understood: ${text}`);
    await hand.page.selectOption("select[name=choice]", { index: 1 });
    await hand.send("button[value=look]");
    await see(hand, "invite many cities, chosen");
    await hand.send("button[value=invite]");
    await arrive(hand, /^\/suggestions\?done=many$/, "many cities are invited");
    await see(hand, "suggestions, many");
    await hand.page.goto("/invite-cities?lang=de");
    for (const [bytes, what] of [[Buffer.from("Forl\u00ec,IT,,Noch einmal."), "UTF-8"], [Buffer.from("Forl\u00ec,IT,,Und wieder.", "latin1"), "windows-1252"]]) {
        await hand.page.setInputFiles("#file", { name: "cities.csv", mimeType: "text/csv", buffer: bytes });
        await hand.page.waitForFunction(() => /^Forlì,IT,,(Noch|Und)/.test(document.getElementById("rows").value)).catch(() => expect(false, `a file in ${what} does not fill the field`));
    }
    expect((await hand.page.inputValue("#rows")).endsWith("Und wieder."), "the second file does not fill the field");
    await fillAll(hand, { rows: "Forlì,IT,,Noch einmal." }, "button[value=look]");
    await see(hand, "invite many cities, German");
    await hand.page.goto("/suggestions?lang=en");
}

async function walkInvitation(hand) {
    await hand.page.goto(`/invited/${sql(site, "select code from suggestion where city = 'Forlì'")}`);
    await see(hand, "invitation of a city");
    const text = await hand.page.locator("main").textContent();
    expect(/Peterborough, United Kingdom, a twin city of yours/.test(text) && !/Who asks there/.test(text) && /shared schools/.test(text), `who asks: ${text}`);
    await hand.page.pdf({ path: process.env.SHOTS ? `${process.env.SHOTS}/invitation.pdf` : undefined, format: "A4" }).then((bytes) => {
        const pages = bytes.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length;
        expect(pages === 1, `the invitation is ${pages} pages`);
    });
    await hand.page.goto(`${new URL(hand.page.url()).pathname}?lang=de`);
    await see(hand, "invitation of a city, German");
    await hand.page.goto(`${new URL(hand.page.url()).pathname}?lang=en`);
    await hand.follow("main a.sg-button");
    await hand.page.getByRole("heading", { name: "Forlì, Italy" }).waitFor();
    await fillAll(hand, { name: "Ada", mail: "ada@forli.example", says: "mayor's office", wish: "No oil heating in our schools by 2030." }, FORM);
    const [uid, made] = sql(site, "select uid || ' ' || made_at from application").split(" ");
    await hand.page.goto(signedLink(site, "/join/city/", `application~${uid}~${Number(made) + LINK_LASTS_S}`));
    await hand.send();
}

async function walkCurious(hand) {
    await hand.page.goto("/join");
    await hand.follow("main a[href='/just-curious']");
    await see(hand, "just curious");
    await hand.page.evaluate(() => document.querySelector("main form[method=post]").setAttribute("novalidate", ""));
    await fillAll(hand, { mail: "iga@" }, FORM);
    await seeWrong(hand, "just curious, wrong", "mail", { mail: "iga@" });
    await fillAll(hand, { mail: "iga@c.example" }, FORM);
    await arrive(hand, /^\/just-curious\?done=sent$/, "just curious");
    await see(hand, "just curious, sent");
    const [uid, ends] = sql(site, "select uid || ' ' || remove_at from curious").split(" ");
    await hand.page.goto(`${signedLink(site, "/just-curious/", `curious~${uid}~${ends}`)}?lang=de`);
    await see(hand, "just curious, link, German");
    await hand.send("button[value=yes]");
    await see(hand, "just curious, on");
    await hand.send("button[value=end]");
    expect(sql(site, "select count(*) from curious") === "0", "it cannot be ended on its page");
}

async function walkAnswer(hand) {
    await hand.page.goto("/applications");
    await hand.follow("main .sg-row a");
    expect(/Suggested by/.test(await hand.page.locator("main").textContent()), "an application does not say who suggested the city");
    await see(hand, "application of a suggested city");
    if (await hand.page.getByText("outside of the usual size").count() + await hand.page.getByText("not known").count() > 0) await hand.fill("why", "Its twin city vouches for it.");
    await hand.send("button[value=yes]");
    await hand.page.goto("/suggestions");
    await hand.follow("main .sg-row a");
    await see(hand, "suggestion, joined");
    expect(sql(site, "select count(*) from suggestion s join suggestion_voice v on v.suggestion_id = s.id join member_city m on m.id = s.member_id where s.state = 'joined' and m.name = 'Forlì'") === "2",
        "who brought it along is not known");
    expect(sql(site, "select count(*) from mail where kind = 'suggestion-joined'") === "2", "who suggested it is not told");
}

const site = await startSite(program, { lists: { twinnings: [TWINS, "--as-of", "2018-03-01"] } });
const browser = await startBrowser();
try {
    for (const [name, value] of [["mail_server", "smtp://127.0.0.1:9"], ["mail_sender", "network@town.example"]]) execFileSync(program, ["setting", name, value, "--db", site.db]);
    const main = { ...keyboard(await somebody("main-contact-a", { viewport: NARROW }), "by keyboard"), isLookedAt: true };
    sql(site, `update member_city set name = 'Peterborough', country = 'GB', geonames_id = 2640354 where uid = '${"a".repeat(32)}'`);
    await walkSuggesting(main);
    await main.page.context().close();
    const other = mouse(await somebody("main-contact-b", { javaScriptEnabled: false, locale: "de" }));
    sql(site, `update member_city set name = 'Oulu', country = 'FI', geonames_id = 643492 where uid = '${"b".repeat(32)}'`);
    await walkVoice(other);
    await other.page.context().close();
    const staff = { ...mouse(await somebody("coordinator")), name: "coordinator", isLookedAt: true };
    await walkInviting(staff);
    await walkOwn(staff);
    await walkGaps(staff);
    await walkMany(staff);
    const visitor = { ...mouse((await openPage(browser, site.base, findings, { viewport: NARROW })).page), name: "visitor", isLookedAt: true };
    await walkInvitation(visitor);
    await walkCurious(visitor);
    await visitor.page.context().close();
    await walkAnswer(staff);
    await staff.page.context().close();
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("suggest");
