// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How good the answers are, on real data, measured with the program's own commands. Prints one table and ends with status 1
// when a figure is under its bar. See docs/quality.md.
//
//   node tests/quality/measure.mjs PROGRAM BUILD_FOLDER
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { measureCoverage } from './coverage.mjs';
import { measureEngines } from './engines.mjs';
import { measureCalls } from './calls.mjs';
import { importFacts, measureFacts } from './facts.mjs';
import { measureImports } from './imports.mjs';
import { measureMatches } from './matches.mjs';
import { measureMunicipalities } from './municipality.mjs';
import { measureNames } from './names.mjs';
import { measureSearch } from './known_item.mjs';
import { measureSlips } from './slips.mjs';
import { measureThemes } from './themes.mjs';
import { atMost, mustRun, run, Table } from './lib.mjs';

const REPO = fileURLToPath(new URL('../..', import.meta.url));
const DATA = resolve(process.env.QUALITY_DATA ?? join(REPO, '../shared/data'));
const at = (...parts) => join(DATA, ...parts);

// Everything at once, as an operator would have it: the embedded content, official places, the bulk file and the small folder.
function fill(table, program, url, zip) {
    const memory = (name, done) => {
        const mb = (done.peakKb ?? 0) / 1024;
        table.add(name, `${done.seconds.toFixed(1)} s`, `peak ${mb.toFixed(0)} MB`, atMost(mb, 128, ' MB'));
    };
    memory('first start: places and extract', mustRun(program, ['migrate', '--seed', '--db', url]));
    memory('import of places', mustRun(program, ['import', 'places', at('geonames/cities15000.txt.gz'), at('lau-nuts/lau2020_pop5k.csv'),
        at('lau-nuts/nuts_lau_2019_cities.csv'), at('uk/uk_local_authorities_future.csv'), '--db', url]));
    const cordis = mustRun(program, ['import', 'cordis', zip, at('cordis-horizon-small'), '--db', url]);
    const peakMb = (cordis.peakKb ?? 0) / 1024;
    table.add('import into a full database', `${cordis.seconds.toFixed(1)} s`, `peak ${peakMb.toFixed(0)} MB`, atMost(peakMb, 128, ' MB'));
}

const evidenceOf = (folder, name) => readdirSync(folder).filter((file) => file.startsWith(`${name}.evidence-`) && file.endsWith('.db'))
    .map((file) => join(folder, file)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(-1);

function measure(table, program, build, folder) {
    const zip = at('cordis-horizon-bulk/cordis-HORIZONprojects-csv.dev.zip');
    const bulk = `sqlite:${join(folder, 'bulk.db')}`;
    const full = `sqlite:${join(folder, 'full.db')}`;
    measureImports(table, program, zip, bulk);
    measureSearch(table, program, at('ir-knownitem/queries_dev.tsv'), bulk, evidenceOf(folder, 'bulk'));
    measureSlips(table, program, bulk, at('ir-knownitem/queries_dev.tsv'));
    fill(table, program, full, zip);
    importFacts(table, program, at, full);
    measureMunicipalities(table, program, full, pathToFileURL(at('gold/')), [at('cordis-horizon-small/organization.csv')],
        at('lau-nuts/lau2020_pop5k.csv'));
    measureCoverage(table, at('lau-nuts/lau2020_pop5k.csv'), join(folder, 'full.db'));
    measureFacts(table, program, full, at('lau-nuts/lau2020_pop5k.csv'), join(folder, 'full.db'));
    measureNames(table, program, full);
    measureCalls(table, program, at, `sqlite:${join(folder, 'calls.db')}`);
    measureEngines(table, join(build, 'tests/store/with_postgres'), program, full, at('ir-knownitem/queries_dev.tsv'));
    measureMatches(table, program, join(folder, 'full.db'), at);
    measureThemes(table, join(build, 'tests/quality/quality_themes'), REPO, zip, folder);
}

function main(program, build) {
    if (program === undefined || run(program, ['--help']).status !== 0) {
        console.log('usage: tests/quality/run PROGRAM');
        return 2;
    }
    if (!existsSync(at('gold')) || !existsSync(at('cordis-horizon-bulk'))) {
        console.log(`SKIPPED: the quality of the answers was NOT measured: there is no data in ${DATA} (QUALITY_DATA names another folder)`);
        return 0;
    }
    const folder = mkdtempSync(join(tmpdir(), 'quality-'));
    const table = new Table();
    try {
        measure(table, program, build, folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    console.log('');
    const held = table.print();
    console.log(held ? '\nall bars hold' : '\nunder a bar: the lines that begin with !');
    return held ? 0 : 1;
}

process.exit(main(process.argv[2], process.argv[3]));
