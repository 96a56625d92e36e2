// SPDX-License-Identifier: AGPL-3.0-or-later
//
// First talks between two cities, on the real program with a real mail server, on either engine. First what nobody may ever find: every
// state of an introduction x every kind of person x every page and mail that has to do with it (in two states every page there is), and on
// none of them a name or an address of the people concerned before both cities have said yes. Then the way itself: from the form to the calendar, answers by a link
// without signing in, limits, slips, and what it leaves when somebody is erased.
//
//     node introduction.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { ask, Findings, oneConnection, onceOf, startSite } from "../browser/program.mjs";
import { linksOf, startServer, waitUntil } from "./mail_server.mjs";
import { browserOf, signedLink, sql } from "./somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const uidOf = (letter) => letter.repeat(32);
const city = (letter) => `/member-cities/${uidOf(letter)}`;
const DAY = 86400;
const now = () => Math.floor(Date.now() / 1000);
const run = (site, ...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/* ---- people, each with a name that stands nowhere else */

const KINDS = ["person", "main-contact-a", "colleague-a", "main-contact-b", "colleague-b", "main-contact-c", "coordinator", "administrator"];

function signIn(site) {
    const people = { visitor: { browser: browserOf(site), traces: [] } };
    for (const line of execFileSync(makePeople, [site.db, ...KINDS], { encoding: "utf8" }).trim().split("\n")) {
        const [kind, token] = line.split(" ");
        const name = `Xaver${kind.replaceAll("-", "")}`;
        sql(site, `update person set name = '${name}' where mail like '${kind}-%'`);
        const [id, mail] = sql(site, `select id || ' ' || mail from person where mail like '${kind}-%'`).split(" ");
        people[kind] = { browser: Object.assign(browserOf(site), { token }), id: Number(id), mail, traces: [name, mail] };
    }
    return people;
}

// Whom an introduction of A and B concerns: all who act for one of them.
const CONCERNED = ["main-contact-a", "colleague-a", "main-contact-b", "colleague-b"];

/* ---- the way through it */

const local = (days, hour) => new Date((Math.floor(now() / DAY) + days) * DAY * 1000).toISOString().slice(0, 11) + `${hour}:00`;
const wish = (more) => ({ need: "How you paid for the heat network", slot_1: local(5, 10), slot_2: local(6, 14), slot_3: local(7, 11), ...more });
const uidNow = (site) => sql(site, "select uid from introduction order by id desc limit 1");

function went(answer, to, what) {
    expect(answer.status === 303 && answer.headers.location === to, () => `${what}: ${answer.status} ${answer.headers.location ?? /role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0]}`);
}

function refused(answer, status, words, what) {
    expect(answer.status === status && answer.text.includes(words), () => `${what}: ${answer.status}, ${/role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0] ?? answer.headers.location}`);
}

const linkOf = (site, uid, side, person) => signedLink(site, "/first-talk/", `first-talk~${uid}-${side}-${person.id}~${now() + DAY}`);

// All that is due has gone, and the mail server has told of it.
const settled = (site, server) => waitUntil(findings, () => {
    const [waiting, sent] = sql(site, "select sum(case state when 'waiting' then 1 else 0 end) || ' ' || sum(case state when 'sent' then 1 else 0 end) from mail").split(" ").map(Number);
    return waiting === 0 && server.mails.length === sent;
}, "the mails have gone");

async function askB(site, people) {
    sql(site, "delete from introduction");
    sql(site, "update mail set made_at = made_at - 691200 where state <> 'waiting'"); // of the week before: so many that others wait for come in one
    went(await people["colleague-a"].browser.post(`${city("a")}/ask/${uidOf("b")}`, wish()), `${city("a")}/introductions?done=asked`, "A asks B");
    await settled(site, server);
    return uidNow(site);
}

const mine = (site, people, uid) => linkOf(site, uid, "to", people["main-contact-b"]);
const answered = async (site, people, fields) => {
    const uid = await askB(site, people);
    const link = mine(site, people, uid);
    went(await browserOf(site).post(link, fields), `${link}?done=${fields.do}`, `the answer ${fields.do}`);
    return uid;
};

// Each makes the introduction as it is in that state.
const STATES = {
    asked: askB,
    passed: (site, people) => answered(site, people, { do: "pass" }),
    later: (site, people) => answered(site, people, { do: "later" }),
    no: (site, people) => answered(site, people, { do: "no", why: "We are rebuilding our own." }),
    async expired(site, people) {
        const uid = await askB(site, people);
        sql(site, "update introduction set state = 'expired', answered_at = 1, ends_at = 1");
        return uid;
    },
    async withdrawn(site, people) {
        const uid = await askB(site, people);
        went(await people["main-contact-a"].browser.post(`${city("a")}/introductions/${uid}`, { do: "withdraw" }), `${city("a")}/introductions?done=withdrawn`, "taken back");
        return uid;
    },
    async ended(site, people) {
        const uid = await askB(site, people);
        sql(site, "update introduction set state = 'ended', answered_at = 1");
        return uid;
    },
    async "a city that left"(site, people) {
        const uid = await askB(site, people);
        sql(site, `insert into member_step (member_id, number, step, at, way, why) select id, 99, 'left', 1, 'city', '' from member_city where uid = '${uidOf("b")}'`);
        return uid;
    },
    yes: (site, people) => answered(site, people, { do: "yes", slot: "2" }),
    async talked(site, people) {
        const uid = await answered(site, people, { do: "yes", slot: "1" });
        sql(site, `update introduction set slot = ${now() - 2 * DAY}`);
        for (const what of ["useless", "nothing"]) {
            const link = mine(site, people, uid); // made anew each time: until when it works depends on the second
            went(await browserOf(site).post(link, { do: what }), `${link}?done=said`, `B says ${what}`);
        }
        return uid;
    },
};
const NAMES_STAND = ["yes", "talked"];

/* ---- where nothing may be found */

function pagesOf(site, people, uid) {
    const pages = ["/me", "/me/account", "/me/data.json", "/me/data/introduction.csv", "/log", "/member-cities"];
    for (const letter of ["a", "b", "c"]) {
        pages.push(`${city(letter)}/introductions`, `${city(letter)}/introductions/${uid}`, `${city(letter)}/introductions/${uid}/calendar`, `${city(letter)}/profile`);
        for (const other of ["a", "b", "c"].filter((one) => one !== letter)) pages.push(`${city(letter)}/ask/${uidOf(other)}`);
    }
    for (const [side, kind] of [["from", "colleague-a"], ["from", "main-contact-a"], ["to", "main-contact-b"], ["to", "colleague-b"], ["to", "main-contact-c"], ["from", "person"]]) {
        const link = linkOf(site, uid, side, people[kind]);
        pages.push(link, `${link}/calendar`);
    }
    return pages;
}

// Every other page of the program in every form, about each city, with the introduction's uid in each place: but those that the table of
// rights gives to see who acts for a city, or who has an account.
const SEE_PEOPLE = ["people", "city-people", "city-addresses"];
const WHOLE_STATES = ["passed", "no"];
const routes = JSON.parse(execFileSync(program, ["routes", "--json"], { encoding: "utf8" })).filter(({ right }) => !SEE_PEOPLE.includes(right));

function everyPage(uid) {
    return routes.flatMap((route) => {
        const places = route.about === "member city" ? ["a", "b", "c"].map((letter) => route.pattern.replace("{}", uidOf(letter)).replaceAll("{}", uid)) : [route.example ?? route.pattern.replaceAll("{}", uid)];
        return places.flatMap((place) => route.forms.map((form) => (["html", "other"].includes(form) ? place : `${place.replace(/\.(json|csv|txt)$/, "")}.${form}`)));
    });
}

// Pages where, both having said yes, the other side stands: of the two cities, and their links.
const mayName = (state, page) => NAMES_STAND.includes(state) && (page.startsWith("/first-talk/") || /\/(a{32}|b{32})\/introductions\/[0-9a-f]{32}/.test(page));

// What was changed in a city's own profile stands with the name of who did it, and in it who speaks for the area around, for the people of
// that city, who choose among themselves who owns a bid: of no other.
const ownHistory = (people, kind, page, trace) => ["changes", "profile", "bids/new"].some((own) => page === `${city(kind.at(-1))}/${own}`) && CONCERNED.includes(kind) &&
    CONCERNED.some((other) => other.at(-1) === kind.at(-1) && people[other].traces[0] === trace);

let looked = 0;
let named = 0;
async function lookFor(site, people, state, uid) {
    const concerned = CONCERNED.flatMap((kind) => people[kind].traces);
    for (const [kind, person] of Object.entries(people)) {
        const agent = oneConnection();
        for (const page of [...pagesOf(site, people, uid), ...(WHOLE_STATES.includes(state) ? everyPage(uid) : [])]) {
            const { text } = await ask(site.base, page, { headers: person.browser.headers(), agent });
            const found = concerned.filter((trace) => text.includes(trace) && !person.traces.includes(trace) && !ownHistory(people, kind, page, trace));
            looked++;
            if (mayName(state, page)) named += found.length;
            else expect(found.length === 0, () => `${state}, as ${kind}: ${page.slice(0, 90)} shows ${found}`);
        }
        agent.destroy();
    }
}

// What went out by mail: to whom it may, and in it nobody but the reader.
async function lookAtMails(site, server, people, state, before) {
    await settled(site, server);
    for (const mail of server.mails.slice(before)) {
        const reader = CONCERNED.find((kind) => people[kind].mail === mail.to[0]);
        expect(reader !== undefined, `${state}: a mail goes to ${mail.to[0]}`);
        const said = `${JSON.stringify(mail.headers)} ${mail.text} ${mail.html}`;
        const found = CONCERNED.filter((kind) => kind !== reader && people[kind].traces.some((trace) => said.includes(trace)));
        const other = reader.endsWith("-a") ? "main-contact-b" : "colleague-a";
        const right = NAMES_STAND.includes(state) && mail.headers.subject.startsWith("You talk to") ? [other] : [];
        expect(String(found) === String(right), () => `${state}: the mail “${mail.headers.subject}” to ${reader} tells of “${found}”`);
        looked++;
    }
    return server.mails.slice(before);
}

async function walkStates(site, server, people) {
    sql(site, "update person_role set for_area = 'the upper valley' where member_id is not null");
    for (const [state, make] of Object.entries(STATES)) {
        const before = server.mails.length;
        const uid = await make(site, people);
        await lookFor(site, people, state, uid);
        const mails = await lookAtMails(site, server, people, state, before);
        const to = mails.map((mail) => CONCERNED.find((kind) => people[kind].mail === mail.to[0])).sort().join(" ");
        const expected = { asked: "main-contact-b", passed: "colleague-b main-contact-b", yes: "colleague-a main-contact-b main-contact-b", talked: "colleague-a main-contact-b main-contact-b",
            later: "colleague-a main-contact-b", no: "colleague-a main-contact-b" }[state];
        if (expected) expect(to === expected, `${state}: mails go to ${to}`);
        sql(site, "delete from member_step where number = 99");
    }
    expect(named > 40, `the search finds names where they stand: ${named}`);
    expect(!/Xaver|introduction/.test(run(site, "log", "list")), "the log of decisions tells of it");
}

/* ---- the way itself */

async function walkForm(site, people) {
    sql(site, "delete from introduction");
    const { browser } = people["colleague-a"];
    const form = `${city("a")}/ask/${uidOf("b")}`;
    const page = await browser.get(form);
    const suggested = [...page.text.matchAll(/name="slot_\d" value="([^"]+)"/g)].map(([, value]) => value);
    expect(suggested.length === 3 && suggested.every((value) => ![0, 6].includes(new Date(`${value}Z`).getUTCDay()) && new Date(`${value}Z`) > Date.now() + 3 * DAY * 1000), `suggested: ${suggested}`);
    for (const words of ["(UTC+", "Nothing of you is shown or sent", "reedom of information law may reach", "They can help with what you want help with"]) expect(page.text.includes(words), `the form does not say ${words}`);
    for (const [more, words] of [[{ slot_2: local(-1, 10) }, "is past, or less than a day ahead"], [{ slot_3: local(5, 10) }, "is the same as another one"], [{ slot_1: "soon" }, "is not a day and a time"],
        [{ slot_1: local(70, 10) }, "more than sixty days"], [{ need: "" }, "is empty"], [{ need: "x".repeat(301) }, "is too long"], [{ slot_2: "2026-02-30T10:00" }, "is not a day and a time"]]) {
        const answer = await browser.post(form, wish(more));
        refused(answer, 400, words, JSON.stringify(more).slice(0, 50));
        expect(more.need !== undefined || answer.text.includes("How you paid for the heat network</textarea>"), "what was typed is lost");
    }
    expect(sql(site, "select count(*) from introduction") === "0", "a refused form asks");
    for (const wrong of [uidOf("a"), "f".repeat(32)]) expect((await browser.get(`${city("a")}/ask/${wrong}`)).status === 404, `asking ${wrong.slice(0, 3)}`);
    went(await browser.post(form, wish()), `${city("a")}/introductions?done=asked`, "asked");
    expect((await browser.get(form)).text.includes("waits for their answer") && !(await browser.get(form)).text.includes("<form class=\"sg-form\""), "asking twice is offered");
    refused(await browser.post(form, { ...wish(), once: await onceOf(site.base, "/remarks/new") }), 409, "cannot be asked now", "asked twice");
    expect((await people["main-contact-b"].browser.get(`${city("b")}/ask/${uidOf("a")}`)).text.includes("They have asked you"), "the other one is not led to answer");
    const card = (await browser.get(`${city("a")}/profile`)).text;
    expect(card.includes("Your city asked for a first talk") && !card.includes(`/ask/${uidOf("b")}"`), "the card offers what is asked already");
}

// From what the evidence says of one's own city: the first match is a member city too, the others are not.
async function walkMatches(site, people) {
    const own = "/cities/gabrovo-bg/matches";
    const links = (text) => [...text.matchAll(/href="(\/member-cities\/[0-9a-f]{32}\/ask\/[0-9a-f]{32})"/g)].map(([, href]) => href);
    const page = await people["colleague-a"].browser.get(own);
    const other = /<h3><a href="(\/cities\/[^"]+)"/.exec(page.text)?.[1];
    expect(page.status === 200 && other && links(page.text).length === 0, `${own}: ${page.status}, ${other}`);
    const [, number] = /"geonames_id": ?(\d+)/.exec((await ask(site.base, `${other}.json`)).text);
    sql(site, `update member_city set geonames_id = ${number} where uid = '${uidOf("b")}'`);
    for (const [kind, right] of [["colleague-a", [`${city("a")}/ask/${uidOf("b")}`]], ["visitor", []], ["main-contact-b", []], ["main-contact-c", []], ["administrator", []]]) {
        const seen = links((await people[kind].browser.get(own)).text);
        expect(String(seen) === String(right), `${own} as ${kind}: ${seen}`);
    }
    sql(site, `update member_city set geonames_id = null where uid = '${uidOf("b")}'`);
}

