// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A made-up network with real shapes, in the files that the imports read; the same bytes for the same numbers:
//   node tests/bench/scale/generate.mjs FOLDER [--cities 15000] [--projects 200000] [--participations 1000000] [--seed 1]
//       [--with-city 1]     times as many projects with a city in them as CORDIS has
// FOLDER gets places.txt (GeoNames) and fp7, h2020, horizon with the tables of CORDIS. What is drawn how often comes from
// shapes.json (learn.mjs); every name is made up, words and codes are those of CORDIS.
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { below, capital, chanceOf, drawer, madeWord, onCurve, urn, valueDrawer } from './chance.mjs';

const CHUNK = 1 << 20;
const LEAST_PEOPLE = 25000;      // and then few are large: half as many for twice the size
const MOST_PEOPLE = 20000000;
const THEME_PHRASES = 6;
const TOPICS_MADE = 2000;        // those too rare to be listed in shapes.json
const UNKNOWN_PLACE = 0.13;      // seats that no place could be found for
const AGAIN = 0.15;              // words that come from earlier in the same text
const NO_MONEY = 0.15;           // partners without money of the EU
const YEARS = { FP7: [2007, 7], H2020: [2014, 7], HORIZON: [2021, 6] }; // first year, and how many
const FIRST_ID = { FP7: 200000, H2020: 630000, HORIZON: 101000000 };
const CLOSED_BEFORE = 20260101;

const EUROPE = new Set(('AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MD ME MK MT NL NO PL PT RO RS SE SI SK '
    + 'TR UA XK').split(' ')); // the others lie outside the map of the pages
const COUNCILS = { IT: 'COMUNE DI %', ES: 'AYUNTAMIENTO DE %', DE: 'STADT %', AT: 'STADT %', FR: 'COMMUNE DE %', GB: '% CITY COUNCIL',
    NL: 'GEMEENTE %', BE: 'STAD %', PT: 'MUNICIPIO DE %', PL: 'GMINA %', RO: 'MUNICIPIUL %', GR: 'DIMOS %', DK: '% KOMMUNE',
    NO: '% KOMMUNE', SE: '% KOMMUN', FI: '% KAUPUNKI', HR: 'GRAD %', RS: 'GRAD %', HU: '% VAROS ONKORMANYZATA' };
const BODIES = { HES: ['UNIVERSITY OF %', 'UNIVERSIDAD DE %', '% UNIVERSITY OF APPLIED SCIENCES', 'TECHNISCHE UNIVERSITAET %'],
    REC: ['INSTITUTE OF @ RESEARCH %', 'CENTRO DE INVESTIGACION @', '@ RESEARCH CENTRE'], PRC: ['@ GMBH', '@ SRL', '@ SA', '@ LTD', '@ AS'],
    PUB: ['MINISTRY OF @', 'REGION OF @', 'NATIONAL AGENCY @'], OTH: ['@ ASSOCIATION', 'STICHTING @', 'FUNDACION @'] };

const { values: given, positionals: [folder] } = parseArgs({ allowPositionals: true, options: {
    cities: { type: 'string', default: '15000' }, projects: { type: 'string', default: '200000' },
    participations: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' },
    'with-city': { type: 'string', default: '1' } } });
const shapes = JSON.parse(readFileSync(new URL('shapes.json', import.meta.url), 'utf8'));
const chance = chanceOf(Number(given.seed));
const [CITIES, PROJECTS, PARTS] = [given.cities, given.projects, given.participations].map(Number);

// ---- files

function table(path) {
    const file = openSync(path, 'w');
    let waiting = '';
    const flush = () => { writeSync(file, waiting); waiting = ''; };
    return {
        line(text) { waiting += text; if (waiting.length > CHUNK) flush(); },
        row(fields) { this.line(`"${fields.join('";"')}"\n`); },
        close() { flush(); closeSync(file); },
    };
}

// ---- cities

const pick = (list) => list[below(chance, list.length)];

function cityName(i) {
    const name = capital(madeWord(i));
    const kind = below(chance, 20);
    return kind === 0 ? `Bad ${name}` : kind === 1 ? `${name} Nova` : kind === 2 ? `Sankt ${name}` : name;
}

function alternates(name, n) {
    const endings = ['borg', 'grad', 'ville', 'stadt', 'ovo', 'ia', 'é', 'ů', 'ø', 'град', '市'];
    return endings.slice(0, n).map((ending) => name + ending).join(',');
}

// Half of them where places of the size are, half where the cities of projects are: nearly all of those are in Europe.
function countriesOfCities() {
    const share = new Map();
    for (const list of [shapes.cities, shapes.kinds.CITY.countries]) {
        const all = list.reduce((sum, country) => sum + country[1], 0);
        for (const [country, n] of list) share.set(country, (share.get(country) ?? 0) + n / all);
    }
    return [...share];
}

