// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A city asks to join, on the real program with a real mail server, on either engine: from the form to a member city with its main
// contact; of a size outside the usual one, in no list, of several of one name; no, and nobody's answer; a city that joined
// meanwhile; that looking changes nothing, and no answer tells which addresses are known.
//
//     node join.mjs PROGRAM MAKE_PEOPLE

import { execFileSync, spawn } from "node:child_process";
import { ask, Findings, freePort, onceOf, send, startSite } from "../browser/program.mjs";
import { linksOf, mailTo, pause, startServer } from "./mail_server.mjs";
import { browserOf, forged, sql } from "./somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const FORM = "/join/city";
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const run = (site, ...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const number = (site, text) => Number(sql(site, text));
const stateOf = (site, mail) => sql(site, `select state from application where mail = '${mail}'`);
const uidOf = (site, mail) => sql(site, `select uid from application where mail = '${mail}'`);
const linkIn = (site, mail, part) => linksOf(mail).find((link) => link.includes(part)).slice(site.base.length);
const wish = (city, mail, more) => ({ city, name: "Ewa <Å>", mail, says: "climate officer", wish: "No oil heating in schools by 2030.", ...more });
const wrongOf = (answer) => /role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0];

// The second step, with what the first one was told.
const post = (browser, city, mail, more = {}) => browser.post(`${FORM}?${new URLSearchParams({ city, ...(more.which && { which: more.which }), ...(more.country && { country: more.country }) })}`,
    wish(city, mail, more));

function signIn(site, ...kinds) {
    const lines = execFileSync(makePeople, [site.db, ...kinds], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => Object.assign(browserOf(site), { token: line.split(" ")[1] }));
}

function refused(answer, status, words, what) {
    expect(answer.status === status && answer.text.includes(words), () => `${what}: ${answer.status}, ${wrongOf(answer) ?? answer.headers.location}`);
}

function went(answer, to, what) {
    expect(answer.status === 303 && answer.headers.location === to, () => `${what}: ${answer.status} ${answer.headers.location ?? wrongOf(answer)}`);
}

// All that looking must leave as it is.
const rows = (site) => ["select id || state || why || ends_at || coalesce(member_id, 0) from application order by id", "select count(*) from person", "select count(*) from member_city",
    "select count(*) from mail", "select count(*) from log_link", "select coalesce(sum(n), 0) from rate"].map((text) => sql(site, text)).join("\n");

async function walkOpening(site, mail) {
    const before = rows(site);
    for (const link of linksOf(mail)) {
        for (const method of ["GET", "HEAD", "GET"]) {
            const answer = await ask(site.base, link.slice(site.base.length), { method });
            expect([200, 303].includes(answer.status) && !answer.headers["set-cookie"], `${method} ${link.slice(0, 60)}: ${answer.status}`);
        }
    }
    expect(rows(site) === before, "opening a link changes something");
}

// From the form to the link that came.
async function askFor(site, server, city, mail, { n = 1, more = {} } = {}) {
    const browser = browserOf(site);
    went(await post(browser, city, mail, more), `${FORM}?done=sent`, `${mail} asks`);
    const got = await mailTo(findings, server, mail, n);
    return { browser, mail: got, link: linkIn(site, got, `${FORM}/`) };
}

async function sendIt(site, server, city, mail, more) {
    const asked = await askFor(site, server, city, mail, { more });
    went(await asked.browser.post(asked.link, { do: "send" }), asked.link, `${mail} sends`);
    return { ...asked, path: `/applications/${uidOf(site, mail)}` };
}

/* ---- the pages and the form */

