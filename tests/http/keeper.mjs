// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Forms that ask the keeper of passwords, over a server of their own (keeper_fixture), on either engine: answers, many at once,
// too many, a keeper or a worker that dies meanwhile, restarts and stops. What happens while it hashes is seen by making the
// keeper stand still (SIGSTOP): nothing here is judged by how long a hash takes.
//
//     node keeper.mjs PROGRAM KEEPER_FIXTURE

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Findings } from "../browser/program.mjs";
import { makeDatabase } from "../database.mjs";

const [program, fixture] = process.argv.slice(2);
const WAITING_MAX = 32; // KEEPER_WAITING_MAX
const LONG_MS = 20000;  // the keeper's time limit, where it is not what is tried
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const folder = mkdtempSync(join(tmpdir(), "keeper-"));
const { db, drop } = makeDatabase(join(folder, "net.db"), { seeded: program });

// ---- the server and its processes

const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
const niceOf = (pid) => Number(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ")[16]);
const isThere = (pid) => existsSync(`/proc/${pid}`);

async function until(holds, what, ms = 10000) {
    const end = Date.now() + ms;
    while (Date.now() < end) {
        if (await holds()) return true;
        await pause(20);
    }
    expect(false, `not within ${ms} ms: ${what}`);
    return false;
}

async function start(workers, waitMs = LONG_MS) {
    const child = spawn(fixture, [db, String(workers), String(waitMs)], { stdio: ["ignore", "pipe", "pipe"] });
    const site = { child, log: "", seen: new Set() };
    child.stderr.on("data", (bytes) => { site.log += bytes; });
    const port = await new Promise((resolve, reject) => {
        child.stdout.once("data", (bytes) => resolve(Number(bytes)));
        child.once("exit", () => reject(new Error(`the fixture did not start: ${site.log}`)));
    });
    site.base = `http://127.0.0.1:${port}`;
    await until(() => keeperOf(site), "the keeper is there");
    return site;
}

// The one that is nicer than the rest, whatever the test itself runs at.
const isKeeper = (site, pid) => niceOf(pid) > niceOf(site.child.pid);
const keeperOf = (site) => childrenOf(site.child.pid).find((pid) => isKeeper(site, pid));
const workersOf = (site) => childrenOf(site.child.pid).filter((pid) => !isKeeper(site, pid));

async function stop(site) {
    const all = childrenOf(site.child.pid);
    const ended = new Promise((done) => site.child.once("exit", (code, signal) => done(code ?? signal)));
    site.child.kill("SIGTERM");
    expect(await ended === 0, `it ended with ${await ended}\n${site.log}`);
    expect(all.every((pid) => !isThere(pid)), "a process is left");
}

// ---- requests, each over a connection of its own

function ask(site, path, fields) {
    const body = fields && new URLSearchParams({ once: `${Math.floor(Date.now() / 1000)}-${randomBytes(16).toString("hex")}`, ...fields }).toString();
    const headers = body ? { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body),
        "Sec-Fetch-Site": "same-origin" } : {};
    let request;
    const answer = new Promise((resolve) => {
        request = http.request(site.base + path, { method: body ? "POST" : "GET", headers, agent: false }, (got) => {
            let text = "";
            got.on("data", (part) => { text += part; });
            got.on("end", () => resolve({ status: got.statusCode, location: decodeURIComponent(got.headers.location ?? ""), headers: got.headers, text }));
        });
        request.on("error", (error) => resolve({ status: 0, text: String(error) }));
        request.end(body);
    });
    answer.drop = () => request.destroy();
    answer.then((got) => { answer.got = got; });
    return answer;
}

const verify = (site, hash, password, more = {}) => ask(site, "/password", { hash, password, name: "n", ...more });
const hashOf = async (site, password) => (await verify(site, "", password, { anew: "1" })).location.replace("/not", "");

