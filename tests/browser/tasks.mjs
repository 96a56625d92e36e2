// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What people come for, done three ways: without script, and by keyboard only, with script and without.
//
//     node tasks.mjs PROGRAM

import { axeComplaints } from "./axe.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { ask, Findings, startSite } from "./program.mjs";

const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard, tabTo } = keysOf(findings);

/* ---- tasks */

async function arrive(hand, address, heading) {
    await hand.page.waitForURL(address);
    await hand.page.waitForLoadState();
    const title = await hand.page.locator("h1").textContent();
    expect(heading.test(title), `${hand.name}: at ${hand.page.url()} the heading is "${title}"`);
}

// Home, my city, who can help with what I need, what they did, with whom.
async function findPartner(hand) {
    await hand.page.goto("/");
    await hand.type("Type the name of your city", "Ciampino");
    await hand.press("Show my city");
    await hand.page.waitForURL(/\/cities(\/ciampino-it$|\?q=Ciampino)/);
    if (!/ciampino-it$/.test(hand.page.url())) await hand.follow("main a[href='/cities/ciampino-it']");
    await arrive(hand, /\/cities\/ciampino-it$/, /^Ciampino/);
    await hand.follow("main a[href='/cities/ciampino-it/matches']");
    await arrive(hand, /\/matches/, /Ciampino/);
    for (const label of ["Waste", "Energy"]) {
        if (!(await hand.page.getByLabel(label, { exact: true }).isChecked())) await hand.tick(label);
    }
    await hand.press("Show who has done it");
    await arrive(hand, /theme=energy/, /Ciampino/);
    expect((await hand.page.locator(".sg-match").count()) >= 3, `${hand.name}: fewer than three cities to talk to`);
    expect(await hand.page.getByLabel("Energy", { exact: true }).isChecked(), `${hand.name}: what was ticked is forgotten`);
    await hand.follow("main .sg-reasons a[href^='/projects/']");
    await arrive(hand, /\/projects\/\d+$/, /\S/);
    if (await hand.page.locator("#who:not([open])").count()) await hand.open("#who > summary");
    await hand.follow("main a[href^='/organisations/']");
    await arrive(hand, /\/organisations\/\d+$/, /\S/);
}

async function sayWhich(hand) {
    await hand.page.goto("/find-help");
    await hand.type("Your city", "Newcastle");
    await hand.tick("Waste");
    await hand.press("Show who has done it");
    await arrive(hand, /\/find-help\?/, /\S/);
    expect((await hand.page.getByText("Which one is yours?").count()) === 1, `${hand.name}: an ambiguous name is not asked about`);
    expect(await hand.page.getByLabel("Waste", { exact: true }).isChecked(), `${hand.name}: what was ticked is forgotten`);
    await hand.follow("main a[href*='newcastle-under-lyme-gb']");
    await arrive(hand, /newcastle-under-lyme-gb\/matches\?.*theme=waste/, /Newcastle under Lyme/);
}

async function searchNarrowed(hand) {
    await hand.page.goto("/search");
    await hand.type("Search EU projects and cities", "energy");
    await hand.press("Search");
    await hand.page.waitForURL(/q=energy/);
    const all = await hand.page.locator("#projects").textContent();
    await hand.follow(".sg-facets a[href*='theme=']");
    await hand.page.waitForURL(/theme=/);
    const some = await hand.page.locator("#projects").textContent();
    expect(parseInt(some, 10) > 0 && some !== all, `${hand.name}: a theme narrows nothing: "${all}", "${some}"`);
    await hand.follow("main .sg-row a[href^='/projects/']");
    await arrive(hand, /\/projects\/\d+$/, /\S/);
}

// axe waits by timers, which a page without script does not have.
async function expectOpenToAll(hand, what) {
    if (hand.name === "without script") return;
    for (const complaint of await axeComplaints(hand.page)) expect(false, `${hand.name}, ${what}: ${complaint}`);
}

