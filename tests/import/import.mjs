// SPDX-License-Identifier: AGPL-3.0-or-later
// Imports, end to end: the program is run on hand-made files of every layout and every defect, and asked what it knows.
//   node import.mjs PROGRAM [WORDS]     only those whose name has one of the words, with | between them
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync, mkdirSync, readFileSync, existsSync, rmSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { askServer, dumpServer, makeDatabase, onPostgres } from '../database.mjs';
import * as f from './fixtures.mjs';

const program = resolve(process.argv[2]);
const wanted = new RegExp(process.argv[3] ?? '');
const root = mkdtempSync(join(tmpdir(), 'sg-import-'));
let counter = 0, failed = 0, passed = 0;

const folder = () => { const path = join(root, String(++counter)); mkdirSync(path); return path; };
const put = (dir, name, bytes) => { const path = join(dir, name); writeFileSync(path, bytes); return path; };
const run = (db, ...args) => spawnSync(program, [...args, '--db', db], { encoding: 'utf8', maxBuffer: 1 << 26, cwd: join(root, String(counter)) });
const json = (result) => { assert.equal(result.status, 0, result.stderr); return JSON.parse(result.stdout); };
const cordis = (db, ...paths) => json(run(db, 'import', 'cordis', ...paths, '--json'));
const places = (db, ...paths) => json(run(db, 'import', 'places', ...paths, '--json'));
const summary = (db) => {
  const said = run(db, 'evidence', 'summary');
  assert.equal(said.status, 0, said.stderr);
  return Object.fromEntries([...said.stdout.matchAll(/^(\w+) +(\d+)$/gm)].map((m) => [m[1], +m[2]]));
};
const municipalities = (db) => run(db, 'evidence', 'municipalities', '--json').stdout.trim().split('\n').filter(Boolean).map((l) => JSON.parse(l));
const projects = (rows, columns = f.PROJECT_2025, how = {}) => f.table(columns, rows, how);
const partners = (rows, how = {}) => f.table(f.ORGANIZATION, rows, how);

const test = (name, body, how) => {
  if (!wanted.test(name)) return Promise.resolve();
  const dir = folder();
  const { db, drop } = makeDatabase(join(dir, 'a.db'), how);
  return Promise.resolve().then(() => body(dir, db)).then(
    () => { passed++; console.log(`ok - ${name}`); },
    (error) => { failed++; console.log(`not ok - ${name}\n${error.stack}`); }).finally(drop);
};
// What no test names a file for is put beside the database, or where one is.
const rejectsOf = (dir) => readFileSync(join(dir, onPostgres ? 'rejects.csv' : 'a.db.rejects.csv'), 'utf8');
const generationsOf = (dir, db) => onPostgres ? Number(askServer(db, "select count(*) from pg_namespace where nspname ~ '^evidence_[0-9]'"))
  : readdirSync(dir).filter((n) => n.includes('evidence-')).length;
const loseEvidence = (dir, db) => {
  if (onPostgres) askServer(db, `do $$ declare name text; begin for name in select nspname from pg_namespace where nspname ~ '^evidence_[0-9]' loop
    execute format('drop schema %I cascade', name); end loop; end $$`);
  else for (const name of readdirSync(dir)) if (/evidence-\d+\.db$/.test(name)) rmSync(join(dir, name));
};
// Whether evidence, wherever it is kept, holds a text.
const isKept = (dir, db, text) => onPostgres ? dumpServer(db).includes(text)
  : readdirSync(dir).filter((n) => /evidence.*\.db$/.test(n)).some((n) => readFileSync(join(dir, n)).includes(text));

const counts = (o) => [o.added, o.changed, o.unchanged, o.rejected];

for (const [name, columns, how, money] of [
  ['2022 to 2023', f.PROJECT_2022, {}, '900000,25'],
  ['2025 to 2026', f.PROJECT_2025, {}, '900000,25'],
  ['FP7 2021, with BOM and points', f.PROJECT_FP7, { bom: true }, '900000.25'],
  ['2014 to 2018', f.PROJECT_2018, {}, '900000,25'],
  ['early, reference for id, TAB', ['rcn', 'reference', ...f.PROJECT_2018.slice(2)], { separator: '\t' }, '900000,25'],
  ['columns in another order, comma', [...f.PROJECT_2025].reverse(), { separator: ',' }, '900000.25'],
]) {
  await test(`project table of ${name}`, (dir, db) => {
    const row = f.project({ ecMaxContribution: money, reference: '101000001', rcn: '77' });
    const got = cordis(db, put(dir, 'project.csv', projects([row, { ...row, id: '101000002', reference: '101000002' }], columns, how)));
    assert.deepEqual(counts(got), [2, 0, 0, 0]);
    assert.equal(got.ec_contribution_cents, 2 * 90000025);
    assert.equal(summary(db).projects, 2);
  });
}

await test('a full record takes the place of one of the extract, whatever its date, and is not given up again', (dir, db) => {
  const extract = readFileSync(new URL('../../content/extract/project.csv', import.meta.url), 'utf8');
  const id = /^"(\d+)"/m.exec(extract)[1];
  const full = put(dir, 'project.csv', projects([f.project({ id, contentUpdateDate: '2015-01-01 00:00:00' })]));
  assert.deepEqual(counts(cordis(db, full)), [0, 1, 0, 0]);
  assert.deepEqual(counts(cordis(db, full)), [0, 0, 1, 0]);
  const before = summary(db).projects;
  assert.equal(run(db, 'migrate', '--seed').status, 0);
  assert.deepEqual([summary(db).projects, ...counts(cordis(db, full))], [before, 0, 0, 1, 0]);
}, { seeded: program });

