// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Themes on the projects that were labelled by hand (themes.c, built as quality_themes).
import { run } from './lib.mjs';

const SKIPPED = 77;
const BARS = { precision: 0.75, recall: 0.7 }; // of the fresh ones; a fall below says that a change of the rules broke something

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
    console.log(done.out);
}
