// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Themes on the projects that were labelled by hand (themes.c, built as quality_themes).
import { run } from './lib.mjs';

const SKIPPED = 77;
// On projects labelled after the rules were written. A fall below says that a change of the rules broke something.
const BARS = { precision: 0.8, recall: 0.75 };

function addShare(table, what, group, name, least) {
    const share = Number(/micro precision ([\d.]+) recall ([\d.]+)/.exec(group)[name === 'precision' ? 1 : 2]);
    table.add(`themes, ${what}: ${name}`, share.toFixed(3), /\(\d+ given, \d+ labelled\)/.exec(group)[0].slice(1, -1),
        least === null ? null : { holds: share >= least, text: `>= ${least}` });
}

export function measureThemes(table, measurer, repo, folder) {
    if (measurer === undefined) {
        console.log('SKIPPED themes: quality_themes was not built');
        return;
    }
    const done = run(measurer, [repo, folder]);
    if (done.status === SKIPPED) {
        console.log(done.out.trim());
        return;
    }
    for (const [what, barred] of [['fresh', true], ['all', false]]) {
        const group = done.out.split('\n').find((line) => line.startsWith(what === 'all' ? 'all  ' : 'fresh, after'));
        for (const name of ['precision', 'recall']) addShare(table, what, group, name, barred ? BARS[name] : null);
    }
}
