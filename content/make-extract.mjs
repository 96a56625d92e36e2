// Makes content/extract/*.csv: the EU projects that a newcomer sees without any file of their own.
//
//   node content/make-extract.mjs MUNICIPALITIES.jsonl FOLDER...
//
// MUNICIPALITIES.jsonl is what `smallgiants evidence municipalities --json` prints after importing the same folders (each with
// CORDIS's project.csv, organization.csv, topics.csv, euroSciVoc.csv, unpacked). Kept are facts of the projects in which a
// municipality that fits the size takes part, then others with a municipality, ended ones first, up to PROJECTS_MAX: numbers,
// acronyms, titles, dates, money, partners, topics. No objectives, no tax numbers, no streets, no natural persons.
// Source: (c) European Union, CORDIS, CC BY 4.0.
import { createReadStream, mkdirSync, writeFileSync, readFileSync, existsSync } from 'node:fs';

const PROJECTS_MAX = 420;
const [municipalitiesFile, ...folders] = process.argv.slice(2);

// RFC 4180 with ';' and quotes, as CORDIS writes it.
async function* rows(path) {
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
      else if (c === ';') { row.push(field); field = ''; }
      else if (c === '\n') {
        const cells = finish();
        if (header) yield named(cells); else header = cells.map((x) => x.replace(/^\uFEFF/, ''));
      } else if (c !== '\r') field += c;
    }
  }
}

const bodies = new Map(); // organisation id -> fits
for (const line of readFileSync(municipalitiesFile, 'utf8').split('\n').filter(Boolean)) {
  const m = JSON.parse(line);
  if (m.city_id) bodies.set(String(m.organisation_id), m.in_range === true);
}

const projects = new Map(), partners = new Map(), seen = new Set();
for (const folder of folders) {
  const here = new Set();
  for await (const p of rows(`${folder}/project.csv`)) if (!projects.has(p.id)) { projects.set(p.id, p); here.add(p.id); }
  for await (const o of rows(`${folder}/organization.csv`)) {
    if (!here.has(o.projectID)) continue;
    (partners.get(o.projectID) ?? partners.set(o.projectID, []).get(o.projectID)).push(o);
  }
}

const score = (p) => {
  const own = (partners.get(p.id) ?? []).filter((o) => bodies.has(o.organisationID));
  if (own.length === 0) return 0;
  const fits = own.some((o) => bodies.get(o.organisationID));
  return (fits ? 8 : 1) + (p.status === 'CLOSED' ? 4 : 0) + (p.endDate && p.endDate < new Date().toISOString() ? 2 : 0);
};
const chosen = [...projects.values()].map((p) => [score(p), p]).filter(([s]) => s > 0)
  .sort((a, b) => b[0] - a[0] || Number(a[1].id) - Number(b[1].id)).slice(0, PROJECTS_MAX).map(([, p]) => p)
  .sort((a, b) => Number(a.id) - Number(b.id));
const ids = new Set(chosen.map((p) => p.id));

const isPerson = (o) => o.SME === 'true' && !o.street && !o.city && /^[A-Z' -]+ [A-Z][a-z]/.test(o.name);
const quote = (x) => `"${String(x ?? '').replaceAll('"', '""')}"`;
const write = (name, columns, list) => writeFileSync(`content/extract/${name}`,
  [columns.map(quote).join(';'), ...list.map((r) => columns.map((c) => quote(r[c])).join(';'))].join('\n') + '\n');

mkdirSync('content/extract', { recursive: true });
write('project.csv', ['id', 'acronym', 'status', 'title', 'startDate', 'endDate', 'totalCost', 'ecMaxContribution', 'legalBasis',
  'topics', 'ecSignatureDate', 'frameworkProgramme', 'masterCall', 'subCall', 'fundingScheme', 'contentUpdateDate', 'rcn',
  'grantDoi', 'keywords'], chosen);
write('organization.csv', ['projectID', 'organisationID', 'name', 'shortName', 'SME', 'activityType', 'city', 'country',
  'nutsCode', 'geolocation', 'organizationURL', 'contactForm', 'contentUpdateDate', 'order', 'role', 'ecContribution',
  'netEcContribution', 'totalCost', 'endOfParticipation'],
chosen.flatMap((p) => partners.get(p.id) ?? []).filter((o) => !isPerson(o))
  .map((o) => (bodies.has(o.organisationID) ? o : { ...o, contactForm: '' })));
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
console.log(`${chosen.length} projects`);
