// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Search: 701 plainer titles that editors gave to projects; does each find its project? Ours through `search --json`, and in the
// same run SQLite's FTS5 with bm25 (porter, any of the words, weights acronym 4, title 3, objective 1, keywords 2) over the
// same projects. The difference is paired, query by query.
import { readFileSync } from 'node:fs';
import { bootstrap, jsonLines, mean, mustRun, randomOf, run } from './lib.mjs';

const FIRST = 10;
const LEAD_LEAST = 0.03;

export function readQueries(file) {
    return readFileSync(file, 'utf8').trim().split('\n').slice(1).map((line) => {
        const [, query, project] = line.replace(/\r$/, '').split('\t');
        return { query, project: Number(project) };
    });
}

// 1 / place among the first ten, or 0.
export function reciprocal(ids, project) {
    const at = ids.slice(0, FIRST).indexOf(project);
    return at < 0 ? 0 : 1 / (at + 1);
}

function askOurs(program, url, queries, ...options) {
    return queries.map(({ query, project }) => {
        const done = run(program, ['search', query, '--top', String(FIRST), '--json', '--db', url, ...options]);
        return reciprocal(jsonLines(done.out).map((hit) => hit.project_id), project);
    });
}

// "any of the words" in FTS5's language: each word quoted.
function anyOf(query) {
    const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.map((word) => `"${word}"`).join(' OR ');
}

function askFts5(evidence, queries) {
    const asked = queries.map(({ query }, i) => `select ${i}, rowid from t where t match '${anyOf(query)}' `
        + `order by bm25(t, 4.0, 3.0, 1.0, 2.0), rowid limit ${FIRST};`);
    const sql = `attach 'file:${evidence}?mode=ro' as e;
create virtual table t using fts5(acronym, title, objective, keywords, tokenize = 'porter', content = '');
insert into t (rowid, acronym, title, objective, keywords) select id, acronym, title, objective, keywords from e.project;
.mode list
${asked.join('\n')}`;
    const found = queries.map(() => []);
    for (const line of mustRun('sqlite3', [], sql).out.trim().split('\n')) {
        const [i, id] = line.split('|').map(Number);
        found[i].push(id);
    }
    return queries.map(({ project }, i) => reciprocal(found[i], project));
}

const share = (places, holds) => (places.filter(holds).length / places.length).toFixed(3);

function add(table, who, places) {
    table.add(`${who}: MRR@10`, mean(places).toFixed(3), `${places.length} queries`);
    table.add(`${who}: hit@1`, share(places, (x) => x === 1));
    table.add(`${who}: hit@10`, share(places, (x) => x > 0));
}

// The same titles with one slip each, always the same: in one of their longer words two letters changed places, or one was left
// out, doubled or hit wrongly; never its first, which is seldom wrong.
export function slipped(queries) {
    const random = randomOf(0x51f15e5d);
    const below = (n) => Math.floor(random() * n);
    return queries.map(({ query, project }) => {
        const words = [...query.matchAll(/[a-z]{6,}/gi)];
        if (words.length === 0) return { query, project };
        const { 0: word, index } = words[below(words.length)];
        const at = 1 + below(word.length - 1);
        const slips = [word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2), word.slice(0, at) + word.slice(at + 1),
            word.slice(0, at) + word[at] + word.slice(at), word.slice(0, at) + 'abcdefghijklmnopqrstuvwxyz'[below(26)] + word.slice(at + 1)];
        return { query: query.slice(0, index) + slips[below(slips.length)] + query.slice(index + word.length), project };
    });
}

// Words are mended unasked, or not; what is only offered ("did you mean") does not count.
function measureSlipped(table, program, url, queries) {
    const withSlips = slipped(queries);
    const mended = mean(askOurs(program, url, withSlips));
    table.add('search: MRR@10, a slip in each title', mended.toFixed(3), `${mean(askOurs(program, url, withSlips, '--as-typed')).toFixed(3)} as typed`);
}

export function measureSearch(table, program, queriesFile, url, evidence) {
    const queries = readQueries(queriesFile);
    const ours = askOurs(program, url, queries);
    const theirs = askFts5(evidence, queries);
    add(table, 'search', ours);
    add(table, 'search, plain FTS5', theirs);
    const lead = ours.map((x, i) => x - theirs[i]);
    const [low, high] = bootstrap(lead);
    table.add('search: lead over FTS5', mean(lead).toFixed(3), `MRR@10, paired; 95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}`,
        { holds: mean(lead) >= LEAD_LEAST && low > 0, text: `>= ${LEAD_LEAST}` });
    const halves = [0, 1].map((half) => mean(ours.filter((_, i) => i % 2 === half)).toFixed(3));
    measureSlipped(table, program, url, queries);
    table.add('search: halves A, B', halves.join(', '), 'MRR@10; weights were chosen by looking mainly at A');
}