// Opening changes nothing; who may not answer, and a link that was changed, do nothing.
async function walkLink(site, server, people) {
    const uid = await askB(site, people);
    const mail = server.mails.find((one) => linksOf(one).some((link) => link.includes(uid)));
    expect(mail.headers.subject === `Alpha (IT) asks Beta for a first talk` && mail.text.includes("> How you paid") && mail.text.includes("(UTC+"), `${mail.headers.subject}\n${mail.text}`);
    const [link] = linksOf(mail).filter((one) => one.includes("/first-talk/")).map((one) => one.slice(site.base.length));
    const rows = () => sql(site, "select state || coalesce(slot, 0) || asked_role from introduction") + sql(site, "select count(*) from mail");
    const stood = rows();
    for (const method of ["GET", "HEAD"]) expect((await ask(site.base, link, { method })).status === 200 && rows() === stood, `${method} of the link acts`);
    const nobody = browserOf(site);
    const page = await nobody.get(link);
    for (const words of ["Yes, let us talk", "Not now", "Someone else here", "1 colleague of your city gets this", "Say no"]) expect(page.text.includes(words), `the page of the link has no ${words}`);
    refused(await nobody.post(link.replace(uid, "0".repeat(32)), { do: "yes", slot: "1", once: await onceOf(site.base, "/remarks/new") }), 404, "is gone, or not yours", "a forged link");
    const foreign = signedLink(site, "/first-talk/", `first-talk~${uid}-to-${people["main-contact-c"].id}~${now() + DAY}`);
    expect((await nobody.get(foreign)).status === 404, "a link of somebody of a third city opens");
    refused(await nobody.post(link, { do: "yes", slot: "4" }), 400, "is not one of the choices", "no such half-hour");
    refused(await nobody.post(link, { do: "withdraw" }), 409, "cannot be done any more", "taken back by who was asked");
    refused(await nobody.post(link, { do: "useful" }), 409, "cannot be done any more", "how it was, before");
    refused(await nobody.post(link, {}), 400, "use one of the buttons", "no button");
    refused(await people["colleague-a"].browser.post(`${city("a")}/introductions/${uid}`, { do: "yes", slot: "1" }), 409, "cannot be done any more", "answered by who asked");
    for (const [who, path] of [["main-contact-c", city("c")], ["main-contact-c", city("b")], ["coordinator", city("b")], ["administrator", city("a")], ["visitor", city("a")]]) {
        const { browser } = people[who];
        const [seen, done] = [await browser.get(`${path}/introductions/${uid}`), await browser.post(`${path}/introductions/${uid}`, { do: "no", once: await onceOf(site.base, "/remarks/new") })];
        expect(![200].includes(seen.status) && [403, 404].includes(done.status), `${who} at ${path}: ${seen.status} ${done.status}`);
    }
    expect(rows() === stood, "something of that acted");
    sql(site, `update introduction set slot_1 = ${now() - 60}`);
    refused(await nobody.post(link, { do: "yes", slot: "1" }), 400, "is past", "a half-hour that is past");
    went(await nobody.post(link, { do: "yes", slot: "2" }), `${link}?done=yes`, "yes");
    refused(await nobody.post(link, { do: "no", once: await onceOf(site.base, "/remarks/new") }), 409, "cannot be done any more", "answered twice");
    return { uid, link };
}