// A remark, first with mistakes: nothing typed is lost, what is wrong is said where it is, and in the end it has a page.
async function tellWhatIsWrong(hand) {
    await hand.page.goto("/cities/ciampino-it");
    await hand.follow("main a[href^='/remarks/new']");
    await arrive(hand, /\/remarks\/new\?page=/, /Something wrong or missing/);
    await hand.type("Where can that be read?", "ISTAT, 1 January 2026");
    await hand.type("What is wrong or missing?", "ab");
    await hand.press("Send");
    await arrive(hand, /\/remarks\/new$/, /Something wrong or missing/);
    expect((await hand.page.locator("#says[aria-invalid=true]").count()) === 1, `${hand.name}: the field with the mistake is not marked`);
    expect((await hand.page.locator("#mistakes a[href='#says']").count()) === 1, `${hand.name}: no link from the mistake to its field`);
    expect((await hand.page.locator("#source").inputValue()) === "ISTAT, 1 January 2026", `${hand.name}: what was typed is lost`);
    expect((await hand.page.getByText("/cities/ciampino-it").count()) >= 1, `${hand.name}: which page it is about is lost`);
    await expectOpenToAll(hand, "a form with a mistake");
    await hand.type("What is wrong or missing?", "The number of people is of 2018.");
    await hand.press("Send");
    await arrive(hand, /\/remarks\/[0-9a-f]{32}$/, /^Remark \d+/);
    expect((await hand.page.getByText("The number of people is of 2018.").count()) === 1, `${hand.name}: the remark does not show what was written`);
    await expectOpenToAll(hand, "a remark");
    await hand.follow("main a[href='/cities/ciampino-it']");
    await arrive(hand, /\/cities\/ciampino-it$/, /^Ciampino/);
}

// The city box with script: offers by arrows, chosen with Enter; and the skip link.
async function chooseOffer(page) {
    await page.goto("/");
    await page.keyboard.press("Tab");
    expect(await page.locator(".sg-skip").isVisible(), "the first Tab does not show the link past the frame");
    await page.keyboard.press("Enter");
    expect((await page.evaluate(() => document.activeElement.id)) === "main", "the link past the frame does not lead to main");
    await tabTo(page, "[role=combobox]", "the city box");
    await page.keyboard.type("ciampino");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/cities\/ciampino-it$/);
}

// The facts for a bid: on the page, as a file of text, and by one click; and when the browser does not let us copy.
async function copyFacts(page, base) {
    await page.goto("/cities/ciampino-it");
    await page.getByRole("link", { name: "Facts for a bid" }).click();
    await page.waitForURL(/\/bid$/);
    const text = (await ask(base, "/cities/ciampino-it/bid.txt")).text;
    expect(/^Legal name: COMUNE DI CIAMPINO\nPIC: 871184161\n/.test(text), "the facts do not begin with name and PIC");
    expect((await page.locator("#bid").textContent()) === text, "page and text differ");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy all of it" }).click();
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    expect((await page.evaluate(() => navigator.clipboard.readText())) === text, "what was copied is not the text");
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("denied")); });
    await page.getByRole("button", { name: "Copy all of it" }).click();
    await page.getByRole("status").filter({ hasText: "Ctrl" }).waitFor();
    expect((await page.evaluate(() => getSelection().toString())).includes("871184161"), "the text is not marked");
}

async function readFacts(page) {
    await page.goto("/cities/ciampino-it/bid");
    expect(await page.locator("#bid").isVisible(), "without script the facts cannot be read");
    expect((await page.getByRole("button", { name: "Copy all of it" }).count()) === 0, "a button that does nothing without script");
}

async function tell(name, task) {
    try {
        await task();
        expect(true, name);
    } catch (problem) {
        expect(false, `${name}: ${problem.message.split("\n").slice(0, 3).join(" ")}`);
    }
}

const site = await startSite(process.argv[2]);
let browser = null;
try {
    browser = await startBrowser();
    const size = { width: 1000, height: 800 };
    const plain = await openPage(browser, site.base, findings, { javaScriptEnabled: false, viewport: size });
    const scripted = await openPage(browser, site.base, findings, { viewport: size });
    await Promise.all([
        (async () => {
            for (const task of [findPartner, sayWhich, searchNarrowed, tellWhatIsWrong]) {
                await tell(`${task.name} without script`, () => task(mouse(plain.page)));
            }
            await tell("readFacts without script", () => readFacts(plain.page));
            await tell("findPartner by keyboard without script", () => findPartner(keyboard(plain.page, "by keyboard without script")));
        })(),
        (async () => {
            for (const task of [findPartner, sayWhich, searchNarrowed, tellWhatIsWrong]) {
                await tell(`${task.name} by keyboard`, () => task(keyboard(scripted.page, "by keyboard")));
            }
            await tell("chooseOffer", () => chooseOffer(scripted.page));
            await tell("copyFacts", () => copyFacts(scripted.page, site.base));
        })(),
    ]);
    await plain.close();
    await scripted.close();
} finally {
    await browser?.close();
    await site.stop();
}
findings.done("tasks");