async function walkForm(site) {
    const nobody = browserOf(site);
    for (const page of ["/", "/act-for-a-city"]) expect((await nobody.get(page)).text.includes("href=\"/join\""), `${page} does not lead to joining`);
    const join = await nobody.get("/join");
    expect(join.status === 200 && !join.text.includes("noindex") && join.text.includes("30,000 to 300,000") && join.text.includes("Iceland: 10,000"), "what this network is");
    const second = await nobody.get(`${FORM}?city=oulu`);
    for (const words of ["Oulu, Finland", "people", "Fits the size", "name=\"wish\"", "name=\"city\" value=\"oulu\""]) expect(second.text.includes(words), `the second step does not have ${words}`);
    const wrong = await post(nobody, "Oulu", "ewa@", { name: "", wish: "" });
    for (const words of ["is not a mail address", "is empty", "value=\"climate officer\"", "Oulu, Finland"]) refused(wrong, 400, words, "a bad form");
    refused(await post(nobody, "Oulu", "ewa@b.example", { website: "x" }), 400, "it is there for machines", "the trap");
    refused(await post(nobody, "Oulu", "ewa@b.example", { wish: "x".repeat(301) }), 400, "is too long", "a long wish");
    const once = await onceOf(site.base, `${FORM}?city=Oulu`);
    for (const [city, more] of [["", {}], ["Alexandria", {}], ["Alexandria", { which: "oulu-fi" }], ["Qzxvk", {}], ["Qzxvk", { country: "QQ" }]]) {
        refused(await nobody.post(FORM, wish(city, "ewa@b.example", { once, ...more })), 400, "say which city it is", `sent without a city: ${city} ${JSON.stringify(more)}`);
    }
    // the first step: of several of one name, of none, of one in no list
    const several = await nobody.get(`${FORM}?city=Alexandria`);
    for (const words of ["value=\"alexandria-ro\"", "value=\"none\"", "value=\"Alexandria\"", "Choose one"]) expect(several.text.includes(words), `several of that name: ${words} is not there`);
    expect((await nobody.get(`${FORM}?city=Alexandria&which=oulu-fi`)).text.includes("Choose one"), "one that is not called so");
    expect((await nobody.get(`${FORM}?city=Alexandria&which=alexandria-ro`)).text.includes("Alexandria, Romania"), "one of them");
    const none = await nobody.get(`${FORM}?city=Alexandria&which=none`);
    expect(none.text.includes("<option value=\"DE\"") && /value="none" selected/.test(none.text), "none of these: no country to choose");
    expect((await nobody.get(`${FORM}?city=Qzxvk`)).text.includes("<option value=\"DE\""), "in no list: no country to choose");
    expect((await nobody.get(`${FORM}?city=Qzxvk&country=QQ`)).text.includes("<option value=\"DE\""), "no country of that code");
    expect((await nobody.get(`${FORM}?city=Qzxvk&country=DE`)).text.includes("Qzxvk, Germany"), "in no list: not taken");
    expect(number(site, "select count(*) from application") + number(site, "select count(*) from mail") === 0, "a refused form leaves something");
    const [person] = signIn(site, "person");
    expect((await person.get(`${FORM}?city=Oulu`)).text.includes("value=\"person-"), "who has signed in types it all again");
}

/* ---- yes */

