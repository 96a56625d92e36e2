// SPDX-License-Identifier: AGPL-3.0-or-later
//
// 1,000 forms that people send (remarks, POST /remarks/new), evenly over an import of the bulk file that runs as a job of the
// same server, on each engine: is any refused, how long do they wait? Counted is from the moment a form was due to its whole
// answer. How long the import takes is measured first, without them.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDatabase } from '../database.mjs';
import { network } from '../fault/network.mjs';
import { run } from '../quality/lib.mjs';
import { ZIP, median, reportOne } from './lib.mjs';

const HERE = fileURLToPath(import.meta.url);
const WRITES = 1000;
const P99_MOST_MS = 100;
const LOOK_MS = 500;
const SKIPPED = 77; // of with_postgres, where there is no PostgreSQL

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Until the newest job is over: seconds since it was begun.
async function waitForJob(net) {
    const begun = performance.now();
    for (;;) {
        const job = JSON.parse(net.ran('jobs', '--json').split('\n')[0]);
        if (job.state === 'done') return (performance.now() - begun) / 1000;
        if (job.state !== 'running' && job.state !== 'waiting') throw new Error(`the import is ${job.state}: ${job.why}`);
        await pause(LOOK_MS);
    }
}

// One form, as a browser sends it, over connections that stay; each from an address of its own, because one may send ten an hour.
const sendForm = (url, agent, i) => new Promise((done, failed) => {
    const body = new URLSearchParams({ once: `${Math.floor(Date.now() / 1000)}-${randomBytes(16).toString('hex')}`,
        says: `Remark ${i}: the number of people is of another year. ${'More of it. '.repeat(20)}`, page: '/cities/ciampino-it' }).toString();
    const request = http.request(`${url}/remarks/new`, { method: 'POST', agent, headers: { 'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(body), 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': `10.0.${i >> 8}.${i & 255}` } }, (answer) => {
        answer.resume();
        answer.on('end', () => done(answer.statusCode));
    });
    request.on('error', failed);
    request.end(body);
});

// Each is sent when it is due, whether those before it were answered or not.
async function sendForms(url, everyMs) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    const begun = performance.now();
    const forms = [];
    for (let i = 0; i < WRITES; i++) {
        const due = begun + i * everyMs;
        if (due > performance.now()) await pause(due - performance.now());
        forms.push(sendForm(url, agent, i).then((status) => ({ ms: performance.now() - due, how: status === 303 ? 'ok' : String(status) })));
    }
    const all = await Promise.all(forms);
    agent.destroy();
    return all;
}

// One import into a fresh network, and meanwhile `work`, whose result is given with the seconds.
async function importAsJob(program, work) {
    const folder = mkdtempSync(join(tmpdir(), 'writes-'));
    const { db, drop } = makeDatabase(join(folder, 'sg.db'));
    const net = network(program, db);
    net.ran('migrate', '--seed');
    const server = await net.serve();
    try {
        net.ran('import', 'cordis', ZIP, '--background');
        const [seconds, result] = await Promise.all([waitForJob(net), work(server.url)]);
        return { seconds, result };
    } finally {
        const ended = new Promise((done) => server.child.once('exit', done));
        server.child.kill('SIGTERM');
        await ended;
        drop();
        rmSync(folder, { recursive: true, force: true });
    }
}

async function measure(program) {
    const alone = await importAsJob(program, async () => {});
    const beside = await importAsJob(program, (url) => sendForms(url, (alone.seconds * 1000) / WRITES));
    return { writes: beside.result, alone: alone.seconds, beside: beside.seconds };
}

function say(engine, { writes, alone, beside }) {
    const ms = writes.map((one) => one.ms).sort((a, b) => a - b);
    const name = `${engine}: ${ms.length} forms while an import runs`;
    reportOne(`${name}, refused`, writes.filter((one) => one.how !== 'ok').length, '', { most: 0 });
    reportOne(`${name}, half within`, median(ms), 'ms');
    reportOne(`${name}, 99 in 100 within`, ms[Math.ceil(ms.length * 0.99) - 1], 'ms', { most: P99_MOST_MS });
    reportOne(`${name}, the longest`, ms.at(-1), 'ms');
    reportOne(`${engine}: the import alone`, alone, 's');
    reportOne(`${engine}: the import beside them`, beside, 's');
}

// `program` stands in a build folder with the tests: build-quality.
export async function benchWrites(program) {
    const tests = join(dirname(program), '../../tests');
    const cluster = join(tests, 'store/with_postgres');
    if (!existsSync(cluster)) {
        console.log(`SKIPPED: forms while an import runs were NOT timed: ${cluster} is not built (make bench builds it)`);
        return;
    }
    say('SQLite', await measure(program));
    const done = run(cluster, ['--synced', '--', process.execPath, HERE, program]);
    if (done.status === SKIPPED) {
        console.log('SKIPPED: the same on PostgreSQL: it is not installed (the Debian package postgresql-15)');
        return;
    }
    if (done.status !== 0) throw new Error(`writes.mjs on PostgreSQL: status ${done.status}\n${done.out}\n${done.err}`);
    say('PostgreSQL', JSON.parse(done.out.split('\n').find((line) => line.startsWith('{'))));
}

if (process.argv[1] === HERE) console.log(JSON.stringify(await measure(...process.argv.slice(2))));
