// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Funding calls, end to end, on hand-made files of every layout and with every defect; then the real ones, where they are
// (../shared/data/eu-calls): every deadline of the raw file must be there.
//
//   node tests/import/calls.mjs PROGRAM
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { makeDatabase } from '../database.mjs';

const program = resolve(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'calls-'));
const DATA = process.env.QUALITY_DATA ?? join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data');
const bases = [];
let files = 0;

const garble = (text) => {
    const high = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9Džž'.slice(0, 31) + 'Ÿ';
    return [...Buffer.from(text)].map((byte) => byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : String.fromCharCode(byte)).join('');
};
const put = (bytes) => { const path = join(folder, `f${++files}`); writeFileSync(path, bytes); return path; };
const run = (db, ...args) => spawnSync(program, [...args, '--db', db], { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 26 });
const must = (db, ...args) => { const done = run(db, ...args); assert.equal(done.status, 0, `${args}\n${done.stderr}`); return done.stdout; };
const bring = (db, ...args) => JSON.parse(must(db, 'import', 'calls', ...args, '--json'));
const list = (db, ...args) => must(db, 'calls', '--json', ...args).split('\n').filter(Boolean).map((line) => JSON.parse(line));
const counts = (got) => [got.added, got.changed, got.unchanged, got.rejected, got.deadlines];
const make = () => {
    const base = makeDatabase(join(folder, `d${bases.length}.db`));
    bases.push(base);
    must(base.db, 'migrate');
    return base.db;
};

const call = (more = {}) => ({
    reference: '1TOPICSen', topicId: 'LIFE-2026-CET-X', title: 'Help on the way to an investment', programme: 'LIFE', programmeId: '43252405',
    callIdentifier: 'LIFE-2026-CET', callTitle: 'LIFE Clean Energy Transition', actionType: 'Grant', deadline: '2027-01-20', stage: 'two-stage',
    callStatus: 'open', budgetMin: null, budgetMax: 1500000, expectedGrants: null, keywords: '', description:
    garble('Project Development Assistance for the city’s investment pipelines'), objectives: '', typesOfAction: 'LIFE Project Grants',
    topicConditions: '">General conditions', deadlineModel: 'single-stage', portalUrl: 'https://example.org/x', ...more });

function layouts() {
    const db = make();
    const two = [call(), call({ topicId: 'ERC-2027-X', typesOfAction: 'HORIZON ERC Grants', deadline: '2026-12-01' })];
    assert.deepEqual(counts(bring(db, put('\uFEFF' + two.map((x) => JSON.stringify(x)).join('')))), [2, 0, 0, 0, 2], 'concatenated, with a BOM');
    assert.deepEqual(counts(bring(db, put(two.map((x) => JSON.stringify(x)).join('\n')))), [0, 0, 2, 0, 2], 'lines: the same again');
    assert.deepEqual(counts(bring(db, put(gzipSync(JSON.stringify(two, null, 2))))), [0, 0, 2, 0, 2], 'an array, packed');
    const [later, first] = list(db).reverse();
    assert.equal(first.identifier, 'ERC-2027-X', 'the order is that of the deadlines');
    assert.deepEqual(first.pays.map((x) => x.for), ['trying']);
    assert.deepEqual(later.pays, [{ for: 'preparing', because: 'text:project development assistance|text:investment pipeline' }]);
    assert.deepEqual(later.deadlines, [{ day: '2027-01-20', closes_at: '2027-01-20T16:00:00Z', hour_known: false }]);
    // The list of grants knows the hour and a second date; it has no text, and takes none away.
    const grants = { fundingData: { GrantTenderObj: [
        { type: 1, ccm2Id: 5, identifier: 'LIFE-2026-CET-X', title: 'Help on the way', status: { abbreviation: 'Forthcoming' },
            frameworkProgramme: { abbreviation: 'LIFE', description: 'LIFE' }, plannedOpeningDateLong: Date.UTC(2026, 10, 30, 23),
            deadlineDatesLong: [Date.UTC(2027, 5, 1, 15), Date.UTC(2027, 0, 20, 16)] },
        { type: 0, identifier: 'T', title: 'A call for tenders', deadlineDatesLong: [1] }] } };
    const got = bring(db, put(JSON.stringify(grants)));
    assert.deepEqual([...counts(got), got.rows], [0, 1, 0, 0, 2, 2]);
    const both = list(db).find((x) => x.identifier === 'LIFE-2026-CET-X');
    assert.deepEqual(both.deadlines.map((x) => [x.closes_at, x.hour_known]), [['2027-01-20T16:00:00Z', true], ['2027-06-01T15:00:00Z', true]]);
    assert.equal(both.opens_on, '2026-12-01');
    assert.equal(both.pays[0].for, 'preparing', 'the text of the first file stays');
    assert.deepEqual(list(db, '--open-on', '2026-11-30').map((x) => x.identifier), ['ERC-2027-X']);
    assert.deepEqual(list(db, '--open-on', '2026-12-02').map((x) => x.identifier), ['LIFE-2026-CET-X']);
    assert.deepEqual(list(db, '--pays', 'preparing').length, 1);
    assert.equal(run(db, 'calls', '--theme', 'nothing').status, 2);
    assert.equal(run(db, 'calls', '--open-on', 'today').status, 2);
    assert.match(must(db, 'calls'), /LIFE-2026-CET-X.*\n +deadline +2027-01-20 17:00 Brussels time; 2027-06-01 17:00 Brussels time; /);
}

