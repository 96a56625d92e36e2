// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A real mail server on this machine for a test (smtp_server.py, of Debian's aiosmtpd), and what it was given.
//
//     const server = await startServer("127.0.0.1");    server.url, server.mails, await server.stop()

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PYTHON = "/usr/bin/python3"; // Debian's, which has Debian's aiosmtpd
const SERVER = fileURLToPath(new URL("smtp_server.py", import.meta.url));
const ARRIVE_MS = 20_000;

export function startServer(host, ...args) {
    return new Promise((resolve, reject) => {
        const child = spawn(PYTHON, [SERVER, host, ...args], { stdio: ["ignore", "pipe", "inherit"] });
        const server = { mails: [], stop: () => new Promise((done) => { child.once("exit", done); child.kill("SIGKILL"); }) };
        const atEnd = () => child.kill("SIGKILL");
        process.once("exit", atEnd);
        child.once("error", reject);
        child.once("exit", () => { process.removeListener("exit", atEnd); reject(new Error("the mail server does not start: is python3-aiosmtpd installed?")); });
        createInterface({ input: child.stdout }).on("line", (line) => {
            const said = JSON.parse(line);
            if (said.port) resolve(Object.assign(server, { port: said.port, url: `smtp://${host}:${said.port}` }));
            else server.mails.push(said);
        });
    });
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// A finding when it does not hold in time.
export async function waitUntil(findings, holds, what, ms = ARRIVE_MS) {
    for (const end = Date.now() + ms; Date.now() < end; await pause(100)) {
        if (await holds()) return findings.expect(true, what);
    }
    return findings.expect(false, `not within ${ms} ms: ${what}`);
}

// The last of n that went to an address.
export async function mailTo(findings, server, address, n = 1) {
    const theirs = () => server.mails.filter((mail) => mail.to[0] === address);
    await waitUntil(findings, () => theirs().length >= n, `mail ${n} to ${address} arrives`);
    return theirs().at(-1);
}

export const linksOf = (mail) => [...new Set([...mail.html.matchAll(/href="([^"]+)"/g)].map((found) => found[1].replaceAll("&amp;", "&")))];
