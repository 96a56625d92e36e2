// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A plenary: 1,000 connections follow a room, 300 of them vote within ten seconds. Is every vote counted once; how long is it from the
// answer to a vote until the last of all screens shows a count with it; how many events came a second; what does a connection cost the
// workers in memory? With SMALLGIANTS_DB as tests/store/with_postgres sets it on PostgreSQL, else on SQLite.
//
//     node tests/bench/plenary.mjs PROGRAM MAKE_PEOPLE [CONNECTIONS [VOTES [SECONDS]]]
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { onPostgres } from "../database.mjs";
import { startSite } from "../browser/program.mjs";
import { signedLink, sql } from "../http/somebody.mjs";

const [program, makePeople, connections = "1000", votes = "300", seconds = "10"] = process.argv.slice(2);
const SCREENS = Number(connections), VOTES = Number(votes), LASTS_MS = Number(seconds) * 1000;
const CODE = "K7QX42";
const vote = "5".repeat(32);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const uidOf = (i) => String(i).padStart(32, "0");
let failed = false;

function say(what, figure, unit, most) {
    const holds = most === undefined || figure <= most;
    failed ||= !holds;
    console.log(`${what}: ${figure.toFixed(figure < 100 ? 1 : 0)} ${unit}${most === undefined ? "" : `, bar at most ${most}: ${holds ? "held" : "NOT HELD"}`}`);
}

function makeRoom(site) {
    const today = Math.floor(Date.now() / 86_400_000);
    execFileSync(makePeople, [site.db, "colleague-a"]);
    sql(site, `insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
        sectors_shown, chatham, notes_read_by, rules_more, code, published_at, made_by, made_at, changed_at, rev)
        select 900, '${"7".repeat(32)}', id, 'city', '', 'Plenary', '', 'en', '', ${today}, ${today + 1}, 'participants', 0, 0, 1, 'participants', '',
        '${CODE}', null, null, 1, 1, 1 from member_city where uid = '${"a".repeat(32)}';
        insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at) values (9000, 900, 1, 'day', 1, null, 1);
        insert into vote (id, uid, programme_id, kind, question, budget, each_max, seed, round, opened_at, closed_at, made_at)
        values (1, '${vote}', 900, 'test', 'Which?', 0, 0, 1, 1, 1, null, 1);
        insert into vote_option (vote_id, number, text, changed_n, both_n) values (1, 1, 'Skills', 0, 0);
        insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, mail_folded, language, came_by, made_at)
        values ${Array.from({ length: VOTES }, (_, i) => `(${i + 1}, '${uidOf(i)}', 900, 'P', 'P', '', '', '', '', '', 'en', 'code', 1)`).join(", ")}`);
}

/* ---- screens: plain sockets, so that what they cost is the server's */

class Screen {
    seen = []; // [when, how many voted]
    rest = "";

    async open(port, from) {
        this.socket = net.connect(port, "127.0.0.1");
        await new Promise((done, wrong) => this.socket.once("connect", done).once("error", wrong));
        this.socket.setEncoding("utf8").on("data", (part) => this.take(part)).on("error", () => {});
        this.socket.write(`GET /room/${CODE}/live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Forwarded-For: ${from}\r\nUser-Agent: a phone with a name of usual length, so to say\r\n`
            + "Accept: text/event-stream\r\nAccept-Language: en\r\nCache-Control: no-cache\r\n\r\n");
    }

    take(part) {
        const now = performance.now();
        this.rest += part;
        for (const match of this.rest.matchAll(/data: (\{.*\})\n/g)) this.seen.push([now, JSON.parse(match[1]).voted.v1 ?? 0]);
        this.rest = this.rest.slice(this.rest.lastIndexOf("\n") + 1);
    }
}

async function openScreens(site) {
    const port = Number(new URL(site.base).port);
    const screens = Array.from({ length: SCREENS }, () => new Screen());
    for (let i = 0; i < SCREENS; i += 100) {
        await Promise.all(screens.slice(i, i + 100).map((screen, k) => screen.open(port, `10.1.${i / 100}.${k}`)));
    }
    for (let waited = 0; waited < 10_000 && screens.some((screen) => screen.seen.length === 0); waited += 100) await pause(100);
    return screens;
}

