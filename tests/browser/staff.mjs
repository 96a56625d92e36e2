// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What those who run the network do in a browser: remarks read, answered, closed and removed; an import begun and followed;
// and what others see there. Every state is looked at, narrow and wide, with axe; once by keyboard and once without script.
//
//     [SHOTS=folder] node staff.mjs PROGRAM MAKE_PEOPLE [WIDTH]

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axeComplaints } from "./axe.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { Findings, onceOf, send, startSite } from "./program.mjs";
import { complaintsOf, lookAtPage } from "./simple.mjs";

const program = process.argv[2];
const makePeople = process.argv[3];
const SIZES = [{ width: 320, height: 640 }, { width: 1280, height: 800 }]
    .filter(({ width }) => !process.argv[4] || width === Number(process.argv[4]));
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
let states = 0;

async function look(page, name, size) {
    const where = `${name} at ${size.width}`;
    for (const what of complaintsOf(await page.evaluate(lookAtPage), size)) expect(false, `${where}: ${what}`);
    for (const what of await axeComplaints(page)) expect(false, `${where}: ${what}`);
    expect(true, where);
    states++;
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${name.replaceAll(/[ ,]+/g, "-")}-${size.width}.png`), fullPage: true });
}

function tokenOf(site, kind) {
    return execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
}

async function openAs(site, browser, kind, options) {
    const { page, close } = await openPage(browser, site.base, findings, options);
    if (kind !== "visitor") {
        await page.context().addCookies([{ name: "session", value: tokenOf(site, kind), url: site.base, httpOnly: true, sameSite: "Lax" }]);
    }
    return { page, close };
}

let remarks = 0;

async function newRemark(site, says, mail = "") {
    const once = await onceOf(site.base, "/remarks/new");
    const answer = await send(site.base, "/remarks/new", { once, says, mail, source: "ISTAT, 2024", page: "/cities/ciampino-it" },
        { "X-Forwarded-For": `198.51.100.${++remarks}` });
    expect(answer.status === 303, `a remark is not taken: ${answer.status}`);
    return remarks;
}

async function walkAnswer(site, browser, size) {
    const { page, close } = await openAs(site, browser, "coordinator", { viewport: size });
    await page.goto("/remarks?state=closed");
    await look(page, "remarks, none", size);
    const number = await newRemark(site, "The number of people of Ciampino is from 2011. It is 38,600 now, and the mayor's office has moved.", "reader@example.org");
    await page.goto("/remarks");
    await look(page, "remarks, one waits", size);
    await page.getByRole("link", { name: /The number of people of Ciampino/ }).first().click();
    await page.waitForURL(/\/remarks\/\d+\/answer/);
    await page.goto(`/remarks/${number}/answer`);
    await look(page, "remark, waits", size);
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.waitForSelector("#mistakes");
    await look(page, "remark, answer empty", size);
    await page.getByLabel("Your answer").fill("Thank you: it is mended.");
    await page.getByRole("button", { name: "Close it without an answer" }).click();
    await page.waitForSelector("#mistakes");
    expect(await page.getByLabel("Your answer").inputValue() === "Thank you: it is mended.", "the answer is lost by a slip");
    await look(page, "remark, closed with an answer", size);
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.waitForURL(/\/answer$/);
    expect(await page.getByText("Thank you: it is mended.").count() > 0, "the answer does not stand there");
    await look(page, "remark, answered", size);
    await close();
}

/* By keyboard alone, without script: close one, remove one. */
async function walkKeys(site, browser, size) {
    const { page, close } = await openAs(site, browser, "administrator", { viewport: size, javaScriptEnabled: false });
    const number = await newRemark(site, "buy our pills");
    await page.goto(`/remarks/${number}/answer`);
    await page.getByRole("button", { name: "Close it without an answer" }).focus();
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    expect((await page.textContent("h2#says")).includes("closed"), "by keyboard it is not closed");
    await page.getByRole("link", { name: "Remove this remark" }).focus();
    await Promise.all([page.waitForURL(/remove$/), page.keyboard.press("Enter")]);
    expect(await page.locator("h1").textContent() === `Remark ${number}`, "the page for removing is another");
    await page.getByRole("button", { name: "Remove it" }).focus();
    await Promise.all([page.waitForURL(/\/remarks$/), page.keyboard.press("Enter")]);
    const answer = await page.goto(`/remarks/${number}/answer`);
    expect(answer.status() === 404, "it is not removed");
    await close();
}

async function walkRemoval(site, browser, size) {
    const { page, close } = await openAs(site, browser, "coordinator", { viewport: size });
    const number = await newRemark(site, "buy our pills");
    await page.goto(`/remarks/${number}/remove`);
    await look(page, "remark, to remove", size);
    const other = await openAs(site, browser, "coordinator", { viewport: size });
    await page.goto(`/remarks/${number}/answer`);
    await other.page.goto(`/remarks/${number}/answer`);
    await other.page.getByRole("button", { name: "Close it without an answer" }).click();
    await other.page.waitForURL(/\/answer$/);
    await page.getByLabel("Your answer").fill("We were slower.");
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.waitForSelector("#mistakes");
    expect(await page.getByText("We were slower.").count() > 0, "who came second loses the answer");
    await look(page, "remark, too late", size);
    await other.close();
    await close();
}

async function walkImport(site, browser, size) {
    const folder = mkdtempSync(join(tmpdir(), "smallgiants-lists-"));
    const set = (value) => execFileSync(program, ["setting", "import_folder", value, "--db", site.db]);
    const { page, close } = await openAs(site, browser, "administrator", { viewport: size });
    try {
        set("");
        await page.goto("/jobs");
        await page.getByRole("link", { name: "Bring in data" }).click();
        await page.waitForURL(/imports\/new/);
        await look(page, "import, no folder", size);
        set(folder);
        await page.goto("/imports/new");
        await look(page, "import, no file", size);
        writeFileSync(join(folder, "a list with a long name that somebody gave it (2).csv"), "a;b\n1;2\n");
        writeFileSync(join(folder, "lau-2023.csv"), "x".repeat(2_500_000));
        await page.goto("/imports/new");
        await look(page, "import, form", size);
        await page.getByRole("button", { name: "Begin" }).click();
        await page.waitForSelector("#mistakes");
        await look(page, "import, nothing chosen", size);
        await page.getByLabel("Twinned towns").check();
        await page.getByLabel(/a list with a long name/).check();
        await page.getByRole("button", { name: "Begin" }).click();
        await page.waitForURL(/\/jobs\/\d+$/);
        await page.getByText("not done").first().waitFor(); // live: the file is no list of twinnings
        await page.reload();
        expect(await page.locator("#why").count() === 1, "what the machine said is not there for who may import");
        await look(page, "import, failed", size);
    } finally {
        rmSync(folder, { recursive: true, force: true });
        await close();
    }
}

async function walkOthers(site, browser, size) {
    for (const kind of ["person", "main-contact-a", "coordinator-weak"]) {
        const { page, close } = await openAs(site, browser, kind, { viewport: size });
        const answer = await page.goto("/remarks");
        expect(answer.status() === 403, `/remarks as ${kind}: ${answer.status()}`);
        await look(page, `closed to ${kind}`, size);
        await close();
    }
}

/* Leaving, by keyboard; the last administrator cannot. */
async function walkLeave(site, browser, size) {
    for (const kind of ["administrator", "coordinator", "main-contact-a"]) {
        const { page, close } = await openAs(site, browser, kind, { viewport: size });
        await page.goto("/me/account");
        await page.getByRole("link", { name: "Leave this network" }).click();
        await look(page, `leave, ${kind}`, size);
        if (kind === "main-contact-a") {
            await page.goto("/me/leave?lang=de");
            await look(page, "leave, German", size);
            await page.getByRole("button", { name: "Verlassen und alles über mich löschen" }).focus();
            await Promise.all([page.waitForURL(/left\?entry=/), page.keyboard.press("Enter")]);
            await look(page, "left", size);
        }
        await close();
    }
}

/* The log: all, none of a kind, one entry, and one that was erased. */
async function walkLog(site, browser, size) {
    const { page, close } = await openAs(site, browser, "coordinator", { viewport: size });
    execFileSync(program, ["setting", "operator_name", `The operator, at ${size.width}`, "--db", site.db]);
    execFileSync(program, ["setting", "network_name", "Small Giants", "--db", site.db]);
    await page.goto("/me");
    await page.getByRole("link", { name: "Read the log" }).click();
    await look(page, "log", size);
    await page.getByLabel("What was done").selectOption({ label: "A setting was changed" });
    await page.getByRole("button", { name: "Show these" }).click();
    await page.waitForURL(/kind=setting-saved/);
    await page.getByRole("link", { name: "A setting was changed" }).first().click();
    await page.waitForURL(/\/log\/\d+$/);
    await look(page, "log, one entry", size);
    execFileSync(program, ["log", "erase", /\d+$/.exec(page.url())[0], "--db", site.db]);
    await page.reload();
    expect(/^Entry \d+ was erased on .*, on request$/.test(await page.locator("h1").textContent()), "an erased entry does not say so");
    await look(page, "log, an erased entry", size);
    await page.goto("/log?kind=person-blocked");
    await look(page, "log, none", size);
    await page.goto("/log?lang=de");
    await look(page, "log, German", size);
    await close();
}

/* In German nothing English is left on these pages; words.mjs holds that of the catalogue, this of what is put together. */
async function walkGerman(site, browser, size) {
    const { page, close } = await openAs(site, browser, "coordinator", { viewport: size });
    const number = await newRemark(site, "Die Einwohnerzahl ist alt.");
    for (const [name, address] of [["remarks", "/remarks?lang=de"], ["remark", `/remarks/${number}/answer?lang=de`], ["import", "/imports/new?lang=de"]]) {
        await page.goto(address);
        expect(await page.locator("html").getAttribute("lang") === "de", `${address} is not in German`);
        await look(page, `${name}, German`, size);
    }
    await close();
}

/* Who drives the network: named, the name shown by their own yes and taken back, away; at last by keyboard without script, in German. */
async function walkDriving(site, browser, size) {
    const { page, close } = await openAs(site, browser, "coordinator", { viewport: size });
    const other = await openAs(site, browser, "coordinator", { viewport: size, javaScriptEnabled: false });
    const visitor = await openAs(site, browser, "visitor", { viewport: size });
    const [ana, ben] = [`Ana Driver ${size.width}`, `Ben Deputy ${size.width}`];
    const reads = async (what) => {
        await visitor.page.goto("/join");
        return (await visitor.page.locator("section[aria-labelledby=run]").textContent()).includes(what);
    };
    for (const [{ page: mine }, name] of [[{ page }, ana], [other, ben]]) {
        await mine.goto("/me/details");
        await mine.getByLabel("Your name", { exact: true }).fill(name);
        await mine.locator("main form button[type=submit]").first().click();
        await mine.waitForURL(/\/me\/account/);
    }
    await page.goto("/me?q=drives");
    await page.getByRole("link", { name: "Who drives this network, and the deputy" }).click();
    await look(page, "driver, nobody", size);
    await page.locator("#driver").selectOption({ label: ana });
    await page.locator("#deputy").selectOption({ label: ana });
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForSelector("#mistakes");
    await look(page, "driver, twice the same", size);
    await page.locator("#deputy").selectOption({ label: ben });
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/done=named/);
    await look(page, "driver, named", size);
    expect(await reads("whose name is not shown"), "a name is shown without a yes");
    await page.goto("/me");
    await look(page, "desk, named to drive", size);
    await page.getByRole("link", { name: /You are named to drive/ }).click();
    await look(page, "driver, asked for the name", size);
    await page.getByRole("button", { name: "Yes, show my name" }).click();
    await page.waitForURL(/done=shown/);
    await look(page, "driver, shown", size);
    await visitor.page.goto("/join");
    await look(visitor.page, "driver, as everybody sees it", size);
    expect(await reads(`${ana} drives this network`), "everybody does not read who drives");
    expect(!(await reads(ben)), "the deputy is shown without a yes");
    await page.getByLabel("Away until").fill(new Date(Date.now() + 5 * 86400e3).toISOString().slice(0, 10));
    await page.getByRole("button", { name: "I am away until then" }).click();
    await page.waitForURL(/done=away/);
    await look(page, "driver, away", size);

    await page.goto("/driver?lang=de");
    await look(page, "driver, German", size);
    await other.page.goto("/driver/mine?lang=de");
    await other.page.getByRole("button", { name: "Ja, meinen Namen zeigen" }).focus();
    await Promise.all([other.page.waitForURL(/done=shown/), other.page.keyboard.press("Enter")]);
    expect(await reads(`${ben}, the deputy, drives this network just now`), "the deputy does not drive while the driver is away");
    await other.page.goto("/driver/mine?lang=de");
    await other.page.getByRole("button", { name: "Meinen Namen nicht mehr zeigen" }).focus();
    await Promise.all([other.page.waitForURL(/done=hidden/), other.page.keyboard.press("Enter")]);
    expect(!(await reads(ben)), "a yes that was taken back still shows the name");
    await page.goto("/handover?lang=de");
    await look(page, "handover, German", size);
    await page.goto("/handover?lang=en");
    await look(page, "handover", size);
    const printed = execFileSync(program, ["handover", "--db", site.db], { encoding: "utf8" }); // the same without a server
    for (const title of await page.locator("main h2").allTextContents()) expect(printed.includes(`${title}\n`), `the command does not say: ${title}`);
    for (const link of await page.locator("main .sg-row a").allTextContents()) expect(printed.includes(`- ${link}`), `the command does not say: ${link}`);
    await page.goto("/driver?lang=en");
    await page.locator("#driver").selectOption({ label: "Nobody" });
    await page.locator("#deputy").selectOption({ label: "Nobody" });
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/done=named/);
    for (const opened of [{ close }, other, visitor]) await opened.close();
}

const site = await startSite(program);
const browser = await startBrowser();
try {
    for (const size of SIZES) {
        await walkLeave(site, browser, size); // first: the administrator there is the only one
        await walkLog(site, browser, size);
        await walkAnswer(site, browser, size);
        await walkRemoval(site, browser, size);
        await walkOthers(site, browser, size);
        await walkGerman(site, browser, size);
        await walkImport(site, browser, size);
        await walkDriving(site, browser, size);
    }
    await walkKeys(site, browser, SIZES[0]);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${states} states looked at`);
findings.done("staff");
