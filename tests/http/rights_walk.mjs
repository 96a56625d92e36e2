// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every address and every form, in every form it is given in, as everybody there is: visitor, person, colleague and main
// contact of the city and of another, coordinator and administrator with a second step and without. What is answered is
// what the printed table of rights says (`smallgiants rights --json`), read here a second time.
//
//     node rights_walk.mjs PROGRAM MAKE_PEOPLE

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, Findings, onceOf, send, startSite } from "../browser/program.mjs";
import { securityTxtProblems } from "./security_txt.mjs";

const program = process.argv[2];
const makePeople = process.argv[3];
const findings = new Findings();
const expect = (holds, what) => findings.expect(holds, what);
const say = (...args) => JSON.parse(execFileSync(program, args, { encoding: "utf8" }));
const { rights, roles } = say("rights", "--json");
const routes = say("routes", "--json");
const CITY = "a".repeat(32); // pages about a city are about this one

// Who walks, and the roles they have where the page is about that city.
const PEOPLE = [
    { kind: "visitor", has: [] },
    { kind: "person", has: ["person"] },
    { kind: "colleague-a", has: ["person", "colleague"] },
    { kind: "colleague-b", has: ["person"] },
    { kind: "main-contact-a", has: ["person", "main contact"] },
    { kind: "main-contact-b", has: ["person"] },
    { kind: "coordinator", has: ["person", "coordinator"] },
    { kind: "coordinator-weak", has: ["person"] },
    { kind: "administrator", has: ["person", "administrator"] },
    { kind: "administrator-weak", has: ["person"] },
];

/* ---- what the table says */

function may(person, rightName, about) {
    const right = rights.find(({ name }) => name === rightName);
    return ["visitor", ...person.has].some((role) => {
        const scope = right.of[role];
        return scope === "all" || (scope === "own city" && about === "member city") || (scope === "oneself" && about === "oneself" && person.has.length > 0);
    });
}

/* ---- asking */

const cookieOf = (token) => (token ? { Cookie: `session=${token}` } : {});

// New people each time: what a form does (signing out, leaving) must not change the next answer.
function signIn(site, kinds) {
    const wanted = kinds.filter((kind) => kind !== "visitor");
    if (wanted.length === 0) return {};
    const lines = execFileSync(makePeople, [site.db, ...wanted], { encoding: "utf8" }).trim().split("\n");
    return Object.fromEntries(lines.map((line) => line.split(" ")));
}

const isSentToSignIn = (answer) => answer.status === 303 && /^\/sign-in\?next=/.test(answer.headers.location ?? "");
const isClosed = (answer) => answer.status === 403 || answer.status === 401 || isSentToSignIn(answer);

function inForm(address, form) {
    if (form === "html" || form === "other") return address;
    const [example, query] = address.split("?");
    const path = example.replace(/\.(json|csv|txt)$/, ""); // what is only a file has one as its example
    return `${path}.${form}${query === undefined ? "" : `?${query}`}`;
}

/* ---- addresses: the example of the row, or one that is made for it */

let senders = 0;
const nobody = () => ({ "X-Forwarded-For": `198.51.${(++senders >> 8) & 255}.${senders & 255}` });

async function newRemark(site) {
    const once = await onceOf(site.base, "/remarks/new");
    const answer = await send(site.base, "/remarks/new", { once, says: "The number of people is old.", page: "/cities" }, nobody());
    const list = execFileSync(program, ["remarks", "--db", site.db], { encoding: "utf8" });
    return { page: answer.headers.location, number: Math.max(...[...list.matchAll(/^ *(\d+) /gm)].map(([, n]) => Number(n))) };
}

const EXAMPLES = {
    "/remarks/{}": async (site) => (await newRemark(site)).page,
    "/remarks/{}/answer": async (site) => `/remarks/${(await newRemark(site)).number}/answer`,
    "/remarks/{}/remove": async (site) => `/remarks/${(await newRemark(site)).number}/remove`,
};

async function addressOf(site, route) {
    if (route.about === "member city") return route.pattern.replace("{}", CITY).replaceAll("{}", "1");
    if (route.example) return route.example;
    if (EXAMPLES[route.pattern]) return EXAMPLES[route.pattern](site);
    // An address that leads nowhere still passes the gate first.
    return route.pattern.replaceAll("{}", "0".repeat(32));
}

/* ---- the walk */

let pages = 0;
let forms = 0;

