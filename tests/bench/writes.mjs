// SPDX-License-Identifier: AGPL-3.0-or-later
//
// 1,000 writes of people, evenly over an import of the bulk file that runs as a job of a server, on each engine: is any refused, how
// long do they wait? No page writes yet, so two processes do what a page would (tests/fault/drill_writer.c, paced): a connection of
// their own, a transaction with a setting and some rows, begun anew as often as a page may. Counted is from the moment a write was
// due to its answer. How long the import takes is measured first, without writers.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDatabase } from '../database.mjs';
import { network } from '../fault/network.mjs';
import { run } from '../quality/lib.mjs';
import { ZIP, median, reportOne } from './lib.mjs';

const HERE = fileURLToPath(import.meta.url);
const WRITERS = 2;
const WRITES = 1000;
const P99_MOST_MS = 100;
const LOOK_MS = 100;
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

// Lines of a writer: { ms, how }.
const startWriter = (writer, db, name, everyUs) => new Promise((done, failed) => {
    const child = spawn(writer, [db, 'paced', name, String(WRITES / WRITERS), String(everyUs)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (bytes) => { out += bytes; });
    child.on('error', failed);
    child.on('close', (status) => {
        if (status !== 0) return failed(new Error(`drill_writer: status ${status}`));
        return done(out.trim().split('\n').map((line) => line.split(' ')).map(([us, how]) => ({ ms: Number(us) / 1000, how })));
    });
});

// One import into a fresh network, and meanwhile `work`, whose result is given with the seconds.
async function importAsJob(program, work) {
    const folder = mkdtempSync(join(tmpdir(), 'writes-'));
    const { db, drop } = makeDatabase(join(folder, 'sg.db'));
    const net = network(program, db);
    net.ran('migrate', '--seed');
    const server = await net.serve();
    try {
        net.ran('import', 'cordis', ZIP, '--background');
        const [seconds, result] = await Promise.all([waitForJob(net), work(db)]);
        return { seconds, result };
    } finally {
        const ended = new Promise((done) => server.child.once('exit', done));
        server.child.kill('SIGTERM');
        await ended;
        drop();
        rmSync(folder, { recursive: true, force: true });
    }
}

async function measure(program, writer) {
    const alone = await importAsJob(program, async () => {});
    const everyUs = Math.floor((alone.seconds * 1e6 * WRITERS) / WRITES);
    const beside = await importAsJob(program, async (db) =>
        (await Promise.all(Array.from({ length: WRITERS }, (_, i) => startWriter(writer, db, `client-${i}`, everyUs)))).flat());
    return { writes: beside.result, alone: alone.seconds, beside: beside.seconds };
}

function say(engine, { writes, alone, beside }) {
    const ms = writes.map((one) => one.ms).sort((a, b) => a - b);
    const name = `${engine}: ${ms.length} writes while an import runs`;
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
    const writer = join(tests, 'fault/drill_writer');
    if (!existsSync(writer)) {
        console.log(`SKIPPED: writes while an import runs were NOT timed: ${writer} is not built (make bench builds it)`);
        return;
    }
    say('SQLite', await measure(program, writer));
    const done = run(join(tests, 'store/with_postgres'), ['--synced', '--', process.execPath, HERE, program, writer]);
    if (done.status === SKIPPED) {
        console.log('SKIPPED: the same on PostgreSQL: it is not installed (the Debian package postgresql-15)');
        return;
    }
    if (done.status !== 0) throw new Error(`writes.mjs on PostgreSQL: status ${done.status}\n${done.out}\n${done.err}`);
    say('PostgreSQL', JSON.parse(done.out.split('\n').find((line) => line.startsWith('{'))));
}

if (process.argv[1] === HERE) console.log(JSON.stringify(await measure(...process.argv.slice(2))));
