// SPDX-License-Identifier: AGPL-3.0-or-later
//
// From nothing to a member city, in a browser: what joining is, the form by keyboard with the city offered while it is typed and with
// one of several of its name, the page of the link and its button; a coordinator who says yes with a reason and no; and in German,
// without script, of a city that is in no list. Every state is looked at, narrow and wide, with axe.
//
//     [SHOTS=folder] node join.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { openPage, startBrowser } from "./chromium.mjs";
import { keysOf, mouse } from "./hands.mjs";
import { Findings, startSite } from "./program.mjs";
import { statesOf, WIDE } from "./states.mjs";
import { signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const FORM = "main form[method=post] button[type=submit]";
const LINK_LASTS_S = (1 + 60 + 30) * 86400;
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const { keyboard, tabTo } = keysOf(findings);
const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);

// Of the mail that went to an address.
function linkTo(site, mail) {
    const [uid, made] = sql(site, `select uid || ' ' || made_at from application where mail = '${mail}'`).split(" ");
    return signedLink(site, "/join/city/", `application~${uid}~${Number(made) + LINK_LASTS_S}`);
}

async function inGerman(hand, name) {
    const here = new URL(hand.page.url());
    await hand.page.goto(`${here.pathname}?lang=de`);
    await see(hand, `${name}, German`);
    await hand.page.goto(`${here.pathname}?lang=en`);
}

async function walkForm(hand) {
    await hand.page.goto("/");
    await hand.follow("main a[href='/join']");
    await see(hand, "join");
    await inGerman(hand, "join");
    await hand.follow("main a[href='/join/city']");
    await see(hand, "join form");
    await inGerman(hand, "join form");
    await hand.fill("city", "Vanta");
    await hand.page.getByRole("option", { name: /Vantaa/ }).waitFor();
    await hand.page.keyboard.press("ArrowDown");
    await hand.page.keyboard.press("Enter");
    expect(await hand.page.inputValue("#city") === "Vantaa" && /\/join\/city\?lang=en$/.test(hand.page.url()), `choosing an offer does more than fill the field: ${hand.page.url()}`);
    await fillAll(hand, { city: "Alexandria" });
    await see(hand, "join form, several");
    await fillAll(hand, { which: "Alexandria, Ro" });
    await hand.page.getByRole("heading", { name: "Alexandria, Romania" }).waitFor();
    await see(hand, "join form, second step");
    await hand.page.evaluate(() => document.querySelector("form[method=post] [name=once]").form.setAttribute("novalidate", ""));
    await fillAll(hand, { name: "Ewa Nova", mail: "ewa@", says: "climate officer", wish: "No oil heating in our schools by 2030." }, FORM);
    await seeWrong(hand, "join form, wrong", "mail", { name: "Ewa Nova", mail: "ewa@", says: "climate officer", wish: "No oil heating in our schools by 2030." });
    await fillAll(hand, { mail: "ewa@town.example" }, FORM);
    await arrive(hand, /^\/join\/city\?done=sent$/, "it is asked");
    await see(hand, "join form, sent");
}

async function walkLink(hand, site) {
    await hand.page.goto(linkTo(site, "ewa@town.example"));
    await see(hand, "join link");
    await inGerman(hand, "join link");
    await hand.send();
    await hand.page.getByText("waits for those who run this network").waitFor();
    await see(hand, "join link, sent");
    await hand.page.goto("/join/city/application~x~1~x");
    await see(hand, "join link, over");
}

async function walkGerman(hand, site) {
    await hand.page.goto("/join/city");
    await fillAll(hand, { city: "Qzxvk" });
    await see(hand, "join form, in no list");
    await hand.page.selectOption("#country", "AT");
    await hand.send();
    await see(hand, "join form, in no list, second step");
    await fillAll(hand, { name: "Ilse", mail: "ilse@qz.example", says: "Stadtwerke", wish: "Bis 2030 weniger Autos." }, FORM);
    await arrive(hand, /^\/join\/city\?done=sent$/, "it is asked in German");
    await hand.page.goto(linkTo(site, "ilse@qz.example"));
    await see(hand, "join link, in no list");
    await hand.send();
    await hand.page.getByText("wartet auf die Betreiber").waitFor();
}

async function walkAnswer(hand, site) {
    await hand.page.goto("/me");
    await hand.follow("main a[href='/applications']");
    await see(hand, "applications");
    await inGerman(hand, "applications");
    await hand.follow("main .sg-row a:text('Qzxvk')");
    await see(hand, "application, size not known");
    await inGerman(hand, "application, size not known");
    await hand.send("button[value=yes]");
    await seeWrong(hand, "application, no reason", "why");
    await fillAll(hand, { why: "The only town of its valley." }, "button[value=yes]");
    await arrive(hand, /^\/applications\?done=yes$/, "yes");
    await see(hand, "applications, yes");
    await hand.follow("main .sg-row a:text('Alexandria')");
    await see(hand, "application");
    await fillAll(hand, { why: "Talk to us first." }, "button[value=no]");
    await arrive(hand, /^\/applications\?done=no$/, "no");
    await hand.follow("main .sg-row a:text('Qzxvk')");
    await see(hand, "application, answered");
    expect(sql(site, "select count(*) from member_city where name = 'Qzxvk'") === "1", "a yes makes no member city");
    await hand.page.goto("/join/city");
    await fillAll(hand, { city: "Vantaa" });
    await see(hand, "join form, who has signed in");
    await hand.page.goto("/join/city?city=Qzxvk&country=AT");
    await see(hand, "join form, joined already");
    await hand.page.goto(linkTo(site, "ewa@town.example"));
    await see(hand, "join link, no");
}

const site = await startSite(program);
const browser = await startBrowser();
const open = (options) => openPage(browser, site.base, findings, { viewport: WIDE, ...options });
try {
    for (const [name, value] of [["mail_server", "smtp://127.0.0.1:9"], ["mail_sender", "network@town.example"]]) execFileSync(program, ["setting", name, value, "--db", site.db]);
    const visitor = await open();
    const hand = { ...keyboard(visitor.page, "by keyboard"), isLookedAt: true };
    await walkForm(hand);
    await walkLink(hand, site);
    await visitor.close();
    const german = await open({ javaScriptEnabled: false, locale: "de" });
    await walkGerman(mouse(german.page), site);
    await german.close();
    const staff = await open();
    const token = execFileSync(makePeople, [site.db, "coordinator"], { encoding: "utf8" }).trim().split(" ")[1];
    await staff.page.context().addCookies([{ name: "session", value: token, url: site.base, httpOnly: true, sameSite: "Lax" }]);
    await walkAnswer({ ...mouse(staff.page), name: "coordinator", isLookedAt: true }, site);
    await staff.close();
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-1500)}`);
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${count()} states looked at`);
findings.done("join");