function lists() {
    const db = make();
    const head = 'publisher,identifier,title,deadline,country,pays,address\n';
    const rows = head + 'Land Hessen,1,Smarte Region,2027-01-20 12:00; 2027-06-01,DE,preparing; running,https://example.org/1\n'
        + 'Land Hessen,2,Ohne Frist,,DE,,\nLand Hessen,3,x,soon,DE,,\n,4,x,2027-01-20,DE,,\n';
    const got = bring(db, put(rows), '--as-of', '2026-10-01', '--rejects', join(folder, 'rejects.csv'));
    assert.deepEqual([...counts(got), got.undated], [2, 0, 0, 2, 2, 1]);
    const rejects = readFileSync(join(folder, 'rejects.csv'), 'utf8');
    assert.match(rejects, /,4,deadline,"?is no day/);
    assert.match(rejects, /,5,publisher,"?is missing/);
    const [smart] = list(db);
    assert.deepEqual(smart.pays, [{ for: 'preparing', because: 'stated' }, { for: 'running', because: 'stated' }]);
    assert.deepEqual(smart.deadlines.map((x) => x.closes_at), ['2027-01-20T11:00:00Z', '2027-06-01T15:00:00Z']);
    assert.equal(smart.publisher, 'Land Hessen');
    // An older list changes nothing, a newer one all; nothing is removed.
    const other = head + 'Land Hessen,1,Smarte Region II,2027-02-20,DE,,\n';
    assert.deepEqual(counts(bring(db, put(other), '--as-of', '2026-09-01')), [0, 0, 1, 0, 1]);
    assert.deepEqual(counts(bring(db, put(other + ' '), '--as-of', '2026-11-01')).slice(0, 2), [0, 1]);
    assert.deepEqual(list(db).map((x) => [x.title, x.deadlines.map((d) => d.day)]), [['Smarte Region II', ['2027-02-20']], ['Ohne Frist', []]]);
    assert.match(run(db, 'import', 'calls', put('name,date\nx,y\n')).stderr, /has no column publisher/);
    assert.match(run(db, 'import', 'calls', put('<html><body>')).stderr, /is a web page/);
}

function defects() {
    const db = make();
    const whole = JSON.stringify(call());
    const got = bring(db, put(`${whole.slice(0, 300)}\n${JSON.stringify(call({ topicId: 'B' }))}\n{"topicId":"C"}\n${whole.slice(0, 200)}`));
    assert.deepEqual(counts(got), [1, 0, 0, 3, 1]);
    // The same funding call once for each of its dates, as the search gives it: all of them are there.
    const dated = ['2027-01-20', '2027-05-20', '2027-09-20'].map((deadline) => JSON.stringify(call({ deadline }))).join('\n');
    assert.deepEqual(counts(bring(db, put(dated))), [1, 2, 0, 0, 3]);
    assert.equal(list(db).find((x) => x.identifier === 'LIFE-2026-CET-X').deadlines.length, 3);
    assert.deepEqual(counts(bring(db, put(dated))), [0, 0, 3, 0, 3]);
}

function real() {
    const file = join(DATA, 'eu-calls/sedia_calls_dev_400.jsonl.gz');
    if (!existsSync(file)) {
        console.log(`SKIPPED: deadlines were not counted against real funding calls: there is no ${file}`);
        return;
    }
    const db = make();
    const raw = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
    const got = bring(db, file);
    assert.deepEqual([got.added, got.rejected, got.deadlines], [raw.length, 0, raw.filter((x) => x.deadline).length]);
    const rows = new Map(list(db).map((row) => [row.identifier, row]));
    for (const one of raw) {
        assert.ok(rows.get(one.topicId).deadlines.some((x) => x.day === one.deadline), `${one.topicId}: ${one.deadline}`);
    }
    assert.doesNotMatch([...rows.values()].map((row) => row.title).join('\n'), /â€|Ã/);
    console.log(`${raw.length} real funding calls, ${got.deadlines} deadlines: none is lost`);
}

try {
    for (const part of [layouts, lists, defects, real]) part();
    console.log('ok');
} finally {
    for (const base of bases) base.drop();
    rmSync(folder, { recursive: true, force: true });
}
