// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the judges said, and whether it still holds: a verdict is about the projects that the judge saw. As a program it takes a
// judge's file over into match_verdicts.csv:
//
//   node tests/quality/match_verdicts.mjs FOLDER_OF_SHEETS JUDGE FILE
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCsv, readCsv } from './lib.mjs';
import { projectIds } from './match_systems.mjs';

const FILE = fileURLToPath(new URL('match_verdicts.csv', import.meta.url));
const JUDGES_LEAST = 2;
const HEADING = 'question;city;judge;day;verdict;projects;reason\n';

// By "question;city": the latest verdict of each judge. `only`: of one judge.
export function readVerdicts(only = null) {
    const pairs = new Map();
    pairs.judges = new Set();
    for (const row of existsSync(FILE) ? readCsv(FILE) : []) {
        if (only !== null && row.judge !== only) continue;
        const key = `${row.question};${row.city}`;
        pairs.judges.add(row.judge);
        pairs.set(key, { ...pairs.get(key), [row.judge]: row });
    }
    return pairs;
}

// A no is open again when a project on the themes has come that the judge did not see; a yes when one that he saw is no longer
// the city's own.
function holds(row, question, city) {
    const seen = row.projects.split(' ').filter((id) => id !== '');
    const own = row.verdict === 'yes' ? city.record.map((one) => String(one.project)) : [];
    return row.verdict === 'yes' ? seen.every((id) => own.includes(id))
        : projectIds(city, question.themes).split(' ').every((id) => id === '' || seen.includes(id));
}

const rowsOf = (pairs, question, city) => Object.values(pairs.get(`${question.question};${city.slug}`) ?? {})
    .filter((row) => holds(row, question, city));

export const isJudged = (pairs, question, city) => rowsOf(pairs, question, city).length > 0;

// 'yes', 'no', 'open' (judges differ: a no until a third decides) or 'unjudged': not by two, where there are two.
export function verdictOf(pairs, question, city) {
    const rows = rowsOf(pairs, question, city);
    if (rows.length < Math.min(JUDGES_LEAST, pairs.judges.size) || rows.length === 0) {
        // With nothing on these themes no sheet is needed to say so.
        return projectIds(city, question.themes) === '' ? 'no' : 'unjudged';
    }
    const yes = rows.filter((row) => row.verdict === 'yes').length;
    if (yes * 2 === rows.length) return 'open';
    return yes * 2 > rows.length ? 'yes' : 'no';
}

// Cohen's kappa of two judges over the pairs that both judged: { n, agree, kappa }; n is 0 when there are none.
export function agreement(pairs, a, b) {
    const both = [...pairs.values()].filter((rows) => rows[a] && rows[b]);
    const n = both.length;
    if (n === 0) return { n, agree: 0, kappa: 0 };
    const agree = both.filter((rows) => rows[a].verdict === rows[b].verdict).length / n;
    const yes = (judge) => both.filter((rows) => rows[judge].verdict === 'yes').length / n;
    const chance = yes(a) * yes(b) + (1 - yes(a)) * (1 - yes(b));
    return { n, agree, kappa: chance === 1 ? 1 : (agree - chance) / (1 - chance) };
}

// Only the first three commas divide: reasons are quoted or not, as judges write.
function readJudged(text) {
    return text.replaceAll('\r', '').trim().split('\n').slice(1).filter((line) => line !== '').map((line) => {
        const [question, city, verdict, ...reason] = line.split(',');
        return { question, city, verdict: verdict.trim(), reason: reason.join(',').trim().replace(/^"|"$/g, '').replaceAll('""', '"') };
    });
}

function main([folder, judge, file]) {
    const pairs = readCsv(join(folder, 'pairs.csv'));
    const judged = new Map(readJudged(readFileSync(file, 'utf8')).map((row) => [`${row.question};${row.city}`, row]));
    const day = new Date().toISOString().slice(0, 10);
    if (!existsSync(FILE)) writeFileSync(FILE, HEADING);
    let missing = 0;
    for (const { question, city, projects } of pairs) {
        const row = judged.get(`${question};${city}`);
        if (!row || !['yes', 'no'].includes(row.verdict)) {
            missing++;
            continue;
        }
        appendFileSync(FILE, `${question};${city};${judge};${day};${row.verdict};${projects};"${row.reason.replaceAll('"', '""')}"\n`);
    }
    console.log(`${pairs.length - missing} verdicts of ${judge} taken over, ${missing} missing`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
