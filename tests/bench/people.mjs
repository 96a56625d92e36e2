// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Made-up people with their roles, member cities, sessions, places, recovery codes and the words they are found by, put into a database on SQLite: the same in every
// run (`copy` brings them to PostgreSQL). ASKED of them, spread evenly, are those who are asked about: they are the same people however
// many there are, each with a session whose token is tokenOf(i) and the password PASSWORD.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../quality/lib.mjs';
import { below, capital, chanceOf, madeWord } from './scale/chance.mjs';

export const MANY = 500_000;
export const FEW = 100;
export const ASKED = 100;
export const PASSWORD = 'made up for the bench alone';
// Of that password, by the program: Argon2id, 19 MiB, 2 passes.
const HASH = '$argon2id$v=19$m=19456,t=2,p=1$dF0ioxI5b1/y3gsOwZ1Hxg$WJGlIZjLeyRHW+uIqfuD0OUvhmTey1w/uvnrNgAM8R0';
// SHA-256 of what is made: figures of one day are those of another only for the same bytes.
const FROZEN = {
    [FEW]: '16b77063a7c9ae98fca8817c10fc7a9ca203bc8ef2cdbd228751ffffa8dd4b71',
    [MANY]: 'dd3922ad7006fb6adbfaa96407140e62f0e0214d8810aed65ef98231821fed72',
};

const DAY = 86400;
const PLACE_KEPT = 80 * DAY; // a little less than PERSON_PLACE_KEPT_S
const OF_A_CITY = 50;      // people for each member city
const NOTHING = '\\N';     // NULL
const NEVER = 253402300799; // remove_at of who is erased

// Instants (@) are made before and behind 0, which is `now` in the table.
const TABLES = {
    person: 'id uid name mail mail_folded language state password password_at@ totp totp_step created_at@ signed_in_at@ remove_at@ rev',
    member_city: 'id uid name country lau_id gss_code geonames_id rev',
    member_step: 'member_id number step at@ way by_person why',
    person_role: 'id person_id role member_id since@ until@ given_by ended_by',
    login_session: 'id uid person_id digest made_at@ seen_at@ idle_s ends_at@ opened_by second_factor browser',
    person_place: 'person_id place seen_at@',
    recovery_code: 'person_id digest made_at@',
    person_word: 'word person_id',
};

const digest = (text) => createHash('sha256').update(text).digest('hex');
const uidOf = (text) => digest(text).slice(0, 32);
const letters = (text, n) => createHash('sha512').update(text).digest('base64url').slice(0, n);
export const tokenOf = (asked) => digest(`token of ${asked}`);
export const mailOf = (asked) => `asked.${asked}@town${asked}.example`;

// ---- one person

const BROWSERS = ['Firefox, Linux', 'Firefox, Windows', 'Chrome, Windows', 'Edge, Windows', 'Safari, iPhone', 'Chrome, Android', ''];

const nameFrom = (chance) => {
    const word = () => capital(madeWord(below(chance, 20000)).slice(0, 4 + below(chance, 5)));
    return `${word()} ${chance() < 0.1 ? `${word()}-` : ''}${word()}`;
};

// `asked`: which of those who are asked about, or -1.
function stateOf(chance, asked) {
    const drawn = chance();
    return asked >= 0 || drawn < 0.97 ? 'active' : drawn < 0.98 ? 'blocked' : 'erased';
}

function addRoles(chance, { id, asked, members, state, rows }) {
    const wanted = chance();
    const count = asked >= 0 ? 1 : wanted < 0.4 ? 0 : wanted < 0.97 ? 1 : 2;
    for (let i = 0; i < count; i++) {
        const since = -(1 + below(chance, 600)) * DAY;
        const over = asked < 0 && (state === 'erased' || chance() < 0.05);
        const runs = asked < 0 && chance() < 0.0001;
        const role = runs ? (chance() < 0.2 ? 'administrator' : 'coordinator') : chance() < 0.05 ? 'main_contact' : 'colleague';
        rows.person_role([rows.next('person_role'), id, role, runs ? NOTHING : 1 + below(chance, members), since,
            over ? since + DAY : NOTHING, NOTHING, NOTHING]);
    }
}

function addSessions(chance, { id, asked, rows }) {
    const count = asked >= 0 ? 1 : chance() < 0.6 ? 0 : 1 + below(chance, 3);
    for (let i = 0; i < count; i++) {
        const made = -below(chance, 13 * DAY), n = rows.next('login_session');
        const token = asked >= 0 ? tokenOf(asked) : `session ${n}`;
        rows.login_session([n, uidOf(`session ${n}`), id, digest(token), made, asked >= 0 ? 0 : made, 14 * DAY, made + 30 * DAY,
            chance() < 0.7 ? 'password' : 'link', 0, BROWSERS[below(chance, BROWSERS.length)]]);
    }
}

