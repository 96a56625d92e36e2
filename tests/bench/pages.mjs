// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Pages of 500 cities: made anew, against Fossil serving /home of a fresh repository; from the cache, against nginx serving the
// same bytes as files. With them the memory of the whole server.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../quality/lib.mjs';
import { HERE, evidenceOf, interleave, report, reportOne } from './lib.mjs';
import { load, memoryOf, start, stop } from './servers.mjs';

const PAGES = 500;
const OUR_PORT = 18791;
const FOSSIL_PORT = 18792;
const NGINX_PORT = 18793; // as in nginx.conf

export const serveAt = (port, program, url, ...args) =>
    start(program, ['serve', '--listen', `127.0.0.1:${port}`, '--db', url, ...args], port);
export const serve = (program, url, ...args) => serveAt(OUR_PORT, program, url, ...args);

// Those with most projects first; every second one has none.
export function cityPaths(url, folder) {
    const slugs = mustRun('sqlite3', ['-readonly', evidenceOf(url),
        `select c.slug from city c left join city_total t on t.city_id = c.id where c.fit = 'fits'
         order by coalesce(t.projects, 0) desc, c.id limit ${PAGES}`]).out.trim().split('\n');
    const file = join(folder, 'cities.txt');
    writeFileSync(file, slugs.map((slug) => `/cities/${encodeURIComponent(slug)}\n`).join(''));
    return { file, paths: slugs.map((slug) => `/cities/${encodeURIComponent(slug)}`) };
}

export async function benchPages(program, folder, url) {
    const repository = join(folder, 'fresh.fossil');
    const home = join(folder, 'home.txt');
    const { file } = cityPaths(url, folder);
    mustRun('fossil', ['init', '--admin-user', 'bench', repository]);
    writeFileSync(home, '/home\n');
    const ours = await serve(program, url, '--no-cache');
    const theirs = await start('fossil', ['server', '--localhost', '--port', String(FOSSIL_PORT), repository], FOSSIL_PORT);
    try {
        await load(ours, file); // warm, not counted
        const pairs = await interleave(() => load(ours, file), () => load(theirs, home, { strict: false }));
        const name = `pages of ${PAGES} cities against Fossil's /home`;
        report(`${name}, answers a second`, 'a second', pairs, (x) => x.rate, { least: 10 });
        report(`${name}, time of 99 in 100`, 'ms', pairs, (x) => x.p99, { most: 0.2 });
        report(`${name}, processor time`, 'ms an answer', pairs, (x) => x.cpu);
        reportOne('memory of the whole server after it', memoryOf(ours.pid), 'MB', { most: 96 });
    } finally {
        await Promise.all([stop(ours), stop(theirs)]);
    }
}

async function keepAsFiles(ours, paths, www) {
    mkdirSync(join(www, 'cities'), { recursive: true });
    for (const path of paths) {
        const answer = await fetch(`http://127.0.0.1:${ours.port}${path}`, { headers: { 'accept-encoding': 'identity' } });
        if (answer.status !== 200) throw new Error(`${path}: status ${answer.status}`);
        writeFileSync(join(www, decodeURIComponent(path)), Buffer.from(await answer.arrayBuffer()));
    }
}

export async function benchCached(program, folder, url) {
    const { file, paths } = cityPaths(url, folder);
    const prefix = join(folder, 'nginx');
    const ours = await serve(program, url);
    await keepAsFiles(ours, paths, join(prefix, 'www'));
    const theirs = await start('nginx', ['-p', prefix, '-c', join(HERE, 'nginx.conf')], NGINX_PORT);
    try {
        await load(ours, file); // fills the caches of the workers, not counted
        await load(theirs, file);
        const pairs = await interleave(() => load(ours, file), () => load(theirs, file));
        const name = `the same pages from the cache against nginx's files`;
        report(`${name}, answers a second`, 'a second', pairs, (x) => x.rate, { least: 0.6 });
        report(`${name}, time of 99 in 100`, 'ms', pairs, (x) => x.p99);
        report(`${name}, processor time`, 'ms an answer', pairs, (x) => x.cpu);
        reportOne('memory of the whole server with these pages kept', memoryOf(ours.pid), 'MB', { most: 96 });
    } finally {
        await Promise.all([stop(ours), stop(theirs)]);
    }
}
