// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Runs the browser tests that look with axe and writes what came of it to content/axe-run.txt, which the program holds and the
// accessibility statement shows. It is never written by hand.
//
//     node axe_run.mjs PROGRAM MAKE_PEOPLE OUT VERSION TEST.mjs...

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [program, makePeople, out, version, ...tests] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "smallgiants-axe-"));
const log = join(folder, "log");

// A number or a name in an address is no other kind of page.
const NAMED = "cities projects organisations themes jobs remarks log people member-cities invitations accounts recovery-codes set-password link second wait back "
    + "with new-address old-address applications join/city suggestions invited just-curious introductions events announcements funding-rules days conditions examples act-for-a-city claims vouch ask first-talk membership funding deadlines council bids stage answers sections figures assessments rate criteria programmes cards agenda participants attendance taking-part room room/in survey/questions surveys groups review actions decisions";
const kindOf = (path) => path.replace(new RegExp(`(/(?:${NAMED.replaceAll(" ", "|")})/)(?!new$)[^/]+`, "g"), "$1{}");

try {
    for (const test of tests) {
        const run = spawnSync(process.execPath, [fileURLToPath(new URL(test, import.meta.url)), program, makePeople],
            { env: { ...process.env, AXE: "all", AXE_LOG: log }, stdio: "inherit" });
        if (run.status !== 0) console.error(`${test} ended with ${run.status}: what it saw is written all the same`);
    }
    const looks = readFileSync(log, "utf8").trim().split("\n").map((line) => JSON.parse(line));
    const date = new Date().toISOString().slice(0, 10);
    const lines = [`version ${version}`, `date ${date}`, `axe-core ${looks[0].axe}`, `browser ${looks[0].browser}`,
        `pages ${new Set(looks.map((look) => kindOf(look.path))).size}`, `states ${looks.length}`,
        `violations ${looks.reduce((sum, look) => sum + look.violations, 0)}`];
    writeFileSync(out, `${lines.join("\n")}\n`);
    console.log(lines.join(", "));
} finally {
    rmSync(folder, { recursive: true, force: true });
}
