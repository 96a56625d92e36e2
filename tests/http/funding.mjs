// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Funding calls on the real program: none, then some that stand in every way; what narrows the list and what each choice would leave,
// the search in them, the page of one, what became of funds that people remember, calendar and feed; and that the page says of each
// what the command line says.
//
//     node funding.mjs PROGRAM

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { ask, Findings, startSite } from "../browser/program.mjs";

const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const get = async (site, target, status = 200) => {
    const answer = await ask(site.base, target);
    expect(answer.status === status, `${target}: answers ${answer.status}`);
    return answer.text;
};
const holds = (page, target, ...all) => {
    for (const what of all) expect(what instanceof RegExp ? what.test(page) : page.includes(what), `${target}: there is no ${what}`);
};
const lacks = (page, target, ...all) => {
    for (const what of all) expect(!(what instanceof RegExp ? what.test(page) : page.includes(what)), `${target}: there is ${what}`);
};
const pageOf = async (site, target, ...all) => {
    const page = await get(site, target);
    holds(page, target, ...all);
    return page;
};

const plain = await startSite(process.argv[2], { seeded: false });
await pageOf(plain, "/funding", "None was brought in yet.");
expect((await get(plain, "/funding.json")).trim() === "[]", "rows from nowhere");
expect((await get(plain, "/funding.json?q=heat")).trim() === "[]", "found where nothing is");
await pageOf(plain, "/funding.ics", "END:VCALENDAR");
await pageOf(plain, "/funding.atom", "</feed>");
await get(plain, "/funding/life-2036-cet-light", 404);
await plain.stop();

const list = (name) => fileURLToPath(new URL(`lists/${name}`, import.meta.url));
const site = await startSite(process.argv[2], { lists: { calls: [list("funding.csv"), "--as-of", "2026-03-01"] } });
const db = (...args) => spawnSync(process.argv[2], [...args, "--db", site.db], { encoding: "utf8" });
const namesIn = async (target) => JSON.parse(await get(site, target)).map((row) => row.identifier);

// ---- the list: of this file, and of the extract that comes with the program
const listed = db("calls", "--json").stdout.trim().split("\n").map((line) => JSON.parse(line));
const how = (standing) => listed.filter((row) => row.standing === standing).length;
expect(listed.length === 109 && how("open") >= 3 && how("over") > 50, `there are ${listed.length}, ${how("open")} of them open, ${how("over")} over`);
const page = await pageOf(site, "/funding?all=1", new RegExp(`>${listed.length - how("over")} funding calls<`), new RegExp(`open now \\(${how("open")}\\)`),
    new RegExp(`not open yet \\(${how("not open yet")}\\)`), new RegExp(`over \\(${how("over")}\\)`), "Open &amp; now",
    "until 20 January 2035, one of 2 dates", "pays for: preparing a project, running costs", "opens on 1 January 2035",
    "not open yet when it was read", "no deadline is named", "Source: Harbour Fund, as it was on 1 March 2026",
    'href="/funding?pays=first-steps"', /travel and exchange \(1\)/);
lacks(page, "/funding", "Over by", /\(0\)/);
await pageOf(site, "/funding?standing=over", "Over by its source");
await pageOf(site, "/funding?pays=running", />1 funding call</, /running costs \(1\), show all/);
await pageOf(site, "/funding?pays=none", "pays for: unknown");
await pageOf(site, "/funding?theme=energy", "Open &amp; now");
await pageOf(site, "/funding?theme=water&pays=running", "None of this kind is known here.");
await get(site, "/funding?theme=nonsense", 400);
await get(site, "/funding?standing=perhaps", 400);
await get(site, "/funding?page=900");

const said = { open: "open", "not open yet": "later", over: "over", "unknown whether it is open": "unknown" };
const rows = [...JSON.parse(await get(site, "/funding.json")), ...JSON.parse(await get(site, "/funding.json?standing=over"))];
const shown = new Map(rows.map((row) => [row.identifier, row.standing]));
expect(shown.size === listed.length, `there are ${listed.length}, and ${shown.size} on the page`);
for (const row of listed) expect(shown.get(row.identifier) === said[row.standing], `${row.title}: ${row.standing}, and on the page ${shown.get(row.identifier)}`);

