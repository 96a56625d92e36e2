// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Two servers over one database: what is changed on one is seen on the other at its next request; every job is done once,
// whoever has it; one of them dies, or is told to stop, and nobody who visits notices. On SQLite both are on one machine.
//
//     [JOBS=50] node nodes.mjs PROGRAM
//
// In the cluster of CLUSTER_FOLDER (tests/store/with_postgres.c), or on a file.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { askServer, makeDatabase, nameOf, onPostgres } from "../database.mjs";

const program = process.argv[2];
const JOBS = Number(process.env.JOBS ?? 6); // every third a real import
const PATIENCE_MS = 120_000;
const FIRST = 300, STEP = 40;
const folder = mkdtempSync(join(tmpdir(), "sg-nodes-"));
const { db, drop } = makeDatabase(join(folder, "net.db"));

const run = (...args) => spawnSync(program, [...args, "--db", db], { encoding: "utf8" });
const ran = (...args) => {
    const result = run(...args);
    assert.equal(result.status, 0, `${args.join(" ")}: ${result.stderr}`);
    return result.stdout;
};
const show = (job) => JSON.parse(ran("jobs", "show", String(job), "--json"));
async function until(what, holds, pause = 60) {
    const end = Date.now() + PATIENCE_MS;
    for (let value; Date.now() < end; await sleep(pause)) {
        if ((value = await holds())) return value;
    }
    throw new Error(`in vain: ${what}`);
}

// Each file is newer than the last, of the same projects and some new ones; its number stands in every title.
let files = 0;
const projects = (file) => FIRST + STEP * file;
function write(rows = 0) {
    const file = ++files;
    const lines = ['"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";"frameworkProgramme";"contentUpdateDate";"objective"'];
    const date = new Date(Date.UTC(2024, 0, 1 + file)).toISOString().slice(0, 10);
    for (let i = 0; i < Math.max(rows, projects(file)); i++) {
        lines.push(`"${100000000 + i}";"ACR${i}";"SIGNED";"File ${file} of waste water";"2022-01-01";"2025-12-31";"100";"1";"HORIZON";"${date} 10:00:00";"${"lamps and mobility ".repeat(20)}"`);
    }
    const path = join(folder, `project-${file}.csv`);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
}
const useless = join(folder, "useless.csv");
writeFileSync(useless, "nothing of use\n");
const background = (file) => JSON.parse(ran("import", "cordis", file, "--background", "--json")).job;

async function serve(...args) {
    const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--workers", "1", "--db", db, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const node = { child, log: "", ended: new Promise((resolve) => child.once("exit", resolve)) };
    child.stderr.on("data", (bytes) => { node.log += bytes; });
    const line = await new Promise((resolve, reject) => {
        child.stdout.once("data", (bytes) => resolve(String(bytes)));
        child.once("exit", () => reject(new Error(`the server did not start: ${node.log}`)));
    });
    node.port = Number(/127\.0\.0\.1:(\d+)/.exec(line)[1]);
    await until("it is ready", async () => (await get(node, "/ready").catch(() => null))?.status === 200);
    return node;
}

function get(node, path, headers = {}) {
    return new Promise((resolve, reject) => {
        const request = http.request({ host: "127.0.0.1", port: node.port, path, headers, agent: false }, (answer) => {
            let text = "";
            answer.on("data", (part) => { text += part; });
            answer.on("error", reject);
            answer.on("end", () => resolve({ status: answer.statusCode, tag: answer.headers.etag, text }));
        });
        request.setTimeout(30_000, () => request.destroy(new Error(`no answer: ${path}`)));
        request.on("error", reject);
        request.end();
    });
}
async function kept(node, path) {
    await get(node, path);
    const page = await get(node, path); // from its page cache
    assert.equal(page.status, 200, `${path}: ${page.status}`);
    assert.equal((await get(node, path, { "If-None-Match": page.tag })).status, 304, path);
    return page;
}
const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
// As when its machine loses power: nobody of it says a word more.
async function kill(node) {
    const all = [node.child.pid];
    for (let i = 0; i < all.length; i++) all.push(...childrenOf(all[i]));
    for (const pid of all) process.kill(pid, "SIGSTOP");
    for (const pid of all) process.kill(pid, "SIGKILL");
    await node.ended;
}
const begun = (node, job) => node.log.split("\n").filter((line) => line.includes(` job ${job}, import-cordis: begun`)).length;

/* ---- what is changed on one is seen on the other */

