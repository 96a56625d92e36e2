// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A room without internet, `serve --room`, on the real program: every row of the route table asked from the network, by a stranger, with
// the session of who runs it and with invented heads; who runs it comes in at the computer itself, by an address that works once.
//
//     node room.mjs PROGRAM MAKE_PEOPLE

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask as askApart, Findings, freePort, oneConnection, send as sendApart } from "../browser/program.mjs";
import { makeDatabase } from "../database.mjs";
import { sql } from "./somebody.mjs";

const [program, makePeople] = process.argv.slice(2);
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const agent = oneConnection();
const ask = (base, target, headers = {}) => askApart(base, target, { agent, headers });
const send = (base, target, fields, headers) => sendApart(base, target, fields, headers);
const routes = JSON.parse(execFileSync(program, ["routes", "--json"], { encoding: "utf8" }));
const CITY = "a".repeat(32);
const CODE = "K7QX42";
const UID = "7".repeat(32);
const OWN_COOKIE = "room-own-session";
// What a room is. A row that is flagged and is none of these has to be thought about here.
const OF_THE_ROOM = /^\/(room|rate|surveys)(\/|$)|^\/(brand\.css|source-code)$/;
const THIS_ONLY = "This computer serves the room only";

function addProgramme(site, id, code, uid) {
    const today = Math.floor(Date.now() / 86_400_000);
    sql(site, `insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
        sectors_shown, chatham, notes_read_by, rules_more, code, published_at, made_by, made_at, changed_at, rev)
        select ${id}, '${uid}', id, 'city', '', 'Leading ${id}', '', 'en de', '', ${today}, ${today + 1}, 'participants', 0, 0, 1, 'participants', '',
        '${code}', null, null, 1, 1, 1 from member_city where uid = '${CITY}';
        insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at) values (${id}0, ${id}, 1, 'day', 1, null, 1)`);
}

/* ---- the program */

function startRoom(site) {
    const args = ["serve", "--room", "--workers", "2", "--listen", `0.0.0.0:${site.port}`, "--listen-own", `127.0.0.1:${site.ownPort}`,
        "--base-url", site.phones, "--db", site.db];
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const pipe of [child.stdout, child.stderr]) pipe.on("data", (part) => { said += part.toString("utf8"); });
    process.once("exit", () => child.kill("SIGKILL"));
    return { child, said: () => said };
}

async function until(holds, what) {
    const end = Date.now() + 30_000;
    while (!(await holds())) {
        if (Date.now() > end) throw new Error(`waited for in vain: ${what}`);
        await new Promise((done) => setTimeout(done, 50));
    }
}

const links = (room, site) => [...room.said().matchAll(new RegExp(`http://127\\.0\\.0\\.1:${site.ownPort}(/sign-in/link/[0-9a-f]{64})`, "g"))].map(([, path]) => path);

function walkRefusals(site) {
    const start = (...args) => spawnSync(program, ["serve", "--room", "--listen", "127.0.0.1:0", "--listen-own", "127.0.0.1:0", ...args], { encoding: "utf8", timeout: 20_000 });
    const refuses = (args, status, text) => {
        const { status: is, stderr } = start(...args);
        expect(is === status && stderr.includes(text), `serve --room ${args.join(" ")}: ${is}, ${stderr}`);
    };
    refuses(["--db", site.db], 1, "there is no leadership programme in");
    refuses(["--db", "postgres://nobody@127.0.0.1/none"], 2, "a room is served from a file");
    addProgramme(site, 900, CODE, UID);
    refuses(["--db", site.db, "--listen-own", "0.0.0.0:0"], 1, "is not an address of this computer alone");
    refuses(["--db", site.db, "--base-url", "https://room.example"], 2, "no phone would trust a certificate");
    refuses(["--db", site.db, "--base-url", "http://192.168.1.5:8080/"], 2, "--base-url of a room is as");
    refuses(["--db", site.db, "--proxy", "10.0.0.9"], 2, "without a --proxy");
    addProgramme(site, 901, "K7QX43", "8".repeat(32));
    refuses(["--db", site.db], 1, "there are 2 leadership programmes in");
    sql(site, "delete from programme_stage where programme_id = 901; delete from programme where id = 901");
}

/* ---- from the network */

const invented = (pattern, id = CODE) => pattern.replace("{}", pattern.startsWith("/member-cities") ? CITY : id).replaceAll("{}", UID);
const inForm = (address, form) => (form === "html" || form === "other" ? address : `${address.replace(/\.(json|csv|txt)$/, "")}.${form}`);