function makeCities() {
    const countryOf = valueDrawer(chance, countriesOfCities());
    const namesOf = valueDrawer(chance, shapes.names_of_a_city);
    const corners = new Map(countriesOfCities().map(([country]) =>
        [country, EUROPE.has(country) ? [35 + below(chance, 20), below(chance, 35) - 10] : [below(chance, 20) - 20, 80 + below(chance, 60)]]));
    const cities = [];
    for (let i = 0; i < CITIES; i++) {
        const country = countryOf();
        const [south, west] = corners.get(country);
        const name = i > 100 && chance() < 0.03 ? pick(cities).name : cityName(i);
        cities.push({ id: 1000000 + i, name, country, people: Math.min(MOST_PEOPLE, Math.round(LEAST_PEOPLE / (1 - chance()))),
            names: alternates(name, namesOf() - 1), at: [(south + chance() * 8).toFixed(5), (west + chance() * 12).toFixed(5)] });
    }
    return cities;
}

function writeCities(cities) {
    const places = table(join(folder, 'places.txt'));
    for (const c of cities) {
        places.line(`${c.id}\t${c.name}\t${c.name}\t${c.names}\t${c.at[0]}\t${c.at[1]}\tP\tPPL\t${c.country}\t\t\t\t\t\t${c.people}\t\t0\tEurope/Paris\t2025-01-01\n`);
    }
    places.close();
}

// ---- organisations

// Larger places have more seats.
function placesOf(cities) {
    const byCountry = new Map();
    for (const city of cities) byCountry.set(city.country, [...(byCountry.get(city.country) ?? []), city]);
    return new Map([...byCountry].map(([country, own]) => [country, { own, draw: drawer(chance, own.map((city) => city.people)) }]));
}

function makeOrganisations(cities) {
    const places = placesOf(cities);
    const taken = new Set(); // cities that have a council already
    let n = 0;
    const cityIn = (country) => { const there = places.get(country); return there && there.own[there.draw()]; };
    const councilOf = (country) => {
        let city = cityIn(country);
        for (let i = 0; city && taken.has(city.id) && i < 50; i++) city = cityIn(country);
        if (city) taken.add(city.id);
        return city;
    };
    const make = (kind, country) => {
        const city = kind === 'CITY' ? councilOf(country) : chance() < UNKNOWN_PLACE ? undefined : cityIn(country);
        const place = city?.name ?? capital(madeWord(3000000 + n));
        const made = `${madeWord(5000000 + n)}${chance() < 0.5 ? '' : ` ${madeWord(7000000 + n % 900)}`}`.toUpperCase();
        const form = kind === 'CITY' ? COUNCILS[country] ?? 'MUNICIPALITY OF %' : pick(BODIES[kind]);
        const name = form.replace('%', place.toUpperCase()).replace('@', made);
        return { id: 999999999 - n++, name, kind: kind === 'CITY' ? 'PUB' : kind, country: { GR: 'EL', GB: 'UK' }[country] ?? country, place,
            sme: kind === 'PRC' && chance() < 0.5, at: city ? `${city.at[0]},${city.at[1]}` : '' };
    };
    const kinds = Object.fromEntries(Object.entries(shapes.kinds).map(([kind, shape]) => {
        const own = [], draw = urn(chance, shape), country = valueDrawer(chance, shape.countries);
        return [kind, () => { const i = draw(); own[i] ??= make(kind, country() || 'BE'); return own[i]; }];
    }));
    const others = valueDrawer(chance, Object.entries(shapes.kinds).filter(([kind]) => kind !== 'CITY').map(([kind, shape]) => [kind, shape.draws]));
    return { city: () => kinds.CITY(), other: () => kinds[others()](), count: () => n };
}

// ---- words

// Words as often as in CORDIS, of all projects or of those with a city; some come again within a text, as words do.
function makeWords() {
    const listed = shapes.words.map(([word]) => word);
    const rest = shapes.words_all - shapes.words.reduce((sum, word) => sum + word[1], 0);
    const withCity = shapes.words.reduce((sum, word) => sum + word[2], 0);
    const drawAll = drawer(chance, [...shapes.words.map((word) => word[1]), rest]);
    const drawCity = drawer(chance, [...shapes.words.map((word) => word[2]), rest * withCity / (shapes.words_all - rest)]);
    const tail = urn(chance, shapes.tail);
    const made = [];
    const one = (city) => {
        const i = city ? drawCity() : drawAll();
        if (i < listed.length) return listed[i];
        const number = tail();
        return made[number] ??= madeWord(number);
    };
    return (city, n) => {
        const words = [];
        for (let i = 0; i < n; i++) words.push(i > 0 && chance() < AGAIN ? words[below(chance, i)] : one(city));
        return words;
    };
}

