// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A real provider of OpenID Connect for a test: glewlwyd of Debian with a database of its own, on a free port of loopback. Its
// keys are made here, so that a test may sign what the provider would never sign.
//
//     const provider = await startProvider();
//     await provider.addClient({ id, secret, back });            // back: the address it sends people back to
//     await provider.addUser({ name, password, mail });
//     const back = await provider.signIn(address, { name, password });  // as a browser would: where it is sent in the end
//     await provider.setKeys([makeKey("ES256", "second")]);
//     await provider.stop();
//
// A second name for the same provider may stand before it (startBetween): it answers what the provider answers, or what the
// test makes of that.

import { execFileSync, spawn } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes, constants } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SCHEMA = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3";
const MODULES = "/usr/lib/glewlwyd";
const ADMIN = { name: "admin", password: "password" }; // of the schema
const START_MS = 30_000;
const STOP_MS = 10_000;

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

// ---- keys and tokens

// By way of text, so that the keys are not those that the job of Node 20 holds: collected as garbage while one is exported, that job locks it a second
// time, and the process waits for itself for ever.
function makePair(type, options = {}) {
    const text = generateKeyPairSync(type, { ...options, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
    return { publicKey: createPublicKey(text.publicKey), privateKey: createPrivateKey(text.privateKey) };
}

const KINDS = {
    RS256: () => makePair("rsa", { modulusLength: 2048 }),
    PS256: () => makePair("rsa", { modulusLength: 2048 }),
    ES256: () => makePair("ec", { namedCurve: "P-256" }),
    EdDSA: () => makePair("ed25519"),
};

export function makeKey(alg, kid) {
    const { privateKey } = KINDS[alg]();
    return { alg, kid, privateKey, jwk: { ...privateKey.export({ format: "jwk" }), kid, alg, use: "sig" } };
}

const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

export const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
export const headerOf = (token) => JSON.parse(Buffer.from(token.split(".")[0], "base64url"));

// A token with these claims, well signed with that key.
export function signToken(key, claims, header = {}) {
    const text = `${encode({ alg: key.alg, typ: "JWT", kid: key.kid, ...header })}.${encode(claims)}`;
    const how = {
        RS256: ["sha256", key.privateKey],
        PS256: ["sha256", { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
        ES256: ["sha256", { key: key.privateKey, dsaEncoding: "ieee-p1363" }],
        EdDSA: [null, key.privateKey],
    }[key.alg];
    return `${text}.${signBytes(how[0], Buffer.from(text), how[1]).toString("base64url")}`;
}

export const challengeOf = (verifier) => createHash("sha256").update(verifier).digest("base64url");

// ---- asking

// One request; `jar` keeps the cookies of one browser.
export function askUrl(url, { method = "GET", headers = {}, body, jar } = {}) {
    const cookies = jar && jar.size > 0 ? { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } : {};
    return new Promise((resolve, reject) => {
        const request = http.request(url, { method, headers: { ...headers, ...cookies }, agent: false }, (answer) => {
            const parts = [];
            answer.on("data", (part) => parts.push(part));
            answer.on("error", reject);
            answer.on("end", () => {
                for (const line of jar ? answer.headers["set-cookie"] ?? [] : []) {
                    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
                    jar.set(name, value);
                }
                resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString("utf8") });
            });
        });
        request.setTimeout(30_000, () => request.destroy(new Error(`no answer in 30 s: ${method} ${url}`)));
        request.on("error", reject);
        request.end(body);
    });
}

async function askJson(url, method, value, jar) {
    const body = JSON.stringify(value);
    const answer = await askUrl(url, { method, body, jar,
        headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) } });
    if (answer.status !== 200) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
    return answer;
}

// ---- the provider