await test('a source is as old as its newest record, also the table that has no dates', (dir, db) => {
  const newest = f.project({ id: '101000002', contentUpdateDate: '2025-02-03 10:00:00' });
  cordis(db, put(dir, 'project.csv', projects([f.project(), newest])), put(dir, 'topics.csv',
    f.table(['projectID', 'topic', 'title'], [{ projectID: '101000001', topic: 'HORIZON-X', title: 'Cities' }])));
  const ages = [...run(db, 'evidence', 'summary').stdout.matchAll(/^source: .*?, ([\w.]+), .* as of ([^,]+),/gm)].map((m) => [m[1], m[2]]);
  assert.deepEqual(ages.sort(), [['project.csv', '2025-02-03'], ['topics.csv', '2025-02-03']]);
});

await test('partners before projects in a zip, money with point and comma in one row', (dir, db) => {
  const zip = f.zip({
    'organization.csv': partners([f.partner(), f.partner({ organisationID: '999000002', name: 'UNIVERSITA X', activityType: 'HES', netEcContribution: '0.05' })]),
    '__MACOSX/._project.csv': 'litter', 'legalBasis.csv': f.table(['projectID', 'legalBasis', 'title', 'uniqueProgrammePart'], []),
    'topics.csv': f.table(['projectID', 'topic', 'title'], [{ projectID: '101000001', topic: 'HORIZON-MISS-2021-CIT-02-01', title: 'Cities' }]),
    'project.csv': projects([f.project()]) });
  const path = put(dir, 'cordis.zip', zip);
  const got = cordis(db, path);
  assert.deepEqual(counts(got), [3, 0, 0, 0]);
  assert.equal(got.net_ec_contribution_cents, 45000015);
  const again = cordis(db, path);
  assert.deepEqual(counts(again), [0, 0, 3, 0]);
  assert.equal(again.ec_contribution_cents, got.ec_contribution_cents);
});

await test('the same organisation several times in a project', (dir, db) => {
  const path = put(dir, 'organization.csv', partners([f.partner(), f.partner({ order: '2', role: 'participant' }), f.partner()]));
  assert.deepEqual(counts(cordis(db, path)), [3, 0, 0, 0]);
  assert.deepEqual(counts(cordis(db, path)), [0, 0, 3, 0]);
  assert.equal(summary(db).participations, 3);
});

await test('partners of an unknown project wait under its acronym until the project comes', (dir, db) => {
  cordis(db, put(dir, 'organization.csv', partners([f.partner()])));
  assert.equal(summary(db).projects, 1);
  assert.deepEqual(counts(cordis(db, put(dir, 'project.csv', projects([f.project()])))), [1, 0, 0, 0]);
  assert.deepEqual([summary(db).projects, summary(db).ec_max_cents], [1, 90000025]);
});

await test('newer replaces, older does not, what is not mentioned stays', (dir, db) => {
  cordis(db, put(dir, 'a.csv', projects([f.project(), f.project({ id: '101000002' })])));
  const newer = put(dir, 'b.csv', projects([f.project({ ecMaxContribution: '1,00', contentUpdateDate: '2025-01-01 00:00:00' })]));
  assert.deepEqual(counts(cordis(db, newer)), [0, 1, 0, 0]);
  assert.deepEqual([summary(db).projects, summary(db).ec_max_cents], [2, 90000125]);
  const older = put(dir, 'c.csv', projects([f.project({ ecMaxContribution: '2,00', contentUpdateDate: '2020-01-01 00:00:00' })]));
  assert.deepEqual(counts(cordis(db, older)), [0, 0, 1, 0]);
  assert.equal(summary(db).ec_max_cents, 90000125);
});

await test('an organisation that differs from project to project settles, whatever the order', (dir, db) => {
  const rows = [f.partner({ city: 'A' }), f.partner({ projectID: '101000002', city: 'B' }), f.partner({ projectID: '101000003', city: 'C' })];
  cordis(db, put(dir, 'a.csv', partners(rows)));
  assert.deepEqual(counts(cordis(db, put(dir, 'b.csv', partners(rows.reverse())))), [0, 0, 3, 0]);
});

await test('rows that make no sense go to the rejects file with line, column, reason and the row', (dir, db) => {
  const rejects = join(dir, 'rejects.csv');
  const path = put(dir, 'project.csv', projects([
    f.project(), f.project({ id: 'x' }), f.project({ id: '101000003', ecMaxContribution: '12,3.4' }),
    f.project({ id: '101000004', startDate: '2022-13-45' }), f.project()]) + '"only";"three";"fields"\n');
  const got = json(run(db, 'import', 'cordis', path, '--json', '--rejects', rejects));
  assert.deepEqual(counts(got), [1, 0, 0, 5]);
  const text = readFileSync(rejects, 'utf8');
  assert.match(text, /^file,line,column,reason,row\r\n/);
  assert.match(text, /project\.csv,4,id,is not a number/);
  assert.match(text, /,6,ecMaxContribution,is not an amount of money,/);
  assert.match(text, /,8,startDate,is not a date,/);
  assert.match(text, /,10,id,stands in this file already,/);
  assert.match(text, /,12,,has fewer fields/);
  assert.match(text, /""only"";""three"";""fields""/);
});

