// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Misspelt searches: what an officer types in haste (slips.csv), and whether what was meant is searched for or offered: the first
// ten are those of what was meant. Beside it, how many titles of the known-item test, which are spelt right, are mended or doubted.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './lib.mjs';

const SLIPS = fileURLToPath(new URL('slips.csv', import.meta.url));
const FIRST = 10;
const RIGHT_LEAST = 0.9;

const lines = (file) => readFileSync(file, 'utf8').trim().split('\n').slice(1).map((line) => line.replace(/\r$/, ''));

function ask(program, url, text) {
    const done = run(program, ['search', text, '--top', String(FIRST), '--db', url]);
    const offered = /^did you mean: (.*)$/m.exec(done.err) ?? /^showing results for: (.*) \(--as-typed .*$/m.exec(done.err);
    return { offered: offered?.[1], found: done.out };
}

function isRight(program, url, typed, meant) {
    const { offered, found } = ask(program, url, typed);
    const right = (offered === undefined ? found : ask(program, url, offered).found) === ask(program, url, meant).found;
    if (!right) {
        console.log(`  slip: "${typed}" for "${meant}": ${offered ?? 'nothing offered'}`);
    }
    return right;
}

export function measureSlips(table, program, url, queriesFile) {
    const slips = lines(SLIPS).map((line) => line.split(','));
    const right = slips.filter(([typed, meant]) => isRight(program, url, typed, meant)).length;
    table.add('search: slips mended or asked about', `${right} of ${slips.length}`, '', { holds: right >= RIGHT_LEAST * slips.length, text: `>= ${RIGHT_LEAST}` });
    const titles = lines(queriesFile).map((line) => line.split('\t')[1]);
    const touched = titles.filter((title) => ask(program, url, title).offered !== undefined);
    table.add('search: titles that are mended or doubted', `${touched.length} of ${titles.length}`);
    return touched.map((title) => `${title} -> ${ask(program, url, title).offered}`);
}
