// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The markup of every kind of page, as it is sent, against html-validate.
//
//     node markup.mjs PROGRAM

import { HtmlValidate } from "html-validate";
import { busiestCity, PAGES } from "./places.mjs";
import { ask, Findings, startSite } from "./program.mjs";

const validator = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:document"],
    rules: {
        // How the source is laid out is for people who never see it: lines are kept short in the views.
        "long-title": "off",
        "no-trailing-whitespace": "off",
        // Both are written in the standard; the shorter one is the one of <!doctype html> there.
        "doctype-style": "off",
        // Policy refuses what is not ours, and all of ours stands at addresses that name its content: nothing is left to check.
        "require-sri": "off",
        // Ticks that belong together share their name: that is how a form sends several.
        "form-dup-name": ["error", { shared: ["checkbox", "radio", "submit", "button", "reset"] }],
    },
});

const findings = new Findings();
const site = await startSite(process.argv[2]);
try {
    const pages = { ...PAGES, "busiest city": await busiestCity(site.base) };
    for (const [name, address] of Object.entries(pages)) {
        for (const language of ["", "pseudo"]) {
            const target = language ? `${address}${address.includes("?") ? "&" : "?"}lang=${language}` : address;
            const report = await validator.validateString((await ask(site.base, target)).text, target);
            findings.expect(report.valid, () => report.results.flatMap((result) => result.messages).slice(0, 8).map((message) =>
                `${name}${language ? `, ${language}` : ""}: ${message.line}:${message.column} ${message.ruleId}: ${message.message}`).join("\nFOUND "));
        }
    }
} finally {
    await site.stop();
}
const broken = await validator.validateString('<!doctype html><html lang="en"><head><title>x</title></head><body><p><div></p></body></html>');
findings.expect(!broken.valid, "the validator lets broken markup pass");
findings.done("markup");
