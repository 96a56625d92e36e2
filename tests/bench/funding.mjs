// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Funding calls for one city, made anew each time: 600 that are open in themes that the city has worked on. The list with its counts, and
// all 600 on one page, against what Fossil gives of as many: its /home, and its list of 600 wiki pages.
//
// The 600 are those of the EU portal's file and more made of them, by a frozen seed: their days are moved ahead, so that none is over.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mustRun } from '../quality/lib.mjs';
import { DATA, evidenceOf, interleave, report, reportOne } from './lib.mjs';
import { serve, serveAt } from './pages.mjs';
import { load, memoryOf, start, stop } from './servers.mjs';

const CALLS = 600;
const SEED = 20261123;
const FOSSIL_PORT = 18792, KEPT_PORT = 18799;
const BAR = 5;
const DAY_MS = 86_400_000;

// mulberry32
function randomOf(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6D2B79F5) >>> 0;
        let x = Math.imul(state ^ (state >>> 15), 1 | state);
        x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
        return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
    };
}

// Four times as many as are wanted: not all are in themes of the city.
function candidates(file) {
    const raw = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
    const random = randomOf(SEED);
    return Array.from({ length: 4 * CALLS }, (_, i) => {
        const one = raw[i % raw.length], round = Math.floor(i / raw.length);
        const deadline = new Date(Date.UTC(2035, 0, 1) + Math.floor(random() * 1000) * DAY_MS).toISOString().slice(0, 10);
        const topicId = round === 0 ? one.topicId : `${one.topicId}-AGAIN-${round}`;
        return { ...one, topicId, deadline, callStatus: 'open', title: round === 0 ? one.title : `${one.title}, once more (${round})` };
    });
}

// Exactly 600 of them that the city's page shows; `url` has them afterwards.
function bring(program, folder, url, candidatesFile, themes) {
    const all = candidates(candidatesFile);
    const scratch = `sqlite:${join(folder, 'calls.db')}`;
    const file = join(folder, 'calls.jsonl');
    const write = (calls) => writeFileSync(file, calls.map((call) => JSON.stringify(call)).join('\n'));
    write(all);
    mustRun(program, ['migrate', '--db', scratch]);
    mustRun(program, ['import', 'calls', file, '--db', scratch]);
    const rows = mustRun(program, ['calls', '--json', '--db', scratch]).out.trim().split('\n').map((line) => JSON.parse(line));
    const fits = new Set(rows.filter((row) => row.themes.some((theme) => themes.has(theme.theme))).map((row) => row.identifier));
    const chosen = all.filter((call) => fits.has(call.topicId)).slice(0, CALLS);
    if (chosen.length !== CALLS) throw new Error(`only ${chosen.length} funding calls are in themes of the city`);
    write(chosen);
    mustRun(program, ['import', 'calls', file, '--db', url]);
}

const sqlOf = (url, sql) => mustRun('sqlite3', ['-readonly', evidenceOf(url), sql]).out.trim().split('\n');

function fossilOf(folder) {
    const repository = join(folder, 'calls.fossil');
    const page = join(folder, 'page.wiki');
    mustRun('fossil', ['init', '--admin-user', 'bench', repository]);
    writeFileSync(page, 'A funding call, until a day, with what it pays for and where it is from.\n');
    for (let i = 0; i < CALLS; i++) mustRun('env', ['USER=bench', 'fossil', 'wiki', 'create', `Funding call ${i}`, page, '-R', repository]);
    return repository;
}

export async function benchFunding(program, folder, url) {
    const [slug] = sqlOf(url, 'select c.slug from city_theme t join city c on c.id = t.city_id group by c.id order by count(*) desc, c.id limit 1');
    const themes = new Set(sqlOf(url, `select h.slug from city_theme t join city c on c.id = t.city_id join theme h on h.id = t.theme_id where c.slug = '${slug}'`));
    bring(program, folder, url, join(DATA, 'eu-calls/sedia_calls_dev_400.jsonl.gz'), themes);
    const paths = { list: `/funding?city=${slug}`, all: `/funding?city=${slug}&all=1`, home: '/home', pages: '/wcontent?all=1' };
    for (const [name, path] of Object.entries(paths)) writeFileSync(join(folder, `${name}.txt`), `${path}\n`);
    const fileOf = (name) => join(folder, `${name}.txt`);
    const repository = fossilOf(folder);
    const ours = await serve(program, url, '--no-cache');
    const kept = await serveAt(KEPT_PORT, program, url); // as the program runs: pages for visitors are kept
    const theirs = await start('fossil', ['server', '--localhost', '--port', String(FOSSIL_PORT), repository], FOSSIL_PORT);
    try {
        const shown = await (await fetch(`http://127.0.0.1:${ours.port}${paths.all}`)).text();
        const rows = shown.split('<li class="sg-row">').length - 1;
        if (rows !== CALLS) throw new Error(`${paths.all} shows ${rows} funding calls`);
        for (const [name, server, mine, other, what, bar] of [['the list', ours, 'list', 'home', 'Fossil\'s /home', { least: BAR }],
            ['all on one page', ours, 'all', 'pages', 'Fossil\'s list of 600 wiki pages', { least: BAR }],
            ['all on one page, kept as a visitor gets it', kept, 'all', 'pages', 'Fossil\'s list of 600 wiki pages', { least: BAR }]]) {
            await load(server, fileOf(mine)); // warm, not counted
            const pairs = await interleave(() => load(server, fileOf(mine)), () => load(theirs, fileOf(other), { strict: false }));
            const says = `${CALLS} funding calls for one city, ${name}, against ${what}`;
            report(`${says}, answers a second`, 'a second', pairs, (x) => x.rate, bar);
            report(`${says}, time of 99 in 100`, 'ms', pairs, (x) => x.p99);
            report(`${says}, processor time`, 'ms an answer', pairs, (x) => x.cpu);
        }
        reportOne('memory of the whole server after it', memoryOf(ours.pid), 'MB', { most: 96 });
    } finally {
        await Promise.all([ours, kept, theirs].map(stop));
    }
}