function walkHead(where, { headers }) {
    expect(!headers["strict-transport-security"], `${where}: says that there is https`);
    expect(!/upgrade-insecure-requests/.test(headers["content-security-policy"] ?? ""), `${where}: sends phones to https`);
    for (const cookie of headers["set-cookie"] ?? []) {
        expect(/; HttpOnly/.test(cookie) && /; SameSite=Strict/.test(cookie) && !/; Secure/.test(cookie) && !/session/.test(cookie), `${where}: sets ${cookie}`);
    }
}

// Of what stands on a page of the room nothing leads out of it.
const stays = (address) => /^(#|\/assets\/|\?)/.test(address)
    || routes.some(({ pattern, in_room }) => in_room && new RegExp(`^${pattern.replaceAll("{}", "[^/?#]+").replace(/[.]/g, "\\.")}([?#].*)?$`).test(address));
function walkPage(where, answer) {
    walkHead(where, answer);
    const text = answer.text.replaceAll("&amp;", "&");
    for (const [, address] of text.matchAll(/<(?:a|form|link|script|img)\b[^>]*?(?:href|action|src)="([^"]*)"/g)) {
        expect(stays(address) || address.startsWith("https://www.gnu.org/"), `${where}: leads to ${address}`);
    }
    expect(!/sign-in|\/me\b/.test(text), `${where}: speaks of signing in`);
}

async function walkClosed(site, route, heads) {
    for (const form of route.forms) {
        const address = inForm(route.example ?? invented(route.pattern), form);
        for (const headers of heads) {
            const answer = await ask(site.base, address, headers);
            const where = `GET ${address} ${JSON.stringify(headers)}`;
            if (!expect(answer.status === 404, `${where}: ${answer.status}`)) continue;
            expect(form === "json" || form === "csv" || form === "txt" || answer.text.includes(THIS_ONLY), `${where}: does not say where one is`);
            if (/^<!doctype/.test(answer.text)) walkPage(where, answer);
        }
    }
    const answer = await send(site.base, invented(route.pattern), { once: "", do: "in", mail: "a@example.org", password: "nine small giants" }, { Host: `127.0.0.1:${site.port}`, ...heads.at(-1) });
    expect(answer.status === 404 && !answer.headers["set-cookie"], `POST ${route.pattern}: ${answer.status}`);
}

// token: of an account, own: of who runs the room just now.
async function walkNetwork(site, token, own) {
    const heads = [{}, { Cookie: `session=${token}; ${OWN_COOKIE}=${own}`, "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": `127.0.0.1:${site.ownPort}`,
        Host: `127.0.0.1:${site.ownPort}` }];
    let closed = 0;
    for (const route of routes) {
        const isRoom = OF_THE_ROOM.test(route.pattern);
        expect(route.in_room === isRoom, `${route.pattern}: ${route.in_room ? "is answered in a room, and this test does not know it" : "is of the room, and is not answered there"}`);
        if (route.in_room) {
            expect(route.right === "public" && ["", "public"].includes(route.act_right) && route.about === "network", `${route.pattern}: needs an account`);
            continue;
        }
        closed++;
        await walkClosed(site, route, heads);
    }
    expect(closed > 200, `only ${closed} rows are closed`);
    for (const [target, status] of [["/health", 200], ["/ready", 404], ["/metrics", 404], ["/", 404], ["/none", 404], ["/member-cities/", 404]]) {
        const answer = await ask(site.base, target);
        expect(answer.status === status, `${target}: ${answer.status}`);
    }
}

function firstEvent(base, target) {
    return new Promise((resolve, reject) => {
        const request = http.get(`${base}${target}`, (answer) => answer.once("data", (part) => {
            request.destroy();
            resolve(part.toString("utf8"));
        }));
        request.on("error", () => {});
        request.setTimeout(10_000, () => reject(new Error("no event")));
    });
}

