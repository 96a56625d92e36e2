// SPDX-License-Identifier: AGPL-3.0-or-later
//
// axe-core on a page as it stands: a sentence for each thing that keeps somebody out. Where AXE_LOG names a file, each look
// leaves a line there (axe_run.mjs reads them).

import { appendFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

function note(page, found) {
    if (!process.env.AXE_LOG) return;
    const look = { path: new URL(page.url()).pathname, violations: found.violations.length, axe: found.testEngine.version,
        browser: `Chromium ${page.context().browser().version()}` };
    appendFileSync(process.env.AXE_LOG, `${JSON.stringify(look)}\n`);
}

export async function axeComplaints(page) {
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