async function walkYes(site, server, coordinator) {
    const { mail, link, browser } = await askFor(site, server, "Vantaa", "ewa@vantaa.fi");
    expect(!mail.text.includes("Ewa") && !mail.text.includes("Vantaa") && !mail.html.includes("oil"), "a stranger's words go out in a mail");
    await walkOpening(site, mail);
    expect(stateOf(site, "ewa@vantaa.fi") === "unproven", "something was done before the button");
    const page = await browser.get(link);
    for (const words of ["Ewa &lt;Å&gt;", "Vantaa, Finland", "people", "GeoNames", "Fits the size", "No oil heating"]) expect(page.text.includes(words), `the page of the link does not say ${words}`);
    expect(page.headers["cache-control"] === "no-store", "the page of the link may be kept");
    expect((await coordinator.get(`/applications/${uidOf(site, "ewa@vantaa.fi")}`)).status === 404, "it is seen before the address was shown");
    expect((await send(site.base, link, { do: "send", once: await onceOf(site.base, link) }, { "Sec-Fetch-Site": "cross-site" })).status === 403, "the button from elsewhere");
    refused(await browser.post(forged(link), { do: "send", once: await onceOf(site.base, `${FORM}?city=Oulu`) }), 404, "does not work any more", "a forged link");
    went(await browser.post(link, { do: "send" }), link, "the button");
    expect((await browser.get(link)).text.includes("waits for those who run this network") && browser.token === "", "it is not said how it stands");
    refused(await browser.post(link, { do: "send", once: await onceOf(site.base, `${FORM}?city=Oulu`) }), 409, "was sent already", "the button twice");
    const asked = await mailTo(findings, server, sql(site, "select mail from person where mail like 'coordinator-%'"));
    for (const words of ["climate officer", "ewa@vantaa.fi", "> No oil heating", "Fits the size"]) expect(asked.text.replace(/\s+/g, " ").includes(words), `the mail to coordinators does not say ${words}`);
    await walkOpening(site, asked);
    const path = linkIn(site, asked, "/applications/");
    expect((await coordinator.get("/applications")).text.includes(`href="${path}"`) && (await coordinator.get("/me")).text.includes("href=\"/applications\""), "it is not in the list");
    expect((await coordinator.get(path)).text.includes("ends as the city&#39;s website does: vantaa.fi") || (await coordinator.get(path)).text.includes("ends as the city's website does: vantaa.fi"), "it is not said whose address it is");
    refused(await coordinator.post(path, {}), 400, "use one of the buttons", "no button");
    refused(await coordinator.post(path, { do: "yes", why: "hm" }), 400, "empty it for a yes", "a yes with a reason");
    went(await coordinator.post(path, { do: "yes" }), "/applications?done=yes", "yes");
    expect((await coordinator.get("/applications?done=yes")).text.includes("is a member city now"), "it is not said that it is done");
    refused(await coordinator.post(path, { do: "no", once: await onceOf(site.base, `${FORM}?city=Oulu`) }), 409, "does not wait any more", "answered twice");
    const told = await mailTo(findings, server, "ewa@vantaa.fi", 2);
    expect(told.headers.subject === "Vantaa is a member city now", told.headers.subject);
    await walkOpening(site, told);
    expect((await browser.get(link)).text.includes("you are its main contact"), "the link does not say yes");
    await browser.post("/sign-in", { mail: "ewa@vantaa.fi", do: "link" });
    await browser.post(linkIn(site, await mailTo(findings, server, "ewa@vantaa.fi", 3), "/sign-in/link/"), { do: "in" });
    expect((await browser.get("/me")).text.includes("Main contact of Vantaa"), "a yes makes no main contact");
    await walkCommitment(site, server, browser, linkIn(site, told, "/membership"));
    const log = run(site, "log", "list");
    for (const kind of ["person-added", "city-joined", "application-accepted"]) expect(log.includes(kind), `the log does not have ${kind}`);
    expect((await coordinator.get("/log")).text.includes("A city that asked to join was told yes"), "the log says it in no words");
    // a member city is asked for: nothing that was typed is lost, and it leads to acting for it
    const again = await browserOf(site).get(`${FORM}?city=Vantaa`);
    refused(await browserOf(site).post(FORM, wish("Vantaa", "ida@b.example", { once: await onceOf(site.base, `${FORM}?city=Oulu`) })), 400, "has joined already", "a member city");
    const uid = sql(site, "select uid from member_city where name = 'Vantaa'");
    expect(again.text.includes(`href="/act-for-a-city?city=${uid}"`), "a member city leads nowhere");
}

