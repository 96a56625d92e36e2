// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Forms that act, on the real program, on either engine: sent from elsewhere, sent twice, sent at once from many sides, sent
// wrong, sent while somebody else holds the database; and what those who run the network then read.
//
//     node forms.mjs PROGRAM HOLD_LOCK

import { execFileSync, spawn } from "node:child_process";
import net from "node:net";
import { ask, Findings, onceOf, send, startSite } from "../browser/program.mjs";

const FORM = "/remarks/new";
const AT_ONCE = 12;
const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
let senders = 0;

// Each from an address of its own, so that only the one test of it meets the limit.
const sender = () => ({ "X-Forwarded-For": `198.51.100.${++senders}` });
const typed = async (base, more = {}) => ({ once: await onceOf(base, FORM), says: "The mayor's <name> & office", page: "/cities", ...more });

const remarks = (site, ...args) => execFileSync(program, ["remarks", ...args, "--db", site.db], { encoding: "utf8" });
const count = (site) => (remarks(site).match(/^ *\d+ /gm) ?? []).length;

async function walkOrigins(site) {
    const before = count(site);
    const host = new URL(site.base).host;
    const cases = [
        [{ "Sec-Fetch-Site": "cross-site" }, 403], [{ "Sec-Fetch-Site": "same-site" }, 403], [{ "Sec-Fetch-Site": "none" }, 403],
        [{ "Sec-Fetch-Site": "" }, 403], [{ "Sec-Fetch-Site": "cross-site", Origin: site.base }, 403],
        [{ "Sec-Fetch-Site": undefined, Origin: "null" }, 403], [{ "Sec-Fetch-Site": undefined, Origin: `http://${host}.evil.example` }, 403],
        [{ "Sec-Fetch-Site": undefined }, 403], [{ "Sec-Fetch-Site": undefined, Origin: site.base }, 303],
        [{ "Content-Type": "text/plain" }, 415], [{ "Content-Type": "multipart/form-data; boundary=x" }, 415], [{ "Content-Type": undefined }, 415],
    ];
    for (const [headers, status] of cases) {
        const all = { ...sender(), ...headers };
        const answer = await sendBare(site.base, await typed(site.base), all);
        expect(answer.status === status, `${JSON.stringify(headers)}: answers ${answer.status}, not ${status}`);
    }
    expect(count(site) === before + 1, "a form from elsewhere was taken");
}

// send() with headers that may be taken away.
function sendBare(base, fields, headers) {
    const body = new URLSearchParams(fields).toString();
    const all = { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body),
        "Sec-Fetch-Site": "same-origin", ...headers };
    return ask(base, FORM, { method: "POST", body, headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) });
}

async function walkTwice(site) {
    const before = count(site);
    const fields = await typed(site.base);
    const first = await send(site.base, FORM, fields, sender());
    const second = await send(site.base, FORM, fields, sender());
    expect(first.status === 303 && second.status === 303 && first.headers.location === second.headers.location,
        `sent twice: ${first.status} ${first.headers.location}, ${second.status} ${second.headers.location}`);
    expect(first.headers["cache-control"] === "no-store", "the answer to a form may be kept");
    const page = await ask(site.base, first.headers.location);
    expect(page.status === 200 && page.text.includes("The mayor&#39;s &lt;name&gt; &amp; office"), `its page: ${page.status}`);
    expect(page.text.includes('name="robots" content="noindex"'), "its page may be indexed");
    expect(count(site) === before + 1, "sent twice it counts twice");
}

// The same form over many connections and workers at the same time.
async function walkAtOnce(site) {
    const before = count(site);
    const fields = await typed(site.base);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => send(site.base, FORM, fields, { "X-Forwarded-For": "203.0.113.1" })));
    const places = new Set(answers.map((answer) => `${answer.status} ${answer.headers.location}`));
    expect(places.size === 1 && [...places][0].startsWith("303 /remarks/"), `at once: ${[...places].join(", ")}`);
    expect(count(site) === before + 1, `sent ${AT_ONCE} times at once it counts ${count(site) - before} times`);
}

