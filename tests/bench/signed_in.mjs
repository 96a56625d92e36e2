// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Pages of somebody who is signed in, made anew each time: against Fossil's pages for a user who is signed in, while 500,000 people are
// in our table; and 500,000 people against 100, on both engines, asked in turn. Beside that the 100 against themselves: what is noise.
//
//   node tests/bench/signed_in.mjs PROGRAM FEW_URL MANY_URL RESULT    within tests/store/with_postgres; the urls are of SQLite
//
// SIGNED_IN_FOLDER names a folder that keeps the databases from one run to the next, of the same day; SIGNED_IN_ONLY some kinds of page,
// with a comma between; 'fossil' the part against Fossil.
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askServer, makeDatabase } from '../database.mjs';
import { mustRun, run } from '../quality/lib.mjs';
import { PAIRS, evidenceOf, interleave, report, reportOne } from './lib.mjs';
import { cityPaths, serveAt } from './pages.mjs';
import { ASKED, FEW, MANY, PASSWORD, addPeople, bringSessions, mailOf, tokenOf } from './people.mjs';
import { turns } from './scale/turns.mjs';
import { keeperOf, load, memoryOf, start, stop } from './servers.mjs';

const HERE = fileURLToPath(import.meta.url);
const PORTS = { few: 18796, many: 18797, again: 18798 };
const FOSSIL_PORT = 18792;
const BAR = 1.1;           // 500,000 people against 100, processor time
const FOSSIL_BAR = 5;
const REQUESTS = 200;      // of a kind, each time
const SIGN_INS = 60;
const SKIPPED = 77;        // of with_postgres, where there is no PostgreSQL
const STAFF = 0;           // of those who are asked: the administrator, who sees people
const ASKED_ALL = Array.from({ length: ASKED }, (_, i) => i);

// ---- the databases

function copyOf(url, to) {
    const from = url.slice('sqlite:'.length), evidence = evidenceOf(url);
    mustRun('sqlite3', [from, 'pragma wal_checkpoint(truncate)']);
    for (const end of ['-wal', '-shm']) rmSync(to + end, { force: true });
    copyFileSync(from, to);
    copyFileSync(evidence, to.replace(/\.db$/, `.evidence-${/-(\d+)\.db$/.exec(evidence)[1]}.db`));
}

function peopled(folder, url, count) {
    const db = join(folder, `people-${count}.db`);
    const mark = `${db}.${basename(HERE)}.day`, day = new Date().toISOString().slice(0, 10);
    if (!existsSync(mark) || readFileSync(mark, 'utf8') !== day) {
        copyOf(url, db);
        addPeople(folder, db, count, Math.floor(Date.now() / 1000));
        writeFileSync(mark, day);
    }
    return `sqlite:${db}`;
}

// ---- what is asked

const cookieOf = (asked) => `session=${tokenOf(asked)}`;
const get = (path, asked) => () => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookieOf(asked)}\r\n\r\n`;

// Each form has a token of its own, as a page would have given it.
const post = (path, from, fields) => () => {
    const body = new URLSearchParams({ once: `${Math.floor(Date.now() / 1000)}-${randomBytes(16).toString('hex')}`, ...fields }).toString();
    return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nX-Forwarded-For: ${from}\r\n`
        + `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};
const signIn = (mail, from, password) => post('/sign-in', from, { mail, password });
const placeOf = (asked) => `198.51.${100 + (asked >> 6)}.${asked & 63}`;
const WRONG_PLACE = '203.0.113.7';

const every = (pathOf) => ASKED_ALL.map((asked) => get(pathOf(asked), asked));
const kindsOf = (cities) => [
    { name: 'pages of cities', asks: every((i) => cities[i % cities.length]), bar: BAR },
    { name: '/me', asks: ASKED_ALL.filter((i) => i !== STAFF).map((i) => get('/me', i)), bar: BAR },
    { name: '/me of who runs the network', asks: [get('/me', STAFF)], bar: BAR },
    { name: '/me/account', asks: every(() => '/me/account'), bar: BAR },
    { name: '/me/sessions', asks: every(() => '/me/sessions'), bar: BAR },
    { name: '/me/data.json', asks: every(() => '/me/data.json'), bar: BAR },
    { name: '/people', asks: [get('/people', STAFF)], bar: BAR },
    { name: 'people found by name', asks: ASKED_ALL.map((i) => get(`/people?q=asked+town${i}`, STAFF)), bar: BAR },
    { name: 'people found by two letters', asks: [get('/people?q=te', STAFF)] },
    { name: 'found by mail address, told to wait', asks: ASKED_ALL.map((i) => signIn(mailOf(i), WRONG_PLACE, 'wrong')), status: 429, bar: BAR },
    { name: 'signing in', asks: ASKED_ALL.map((i) => signIn(mailOf(i), placeOf(i), PASSWORD)), status: 303, requests: SIGN_INS, bar: BAR },
    { name: 'signing in, without the hash', asks: ASKED_ALL.map((i) => signIn(mailOf(i), placeOf(i), PASSWORD)), status: 303,
        requests: SIGN_INS, isHashed: true },
];

// So many wrong ones that nobody is asked for a password any more from there.
async function spoil(server) {
    for (let i = 0; i < 40; i++) {
        await fetch(`http://127.0.0.1:${server.port}/sign-in`, { method: 'POST', redirect: 'manual', headers: { 'sec-fetch-site': 'same-origin',
            'x-forwarded-for': WRONG_PLACE }, body: new URLSearchParams({ once: `${Math.floor(Date.now() / 1000)}-${randomBytes(16).toString('hex')}`,
            mail: `nobody${i}@example.org`, password: 'wrong' }) });
    }
}

