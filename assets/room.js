// SPDX-License-Identifier: AGPL-3.0-or-later
// A room of a leadership programme, kept up to date; every page of it works without. What is new comes as a stream of numbers while the
// page is looked at; what there is to see is then fetched as the page itself. An answer that cannot be sent is kept here and sent once.

const AGAIN_MS = 2000;
const KEPT = "room ";

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
    if (news.mark !== part.dataset.mark) fetchSoon();
}

// A thousand phones hear it at once: they come within a second, not in one moment.
function fetchSoon() {
    clearTimeout(moved);
    moved = setTimeout(() => fetchPart(), Math.random() * 1000);
}

async function fetchPart() {
    try {
        const answer = await fetch(location.pathname, { credentials: "same-origin" });
        if (answer.ok) put(await answer.text(), part.dataset.moved);
    } catch {
        setTimeout(fetchSoon, AGAIN_MS);
    }
}

function put(text, told) {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("room");
    if (!fresh) return false;
    part.replaceWith(fresh);
    part = fresh;
    bring();
    if (told) say(told);
    return true;
}

function say(text) {
    const at = part.querySelector("[data-state]");
    if (at) at.textContent = text;
}

// ---- what was chosen stays, whatever happens to the page

function values(form) {
    return [...new FormData(form)].filter(([name]) => name !== "once");
}

function keep(form) {
    sessionStorage.setItem(KEPT + form.dataset.keep, JSON.stringify(values(form)));
}

function bring() {
    for (const form of part.querySelectorAll("form[data-keep]")) {
        const kept = JSON.parse(sessionStorage.getItem(KEPT + form.dataset.keep) ?? "[]");
        const same = kept.find(([name]) => name === "round")?.[1] === form.elements.round.value;
        for (const [name, value] of same ? kept : []) {
            if (/^c\d+$/.test(name) && form.elements[name]) form.elements[name].value = value;
        }
        form.addEventListener("change", () => keep(form));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            send(form, new URLSearchParams(new FormData(form)));
        });
    }
}

// The same body, with the same token, until an answer comes: it counts once.
async function send(form, body) {
    keep(form);
    form.querySelector("button").disabled = true;
    try {
        const answer = await fetch(form.action, { method: "POST", body });
        if (answer.status === 503) throw new Error("busy");
        sessionStorage.removeItem(KEPT + form.dataset.keep);
        if (!put(await answer.text(), "")) location.reload();
        part.querySelector("h2")?.scrollIntoView();
    } catch {
        say(part.dataset.waits);
        setTimeout(() => send(form, body), AGAIN_MS);
    }
}

document.addEventListener("visibilitychange", () => (document.hidden ? leave() : follow()));
bring();
follow();
