// SPDX-License-Identifier: AGPL-3.0-or-later
//
// People and member cities in a browser: a coordinator says which addresses are a city's own, its main contact invites somebody,
// who makes an account by keyboard; somebody asks by themselves, and is vouched for; a part is handed over; an administrator finds somebody, gives a role and erases. Every state is
// looked at, narrow and wide, with axe; one of each in German and one without script.
//
//     [SHOTS=folder] node invite.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axeComplaints } from "./axe.mjs";
import { openPage, startBrowser } from "./chromium.mjs";
import { Findings, startSite } from "./program.mjs";
import { complaintsOf, lookAtPage } from "./simple.mjs";
import { invitationLink, signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const SIZES = [{ width: 320, height: 640 }, { width: 1280, height: 800 }];
const CITY = `/member-cities/${"a".repeat(32)}`;
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
let states = 0;

async function lookAt(page, name) {
    for (const size of SIZES) {
        await page.setViewportSize(size);
        const where = `${name} at ${size.width}`;
        for (const what of complaintsOf(await page.evaluate(lookAtPage), size)) expect(false, `${where}: ${what}`);
        if (size === SIZES[0]) for (const what of await axeComplaints(page)) expect(false, `${where}: ${what}`);
        expect(true, where);
        states++;
        if (!process.env.SHOTS) continue;
        mkdirSync(process.env.SHOTS, { recursive: true });
        await page.screenshot({ path: join(process.env.SHOTS, `${name.replaceAll(/[ ,]+/g, "-")}-${size.width}.png`), fullPage: true });
    }
}

async function openAs(site, browser, kind, options = {}) {
    const { page, close } = await openPage(browser, site.base, findings, { viewport: SIZES[1], ...options });
    if (kind !== "visitor") {
        const token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
        await page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    }
    return { page, close };
}

const press = (page, name) => Promise.all([page.waitForLoadState("load"), page.getByRole("button", { name, exact: true }).first().click()]);

async function inGerman(page, name) {
    const address = new URL(page.url());
    address.searchParams.set("lang", "de");
    await page.goto(address.href);
    await lookAt(page, `${name}, German`);
}

async function walkAddresses(site, browser) {
    const { page, close } = await openAs(site, browser, "coordinator");
    await page.goto("/me");
    await page.getByRole("link", { name: "Member cities and their people" }).click();
    await lookAt(page, "member cities");
    await page.goto("/growth");
    await lookAt(page, "growth");
    await inGerman(page, "growth");
    await page.goto(`${CITY}/addresses`);
    await lookAt(page, "addresses");
    await page.getByLabel("What stands behind the @").fill("gmail.com");
    await press(page, "Add it");
    await lookAt(page, "addresses, wrong");
    await page.getByLabel("What stands behind the @").fill("city.example");
    await press(page, "Add it");
    await page.goto(`${CITY}/addresses`);
    await inGerman(page, "addresses");
    await close();
}

async function walkInvite(site, browser) {
    const { page, close } = await openAs(site, browser, "main-contact-a");
    await page.goto("/me");
    await lookAt(page, "me, main contact");
    await page.getByRole("link", { name: /^People of / }).click();
    await lookAt(page, "people of a city");
    await page.getByRole("link", { name: "Invite somebody" }).click();
    await lookAt(page, "invite");
    await page.getByLabel("Mail address").fill("eve@evil-city.example");
    await press(page, "Send the invitation");
    await lookAt(page, "invite, wrong");
    expect(await page.getByLabel("Mail address").inputValue() === "eve@evil-city.example", "the address that was typed is lost");
    await page.getByLabel(/^I know that this person works/).check();
    await press(page, "Send the invitation");
    await page.waitForURL(/done=invited/);
    await page.goto(`${CITY}/invite`);
    await page.getByLabel("Mail address").fill("bea@city.example");
    await press(page, "Send the invitation");
    await page.waitForURL(/done=invited/);
    await lookAt(page, "people of a city, invited");
    await inGerman(page, "people of a city");
    await page.goto(`${CITY}/invite`);
    await inGerman(page, "invite");
    await page.goto(`${CITY}/people`);
    await page.getByRole("link", { name: "eve@evil-city.example" }).click();
    await lookAt(page, "an invitation that waits");
    await page.goto(invitationLink(site, "bea@city.example"));
    await lookAt(page, "invitation, somebody else");
    return { page, close };
}

async function walkTake(site, browser) {
    const { page, close } = await openAs(site, browser, "visitor", { javaScriptEnabled: false });
    const link = invitationLink(site, "bea@city.example");
    await page.goto(link);
    await page.getByLabel("Your name").fill("Bea Nova");
    await page.getByLabel("Your new password").fill("short");
    await press(page, "Make my account and take it up");
    expect(await page.getByLabel("Your name").inputValue() === "Bea Nova", "the name that was typed is lost");
    await close();
    const scripted = await openAs(site, browser, "visitor");
    const bea = scripted.page;
    await bea.goto(link);
    await lookAt(bea, "invitation");
    await inGerman(bea, "invitation");
    await bea.goto(link);
    await bea.getByLabel("Your name").focus();
    await bea.keyboard.type("Bea Nova");
    await bea.keyboard.press("Tab");
    await bea.keyboard.type("short");
    await bea.keyboard.press("Enter");
    await bea.getByRole("alert").waitFor();
    await lookAt(bea, "invitation, wrong");
    await bea.getByLabel("Your new password").fill("nine small giants at breakfast");
    await Promise.all([bea.waitForURL(/\/me$/), bea.keyboard.press("Enter")]);
    await lookAt(bea, "me, colleague");
    await bea.goto(link);
    await lookAt(bea, "invitation, over");
    await scripted.close();
}

/* ---- asking by oneself: no mail arrives here, its links are made as the program signs them */

const claimOf = (site, mail) => sql(site, `select uid || ' ' || ends_at from claim where mail = '${mail}'`).split(" ");

async function typeWish(page, words, mail) {
    await page.getByLabel(words[0]).focus();
    await page.keyboard.press("a"); // the city's name is its uid
    for (const [i, text] of ["Ida Nova", mail, "climate officer"].entries()) {
        await page.keyboard.press("Tab");
        expect(await page.getByLabel(words[i + 1]).evaluate((field) => field === document.activeElement), `the key leads to ${words[i + 1]}`);
        await page.keyboard.press("Control+a");
        await page.keyboard.type(text);
    }
}

async function walkAsk(site, browser) {
    const { page, close } = await openAs(site, browser, "visitor");
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Ask to act for a city" }).click();
    await lookAt(page, "act for a city");
    await typeWish(page, ["I work for", "My name", "My mail address at work", "What I do there"], "ida@");
    await page.evaluate(() => document.querySelector("main form").setAttribute("novalidate", ""));
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await lookAt(page, "act for a city, wrong");
    expect(await page.getByLabel("What I do there").inputValue() === "climate officer", "what was typed is lost");
    await page.getByLabel("My mail address at work").fill("ida@work.example");
    await press(page, "Send me the link");
    await page.waitForURL(/done=sent/);
    await lookAt(page, "act for a city, sent");
    const [uid, ends] = claimOf(site, "ida@work.example");
    await page.goto(signedLink(site, "/act-for-a-city/", `claim~${uid}~${ends}`));
    await lookAt(page, "act for a city, link");
    await inGerman(page, "act for a city, link");
    await press(page, "Ja, das bin ich: Bitte absenden");
    await lookAt(page, "act for a city, waits");
    await page.goto("/act-for-a-city/claim~x~1~x");
    await lookAt(page, "act for a city, over");
    await close();
}

async function walkAskInGerman(site, browser) {
    const { page, close } = await openAs(site, browser, "visitor", { javaScriptEnabled: false, locale: "de" });
    await page.goto("/act-for-a-city");
    await typeWish(page, ["Ich arbeite für", "Mein Name", "Meine Mailadresse bei der Arbeit", "Was ich dort tue"], "ilse@work.example");
    await Promise.all([page.waitForURL(/done=sent/), page.keyboard.press("Enter")]);
    expect((await page.textContent("main")).includes("geht an die Adresse, die Sie eingegeben haben"), "German without script: nothing is said");
    const [uid, ends] = claimOf(site, "ilse@work.example");
    await page.goto(signedLink(site, "/act-for-a-city/", `claim~${uid}~${ends}`));
    const button = page.getByRole("button", { name: "Ja, das bin ich" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Die Antwort kommt per E-Mail").waitFor();
    await close();
}

async function walkAnswer(site, page) {
    await page.goto(`${CITY}/people`);
    await lookAt(page, "people of a city, asked");
    await page.getByRole("link", { name: "Ida Nova" }).first().click();
    await lookAt(page, "who asks");
    const here = page.url();
    await inGerman(page, "who asks");
    await page.goto(here);
    await page.getByLabel("Why not").fill("hm");
    await press(page, "Yes, I vouch for this person");
    await page.getByRole("alert").waitFor();
    await lookAt(page, "who asks, wrong");
    await page.getByLabel("Why not").fill("");
    await press(page, "Yes, I vouch for this person");
    await page.waitForURL(/done=vouched/);
    await lookAt(page, "people of a city, vouched");
    const [uid, ends] = claimOf(site, "ilse@work.example");
    const main = sql(site, "select max(person_id) from person_role where role = 'main_contact' and until is null");
    const link = signedLink(site, "/vouch/", `vouch~${uid}-${main}~${ends}`);
    await page.goto(link);
    await lookAt(page, "vouch");
    await inGerman(page, "vouch");
    await page.goto(link);
    await page.getByLabel("Why not").fill("We do not know you.");
    await press(page, "No");
    await page.getByText("It was answered with no").waitFor();
    await lookAt(page, "vouch, done");
    await page.goto("/vouch/vouch~x~1~x");
    await lookAt(page, "vouch, over");
}

async function walkSpeaks(site, browser, page) {
    await page.goto(`${CITY}/people`);
    await page.getByRole("link", { name: "Bea Nova" }).click();
    await page.getByLabel("Which place or group").fill("The upper valley and all of the villages behind the mountains in it");
    await press(page, "They speak for the area around us");
    await page.getByRole("alert").waitFor();
    await lookAt(page, "one of a city, place too long");
    expect((await page.getByLabel("Which place or group").inputValue()).endsWith("in it"), "the place that was typed is lost");
    await page.getByLabel("Which place or group").fill("LEADER group of the upper valley");
    await press(page, "They speak for the area around us");
    await page.waitForURL(/done=for-area/);
    await lookAt(page, "people of a city, one speaks for the area");
    const plain = await openAs(site, browser, "colleague-a", { javaScriptEnabled: false, locale: "de" });
    await plain.page.goto(`${CITY}/profile`);
    await plain.page.getByRole("link", { name: "Sagen, ob Sie dafür sprechen" }).click();
    await plain.page.getByLabel("Welcher Ort oder welche Gruppe").focus();
    await plain.page.keyboard.type("die Inseln");
    await Promise.all([plain.page.waitForURL(/profile\?done=for-area/), plain.page.keyboard.press("Enter")]);
    expect(/Bea Nova \(LEADER group of the upper valley\), Somebody \(die Inseln\)/.test(await plain.page.textContent("main")), "the profile does not say who speaks for the area");
    await plain.close();
    const german = await openAs(site, browser, "colleague-a", { locale: "de" });
    await german.page.goto(`${CITY}/people/me`);
    await lookAt(german.page, "oneself, for the area, German");
    await german.page.goto(`${CITY}/profile`);
    await lookAt(german.page, "profile, who speaks for the area, German");
    await german.close();
}

async function walkParts({ page, close }) {
    await page.goto(`${CITY}/people`);
    await page.getByRole("link", { name: "Bea Nova" }).click();
    await lookAt(page, "one of a city");
    await inGerman(page, "one of a city");
    await page.goto(`${CITY}/people`);
    await page.locator("main a", { hasText: "Somebody" }).first().click();
    await lookAt(page, "oneself of a city");
    await page.goto(`${CITY}/people`);
    await page.getByRole("link", { name: "Bea Nova" }).click();
    await press(page, "Make this person the main contact");
    await page.waitForURL(/\/me$/);
    await close();
}

async function walkPeople(site, browser) {
    const { page, close } = await openAs(site, browser, "administrator");
    await page.goto("/me");
    await page.getByRole("link", { name: "People with an account" }).click();
    await lookAt(page, "people");
    await inGerman(page, "people");
    await page.goto("/people");
    await page.locator("#q").fill("nova bea");
    await page.locator("#q").press("Enter");
    await page.waitForURL(/q=/);
    await page.getByRole("link", { name: "Bea Nova" }).click();
    await lookAt(page, "person");
    await page.getByLabel("Role", { exact: true }).selectOption("main_contact");
    await press(page, "Give this role");
    await lookAt(page, "person, wrong");
    await page.getByLabel("Role", { exact: true }).selectOption("coordinator");
    await press(page, "Give this role");
    await page.waitForURL(/done=give/);
    await press(page, "Block");
    await page.waitForURL(/done=block/);
    await lookAt(page, "person, blocked");
    await inGerman(page, "person");
    await page.goto(page.url().replace(/\?.*/, "/erase"));
    await lookAt(page, "erase");
    await inGerman(page, "erase");
    await press(page, "Diese Person löschen");
    await page.waitForURL(/done=erased/);
    await lookAt(page, "people, erased");
    await page.goto("/people?q=nobody");
    await lookAt(page, "people, none");
    await close();
}

const site = await startSite(program);
const browser = await startBrowser();
try {
    for (const kind of ["main-contact-a", "colleague-a"]) execFileSync(makePeople, [site.db, kind], { encoding: "utf8" });
    for (const [name, value] of [["mail_server", "smtp://127.0.0.1:9"], ["mail_sender", "network@town.example"]]) execFileSync(program, ["setting", name, value, "--db", site.db]);
    await walkAddresses(site, browser);
    const main = await walkInvite(site, browser);
    await walkTake(site, browser);
    await walkAsk(site, browser);
    await walkAskInGerman(site, browser);
    await walkAnswer(site, main.page);
    await walkSpeaks(site, browser, main.page);
    await walkParts(main);
    await walkPeople(site, browser);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${states} states looked at`);
findings.done("invite");
