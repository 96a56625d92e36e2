// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A survey with 100,000 answers against one with 1,000: the results page, asked in turn in the same run (bar: twice), and the memory
// that the export of 100,000 takes against one of 30,000: the same, within 1 MiB. (Both are larger than what a connection keeps of the
// database, so that this is in both.)
//
//     node tests/bench/survey.mjs PROGRAM MAKE_PEOPLE

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, send, onceOf, startSite } from '../browser/program.mjs';
import { sql } from '../http/somebody.mjs';
import { below, chanceOf } from './scale/chance.mjs';

const [program, makePeople] = process.argv.slice(2);
const CITY = 'a'.repeat(32);
const SIZES = [1_000, 100_000];
const EXPORTED = [30_000, 100_000];
const MEMORY_MORE = 1024; // KiB
const REQUESTS = 300;
const BAR = 2;
const folder = mkdtempSync(join(tmpdir(), 'smallgiants-survey-'));
const uidOf = (i) => String(i + 1).repeat(32);
const pageOf = (i, behind = '') => `/member-cities/${CITY}/programmes/${uidOf(i)}/survey${behind}`;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function addProgramme(site, i) {
    sql(site, `insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, ends_on, seen_by, named,
        sectors_shown, chatham, notes_read_by, rules_more, code, published_at, made_by, made_at, changed_at, rev)
        values (${i + 1}, '${uidOf(i)}', (select id from member_city where uid = '${CITY}'), 'city', '', 'Leaders', '', 'en', '', 21000, 21002,
        'participants', 1, 1, 1, 'participants', '', 'ABC23${i}', null, null, 1, 1, 1);
        insert into programme_stage (id, programme_id, number, stage, day, person_id, made_at) values (${i + 1}, ${i + 1}, 1, 'draft', 0, null, 1)`);
}

function writeAnswers(path, n) {
    const chance = chanceOf('survey');
    const one = (...of) => of[below(chance, of.length)];
    const lines = ['shared. ,hinders. ,first[1]. ,first[2]. ,years. ,smart. '];
    for (let i = 0; i < n; i++) {
        const [first, second] = one(['Skills', 'Getting about'], ['Energy and climate', 'Skills'], ['Money for projects', 'Getting about']);
        lines.push(`${1 + below(chance, 5)},${one('Money', 'Time and people', 'Decisions take long')},${first},${second},${below(chance, 31)},Words of ${i}`);
    }
    writeFileSync(path, `${lines.join('\n')}\n`);
}

// The most memory that it held, in KiB.
async function memoryOf(args) {
    const child = spawn(program, args, { stdio: 'ignore' });
    let most = 0;
    const look = setInterval(() => {
        try {
            most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
        } catch { /* it has ended */ }
    }, 5);
    await new Promise((resolve) => child.on('exit', resolve));
    clearInterval(look);
    return most;
}

const site = await startSite(program);
let fine = true;
const report = (what, holds) => {
    console.log(`${holds ? 'held' : 'MISSED'}  ${what}`);
    fine = fine && holds;
};
try {
    const cookie = { Cookie: `session=${execFileSync(makePeople, [site.db, 'main-contact-a'], { encoding: 'utf8' }).trim().split(' ')[1]}` };
    const structure = join(folder, 'ready.lss');
    addProgramme(site, 2);
    await send(site.base, pageOf(2), { do: 'make', once: await onceOf(site.base, '/remarks/new') }, cookie);
    execFileSync(program, ['survey', 'export', uidOf(2), '--write', structure, '--db', site.db]);
    for (const [i, n] of SIZES.entries()) {
        const answers = join(folder, `${n}.csv`);
        addProgramme(site, i);
        writeAnswers(answers, n);
        execFileSync(program, ['survey', 'import', uidOf(i), structure, answers, '--db', site.db]);
    }
    const times = SIZES.map(() => []);
    for (let k = 0; k < REQUESTS; k++) {
        for (const i of k % 2 === 0 ? [0, 1] : [1, 0]) {
            const begin = process.hrtime.bigint();
            const answer = await ask(site.base, pageOf(i, '/results'), { headers: cookie });
            times[i].push(Number(process.hrtime.bigint() - begin) / 1e6);
            const count = SIZES[i].toLocaleString('en');
            if (answer.status !== 200 || !answer.text.includes(`${count} answers were sent`)) throw new Error(`${answer.status}: not ${count} answers`);
        }
    }
    const [few, many] = times.map(median);
    report(`results of 100,000 answers against 1,000: ${(many / few).toFixed(2)} (${many.toFixed(2)} ms, ${few.toFixed(2)} ms; bar ${BAR})`, many <= BAR * few);
    const half = join(folder, 'half.csv');
    addProgramme(site, 3);
    writeAnswers(half, EXPORTED[0]);
    execFileSync(program, ['survey', 'import', uidOf(3), structure, half, '--db', site.db]);
    const memory = [];
    for (const i of [3, 1]) {
        memory.push(await memoryOf(['survey', 'export', uidOf(i), '--write-answers', join(folder, 'out.csv'), '--db', site.db]));
    }
    const lines = readFileSync(join(folder, 'out.csv'), 'utf8').split('\n').length - 2;
    report(`memory of the export of ${EXPORTED[1]}: ${memory[1]} KiB, of ${EXPORTED[0]}: ${memory[0]} KiB; ${lines} lines`,
        lines === EXPORTED[1] && memory[1] <= memory[0] + MEMORY_MORE);
} finally {
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
}
process.exitCode = fine ? 0 : 1;
