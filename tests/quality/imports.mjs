// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The bulk file of CORDIS into a database with nothing else in it: are the totals those that were published, does a second
// import change nothing, how much memory does it take?
import { atMost, exactly, mustRun } from './lib.mjs';

const TOTALS = { projects: 13362, participations: 82460, ec: 3530825389417, net: 3530538044722 };
const PEAK_MAX_MB = 128;

export function measureImports(table, program, zip, url) {
    mustRun(program, ['migrate', '--db', url]);
    const imported = mustRun(program, ['import', 'cordis', '--json', zip, '--db', url]);
    const first = JSON.parse(imported.out);
    table.add('import: projects', String(first.projects), '', exactly(first.projects, TOTALS.projects));
    table.add('import: participations', String(first.participations), '', exactly(first.participations, TOTALS.participations));
    table.add('import: EU money, cents', String(first.ec_contribution_cents), 'ecMaxContribution of the projects',
        exactly(first.ec_contribution_cents, TOTALS.ec));
    table.add('import: net, cents', String(first.net_ec_contribution_cents), 'netEcContribution of the participations',
        exactly(first.net_ec_contribution_cents, TOTALS.net));
    table.add('import: rejected', String(first.rejected), '', exactly(first.rejected, 0));
    table.add('import: seconds', imported.seconds.toFixed(1), 'wall clock, the whole command');
    const again = mustRun(program, ['import', 'cordis', '--json', zip, '--db', url]);
    const second = JSON.parse(again.out);
    const touched = second.added + second.changed;
    table.add('import again: touched', String(touched), `${second.unchanged} unchanged, ${again.seconds.toFixed(1)} s`,
        exactly(touched, 0));
    if (imported.peakKb === null) {
        console.log('SKIPPED the peak of memory: it needs /usr/bin/time (the Debian package "time")');
        return;
    }
    const peakMb = Math.max(imported.peakKb, again.peakKb) / 1024;
    table.add('import: peak memory, MB', peakMb.toFixed(1), 'the greater of the two runs', atMost(peakMb, PEAK_MAX_MB));
}
