// SPDX-License-Identifier: AGPL-3.0-or-later
//
// axe-core on a page as it stands: a sentence for each thing that keeps somebody out. Where AXE_LOG names a file, each look
// leaves a line there (axe_run.mjs reads them).
//
// axe is two thirds of what such a test costs. On PostgreSQL the pages are those that it sees on SQLite, so there AXE=off leaves
// it out, and says so. Anywhere else AXE=off is an error, so that it cannot be left out everywhere. Every kind of page is looked at
// narrow and wide; its many states wide only with AXE=all (soak, `make accessibility`), narrow always.

import { appendFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { onPostgres } from "../database.mjs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const isLeftOut = process.env.AXE === "off";
if (isLeftOut && (!onPostgres || process.env.AXE_LOG)) throw new Error("AXE=off: only on PostgreSQL, and not where the looks of axe are counted");
if (isLeftOut) console.log("AXE LEFT OUT: AXE=off, on PostgreSQL; the same pages are seen by axe on SQLite, and in the soak here too");

// Whether a state of a page is looked at in a window so wide; narrow is where more is folded away and less fits.
export const seesStatesAt = ({ width }) => width < 400 || process.env.AXE === "all";

function note(page, found) {
    if (!process.env.AXE_LOG) return;
    const look = { path: new URL(page.url()).pathname, violations: found.violations.length, axe: found.testEngine.version,
        browser: `Chromium ${page.context().browser().version()}` };
    appendFileSync(process.env.AXE_LOG, `${JSON.stringify(look)}\n`);
}

export async function axeComplaints(page) {
    if (isLeftOut) return [];
    if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(source);
    const found = await page.evaluate(() => axe.run(document, {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        rules: { "target-size": { enabled: true } },
        resultTypes: ["violations"],
        selectors: false, // nobody reads them, and they are dear
    }).then(({ violations, passes, testEngine }) => ({ violations, passes: passes.length, testEngine })));
    note(page, found);
    if (found.passes <= 10) return ["axe looked at nothing"];
    return found.violations.map((rule) => `axe ${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}
