// SPDX-License-Identifier: AGPL-3.0-or-later
//
// People and member cities on the real program, on either engine: the list and page of people for administrators, who acts for a
// city, invitations from the form to the account, addresses that are the city's own, handing over, and nothing of it from another
// city.
//
//     node invite.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { Findings, onceOf, startSite } from "../browser/program.mjs";
import { browserOf, forged, invitationLink as linkOf, sql } from "./somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const PASSWORD = "nine small giants at breakfast";
const CITY = `/member-cities/${"a".repeat(32)}`;
const OTHER = `/member-cities/${"b".repeat(32)}`;
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const logged = (site) => execFileSync(program, ["log", "list", "--db", site.db], { encoding: "utf8" });
const number = (site, text) => Number(sql(site, text));

function signIn(site, ...kinds) {
    const lines = execFileSync(makePeople, [site.db, ...kinds], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => Object.assign(browserOf(site), { token: line.split(" ")[1] }));
}

const uidOf = (site, beginning) => sql(site, `select uid from person where mail like '${beginning}%' order by id desc limit 1`);

async function refused(answer, status, words, what) {
    expect(answer.status === status && answer.text.includes(words), () => `${what}: ${answer.status}, ${/role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0] ?? answer.headers.location}`);
}

function went(answer, to, what) {
    expect(answer.status === 303 && answer.headers.location === to, () => `${what}: ${answer.status} ${answer.headers.location ?? /role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0]}`);
}

/* ---- a city's own addresses, and inviting */

async function walkInviting(site) {
    const [main, coordinator, other, colleague] = signIn(site, "main-contact-a", "coordinator", "main-contact-b", "colleague-a");
    await refused(await coordinator.post(`${CITY}/addresses`, { do: "add", domain: "gmail.com" }), 400, "anybody gets an address", "a provider");
    await refused(await coordinator.post(`${CITY}/addresses`, { do: "add", domain: "gov.uk" }), 400, "shared by many", "a shared end");
    await refused(await coordinator.post(`${CITY}/addresses`, { do: "add", domain: "a b" }), 400, "value=\"a b\"", "what was typed stays");
    went(await coordinator.post(`${CITY}/addresses`, { do: "add", domain: "@City.Example" }), `${CITY}/people?done=addresses`, "an own address");
    expect((await main.get(`${CITY}/people`)).text.includes("city.example"), "the own addresses are not shown");
    expect((await main.get(`${CITY}/addresses`)).status === 403, "a main contact may change the own addresses");

    went(await main.post(`${CITY}/invite`, { do: "invite", mail: "bea@office.city.example", language: "en" }), `${CITY}/people?done=invited`, "an own address is invited");
    const wrong = await main.post(`${CITY}/invite`, { do: "invite", mail: "eve@evil-city.example", language: "en" });
    await refused(wrong, 400, "not one of the city&#39;s own", "a look-alike without a word for it");
    expect(wrong.text.includes("value=\"eve@evil-city.example\""), "what was typed is lost");
    went(await main.post(`${CITY}/invite`, { do: "invite", mail: "eve@evil-city.example", vouch: "1" }), `${CITY}/people?done=invited`, "vouched for");
    const list = (await main.get(`${CITY}/people`)).text;
    expect(list.split("The address is not one of the city&#39;s own").length >= 2, "who vouched is not said");
    await refused(await main.post(`${CITY}/invite`, { do: "invite", mail: "BEA@office.City.example" }), 409, "is invited or acts", "the same again");
    await refused(await main.post(`${CITY}/invite`, { do: "invite", mail: "x@city.example", role: "main_contact" }), 400, "for coordinators to give", "a main contact by a main contact");
    await refused(await main.post(`${CITY}/invite`, { do: "invite", mail: "nobody" }), 400, "is not a mail address", "no address");
    expect(number(site, "select count(*) from invitation") === 2, "something else was invited");
    expect(!logged(site).includes("evil-city"), "the log names who is invited");
    for (const [who, whose] of [[other, "another city"], [colleague, "a colleague"]]) {
        expect((await who.get(`${CITY}/people`)).status === 403, `${whose} sees the people`);
        expect((await who.post(`${CITY}/invite`, { do: "invite", mail: "z@city.example" })).status === 403, `${whose} invites`);
    }
    const bea = sql(site, "select uid from invitation where mail like 'bea%'");
    expect((await other.get(`${OTHER}/invitations/${bea}`)).status === 404, "an invitation is reached through another city");
    expect((await other.post(`${OTHER}/invitations/${bea}`, { do: "withdraw" })).status === 404, "it is withdrawn through another city");
    return { main, coordinator, other };
}