async function walkYes(site, server, people, { uid, link }) {
    await settled(site, server);
    const mail = server.mails.findLast((one) => one.to[0] === people["colleague-a"].mail);
    expect(mail.text.includes("Xavermaincontactb, main contact of Beta") && mail.text.includes(people["main-contact-b"].mail), mail.text);
    const ics = await ask(site.base, linksOf(mail).find((one) => one.includes("/calendar")).slice(site.base.length));
    const slot = Number(sql(site, "select slot from introduction"));
    const stamp = (at) => new Date(at * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    expect(ics.headers["content-type"].startsWith("text/calendar") && ics.text.includes(`\r\nDTSTART:${stamp(slot)}\r\nDTEND:${stamp(slot + 1800)}\r\n`) && ics.text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), ics.text);
    for (const [kind, letter] of [["colleague-a", "a"], ["main-contact-b", "b"], ["main-contact-a", "a"]]) {
        const page = await people[kind].browser.get(`${city(letter)}/introductions/${uid}`);
        const other = letter === "a" ? people["main-contact-b"] : people["colleague-a"];
        expect(other.traces.every((trace) => page.text.includes(trace)), `${kind} does not see the other side`);
    }
    // who leaves is not named any more; the main contact of that city stands for it
    sql(site, `update person set state = 'blocked' where id = ${people["colleague-a"].id}`);
    const page = await browserOf(site).get(link);
    expect(!page.text.includes(people["colleague-a"].mail) && page.text.includes(people["main-contact-a"].mail), "who left is still named");
    sql(site, `update person set state = 'active' where id = ${people["colleague-a"].id}`);
}

