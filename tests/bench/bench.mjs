// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Speed as a ratio against a peer, in interleaved pairs, so that what else the machine does hits both alike. Reported are the
// median of the ratios, their spread, and processor time, which a busy machine disturbs less than the clock.
//
//   pages    pages of 500 different cities, no cache, 16 connections, against Fossil serving /home of a fresh repository
//   import   the bulk file of CORDIS into a fresh database, against the sqlite3 shell loading its unzipped CSVs (baseline.sql)
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../quality/lib.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DATA = resolve(process.env.QUALITY_DATA ?? join(HERE, '../../../shared/data'));
const ZIP = join(DATA, 'cordis-horizon-bulk/cordis-HORIZONprojects-csv.dev.zip');
const TABLES = ['project.csv', 'organization.csv', 'topics.csv', 'euroSciVoc.csv'];
const PAIRS = 5;
const SECONDS = 4;       // of wrk, each time
const CONNECTIONS = 16;
const PAGES = 500;
const TICKS = 100;       // of the kernel's clock in a second
const OUR_PORT = 18791;
const FOSSIL_PORT = 18792;

const median = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length >> 1;
    return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

function report(name, unit, pairs) {
    for (const [what, of] of [['clock', (x) => x.rate], ['processor', (x) => x.cpu]]) {
        const ratios = pairs.map(([ours, theirs]) => of(ours) / of(theirs));
        console.log(`${name}, by the ${what}: ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to `
            + `${Math.max(...ratios).toFixed(2)}, ${pairs.length} pairs); ours ${median(pairs.map((p) => of(p[0]))).toFixed(1)}, `
            + `theirs ${median(pairs.map((p) => of(p[1]))).toFixed(1)} ${unit[what]}`);
    }
}

// ---- processor time

// Seconds that a process, its children and the children they waited for have used.
function cpuOf(pid) {
    let ticks = 0;
    for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        let stat;
        try {
            stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        } catch {
            continue; // it ended meanwhile
        }
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(entry) === pid || Number(fields[1]) === pid) {
            ticks += [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
        }
    }
    return ticks / TICKS;
}

// ---- pages

const listens = (port) => new Promise((answer) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => { socket.destroy(); answer(true); });
    socket.on('error', () => answer(false));
});

async function start(command, args, port) {
    const child = spawn(command, args, { stdio: 'ignore' });
    for (let i = 0; i < 100; i++) {
        if (await listens(port)) return child;
        await new Promise((done) => setTimeout(done, 50));
    }
    child.kill();
    throw new Error(`${command} does not listen on port ${port}`);
}

const stop = (child) => new Promise((done) => {
    child.on('exit', done);
    child.kill();
});

// Good answers a second by the clock, and by a second of processor time. We must answer all well; the peer's failures (Fossil is
// busy at times) are left out of its count.
function load(child, port, pathsFile) {
    const before = cpuOf(child.pid);
    const { out } = mustRun('wrk', ['-t', '1', '-c', String(CONNECTIONS), '-d', `${SECONDS}s`, '-s', join(HERE, 'pages.lua'),
        `http://127.0.0.1:${port}`, '--', pathsFile]);
    const used = cpuOf(child.pid) - before;
    const failures = Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0);
    if (port === OUR_PORT && (failures > 0 || /Socket errors/.test(out))) throw new Error(`not all was answered:\n${out}`);
    const requests = Number(/(\d+) requests in/.exec(out)[1]);
    const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
    return { rate: rate * (requests - failures) / requests, cpu: (requests - failures) / used };
}

function citySlugs(db) {
    const number = mustRun('sqlite3', ['-readonly', db, 'select number from generation']).out.trim();
    return mustRun('sqlite3', ['-readonly', db.replace(/\.db$/, `.evidence-${number}.db`),
        `select c.slug from city c left join city_total t on t.city_id = c.id where c.fit = 'fits'
         order by coalesce(t.projects, 0) desc, c.id limit ${PAGES}`]).out.trim().split('\n');
}

async function benchPages(program, folder) {
    const db = join(folder, 'pages.db');
    const repository = join(folder, 'fresh.fossil');
    const [ourPaths, theirPaths] = ['ours.txt', 'theirs.txt'].map((name) => join(folder, name));
    mustRun(program, ['migrate', '--seed', '--db', `sqlite:${db}`]);
    mustRun(program, ['import', 'cordis', ZIP, '--db', `sqlite:${db}`]);
    mustRun('fossil', ['init', '--admin-user', 'bench', repository]);
    const slugs = citySlugs(db);
    writeFileSync(ourPaths, slugs.map((slug) => `/cities/${encodeURIComponent(slug)}\n`).join(''));
    writeFileSync(theirPaths, '/home\n');
    const ours = await start(program, ['serve', '--listen', `127.0.0.1:${OUR_PORT}`, '--no-cache', '--db', `sqlite:${db}`], OUR_PORT);
    const theirs = await start('fossil', ['server', '--localhost', '--port', String(FOSSIL_PORT), repository], FOSSIL_PORT);
    try {
        load(ours, OUR_PORT, ourPaths); // warm, not counted
        const pairs = Array.from({ length: PAIRS }, () => [load(ours, OUR_PORT, ourPaths), load(theirs, FOSSIL_PORT, theirPaths)]);
        report(`pages of ${slugs.length} cities against Fossil's /home`,
            { clock: 'requests a second', processor: 'requests in a second of processor time' }, pairs);
    } finally {
        await Promise.all([stop(ours), stop(theirs)]);
    }
}

// ---- import

// The shell's own report of a command's processor time: user and system seconds of its children.
function timed(command, args, cwd) {
    const start = process.hrtime.bigint();
    const { err } = mustRun('bash', ['-c', 'cd "$0"; TIMEFORMAT="cpu %U %S"; time "$@"', cwd, command, ...args]);
    const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(err);
    return { rate: Number(process.hrtime.bigint() - start) / 1e9, cpu: Number(user) + Number(system) };
}

function importOurs(program, folder, i) {
    const url = `sqlite:${join(folder, `import-${i}.db`)}`;
    mustRun(program, ['migrate', '--db', url]);
    return timed(program, ['import', 'cordis', '--json', ZIP, '--db', url], folder);
}

function importTheirs(folder, i) {
    return timed('sh', ['-c', 'sqlite3 "$0" < "$1"', join(folder, `shell-${i}.db`), join(HERE, 'baseline.sql')], folder);
}

function benchImport(program, folder) {
    mustRun('unzip', ['-qo', ZIP, ...TABLES, '-d', folder]);
    const pairs = Array.from({ length: PAIRS }, (_, i) => [importOurs(program, folder, i), importTheirs(folder, i)]);
    report('import of the bulk file against the sqlite3 shell', { clock: 'seconds', processor: 'seconds of processor time' }, pairs);
}

// `only`: import or pages; nothing for both.
async function main(program, only) {
    if (!existsSync(ZIP)) {
        console.log(`SKIPPED: nothing was timed: there is no data in ${DATA} (QUALITY_DATA names another folder)`);
        return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
        if (only !== 'pages') benchImport(program, folder);
        if (only !== 'import') await benchPages(program, folder);
    } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }); // workers may still be closing files
    }
}

await main(resolve(process.argv[2]), process.argv[3]);
