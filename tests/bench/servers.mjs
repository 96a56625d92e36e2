// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Starting servers, putting load on them, and what the load cost: answers a second, the time that 99 of 100 take, processor time
// and memory of all their processes.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SECONDS = 4;       // of wrk, each time
const CONNECTIONS = 16;
const TICKS = 100;       // of the kernel's clock in a second

// A process and its children.
export function family(pid) {
    const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => {
        try {
            const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
            return { pid: Number(name), fields: stat.slice(stat.lastIndexOf(')') + 2).split(' ') };
        } catch {
            return null; // it ended meanwhile
        }
    });
    return parents.filter((one) => one && (one.pid === pid || Number(one.fields[1]) === pid));
}

// Processor seconds of the PostgreSQL of tests/store/with_postgres and of its processes, those that have ended among them.
export const clusterTime = () => cpuOf(Number(readFileSync(join(process.env.CLUSTER_FOLDER, 'data/postmaster.pid'), 'utf8').split('\n')[0]));

const secondsOf = (processes) => processes.reduce((sum, { fields }) => sum + [11, 12, 13, 14].reduce((s, i) => s + Number(fields[i]), 0), 0) / TICKS;

// Seconds that a process, its children and the children they waited for have used.
const cpuOf = (pid) => secondsOf(family(pid));

// Of our server, what hashes passwords: the one that is nicer than the rest. And what it has used, in seconds.
const keepers = (server) => {
    const all = family(server.pid), own = all.find(({ pid }) => pid === server.pid);
    return own ? all.filter(({ fields }) => Number(fields[16]) > Number(own.fields[16])) : [];
};
export const keeperOf = (server) => keepers(server).map(({ pid }) => pid);
export const keeperTime = (server) => secondsOf(keepers(server));

// MB of a process and its children; what they share is counted once.
export const memoryOf = (pid) => family(pid).reduce((sum, one) =>
    sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one.pid}/smaps_rollup`, 'utf8'))[1]), 0) / 1024;

const listens = (port) => new Promise((answer) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => { socket.destroy(); answer(true); });
    socket.on('error', () => answer(false));
});

export async function start(command, args, port) {
    if (await listens(port)) throw new Error(`something listens on port ${port} already: it would be timed instead`);
    const child = spawn(command, args, { stdio: 'ignore' });
    for (let i = 0; i < 100; i++) {
        if (await listens(port)) return { pid: child.pid, port, child };
        await new Promise((done) => setTimeout(done, 50));
    }
    child.kill();
    throw new Error(`${command} does not listen on port ${port}`);
}

export const stop = ({ child }) => new Promise((done) => {
    child.on('exit', done);
    child.kill();
});

const UNIT_MS = { us: 0.001, ms: 1, s: 1000, m: 60000 };

function percentile(out, percent) {
    const [, number, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s|m)`).exec(out);
    return Number(number) * UNIT_MS[unit];
}

function wrk(port, pathsFile, connections) {
    return new Promise((done, failed) => {
        const child = spawn('wrk', ['-t', '1', '-c', String(connections), '-d', `${SECONDS}s`, '--latency', '-s', join(HERE, 'pages.lua'),
            `http://127.0.0.1:${port}`, '--', pathsFile]);
        let out = '';
        child.stdout.on('data', (data) => { out += data; });
        child.on('error', failed);
        child.on('close', (status) => (status === 0 ? done(out) : failed(new Error(`wrk: status ${status}\n${out}`))));
    });
}

// Good answers a second by the clock, milliseconds that half and 99 of 100 take, milliseconds of processor time for each.
// `also`: processor seconds so far of what works for the server.
// `strict`: all must be answered well; otherwise failures (Fossil is busy at times) are left out of the count.
export async function load(server, pathsFile, { strict = true, connections = CONNECTIONS, also = () => 0 } = {}) {
    const before = cpuOf(server.pid) + also();
    const out = await wrk(server.port, pathsFile, connections);
    const used = cpuOf(server.pid) + also() - before;
    const failures = Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0);
    if (strict && (failures > 0 || /Socket errors/.test(out))) throw new Error(`not all was answered:\n${out}`);
    const requests = Number(/(\d+) requests in/.exec(out)[1]);
    const good = requests - failures;
    return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]) * good / requests, p50: percentile(out, 50),
        p99: percentile(out, 99), cpu: (used * 1000) / good };
}
