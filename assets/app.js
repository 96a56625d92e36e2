// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What script adds; every page works without it.
//
// 1. City boxes (<div data-cities="/cities.json"> around an input): names are offered while typing, as an editable combobox
//    with a list (WAI-ARIA Authoring Practices). Choosing one opens the city's page, or only fills the field (data-keep). The form still sends what was typed.
// 2. Copy buttons (<button data-copy="id" data-done="Copied" data-failed="Press Ctrl and C" hidden>): shown, and copy what stands
//    in that field or element; what came of it is said beside the button, politely.
// 3. A form that only waits for its button (<form data-send="1">) is sent, and a link that leads on (<a data-go="700">) is followed
//    after so many milliseconds.
// 4. A field filled from a file on this computer (<p data-fill="id" hidden> around the input): shown; the file is read here and
//    sent by nobody but the form, as if it had been pasted.
// 5. A text with a limit (<textarea data-count="words" data-most="500" data-says="Now: {n} of 500" data-over="too many: {over}">):
//    how long it is stands below it while one types, as the server counts (domain/bid_count.h), said politely once one pauses.
// 6. What has to be mended (<div data-focus>) has the focus when the page opens.
// 7. On a small screen parts fold that are not needed first (<details open data-fold>), but for what the address points to.

const WAIT_MS = 150;
const LETTERS_MIN = 2;
const OFFERS_MAX = 8;
const COUNT_SAY_MS = 1500;
const SMALL = "40em";

function element(name, attributes, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
}

class CityBox {
    constructor(box) {
        this.box = box;
        this.input = box.querySelector("input");
        this.list = element("ul", { class: "sg-offers", role: "listbox", id: `${this.input.id}-offers`, hidden: "" });
        this.list.setAttribute("aria-label", this.input.labels[0]?.textContent ?? "");
        this.says = element("div", { class: "sg-hidden", role: "status" });
        this.offers = [];
        this.chosen = -1;
        for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
            "aria-controls": this.list.id })) this.input.setAttribute(key, value);
        box.append(this.list, this.says);
        this.input.addEventListener("input", () => this.ask());
        this.input.addEventListener("keydown", (event) => this.press(event));
        this.input.addEventListener("blur", () => this.close());
        this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
        this.list.addEventListener("click", (event) => {
            const item = event.target.closest("li");
            if (item) this.open([...this.list.children].indexOf(item));
        });
    }

    ask() {
        clearTimeout(this.timer);
        this.asking?.abort();
        const text = this.input.value.trim();
        if (text.length < LETTERS_MIN) return this.close();
        this.timer = setTimeout(() => this.fetch(text), WAIT_MS);
    }

    async fetch(text) {
        const asking = this.asking = new AbortController();
        try {
            const url = `${this.box.dataset.cities}?q=${encodeURIComponent(text)}`;
            const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "application/json" } });
            if (answer.ok) this.show(await answer.json());
        } catch {
            if (!asking.signal.aborted) this.close(); // no network: the form itself still works. Asked anew: that goes on
        }
    }

    show(cities) {
        if (document.activeElement !== this.input) return;
        this.offers = cities.slice(0, OFFERS_MAX);
        this.list.replaceChildren(...this.offers.map((city, i) => {
            const item = element("li", { role: "option", id: `${this.list.id}-${i}`, "aria-selected": "false" }, city.name);
            const notes = [city.country ? countryName(city.country) : "", city.guess ? this.box.dataset.guess : ""].filter(Boolean);
            if (notes.length) item.append(element("span", {}, notes.join(" · ")));
            return item;
        }));
        this.list.hidden = this.offers.length === 0;
        this.input.setAttribute("aria-expanded", String(!this.list.hidden));
        this.choose(-1);
        const asked = this.offers[0]?.guess ? `${this.box.dataset.guess} ` : ""; // nothing is called so: these are spelt nearly so
        this.says.textContent = this.offers.length ? `${asked}${this.offers.length}. ${this.box.dataset.some}` : this.box.dataset.none;
    }

    choose(i) {
        this.chosen = i;
        [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === i)));
        if (i < 0) return this.input.removeAttribute("aria-activedescendant");
        this.input.setAttribute("aria-activedescendant", this.list.children[i].id);
        this.list.children[i].scrollIntoView({ block: "nearest" });
    }

    close() {
        clearTimeout(this.timer);
        this.list.hidden = true;
        this.input.setAttribute("aria-expanded", "false");
        this.choose(-1);
    }

    open(i) {
        this.input.value = this.offers[i].name;
        this.close();
        if ("keep" in this.box.dataset) return; // part of a larger form, which goes on
        location.assign(new URL(this.offers[i].url, location.origin).pathname);
    }

    press(event) {
        const n = this.list.hidden ? 0 : this.offers.length;
        if (event.key === "Escape" && n) {
            this.close();
        } else if (event.key === "ArrowDown" && n) {
            this.choose((this.chosen + 1) % n);
        } else if (event.key === "ArrowUp" && n) {
            this.choose((this.chosen + n - (this.chosen < 0 ? 0 : 1)) % n);
        } else if (event.key === "Enter" && n && this.chosen >= 0) {
            this.open(this.chosen);
        } else {
            return;
        }
        event.preventDefault();
    }
}

