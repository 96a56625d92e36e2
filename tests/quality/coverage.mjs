// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Of the municipalities that official lists count at 30,000 to 300,000 people: how many are a city here, and how many of
// those have just that population? Are those that were joined to a locality joined to the right one: is it near, and not much
// bigger? And in countries where LAU are parts of municipalities: of how many places is the size known?
import { readCsv, mustRun } from './lib.mjs';

const SIZE = { min: 30000, max: 300000 };
const NOT_MUNICIPALITIES = new Set(['PT', 'EL', 'CY', 'LT', 'IE']); // their LAU are parts of municipalities
const BAR = 0.98;
const FAR_KM = 25; // from the middle of a municipality's people to its town
const BIGGER = 1.5; // a town is not bigger than the municipality around it, but for other years and bounds

// The evidence that the database names now.
export function evidenceFile(file) {
    const number = mustRun('sqlite3', ['-readonly', file, 'select number from generation']).out.trim();
    return file.replace(/\.db$/, `.evidence-${number}.db`);
}

export const municipalitiesInRange = (lauFile) => readCsv(lauFile, ',').filter((row) => !NOT_MUNICIPALITIES.has(row.country)
    && Number(row.population) >= SIZE.min && Number(row.population) <= SIZE.max);

// The position of a joined city is its locality's, that of the list the middle of the municipality's people.
function isOdd(row, city) {
    const north = (Number(row.latitude) - city.latitude_micro / 1e6) * 111.2;
    const east = (Number(row.longitude) - city.longitude_micro / 1e6) * 111.2 * Math.cos(Number(row.latitude) * Math.PI / 180);
    const far = row.latitude !== '' && row.latitude !== 'NA' && Math.hypot(north, east) > FAR_KM;
    return far || (city.locality_population ?? 0) > BIGGER * Number(row.population);
}

function measureParts(table, file) {
    const sql = `select country, count(*) as n, sum(case when fit <> 'unknown' then 1 else 0 end) as known from city
        where country in ('PT', 'GR', 'CY', 'LT', 'IE') group by country`;
    const rows = JSON.parse(mustRun('sqlite3', ['-readonly', '-json', evidenceFile(file), sql]).out || '[]');
    const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
    table.share('PT, GR, CY, LT, IE: size known', sum('known'), sum('n'));
}

export function measureCoverage(table, lauFile, file) {
    const rows = mustRun('sqlite3', ['-readonly', '-json', evidenceFile(file),
        'select lau_id, name, population, geonames_id, locality_population, latitude_micro, longitude_micro from city where lau_id is not null']).out;
    const cities = new Map(JSON.parse(rows || '[]').map((row) => [row.lau_id, row]));
    const wanted = municipalitiesInRange(lauFile);
    const have = wanted.filter((row) => cities.has(row.gisco_id)).map((row) => ({ row, city: cities.get(row.gisco_id) }));
    const joined = have.filter(({ city }) => city.geonames_id !== null);
    const odd = joined.filter(({ row, city }) => isOdd(row, city));
    table.share('LAU in range: are a city', have.length, wanted.length, BAR);
    table.share('LAU in range: with population', have.filter(({ city }) => city.population !== null).length, wanted.length, BAR);
    table.share('LAU in range: joined to a locality', joined.length, wanted.length);
    table.share('LAU in range: joined, near and no bigger', joined.length - odd.length, joined.length, BAR);
    for (const { row, city } of odd) console.log(`  joined, but far or bigger: ${row.gisco_id} ${row.lau_name} (${row.population}) to ${city.name} (${city.locality_population})`);
    for (const row of wanted) {
        if (!cities.has(row.gisco_id)) console.log(`  no city: ${row.gisco_id} ${row.lau_name} (${row.population} people)`);
    }
    measureParts(table, file);
}
