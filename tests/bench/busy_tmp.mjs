import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../quality/lib.mjs';
import { DATA, HERE, evidenceOf, interleave, median, report, reportOne } from './lib.mjs';
import { serve } from './pages.mjs';
import { load, stop } from './servers.mjs';
const [program, url, folder] = process.argv.slice(2);
const queries = readFileSync(join(DATA, 'ir-knownitem/queries_dev.tsv'), 'utf8').trim().split('\n').slice(1).map((l) => l.split('\t')[1]);
const file = join(folder, 'queries.txt');
writeFileSync(file, queries.map((q) => `/search?q=${encodeURIComponent(q)}\n`).join(''));
const index = join(folder, `fts5-${process.pid}.db`);
mustRun('sqlite3', [index], `attach 'file:${evidenceOf(url)}?mode=ro' as e;\n${readFileSync(join(HERE, 'fts5.sql'), 'utf8')}`);
function timeFts5() {
    const asked = queries.map((query) => { const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
        return `select rowid from t where t match '${words.map((w) => `"${w}"`).join(' OR ')}' order by bm25(t, 4.0, 3.0, 1.0, 2.0), rowid limit 10;`; });
    const { out } = mustRun('sqlite3', ['-readonly', index], `.timer on\n${asked.join('\n')}\n`);
    const times = [...out.matchAll(/Run Time: real ([\d.]+) user ([\d.]+) sys ([\d.]+)/g)];
    return { p50: 1000 * median(times.map((t) => Number(t[1]))) };
}
const ours = await serve(program, url, '--no-cache');
try {
    await load(ours, file);
    const busy = await interleave(() => load(ours, file), () => timeFts5());
    report('search pages over 16 connections against the FTS5 query alone, median time', 'ms', busy, (x) => x.p50, { most: 0.5 });
    reportOne('a second', median(busy.map(([x]) => x.rate)), '');
    console.log(busy.map(([a, b]) => `${a.p50}/${b.p50}`).join(' '));
} finally { await stop(ours); }
