// Makes content/extract/*.csv: the EU projects and commitments that a newcomer sees without any file of their own.
//
//   node content/make-extract.mjs MUNICIPALITIES.jsonl FOLDER...      projects
//   node content/make-extract.mjs --gcom SIGNATORIES.csv              commitments
//   node content/make-extract.mjs --calls CALLS.jsonl KNOWN.jsonl     funding calls
//
// MUNICIPALITIES.jsonl is what `smallgiants evidence municipalities --json` prints after importing the same folders (each with
// CORDIS's project.csv, organization.csv, topics.csv, euroSciVoc.csv, unpacked; or with the network of 2016:
// h2020_2016_projects.tsv, _orgs.tsv, _edges.tsv, and topics.csv). Kept are facts of projects in which a municipality takes
// part: first those that have ended and had one that fits the size, then RUNNING_MAX with one that fits and that are running
// (who is at work now), then other ended ones, up to PROJECTS_MAX: numbers, acronyms, titles, dates, money, partners, topics.
// No objectives, no tax numbers, no streets, no natural persons. Source: (c) European Union, CORDIS, CC BY 4.0.
//
// SIGNATORIES.csv is the register of the Covenant of Mayors (df1_Signatories). Kept are single signatories of 30,000 to
// 300,000 people; no names of persons. Source: (c) European Union, Joint Research Centre, reuse with the source named.
//
// CALLS.jsonl has objects of the EU portal, KNOWN.jsonl is what `smallgiants calls --json` prints after importing them. Kept are
// funding calls of programmes that cities take part in, if they have a theme of ours or were open or to come on OPEN_AFTER: identifier,
// title, programme, type, days, amounts, address. No texts: what was found in them (what each pays for, the words by which it has
// its themes) stands in their place. Source: (c) European Union, EU Funding and Tenders portal, reuse with the source named.
import { createReadStream, mkdirSync, writeFileSync, readFileSync, existsSync } from 'node:fs';

const PROJECTS_MAX = 420, RUNNING_MAX = 150;
const [municipalitiesFile, ...folders] = process.argv.slice(2);

const quote = (x) => `"${String(x ?? '').replaceAll('"', '""')}"`;
const write = (name, columns, list) => writeFileSync(`content/extract/${name}`,
  [columns.map(quote).join(';'), ...list.map((r) => columns.map((c) => quote(r[c])).join(';'))].join('\n') + '\n');

// RFC 4180 with ';' (or another) and quotes, as CORDIS writes it.
async function* rows(path, divider = ';') {
  if (!existsSync(path)) return;
  let header = null, row = [], field = '', quoted = false, wasQuote = false;
  const finish = () => { row.push(field); field = ''; const done = row; row = []; return done; };
  const named = (cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']));
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    for (const c of chunk) {
      if (quoted && wasQuote && c !== '"') { quoted = false; wasQuote = false; }
      if (quoted) {
        if (c === '"') { if (wasQuote) { field += '"'; wasQuote = false; } else wasQuote = true; } else field += c;
      } else if (c === '"') quoted = true;
      else if (c === divider) { row.push(field); field = ''; }
      else if (c === '\n') {
        const cells = finish();
        if (header) yield named(cells); else header = cells.map((x) => x.replace(/^\uFEFF/, ''));
      } else if (c !== '\r') field += c;
    }
  }
}

if (municipalitiesFile === '--gcom') {
  const list = [];
  for await (const r of rows(folders[0], ',')) {
    const people = Number(r.population_adhesion);
    if (people < 30000 || people > 300000 || r.group_profile === 'True') continue;
    const short = (x) => String(Math.round(Number(x) * 1e4) / 1e4);
    list.push({ ...r, organisation_latitude: short(r.organisation_latitude), organisation_longitude: short(r.organisation_longitude),
      group_name: r.group_name === '-' ? '' : r.group_name });
  }
  write('covenant.csv', ['organisation_id', 'organisation_name', 'country_code', 'population_adhesion', 'organisation_latitude',
    'organisation_longitude', 'group_name', 'commitment_CoM2020_flag', 'commitment_CoM2030_flag', 'commitment_CoM2050_flag',
    'commitment_mayoradapt_flag', 'signatory_status', 'date_of_adhesion', 'action_plan_expected', 'group_profile'], list);
  console.log(`${list.length} signatories`);
  process.exit(0);
}

if (municipalitiesFile === '--calls') {
  const OPEN_AFTER = '2026-11-24';
  const CITIES = /^(HORIZON-(NEB|MISS|CL2|CL5|CL6-\d+-\d+-(CIRCBIO|GOVERNANCE)|WIDERA)|LIFE|CERV-\d+-CITIZENS|DIGITAL|CEF-T|ESF|ERDFTA|RENEWFM|PPPA|I3|INNOV|SMP-FOOD)/;
  const SCIENCE = /-(D1|D2|D3)-|CL6-2026-04|MSCA|EURATOM/; // of researchers and industry
  const lines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const known = new Map(lines(folders[1]).map((call) => [call.identifier, call]));
  const list = [];
  for (const call of lines(folders[0])) {
    const made = known.get(call.topicId);
    const open = (call.deadline ?? '') >= OPEN_AFTER;
    if (!made || !CITIES.test(call.topicId) || SCIENCE.test(call.topicId) || !(open || made.themes.length > 0)) continue;
    const found = made.themes.flatMap((theme) => theme.because.split('|').filter((part) => part.startsWith('text:')).map((part) => part.slice(5)));
    list.push({ topicId: call.topicId, title: made.title, programme: call.programme, callIdentifier: call.callIdentifier,
      actionType: made.action, deadline: call.deadline, stage: call.stage, callStatus: call.callStatus, budgetMin: call.budgetMin,
      budgetMax: call.budgetMax, expectedGrants: call.expectedGrants, portalUrl: call.portalUrl,
      keywords: [...new Set(found)].join(', '), pays: made.pays.map((pays) => pays.for).join('; ') });
  }
  list.sort((a, b) => (a.topicId < b.topicId ? -1 : 1));
  writeFileSync('content/extract/funding-calls.jsonl', list.map((call) => JSON.stringify(call)).join('\n') + '\n');
  console.log(`${list.length} funding calls, ${list.filter((call) => call.deadline >= OPEN_AFTER).length} of them open or to come`);
  process.exit(0);
}

