// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The recovery that docs/operate.md describes, played as it stands there: a network with a backup, a broken database, the
// lines of the manual, and everything is back. On PostgreSQL (database.mjs) those of its chapter.
//
//   node tests/import/recovery.mjs PROGRAM
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askServer, makeDatabase, nameOf, onPostgres } from '../database.mjs';

const program = resolve(process.argv[2]);
const manual = readFileSync(fileURLToPath(new URL('../../docs/operate.md', import.meta.url)), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'recovery-'));
const env = { ...process.env, PATH: `${folder}/bin:${dirname(program)}:${process.env.PATH}` };
delete env.SMALLGIANTS_DB; // the default: var/smallgiants.db in this folder
mkdirSync(join(folder, 'var'));
const network = makeDatabase(join(folder, 'var/smallgiants.db'), { seeded: program });

// The server's administrator of the manual is the superuser of the cluster, and the names are those of the manual.
function moveIn() {
    const cluster = process.env.CLUSTER_FOLDER;
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/sudo'), `#!/bin/sh
test "$1 $2" = "-u postgres" && shift 2 && exec env PGHOST=${cluster} PGUSER=test PGDATABASE=postgres "$@"\n`);
    chmodSync(join(folder, 'bin/sudo'), 0o755);
    askServer('postgres://x/postgres', `alter database ${nameOf(network.db)} rename to smallgiants`);
    askServer('postgres://x/postgres', 'create role smallgiants login in role network');
    askServer('postgres://x/postgres', 'alter database smallgiants owner to smallgiants');
    askServer('postgres://x/smallgiants', 'reassign owned by network to smallgiants');
    env.SMALLGIANTS_DB = `postgres://smallgiants@/smallgiants?host=${cluster}`;
}

function shell(line) {
    const done = spawnSync('sh', ['-ec', line], { cwd: folder, env, encoding: 'utf8' });
    return { status: done.status, out: done.stdout, err: done.stderr };
}

function must(line) {
    const done = shell(line);
    assert.equal(done.status, 0, `${line}\n${done.out}${done.err}`);
    return done.out;
}

// The lines between the two marks, in order.
function walkThrough() {
    const [, part] = (onPostgres ? /<!-- recovery on PostgreSQL:.*?-->\n([\s\S]*?)<!-- end of recovery -->/
        : /<!-- recovery:.*?-->\n([\s\S]*?)<!-- end of recovery -->/).exec(manual);
    return part.split('\n').filter((line) => line.startsWith('    ')).map((line) => line.trim());
}

// In the middle of the pages that hold something; there, rows that others need.
function breakDatabase() {
    if (onPostgres) {
        askServer('postgres://x/smallgiants', `do $$ begin set local session_replication_role = replica;
            execute format('delete from evidence_%s.city where id = (select min(id) from evidence_%1$s.city)', (select number from main.generation)); end $$`);
        return;
    }
    const file = openSync(join(folder, 'var/smallgiants.db'), 'r+');
    writeSync(file, Buffer.alloc(6000, 0x55), 0, 6000, 4096 + 100);
    closeSync(file);
}

try {
    if (onPostgres) moveIn();
    must('smallgiants setting network_name "Giants of the Baltic"');
    const city = must('smallgiants city show peterborough-gb || smallgiants city find peterborough');
    must('smallgiants backup backups --keep 14'); // the folder is made
    must('cd backups && sha256sum -c *.sha256');
    breakDatabase();
    assert.notEqual(shell('smallgiants check').status, 0, 'the database was to be broken: this test proves nothing');
    const lines = walkThrough();
    assert.ok(lines.length >= 6, 'the manual has lost its walk-through');
    const said = must(lines.join('\n'));
    assert.match(said, /: whole; made 20/);
    assert.match(said, /rows of \d+ tables brought back, and every table compared/);
    assert.match(must('smallgiants setting'), /Giants of the Baltic/);
    assert.equal(must('smallgiants city show peterborough-gb || smallgiants city find peterborough'), city);
    const again = shell('smallgiants restore backups/*.backup');
    assert.equal(again.status, 1);
    assert.match(again.err, /holds a database already; name one that does not exist yet/);
    assert.match(must('smallgiants backup backups --keep 1; ls backups'), /1 older backup removed/);
    console.log('the recovery of docs/operate.md brings everything back');
} finally {
    rmSync(folder, { recursive: true, force: true });
    network.drop();
}