await test('reasons that could not be written down are missed aloud', (dir, db) => {
  const path = put(dir, 'project.csv', projects([f.project(), f.project({ id: 'x' })]));
  const said = run(db, 'import', 'cordis', path, '--rejects', join(dir, 'none', 'rejects.csv'));
  assert.match(said.stdout, /1 rows rejected; their reasons could not be written to /);
});

await test('odd countries: EL, UK, several, XK, none', (dir, db) => {
  const said = ['EL', 'UK', 'DE;HU', 'XK', ''];
  cordis(db, put(dir, 'o.csv', partners(said.map((country, i) => f.partner({ organisationID: `99900001${i}`, name: `MUNICIPALITY OF NOWHERE ${'ABCDE'[i]}`, country, city: 'X', nutsCode: '', geolocation: '' })))));
  const got = new Map(municipalities(db).map((m) => [m.organisation_id, m.country]));
  for (const [i, country] of ['GR', 'GB', 'DE', 'XK', null].entries()) if (got.has(999000010 + i)) assert.equal(got.get(999000010 + i), country);
  assert.ok(got.size >= 3, 'municipalities are recognised');
});

await test('private persons are counted and never shown', (dir, db) => {
  const person = f.partner({ organisationID: '999000077', name: 'ROSSI Maria', SME: '', activityType: '', street: '', city: '', postCode: '', nutsCode: '', geolocation: '' });
  cordis(db, put(dir, 'o.csv', partners([person, f.partner()])));
  assert.deepEqual([summary(db).persons, summary(db).organisations], [1, 1]);
  for (const args of [['evidence', 'municipalities', '--json'], ['evidence', 'summary']]) assert.ok(!run(db, ...args).stdout.includes('ROSSI'));
});

await test('places: a municipality stands for its locality, sections are no cities, addresses stay', (dir, db) => {
  const files = [put(dir, 'cities.txt', f.GEONAMES), put(dir, 'lau.csv', f.LAU), put(dir, 'uk.csv', f.UK)];
  assert.deepEqual(counts(places(db, ...files)), [6, 0, 0, 0]);
  assert.equal(places(db, ...files).added, 0);
  cordis(db, put(dir, 'o.csv', partners([f.partner(), f.partner({ organisationID: '999000009', name: 'PETERBOROUGH CITY COUNCIL', city: 'PETERBOROUGH', country: 'UK', nutsCode: 'UKH11', geolocation: '' })])));
  const [forli, peterborough] = municipalities(db).sort((a, b) => a.organisation_id - b.organisation_id);
  assert.deepEqual([forli.city_name, forli.lau_id, forli.population, forli.in_range], ['Forlì', 'IT_040012', 117946, true]);
  assert.deepEqual([peterborough.lau_id, peterborough.population], ['UK_E06000031', 202626]);
  assert.ok(forli.confidence > 0.5 && forli.confidence <= 1);
  assert.equal(summary(db).cities_unknown_size, 1);
  const slugs = run(db, 'city', 'find', 'neustadt').stdout;
  assert.match(slugs, /neustadt-de\b/); assert.match(slugs, /neustadt-de-2/);
});

await test('places one after the other, municipalities first, packed and zipped', (dir, db) => {
  assert.equal(places(db, put(dir, 'lau.csv.gz', gzipSync(f.LAU))).added, 3);
  places(db, put(dir, 'cities.zip', f.zip({ 'readme.txt': 'about this', 'cities.txt': f.GEONAMES })));
  assert.equal(summary(db).cities, 6, 'Forlì and Peterborough are one city each');
});

await test('the XML of today, single and in a zip', (dir, db) => {
  const xml = `<?xml version="1.0"?><project><id>101000001</id><acronym>LAMPS</acronym><title>Lamps &amp; more</title><status>CLOSED</status>
<startDate>2022-01-01</startDate><ecMaxContribution>900.25</ecMaxContribution><contentUpdateDate>2024-05-03 10:25:16</contentUpdateDate>
<relations><associations><organization type="coordinator" order="1" sme="false" netEcContribution="450.1"><id>999000001</id><legalName>COMUNE DI FORLI</legalName>
<address><city>FORLI</city><country>IT</country></address></organization><result type="relatedResult"/></associations></relations></project>`;
  assert.deepEqual(counts(cordis(db, put(dir, 'project-rcn-1_en.xml', xml))), [2, 0, 0, 0]);
  const got = cordis(db, put(dir, 'xml.zip', f.zip({ 'd/a.xml': xml, 'd/b.xml': '<project><id>1</id>', '__MACOSX/d/._a.xml': 'x' })));
  assert.deepEqual(counts(got), [0, 0, 2, 1]);
  assert.deepEqual([got.ec_contribution_cents, got.net_ec_contribution_cents], [90025, 45010]);
});

