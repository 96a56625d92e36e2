// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Walks everything that `smallgiants routes --json` declares on the real program: every form, wrong method, bad field and
// unknown name; then follows the links from the first page. Also looks for people who must not be shown.
//
//     node routes_walk.mjs PROGRAM

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ask as askApart, Findings, onceOf, oneConnection, send, startSite } from "../browser/program.mjs";
import { csvProblem } from "./csv.mjs";
import { walkSiteMap } from "./site_map.mjs";
import { sql } from "./somebody.mjs";

const PAGES_MAX = 400;
const agent = oneConnection();
const ask = (base, target, options) => askApart(base, target, { agent, ...options });
const people = fileURLToPath(new URL("people", import.meta.url));
const names = readFileSync(join(people, "names.txt"), "utf8").trim().split("\n").map((name) => name.toLowerCase());
const TYPES = { html: "text/html; charset=utf-8", json: "application/json", csv: "text/csv; charset=utf-8",
    txt: "text/plain; charset=utf-8" };
const OTHERS = { "/brand.css": "text/css", "/robots.txt": "text/plain", "/.well-known/security.txt": "text/plain", "/sitemap.xml": "application/xml",
    "/jobs/live": "text/event-stream", "/jobs/{}/live": "text/event-stream",
    "/events.ics": "text/calendar", "/events.atom": "application/atom+xml",
    "/announcements.atom": "application/atom+xml", "/funding.ics": "text/calendar", "/funding.atom": "application/atom+xml" };
// Pages of what changes by itself: nobody keeps them.
const isChanging = (route) => ["/jobs", "/remarks", "/sign-", "/left", "/act-for-a-city", "/join/city", "/suggest-a-city", "/just-curious"].some((beginning) => route.pattern.startsWith(beginning));

const program = process.argv[2];
// Those whose addresses only a mail, the command line, or who runs the network, gives: events.mjs, mail.mjs, ways.mjs, claim.mjs, introduction.mjs, join.mjs and sign_in.mjs walk them.
const IN_MAILS = ["/room/{}", "/room/{}/screen", "/room/{}/live", "/room/in/{}", "/room/in/{}/group", "/room/screen/{}", "/links/{}", "/unsubscribe/{}", "/invitations/{}", "/invited/{}", "/taking-part/{}/wall", "/taking-part/{}/wall/{}", "/taking-part/{}/notes", "/actions/{}", "/surveys/{}", "/surveys/{}/{}", "/just-curious/{}", "/act-for-a-city/{}", "/join/city/{}", "/vouch/{}", "/first-talk/{}", "/first-talk/{}/calendar", "/deadlines/{}/calendar", "/deadlines/{}/feed", "/rate/{}", "/rate/{}/hand", "/room/in/{}/rate", "/room/in/{}/survey", "/taking-part/{}", "/events/{}", "/events/{}/calendar", "/set-password/{}", "/sign-in/link/{}",
    "/new-address/{}", "/old-address/{}"];
// That behind a password: second.mjs walks it.
const SECOND = "/sign-in/second/{}";
// That of a funding call, which no list brought here: funding.mjs walks it.
const CALL = "/funding/{}";
// Those that need a provider of OpenID Connect: tests/oidc/sign_in.mjs walks them.
const WITH_PROVIDER = ["/sign-in/with/{}", "/sign-in/wait/{}", "/sign-in/back/{}"];
// Those that are open to everybody; rights_walk.mjs walks all of them as everybody.
const routes = JSON.parse(execFileSync(program, ["routes", "--json"], { encoding: "utf8" }))
    .filter((route) => route.right === "public" && !IN_MAILS.includes(route.pattern) && !WITH_PROVIDER.includes(route.pattern)
        && route.pattern !== SECOND && route.pattern !== CALL);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);

// "/cities?q=x" in the form csv -> "/cities.csv?q=x"
function inForm(address, form) {
    if (form === "html" || form === "other") return address;
    const [path, query] = address.split("?");
    return `${path}.${form}${query === undefined ? "" : `?${query}`}`;
}

// The example without its query, so that one field at a time is asked for.
const plain = (route, form) => inForm(route.example.split("?")[0], form);

function expectNobody(where, text) {
    const low = text.toLowerCase();
    for (const name of names) expect(!low.includes(name), () => `${where}: shows the person ${name}`);
}