// A colleague of either city takes the talk over; the other one sees and is told whom it talks to then.
async function walkTake(site, server, people, { uid, link }) {
    const pageOf = (letter) => `${city(letter)}/introductions/${uid}`;
    const main = people["main-contact-a"].browser;
    expect(!(await people["colleague-a"].browser.get(pageOf("a"))).text.includes("value=\"take\""), "who stands for it may take it over");
    went(await main.post(pageOf("a"), { do: "take" }), `${pageOf("a")}?done=take`, "taken over");
    await settled(site, server);
    const seen = await browserOf(site).get(link);
    expect(seen.text.includes("Xavermaincontacta") && !seen.text.includes("Xavercolleaguea") && !seen.text.includes("value=\"take\""), "the other city does not see who took it over");
    expect(server.mails.findLast((one) => one.to[0] === people["main-contact-b"].mail).text.includes("Xavermaincontacta"), "the other city is not told who took it over");
    refused(await main.post(pageOf("a"), { do: "take", once: await onceOf(site.base, "/remarks/new") }), 409, "cannot be done any more", "taken over twice");
    refused(await browserOf(site).post(link, { do: "take", once: await onceOf(site.base, "/remarks/new") }), 400, "use one of the buttons", "taken over by a link");
    went(await people["colleague-a"].browser.post(pageOf("a"), { do: "take" }), `${pageOf("a")}?done=take`, "taken back");
}

