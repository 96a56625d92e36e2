// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What other lists than CORDIS say of cities: how many municipalities have any sourced fact to show, and are the cities the ones
// that the lists mean? fact_joins.csv is a random sample of joins, drawn from cities that fit the size (45 commitments, 45 twinned
// places, 10 UK authorities) and checked by hand by country, position, people and name.
import { evidenceFile, municipalitiesInRange } from './coverage.mjs';
import { atMost, exactly, jsonLines, mustRun, readCsv } from './lib.mjs';

const BAR_COVERAGE = 0.70;
const BAR_PRECISION = 0.97;
const LISTS = [
    ['gcom', 'city-networks/gcom_signatories_2024.csv.gz'],
    ['twinnings', 'sistercities/sistercities_25countries_wikidata.tsv'],
    ['uk-structural', 'uk/uk_erdf_esf_2007_2013_projects.csv.gz'],
];

// Every list, twice: the second time nothing may change.
export function importFacts(table, program, at, url) {
    let seconds = 0, peak = 0, touched = 0;
    for (const [kind, file] of LISTS) {
        const done = mustRun(program, ['import', kind, at(file), '--db', url, '--json']);
        const got = JSON.parse(done.out);
        const again = JSON.parse(mustRun(program, ['import', kind, at(file), '--db', url, '--json']).out);
        table.add(`import ${kind}`, String(got.added), `${got.rows} rows, ${got.rejected} rejected`);
        seconds += done.seconds;
        peak = Math.max(peak, done.peakKb ?? 0);
        touched += again.added + again.changed;
    }
    table.add('import of the three lists, again: touched', String(touched), '', exactly(touched, 0));
    table.add('import of the three lists: peak memory, MB', (peak / 1024).toFixed(0), `${seconds.toFixed(1)} s together`,
        atMost(peak / 1024, 128));
}

const FACTS = {
    'an own EU project': 'select city_id from city_project',
    'a Covenant of Mayors commitment': 'select n.city_id from named_city n join covenant_commitment c on c.place_id = n.place_id',
    'a twinning': 'select city_id from city_twinning',
    'a structural-fund project': 'select n.city_id from named_city n join structural_project s on s.place_id = n.place_id',
};

export function measureFacts(table, program, url, lauFile, file) {
    const evidence = evidenceFile(file);
    const ids = (sql) => new Set(mustRun('sqlite3', ['-readonly', evidence, sql]).out.split('\n').filter(Boolean));
    const cities = new Map(mustRun('sqlite3', ['-readonly', evidence, 'select lau_id, id from city where lau_id is not null']).out
        .split('\n').filter(Boolean).map((line) => line.split('|')));
    const wanted = municipalitiesInRange(lauFile);
    const any = new Set();
    for (const [name, sql] of Object.entries(FACTS)) {
        const have = ids(sql);
        const hits = wanted.filter((row) => have.has(cities.get(row.gisco_id)));
        hits.forEach((row) => any.add(row.gisco_id));
        table.share(`LAU in range: with ${name}`, hits.length, wanted.length);
    }
    table.share('LAU in range: with at least one sourced fact', any.size, wanted.length, BAR_COVERAGE);

    const answers = new Map(jsonLines(mustRun(program, ['evidence', 'places', '--json', '--db', url]).out).map((row) => [row.key, row]));
    const sample = readCsv(new URL('fact_joins.csv', import.meta.url).pathname);
    const answered = sample.filter((row) => answers.get(row.key)?.city);
    const right = answered.filter((row) => (answers.get(row.key).city === row.city) === (row.verdict === 'right'));
    table.share('joined places: right', right.length, answered.length, BAR_PRECISION);
    table.share('joined places: still answered', answered.length, sample.length);
    for (const row of answered) {
        if (!right.includes(row)) console.log(`  wrong: ${row.key} ${row.name} is ${answers.get(row.key).city}, not ${row.city}`);
    }
}