function addPerson(chance, one) {
    const { id, asked, rows } = one;
    const state = one.state = stateOf(chance, asked);
    const name = nameFrom(chance);
    const [first, last] = name.toLowerCase().split(' ');
    const mail = asked >= 0 ? mailOf(asked) : `${first}.${last}${id}@${madeWord(below(chance, 9000))}.example`;
    const made = -(1 + below(chance, 700)) * DAY;
    const in_at = chance() < 0.2 ? NOTHING : -below(chance, 300) * DAY;
    const second = asked < 0 && chance() < 0.05;
    if (state === 'erased') {
        rows.person([id, uidOf(`person ${id}`), '', '', NOTHING, '', state, '', NOTHING, '', 0, made, NOTHING, NEVER, 2]);
    } else {
        rows.person([id, uidOf(`person ${id}`), name, mail, mail, chance() < 0.5 ? 'en' : 'de', state, HASH, made,
            second ? letters(`totp ${id}`, 86) : '', second ? 58000000 : 0, made, in_at, (in_at === NOTHING ? made : in_at) + 730 * DAY, 1]);
        addSessions(chance, one);
        for (const word of new Set(`${mail} ${name}`.toLowerCase().match(/[a-z0-9]+/g))) rows.person_word([word, id]);
        const places = in_at !== NOTHING && in_at > -PLACE_KEPT ? 1 + below(chance, 2) : 0;
        for (let i = 0; i < places; i++) rows.person_place([id, letters(`place ${id} ${i}`, 43), in_at]);
        for (let i = 0; second && i < 8; i++) rows.recovery_code([id, digest(`code ${id} ${i}`), made]);
    }
    addRoles(chance, one);
}

// ---- all of them

// A file for each table.
function openRows(folder) {
    const ids = {}, files = {};
    const rows = { next: (table) => { ids[table] = (ids[table] ?? 0) + 1; return ids[table]; }, files };
    for (const table of Object.keys(TABLES)) {
        const path = join(folder, `${table}.rows`), file = openSync(path, 'w');
        let part = [];
        const flush = () => { if (part.length) writeSync(file, part.join('')); part = []; };
        rows[table] = (row) => { part.push(`${row.join('\t')}\n`); if (part.length === 5000) flush(); };
        files[table] = { path, end: () => { flush(); closeSync(file); } };
    }
    return rows;
}

function generate(folder, count) {
    const rows = openRows(folder);
    const members = Math.max(2, Math.floor(count / OF_A_CITY)), step = count / ASKED;
    const ofMembers = chanceOf(1);
    for (let id = 1; id <= members; id++) {
        rows.member_city([id, uidOf(`member ${id}`), capital(madeWord(id)), ['IT', 'PT', 'DE', 'GB', 'PL'][id % 5], NOTHING, NOTHING,
            1000000 + id, 1]);
        rows.member_step([id, 1, 'joined', -below(ofMembers, 900) * DAY, 'role', NOTHING, '']);
    }
    for (let id = 1; id <= count; id++) {
        const asked = (id - 1) % step === 0 ? (id - 1) / step : -1;
        addPerson(chanceOf(asked >= 0 ? asked : ASKED + id), { id, asked, members, rows });
    }
    for (const { end } of Object.values(rows.files)) end();
    return rows.files;
}

function checkFrozen(files, count) {
    const hash = createHash('sha256');
    for (const [table, { path }] of Object.entries(files)) hash.update(table).update(mustRun('sha256sum', ['--', path]).out.slice(0, 64));
    const is = hash.digest('hex');
    if (is !== FROZEN[count]) throw new Error(`${count} people are others (${is}) than tests/bench/people.mjs has frozen: figures compare with no others`);
}

function insertOf([table, { path }], now) {
    const columns = TABLES[table].split(' ');
    const names = columns.map((column) => column.replace('@', '')).join(', ');
    const values = columns.map((column) => (column.endsWith('@') ? `nullif(${column.slice(0, -1)}, '${NOTHING}') + ${now}` : `nullif(${column}, '${NOTHING}')`));
    return [`create temp table made (${names});`, `.import "${path}" made --schema temp`,
        `insert into main.${table} (${names}) select ${values.join(', ')} from temp.made;`, 'drop table temp.made;'];
}

// As signing in keeps it: when somebody of a city was last here.
const HEARD = `update member_city set heard_at = coalesce((select max(coalesce((select max(l.seen_at) from login_session l where l.person_id = p.id),
    p.signed_in_at, 0)) from person_role r join person p on p.id = r.person_id where r.member_id = member_city.id and r.until is null), 0) / ${DAY} * ${DAY};`;

// Into a database that has nobody yet. `now`: when they were last here.
export function addPeople(folder, db, count, now) {
    const files = generate(folder, count);
    checkFrozen(files, count);
    const inserts = Object.entries(files).flatMap((file) => insertOf(file, now));
    const script = ['.bail on', '.mode tabs', 'pragma synchronous = off;', 'pragma cache_size = -600000;', 'begin;', ...inserts, HEARD, 'commit;', 'pragma wal_checkpoint(truncate);'];
    const done = spawnSync('sqlite3', [db], { input: `${script.join('\n')}\n`, encoding: 'utf8' });
    for (const { path } of Object.values(files)) rmSync(path);
    if (done.status !== 0) throw new Error(`people could not be added: ${done.stderr}`);
    const there = mustRun('sqlite3', ['-readonly', db, 'select count(*) from person']).out.trim();
    if (there !== String(count)) throw new Error(`${there} people are there instead of ${count}`);
}

// `copy` leaves out who is signed in, and from where: they go from SQLite to PostgreSQL as they stand. `ask` runs a statement there as the
// superuser.
export function bringSessions(folder, db, ask) {
    for (const table of ['login_session', 'person_place']) {
        const path = join(folder, `${table}.rows`);
        const columns = TABLES[table].replaceAll('@', '').split(' ').join(', ');
        writeFileSync(path, mustRun('sqlite3', ['-readonly', '-tabs', db, `select ${columns} from ${table}`]).out);
        ask(`\\copy main.${table} (${columns}) from '${path}'`);
        ask(`analyze main.${table}`);
        rmSync(path);
    }
}