function expectHeaders(where, { headers }) {
    const policy = headers["content-security-policy"] ?? "";
    expect(policy.includes("default-src 'none'"), `${where}: the policy does not begin with nothing: ${policy}`);
    expect(policy.includes("frame-ancestors 'none'"), `${where}: may be framed: ${policy}`);
    expect(!/unsafe-|\*/.test(policy), `${where}: the policy is loose: ${policy}`);
    expect(headers["x-content-type-options"] === "nosniff", `${where}: no nosniff`);
    expect(/^(same-origin|no-referrer|strict-origin)$/.test(headers["referrer-policy"] ?? ""), `${where}: no Referrer-Policy`);
    expect(!headers["set-cookie"], `${where}: sets a cookie`);
}

function expectBody(where, form, { text }) {
    if (form === "json") {
        try {
            const value = JSON.parse(text);
            expect(typeof value === "object" && value !== null, `${where}: JSON, but neither list nor object`);
        } catch (problem) {
            expect(false, `${where}: no JSON: ${problem.message}`);
        }
    } else if (form === "csv") {
        const problem = csvProblem(text);
        expect(problem === null, `${where}: no CSV: ${problem}`);
    } else if (form === "html") {
        expect(/^<!doctype html>/.test(text) && /<\/html>\s*$/.test(text), `${where}: no whole page`);
        expect((text.match(/<h1[ >]/g) ?? []).length === 1, `${where}: not exactly one h1`);
    }
}

async function walkTag(base, address, tag) {
    expect(/^"[^"]+"$/.test(tag ?? ""), `${address}: no strong ETag`);
    const again = await ask(base, address, { headers: { "If-None-Match": tag ?? "" } });
    expect(again.status === 304 && again.bytes.length === 0, `${address}: If-None-Match answers ${again.status}`);
    const other = await ask(base, address, { headers: { "If-None-Match": '"something-else"' } });
    expect(other.status === 200, `${address}: another ETag answers ${other.status}`);
}

async function walkForm(base, route, form) {
    const address = inForm(route.example, form);
    const answer = await ask(base, address);
    if (!expect(answer.status === 200, `${address}: answers ${answer.status}`)) return;
    const type = form === "other" ? OTHERS[route.pattern] : TYPES[form];
    expect((answer.headers["content-type"] ?? "").startsWith(type), `${address}: type ${answer.headers["content-type"]}, not ${type}`);
    expectHeaders(address, answer);
    expectBody(address, form, answer);
    expectNobody(address, answer.text);
    const tag = answer.headers.etag;
    if (isChanging(route)) {
        expect(tag === undefined && answer.headers["cache-control"] === "no-store", `${address}: may be kept`);
    } else {
        await walkTag(base, address, tag);
    }
    const head = await ask(base, address, { method: "HEAD" });
    expect(head.status === 200 && head.bytes.length === 0, `${address}: HEAD answers ${head.status} with ${head.bytes.length} bytes`);
    expect(head.headers["content-length"] === answer.headers["content-length"] && head.headers.etag === tag,
        `${address}: HEAD and GET differ`);
}

async function walkMethods(base, route, form) {
    const address = inForm(route.example, form);
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
        const answer = await ask(base, address, { method, headers: { "Content-Length": "0" } });
        const allow = (answer.headers.allow ?? "").split(/,\s*/).sort().join(" ");
        const acts = route.acts && method === "POST";
        expect(acts ? answer.status === 403 : answer.status === 405 && allow === (route.acts ? "GET HEAD POST" : "GET HEAD"),
            `${method} ${address}: ${answer.status}, Allow: ${allow}`);
        expectHeaders(`${method} ${address}`, answer);
    }
}

/* ---- fields */