await test('files that are no data are refused in one sentence, and nothing changes', (dir, db) => {
  cordis(db, put(dir, 'good.csv', projects([f.project()])));
  const before = summary(db), good = f.zip({ 'project.csv': projects([f.project({ id: '5' })]) });
  const wrong = [
    ['a.zip', '%PDF-1.7 x', /is a PDF/], ['b.csv', '<!DOCTYPE html><html><body>404</body></html>', /is a web page/],
    ['cut.zip', good.subarray(0, good.length - 40), /damaged or cut off/],
    ['bomb.zip', f.zip({ 'project.csv': Buffer.alloc(30 << 20) }), /unpacks to far more/],
    ['bomb.csv.gz', gzipSync(projects([f.project({ objective: 'a'.repeat(900000) })]).repeat(40)), /unpacks to far more/],
    ['up.zip', f.zip({ '../project.csv': 'x' }), /leads outside/], ['abs.zip', f.zip({ '/project.csv': 'x' }), /leads outside/],
    ['empty.csv', '', /is empty/], ['cut.csv.gz', gzipSync(projects([f.project()])).subarray(0, 200), /is cut off/],
    ['other.csv', 'a,b\n1,2\n', /none of the columns/], ['utf16.csv', Buffer.from('\uFEFF"id";"acronym"', 'utf16le'), /UTF-16/],
    ['open.csv', projects([f.project()]) + '"never closed', /line \d+.*never closed/],
    ['c.xlsx', f.zip({ 'xl/workbook.xml': 'x' }), /Excel/], ['nested.zip', f.zip({ 'inner.zip': good }), /inside another/],
    ['litter.zip', f.zip({ '__MACOSX/._project.csv': 'x' }), /no file that could be imported/]];
  for (const [name, bytes, why] of wrong) {
    const got = run(db, 'import', 'cordis', put(dir, name, bytes));
    assert.equal(got.status, 1, `${name}: ${got.stdout}${got.stderr}`);
    assert.match(got.stderr.split('\n').at(-2), why, name);
    assert.match(got.stderr, /smallgiants import: [^\n]+\.\n$/, name);
  }
  assert.deepEqual(summary(db), before);
  assert.equal(run(db, 'import', 'cordis', join(dir, 'nosuch')).status, 1);
  assert.equal(run(db, 'import', 'cordis').status, 2);
  assert.equal(run(db, 'import', 'weather', 'x').status, 2);
});

await test('killed in the middle the last state stands, and the next import completes', async (dir, db) => {
  cordis(db, put(dir, 'one.csv', projects([f.project()])));
  const before = summary(db);
  const many = Array.from({ length: 12000 }, (_, i) => f.partner({ projectID: String(200000000 + i % 900), organisationID: String(900000000 + i) }));
  const path = put(dir, 'organization.csv', partners(many));
  const child = spawn(program, ['import', 'cordis', path, '--db', db], { stdio: ['ignore', 'ignore', 'pipe'] });
  const signal = await new Promise((resolve) => {
    child.stderr.on('data', () => setTimeout(() => child.kill('SIGKILL'), 60));
    child.on('exit', (code, by) => resolve(by));
  });
  assert.equal(signal, 'SIGKILL', 'it was still at work');
  assert.deepEqual(summary(db), before);
  assert.equal(cordis(db, path).added, 12000);
  assert.ok(generationsOf(dir, db) <= 2, 'no leftovers');
});

await test('where LAU are parts, only a whole sum is a population; a municipality has its own name', (dir, db) => {
  const files = [put(dir, 'g.txt', f.PARTS), put(dir, 'lau.csv', f.LAU_PARTS), put(dir, 'cities.csv', f.CITIES)];
  assert.equal(places(db, ...files).rejected, 0);
  const city = (name) => json(run(db, 'city', 'find', name, '--json', '--top', '1'));
  assert.deepEqual(['Matosinhos', 'Utena', 'Berkelland', 'Brighton', 'Cayenne'].map((name) => [city(name).name, city(name).population, city(name).fit]), [
    ['Matosinhos', 95202, 'fits'], ['Utena', 37184, 'fits'], ['Berkelland', 43748, 'fits'], ['Brighton and Hove', 291738, 'fits'],
    ['Cayenne', 61268, 'fits']]);
  assert.deepEqual(['Braganza', 'Evora'].map((name) => city(name).fit), ['unknown', 'unknown'], 'two municipalities; a part without people');
  assert.equal(city('Borculo').name, 'Berkelland', 'found by the town too');
  assert.equal(summary(db).cities, 7, 'a municipality by its parts alone is no city');
  assert.equal(places(db, ...files).added, 0);
  assert.deepEqual(counts(places(db, put(dir, 'cities2.csv', f.CITIES + '\n'), files[0])), [0, 0, 1, 0], 'another file, the same facts');
});

await test('the degree of urbanisation is a fact of a municipality that is known already', (dir, db) => {
  const head = f.CITIES.split('\n')[0] + '\n';
  const row = (degree, id = 'NL_GM1859') => `${head}NL225,GM1859,Berkelland,43748,${degree},,,NL,${id}\n`;
  places(db, put(dir, 'g.txt', f.PARTS), put(dir, 'lau.csv', f.LAU_PARTS));
  assert.deepEqual(counts(places(db, put(dir, 'c0.csv', row(''))))[1], 0, 'no degree, no change');
  assert.deepEqual(counts(places(db, put(dir, 'c4.csv', row(4))))[1], 0, 'no such degree');
  assert.deepEqual(counts(places(db, put(dir, 'cx.csv', row(2, 'NL_GM0000'))))[1], 0, 'not known');
  assert.deepEqual(counts(places(db, put(dir, 'c2.csv', row(2)))).slice(0, 2), [0, 1], 'said for the first time');
  assert.deepEqual(counts(places(db, put(dir, 'c2b.csv', row(2) + '\n'))).slice(0, 2), [0, 0], 'said again');
  assert.deepEqual(counts(places(db, put(dir, 'c3.csv', row(3)))).slice(0, 2), [0, 1], 'and it can change');
});

