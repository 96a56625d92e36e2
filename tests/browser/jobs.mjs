// SPDX-License-Identifier: AGPL-3.0-or-later
//
// An import watched in a browser: its page and the list follow it to its end by themselves, keep the place of who reads
// them, and say little aloud; without script they say when they were made, and how to look again.
//
//     [SHOTS=folder] node jobs.mjs PROGRAM

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { axeComplaints, seesStatesAt } from "./axe.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { Findings, startSite } from "./program.mjs";
import { complaintsOf, lookAtPage } from "./simple.mjs";

const ROWS = 6000;
const PATIENCE_MS = 120_000;
const SIZES = [{ width: 320, height: 640 }, { width: 1280, height: 800 }];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const program = process.argv[2];

function writeProjects(folder, name, base) {
    const rows = ['"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";"frameworkProgramme";"objective"'];
    for (let i = 0; i < ROWS; i++) {
        rows.push(`"${base + i}";"ACR${base + i}";"SIGNED";"Waste water ${i}";"2022-01-01";"2025-12-31";"1";"1";"HORIZON";"${"lamps and mobility ".repeat(40)}"`);
    }
    writeFileSync(join(folder, name), `${rows.join("\n")}\n`);
    return join(folder, name);
}

async function look(page, where, size) {
    for (const what of complaintsOf(await page.evaluate(lookAtPage), size)) expect(false, `${where}: ${what}`);
    if (seesStatesAt(size)) for (const what of await axeComplaints(page)) expect(false, `${where}: ${what}`);
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${where.replaceAll(/[ ,]+/g, "-")}.png`), fullPage: true });
}

// An import by hand, stood still while it reads: what is seen of it then does not change.
async function startStill(site, file) {
    const child = spawn(program, ["import", "cordis", file, "--db", site.db], { stdio: "ignore" });
    const end = new Promise((resolve) => child.once("exit", resolve));
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
        const job = JSON.parse(execFileSync(program, ["jobs", "--json", "--db", site.db], { encoding: "utf8" }).split("\n")[0]);
        if (job.state === "running" && job.total > 0) {
            child.kill("SIGSTOP");
            return { job: job.job, file, go: () => child.kill("SIGCONT"), end };
        }
        await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error("the import was never seen under way");
}

const seenAt = (page) => page.getByText(/^As it was at/).innerText();

async function waitNews(page, old) {
    await page.waitForFunction((text) => ![...document.querySelectorAll("p")].some((p) => p.innerText === text), old);
    return seenAt(page);
}

/* ---- under way: what is shown, and that news leave the reader where he is */

async function seeUnderWay(page, still, where, size) {
    await page.goto(`/jobs/${still.job}`);
    expect((await page.locator("h1").innerText()) === "EU projects (CORDIS)", `${where}: another heading`);
    expect((await page.getByRole("status").innerText()) === "Reads projects.csv.", `${where}: does not say what is read`);
    const bar = page.getByRole("progressbar");
    const value = Number(await bar.getAttribute("value"));
    expect(value >= 0 && value <= 100, `${where}: the bar is at ${value}`);
    expect(!(await page.content()).includes("/tmp/"), `${where}: names a folder`);
    await look(page, where, size);
    await page.evaluate(() => {
        window.spoken = [];
        const status = document.querySelector("[role=status]");
        status.mine = true;
        new MutationObserver(() => window.spoken.push(status.innerText)).observe(status, { characterData: true, childList: true, subtree: true });
    });
    await page.getByRole("link", { name: "Look again" }).focus();
    await waitNews(page, await waitNews(page, await seenAt(page)));
    expect(await page.evaluate(() => document.activeElement.innerText === "Look again"), `${where}: news took the focus away`);
    expect((await page.evaluate(() => window.spoken.length)) === 0, `${where}: news that are none are said aloud`);
}

// To its end, without another page being opened; then nothing is asked any more.
async function seeEnd(page, where, size) {
    await page.getByRole("status").filter({ hasText: "Done, and shown on all pages." }).waitFor({ timeout: PATIENCE_MS });
    expect(await page.evaluate(() => document.querySelector("[role=status]").mine === true), `${where}: what is said aloud was replaced, not changed`);
    expect((await page.getByRole("heading", { name: "What it brought" }).count()) === 1, `${where}: does not say what it brought`);
    expect((await page.getByRole("progressbar").count()) === 0, `${where}: a bar of something that has ended`);
    const said = await page.evaluate(() => window.spoken);
    expect(said.length >= 1 && said.length <= 8, `${where}: said aloud ${said.length} times: ${said.join(" | ")}`);
    let asked = 0;
    page.on("request", (request) => { asked += request.url().includes("/live"); });
    await page.waitForTimeout(2500);
    expect(asked === 0, `${where}: asked ${asked} times after the end`);
    await look(page, where, size);
}

async function seeList(page, still) {
    await page.goto("/jobs");
    expect((await page.getByText("under way").count()) === 1, "list: nothing is under way");
    await waitNews(page, await seenAt(page));
    expect((await page.getByRole("link", { name: "EU projects (CORDIS)" }).first().getAttribute("href")) === `/jobs/${still.job}`, "list: another first");
    await look(page, "list, under way", SIZES[0]);
}

async function seeWithoutScript(browser, site, still, size) {
    const { page, close } = await openPage(browser, site.base, findings, { viewport: size, javaScriptEnabled: false });
    await page.goto(`/jobs/${still.job}`);
    const first = await seenAt(page);
    await page.waitForTimeout(2200);
    expect((await seenAt(page)) === first, "without script: the page moves by itself");
    await page.getByRole("link", { name: "Look again" }).click();
    expect((await seenAt(page)) !== first, "without script: looking again shows the same");
    await close();
}

const site = await startSite(program);
let browser = null;
try {
    browser = await startBrowser();
    const still = await startStill(site, writeProjects(site.folder, "projects.csv", 300000000));
    const pages = [];
    for (const size of SIZES) {
        const opened = await openPage(browser, site.base, findings, { viewport: size });
        pages.push({ ...opened, size });
        await seeUnderWay(opened.page, still, `job under way at ${size.width}`, size);
        await seeWithoutScript(browser, site, still, size);
    }
    const list = await openPage(browser, site.base, findings, { viewport: SIZES[0] });
    await seeList(list.page, still);
    still.go();
    for (const { page, size } of pages) await seeEnd(page, `job done at ${size.width}`, size);
    await list.page.waitForFunction(() => !document.body.innerText.includes("under way"), null, { timeout: PATIENCE_MS });
    await look(list.page, "list, done", SIZES[0]);
    expect((await still.end) === 0, "the import failed");
} finally {
    await browser?.close();
    await site.stop();
}
findings.done("jobs");
