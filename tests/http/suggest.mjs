// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Member cities suggest cities, on the real program with a real mail server, on either engine: the twin cities of real data, each with
// its source, from both ends; that one member city learns nothing of another's but how many; decided and taken back; whom the
// invitation names; and that who suggested a city is told when it joins.
//
//     node suggest.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onPostgres } from "../database.mjs";
import { ask, Findings, startSite } from "../browser/program.mjs";
import { linksOf, mailTo, pause, startServer } from "./mail_server.mjs";
import { browserOf, signedLink, sql } from "./somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const REAL = fileURLToPath(new URL("../../../shared/data/sistercities/sistercities_25countries_wikidata.tsv", import.meta.url));
const MADE = fileURLToPath(new URL("lists/twinnings.tsv", import.meta.url));
const [A, B] = ["a", "b"].map((letter) => `/member-cities/${letter.repeat(32)}`);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const run = (site, ...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const wrongOf = (answer) => /role="alert"[^]*?<\/ul>/.exec(answer.text)?.[0];
const mainOf = (answer) => answer.text.slice(answer.text.indexOf("<main"), answer.text.indexOf("</main>"));

function signIn(site, ...kinds) {
    const lines = execFileSync(makePeople, [site.db, ...kinds], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => Object.assign(browserOf(site), { token: line.split(" ")[1] }));
}

function has(answer, words, what) {
    expect(answer.status === 200, () => `${what}: ${answer.status}`);
    for (const word of words) expect(mainOf(answer).includes(word), () => `${what}: ${word} is not there`);
}

function hasNot(answer, words, what) {
    for (const word of words) expect(!mainOf(answer).includes(word), () => `${what}: ${word} is there`);
}

function refused(answer, status, words, what) {
    expect(answer.status === status && answer.text.includes(words), () => `${what}: ${answer.status}, ${wrongOf(answer) ?? answer.headers.location}`);
}

// Where it leads, without what was done.
function went(answer, what) {
    expect(answer.status === 303 && answer.headers.location, () => `${what}: ${answer.status} ${wrongOf(answer)}`);
    return answer.headers.location?.split("?")[0];
}

// Peterborough and Forlì take part.
function makeCities(site) {
    for (const [letter, name, country, geonames] of [["a", "Peterborough", "GB", 2640354], ["b", "Forlì", "IT", 3176746]]) {
        sql(site, `update member_city set name = '${name}', country = '${country}', geonames_id = ${geonames} where uid = '${letter.repeat(32)}'`);
    }
}

/* ---- the twin cities */

// Of a list with both ends in range by its own numbers: all of them are there, from both ends, with their source.
function lookAtReal(site) {
    const rows = readFileSync(REAL, "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));
    const inRange = (text) => Number(text) >= 30_000 && Number(text) <= 300_000;
    const both = rows.filter((row) => inRange(row[4]) && inRange(row[8]));
    expect(both.length === 3189, `${both.length} twinnings with both ends in range`);
    if (onPostgres) return;
    const file = readdirSync(site.folder).filter((name) => /evidence-\d+\.db$/.test(name)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(-1);
    const lines = (text) => execFileSync("sqlite3", ["-readonly", join(site.folder, file), text], { encoding: "utf8", maxBuffer: 1 << 26 }).trim().split("\n");
    const kept = new Set(lines("select a.name || char(9) || b.name from twinning t join named_place a on a.id = t.place_id join named_place b on b.id = t.twin_id"));
    // a town is kept by the first of its spellings in small letters without accents
    const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const known = new Set([...kept].map(folded));
    const lost = both.filter((row) => !known.has(folded(`${row[0]}\t${row[5]}`)));
    expect(lost.length === 0, () => `${lost.length} of them are not there: ${lost.slice(0, 3).map((row) => row.join(" ")).join("; ")}`);
    const [oneSided, sourceless, pairs] = lines(`select count(*) from city_twinning t where t.twin_city_id is not null and not exists (select 1 from city_twinning o where o.city_id = t.twin_city_id and o.twin_city_id = t.city_id)
        union all select count(*) from city_twinning t left join source s on s.id = t.source_id where s.name is not 'Wikidata, twinned cities'
        union all select count(*) from city_twinning t join city a on a.id = t.city_id join city b on b.id = t.twin_city_id where a.fit = 'fits' and b.fit = 'fits'`).map(Number);
    expect(oneSided === 0 && sourceless === 0 && pairs > 5000, `${oneSided} twinnings from one end, ${sourceless} without source, ${pairs} between cities that fit`);
    console.log(`${both.length} twinnings with both ends in range; ${pairs} rows between cities that fit, each from both ends and with its source`);
}

async function walkTwins(site, a, b) {
    const page = await a.get(`${A}/suggest`);
    has(page, ["Viersen, Germany", "Alcalá de Henares, Spain", "Foggia, Italy", "Forlì, Italy", "Wikidata, twinned cities", "member city"], "twin cities");
    hasNot(page, ["which=forli-it"], "a member city is to be suggested");
    const main = mainOf(page);
    expect(main.indexOf("Viersen") < main.indexOf("<details") && main.indexOf("Vinnytsya") > main.indexOf("<details"), "those that fit the size do not stand first");
    expect(main.split("Twin by: Wikidata").length - 1 === main.split("<h3").length - 1, "a twin city without its source");
    has(await b.get(`${B}/suggest`), ["Peterborough, United Kingdom"], "the twinning from the other end");
}

/* ---- suggesting */

const why = (more) => ({ kind: "twin", says: "Forty years of <schools>.", ...more });
const suggest = (who, query, more) => who.browser.post(`${who.path}/suggest?${new URLSearchParams(query)}`, why(more));
const VIERSEN = { which: "viersen-de" };

async function walkWrong(site, a) {
    for (const [more, words] of [[{ kind: "" }, "is not chosen"], [{ says: "" }, "is empty"], [{ says: "x".repeat(301) }, "is too long"], [{ kind: "friend" }, "is not one of"]]) {
        refused(await suggest({ browser: a, path: A }, VIERSEN, more), 400, words, `wrong: ${JSON.stringify(more).slice(0, 40)}`);
    }
    for (const [more, words] of [[{ which: "forli-it" }, "takes part already"], [{ which: "peterborough-gb" }, "takes part already"], [{ which: "" }, "say which city it is"], [{ which: "no-such-city" }, "say which city it is"],
        [{ which: "", city: "Qzxvk" }, "say which city it is"], [{ which: "", city: "Qzxvk", country: "QQ" }, "say which city it is"]]) {
        refused(await suggest({ browser: a, path: A }, VIERSEN, more), 400, words, `wrong: ${JSON.stringify(more)}`);
    }
    const find = (query) => a.get(`/suggest-a-city?${new URLSearchParams({ for: "a".repeat(32), ...query })}`);
    has(await find({ city: "Alexandria" }), ["Choose one", "alexandria-ro"], "several of that name");
    has(await find({ city: "Qzxvk" }), ["<option value=\"AT\""], "one that is in no list");
    expect((await find({ city: "Viersen" })).headers.location === `${A}/suggest?which=viersen-de`, "a name that is clear");
    expect((await find({ city: "Viersen", for: "//evil.example/x" })).headers.location?.startsWith("/member-cities/%2F"), "leads out of this site");
    has(await a.get(`${A}/suggest?which=forli-it`), ["takes part already"], "a member city");
    expect(sql(site, "select count(*) from suggestion") === "0", "what was refused leaves something");
}

// What the second city sees: how many, and no word of who was first.
async function walkVoices(site, a, b) {
    const first = went(await suggest({ browser: a, path: A }, VIERSEN, { named: "1" }), "suggested");
    has(await a.get(first), ["Viersen, Germany", "Forty years of &lt;schools&gt;.", "Fits the size", "needs its official website", "1 member city"], "the page of what was suggested");
    has(await a.get(`${A}/suggest?which=viersen-de`), ["has suggested Viersen already"], "suggested twice");
    refused(await suggest({ browser: a, path: A }, { which: "foggia-it" }, VIERSEN), 400, "was suggested by your city already", "sent twice");
    const uid = first.split("/").at(-1);
    expect((await b.get(`${B}/suggestions/${uid}`)).status === 404, "another city sees what was suggested");
    expect((await b.get(first)).status === 403, "another city sees the page of the first");
    const page = await b.get(`${B}/suggest?which=viersen-de`);
    has(page, ["1 member city suggested it before", "it is asked only once"], "suggested before");
    hasNot(page, ["Peterborough", "schools"], "suggested before");
    const second = went(await suggest({ browser: b, path: B }, VIERSEN, { kind: "neighbour", says: "The same river." }), "the second voice");
    expect(second.split("/").at(-1) === uid, "the second voice is another suggestion");
    const own = await b.get(second);
    has(own, ["2 member cities", "The same river."], "the second voice");
    hasNot(own, ["Peterborough", "schools", "Somebody"], "the second voice");
    return { uid, first, second };
}

/* ---- deciding */

async function walkDeciding(site, a, coordinator, administrator, made) {
    const page = `/suggestions/${made.uid}`;
    const code = sql(site, `select code from suggestion where uid = '${made.uid}'`);
    const opens = async () => (await browserOf(site).get(`/invited/${code}`)).status;
    expect((await opens()) === 404, "an invitation opens before anybody invited");
    for (const staff of [coordinator, administrator]) has(await staff.get(page), ["Peterborough, United Kingdom", "Forlì, Italy", "The same river.", "by Somebody"], "the page of those who decide");
    refused(await coordinator.post(page, { do: "no" }), 400, "say why not", "a no without a reason");
    went(await coordinator.post(page, { do: "no", why: "Not this year." }), "no");
    has(await a.get(made.first), ["Not this year."], "the reason of a no");
    refused(await a.post(made.first, { do: "invite" }), 409, "is not possible any more", "invited behind a no");
    went(await coordinator.post(page, { do: "back" }), "a no taken back");
    hasNot(await a.get(made.first), ["Not this year."], "a no taken back");
    went(await a.post(made.first, { do: "invite" }), "a member city invites");
    has(await coordinator.get(page), ["by Peterborough", `/invited/${code}?lang=de`], "who invited");
    expect((await opens()) === 200, "an invitation does not open");
    went(await coordinator.post(page, { do: "back" }), "an invitation taken back");
    expect((await opens()) === 404, "an invitation that was taken back opens");
    went(await coordinator.post(page, { do: "invite" }), "invited");
    went(await coordinator.post(page, { do: "note", came: "Rang them." }), "a note");
    has(await coordinator.get(page), ["Rang them."], "a note");
    hasNot(await a.get(made.first), ["Rang them."], "a note of those who run it");
    return code;
}

async function walkInvitation(site, code) {
    const page = await browserOf(site).get(`/invited/${code}`);
    has(page, ["An invitation to Viersen", "Peterborough, United Kingdom, a twin city of yours", "Forty years of &lt;schools&gt;.", "Forlì, Italy, a neighbour of yours",
        "/join/city?city=Viersen&amp;which=viersen-de", `/invited/${code}`], "the invitation");
    hasNot(page, ["Who asks there"], "a person is named though another member city has the address");
    expect(page.text.includes("noindex") && page.headers["cache-control"] === "no-store", "the invitation may be kept or indexed");
    has(await browserOf(site).get(`/invited/${code}?lang=de`), ["Eine Einladung an Viersen"], "the invitation in German");
    expect(!site.log().includes(code), "the log has the code of an invitation");
}

// Of a city that is in no list, spelled in two ways.
async function walkUnlisted(site, a, b) {
    const first = went(await suggest({ browser: a, path: A }, { city: "Qzxvk", country: "AT" }, { kind: "other", named: "1" }), "in no list");
    went(await a.post(first, { do: "invite" }), "in no list, invited by itself");
    const alone = async () => mainOf(await browserOf(site).get(`/invited/${sql(site, "select code from suggestion where city = 'Qzxvk'")}`));
    expect((await alone()).includes("Who asks there: Somebody"), "who agreed is not named");
    const second = went(await suggest({ browser: b, path: B }, { city: "  QŻXVK", country: "AT" }, { kind: "other" }), "in no list, spelled otherwise");
    const uid = first.split("/").at(-1);
    expect(second.split("/").at(-1) === uid, "spelled otherwise it is another city");
    expect(!(await alone()).includes("Who asks there"), "a person is named to another member city");
    const code = sql(site, `select code from suggestion where uid = '${uid}'`);
    const page = await browserOf(site).get(`/invited/${code}`);
    has(page, ["Our lists do not have your city"], "the invitation of a city in no list");
    const link = /href="(\/join\/city\?[^"]+)"/.exec(page.text)[1].replaceAll("&amp;", "&");
    has(await browserOf(site).get(link), ["Qzxvk, Austria", "name=\"wish\""], "the link to join");
    for (const [who, at] of [[b, second], [a, first]]) {
        expect(!(await alone()).includes("Who asks there"), "a person is named to a member city that has asked before");
        went(await who.post(at, { do: "back" }), "taken back");
        has(await who.get(at), ["and took that back"], "taken back");
    }
    expect((await browserOf(site).get(`/invited/${code}`)).status === 404, "the invitation that nobody asks for opens");
    expect(sql(site, "select count(*) from suggestion_voice where withdrawn_at is not null and (says <> '' or person_id is not null)") === "0", "what was written stays when it is taken back");
}

/* ---- those who run the network invite one themselves */

async function walkOwn(site, a, coordinator) {
    const page = "/invite-a-city";
    const own = (query, more) => coordinator.post(`${page}?which=alexandria-ro`, { says: "Small & <bold>.", ...query, ...more });
    const find = (query) => coordinator.get(`/suggest-a-city?${new URLSearchParams({ for: "network", ...query })}`);
    has(await find({ city: "Alexandria" }), ["Choose one", "alexandria-ro"], "several of that name");
    expect((await find({ city: "Foggia" })).headers.location === `${page}?which=foggia-it`, "a name that is clear leads on");
    expect((await find({ city: "Zqxvk", country: "AT", which: "none" })).headers.location === `${page}?city=Zqxvk&country=AT`, "one in no list leads on");
    for (const [query, more, words] of [[{ which: "foggia-it" }, { says: "" }, "is empty"], [{ which: "foggia-it" }, { says: "x".repeat(301) }, "is too long"], [{ which: "forli-it" }, {}, "takes part already"],
        [{ which: "no-such-city" }, {}, "say which city it is"], [{ which: "" }, {}, "say which city it is"], [{ which: "", city: "Zqxvk", country: "QQ" }, {}, "say which city it is"], [{ which: "viersen-de" }, {}, "is invited already"]]) {
        refused(await own(query, more), 400, words, `wrong: ${JSON.stringify(query)} ${JSON.stringify(more).slice(0, 30)}`);
    }
    has(await coordinator.get(`${page}?which=viersen-de`), ["Viersen is invited already", "/suggestions/"], "one that is invited");
    has(await coordinator.get(`${page}?which=forli-it`), ["Forlì takes part already"], "a member city");
    const made = went(await own({ which: "foggia-it" }), "invited of its own accord");
    has(await coordinator.get(`${made}?done=made`), ["The invitation is made", "Suggested by those who run this network", "Small &amp; &lt;bold&gt;.", "Foggia, Italy"], "its page");
    has(await coordinator.get("/suggestions"), ["Foggia, Italy", "By those who run this network, on"], "the list");
    const invitation = `/invited/${sql(site, "select code from suggestion where city = 'Foggia'")}`;
    has(await browserOf(site).get(invitation), ["An invitation to Foggia", "Those who run this network", "Small &amp; &lt;bold&gt;.", "which=foggia-it"], "the invitation");
    hasNot(await browserOf(site).get(invitation), ["Who asks there", "Cities that know you"], "the invitation");
    has(await a.get(`${A}/suggest?which=foggia-it`), ["Those who run this network have invited it"], "a member city sees that it is invited");
    went(await suggest({ browser: a, path: A }, { which: "foggia-it" }), "a member city is one voice more");
    has(await browserOf(site).get(invitation), ["Peterborough, United Kingdom, a twin city of yours", "Those who run this network"], "both ask");
    refused(await coordinator.post(made, { do: "no" }), 400, "say why not", "the city's no without a reason");
    went(await coordinator.post(made, { do: "no", why: "No time before 2028." }), "the city said no");
    expect((await browserOf(site).get(invitation)).status === 404, "an invitation that had a no opens");
    refused(await own({ which: "foggia-it" }), 400, "had a no for an answer", "invited behind a no");
    has(await coordinator.get(`${page}?which=foggia-it`), ["For Foggia the answer was no"], "one that said no");
    went(await coordinator.post(made, { do: "back" }), "the no taken back");
    went(await coordinator.post(made, { do: "invite" }), "invited again");
    went(await coordinator.post(made, { do: "back" }), "the invitation taken back");
    hasNot(await coordinator.get(made), ["Small &amp;"], "what the network wrote is there when it is taken back");
    expect(sql(site, "select count(*) from log_entry where what like '%city-invited%' and what like '%Foggia%'") === "2", "the log does not say that it was invited");
}

/* ---- many at once */

async function walkMany(site, coordinator) {
    const page = "/invite-cities";
    const send = (rows, more) => coordinator.post(page, { rows, do: "look", ...more });
    const rowsOf = (answer) => [...mainOf(answer).matchAll(/<tr><th scope="row">(\d+)<\/th>([^]*?)<\/tr>/g)].map(([, line, text]) => [line, text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim()]);
    const understood = async (rows, expected, what) => {
        const answer = await send(rows);
        const found = rowsOf(answer);
        expect(answer.status === 200 && found.length === expected.length, () => `${what}: ${answer.status}, ${JSON.stringify(found)}`);
        expected.forEach((words, i) => words.forEach((word) => expect(found[i]?.[1].includes(word), () => `${what}: ${word} is not in ${found[i]}`)));
        expect(sql(site, "select count(*) from suggestion where city in ('Aveiro', 'Lund', 'Oulu')") === "0", `${what}: looking keeps something`);
        return answer;
    };
    const AVEIRO = ["Aveiro, Portugal", "found"];
    await understood("Aveiro,PT,,Because.", [[...AVEIRO, "Because."]], "no header");
    await understood("\uFEFFCity;Country;Key;Reason\r\nAveiro;Portugal;;\"Because; of \"\"salt\"\".\"\r\n", [[...AVEIRO, "Because; of"]], "BOM, semicolons, CRLF, quotes");
    await understood("Grund\tStadt\tLand\nSalz\tAVEIRO\tDeutschland\nSalz\taveiro\tportugal", [["not found"], AVEIRO], "from a spreadsheet, other columns first");
    await understood("reason,key,city\nwhy,GB_E06000031,x\nwhy,E06000031,x\nwhy,2640354,x\nwhy,3176746,x", [["x", "not found"], ["x", "not found"], ["Peterborough, United Kingdom", "member city"], ["Forlì, Italy", "member city"]], "by key");
    await understood("Qzxvk,,,why\nAveiro,QQ,,why\nAveiro,PT,key?,why\nAveiro,PT,,\n,PT,,why\nViersen,DE,,why\nAveiro,PT,,why\nAveiro,PT,,again",
        [["not found"], ["to mend", "Country is none that we know"], ["Key is no key that we know"], ["Reason is empty"], ["City is empty"], ["invited"], AVEIRO, ["twice", "row 7"]], "what does not fit, by row and column");
    await understood("=HYPERLINK(1),PT,,why\nAveiro,PT,,=1+1\nAveiro,PT,@x,why\nMÃ¼nchen,DE,,why\nM\uFFFDnchen,DE,,why", [["City begins like a formula"], ["Reason begins like a formula"], ["Key begins like a formula"], ["letters that went wrong"], ["letters that went wrong"]], "formulas and wrong letters");
    await understood(`"Aveiro,PT,,why`, [["cannot be read"]], "a quote that is never closed");
    await understood(`Aveiro,PT,,${"x".repeat(301)}`, [["Reason is too long"]], "a long reason");
    const several = await understood("Alexandria,,,why", [["several", "Choose one"]], "several of that name");
    expect(/name="choice"/.test(several.text) && !/value="invite"/.test(several.text), "several: nothing to choose from, or it can be invited unchosen");
    const many = await send(Array.from({ length: 230 }, (_, i) => `Qzx${i},DE,,why`).join("\n"));
    expect(rowsOf(many).length === 200 && /Only the first 200 rows/.test(many.text), `${rowsOf(many).length} rows of 230`);
    refused(await send(""), 400, "is empty", "no rows");
    refused(await send("x".repeat(20_001)), 400, "is too long", "too many letters");
    // what was not looked at is not sent; what was is, with what was chosen
    const rows = "Aveiro,PT,,Salt.\nLund,SE,,Bicycles.\nAlexandria,,,Light.\nQzxvk,,,why";
    const unseen = await send(rows, { do: "invite" });
    expect(unseen.status === 200 && unseen.text.includes("was not looked at yet"), `unseen rows are sent: ${unseen.status}`);
    const looked = await send(rows);
    expect(looked.text.includes("Invite these 2 cities"), "how many are invited is not said");
    const seen = /name="seen" value="([0-9a-f]+)"/.exec(looked.text)[1];
    expect((await send(`${rows}\nOulu,FI,,why`, { do: "invite", seen })).status === 200, "rows that were added unseen are sent");
    const before = Number(sql(site, "select count(*) from suggestion"));
    const sent = await send(rows, { do: "invite", seen, choice: "3 alexandria-ro" });
    expect(sent.status === 303 && sent.headers.location === "/suggestions?done=many", `sent: ${sent.status}`);
    expect(Number(sql(site, "select count(*) from suggestion where state = 'invited' and network_says in ('Salt.', 'Bicycles.', 'Light.')")) === 3 && Number(sql(site, "select count(*) from suggestion")) === before + 3, "not the three are invited");
    has(await coordinator.get("/suggestions?done=many"), ["Aveiro, Portugal", "Lund, Sweden", "Alexandria, Romania"], "the list");
    expect(rowsOf(await send("Aveiro,PT,,why"))[0]?.[1].includes("invited It is left out"), "one that is invited may be invited again");
}

/* ---- whom to invite next */

// Member city i (from 10 on): what it wants and offers, and who may read that.
function say(site, i, seen, items) {
    sql(site, `insert into member_city (id, uid, name, country, rev) values (${i}, '${String(i).repeat(16)}', 'City ${i}', 'DE', 1)`);
    sql(site, `insert into member_step (member_id, number, step, at, way, why) values (${i}, 1, 'joined', 1, 'role', '')`);
    sql(site, `insert into profile (member_id, seen_by, need_says, offer_says, changed_at) values (${i}, '${seen}', 'Nobody reads this.', '', 1)`);
    for (const [kind, what] of items) sql(site, `insert into profile_item (member_id, kind, what) values (${i}, '${kind}', '${what}')`);
}

// Counts of three on, never of all, of what all member cities may read: with each step one thing changes.
async function walkGaps(site, coordinator) {
    const page = "/whom-to-invite";
    const wants = /: 3 member cities want help with it, and none says that it can help/;
    const counted = async () => wants.test(mainOf(await coordinator.get(page)));
    has(await coordinator.get(page), ["What is missing", "Member cities are in 2 countries.", "URBACT IV, action planning networks: cities of 7 countries are asked for.", "No member city is in", "Twin city of", "Invite "], "without a profile");
    const need = [["need", "mobility"]];
    for (const i of [10, 11]) say(site, i, "members", need);
    say(site, 12, "city", need);
    say(site, 13, "members", [["need", "bids"]]);
    hasNot(await coordinator.get(page), ["want help with it", "wants help with it"], "two and one that keeps it to itself");
    sql(site, "update profile set seen_by = 'members' where member_id = 12");
    expect(await counted(), "three that let all member cities read it are not counted");
    hasNot(await coordinator.get(page), ["Nobody reads this.", "City 1"], "what cities said, or which");
    sql(site, "delete from profile_item where member_id = 13");
    expect(!(await counted()), "all that said anything are counted");
    sql(site, "insert into profile_item (member_id, kind, what) values (13, 'need', 'water'), (13, 'offer', 'mobility')");
    expect(!(await counted()), "a theme on which one offers help is missing");
    sql(site, "insert into member_step (member_id, number, step, at, way, why) values (13, 2, 'paused', 2, 'city', '')");
    expect(!(await counted()), "all that take part are counted");
    sql(site, "delete from member_step where member_id = 13 and number = 2");
    sql(site, "delete from profile_item where member_id = 13 and kind = 'offer'");
    const answer = await coordinator.get(`${page}?gap=theme%3Amobility`);
    has(answer, ["EU project", "of its own", " ended", "Source:"], "who has done it");
    const invite = /href="(\/invite-a-city\?[^"]+)"/.exec(mainOf(answer))[1].replaceAll("&amp;", "&");
    const slug = /which=([^&]+)/.exec(invite)[1];
    has(await coordinator.get(invite), ["The invitation says: We look for cities that know this theme"], "the reason before it is sent");
    const made = went(await coordinator.post(invite, { says: "" }), "invited without a sentence more");
    expect(!mainOf(await coordinator.get(`${page}?gap=theme%3Amobility`)).includes(`which=${slug}&`), "a city that is invited is to be invited next");
    const code = sql(site, `select code from suggestion where uid = '${made.split("/").at(-1)}'`);
    const visitor = await browserOf(site).get(`/invited/${code}`);
    has(visitor, ["Why you", "We look for cities that know this theme", "of yours on it", "CORDIS, as of"], "why this city");
    hasNot(visitor, ["member cities want", "none says"], "what member cities want reaches a visitor");
    has(await browserOf(site).get(`/invited/${code}?lang=de`), ["Warum Sie"], "why this city, in German");
    refused(await coordinator.post("/invite-a-city?which=oulu-fi&gap=theme%3Anone", { says: "" }), 400, "say it in a sentence", "a gap that is none");
    for (const gap of ["", "theme", "theme%3Anone", "country%3ADE", "%00"]) expect([200, 400].includes((await coordinator.get(`${page}?gap=${gap}`)).status), `a gap that is none: ${gap}`);
    for (const i of [10, 11, 12, 13]) sql(site, `update member_city set name = 'Left ${i}' where id = ${i}`);
}