// The way on from the mail of a yes: the commitment, then the four questions; and before it ends the city is asked again.
async function walkCommitment(site, server, browser, page) {
    expect((await browserOf(site).get(page)).headers.location?.startsWith("/sign-in?next="), "who has not signed in is not led to it by way of signing in");
    const first = await browser.get(page);
    for (const words of ["not signed yet", "Sign the commitment", "those who run this network said yes"]) expect(first.text.includes(words), `the membership does not say ${words}`);
    went(await browser.post(page.replace("/membership", "/commitment"), { authority: "officer", job: "climate officer <Å>", confirm_by: "the mayor", years: "1" }), `${page}?done=signed`, "signing");
    expect((await browser.get(page)).text.includes(`${page.replace("/membership", "/profile/need")}"`), "after signing the four questions are not next");
    went(await browser.post(`${page}/pause`, { why: "An election <until May>." }), `${page}?done=paused`, "a pause");
    const paused = await mailTo(findings, server, sql(site, "select mail from person where mail like 'coordinator-%'"), 2);
    expect(paused.headers.subject === "Vantaa pauses" && paused.text.includes("> An election <until May>."), paused.headers.subject);
    went(await browser.post(`${page}/back`, {}), `${page}?done=back`, "back from it");
    await mailTo(findings, server, sql(site, "select mail from person where mail like 'coordinator-%'"), 3);
    sql(site, "update commitment set ends_at = ends_at - 360 * 86400");
    await withSecondServer(site, async () => {
        const asked = await mailTo(findings, server, "ewa@vantaa.fi", 4);
        expect(asked.headers.subject.startsWith("The commitment of Vantaa ends on"), asked.headers.subject);
        expect(linkIn(site, asked, "/membership") === page, "the mail that asks again leads elsewhere");
        await walkOpening(site, asked);
    });
    expect(sql(site, "select asked_n from commitment") === "2", "it is not noted that the city was asked");
}

// The jobs process looks each hour, and when it starts.
async function withSecondServer(site, act) {
    const second = spawn(program, ["serve", "--workers", "1", "--listen", `127.0.0.1:${await freePort()}`, "--db", site.db], { stdio: "ignore" });
    try {
        await act();
    } finally {
        const ended = new Promise((done) => second.once("exit", done));
        second.kill("SIGTERM");
        await ended;
    }
}

// Outside the usual size, or of no list: a yes needs a reason, which the log keeps.
async function walkReason(site, server, coordinator) {
    const all = [["Rome", { which: "rome-it" }, "ewa@roma.example", "Outside the usual size"], ["Qzxvk", { country: "DE" }, "ida@qz.example", "We cannot tell yet"],
        ["Alexandria", { which: "alexandria-ro" }, "ana@al.example", "Fits the size"]];
    for (const [city, more, address, size] of all) {
        const { link, browser, path } = await sendIt(site, server, city, address, more);
        const says = await browser.get(link);
        expect(says.text.includes(size), `${city}: the page of the link does not say ${size}`);
        const page = await coordinator.get(path);
        expect(page.text.includes(size), `${city}: coordinators do not see ${size}`);
        if (size === "Fits the size") continue;
        refused(await coordinator.post(path, { do: "yes" }), 400, "say why this city may join", `${city} without a reason`);
        went(await coordinator.post(path, { do: "yes", why: `the valley of ${city}` }), "/applications?done=yes", `${city} with a reason`);
        expect(number(site, `select count(*) from member_city where name = '${city}'`) === 1, `${city} is no member city`);
        expect((await coordinator.get(`/log/${sql(site, "select max(number) from log_entry")}`)).text.includes(`the valley of ${city}`), `${city}: the log does not keep the reason`);
        expect((await coordinator.get(path)).text.includes(`the valley of ${city}`), `${city}: the page does not keep the reason`);
    }
    expect((await coordinator.get(`/applications/${uidOf(site, "ewa@roma.example")}`)).text.includes("answered with yes"), "what was answered can be answered again");
}

/* ---- no, nobody, too late */

async function walkNo(site, server, coordinator) {
    const { path, link, browser } = await sendIt(site, server, "Oulu", "eve@oulu.example");
    went(await post(browserOf(site), "Oulu", "eve@oulu.example"), `${FORM}?done=sent`, "asking again while it waits");
    expect((await mailTo(findings, server, "eve@oulu.example", 2)).headers.subject === "That Oulu joins: it waits for an answer", "asking again while it waits");
    went(await coordinator.post(path, { do: "no", why: "Call us first." }), "/applications?done=no", "no");
    const told = await mailTo(findings, server, "eve@oulu.example", 3);
    expect(told.headers.subject === "That Oulu joins: the answer is no" && told.text.includes("> Call us first."), told.headers.subject);
    expect((await browser.get(link)).text.includes("Call us first."), "the link does not say no");
    expect(number(site, "select count(*) from member_city where name = 'Oulu'") + number(site, "select count(*) from person where mail = 'eve@oulu.example'") === 0
        && run(site, "log", "list").includes("application-refused"), "a no makes something, or is not in the log");
}

