// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the benches share: the data, the database that is served, medians, and how a ratio is said.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../quality/lib.mjs';

export const HERE = fileURLToPath(new URL('.', import.meta.url));
export const DATA = resolve(process.env.QUALITY_DATA ?? join(HERE, '../../../shared/data'));
export const ZIP = join(DATA, 'cordis-horizon-bulk/cordis-HORIZONprojects-csv.dev.zip');
export const PAIRS = 5;

export const median = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length >> 1;
    return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

let failed = false;

// `bar`: { least } or { most }; said with the figure, and remembered.
function judge(figure, bar) {
    if (!bar) return '';
    const holds = bar.least === undefined ? figure <= bar.most : figure >= bar.least;
    failed ||= !holds;
    return `, bar ${bar.least === undefined ? `at most ${bar.most}` : `at least ${bar.least}`}: ${holds ? 'held' : 'NOT HELD'}`;
}

export const allHeld = () => !failed;

// The median of the ratios ours / theirs, and what both were.
export function report(name, unit, pairs, of, bar) {
    const ratios = pairs.map(([ours, theirs]) => of(ours) / of(theirs));
    const digits = (x) => (x < 10 ? x.toFixed(3) : x.toFixed(1));
    console.log(`${name}: ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}, `
        + `${pairs.length} pairs); ours ${digits(median(pairs.map((p) => of(p[0]))))}, theirs `
        + `${digits(median(pairs.map((p) => of(p[1]))))} ${unit}${judge(median(ratios), bar)}`);
}

export function reportOne(name, figure, unit, bar) {
    console.log(`${name}: ${figure.toFixed(figure < 10 ? 2 : 1)} ${unit}${judge(figure, bar)}`);
}

export async function interleave(ours, theirs) {
    const pairs = [];
    for (let i = 0; i < PAIRS; i++) pairs.push([await ours(i), await theirs(i)]);
    return pairs;
}

// The full database of an operator: the content that ships with the program, official places, the bulk file. Its url.
export function fill(program, folder) {
    const url = `sqlite:${join(folder, 'full.db')}`;
    const places = ['geonames/cities15000.txt.gz', 'lau-nuts/lau2020_pop5k.csv', 'uk/uk_local_authorities_future.csv']
        .map((name) => join(DATA, name)).filter((file) => existsSync(file));
    mustRun(program, ['migrate', '--seed', '--db', url]);
    if (places.length > 0) mustRun(program, ['import', 'places', ...places, '--db', url]);
    mustRun(program, ['import', 'cordis', ZIP, '--db', url]);
    return url;
}

// The evidence file that the database names now.
export function evidenceOf(url) {
    const db = url.slice('sqlite:'.length);
    const number = mustRun('sqlite3', ['-readonly', db, 'select number from generation']).out.trim();
    return db.replace(/\.db$/, `.evidence-${number}.db`);
}
