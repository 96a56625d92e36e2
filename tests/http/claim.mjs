// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Asking by oneself to act for a city, on the real program with a real mail server, on either engine: from the form to the account,
// by an address of the city's own and by somebody's word; no, and nobody's answer; who may answer, and who may not; that no answer
// tells which addresses are known; and the mail to somebody whose part was ended by another.
//
//     node claim.mjs PROGRAM MAKE_PEOPLE

import { execFileSync, spawn } from "node:child_process";
import { ask, Findings, freePort, onceOf, send, startSite } from "../browser/program.mjs";
import { linksOf, mailTo, pause, startServer, waitUntil } from "./mail_server.mjs";
import { browserOf, forged, sql } from "./somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const CITY_UID = "a".repeat(32);
const CITY = `/member-cities/${CITY_UID}`;
const OTHER = `/member-cities/${"b".repeat(32)}`;
const ASK = "/act-for-a-city";
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const run = (site, ...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const number = (site, text) => Number(sql(site, text));
const stateOf = (site, mail) => sql(site, `select state from claim where mail = '${mail}'`);
const linkIn = (site, mail, part) => linksOf(mail).find((link) => link.includes(part)).slice(site.base.length);
const wish = (mail, more) => ({ city: CITY_UID, name: "Ewa <Å>", mail, says: "climate officer", ...more });

function signIn(site, ...kinds) {
    const lines = execFileSync(makePeople, [site.db, ...kinds], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => Object.assign(browserOf(site), { token: line.split(" ")[1] }));
}

const personOf = (site, kind) => sql(site, `select uid || ' ' || mail from person where mail like '${kind}-%' order by id desc limit 1`).split(" ");

function refused(answer, status, words, what) {
    expect(answer.status === status && answer.text.includes(words), () => `${what}: ${answer.status}, ${/role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0] ?? answer.headers.location}`);
}

function went(answer, to, what) {
    expect(answer.status === 303 && answer.headers.location === to, () => `${what}: ${answer.status} ${answer.headers.location ?? /role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0]}`);
}

// All that opening a link must leave as it is.
const rows = (site) => ["select id || state || why || ends_at || coalesce(answered_by, 0) from claim order by id", "select count(*) from person", "select count(*) from person_role where until is null",
    "select count(*) from mail", "select count(*) from log_link", "select count(*) from login_session", "select coalesce(sum(n), 0) from rate"].map((text) => sql(site, text)).join("\n");

async function walkOpening(site, mail) {
    const before = rows(site);
    for (const link of linksOf(mail)) {
        for (let i = 0; i < 3; i++) {
            for (const method of ["GET", "HEAD"]) {
                const answer = await ask(site.base, link.slice(site.base.length), { method });
                expect([200, 303].includes(answer.status) && !answer.headers["set-cookie"], `${method} ${link.slice(0, 60)}: ${answer.status}`);
            }
        }
    }
    expect(rows(site) === before, "opening a link changes something");
}

// From the form to the link that came.
async function askFor(site, server, mail, { browser = browserOf(site), n = 1, more = {} } = {}) {
    went(await browser.post(ASK, wish(mail, more)), `${ASK}?done=sent`, `${mail} asks`);
    const got = await mailTo(findings, server, mail, n);
    return { browser, mail: got, link: linkIn(site, got, `${ASK}/`) };
}

/* ---- the form */

async function walkForm(site) {
    const nobody = browserOf(site);
    expect((await nobody.get("/sign-in")).text.includes(`href="${ASK}"`), "signing in does not lead here");
    expect((await nobody.get(ASK)).text.includes(`value="${CITY_UID}"`), "the form does not have the city");
    expect(/value="a{32}" selected/.test((await nobody.get(`${ASK}?city=${CITY_UID}`)).text), "the city is not chosen");
    const wrong = await nobody.post(ASK, wish("ewa@", { city: "", name: "", says: "x" }));
    for (const words of ["is not a mail address: write it as in name@example.org<", "is empty"]) refused(wrong, 400, words, "a bad form");
    expect(wrong.text.includes("value=\"ewa@\""), "what was typed is lost");
    refused(await nobody.post(ASK, wish("ewa@b.example", { city: "f".repeat(32) })), 400, "choose the city", "no such city");
    const caught = await nobody.post(ASK, wish("ewa@b.example", { website: "http://x" }));
    refused(caught, 400, "it is there for machines", "the trap");
    expect(number(site, "select count(*) from claim") === 0 && number(site, "select count(*) from mail") === 0, "a refused form leaves something");
    const [person] = signIn(site, "person");
    const page = await person.get(ASK);
    expect(page.text.includes(personOf(site, "person")[1]) && page.headers["cache-control"] === "no-store", "who has signed in types it all again");
}

/* ---- an address of the city's own */

async function walkOfficial(site, server) {
    const [coordinator] = signIn(site, "coordinator");
    went(await coordinator.post(`${CITY}/addresses`, { do: "add", domain: "city.example" }), `${CITY}/people?done=addresses`, "an own address");
    const { mail, link, browser } = await askFor(site, server, "ewa@city.example");
    expect(!mail.text.includes("Ewa") && !mail.html.includes("climate"), "a stranger's words go out in a mail");
    await walkOpening(site, mail);
    expect(stateOf(site, "ewa@city.example") === "unproven", "something was done before the button");
    const page = await browser.get(link);
    expect(page.text.includes("Ewa &lt;Å&gt;") && page.headers["cache-control"] === "no-store", "the page of the link");
    expect((await send(site.base, link, { do: "ask", once: await onceOf(site.base, link) }, { "Sec-Fetch-Site": "cross-site" })).status === 403, "the button from elsewhere");
    refused(await browser.post(forged(link), { do: "ask", once: await onceOf(site.base, ASK) }), 404, "does not work any more", "a forged link");
    went(await browser.post(link, { do: "ask" }), "/me", "the address is shown");
    const me = await browser.get("/me");
    expect(me.status === 200 && me.text.includes("Colleague of Ciampino"), "an own address makes no colleague");
    expect(stateOf(site, "ewa@city.example") === "yes" && (await browser.get(link)).text.includes("you act for Ciampino"), "how it stands");
    refused(await browserOf(site).post(link, { do: "ask", once: await onceOf(site.base, ASK) }), 409, "is over", "the link twice");
    const told = await mailTo(findings, server, "ewa@city.example", 2);
    expect(told.headers.subject === "You act for Ciampino now", told.headers.subject);
    await walkOpening(site, told);
    expect(!server.mails.some(({ headers }) => /^Does /.test(headers.subject)), "somebody is asked although the address is enough");
    const log = run(site, "log", "list");
    for (const kind of ["person-added", "claim-proved"]) expect(log.includes(kind), `the log does not have ${kind}`);
}

/* ---- somebody's word */

async function walkVouching(site, server) {
    const [main, other, colleague, coordinator] = signIn(site, "main-contact-a", "main-contact-b", "colleague-a", "coordinator");
    const mainMail = personOf(site, "main-contact-a")[1];
    const { mail, link, browser } = await askFor(site, server, "ida@work.example", { more: { name: "Ida" } });
    await walkOpening(site, mail);
    went(await browser.post(link, { do: "ask" }), link, "the address is shown");
    expect((await browser.get(link)).text.includes("It waits for somebody of Ciampino") && browser.token === "", "who waits is let in");
    expect(number(site, "select count(*) from person where name = 'Ida'") === 0, "an account before the answer");
    const asked = await mailTo(findings, server, mainMail);
    expect(asked.headers.subject === "Does Ida work for Ciampino?" && asked.text.includes("climate officer") && asked.text.includes("ida@work.example"), asked.headers.subject);
    expect(!server.mails.some(({ to }) => /^(coordinator|main-contact-b|colleague)/.test(to[0])), "others are asked as well");
    await walkOpening(site, asked);
    const uid = sql(site, "select uid from claim where mail = 'ida@work.example'");
    for (const [who, whose] of [[other, "another city"], [colleague, "a colleague"], [browserOf(site), "nobody"]]) {
        const page = await who.get(`${CITY}/claims/${uid}`);
        expect(page.status !== 200 && !page.text.includes("Ida"), `${whose} sees who asks: ${page.status}`);
        expect((await send(site.base, `${CITY}/claims/${uid}`, { do: "yes", once: await onceOf(site.base, ASK) }, who.headers())).status === 403, `${whose} answers`);
        expect(!(await who.get(`${CITY}/people`)).text.includes("Ida"), `${whose} sees the list`);
    }
    expect((await other.get(`${OTHER}/claims/${uid}`)).status === 404, "it is seen through another city");
    expect((await other.post(`${OTHER}/claims/${uid}`, { do: "yes", once: await onceOf(site.base, ASK) })).status === 404, "it is answered through another city");
    expect((await coordinator.get("/member-cities")).text.includes("1 asks") && (await coordinator.get(`${CITY}/claims/${uid}`)).status === 200, "coordinators do not see it");
    expect((await main.get(`${CITY}/people`)).text.includes(`${CITY}/claims/${uid}`), "it is not in the list");
    const vouch = linkIn(site, asked, "/vouch/");
    const here = browserOf(site);
    refused(await here.post(vouch, { do: "yes", why: "hm" }), 400, "empty it for a yes", "a yes with a reason");
    refused(await here.post(vouch, {}), 400, "use one of the buttons", "no button");
    refused(await here.post(vouch.replace(uid, "0".repeat(32)), { do: "yes", once: await onceOf(site.base, ASK) }), 404, "", "a forged link");
    went(await here.post(vouch, { do: "yes" }), vouch, "yes by the link of a mail");
    expect((await here.get(vouch)).text.includes("It was answered with yes") && here.token === "", "it is not said that it is done");
    refused(await here.post(vouch, { do: "no", once: await onceOf(site.base, ASK) }), 409, "does not wait any more", "answered twice");
    const told = await mailTo(findings, server, "ida@work.example", 2);
    expect(told.headers.subject === "You act for Ciampino now", told.headers.subject);
    expect((await main.get(`${CITY}/people`)).text.includes("ida@work.example") && run(site, "log", "list").includes("claim-vouched"), "she is not among the people, or not in the log");
    await walkFirstSignIn(site, server);
    return { main, mainMail, coordinator, colleague };
}

// The account that was made by it is got into as the mail says.
async function walkFirstSignIn(site, server) {
    const browser = browserOf(site);
    await browser.post("/sign-in", { mail: "ida@work.example", do: "link" });
    const link = linkIn(site, await mailTo(findings, server, "ida@work.example", 3), "/sign-in/link/");
    await browser.post(link, { do: "in" });
    expect((await browser.get("/me")).text.includes("Colleague of Ciampino"), "a yes makes no colleague");
}

async function walkNo(site, server, { main, mainMail }) {
    const { link, browser } = await askFor(site, server, "eve@work.example", { more: { name: "Eve" } });
    await browser.post(link, { do: "ask" });
    const vouch = linkIn(site, await mailTo(findings, server, mainMail, 2), "/vouch/");
    const again = await askFor(site, server, "eve@work.example", { n: 2 }).catch(() => null);
    expect(again === null && (await mailTo(findings, server, "eve@work.example", 2)).headers.subject.includes("it waits for an answer"), "asking again while it waits");
    const uid = sql(site, "select uid from claim where mail = 'eve@work.example'");
    went(await main.post(`${CITY}/claims/${uid}`, { do: "no", why: "We do not know you; call us." }), `${CITY}/people?done=refused`, "no, from the list");
    const told = await mailTo(findings, server, "eve@work.example", 3);
    expect(told.headers.subject === "To act for Ciampino: the answer is no" && told.text.includes("> We do not know you; call us."), told.headers.subject);
    await walkOpening(site, told);
    refused(await browserOf(site).post(vouch, { do: "yes", once: await onceOf(site.base, ASK) }), 409, "does not wait any more", "yes behind a no");
    expect(number(site, "select count(*) from person where name = 'Eve'") === 0 && run(site, "log", "list").includes("claim-refused"), "a no gives an account, or is not in the log");
}

// Nobody answers. The jobs process looks each hour, and when it starts: a second server beside the first.
async function walkOver(site, server, { mainMail }) {
    const { link, browser } = await askFor(site, server, "kim@work.example");
    await browser.post(link, { do: "ask" });
    await mailTo(findings, server, mainMail, 3);
    sql(site, "update claim set ends_at = 1 where mail = 'kim@work.example'");
    const second = spawn(program, ["serve", "--workers", "1", "--listen", `127.0.0.1:${await freePort()}`, "--db", site.db], { stdio: "ignore" });
    try {
        const told = await mailTo(findings, server, "kim@work.example", 2);
        expect(told.headers.subject === "To act for Ciampino: nobody answered" && stateOf(site, "kim@work.example") === "over", told.headers.subject);
        await walkOpening(site, told);
    } finally {
        const ended = new Promise((done) => second.once("exit", done));
        second.kill("SIGTERM");
        await ended;
    }
}

async function walkRightGone(site, server, { mainMail, coordinator }) {
    const { link, browser } = await askFor(site, server, "max@work.example", { more: { name: "Max" } });
    await browser.post(link, { do: "ask" });
    const vouch = linkIn(site, await mailTo(findings, server, mainMail, 4), "/vouch/");
    const uid = personOf(site, "main-contact-a")[0];
    went(await coordinator.post(`${CITY}/people/${uid}`, { do: "end" }), `${CITY}/people?done=ended`, "a part is ended by another");
    const told = await mailTo(findings, server, mainMail, 5);
    expect(told.headers.subject === "You do not act for Ciampino any more", told.headers.subject);
    await walkOpening(site, told);
    expect((await browserOf(site).get(vouch)).status === 404, "a link opens for who may not answer any more");
    expect((await browserOf(site).post(vouch, { do: "yes", once: await onceOf(site.base, ASK) })).status === 404, "and answers");
    expect(stateOf(site, "max@work.example") === "waiting", "and it counts");
    // without a main contact the coordinators are asked
    const next = await askFor(site, server, "zoe@work.example", { more: { name: "Zoe" } });
    await next.browser.post(next.link, { do: "ask" });
    const asked = await mailTo(findings, server, personOf(site, "coordinator")[1]);
    expect(asked.headers.subject === "Does Zoe work for Ciampino?", asked.headers.subject);
}

/* ---- who has signed in, with another address */

async function walkSignedIn(site, server) {
    const [person] = signIn(site, "person");
    const { link, mail } = await askFor(site, server, "per@city.example", { browser: person });
    await walkOpening(site, mail);
    const victim = browserOf(site);
    expect((await victim.get(link)).text.includes("asked by somebody who had signed in"), "an address is confirmed for somebody else");
    refused(await victim.post(link, { do: "ask", once: await onceOf(site.base, ASK) }), 409, "sign in as the same", "and the button works");
    went(await person.post(link, { do: "ask" }), "/me", "signed in");
    expect((await person.get("/me")).text.includes("Colleague of Ciampino"), "who had signed in is signed out, or no colleague");
    expect(number(site, "select count(*) from person where mail = 'per@city.example'") === 0, "a second account is made");
}

/* ---- nothing tells which addresses are known, and no mailbox is filled */

async function walkUnknown(site, server) {
    const answers = new Set();
    const known = personOf(site, "colleague-a")[1];
    run(site, "person", "add", "blocked@b.example", "--name", "Bob");
    run(site, "person", "block", "blocked@b.example");
    for (const mail of [known, "nobody@b.example", "blocked@b.example", "eve@work.example", "ewa@city.example"]) {
        const browser = browserOf(site);
        const answer = await browser.post(ASK, wish(mail));
        answers.add(`${answer.status} ${answer.headers.location} ${(await browser.get(answer.headers.location)).text.replace(/name="once" value="[^"]+"/g, "")}`);
    }
    expect(answers.size === 1, `known, unknown, blocked, refused and colleague are answered in ${answers.size} ways`);
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await browserOf(site).post(ASK, wish("often@b.example"))).status);
    expect(statuses.every((status) => status === 303), `five from five places: ${statuses}`);
    await waitUntil(findings, () => number(site, "select count(*) from mail where state = 'waiting'") === 0, "all mails have gone");
    await mailTo(findings, server, "often@b.example");
    const got = server.mails.filter(({ to }) => to[0] === "often@b.example").length; // one that a newer one made useless is not sent
    const counted = number(site, "select max(n) from rate where kind = 'claim-mail'");
    expect(got >= 1 && got <= 3 && counted === 3, () => `${got} arrived, ${counted} counted: more than three mails a day go to one address`);
    const one = browserOf(site);
    for (let i = 0; i < 10; i++) await one.post(ASK, wish(`m${i}@b.example`));
    refused(await one.post(ASK, wish("m10@b.example")), 429, "came too often", "eleven from one place");
}