function countryName(code) {
    try {
        return new Intl.DisplayNames([document.documentElement.lang, "en"], { type: "region" }).of(code);
    } catch {
        return code; // a language or a country that the browser does not know
    }
}

// What stands in a field, or in any other element.
const textOf = (from) => from.value ?? from.textContent;

function mark(from) {
    if (from.select) return from.select();
    getSelection().selectAllChildren(from);
}

// Where it does not work (no permission, an old browser) the text is marked, so that two keys copy it. Both are said.
async function copy(button, says) {
    const from = document.getElementById(button.dataset.copy);
    try {
        await navigator.clipboard.writeText(textOf(from));
        says.textContent = button.dataset.done;
    } catch {
        mark(from);
        says.textContent = button.dataset.failed ?? "";
    }
}

if (matchMedia(`(max-width: ${SMALL})`).matches) {
    const meant = document.getElementById(location.hash.slice(1));
    for (const part of document.querySelectorAll("details[data-fold]")) part.open = part.contains(meant);
}

document.querySelector("[data-focus]")?.focus();
for (const box of document.querySelectorAll("[data-cities]")) new CityBox(box);
for (const button of document.querySelectorAll("button[data-copy]")) {
    const says = element("span", { class: "sg-copied", role: "status" });
    button.after(says);
    button.hidden = false;
    button.addEventListener("click", () => copy(button, says));
}

// As UTF-8; a spreadsheet on Windows may have saved it as windows-1252.
async function readText(file) {
    const bytes = await file.arrayBuffer();
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        return new TextDecoder("windows-1252").decode(bytes);
    }
}

for (const box of document.querySelectorAll("[data-fill]")) {
    const into = document.getElementById(box.dataset.fill);
    const input = box.querySelector("input");
    box.hidden = false;
    input.addEventListener("change", async () => {
        if (input.files.length === 0) return;
        into.value = await readText(input.files[0]);
        into.focus();
    });
}

function lengthOf(area) {
    const n = area.dataset.count === "words" ? (area.value.match(/\S+/g) ?? []).length : [...area.value].length;
    const figure = (x) => x.toLocaleString(document.documentElement.lang);
    const most = Number(area.dataset.most);
    const over = most > 0 && n > most ? `, ${area.dataset.over.replace("{over}", figure(n - most))}` : "";
    return { text: area.dataset.says.replace("{n}", figure(n)) + over, over: over !== "" };
}

for (const area of document.querySelectorAll("textarea[data-count]:not([readonly])")) {
    const seen = element("p", { class: "sg-count", "aria-hidden": "true" });
    const said = element("p", { class: "sg-hidden", role: "status" });
    let timer;
    const show = () => {
        const length = lengthOf(area);
        seen.textContent = length.text;
        seen.classList.toggle("sg-count--over", length.over);
        clearTimeout(timer);
        timer = setTimeout(() => { said.textContent = length.text; }, COUNT_SAY_MS);
    };
    area.after(seen, said);
    area.addEventListener("input", show);
    show();
}

document.querySelector('form[data-send="1"]')?.requestSubmit();
for (const link of document.querySelectorAll("a[data-go]")) setTimeout(() => location.replace(link.href), Number(link.dataset.go));