// ---- projects

// How many partners each has: as in CORDIS, then one more or less here and there until the sum is right.
function makeSizes(isWithCity) {
    const drawOthers = valueDrawer(chance, shapes.partners), drawWithCity = valueDrawer(chance, shapes.partners_with_city);
    const sizes = isWithCity.map((withCity) => (withCity ? drawWithCity() : drawOthers()));
    let left = PARTS - sizes.reduce((sum, size) => sum + size, 0);
    while (left !== 0) {
        const i = below(chance, sizes.length);
        const step = left > 0 ? 1 : sizes[i] > 1 ? -1 : 0;
        sizes[i] += step;
        left -= step;
    }
    return sizes;
}

const two = (n) => String(n).padStart(2, '0');
const day = (months) => `${Math.floor(months / 12)}-${two(months % 12 + 1)}-01`;
const money = (cents) => `${Math.floor(cents / 100)},${two(cents % 100)}`;

function makeDrawers() {
    const listed = (list) => valueDrawer(chance, list.map((entry) => [entry, entry.at(-1)]));
    const rare = Math.max(0, shapes.projects - shapes.with_city - shapes.topics.reduce((sum, topic) => sum + topic[2], 0));
    const phrases = phrasesOfThemes();
    return {
        themes: themeDrawer(shapes.themes, shapes.projects - shapes.with_city, phrases),
        themesWithCity: themeDrawer(shapes.themes_with_city, shapes.with_city, phrases),
        words: makeWords(), role: valueDrawer(chance, shapes.roles), cities: valueDrawer(chance, shapes.cities_of_a_project),
        titleWords: valueDrawer(chance, shapes.words_of_a_title), textWords: valueDrawer(chance, shapes.words_of_an_objective),
        keywords: valueDrawer(chance, shapes.keywords), fieldCount: valueDrawer(chance, shapes.fields_of_a_project),
        topic: valueDrawer(chance, [...shapes.topics.map((topic) => [topic, topic[2]]), [null, rare]]), rareTopics: [],
        topicWithCity: listed(shapes.topics_with_city), field: listed(shapes.fields), fieldWithCity: listed(shapes.fields_with_city) };
}

// The strongest phrases of each theme: what makes the program give it.
function phrasesOfThemes() {
    const { themes } = JSON.parse(readFileSync(new URL('../../../content/themes.json', import.meta.url), 'utf8'));
    return Object.fromEntries(themes.map(({ slug, words }) => [slug, Object.entries(words).sort((a, b) => Number(b[0]) - Number(a[0]))
        .flatMap((entry) => entry[1]).slice(0, THEME_PHRASES)]));
}

// As many themes a project as in CORDIS.
function themeDrawer(list, projects, phrases) {
    const mean = list.reduce((sum, theme) => sum + theme[1], 0) / projects;
    const one = valueDrawer(chance, list);
    return () => Array.from({ length: Math.floor(mean + chance()) }, () => pick(phrases[one()]));
}

function topicOf(draw, withCity, programme) {
    const topic = withCity ? draw.topicWithCity() : draw.topic();
    if (topic) return topic;
    const i = below(chance, TOPICS_MADE);
    return draw.rareTopics[i] ??= [`${programme}-MADE-${i}`, draw.words(false, 8).join(' ')];
}

function makeProject(draw, programme, id, withCity) {
    const [firstYear, years] = YEARS[programme];
    const start = firstYear * 12 + below(chance, years * 12), end = start + Math.max(1, onCurve(chance, shapes.months));
    const closed = Number(day(end).replaceAll('-', '')) < CLOSED_BEFORE;
    const themes = withCity ? draw.themesWithCity() : draw.themes();
    const title = [...themes, ...draw.words(withCity, Math.max(2, draw.titleWords() - 2 * themes.length))];
    return { id, withCity, acronym: madeWord(20000000 + id).toUpperCase(), status: chance() < 0.02 ? 'TERMINATED' : closed ? 'CLOSED' : 'SIGNED',
        title: capital(title.join(' ')), start: day(start), end: day(end), cents: onCurve(chance, shapes.ec_euros) * 100,
        topic: topicOf(draw, withCity, programme), programme,
        objective: capital(draw.words(withCity, Math.max(10, draw.textWords())).map((word, i) => (i % 22 === 21 ? `${word}.` : word)).join(' ')),
        keywords: [...themes, ...Array.from({ length: draw.keywords() }, () => draw.words(withCity, 2).join(' '))].join(', ') };
}