/* ---- from the mail to the account */

async function walkTaking(site, { main }) {
    const link = linkOf(site, "bea@office.city.example");
    const before = sql(site, "select sum(sent_n) from invitation");
    for (let i = 0; i < 3; i++) await browserOf(site).get(link);
    expect(sql(site, "select sum(sent_n) from invitation") === before && number(site, "select count(*) from person where name = 'Bea'") === 0, "opening changes something");
    expect((await browserOf(site).get(forged(link))).status === 404, "a forged link opens");
    expect((await main.get(link)).text.includes("you are signed in as"), "somebody else may take it up");
    const once = () => onceOf(site.base, "/remarks/new"); // of another form: these pages have none
    expect((await main.post(link, { do: "take", once: await once() })).status === 409, "somebody else takes it up");
    const bea = browserOf(site);
    await refused(await bea.post(link, { do: "take", name: "", password: PASSWORD }), 400, "is empty", "no name");
    const short = await bea.post(link, { do: "take", name: "Bea", password: "short" });
    await refused(short, 400, "is too short", "a short password");
    expect(short.text.includes("value=\"Bea\"") && !short.text.includes("\"short\""), "what was typed is lost, or the password shown");
    went(await bea.post(link, { do: "take", name: "Bea", password: PASSWORD }), "/me", "taken up");
    const me = await bea.get("/me");
    expect(me.status === 200 && me.text.includes("Colleague of"), "who took it up is no colleague");
    expect((await bea.get(link)).status === 404, "it opens when it was taken up");
    expect((await browserOf(site).post(link, { do: "take", name: "Eve", password: PASSWORD, once: await once() })).status === 404, "it is taken up twice");
    const kinds = logged(site);
    for (const kind of ["invited", "invited-vouched", "person-added", "invitation-taken", "address-ending-added"]) expect(kinds.includes(kind), `the log does not have ${kind}`);
    // who has an account signs in first
    went(await main.post(`${CITY}/invite`, { do: "invite", mail: "person-new@people.example", vouch: "1" }), `${CITY}/people?done=invited`, "another");
    const [person] = signIn(site, "person");
    sql(site, `update person set mail = 'person-new@people.example', mail_folded = 'person-new@people.example' where uid = '${uidOf(site, "person-")}'`);
    const theirs = linkOf(site, "person-new@people.example");
    const known = await browserOf(site).get(theirs);
    expect(known.text.includes("/sign-in?next=") && !known.text.includes("name=\"password\""), "who has an account is not led to sign in");
    expect((await browserOf(site).post(theirs, { do: "take", name: "X", password: PASSWORD, once: await once() })).status === 409, "an account is taken over by an invitation");
    went(await person.post(theirs, { do: "take" }), "/me", "taken up while signed in");
    expect((await person.get("/me")).text.includes("Colleague of"), "who took it up while signed in is signed out");
    return bea;
}