/* ---- it joins */

async function walkJoining(site, server, coordinator, teller) {
    const visitor = browserOf(site);
    went(await visitor.post("/join/city?city=Viersen&which=viersen-de", { city: "Viersen", which: "viersen-de", country: "", name: "Vera", mail: "vera@viersen.example", says: "mayor's office",
        wish: "Trees by 2030." }), "asked");
    const link = linksOf(await mailTo(findings, server, "vera@viersen.example")).find((one) => one.includes("/join/city/")).slice(site.base.length);
    went(await visitor.post(link, { do: "send" }), "sent");
    const path = `/applications/${sql(site, "select uid from application")}`;
    has(await coordinator.get(path), ["Peterborough, United Kingdom (a twin city); Forlì, Italy (a neighbour)"], "an application says who suggested the city");
    went(await coordinator.post(path, { do: "yes" }), "yes");
    const mail = await mailTo(findings, server, teller);
    expect(mail.text.includes("Viersen") && mail.text.includes("Peterborough suggested"), () => `the mail to who suggested it: ${mail.text}`);
    expect(!mail.text.includes("Vera") && !mail.html.includes("Forlì"), "the mail names a person of another city, or another city that suggested it");
    expect(sql(site, "select count(*) from suggestion s join suggestion_voice v on v.suggestion_id = s.id join member_city m on m.id = s.member_id where s.state = 'joined' and m.name = 'Viersen' and v.withdrawn_at is null") === "2", "who brought it is not known");
}

