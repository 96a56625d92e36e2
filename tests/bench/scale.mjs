// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How far it goes: a made-up network of 15,000 cities, 200,000 projects and 1,000,000 participations against one of a tenth of that
// (scale/generate.mjs), served at the same time and asked for the same kinds of pages in turn, without the cache. What a page costs
// may grow by half, a search may grow fourfold.
//
// On both engines, one after the other, where there is a PostgreSQL (scale/engines.mjs). SCALE_FOLDER names a folder that keeps the networks
// from one run to the next, also of databases that SCALE_DATABASE names; else they are made in a temporary one and removed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../quality/lib.mjs';
import { HERE, PAIRS, report, reportOne } from './lib.mjs';
import { chanceOf } from './scale/chance.mjs';
import { enginesHere, workedBy } from './scale/engines.mjs';
import { turns } from './scale/turns.mjs';
import { memoryOf, start, stop } from './servers.mjs';

const SIZES = { full: [15000, 200000, 1000000], tenth: [1500, 20000, 100000] }; // cities, projects, participations
const PORTS = { full: 18794, tenth: 18795 };
const PROGRAMMES = ['fp7', 'h2020', 'horizon'];
const EACH = 100;      // addresses of a kind
const REQUESTS = 200;  // of a kind, each time
const PAGE_BAR = 1.5;
const SEARCH_BAR = 4;
const shapes = JSON.parse(readFileSync(join(HERE, 'scale/shapes.json'), 'utf8'));
const frozen = JSON.parse(readFileSync(join(HERE, 'scale/frozen.json'), 'utf8')); // SHA-256 of each network

// Seconds, processor seconds and the most memory of a command, by GNU time.
function timed(program, args) {
    const { err } = mustRun('time', ['-f', 'cost %e %U %S %M', program, ...args]);
    const [, seconds, user, system, kib] = /cost ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(err);
    return { seconds: Number(seconds), cpu: Number(user) + Number(system), mib: Number(kib) / 1024 };
}

