// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Two hands that do the same: one that points, without script or with it, and one that has a keyboard only and sees to it that the
// focus can be seen wherever it stops. `label`, `link` and `summary` are what people see; `fill` and `send` go by the field's id and
// take the first button, or the one that a selector names, in any language.
//
//     const { keyboard, tabTo } = keysOf(findings);
//     const hand = keyboard(page, "by keyboard");    // or mouse(page)
//     await hand.fill("mail", "ann@example.org");
//     await hand.send();

const TABS_MAX = 150;
const BUTTON = "main button[type=submit]";

// Until the page that follows stands whole: a busy machine shows one of which half is still to come.
async function go(page, act) {
    await Promise.all([page.waitForEvent("framenavigated"), act()]);
    await page.waitForLoadState("load");
}

export const mouse = (page) => ({
    name: "without script",
    page,
    type: (label, text) => page.locator("main").getByLabel(label).first().fill(text),
    tick: (label) => page.getByLabel(label, { exact: true }).check(),
    press: (label) => page.locator("main").getByRole("button", { name: label }).first().click(),
    follow: (link) => page.locator(link).first().click(),
    open: (summary) => page.locator(summary).click(),
    fill: (id, text) => page.locator(`#${id}`).fill(text),
    send: (button = BUTTON) => go(page, () => page.locator(button).first().click()),
});

export function keysOf(findings) {
    const expect = (holds, what) => findings.expect(holds, what);

    // Goes on with Tab until the focus stands on what `wanted` (a selector) is; the focus is to be seen on every stop.
    async function tabTo(page, wanted, what) {
        for (let i = 0; i < TABS_MAX; i++) {
            await page.keyboard.press("Tab");
            const stop = await page.evaluate((selector) => {
                const at = document.activeElement;
                const style = getComputedStyle(at);
                const box = at.getBoundingClientRect();
                return {
                    there: at.matches(selector),
                    html: at.outerHTML.slice(0, 100),
                    seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
                    within: box.bottom > 0 && box.top < innerHeight,
                };
            }, wanted);
            const frame = stop.html.startsWith("<body"); // past the last stop lies the browser itself
            expect(frame || stop.seen, `${page.url()}: the focus cannot be seen on ${stop.html}`);
            expect(stop.within, `${page.url()}: the focus is outside the window on ${stop.html}`);
            if (stop.there) return true;
        }
        throw new Error(`${page.url()}: ${TABS_MAX} Tabs do not lead to ${what} (${wanted})`);
    }

    const labelled = async (page, label) => {
        const id = await page.locator("main label").filter({ hasText: new RegExp(`^${label.replaceAll("?", "\\?")}$`) }).first().getAttribute("for");
        return `#${id}`;
    };

    async function pressButton(page, button = BUTTON) {
        await tabTo(page, button, "a button");
        await go(page, () => page.keyboard.press("Enter"));
    }

    const keyboard = (page, name) => ({
        name,
        page,
        type: async (label, text) => {
            await tabTo(page, await labelled(page, label), label);
            await page.keyboard.press("ControlOrMeta+a");
            await page.keyboard.type(text);
        },
        tick: async (label) => {
            await tabTo(page, await labelled(page, label), label);
            await page.keyboard.press("Space");
        },
        press: () => pressButton(page),
        open: async (summary) => {
            await tabTo(page, summary, summary);
            await page.keyboard.press("Enter");
        },
        follow: async (link) => {
            await tabTo(page, link, link);
            await go(page, () => page.keyboard.press("Enter"));
        },
        fill: async (id, text) => {
            await tabTo(page, `#${id}`, id);
            await page.keyboard.press("ControlOrMeta+a");
            await page.keyboard.type(text);
        },
        send: (button) => pressButton(page, button),
    });

    return { keyboard, tabTo };
}