function expectAnswer(where, person, allowed, answer, isPage) {
    if (person.kind !== "visitor") {
        expect(answer.headers["cache-control"] === "no-store" && !answer.headers.etag, () => `${where} as ${person.kind}: what one who signed in sees may be kept`);
    }
    if (allowed) {
        expect(!isClosed(answer) && answer.status < 500, () => `${where} as ${person.kind}: may, and is answered ${answer.status} ${answer.headers.location ?? ""}`);
        return;
    }
    const right = person.kind === "visitor" && isPage ? isSentToSignIn(answer) : answer.status === 403;
    expect(right, () => `${where} as ${person.kind}: may not, and is answered ${answer.status} ${answer.headers.location ?? ""}`);
    expect(answer.headers["cache-control"] === "no-store", () => `${where} as ${person.kind}: the refusal may be kept`);
    if (answer.status === 403 && isPage) {
        expect(/may do this|Sign in|sign in/.test(answer.text), () => `${where} as ${person.kind}: the refusal does not say who may`);
    }
}

// Where people type freely, it is said what freedom of information law may reach.
let typedInto = 0;
function expectReach(where, text) {
    if (!/<textarea[^>]* name=/.test(text)) return;
    typedInto++;
    expect(/[Ff]reedom of information law may reach/.test(text), `${where}: people type freely, and nothing is said of freedom of information`);
}

async function walkPage(site, route, tokens) {
    const address = await addressOf(site, route);
    for (const form of route.forms) {
        for (const person of PEOPLE) {
            const answer = await ask(site.base, inForm(address, form), { headers: cookieOf(tokens[person.kind]) });
            expectAnswer(inForm(route.pattern, form), person, may(person, route.right, route.about), answer, form === "html");
            if (form === "html" && person.kind !== "visitor" && answer.status === 200) {
                expect(answer.text.includes('"/sign-out"'), () => `${route.pattern} as ${person.kind}: no way to sign out`);
            }
            expectReach(inForm(route.pattern, form), answer.text);
            pages++;
        }
    }
}

// Something that fits each field, so that the form comes as far as the gate.
function typedFor(fields) {
    const typed = {};
    for (const field of fields) {
        if (field.kind === "choice") typed[field.name] = field.choices.split(" ")[0];
        else if (field.kind === "number") typed[field.name] = String(field.min);
        else if (field.kind === "mail") typed[field.name] = "nobody@people.example";
        else if (field.kind === "flag") typed[field.name] = "1";
        else typed[field.name] = field.min > 0 ? "x".repeat(field.min) : "";
    }
    return typed;
}

async function walkForm(site, route) {
    const tokens = signIn(site, PEOPLE.map(({ kind }) => kind));
    for (const person of PEOPLE) {
        const address = await addressOf(site, route);
        const typed = { ...typedFor(route.form), once: await onceOf(site.base, "/remarks/new") };
        const answer = await send(site.base, address, typed, { ...nobody(), ...cookieOf(tokens[person.kind]) });
        expectAnswer(`POST ${route.pattern}`, person, may(person, route.act_right, route.about), answer, false);
        forms++;
    }
}

// A form that another site sends is nobody's, whoever has signed in here; unless a secret in its address stands for whom.
async function walkForeign(site, route) {
    const [token] = Object.values(signIn(site, ["administrator"]));
    const address = await addressOf(site, route);
    const answer = await send(site.base, address, { ...typedFor(route.form), once: await onceOf(site.base, "/remarks/new") },
        { ...nobody(), ...cookieOf(token), "Sec-Fetch-Site": "cross-site" });
    expect(answer.status === (route.by_token ? 404 : 403), `POST ${route.pattern} from another site, signed in: ${answer.status}`);
}

/* ---- that the table itself is whole */

function walkTable() {
    const known = new Set(rights.map(({ name }) => name));
    for (const route of routes) {
        expect(known.has(route.right) && route.right !== "none", `${route.pattern} has no right`);
        expect(!route.acts || (known.has(route.act_right) && route.act_right !== "none"), `the form of ${route.pattern} has no right`);
    }
    for (const right of rights) {
        expect(roles.every(({ name }) => right.of[name] !== undefined), `${right.name} does not speak of every role`);
    }
}

// A session that was ended, or never was, is a visitor's.
async function walkSessions(site) {
    const closed = routes.find((route) => route.right !== "public" && route.example && route.forms.includes("html"));
    for (const token of ["0".repeat(64), "f".repeat(64), "x", ""]) {
        const answer = await ask(site.base, closed.example, { headers: { Cookie: `session=${token}` } });
        expect(isSentToSignIn(answer), `${closed.example} with the session ${token.slice(0, 8)}: ${answer.status}`);
    }
}

/* ---- a site that is not open: what everybody may reach all the same, and why */

const WHILE_CLOSED = [
    /^\/sign-in/, /^\/sign-out$/, /^\/set-password\//, /^\/me(\/|$)/, /^\/left$/, /^\/events\/\{\}\/register/, // who runs it gets in; what is one's own stays, leaving too
    /^\/links\//, /^\/(new|old)-address\//, /^\/unsubscribe\//, /^\/invitations\//, /^\/act-for-a-city\//, /^\/join\/city\//, /^\/vouch\//, /^\/first-talk\//, // mails that went out before it was closed
    /^\/(accessibility|privacy|security)$/, /^\/\.well-known\/security\.txt$/, // what the law wants said
    /^\/(source-code|third-party)$/, // what the licences want said
    /^\/(brand\.css|robots\.txt)$/, // what these pages are made with
];
const staysReachable = (route) => WHILE_CLOSED.some((pattern) => pattern.test(route.pattern));

