// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a half-day has to come to, counted here once more by other means than the program's: from the answers that chain.mjs gives.

const SMALL = 5; // fewer are not shown where nobody is named

export const times = (values, value) => values.filter((one) => one === value).length;
export const lowerMedian = (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1];

// What stands in the table of a survey without names; `adds`: the rows are parts of one whole.
export function shownOf(counts, { adds }) {
    const hidden = counts.map((n) => n > 0 && n < SMALL);
    if (adds && hidden.filter(Boolean).length === 1) { // it would follow from the others
        const least = Math.min(...counts.filter((_, i) => !hidden[i]));
        hidden[counts.findIndex((n, i) => !hidden[i] && n === least)] = true;
    }
    return counts.map((n, i) => hidden[i] ? "fewer than 5" : String(n));
}

// r_wg on a scale of `levels`, in the words of the screen.
export function agreed(values, levels = 5) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    const share = 1 - variance * 12 / (levels ** 2 - 1);
    return share > 0.7 ? "we agree" : share > 0.5 ? "partly" : "not yet";
}

// ballots: for each person the dots of each option. Best first; level ones are for the lot, and not to be asked here.
export function dotsOf(ballots, options) {
    return options.map((name, i) => ({ name, dots: ballots.reduce((sum, ballot) => sum + (ballot[i] ?? 0), 0), people: ballots.filter((ballot) => ballot[i] > 0).length }))
        .sort((a, b) => b.dots - a.dots || b.people - a.people);
}

// ballots: for each person the place of each option (0: none, which is the last). Groups of options that share a place, by Schulze:
// how strong a way leads from one to another, tried over all ways.
export function schulze(ballots, options) {
    const place = (ballot, i) => ballot[i] || Infinity;
    const before = options.map((_, a) => options.map((__, b) => ballots.filter((ballot) => place(ballot, a) < place(ballot, b)).length));
    const way = (from, to, seen) => Math.max(...options.map((_, next) => {
        if (next === from || seen.includes(next) || before[from][next] <= before[next][from]) return 0;
        return Math.min(before[from][next], next === to ? Infinity : way(next, to, [...seen, next]));
    }));
    const wins = (a, b) => way(a, b, [a]) > way(b, a, [b]);
    const behind = options.map((_, a) => options.filter((__, b) => b !== a && wins(b, a)).length);
    return options.map((name, i) => ({ name, place: behind[i] + 1, shares: times(behind, behind[i]) > 1 })).sort((a, b) => a.place - b.place);
}

// One point for each option behind, half a one for each level: "1. A, 2. B, 2. C".
export function borda(ballots, options) {
    const place = (ballot, i) => ballot[i] || Infinity;
    const points = options.map((_, a) => ballots.reduce((sum, ballot) => sum + options.reduce((all, __, b) =>
        all + (a === b ? 0 : place(ballot, a) < place(ballot, b) ? 1 : place(ballot, a) === place(ballot, b) ? 0.5 : 0), 0), 0));
    return options.map((name, i) => ({ name, place: 1 + points.filter((other) => other > points[i]).length })).sort((a, b) => a.place - b.place)
        .map(({ name, place: nth }) => `${nth}. ${name}`).join(", ");
}