async function seeChanges(nodes) {
    for (let i = 0; i < 4; i++) {
        const before = await Promise.all(nodes.map((node) => kept(node, "/about-the-data")));
        ran("setting", "network_name", `Giants number ${i}`);
        for (const [n, node] of nodes.entries()) {
            const page = await get(node, "/about-the-data", { "If-None-Match": before[n].tag });
            assert.equal(page.status, 200, `server ${n + 1} has not heard of setting ${i}`);
            assert.match(page.text, new RegExp(`Giants number ${i}`));
        }
    }
    await Promise.all(nodes.map((node) => get(node, "/projects/100000000")));
    for (let i = 0; i < 2; i++) {
        const tags = i > 0 ? await Promise.all(nodes.map((node) => kept(node, "/projects/100000000").then((page) => page.tag))) : [];
        ran("import", "cordis", write());
        for (const [n, node] of nodes.entries()) {
            const page = await get(node, "/projects/100000000", tags[n] ? { "If-None-Match": tags[n] } : {});
            assert.equal(page.status, 200, `server ${n + 1} has not heard of import ${i}`);
            assert.match(page.text, new RegExp(`File ${files} of`));
        }
    }
}

/* ---- jobs: each once, whoever does it */

async function doEachOnce(nodes) {
    const jobs = [];
    for (let i = 0; i < JOBS; i++) jobs.push(background(i % 3 === 0 ? write() : useless));
    for (const [i, job] of jobs.entries()) {
        const now = await until(`job ${job} ended`, () => ["done", "dead"].includes(show(job).state) && show(job), 20);
        assert.equal(now.state, i % 3 === 0 ? "done" : "dead", `job ${job}: ${now.why}`);
        assert.equal(now.tries, 1, `job ${job} was begun ${now.tries} times`);
    }
    await sleep(200); // the last lines of the logs
    for (const job of jobs) {
        const times = nodes.map((node) => begun(node, job));
        assert.equal(times[0] + times[1], 1, `job ${job} was begun ${times.join(" and ")} times`);
    }
    const shares = nodes.map((node) => jobs.filter((job) => begun(node, job)).length);
    for (const node of nodes) {
        const page = await get(node, `/projects/${100000000 + projects(files) - 1}`);
        assert.match(page.text, new RegExp(`File ${files} of`));
    }
    return shares;
}

/* ---- a stream on one, of what the other does */

async function watch(node, job) {
    const path = `/jobs/${job}/live`;
    const events = [];
    for (let seen = "", end = Date.now() + PATIENCE_MS; Date.now() < end;) {
        const asked = Date.now();
        const answer = await get(node, path, seen ? { "Last-Event-ID": seen } : {});
        assert.equal(answer.status, 200);
        const id = /^id: ([0-9a-f]{16})$/m.exec(answer.text)[1];
        events.push({ id, same: id === seen, waited: Date.now() - asked });
        seen = id;
        if (/^event: end$/m.test(answer.text)) return events;
    }
    throw new Error(`the stream of job ${job} does not end`);
}

// As many rows as take a second or two: machines differ, and so do builds.
async function lastingRows() {
    const from = Date.now();
    const job = background(write(2000));
    await until("a short import is done", () => show(job).state === "done");
    return Math.min(30_000, 2000 * Math.ceil(6000 / (Date.now() - from)));
}

async function seeFromAfar(a, b) {
    const job = background(write(await lastingRows()));
    const news = await watch(b, job);
    assert.equal(show(job).state, "done");
    assert.equal(begun(b, job), 0, "it was to be done by the other server");
    const heard = news.slice(1).filter((event) => !event.same);
    assert.ok(heard.length >= 4, `the stream told of ${heard.length} changes`);
    const soonest = Math.min(...heard.slice(1).map((event) => event.waited));
    assert.ok(soonest < 700, `each change was told after ${soonest} ms or more`); // it is noted four times a second
    assert.ok(news.filter((event) => event.same).every((event) => event.waited >= 2700), "it was told again what it knew");
    return heard.length;
}

// Nothing happens: whoever asks waits, and is answered all the same.
async function waitInVain(a, b) {
    const job = background(write(2000));
    await until("it is under way", () => show(job).state === "running" && show(job).done > 0 && show(job));
    const worker = childrenOf(a.child.pid).flatMap((pid) => childrenOf(pid))[0];
    process.kill(worker, "SIGSTOP");
    await sleep(300);
    const first = await get(b, `/jobs/${job}/live`);
    const id = /^id: ([0-9a-f]{16})$/m.exec(first.text)[1];
    const asked = Date.now();
    const held = get(b, `/jobs/${job}/live`, { "Last-Event-ID": id });
    await sleep(200);
    assert.equal((await get(b, "/health")).status, 200); // one worker: it serves others meanwhile
    assert.equal((await held).text.includes(id), true);
    const waited = Date.now() - asked;
    assert.ok(waited >= 2700 && waited < 10_000, `it waited ${waited} ms`);
    process.kill(worker, "SIGCONT");
    await until("it is done", () => show(job).state === "done");
}

