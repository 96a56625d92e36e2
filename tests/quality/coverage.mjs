// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Of the municipalities that official lists count at 30,000 to 300,000 people: how many are a city here, and how many of
// those have just that population?
import { readCsv, mustRun } from './lib.mjs';

const SIZE = { min: 30000, max: 300000 };
const NOT_MUNICIPALITIES = new Set(['PT', 'EL', 'CY', 'LT', 'IE']); // their LAU are parts of municipalities
const BAR = 0.98;

// The evidence that the database names now.
export function evidenceFile(file) {
    const number = mustRun('sqlite3', ['-readonly', file, 'select number from generation']).out.trim();
    return file.replace(/\.db$/, `.evidence-${number}.db`);
}

export const municipalitiesInRange = (lauFile) => readCsv(lauFile, ',').filter((row) => !NOT_MUNICIPALITIES.has(row.country)
    && Number(row.population) >= SIZE.min && Number(row.population) <= SIZE.max);

export function measureCoverage(table, lauFile, file) {
    const rows = mustRun('sqlite3', ['-readonly', '-json', evidenceFile(file),
        'select lau_id, population, fit, geonames_id from city where lau_id is not null']).out;
    const cities = new Map(JSON.parse(rows || '[]').map((row) => [row.lau_id, row]));
    const wanted = municipalitiesInRange(lauFile);
    const have = wanted.map((row) => cities.get(row.gisco_id)).filter((city) => city !== undefined);
    table.share('LAU in range: are a city', have.length, wanted.length, BAR);
    table.share('LAU in range: with population', have.filter((city) => city.population !== null).length, wanted.length, BAR);
    table.share('LAU in range: joined to a locality', have.filter((city) => city.geonames_id !== null).length, wanted.length);
    for (const row of wanted) {
        if (!cities.has(row.gisco_id)) console.log(`  no city: ${row.gisco_id} ${row.lau_name} (${row.population} people)`);
    }
}
