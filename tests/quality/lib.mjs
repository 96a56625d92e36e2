// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the measurements share: running the program, reading tables, and saying a share with its uncertainty.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const OUTPUT_MAX = 1 << 28;
const Z_95 = 1.959964;

// Rows of a quoted CSV as objects by column name. Line breaks and doubled quotes may stand within quotes.
export function parseCsv(text, divider = ';') {
    const pattern = new RegExp(`(?:"((?:[^"]|"")*)"|([^${divider}\\r\\n]*))(${divider}|\\r?\\n|$)`, 'g');
    const rows = [];
    let row = [];
    for (const match of text.replace(/^\uFEFF/, '').matchAll(pattern)) {
        row.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
        if (match[3] !== divider) {
            if (row.length > 1) rows.push(row);
            row = [];
        }
    }
    const [header, ...body] = rows;
    return body.map((fields) => Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ''])));
}

export const readCsv = (file, divider) => parseCsv(readFileSync(file, 'utf8'), divider);

// The Wilson score interval, 95 %.
export function wilson(hits, n) {
    if (n === 0) return [0, 1];
    const p = hits / n;
    const middle = (p + (Z_95 * Z_95) / (2 * n)) / (1 + (Z_95 * Z_95) / n);
    const half = (Z_95 * Math.sqrt((p * (1 - p)) / n + (Z_95 * Z_95) / (4 * n * n))) / (1 + (Z_95 * Z_95) / n);
    return [middle - half, middle + half];
}

// Numbers from 0 to below 1, the same in every run: xorshift32.
export function randomOf(seed) {
    let state = seed;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 2 ** 32;
    };
}

// The 95 % interval of the mean of `values`, by drawing them again with replacement. The draws are the same in every run.
export function bootstrap(values, draws = 4000) {
    const random = randomOf(0x9e3779b9);
    const means = Array.from({ length: draws }, () => {
        let sum = 0;
        for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)];
        return sum / values.length;
    }).sort((a, b) => a - b);
    return [means[Math.floor(draws * 0.025)], means[Math.ceil(draws * 0.975) - 1]];
}

export const mean = (values) => values.reduce((sum, x) => sum + x, 0) / (values.length || 1);

const TIME = '/usr/bin/time';

// Runs a command to its end: { status, out, err, seconds, peakKb }. The peak is null where GNU time is not there.
export function run(command, args, input) {
    const timed = existsSync(TIME);
    const start = process.hrtime.bigint();
    const done = spawnSync(timed ? TIME : command, timed ? ['-q', '-f', '%M', command, ...args] : args,
        { input, encoding: 'utf8', maxBuffer: OUTPUT_MAX });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (done.error) throw done.error;
    const peak = timed ? /(\d+)\n$/.exec(done.stderr) : null;
    return {
        status: done.status,
        out: done.stdout,
        err: peak ? done.stderr.slice(0, peak.index) : done.stderr,
        seconds,
        peakKb: peak ? Number(peak[1]) : null,
    };
}

// The same, for what must succeed.
export function mustRun(command, args, input) {
    const done = run(command, args, input);
    if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: status ${done.status}\n${done.err}`);
    return done;
}

export const jsonLines = (text) => text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line));

// What a measurement hands to the table: name, figure, of how many, and the bar it must hold, if there is one.
export class Table {
    rows = [];

    add(name, figure, note = '', bar = null) {
        const held = bar === null || bar.holds;
        this.rows.push([name, figure, bar === null ? '' : bar.text, note, held]);
        if (!held) console.log(`FAILED ${name}: ${figure}, the bar is ${bar.text}`);
    }

    // A share with its n and interval. `least` is the bar, or null.
    share(name, hits, n, least = null) {
        const [low, high] = wilson(hits, n).map((x) => x.toFixed(3));
        const share = n ? hits / n : 0;
        this.add(name, n ? share.toFixed(3) : 'none', `${hits} of ${n}; ${low} to ${high}`,
            least === null ? null : { holds: n > 0 && share >= least, text: `>= ${least}` });
    }

    print() {
        const widths = [0, 1, 2].map((i) => Math.max(...this.rows.map((row) => row[i].length)));
        for (const [name, figure, bar, note, held] of this.rows) {
            console.log(`${held ? '  ' : '! '}${name.padEnd(widths[0])}  ${figure.padStart(widths[1])}  `
                + `${bar.padEnd(widths[2])}  ${note}`.trimEnd());
        }
        return this.rows.every((row) => row[4]);
    }
}

export const atMost = (value, most, unit = '') => ({ holds: value !== null && value < most, text: `< ${most}${unit}` });
export const exactly = (value, want) => ({ holds: value === want, text: `= ${want}` });
