// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The forty questions, and who answers them: the program, and two simple systems that are made here from the tables, with no
// line of the program's: the most projects on the theme, and the same country. docs/worth-an-email.md has the criteria.
import { jsonLines, mustRun, readCsv } from './lib.mjs';

export const SHOWN = 3;
export const QUALIFIED_LEAST = 3;
const SECONDS_A_DAY = 86400;

export const readQuestions = () => readCsv(new URL('match_questions.csv', import.meta.url))
    .map((row) => ({ ...row, themes: row.themes.split(',') }));

export const today = () => Math.floor(Date.now() / 1000 / SECONDS_A_DAY); // in days, as in the tables

export function select(file, statement) {
    return JSON.parse(mustRun('sqlite3', ['-readonly', '-json', file, statement]).out || '[]');
}

// Every project of a city's own body, one row a city, body and project; with the slugs of its themes.
const RECORD = `
select c.id city, c.slug, a.project_id project, a.organisation_id body, o.name body_name, b.kind body_kind, a.role,
    a.net_ec_cents cents, p.acronym, p.title, p.status, p.start_on start, p.end_on "end", p.programme,
    p.ec_max_cents project_cents, p.total_cost_cents cost,
    (select group_concat(h.slug) from project_theme t join theme h on h.id = t.theme_id where t.project_id = p.id) themes
from body b
join city c on c.id = b.city_id
join participation a on a.organisation_id = b.organisation_id
join organisation o on o.id = b.organisation_id
join project p on p.id = a.project_id
where b.kind in ('municipality', 'agency')
order by c.slug, a.project_id, a.organisation_id, a.occurrence`;

// Cities of the right size by slug, each with its record.
export function readCities(file) {
    const cities = new Map(select(file, `select id, slug, name, country, population from city where fit = 'fits' order by slug`)
        .map((city) => [city.slug, { ...city, record: [] }]));
    for (const row of select(file, RECORD)) {
        cities.get(row.slug)?.record.push({ ...row, themes: row.themes?.split(',') ?? [] });
    }
    return cities;
}

export const onTheme = (city, themes) => city.record.filter((row) => row.themes.some((theme) => themes.includes(theme)));
export const countProjects = (rows) => new Set(rows.map((row) => row.project)).size;

// What a judge saw of a city: its projects on the themes.
export const projectIds = (city, themes) => [...new Set(onTheme(city, themes).map((row) => row.project))].sort((a, b) => a - b).join(' ');

function ranked(cities, asking, pointsOf) {
    return [...cities.values()].filter((city) => city.slug !== asking.slug)
        .map((city) => ({ slug: city.slug, points: pointsOf(city) }))
        .filter((city) => city.points !== null)
        .sort((a, b) => {
            const differs = a.points.findIndex((x, i) => x !== b.points[i]);
            return differs < 0 ? (a.slug < b.slug ? -1 : 1) : b.points[differs] - a.points[differs];
        })
        .slice(0, SHOWN).map((city) => city.slug);
}

// Who has most projects on these themes?
const mostProjects = (cities, asking, themes) => ranked(cities, asking, (city) => {
    const n = countProjects(onTheme(city, themes));
    return n > 0 ? [n] : null;
});

// Who in our own country has most on these themes, then most at all, then is nearest in size?
const sameCountry = (cities, asking, themes) => ranked(cities, asking, (city) => city.country !== asking.country ? null
    : [countProjects(onTheme(city, themes)), countProjects(city.record),
        -Math.abs(Math.log((city.population ?? 1) / (asking.population ?? 1)))]);

export function askProgram(program, url, question, top = SHOWN) {
    const themes = question.themes.flatMap((theme) => ['--theme', theme]);
    return jsonLines(mustRun(program, ['match', question.city, ...themes, '--top', String(top), '--json', '--db', url]).out);
}

export const SYSTEMS = ['ours', 'most projects', 'same country'];

// { ours: [slug, ...], ... }: at most three each. `answers` are the program's, from askProgram.
export function proposals(cities, question, answers) {
    const asking = cities.get(question.city);
    return {
        ours: answers.slice(0, SHOWN).map((answer) => answer.slug),
        'most projects': mostProjects(cities, asking, question.themes),
        'same country': sameCountry(cities, asking, question.themes),
    };
}

// Cities that could be worth an e-mail by the tables alone: docs/worth-an-email.md, "three qualified cities".
export function qualified(cities, question, day = today()) {
    const own = new Set(cities.get(question.city).record.map((row) => row.project));
    return [...cities.values()].filter((city) => city.slug !== question.city
        && onTheme(city, question.themes).some((row) => row.status !== 'terminated' && row.start !== null && row.start <= day
            && !own.has(row.project)));
}