const settingsOf = (folder, port, base) => `
port=${port}
bind_address="127.0.0.1"
external_url="${base}"
login_url="login.html"
api_prefix="api"
log_mode="console"
log_level="WARNING"
cookie_domain="127.0.0.1"
cookie_secure=0
session_expiration=86400
session_key="session"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="${MODULES}/user"
client_module_path="${MODULES}/client"
user_auth_scheme_module_path="${MODULES}/scheme"
plugin_module_path="${MODULES}/plugin"
hash_algorithm="SHA512"
login_api_enabled=true
database = { type = "sqlite3" path = "${join(folder, "provider.db")}" };
`;

const pluginOf = (issuer, keys, more) => ({
    module: "oidc", name: "oidc", display_name: "OpenID Connect", enabled: true,
    parameters: {
        iss: issuer, "jwt-type": "rsa", "jwt-key-size": "256",
        "jwks-private": JSON.stringify({ keys: keys.map((key) => key.jwk) }), "default-kid": keys[0].kid,
        "access-token-duration": 3600, "refresh-token-duration": 86400, "code-duration": 600, "refresh-token-rolling": false,
        "auth-type-code-enabled": true, "auth-type-token-enabled": false, "auth-type-id-token-enabled": true,
        "auth-type-password-enabled": false, "auth-type-client-enabled": false, "auth-type-refresh-enabled": false,
        "jwks-show": true, "pkce-allowed": true, "pkce-method-plain-allowed": false, "oauth-as-iss-id": true,
        "email-claim": "mandatory", "email-claim-scopes": ["email"], "name-claim": "mandatory", "name-claim-scopes": ["profile"],
        scope: [{ name: "openid" }, { name: "email" }, { name: "profile" }],
        claims: [
            { name: "email_verified", "user-property": "mail_verified", type: "boolean", "boolean-value-true": "1",
                "boolean-value-false": "0", mandatory: false, "on-demand": true, scope: ["email"] },
        ],
        ...more,
    },
});

async function waitReady(base, child, log) {
    const end = Date.now() + START_MS;
    while (Date.now() < end) {
        if (child.exitCode !== null) throw new Error(`glewlwyd stopped with ${child.exitCode}:\n${log.join("")}`);
        if ((await askUrl(`${base}/config`).catch(() => null))?.status === 200) return;
        await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`glewlwyd is not ready after ${START_MS} ms:\n${log.join("")}`);
}

function stopChild(child) {
    return new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        const hard = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
        child.once("exit", () => {
            clearTimeout(hard);
            resolve();
        });
        child.kill("SIGTERM");
    });
}

class Provider {
    constructor(base, issuer, keys) {
        Object.assign(this, { base, issuer, keys, admin: new Map(), more: {} });
    }

    async signInAs({ name, password }, jar) {
        await askJson(`${this.base}/api/auth/`, "POST", { username: name, password }, jar);
    }

    async setUp() {
        await this.signInAs(ADMIN, this.admin);
        const user = JSON.parse((await askUrl(`${this.base}/api/mod/user/database`, { jar: this.admin })).text);
        user.parameters["data-format"].mail_verified = { multiple: false, read: true, write: true };
        await askJson(`${this.base}/api/mod/user/database`, "PUT", user, this.admin);
        await askUrl(`${this.base}/api/mod/user/database/reset`, { method: "PUT", jar: this.admin });
        for (const name of ["email", "profile"]) {
            await askJson(`${this.base}/api/scope/`, "POST", { name, display_name: name, password_required: false }, this.admin);
        }
        await askJson(`${this.base}/api/mod/plugin/`, "POST", pluginOf(this.issuer, this.keys, this.more), this.admin);
    }

    // Settings of the plugin, from now on.
    async change(more) {
        this.more = { ...this.more, ...more };
        await askJson(`${this.base}/api/mod/plugin/oidc`, "PUT", pluginOf(this.issuer, this.keys, this.more), this.admin);
        const answer = await askUrl(`${this.base}/api/mod/plugin/oidc/reset`, { method: "PUT", jar: this.admin });
        if (answer.status !== 200) throw new Error(`the plugin did not begin anew: ${answer.status} ${answer.text}`);
    }

    // The first signs; keys that are not in the list are gone.
    async setKeys(keys) {
        this.keys = keys;
        await this.change({});
    }