// What the program says of one organisation, and where corrections are kept.
const bodyOf = (db, id) => municipalities(db).find((m) => m.organisation_id === id);
const corrections = (db) => run(db, 'evidence', 'corrections', '--json').stdout.trim().split('\n').filter(Boolean).map((l) => JSON.parse(l));
const filled = (dir, db) => {
  places(db, put(dir, 'g.txt', f.GEONAMES), put(dir, 'lau.csv', f.LAU));
  cordis(db, put(dir, 'project.csv', projects([f.project()])), put(dir, 'organization.csv', partners([f.partner(),
    f.partner({ organisationID: '999000005', name: 'FORLI MOBILITA SRL', activityType: 'PRC', role: 'participant' })])));
};
const nextFile = (dir) => put(dir, 'later.csv', projects([f.project({ id: '101000009' })]));

await test('"this is us" holds at once and over imports, until it is withdrawn', (dir, db) => {
  filled(dir, db);
  assert.equal(bodyOf(db, 999000005), undefined);
  const said = run(db, 'evidence', 'correct', '999000005', '--is', 'forli-it', '--why', 'we own it', '--who', 'Forlì');
  assert.equal(said.status, 0, said.stderr);
  for (let i = 0; i < 2; i++) {
    const body = bodyOf(db, 999000005);
    assert.deepEqual([body.city_name, body.lau_id, body.confidence, body.reason], ['Forlì', 'IT_040012', 1, 'corrected by hand']);
    if (i === 0) assert.equal(cordis(db, nextFile(dir)).added, 1);
  }
  const [kept] = corrections(db);
  assert.deepEqual([kept.organisation_id, kept.kind, kept.lau_id, kept.geonames_id, kept.why, kept.who],
    [999000005, 'municipality', 'IT_040012', 1, 'we own it', 'Forlì']);
  assert.equal(run(db, 'evidence', 'withdraw', '999000005').status, 0);
  assert.deepEqual([bodyOf(db, 999000005), corrections(db)], [undefined, []]);
  assert.equal(run(db, 'evidence', 'withdraw', '999000005').status, 1);
});

await test('"this is not us" takes the projects out of the record of the city, and gives them back', (dir, db) => {
  filled(dir, db);
  assert.equal(summary(db).cities_with_record, 1);
  const before = summary(db);
  assert.equal(run(db, 'evidence', 'correct', '999000001', '--not-us', '--why', 'another Forlì').status, 0);
  assert.deepEqual([bodyOf(db, 999000001), summary(db).cities_with_record, summary(db).projects_of_cities], [undefined, 0, 0]);
  cordis(db, nextFile(dir));
  assert.equal(bodyOf(db, 999000001), undefined);
  assert.equal(run(db, 'evidence', 'correct', '999000001', '--is', 'forli-it', '--kind', 'agency', '--why', 'no, ours').status, 0);
  assert.deepEqual([corrections(db).length, summary(db).projects_of_cities], [1, 1]);
  assert.equal(run(db, 'evidence', 'withdraw', '999000001').status, 0);
  assert.deepEqual({ ...summary(db), projects: 1 }, { ...before, projects: 1, projects_without_theme: summary(db).projects_without_theme,
    ec_max_cents: summary(db).ec_max_cents });
});

await test('a correction outlives the evidence; where its city is not here, the kind stands without a city', (dir, db) => {
  filled(dir, db);
  assert.equal(run(db, 'evidence', 'correct', '999000005', '--is', 'forli-it', '--why', 'we own it').status, 0);
  loseEvidence(dir, db);
  assert.equal(run(db, 'migrate').status, 0);
  cordis(db, join(dir, 'organization.csv'));
  assert.deepEqual([bodyOf(db, 999000005).city_id, bodyOf(db, 999000005).reason], [null, 'corrected by hand']);
  places(db, join(dir, 'g.txt')); // without the official list: found by its other key
  assert.equal(bodyOf(db, 999000005).city_name, 'Forlì');
});

await test('a correction that makes no sense is refused, and says why', (dir, db) => {
  filled(dir, db);
  for (const [status, sentence, ...args] of [
    [1, /no organisation with the number 77/, 'correct', '77', '--not-us', '--why', 'x'],
    [2, /say why/, 'correct', '999000001', '--not-us'],
    [2, /--is CITY, or .* --not-us/, 'correct', '999000001', '--why', 'x'],
    [2, /--is CITY, or .* --not-us/, 'correct', '999000001', '--is', 'forli-it', '--not-us', '--why', 'x'],
    [1, /no city is called/, 'correct', '999000001', '--is', 'atlantis-it', '--why', 'x'],
    [2, /--kind is/, 'correct', '999000001', '--is', 'forli-it', '--kind', 'village', '--why', 'x'],
    [2, /say the number/, 'correct', 'forli', '--not-us', '--why', 'x'],
    [2, /of which organisation/, 'correct', '--not-us', '--why', 'x'],
    [1, /nobody corrected/, 'withdraw', '999000001'],
  ]) {
    const got = run(db, 'evidence', ...args);
    assert.equal(got.status, status, got.stderr);
    assert.match(got.stderr, sentence);
  }
  assert.deepEqual(corrections(db), []);
});

