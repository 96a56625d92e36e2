// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Mail, on the real program with a real mail server on this machine, on either engine: what waits goes out and arrives whole, what
// the server says is heeded, a death loses none; links open pages that change nothing, and their buttons act once.
//
//     node mail.mjs PROGRAM

import { execFileSync, spawnSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { ask, Findings, onceOf, send, startSite } from "../browser/program.mjs";
import { askServer, dumpServer, onPostgres } from "../database.mjs";
import { linksOf as links, mailTo as mailOf, pause, startServer, waitUntil } from "./mail_server.mjs";

const program = process.argv[2];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);

const until = (holds, what) => waitUntil(findings, holds, what);

const mailTo = (server, address, n) => mailOf(findings, server, address, n);

// ---- the database and the program

const sql = (site, text) => onPostgres ? askServer(site.db, `set search_path to main; ${text}`)
    : execFileSync("sqlite3", ["-cmd", ".timeout 10000", site.db.slice("sqlite:".length), text], { encoding: "utf8" }).trim();
const dump = (site) => onPostgres ? dumpServer(site.db).replace(/^\\(un)?restrict .*$/gm, "") // pg_dump's, another one each time
    : execFileSync("sqlite3", [site.db.slice("sqlite:".length), ".dump"], { encoding: "utf8", maxBuffer: 1 << 30 });
const firstDifference = (a, b) => {
    const others = new Set(a.split("\n"));
    return b.split("\n").find((line) => !others.has(line)) ?? "something is gone";
};
const run = (site, ...args) => spawnSync(program, [...args, "--db", site.db], { encoding: "utf8" });
const setting = (site, name, value) => expect(run(site, "setting", name, value).status === 0, `setting ${name} ${value}`);
const mailState = (site, address) => sql(site, `select state || ' ' || tries || ' ' || why from mail where address = '${address}' order by id desc limit 1`);

async function writeRemark(site, mail, more = {}, query = "") {
    const once = await onceOf(site.base, "/remarks/new");
    const sent = await send(site.base, `/remarks/new${query}`, { once, says: "The <mayor> & Łódź", page: "/cities", mail, ...more },
        { "X-Forwarded-For": `198.51.100.${Math.floor(Math.random() * 250)}` });
    expect(sent.status === 303, `a remark: ${sent.status}`);
    return { page: sent.headers.location, id: sql(site, "select max(id) from remark") };
}

// A mail of its own, past whatever adds mails: kinds and addresses are the program's.
let added = 0;
function addMail(site, kind, address, { person = "null", unasked = 0, fields = "", language = "en", digest: given } = {}) {
    const now = Math.floor(Date.now() / 1000);
    const uid = String(++added).padStart(32, "0");
    const digest = given ?? String(added).padStart(64, "d");
    sql(site, `insert into mail (id, uid, kind, person, address, address_digest, language, fields, unasked, state, tries, run_after, why, made_at, sent_at, remove_at)
        values ((select coalesce(max(id), 0) + 1 from mail), '${uid}', '${kind}', ${person}, '${address}', '${digest}', '${language}', '${fields}', ${unasked}, 'waiting', 0, 0, '', ${now}, null, ${now + 86400})`);
    return { uid, digest };
}

// As the program makes it (store/mail.h): whoever says no more by a link is found by it.
function digestOf(site, address) {
    if (sql(site, "select count(*) from mail_salt") === "0") sql(site, `insert into mail_salt (id, salt) values (1, '${"5".repeat(64)}')`);
    return createHash("sha256").update(sql(site, "select salt from mail_salt") + address.toLowerCase()).digest("hex");
}

// ---- a mail arrives