// Figures of one day are those of another only for the same bytes.
function checkFrozen(files, name) {
    const hash = createHash('sha256');
    const paths = readdirSync(files, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    for (const path of paths.map((one) => join(one.path, one.name)).sort()) hash.update(readFileSync(path));
    const is = hash.digest('hex');
    if (is !== frozen[name]) throw new Error(`${files} is another network (${is}) than scale/frozen.json has: its figures compare with no others`);
}

function generate(folder, name) {
    const files = join(folder, name);
    const [cities, projects, participations] = SIZES[name];
    if (!existsSync(files)) {
        console.log(mustRun('node', [join(HERE, 'scale/generate.mjs'), files, '--cities', cities, '--projects', projects, '--participations',
            participations].map(String)).out.trim());
    }
    checkFrozen(files, name);
    return files;
}

function fill(program, engine, folder, name) {
    const url = engine.url(name, folder);
    const mark = join(folder, `${name}.${engine.name}.loaded`);
    if (existsSync(mark) && !engine.isGone) {
        mustRun(program, ['migrate', '--db', url, '--backup-to', folder]); // the program may be newer than what it is kept for
        return url;
    }
    const files = generate(folder, name);
    engine.make(name);
    mustRun(program, ['migrate', '--db', url]);
    const before = workedBy(url);
    const places = timed(program, ['import', 'places', join(files, 'places.txt'), '--db', url]);
    const cordis = timed(program, ['import', 'cordis', ...PROGRAMMES.map((programme) => join(files, programme)), '--db', url]);
    const beside = workedBy(url) - before;
    writeFileSync(mark, '');
    const what = `${engine.name}: import of ${name}`;
    reportOne(`${what}: time`, places.seconds + cordis.seconds, 'seconds');
    reportOne(`${what}: processor time`, places.cpu + cordis.cpu + beside, 'seconds');
    reportOne(`${what}: most memory of the program`, Math.max(places.mib, cordis.mib), 'MB');
    return url;
}

// ---- what is asked for

const rowsOf = async (port, path) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();
const placeOf = (row) => new URL(row.url).pathname;

// EACH of them, spread evenly.
const spread = (list) => Array.from({ length: Math.min(EACH, list.length) }, (_, i) => list[Math.floor(i * list.length / EACH)] ?? list[i]);

// The network says itself what it has, so the questions are the same for every engine.
async function placesOf(port) {
    const cities = { busy: [], any: [] };
    for (let page = 1; page <= 5; page++) {
        cities.busy.push(...(await rowsOf(port, `/cities.json?theme=any&page=${page}`)).map(placeOf));
        cities.any.push(...(await rowsOf(port, `/cities.json?page=${page}`)).map(placeOf));
    }
    const themes = (await rowsOf(port, '/themes.json')).map(placeOf);
    const projects = (await Promise.all(themes.map((theme) => rowsOf(port, `${theme}.json`)))).flat().map(placeOf);
    const organisations = [];
    for (const project of spread(projects)) {
        organisations.push(...(await rowsOf(port, `${project}.json`)).map((row) => `/organisations/${row.organisation_id}`));
    }
    return { cities, themes, projects, organisations };
}

// Words in the middle of the list: not "the", and not those of a single project.
function queries() {
    const chance = chanceOf(7);
    const words = shapes.words.slice(150).map(([word]) => word).filter((word) => /^[a-z]{4,}$/.test(word));
    const some = (n) => Array.from({ length: n }, () => words[Math.floor(chance() * words.length)]);
    return Array.from({ length: EACH }, (_, i) => some(1 + i % 8).join(' '));
}

async function kindsOf(port, name) {
    const { cities, themes, projects, organisations } = await placesOf(port);
    const ask = (path) => queries().map((query) => `${path}${encodeURIComponent(query)}`);
    const all = [...spread(cities.busy), ...spread(cities.any)];
    const last = Math.floor(SIZES[name][0] / 50);
    return [
        ['pages of cities', all],
        ['cities worth talking to', all.map((city) => `${city}/matches`)],
        ['cities like one', all.map((city) => `${city}/similar`)],
        ['projects of cities', spread(cities.busy).map((city) => `${city}/projects`)],
        ['facts for bids', spread(cities.busy).map((city) => `${city}/bid`)],
        ['lists of cities', ['/cities', '/cities?page=3', '/cities?theme=any', '/cities?fit=fits&page=2', '/cities?country=IT',
            '/cities?fit=any&country=DE', '/cities?theme=energy', '/cities?theme=resilience&page=2', `/cities?fit=any&page=${last}`]],
        ['first page', ['/']],
        ['themes', ['/themes', ...themes, ...themes.map((theme) => `${theme}?page=2`)]],
        ['case studies', ['/case-studies', '/case-studies?page=3', ...themes.map((theme) => `/case-studies?theme=${theme.split('/').pop()}`)]],
        ['projects', spread(projects)],
        ['organisations', spread(organisations)],
        ['names of cities', spread(cities.any).map((city) => `/cities?q=${city.slice('/cities/'.length, -3)}`), SEARCH_BAR],
        ['names of cities, half typed', spread(cities.any).map((city) => `/cities?q=${city.slice('/cities/'.length, -5)}`), SEARCH_BAR],
        ['search', ask('/search?q='), SEARCH_BAR],
        ['search, one theme', ask('/search?theme=energy&q='), SEARCH_BAR],
    ];
}

async function benchKind(engine, servers, [kind, paths], [, other], bar = PAGE_BAR) {
    const sides = [{ server: servers.full, paths }, { server: servers.tenth, paths: other }];
    await turns(sides, REQUESTS); // warm, not counted
    const pairs = [];
    for (let i = 0; i < PAIRS; i++) pairs.push(await turns(sides, REQUESTS));
    report(`${engine.name}: ${kind}, processor time`, 'ms', pairs, (x) => x.cpu, { most: bar });
    report(`${engine.name}: ${kind}, median time`, 'ms', pairs, (x) => x.p50, { most: bar });
}

async function benchEngine(program, engine, folder) {
    const servers = {};
    try {
        for (const name of ['tenth', 'full']) {
            const url = fill(program, engine, folder, name);
            const serve = ['serve', '--listen', `127.0.0.1:${PORTS[name]}`, '--db', url, '--no-cache'];
            servers[name] = { ...await start(program, serve, PORTS[name]), url };
        }
        const [full, tenth] = [await kindsOf(PORTS.full, 'full'), await kindsOf(PORTS.tenth, 'tenth')];
        const only = process.env.SCALE_ONLY;
        for (const [i, kind] of full.entries()) {
            if (!only || kind[0] === only) await benchKind(engine, servers, kind, tenth[i], kind[2]);
        }
        for (const [name, server] of Object.entries(servers)) {
            reportOne(`${engine.name}: memory of the whole server after it, ${name}`, memoryOf(server.pid), 'MB');
        }
    } finally {
        await Promise.all(Object.values(servers).map(stop));
    }
}

export async function benchScale(program, temporary) {
    const folder = process.env.SCALE_FOLDER ?? temporary;
    mkdirSync(folder, { recursive: true });
    for (const engine of enginesHere()) await benchEngine(program, engine, folder);
}