// Forms that are with the keeper now, which stands still.
async function waiting(site, forms) {
    await pause(150);
    expect(forms.every((form) => form.got === undefined), `answered by a keeper that stands still: ${forms.map((form) => form.got?.status)}`);
    expect((await ask(site, "/who")).status === 200, "no page while forms wait");
}

// ---- what is tried

async function walkAnswers(site) {
    const hash = await hashOf(site, "right and long enough");
    expect(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/.test(hash), `hashed: ${hash}`);
    const cases = [[hash, "right and long enough", "/fits"], [hash, "wrong and long enough", "/not"], [hash, "", "/not"], ["", "", "/not"],
        [hash, " right and long enough", "/not"], [hash, "right and long enough ", "/not"], ["", "right and long enough", "/not"],
        ["no hash", "x", "/not"]];
    for (const [of, password, said] of cases) {
        const answer = await verify(site, of, password);
        expect(answer.status === 303 && answer.location === said, `${of.slice(0, 8)}, "${password}": ${answer.status} ${answer.location}`);
    }
    const anew = await verify(site, hash, "right and long enough", { anew: "1" });
    expect(anew.location.startsWith("/fits$argon2id$") && !anew.location.includes(hash), `verified, then hashed: ${anew.location}`);
    const many = await Promise.all(Array.from({ length: 20 }, (_, i) => verify(site, hash, i % 3 === 0 ? "right and long enough" : `wrong ${i}`)));
    expect(many.every((answer, i) => answer.location === (i % 3 === 0 ? "/fits" : "/not")), `many at once: ${many.map((answer) => answer.location)}`);
    return hash;
}

// Nothing is open meanwhile: others write, also on SQLite, where one does at a time.
async function walkWriters(site, hash) {
    const keeper = keeperOf(site);
    process.kill(keeper, "SIGSTOP");
    const form = verify(site, hash, "right and long enough");
    await waiting(site, [form]);
    const note = await ask(site, "/note", { name: "other" });
    expect(note.status === 303, `while it hashes somebody else gets ${note.status}`);
    process.kill(keeper, "SIGCONT");
    expect((await form).location === "/fits", "it was not answered afterwards");
}

async function walkTooMany(site, hash) {
    const keeper = keeperOf(site);
    process.kill(keeper, "SIGSTOP");
    const forms = Array.from({ length: WAITING_MAX }, () => verify(site, hash, "wrong but long enough"));
    await waiting(site, forms);
    const refused = await verify(site, hash, "secret-of-mine", { name: "typed <this>" });
    expect(refused.status === 503 && Number(refused.headers["retry-after"]) > 0, `one too many: ${refused.status} ${refused.headers?.["retry-after"]}`);
    expect(refused.text.includes("Just now many people are signing in") && refused.text.includes("typed &lt;this&gt;"), `it shows ${refused.text}`);
    expect(!refused.text.includes("secret-of-mine"), "a password stands on a page");
    forms[3].drop(); // its answer finds nobody
    process.kill(keeper, "SIGCONT");
    const all = await Promise.all(forms);
    expect(all.every((answer, i) => i === 3 ? answer.status === 0 : answer.location === "/not"), `those before: ${all.map((answer) => answer.status)}`);
    expect((await verify(site, hash, "right and long enough")).location === "/fits", "afterwards");
}

async function walkDeadKeeper(site, hash) {
    const keeper = keeperOf(site);
    process.kill(keeper, "SIGSTOP");
    const forms = [verify(site, hash, "right and long enough"), verify(site, hash, "wrong"), verify(site, hash, "right and long enough", { anew: "1" })];
    await waiting(site, forms);
    process.kill(keeper, "SIGKILL");
    const all = await Promise.all(forms);
    expect(all[0].location === "/fits" && all[1].location === "/not" && all[2].location.startsWith("/fits$"), `after its death: ${all.map((answer) => answer.location)}`);
    expect(keeperOf(site) !== keeper && site.log.includes("keeper ended (signal 9)"), "no other keeper");
}