async function checkSignedIn(server, path, asked, sign) {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { cookie: cookieOf(asked) }, redirect: 'manual' });
    const text = await answer.text();
    if (answer.status !== 200 || !text.includes(sign)) throw new Error(`${path}: ${answer.status}, not what somebody sees who is signed in`);
}

// ---- many against few

async function pairsOf(one, other, { asks, status = 200, requests = REQUESTS, isHashed }) {
    const sides = [one, other].map((server) => ({ server, paths: asks, status, without: isHashed ? keeperOf(server) : [] }));
    await turns(sides, requests / 2); // warm, not counted
    const pairs = [];
    for (let i = 0; i < PAIRS; i++) pairs.push(await turns(sides, requests));
    return pairs;
}

// STAFF runs the network, with a second step.
const staffed = [`insert into main.person_role (id, person_id, role, since) select max(id) + 1, 1, 'administrator', 0 from main.person_role`,
    "update main.person set totp = 'sealed' where id = 1", 'update main.login_session set second_factor = 1 where person_id = 1'];

// Put into `servers`, so that they are stopped whatever happens.
async function serveAll(program, urls, servers) {
    for (const [name, url] of Object.entries(urls)) {
        servers[name] = { ...await serveAt(PORTS[name], program, url, '--no-cache', '--workers', '1'), url };
        await checkSignedIn(servers[name], '/me/account', ASKED - 1, mailOf(ASKED - 1));
        await checkSignedIn(servers[name], `/people?q=asked+town${ASKED - 1}`, STAFF, mailOf(ASKED - 1));
        await spoil(servers[name]);
    }
}

// [[kind, pairs of many against few, pairs of few against few], ...]
async function measure(program, urls, cities) {
    const servers = {};
    const found = [];
    try {
        await serveAll(program, urls, servers);
        const only = process.env.SIGNED_IN_ONLY;
        for (const kind of kindsOf(cities).filter(({ name }) => !only || only.split(',').includes(name))) {
            found.push([kind.name, await pairsOf(servers.many, servers.few, kind), await pairsOf(servers.again, servers.few, kind)]);
        }
        return { found, memory: memoryOf(servers.many.pid) };
    } finally {
        await Promise.all(Object.values(servers).map(stop));
    }
}

function say(engine, cities, { found, memory }) {
    const bars = new Map(kindsOf(cities).map(({ name, bar }) => [name, bar]));
    for (const [name, pairs, same] of found) {
        const bar = bars.get(name);
        report(`${engine}: ${name}, ${MANY} people against ${FEW}, processor time`, 'ms', pairs, (x) => x.cpu, bar ? { most: bar } : undefined);
        report(`${engine}: ${name}, ${FEW} against the same ${FEW} (noise), processor time`, 'ms', same, (x) => x.cpu);
        report(`${engine}: ${name}, ${MANY} people against ${FEW}, median time`, 'ms', pairs, (x) => x.p50);
        report(`${engine}: ${name}, ${FEW} against the same ${FEW} (noise), median time`, 'ms', same, (x) => x.p50);
    }
    reportOne(`${engine}: memory of a server of one worker after it, ${MANY} people`, memory, 'MB');
}

// A copy: who signs in ends the oldest session, and what is kept for the next run must stay as it was made.
function servedCopy(folder, name, url) {
    const path = join(folder, `served-${name}.db`);
    copyOf(url, path);
    mustRun('sqlite3', [path, staffed.join('; ')]);
    return `sqlite:${path}`;
}

async function onSqlite(program, folder, { few, many }, cities) {
    const urls = Object.fromEntries(Object.entries({ few, many, again: few }).map(([name, url]) => [name, servedCopy(folder, name, url)]));
    say('SQLite', cities, await measure(program, urls, cities));
}

async function onPostgres(program, folder, few, many, cities) {
    const made = Object.entries({ few, many, again: few }).map(([name, url]) => ({ name, url, ...makeDatabase('') }));
    for (const { url, db } of made) {
        mustRun(program, ['copy', '--from', url, '--to', db]);
        bringSessions(folder, url.slice('sqlite:'.length), (sql) => askServer(db, sql));
        for (const sql of staffed) askServer(db, sql);
    }
    try {
        return await measure(program, Object.fromEntries(made.map(({ name, db }) => [name, db])), cities);
    } finally {
        for (const { drop } of made) drop();
    }
}