// Another list, while the site runs.
const more = db("import", "calls", list("calls.jsonl"), "--as-of", "2026-11-01");
expect(more.status === 0, more.stderr);

// ---- one of them
const light = "/funding/life-2036-cet-light";
const one = await pageOf(site, light, "Light for cities’ streets &amp; squares", "Tuesday 16 September 2036", "no hour is named; 17:00 Brussels time is usual",
    "17:00, Brussels time", "stage 1 of 2", "It opened on 1 May 2020.", "<h3>Objective</h3>", "<li>investment pipelines</li>", "€500,000 to €1.5 million", "€6 million",
    /“project development assistance” in its text/, "Source: EU Funding and Tenders portal, funding calls, as it was on 1 November 2026", 'href="https://ec.europa.eu/', `href="${light}.json"`);
lacks(one, light, "&amp;amp;", "alert(1)", "&lt;", "â€", "This funding call is over", "Urban Innovative");
const [json] = JSON.parse(await get(site, `${light}.json`));
expect(json.deadlines === "2020-09-16T15:00:00Z; 2036-09-16" && json.budget === 6000000 && json.pays.startsWith("preparing"), `as JSON: ${JSON.stringify(json)}`);
const uia = "/funding/uia-2019-5";
const old = await pageOf(site, uia, "This funding call is over", "Its last deadline was 12 December 2019", "Urban Innovative Actions: closed on 12 December 2019", "What replaced it:", "European Urban Initiative");
expect(old.indexOf("This funding call is over") < old.indexOf('id="until"'), "that it is over does not come first");
const [odd] = JSON.parse(await get(site, "/funding.json?q=COST"));
expect(/\/funding\/cost-2036-net-1-[0-9a-f]{8}$/.test(odd?.url), `an identifier with a dot and a slash: ${odd?.url}`);
await pageOf(site, new URL(odd?.url ?? site.base).pathname, "COST-2036.net/1");
const harbour = await namesIn("/funding.json");
expect(harbour.includes("1"), "the first list is gone");
const [first] = JSON.parse(await get(site, "/funding.json?q=district+heating"));
await pageOf(site, new URL(first.url).pathname, "Harbour Fund", "its list says so", "12:00 on the clocks of Germany", "date 1 of 2");
await get(site, "/funding/nothing-of-this-name", 404);
await get(site, "/funding/..%2f..%2fx", 404);

// ---- the search in them
expect((await namesIn("/funding.json?q=heat+pump"))[0] === "LIFE-2036-CET-LIGHT", "by its words");
expect((await namesIn("/funding.json?q=LIFE-2036-CET-LIGHT"))[0] === "LIFE-2036-CET-LIGHT", "by its identifier");
expect((await namesIn('/funding.json?q="heat+street"')).length === 0, "words side by side");
expect((await namesIn("/funding.json?q=lighting+-heat")).length === 0, "a word left out");
expect((await namesIn("/funding.json?q=lighting&standing=later")).length === 0, "words and how it stands together");
await pageOf(site, "/funding?q=lighting", />1 funding call</, "With words of “lighting”", "Without these words", /open now \(1\)/, "q=lighting&amp;pays=preparing");
lacks(await get(site, "/funding?q=lighting"), "q=lighting", /travel and exchange/);
await pageOf(site, "/funding?q=innovative", /\d+ more that (is|are) over/);
await pageOf(site, "/funding?q=xqzvwkj", "None of this kind is known here.");
await pageOf(site, "/funding?q=-%22", "7 funding calls".slice(1));
await pageOf(site, "/search?q=heat+pumps", "Funding calls with these words", light, light);
lacks(await get(site, "/search?q=xqzvwkj"), "/search?q=xqzvwkj", "Funding calls with these words");

// The words of other languages, with and without their marks, and the best first: by its title before by its text.
const folder = mkdtempSync(join(tmpdir(), "calls-"));
const tongues = join(folder, "tongues.csv");
writeFileSync(tongues, "publisher,identifier,title,deadline,country,text\n"
    + "Land Hessen,DE-1,Förderung für Wärmepumpen in Städten,2035-01-20,DE,Zuschüsse\nVille,FR-1,Rénovation énergétique des écoles,2035-02-20,FR,chauffage\n"
    + "Δήμος,GR-1,Φωτισμός δρόμων,2035-03-20,GR,\nOther,T-1,Night buses,2035-01-10,DE,zebras and crossings\nOther,T-2,Zebra crossings,2035-05-10,DE,night\nURBACT,U-1,Transfer networks,2035-06-10,FR,\n");