// Values as they stand in an address, with what they are once decoded; null: they cannot be decoded and must be refused.
const HOSTILE = [
    ["", ""], ["%20%09", " \t"], ["%zz", null], ["%", null], ["%4", null], ["%ff%fe", null], ["%c0%af", null], ["%ed%a0%80", null],
    ["%00", null], ["a%00b", null],
    ...["1'%20OR%20'1'='1", "'%3B%20DROP%20TABLE%20city%3B--", "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%27%22%3C%3E%26",
        "%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D", "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80%F0%9F%8F%B3%EF%B8%8F", "%7B%7B7*7%7D%7D", "..%2F..%2Fetc%2Fpasswd",
        "%25s%25n%25p", "-1", "0", "1", "999999999999999999999999", "1e3", "0x10", "on", "fits", "NaN", "*", "%5C", "NEAR(", "AND%20OR%20NOT",
        "%EF%BF%BD", "%CC%81%CC%81%CC%81", "%EF%BB%BF", "%E2%80%8B"].map((value) => [value, decodeURIComponent(value)]),
    [`${"a".repeat(300)}`, "a".repeat(300)], [`${"a".repeat(301)}`, "a".repeat(301)], [`${"a".repeat(1500)}`, "a".repeat(1500)],
    [`${"%C3%A9".repeat(200)}`, "é".repeat(200)], [`${"x%20".repeat(200)}`, "x ".repeat(200)],
];

// What is declared: true fits, false does not, undefined: a name that the page itself looks up and may not know.
function fits(field, value) {
    if (value === null) return false;
    const text = value.replace(/^[ \t]+|[ \t]+$/g, "");
    if (text === "") return true;
    if (field.kind === "number") {
        return /^-?\d{1,18}$/.test(text) && Number(text) >= field.min && Number(text) <= field.max;
    }
    if (field.kind === "choice") return field.choices.split(" ").includes(text);
    if (field.kind === "flag") return text === "1" || text === "on";
    if ([...text].length > field.max) return false;
    return field.name === "q" || field.name === "city" ? true : undefined;
}

const ALLOWED = { true: [200, 303], false: [400], undefined: [200, 400, 404] };

async function walkField(base, route, form, field) {
    for (const [written, value] of HOSTILE) {
        const address = `${plain(route, form)}?${field.name}=${written}`;
        const answer = await ask(base, address);
        const allowed = ALLOWED[fits(field, value)];
        expect(allowed.includes(answer.status), `${address.slice(0, 120)}: answers ${answer.status}, not ${allowed.join(" or ")}`);
        expectHeaders(address.slice(0, 120), answer);
        if (form === "html" && answer.status !== 303) {
            expect(!answer.text.includes("<script>alert"), `${address}: a value stands in the page as markup`);
            expect(!/sqlite|SQL logic|syntax error/i.test(answer.text), `${address}: talks of its insides`);
        }
        if (form === "json") expectBody(address.slice(0, 120), "json", answer);
        if (form === "html" && answer.status === 400 && value !== null) {
            expect(answer.text.includes(`<strong>${field.label}</strong>`), `${address.slice(0, 120)}: 400 does not name the field in people's words`);
        }
    }
    const twice = await ask(base, `${plain(route, form)}?${field.name}=1&${field.name}=1`);
    expect(field.many || twice.status === 400, `${route.pattern} ${field.name} given twice: ${twice.status}`);
}

/* ---- unknown names */

const STRANGERS = ["no-such-thing", "0", "-1", "99999999999999999999", "%F0%9F%8F%B3", "a'b%22c", "%3Cb%3E", "x".repeat(900), "%E2%80%AEcba",
    "..", "%2e%2e", "a%2Fb", "CIAMPINO-IT%20"];

async function walkStrangers(base, route, form) {
    for (const stranger of STRANGERS) {
        const address = inForm(route.pattern.replace("{}", stranger), form);
        const answer = await ask(base, address);
        expect(answer.status === 404, `${address.slice(0, 100)}: answers ${answer.status}, not 404`);
        if (form !== "html") continue;
        const main = answer.text.slice(answer.text.indexOf("<main"));
        expect(/<form[^>]*action="\/search"/.test(main), `${address.slice(0, 100)}: 404 without a search box`);
    }
    for (const garbage of ["%zz", "%ff", "a%00b"]) {
        const answer = await ask(base, inForm(route.pattern.replace("{}", garbage), form));
        expect(answer.status === 400, `${route.pattern} with ${garbage}: answers ${answer.status}, not 400`);
    }
}

/* ---- links */

