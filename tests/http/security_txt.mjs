// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What is wrong with a security.txt by the rules of RFC 9116, as sentences; none: it holds.

const WEB = ["Acknowledgments", "Canonical", "Encryption", "Hiring", "Policy"]; // 2.5.1, 2.5.2, 2.5.4, 2.5.6, 2.5.7
const YEAR_MS = 365 * 86400_000;

function isUri(value) {
    try {
        return /^[a-z][a-z0-9+.-]*:/.test(value) && Boolean(new URL(value));
    } catch {
        return false;
    }
}

function fieldsOf(text, wrong) {
    const fields = [];
    if (!text.endsWith("\n")) wrong.push("the last line has no end (4, eol)");
    for (const line of text.split(/\r?\n/).slice(0, -1)) {
        if (line === "" || line.startsWith("#")) continue;
        const [, name, value] = /^([!-9;-~]+): (\S.*)$/.exec(line) ?? [];
        if (name === undefined) wrong.push(`neither a field nor a comment (4): ${line}`);
        else fields.push([name.toLowerCase(), value]);
    }
    return fields;
}

function expiresProblems(values, now) {
    if (values.length !== 1) return [`${values.length} lines Expires, not one (2.5.5)`];
    const at = Date.parse(values[0]);
    if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(values[0]) || Number.isNaN(at)) return [`Expires is no time of RFC 3339: ${values[0]}`];
    if (at <= now) return [`it has expired (5.3): ${values[0]}`];
    return at - now >= YEAR_MS ? [`it expires in a year or more (2.5.5): ${values[0]}`] : [];
}

export function securityTxtProblems({ status, headers, text }, canonical, now = Date.now()) {
    const wrong = [];
    if (status !== 200) return [`answers ${status}`];
    if (!/^text\/plain; ?charset=utf-8$/i.test(headers["content-type"] ?? "")) wrong.push(`type ${headers["content-type"]} (3)`);
    const fields = fieldsOf(text, wrong);
    const of = (name) => fields.filter(([known]) => known === name.toLowerCase()).map(([, value]) => value);
    if (of("Contact").length === 0) wrong.push("no Contact (2.5.3)");
    for (const value of of("Contact")) {
        if (!isUri(value) || /^http:/i.test(value)) wrong.push(`Contact is no address, or not https (2.5.3): ${value}`);
    }
    for (const name of WEB) {
        for (const value of of(name)) {
            if (!isUri(value) || /^http:/i.test(value)) wrong.push(`${name} is no address, or not https: ${value}`);
        }
    }
    wrong.push(...expiresProblems(of("Expires"), now));
    if (of("Canonical").join() !== canonical) wrong.push(`Canonical ${of("Canonical")}, not ${canonical} (2.5.2)`);
    if (of("Preferred-Languages").length > 1) wrong.push("Preferred-Languages stands twice (2.5.8)");
    for (const tag of of("Preferred-Languages").join().split(/\s*,\s*/)) {
        if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) wrong.push(`no language (2.5.8): ${tag}`);
    }
    return wrong;
}