function chooseOrganisations(organisations, size, cities) {
    const chosen = new Map();
    for (let i = 0; chosen.size < size; i++) {
        const one = i < cities ? organisations.city() : organisations.other();
        if (!chosen.has(one.id) || i > 4 * size) chosen.set(chosen.has(one.id) ? -i : one.id, one); // now and then one takes part twice
    }
    return [...chosen.values()];
}

// ---- tables

const HEADS = {
    project: ['id', 'acronym', 'status', 'title', 'startDate', 'endDate', 'totalCost', 'ecMaxContribution', 'legalBasis', 'topics', 'ecSignatureDate',
        'frameworkProgramme', 'masterCall', 'subCall', 'fundingScheme', 'objective', 'contentUpdateDate', 'rcn', 'grantDoi', 'keywords'],
    organization: ['projectID', 'projectAcronym', 'organisationID', 'vatNumber', 'name', 'shortName', 'SME', 'activityType', 'street', 'postCode', 'city',
        'country', 'nutsCode', 'geolocation', 'organizationURL', 'contactForm', 'contentUpdateDate', 'rcn', 'order', 'role', 'ecContribution',
        'netEcContribution', 'totalCost', 'endOfParticipation', 'active'],
    topics: ['projectID', 'topic', 'title'],
    euroSciVoc: ['projectID', 'euroSciVocCode', 'euroSciVocPath', 'euroSciVocTitle', 'euroSciVocDescription'],
};
const UPDATED = '2025-12-01 10:00:00';

function writeParts(out, draw, project, partners) {
    partners.forEach((one, i) => {
        const share = chance() < NO_MONEY ? '' : (project.cents / 100 / partners.length * (0.5 + chance())).toFixed(2);
        out.row([project.id, project.acronym, one.id, '', one.name, '', one.sme, one.kind, 'Street 1', '1000', one.place, one.country, one.country, one.at,
            '', `https://ec.europa.eu/info/funding-tenders/contact/${one.id}/${project.id}`, UPDATED, one.id, i + 1, i === 0 ? 'coordinator' : draw.role(),
            share, share, share.replace('.', ','), chance() < 0.01, '']);
    });
}

function writeProject(out, draw, organisations, project, size) {
    const basis = project.programme === 'FP7' ? 'FP7-MADE' : `${project.programme}.2.5`;
    out.project.row([project.id, project.acronym, project.status, project.title, project.start, project.end, money(project.cents), money(project.cents),
        basis, project.topic[0], project.start, project.programme, project.topic[0].slice(0, -3), '', `${project.programme}-RIA`, project.objective, UPDATED,
        project.id, `10.3030/${project.id}`, project.keywords]);
    out.topics.row([project.id, project.topic[0], project.topic[1].replaceAll('"', '""')]);
    const fields = new Map();
    for (let i = draw.fieldCount(); i > 0; i--) {
        const field = project.withCity ? draw.fieldWithCity() : draw.field();
        fields.set(field[0], field);
    }
    for (const [code, path, title] of fields.values()) out.euroSciVoc.row([project.id, code, path, title, '']);
    writeParts(out.organization, draw, project, chooseOrganisations(organisations, size, project.withCity ? draw.cities() : 0));
}

function writeProgramme(draw, organisations, programme, sizes, isWithCity) {
    mkdirSync(join(folder, programme.toLowerCase()), { recursive: true });
    const out = Object.fromEntries(Object.entries(HEADS).map(([name, head]) => {
        const file = table(join(folder, programme.toLowerCase(), `${name}.csv`));
        file.row(head);
        return [name, file];
    }));
    sizes.forEach((size, i) => writeProject(out, draw, organisations, makeProject(draw, programme, FIRST_ID[programme] + i, isWithCity[i]), size));
    for (const file of Object.values(out)) file.close();
}

mkdirSync(folder, { recursive: true });
const cities = makeCities();
writeCities(cities);
const organisations = makeOrganisations(cities);
const draw = makeDrawers();
const share = Number(given['with-city']) * shapes.with_city / shapes.projects;
const isWithCity = Array.from({ length: PROJECTS }, () => chance() < share);
const sizes = makeSizes(isWithCity);
const all = shapes.programmes.reduce((sum, programme) => sum + programme[1], 0);
let from = 0;
shapes.programmes.forEach(([programme, n], i) => {
    const to = i === shapes.programmes.length - 1 ? PROJECTS : from + Math.round(PROJECTS * n / all);
    writeProgramme(draw, organisations, programme, sizes.slice(from, to), isWithCity.slice(from, to));
    from = to;
});
console.log(`${CITIES} cities, ${PROJECTS} projects, ${PARTS} participations of ${organisations.count()} organisations`);
