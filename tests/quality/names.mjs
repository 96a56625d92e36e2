// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A hundred names as people type them: without accents, in other languages and scripts, shortened. Is the right city among
// the first three? city_names.csv was written before it was first run.
import { readCsv, jsonLines, run } from './lib.mjs';

const LIST = new URL('city_names.csv', import.meta.url);
const FIRST = 3;
const BAR = 0.95;

export function measureNames(table, program, url) {
    let found = 0;
    let first = 0;
    const rows = readCsv(LIST);
    for (const { query, city } of rows) {
        const slugs = jsonLines(run(program, ['city', 'find', query, '--json', '--top', String(FIRST), '--db', url]).out)
            .map((row) => row.slug);
        found += slugs.includes(city);
        first += slugs[0] === city;
        if (!slugs.includes(city)) console.log(`  "${query}": want ${city}, got ${slugs.join(', ') || 'nothing'}`);
    }
    table.share(`city names: in first ${FIRST}`, found, rows.length, BAR);
    table.share('city names: first', first, rows.length);
}