await test('two languages of one name are one body, and its projects count once', (dir, db) => {
  places(db, put(dir, 'g.txt', f.GEONAMES), put(dir, 'lau.csv', f.LAU));
  cordis(db, put(dir, 'project.csv', projects([f.project()])), put(dir, 'organization.csv', partners([f.partner(),
    f.partner({ organisationID: '999000006', name: 'CITY OF FORLI', role: 'participant' })])));
  assert.deepEqual([bodyOf(db, 999000001).city_id, summary(db).bodies], [bodyOf(db, 999000006).city_id, 1]);
  assert.equal(summary(db).projects_of_cities, 1);
});

await test('a full file stands above the extract, in whatever order they come', (dir, db) => {
  const seeded = summary(db);
  assert.ok(seeded.projects >= 300 && seeded.cities > 40000 && seeded.cities_fit_with_record >= 100);
  const path = put(dir, 'project.csv', projects([f.project()]));
  assert.equal(cordis(db, path).added, 1);
  assert.equal(run(db, 'migrate', '--seed').status, 0);
  assert.equal(summary(db).projects, seeded.projects + 1);
}, { seeded: program });

const withPlaces = (dir, db) => places(db, put(dir, 'cities.txt', f.GEONAMES), put(dir, 'lau.csv', f.LAU), put(dir, 'uk.csv', f.UK));

await test('a misspelt name is asked after; an import of projects keeps how names are found, one of places makes it anew', (dir, db) => {
  withPlaces(dir, db);
  const find = (name) => run(db, 'city', 'find', name, '--json', '--top', '1');
  const first = (name) => [json(find(name)).slug, json(find(name)).guess];
  assert.deepEqual(first('Peterborough'), ['peterborough-gb', false]);
  assert.deepEqual(first('City of Petebrorough, UK'), ['peterborough-gb', true]);
  cordis(db, put(dir, 'o.csv', partners([f.partner()])));
  assert.deepEqual(first('Petebrorough'), ['peterborough-gb', true]);
  assert.equal(find('Matosinohs').status, 1);
  places(db, put(dir, 'more.txt', f.PARTS));
  assert.deepEqual(first('Matosinohs'), ['matosinhos-pt', true]);
  assert.deepEqual(first('Petebrorough'), ['peterborough-gb', true]);
});

await test('a network of 2016: organisations apart, links by record number, those without a PIC are left out', (dir, db) => {
  withPlaces(dir, db);
  const projectTable = put(dir, 'projects.tsv', 'rcn\treference\tacronym\tstatus\tprogramme\ttopics\tstartDate\tendDate\ttotalCost\tecMaxContribution\tcall\tfundingScheme\r\n' +
    '194449\t646511\tREMOURBAN\tSIGNED\tH2020-EU.3.3.\tSCC-01-2014\t2015-01-01\t2019-12-31\t23789640,50\t21541949,00\tH2020-SCC-2014-2015\tIA\r\n');
  const orgs = put(dir, 'orgs.tsv', 'new_org_id\tname\tshortName\tname_normal\tcountry\tnumProj\r\n999000001\tCOMUNE DI FORLI\t\tx\tIT\t 1\r\n' +
    '0002ed6e6953fbf120f6ac982c803700\tSOMEBODY SPA\t\tx\tIT\t 1\r\n');
  const links = put(dir, 'edges.tsv', 'projectRcn\tnew_org_id\r\n194449\t999000001\r\n194449\t0002ed6e6953fbf120f6ac982c803700\r\n194449\t999000009\r\n5\t999000001\r\n\t999000001\r\n');
  assert.deepEqual(counts(cordis(db, links, orgs, projectTable)), [2, 0, 0, 1]);
  assert.deepEqual(counts(cordis(db, links, orgs, projectTable)), [0, 0, 2, 1]);
  assert.deepEqual([summary(db).projects, summary(db).participations, summary(db).cities_fit_with_record], [1, 1, 1]);
  assert.equal(municipalities(db)[0].city_name, 'Forlì');
  const record = f.partner({ projectID: '646511', role: 'coordinator' });
  assert.deepEqual(counts(cordis(db, put(dir, 'o.csv', partners([record])))), [0, 1, 0, 0], 'a full record is better than a link');
  assert.deepEqual(counts(cordis(db, links, orgs, projectTable)), [0, 0, 2, 1], 'and is not given up for one');
});

// ---- what other lists say of cities

const list = (db, kind, ...paths) => json(run(db, 'import', kind, ...paths, '--json'));
const named = (db) => Object.fromEntries(run(db, 'evidence', 'places', '--json').stdout.trim().split('\n').filter(Boolean)
  .map((l) => JSON.parse(l)).map((p) => [p.key, p.city ?? p.reason]));
const gcom = (rows, how = { separator: ',' }) => f.table(f.GCOM_COLUMNS, rows, how);
const uk = (rows) => f.table(f.UK_COLUMNS, rows, { separator: ',' });
const FORLI_TWINS = [['Peterborough', 'United Kingdom', '52.5833', '-0.25', '136292', 'Forlì', '44.2225', '12.0408', '117859', 'Italy', '1296', 'EU'],
  ['Forlì', 'Italy', '44.2225', '12.0408', '', 'Peterborough', '52.5833', '-0.25', '', 'United Kingdom', '1296', 'EU'],
  ['Peterborough', 'United Kingdom', '52.5833', '-0.25', '136292', 'Ann Arbor', '42.275', '-83.73', '113934', 'United States of America', '6024', 'Non-EU']];

