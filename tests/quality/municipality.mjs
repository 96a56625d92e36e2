// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How well municipalities are resolved, on bodies that were checked by hand: `evidence municipalities --json` against the gold.
//
// Gold rows whose municipality stands in the imported tables:
//   right of those answered   a code was given, and it is the gold's
//   answered and right        of all of them
//   in range                  "fits 30,000 to 300,000" is as in the gold; unknown counts as wrong
// The others, whose municipality is in no table here: no wrong code; "unknown" is right.
// Hard cases: no municipal code in countries whose lists have none, and none that the seat or the bare name misleads to.
import { exactly, jsonLines, mustRun, readCsv } from './lib.mjs';

const BARS = { answered: 0.97, right: 0.95, inRange: 0.97 };
const WITHOUT_CODES = new Set(['PT', 'GR', 'CY', 'LT', 'IE']);

const isoCountry = (code) => ({ EL: 'GR', UK: 'GB' })[code] ?? code;

function say(row, answer) {
    const given = answer !== undefined && answer.city_id !== null;
    const got = given ? `${answer.city_name} ${answer.lau_id} (${answer.reason})` : answer ? `unknown (${answer.reason})` : 'not listed';
    console.log(`  ${row.name}, ${row.country}: want ${row.gisco_id} ${row.lau_name} (${row.lau_population} people), got ${got}`);
}

function measureInTables(table, answers, gold) {
    const counts = { answered: 0, right: 0, inRange: 0 };
    for (const row of gold) {
        const answer = answers.get(row.organisationID);
        const given = answer !== undefined && answer.city_id !== null;
        const right = given && answer.lau_id === row.gisco_id;
        counts.answered += given;
        counts.right += right;
        counts.inRange += given && answer.in_range === (row.in_range_30k_300k === '1');
        if (!right) say(row, answer);
    }
    table.share('municipalities: right of answered', counts.right, counts.answered, BARS.answered);
    table.share('municipalities: answered and right', counts.right, gold.length, BARS.right);
    table.share('municipalities: in range', counts.inRange, gold.length, BARS.inRange);
}

function measureOthers(table, answers, gold) {
    const wrong = gold.filter((row) => (answers.get(row.organisationID)?.lau_id ?? row.gisco_id) !== row.gisco_id);
    for (const row of wrong) say(row, answers.get(row.organisationID));
    table.add('municipalities in no table: wrong codes', String(wrong.length), `of ${gold.length}`, exactly(wrong.length, 0));
}

// How often an answer of the highest confidence, and one of a lower, is right.
function measureConfidence(table, answers, gold) {
    const given = gold.map((row) => ({ row, answer: answers.get(row.organisationID) })).filter(({ answer }) => answer?.lau_id);
    const [sure, less] = [given.filter(({ answer }) => answer.confidence >= 0.95), given.filter(({ answer }) => answer.confidence < 0.95)];
    const right = (rows) => rows.filter(({ row, answer }) => answer.lau_id === row.gisco_id).length;
    table.share('municipalities: right, 95 in 100 sure', right(sure), sure.length);
    if (less.length > 0) table.share('municipalities: right, less sure', right(less), less.length);
}

// Names of bodies above, beside and below a city, among the hard cases.
const NOT_A_CITY = /\b(county|kerulet|keruleti|metropole|commune|communaute|sectorului)\b/i;

function measureHard(table, answers, hard) {
    const byName = new Map([...answers.values()].map((answer) => [`${answer.country}|${answer.name}`, answer]));
    const counts = { n: 0, wrong: 0 };
    for (const row of hard) {
        const country = isoCountry(row.country);
        const answer = byName.get(`${country}|${row.name}`);
        if (answer === undefined) continue;
        counts.n++;
        const misled = row.gisco_id !== '' && answer.lau_id === row.gisco_id && NOT_A_CITY.test(row.name);
        if (answer.lau_id !== null && (WITHOUT_CODES.has(country) || misled)) {
            counts.wrong++;
            console.log(`  ${row.name}, ${row.country}: has ${answer.lau_id} ${answer.city_name} (${answer.reason}), should have none`);
        }
    }
    table.add('hard cases: wrong codes', String(counts.wrong), `of ${counts.n} that are listed as municipalities`, exactly(counts.wrong, 0));
}

// An agency or a company is no municipality, whatever its name holds.
const AGENCY = /\b(gmbh|ag|empresa|sociedad|sociedade|s\.?r\.?l|ltd|limited|museum|museo|agency|agencija|stadtwerke|theatre|school)\b/i;

// `files` are the organization.csv of what was imported: a body of the gold counts when it is in one of them.
export function measureMunicipalities(table, program, url, folder, files, lauFile) {
    const present = new Set(files.flatMap((file) => readCsv(file).map((row) => row.organisationID)));
    const lines = jsonLines(mustRun(program, ['evidence', 'municipalities', '--json', '--db', url]).out);
    const answers = new Map(lines.map((answer) => [String(answer.organisation_id), answer]));
    const gold = readCsv(new URL('municipality_gold_dev.csv', folder)).filter((row) => present.has(row.organisationID));
    const listed = new Set(readCsv(lauFile, ',').map((row) => row.gisco_id));
    measureInTables(table, answers, gold.filter((row) => listed.has(row.gisco_id)));
    measureOthers(table, answers, gold.filter((row) => !listed.has(row.gisco_id)));
    measureConfidence(table, answers, gold);
    measureHard(table, answers, readCsv(new URL('municipality_hard_cases.csv', folder)));
    const agencies = lines.filter((answer) => AGENCY.test(answer.name));
    for (const answer of agencies) console.log(`  looks like an agency: ${answer.name}, ${answer.country}`);
    table.add('municipalities: look like agencies', String(agencies.length), `of ${lines.length} listed`, exactly(agencies.length, 0));
    const known = lines.filter((answer) => answer.city_id !== null);
    table.share('municipalities: with a city', known.length, lines.length);
}
