// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The demonstration network, as a newcomer sees it: made beside the real content while the site runs, then in as each of its people by their button,
// to the desk and to at least three matches. And what was added is held against the content: no key, no address and no name of a real city is in it.
//
//     [SHOTS=folder] node demo.mjs PROGRAM

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";
import { NARROW, statesOf } from "./states.mjs";
import { onPostgres } from "../database.mjs";

const SAYS = { en: "A demonstration: its member cities and their people are invented.", de: "Eine Vorführung: ihre Mitgliedsstädte und deren Leute sind erfunden." };
const MARK = " (demo)";
const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { see, arrive, count } = statesOf(findings);
const { keyboard } = keysOf(findings);
const sqlite = (file, ...args) => execFileSync("sqlite3", [file, ...args], { encoding: "utf8", maxBuffer: 1 << 30 });
const rowsOf = (file) => new Set(sqlite(file, ".dump").split("\n").filter((line) => line.startsWith("INSERT INTO")));

/* ---- what was added, against what is known of real cities */

function realCities(folder) {
    const number = (name) => Number(/evidence-(\d+)\.db$/.exec(name)?.[1] ?? -1);
    const file = readdirSync(folder).sort((a, b) => number(b) - number(a))[0];
    const cities = JSON.parse(sqlite(join(folder, file), "-json", "select slug, name, lau_id, gss_code, geonames_id from city"));
    expect(cities.length > 1000, `${cities.length} real cities to hold it against`);
    const keys = new Set(cities.flatMap((city) => [city.slug, city.lau_id, city.gss_code]).filter(Boolean));
    return { keys, names: new Set(cities.map((city) => city.name)), numbers: new Set(cities.map((city) => String(city.geonames_id))) };
}

function holdAgainst({ keys, names, numbers }, lines) {
    expect(lines.length > 100, `only ${lines.length} rows were added`);
    for (const line of lines) {
        for (const [, text] of line.matchAll(/'((?:[^']|'')*)'/g)) {
            expect(!keys.has(text), `the key of a real city: ${text} in ${line}`);
            expect(!names.has(text.replace(MARK, "")), `the name of a real city: ${text} in ${line}`); // Ada is one: as they are written
        }
        for (const [number] of line.replaceAll(/'(?:[^']|'')*'/g, "").matchAll(/\b\d{5,}\b/g)) expect(!numbers.has(number), `a real city's number: ${line}`);
    }
}

/* ---- in as each of them */

async function signIn(hand, name) {
    await hand.page.goto("/sign-in");
    await hand.send(`main button:has-text("${name}")`);
    await arrive(hand, /^\/me$/, `signing in as ${name}`);
    expect((await hand.page.textContent("header")).includes(name + MARK), `not signed in as ${name}`);
    expect((await hand.page.textContent("header")).includes(SAYS.en), `${name}: the desk does not say what it is`);
}

async function signOut(hand) {
    await hand.page.goto("/sign-out");
    await hand.send();
}

/* One click from the desk; each of its pages has something to show. */
async function walkProgramme(hand, reads) {
    const { page } = hand;
    await page.locator("#dates ~ ul a[href*='/programmes/']").click();
    await arrive(hand, /\/programmes\/[0-9a-f]{32}$/, "from the desk to the leadership programme");
    await reads("Begin day 2", "Mara");
    await see(hand, "demo, leadership programme");
    const base = new URL(page.url()).pathname;
    const shows = { agenda: "Day 3, morning", participants: "Olga Muster (demo)", "survey/results": "7 of 12", aims: "Of 3 decisions 3 are begun",
        wall: "10 cards", room: "12 support", notes: "Corrections that participants sent", actions: "Ask three towns nearby" };
    for (const [part, what] of Object.entries(shows)) {
        await page.goto(`${base}/${part}`);
        await reads(what, "Mara");
    }
    await page.goto("/me");
}

async function walkRoles(hand) {
    const { page } = hand;
    const reads = async (what, name) => expect((await page.textContent("main")).includes(what), `${name}: ${what} is not on ${page.url()}`);
    await page.goto("/sign-in");
    expect((await page.locator("main button[name=mail]").count()) === 5, "not five accounts to sign in with");
    await see(hand, "demo, sign in");
    await signIn(hand, "Mara Muster");
    await reads("Samplewick (demo)", "Mara");
    await see(hand, "demo, desk of a main contact");
    await walkProgramme(hand, reads);
    await page.locator("main a[href$='/profile']").first().click();
    await arrive(hand, /\/profile$/, "from the desk to the profile");
    expect((await page.locator("#worth ~ ul > li").count()) >= 3, "fewer than three matches");
    await see(hand, "demo, profile");
    await signOut(hand);
    await signIn(hand, "Kim Muster");
    await signOut(hand);
    await signIn(hand, "Sam Sample");
    await page.goto("/lead-cities");
    await reads("Villaprova (demo)", "Sam");
    await see(hand, "demo, lead cities");
    await page.goto("/me");
    await see(hand, "demo, desk of the city that asks");
    await signOut(hand);
    await signIn(hand, "Cora Beispiel");
    await see(hand, "demo, desk of a coordinator");
    await page.goto("/applications");
    await reads("Esimerkkilä (demo)", "Cora");
    await page.locator("main a[href*='/applications/']").first().click();
    await reads("Every school meal from farms", "Cora");
    await page.goto("/growth");
    await reads("Essaiville (demo)", "Cora");
    await see(hand, "demo, growth");
    await page.goto("/suggestions");
    await reads("Exempelby (demo)", "Cora");
    await signOut(hand);
    await signIn(hand, "Ada Beispiel");
    await page.goto("/set-up");
    await reads("It cannot be opened: it is a demonstration", "Ada");
    await see(hand, "demo, set-up");
    await signOut(hand);
}

const site = await startSite(program);
let browser = null;
try {
    const file = site.db.slice("sqlite:".length);
    const before = onPostgres ? null : rowsOf(file); // there tests/store/test_demo.c looks
    expect(!(await ask(site.base, "/sign-in")).text.includes("demo.invalid"), "accounts to sign in with on a site that is no demonstration");
    const said = execFileSync(program, ["demo", "--db", site.db], { encoding: "utf8" });
    expect(/Mara Muster \(demo\), main contact of Musterhafen/.test(said), `the console does not say who is there: ${said}`);
    if (before) holdAgainst(realCities(site.folder), [...rowsOf(file)].filter((line) => !before.has(line)));
    browser = await startBrowser();
    const { page } = await openPage(browser, site.base, findings, { viewport: NARROW });
    await walkRoles({ ...mouse(page), name: "with script", isLookedAt: true });
    const { page: bare } = await openPage(browser, site.base, findings, { javaScriptEnabled: false, locale: "de-DE" });
    for (const path of ["/", "/cities/ciampino-it", "/sign-in", "/join"]) {
        await bare.goto(path);
        expect((await bare.textContent("header")).includes(SAYS.de), `${path} does not say in German what it is`);
    }
    const hand = keyboard(bare, "German, by keyboard");
    await bare.goto("/sign-in");
    await see(hand, "demo, sign in");
    await hand.send("main button[name=mail]");
    await arrive(hand, /^\/me$/, "signing in by keyboard");
    const far = await ask(site.base, "/sign-in", { headers: { Host: "net.example.org" } });
    expect(!far.text.includes("demo.invalid"), "accounts to sign in with for who is not at this computer");
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser?.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("demo");
