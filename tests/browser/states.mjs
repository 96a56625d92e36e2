// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The states of a site that a hand (hands.mjs) walks through, looked at one by one: plain enough (simple.mjs) and, where the hand says
// `isLookedAt`, at both widths and with axe (narrow; wide too with AXE=all). SHOTS names a folder for pictures of them.
//
//     const { see, seeWrong, fillAll, arrive, count } = statesOf(findings);
//     await fillAll(hand, { mail: "ann@example" });
//     await seeWrong(hand, "address, none", "mail", { mail: "ann@example" });

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axeComplaints, seesStatesAt } from "./axe.mjs";
import { complaintsOf, lookAtPage } from "./simple.mjs";

export const NARROW = { width: 320, height: 640 };
export const WIDE = { width: 1280, height: 800 };

export function statesOf(findings) {
    const expect = (holds, what) => findings.expect(holds, what);
    let states = 0;

    async function look(page, name, size) {
        for (const what of complaintsOf(await page.evaluate(lookAtPage), size)) expect(false, `${name} at ${size.width}: ${what}`);
        if (!process.env.SHOTS) return;
        mkdirSync(process.env.SHOTS, { recursive: true });
        await page.screenshot({ path: join(process.env.SHOTS, `${name.replaceAll(/[ ,]+/g, "-")}-${size.width}.png`), fullPage: true });
    }

    // What stands there, in both widths.
    async function see(hand, name) {
        states++;
        if (!hand.isLookedAt) return look(hand.page, `${name}, ${hand.name}`, WIDE);
        for (const size of [WIDE, NARROW]) {
            await hand.page.setViewportSize(size);
            await hand.page.waitForFunction((width) => innerWidth === width, size.width);
            await look(hand.page, name, size);
            if (seesStatesAt(size)) for (const what of await axeComplaints(hand.page)) expect(false, `${name} at ${size.width}: ${what}`);
        }
    }

    // The form stands there again and says what is wrong, where (`id`: of which field) and how to mend it; `kept` was typed.
    async function seeWrong(hand, name, id, kept = {}) {
        const { page } = hand;
        if (!expect((await page.locator("#mistakes li").count()) > 0, `${name}: nothing says that it is wrong`)) return;
        if (id) {
            expect((await page.locator(`#${id}[aria-invalid=true]`).count()) === 1, `${name}: the field is not marked`);
            expect((await page.locator(`#mistakes a[href='#${id}']`).count()) === 1, `${name}: no link to the field`);
        }
        for (const [field, value] of Object.entries(kept)) expect(await page.inputValue(`#${field}`) === value, `${name}: ${field} is lost`);
        if (hand.isLookedAt) expect(await page.evaluate(() => document.activeElement.id === "mistakes"), `${name}: the focus is elsewhere`);
        await see(hand, name);
    }

    // Fills the fields, by id, and presses the first button, or the one that is named.
    async function fillAll(hand, fields, button) {
        for (const [id, text] of Object.entries(fields)) await hand.fill(id, text);
        await hand.send(button);
    }

    async function arrive(hand, address, what) {
        const fits = (url) => address.test(url.pathname + url.search);
        await hand.page.waitForURL(fits, { timeout: 10_000 }).catch(() => {});
        return expect(fits(new URL(hand.page.url())), `${what}: at ${hand.page.url()}`);
    }

    return { see, seeWrong, fillAll, arrive, count: () => states };
}