// Two ask for one city: the second is told, and who had not sent it yet sees it.
async function walkMeanwhile(site, server, coordinator) {
    const first = await sendIt(site, server, "Trieste", "a@ts.example");
    const second = await sendIt(site, server, "Trieste", "b@ts.example");
    const third = await askFor(site, server, "Trieste", "c@ts.example");
    const once = await onceOf(site.base, `${FORM}?city=Oulu`);
    went(await coordinator.post(first.path, { do: "yes" }), "/applications?done=yes", "the first");
    const page = await coordinator.get(second.path);
    expect(page.text.includes("has joined meanwhile") && !page.text.includes("value=\"yes\""), "it is not said that it joined meanwhile");
    refused(await coordinator.post(second.path, { do: "yes", once }), 409, "the city has joined meanwhile", "a yes all the same");
    expect(number(site, "select count(*) from person where mail = 'b@ts.example'") === 0 && stateOf(site, "b@ts.example") === "waiting", "something half done");
    went(await coordinator.post(second.path, { do: "no" }), "/applications?done=no", "the second");
    const told = await mailTo(findings, server, "b@ts.example", 2);
    expect(told.text.includes("has joined meanwhile") && linksOf(told).some((link) => link.includes("/act-for-a-city?city=")), "the second is not led on");
    expect((await third.browser.get(third.link)).text.includes("/act-for-a-city?city="), "the third is not led on");
    refused(await third.browser.post(third.link, { do: "send", once }), 409, "has joined meanwhile", "the third sends it");
}

// A city that left asks anew, and is the same one with its history; everybody of it was told.
async function walkAgain(site, server, coordinator) {
    const uid = sql(site, "select uid from member_city where name = 'Trieste'");
    const page = `/member-cities/${uid}/membership`;
    refused(await coordinator.post(`${page}/leave`, { sure: "1" }), 400, "say why: the city", "ended without a reason");
    went(await coordinator.post(`${page}/leave`, { sure: "1", why: "Nobody answers <us>." }), `${page}?done=left`, "ended");
    const told = await mailTo(findings, server, "a@ts.example", 3);
    expect(told.headers.subject === "Trieste is no member city any more" && told.text.includes("> Nobody answers <us>."), told.headers.subject);
    await walkOpening(site, told);
    const again = await sendIt(site, server, "Trieste", "d@ts.example");
    went(await coordinator.post(again.path, { do: "yes" }), "/applications?done=yes", "a city that left asks anew");
    expect(sql(site, "select uid from member_city where name = 'Trieste'") === uid && number(site, `select max(number) from member_step where member_id = (select id from member_city where uid = '${uid}')`) === 3, "it is another city");
    const history = (await coordinator.get(page)).text;
    went(await coordinator.post("/lead-cities/suggest", { city: uid, reason: "language", why: "Bids <in Italian>.", years: "1" }), "/lead-cities?done=asked", "asked to lead");
    const asked = await mailTo(findings, server, "d@ts.example", 3);
    expect(asked.headers.subject === "Trieste is asked to be a lead city" && asked.text.includes("> Bids <in Italian>.") && linksOf(asked).some((link) => link.endsWith(page)), `${asked.headers.subject} ${asked.text}`);
    went(await coordinator.post(`${page}/lead-no`, { why: "Too early." }), `${page}?done=lead-no`, "taken back");
    const back = await mailTo(findings, server, "d@ts.example", 4);
    expect(back.headers.subject === "Trieste does not lead" && back.text.replace(/\s+/g, " ").includes("have taken back the suggestion that Trieste leads"), `${back.headers.subject} ${back.text}`);
    for (const words of ["those who run this network said yes", "ended its membership", "Nobody answers &lt;us&gt;."]) expect(history.includes(words), `its history does not say ${words}`);
}