// What the one before asked is hashed, and dropped: the next has asked something else.
async function walkDeadWorker(site, hash) {
    const keeper = keeperOf(site);
    const [worker] = workersOf(site);
    process.kill(keeper, "SIGSTOP");
    const lost = [verify(site, hash, "right and long enough"), verify(site, hash, "right and long enough")];
    await waiting(site, lost);
    process.kill(worker, "SIGKILL");
    expect((await Promise.all(lost)).every((answer) => answer.status === 0), "answered by a dead worker");
    await until(async () => workersOf(site).length === 1 && (await ask(site, "/who")).status === 200, "another worker answers");
    const forms = [verify(site, hash, "wrong"), verify(site, hash, "wrong too")];
    await waiting(site, forms);
    process.kill(keeper, "SIGCONT");
    expect((await Promise.all(forms)).every((answer) => answer.location === "/not"), `the next worker: ${(await Promise.all(forms)).map((answer) => answer.location)}`);
}

async function walkRestart(site, hash) {
    const keeper = keeperOf(site);
    const before = childrenOf(site.child.pid);
    process.kill(keeper, "SIGSTOP");
    const forms = [verify(site, hash, "right and long enough"), verify(site, hash, "wrong")];
    await waiting(site, forms);
    site.child.kill("SIGHUP");
    await until(() => childrenOf(site.child.pid).some((pid) => !before.includes(pid) && isKeeper(site, pid)), "the next keeper");
    await until(() => site.log.includes("restarted in place"), "the life before is told to go");
    const isNext = async () => {
        const pid = Number(/pid (\d+)/.exec((await ask(site, "/who")).text)?.[1] ?? before[0]);
        return !before.includes(pid);
    };
    await until(async () => (await isNext()) && (await isNext()) && (await isNext()), "the next life alone takes requests");
    const next = await verify(site, hash, "right and long enough");
    expect(next.location === "/fits", `the next life: ${next.status} ${next.location ?? next.text}\n${site.log.slice(-1500)}`);
    process.kill(keeper, "SIGCONT");
    const all = await Promise.all(forms);
    expect(all[0].location === "/fits" && all[1].location === "/not", `forms over a restart: ${all.map((answer) => `${answer.status} ${answer.location}`)}`);
    await until(() => before.every((pid) => !isThere(pid)), "the life before is gone");
}

// Told to stop, it answers those who wait.
async function walkStop(hash) {
    const site = await start(2);
    const keeper = keeperOf(site);
    process.kill(keeper, "SIGSTOP");
    const forms = Array.from({ length: 4 }, () => verify(site, hash, "right and long enough"));
    await waiting(site, forms);
    const ended = stop(site);
    await pause(100);
    process.kill(keeper, "SIGCONT");
    expect((await Promise.all(forms)).every((answer) => answer.location === "/fits"), "forms that waited at a stop");
    await ended;
}

async function walkNoAnswer(hash) {
    const site = await start(1, 400);
    const keeper = keeperOf(site);
    process.kill(keeper, "SIGSTOP");
    const answer = await verify(site, hash, "secret-of-mine");
    expect(answer.status === 503 && answer.text.includes("many people are signing in") && !answer.text.includes("secret-of-mine"), `no answer in time: ${answer.status}`);
    process.kill(keeper, "SIGCONT");
    await until(async () => (await verify(site, hash, "right and long enough")).location === "/fits", "it answers again");
    await stop(site);
}

// No word of a password in what is logged.
const secrets = /right and long|wrong|secret-of-mine/;

try {
    const site = await start(1);
    const hash = await walkAnswers(site);
    for (const walk of [walkWriters, walkTooMany, walkDeadKeeper, walkDeadWorker, walkRestart]) await walk(site, hash);
    expect(!secrets.test(site.log), "a password stands in the log");
    await stop(site);
    await walkStop(hash);
    await walkNoAnswer(hash);
} finally {
    drop();
    rmSync(folder, { recursive: true, force: true });
}
findings.done("keeper");