function startOnPostgres(program, folder, { few, many }, cities) {
    const within = join(dirname(program), '../../tests/store/with_postgres'), result = join(folder, 'signed-in.json');
    writeFileSync(result, JSON.stringify(cities));
    const done = existsSync(within) ? run(within, ['--synced', '--', process.execPath, HERE, program, few, many, result]) : { status: SKIPPED };
    if (done.status === SKIPPED) {
        console.log('SKIPPED: signed-in pages on PostgreSQL were NOT timed: it is not installed, or tests/store/with_postgres is not built');
        return;
    }
    if (done.status !== 0) throw new Error(`signed-in pages on PostgreSQL could not be timed: ${done.out}${done.err}`);
    say('PostgreSQL', cities, JSON.parse(readFileSync(result, 'utf8')));
}

// ---- against Fossil

const USER = 'ann';

async function startFossil(folder) {
    const repository = join(folder, 'signed-in.fossil');
    mustRun('fossil', ['init', '--admin-user', 'bench', repository]);
    mustRun('fossil', ['user', 'new', USER, 'Ann', PASSWORD, '-R', repository]);
    const server = await start('fossil', ['server', '--localhost', '--port', String(FOSSIL_PORT), repository], FOSSIL_PORT);
    const answer = await fetch(`http://127.0.0.1:${FOSSIL_PORT}/login`, { method: 'POST', redirect: 'manual',
        body: new URLSearchParams({ u: USER, p: PASSWORD, in: 'Login' }) });
    return { server, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

// What the pages are: of theirs, those that somebody sees who is signed in.
async function checkFossil(path, cookie) {
    const text = await (await fetch(`http://127.0.0.1:${FOSSIL_PORT}${path}`, { headers: { cookie } })).text();
    if (!text.includes('Logout') && !text.includes(USER)) throw new Error(`Fossil's ${path} is not that of somebody who is signed in`);
}

async function against(ours, theirs, folder, { name, lines, path, cookie }) {
    const [our, their] = ['ours', 'theirs'].map((side) => join(folder, `signed-in-${side}.txt`));
    await checkFossil(path, cookie);
    writeFileSync(our, lines.map((line) => `${line}\n`).join(''));
    writeFileSync(their, `${path} ${cookie}\n`);
    await load(ours, our); // warm, not counted
    const pairs = await interleave(() => load(ours, our), () => load(theirs, their, { strict: false }));
    report(`${name} against Fossil's ${path}, both signed in, answers a second`, 'a second', pairs, (x) => x.rate, { least: FOSSIL_BAR });
    report(`${name}, time of 99 in 100`, 'ms', pairs, (x) => x.p99);
    report(`${name}, processor time`, 'ms an answer', pairs, (x) => x.cpu);
}

async function againstFossil(program, folder, url, cities) {
    const ours = await serveAt(PORTS.many, program, url, '--no-cache');
    const { server: theirs, cookie } = await startFossil(folder);
    try {
        await checkSignedIn(ours, cities[0], 0, '/sign-out');
        const of = (pathOf) => cities.map((_, i) => `${pathOf(i)} ${cookieOf(i % ASKED)}`);
        await against(ours, theirs, folder, { name: `pages of ${cities.length} cities`, lines: of((i) => cities[i]), path: '/home', cookie });
        await against(ours, theirs, folder, { name: "one's own page /me", lines: of(() => '/me'), path: '/login', cookie });
        await against(ours, theirs, folder, { name: 'the list of people', lines: [`/people ${cookieOf(STAFF)}`], path: '/home', cookie });
        reportOne(`memory of the whole server after it, ${MANY} people`, memoryOf(ours.pid), 'MB', { most: 96 });
    } finally {
        await Promise.all([stop(ours), stop(theirs)]);
    }
}

export async function benchSignedIn(program, temporary, url) {
    const folder = process.env.SIGNED_IN_FOLDER ?? temporary;
    mkdirSync(folder, { recursive: true });
    const cities = cityPaths(url, folder).paths;
    const urls = { few: peopled(folder, url, FEW), many: peopled(folder, url, MANY) };
    const only = process.env.SIGNED_IN_ONLY;
    if (!only || only.split(',').includes('fossil')) await againstFossil(program, temporary, servedCopy(temporary, 'fossil', urls.many), cities);
    if (only === 'fossil') return;
    await onSqlite(program, temporary, urls, cities);
    startOnPostgres(program, temporary, urls, cities);
}

if (process.argv[1] === HERE) {
    const [program, few, many, result] = process.argv.slice(2);
    writeFileSync(result, JSON.stringify(await onPostgres(program, dirname(result), few, many, JSON.parse(readFileSync(result, 'utf8')))));
}
