// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A site is set up in a browser: closed at first, step by step with slips, looked through, opened and closed again; each
// state looked at with axe. By keyboard and without script the first step; the papers the law asks for; in German.
//
//     [SHOTS=folder] node set_up.mjs PROGRAM MAKE_PEOPLE [WIDTH]

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pause } from "../http/mail_server.mjs";
import { sql } from "../http/somebody.mjs";
import { axeComplaints } from "./axe.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { Findings, startSite } from "./program.mjs";
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
    const found = complaintsOf(await page.evaluate(lookAtPage), size);
    for (const what of found.filter((what) => what !== "0 doors")) expect(false, `${where}: ${what}`); // a closed site has none
    for (const what of await axeComplaints(page)) expect(false, `${where}: ${what}`);
    expect(true, where);
    states++;
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${name.replaceAll(/[ ,]+/g, "-")}-${size.width}.png`), fullPage: true });
}

const setting = (site, name, value) => execFileSync(program, ["setting", name, value, "--db", site.db], { stdio: "pipe" });

async function openAs(site, browser, kind, options) {
    const { page, close } = await openPage(browser, site.base, findings, options);
    if (kind !== "visitor") {
        const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
        await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    }
    return { page, close };
}

// What a small city would type.
const STEPS = {
    who: { "Official name of who runs it": "City of Exampleton" },
    reach: { "Postal address": "Market Square 1, 12345 Exampleton", "Mail address for everybody": "network@city.example",
        "Where a weakness is reported": "security@city.example" },
    hosting: { "Who hosts it": "Computing centre of the county, Exampleton", "Country of the machine": "finland" },
    mail: {},
    accessibility: { "Law on accessibility": "Act on digital services", "Body to turn to": "Agency for access", "Page of that body": "https://access.example/procedure" },
    gaps: {},
    privacy: { "Data protection officer": "privacy@city.example", "Authority for complaints": "Ombudsman", "Page of that authority": "https://authority.example" },
};

async function send(page, name, leads) {
    await page.getByRole("button", { name }).click();
    await page.waitForURL(leads);
}

async function walkSlips(page, size) {
    await page.goto("/set-up/reach");
    await page.getByLabel("Postal address").fill("Market Square 1");
    await page.getByLabel("Mail address for everybody").fill("network at city");
    await page.getByRole("button", { name: "Save and go on" }).click();
    await page.waitForSelector("#mistakes");
    expect(await page.getByLabel("Mail address for everybody").inputValue() === "network at city", "what was typed is lost by a slip");
    expect(await page.getByLabel("Postal address").inputValue() === "Market Square 1", "what fits is lost by a slip elsewhere");
    expect((await page.textContent("#mistakes")).includes("is not a mail address: write it as in network@city.example"), "a slip is not said with how to mend it");
    await look(page, "set-up, a slip", size);
    await page.goto("/set-up/hosting");
    await page.getByLabel("Country of the machine").fill("Atlantis");
    await page.getByRole("button", { name: "Save and go on" }).click();
    await page.waitForSelector("#mistakes");
    await look(page, "set-up, no country", size);
}

// From "what is missing" to the very field.
async function walkLinks(page) {
    await page.goto("/set-up");
    const names = await page.locator("section[aria-labelledby=missing] a").allTextContents();
    expect(names.length === 13, `missing are ${names}`);
    for (const name of names.slice(0, -1)) {
        await page.goto("/set-up");
        await page.locator("section[aria-labelledby=missing]").getByRole("link", { name, exact: true }).click();
        await page.waitForURL(/\/set-up\/\w+#\w+/);
        const target = page.locator(new URL(page.url()).hash);
        expect(await target.count() === 1 && await page.getByLabel(name, { exact: true }).count() === 1, `${name} leads to no field: ${page.url()}`);
    }
}

async function walkSteps(site, page, size) {
    const names = Object.keys(STEPS);
    await page.goto("/set-up/who");
    for (const [i, name] of names.entries()) {
        await look(page, `set-up, ${name}`, size);
        for (const [label, value] of Object.entries(STEPS[name])) await page.getByLabel(label, { exact: true }).fill(value);
        await send(page, "Save and go on", i + 1 < names.length ? new RegExp(`/set-up/${names[i + 1]}`) : /\/set-up\?/);
    }
    await look(page, "set-up, all said", size);
    expect(await page.getByRole("button", { name: "Open the site to everybody" }).count() === 0, "it can be opened before it was looked through");
    await send(page, "I have looked it all through", /done=reviewed/);
    await look(page, "set-up, looked through", size);
    await send(page, "Open the site to everybody", /done=open/);
    await look(page, "set-up, open", size);
}

async function walkOpen(site, browser, page, size) {
    const visitor = await openAs(site, browser, "visitor", { viewport: size });
    await visitor.page.goto("/");
    expect((await visitor.page.textContent("footer")).includes("Run by City of Exampleton, Market Square 1, 12345 Exampleton. Hosted by Computing centre of the county, Exampleton, Finland."),
        "the foot does not say who runs it");
    await page.goto("/set-up/privacy");
    await page.getByLabel("Data protection officer").fill("");
    await page.getByRole("button", { name: "Save and go on" }).click();
    await page.waitForSelector("#mistakes");
    await look(page, "set-up, needed while open", size);
    await page.goto("/set-up");
    await send(page, "Close the site", /done=closed/);
    expect((await visitor.page.goto("/cities")).status() === 503, "closed again, a visitor is let in");
    await visitor.close();
}

const SAYS = [["spf-none", "v=spf1 mx a:smtp.city.example -all", "city.example"], ["dkim-good", "", ""],
    ["dmarc-good", "v=DMARC1; p=quarantine; rua=mailto:postmaster@city.example", ""]];

async function walkMail(site, page, size) {
    await page.goto("/set-up/mail");
    await page.getByRole("button", { name: "Save and send a test mail to me" }).click();
    await page.waitForSelector("#mistakes");
    await look(page, "set-up, test mail without a server", size);
    await page.getByLabel("Mail server", { exact: true }).fill("smtp://127.0.0.1:1");
    await page.getByLabel("Sender", { exact: true }).fill("network@city.example");
    await send(page, "Save and send a test mail to me", /done=saved/);
    await page.getByText("The test mail is on its way").waitFor();
    await look(page, "set-up, test mail", size);
    // The real job first: whatever the DNS here says, it ends, and the page says when. Then what a DNS elsewhere says.
    for (const end = Date.now() + 30_000; sql(site, "select state from job where kind = 'sender-check'") !== "done" && Date.now() < end;) await pause(200);
    await page.goto("/set-up/mail");
    await page.getByText("Looked up for network@city.example on").waitFor();
    await look(page, "set-up, sender looked up here", size);
    sql(site, `update job set result = 'sender=network@city.example${SAYS.map(([says, text, name]) => `\nsays=${says}\ntext=${text}\nname=${name}`).join("")}\n' where kind = 'sender-check'`);
    for (const language of ["en", "de"]) {
        await page.goto(`/set-up/mail?lang=${language}`);
        expect(await page.getByText('city.example. TXT "v=spf1 mx a:smtp.city.example -all"').count() === 1, "the record to add is not said");
        await look(page, `set-up, sender looked up, ${language}`, size);
    }
}

async function walkClosed(site, browser, size) {
    const { page, close } = await openAs(site, browser, "visitor", { viewport: size });
    expect((await page.goto("/cities")).status() === 503, "a visitor is let in");
    await look(page, "closed site", size);
    await close();
}

async function walkKeys(site, browser) {
    const { page, close } = await openAs(site, browser, "administrator", { viewport: SIZES[0], javaScriptEnabled: false });
    await page.goto("/set-up/who");
    await page.getByLabel("Official name of who runs it").focus();
    await page.keyboard.type("Exampleton");
    await Promise.all([page.waitForURL(/\/set-up\/reach/), page.keyboard.press("Enter")]);
    await page.goto("/set-up/who");
    expect(await page.getByLabel("Official name of who runs it").inputValue() === "Exampleton", "by keyboard it is not saved");
    await close();
    setting(site, "operator_name", "");
}

async function walkGerman(site, browser, size) {
    const { page, close } = await openAs(site, browser, "administrator", { viewport: size });
    for (const address of ["/set-up", ...Object.keys(STEPS).map((name) => `/set-up/${name}`), "/privacy/record", "/privacy/assessment"]) {
        await page.goto(`${address}?lang=de`);
        expect(await page.locator("html").getAttribute("lang") === "de", `${address} is not in German`);
        await look(page, `${address.slice(1).replaceAll("/", " ")}, German`, size);
    }
    await close();
}

const site = await startSite(program);
const browser = await startBrowser();
try {
    setting(site, "base_url", "http://net.example"); // not of this machine only, so it is closed
    await walkKeys(site, browser);
    for (const size of SIZES) {
        await walkClosed(site, browser, size);
        const { page, close } = await openAs(site, browser, "administrator", { viewport: size });
        await page.goto("/set-up");
        await look(page, "set-up", size);
        if (size === SIZES[0]) await walkLinks(page);
        await walkSlips(page, size);
        await walkSteps(site, page, size);
        await walkOpen(site, browser, page, size);
        await walkMail(site, page, size);
        await close();
        await walkGerman(site, browser, size);
        for (const name of ["operator_name", "reviewed_on", "mail_server"]) setting(site, name, "");
    }
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-2000)}`);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${states} states looked at`);
findings.done("set-up");
