// SPDX-License-Identifier: AGPL-3.0-or-later
// A room of a leadership programme, kept up to date; every page of it works without. What is new comes as a stream of numbers while the
// page is looked at; what there is to see is then fetched as the page itself. An answer that cannot be sent is kept here and sent once.

const AGAIN_MS = 2000;
const TYPING_MS = 1200;
const PATIENCE_MS = 15_000;
const SAID_MS = 50;
const KEPT = "room ";
const SENDING = "room, sending";

let part = document.getElementById("room");
let source = null;
let moved = 0;

function follow() {
    if (source || document.hidden) return;
    source = new EventSource(part.dataset.room);
    source.onmessage = (event) => show(JSON.parse(event.data));
}

function leave() {
    source?.close();
    source = null;
}

function setNumber(at, n) {
    if (at) at.textContent = at.textContent.replace(/\d+/, n);
}

function show(news) {
    setNumber(document.querySelector("[data-joined]"), news.joined);
    for (const [id, n] of Object.entries(news.voted)) setNumber(part.querySelector(`[data-voted="${id}"]`), n);
    if (news.mark !== part.dataset.mark || hasWritten(news.groups ?? {})) fetchSoon();
}

// One's own group has changed something; who runs the room follows all of them.
let seen = "";
function hasWritten(groups) {
    const { follows, rev } = part.dataset;
    if (!follows) return false;
    if (follows !== "all") return groups[follows] !== undefined && String(groups[follows]) !== rev;
    const now = JSON.stringify(groups);
    const isNew = seen !== "" && seen !== now;
    seen = now;
    return isNew;
}

// A thousand phones hear it at once: they come within a second, not in one moment.
function fetchSoon() {
    moved ||= setTimeout(fetchPart, Math.random() * 1000);
}

// A list that is open, or a word that is being typed, is left alone for a moment.
let typedAt = 0;
let pressedAt = 0; // a button that is replaced between press and release is not clicked; a release outside may never be heard
function isBusy() {
    if (Date.now() - pressedAt < PATIENCE_MS) return true;
    const at = document.activeElement;
    if (!part.contains(at)) return false;
    return at.matches("select") ? Date.now() - choosing < PATIENCE_MS : Date.now() - typedAt < TYPING_MS;
}

let choosing = 0;
document.addEventListener("focusin", (event) => { if (event.target.matches?.("select")) choosing = Date.now(); });
document.addEventListener("input", () => { typedAt = Date.now(); });
document.addEventListener("pointerdown", () => { pressedAt = Date.now(); });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(() => { pressedAt = 0; }));

async function fetchPart() {
    if (isBusy()) {
        moved = setTimeout(fetchPart, TYPING_MS);
        return;
    }
    moved = 0;
    try {
        const answer = await fetch(part.dataset.here ?? location.pathname, { credentials: "same-origin" });
        const text = await answer.text();
        if (isBusy()) moved ||= setTimeout(fetchPart, TYPING_MS); // somebody began meanwhile
        else if (answer.ok) put(text, part.dataset.moved);
    } catch {
        setTimeout(fetchSoon, AGAIN_MS);
    }
}

function put(text, told) {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("room");
    if (!fresh) return false;
    const at = document.activeElement;
    const focus = part.contains(at) ? at.id : "";
    const caret = focus && at.matches("input[type=text], textarea") ? [at.selectionStart, at.selectionEnd] : null;
    const lists = chosen();
    part.replaceWith(fresh);
    part = fresh;
    bring();
    choose(lists);
    if (focus) focusOn(focus, caret);
    const state = part.querySelector("[data-state]")?.textContent.trim();
    if (told || state) say(told || state);
    return true;
}

function focusOn(id, caret) {
    const at = document.getElementById(id);
    at?.focus({ preventScroll: true });
    if (at && caret && at.setSelectionRange) at.setSelectionRange(...caret);
}

function say(text) {
    const at = part.querySelector("[data-state]");
    if (!at) return;
    at.textContent = ""; // said even when the same stood there
    setTimeout(() => { at.textContent = text; }, SAID_MS);
}

// ---- what was chosen stays, whatever happens to the page

// Lists of forms that are not kept: what is chosen in one and not sent yet, by what the form is about.
function chosen() {
    const lists = new Map();
    for (const list of part.querySelectorAll("form:not([data-keep], [data-sent]) select")) {
        const first = [...list.options].find((option) => option.defaultSelected) ?? list.options[0];
        if (first && list.value !== first.value) lists.set(aboutOf(list), list.value);
    }
    return lists;
}

function aboutOf(list) {
    const { of, block } = list.form.elements;
    return [list.form.getAttribute("action"), block?.value, of?.value, list.name].join(" ");
}

function choose(lists) {
    if (lists.size === 0) return;
    for (const list of part.querySelectorAll("form:not([data-keep]) select")) {
        const value = lists.get(aboutOf(list));
        if (value !== undefined && [...list.options].some((option) => option.value === value)) list.value = value;
    }
}

function values(form) {
    return [...new FormData(form)].filter(([name]) => name !== "once");
}

function keep(form) {
    if (form.dataset.keep) sessionStorage.setItem(KEPT + form.dataset.keep, JSON.stringify(values(form)));
}

function bring() {
    for (const form of part.querySelectorAll("form[data-keep]")) {
        const kept = JSON.parse(sessionStorage.getItem(KEPT + form.dataset.keep) ?? "[]");
        const same = (kept.find(([name]) => name === "round")?.[1] ?? "") === (form.elements.round?.value ?? "");
        for (const [name, value] of same ? kept : []) {
            const at = form.elements[name];
            if (at && at.type !== "hidden" && value !== "") at.value = value;
        }
        form.addEventListener("input", () => keep(form));
    }
    for (const form of part.querySelectorAll("form")) {
        if (!part.dataset.waits) return; // who runs the room sends forms as ever
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            send(form, new URLSearchParams(new FormData(form, event.submitter)));
        });
    }
}

// ---- the same body, with the same token, until an answer comes: it counts once; also when the page is opened anew meanwhile

function waiting() {
    return JSON.parse(sessionStorage.getItem(SENDING) ?? "[]");
}

function wait(one, isDone) {
    const others = waiting().filter(({ body }) => body !== one.body);
    sessionStorage.setItem(SENDING, JSON.stringify(isDone ? others : [...others, one]));
}

function send(form, body) {
    keep(form);
    form.querySelector("button").disabled = true;
    form.dataset.sent = "";
    const kept = form.dataset.keep ?? "";
    const one = { action: form.getAttribute("action"), body: String(body), kept, said: JSON.stringify(values(form)),
        focus: form.dataset.focus || (kept ? "" : document.activeElement.id), page: location.pathname };
    wait(one, false);
    deliver(one);
}

async function deliver(one) {
    try {
        const answer = await fetch(one.action, { method: "POST", body: new URLSearchParams(one.body) });
        if (answer.status === 503) throw new Error("busy");
        const text = await answer.text();
        wait(one, true);
        // what was typed meanwhile stays
        if (one.kept && sessionStorage.getItem(KEPT + one.kept) === one.said) sessionStorage.removeItem(KEPT + one.kept);
        if (!put(text, "")) return location.reload();
        if (one.focus) focusOn(one.focus);
        else part.querySelector("h2")?.scrollIntoView();
    } catch {
        say(part.dataset.waits);
        setTimeout(() => deliver(one), AGAIN_MS);
    }
}

document.addEventListener("visibilitychange", () => (document.hidden ? leave() : follow()));
bring();
follow();
for (const one of waiting()) if (one.page === location.pathname) deliver(one);
