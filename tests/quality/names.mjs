// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A thousand names as people type them. Is the right city among the first three? city_names.csv was written before the code
// that finds them; while that was made only the even rows were looked at, so the odd ones say what to expect of other names.
import { readCsv, jsonLines, run } from './lib.mjs';

const LIST = new URL('city_names.csv', import.meta.url);
const FIRST = 3;
const BAR = 0.98;

const share = (rows) => `${rows.filter((row) => row.found).length} of ${rows.length}`;

function ask(program, url, { query, city, kind }, i) {
    const slugs = jsonLines(run(program, ['city', 'find', query, '--json', '--top', String(FIRST), '--db', url]).out)
        .map((row) => row.slug);
    const found = slugs.includes(city);
    if (!found) console.log(`  "${query}" (${kind}): want ${city}, got ${slugs.join(', ') || 'nothing'}`);
    return { kind, found, first: slugs[0] === city, even: i % 2 === 1 }; // rows count from 1
}

export function measureNames(table, program, url) {
    const rows = readCsv(LIST).map((row, i) => ask(program, url, row, i));
    table.share(`city names: in first ${FIRST}`, rows.filter((row) => row.found).length, rows.length, BAR);
    table.share('city names: first', rows.filter((row) => row.first).length, rows.length);
    const half = (even) => rows.filter((row) => row.even === even);
    table.add('city names: halves', `${share(half(true))}, ${share(half(false))}`, 'even rows, odd rows (held back)');
    for (const kind of new Set(rows.map((row) => row.kind))) {
        table.add(`city names: ${kind}`, share(rows.filter((row) => row.kind === kind)));
    }
}
