// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Pages of 500 cities, made anew each time, on PostgreSQL against SQLite: the same data, two servers, in turn. Processor time is that
// of the program and of PostgreSQL together. Before it is timed, pages of both are compared.
//
//   node tests/bench/engines_pages.mjs PROGRAM SQLITE_URL FILE RESULT    within tests/store/with_postgres; FILE holds the paths
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDatabase } from '../database.mjs';
import { mustRun, run } from '../quality/lib.mjs';
import { interleave, report } from './lib.mjs';
import { cityPaths, serve, serveAt } from './pages.mjs';
import { clusterTime, load, stop } from './servers.mjs';

const HERE = fileURLToPath(import.meta.url);
const POSTGRES_PORT = 18794;
const COMPARED = 20;
const SKIPPED = 77; // of with_postgres, where there is no PostgreSQL

const pageOf = async (server, path) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
    if (answer.status !== 200) throw new Error(`${path}: status ${answer.status}`);
    return (await answer.text()).replaceAll(`:${server.port}`, '');
};

async function compare(one, other, paths) {
    for (const path of paths) {
        if (await pageOf(one, path) !== await pageOf(other, path)) throw new Error(`${path}: the engines show different pages`);
    }
}

async function measure(program, url, file, result) {
    const { db, drop } = makeDatabase('');
    mustRun(program, ['copy', '--from', url, '--to', db]);
    const sqlite = await serve(program, url, '--no-cache', '--no-jobs');
    const postgres = await serveAt(POSTGRES_PORT, program, db, '--no-cache', '--no-jobs');
    try {
        await compare(postgres, sqlite, readFileSync(file, 'utf8').trim().split('\n').slice(0, COMPARED));
        await load(postgres, file); // warm, not counted
        await load(sqlite, file);
        writeFileSync(result, JSON.stringify(await interleave(() => load(postgres, file, { also: clusterTime }), () => load(sqlite, file))));
    } finally {
        await Promise.all([stop(sqlite), stop(postgres)]);
        drop();
    }
}

export async function benchEnginesPages(program, folder, url) {
    const within = join(dirname(program), '../../tests/store/with_postgres');
    const result = join(folder, 'engines-pages.json');
    const { file, paths } = cityPaths(url, folder);
    const done = existsSync(within) ? run(within, ['--synced', '--', process.execPath, HERE, program, url, file, result]) : { status: SKIPPED };
    if (done.status === SKIPPED) {
        console.log('SKIPPED: pages on PostgreSQL were NOT timed: it is not installed, or tests/store/with_postgres is not built');
        return;
    }
    if (done.status !== 0) throw new Error(`pages on PostgreSQL could not be timed: ${done.out}${done.err}`);
    const pairs = JSON.parse(readFileSync(result, 'utf8'));
    const name = `pages of ${paths.length} cities, PostgreSQL against SQLite`;
    report(`${name}, answers a second`, 'a second', pairs, (x) => x.rate, { least: 0.25 });
    report(`${name}, time of 99 in 100`, 'ms', pairs, (x) => x.p99);
    report(`${name}, processor time`, 'ms an answer', pairs, (x) => x.cpu);
}

if (process.argv[1] === HERE) await measure(...process.argv.slice(2));