function checkForm(mail, what) {
    expect(mail.defects.length === 0, `${what}: the parser found ${mail.defects}`);
    expect(mail.kind === "multipart/alternative" && mail.text && mail.html, `${what}: has no text or no HTML`);
    expect(mail.ascii && mail.longest <= 998, `${what}: lines of ${mail.longest}, ASCII ${mail.ascii}`);
    expect(/^<[0-9a-f]{32}@town\.example>$/.test(mail.headers["message-id"]), `${what}: Message-ID ${mail.headers["message-id"]}`);
    expect(Math.abs(Date.parse(mail.headers.date) - Date.now()) < 120_000, `${what}: Date ${mail.headers.date}`);
    expect(mail.headers["auto-submitted"] === "auto-generated" && mail.headers.from === "Small Giants <network@town.example>", `${what}: ${JSON.stringify(mail.headers)}`);
    expect(!/<img|<script|url\(|@import|src=/i.test(mail.html), `${what}: fetches something`);
    expect(links(mail).length <= 4 && links(mail).every((link) => mail.text.includes(link)), `${what}: links of text and HTML differ: ${links(mail)}`);
}

async function walkAnswer(site, server) {
    const remark = await writeRemark(site, "reader@b.example", {}, "?lang=de");
    const said = run(site, "remarks", "answer", remark.id, "Danke, \"Łódź\" <ist> berichtigt.\n.\nFrom uns");
    expect(said.stdout.includes("gets the answer by mail"), `remarks answer: ${said.stdout}${said.stderr}`);
    const mail = await mailTo(server, "reader@b.example");
    if (!mail) return;
    checkForm(mail, "an answer");
    expect(mail.from === "network@town.example" && mail.headers.to === "reader@b.example", `from ${mail.from} to ${mail.headers.to}`);
    expect(mail.headers.subject === "Eine Antwort auf das, was Sie Small Giants geschrieben haben", mail.headers.subject);
    expect(mail.text.includes("> Danke, \"Łódź\" <ist> berichtigt.\n> .\n> From uns"), JSON.stringify(mail.text));
    expect(mail.html.includes("Danke, &quot;Łódź&quot; &lt;ist&gt; berichtigt."), mail.html);
    expect(mail.headers["content-language"] === "de" && mail.html.includes('<html lang="de">'), "the language is not said");
    expect(!mail.headers["list-unsubscribe"], "what was asked for can be unsubscribed from");
    expect(links(mail).includes(site.base + remark.page), `its page: ${links(mail)}`);
    await until(() => sql(site, "select count(*) from mail where state = 'sent'") === "1", "it counts as sent");
    const left = dump(site);
    expect(!left.includes("reader@b.example"), "the address stands in the database still");
    expect(run(site, "remarks", "show", remark.id).stdout.includes("answered"), "the remark is not answered");
}

// ---- what the server says

async function walkRefusals(site, server) {
    const cases = [["nobody@b.example", "dead 1 550 5.1.1 <(address)>: no such user here"], ["full@b.example", "dead 1 552 5.2.2 mailbox is full"],
        ["policy@b.example", "dead 1 550 5.7.1 not from here"], ["spam@b.example", "dead 1 554 5.7.0 this is spam"],
        ["later@b.example", "waiting 1 451 4.7.1 try again later"]];
    for (const [address] of cases) addMail(site, "remark-answer", address, { fields: `remark=${site.answered}` });
    for (const [address, state] of cases) {
        await until(() => mailState(site, address) === state, `${address}: ${state}`);
        expect(mailState(site, address) === state, `${address}: ${mailState(site, address)}`);
    }
    expect(sql(site, "select count(*) from mail_address where unreachable_at is not null") === "1", "not one address cannot be reached");
    const list = run(site, "mail", "list").stdout;
    expect(list.includes("nobody@b.example") && list.includes("no such user here") && list.includes("1 cannot be reached"), list);
    addMail(site, "remark-answer", "cut@b.example", { fields: `remark=${site.answered}` });
    await until(() => mailState(site, "cut@b.example").startsWith("waiting 1 "), "a connection that is cut: tried again later");
    addMail(site, "remark-answer", "gone@b.example", { fields: "remark=999" });
    await until(() => sql(site, "select count(*) from mail where address = 'gone@b.example'") === "0", "what it was about is gone: dropped");
    addMail(site, "no-such-kind", "kind@b.example");
    await until(() => sql(site, "select count(*) from mail where address = 'kind@b.example'") === "0", "a kind that nobody knows: dropped");
    expect(!server.mails.some((mail) => /^(gone|kind|cut|later)@/.test(mail.to[0])), "one of these went out");
}

async function walkAway(site, server) {
    setting(site, "mail_server", "smtp://127.0.0.1:1");
    addMail(site, "remark-answer", "away1@b.example", { fields: `remark=${site.answered}` });
    addMail(site, "remark-answer", "away2@b.example", { fields: `remark=${site.answered}` });
    for (const address of ["away1@b.example", "away2@b.example"]) {
        await until(() => mailState(site, address).startsWith("waiting 0 ") && mailState(site, address).length > 10, `${address} is put off`);
    }
    setting(site, "mail_server", server.url);
    sql(site, "update mail set run_after = 0 where address like 'away%'");
    await mailTo(server, "away1@b.example");
    await mailTo(server, "away2@b.example");
}

// The process that sends is killed in the middle, after the server took it all but before it said so.
async function walkDeath(site, server) {
    addMail(site, "remark-answer", "slow@b.example", { fields: `remark=${site.answered}` });
    const first = await mailTo(server, "slow@b.example");
    // A sending child is the one with the connection: all children of the jobs process are of this site.
    const sender = childSending(site);
    expect(sender > 0, "no process is sending");
    if (sender > 0) process.kill(sender, "SIGKILL");
    await until(() => mailState(site, "slow@b.example") === "waiting 1", "it waits again");
    sql(site, "update mail set run_after = 0 where address = 'slow@b.example'");
    await until(() => sql(site, "select count(*) from job where uid = 'mail' and state = 'running'") === "0", "its death is noticed");
    sql(site, "update job set run_after = 0 where uid = 'mail' and state <> 'running'");
    await until(() => server.mails.filter((mail) => mail.to[0] === "slow@b.example").length === 2, "it is sent again");
    const both = server.mails.filter((mail) => mail.to[0] === "slow@b.example");
    expect(first && both.every((mail) => mail.headers["message-id"] === first.headers["message-id"]), "sent again it has another Message-ID");
    await until(() => sql(site, "select count(*) from mail where address = 'slow@b.example'") === "0", "then it is sent");
}

const statOf = (pid) => { try { return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" "); } catch { return []; } };