// As a phone comes: the code, a name, a page; a screen; a link that is nobody's.
async function walkPhone(site) {
    for (const target of ["/room", `/room/${CODE}`, `/room/${CODE}/screen`, "/source-code", "/rate/none", "/surveys/none", "/surveys/none/1"]) {
        const answer = await ask(site.base, target);
        expect(answer.status === (target.includes("none") ? 404 : 200), `${target}: ${answer.status}`);
        walkPage(target, answer);
    }
    expect((await ask(site.base, `/room/${CODE}/screen`)).text.includes(`${site.phones}/room/${CODE}`), "the screen does not name the address of phones");
    expect((await ask(site.base, "/brand.css")).status === 200, "no colours");
    expect((await firstEvent(site.base, `/room/${CODE}/live`)).includes("\"joined\":"), "no stream");
    const page = await ask(site.base, `/room/${CODE}`);
    const token = /name="once" value="([^"]+)"/.exec(page.text)[1];
    // Over http a browser sends no Sec-Fetch-Site.
    const from = (origin) => ({ "Sec-Fetch-Site": [], Origin: origin, Host: `192.0.2.7:${site.port}` });
    expect((await send(site.base, `/room/${CODE}`, { once: token, name: "Ada" }, from("http://evil.example"))).status === 403, "a form of another site is taken");
    const joined = await send(site.base, `/room/${CODE}`, { once: token, name: "Ada" }, from(`http://192.0.2.7:${site.port}`));
    expect(joined.status === 303, `joining: ${joined.status}`);
    walkHead("joining", joined);
    const cookie = (joined.headers["set-cookie"] ?? []).map((text) => text.split(";")[0]).join("; ");
    const own = await ask(site.base, joined.headers.location, cookie ? { Cookie: cookie } : {});
    expect(own.status === 200 && own.text.includes("Ada"), `the page of who joined: ${own.status}`);
    walkPage("the page of who joined", own);
    return joined.headers.location;
}

/* ---- at the computer */

async function walkOwn(site, room) {
    const [link] = links(room, site);
    const landing = `/member-cities/${CITY}/programmes/${UID}`;
    expect((await ask(site.base, link)).status === 404, "the address works from the network");
    expect((await ask(site.own, link, { Host: `evil.example:${site.ownPort}` })).status === 403, "another name is taken for this computer's");
    expect((await ask(site.own, link, { Host: `localhost:${site.ownPort}` })).status === 200, "localhost is not this computer");
    const page = await ask(site.own, link);
    expect(page.status === 200 && page.text.includes("Who runs the room") && !page.text.includes("value=\"password\""), `the address that was printed: ${page.status}`);
    const token = /name="once" value="([^"]+)"/.exec(page.text)[1];
    const fields = { once: token, do: "in" };
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }, { "Sec-Fetch-Site": [], Origin: site.phones },
        { "Sec-Fetch-Site": [], Origin: site.base }]) {
        expect((await send(site.own, link, fields, headers)).status === 403, `a form from elsewhere is taken: ${JSON.stringify(headers)}`);
    }
    expect((await ask(site.own, landing)).headers.location?.startsWith("/sign-in"), "without the address one is in");
    const answer = await send(site.own, link, fields);
    const cookie = String(answer.headers["set-cookie"] ?? "");
    expect(answer.status === 303 && answer.headers.location === landing, `${answer.status} to ${answer.headers.location}`);
    expect(new RegExp(`^${OWN_COOKIE}=[0-9a-f]{64}; .*HttpOnly; SameSite=Strict$`).test(cookie), `the session is kept as ${cookie}`);
    expect((await ask(site.own, link)).status === 404, "the address works twice");
    const own = { Cookie: cookie.split(";")[0] };
    for (const target of [landing, `${landing}/room`, `${landing}/participants`, `${landing}/survey`, `${landing}/wall`]) {
        const seen = await ask(site.own, target, own);
        expect(seen.status === 200 && seen.text.includes("no mail goes out"), `${target} for who runs the room: ${seen.status}`);
        expect((await ask(site.base, target, own)).status === 404, `${target} from the network, with the session`);
    }
    return own;
}

