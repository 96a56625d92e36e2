// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Sheets for judges who must not know which system proposed a city: for each question every proposed city that has no verdict
// yet, mixed with others that qualify, in an order drawn by lot, with the facts that the criteria ask for. The texts of the projects
// stand in projects.md, once each.
//
//   node tests/quality/match_sheets.mjs PROGRAM DATABASE FOLDER [--only-new] [--depth N] [--fill N]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceFile } from './coverage.mjs';
import { askProgram, onTheme, projectIds, proposals, qualified, readCities, readQuestions, select, today } from './match_systems.mjs';
import { isJudged, readVerdicts } from './match_verdicts.mjs';

const TEXT_MAX = 1700;
const OTHERS_MAX = 5;

// The same lot in every run.
function lots(seed) {
    let state = seed * 2654435761 % 2 ** 32 || 1;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 2 ** 32;
    };
}

function shuffled(items, seed) {
    const lot = lots(seed);
    for (let i = 0; i < 8; i++) lot();
    return items.map((item) => [lot(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
}

const dayText = (day) => (day === null ? 'unknown' : new Date(day * 86400000).toISOString().slice(0, 10));
const euros = (cents) => (cents === null ? 'unknown' : `EUR ${Math.round(cents / 100).toLocaleString('en-GB')}`);

function readProjects(file) {
    const partners = new Map(select(file, 'select project_id id, count(*) n from participation group by 1').map((row) => [row.id, row.n]));
    const topics = new Map(select(file, `select project_id id, group_concat(title, '; ') t from project_topic group by 1`).map((row) => [row.id, row.t]));
    const rows = select(file, `select id, acronym, title, status, start_on, end_on, programme, keywords, objective from project
        where id in (select project_id from participation a join body b on b.organisation_id = a.organisation_id where b.city_id is not null)`);
    return new Map(rows.map((row) => [row.id, { ...row, partners: partners.get(row.id), topics: topics.get(row.id) ?? '' }]));
}

function projectText(project) {
    const text = project.objective.replace(/\s+/g, ' ').trim();
    return [
        `## Project ${project.id} ${project.acronym}: ${project.title}`,
        `${project.programme || 'programme unknown'}; status in the source: ${project.status}; from ${dayText(project.start_on)} to `
        + `${dayText(project.end_on)}; ${project.partners} partners. Topic: ${project.topics || 'unknown'}. Keywords: ${project.keywords || 'none'}`,
        text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)} [cut]` : text || '(no text)',
    ].join('\n');
}

function candidateText(city, question, asking, shown) {
    const rows = onTheme(city, question.themes);
    const own = new Set(asking.record.map((row) => row.project));
    const lines = [`## Candidate: ${city.slug} (${city.name}, ${city.country}, ${city.population ?? 'unknown number of'} people)`];
    for (const row of rows) {
        shown.add(row.project);
        lines.push(`- project ${row.project} ${row.acronym}: ${row.body_name} (${row.body_kind}), role ${row.role || 'unknown'}, EU money to it `
            + `${euros(row.cents)} of ${euros(row.project_cents)}${own.has(row.project) ? '; THE ASKING CITY IS A PARTNER OF THIS PROJECT TOO' : ''}`);
    }
    if (rows.length === 0) lines.push('- no project that was put under these themes');
    const others = [...new Map(city.record.filter((row) => !rows.some((one) => one.project === row.project))
        .map((row) => [row.project, row])).values()];
    for (const row of others.slice(0, OTHERS_MAX)) {
        lines.push(`- other project: ${row.acronym}: ${row.title} (${row.body_name}, ${row.role}, ${euros(row.cents)}; ${row.status}, `
            + `${dayText(row.start)} to ${dayText(row.end)})`);
    }
    if (city.record.length === 0) lines.push('- its own bodies are in no project at all');
    return lines.join('\n');
}

function sheetText(question, cities, candidates, all) {
    const asking = cities.get(question.city);
    const shown = new Set();
    const texts = candidates.map((slug) => candidateText(cities.get(slug), question, asking, shown));
    shown.forEach((id) => all.add(id));
    return [
        `# Question ${question.question}: ${asking.name} (${asking.country}, ${asking.population} people)`,
        `Themes asked: ${question.themes.join(', ')}. The officer: "${question.wants}" Day of the sheet: ${dayText(today())}.`,
        '', texts.join('\n\n'), '',
    ].join('\n');
}

// Every city that a system proposes and nobody has judged; filled up to `fill` with others that qualify.
function candidatesOf(question, cities, answers, fill, verdicts) {
    const named = new Set([...Object.values(proposals(cities, question, answers)).flat(), ...answers.map((answer) => answer.slug)]);
    const toAsk = (slug) => onTheme(cities.get(slug), question.themes).length > 0 && !isJudged(verdicts, question, cities.get(slug));
    const fresh = [...named].filter(toAsk);
    const rest = qualified(cities, question).map((city) => city.slug).filter((slug) => !named.has(slug) && toAsk(slug)).sort();
    const all = [...fresh, ...shuffled(rest, 1000 + Number(question.question)).slice(0, Math.max(0, fill - fresh.length))];
    return shuffled(all.sort(), Number(question.question));
}

function option(args, name, otherwise) {
    const at = args.indexOf(name);
    return at < 0 ? otherwise : Number(args[at + 1]);
}

function main([program, database, folder, ...args]) {
    const file = database.replace(/^sqlite:/, '');
    const evidence = evidenceFile(file);
    const cities = readCities(evidence);
    const projects = readProjects(evidence);
    const verdicts = args.includes('--only-new') ? readVerdicts() : new Map();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'criteria.md'), readFileSync(new URL('../../docs/worth-an-email.md', import.meta.url)));
    const shown = new Set();
    const pairs = [];
    for (const question of readQuestions()) {
        const answers = askProgram(program, `sqlite:${file}`, question, option(args, '--depth', 3));
        const candidates = candidatesOf(question, cities, answers, option(args, '--fill', 0), verdicts);
        if (candidates.length === 0) continue;
        writeFileSync(join(folder, `sheet-${question.question.padStart(2, '0')}.md`), sheetText(question, cities, candidates, shown));
        pairs.push(...candidates.map((slug) => `${question.question};${slug};${projectIds(cities.get(slug), question.themes)}`));
    }
    writeFileSync(join(folder, 'projects.md'), [...shown].sort((a, b) => a - b).map((id) => projectText(projects.get(id))).join('\n\n'));
    writeFileSync(join(folder, 'pairs.csv'), ['question;city;projects', ...pairs, ''].join('\n'));
    console.log(`${pairs.length} pairs to judge in ${folder}`);
}

main(process.argv.slice(2));