// Great-grandchild of this test: serve, its jobs process, and the child that has the job in hand.
function childSending(site) {
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const children = (parent) => all.filter((pid) => Number(statOf(pid)[1]) === parent).map(Number);
    return children(site.pid).flatMap(children)[0] ?? 0;
}

// ---- links

const keyOf = (site) => Buffer.from(readFileSync(process.env.SMALLGIANTS_KEY ?? join(site.folder, "sg.key"), "utf8").trim().split(" ").at(-1), "hex");

// Every link three times, as scanners of mail do, with GET and HEAD.
async function walkOpening(site, mails) {
    const before = dump(site);
    let opened = 0;
    for (const mail of mails) {
        for (const link of [...links(mail), ...(mail.headers["list-unsubscribe"]?.match(/https?:[^>]+/) ?? [])]) {
            expect(link.startsWith(`${site.base}/`), `a link elsewhere: ${link}`);
            for (let i = 0; i < 3; i++) {
                for (const method of ["GET", "HEAD"]) {
                    const answer = await ask(site.base, link.slice(site.base.length), { method });
                    expect(answer.status === 200, `${method} ${link.slice(0, 80)}: ${answer.status}`);
                    opened++;
                }
            }
        }
    }
    const after = dump(site);
    expect(after === before, () => `opening links has changed the database: ${firstDifference(before, after)}`);
    expect(opened >= 30, `only ${opened} links were opened`);
}

