// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the network promises to people, on the real program, on either engine: whoever leaves is gone, from every table, file, queue
// and log of the process, and the log of decisions holds without them.
//
//     node trust.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { askServer, dumpServer, onPostgres } from "../database.mjs";
import { Findings, startSite } from "../browser/program.mjs";
import { codeAt, stepNow } from "../totp.mjs";
import { browserOf, sql } from "./somebody.mjs";

const PASSWORD = "nine small giants at breakfast";
const MARK = "quirinaxq"; // in her name and address, and nowhere else
const MAIL = "Quirinaxq@Beispiel.example";
const program = process.argv[2];
const makePeople = process.argv[3];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const run = (site, ...args) => execFileSync(program, [...args, "--db", site.db], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

function browserAs(site, kind) {
    const browser = browserOf(site);
    browser.token = execFileSync(makePeople, [site.db, kind], { encoding: "utf8" }).trim().split(" ")[1];
    return browser;
}

async function browserWithPassword(site, mail, ...more) {
    const link = /\/set-password\/[0-9a-f]{64}/.exec(run(site, "person", "add", mail, "--name", `${mail.split("@")[0]} Zwetschge`, ...more))[0];
    await browserOf(site).post(link, { password: PASSWORD });
    const browser = browserOf(site);
    expect((await browser.post("/sign-in", { mail, password: PASSWORD, next: "" })).status === 303, `${mail} is not signed in`);
    return browser;
}

async function secondStep(browser) {
    const page = await browser.get("/me/second-step");
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)[1].replaceAll(" ", "");
    const answer = await browser.post("/me/second-step", { pending: /name="pending" value="([^"]+)"/.exec(page.text)[1],
        code: codeAt(secret, stepNow() - 1), present: PASSWORD });
    expect(answer.status === 303, `the second step: ${answer.status}`);
    return secret;
}

/* ---- looking for what is left */

function filesUnder(folder) {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && !entry.path.includes("/pg_wal")).map((entry) => join(entry.path, entry.name));
}

// In the files of the database, on PostgreSQL of the whole cluster but for its log of writes, which it overwrites in time; in a
// dump of every table; and in what the program wrote beside them.
function traces(site) {
    if (onPostgres) askServer(site.db, "checkpoint");
    const folders = onPostgres ? [process.env.CLUSTER_FOLDER, site.folder] : [site.folder];
    const found = folders.flatMap(filesUnder).filter((path) => statSync(path, { throwIfNoEntry: false })?.size > 0 &&
        readFileSync(path).toString("latin1").toLowerCase().includes(MARK));
    const dump = onPostgres ? dumpServer(site.db) : execFileSync("sqlite3", [site.db.slice("sqlite:".length), ".dump"], { encoding: "utf8", maxBuffer: 1 << 30 });
    if (dump.toLowerCase().includes(MARK)) found.push("the dump");
    if (site.log().toLowerCase().includes(MARK)) found.push("the log of the process");
    return found;
}

/* ---- leaving */

async function leave(site) {
    const browser = await browserWithPassword(site, MAIL);
    const secret = await secondStep(browser);
    const remark = await browser.post("/remarks/new", { says: "The number is old.", mail: MAIL, page: "/cities" });
    expect(remark.status === 303 && (await browserOf(site).get(remark.headers.location)).status === 200, `a remark: ${remark.status}`);
    const token = browser.token;
    expect(traces(site).length > 0, "the search finds nothing of who is there");
    const page = await browser.get("/me/leave");
    for (const word of ["What goes", "What stays", "/me/data.csv", "/me/data.json"]) expect(page.text.includes(word), `the page before leaving lacks ${word}`);
    expect((await browser.post("/me/leave", { present: "wrong", code: codeAt(secret, stepNow()) })).status === 400, "leaves with a wrong password");
    const half = await browser.post("/me/leave", { present: PASSWORD, code: "000000" });
    expect(half.status === 400 && half.text.includes("is not right, or was used"), `leaves without the second step: ${half.status}`);
    expect((await browser.get("/me")).status === 200, "is gone before leaving");
    const done = await browser.post("/me/leave", { present: PASSWORD, code: codeAt(secret, stepNow()) });
    const number = /^\/left\?entry=(\d+)$/.exec(done.headers.location ?? "")?.[1];
    expect(done.status === 303 && number, `leaving: ${done.status} ${done.headers.location}`);
    expect(/session=;.*Max-Age=0/i.test(String(done.headers["set-cookie"])), "the browser keeps its cookie");
    expect((await browserOf(site).get(done.headers.location)).text.includes(`entry ${number}:`), "the number of the entry is not said");
    browser.token = token;
    expect((await browser.get("/me")).status === 303, "who left is signed in");
    expect((await browserOf(site).get(remark.headers.location)).status === 404, "the remark stays");
    expect((await browserOf(site).post("/sign-in", { mail: MAIL, password: PASSWORD, next: "" })).status === 400, "who left signs in");
    expect(run(site, "log", "list").includes(`${number}  `) && /person-erased person=\d+ by=the person/.test(run(site, "log", "list")), "the log does not say it");
}

// Files are rewritten when somebody is erased on the command line, as the jobs process does within the hour.
async function lookForTraces(site) {
    await browserWithPassword(site, "other@beispiel.example");
    run(site, "privacy", "erase", "other@beispiel.example");
    for (const where of traces(site)) expect(false, `who left is found in ${where}`);
    expect(run(site, "log", "verify").startsWith("The log is intact"), "the log does not hold");
    expect(sql(site, "select count(*) from erasure where scrubbed_at is null") === "0", "files were not rewritten");
}

async function lastAdministrator(site) {
    const only = browserAs(site, "administrator");
    const page = await only.get("/me/leave");
    expect(page.status === 200 && page.text.includes("only administrator") && !page.text.includes('action="/me/leave"'), "the last administrator is offered to leave");
    const other = browserAs(site, "administrator");
    expect((await other.get("/me/leave")).text.includes('action="/me/leave"'), "one of two administrators may not leave");
    expect((await other.post("/me/leave", {})).headers.location?.startsWith("/left"), "one of two administrators cannot leave");
    const once = /name="once" value="([^"]+)"/.exec((await only.get("/me/details")).text.split("<main")[1])[1];
    const answer = await only.post("/me/leave", { once });
    expect(answer.status === 409 && answer.text.includes("cannot leave"), `the last administrator leaves: ${answer.status}`);
    expect((await only.get("/me")).status === 200, "the last administrator is gone");
}

async function cities(site) {
    for (const [kind, word] of [["main-contact-a", "its main contact"], ["colleague-b", "others who work for it"], ["coordinator", "as coordinator"]]) {
        expect((await browserAs(site, kind).get("/me/leave")).text.includes(word), `what becomes of the part of ${kind} is not said`);
    }
}

const site = await startSite(program);
try {
    await lastAdministrator(site);
    await cities(site);
    await leave(site);
    await lookForTraces(site);
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-2000)}`);
} finally {
    await site.stop();
}
findings.done("trust");
