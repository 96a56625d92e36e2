// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What other lists say of a city, on the real program: the section of its page, the page with all of it, its machine forms, and
// what is said not to be covered; before the lists are imported and after.
//
//     node known.mjs PROGRAM

import { fileURLToPath } from "node:url";
import { ask, Findings, startSite } from "../browser/program.mjs";

const list = (name) => fileURLToPath(new URL(`lists/${name}`, import.meta.url));
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const section = (text) => /<section[^>]*aria-labelledby="known">.*?<\/section>/s.exec(text)?.[0] ?? "";
const get = async (site, target) => {
    const answer = await ask(site.base, target);
    expect(answer.status === 200, `${target}: answers ${answer.status}`);
    return answer.text;
};

const places = fileURLToPath(new URL("lists/uk.csv", import.meta.url));
const plain = await startSite(process.argv[2]);
let known = section(await get(plain, "/cities/peterborough-gb"));
expect(/Covenant of Mayors/.test(known) && /Signed on 8 October 2009; targets for 2020; an action plan is expected/.test(known), `no commitment: ${known}`);
expect(/an extract that comes with the program, as of 12 December 2023/.test(known), "the commitment has no source and age");
expect(!/Twinned with/.test(known), "a twinning from nowhere");
expect(!(await get(plain, "/cities/monaco-mc")).includes('id="known"'), "an empty section is shown");
expect((await get(plain, "/cities/monaco-mc/known")).includes("The lists that we have do not name it"), "an empty page does not say so");
expect((await get(plain, "/about-the-data")).includes("Regional funds (ERDF, ESF) are not here yet."), "what is not covered is not said");
await plain.stop();

const site = await startSite(process.argv[2], { places: [places], lists: { twinnings: [list("twinnings.tsv"), "--as-of", "2018-03-01"], "uk-structural": [list("uk-structural.csv")] } });
const page = await get(site, "/cities/peterborough-gb");
known = section(page);
expect(/<a class="sg-link" href="\/cities\/forli-it">Forlì<\/a>/.test(known) && /href="\/cities\/ciampino-it"/.test(known), `twins are not linked: ${known}`);
expect(/Nowhere upon Sea/.test(known) && !/>Nowhere upon Sea<\/a>/.test(known), "a twin that is no city of ours is not shown plain");
expect(/Wikidata, twinned cities, as of 1 March 2018/.test(known), "the twinning has no source and age");
expect(/2 projects of organisations in the city, 2007 to 2013; 1 of the council itself; £33,000 of EU money, where it is known/.test(known), `structural funds: ${known}`);
expect(/2007 to 2013, date not given/.test(known), "an age that is not known is not said so");
expect(page.includes("Regional funds (ERDF, ESF) before 2007 and after 2013"), "what is not covered is not true any more");
expect(section(await get(site, "/cities/forli-it")).includes('href="/cities/peterborough-gb"'), "the other end of a twinning does not know it");
const all = await get(site, "/cities/peterborough-gb/known");
expect(all.includes("Skills for the &lt;river&gt;") && all.includes("ESF; 2010 to 2011; £33,000 of EU money; run by the council"), "the council's project");
expect(all.includes("Work at the wharf") && all.includes("ERDF; 2013<"), "the other project");
expect(!all.includes("SMITH") && !page.includes("SMITH"), "a person is shown");
const rows = JSON.parse(await get(site, "/cities/peterborough-gb/known.json"));
expect(rows.map((row) => row.kind).join() === "covenant_of_mayors,twinning,twinning,twinning,structural_project,structural_project", `rows: ${rows.map((row) => row.kind)}`);
expect(rows[1].as_of === "2018-03-01" && rows.every((row) => row.source), "a row without its source");
expect((await get(site, "/cities/peterborough-gb/known.csv")).split("\r\n").length === rows.length + 2, "CSV and JSON differ");
expect((await get(site, "/about-the-data")).includes("only those of the United Kingdom from 2007 to 2013 are here"), "about the data: what is covered");
expect((await get(site, "/about-the-data")).includes("OGL v3.0"), "about the data: licences");
await site.stop();
findings.done("known");