async function walkWeek(site, server) {
    const now = Math.floor(Date.now() / 1000);
    sql(site, `insert into person (id, uid, name, mail, mail_folded, language, state, password, password_at, totp, totp_step, created_at, signed_in_at, remove_at, rev)
        values (77, 'u77', 'Ann', 'ann@b.example', 'ann@b.example', 'en', 'active', '', null, '', 0, ${now}, null, ${now + 9e6}, 1)`);
    sql(site, `insert into person_role (id, person_id, role, member_id, since, until, given_by, ended_by) values (77, 77, 'coordinator', null, ${now}, null, null, null)`);
    sql(site, `insert into consent (id, person_id, kind, words, given_at, withdrawn_at, withdrawn_by, remove_at) values (1, 77, 'weekly-mail', 1, ${now}, null, '', 253402300799)`);
    sql(site, `insert into job (id, uid, kind, lane, about, payload, state, tries, tries_max, run_after, taken_by, lease_until, step, done, total, fault, why, result, created_at, started_at, ended_at)
        values (900, 'dead', 'import-gcom', 'none', '', '', 'dead', 5, 5, 0, '', 0, '', 0, 0, 'invalid', 'The <file> is not one.', '', ${now}, ${now}, ${now})`);
    const remark = await writeRemark(site, "writer@b.example");
    const { digest } = addMail(site, "week", "ann@b.example", { person: 77, unasked: 1, digest: digestOf(site, "ann@b.example") });
    const mail = await mailTo(server, "ann@b.example");
    if (!mail) return null;
    checkForm(mail, "the weekly mail");
    expect(/2 things wait for you/.test(mail.headers.subject), mail.headers.subject);
    expect(mail.headers["list-unsubscribe-post"] === "List-Unsubscribe=One-Click", "no List-Unsubscribe-Post");
    expect(/^<http:\/\/127\.0\.0\.1:\d+\/unsubscribe\/[^ ]+>$/.test(mail.headers["list-unsubscribe"]), mail.headers["list-unsubscribe"]);
    await until(() => sql(site, "select count(*) from mail where state = 'waiting' and kind = 'week'") === "0", "it counts as sent");
    return { mail, remark, digest };
}

const pathOf = (site, mail, part) => links(mail).find((link) => link.includes(part)).slice(site.base.length);

