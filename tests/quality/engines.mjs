// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One truth on two engines: a network that was filled on SQLite is copied into a PostgreSQL of its own, and both are served and
// asked the same: titles of the known-item test, the same with a slip in each, slips of officers, themes, names of cities and single
// words of real titles. MRR@10 of the known items may differ by 0.01; of the first pages 95 in 100 are the same bytes.
//
//   node tests/quality/engines.mjs PROGRAM URL QUERIES RESULT    within tests/store/with_postgres; RESULT is written as JSON
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDatabase } from '../database.mjs';
import { network } from '../fault/network.mjs';
import { readQueries, reciprocal, slipped } from './known_item.mjs';
import { mean, mustRun, readCsv, run } from './lib.mjs';

const HERE = fileURLToPath(import.meta.url);
const NAMES = new URL('city_names.csv', import.meta.url);
const SLIPS = new URL('slips.csv', import.meta.url);
const WORDS = 300;
const APART_MOST = 0.01;
const SAME_LEAST = 0.95;
const SKIPPED = 77; // of with_postgres, where there is no PostgreSQL
const SHOWN_MOST = 10;

// ---- what is asked: kind -> addresses

// Words of real titles, from often to once, spread evenly.
function wordsOf(queries) {
    const counts = new Map();
    for (const word of queries.flatMap(({ query }) => query.toLowerCase().match(/\p{L}{4,}/gu) ?? [])) counts.set(word, (counts.get(word) ?? 0) + 1);
    const words = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word);
    return Array.from({ length: Math.min(WORDS, words.length) }, (_, i) => words[Math.floor(i * words.length / WORDS)]);
}

function askedOf(queries, themes) {
    const search = (text) => `/search?q=${encodeURIComponent(text)}`;
    const names = readCsv(NAMES).map(({ query }) => query);
    return {
        'known items': queries.map(({ query }) => search(query)),
        'a slip in each title': slipped(queries).map(({ query }) => search(query)),
        'slips of officers': readCsv(SLIPS, ',').map(({ typed }) => search(typed)),
        themes: themes.flatMap(({ name, theme }) => [search(name), search(name.split(' ')[0]), `/search?theme=${theme}&q=${encodeURIComponent(name)}`]),
        'names of cities, as cities': names.map((name) => `/cities?q=${encodeURIComponent(name)}`),
        'names of cities, searched': names.map(search),
        'single words': wordsOf(queries).map(search),
    };
}

// ---- both are asked

async function textOf(server, path) {
    const answer = await fetch(server.url + path);
    if (answer.status !== 200) throw new Error(`${server.url}${path}: status ${answer.status}`);
    return answer.text();
}

// How many pages are the same bytes; the first few others are named.
async function comparePages(servers, kind, paths) {
    const result = { kind, n: paths.length, same: 0, others: [] };
    for (const path of paths) {
        const [ours, theirs] = await Promise.all(servers.map((server) => textOf(server, path)));
        if (ours === theirs) {
            result.same++;
        } else {
            const a = ours.split('\n');
            const b = theirs.split('\n');
            const at = a.findIndex((line, i) => line !== b[i]);
            result.others.push(`${path}: "${(a[at] ?? '').trim().slice(0, 160)}", "${(b[at] ?? '').trim().slice(0, 160)}"`);
        }
    }
    return result;
}

async function mrrOf(server, queries) {
    const found = [];
    for (const { query, project } of queries) {
        const rows = JSON.parse(await textOf(server, `/search.json?q=${encodeURIComponent(query)}`));
        found.push(reciprocal(rows.map((row) => row.project_id), project));
    }
    return mean(found);
}

async function compare(program, from, to, queriesFile) {
    const queries = readQueries(queriesFile);
    const servers = [await network(program, from).serve(), await network(program, to).serve()];
    try {
        const themes = JSON.parse(await textOf(servers[0], '/themes.json'));
        const pages = [];
        for (const [kind, paths] of Object.entries(askedOf(queries, themes))) pages.push(await comparePages(servers, kind, paths));
        const mrr = { plain: [], slipped: [] };
        for (const server of servers) {
            mrr.plain.push(await mrrOf(server, queries));
            mrr.slipped.push(await mrrOf(server, slipped(queries)));
        }
        return { pages, mrr };
    } finally {
        for (const { child } of servers) child.kill('SIGTERM');
    }
}

async function main(program, from, queriesFile, resultFile) {
    const { db, drop } = makeDatabase();
    try {
        mustRun(program, ['copy', '--from', from, '--to', db]);
        writeFileSync(resultFile, JSON.stringify(await compare(program, from, db, queriesFile)));
    } finally {
        drop();
    }
}

// ---- for measure.mjs

function addResult(table, { pages, mrr }) {
    for (const [name, [sqlite, postgres]] of [['known items', mrr.plain], ['a slip in each', mrr.slipped]]) {
        const apart = Math.abs(sqlite - postgres);
        table.add(`two engines: MRR@10, ${name}`, `${sqlite.toFixed(4)}, ${postgres.toFixed(4)}`, `SQLite, PostgreSQL; ${apart.toFixed(4)} apart`,
            { holds: apart <= APART_MOST, text: `<= ${APART_MOST} apart` });
    }
    for (const { kind, n, same, others } of pages) {
        table.share(`two engines: same page, ${kind}`, same, n, SAME_LEAST);
        for (const other of others.slice(0, SHOWN_MOST)) console.log(`  not the same on both engines: ${other}`);
    }
}

// `url`: a filled network on SQLite. `withPostgres`: the program of tests/store.
export function measureEngines(table, withPostgres, program, url, queriesFile) {
    const folder = mkdtempSync(join(tmpdir(), 'engines-'));
    const resultFile = join(folder, 'result.json');
    try {
        const done = run(withPostgres, ['--', process.execPath, HERE, program, url, queriesFile, resultFile]);
        if (done.status === SKIPPED) {
            console.log('SKIPPED: search on PostgreSQL was NOT compared: it is not installed (the Debian package postgresql-15)');
            return;
        }
        if (done.status !== 0) throw new Error(`engines.mjs: status ${done.status}\n${done.out}\n${done.err}`);
        addResult(table, JSON.parse(readFileSync(resultFile, 'utf8')));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

if (process.argv[1] === HERE) await main(...process.argv.slice(2));
