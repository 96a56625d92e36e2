// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The bulk file of CORDIS into a fresh database on PostgreSQL against the same on SQLite, in turn. Processor time is that of the
// program and of the server together. Both must end with the same counts.
//
//   node tests/bench/engines_import.mjs PROGRAM RESULT    within tests/store/with_postgres; RESULT is written as JSON
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDatabase } from '../database.mjs';
import { mustRun, run } from '../quality/lib.mjs';
import { ZIP, report } from './lib.mjs';
import { clusterTime } from './servers.mjs';

const HERE = fileURLToPath(import.meta.url);
const ROUNDS = 3; // each of the four commands of a round takes its time
const SKIPPED = 77; // of with_postgres, where there is no PostgreSQL

// Counts of what the network holds; the sources, with the time of their import, are left out.
const countsOf = (program, db) => mustRun(program, ['evidence', 'summary', '--db', db]).out.replace(/^source:.*\n/gm, '');

// Seconds and processor seconds of the import, and what the network holds after it.
function importInto(program, db, server) {
    mustRun(program, ['migrate', '--seed', '--db', db]);
    const before = server();
    const start = process.hrtime.bigint();
    const { err } = mustRun('bash', ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'bash', program, 'import', 'cordis', '--json', ZIP, '--db', db]);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(err);
    return { seconds, cpu: Number(user) + Number(system) + server() - before, counts: countsOf(program, db) };
}

function measure(program, result) {
    const folder = mkdtempSync(join(tmpdir(), 'engines-import-'));
    const pairs = [];
    try {
        for (let i = 0; i < ROUNDS; i++) {
            const { db, drop } = makeDatabase(join(folder, 'sg.db'));
            const postgres = importInto(program, db, clusterTime);
            drop();
            const sqlite = importInto(program, `sqlite:${join(folder, `${i}.db`)}`, () => 0);
            pairs.push([postgres, sqlite]);
        }
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    writeFileSync(result, JSON.stringify(pairs));
}

export function benchEnginesImport(program, folder) {
    const within = join(dirname(program), '../../tests/store/with_postgres');
    const result = join(folder, 'engines-import.json');
    const done = existsSync(within) ? run(within, ['--', process.execPath, HERE, program, result]) : { status: SKIPPED };
    if (done.status === SKIPPED) {
        console.log('SKIPPED: the import on PostgreSQL was NOT timed: it is not installed, or tests/store/with_postgres is not built');
        return;
    }
    if (done.status !== 0) throw new Error(`the import on PostgreSQL could not be timed: ${done.out}${done.err}`);
    const pairs = JSON.parse(readFileSync(result, 'utf8'));
    for (const [ours, theirs] of pairs) {
        if (ours.counts !== theirs.counts) throw new Error(`the engines differ after the import: ${ours.counts} and ${theirs.counts}`);
    }
    report('import of the bulk file, PostgreSQL against SQLite, time', 'seconds', pairs, (x) => x.seconds, { most: 3 });
    report('import of the bulk file, PostgreSQL against SQLite, processor time', 'seconds', pairs, (x) => x.cpu);
}

if (process.argv[1] === HERE) measure(...process.argv.slice(2));
