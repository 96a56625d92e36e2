// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Somebody at the real program, for tests of signing in: a browser that keeps its session, and a look into the database past
// the program.

import { createHmac } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { askServer } from "../database.mjs";
import { ask, send } from "../browser/program.mjs";

export const sql = (site, text) => site.db.startsWith("postgres:") ? askServer(site.db, `set search_path to main; ${text}`)
    : execFileSync("sqlite3", [site.db.slice("sqlite:".length), `pragma busy_timeout = 5000; ${text}`], { encoding: "utf8" }).replace(/^5000\s*/, "").trim();

// "/vouch/vouch~0a1b...-7~1795348800~..." of "/vouch/" and "vouch~0a1b...-7~1795348800", as the program signs it.
export function signedLink(site, path, said) {
    const key = Buffer.from(readFileSync(process.env.SMALLGIANTS_KEY ?? join(site.folder, "sg.key"), "utf8").trim().split(" ").at(-1), "hex");
    const own = createHmac("sha256", key).update("sign\0link").digest();
    return `${path}${said}~${createHmac("sha256", own).update(said).digest("base64url")}`;
}

// The link with another signature for sure: to write some letters over its end is, once in a thousand times, the link itself.
export const forged = (link) => link.replace(/.(.{4})$/, (whole, end) => `${whole[0] === "A" ? "B" : "A"}${end}`);

// The link of the mail that invites an address.
export function invitationLink(site, mail) {
    const [uid, ends] = sql(site, `select uid || ' ' || ends_at from invitation where mail = '${mail}'`).split(" ");
    return signedLink(site, "/invitations/", `invitation~${uid}~${ends}`);
}

/* ---- a browser */

export class Browser {
    token = "";

    constructor(site, from) {
        Object.assign(this, { site, from });
    }

    headers() {
        return { "X-Forwarded-For": this.from, ...(this.token ? { Cookie: `session=${this.token}` } : {}) };
    }

    keep(answer) {
        const token = /session=([0-9a-f]{64});/.exec(String(answer.headers["set-cookie"] ?? ""))?.[1];
        this.token = token ?? this.token;
        return answer;
    }

    async get(path) {
        return this.keep(await ask(this.site.base, path, { headers: this.headers() }));
    }

    async post(path, fields) {
        const page = await this.get(path);
        const main = page.text.slice(page.text.indexOf("<main"));
        const hidden = Object.fromEntries([...main.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
        return this.keep(await send(this.site.base, path, { ...hidden, ...fields }, this.headers()));
    }
}

let senders = 0;
export const browserOf = (site) => new Browser(site, `203.0.113.${++senders}`);