/* ---- just curious */

async function walkCurious(site, server) {
    const visitor = browserOf(site);
    has(await visitor.get("/join"), ["/just-curious"], "joining leads to the news");
    for (const [more, status, words] of [[{ mail: "iga@" }, 400, "is not a mail address"], [{ mail: "" }, 400, "is empty"], [{ website: "x" }, 400, "it is there for machines"], [{ language: "xx" }, 400, "is not one of"]]) {
        refused(await visitor.post("/just-curious", { mail: "iga@c.example", language: "de", ...more }), status, words, `curious: ${JSON.stringify(more)}`);
    }
    went(await visitor.post("/just-curious", { mail: "Iga@c.example", language: "en" }), "curious");
    const mail = await mailTo(findings, server, "Iga@c.example");
    const link = linksOf(mail).find((one) => one.includes("/just-curious/")).slice(site.base.length);
    const state = () => sql(site, "select coalesce(max(state), '') || count(*) from curious");
    for (const method of ["GET", "HEAD", "GET"]) expect((await ask(site.base, link, { method })).status === 200 && state() === "unproven1", "opening the link does something");
    went(await visitor.post(link, { do: "yes" }), "yes");
    expect(state() === "on1" && sql(site, "select count(*) from person where mail like 'iga%'") === "0", `an account was made, or nothing: ${state()}`);
    const first = await visitor.get("/just-curious?done=sent");
    const again = await visitor.post("/just-curious", { mail: "iga@C.example", language: "en" });
    const other = await visitor.post("/just-curious", { mail: "ola@c.example", language: "en" });
    expect(again.status === other.status && again.headers.location === other.headers.location && first.status === 200, "what is answered tells who gets the news");
    went(await visitor.post(link, { do: "end" }), "ended on the page");
    expect((await visitor.get(link)).status === 404 && sql(site, "select count(*) from curious where mail_folded like 'iga%'") === "0", "ended, and it is there");
    // one click in a mail, from a mail program
    went(await visitor.post(linksOf(await mailTo(findings, server, "ola@c.example")).find((one) => one.includes("/just-curious/")).slice(site.base.length), { do: "yes" }), "yes");
    const off = signedLink(site, "/unsubscribe/", `off~${sql(site, "select address_digest from curious where mail_folded = 'ola@c.example'")}~${Math.floor(Date.now() / 1000) + 999}`);
    const click = await ask(site.base, off, { method: "POST", body: "List-Unsubscribe=One-Click", headers: { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": 26 } });
    expect(click.status === 200 && state() === "0", `one click: ${click.status}, ${state()}`);
    for (let i = 0; i < 4; i++) await browserOf(site).post("/just-curious", { mail: "often@c.example", language: "en" });
    expect(sql(site, "select n from rate where kind = 'curious-mail' order by n desc limit 1") === "3", "more than three mails a day go to one address");
}

const isReal = existsSync(REAL);
if (!isReal) console.log(`SKIPPED: real twinnings, for ${REAL} is not there`);
const server = await startServer("127.0.0.1");
const site = await startSite(program, { lists: { twinnings: [isReal ? REAL : MADE] } });
try {
    for (const [name, value] of [["mail_server", server.url], ["mail_sender", "network@town.example"]]) run(site, "setting", name, value);
    for (const end = Date.now() + 20_000; Date.now() < end && !(await ask(site.base, "/join/city")).text.includes("name=\"city\"");) await pause(100);
    const [a, b, coordinator, administrator] = signIn(site, "main-contact-a", "main-contact-b", "coordinator", "administrator");
    makeCities(site);
    if (isReal) {
        lookAtReal(site);
        await walkTwins(site, a, b);
    }
    await walkWrong(site, a);
    const made = await walkVoices(site, a, b);
    const code = await walkDeciding(site, a, coordinator, administrator, made);
    await walkInvitation(site, code);
    await walkUnlisted(site, a, b);
    await walkOwn(site, a, coordinator);
    await walkMany(site, coordinator);
    await walkGaps(site, coordinator);
    await walkCurious(site, server);
    await walkJoining(site, server, coordinator, sql(site, "select mail from person where mail like 'main-contact-a-%'"));
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-3000)}`);
} finally {
    await site.stop();
    await server.stop();
}
findings.done("suggest");