expect(db("import", "calls", tongues).status === 0, "lists in other languages");
rmSync(folder, { recursive: true });
for (const [q, first] of [["Wärmepumpen", "DE-1"], ["förderung städten", "DE-1"], ["rénovation écoles", "FR-1"], ["renovation energetique", "FR-1"],
    ["ΦΩΤΙΣΜΌΣ", "GR-1"], ["zebra crossing", "T-2"], ["Land Hessen", "DE-1"], ["FR-1", "FR-1"]]) {
    const found = await namesIn(`/funding.json?q=${encodeURIComponent(q)}`);
    expect(found[0] === first, `${q} finds ${found}`);
}
await pageOf(site, `/search?q=${encodeURIComponent("Wärmepumpen")}`, "Förderung für Wärmepumpen in Städten");

// ---- for one city, and all on one page
await pageOf(site, "/funding?city=ciampino-it", "that Ciampino has worked on", "/cities/ciampino-it/funding", "city=ciampino-it&amp;");
await pageOf(site, "/cities/ciampino-it/funding", "/funding?city=ciampino-it");
await pageOf(site, "/funding?city=no-such-city", "We know no city of the address “no-such-city”");
const every = await pageOf(site, "/funding?all=1", "Night buses", "Open &amp; now");
lacks(every, "/funding?all=1", "All on one page");

// ---- each answered for one city: the page says what the command line says, whoever was asked for before, in any language
expect(db("import", "calls", list("fits.csv"), "--as-of", "2026-11-01").status === 0, "a list for rules");
const answered = (city) => JSON.stringify(db("calls", "--city", city, "--json").stdout.trim().split("\n").map((line) => JSON.parse(line))
    .map((row) => [row.identifier, row.fits, row.because, row.rule]).sort());
const cities = ["gabrovo-bg", "peterborough-gb", "celje-si", "ciampino-it", "oulu-fi", "viseu-pt", "valladolid-es", "gdynia-pl", "trikala-gr", "lund-se"];
const answersOf = async (city) => JSON.stringify([...JSON.parse(await get(site, `/funding.json?city=${city}&themes=all`)),
    ...JSON.parse(await get(site, `/funding.json?city=${city}&themes=all&standing=over`))].map((row) => [row.identifier, row.fits, row.because, row.rule]).sort());