async function walkMistakes(site) {
    const before = count(site);
    const once = await onceOf(site.base, FORM);
    const cases = [
        [{ says: "" }, "is empty"], [{ says: "  \t " }, "is empty"], [{ says: "ab" }, "is too short"], [{ says: "é".repeat(2001) }, "is too long"],
        [{ mail: "nobody" }, "write it as in name@example.org, or leave it empty"], [{ mail: "a@b@c.example" }, "is not a mail address"], [{ mail: "a@b.example?subject=x" }, "is not a mail address"],
        [{ mail: "a@b.example\nBcc: c@d.example" }, "is not a mail address"], [{ source: "x".repeat(301) }, "is too long"],
        [{ website: "http://buy.example" }, "“Leave this empty” is filled in"], [{ once: "" }, "was open for too long, or was sent in part"], [{ once: "'; drop table" }, "was open"],
    ];
    for (const [wrong, says] of cases) {
        const fields = { once, says: "A long enough text & more", source: "ISTAT", mail: "a@b.example", page: "/themes", ...wrong };
        const answer = await send(site.base, FORM, fields, sender());
        const name = JSON.stringify(wrong).slice(0, 60);
        expect(answer.status === 400 && answer.text.includes(says), `${name}: ${answer.status}, without “${says}”`);
        expect((answer.text.match(/<h1[ >]/g) ?? []).length === 1 && /id="mistakes"/.test(answer.text), `${name}: no whole page`);
        for (const [field, value] of Object.entries(fields)) {
            if (field === "once" || !value.trim()) continue;
            const shown = value.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
            expect(answer.text.includes(shown), `${name}: what was typed into ${field} is lost`);
        }
    }
    const bodies = [["says=%zz", 400], ["says=%ff", 400], ["says=a%00b", 400], ["&".repeat(70) + Array.from({ length: 70 }, (_, i) => `f${i}=1`).join("&"), 400],
        ["", 400], ["says", 400], ["=x", 400], [`says=${"a".repeat(140_000)}`, 413]];
    for (const [body, status] of bodies) {
        const answer = await send(site.base, FORM, body, sender());
        expect(answer.status === status, `${body.slice(0, 20)}: answers ${answer.status}, not ${status}`);
    }
    const get = await ask(site.base, FORM, { headers: { "Content-Length": 4 }, body: "says" });
    expect(get.status === 400, `a body behind GET: ${get.status}`);
    const json = await send(site.base, `${FORM}.json`, { once, says: "A long enough text" }, sender());
    expect(json.status === 404, `a form that is sent to .json: ${json.status}`);
    expect(count(site) === before, "a form with a mistake was taken");
}

// A body without an end in sight, past what is taken: the connection is closed, and the server goes on.
async function walkEndless(site) {
    const { hostname, port } = new URL(site.base);
    const ended = await new Promise((done) => {
        const socket = net.connect(Number(port), hostname, () => {
            socket.write(`POST ${FORM} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n`
                + "Transfer-Encoding: chunked\r\n\r\n");
            for (let i = 0; i < 40; i++) socket.write(`1000\r\n${"a".repeat(0x1000)}\r\n`);
        });
        socket.on("close", () => done(true));
        socket.on("error", () => done(true));
        socket.on("data", () => {});
        setTimeout(() => { socket.destroy(); done(false); }, 10_000);
    });
    expect(ended, "a form of more than 128 KiB in pieces is read on and on");
    expect((await ask(site.base, FORM)).status === 200, "after an endless form the page is gone");
}

// In pieces, but of a size that fits.
async function walkPieces(site) {
    const body = new URLSearchParams(await typed(site.base)).toString();
    const answer = await ask(site.base, FORM, { method: "POST", body, headers: { "Transfer-Encoding": "chunked", "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded", ...sender() } });
    expect(answer.status === 303, `a form in pieces: ${answer.status}`);
}

async function walkLimit(site) {
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await send(site.base, FORM, await typed(site.base), { "X-Forwarded-For": "192.0.2.77" })).status);
    expect(statuses.join(" ") === `${"303 ".repeat(10)}429 429`, `twelve from one address: ${statuses.join(" ")}`);
    const answer = await send(site.base, FORM, await typed(site.base), { "X-Forwarded-For": "192.0.2.77" });
    expect(/came too often from where you are within an hour: send it again in \d+ minutes/.test(answer.text) && answer.headers["retry-after"], "does not say until when to wait");
    expect(Number(answer.headers["retry-after"]) > 3000, `when it may be tried again: ${answer.headers["retry-after"]} s`);
    expect((await send(site.base, FORM, await typed(site.base), sender())).status === 303, "others have to wait as well");
    const line = [];
    for (let i = 0; i < 40; i++) line.push((await send(site.base, FORM, await typed(site.base), { "X-Forwarded-For": `2001:db8:77:${i.toString(16)}::1` })).status);
    expect(line.filter((status) => status === 303).length === 30, `forty from one line, each from a network of its own: ${line.join(" ")}`);
}

