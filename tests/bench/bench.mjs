// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Speed as a ratio against a peer, in interleaved pairs, so that what else the machine does hits both alike. Reported are the
// median of the ratios, their spread, and processor time, which a busy machine disturbs less than the clock. wrk, which makes the
// load, runs on the same processors.
//
//   import   the bulk file of CORDIS into a fresh database, against the sqlite3 shell loading its unzipped CSVs (baseline.sql)
//   engines-import  the same file on PostgreSQL against SQLite (engines_import.mjs); needs tests/store/with_postgres beside the program
//   pages    pages of 500 different cities, no cache, 16 connections, against Fossil serving /home of a fresh repository
//   engines-pages  the same pages on PostgreSQL against SQLite (engines_pages.mjs)
//   cached   the same pages from the cache, against nginx serving the same bytes as files (nginx.conf)
//   funding  600 funding calls for one city, no cache, against Fossil's /home and its list of 600 wiki pages (funding.mjs)
//   search   the search page, no cache, against FTS5 (fts5.sql)
//   writes   1,000 writes while the bulk file is imported as a job, on both engines: refused, how long they wait (writes.mjs)
//   signed-in  pages of somebody who is signed in, against Fossil's, and 500,000 people against 100, on both engines (signed_in.mjs)
//   passwords  pages of cities beside 8 clients that sign in with wrong passwords, against without (passwords.mjs); needs no data
//   scale    a made-up network ten times as large against the smaller one (scale.mjs); needs no data
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mustRun } from '../quality/lib.mjs';
import { benchEnginesImport } from './engines_import.mjs';
import { benchEnginesPages } from './engines_pages.mjs';
import { DATA, HERE, ZIP, allHeld, fill, interleave, report } from './lib.mjs';
import { benchCached, benchPages } from './pages.mjs';
import { benchFunding } from './funding.mjs';
import { benchPasswords } from './passwords.mjs';
import { benchScale } from './scale.mjs';
import { benchSearch } from './search.mjs';
import { benchSignedIn } from './signed_in.mjs';
import { benchWrites } from './writes.mjs';

const TABLES = ['project.csv', 'organization.csv', 'topics.csv', 'euroSciVoc.csv'];
// On the database of an operator.
const BENCHES = { pages: benchPages, 'engines-pages': benchEnginesPages, cached: benchCached, funding: benchFunding, search: benchSearch, 'signed-in': benchSignedIn };

// The shell's own report of a command's processor time: user and system seconds of its children.
function timed(command, args, cwd) {
    const start = process.hrtime.bigint();
    const { err } = mustRun('bash', ['-c', 'cd "$0"; TIMEFORMAT="cpu %U %S"; time "$@"', cwd, command, ...args]);
    const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(err);
    return { seconds: Number(process.hrtime.bigint() - start) / 1e9, cpu: Number(user) + Number(system) };
}

function importOurs(program, folder, i) {
    const url = `sqlite:${join(folder, `import-${i}.db`)}`;
    mustRun(program, ['migrate', '--db', url]);
    return timed(program, ['import', 'cordis', '--json', ZIP, '--db', url], folder);
}

function importTheirs(folder, i) {
    return timed('sh', ['-c', 'sqlite3 "$0" < "$1"', join(folder, `shell-${i}.db`), join(HERE, 'baseline.sql')], folder);
}

async function benchImport(program, folder) {
    mustRun('unzip', ['-qo', ZIP, ...TABLES, '-d', folder]);
    const pairs = await interleave((i) => importOurs(program, folder, i), (i) => importTheirs(folder, i));
    report('import of the bulk file against the sqlite3 shell, time', 'seconds', pairs, (x) => x.seconds, { most: 2 });
    report('import of the bulk file against the sqlite3 shell, processor time', 'seconds', pairs, (x) => x.cpu);
}

async function benchReal(program, folder, only) {
    if (!existsSync(ZIP)) {
        console.log(`SKIPPED: only what needs no data is timed: there is none in ${DATA} (QUALITY_DATA names another folder)`);
        return;
    }
    if (only === undefined || only === 'import') await benchImport(program, folder);
    if (only === undefined || only === 'writes') await benchWrites(program);
    if (only === undefined || only === 'engines-import') benchEnginesImport(program, folder);
    const wanted = Object.keys(BENCHES).filter((name) => only === undefined || only === name);
    const url = wanted.length > 0 ? fill(program, folder) : '';
    for (const name of wanted) await BENCHES[name](program, folder, url);
}

// `only`: one of these; nothing for all.
async function main(program, only) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    chmodSync(folder, 0o755); // nginx reads it as another user
    process.env.SMALLGIANTS_KEY ??= join(folder, 'bench.key'); // on PostgreSQL a server says where its own is
    console.log(`load of the machine at the start: ${loadavg().map((x) => x.toFixed(1)).join(', ')}`);
    try {
        if (only !== 'scale' && only !== 'passwords') await benchReal(program, folder, only);
        if (only === undefined || only === 'passwords') await benchPasswords(program, folder);
        if (only === undefined || only === 'scale') await benchScale(program, folder);
    } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }); // workers may still be closing files
    }
    console.log(`load of the machine at the end: ${loadavg().map((x) => x.toFixed(1)).join(', ')}`);
    if (!allHeld()) process.exitCode = 1;
}

await main(resolve(process.argv[2]), process.argv[3]);
