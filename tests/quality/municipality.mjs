// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How well municipalities are resolved, on bodies that were checked by hand.
//
//   smallgiants evidence municipalities --json | node tests/quality/municipality.mjs [--organisations organization.csv]
//
// Reads the JSON lines of the program on standard input and compares them with ../shared/data/gold. Prints each figure with
// n and its Wilson 95 % interval. Exit status 1 under a bar: precision 0.95, recall 0.90, and no municipal code at all in
// countries whose lists have none. Skips, loudly and with status 0, where the data is not there.
//
//   precision  right codes / bodies for which a city was given
//   recall     right codes / bodies of the gold that stand in the imported file
//   in range   bodies whose "fits 30,000 to 300,000" is as in the gold; unknown counts as wrong
import { readFileSync, existsSync } from 'node:fs';

const DATA = new URL('../../../shared/data/', import.meta.url);
const GOLD = new URL('gold/municipality_gold_dev.csv', DATA);
const HARD = new URL('gold/municipality_hard_cases.csv', DATA);
const FILE = new URL('cordis-horizon-small/organization.csv', DATA);
const BARS = { precision: 0.95, recall: 0.9 };
const WITHOUT_CODES = new Set(['PT', 'GR', 'CY', 'LT', 'IE']);

// Rows of a quoted CSV with ';', as objects by column name. Line breaks and doubled quotes may stand within quotes.
function parseCsv(text) {
    const rows = [];
    let row = [];
    for (const match of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r?\n|$)/g)) {
        row.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
        if (match[3] !== ';') {
            if (row.length > 1) rows.push(row);
            row = [];
        }
    }
    const [header, ...body] = rows;
    return body.map((fields) => Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ''])));
}

const isoCountry = (code) => ({ EL: 'GR', UK: 'GB' })[code] ?? code;

function wilson(hits, n) {
    if (n === 0) return [0, 1];
    const z = 1.959964;
    const p = hits / n;
    const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
    const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
    return [middle - half, middle + half];
}

function say(name, hits, n) {
    const [low, high] = wilson(hits, n).map((x) => x.toFixed(3));
    const share = n ? (hits / n).toFixed(4) : 'none';
    console.log(`municipality ${name.padEnd(10)} ${share}  (${hits} of ${n}, 95 % interval ${low} to ${high})`);
    return n ? hits / n : 0;
}

function measureGold(answers, present) {
    const counts = { n: 0, answered: 0, right: 0, inRange: 0 };
    for (const row of parseCsv(readFileSync(GOLD, 'utf8'))) {
        if (!present.has(row.organisationID)) continue;
        counts.n++;
        const answer = answers.get(row.organisationID);
        const given = answer !== undefined && answer.city_id !== null;
        const right = given && answer.lau_id === row.gisco_id;
        counts.answered += given;
        counts.right += right;
        counts.inRange += given && typeof answer.in_range === 'boolean' && answer.in_range === (row.in_range_30k_300k === '1');
        if (!right) {
            const got = given ? `${answer.city_name} ${answer.lau_id} (${answer.reason})` : answer ? `unknown (${answer.reason})` : 'not listed';
            console.log(`  ${row.name}, ${row.country}: want ${row.gisco_id} ${row.lau_name} (${row.lau_population} people), got ${got}`);
        }
    }
    return counts;
}

// Names of bodies above, beside and below a city, among the hard cases.
const NOT_A_CITY = /\b(county|kerulet|keruleti|metropole|commune|communaute|sectorului)\b/i;

// Wrong: a municipal code in a country that has none, or the code that the seat or the bare name misleads to, for a body
// above, beside or below the city.
function measureHard(answers) {
    const byName = new Map([...answers.values()].map((answer) => [`${answer.country}|${answer.name}`, answer]));
    const counts = { n: 0, wrong: 0 };
    for (const row of parseCsv(readFileSync(HARD, 'utf8'))) {
        const country = isoCountry(row.country);
        const answer = byName.get(`${country}|${row.name}`);
        if (answer === undefined) continue;
        counts.n++;
        const misled = row.gisco_id !== '' && answer.lau_id === row.gisco_id && NOT_A_CITY.test(row.name);
        if (answer.lau_id !== null && (WITHOUT_CODES.has(country) || misled)) {
            counts.wrong++;
            console.log(`  ${row.name}, ${row.country}: has ${answer.lau_id} ${answer.city_name} (${answer.reason}), should have none`);
        }
    }
    return counts;
}

function presentOrganisations() {
    const at = process.argv.indexOf('--organisations');
    const file = at > 0 ? process.argv[at + 1] : FILE;
    return new Set(parseCsv(readFileSync(file, 'utf8')).map((row) => row.organisationID));
}

if (!existsSync(GOLD) || !existsSync(HARD)) {
    console.log('SKIPPED municipality: ../shared/data/gold is not here, nothing was measured');
    process.exit(0);
}
const lines = readFileSync(0, 'utf8').split('\n').filter((line) => line.trim() !== '');
const answers = new Map(lines.map((line) => JSON.parse(line)).map((answer) => [String(answer.organisation_id), answer]));
const gold = measureGold(answers, presentOrganisations());
const hard = measureHard(answers);
const precision = say('precision', gold.right, gold.answered);
const recall = say('recall', gold.right, gold.n);
say('in range', gold.inRange, gold.n);
console.log(`municipality hard cases: ${hard.wrong} of ${hard.n} with a wrong code`);
const bad = [];
if (gold.n === 0) bad.push('no body of the gold was imported');
if (precision < BARS.precision) bad.push(`precision ${precision.toFixed(4)} is under ${BARS.precision}`);
if (recall < BARS.recall) bad.push(`recall ${recall.toFixed(4)} is under ${BARS.recall}`);
if (hard.wrong > 0) bad.push('a body without a municipal code was given one');
for (const sentence of bad) console.log(`FAILED municipality: ${sentence}`);
process.exit(bad.length ? 1 : 0);
