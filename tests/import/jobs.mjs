// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Imports through the queue, on the real program: in the background of a server, with its jobs process killed, its child
// killed, the server stopped in the middle; by hand without a server; and what the pages say of it meanwhile. On either engine
// (database.mjs).
//
//     node jobs.mjs PROGRAM

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeDatabase } from "../database.mjs";

const program = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), "sg-jobs-secret-"));
const { db, drop } = makeDatabase(join(folder, "net.db"));
const PATIENCE_MS = 120_000;
const ROWS = 3000;

const run = (...args) => spawnSync(program, [...args, "--db", db], { encoding: "utf8" });
const ran = (...args) => {
    const result = run(...args);
    assert.equal(result.status, 0, `${args.join(" ")}: ${result.stderr}`);
    return result.stdout;
};
const show = (job) => JSON.parse(ran("jobs", "show", String(job), "--json"));
const projects = () => Number(/^ *projects +(\d+)$/m.exec(ran("evidence", "summary"))?.[1] ?? 0);

// Every file has projects of its own, so that their number says which imports are complete.
let files = 0;
function write() {
    const base = 200000000 + files++ * 100000;
    const rows = ['"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";"frameworkProgramme";"objective"'];
    for (let i = 0; i < ROWS; i++) {
        rows.push(`"${base + i}";"ACR${base + i}";"SIGNED";"Waste water of small cities ${i}";"2022-01-01";"2025-12-31";"100";"1";"HORIZON";"${"lamps and mobility in many words ".repeat(30)}"`);
    }
    const path = join(folder, `project-${files}.csv`);
    writeFileSync(path, `${rows.join("\n")}\n`);
    return path;
}

async function until(what, holds, every = 60) {
    const end = Date.now() + PATIENCE_MS;
    for (let value; Date.now() < end; await sleep(every)) {
        if ((value = await holds())) return value;
    }
    throw new Error(`in vain: ${what}`);
}
const ended = (job, state) => until(`job ${job} ${state}`, () => {
    const now = show(job);
    assert.ok(now.state === state || !["done", "dead"].includes(now.state), `job ${job} is ${now.state}: ${now.why}`);
    return now.state === state && now;
}, 250); // each look is a process, which the work has to share the machine with
const underWay = (job) => until(`job ${job} under way`, () => {
    const now = show(job);
    assert.notEqual(now.state, "done", "it was too quick to be caught in its middle");
    return now.state === "running" && now.step && now;
});
const background = () => JSON.parse(ran("import", "cordis", write(), "--background", "--json")).job;
const holderOf = (job) => Number(job.taken_by.split(" ").at(-2));
const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);

async function serve() {
    const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--workers", "1", "--db", db], { stdio: ["ignore", "pipe", "pipe"] });
    const log = [];
    child.stderr.on("data", (bytes) => log.push(String(bytes)));
    const line = await new Promise((resolve, reject) => {
        child.stdout.once("data", (bytes) => resolve(String(bytes)));
        child.once("exit", () => reject(new Error("the server did not start")));
    });
    return { child, log, url: /http:\/\/[^ ]+?(?=[ \n])/.exec(line)[0].replace("localhost", "127.0.0.1") };
}
function stop(server) {
    const gone = new Promise((resolve) => server.child.once("exit", resolve));
    server.child.kill("SIGTERM");
    return gone;
}
const text = async (server, path) => {
    const answer = await fetch(server.url + path);
    assert.equal(answer.status, 200, `${path}: ${answer.status}`);
    const body = await answer.text();
    assert.ok(!body.includes(folder) && !body.includes("sg-jobs-secret"), `${path} names a folder`);
    return body;
};

