// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every kind of page in the pseudo-language, in which the catalogue accents every letter: a plain letter that is left must
// belong to data. What is data is known from the extract's files and from the names that the pages' own JSON forms hold.
//
//     node words.mjs PROGRAM

import { readFileSync } from "node:fs";
import { openPage, startBrowser } from "./chromium.mjs";
import { busiestCity, PAGES } from "./places.mjs";
import { ask, Findings, startSite } from "./program.mjs";

const WORDS_MAX = 80; // the longest title
const findings = new Findings();

// Names of the product and of the sources, as their owners write them.
const OWN_NAMES = ["Small Giants", "zzzqqq", "Heildelberg", // the last two: what a visitor typed
    "GeoNames", "CORDIS", "CC BY 4.0", "English", "JSON", "CSV",
    "session", "room-phone", "EN 301 549 V3.2.1 (WCAG 2.1, AA)"]; // names of the cookies; a standard
const EXTRACT = [
    ["project.csv", ["id", "acronym", "title", "legalBasis", "topics", "frameworkProgramme", "fundingScheme", "keywords", "masterCall"]],
    ["organization.csv", ["name", "shortName", "city", "organizationURL", "nutsCode"]],
    ["euroSciVoc.csv", ["euroSciVocTitle"]],
    ["topics.csv", ["topic", "title"]],
    ["h2020-project.csv", ["id", "acronym", "legalBasis", "topics", "frameworkProgramme", "fundingScheme", "masterCall"]],
    ["h2020-organization.csv", ["name", "shortName"]],
    ["covenant.csv", ["organisation_name", "group_name"]],
];
const NAME_KEYS = new Set(["name", "city", "country", "legal_name", "acronym", "title", "organisation", "coordinator", "short_name", "website", "url", "nuts"]);

// Pages whose names the pages above show too: the cities to talk to stand on a city's page.
const MORE = ["/cities/ciampino-it/matches", "/cities/peterborough-gb/matches", "/cities?theme=any", "/cities?theme=waste",
    "/cities?q=monaco"];

const tokens = (text) => text.normalize("NFC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const keyOf = (words) => words.join(" ").toLowerCase();

class Data {
    constructor() {
        this.keys = new Set();
    }

    add(text) {
        const words = tokens(text);
        if (words.length) this.keys.add(keyOf(words));
    }

    addRows(name, columns) {
        const text = readFileSync(new URL(`../../content/extract/${name}`, import.meta.url), "utf8").replace(/^\ufeff/, "");
        const rows = text.split(/\r?\n/).filter(Boolean).map((line) =>
            [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map((cell) => (cell[1] ?? cell[2]).replaceAll('""', '"')));
        const places = columns.map((column) => rows[0].indexOf(column));
        if (places.includes(-1)) throw new Error(`${name} has no column ${columns[places.indexOf(-1)]}`);
        for (const row of rows.slice(1)) {
            for (const place of places) {
                this.add(row[place] ?? "");
                for (const part of (row[place] ?? "").split(/[;,]/)) this.add(part);
            }
        }
    }

    addCalls() {
        const text = readFileSync(new URL("../../content/extract/funding-calls.jsonl", import.meta.url), "utf8");
        for (const call of text.split("\n").filter(Boolean).map((line) => JSON.parse(line))) {
            for (const key of ["topicId", "title", "programme", "callIdentifier", "actionType", "keywords"]) this.add(call[key] ?? "");
        }
    }

    // The words that the rules of themes look for: a project's page quotes them.
    addRules() {
        const content = JSON.parse(readFileSync(new URL("../../content/themes.json", import.meta.url), "utf8"));
        for (const theme of content.themes) {
            for (const rules of [theme.words, theme.fields, theme.topics]) {
                for (const phrase of Object.values(rules ?? {}).flat()) this.add(phrase);
            }
        }
    }

    addJson(value) {
        if (Array.isArray(value)) return value.forEach((item) => this.addJson(item));
        if (value === null || typeof value !== "object") return;
        for (const [key, item] of Object.entries(value)) {
            if (typeof item === "string" && NAME_KEYS.has(key)) this.add(item);
            else this.addJson(item);
        }
    }

    // The first plain word that belongs to no name, or null.
    findStranger(text) {
        const words = tokens(text);
        for (let i = 0; i < words.length;) {
            let n = Math.min(WORDS_MAX, words.length - i);
            while (n > 0 && !this.keys.has(keyOf(words.slice(i, i + n)))) n--;
            if (n === 0 && /[A-Za-z]/.test(words[i])) return words.slice(i, i + 8).join(" ");
            i += Math.max(1, n);
        }
        return null;
    }
}

// What people read and hear: [where, text].
function readPage() {
    const found = [["title", document.title]];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest("script, style, [translate=no], body [lang]")) continue;
        found.push([`<${node.parentElement.localName} class="${node.parentElement.className}">`, node.data]);
    }
    for (const element of document.querySelectorAll("*")) {
        for (const name of ["aria-label", "alt", "placeholder", "title", "aria-description", "content", "data-guess", "data-none", "data-some", "data-done"]) {
            const value = element.getAttribute(name);
            if (value === null || (name === "content" && element.name !== "description")) continue;
            found.push([`${element.localName} ${name}`, value]);
        }
    }
    return found;
}

async function jsonOf(base, address) {
    const [path, query] = address.split("?");
    if (path === "/") return null;
    const answer = await ask(base, `${path}.json${query ? `?${query}` : ""}`);
    return answer.status === 200 ? JSON.parse(answer.text) : null;
}

const site = await startSite(process.argv[2]);
let browser = null;
try {
    browser = await startBrowser();
    const data = new Data();
    for (const [name, columns] of EXTRACT) data.addRows(name, columns);
    data.addCalls();
    data.addRules();
    for (const name of OWN_NAMES) data.add(name);
    data.add(site.base);
    data.add(/^browser (.*)$/m.exec(readFileSync(new URL("../../content/axe-run.txt", import.meta.url), "utf8"))[1]);
    const pages = { ...PAGES, "busiest city": await busiestCity(site.base) };
    for (const address of [...Object.values(pages), ...MORE]) data.addJson(await jsonOf(site.base, address));
    data.addJson(await jsonOf(site.base, `${pages["busiest city"]}/matches`));
    findings.expect(data.findStranger("[Ţĥé ĵóƀ óƒ Ciampino]") === null, "the test takes a known name for a stranger");
    findings.expect(data.findStranger("[Ţĥé job óƒ Ciampino]") !== null, "the test finds no stranger");
    const { page, close } = await openPage(browser, site.base, findings, { viewport: { width: 1280, height: 800 } });
    for (const [name, address] of Object.entries(pages)) {
        await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=pseudo`);
        const read = await page.evaluate(readPage);
        findings.expect(read.some(([, text]) => /^\s*\[.*\]\s*$/s.test(text)), `${name}: not in the pseudo-language`);
        for (const [where, text] of read) {
            const stranger = data.findStranger(text);
            findings.expect(stranger === null, () => `${name}: ${where} has words that are not in the catalogue: "${stranger}" in "${text.trim().slice(0, 120)}"`);
        }
    }
    await close();
} finally {
    await browser?.close();
    await site.stop();
}
findings.done("words");
