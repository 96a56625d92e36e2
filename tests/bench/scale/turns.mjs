// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Two servers asked in turn, one request each, over one connection each: what else the machine does hits both alike.
import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { family } from '../servers.mjs';
import { backendsOf } from './engines.mjs';

// Nanoseconds that each process of a server has run, and what PostgreSQL runs for it.
const ranOf = (server) => new Map([...family(server.pid), ...backendsOf(server.url)]
    .map(({ pid }) => [pid, Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])]));

// What those that are there still have run since, but for those in `without`; one that ended meanwhile was not the one that answers.
const ranSince = (server, before, without) => [...ranOf(server)].filter(([pid]) => !without.includes(pid))
    .reduce((sum, [pid, ran]) => sum + ran - (before.get(pid) ?? 0), 0);

// A connection that is asked one thing after the other.
async function connect(port) {
    const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
    let waiting, head = '', left = -1;
    socket.on('data', (data) => {
        if (left < 0) {
            head += data.toString('latin1');
            const end = head.indexOf('\r\n\r\n');
            if (end < 0) return;
            left = Number(/^content-length: (\d+)/im.exec(head)[1]) - (head.length - end - 4);
        } else {
            left -= data.length;
        }
        if (left === 0) waiting.done(Number(head.slice(9, 12)));
    });
    socket.on('error', (error) => waiting?.failed(error));
    await new Promise((done, failed) => { socket.on('connect', done); waiting = { failed }; });
    return {
        async ask(text, wanted) {
            head = '';
            left = -1;
            const status = await new Promise((done, failed) => {
                waiting = { done, failed };
                socket.write(text);
            });
            if (status !== wanted) throw new Error(`${text.split('\r')[0]}: status ${status}`);
        },
        close: () => socket.destroy(),
    };
}

// What is asked: a path, or a function that gives the bytes of a request.
const textOf = (path) => (typeof path === 'function' ? path() : `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);

// Milliseconds that half of the answers take, and of processor time for each: of [ours, theirs], each { server, paths }, and where wanted
// { status } of the answers and { without }: processes of the server that do not count.
export async function turns(sides, requests) {
    const lines = await Promise.all(sides.map(({ server }) => connect(server.port)));
    const before = sides.map(({ server }) => ranOf(server));
    const times = sides.map(() => []);
    for (let i = 0; i < requests; i++) {
        for (const side of i % 2 ? [1, 0] : [0, 1]) {
            const { paths, status = 200 } = sides[side];
            const text = textOf(paths[i % paths.length]);
            const start = process.hrtime.bigint();
            await lines[side].ask(text, status);
            times[side].push(Number(process.hrtime.bigint() - start) / 1e6);
        }
    }
    lines.forEach((line) => line.close());
    return sides.map(({ server, without = [] }, side) => ({ cpu: ranSince(server, before[side], without) / requests / 1e6,
        p50: times[side].sort((a, b) => a - b)[requests >> 1] }));
}
