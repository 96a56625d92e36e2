// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Pages of cities while 8 clients sign in with wrong passwords as fast as they are answered, against the same pages without
// them: what signing in costs those who only read. Each try is of another person from another address, so that none is refused
// before its password was hashed. Made anew and from the cache.
//
// wrk and the clients work on the same processors: on two of them what they use is lost to the pages too, so the ratio is rather too bad
// than too good. What is not disturbed by that is the processor time of a page (of all processes but the keeper's), and what the keeper
// used: as long as it hashes all the time, the clients are as many as they can be.
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { join } from 'node:path';
import { mustRun } from '../quality/lib.mjs';
import { interleave, median, report, reportOne } from './lib.mjs';
import { cityPaths, serve } from './pages.mjs';
import { keeperTime, load, stop } from './servers.mjs';

const CLIENTS = 8;
let tries = 0;

function tryOne(port, agent) {
    const i = ++tries;
    const body = new URLSearchParams({ once: `${Math.floor(Date.now() / 1000)}-${randomBytes(16).toString('hex')}`,
        mail: `person${i}@example.org`, password: `wrong password ${i}` }).toString();
    return new Promise((done, failed) => {
        const request = http.request({ host: '127.0.0.1', port, path: '/sign-in', method: 'POST', agent, headers: {
            'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body),
            'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': `2001:${(i >> 16).toString(16)}:${(i & 0xffff).toString(16)}::1` } }, (answer) => {
            answer.resume();
            answer.on('end', () => done(answer.statusCode));
        });
        request.on('error', failed);
        request.end(body);
    });
}

// Until `over` is called: which gives how they were answered, and the milliseconds each took.
function postPasswords(port) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
    const said = new Map();
    const ms = [];
    let stopped = false;
    const clients = Array.from({ length: CLIENTS }, async () => {
        while (!stopped) {
            const began = performance.now();
            const status = await tryOne(port, agent);
            said.set(status, (said.get(status) ?? 0) + 1);
            ms.push(performance.now() - began);
        }
    });
    return async () => {
        stopped = true;
        await Promise.all(clients);
        agent.destroy();
        return { said, ms };
    };
}

async function measure(name, program, folder, url, ...args) {
    const { file } = cityPaths(url, folder);
    const server = await serve(program, url, ...args);
    const without = () => -keeperTime(server);
    const said = new Map();
    const ms = [];
    let hashed = 0, seconds = 0;
    try {
        await load(server, file); // warm, not counted
        const beside = async () => {
            const before = keeperTime(server), began = performance.now();
            const over = postPasswords(server.port);
            const pages = await load(server, file, { also: without });
            const tried = await over();
            hashed += keeperTime(server) - before;
            seconds += (performance.now() - began) / 1000;
            for (const [status, n] of tried.said) said.set(status, (said.get(status) ?? 0) + n);
            ms.push(...tried.ms);
            return pages;
        };
        const pairs = await interleave(beside, () => load(server, file, { also: without }));
        report(`${name} beside ${CLIENTS} clients with wrong passwords, against without, answers a second`, 'a second', pairs, (x) => x.rate, { least: 0.5 });
        report(`${name} beside them, time of 99 in 100`, 'ms', pairs, (x) => x.p99, { most: 5 });
        report(`${name} beside them, processor time without what hashes`, 'ms an answer', pairs, (x) => x.cpu);
        reportOne(`${name}: passwords looked at meanwhile`, ms.length / seconds, 'a second');
        reportOne(`${name}: what hashes had of one processor`, (100 * hashed) / seconds, 'in 100');
        reportOne(`${name}: such clients were answered, half within`, median(ms), 'ms');
        console.log(`${name}: they were told ${[...said].map(([status, n]) => `${status} ${n} times`).join(', ')}`);
        if ([...said.keys()].some((status) => status !== 400)) throw new Error('not every password was looked at');
    } finally {
        await stop(server);
    }
}

export async function benchPasswords(program, folder) {
    const url = `sqlite:${join(folder, 'passwords.db')}`;
    mustRun(program, ['migrate', '--seed', '--db', url]);
    await measure('pages made anew', program, folder, url, '--no-cache');
    await measure('pages from the cache', program, folder, url);
}