const known = [];
for (const city of cities) if ((await ask(site.base, `/cities/${city}/funding`)).status === 200) known.push(city);
expect(known.length >= 5, `only ${known} are known`);
for (const city of [...known, ...known.slice(0, 2)]) expect(await answersOf(city) === answered(city), `${city}: the page says ${await answersOf(city)}, the command line ${answered(city)}`);
const linesOf = async (city, language) => (await ask(site.base, `/funding?city=${city}&themes=all&all=1`, { headers: { "accept-language": language } })).text.match(/<p>[^<]*\s<a class="sg-link" href="\/funding-rules\/horizon-together">[^<]*<\/a>/)?.[0] ?? "";
const before = [];
for (const city of known) before.push(await linesOf(city, "en"), await linesOf(city, "de"));
for (const city of [...known].reverse()) await linesOf(city, "de");
for (const [i, city] of known.entries()) expect(before[2 * i] === await linesOf(city, "en") && before[2 * i + 1] === await linesOf(city, "de"), `${city} is answered in another way the second time`);
expect(/^<p>Does not fit, because different countries: 3 or more \(here 1\)\. With partners it would\./.test(before[0]) && /^<p>Passt nicht, weil/.test(before[1]), `the lines: ${before.slice(0, 2)}`);
await pageOf(site, "/funding?city=gabrovo-bg&themes=all&all=1", "Each is answered for Gabrovo", "Only what fits", /would fit with partners \(\d/, /does not fit \(\d/,
    "needs the rule of CERV", "/funding-rules/erc", /under 100,000 euros \(\d/, /in more than 6 months \(\d/, "Without a city");
const ours = (names) => names.filter((name) => /TEST$|^H-1$|^HORIZON-CL5-2036/.test(name)).join(" "); // others come with the program
const fitting = async (query) => ours(await namesIn(`/funding.json?city=gabrovo-bg&themes=all&${query}`));
expect(await fitting("fits=yes") === "LIFE-2026-SAP-TEST", `what fits: ${await fitting("fits=yes")}`);
expect(await fitting("fits=partners") === "HORIZON-CL5-2036-01" && await fitting("fits=no") === "ERC-2036-TEST", "what would fit with partners, and what never");
expect((await fitting("fits=unknown")) === "CERV-2036-TEST LIFE-2026-CET-PDA-TEST H-1", `what cannot be told: ${await fitting("fits=unknown")}`);
expect(ours(await namesIn("/funding.json?size=under-100k")) === "LIFE-2026-SAP-TEST" && ours(await namesIn("/funding.json?size=above")) === "HORIZON-CL5-2036-01", "by what a project gets");
expect((await namesIn("/funding.json?size=none")).includes("H-1"), "pounds are no euros");
expect(ours(await namesIn("/funding.json?due=6-months")) === "" && (await namesIn("/funding.json?due=later")).includes("ERC-2036-TEST"), "by when");
await get(site, "/funding?fits=yes", 400);
await get(site, "/funding?fits=perhaps&city=gabrovo-bg", 400);
await get(site, "/funding?fits=yes&city=no-such-city");
const pathOf = async (q) => new URL(JSON.parse(await get(site, `/funding.json?q=${q}`))[0]?.url ?? site.base).pathname;
await pageOf(site, await pathOf("ERC-2036-TEST"), "It goes by this rule:", "/funding-rules/erc", "European Research Council");
await pageOf(site, await pathOf("CERV-2036-TEST"), "No rule for it is known here");
await pageOf(site, "/funding-rules/erc", "Which funding calls go by it", "identifiers that begin with ERC-", "each of its funding calls says when");
lacks(await get(site, "/cities/gabrovo-bg/funding"), "a city", "European Research Council");

// ---- what people remember
await pageOf(site, "/funding?q=Urban+Innovation+Action+Fund", "Urban Innovative Actions: closed on", "50,000 was the fewest people", "What replaced it:");
await pageOf(site, "/funding?q=social+challenge+fund", "Social Challenges Innovation Platform: closed on", "small firms and social innovators");
await pageOf(site, "/funding?q=City+Facility", "European City Facility, funding calls 5 to 7:");
lacks(await get(site, "/funding?q=innovation+fund"), "innovation fund", "Urban Innovative Actions: closed");
lacks(await get(site, "/funding?q=urban"), "urban", "closed on");
lacks(await get(site, "/funding?q=LIFE"), "LIFE", "sg-notice");
await pageOf(site, "/funding?q=URBACT", "URBACT IV, action planning networks: closed on", "Transfer networks");
const [urbact] = JSON.parse(await get(site, "/funding.json?q=URBACT"));
lacks(await pageOf(site, new URL(urbact?.url ?? site.base).pathname, "Transfer networks"), "one that is open, of a fund whose earlier one is over", "sg-notice");
lacks(await get(site, light), light, "sg-notice");
const begin = await pageOf(site, "/funding?pays=first-steps", "what a network of cities needs first", "Not open yet", "Networks that meet");
lacks(begin, "first steps", "Open &amp; now");

// ---- calendar and feed, for what was chosen
const calendar = await pageOf(site, "/funding.ics", "BEGIN:VEVENT", "DTEND:20360916T150000Z", "SUMMARY:Deadline: Open & now");
lacks(calendar, "/funding.ics", "Over by", "20200916");
lacks(await pageOf(site, "/funding.ics?q=lighting", "20360916T150000Z"), "/funding.ics?q=lighting", "Open & now");
const feed = await pageOf(site, "/funding.atom?pays=first-steps", "Networks that meet", "<link", "Not open yet");
lacks(feed, "/funding.atom?pays=first-steps", "Open &amp; now");
expect(feed.indexOf("Networks that meet") < feed.indexOf("Not open yet</title>"), "the newest is not first");
await get(site, "/funding.ics?theme=nonsense", 400);
await site.stop();
findings.done("funding");
