// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Learns the shapes of a real network for generate.mjs: counts only, no record. Run it again when a larger corpus is at hand:
//   node tests/bench/scale/learn.mjs EVIDENCE.db > tests/bench/scale/shapes.json
// EVIDENCE.db: the evidence file of a database into which places and the bulk file of CORDIS were imported.
// From CORDIS (European Union, CC BY 4.0): frequencies of words, of topic codes and fields; sizes, countries, money, dates.
// From GeoNames (CC BY 4.0): how many places of the size each country has.
import { mustRun } from '../../quality/lib.mjs';

const WORDS = 3000;          // with their frequencies; the others are a tail of made-up ones
const CODES = 150;           // topics, and fields, of projects with a city, and of the others
const COUNTRIES = 60;
const CENTS = 41;            // points of a curve of sums

const db = process.argv[2];
const rows = (sql) => JSON.parse(mustRun('sqlite3', ['-readonly', '-json', db, sql]).out || '[]');

const KINDS = `case when exists (select 1 from body b where b.organisation_id = o.id and b.city_id > 0
    and b.kind in ('municipality', 'agency')) then 'CITY' when o.activity = '' then 'PRC' else o.activity end`;
const WITH_CITY = 'project_id in (select project_id from city_project)';

// [[value, how many], ...], the most first.
function counted(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const histogram = (values) => counted(values).sort((a, b) => a[0] - b[0]);

function curve(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return Array.from({ length: CENTS }, (_, i) => Math.round(sorted[Math.round(i * (sorted.length - 1) / (CENTS - 1))]));
}

// The two numbers of an urn (generate.mjs) from which as many different ones are expected after half of the draws and after all.
function urnOf(draws) {
    const seen = new Set();
    let half = 0;
    draws.forEach((draw, i) => {
        seen.add(draw);
        if (i === draws.length >> 1) half = seen.size;
    });
    const expected = (discount, strength, n) => {
        let different = 0;
        for (let i = 0; i < n; i++) different += (strength + discount * different) / (strength + i);
        return different;
    };
    const between = (low, high, isLow) => {
        for (let i = 0; i < 30; i++) [low, high] = isLow((low + high) / 2) ? [(low + high) / 2, high] : [low, (low + high) / 2];
        return low;
    };
    const n = draws.length;
    const strengthOf = (discount) => between(0.1, 1e6, (strength) => expected(discount, strength, n) < seen.size);
    const discount = between(0.01, 0.99, (d) => expected(d, strengthOf(d), n >> 1) > half);
    return { draws: n, different: seen.size, discount: Number(discount.toFixed(3)), strength: Math.round(strengthOf(discount)) };
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

const projects = rows(`select id as project_id, title, objective, keywords, id in (select project_id from city_project) as city,
    ec_max_cents, end_on - start_on as days, programme from project where objective <> '' order by id`);
const parts = rows(`select p.project_id, p.organisation_id, ${KINDS} as kind, o.country, p.role, p.ec_cents
    from participation p join organisation o on o.id = p.organisation_id
    where p.project_id in (select id from project where objective <> '') order by p.project_id, p.place_in_list, o.id`);

const words = new Map();
const distinct = [];
for (const project of projects) {
    const own = wordsOf(`${project.title} ${project.objective}`);
    distinct.push(new Set(own).size / own.length);
    for (const word of own) {
        const entry = words.get(word) ?? [word, 0, 0];
        entry[1]++;
        entry[2] += project.city;
        words.set(word, entry);
    }
}
const known = [...words.values()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, WORDS);
const knownSet = new Set(known.map(([word]) => word));
const tail = projects.flatMap((project) => wordsOf(`${project.title} ${project.objective}`).filter((word) => !knownSet.has(word)));

const codes = (table, columns, where) => rows(`select ${columns}, count(*) as n from ${table} where ${where}
    group by ${columns} order by n desc, 1 limit ${CODES}`).map((row) => Object.values(row));
const themes = (where) => rows(`select e.slug, count(*) as n from project_theme t join theme e on e.id = t.theme_id where ${where}
    group by e.slug order by n desc, 1`).map((row) => Object.values(row));
const sizes = new Map();
for (const part of parts) {
    const entry = sizes.get(part.project_id) ?? { all: 0, city: 0 };
    entry.all++;
    entry.city += part.kind === 'CITY';
    sizes.set(part.project_id, entry);
}
const withCity = [...sizes.values()].filter((size) => size.city > 0);
const shares = (values) => counted(values).slice(0, COUNTRIES);
const kinds = {};
for (const kind of ['PRC', 'HES', 'REC', 'PUB', 'OTH', 'CITY']) {
    const own = parts.filter((part) => part.kind === kind);
    const organisations = new Map(own.map((part) => [part.organisation_id, part.country]));
    kinds[kind] = { ...urnOf(own.map((part) => part.organisation_id)), countries: shares(organisations.values()) };
}

console.log(JSON.stringify({
    note: 'Counts learnt by learn.mjs from CORDIS (European Union, CC BY 4.0) and GeoNames (CC BY 4.0).',
    programmes: [['FP7', 25785], ['H2020', 35386], ['HORIZON', 19190]],
    cities: rows(`select country, count(*) as n from city where fit = 'fits' group by country order by n desc, 1 limit ${COUNTRIES}`)
        .map((row) => Object.values(row)),
    names_of_a_city: histogram(rows('select min(count(*), 12) as n from city_name group by city_id').map((row) => row.n)),
    projects: projects.length,
    with_city: withCity.length,
    partners: histogram([...sizes.values()].filter((size) => size.city === 0).map((size) => size.all)),
    partners_with_city: histogram(withCity.map((size) => size.all)),
    cities_of_a_project: histogram(withCity.map((size) => size.city)),
    roles: counted(parts.filter((part) => part.role !== 'coordinator').map((part) => part.role)),
    kinds,
    ec_euros: curve(projects.map((project) => (project.ec_max_cents ?? 0) / 100)),
    months: curve(projects.filter((project) => project.days > 0).map((project) => project.days / 30.4375)),
    words_of_a_title: histogram(projects.map((project) => wordsOf(project.title).length)),
    words_of_an_objective: histogram(projects.map((project) => Math.round(wordsOf(project.objective).length / 10) * 10)),
    keywords: histogram(projects.map((project) => (project.keywords ? project.keywords.split(/[,;]/).length : 0))),
    different_words: distinct.reduce((sum, share) => sum + share, 0) / distinct.length,
    words_all: [...words.values()].reduce((sum, entry) => sum + entry[1], 0),
    tail: urnOf(tail),
    fields_of_a_project: histogram(rows(`select (select count(*) from project_field f where f.project_id = p.id) as n
        from project p where p.objective <> ''`).map((row) => row.n)),
    themes: themes('t.project_id not in (select project_id from city_project)'),
    themes_with_city: themes('t.project_id in (select project_id from city_project)'),
    topics: codes('project_topic', 'topic, title', `not ${WITH_CITY}`),
    topics_with_city: codes('project_topic', 'topic, title', WITH_CITY),
    fields: codes('project_field', 'code, path, title', `not ${WITH_CITY}`),
    fields_with_city: codes('project_field', 'code, path, title', WITH_CITY),
    words: known,
}).replaceAll(/("(?:words|topics|topics_with_city|fields|fields_with_city|kinds)":)/g, '\n$1').replaceAll('],[', '],\n['));