const bodies = new Map(); // organisation id -> fits
for (const line of readFileSync(municipalitiesFile, 'utf8').split('\n').filter(Boolean)) {
  const m = JSON.parse(line);
  if (m.city_id) bodies.set(String(m.organisation_id), m.in_range === true);
}

const projects = new Map(), partners = new Map(), seen = new Set();
const addPartner = (o) => (partners.get(o.projectID) ?? partners.set(o.projectID, []).get(o.projectID)).push(o);

// The network of 2016 in the official columns: it knows neither titles nor roles, nor seats.
async function readNetwork(folder) {
  const ids = new Map(), organisations = new Map();
  for await (const p of rows(`${folder}/h2020_2016_projects.tsv`, '\t')) {
    if (projects.has(p.reference)) continue;
    ids.set(p.rcn, p.reference);
    projects.set(p.reference, { ...p, id: p.reference, title: '', legalBasis: p.programme, frameworkProgramme: 'H2020', masterCall: p.call, network: true });
  }
  for await (const o of rows(`${folder}/h2020_2016_orgs.tsv`, '\t')) organisations.set(o.new_org_id, o);
  for await (const link of rows(`${folder}/h2020_2016_edges.tsv`, '\t')) {
    const o = organisations.get(link.new_org_id), id = ids.get(link.projectRcn);
    if (!o || !id || !/^\d+$/.test(o.new_org_id)) continue;
    addPartner({ projectID: id, organisationID: o.new_org_id, name: o.name, shortName: o.shortName, country: o.country });
  }
}

for (const folder of folders) {
  await readNetwork(folder);
  const here = new Set();
  for await (const p of rows(`${folder}/project.csv`)) if (!projects.has(p.id)) { projects.set(p.id, p); here.add(p.id); }
  for await (const o of rows(`${folder}/organization.csv`)) {
    if (!here.has(o.projectID)) continue;
    addPartner(o);
  }
}

const own = (p) => (partners.get(p.id) ?? []).filter((o) => bodies.has(o.organisationID));
const fits = (p) => own(p).some((o) => bodies.get(o.organisationID));
const ended = (p) => p.status === 'CLOSED' || (p.status !== 'TERMINATED' && p.endDate && p.endDate < new Date().toISOString());
const cities = (p) => own(p).filter((o) => bodies.get(o.organisationID)).length;
const byUse = (a, b) => cities(b) - cities(a) || (a.title === '') - (b.title === '') || Number(b.id) - Number(a.id);
const all = [...projects.values()].filter((p) => own(p).length > 0);
const chosen = [...all.filter((p) => fits(p) && ended(p)), ...all.filter((p) => fits(p) && !ended(p)).sort(byUse).slice(0, RUNNING_MAX),
  ...all.filter((p) => !fits(p) && ended(p)).sort(byUse)].slice(0, PROJECTS_MAX).sort((a, b) => Number(a.id) - Number(b.id));
const ids = new Set(chosen.map((p) => p.id));

const isPerson = (o) => o.SME === 'true' && !o.street && !o.city && /^[A-Z' -]+ [A-Z][a-z]/.test(o.name);
mkdirSync('content/extract', { recursive: true });
const halves = [['', chosen.filter((p) => !p.network)], ['h2020-', chosen.filter((p) => p.network)]]; // of 2025, of 2016: each with its age
for (const [prefix, half] of halves) {
write(`${prefix}project.csv`, ['id', 'acronym', 'status', 'title', 'startDate', 'endDate', 'totalCost', 'ecMaxContribution', 'legalBasis',
  'topics', 'ecSignatureDate', 'frameworkProgramme', 'masterCall', 'subCall', 'fundingScheme', 'contentUpdateDate', 'rcn',
  'grantDoi', 'keywords'], half);
write(`${prefix}organization.csv`, ['projectID', 'organisationID', 'name', 'shortName', 'SME', 'activityType', 'city', 'country',
  'nutsCode', 'geolocation', 'organizationURL', 'contactForm', 'contentUpdateDate', 'order', 'role', 'ecContribution',
  'netEcContribution', 'totalCost', 'endOfParticipation'],
half.flatMap((p) => partners.get(p.id) ?? []).filter((o) => !isPerson(o))
  .map((o) => (bodies.has(o.organisationID) ? o : { ...o, contactForm: '' })));
}
for (const [name, columns] of [['topics.csv', ['projectID', 'topic', 'title']],
  ['euroSciVoc.csv', ['projectID', 'euroSciVocCode', 'euroSciVocPath', 'euroSciVocTitle']]]) {
  const list = [];
  for (const folder of folders) {
    for await (const r of rows(`${folder}/${name}`)) {
      const key = name + Object.values(r).join('|');
      if (ids.has(r.projectID) && !seen.has(key)) { seen.add(key); list.push(r); }
    }
  }
  write(name, columns, list);
}
console.log(`${chosen.length} projects, ${chosen.filter(ended).length} of them ended, ${chosen.filter(fits).length} with a municipality that fits`);