/* ---- the end of one */

async function dieInTheMiddle(a, b) {
    const job = background(write(2000));
    const now = await until("it is under way", () => show(job).state === "running" && show(job).step && show(job));
    await until("a log says who", () => begun(a, job) + begun(b, job) === 1);
    const [first, other] = begun(a, job) ? [a, b] : [b, a];
    await kill(first);
    const end = await until("the other did it", () => show(job).state === "done" && show(job));
    assert.equal(end.tries, 2);
    assert.notEqual(now.taken_by, "");
    await until("its log says so", () => begun(other, job) === 1);
    assert.match((await get(other, "/projects/100000000")).text, new RegExp(`File ${files} of`));
    return other;
}

// Visitors behind a load balancer that looks at /ready ten times a second: no request fails.
async function stopOne(stays, goes) {
    const ready = new Map([[stays, true], [goes, true]]);
    const said = { failed: [], no: 0, served: 0 };
    let over = false;
    const look = async (node) => {
        for (; !over; await sleep(100)) {
            const answer = await get(node, "/ready").catch(() => ({ status: 0, text: "" }));
            if (node === goes && answer.status === 503 && answer.text === "stopping\n") said.no++;
            ready.set(node, answer.status === 200);
        }
    };
    const visit = async () => {
        for (let i = 0; !over; i++) {
            const there = [goes, stays].filter((node) => ready.get(node));
            const node = there[i % there.length];
            const answer = await get(node, i % 2 ? "/cities" : "/about-the-data").catch((problem) => ({ status: problem.message }));
            if (answer.status !== 200) said.failed.push(answer.status);
            said.served++;
        }
    };
    const all = [look(stays), look(goes), visit(), visit(), visit()];
    await sleep(500);
    goes.child.kill("SIGTERM");
    const code = await goes.ended;
    await sleep(300);
    over = true;
    await Promise.all(all);
    assert.equal(code, 0);
    assert.deepEqual(said.failed, [], "requests failed");
    assert.ok(said.no >= 3, `/ready said ${said.no} times that it stops`);
    assert.ok(said.served > 20, `${said.served} visits`);
    return said.served;
}

// Its server ends all connections: both open new ones, also those on which they wait.
async function cutConnections(nodes) {
    askServer(db, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(db)}' and pid <> pg_backend_pid()`);
    for (const node of nodes) assert.equal((await get(node, "/about-the-data")).status, 200);
    const job = background(useless);
    await until("it is begun", () => show(job).state === "dead");
}

let nodes = [];
const start = Date.now();
const took = (what) => process.env.TIMES && console.log(`${what}: ${Date.now() - start} ms`);
try {
    ran("migrate");
    nodes = [await serve(), await serve("--drain", "2")];
    const [a, b] = nodes;
    await seeChanges(nodes);
    took("seeChanges");
    const shares = await doEachOnce(nodes);
    took("doEachOnce");
    if (onPostgres) await cutConnections(nodes);
    took("cutConnections");
    const left = await dieInTheMiddle(a, b);
    took("dieInTheMiddle");
    nodes = [left, await serve(...(left === b ? [] : ["--drain", "2", "--no-jobs"]))];
    if (left === b) {
        await stopOne(nodes[1], b);
        nodes = [nodes[1], await serve("--drain", "2", "--no-jobs")];
    }
    const heard = await seeFromAfar(...nodes);
    took("seeFromAfar");
    await waitInVain(...nodes);
    took("waitInVain");
    const served = await stopOne(...nodes);
    took("stopOne");
    assert.ok(!run("check").stdout.includes("damaged"));
    console.log(`nodes: ${JOBS} jobs each once (${shares.join(" and ")}), ${heard} changes heard, ${served} visits while one stopped`);
} catch (problem) {
    console.log(nodes.map((node) => node.log.split("\n").filter((line) => !/ 200 | 304 /.test(line)).slice(-30).join("\n")).join("\n----\n"));
    throw problem;
} finally {
    for (const node of nodes) node.child.kill("SIGKILL");
    await Promise.all(nodes.map((node) => node.ended));
    rmSync(folder, { recursive: true, force: true });
    drop();
}
