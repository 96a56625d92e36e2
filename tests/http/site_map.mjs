// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The site map as a robot reads it: robots.txt names the index, the index the parts, and every page of a theme, of a city that fits
// the size and of a project with a city stands in exactly one of them: the one that its number chooses.

import { ask } from "../browser/program.mjs";

const MOST = 10_000;        // addresses of a part; the protocol allows 50,000
const BYTES_MOST = 1 << 20; // the protocol allows 50 MB
const EACH = 10_000;        // numbers of a part
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SPACE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

// The addresses of a file, all of it matched, or null.
function locations(text, root, element) {
    const [open, close] = [`${HEAD}<${root}${SPACE}>\n`, `</${root}>\n`];
    if (!text.startsWith(open) || !text.endsWith(close)) return null;
    const lines = text.slice(open.length, -close.length).trimEnd().split("\n");
    const found = lines.map((line) => line.match(new RegExp(`^<${element}><loc>([^<>"'\\s]+)</loc></${element}>$`))?.[1]);
    return found.every(Boolean) ? found.map((place) => place.replaceAll("&amp;", "&")) : null;
}

const pathOf = (base, place) => place.slice(new URL(base).origin.length);

async function readParts(base, expect) {
    const robots = (await ask(base, "/robots.txt")).text;
    expect(robots.includes(`Sitemap: ${base}/sitemap.xml\n`), "robots.txt does not name the site map");
    const index = locations((await ask(base, "/sitemap.xml")).text, "sitemapindex", "sitemap") ?? [];
    expect(index.length > 3, "the site map has no list of parts");
    const parts = new Map();
    for (const place of index) {
        const answer = await ask(base, pathOf(base, place));
        const pages = locations(answer.text, "urlset", "url");
        expect(answer.status === 200 && pages !== null, `${place}: no part of a site map`);
        expect(place.startsWith(base) && pages?.every((page) => page.startsWith(base)), `${place}: names another site`);
        expect(pages?.length <= MOST && answer.bytes.length <= BYTES_MOST, `${place}: ${pages?.length} addresses, ${answer.bytes.length} bytes`);
        parts.set(pathOf(base, place), (pages ?? []).map((page) => pathOf(base, page)));
    }
    return parts;
}

// What the lists have, a page of them after the other, as addresses.
async function listed(base, path) {
    const all = [];
    for (let page = 1; ; page++) {
        const rows = JSON.parse((await ask(base, `${path}${path.includes("?") ? "&" : "?"}page=${page}`)).text);
        if (rows.length === 0 || page > 500) return all;
        all.push(...rows.map((row) => pathOf(base, row.url)));
    }
}

function expectAll(expect, what, found, wanted) {
    const there = new Set(found);
    const missing = wanted.filter((one) => !there.has(one));
    expect(missing.length === 0, () => `the site map lacks ${missing.length} ${what}: ${missing.slice(0, 3).join(" ")}`);
}

export async function walkSiteMap(base, expect) {
    const parts = await readParts(base, expect);
    const pages = [...parts.values()].flat();
    expect(new Set(pages).size === pages.length, "an address is in two parts of the site map");
    const of = (beginning) => pages.filter((page) => page.startsWith(beginning));
    const cities = await listed(base, "/cities.json?fit=fits");
    expectAll(expect, "cities", of("/cities/"), cities);
    expect(of("/cities/").length === cities.length, "the site map has cities that do not fit the size");
    const themes = JSON.parse((await ask(base, "/themes.json")).text).map((row) => pathOf(base, row.url));
    expectAll(expect, "themes", pages, themes);
    for (const city of (await listed(base, "/cities.json?theme=any&fit=any")).slice(0, 20)) {
        const rows = JSON.parse((await ask(base, `${city}/projects.json`)).text);
        expectAll(expect, `projects of ${city}`, pages, rows.map((row) => pathOf(base, row.url)));
    }
    for (const [place, held] of parts) {
        const part = place.match(/of=projects&part=(\d+)$/)?.[1];
        const numbers = held.map((page) => Number(page.match(/^\/projects\/(\d+)$/)?.[1]));
        expect(part === undefined || numbers.every((number) => Math.floor(number / EACH) === Number(part)), `${place}: projects of other parts`);
        expect((await ask(base, held.at(-1))).status === 200, `${place}: ${held.at(-1)} is not there`);
    }
    for (const none of ["of=cities&part=99999", "of=projects&part=1000000000"]) {
        expect((await ask(base, `/sitemap.xml?${none}`)).status === 404, `the site map has a part ${none}`);
    }
}
