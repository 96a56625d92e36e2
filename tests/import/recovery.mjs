// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The recovery that docs/operate.md describes, played as it stands there: a network with a backup, a broken database, the
// lines of the manual, and everything is back.
//
//   node tests/import/recovery.mjs PROGRAM
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = resolve(process.argv[2]);
const manual = readFileSync(fileURLToPath(new URL('../../docs/operate.md', import.meta.url)), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'recovery-'));
const env = { ...process.env, PATH: `${dirname(program)}:${process.env.PATH}` };
delete env.SMALLGIANTS_DB; // the default: var/smallgiants.db in this folder

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
    const [, part] = /<!-- recovery:.*?-->\n([\s\S]*?)<!-- end of recovery -->/.exec(manual);
    return part.split('\n').filter((line) => line.startsWith('    ')).map((line) => line.trim());
}

// In the middle of the pages that hold something.
function breakDatabase() {
    const file = openSync(join(folder, 'var/smallgiants.db'), 'r+');
    writeSync(file, Buffer.alloc(6000, 0x55), 0, 6000, 4096 + 100);
    closeSync(file);
}

try {
    must('smallgiants migrate --seed');
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
}
