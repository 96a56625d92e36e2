// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One address for each kind of page, with the embedded content: Ciampino has a record, Peterborough has none there.

import { ask } from "./program.mjs";

export const PAGES = {
    home: "/",
    cities: "/cities",
    "cities found": "/cities?q=newcastle",
    "cities asked after": "/cities?q=Heildelberg",
    "cities none": "/cities?q=zzzqqq",
    "city with a record": "/cities/ciampino-it",
    "city without": "/cities/peterborough-gb",
    "projects of a city": "/cities/ciampino-it/projects",
    "projects none": "/cities/peterborough-gb/projects",
    bid: "/cities/ciampino-it/bid",
    "bid without": "/cities/peterborough-gb/bid",
    matches: "/cities/peterborough-gb/matches?theme=waste&theme=mobility",
    similar: "/cities/peterborough-gb/similar",
    known: "/cities/peterborough-gb/known",
    "find help": "/find-help",
    "find help, which one": "/find-help?city=newcastle&theme=waste",
    themes: "/themes",
    theme: "/themes/waste",
    project: "/projects/101239638",
    shelf: "/case-studies",
    "shelf narrowed": "/case-studies?theme=mobility&results=unknown",
    funding: "/funding",
    "funding narrowed": "/funding?theme=energy&pays=preparing&standing=over",
    organisation: "/organisations/871184161",
    search: "/search?q=waste",
    "search none": "/search?q=zzzqqq",
    about: "/about-the-data",
    jobs: "/jobs",
    job: "/jobs/1",
    remark: "/remarks/new?page=/cities/ciampino-it",
    accessibility: "/accessibility",
    privacy: "/privacy",
    weakness: "/security",
    "source code": "/source-code",
    "work of others": "/third-party",
    "not found": "/no-such-page",
    "bad field": "/cities?page=many",
};

export const STATUS = { "not found": 404, "bad field": 400 };

// The fitting city with the most projects: its page has every part, the chart among them.
export async function busiestCity(base) {
    const cities = JSON.parse((await ask(base, "/cities.json?theme=any")).text);
    const best = cities.reduce((a, b) => (b.projects > a.projects ? b : a));
    return new URL(best.url).pathname;
}