async function walkWaiting(site, { main, coordinator }) {
    const eve = sql(site, "select uid from invitation where mail like 'eve%'");
    const page = `${CITY}/invitations/${eve}`;
    went(await main.post(page, { do: "again" }), `${CITY}/people?done=again`, "sent again");
    went(await coordinator.post(page, { do: "again" }), `${CITY}/people?done=again`, "and again");
    await refused(await main.post(page, { do: "again" }), 409, "was sent three times", "a fourth time");
    expect(number(site, "select count(*) from mail where kind = 'invitation'") >= 4, "no mail goes out");
    const link = linkOf(site, "eve@evil-city.example");
    went(await main.post(page, { do: "withdraw" }), `${CITY}/people?done=withdrawn`, "withdrawn");
    expect((await browserOf(site).get(link)).status === 404, "a withdrawn one opens");
    expect((await main.get(page)).status === 404, "a withdrawn one has a page");
}

/* ---- ending a part, handing over */

// While the main contact is away a colleague speaks for the city, and not a day longer.
async function walkStandIn(site, { main, coordinator, other }, bea, her, own) {
    const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
    const page = await main.get(her);
    expect(page.text.includes("Let them stand in while you are away") && page.text.includes("What waits now: Sign the commitment"), "what would be theirs is not said");
    expect(!(await coordinator.get(her)).text.includes("Let them stand in"), "who is no main contact is offered it");
    for (const until of ["", "soon", day(-1), day(92), "2027-02-30"])
        await refused(await main.post(her, { do: "stand-in", until, once: await onceOf(site.base, "/remarks/new") }), 400, "is no day within the next 90", `until "${until}"`);
    expect((await coordinator.post(her, { do: "stand-in", until: day(3) })).status === 404, "a coordinator makes somebody stand in");
    expect((await other.post(her, { do: "stand-in", until: day(3) })).status === 403, "another city makes somebody stand in");
    const self = await main.post(own, { do: "stand-in", until: day(3), once: await onceOf(site.base, "/remarks/new") });
    expect(self.status === 404, `somebody stands in for themselves: ${self.status}`);
    went(await main.post(her, { do: "stand-in", until: day(3) }), `${CITY}/people?done=stand-in`, "stands in");
    expect((await main.get(`${CITY}/people`)).text.includes("Stands in until"), "it is not said until when");
    expect((await bea.get("/me")).status === 303, "who stands in stays signed in with the old rights");
    await bea.post("/sign-in", { mail: "bea@office.city.example", password: PASSWORD });
    expect((await bea.get("/me")).text.includes("Sign the commitment") && (await bea.get(`${CITY}/people`)).status === 200, "who stands in cannot do it");
    expect((await main.get(`${CITY}/people`)).status === 200, "who is away has lost their part");
    expect(Number(sql(site, "select count(*) from mail where kind = 'stand-in'")) === 1, "who stands in is not told");
    sql(site, `update person_role set until = ${Math.floor(Date.now() / 1000) - 1} where role = 'main_contact' and until is not null and ended_by is null and person_id = (select id from person where mail_folded = 'bea@office.city.example')`);
    expect((await bea.get(`${CITY}/people`)).status === 403, "it does not end by itself");
}

