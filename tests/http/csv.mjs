// SPDX-License-Identifier: AGPL-3.0-or-later
//
// RFC 4180, strictly: what is wrong with a text as CSV, or null. Lines end in CR LF, quotes are doubled, rows are of one width.

export function csvRows(text) {
    const rows = [];
    let row = [];
    let at = 0;
    while (at < text.length) {
        let cell;
        if (text[at] === '"') {
            let end = at + 1;
            while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
            if (end >= text.length) throw new Error(`row ${rows.length + 1}: a quote is not closed`);
            cell = text.slice(at + 1, end).replaceAll('""', '"');
            at = end + 1;
        } else {
            const end = /[,\r\n"]/.exec(text.slice(at))?.index ?? text.length - at;
            cell = text.slice(at, at + end);
            at += end;
        }
        row.push(cell);
        if (text[at] === ",") {
            at++;
            if (at === text.length) throw new Error("ends in a comma");
            if (text.startsWith("\r\n", at)) row.push("");
        }
        if (text.startsWith("\r\n", at)) {
            rows.push(row);
            row = [];
            at += 2;
        } else if (at < text.length && text[at - 1] !== ",") {
            throw new Error(`row ${rows.length + 1}: ${JSON.stringify(text.slice(at, at + 8))} behind a cell`);
        }
    }
    if (row.length) rows.push(row);
    return rows;
}

export function csvProblem(text) {
    let rows;
    try {
        rows = csvRows(text.replace(/^\ufeff/, ""));
    } catch (problem) {
        return problem.message;
    }
    if (rows.length === 0) return "no header";
    const odd = rows.findIndex((row) => row.length !== rows[0].length);
    if (odd >= 0) return `row ${odd + 1} has ${rows[odd].length} cells, the header ${rows[0].length}`;
    if (rows[0].some((name) => !/^[a-z0-9_]+$/.test(name))) return `odd column names: ${rows[0].join(" ")}`;
    return null;
}
