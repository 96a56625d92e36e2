// SPDX-License-Identifier: AGPL-3.0-or-later
// The control totals of a real CORDIS zip, exact to the cent; the second import changes nothing; memory stays under 128 MB.
//   node control_totals.mjs PROGRAM DATA
// Where the data is absent: says so, exit 77.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program, data] = process.argv.slice(2);
const zip = join(data, 'cordis-horizon-bulk', 'cordis-HORIZONprojects-csv.dev.zip');
if (!existsSync(zip)) {
  console.log(`SKIPPED: control totals are not measured, there is no ${zip}`);
  process.exit(77);
}
const dir = mkdtempSync(join(tmpdir(), 'sg-totals-'));
const db = `sqlite:${join(dir, 'a.db')}`;
const limit = 128 * 1024;
// Peak memory is known where GNU time is installed.
const run = (...args) => {
  const timed = existsSync('/usr/bin/time');
  const result = timed ? spawnSync('/usr/bin/time', ['-f', 'rss %M', program, ...args], { encoding: 'utf8' })
                       : spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(result.status, 0, result.stderr);
  return { ...JSON.parse(result.stdout), rss: timed ? Number(/rss (\d+)/.exec(result.stderr)[1]) : 0 };
};
try {
  const places = ['geonames/cities5000_europe.txt.gz', 'lau-nuts/lau2020_pop5k.csv', 'uk/uk_local_authorities_future.csv'].map((p) => join(data, p));
  console.log('places', run('import', 'places', ...places, '--json', '--db', db));
  const first = run('import', 'cordis', zip, '--json', '--db', db);
  console.log('first', first);
  assert.equal(first.projects, 13362);
  assert.equal(first.participations, 82460);
  assert.equal(first.ec_contribution_cents, 3530825389417);
  assert.equal(first.net_ec_contribution_cents, 3530538044722);
  assert.deepEqual([first.added, first.changed, first.unchanged, first.rejected], [95822, 0, 0, 0]);
  const second = run('import', 'cordis', zip, '--json', '--db', db);
  console.log('second', second);
  assert.deepEqual([second.added, second.changed, second.unchanged, second.rejected], [0, 0, 95822, 0]);
  assert.ok(first.rss < limit && second.rss < limit, 'under 128 MB');
  console.log('control totals hold');
} finally {
  rmSync(dir, { recursive: true, force: true });
}