function expectShut(where, answer, isPage) {
    expect(answer.status === 503 && answer.headers["cache-control"] === "no-store", () => `${where}: closed, and answered ${answer.status}`);
    if (!isPage) return;
    expect(answer.text.includes("<h1>This site is being set up</h1>") && Number(answer.headers["retry-after"]) >= 600, () => `${where}: does not say that it is being set up`);
    expect(!/href="\/(cities|search|about-the-data)"/.test(answer.text), () => `${where}: leads to what is closed`);
}

async function walkClosedRoute(site, route) {
    const address = route.example ?? (route.about === "member city" ? route.pattern.replace("{}", CITY) : route.pattern).replaceAll("{}", "0".repeat(32));
    for (const form of route.forms) {
        const where = `closed: ${inForm(address, form)}`;
        const answer = await ask(site.base, inForm(address, form));
        if (staysReachable(route)) expect(answer.status < 500, `${where}: answered ${answer.status}`);
        else expectShut(where, answer, form === "html");
    }
    if (!route.acts || staysReachable(route)) return;
    const once = await onceOf(site.base, "/sign-in");
    expectShut(`closed: POST ${address}`, await send(site.base, address, { ...typedFor(route.form), once }, nobody()), true);
}

// Of those who sign in, who runs it sees it; the others what is their own.
async function walkClosedPeople(site) {
    const kinds = ["person", "main-contact-a", "administrator-weak", "coordinator", "administrator"];
    const tokens = signIn(site, kinds);
    for (const kind of kinds) {
        const headers = { Cookie: `__Host-session=${tokens[kind]}` };
        const city = await ask(site.base, "/cities", { headers });
        expect(city.status === (kinds.indexOf(kind) > 2 ? 200 : 503), `closed: /cities as ${kind}: ${city.status}`);
        expect((await ask(site.base, "/me", { headers })).status === 200, `closed: /me as ${kind}`);
        expect(city.text.includes('href="/set-up"') === (kind === "administrator"), `closed: the way to /set-up as ${kind}`);
    }
}

async function walkClosed(site) {
    const set = (...args) => execFileSync(program, [...args, "--db", site.db], { stdio: "pipe" });
    set("setting", "base_url", "https://net.example");
    for (const route of routes) await walkClosedRoute(site, route);
    await walkClosedPeople(site);
    const shut = await ask(site.base, "/");
    for (const address of ["/health", "/ready", ...[...shut.text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, found]) => found)]) {
        expect((await ask(site.base, address)).status === 200, `closed: ${address} is not answered`);
    }
    set("setting", "security_contact", "weak@net.example");
    set("set-up", "reviewed");
    const said = await ask(site.base, "/.well-known/security.txt");
    for (const wrong of securityTxtProblems(said, "https://net.example/.well-known/security.txt")) expect(false, `security.txt: ${wrong}`);
    expect(said.text.includes("Contact: mailto:weak@net.example\n"), `security.txt names another contact: ${said.text}`);
}

const folder = mkdtempSync(join(tmpdir(), "smallgiants-lists-"));
writeFileSync(join(folder, "x"), "a,b\n1,2\n");
const site = await startSite(program);
try {
    execFileSync(program, ["setting", "import_folder", folder, "--db", site.db]);
    walkTable();
    const tokens = signIn(site, PEOPLE.map(({ kind }) => kind));
    for (const route of routes) await walkPage(site, route, tokens);
    for (const route of routes.filter(({ acts }) => acts)) {
        await walkForm(site, route);
        await walkForeign(site, route);
    }
    expect(typedInto > 2, "no page was met where people type freely");
    await walkSessions(site);
    // Who was refused, or sent a form, stands in the log by number; who read what does not.
    expect(/: GET \S+ 403 .* #\d+ person \d+$/m.test(site.log()), "the log does not say who was refused");
    expect(/: POST \S+ 303 .* #\d+ person \d+$/m.test(site.log()), "the log does not say who sent a form");
    expect(!/: GET \S+ [23]\d\d .* person \d+$/m.test(site.log()), "the log says who read a page");
    expect(!/: [A-Z]+ \S+ 5\d\d /.test(site.log()), () => `the log has a 5xx: ${/.* 5\d\d .*/.exec(site.log())?.[0]}`);
    await walkClosed(site);
} catch (problem) {
    expect(false, `${problem.stack}\n${site.log().slice(-3000)}`);
} finally {
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${routes.length} addresses x ${PEOPLE.length} kinds of people: ${pages} pages asked for, ${forms} forms sent`);
findings.done("rights");
