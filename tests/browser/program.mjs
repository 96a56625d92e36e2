// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The real program for a test: a database of its own, filled with the embedded content (and more files where asked),
// served on a free port. Uses nothing from npm, so that the http tests share it.
//
//     const site = await startSite(process.argv[2], { cordis: [folder] });
//     ... site.base ...
//     await site.stop();

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDatabase } from "../database.mjs";

const START_MS = 60_000;
const STOP_MS = 30_000;

export function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

// For many requests, one after the other, over one connection, which costs half: { agent: oneConnection() }.
export const oneConnection = () => new http.Agent({ keepAlive: true, maxSockets: 1 });

// One request as it is written: fetch would tidy the address and hide what is tested. Each over a connection of its own.
export function ask(base, target, { method = "GET", headers = {}, body, agent = false } = {}) {
    const { hostname, port } = new URL(base);
    return new Promise((resolve, reject) => {
        const request = http.request({ hostname, port, path: target, method, headers, agent }, (answer) => {
            const parts = [];
            answer.on("data", (part) => parts.push(part));
            answer.on("error", reject);
            answer.on("end", () => {
                const bytes = Buffer.concat(parts);
                resolve({ status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString("utf8") });
            });
        });
        request.setTimeout(30_000, () => request.destroy(new Error(`no answer in 30 s: ${method} ${target}`)));
        request.on("error", reject);
        request.end(body);
    });
}

// Sends a form as the page of this site would; `fields` is an object, or the body as on the wire.
export function send(base, target, fields, headers = {}) {
    const body = typeof fields === "string" ? fields : new URLSearchParams(fields).toString();
    return ask(base, target, { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": Buffer.byteLength(body), "Sec-Fetch-Site": "same-origin", ...headers } });
}

// The token of the form on that page.
export async function onceOf(base, target) {
    return (await ask(base, target)).text.match(/name="once" value="([^"]+)"/)?.[1] ?? "";
}

async function waitReady(base, child) {
    const end = Date.now() + START_MS;
    while (Date.now() < end) {
        if (child.exitCode !== null) throw new Error(`the program stopped with ${child.exitCode} before it was ready`);
        const answer = await ask(base, "/ready").catch(() => null);
        if (answer?.status === 200) return;
        await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`not ready after ${START_MS} ms`);
}

function stopChild(child) {
    return new Promise((resolve, reject) => {
        if (child.exitCode !== null) return resolve(child.exitCode);
        const hard = setTimeout(() => {
            child.kill("SIGKILL");
            reject(new Error(`the program did not stop within ${STOP_MS} ms of SIGTERM`));
        }, STOP_MS);
        child.once("exit", (code) => {
            clearTimeout(hard);
            resolve(code);
        });
        child.kill("SIGTERM");
    });
}

export async function startSite(program, { places = [], cordis = [], lists = {}, seeded = true, onFile = false } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "smallgiants-site-"));
    const { SMALLGIANTS_KEY: key, ...without } = process.env;
    const env = onFile ? without : process.env; // its key lies beside its file
    let db, drop = () => {};
    const remove = () => {
        rmSync(folder, { recursive: true, force: true });
        drop();
    };
    const log = [];
    try {
        ({ db, drop } = makeDatabase(join(folder, "sg.db"), { seeded: seeded && program, onFile }));
        if (!seeded) execFileSync(program, ["migrate", "--db", db], { stdio: "pipe", env });
        for (const [kind, files] of Object.entries({ places, cordis, ...lists })) {
            if (files.length) execFileSync(program, ["import", kind, ...files, "--db", db], { stdio: "pipe" });
        }
    } catch (problem) {
        remove();
        throw new Error(`${problem.message}\n${problem.stderr ?? ""}`);
    }
    const base = `http://127.0.0.1:${await freePort()}`;
    const child = spawn(program, ["serve", "--workers", "2", "--listen", base.slice("http://".length), "--db", db],
        { stdio: ["ignore", "ignore", "pipe"], env });
    child.stderr.on("data", (part) => log.push(part.toString("utf8")));
    const atEnd = () => child.kill("SIGKILL");
    process.once("exit", atEnd);
    const stop = async () => {
        const code = await stopChild(child).finally(() => {
            process.removeListener("exit", atEnd);
            remove();
        });
        if (code !== 0) throw new Error(`the program ended with ${code}:\n${log.join("").slice(-2000)}`);
    };
    try {
        await waitReady(base, child);
    } catch (problem) {
        await stop().catch(() => {});
        throw new Error(`${problem.message}\n${log.join("").slice(-2000)}`);
    }
    return { base, db, env, folder, pid: child.pid, stop, log: () => log.join("") };
}

// Collects what is wrong, so that one run shows all of it. done() prints it and sets the exit status.
export class Findings {
    constructor() {
        this.found = [];
        this.held = 0;
    }

    expect(holds, what) {
        if (holds) this.held++;
        else this.found.push(typeof what === "function" ? what() : what);
        return Boolean(holds);
    }

    done(name) {
        for (const what of this.found.slice(0, 200)) console.log(`FOUND ${what}`);
        console.log(`${name}: ${this.held} expectations held, ${this.found.length} did not`);
        if (this.found.length > 0 || this.held === 0) process.exitCode = 1;
    }
}
