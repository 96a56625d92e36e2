// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Debian's Chromium without its windows (the same engine; the whole browser takes half as much again of the processor), one for a
// test, and a page that takes note of what should not happen: errors, broken policy, other hosts.

import { chromium } from "playwright-core";

const PATH = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

export function startBrowser() {
    return chromium.launch({
        executablePath: PATH,
        headless: true,
        chromiumSandbox: false,
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run"],
    });
}

// `leadsTo`: another host that the page may lead to. A page that is asked for a 404, or that is closed, says so on the console: that one line is expected.
export async function openPage(browser, base, findings, { leadsTo, ...options } = {}) {
    const context = await browser.newContext({ baseURL: base, locale: "en-GB", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on("console", (message) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        const own = message.location().url === page.url() && /status of (?:4\d\d|503)\b/.test(message.text());
        findings.expect(own, `${page.url()}: console: ${message.text()}`);
    });
    page.on("pageerror", (error) => findings.expect(false, `${page.url()}: script: ${error.message}`));
    page.on("request", (request) => {
        const url = new URL(request.url());
        const leads = url.origin === leadsTo && request.isNavigationRequest();
        findings.expect(url.origin === base || url.protocol === "data:" || leads, `${page.url()}: asks ${url.origin}`);
    });
    page.on("requestfailed", (request) => {
        const left = request.failure()?.errorText === "net::ERR_ABORTED"; // the page was left meanwhile
        findings.expect(left, `${page.url()}: ${request.url()} failed: ${request.failure()?.errorText}`);
    });
    return { page, close: () => context.close() };
}
