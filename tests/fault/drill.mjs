// SPDX-License-Identifier: AGPL-3.0-or-later
// Nothing acknowledged is lost: processes that write are killed (SIGKILL) at any moment under load.
//   node drill.mjs PROGRAM WRITER KILLS [SEED]
// WRITER is drill_writer: several of it write at once, and what each said was committed goes to a ledger that is kept
// outside the database and synced before it counts. By turns die: all writers; one of them while the others go on; a verb of
// the program (setting, evidence correct) among them; the server, supervisor and all, while pages are read and an import
// publishes; and where it may be started again (with_postgres --synced: everything is synced) PostgreSQL itself, all its
// processes at once, while writers write and pages are read. After each kill the next start needs no hand, every page and link of the database is in order, every write of
// the ledger is there, and what is there is whole. Beside a
// PostgreSQL (tests/store/with_postgres: CLUSTER_FOLDER) the networks are made there.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { get, network, random_of, shows, workers, write_import } from './network.mjs';

const [program, writer, wanted, seed = String(Date.now() % 1000000)] = process.argv.slice(2);
const WRITERS = 3;
const WRITES_A_NETWORK = 3000; // then a new one: what is read after each kill stays small
const folder = mkdtempSync(join(tmpdir(), 'sg-drill-'));
const random = random_of(seed);
const figures = { writers: 0, one: 0, verbs: 0, servers: 0, databases: 0, acknowledged: 0, unanswered: 0, pages: 0, networks: 0 };
const alive = new Set(); // nothing outlives the drill
let clients = 0;

const start = (command, args) => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const one = { child, said: '' };
  alive.add(child);
  child.stderr.on('data', (bytes) => { one.said += bytes; });
  one.ended = new Promise((resolve) => child.once('close', (code, signal) => { alive.delete(child); resolve({ code, signal }); }));
  return one;
};

// ---- the ledger: in memory only what is also on the disk
const open_ledger = (path) => {
  const fd = openSync(path, 'a');
  const note = (lines) => { writeSync(fd, lines.map((line) => line + '\n').join('')); fsyncSync(fd); };
  const read = () => readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return { note, read, close: () => closeSync(fd) };
};

// ---- who writes
const start_writer = (net, how = 'write') => {
  const client = `client-${++clients}`;
  const one = start(writer, [net.db, how, client]);
  let rest = '';
  one.child.stdout.on('data', (bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop(); // a line without its end was never said
    if (lines.length > 0) net.ledger.note(lines.map((n) => `${client} ${n}`));
  });
  return one;
};
const kill = async (one) => {
  one.child.kill('SIGKILL');
  assert.equal((await one.ended).signal, 'SIGKILL', `a writer ended by itself: ${one.said}`);
};
const with_writers = async (net, n, work) => {
  const all = Array.from({ length: n }, () => start_writer(net));
  await work(all);
  await Promise.all(all.map(kill));
};

