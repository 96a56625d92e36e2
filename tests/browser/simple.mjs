// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Simplicity, as a browser sees it: what a page has in it and where (lookAtPage, run in the page), and what is too much of it
// (complaintsOf). simple_test.mjs shows that each can fail. What needs no browser is in tools/lint.

export const MOST = { doors: 5, inputs: 5, primary: 1, pictures: 1, leadWords: 25, top: 600 };

// Runs in the page, so it is one function. Places are those at the page's top; `first` is the first screenful.
export function lookAtPage() {
    const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 1;
    const bottom = (element) => element ? element.getBoundingClientRect().bottom + scrollY : null;
    const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
    const first = (selector) => all(selector).filter((element) => element.getBoundingClientRect().top + scrollY < innerHeight);
    const lead = document.querySelector(".sg-lead");
    const text = lead ? lead.textContent.trim() : "";
    const asked = (form) => new Set([...form.querySelectorAll("input, select, textarea")]
        .filter((input) => input.type !== "hidden" && input.type !== "submit").map((input) => input.name || input.id)).size;
    const machine = (link) => /\.(csv|json|txt|xml|ics|atom)$/.test(new URL(link.href).pathname);
    const data = [...document.querySelectorAll("main .sg-use")];
    return {
        scrollWidth: document.documentElement.scrollWidth,
        wide: all("body *").filter((element) => element.getBoundingClientRect().right > innerWidth + 1 &&
            !element.closest(".sg-scroll, .sg-facets, .sg-hidden, svg")).slice(0, 3).map((element) => element.outerHTML.slice(0, 120)),
        h1: bottom(document.querySelector("h1")),
        lead: bottom(lead),
        leadWords: text ? text.split(/\s+/).length : 0,
        sentences: text.split(/[.?!](?:\s+|$)/).filter(Boolean).length,
        doors: document.querySelectorAll(".sg-doors > li:not(.sg-doors__search)").length,
        inputs: [...document.querySelectorAll("form")].map(asked),
        primary: all(".sg-button:not(.sg-button--quiet)").map((button) => button.textContent.trim()),
        pictures: first("main figure, main img, main svg").filter((picture) => !picture.parentElement.closest("figure, svg") &&
            picture.getBoundingClientRect().height > 60).length,
        // A button: the file is what the page is for.
        machine: [...document.querySelectorAll("body a[href]")].filter((link) => machine(link) && !link.closest(".sg-use, .sg-button"))
            .map((link) => link.getAttribute("href")),
        data: data.length,
    };
}

// What is wrong with what was seen at a width, a sentence each.
export function complaintsOf(look, { width }) {
    const found = [];
    const say = (wrong, what) => { if (wrong) found.push(what); };
    say(look.scrollWidth > width || look.wide.length > 0, `${look.scrollWidth} px wide: ${look.wide.join(" | ")}`);
    say(look.doors < 1 || look.doors > MOST.doors, `${look.doors} doors`);
    say(look.h1 === null || look.lead === null, "no h1 or no lead sentence");
    say(look.leadWords < 3 || look.leadWords > MOST.leadWords, `a lead of ${look.leadWords} words`);
    say(look.sentences !== 1, `a lead of ${look.sentences} sentences`);
    say(look.inputs.some((n) => n > MOST.inputs), `a form step with ${Math.max(0, ...look.inputs)} inputs`);
    say(look.primary.length > MOST.primary, `${look.primary.length} primary buttons: ${look.primary.join(", ")}`);
    say(look.machine.length > 0, `machine forms outside "Use this data": ${look.machine.slice(0, 3).join(" ")}`);
    say(look.data > 1, `${look.data} times "Use this data"`);
    say(width === 320 && look.h1 > MOST.top, `the h1 ends at ${Math.round(look.h1)} px`);
    say(width === 320 && look.lead > MOST.top, `the lead ends at ${Math.round(look.lead)} px`);
    say(width === 1280 && look.pictures > MOST.pictures, `${look.pictures} pictures in the first screenful`);
    return found;
}
