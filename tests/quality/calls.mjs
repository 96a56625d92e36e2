// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Funding calls: is every one of the raw file there, with every deadline, readable, and does what they pay for agree with what a
// person says who read them? call_pays.csv are funding calls of the EU portal, labelled by hand: `pays` is what each pays for before
// all, `also` what may be named beside it. Right is who names that first, and nothing that is in neither. Fifty of all types of action,
// known when the rules were written; and 25 held back, most of them of types that say nothing themselves, labelled before the
// rules were asked (21 were right then; one phrase was mended since).
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { evidenceFile } from './coverage.mjs';
import { exactly, jsonLines, mustRun, readCsv } from './lib.mjs';

const CALLS = 'eu-calls/sedia_calls_dev_400.jsonl.gz';
const BAR_PAYS = 45 / 50;
const GARBLED = /â€|â‚|Ã[\u0080-\u00BF]|Â[\u0080-\u00BF]/u;

const rawOf = (file) => {
    const bytes = readFileSync(file);
    return jsonLines((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, ''));
};

export function measureCalls(table, program, at, url) {
    const raw = rawOf(at(CALLS));
    mustRun(program, ['migrate', '--db', url]);
    const got = JSON.parse(mustRun(program, ['import', 'calls', at(CALLS), '--db', url, '--json']).out);
    const again = JSON.parse(mustRun(program, ['import', 'calls', at(CALLS), '--db', url, '--json']).out);
    const listed = mustRun(program, ['calls', '--db', url, '--json']).out;
    const rows = new Map(jsonLines(listed).map((row) => [row.identifier, row]));
    const lost = raw.filter((call) => call.deadline && !rows.get(call.topicId)?.deadlines.some((x) => x.day === call.deadline));
    table.add('funding calls imported', String(got.added), `${got.rows} read, ${got.rejected} rejected`,
        exactly(got.added, new Set(raw.map((call) => call.topicId)).size));
    table.add('funding calls, again: touched', String(again.added + again.changed), '', exactly(again.added + again.changed, 0));
    table.add('funding calls: deadlines lost', String(lost.length), `of ${raw.filter((call) => call.deadline).length}`,
        exactly(lost.length, 0));
    const texts = mustRun('sqlite3', ['-readonly', evidenceFile(url.slice('sqlite:'.length)),
        'select title, group_title, keywords, body, conditions from funding_call']).out;
    const garbled = texts.split('\n').filter((line) => GARBLED.test(line));
    table.add('funding calls: lines still garbled', String(garbled.length), `of ${texts.split('\n').length}`, exactly(garbled.length, 0));
    measurePays(table, rows);
}

const isWrong = (rows, row) => {
    const named = rows.get(row.identifier)?.pays.map((x) => x.for) ?? [];
    const said = named.length > 0 ? named : ['unknown'];
    return said[0] !== row.pays || !said.every((x) => x === row.pays || row.also.split(' ').includes(x));
};

function measurePays(table, rows) {
    const sample = readCsv(new URL('call_pays.csv', import.meta.url).pathname, ',');
    for (const [name, held, bar] of [['right', '', BAR_PAYS], ['right, held back', 'held', null]]) {
        const part = sample.filter((row) => row.held === held);
        const wrong = part.filter((row) => isWrong(rows, row));
        table.share(`funding calls: what they pay for, ${name}`, part.length - wrong.length, part.length, bar);
        for (const row of wrong) console.log(`  wrong: ${row.identifier} pays for ${row.pays}`);
    }
    const named = [...rows.values()].filter((row) => row.pays.length > 0);
    table.share('funding calls: what they pay for, named at all', named.length, rows.size);
}