// ---- what must hold after every kill
const look = (net) => {
  const check = net.run('check');
  assert.equal(check.status, 0, `not whole: ${check.stdout}${check.stderr}`);
  const read = spawnSync(writer, [net.db, 'read'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(read.status, 0, read.stderr);
  const there = new Map(); // client -> the highest write, all below it are there
  let setting = '';
  for (const line of read.stdout.split('\n').filter(Boolean)) {
    if (line.startsWith('setting ')) { setting = line.slice(8); continue; }
    const [client, n, found, of, right] = line.split(' ');
    if (client === 'verb') continue;
    assert.equal(found, of, `half a write: ${line}`);
    assert.equal(right, '1', `another text: ${line}`);
    assert.equal(Number(n), (there.get(client) ?? 0) + 1, `a write is missing before ${line}`);
    there.set(client, Number(n));
  }
  const last = new Map();
  for (const line of net.ledger.read()) {
    const [client, n] = line.split(' ');
    assert.ok((there.get(client) ?? 0) >= Number(n), `acknowledged and lost: ${line}, there is up to ${there.get(client)}`);
    last.set(client, Number(n));
  }
  let acknowledged = 0, unanswered = 0;
  for (const [client, n] of there) {
    assert.ok(n <= (last.get(client) ?? 0) + 1, `more than one write of ${client} without an answer`);
    acknowledged += last.get(client) ?? 0;
    unanswered += n - (last.get(client) ?? 0);
  }
  if (setting) {
    const [client, n] = setting.split(' ');
    assert.ok(there.get(client) >= Number(n), `the setting names a write that is not there: ${setting}`);
  }
  net.acknowledged = acknowledged;
  net.unanswered = unanswered;
};

// ---- the ways to die
const kill_all = async (net) => {
  await with_writers(net, WRITERS, () => sleep(30 + random() * 250));
  figures.writers++;
};
const kill_one = (net) => with_writers(net, WRITERS, async (all) => {
  await sleep(30 + random() * 120);
  await kill(all[0]);
  const before = net.ledger.read().length;
  for (let i = 0; i < 1000 && net.ledger.read().length === before; i++) await sleep(10); // the others go on
  assert.ok(net.ledger.read().length > before, 'the others stand still');
  all.splice(0, 1);
  figures.one++;
});
const VERBS = [
  (n) => ['setting', 'operator_mail', `drill${n}@example.org`],
  (n) => ['evidence', 'correct', '999000001', '--not-us', '--why', `reason ${n}`, '--who', 'verb'],
];
const said_by = { mail: (net) => /operator_mail +(\S+)/.exec(net.ran('setting'))[1], why: (net) => /: (reason \d+)/.exec(net.ran('evidence', 'corrections'))?.[1] };
const kill_verb = (net) => with_writers(net, 1, async () => {
  const n = ++net.verbs;
  const which = n % 2;
  const verb = start(program, [...VERBS[which](n), '--db', net.db]);
  verb.child.stdout.resume();
  await Promise.race([sleep(random() * (which ? 120 : 25)), verb.ended]);
  verb.child.kill('SIGKILL');
  const { code, signal } = await verb.ended;
  assert.ok(signal === 'SIGKILL' || code === 0 || (code === 1 && verb.said.length > 30), `a verb ended with ${signal ?? code}: ${verb.said}`);
  const now = [said_by.mail, said_by.why][which](net);
  const wanted_now = which ? `reason ${n}` : `drill${n}@example.org`;
  assert.ok(now === wanted_now || (now === net.verb_last[which] && code !== 0), `a verb left ${now} instead of ${wanted_now}`);
  net.verb_last[which] = now;
  figures.verbs += signal === 'SIGKILL';
});

const read_pages = async (server, until) => {
  while (!until.over) {
    const [answer] = await Promise.allSettled([get(server, '/projects/101000000')]); // may lose its connection at the end
    figures.pages += answer.status === 'fulfilled' && answer.value.status === 200;
  }
};
const kill_server = (net) => with_writers(net, 1, async () => {
  const server = await net.serve();
  alive.add(server.child);
  const until = { over: false };
  const readers = [read_pages(server, until), read_pages(server, until)];
  const pages = figures.pages;
  for (let i = 0; i < 500 && figures.pages < pages + 2; i++) await sleep(10);
  const present = net.present;
  const update = start(program, ['import', 'cordis', write_import(net.folder, present + 1), '--db', net.db]);
  update.child.stdout.resume();
  await sleep(random() * net.import_millis * 1.3);
  const all = [server.child.pid, ...workers(server)];
  const gone = new Promise((resolve) => server.child.once('exit', resolve));
  until.over = true;
  for (const pid of all) process.kill(pid, 'SIGKILL');
  if (random() < 0.5) update.child.kill('SIGKILL');
  const import_end = await update.ended;
  await Promise.all([gone, ...readers]);
  alive.delete(server.child);
  assert.ok(import_end.signal === 'SIGKILL' || import_end.code === 0, `the import ended with ${import_end.signal ?? import_end.code}: ${update.said}`);
  net.present = net.generation();
  assert.ok(net.present === present + 1 || (net.present === present && import_end.signal === 'SIGKILL'), `generation ${net.present} after ${present}`);
  const again = await net.serve();
  alive.add(again.child);
  await shows(again, [net.present]);
  const stopped = new Promise((resolve) => again.child.once('exit', resolve));
  again.child.kill('SIGTERM');
  assert.equal(await stopped, 0);
  alive.delete(again.child);
  figures.servers++;
});

// ---- the database dies: its processes are no children of ours, and whoever started it starts it again
const CLUSTER = process.env.CLUSTER_FOLDER;
const psql = (sql) => spawnSync('psql', ['-h', CLUSTER, '-U', 'test', '-d', 'postgres', '-qc', sql], { encoding: 'utf8' });
const children_of = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
const kill_cluster = () => {
  const first = Number(readFileSync(join(CLUSTER, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(first, 'SIGSTOP'); // it starts no others meanwhile
  const others = children_of(first);
  assert.ok(others.length >= 5, 'PostgreSQL has no processes');
  for (const pid of [...others, first]) try { process.kill(pid, 'SIGKILL'); } catch (error) { if (error.code !== 'ESRCH') throw error; }
};
const until_up = async (what, is_up) => {
  const end = performance.now() + 60000;
  while (!(await is_up())) { assert.ok(performance.now() < end, `${what} does not come back`); await sleep(100); }
};
const page_status = async (server) => {
  const { status, body } = await get(server, '/themes');
  assert.ok(body.trimEnd().endsWith('</html>'), 'half a page');
  return status;
};
const kill_database = async (net) => {
  const server = await net.serve();
  alive.add(server.child);
  assert.equal(await page_status(server), 200);
  const all = Array.from({ length: WRITERS }, () => start_writer(net));
  await sleep(50 + random() * 300);
  kill_cluster();
  const status = await page_status(server);
  assert.ok(status === 503 || status === 200, `a page says ${status} while the database is away`);
  for (const one of all) {
    const { code } = await one.ended;
    assert.ok(code === 1 && one.said.length > 30, `a writer whose database died ended with ${code}: ${one.said}`);
  }
  await until_up('PostgreSQL', () => psql('select 1').status === 0);
  await until_up('the server', async () => await page_status(server) === 200);
  const stopped = new Promise((resolve) => server.child.once('exit', resolve));
  server.child.kill('SIGTERM');
  assert.equal(await stopped, 0);
  alive.delete(server.child);
  figures.databases++;
};

// ---- the proof that a loss is found: a writer that acknowledges before it has committed, and commits row by row
const find_losses = async (net) => {
  for (let kills = 1; kills <= 20; kills++) {
    const one = start_writer(net, 'early');
    await sleep(50 + random() * 100);
    await kill(one);
    try { look(net); } catch (error) { return `${kills} ${kills === 1 ? 'kill' : 'kills'} of a careless writer to find: ${error.message.split('\n')[0]}`; }
  }
  throw new Error('20 kills of a writer that acknowledges too early, and nothing was found to be lost');
};

// ---- networks
const make_url = (place, n) => {
  if (!CLUSTER) return `sqlite:${join(place, 'net', 'net.db')}`;
  const made = psql(`create database drill_${n} owner network template template0`);
  assert.equal(made.status, 0, made.stderr);
  return `postgres://network@/drill_${n}?host=${CLUSTER}`;
};
const open_network = () => {
  const place = join(folder, String(++figures.networks));
  mkdirSync(join(place, 'ledger'), { recursive: true });
  const db = make_url(place, figures.networks);
  const net = { ...network(program, db), db, folder: place, ledger: open_ledger(join(place, 'ledger', 'writes')), verbs: 0,
    verb_last: ['(nothing)', undefined], present: 1, acknowledged: 0, unanswered: 0 };
  const lists = new URL('lists/', import.meta.url).pathname;
  net.ran('migrate');
  net.ran('import', 'cordis', join(lists, 'project.csv'), join(lists, 'organization.csv'));
  return net;
};

const kill_most = process.env.CLUSTER_KIND === 'synced' ? kill_database : kill_all;
const WAYS = [kill_all, kill_one, kill_most, kill_verb, kill_most, kill_one, kill_verb, kill_server];
const kills = () => figures.writers + figures.one + figures.verbs + figures.servers + figures.databases;

try {
  let net;
  for (let i = 0; kills() < Number(wanted); i++) {
    if (!net || net.acknowledged > WRITES_A_NETWORK) net = open_network();
    if (WAYS[i % WAYS.length] === kill_server && net.import_millis === undefined) {
      const began = performance.now();
      net.ran('import', 'cordis', write_import(net.folder, 1));
      net.import_millis = performance.now() - began;
    }
    await WAYS[i % WAYS.length](net);
    figures.acknowledged -= net.acknowledged;
    figures.unanswered -= net.unanswered;
    look(net);
    figures.acknowledged += net.acknowledged;
    figures.unanswered += net.unanswered;
  }
  const networks = figures.networks;
  const proof = await find_losses(open_network());
  console.log(`${kills()} kills (${figures.writers} of all writers, ${figures.one} of one, ${figures.verbs} of verbs, ${figures.servers} of servers with ${figures.pages} pages read${figures.databases ? `, ${figures.databases} of PostgreSQL itself` : ''}): ` +
    `${figures.acknowledged} acknowledged writes, 0 lost, ${figures.unanswered} kept without an answer, none half; ${networks} networks, seed ${seed}; ${proof}`);
} catch (error) {
  console.error(`seed ${seed}, after ${kills()} kills: ${error.stack}`);
  process.exitCode = 1;
} finally {
  for (const child of alive) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
