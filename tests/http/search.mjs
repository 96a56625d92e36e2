// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The search page on the real program with its embedded content: mended and doubted words, phrases, words left out, names, facets
// one after another and taken back, numbers, and odd addresses.
//
//     node search.mjs PROGRAM

import { ask, Findings, startSite } from "../browser/program.mjs";

const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const site = await startSite(process.argv[2]);
const at = (q, rest = "") => `/search?q=${encodeURIComponent(q)}${rest}`;
const get = async (target, status = 200, headers = {}) => {
    const answer = await ask(site.base, target, { headers });
    expect(answer.status === status, `${target.slice(0, 100)}: answers ${answer.status}`);
    return answer.text;
};
const rows = async (q, rest = "") => JSON.parse(await get(at(q, rest).replace("/search?", "/search.json?")));
const total = (page) => Number(/id="projects">([\d,]+) EU project/.exec(page)?.[1].replace(",", "") ?? NaN);
const facets = (page) => [...page.matchAll(/<li><a class="sg-link" href="([^"]+)">([^<]*) \((\d+)\)<\/a><\/li>/g)]
    .map(([, url, name, n]) => ({ url: url.replaceAll("&amp;", "&"), name, n: Number(n) }));
const chosen = (page) => [.../<ul class="sg-chosen".*?<\/ul>/s.exec(page)?.[0].matchAll(/href="([^"]+)"/g) ?? []]
    .map(([, url]) => url.replaceAll("&amp;", "&"));

try {
    // words as typed, and mended
    const mended = await get(at("enviornmental"));
    expect(mended.includes("Showing results for “environmental”") && total(mended) > 0, "a mistyped word is not mended");
    expect(/href="[^"]*as_typed=1[^"]*"/.test(mended), "no way back to what was typed");
    expect(total(await get(at("enviornmental", "&as_typed=1"))) === 0, "as typed is mended all the same");
    expect(!(await get(at("environmental"))).includes("Did you mean"), "a right word is doubted");

    // phrases and words left out
    const all = await rows("climate change");
    const phrase = await rows('"climate change"');
    expect(phrase.length > 0 && phrase.length < all.length, `a phrase: ${phrase.length} of ${all.length}`);
    expect((await rows("“climate change”")).length === phrase.length, "curly quotes are other quotes");
    expect((await rows('"change climate"')).length < phrase.length, "the order within a phrase does not count");
    const without = await rows('"climate change" -energy');
    expect(without.length < phrase.length && without.every((row) => phrase.some((other) => other.project_id === row.project_id)), "a minus leaves nothing out");
    for (const odd of ['"climate', 'climate"', '""climate""', "-", '-"', "'climate'", "«climate»", "%", "a".repeat(300)]) await get(at(odd));
    await get(at("ω".repeat(300)));
    const long = await get(at("ω".repeat(299) + "ab"), 400);
    expect(/<strong>Your search<\/strong> is too long: it has 301 letters, use at most 300\./.test(long), "a search too long: what, where and how");
    expect(long.includes(`value="${"ω".repeat(299)}a"`), "a search too long: what was typed is not kept as far as it may be");
    const named = JSON.parse(await get(`/search.json?q=${"a".repeat(301)}`, 400));
    expect(named.problems[0].where === "q", "a program is not told the field's name");
    expect((await get(at("-energy"))).includes("A minus only leaves words out"), "only a minus");
    expect(!(await get(at("-heat"))).includes("of that name"), "a word left out is read as a name");
    expect((await get(at('?""'))).includes("We see no word in it"), "no word");
    expect((await get(at("zzzqqq"))).includes("We found no project"), "nonsense");
    expect(!(await get("/search")).includes('id="projects"'), "nothing typed has results");
    expect((await get(at("<b>x"))).includes("&lt;b&gt;x") , "what was typed is not escaped");

    // names
    const city = await get(at("ciampino"));
    expect(/id="cities".*href="\/cities\/ciampino-it"/s.test(city), "a city is not found by name");
    const body = await get(at("comune di ciampino"));
    expect(/id="organisations".*href="\/organisations\/871184161"/s.test(body), "an organisation is not found by name");
    const offered = await get(at("ciampino mobility"));
    expect(offered.includes("Only EU projects of Ciampino") && offered.includes("city=ciampino-it"), "a city within a query is not offered");
    const project = all[0];
    expect((await rows(project.acronym))[0].acronym.toLowerCase() === project.acronym.toLowerCase(), `the acronym ${project.acronym} is not first`);

    // facets: each count is what a click gives; taken back, all is as before
    const page = await get(at("energy"));
    for (const facet of facets(page).slice(0, 30)) {
        const narrowed = await get(facet.url);
        expect(total(narrowed) === facet.n, `${facet.name}: ${facet.n} said, ${total(narrowed)} shown`);
        expect(chosen(narrowed).length === 1 && chosen(narrowed)[0] === at("energy"), `${facet.name}: taken back leads to ${chosen(narrowed)}`);
        const next = facets(narrowed)[0];
        if (next) expect(chosen(await get(next.url)).length >= 1 && total(await get(next.url)) === next.n, `${facet.name}, then ${next.name}`);
    }
    const past = await get(`${facets(page)[0].url}&page=10`);
    expect(total(past) > 0 && past.includes("/projects/"), "a page past the last one is empty");

    // what is not known in the address
    const unknown = await get(at("energy", "&theme=nope&country=zz"));
    expect(unknown.includes("We know no theme called “nope”") && unknown.includes("letters “zz”") && total(unknown) === total(page), "an unknown theme or country");
    expect(total(await get(at("energy", "&country=de"))) === total(await get(at("energy", "&country=DE"))), "small letters of a country");
    for (const bad of ["&theme=nope", "&country=zz"]) await get(at("energy", bad).replace("/search?", "/search.json?"), 400);
    await get(at("energy", "&state=odd"), 400);
    await get(at("energy", "&country=DEU"), 400);
    expect((await get(at("-energy"), 200, { "Accept-Language": "de" })).includes("Ein Minus"), "no German");
} finally {
    await site.stop();
}
findings.done("search");
