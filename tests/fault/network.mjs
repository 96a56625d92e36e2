// SPDX-License-Identifier: AGPL-3.0-or-later
// What the drills share: the program and its server as processes, imports of which each generation can be told, chance.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FIRST = 300, STEP = 7; // projects in the first file, and more in each that follows

// The same seed makes the same choices.
export const random_of = (seed) => {
  let state = Number(seed) >>> 0 || 1;
  return () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return (state >>> 0) / 2 ** 32; };
};

export const size = (generation) => FIRST + STEP * generation;

// One import's file: every project is newer than in the last, says which generation it is of, and some are new.
export const write_import = (folder, generation) => {
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

// The program on one database.
export const network = (program, db) => {
  const run = (...args) => spawnSync(program, [...args, '--db', db], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const ran = (...args) => { const result = run(...args); assert.equal(result.status, 0, `${args}: ${result.stderr}`); return result.stdout; };
  // Whole, and of which import: all its projects, and none of another.
  const generation = () => {
    const check = run('check');
    assert.equal(check.status, 0, `not whole: ${check.stdout}${check.stderr}`);
    const projects = Number(/^ *projects +(\d+)$/m.exec(check.stdout)?.[1]);
    const found = (projects - FIRST) / STEP;
    assert.ok(Number.isInteger(found) && found >= 0, `${projects} projects are of no import`);
    return found;
  };
  const serve = async () => {
    const child = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--workers', '2', '--db', db], { stdio: ['ignore', 'pipe', 'ignore'] });
    const line = await new Promise((resolve, reject) => {
      child.stdout.once('data', (bytes) => resolve(String(bytes)));
      child.once('exit', () => reject(new Error('the server did not start')));
    });
    return { child, url: /http:\/\/[^ ]+?(?=[ \n])/.exec(line)[0].replace('localhost', '127.0.0.1') };
  };
  return { run, ran, generation, serve };
};

export const workers = (server) => readFileSync(`/proc/${server.child.pid}/task/${server.child.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

export const get = async (server, path) => {
  const answer = await fetch(server.url + path, { headers: { connection: 'close' }, signal: AbortSignal.timeout(20000) });
  return { status: answer.status, body: await answer.text() };
};

// As a reader does who is told that it is busy just now: again in a moment.
const get_soon = async (server, path) => {
  const end = performance.now() + 20000;
  let answer = await get(server, path);
  for (; answer.status === 503 && performance.now() < end; answer = await get(server, path)) await sleep(200);
  return answer;
};

// The server shows a whole page, of one of these generations, and all of that one.
export const shows = async (server, among) => {
  const first = await get_soon(server, '/projects/101000000');
  assert.equal(first.status, 200);
  assert.ok(first.body.trimEnd().endsWith('</html>'));
  const shown = Number(/Generation (\d+) of/.exec(first.body)?.[1]);
  assert.ok(among.includes(shown), `generation ${shown} is shown, not one of ${among}`);
  assert.equal((await get_soon(server, `/projects/${101000000 + size(shown) - 1}`)).status, 200);
  assert.equal((await get_soon(server, `/projects/${101000000 + size(Math.max(...among)) + 1}`)).status, 404);
};
