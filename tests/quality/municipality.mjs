// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How well municipalities are resolved, on bodies that were checked by hand: `evidence municipalities --json` against the gold.
//
//   precision  right codes / bodies for which a city was given
//   recall     right codes / bodies of the gold that stand in the imported files
//   in range   bodies whose "fits 30,000 to 300,000" is as in the gold; unknown counts as wrong
//   hard cases no municipal code in countries whose lists have none, and none that the seat or the bare name misleads to
import { exactly, jsonLines, mustRun, readCsv } from './lib.mjs';

const BARS = { precision: 0.95, recall: 0.9 };
const WITHOUT_CODES = new Set(['PT', 'GR', 'CY', 'LT', 'IE']);

const isoCountry = (code) => ({ EL: 'GR', UK: 'GB' })[code] ?? code;

function measureGold(table, answers, gold) {
    const counts = { n: 0, answered: 0, right: 0, inRange: 0 };
    for (const row of gold) {
        counts.n++;
        const answer = answers.get(row.organisationID);
        const given = answer !== undefined && answer.city_id !== null;
        const right = given && answer.lau_id === row.gisco_id;
        counts.answered += given;
        counts.right += right;
        counts.inRange += given && typeof answer.in_range === 'boolean' && answer.in_range === (row.in_range_30k_300k === '1');
        if (!right) {
            const got = given ? `${answer.city_name} ${answer.lau_id} (${answer.reason})` : answer ? `unknown (${answer.reason})` : 'not listed';
            console.log(`  ${row.name}, ${row.country}: want ${row.gisco_id} ${row.lau_name} (${row.lau_population} people), got ${got}`);
        }
    }
    table.share('municipalities: precision', counts.right, counts.answered, BARS.precision);
    table.share('municipalities: recall', counts.right, counts.n, BARS.recall);
    table.share('municipalities: in range', counts.inRange, counts.n);
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
export function measureMunicipalities(table, program, url, folder, files) {
    const present = new Set(files.flatMap((file) => readCsv(file).map((row) => row.organisationID)));
    const lines = jsonLines(mustRun(program, ['evidence', 'municipalities', '--json', '--db', url]).out);
    const answers = new Map(lines.map((answer) => [String(answer.organisation_id), answer]));
    const gold = readCsv(new URL('municipality_gold_dev.csv', folder)).filter((row) => present.has(row.organisationID));
    measureGold(table, answers, gold);
    measureHard(table, answers, readCsv(new URL('municipality_hard_cases.csv', folder)));
    const agencies = lines.filter((answer) => AGENCY.test(answer.name));
    for (const answer of agencies) console.log(`  looks like an agency: ${answer.name}, ${answer.country}`);
    table.add('municipalities: look like agencies', String(agencies.length), `of ${lines.length} listed`, exactly(agencies.length, 0));
    const known = lines.filter((answer) => answer.city_id !== null);
    table.share('municipalities: with a city', known.length, lines.length);
}