await test('what a municipality said of its people counts where no list does, and is dated', (dir, db) => {
  const tables = [put(dir, 'g.txt', f.PARTS), put(dir, 'lau.csv', f.LAU_PARTS)];
  places(db, ...tables);
  const city = (name) => json(run(db, 'city', 'find', name, '--json', '--top', '1'));
  const at = (organisation_id, organisation_name, country_code, lat, lon, population, day) => f.signatory({ organisation_id, organisation_name,
    country_code, organisation_latitude: lat, organisation_longitude: lon, population_adhesion: population, date_of_adhesion: day });
  assert.equal(city('Evora').fit, 'unknown');
  list(db, 'gcom', put(dir, 'gcom.csv', gcom([at('1', 'Evora', 'pt', '38.56', '-7.90', '56596', '2016-05-06'),
    at('2', 'Utena', 'lt', '55.49', '25.60', '30000', '2016-05-06'), at('3', 'Brighton', 'uk', '50.82', '-0.14', '5000', '2016-05-06')])));
  for (let i = 0; i < 2; i++) {
    assert.deepEqual([city('Evora').population, city('Evora').fit], [56596, 'fits']);
    assert.deepEqual([city('Utena').population, city('Brighton').population], [37184, 291738], 'lists stand above it');
    if (i === 0) assert.deepEqual(counts(places(db, put(dir, 'again.txt', f.PARTS + '\n'))), [0, 0, 7, 0], 'and the lists do not fight it');
  }
});

await test('Covenant of Mayors: commitments of cities, groups are no city, mayors are not read', (dir, db) => {
  withPlaces(dir, db);
  const path = put(dir, 'gcom.csv', gcom([f.signatory(),
    f.signatory({ organisation_id: '20368_med', organisation_name: 'Peterborough City Council', country_code: 'uk', population_adhesion: '-', organisation_latitude: '52.57', organisation_longitude: '-0.24' }),
    f.signatory({ organisation_id: '3', organisation_name: 'Forlì, Cesena', group_profile: 'True' }),
    f.signatory({ organisation_id: '4', organisation_latitude: '42.63', organisation_longitude: '12.67', group_name: 'Romagna' }),
    f.signatory({ organisation_id: '5', population_adhesion: '992000' }), f.signatory({ organisation_id: '6', organisation_name: 'Neustadt', country_code: 'de', organisation_latitude: '-', organisation_longitude: '-' }),
    f.signatory({ organisation_id: '7', date_of_adhesion: '31.02.2019' }), f.signatory({ organisation_id: '8', organisation_name: '-' }), f.signatory()]));
  assert.deepEqual(counts(list(db, 'gcom', path)), [6, 0, 0, 3]);
  assert.deepEqual(named(db), { 'covenant/11111': 'forli-it', 'covenant/20368_med': 'peterborough-gb', 'covenant/3': 'group', 'covenant/4': 'elsewhere',
    'covenant/5': 'other size', 'covenant/6': 'several' });
  assert.equal(summary(db).covenant_cities, 2);
  const rejects = rejectsOf(dir);
  assert.match(rejects, /,date_of_adhesion,is not a date,/); assert.match(rejects, /,organisation_name,is missing,/); assert.match(rejects, /,organisation_id,stands in this file already,/);
  assert.match(run(db, 'evidence', 'summary').stdout, /source: Covenant of Mayors, signatories, gcom\.csv, 6 records, as of 2013-05-06/);
  assert.deepEqual([isKept(dir, db, '20368_med'), isKept(dir, db, 'PERSON Secret')], [true, false]);
});

await test('the same list again changes nothing, a newer one changes what it says, an older one is not read twice', (dir, db) => {
  withPlaces(dir, db);
  const old = put(dir, 'old.csv', gcom([f.signatory(), f.signatory({ organisation_id: '2', organisation_name: 'Peterborough', country_code: 'uk', organisation_latitude: '52.57', organisation_longitude: '-0.24' })]));
  const young = put(dir, 'young.csv.gz', gzipSync(gcom([f.signatory({ commitment_CoM2030_flag: 'True', date_of_adhesion: '2022-01-02' })])));
  assert.deepEqual(counts(list(db, 'gcom', old)), [2, 0, 0, 0]);
  assert.deepEqual(counts(list(db, 'gcom', old)), [0, 0, 2, 0]);
  assert.deepEqual(counts(list(db, 'gcom', young)), [0, 1, 0, 0]);
  assert.deepEqual(counts(list(db, 'gcom', old)), [0, 0, 2, 0]);
  assert.equal(summary(db).covenant_cities, 2, 'what the newer list does not name stays');
});

await test('twinnings: either end, towns that are not ours, countries of other days', (dir, db) => {
  withPlaces(dir, db);
  const path = put(dir, 'twins.tsv', f.twins([...FORLI_TWINS,
    ['Forlì', 'Italy', '44.2225', '12.0408', '', 'Blaj', '46.17', '23.91', '20630', 'Austria-Hungary', '1', 'EU'],
    ['Forlì', 'Italy', '44.2225', '12.0408', '', 'Q12875763', '36.1', '28', '', 'Greece', '1', 'EU']]));
  assert.deepEqual(counts(list(db, 'twinnings', path, '--as-of', '2018-03-01')), [3, 0, 0, 2]);
  assert.equal(summary(db).twinned_cities, 2);
  assert.match(run(db, 'evidence', 'summary').stdout, /Wikidata, twinned cities, twins\.tsv, 3 records, as of 2018-03-01/);
  assert.equal(Object.values(named(db)).filter((x) => x === 'no city').length, 1, 'Ann Arbor is kept, and is no city of ours');
  assert.equal(run(db, 'import', 'twinnings', path, '--as-of', 'last year').status, 2);
});