// Who speaks for the area around says so of themselves, or the main contact of them; nobody but people of that city reads it.
async function walkSpeaks(site, { main, coordinator, other }, her, own) {
    const [colleague] = signIn(site, "colleague-a");
    const me = `${CITY}/people/me`;
    const said = "LEADER group of the upper “valley” <b>";
    const shown = "LEADER group of the upper “valley” &lt;b&gt;";
    const once = () => onceOf(site.base, "/remarks/new");
    const page = await colleague.get(me);
    expect(page.text.includes("I speak for the area around us") && !page.text.includes("End their part") && !page.text.includes(`${CITY}/people"`), "a colleague's own page offers what they may not");
    expect((await colleague.get(her)).status === 404 && (await colleague.get(own)).status === 404, "a colleague opens the page of another");
    for (const what of ["end", "main", "stand-in"]) expect((await colleague.post(me, { do: what, once: await once() })).status === 404, `a colleague does “${what}”`);
    expect((await colleague.post(her, { do: "for-area", place: "x", once: await once() })).status === 404, "a colleague says it of another");
    await refused(await colleague.post(me, { do: "for-area", place: "x".repeat(61), once: await once() }), 400, "x".repeat(61), "a place that is too long");
    went(await colleague.post(me, { do: "for-area", place: ` ${said} ` }), `${CITY}/profile?done=for-area`, "said of oneself");
    expect((await colleague.get(`${CITY}/profile`)).text.includes(`Who speaks for the area around us: Somebody (${shown})`), "the profile does not say who speaks");
    expect((await colleague.get(me)).text.includes(`value="${shown}"`) && (await main.get(`${CITY}/people`)).text.includes(`Speaks for the area around us: ${shown}`), "what was said is not shown");
    expect((await colleague.get("/me/data.json")).text.includes("LEADER group of the upper"), "it is not among what is kept of them");
    const page_of = `${CITY}/people/${sql(site, "select uid from person where id = (select person_id from person_role where for_area is not null)")}`;
    for (const [who, whom] of [[coordinator, "a coordinator"], [other, "another city"]]) {
        for (const address of [`${CITY}/people`, page_of, `${CITY}/profile`]) expect(!(await who.get(address)).text.includes("LEADER group"), `${whom} reads it at ${address}`);
    }
    expect((await coordinator.post(page_of, { do: "for-area", place: "", once: await once() })).status === 404, "a coordinator says it");
    expect((await other.post(page_of, { do: "not-for-area" })).status === 403, "another city takes it back");
    went(await main.post(page_of, { do: "not-for-area" }), `${CITY}/people?done=for-area`, "taken back by the main contact");
    expect(number(site, "select count(*) from person_role where for_area is not null") === 0 && !(await main.get(`${CITY}/profile`)).text.includes("Who speaks"), "what was taken back stands");
    went(await main.post(her, { do: "for-area", place: "" }), `${CITY}/people?done=for-area`, "said of a colleague, of all of it");
    went(await main.post(own, { do: "for-area", place: "the islands" }), `${CITY}/people?done=for-area`, "said of oneself, by a main contact");
    expect((await main.get(`${CITY}/people`)).text.includes("Speaks for the area around us: All of it"), "without a place it is not shown");
}

const speakers = (site) => sql(site, "select count(*) || ' ' || coalesce(min(for_area), '') || ' ' || coalesce(max(for_area), '') from person_role where for_area is not null");

async function walkParts(site, { main, coordinator, other }, bea) {
    const her = `${CITY}/people/${uidOf(site, "bea")}`;
    const own = `${CITY}/people/${uidOf(site, "main-contact-a")}`;
    await walkStandIn(site, { main, coordinator, other }, bea, her, own);
    await walkSpeaks(site, { main, coordinator, other }, her, own);
    expect((await other.get(her.replace(CITY, OTHER))).status === 404, "somebody is reached through another city");
    expect((await other.post(her, { do: "end" })).status === 403, "another city ends a part");
    await refused(await main.post(own, { do: "end", once: await onceOf(site.base, "/remarks/new") }), 409, "hands over first", "the main contact goes without handing over");
    went(await main.post(her, { do: "main" }), "/me", "handed over");
    expect((await main.get("/me")).text.includes("Colleague of") && (await main.get(`${CITY}/people`)).status === 403, "who handed over is no colleague, or signed out");
    expect(speakers(site) === "2  the islands", `who speaks for the area does not after the hand-over: ${speakers(site)}`);
    expect((await bea.get("/me")).status === 303, "the new main contact stays signed in with the old rights");
    const again = browserOf(site);
    await again.post("/sign-in", { mail: "bea@office.city.example", password: PASSWORD });
    expect((await again.get(`${CITY}/people`)).status === 200, "the new main contact may not see the people");
    went(await again.post(own, { do: "end" }), `${CITY}/people?done=ended`, "a part ends");
    expect(speakers(site) === "1", `whose part ended speaks for the area still: ${speakers(site)}`);
    expect((await main.get("/me")).status === 303, "whose part ended stays signed in");
    expect((await again.get(own)).status === 404, "whose part ended is still there");
    went(await coordinator.post(her, { do: "end" }), `${CITY}/people?done=ended`, "a coordinator ends a main contact's part");
}