let server;
try {
    ran("migrate");
    const before = projects();
    server = await serve();

    // ---- in the background, from the beginning to the end
    let job = background();
    await underWay(job);
    assert.match(await text(server, `/jobs/${job}`), /project-1\.csv/);
    assert.match(await text(server, `/jobs/${job}/live`), /^retry: 500\nid: [0-9a-f]{16}\ndata: (.|\n)*<progress |Works out: /);
    let now = await ended(job, "done");
    assert.equal(now.tries, 1);
    assert.equal(now.result.rows, ROWS);
    assert.equal(projects(), before + ROWS);
    assert.match(await text(server, `/jobs/${job}`), /What it brought/);
    assert.equal(JSON.parse(await text(server, `/jobs/${job}.json`))[0].added, ROWS);
    await sleep(1100);
    assert.match(await text(server, `/jobs/${job}/live`), /event: end/);

    // ---- its process is killed: another takes it at once, and does it once
    job = background();
    let holder = holderOf(await underWay(job));
    const [child] = childrenOf(holder);
    process.kill(holder, "SIGKILL");
    await until("the child goes with it", () => !existsSync(`/proc/${child}/stat`) || / Z /.test(readFileSync(`/proc/${child}/stat`, "utf8")));
    now = await ended(job, "done");
    assert.equal(now.tries, 2);
    assert.equal(projects(), before + 2 * ROWS);

    // ---- the child alone is killed: that is a failure, kept with the job; by hand it goes on at once
    job = background();
    holder = holderOf(await underWay(job));
    process.kill(childrenOf(holder)[0], "SIGKILL");
    now = await ended(job, "failed");
    assert.match(now.why, /signal 9/);
    assert.match(await text(server, `/jobs/${job}`), /The machine failed, or was stopped\./);
    assert.equal(projects(), before + 2 * ROWS);
    ran("jobs", "retry", String(job));
    await ended(job, "done");
    assert.equal(projects(), before + 3 * ROWS);

    // ---- a restart in place gives it back, and the new program does it
    job = background();
    await underWay(job);
    server.child.kill("SIGHUP");
    now = await ended(job, "done");
    assert.equal(now.tries, 1); // what was given back does not count
    assert.equal(projects(), before + 4 * ROWS);

    // ---- the server is stopped: it is given back, and done by hand
    job = background();
    await underWay(job);
    assert.equal(await stop(server), 0);
    now = show(job);
    assert.equal(`${now.state} ${now.tries}`, "waiting 0");
    assert.equal(projects(), before + 4 * ROWS);
    ran("jobs", "work");
    assert.equal(show(job).state, "done");
    assert.equal(projects(), before + 5 * ROWS);

    // ---- by hand, and watched; killed it is not begun again, for nobody asked for that
    server = await serve();
    const started = spawn(program, ["import", "cordis", write(), "--db", db], { stdio: "ignore" });
    const gone = new Promise((resolve) => started.once("exit", resolve));
    job = await until("the import is in the queue", () => JSON.parse(ran("jobs", "--json").split("\n")[0]).about.file?.[0] === `project-${files}.csv` &&
        JSON.parse(ran("jobs", "--json").split("\n")[0]).job);
    await underWay(job);
    assert.match(await text(server, "/jobs"), /under way/);
    started.kill("SIGKILL");
    await gone;
    now = await ended(job, "dead");
    assert.equal(now.tries, 1);
    assert.equal(projects(), before + 5 * ROWS);
    assert.match(await text(server, `/jobs/${job}`), new RegExp(`jobs show ${job}`));
    ran("jobs", "retry", String(job));
    await ended(job, "done");
    assert.equal(projects(), before + 6 * ROWS);

    // ---- one at a time: what is asked for while another one runs waits for it
    const first = spawn(program, ["import", "cordis", write(), "--db", db], { stdio: "ignore" });
    const over = new Promise((resolve) => first.once("exit", resolve));
    job = await until("the first is in the queue", () => JSON.parse(ran("jobs", "--json").split("\n")[0]).about.file?.[0] === `project-${files}.csv` &&
        JSON.parse(ran("jobs", "--json").split("\n")[0]).job);
    await underWay(job);
    first.kill("SIGSTOP");
    job = background();
    await sleep(2500);
    assert.equal(`${show(job).state} ${show(job).tries} ${show(job).fault}`, "waiting 0 null");
    assert.match(await text(server, `/jobs/${job}`), /Waits for its turn\./);
    first.kill("SIGCONT");
    assert.equal(await over, 0);
    now = await ended(job, "done");
    assert.equal(now.tries, 1);
    assert.equal(projects(), before + 8 * ROWS);

    // ---- the whole server dies: its jobs process hears of that and gives back; the next server does it
    job = background();
    await underWay(job);
    server.child.kill("SIGKILL");
    now = await until("it is given back", () => show(job).state !== "running" && show(job));
    assert.equal(now.state, "waiting");
    server = await serve();
    await ended(job, "done");
    assert.equal(projects(), before + 9 * ROWS);

    // ---- what cannot be: said at once, or kept as dead until it is dropped
    assert.match(run("import", "cordis", join(folder, "none.csv"), "--background").stderr, /none\.csv: No such file/);
    const short = write();
    writeFileSync(short, "nothing of use\n");
    job = JSON.parse(ran("import", "cordis", short, "--background", "--json")).job;
    now = await ended(job, "dead");
    assert.equal(now.fault, "invalid");
    assert.match(await text(server, `/jobs/${job}`), /A file is not what it should be\./);
    ran("jobs", "drop", String(job));
    assert.match(run("jobs", "show", String(job)).stderr, new RegExp(`there is no job ${job}`));
    assert.match(run("jobs", "retry", "1").stderr, /has not failed/);
    for (const line of [["jobs", "show"], ["jobs", "show", "x"], ["jobs", "sing"], ["jobs", "list", "1"]]) {
        assert.equal(run(...line).status, 2, line.join(" "));
    }
    for (const path of ["/jobs/0", "/jobs/x", "/jobs/999999", "/jobs/x/live", "/jobs/1/1"]) {
        assert.equal((await fetch(server.url + path)).status, 404, path);
    }
    assert.equal(ran("check").includes("damaged"), false);
    assert.equal(await stop(server), 0);
    server = undefined;
    console.log(`jobs: ${files} imports, each there once`);
} finally {
    server?.child.kill("SIGKILL");
    if (process.exitCode || process.env.KEEP) console.log(server?.log.join(""));
    rmSync(folder, { recursive: true, force: true });
    drop();
}