// Nobody answers.
async function walkOver(site, server, coordinator) {
    const { path } = await sendIt(site, server, "Kuopio", "kim@ku.example");
    sql(site, "update application set ends_at = 1 where mail = 'kim@ku.example'");
    refused(await coordinator.post(path, { do: "yes", once: await onceOf(site.base, `${FORM}?city=Oulu`) }), 409, "does not wait any more", "behind its end");
    await withSecondServer(site, async () => {
        const told = await mailTo(findings, server, "kim@ku.example", 2);
        expect(told.headers.subject === "That Kuopio joins: nobody answered" && stateOf(site, "kim@ku.example") === "over", told.headers.subject);
    });
}

/* ---- who may, and what is told */

async function walkRights(site) {
    const path = `/applications/${uidOf(site, "ana@al.example")}`;
    const once = await onceOf(site.base, `${FORM}?city=Oulu`);
    for (const [who, whose] of [...signIn(site, "main-contact-a", "colleague-a", "coordinator-weak", "administrator-weak").map((who) => [who, "signed in"]), [browserOf(site), "nobody"]]) {
        for (const address of ["/applications", path]) expect((await who.get(address)).status !== 200, `${whose} sees ${address}`);
        expect((await send(site.base, path, { do: "yes", once }, who.headers())).status === 403, `${whose} answers`);
    }
    const [administrator] = signIn(site, "administrator");
    expect((await administrator.get(path)).status === 200 && stateOf(site, "ana@al.example") === "waiting", "an administrator does not see it, or somebody answered");
}

async function walkUnknown(site) {
    const answers = new Set();
    run(site, "person", "add", "blocked@b.example", "--name", "Bob");
    run(site, "person", "block", "blocked@b.example");
    for (const mail of [sql(site, "select mail from person where mail like 'colleague-a-%' limit 1"), "nobody@b.example", "blocked@b.example", "eve@oulu.example", "often@b.example", "often@b.example",
        "often@b.example", "often@b.example"]) {
        const browser = browserOf(site);
        const answer = await post(browser, "Oulu", mail);
        answers.add(`${answer.status} ${answer.headers.location} ${(await browser.get(answer.headers.location)).text.replace(/name="once" value="[^"]+"/g, "")}`);
    }
    expect(answers.size === 1, `known, unknown, blocked, refused and asked too often are answered in ${answers.size} ways`);
    expect(number(site, "select max(n) from rate where kind = 'join-mail'") === 3, "more than three mails a day go to one address");
    const one = browserOf(site);
    for (let i = 0; i < 10; i++) await post(one, "Oulu", `m${i}@b.example`);
    refused(await post(one, "Oulu", "m10@b.example"), 429, "came too often", "eleven from one place");
}

const server = await startServer("127.0.0.1");
const site = await startSite(program);
try {
    expect((await browserOf(site).get(FORM)).text.includes("this network sends no mail"), "it may be asked where no mail goes out");
    refused(await browserOf(site).post(FORM, wish("Oulu", "ewa@b.example", { once: await onceOf(site.base, "/remarks/new") })), 400, "sends no mail", "asked all the same");
    run(site, "setting", "mail_server", server.url);
    run(site, "setting", "mail_sender", "network@town.example");
    for (const end = Date.now() + 20_000; Date.now() < end && !(await ask(site.base, FORM)).text.includes("name=\"city\"");) await pause(100);
    const [coordinator] = signIn(site, "coordinator");
    await walkForm(site);
    await walkYes(site, server, coordinator);
    await walkReason(site, server, coordinator);
    await walkNo(site, server, coordinator);
    await walkMeanwhile(site, server, coordinator);
    await walkAgain(site, server, coordinator);
    await walkOver(site, server, coordinator);
    await walkRights(site);
    await walkUnknown(site);
    expect(!/join\/city\/[a-z]+~/.test(site.log()), "the log has the address of a link");
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-3000)}`);
} finally {
    await site.stop();
    await server.stop();
}
findings.done("join");