async function walkButtons(site, server, { mail, remark }) {
    const path = pathOf(site, mail, "/links/remark~");
    const page = await ask(site.base, path);
    expect(page.text.includes("The &lt;mayor&gt; &amp; Łódź") && page.text.includes("Thank you. We have looked at it"), "no remark or no answer on its page");
    expect(page.text.includes("freedom of information law may reach it"), "it is not said what freedom of information law may reach");
    const forms = page.text.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? [];
    expect(forms.length === 1 && forms[0].split("<button").length === 2, "not one form with one button");
    expect(page.headers["cache-control"] === "no-store" && page.headers["referrer-policy"] !== undefined, JSON.stringify(page.headers));
    const empty = await send(site.base, path, { once: await onceOf(site.base, path), answer: " " });
    expect(empty.status === 400 && empty.text.includes("is empty"), `an empty answer: ${empty.status}`);
    const foreign = await ask(site.base, path, { method: "POST", body: "answer=x", headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site" } });
    expect(foreign.status === 403, `the button from elsewhere: ${foreign.status}`);
    const once = await onceOf(site.base, path);
    for (let i = 0; i < 2; i++) {
        const done = await send(site.base, path, { once, answer: "It is mended & well." });
        expect(done.status === 303 && done.headers.location === path, `the button, time ${i + 1}: ${done.status} ${done.headers.location}`);
    }
    expect((await ask(site.base, path)).text.includes("does not wait any more"), "its page does not say that it is done");
    expect((await ask(site.base, remark.page)).text.includes("It is mended &amp; well."), "the answer does not stand on the remark's page");
    expect((await mailTo(server, "writer@b.example")).text.includes("> It is mended & well."), "the answer did not go out");
    await pause(1500);
    expect(server.mails.filter((one) => one.to[0] === "writer@b.example").length === 1, "it went out twice");
    const work = pathOf(site, mail, "/links/job~");
    expect((await ask(site.base, work)).text.includes("The &lt;file&gt; is not one."), "the page of failed work does not say why");
    const again = await send(site.base, work, { once: await onceOf(site.base, work) });
    expect(again.status === 303 && sql(site, "select state from job where id = 900") === "waiting", `try it again: ${again.status}`);
}

async function walkForged(site, { mail }) {
    const path = pathOf(site, mail, "/links/remark~");
    const [begin, signature] = [path.slice(0, path.lastIndexOf("~")), path.slice(path.lastIndexOf("~") + 1)];
    const flipped = (signature[0] === "A" ? "B" : "A") + signature.slice(1);
    const sign = (text, key = keyOf(site)) => `/links/${text}~${createHmac("sha256", key).update(text).digest("base64url")}`;
    const wrong = [`${begin}~${flipped}`, begin, `${begin}~`, `${path}x`, path.replace("/links/", "/unsubscribe/"), path.replace("remark~", "job~"),
        path.replace(/~\d+~/, "~9999999999~"), sign("remark~1-77~9999999999"), sign("remark~1-77~9999999999", Buffer.alloc(32)), "/links/~~~", "/links/x"];
    const before = dump(site);
    for (const target of wrong) {
        const answers = [await ask(site.base, target), await send(site.base, target, { once: await onceOf(site.base, "/remarks/new"), answer: "x" })];
        expect(answers.every((answer) => answer.status === 404), `${target.slice(0, 60)}: ${answers.map((answer) => answer.status)}`);
    }
    const after = dump(site);
    expect(after === before, () => `a link that is none has changed the database: ${firstDifference(before, after)}`);
    sql(site, "update person_role set until = 1 where id = 77");
    expect((await ask(site.base, path)).status === 404, "a link of who is no coordinator any more opens");
    sql(site, "update person_role set until = null where id = 77");
}

// As a mail program does it (RFC 8058): one POST, from nowhere, in either form, without a page before it.
async function walkUnsubscribe(site, server, { mail, digest }) {
    const path = mail.headers["list-unsubscribe"].slice(1, -1).slice(site.base.length);
    const wanted = () => sql(site, `select count(*) from mail_address where digest = '${digest}' and unsubscribed_at is not null`) === "0";
    expect((await ask(site.base, path)).text.includes("press the button") && wanted(), "its page does not wait for the button");
    const forms = [["application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
        ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n']];
    // What she agreed to is taken back with it, once, and that it was, and how, stays to be shown.
    const consents = () => sql(site, "select person_id || kind || withdrawn_by || (withdrawn_at is not null) from consent order by id").replace(/1$|true$/, "yes");
    const logged = () => (run(site, "log", "list", "--top", "200").stdout.match(/consent-withdrawn/g) ?? []).length;
    expect(consents() === "77weekly-mail0" || consents() === "77weekly-mailfalse", `before the mail program asks: ${consents()}`);
    for (const [type, body] of forms) {
        const done = await ask(site.base, path, { method: "POST", body, headers: { "Content-Type": type, "Content-Length": Buffer.byteLength(body) } });
        expect(done.status === 200 && done.headers.location === undefined && !wanted(), `${type}: ${done.status}, ${done.headers.location}`);
        expect(consents() === "77weekly-mailmailyes" && logged() === 1, `${type}: consent ${consents()}, ${logged()} times in the log`);
        sql(site, `update mail_address set unsubscribed_at = null where digest = '${digest}'`);
    }
    const pressed = await send(site.base, path, { once: await onceOf(site.base, path) });
    expect(pressed.status === 303 && !wanted() && (await ask(site.base, path)).text.includes("It is done"), `the button: ${pressed.status}`);
    const again = addMail(site, "week", "ann@b.example", { person: 77, unasked: 1 });
    sql(site, `update mail set address_digest = '${digest}' where uid = '${again.uid}'`);
    await until(() => sql(site, `select count(*) from mail where uid = '${again.uid}' and state = 'waiting'`) === "0", "a mail that is not wanted goes");
}

// ---- what came back

function walkBounce(site, server) {
    const mail = server.mails.find((one) => one.to[0] === "writer@b.example");
    const report = (id, address, status) => `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n--b\r\n`
        + `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: ${status}\r\n`
        + `Diagnostic-Code: smtp; 550 ${address}\u001b[2J unknown\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${id}\r\nTo: <${address}>\r\n\r\nx\r\n--b--\r\n`;
    const bounce = (text) => spawnSync(program, ["mail", "bounce", "--db", site.db], { input: text, encoding: "utf8" });
    const id = mail.headers["message-id"];
    const cases = [["Hello", "no mail of ours"], [report("<00000000000000000000000000000000@x>", "writer@b.example", "5.1.1"), "Nothing is noted"],
        [report(id, "mayor@b.example", "5.1.1"), "Nothing is noted"], [report(id, "Writer@B.example", "5.1.1"), "no more mail that was not asked for"]];
    for (const [text, says] of cases) {
        const done = bounce(text);
        expect(done.status === 0 && done.stdout.includes(says), `mail bounce: ${done.status} ${done.stdout}${done.stderr}`);
    }
    const list = run(site, "mail", "list").stdout;
    expect(/bounced +remark-answer +Writer@B\.example/.test(list) && list.includes("5.1.1 550 (address)") && !list.includes("\u001b"), list);
}

// ---- the way to the server

async function walkTls(site) {
    const [certificate, key] = [join(site.folder, "tls.pem"), join(site.folder, "tls.key")];
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test",
        "-addext", "subjectAltName=IP:127.0.0.2", "-keyout", key, "-out", certificate], { stdio: "pipe" });
    const [plain, safe] = [await startServer("127.0.0.2"), await startServer("127.0.0.2", "--tls", certificate, key, "--user", "net", "pass word")];
    const test = (status, says, what) => {
        const done = run(site, "mail", "test", "tls@b.example");
        expect(done.status === status && (done.stdout + done.stderr).includes(says), `${what}: ${done.status} ${done.stdout}${done.stderr}`);
    };
    const password = join(site.folder, "password");
    try {
        setting(site, "mail_server", plain.url);
        test(1, "cannot be made safe", "no STARTTLS");
        setting(site, "mail_server", safe.url);
        test(1, "cannot be made safe", "a certificate that nobody trusts");
        setting(site, "mail_ca_file", certificate);
        writeFileSync(password, "wrong\n", { mode: 0o600 });
        setting(site, "mail_user", "net");
        setting(site, "mail_password_file", password);
        test(1, "does not let us in", "a wrong password");
        writeFileSync(password, "pass word\n");
        test(0, "has taken it", "TLS");
        chmodSync(password, 0o644);
        test(1, "chmod 600", "a password that others may read");
        await pause(500); // what was written while the program ran is read only now
        expect(safe.mails.length === 1 && safe.mails.every((mail) => mail.tls) && plain.mails.length === 0, `${safe.mails.length} went by TLS, ${plain.mails.length} without`);
    } finally {
        await plain.stop();
        await safe.stop();
    }
    for (const name of ["mail_ca_file", "mail_user", "mail_password_file"]) run(site, "setting", name, "--default");
}

function walkTestVerb(site, server) {
    setting(site, "mail_server", server.url);
    const cases = [["x@b.example", 0, "has taken it"], ["nobody@b.example", 1, "knows no such address"], ["later@b.example", 1, "not take it just now"], ["spam@b.example", 1, "refuses it"]];
    for (const [address, status, says] of cases) {
        const done = run(site, "mail", "test", address);
        expect(done.status === status && done.stdout.includes(says), `mail test ${address}: ${done.status} ${done.stdout}${done.stderr}`);
    }
    expect(run(site, "mail", "test", "x@b.example\r\nBcc: y@b.example").status === 2, "an address with a line break is taken");
}

const server = await startServer("127.0.0.1");
const site = await startSite(program);
try {
    expect(run(site, "mail", "test", "a@b.example").stderr.includes("until its server and its sender are set"), "mail that is not set up");
    setting(site, "mail_server", server.url);
    setting(site, "mail_sender", "network@town.example");
    await walkAnswer(site, server);
    site.answered = sql(site, "select min(id) from remark where state = 'answered'");
    await walkRefusals(site, server);
    await walkAway(site, server);
    await walkDeath(site, server);
    const week = await walkWeek(site, server);
    if (week) {
        await walkOpening(site, server.mails.filter((mail) => /^(ann|reader)@/.test(mail.to[0])));
        await walkForged(site, week);
        await walkButtons(site, server, week);
        await walkUnsubscribe(site, server, week);
        walkBounce(site, server);
    }
    walkTestVerb(site, server);
    await walkTls(site);
    expect(!/(reader|writer|ann|slow)@b\.example|~[A-Za-z0-9_-]{43}/.test(site.log()), "the log has an address or a link");
} finally {
    await site.stop();
    await server.stop();
}
findings.done("mail");