const unescape = (text) => text.replace(/&#39;|&#x27;/g, "'").replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

function linksOf(text) {
    return [...text.matchAll(/ (?:href|src|action)="([^"]*)"/g)].map((match) => unescape(match[1]))
        .filter((link) => link.startsWith("/") && !link.startsWith("//")).map((link) => link.split("#")[0]);
}

// Addresses of one kind (a number or a name is a kind) take turns, so that the walk sees all kinds of page.
const kindOf = (link) => link.split("?")[0].replace(/^(\/(?:cities|projects|organisations|themes)\/)[^/.]+/, "$1{}")
    .replace(/\/assets\/\w+/, "/assets/{}") + (link.includes("?") ? "?" : "");

class Frontier {
    constructor() {
        this.seen = new Set();
        this.kinds = new Map();
    }

    add(link, from) {
        if (this.seen.has(link)) return;
        this.seen.add(link);
        const kind = kindOf(link);
        if (!this.kinds.has(kind)) this.kinds.set(kind, { taken: 0, waiting: [] });
        this.kinds.get(kind).waiting.push({ link, from });
    }

    take() {
        let least = null;
        for (const kind of this.kinds.values()) {
            if (kind.waiting.length && (least === null || kind.taken < least.taken)) least = kind;
        }
        if (least === null) return null;
        least.taken++;
        return least.waiting.shift();
    }
}

// A slot without a value leaves a hole in its sentence.
function expectWholeSentences(where, text) {
    for (const [, sentence] of text.matchAll(/<(?:p|li|dd|h\d)[^>]*>([^<]+)/g)) {
        expect(!/ [,;]|\(\)|\{\w+\}| \.( |$)|“”/.test(sentence), `${where}: a hole in: ${sentence.trim()}`);
    }
}

async function walkLinks(base) {
    const frontier = new Frontier();
    frontier.add("/", "");
    let pages = 0;
    for (let next = frontier.take(); next !== null && pages < PAGES_MAX; next = frontier.take()) {
        const answer = await ask(base, next.link);
        pages++;
        expect(answer.status < 400, `${next.from} links to ${next.link}: ${answer.status}`);
        if (!(answer.headers["content-type"] ?? "").startsWith("text/html")) continue;
        expectNobody(next.link, answer.text);
        for (const link of linksOf(answer.text)) frontier.add(link, next.link);
        expectWholeSentences(next.link, answer.text);
        const ids = [...answer.text.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
        for (const [, part] of answer.text.matchAll(/ (?:href="#|for="|aria-labelledby=")([^"]*)"/g)) {
            expect(ids.includes(part), `${next.link}: nothing is called ${part}`);
        }
        expect(new Set(ids).size === ids.length, () => `${next.link}: an id stands twice`);
    }
    expect(pages === PAGES_MAX || frontier.take() === null, "the walk along the links ended early");
    return pages;
}

/* ---- what the rows alone do not say */

async function walkPeople(base) {
    const page = await ask(base, "/projects/199900001");
    expect(page.status === 200 && page.text.includes("Comune di Lanterna Verde"), "the project with people in it is not there");
    expect(page.text.includes("3 partners are private persons"), "the project does not say that it leaves people out");
    for (const form of ["", ".json", ".csv"]) {
        expectNobody(`project${form}`, (await ask(base, `/projects/199900001${form}`)).text);
        for (const id of ["199800002", "199800003", "199800004"]) {
            const answer = await ask(base, `/organisations/${id}${form}`);
            expect(answer.status === 404, `/organisations/${id}${form} is a person: answers ${answer.status}`);
        }
    }
    for (const name of names) {
        const hits = JSON.parse((await ask(base, `/search.json?q=${encodeURIComponent(name)}`)).text);
        expect(!JSON.stringify(hits).includes("199900001"), `searching for the person ${name} finds their project`);
    }
}

async function walkCities(base) {
    for (const q of ["ciampino", "zdar", "München", "gasteiz", "new", "żďá", "афины"]) {
        const cities = JSON.parse((await ask(base, `/cities.json?q=${encodeURIComponent(q)}`)).text);
        expect(Array.isArray(cities) && cities.length > 0, `/cities.json?q=${q}: nothing`);
        for (const city of cities) {
            expect(/^https?:\/\/[^/]+\/cities\/[^/]+$/.test(city.url ?? ""), `/cities.json?q=${q}: no url in ${JSON.stringify(city)}`);
        }
        const first = await ask(base, new URL(cities[0].url).pathname);
        expect(first.status === 200, `/cities.json?q=${q}: its first url answers ${first.status}`);
    }
}

// One name of each kind that people type; the city that must come first, and whether it is only asked after.
async function walkNames(base) {
    const kinds = [
        ["Comune di Ciampino", "ciampino-it", false], ["Peterborough, UK", "peterborough-gb", false], ["Hague, The", "the-hague-nl", false],
        ["badenbaden", "baden-baden-de", false], ["Stoke Trent", "stoke-on-trent-gb", false], ["Δήμος Κοζάνης", "kozani-gr", false],
        ["ciampino (RM)", "ciampino-it", false], ["Regensbrug", "regensburg-de", true], ["Heildelberg", "heidelberg-de", true],
    ];
    for (const [q, slug, guess] of kinds) {
        const [city] = JSON.parse((await ask(base, `/cities.json?q=${encodeURIComponent(q)}`)).text);
        expect(city?.url.endsWith(`/cities/${slug}`) && city.guess === guess, `/cities.json?q=${q}: ${JSON.stringify(city)} is not ${slug}`);
        const { text } = await ask(base, `/cities?q=${encodeURIComponent(q)}`);
        expect(text.includes("Did you mean:") === guess, `/cities?q=${q}: ${guess ? "does not ask" : "asks"} whether it is meant`);
    }
    const none = await ask(base, "/cities?q=xqzvwkj");
    expect(none.status === 200 && none.text.includes("Nothing is called “xqzvwkj”, or nearly so."), "/cities?q=xqzvwkj does not say that nothing is called so");
    const help = await ask(base, "/find-help?city=Regensbrug");
    expect(help.status === 200 && help.text.includes("Did you mean:"), "/find-help takes a misspelt name without a question");
    const long = "san villa nova ".repeat(6);
    expect((await ask(base, `/cities.json?q=${encodeURIComponent(long)}`)).status === 200, "many words that are no name: no answer");
}

// "Use this data" leads to what the page shows, also where a bare page chooses by itself.
async function walkUsed(base) {
    const slugs = (text) => [...text.matchAll(/\/cities\/([a-z0-9-]+)/g)].map((match) => match[1]);
    for (const address of ["/cities", "/cities?page=2", "/cities?fit=any&page=3", "/cities?country=IT", "/cities?theme=mobility", "/cities?q=new"]) {
        const { text } = await ask(base, address);
        const rows = slugs(text.slice(text.indexOf('<ul class="sg-rows')).split("</main>")[0]);
        expect(rows.length > 0, `${address}: no rows`);
        for (const form of ["csv", "json"]) {
            const link = text.match(new RegExp(`href="(/cities\\.${form}[^"]*)"`))?.[1].replaceAll("&amp;", "&");
            const used = slugs((await ask(base, link ?? "/none")).text);
            expect(used.join(" ").includes(rows.join(" ")), () => `${address}: ${link} does not hold the rows of the page`);
        }
    }
    const bare = JSON.parse((await ask(base, "/cities.json")).text);
    expect(bare.some((city) => city.projects === 0), "/cities.json, called bare, holds only cities with a record");
}

async function walkCodes(base) {
    const { text } = await ask(base, "/projects/101239638");
    for (const words of ["Horizon Europe (HORIZON)", "innovation action (HORIZON-IA)"]) {
        expect(text.includes(words), `the project does not say ${words}`);
    }
}

// What the machine's own people ask: read from the database at that moment.
async function walkCounts(base) {
    const { text } = await ask(base, "/metrics");
    for (const kind of ["seed", "cordis"]) {
        expect(text.includes(`\nsmallgiants_jobs{kind="${kind}",state="done"} 1\n`), `/metrics does not count the job ${kind}: ${text.slice(-400)}`);
    }
}

// Pages that are there only once a form was sent.
async function makeExample(base, route) {
    if (route.pattern === "/.well-known/security.txt") {
        for (const args of [["setting", "security_contact", "weak@net.example"], ["set-up", "reviewed"]]) {
            execFileSync(program, [...args, "--db", site.db], { stdio: "pipe" });
        }
        route.example = route.pattern;
        return;
    }
    if (route.pattern === "/member-cities/{}/says") {
        sql(site, `insert into member_city (id, uid, name, country, rev) values (70, '${"d".repeat(32)}', 'Saying', 'IT', 1);
            insert into member_step (member_id, number, step, at, way, why) values (70, 1, 'joined', 1, 'role', '');
            insert into publication values (70, 'ambition', 'published', 'd', 'ambition=No oil', 1, 1, 2, 2)`);
        route.example = `/member-cities/${"d".repeat(32)}/says`;
        return;
    }
    if (route.pattern === "/programmes/{}") {
        sql(site, `insert into member_city (id, uid, name, country, rev) values (71, '${"e".repeat(32)}', 'Holding', 'IT', 1);
            insert into member_step (member_id, number, step, at, way, why) values (71, 1, 'joined', 1, 'role', '');
            insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
            sectors_shown, chatham, notes_read_by, rules_more, code, made_at, changed_at, rev) values (71, '${"7".repeat(32)}', 71, 'city', '', 'Held', '', 'en',
            '', 1, 2, 'city', 1, 1, 1, 'city', '', 'HELD71', 1, 1, 1);
            insert into programme_record values (71, '${"e".repeat(32)}', 'city', '', 1, 2, 'Held', '', '', '', 9, '', '', 1, null, null)`);
        route.example = `/programmes/${"e".repeat(32)}`;
        return;
    }
    expect(route.pattern === "/remarks/{}", `${route.pattern}: has no example, and no form is known that makes one`);
    const once = await onceOf(base, "/remarks/new");
    route.example = (await send(base, "/remarks/new", { once, says: "The number of people is old.", page: "/cities" })).headers.location;
}

// Codes of rooms that are tried: after sixty wrong ones from one address none is looked up any more, but that it was right about before; another
// address is not held up.
async function walkRoomCodes(base) {
    const from = (address) => ({ headers: { "X-Forwarded-For": address } });
    sql(site, `insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
        sectors_shown, chatham, notes_read_by, rules_more, code, made_at, changed_at, rev) values (72, '${"6".repeat(32)}', 71, 'city', '', 'Now', '', 'en',
        '', 1, 99999, 'city', 1, 1, 1, 'city', '', 'OURS72', 1, 1, 1), (73, '${"5".repeat(32)}', 71, 'city', '', 'Theirs', '', 'en',
        '', 1, 99999, 'city', 1, 1, 1, 'city', '', 'OTHR73', 1, 1, 1);
        insert into programme_stage (id, programme_id, number, stage, day, made_at) values (72, 72, 1, 'day', 1, 1), (73, 73, 1, 'day', 1, 1)`);
    expect((await ask(base, "/room/OURS72", from("192.0.2.1"))).status === 200, "a room is not found by its code");
    const asked = ["/room?code=WRONG", "/room/WRONG", "/room/WRONG", "/room/WRONG"];
    const behind = ["", "", "/screen", "/live"];
    for (let i = 0; i < 60; i++) {
        const answer = await ask(base, `${asked[i % 4]}${i}${behind[i % 4]}`, from("192.0.2.1"));
        if (!expect(answer.status === (i % 4 === 0 ? 200 : 404), `wrong code ${i}: ${answer.status}`)) return;
    }
    for (const target of ["/room?code=OTHR73", "/room/OTHR73", "/room/OTHR73/screen", "/room/OTHR73/live", "/room/WRONG99"]) {
        const answer = await ask(base, target, from("192.0.2.1"));
        expect(answer.status === 429 && Number(answer.headers["retry-after"]) > 0 && !answer.text.includes("Theirs"), `${target}: ${answer.status} after too many wrong codes`);
        expect(answer.text.includes("Too many wrong codes came from your network"), `${target}: does not say why`);
    }
    expect((await ask(base, "/room/OURS72", from("192.0.2.1"))).status === 200, "who is in the room is shut out");
    expect((await ask(base, "/room/OTHR73", from("192.0.2.2"))).status === 200, "another address is held up");
    sql(site, "delete from programme where id in (72, 73); delete from programme_stage where id in (72, 73)");
}

const site = await startSite(program, { cordis: [people] });
try {
    for (const route of routes) {
        if (route.example === null) await makeExample(site.base, route);
        for (const form of route.forms) {
            await walkForm(site.base, route, form);
            await walkMethods(site.base, route, form);
            for (const field of route.fields) await walkField(site.base, route, form, field);
            if (route.pattern.includes("{}")) await walkStrangers(site.base, route, form);
        }
    }
    await walkPeople(site.base);
    await walkCities(site.base);
    await walkNames(site.base);
    await walkUsed(site.base);
    await walkCodes(site.base);
    await walkRoomCodes(site.base);
    await walkSiteMap(site.base, expect);
    console.log(`${await walkLinks(site.base)} pages along the links`);
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), "the log has a 5xx");
} finally {
    agent.destroy();
    await site.stop();
}
findings.done("routes");
