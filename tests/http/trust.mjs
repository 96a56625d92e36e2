// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the network promises to people, on the real program, on either engine: whoever leaves is gone, from every table, file, queue
// and log of the process, and the log of decisions holds without them.
//
//     node trust.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askServer, dumpServer, onPostgres } from "../database.mjs";
import { Findings, startSite } from "../browser/program.mjs";
import { codeAt, stepBefore, stepNow } from "../totp.mjs";
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
        code: codeAt(secret, await stepBefore()), present: PASSWORD });
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

// Who signed in is in the process log by number, and nowhere else.
function signedIn(site) {
    for (const [what, line] of [["signing in", /POST \/sign-in 303 .* person \d+$/m], ["a wrong one", /POST \/sign-in 400 [^\n]* #\d+$/m]]) {
        expect(line.test(site.log()), `the process log does not say ${what}`);
    }
    expect(!/sign/.test(run(site, "log", "list")), "signing in is in the log of what was changed");
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

/* ---- consent */

// Given by a box that is empty, taken back where it was given and by one click in a mail; and in the data of the person.
async function consent(site) {
    const one = browserAs(site, "coordinator");
    const rows = () => sql(site, "select words || withdrawn_by from consent order by id").split("\n").join(" ");
    const box = async () => /<input[^>]*name="weekly"[^>]*>/.exec((await one.get("/me/mail")).text)[0];
    expect(!(await box()).includes("checked") && rows() === "", "the box is ticked before anybody agreed");
    await one.post("/me/mail", {});
    expect(rows() === "", "an empty box counts as yes");
    expect((await one.post("/me/mail", { weekly: "1" })).headers.location === "/me/account?done=mail", "agreeing is not taken");
    await one.post("/me/mail", { weekly: "1" });
    expect(rows() === "2" && (await box()).includes("checked"), `agreed once: ${rows()}`);
    expect(JSON.parse((await one.get("/me/data.json")).text).tables.find(({ table }) => table === "consent").rows[0].kind === "weekly-mail", "it is not in one's data");
    const sheets = [...(await one.get("/me/account")).text.matchAll(/href="(\/me\/data\/([a-z_]+)\.csv)"/g)];
    const tables = JSON.parse((await one.get("/me/data.json")).text).tables;
    expect(sheets.length > 10 && sheets.map(([, , table]) => table).join() === tables.map(({ table }) => table).join(), `sheets of other kinds: ${sheets.length}`);
    for (const [, path, table] of sheets) {
        const sheet = await one.get(path);
        const rows = tables.find((one) => one.table === table).rows;
        const [head, ...lines] = sheet.text.trimEnd().split("\r\n");
        expect(sheet.status === 200 && lines.length === rows.length && (rows.length === 0 || head === Object.keys(rows[0]).join()), `${path}: ${sheet.status} ${head} ${lines.length}`);
    }
    for (const path of ["/me/data/setting.csv", "/me/data/rate.csv", "/me/data/x.csv"]) expect((await one.get(path)).status === 404, `${path} is given`);
    const visitor = await browserOf(site).get("/me/data/person.csv");
    expect(visitor.status === 403 && visitor.status === (await browserOf(site).get("/me/data.csv")).status, `anybody gets a sheet: ${visitor.status}`);
    await one.post("/me/mail", {});
    expect(rows() === "2page" && !(await box()).includes("checked"), `taken back: ${rows()}`);
    expect(/consent-given.*\n.*|consent-withdrawn/.test(run(site, "log", "list")), "the log does not have it");
    const other = browserAs(site, "person");
    expect(!(await other.get("/me/mail")).text.includes('name="weekly"'), "who gets no such mail is asked");
    expect((await other.post("/me/mail", { weekly: "1" })).status === 400, "who gets no such mail agrees to it");
}

/* ---- who began an import */

async function beginImport(site) {
    writeFileSync(join(site.folder, "list.csv"), "a,b\n1,2\n");
    run(site, "setting", "import_folder", site.folder);
    const answer = await browserAs(site, "administrator").post("/imports/new", { what: "twinnings", file: "list.csv" });
    expect(answer.status === 303 && /import-begun what=twinnings job=\d+/.test(run(site, "log", "list")), `who began an import is not logged: ${answer.status}`);
}

// What the command line does to who is here, what they may and how they get in has its entry, by who sat there.
function commandsAreLogged(site) {
    const number = () => Number(run(site, "log", "head").split(":")[0]);
    const does = (kind, ...args) => {
        const before = number();
        try { run(site, ...args); } catch { /* an import of a list that is none, a provider that does not answer: it was begun all the same */ }
        const added = JSON.parse(`[${run(site, "log", "list", "--top", "200", "--json").trim().split("\n").join(",")}]`).filter((entry) => entry.number > before);
        expect(added.some((entry) => JSON.stringify(entry).includes(kind)), `${args.join(" ")} leaves no ${kind} in the log`);
    };
    const mail = "rosa@rosa.example";
    writeFileSync(join(site.folder, "secret"), "of nobody");
    does("person-added", "person", "add", mail, "--name", "Rosa");
    does("password-link-made", "person", "password-link", mail);
    does("city-joined", "person", "role", mail, "colleague", "turku-fi");
    does("role-given", "person", "role", mail, "coordinator");
    does("role-ended", "person", "role", mail, "coordinator", "--end");
    does("address-ending-added", "member", "addresses", "turku-fi", "rosa.example");
    does("address-ending-removed", "member", "addresses", "turku-fi", "rosa.example", "--end");
    does("person-blocked", "person", "block", mail);
    does("person-unblocked", "person", "unblock", mail);
    does("second-step-off", "person", "second-step-off", mail);
    does("sessions-ended", "person", "sign-out", mail);
    does("address-reached", "mail", "reach", mail);
    does("setting-saved", "setting", "operator_name", "City of Rosa");
    does("setting-removed", "setting", "operator_name", "--default");
    does("provider-added", "provider", "add", "rosa", "--issuer", "http://127.0.0.1:9", "--client", "c", "--secret-file", join(site.folder, "secret"));
    does("import-begun", "import", "twinnings", join(site.folder, "list.csv"));
    does("import-begun", "import", "twinnings", join(site.folder, "list.csv"), "--background");
    does("person-erased", "privacy", "erase", mail);
    does("everybody-signed-out", "person", "sign-out", "--everybody");
}

/* ---- the log */

// The job that the clock wakes once a day (tests/store/test_trust_log.c), from an instant on.
function checkFrom(site, instant) {
    sql(site, `delete from job where uid = 'log-check'`);
    sql(site, `insert into job (id, uid, kind, lane, about, payload, state, tries, tries_max, run_after, taken_by, lease_until, step, done, total,
        fault, why, result, created_at, started_at) select coalesce(max(id), 0) + 1, 'log-check', 'log-check', 'slow', '', '', 'waiting', 0, 3, ${instant}, '', 0,
        '', 0, 0, '', '', '', 1795359600, null from job`);
}

async function checkLog(site) {
    checkFrom(site, 0);
    for (let i = 0; i < 300; i++) {
        if (["done", "dead"].includes(sql(site, `select state from job where uid = 'log-check'`))) return;
        await new Promise((done) => setTimeout(done, 100));
    }
    expect(false, "the log is not looked at");
}

async function readLog(site) {
    const reader = browserAs(site, "coordinator");
    const get = async (path) => (await reader.get(path)).text.split("<main")[1];
    checkFrom(site, 4102444800); // not while this test is at work, however long it takes
    expect((await get("/log")).includes("Not checked yet"), "a log that was never looked at is said to hold");
    await checkLog(site);
    const page = await get("/log");
    expect(page.includes("The log holds") && page.includes(run(site, "log", "head").trim()), "the head, or that it holds, is not said");
    const numbers = (text) => [...text.matchAll(/href="\/log\/(\d+)"/g)].map(([, n]) => Number(n));
    const all = numbers(page);
    expect(all.length > 5 && all.every((n, i) => i === 0 || n < all[i - 1]), `not the newest first: ${all}`);
    expect(!page.includes(MARK), "who left is named");
    const erased = await get("/log?kind=person-erased");
    expect(numbers(erased).length >= 2 && numbers(erased).length < all.length && !erased.includes("An account was made</a>"), "one kind shows others");
    expect(numbers(await get("/log?since=2100-01-01")).length === 0 && numbers(await get("/log?until=2100-01-01")).length === all.length, "days choose wrongly");
    expect((await reader.get("/log?since=yesterday")).status === 400, "a day that is none is taken");
    expect(numbers(await get(`/log?before=${all[1]}`))[0] === all[2], "a page does not go on by number");
    const role = numbers(await get("/log?kind=password-set"))[0];
    const entry = await get(`/log/${role}`);
    expect(entry.includes("A password was set with a link") && /[0-9a-f]{64}/.test(entry), "an entry is not in words");
    expect((await reader.get("/log/999999")).status === 404 && (await reader.get("/log/x")).status === 404, "an entry that is not there is shown");
    run(site, "log", "erase", String(role));
    const day = new Date().getUTCDate();
    expect(new RegExp(`Entry ${role} was erased on ${day} \\w+ \\d{4}, on request`).test(await get(`/log/${role}`)), "an erased entry does not say so");
    expect((await get("/log")).includes(`Entry ${role} was erased`), "the list does not say what was erased");
    sql(site, `update log_entry set what = 'kind=role-ended' where number = ${all.at(-1)}`);
    await checkLog(site);
    expect((await get("/log")).includes(`does not hold, at entry ${all.at(-1)}`), "a log that was changed is said to hold");
    expect(!(await browserOf(site).get("/jobs")).text.includes("does not hold"), "everybody reads of the log");
}

const site = await startSite(program);
try {
    await lastAdministrator(site);
    await cities(site);
    await leave(site);
    await lookForTraces(site);
    signedIn(site);
    await consent(site);
    await beginImport(site);
    commandsAreLogged(site);
    await readLog(site); // at the end: it breaks the log
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-2000)}`);
} finally {
    await site.stop();
}
findings.done("trust");