async function walkAfter(site, people, { uid, link }) {
    sql(site, `update introduction set slot = ${now() - 2 * DAY}`);
    const b = browserOf(site);
    expect((await b.get(link)).text.includes("Did you talk?"), "nobody asks how it was");
    went(await b.post(link, { do: "useful" }), `${link}?done=said`, "useful");
    went(await b.post(link, { do: "exchange" }), `${link}?done=said`, "an exchange");
    const a = people["main-contact-a"].browser;
    const page = `${city("a")}/introductions/${uid}`;
    expect(!/An exchange|useful to you/.test((await a.get(page)).text.replaceAll(/<button[^]*?<\/button>/g, "")), "what one side said is shown to the other");
    await a.post(page, { do: "useless" });
    await a.post(page, { do: "cluster" });
    expect(!(await a.get(page)).text.includes("Both of you named"), "what only one named is shown");
    await a.post(page, { do: "again" });
    await a.post(page, { do: "useful" });
    await a.post(page, { do: "exchange" });
    expect((await a.get(page)).text.includes("Both of you named the same as next: an exchange.") && (await b.get(link)).text.includes("an exchange."), "what both named is not shown");
    expect((await a.get(`${city("a")}/profile`)).text.includes("useful to you."), "the card does not know it");
    sql(site, "update introduction set to_was = 'useless'");
    expect(!(await a.get(`${city("a")}/profile`)).text.includes("not useful"), "the card of A knows what B said");
}

