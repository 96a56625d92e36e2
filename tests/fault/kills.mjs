// SPDX-License-Identifier: AGPL-3.0-or-later
// Sudden deaths: kill -9 of an import anywhere in its middle and of the server's workers, by turns.
//   node kills.mjs PROGRAM KILLS [SEED]
// After each: the database is whole and holds the last complete import or the one that was just finished, nothing between;
// the server answers with a whole page that shows one of the two; in the end an import that is left alone completes.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [program, wanted, seed = String(Date.now() % 1000000)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sg-kills-'));
const db = `sqlite:${join(folder, 'net.db')}`;
const FIRST = 300, STEP = 7; // projects in the first file, and more in each that follows

// The same seed kills at the same moments.
let state = Number(seed) >>> 0 || 1;
const random = () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return (state >>> 0) / 2 ** 32; };

const run = (...args) => spawnSync(program, [...args, '--db', db], { encoding: 'utf8' });
const ran = (...args) => { const result = run(...args); assert.equal(result.status, 0, `${args}: ${result.stderr}`); return result.stdout; };
const size = (generation) => FIRST + STEP * generation;

// One import's file: every project is newer than in the last, says which generation it is of, and some are new.
const write = (generation) => {
  const rows = [['id', 'acronym', 'status', 'title', 'startDate', 'endDate', 'totalCost', 'ecMaxContribution', 'frameworkProgramme', 'contentUpdateDate', 'objective']];
  const date = new Date(Date.UTC(2024, 0, 1 + generation)).toISOString().slice(0, 10);
  for (let i = 0; i < size(generation); i++) {
    rows.push([101000000 + i, `ACR${i}`, 'SIGNED', `Generation ${generation} of waste water`, '2022-01-01', '2025-12-31', '100,50', '1.00', 'HORIZON',
      `${date} 10:00:00`, `Small cities treat waste water together; project ${i}.\nIn many words: ${'lamps and mobility '.repeat(20)}`]);
  }
  const path = join(folder, 'project.csv');
  writeFileSync(path, rows.map((row) => row.map((field) => `"${field}"`).join(';') + '\n').join(''));
  return path;
};

// What stands in the database: the number of projects, and that all of them are of the generation with that number.
const state_of = () => {
  const check = run('check');
  assert.equal(check.status, 0, `not whole: ${check.stdout}${check.stderr}`);
  const projects = Number(/^ *projects +(\d+)$/m.exec(ran('evidence', 'summary'))?.[1]);
  const generation = (projects - FIRST) / STEP;
  assert.ok(Number.isInteger(generation) && generation >= 0, `${projects} projects are of no import`);
  return generation;
};

// ---- the server
const serve = async () => {
  const child = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--workers', '2', '--db', db], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise((resolve, reject) => {
    child.stdout.once('data', (bytes) => resolve(String(bytes)));
    child.once('exit', () => reject(new Error('the server did not start')));
  });
  return { child, url: /http:\/\/[^ ]+?(?=[ \n])/.exec(line)[0].replace('localhost', '127.0.0.1') };
};
const workers = (server) => readFileSync(`/proc/${server.child.pid}/task/${server.child.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
const get = async (server, path) => {
  const answer = await fetch(server.url + path, { headers: { connection: 'close' }, signal: AbortSignal.timeout(20000) });
  return { status: answer.status, body: await answer.text() };
};
const page = async (server, among) => {
  const first = await get(server, '/projects/101000000');
  assert.equal(first.status, 200);
  assert.ok(first.body.trimEnd().endsWith('</html>'));
  const shown = Number(/Generation (\d+) of/.exec(first.body)?.[1]);
  assert.ok(among.includes(shown), `generation ${shown} is shown, not one of ${among}`);
  assert.equal((await get(server, `/projects/${101000000 + size(shown) - 1}`)).status, 200);
  assert.equal((await get(server, `/projects/${101000000 + size(Math.max(...among)) + 1}`)).status, 404);
};

// ---- the two drills
const kill_import = async (server, present, millis) => {
  const child = spawn(program, ['import', 'cordis', write(present + 1), '--db', db], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await Promise.race([sleep(random() * millis), ended]);
  child.kill('SIGKILL');
  const { code, signal } = await ended;
  assert.ok(signal === 'SIGKILL' || code === 0, `the import ended with ${code}`);
  const now = state_of();
  assert.ok(now === present + 1 || (now === present && signal === 'SIGKILL'), `generation ${now} after ${present}, ${signal ?? code}`);
  await page(server, [now]);
  return { now, killed: signal === 'SIGKILL', kept: now === present };
};
const kill_worker = async (server, present) => {
  const all = workers(server);
  assert.ok(all.length >= 1, 'no workers');
  const asked = Promise.allSettled([get(server, '/'), get(server, '/about-the-data')]); // they may lose their connection
  process.kill(all[Math.floor(random() * all.length)], 'SIGKILL');
  await asked;
  await page(server, [present]);
};

let server;
try {
  ran('migrate');
  ran('import', 'cordis', write(0));
  const began = performance.now();
  ran('import', 'cordis', write(1));
  const millis = performance.now() - began;
  let present = state_of(), imports = 0, kept = 0, deaths = 0;
  assert.equal(present, 1);
  server = await serve();
  await page(server, [1]);
  while (imports + deaths < Number(wanted)) {
    if (imports <= deaths) {
      const result = await kill_import(server, present, millis);
      imports += result.killed;
      kept += result.killed && result.kept;
      present = result.now;
    } else {
      await kill_worker(server, present);
      deaths++;
      await sleep(10 + random() * 200);
    }
  }
  ran('import', 'cordis', write(present + 1));
  assert.equal(state_of(), present + 1);
  await page(server, [present + 1]);
  const ended = new Promise((resolve) => server.child.once('exit', resolve));
  server.child.kill('SIGTERM');
  assert.equal(await ended, 0);
  console.log(`${imports} imports killed (${kept} left the last state), ${deaths} workers killed, ${present + 1} imports complete, seed ${seed}`);
} catch (error) {
  console.error(`seed ${seed}: ${error.stack}`);
  server?.child.kill('SIGKILL');
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
