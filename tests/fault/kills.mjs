// SPDX-License-Identifier: AGPL-3.0-or-later
// Sudden deaths: kill -9 of an import anywhere in its middle and of the server's workers, by turns.
//   node kills.mjs PROGRAM KILLS [SEED]
// After each: the database is whole and holds the last complete import or the one that was just finished, nothing between;
// the server answers with a whole page that shows one of the two; in the end an import that is left alone completes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { get, network, random_of, shows, workers, write_import } from './network.mjs';

const [program, wanted, seed = String(Date.now() % 1000000)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sg-kills-'));
const db = `sqlite:${join(folder, 'net.db')}`;
const net = network(program, db);
const random = random_of(seed);

const kill_import = async (server, present, millis) => {
  const child = spawn(program, ['import', 'cordis', write_import(folder, present + 1), '--db', db], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await Promise.race([sleep(random() * millis), ended]);
  child.kill('SIGKILL');
  const { code, signal } = await ended;
  assert.ok(signal === 'SIGKILL' || code === 0, `the import ended with ${code}`);
  const now = net.generation();
  assert.ok(now === present + 1 || (now === present && signal === 'SIGKILL'), `generation ${now} after ${present}, ${signal ?? code}`);
  await shows(server, [now]);
  return { now, killed: signal === 'SIGKILL', kept: now === present };
};
const kill_worker = async (server, present) => {
  const all = workers(server);
  assert.ok(all.length >= 1, 'no workers');
  const asked = Promise.allSettled([get(server, '/'), get(server, '/about-the-data')]); // they may lose their connection
  process.kill(all[Math.floor(random() * all.length)], 'SIGKILL');
  await asked;
  await shows(server, [present]);
};

let server;
try {
  net.ran('migrate');
  net.ran('import', 'cordis', write_import(folder, 0));
  const began = performance.now();
  net.ran('import', 'cordis', write_import(folder, 1));
  const millis = performance.now() - began;
  let present = net.generation(), imports = 0, kept = 0, deaths = 0;
  assert.equal(present, 1);
  server = await net.serve();
  await shows(server, [1]);
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
  net.ran('import', 'cordis', write_import(folder, present + 1));
  assert.equal(net.generation(), present + 1);
  await shows(server, [present + 1]);
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