    async setIssuer(issuer) {
        this.issuer = issuer;
        await this.change({});
    }

    addClient({ id, secret, back }) {
        return askJson(`${this.base}/api/client/`, "POST", { client_id: id, name: id, enabled: true, confidential: true,
            client_secret: secret, redirect_uri: [back], authorization_type: ["code"], scope: [],
            token_endpoint_auth_method: ["client_secret_basic"] }, this.admin);
    }

    addUser({ name, password, mail, called = "", mailVerified = true }) {
        return askJson(`${this.base}/api/user/`, "POST", { username: name, password, email: mail, name: called, enabled: true,
            mail_verified: mailVerified ? "1" : "0", scope: ["openid", "email", "profile", "g_profile"] }, this.admin);
    }

    // What a person's browser does there: signs in, grants, and is sent back. Gives the address it is sent to.
    async signIn(address, who, jar = new Map()) {
        await this.signInAs(who, jar);
        const client = new URL(address).searchParams.get("client_id");
        await askJson(`${this.base}/api/auth/grant/${client}`, "PUT", { scope: "openid email profile" }, jar);
        const url = new URL(address);
        const answer = await askUrl(`${this.base}${url.pathname}${url.search}&g_continue`, { jar });
        if (answer.status !== 302) throw new Error(`authorization: ${answer.status} ${answer.text}`);
        return answer.headers.location;
    }
}

// `before`: the address that it is to be known under, of a server that stands before it; else its own.
export async function startProvider({ keys = [makeKey("RS256", "first")], before } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "smallgiants-provider-"));
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    execFileSync("sqlite3", [join(folder, "provider.db")], { input: readFileSync(SCHEMA), stdio: ["pipe", "pipe", "pipe"] });
    writeFileSync(join(folder, "provider.conf"), settingsOf(folder, port, before ?? base));
    const log = [];
    const child = spawn("glewlwyd", [`--config-file=${join(folder, "provider.conf")}`], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => log.push(part.toString("utf8")));
    const atEnd = () => child.kill("SIGKILL");
    process.once("exit", atEnd);
    const provider = new Provider(base, `${before ?? base}/api/oidc`, keys);
    provider.log = () => log.join("");
    provider.stop = async () => {
        await stopChild(child);
        process.removeListener("exit", atEnd);
        rmSync(folder, { recursive: true, force: true });
    };
    try {
        await waitReady(base, child, log);
        await provider.setUp();
    } catch (problem) {
        await provider.stop();
        throw new Error(`${problem.message}\n${log.join("").slice(-2000)}`);
    }
    return provider;
}

// ---- what stands before it

// Hands on everything. `change(what, answer)` may alter an answer, which has status, headers and text, or give a promise; what
// is the path below the plugin ("token", "jwks", ".well-known/openid-configuration"). `asked` counts by path.
export async function startBetween() {
    const port = await freePort();
    const between = { base: `http://127.0.0.1:${port}`, to: null, change: null, asked: {} };
    const server = http.createServer((request, response) => {
        const parts = [];
        request.on("data", (part) => parts.push(part));
        request.on("end", async () => {
            const what = request.url.replace(/^\/api\/oidc\//, "").replace(/\?.*/, "");
            between.asked[what] = (between.asked[what] ?? 0) + 1;
            const { host, connection, "accept-encoding": encoding, ...headers } = request.headers;
            try {
                const answer = await askUrl(`${between.to}${request.url}`, { method: request.method, headers, body: Buffer.concat(parts) });
                const changed = (await between.change?.(what, answer)) ?? answer;
                response.writeHead(changed.status, { "Content-Type": changed.headers["content-type"] ?? "text/plain",
                    ...(changed.headers.location ? { Location: changed.headers.location } : {}) });
                response.end(changed.text);
            } catch {
                response.destroy();
            }
        });
    });
    await new Promise((done) => server.listen(port, "127.0.0.1", done));
    between.stop = () => new Promise((done) => {
        server.closeAllConnections();
        server.close(done);
    });
    return between;
}
