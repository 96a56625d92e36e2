// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every kind of page in a browser, narrow and wide: what axe finds, what does not fit, what stands in the first screenful;
// and again after every detail is opened and the forms are used.
//
// A page is loaded once and looked at in each width: the server does not know it, and script does not ask it. axe looks at both
// ends, since what can be seen and how large it is differs.
//
//     [SHOTS=folder] node pages.mjs PROGRAM

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axeComplaints, seesStatesAt } from "./axe.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { busiestCity, PAGES, STATUS } from "./places.mjs";
import { Findings, startSite } from "./program.mjs";
import { complaintsOf, lookAtPage } from "./simple.mjs";

const NARROW = { width: 320, height: 640 };
const MIDDLE = { width: 768, height: 1024 };
const WIDE = { width: 1280, height: 800 };
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);

async function runAxe(page, where) {
    for (const what of await axeComplaints(page)) expect(false, `${where}: ${what}`);
    expect(true, where);
}

async function lookAt(page, where, size) {
    for (const what of complaintsOf(await page.evaluate(lookAtPage), size)) expect(false, `${where}: ${what}`);
    expect(true, where);
}

async function shoot(page, name, size) {
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${name.replaceAll(/[ ,]+/g, "-")}-${size.width}.png`), fullPage: true });
}

async function resize(page, size) {
    await page.setViewportSize(size);
    await page.waitForFunction((width) => innerWidth === width, size.width);
}

// What stands there, narrow and wide.
async function seeState(page, where) {
    for (const size of [NARROW, WIDE]) {
        await resize(page, size);
        await lookAt(page, `${where} at ${size.width}`, size);
        if (seesStatesAt(size)) await runAxe(page, `${where} at ${size.width}`);
    }
}

async function walkPage(page, name, address) {
    const answer = await page.goto(address);
    expect(answer.status() === (STATUS[name] ?? 200), `${name}: answers ${answer.status()}`);
    for (const size of [WIDE, MIDDLE, NARROW]) {
        await resize(page, size);
        await lookAt(page, `${name} at ${size.width}`, size);
        if (size !== MIDDLE) await runAxe(page, `${name} at ${size.width}`);
        await shoot(page, name, size);
    }
    const opened = await page.evaluate(() => {
        const closed = [...document.querySelectorAll("details:not([open])")];
        for (const details of closed) details.open = true;
        return closed.length;
    });
    if (opened === 0) return;
    await runAxe(page, `${name}, opened`);
    for (const size of [NARROW, MIDDLE, WIDE]) {
        await resize(page, size);
        await lookAt(page, `${name} at ${size.width}, opened`, { width: size.width });
    }
}

/* ---- after clicks */

// A summary opens by a click of its own, not only by its attribute.
async function clickDetails(page) {
    await page.goto("/cities/ciampino-it");
    const summaries = await page.locator("summary").all();
    expect(summaries.length > 0, "a city has nothing to open");
    for (const summary of summaries) {
        await summary.click();
        expect(await summary.evaluate((element) => element.parentElement.open), "a summary does not open by a click");
    }
}

async function clickTicks(page) {
    await page.goto("/cities/peterborough-gb/matches");
    await page.getByLabel("Waste", { exact: false }).first().check();
    await page.getByRole("button", { name: "Show who has done it" }).click();
    await page.waitForURL(/theme=waste/);
    expect(await page.locator("#theme-waste, input[value=waste]").first().isChecked(), "a ticked theme is not ticked on the next page");
    await seeState(page, "matches, ticked");
}

// Who types on while the answer is on its way is offered what was typed last.
async function typeSlowly(page) {
    await page.goto("/cities");
    await page.route("**/cities.json?q=newca", (route) => setTimeout(() => route.continue().catch(() => {}), 3000), { times: 1 });
    const box = page.getByRole("combobox").first();
    await Promise.all([page.waitForRequest("**/cities.json?q=newca"), box.pressSequentially("newca")]);
    await box.pressSequentially("s"); // one letter only: a further one would hide that this was lost
    const came = await page.getByRole("option").first().waitFor({ timeout: 20000 }).then(() => true, () => false);
    expect(came, "typing on while an answer is awaited: nothing is offered");
}

async function typeCity(page, size) {
    for (const address of ["/", "/cities"]) {
        await page.goto(address);
        const box = page.getByRole("combobox").first();
        await box.pressSequentially("newcas", { delay: 10 });
        const offers = page.getByRole("option");
        await offers.first().waitFor();
        expect((await offers.count()) > 1, `${address}: fewer than two offers for newcas`);
        await page.keyboard.press("ArrowDown");
        expect((await box.getAttribute("aria-activedescendant")) !== null, `${address}: an arrow chooses nothing`);
        await lookAt(page, `${address}, offers`, { width: size.width });
        if (seesStatesAt(size)) await runAxe(page, `${address}, offers`);
        await shoot(page, `offers${address.replace("/", "-")}`, size);
        await page.keyboard.press("Escape");
        expect((await offers.count()) === 0 || !(await offers.first().isVisible()), `${address}: Escape leaves the offers open`);
        await box.fill("Heildelberg");
        await offers.filter({ hasText: "Did you mean this?" }).first().waitFor();
        expect((await offers.first().innerText()).startsWith("Heidelberg"), `${address}: Heildelberg is not asked after as Heidelberg`);
        expect((await page.getByRole("status").allInnerTexts()).some((text) => text.startsWith("Did you mean this?")), `${address}: a guess is not said aloud`);
        await box.fill("ciampin");
        await offers.filter({ hasText: "Ciampino" }).first().click();
        await page.waitForURL(/\/cities\/ciampino-it$/);
    }
}

async function clickFacets(page, size) {
    await page.goto("/search?q=energy");
    const facet = page.locator(".sg-facets a").first();
    const href = await facet.getAttribute("href");
    await facet.click();
    await page.waitForURL((url) => url.search !== "?q=energy");
    expect((await page.locator(".sg-facets a[aria-current]").count()) === 1, `a facet (${href}) does not show that it is chosen`);
    await lookAt(page, "search, facet", size);
    if (seesStatesAt(size)) await runAxe(page, "search, facet");
    await page.locator(".sg-facets:not(:has([aria-current])) a").first().click();
    const chosen = page.locator(".sg-chosen a");
    await page.waitForFunction(() => document.querySelectorAll(".sg-chosen a").length === 2);
    if (seesStatesAt(size)) await runAxe(page, "search, two facets");
    await chosen.first().click();
    await page.waitForFunction(() => document.querySelectorAll(".sg-chosen a").length === 1);
    await chosen.first().click();
    await page.waitForURL((url) => url.search === "?q=energy");
    expect((await chosen.count()) === 0, "what was chosen cannot be taken back");
    const jump = page.getByRole("link", { name: "Narrow these results" });
    const first = await page.locator("main .sg-row").first().boundingBox();
    expect((await jump.isVisible()) === (size.width < 769), `the link to what narrows, at ${size.width}`);
    expect(first.y < 800, `the first result is ${first.y} px down at ${size.width}`);
    if (size.width < 769) {
        await jump.click();
        await page.waitForFunction(() => Math.abs(document.getElementById("narrow").getBoundingClientRect().top) < innerHeight);
    }
}

// A status is one line in its pill, in the longest words too.
async function seePills(page) {
    for (const address of ["/case-studies?lang=de", "/search?q=energy&lang=de", "/case-studies"]) {
        await page.goto(address);
        for (const size of [NARROW, WIDE]) {
            await resize(page, size);
            const heights = await page.locator(".sg-row .sg-tag").evaluateAll((tags) => tags.map((tag) => tag.getClientRects()[0].height));
            expect(heights.length > 0 && Math.max(...heights) < 32, `${address}: a status in two lines at ${size.width}`);
            await lookAt(page, address, size);
        }
    }
}

// Each odd search says what was made of it.
async function seeSearches(page) {
    for (const [name, address, says] of [
        ["mended", "/search?q=enviornmental", "Showing results for"],
        ["only a minus", "/search?q=-heat", "A minus only leaves words out"],
        ["no word", "/search?q=%3F%22%22", "We see no word in it"],
        ["unknown theme and country", "/search?q=energy&theme=nope&country=zz", "We know no theme called"],
        ["a city", "/search?q=ciampino", "Cities of that name"],
        ["an organisation", "/search?q=comune+di+ciampino", "Organisations of that name"],
        ["too long", `/search?q=${"waste+".repeat(60)}`, "Your search is too long"],
        ["none left", "/search?q=energy&years=before-2014&country=FI", "Take something back"],
    ]) {
        await page.goto(address);
        expect((await page.locator("main").innerText()).includes(says), `search, ${name}: does not say "${says}"`);
        await seeState(page, `search, ${name}`);
    }
}

async function clickPages(page) {
    for (const address of ["/cities?fit=any", "/search?q=energy", "/themes/mobility"]) {
        await page.goto(address);
        const next = page.getByRole("link", { name: "Next page" });
        if (!expect((await next.count()) === 1, `${address}: no next page`)) continue;
        await next.click();
        await page.waitForURL(/page=2/);
        expect((await page.getByText("Page 2 of").count()) > 0, `${address}: the second page does not say so`);
        await seeState(page, `${address}, second page`);
    }
}

async function clickFilters(page) {
    await page.goto("/cities");
    await page.getByLabel("Has worked on").selectOption("mobility");
    await page.getByRole("button", { name: "Show these" }).click();
    await page.waitForURL(/theme=mobility/);
    expect((await page.getByLabel("Has worked on").inputValue()) === "mobility", "the chosen theme is not chosen on the next page");
    await seeState(page, "cities, filtered");
}

/* ---- paper, colours, movement */

async function printPages(page) {
    for (const address of ["/cities/ciampino-it", "/cities/peterborough-gb/matches?theme=waste"]) {
        await page.goto(address);
        const bytes = await page.pdf({ format: "A4" });
        expect(bytes.subarray(0, 5).toString() === "%PDF-" && bytes.length > 8000, `${address}: a PDF of ${bytes.length} bytes`);
        await page.emulateMedia({ media: "print" });
        const shown = await page.evaluate(() => [...document.querySelectorAll("nav, .sg-skip, form, button")]
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1).map((element) => element.outerHTML.slice(0, 60)));
        expect(shown.length === 0, `${address}: on paper stands ${shown.slice(0, 3).join(" | ")}`);
        expect(await page.locator("h1").isVisible(), `${address}: no heading on paper`);
        await page.emulateMedia({ media: null });
    }
}

async function moveLess(page) {
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const address of ["/", "/cities", "/cities/ciampino-it"]) {
        await page.goto(address);
        const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const seconds = (text) => Math.max(...text.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 0.001 : 1)));
            return (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) || seconds(style.transitionDuration) > 0.01;
        }).length);
        expect(moving === 0, `${address}: ${moving} elements move though less movement is asked for`);
    }
    await page.emulateMedia({ reducedMotion: null });
}

async function forceColours(page, size) {
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto("/cities/peterborough-gb/matches?theme=waste");
    for (let i = 0; i < 12; i++) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate(() => {
            const style = getComputedStyle(document.activeElement);
            return { html: document.activeElement.outerHTML.slice(0, 100), style: style.outlineStyle, width: parseFloat(style.outlineWidth) };
        });
        expect(focus.style !== "none" && focus.width >= 2, `forced colours: the focus cannot be seen on ${focus.html}`);
    }
    await shoot(page, "forced-colours", size);
    await page.emulateMedia({ forcedColors: null });
}

const site = await startSite(process.argv[2]);
let browser = null;
try {
    browser = await startBrowser();
    const pages = { ...PAGES, "busiest city": await busiestCity(site.base) };
    const [walked, used] = [await openPage(browser, site.base, findings), await openPage(browser, site.base, findings, { viewport: NARROW })];
    await Promise.all([
        (async () => {
            for (const [name, address] of Object.entries(pages)) await walkPage(walked.page, name, address);
            await resize(walked.page, MIDDLE);
            await printPages(walked.page);
            await moveLess(walked.page);
            await forceColours(walked.page, MIDDLE);
        })(),
        (async () => {
            for (const size of [WIDE, NARROW]) { // where a hand finds another place
                await resize(used.page, size);
                await clickDetails(used.page);
                await typeCity(used.page, size);
                await clickFacets(used.page, size);
            }
            await typeSlowly(used.page);
            for (const see of [clickTicks, seeSearches, seePills, clickPages, clickFilters]) await see(used.page);
        })(),
    ]);
} finally {
    await browser?.close();
    await site.stop();
}
findings.done("pages");