const server = await startServer("127.0.0.1");
let site = await startSite(program);
try {
    signIn(site, "colleague-a", "colleague-b"); // the cities
    sql(site, `update member_city set name = 'Ciampino' where uid = '${CITY_UID}'`);
    expect((await browserOf(site).get(ASK)).text.includes("this network sends no mail"), "it may be asked where no mail goes out");
    refused(await browserOf(site).post(ASK, wish("ewa@b.example", { once: await onceOf(site.base, "/remarks/new") })), 400, "sends no mail", "asked all the same");
    run(site, "setting", "mail_server", server.url);
    run(site, "setting", "mail_sender", "network@town.example");
    for (const end = Date.now() + 20_000; Date.now() < end && !(await ask(site.base, ASK)).text.includes("Send me the link");) await pause(100);
    await walkForm(site);
    await walkOfficial(site, server);
    const people = await walkVouching(site, server);
    await walkNo(site, server, people);
    await walkOver(site, server, people);
    await walkRightGone(site, server, people);
    await walkSignedIn(site, server);
    await walkUnknown(site, server);
    expect(!/(act-for-a-city|vouch)\/[a-z]+~/.test(site.log()), "the log has the address of a link");
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-3000)}`);
} finally {
    await site.stop();
    await server.stop();
}
findings.done("claim");