await test('UK structural funds: years in any form, no amounts of 0, equal rows told apart, organisations not kept', (dir, db) => {
  withPlaces(dir, db);
  const path = put(dir, 'uk.csv', uk([f.ukProject(), f.ukProject(), f.ukProject({ Organization: 'SMITH JANE', Project: 'Work', Start_date: '2013', End_date: '' }),
    f.ukProject({ Project: 'No place', LAU1_NAME: '', LAU1_CODE: '' }), f.ukProject({ Project: '' }), f.ukProject({ Project: 'Short', Start_date: '1/04/09', Subsidy: '0' }),
    f.ukProject({ Project: 'When', Start_date: 'spring' }), f.ukProject({ Project: 'Much', Subsidy: 'lots' }), f.ukProject({ Project: 'Princesâ€™ park' })]));
  assert.deepEqual(counts(list(db, 'uk-structural', path)), [5, 0, 0, 4]);
  assert.deepEqual(named(db), { 'uk/peterborough': 'peterborough-gb' });
  assert.equal(summary(db).structural_cities, 1);
  const rejects = rejectsOf(dir);
  for (const why of [/,Project,is missing,/, /,Start_date,is not a date or a year,/, /,Subsidy,is not an amount of money,/, /garbled/]) assert.match(rejects, why);
  assert.deepEqual([isKept(dir, db, 'Skills for the river'), isKept(dir, db, 'SMITH JANE')], [true, false]);
});

await test('places that come later give the lists their cities, in whatever order', (dir, db) => {
  list(db, 'twinnings', put(dir, 'twins.tsv', f.twins(FORLI_TWINS)));
  assert.equal(summary(db).twinned_cities, 0);
  withPlaces(dir, db);
  assert.equal(summary(db).twinned_cities, 2);
});

await test('lists in other layouts: CR CR LF, BOM, columns in another order, zipped; other character sets are refused', (dir, db) => {
  withPlaces(dir, db);
  const text = f.table([...f.GCOM_COLUMNS].reverse(), [f.signatory()], { separator: ';', bom: true });
  assert.deepEqual(counts(list(db, 'gcom', put(dir, 'a.csv', text.replaceAll('\n', '\r\r\n')))), [1, 0, 0, 0]);
  assert.deepEqual(counts(list(db, 'gcom', put(dir, 'b.zip', f.zip({ 'readme.txt': 'about', 'df1.csv': gcom([f.signatory({ organisation_id: '9' })]) })))), [1, 0, 0, 0]);
  const before = summary(db), windows = Buffer.from(gcom([f.signatory()]), 'latin1');
  for (const [kind, name, bytes, why] of [
    ['gcom', 'w.csv', windows, /is not UTF-8, perhaps Windows-1252/], ['gcom', 't.tsv', f.twins(FORLI_TWINS), /has no column organisation_id\. Give the signatories/],
    ['twinnings', 'g.csv', gcom([f.signatory()]), /has no column origincityLabel/], ['uk-structural', 'g2.csv', gcom([f.signatory()]), /has no column Project/],
    ['gcom', 'a.pdf', '%PDF-1.7', /is a PDF/], ['gcom', 'p.xml', '<?xml version="1.0"?><project/>', /is XML/], ['twinnings', 'e.csv', '', /is empty/],
    ['gcom', 'cut.csv.gz', gzipSync(gcom([f.signatory()])).subarray(0, 100), /is cut off/]]) {
    const got = run(db, 'import', kind, put(dir, name, bytes));
    assert.equal(got.status, 1, `${name}: ${got.stdout}${got.stderr}`);
    assert.match(got.stderr, why, name);
    assert.match(got.stderr, /smallgiants import: [^\n]+\.\n$/, name);
  }
  const late = Buffer.concat([Buffer.from(gcom([f.signatory({ organisation_id: '77', group_name: 'x'.repeat(5000) })])), windows.subarray(windows.indexOf(10) + 1)]);
  assert.deepEqual(summary(db), before);
  assert.deepEqual(counts(list(db, 'gcom', put(dir, 'late.csv', late))), [1, 0, 0, 1]);
});

await test('a list killed in the middle leaves the last state, and the next import completes', async (dir, db) => {
  withPlaces(dir, db);
  const before = summary(db);
  const rows = Array.from({ length: 24000 }, (_, i) => f.signatory({ organisation_id: String(i + 1), organisation_name: `Town ${i}` }));
  const path = put(dir, 'gcom.csv', gcom(rows));
  const child = spawn(program, ['import', 'gcom', path, '--db', db], { stdio: ['ignore', 'ignore', 'pipe'] });
  const signal = await new Promise((resolve) => {
    child.stderr.on('data', () => setTimeout(() => child.kill('SIGKILL'), 60));
    child.on('exit', (code, by) => resolve(by));
  });
  assert.equal(signal, 'SIGKILL', 'it was still at work');
  assert.deepEqual(summary(db), before);
  assert.equal(list(db, 'gcom', path).added, 24000);
});

rmSync(root, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