const workersOf = (site) => execFileSync("pgrep", ["-P", String(site.pid)], { encoding: "utf8" }).trim().split("\n");
const memoryOf = (site) => workersOf(site).reduce((sum, pid) =>
    sum + Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]), 0);

/* ---- votes */

const sendVote = (site, agent, i) => new Promise((done, wrong) => {
    const path = signedLink(site, "/room/in/", `room~${uidOf(i)}~${Math.floor(Date.now() / 1000) + 86_400}`);
    const body = new URLSearchParams({ once: `${Math.floor(Date.now() / 1000)}-${randomBytes(16).toString("hex")}`, vote, round: "1", c1: "1" }).toString();
    const begun = performance.now();
    http.request(site.base + path, { method: "POST", agent, headers: { "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": Buffer.byteLength(body), "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": `10.2.${i >> 8}.${i & 255}` } }, (answer) => {
        answer.resume().on("end", () => done({ status: answer.statusCode, begun, acknowledged: performance.now() }));
    }).on("error", wrong).end(body);
});

async function sendVotes(site) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    const begun = performance.now();
    const sent = [];
    for (let i = 0; i < VOTES; i++) {
        const due = begun + (i * LASTS_MS) / VOTES;
        if (due > performance.now()) await pause(due - performance.now());
        sent.push(sendVote(site, agent, i));
    }
    const all = await Promise.all(sent);
    agent.destroy();
    return all;
}

/* A count may hold every vote that was sent before it was acknowledged: a screen has it for sure when it shows as many. */
function delays(answers, screens) {
    return answers.map(({ acknowledged }) => {
        const least = answers.filter(({ begun }) => begun <= acknowledged).length;
        const shown = screens.map(({ seen }) => seen.find(([, n]) => n >= least)?.[0] ?? Infinity);
        return Math.max(0, Math.max(...shown) - acknowledged);
    }).sort((a, b) => a - b);
}

const site = await startSite(program);
try {
    makeRoom(site);
    const before = memoryOf(site);
    const screens = await openScreens(site);
    const open = screens.filter(({ seen }) => seen.length > 0);
    await pause(500);
    const cost = (memoryOf(site) - before) / open.length;
    const from = performance.now();
    const answers = await sendVotes(site);
    await pause(1500);
    const events = open.map(({ seen }) => seen.filter(([at]) => at > from).length);
    const most = Math.max(...open.map(({ seen }) => Math.max(...seen.map(([at]) => seen.filter(([other]) => other >= at && other < at + 1000).length))));
    const late = delays(answers, open);
    const counted = Number(sql(site, "select count(*) from ballot where number = 0"));
    console.log(`a plenary on ${onPostgres ? "PostgreSQL" : "SQLite"}: ${open.length} of ${SCREENS} connections follow, ${answers.filter(({ status }) => status === 303).length} of ${VOTES} votes taken`);
    say("connections that do not follow", SCREENS - open.length, "", 0);
    say("votes that are not counted, or twice", Math.abs(VOTES - counted) + answers.filter(({ status }) => status !== 303).length, "", 0);
    say("screens that do not show all", open.filter(({ seen }) => seen.at(-1)[1] !== VOTES).length, "", 0);
    say("from an acknowledged vote to the last screen, median", late[late.length >> 1], "ms");
    say("from an acknowledged vote to the last screen, p99", late[Math.ceil(late.length * 0.99) - 1], "ms", 500);
    say("a vote is answered within, p99", answers.map((a) => a.acknowledged - a.begun).sort((a, b) => a - b)[Math.ceil(VOTES * 0.99) - 1], "ms");
    say("events of a connection in the whole, at most", Math.max(...events), "");
    say("events of a connection within any second, at most", most, "", 4);
    say("memory of a connection", cost, "KiB", 32);
    for (const { socket } of screens) socket.destroy();
} finally {
    await site.stop();
}
process.exitCode = failed ? 1 : 0;