// A survey answered in the room: an address that is made for it and kept nowhere, also not with what the form was answered.
async function walkSurvey(site, own, phone) {
    const page = `/member-cities/${CITY}/programmes/${UID}/survey`;
    const token = async (base, target, headers) => /name="once" value="([^"]+)"/.exec((await ask(base, target, headers)).text)[1];
    const post = async (base, target, fields, headers = {}) => send(base, target, { once: await token(base, target, headers), ...fields }, headers);
    expect((await ask(site.base, `${phone}/survey`)).status === 404, "a survey that is not open can be answered");
    await post(site.own, page, { do: "make" }, own);
    expect((await post(site.own, page, { do: "open", named: "no" }, own)).status === 303, "the survey does not open");
    expect((await ask(site.base, phone)).text.includes(`${phone}/survey`), "the page of who joined does not lead to the survey");
    const from = { "Sec-Fetch-Site": [], Origin: site.phones, Host: `192.0.2.7:${site.port}` };
    expect((await post(site.base, `${phone}/survey`, { do: "ask" }, from)).status === 303, "nobody is asked");
    expect(sql(site, "select count(*) from survey_answered") === sql(site, "select count(*) from participant"), "not all are asked at once");
    const offered = await ask(site.base, `${phone}/survey`);
    walkPage("the survey in the room", offered);
    const [, survey] = /href="(\/surveys\/[^"]+)"/.exec(offered.text);
    const again = /href="(\/surveys\/[^"]+)"/.exec((await ask(site.base, `${phone}/survey`)).text)[1];
    expect(survey !== again, "the address of an answer is kept");
    const answer = async (address) => {
        for (let next = `${address}/1`; next.startsWith(`${address}/`);) {
            const { text } = await ask(site.base, next);
            const fields = { seen: /name="seen" value="([^"]*)"/.exec(text)[1], do: "next" };
            for (const [, name, value] of text.matchAll(/<input [^>]*type="radio"[^>]* name="(q\.[^"]+)" value="([^"]*)"/g)) fields[name] ??= value;
            [...text.matchAll(/<select [^>]*name="(q\.[^"]+)"([^]*?)<\/select>/g)].forEach(([, name, options], at) => { // ranks: each another
                fields[name] = [...options.matchAll(/value="([^"]+)"/g)][at]?.[1] ?? "";
            });
            const saved = await post(site.base, next, fields, from);
            if (!expect(saved.status === 303, `${next} is not saved: ${saved.status}`)) return saved;
            next = saved.headers.location;
        }
        return post(site.base, address, { do: "send" }, from);
    };
    const sent = await answer(survey);
    expect(sent.status === 303, `sending: ${sent.status}`);
    expect(sql(site, "select count(*) from survey_answer where sent = 1 and participant_id is null") === "1", "it does not count, or names who gave it");
    expect(sql(site, "select count(*) from once where location like '%survey~%'") === "0", "the secret of an answer is kept");
    expect((await ask(site.base, `${phone}/survey`)).text.includes("you have answered"), "who has answered is asked again");
    expect((await answer(again)).status === 409, "somebody answers twice");
}

async function walkAgain(site, room, own) {
    room.child.kill("SIGUSR1");
    await until(() => links(room, site).length === 2, "another address");
    room.child.kill("SIGUSR1");
    await until(() => links(room, site).length === 3, "one more address");
    const [, second, third] = links(room, site);
    expect((await ask(site.own, second)).status === 404, "an address works after a newer one was printed");
    expect((await ask(site.own, third)).status === 200, "the newest address does not work");
    // In place: each socket stays what it was.
    room.child.kill("SIGHUP");
    await until(() => /restarted in place/.test(room.said()), "the restart");
    await until(() => links(room, site).length === 4, "an address of the next life");
    for (let i = 0; i < 6; i++) {
        expect((await askApart(site.base, "/ready")).status === 404, "after a restart the network is asked as the computer");
        expect((await askApart(site.own, `/member-cities/${CITY}/programmes/${UID}`, { headers: own })).status === 200, "after a restart who runs it is out");
    }
}

async function walkQueue(site) {
    expect(sql(site, "select state from job where kind = 'mail'") === "waiting", "a mail was taken from the queue");
    expect(sql(site, "select count(*) from person where mail = 'room@room.invalid'") === "1", "who runs the room is not there once");
}

const folder = mkdtempSync(join(tmpdir(), "smallgiants-room-"));
const { db } = makeDatabase(join(folder, "sg.db"), { seeded: program });
const site = { folder, db, port: await freePort(), ownPort: await freePort() };
site.base = `http://127.0.0.1:${site.port}`;
site.own = `http://127.0.0.1:${site.ownPort}`;
site.phones = `http://192.0.2.7:${site.port}`;
const token = execFileSync(makePeople, [db, "main-contact-a"], { encoding: "utf8" }).trim().split(" ")[1];
walkRefusals(site);
sql(site, `insert into job (uid, kind, lane, state, tries, tries_max, run_after, taken_by, lease_until, step, done, total, fault, created_at, about, why, payload, result)
    values ('${"9".repeat(32)}', 'mail', 'quick', 'waiting', 0, 5, 1, '', 0, '', 0, 0, '', 1, '', '', '', '')`);
const room = startRoom(site);
try {
    await until(() => room.child.exitCode !== null || links(room, site).length === 1, "the first address");
    await until(async () => room.child.exitCode !== null || (await askApart(site.base, "/health").catch(() => null))?.status === 200, "the room");
    expect(room.said().includes(CODE) && room.said().includes(`${site.phones}/room`), `the terminal says ${room.said()}`);
    const phone = await walkPhone(site);
    const own = await walkOwn(site, room);
    await walkSurvey(site, own, phone);
    await walkNetwork(site, token, own.Cookie.split("=")[1]);
    await walkAgain(site, room, own);
    await walkQueue(site);
    room.child.kill("SIGTERM");
    const [code] = await once(room.child, "exit");
    expect(code === 0, `it ended with ${code}`);
} finally {
    room.child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
    agent.destroy();
}
if (findings.found.length > 0) console.log(room.said().slice(-2000));
findings.done("room");
