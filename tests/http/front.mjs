// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The web server in front, as the manual has it: its lines run by nginx before the real program. What connections it takes, what
// it leads on and what not, and that who comes by it is a browser over https for the program.
//
//     node front.mjs PROGRAM MANUAL

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import tls from "node:tls";
import { join } from "node:path";
import { ask, Findings, freePort, onceOf, startSite } from "../browser/program.mjs";

const HOST = "network.example.org";
const [program, manual] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);

function linesOfManual() {
    const text = readFileSync(manual, "utf8");
    return /<!-- front: [^>]* -->\n([\s\S]*?)<!-- end of front -->/.exec(text)[1];
}

function replaced(text, from, to) {
    if (!text.includes(from)) throw new Error(`the manual does not have: ${from}`);
    return text.replaceAll(from, to);
}

async function startFront(site) {
    const folder = join(site.folder, "front");
    const [plain, secure] = [await freePort(), await freePort()];
    mkdirSync(folder);
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", `/CN=${HOST}`,
        "-addext", `subjectAltName=DNS:${HOST}`, "-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")], { stdio: "ignore" });
    let lines = linesOfManual();
    lines = replaced(lines, "listen 443 ssl;", `listen 127.0.0.1:${secure} ssl;`);
    lines = replaced(lines, "listen 80;", `listen 127.0.0.1:${plain};`);
    lines = replaced(lines, `/etc/letsencrypt/live/${HOST}/fullchain.pem`, join(folder, "cert.pem"));
    lines = replaced(lines, `/etc/letsencrypt/live/${HOST}/privkey.pem`, join(folder, "key.pem"));
    lines = replaced(lines, "http://127.0.0.1:8080", site.base);
    const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${name};`).join(" ");
    writeFileSync(join(folder, "nginx.conf"), `daemon off; worker_processes 1; pid nginx.pid; error_log stderr error;
events { worker_connections 64; }\nhttp { access_log off; ${temp}\n${lines}}\n`);
    const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "pipe"] });
    const said = [];
    child.stderr.on("data", (part) => said.push(part.toString("utf8")));
    const front = { plain: `http://127.0.0.1:${plain}`, secure, ca: readFileSync(join(folder, "cert.pem")), stop: () => child.kill("SIGTERM") };
    for (let i = 0; i < 100; i++) {
        if (await ask(front.plain, "/").catch(() => null)) return front;
        await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`nginx does not answer: ${said.join("")}`);
}

// Over https, by its name.
function come(front, target, { method = "GET", headers = {}, body } = {}) {
    return new Promise((resolve, reject) => {
        const request = https.request({ host: "127.0.0.1", port: front.secure, servername: HOST, ca: front.ca, path: target, method, agent: false,
            headers: { Host: HOST, ...headers } }, (answer) => {
            const parts = [];
            answer.on("data", (part) => parts.push(part));
            answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString("utf8") }));
        });
        request.on("error", reject);
        request.end(body);
    });
}

// What a connection comes to; "" when it is refused.
function shake(front, options) {
    return new Promise((resolve) => {
        const socket = tls.connect({ host: "127.0.0.1", port: front.secure, servername: HOST, ca: front.ca, ...options }, () => {
            resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
            socket.destroy();
        });
        socket.on("error", () => resolve(""));
    });
}

async function walkConnections(front) {
    expect((await shake(front, {})).startsWith("TLSv1.3 "), `the newest is not preferred: ${await shake(front, {})}`);
    expect((await shake(front, { maxVersion: "TLSv1.2" })).startsWith("TLSv1.2 ECDHE-"), "TLS 1.2 is not taken");
    for (const version of ["TLSv1", "TLSv1.1"]) {
        const old = await shake(front, { minVersion: version, maxVersion: version, ciphers: "ALL:@SECLEVEL=0" });
        expect(old === "", `${version} is taken: ${old}`);
    }
    for (const ciphers of ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA", "AES256-SHA256"]) {
        const weak = await shake(front, { maxVersion: "TLSv1.2", ciphers: `${ciphers}:@SECLEVEL=0` });
        expect(weak === "", `${ciphers} is taken: ${weak}`);
    }
}

async function walkPlain(front) {
    const page = await ask(front.plain, "/themes?lang=de", { headers: { Host: HOST } });
    expect(page.status === 301 && page.headers.location === `https://${HOST}/themes?lang=de`, `a page by http: ${page.status}`);
    for (const path of ["/cities.json?q=oulu", "/themes.csv", "/sitemap.xml"]) {
        const answer = await ask(front.plain, path, { headers: { Host: HOST } });
        expect(answer.status === 403 && !answer.headers.location, `${path} by http: ${answer.status}`);
    }
}

async function walkSecure(site, front) {
    for (let i = 0; i < 20; i++) await come(front, "/sign-in"); // each web process has seen the new address of the site
    for (const path of ["/sign-in", "/health", "/nowhere", "/cities?q=%ff"]) {
        const answer = await come(front, path);
        expect(/^max-age=\d{8,}; includeSubDomains$/.test(answer.headers["strict-transport-security"] ?? ""), `${path}: ${answer.status} without https said`);
    }
    expect((await come(front, "/metrics")).status === 404, "counts can be read from outside");
    expect((await ask(site.base, "/metrics")).status === 200, "counts cannot be read on the machine");
    expect((await ask(site.base, "/metrics", { headers: { Host: HOST } })).status !== 200, "counts can be read by a public name");
}

async function signIn(site, front, password, forwarded) {
    const once = await onceOf(site.base, "/sign-in");
    const body = new URLSearchParams({ mail: "ann@example.org", password, once }).toString();
    return come(front, "/sign-in", { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": Buffer.byteLength(body), Origin: `https://${HOST}`, "X-Forwarded-For": forwarded } });
}

async function walkSignIn(site, front) {
    const password = "nine small giants at breakfast";
    const added = execFileSync(program, ["person", "add", "ann@example.org", "--name", "Ann", "--db", site.db], { encoding: "utf8" });
    const link = /\/set-password\/[0-9a-f]{64}/.exec(added)[0];
    const body = new URLSearchParams({ password, once: await onceOf(site.base, link) }).toString();
    await come(front, link, { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body),
        Origin: `https://${HOST}` } });
    const answer = await signIn(site, front, password, "");
    expect(answer.status === 303 && /^__Host-session=[0-9a-f]{64}; Path=\/; .*; Secure$/.test(answer.headers["set-cookie"]?.[0] ?? ""),
        `signing in: ${answer.status} ${answer.headers["set-cookie"]}`);
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await signIn(site, front, "wrong", `203.0.113.${i}`)).status);
    expect(statuses.join(" ") === "400 400 400 400 400 429", `wrong ones from addresses that were invented: ${statuses.join(" ")}`);
}

const site = await startSite(program);
let front;
try {
    execFileSync(program, ["setting", "base_url", `https://${HOST}`, "--db", site.db]);
    front = await startFront(site);
    await walkConnections(front);
    await walkPlain(front);
    await walkSecure(site, front);
    await walkSignIn(site, front);
} finally {
    front?.stop();
    await site.stop();
}
findings.done("front");