/* ---- people, for administrators */

async function walkPeople(site) {
    const [boss, colleague] = signIn(site, "administrator", "colleague-a");
    const list = await boss.get("/people");
    expect(list.status === 200 && list.text.includes("bea@office.city.example"), "the list lacks somebody");
    expect((await boss.get("/people?q=bea+office")).text.includes("bea@office") && !(await boss.get("/people?q=bea+nobody")).text.includes("bea@office"), "the search finds wrongly");
    const uid = uidOf(site, "colleague-a");
    const page = `/people/${uid}`;
    await refused(await boss.post(page, { do: "give", role: "main_contact", city: "" }), 400, "choose which one", "a role of a city without one");
    await refused(await boss.post(page, { do: "give", role: "colleague", city: "a".repeat(32) }), 409, "is there already", "a role twice");
    went(await boss.post(page, { do: "give", role: "coordinator", city: "" }), `${page}?done=give`, "a role is given");
    expect((await colleague.get("/me")).status === 303, "whose role changed stays signed in");
    const role = sql(site, `select id from person_role where role = 'coordinator' and person_id = (select id from person where uid = '${uid}') and until is null`);
    went(await boss.post(page, { do: "end", end: role }), `${page}?done=end`, "a role ends");
    await refused(await boss.post(page, { do: "end", end: role }), 409, "does not stand any more", "it ends twice");
    went(await boss.post(page, { do: "block" }), `${page}?done=block`, "blocked");
    expect((await boss.get("/people")).text.includes("blocked"), "the list does not say who is blocked");
    went(await boss.post(page, { do: "unblock" }), `${page}?done=unblock`, "let in again");
    const own = `/people/${uidOf(site, "administrator")}`;
    expect((await boss.post(own, { do: "block" })).status === 400, "one blocks oneself");
    const last = sql(site, `select id from person_role where role = 'administrator' and person_id = (select id from person where uid = '${own.split("/")[2]}') and until is null`);
    sql(site, `update person_role set until = 1 where role = 'administrator' and id <> ${last}`);
    await refused(await boss.post(own, { do: "end", end: last }), 409, "make somebody else one first", "the last administrator");
    expect((await boss.post(`${own}/erase`, {})).status === 400, "one erases oneself here");
    expect((await boss.get(`${page}/erase`)).text.includes("It cannot be undone"), "erasing does not say what it does");
    went(await boss.post(`${page}/erase`, {}), "/people?done=erased", "erased");
    expect((await boss.get(page)).status === 404 && number(site, `select count(*) from person where uid = '${uid}' and state = 'erased'`) === 1, "who is erased is still there");
    const kinds = logged(site);
    for (const kind of ["role-given", "role-ended", "person-blocked", "person-unblocked", "person-erased"]) expect(kinds.includes(kind), `the log does not have ${kind}`);
}

async function walkPages(site) {
    const [boss] = signIn(site, "administrator", ...Array(60).fill("person"));
    const seen = new Set();
    let page = await boss.get("/people?q=person");
    for (let pages = 1; ; pages++) {
        const here = [...page.text.matchAll(/href="\/people\/([0-9a-f]{32})"/g)].map(([, uid]) => uid);
        expect(here.length <= 50 && here.every((uid) => !seen.has(uid)), "somebody stands twice in the list");
        here.forEach((uid) => seen.add(uid));
        const next = /href="(\/people\?[^"]*)" rel="next"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&");
        if (!next || pages > 5) break;
        page = await boss.get(next);
    }
    expect(seen.size >= 60, `the pages of the list have ${seen.size} of 60`);
}

const site = await startSite(program);
try {
    const people = await walkInviting(site);
    const bea = await walkTaking(site, people);
    await walkWaiting(site, people);
    await walkParts(site, people, bea);
    await walkPeople(site);
    await walkPages(site);
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-2000)}`);
} finally {
    await site.stop();
}
findings.done("invite");
