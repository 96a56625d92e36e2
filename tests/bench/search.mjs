// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Search pages, made anew: 701 queries in turn, against the time that SQLite's FTS5 takes for each query alone, without a page
// around it; and what becomes of city pages asked meanwhile.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../quality/lib.mjs';
import { DATA, HERE, evidenceOf, interleave, median, report, reportOne } from './lib.mjs';
import { cityPaths, serve } from './pages.mjs';
import { load, memoryOf, stop } from './servers.mjs';

const FIRST = 10;
const CITY_CONNECTIONS = 2;
const SEARCH_CONNECTIONS = 16;

// Milliseconds of the shell for the median query. The index is made once and kept.
function timeFts5(index, queries) {
    const asked = queries.map((query) => {
        const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
        return `select rowid from t where t match '${words.map((word) => `"${word}"`).join(' OR ')}' `
            + `order by bm25(t, 4.0, 3.0, 1.0, 2.0), rowid limit ${FIRST};`;
    });
    const { out } = mustRun('sqlite3', ['-readonly', index], `.timer on\n${asked.join('\n')}\n`);
    const times = [...out.matchAll(/Run Time: real ([\d.]+) user ([\d.]+) sys ([\d.]+)/g)];
    if (times.length !== queries.length) throw new Error(`${times.length} times for ${queries.length} queries`);
    return { p50: 1000 * median(times.map((t) => Number(t[1]))), cpu: 1000 * times.reduce((sum, t) => sum + Number(t[2]) + Number(t[3]), 0) / times.length };
}

function makeIndex(folder, url) {
    const index = join(folder, 'fts5.db');
    mustRun('sqlite3', [index], `attach 'file:${evidenceOf(url)}?mode=ro' as e;\n${readFileSync(join(HERE, 'fts5.sql'), 'utf8')}`);
    return index;
}

export async function benchSearch(program, folder, url) {
    const queries = readFileSync(join(DATA, 'ir-knownitem/queries_dev.tsv'), 'utf8').trim().split('\n').slice(1)
        .map((line) => line.split('\t')[1]);
    const file = join(folder, 'queries.txt');
    writeFileSync(file, queries.map((query) => `/search?q=${encodeURIComponent(query)}\n`).join(''));
    const cities = cityPaths(url, folder).file;
    const index = makeIndex(folder, url);
    const ours = await serve(program, url, '--no-cache');
    try {
        await load(ours, file); // warm, not counted
        await load(ours, cities);
        const pairs = await interleave(() => load(ours, file, { connections: 1 }), () => timeFts5(index, queries));
        report('search pages against the FTS5 query alone, one at a time, median time', 'ms', pairs, (x) => x.p50, { most: 0.5 });
        report('search pages against the FTS5 query alone, one at a time, processor time', 'ms', pairs, (x) => x.cpu);
        const city = () => load(ours, cities, { connections: CITY_CONNECTIONS });
        const meanwhile = await interleave(
            async () => (await Promise.all([city(), load(ours, file)]))[0],
            async () => (await Promise.all([city(), load(ours, cities)]))[0]);
        report(`city pages beside ${SEARCH_CONNECTIONS} connections that search, against beside as many that read city pages, time of `
            + '99 in 100', 'ms', meanwhile, (x) => x.p99, { most: 3 });
        const busy = await interleave(() => load(ours, file), () => timeFts5(index, queries));
        report(`search pages over ${SEARCH_CONNECTIONS} connections against the FTS5 query alone, median time`, 'ms', busy, (x) => x.p50,
            { most: 0.5 });
        reportOne(`search pages over ${SEARCH_CONNECTIONS} connections`, median(busy.map(([x]) => x.rate)), 'a second');
        reportOne('memory of the whole server after it', memoryOf(ours.pid), 'MB', { most: 96 });
    } finally {
        await stop(ours);
    }
}
