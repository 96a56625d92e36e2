// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Where the networks are kept, for each engine that is timed: SQLite always; PostgreSQL in the cluster that tests/store/with_postgres
// started (CLUSTER_FOLDER), or where SCALE_DATABASE says: a url with {name} in it, of databases that are there. And what PostgreSQL itself
// works, when it runs on this machine.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../../quality/lib.mjs';
import { family } from '../servers.mjs';

const TICKS = 100; // of the kernel's clock in a second

const LITE = { name: 'SQLite', make: () => {}, url: (name, folder) => `sqlite:${join(folder, `${name}.db`)}` };

function ofCluster(folder) {
    const as = ['--host', folder, '--username', 'test'];
    return { name: 'PostgreSQL', make: (name) => mustRun('/usr/lib/postgresql/15/bin/createdb', [...as, '--owner', 'network', `scale_${name}`]),
        url: (name) => `postgres://network@/scale_${name}?host=${folder}`, isGone: true };
}

const ofServer = (url) => ({ name: 'PostgreSQL', make: () => {}, url: (name) => url.replace('{name}', name) });

export function enginesHere() {
    const { CLUSTER_FOLDER, SCALE_DATABASE, SCALE_ENGINE } = process.env;
    const postgres = SCALE_DATABASE ? ofServer(SCALE_DATABASE) : CLUSTER_FOLDER ? ofCluster(CLUSTER_FOLDER) : null;
    if (!postgres) {
        console.log('PostgreSQL: not measured: run this behind tests/store/with_postgres --, or name databases in SCALE_DATABASE');
    }
    return [LITE, postgres].filter((engine) => engine && (!SCALE_ENGINE || engine.name === SCALE_ENGINE));
}

// ---- what PostgreSQL works

const postmasterOf = (pid) => {
    try {
        return readFileSync(join(readlinkSync(`/proc/${pid}/cwd`), 'postmaster.pid'), 'utf8').split('\n');
    } catch {
        return []; // another program, or not ours to look at
    }
};

// Name of the database, folder of the socket and port of postgres://user@/name?host=folder&port=5432; null: another engine, or over the network.
function partsOf(url) {
    const [, database, query] = /^postgres(?:ql)?:\/\/[^/]*\/([^?]+)\?(.*)$/.exec(url) ?? [];
    const given = new URLSearchParams(query);
    return given.get('host')?.startsWith('/') ? { database, folder: given.get('host'), port: given.get('port') ?? '5432' } : null;
}

// The first process of that PostgreSQL, or null.
function postmaster(parts) {
    const found = parts && readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find((pid) => {
        const [first, , , port, folder] = postmasterOf(pid);
        return first === pid && port === parts.port && folder === parts.folder;
    });
    return found ? Number(found) : null;
}

const titleOf = (pid) => {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
        return ''; // it ended meanwhile
    }
};

// The processes of PostgreSQL that serve this database.
export function backendsOf(url) {
    const parts = partsOf(url);
    const first = postmaster(parts);
    return first ? family(first).filter(({ pid }) => titleOf(pid).includes(` ${parts.database} `)) : [];
}

// Seconds that PostgreSQL has used in all; 0 without one.
export function workedBy(url) {
    const first = postmaster(partsOf(url));
    return first ? family(first).reduce((sum, { fields }) => sum + [11, 12, 13, 14].reduce((s, i) => s + Number(fields[i]), 0), 0) / TICKS : 0;
}
