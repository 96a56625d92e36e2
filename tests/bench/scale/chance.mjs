// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Chance that is the same in every run: numbers, draws by weight, and urns.

// xoshiro128**, seeded by splitmix32. Gives numbers from 0 to below 1.
export function chanceOf(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x9e3779b9) >>> 0;
        let z = state;
        z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
        z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
        return (z ^ (z >>> 16)) >>> 0;
    };
    let [a, b, c, d] = [next(), next(), next(), next()];
    const turn = (x, k) => (x << k) | (x >>> (32 - k));
    return () => {
        const result = Math.imul(turn(Math.imul(b, 5), 7), 9) >>> 0;
        const t = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = turn(d, 11);
        return result / 4294967296;
    };
}

export const below = (chance, n) => Math.floor(chance() * n);

// A function that draws an index by weight, in the same time for any number of them (Vose's alias tables).
export function drawer(chance, weights) {
    const n = weights.length;
    const sum = weights.reduce((s, x) => s + x, 0);
    const share = Float64Array.from(weights, (x) => (x * n) / sum);
    const other = new Int32Array(n);
    const small = [], large = [];
    share.forEach((x, i) => (x < 1 ? small : large).push(i));
    while (small.length && large.length) {
        const s = small.pop(), l = large.pop();
        other[s] = l;
        share[l] -= 1 - share[s];
        (share[l] < 1 ? small : large).push(l);
    }
    for (const i of [...small, ...large]) share[i] = 1;
    return () => {
        const i = below(chance, n);
        return chance() < share[i] ? i : other[i];
    };
}

// [[value, weight], ...] -> a function that draws a value.
export function valueDrawer(chance, pairs) {
    const draw = drawer(chance, pairs.map((pair) => pair[1]));
    return () => pairs[draw()][0];
}

// An urn of Pitman and Yor: what was drawn often is drawn more often, and new ones never end. Few are large, most stand once,
// as among organisations and words. Gives numbers from 0; a number one past the largest so far is a new one.
export function urn(chance, { discount, strength }) {
    const counts = [];
    let draws = new Int32Array(1024), n = 0;
    const old = () => {
        for (;;) {
            const drawn = draws[below(chance, n)];
            if (chance() * counts[drawn] >= discount) return drawn;
        }
    };
    return () => {
        const isNew = n === 0 || chance() * (strength + n) < strength + discount * counts.length;
        const drawn = isNew ? counts.length : old();
        counts[drawn] = (counts[drawn] ?? 0) + 1;
        if (n === draws.length) {
            const grown = new Int32Array(2 * n);
            grown.set(draws);
            draws = grown;
        }
        draws[n++] = drawn;
        return drawn;
    };
}

// A value of a curve of sorted values at equal steps.
export function onCurve(chance, curve) {
    const at = chance() * (curve.length - 1), i = Math.floor(at);
    return Math.round(curve[i] + (at - i) * (curve[i + 1] - curve[i]));
}

const SYLLABLES = [...'bdfghjklmnprstvz'].flatMap((c) => [...'aeiou'].map((v) => c + v)); // 80
const PRIME = 40959979; // below 80^4: so different numbers give different words of four syllables

export function madeWord(number) {
    let rest = (number * 7919 + 104729) % PRIME, word = '';
    for (let i = 0; i < 4; i++) {
        word += SYLLABLES[rest % SYLLABLES.length];
        rest = Math.floor(rest / SYLLABLES.length);
    }
    return word;
}

export const capital = (word) => word[0].toUpperCase() + word.slice(1);
