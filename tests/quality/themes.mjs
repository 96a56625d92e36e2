// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Themes on the projects that were labelled by hand (themes.c, built as quality_themes; the guideline: docs/themes.md).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, run } from './lib.mjs';

const SKIPPED = 77;
// Macro: the mean over all twenty themes, on the half that the rules were not changed by.
const BARS = { precision: 0.85, recall: 0.75 };
const TABLES = ['project.csv', 'topics.csv', 'euroSciVoc.csv', 'organization.csv'];
const GROUPS = [['develop', false], ['report', true], ['report, third draw', false],
    ['fresh', false], ['fresh, with a municipality', false], ['fresh, without a municipality', false],
    ['tune', false], ['tune, with a municipality', false], ['tune, without a municipality', false],
    ['blind', false], ['blind, with a municipality', false], ['blind, without a municipality', false],
    ['all but report and blind', false], ['all', false]];

function addShare(table, line, group, name, least) {
    const part = new RegExp(`macro[^;]*${name} ([\\d.]+) \\(([\\d.]+ to [\\d.]+)\\)`).exec(line);
    const share = Number(part[1]);
    table.add(`themes, ${group}: macro ${name}`, part[1], `95 %: ${part[2]}, ${/\d+ projects/.exec(line)[0]}`,
        least === null ? null : { holds: share >= least, text: `>= ${least}` });
}

// `zip` is the bulk file of CORDIS, `folder` a place to unpack it.
export function measureThemes(table, measurer, repo, zip, folder) {
    if (!existsSync(measurer)) {
        console.log('SKIPPED themes: quality_themes was not built');
        return;
    }
    if (!TABLES.every((one) => existsSync(join(folder, one)))) mustRun('unzip', ['-qo', zip, ...TABLES, '-d', folder]);
    const done = run(measurer, [repo, folder]);
    if (done.status === SKIPPED) {
        console.log(done.out.trim());
        return;
    }
    console.log(done.out.trim());
    for (const [group, barred] of GROUPS) {
        const line = done.out.split('\n').find((one) => one.startsWith(`${group}: `));
        if (line === undefined) {
            console.log(`SKIPPED themes, ${group}: no project of it is labelled`);
            continue;
        }
        for (const name of ['precision', 'recall']) addShare(table, line, group, name, barred ? BARS[name] : null);
    }
}
