// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A page that is simple passes every check of simple.mjs, and one change at a time makes exactly one of them fail. Loads pages
// of its own making: PROGRAM is not asked.
//
//     node simple_test.mjs PROGRAM

import { openPage, startBrowser } from "./chromium.mjs";
import { Findings } from "./program.mjs";
import { complaintsOf, lookAtPage } from "./simple.mjs";

const findings = new Findings();
const times = (n, make) => Array.from({ length: n }, (_, i) => make(i)).join("");

// Each part can be replaced by a bad one.
const GOOD = {
    doors: times(5, (i) => `<li><a href="/${i}">Door</a></li>`),
    before: "",
    h1: "<h1>Waste</h1>",
    lead: `<p class="sg-lead">${times(24, () => "word ")}word.</p>`,
    form: `<form>${times(5, (i) => `<input name="n${i}">`)}<input type="checkbox" name="n0"><input type="hidden" name="h"></form>`,
    buttons: '<a class="sg-button" href="/">Go</a><a class="sg-button sg-button--quiet" href="/">No</a>',
    pictures: '<figure><svg width="200" height="100"></svg></figure>',
    data: '<details class="sg-use"><summary>Use this data</summary><a href="/a.csv">CSV</a></details>',
    after: '<div style="height:2000px"></div><figure><svg width="200" height="100"></svg></figure>',
};
const BAD = [
    ["doors", times(6, () => "<li>Door</li>"), "6 doors", 768],
    ["h1", "", "no h1 or no lead sentence", 768],
    ["lead", `<p class="sg-lead">${times(26, () => "word ")}</p>`, "a lead of 26 words", 768],
    ["lead", '<p class="sg-lead">One sentence here. Another one.</p>', "a lead of 2 sentences", 768],
    ["form", `<form>${times(6, (i) => `<select name="n${i}"></select>`)}</form>`, "a form step with 6 inputs", 768],
    ["buttons", times(2, () => '<a class="sg-button" href="/">Go</a>'), "2 primary buttons: Go, Go", 768],
    ["data", '<a href="/cities.json?q=x">JSON</a>', 'machine forms outside "Use this data": /cities.json?q=x', 768],
    ["data", times(2, () => '<details class="sg-use"></details>'), '2 times "Use this data"', 768],
    ["before", '<div style="height:570px"></div>', /^the h1 ends at \d+ px$/, 320, 2], // and the lead below it
    ["pictures", times(2, () => '<figure><svg width="200" height="100"></svg></figure>'), "2 pictures in the first screenful", 1280],
    ["buttons", '<div style="width:2000px;height:20px">wide</div>', /^\d+ px wide: /, 768],
];

const html = (parts) => `<!doctype html><html lang="en"><title>t</title><body><ul class="sg-doors">${parts.doors}</ul><main>${parts.before}` +
    `${parts.h1}${parts.lead}${parts.form}${parts.buttons}${parts.pictures}${parts.data}${parts.after}</main></body></html>`;

const browser = await startBrowser();
try {
    const { page, close } = await openPage(browser, "http://127.0.0.1:9", findings, {});
    let body = "";
    await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body }));
    const complain = async (parts, width) => {
        await page.setViewportSize({ width, height: width === 1280 ? 800 : 640 });
        body = html(parts);
        await page.goto("/");
        return complaintsOf(await page.evaluate(lookAtPage), { width });
    };
    for (const width of [320, 768, 1280]) {
        const found = await complain(GOOD, width);
        findings.expect(found.length === 0, `a simple page at ${width}: ${found.join("; ")}`);
    }
    for (const [part, bad, expected, width, most = 1] of BAD) {
        const found = await complain({ ...GOOD, [part]: bad }, width);
        const holds = found.some((what) => expected instanceof RegExp ? expected.test(what) : what === expected);
        findings.expect(holds && found.length <= most, `bad ${part}: expected "${expected}", found "${found.join("; ")}"`);
    }
    await close();
} finally {
    await browser.close();
}
findings.done("simple");
