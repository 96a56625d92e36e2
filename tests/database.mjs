// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A database of its own for a test: a file, or, in the cluster that tests/store/with_postgres.c started, a database there.
//
//     const { db, drop } = makeDatabase(join(folder, "net.db"));                      // empty: not migrated
//     const { db, drop } = makeDatabase(join(folder, "net.db"), { seeded: program }); // with the embedded content
//     const { db, drop } = makeDatabase(join(folder, "net.db"), { onFile: true });    // a file in any case, as on a laptop
//
// drop() is for the cluster; the file goes with its folder.

import { execFileSync } from "node:child_process";
import { renameSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SEEDED = fileURLToPath(new URL("seeded", import.meta.url));
const BIN = "/usr/lib/postgresql/15/bin";
const cluster = process.env.CLUSTER_FOLDER;
let made = 0;

export const onPostgres = Boolean(cluster);

const tool = (name, ...args) =>
    execFileSync(`${BIN}/${name}`, ["--host", cluster, "--username", "test", ...args], { stdio: "pipe", encoding: "utf8", maxBuffer: 1 << 30 });
const urlOf = (name) => `postgres://network@/${name}?host=${cluster}`;
export const nameOf = (db) => /^postgres:\/\/[^/]*\/([^?]+)/.exec(db)[1];

// What a statement gives as the superuser, and everything that a database holds, as text: past the program and its rights.
export const askServer = (db, sql) => tool("psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
    "--dbname", nameOf(db), "--command", sql).trim();
export const dumpServer = (db) => tool("pg_dump", nameOf(db));

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

// As `migrate --seed` makes it, which takes as much as many a test: once for each build of the program, kept beside it as a dump.
function fillSeeded(program, db) {
    const kept = `${program}.seeded.dump`;
    const part = `${kept}.${process.pid}`;
    if (changedAt(kept) > changedAt(program)) {
        tool("pg_restore", "--dbname", nameOf(db), kept);
        tool("vacuumdb", "--quiet", "--analyze", nameOf(db));
        return;
    }
    execFileSync(program, ["migrate", "--seed", "--db", db], { stdio: "pipe" });
    tool("pg_dump", "--format", "custom", "--file", part, nameOf(db));
    renameSync(part, kept); // others may do the same at the same time
}

// Once a cluster, and copied: those of a cluster run one after the other.
function seededModel(program) {
    const model = "seeded";
    if (askServer(urlOf("postgres"), `select count(*) from pg_database where datname = '${model}'`) === "0") {
        tool("createdb", "--owner", "network", "--template", "template0", "seeding");
        fillSeeded(program, urlOf("seeding"));
        askServer(urlOf("postgres"), `alter database seeding rename to ${model}`);
    }
    return model;
}

export function makeDatabase(path, { seeded, onFile = false } = {}) {
    if (!onPostgres || onFile) {
        if (seeded) execFileSync(SEEDED, [seeded, path], { stdio: "pipe" });
        return { db: `sqlite:${path}`, drop: () => {} };
    }
    const name = `test_${process.pid}_${++made}`;
    tool("createdb", "--owner", "network", "--strategy", "file_copy", "--template", seeded ? seededModel(seeded) : "template0", name);
    return { db: urlOf(name), drop: () => tool("dropdb", "--force", "--if-exists", name) };
}