// Who reads the log does not get the addresses of remarks, which only their senders know.
async function walkLog(site) {
    const sent = await send(site.base, FORM, await typed(site.base), sender());
    await ask(site.base, sent.headers.location);
    expect(!site.log().includes(sent.headers.location) && site.log().includes("GET /remarks/{} 200"), "the log has the address of a remark");
}

// Many forms wait for the writer: all are told so in time, and other pages are answered meanwhile.
async function walkManyLocked(site) {
    const fields = await Promise.all(Array.from({ length: 30 }, () => typed(site.base)));
    const holder = await holdLock(site);
    const started = Date.now();
    const waiting = fields.map((one) => send(site.base, FORM, one, sender()));
    const page = await ask(site.base, "/cities/ciampino-it");
    const answers = await Promise.all(waiting);
    expect(page.status === 200 && answers.every((one) => one.status === 503 && one.text.includes("&lt;name&gt;")),
        `thirty forms while another writes: ${answers.map((one) => one.status).join(" ")}`);
    expect(Date.now() - started < 15_000, `it took ${Date.now() - started} ms to tell thirty that the database is busy`);
    await holder.letGo();
}

// While another process writes (hold_lock), for longer than a form waits, and then for a moment only.
async function walkLocked(site) {
    const before = count(site);
    const fields = await typed(site.base);
    const holder = await holdLock(site);
    const started = Date.now();
    const waiting = send(site.base, FORM, fields, sender());
    const meanwhile = await ask(site.base, "/cities/ciampino-it");
    expect(meanwhile.status === 200, "while a form waits nothing else is answered");
    const answer = await waiting;
    expect(answer.status === 503 && answer.headers["retry-after"] && answer.text.includes("is busy with other work")
        && answer.text.includes("&lt;name&gt;"), `while another writes: ${answer.status}`);
    expect(Date.now() - started < 10_000, `it took ${Date.now() - started} ms to say that the database is busy`);
    const soon = send(site.base, FORM, fields, sender());
    await new Promise((done) => setTimeout(done, 300));
    await holder.letGo();
    const then = await soon;
    expect(then.status === 303, `let go while the form waited: ${then.status}`);
    expect(count(site) === before + 1, "a form that waited counts wrongly");
}

function holdLock(site) {
    return new Promise((resolve, reject) => {
        const child = spawn(process.argv[3], [site.db], { stdio: ["pipe", "pipe", "inherit"] });
        child.on("error", reject);
        child.stdout.once("data", () => resolve({ letGo: () => new Promise((done) => { child.on("exit", done); child.stdin.end(); }) }));
    });
}

async function walkAnswer(site) {
    const sent = await send(site.base, FORM, await typed(site.base, { mail: "reader@example.org", says: "Wrong\u001b[2J year\nsecond line" }), sender());
    const number = remarks(site).trim().split("\n").at(-1).match(/\d+/)[0];
    const shown = remarks(site, "show", number);
    expect(shown.includes("reader@example.org") && shown.includes("Wrong?[2J year") && !shown.includes("\u001b"), `remarks show: ${shown}`);
    expect(!(await ask(site.base, sent.headers.location)).text.includes("reader@"), "the page of a remark shows the mail address");
    remarks(site, "answer", number, "It is mended, with <thanks>.");
    const page = await ask(site.base, sent.headers.location);
    expect(page.text.includes("It is mended, with &lt;thanks&gt;.") && page.text.includes("Answered on"), "the answer does not stand on the page");
    remarks(site, "remove", String(Number(number) - 1));
    expect(!remarks(site).split("\n").some((line) => line.startsWith(`${" ".repeat(4 - String(number - 1).length)}${number - 1} `)), "a removed remark is listed");
    let status = 0;
    try { execFileSync(program, ["remarks", "close", number, "--db", site.db], { stdio: "pipe" }); } catch (problem) { status = problem.status; }
    expect(status === 1, `closing what is answered: exit ${status}`);
}

const site = await startSite(program);
try {
    await walkOrigins(site);
    await walkTwice(site);
    await walkAtOnce(site);
    await walkMistakes(site);
    await walkEndless(site);
    await walkPieces(site);
    await walkLimit(site);
    await walkLocked(site);
    await walkManyLocked(site);
    await walkLog(site);
    await walkAnswer(site);
} finally {
    await site.stop();
}
findings.done("forms");