async function walkLimits(site, people) {
    sql(site, "delete from introduction");
    const { browser } = people["main-contact-a"];
    for (let i = 0; i < 4; i++) {
        went(await browser.post(`${city("a")}/ask/${uidOf("b")}`, wish()), `${city("a")}/introductions?done=asked`, `ask ${i + 1}`);
        await browser.post(`${city("a")}/introductions/${uidNow(site)}`, { do: "withdraw" });
    }
    const page = await browser.get(`${city("a")}/ask/${uidOf("c")}`);
    expect(/as many talks as it may within thirty days. You can ask again from \d+ \w+ \d{4}/.test(page.text), "no limit on asking");
    const other = await people["main-contact-c"].browser.get(`${city("c")}/ask/${uidOf("b")}`);
    expect(/has been asked for as many talks[^]*You can ask from \d+/.test(other.text), "no limit on being asked");
    sql(site, "update introduction set made_at = made_at - 31 * 86400");
    expect((await browser.get(`${city("a")}/ask/${uidOf("c")}`)).text.includes("Ask them"), "the limit does not end");
}

async function walkErasure(site, people) {
    const uid = await answered(site, people, { do: "yes", slot: "1" });
    run(site, "privacy", "erase", people["colleague-a"].mail);
    expect(sql(site, "select state || '|' || coalesce(from_person, 0) || '|' || need || '|' || (to_person > 0) from introduction").replace(/\|(1|t|true)$/, "|1") === "yes|0||1", "an erased person leaves something, or takes it along");
    const page = await people["main-contact-b"].browser.get(`${city("b")}/introductions/${uid}`);
    expect(page.status === 200 && page.text.includes(people["main-contact-a"].mail) && !page.text.includes("Xavercolleaguea"), "the other city has nobody to talk to");
}

const server = await startServer("127.0.0.1");
const site = await startSite(program);
try {
    run(site, "setting", "mail_server", server.url);
    run(site, "setting", "mail_sender", "network@town.example");
    const people = signIn(site);
    for (const [letter, name, country] of [["a", "Alpha", "IT"], ["b", "Beta", "FI"], ["c", "Gamma", "DE"]]) {
        sql(site, `update member_city set name = '${name}', country = '${country}' where uid = '${uidOf(letter)}'`);
    }
    await people["main-contact-a"].browser.post(`${city("a")}/profile/need`, { what: "energy" });
    await people["main-contact-b"].browser.post(`${city("b")}/profile/offer`, { what: "energy" });
    await walkStates(site, server, people);
    await walkForm(site, people);
    await walkMatches(site, people);
    const talk = await walkLink(site, server, people);
    await walkYes(site, server, people, talk);
    await walkTake(site, server, people, talk);
    await walkAfter(site, people, talk);
    await walkLimits(site, people);
    await walkErasure(site, people);
    expect(!/first-talk\/first-talk~/.test(site.log()), "the log has the address of a link");
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-3000)}`);
} finally {
    await site.stop();
    await server.stop();
}
console.log(`${looked} pages and mails looked at in ${Object.keys(STATES).length} states as ${KINDS.length + 1} kinds of people; ${named} times a name where it may stand`);
findings.done("introduction");
