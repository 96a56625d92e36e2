// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Is every reason true? Each sentence is read as a person would read it, and its years, money, role, state and counts are worked out
// again from the source files. Only two things are taken from the tables, which are measured on their own: which bodies are a
// city's, and which themes a project has.
import { mustRun, parseCsv, readCsv } from './lib.mjs';
import { select } from './match_systems.mjs';

export const DONE = new RegExp('^(Led|Took part in|Leads|Works in|Will lead|Will work in) (.+?), on (.+?)'
    + '(?:, (?:which ended in (\\d{4})( with published results)?|from (\\d{4})(?: to (\\d{4}))?|(which was stopped early)))?\\.'
    + '(?: EU money for its part: €([\\d,.]+)( million)?\\.)?$');
const MORE = /^Has worked in (\d+) more projects? on what you need(?::|, such as) (.+)\.$/;
const TOGETHER = /^Has worked with you already(?:, in| in (\d+) EU projects, such as) (.+)\.$/;
const BREADTH = /^Has worked on (?:(\d+) of these (\d+)|all (\d+)) themes\.$/;
const SIZE = /^Is (?:about your size|of similar size, somewhat (larger|smaller))\.$/;
const ROUNDED = 0.06; // €1.3 million is what people read

const cents = (text) => (text === '' ? null : Math.round(Number(text.replace(',', '.')) * 100));

// The source files, only what the cities' bodies are in: { projects: id -> row, parts: [{ body, project, role, cents }] }.
export function readSource(files, bodies) {
    const projects = new Map();
    const parts = [];
    for (const { project, organization } of files) {
        const seen = new Set(projects.keys());
        const wanted = new Set();
        for (const row of parseCsv(organization())) {
            if (!bodies.has(row.organisationID) || seen.has(row.projectID)) continue;
            wanted.add(row.projectID);
            parts.push({ body: row.organisationID, project: row.projectID, role: row.role,
                cents: cents(row.netEcContribution) ?? cents(row.ecContribution) });
        }
        for (const row of parseCsv(project())) if (wanted.has(row.id)) projects.set(row.id, row);
    }
    return { projects, parts };
}

export const fromZip = (zip) => Object.fromEntries(['project', 'organization'].map((name) => [name, () => mustRun('unzip', ['-p', zip, `${name}.csv`]).out]));
export const fromFolder = (folder) => Object.fromEntries(['project', 'organization'].map((name) => [name, () => mustRun('cat', [`${folder}/${name}.csv`]).out]));

// What is known of every city's own projects: slug -> [{ id, name, state, start, end, led, cents, themes }].
export function recordsOf(evidence, source, day) {
    const bodies = new Map(select(evidence, `select b.organisation_id id, c.slug from body b join city c on c.id = b.city_id
        where b.kind in ('municipality', 'agency')`).map((row) => [String(row.id), row.slug]));
    const themes = new Map(select(evidence, `select t.project_id id, group_concat(h.name, '|') names from project_theme t
        join theme h on h.id = t.theme_id group by 1`).map((row) => [String(row.id), row.names.split('|')]));
    const cities = new Map();
    for (const part of source.parts) {
        const row = source.projects.get(part.project);
        const own = cities.get(bodies.get(part.body)) ?? new Map();
        const known = own.get(part.project) ?? { id: part.project, name: row.acronym || row.title, themes: themes.get(part.project) ?? [],
            state: stateOf(row, day), start: row.startDate.slice(0, 4), end: row.endDate.slice(0, 4), led: false, cents: null };
        known.led ||= part.role === 'coordinator';
        known.cents = part.cents === null ? known.cents : (known.cents ?? 0) + part.cents;
        own.set(part.project, known);
        cities.set(bodies.get(part.body), own);
    }
    return new Map([...cities].map(([slug, own]) => [slug, [...own.values()]]));
}

export const bodiesOf = (evidence) => new Set(select(evidence, `select organisation_id id from body where city_id is not null
    and kind in ('municipality', 'agency')`).map((row) => String(row.id)));

function stateOf(row, day) {
    if (row.status === 'TERMINATED') return 'stopped';
    if (row.status === 'CLOSED' || (row.endDate !== '' && row.endDate < day)) return 'ended';
    return row.startDate > day ? 'coming' : 'running';
}

function isMoney(project, figure, million) {
    if (figure === undefined) return project.cents === null || project.cents <= 0;
    const said = Number(figure.replaceAll(',', '')) * (million ? 1e6 : 1);
    return project.cents !== null && Math.abs(said * 100 - project.cents) <= ROUNDED * project.cents;
}

// Nobody publishes results in these files: a sentence that says so is not true of them.
function isDone(found, projects, themes) {
    const [, verb, name, on, ended, results, from, to, stopped, figure, million] = found;
    const led = /^(Led|Leads|Will lead)$/.test(verb);
    return projects.some((project) => project.name === name && project.led === led && !results && isMoney(project, figure, million)
        && on.split(', ').every((theme) => project.themes.includes(theme) && themes.includes(theme))
        && (ended ? project.state === 'ended' && project.end === ended
            : stopped ? project.state === 'stopped'
                : to ? project.state === 'running' && project.start === from && project.end === to
                    : from ? project.state === 'coming' && project.start === from : false));
}

// `others`: what the asking city itself was in. `people`: the populations of the other and the asking city.
export function isTrue(sentence, projects, others, themes, people) {
    const own = new Set(others.map((project) => project.id));
    const apart = projects.filter((project) => !own.has(project.id) && project.themes.some((theme) => themes.includes(theme)));
    const together = projects.filter((project) => own.has(project.id));
    let found = DONE.exec(sentence);
    if (found) return isDone(found, apart, themes);
    if ((found = MORE.exec(sentence))) return Number(found[1]) === apart.length - 1 && apart.some((project) => project.name === found[2]);
    if ((found = TOGETHER.exec(sentence))) {
        return together.length === Number(found[1] ?? 1) && together.some((project) => project.name === found[2]);
    }
    if ((found = BREADTH.exec(sentence))) {
        const covered = themes.filter((theme) => apart.some((project) => project.themes.includes(theme))).length;
        return covered === Number(found[1] ?? found[3]) && themes.length === Number(found[2] ?? found[3]);
    }
    if ((found = SIZE.exec(sentence))) {
        const ratio = people[0] / people[1];
        return found[1] === undefined ? ratio > 0.89 && ratio < 1.11 : found[1] === 'larger' ? ratio > 1 && ratio < 1.51 : ratio < 1 && ratio > 0.66;
    }
    return false;
}
