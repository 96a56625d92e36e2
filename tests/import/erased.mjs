// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Somebody is erased and stays erased: a backup from before is brought back, and they are gone again. By the command line, as
// an operator does it; no file, no dump and no line that was printed holds their name or address afterwards.
//
//   node tests/import/erased.mjs PROGRAM
import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { askServer, dumpServer, makeDatabase, onPostgres } from '../database.mjs';

const program = resolve(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'erased-'));
const backups = join(folder, 'backups');
const MAIL = 'Quirina.Xq@beispiel.example';
const UID = '00112233445566778899aabbccddee01';
const said = [];
mkdirSync(join(folder, 'var'));
mkdirSync(join(folder, 'new'));
const before = makeDatabase(join(folder, 'var/net.db'));
const after = makeDatabase(join(folder, 'new/net.db'));

function run(db, ...args) {
    const done = spawnSync(program, [...args, '--db', db], { encoding: 'utf8', cwd: folder });
    said.push(done.stdout, done.stderr);
    return { status: done.status, out: done.stdout, err: done.stderr };
}

function must(db, ...args) {
    const done = run(db, ...args);
    assert.equal(done.status, 0, `${args.join(' ')}\n${done.out}${done.err}`);
    return done.out;
}

const ask = (db, sql) => onPostgres ? askServer(db, `set search_path = main; ${sql}`)
    : execFileSync('sqlite3', [db.slice('sqlite:'.length), sql], { encoding: 'utf8' }).trim();

function addPerson(db) {
    ask(db, `insert into person (id, uid, name, mail, mail_folded, language, state, password, password_at, totp, totp_step,
        created_at, signed_in_at, remove_at, rev) values (1, '${UID}', 'Quirina Xq', '${MAIL}', '${MAIL.toLowerCase()}', 'de',
        'active', '', null, '', 0, 1795359600, null, 1999999999, 1)`);
    ask(db, `insert into remark (id, uid, page, says, source, mail, language, state, answer, created_at, ended_at, remove_at)
        values (1, '00112233445566778899aabbccddee02', '/', 'Quirina.Xq says', '', '${MAIL.toUpperCase()}', 'de', 'waiting', '',
        1795359600, null, 1999999999)`);
    ask(db, `insert into person_role (id, person_id, role, member_id, since, until, given_by, ended_by)
        values (1, 1, 'coordinator', null, 1795359600, null, null, null)`);
}

// All that the database has in files; on PostgreSQL all that a dump of it shows (its files: tests/store/test_erasure.c).
function holds(network, folderOf, text) {
    if (onPostgres) return dumpServer(network.db).toLowerCase().includes(text);
    return readdirSync(folderOf).some((name) => statSync(join(folderOf, name)).isFile() &&
        readFileSync(join(folderOf, name)).toString('latin1').toLowerCase().includes(text));
}

try {
    must(before.db, 'migrate');
    addPerson(before.db);
    assert.ok(holds(before, join(folder, 'var'), 'quirina'), 'the search finds what is there');

    // Their own data, before.
    const own = JSON.parse(must(before.db, 'privacy', 'export', MAIL));
    assert.deepEqual(own.tables.filter((table) => table.rows.length > 0).map((table) => table.table), ['person', 'person_role', 'remark']);
    assert.equal(own.tables[0].rows[0].mail, MAIL);
    assert.equal(own.tables[0].rows[0].created_at, '2026-11-22T15:00:00Z');
    assert.ok(own.tables.every((table) => table.purpose && table.kept));
    const csv = must(before.db, 'privacy', 'export', MAIL.toLowerCase(), '--csv').split('\r\n');
    assert.equal(csv[0], 'table,row,column,value');
    assert.ok(csv.includes('remark,1,says,Quirina.Xq says'));
    assert.equal(JSON.parse(must(before.db, 'privacy', 'export', 'nobody@beispiel.example')).tables.flatMap((table) => table.rows).length, 0);

    must(before.db, 'backup', backups, '--keep', '14');
    assert.ok(!existsSync(join(backups, 'erasures')), 'nothing was erased yet');
    const backup = join(backups, readdirSync(backups).find((name) => name.endsWith('.backup')));
    said.length = 0;

    // Erased.
    const head = must(before.db, 'log', 'head').trim();
    assert.match(must(before.db, 'privacy', 'erase', MAIL), /^Erased: 1 person, 1 remark\. /);
    assert.ok(!holds(before, join(folder, 'var'), 'quirina'));
    assert.match(must(before.db, 'log'), /person-erased person=1\n/);
    must(before.db, 'log', 'verify', '--head', head);
    assert.match(run(before.db, 'privacy', 'erase', UID).err, /nobody here has that/);
    assert.match(must(before.db, 'privacy', 'erase', MAIL), /^Nobody here has that address/);
    must(before.db, 'privacy', 'list', backups);
    const list = readFileSync(join(backups, 'erasures'), 'utf8');
    assert.match(list, new RegExp(`^(remark|person) [0-9a-f]{32} \\S+Z\\n(remark|person) [0-9a-f]{32} \\S+Z\\n$`));
    assert.ok(list.includes(`person ${UID} `) && !list.toLowerCase().includes('quirina'));

    // Brought back from before, and gone again.
    assert.match(must(after.db, 'restore', backup), /erased again, as \S+erasures says: 1 people, 1 remarks/);
    assert.ok(!holds(after, join(folder, 'new'), 'quirina'));
    assert.equal(ask(after.db, 'select state from person'), 'erased');
    assert.equal(ask(after.db, 'select count(*) from person_role'), '1', 'that there was a coordinator stays');
    must(after.db, 'log', 'verify');
    must(after.db, 'check');
    assert.match(must(after.db, 'privacy', 'replay', join(backups, 'erasures')), /0 people, 0 remarks/);

    // A list that is none is said, and left as it is.
    rmSync(backup); // named by its second: on a fast machine the next one would have its name
    writeFileSync(join(backups, 'erasures'), 'my notes\n');
    const refused = run(after.db, 'backup', backups);
    assert.equal(refused.status, 1);
    assert.match(refused.err, /line 1 of \S+ is no erasure/);
    assert.equal(readFileSync(join(backups, 'erasures'), 'utf8'), 'my notes\n');

    // The record names every table, with what the schema says.
    const record = must(after.db, 'privacy', 'record');
    for (const table of own.tables) assert.ok(record.includes(`\n  - ${table.table}: `), table.table);
    assert.match(record, /\n {2}- remark: What a reader tells those who run this network/);
    assert.match(record, /[(;] ?mail: for an answer and nothing else/);
    assert.equal(said.join('').toLowerCase().includes('quirina'), false, 'what was printed names nobody');
    console.log(`erased and stays erased, ${onPostgres ? 'on PostgreSQL' : 'in files'}`);
} finally {
    before.drop();
    after.drop();
    rmSync(folder, { recursive: true, force: true });
}
