// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A phone that shows codes, for tests: RFC 4648 base32, RFC 4226, RFC 6238, written by themselves.

import { createHmac } from "node:crypto";

function base32(text) {
    const bits = [...text].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
    return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// The code of a secret (in base32) at a step.
export function codeAt(secret, step) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", base32(secret)).update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

export const stepNow = () => Math.floor(Date.now() / 30000);
// The step before the present one, once that has 10 seconds left: on a busy machine a code of it would else be too old when it arrives.
export async function stepBefore() {
    const left = 30_000 - Date.now() % 30_000;
    if (left < 10_000) await new Promise((done) => { setTimeout(done, left + 50); });
    return stepNow() - 1;
}
