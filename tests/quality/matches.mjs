// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Are the three cities shown first worth an e-mail? Forty questions, criteria and verdicts of judges who did not know which system
// proposed a city; against two simple systems; and every reason checked again from the source files.
import { evidenceFile } from './coverage.mjs';
import { bootstrap, mean } from './lib.mjs';
import { bodiesOf, DONE, fromFolder, fromZip, isTrue, readSource, recordsOf } from './match_reasons.mjs';
import { askProgram, proposals, qualified, QUALIFIED_LEAST, readCities, readQuestions, select, SHOWN, SYSTEMS }
    from './match_systems.mjs';
import { agreement, readVerdicts, verdictOf } from './match_verdicts.mjs';

const MET_LEAST = 2;
const BAR = 0.8;

// Each question with what each system shows and what was said of it.
function answerAll(program, url, cities) {
    return readQuestions().map((question) => {
        const answers = askProgram(program, url, question);
        return { question, answers, shown: proposals(cities, question, answers),
            qualified: qualified(cities, question).length >= QUALIFIED_LEAST };
    });
}

const withVerdicts = (rows, cities, verdicts) => rows.map((row) => ({ ...row, said: Object.fromEntries(SYSTEMS.map((system) => [system,
    row.shown[system].map((slug) => verdictOf(verdicts, row.question, cities.get(slug)))])) }));

const worth = (row, system) => row.said[system].filter((verdict) => verdict === 'yes').length;
// The most it could be, were every verdict still missing a yes.
const worthAtMost = (row, system) => row.said[system].filter((verdict) => verdict !== 'no').length;
const isMet = (row, system) => worth(row, system) >= MET_LEAST;

function addShares(table, rows) {
    for (const system of SYSTEMS) {
        table.share(`matches, ${system}: questions met`, rows.filter((row) => isMet(row, system)).length, rows.length,
            system === 'ours' ? BAR : null);
    }
    for (const system of SYSTEMS) {
        const values = rows.map((row) => worth(row, system) / SHOWN);
        const [low, high] = bootstrap(values);
        table.add(`matches, ${system}: precision at 3`, mean(values).toFixed(3), `${rows.length} questions; ${low.toFixed(3)} to ${high.toFixed(3)}`);
    }
    for (const system of SYSTEMS.slice(1)) {
        const least = rows.map((row) => (worth(row, 'ours') - worthAtMost(row, system)) / SHOWN);
        const leads = rows.map((row) => (worth(row, 'ours') - worth(row, system)) / SHOWN);
        const [low, high] = bootstrap(leads);
        const lead = mean(leads);
        table.add(`matches: lead over ${system}`, lead.toFixed(3), `paired; ${low.toFixed(3)} to ${high.toFixed(3)}; `
            + `${mean(least).toFixed(3)} if all open and unjudged pairs of the other were a yes and all of ours a no`,
            { holds: lead > 0, text: '> 0' });
    }
}

function addHalves(table, rows) {
    const share = (odd) => {
        const half = rows.filter((row) => Number(row.question.question) % 2 === odd);
        return `${half.filter((row) => isMet(row, 'ours')).length} of ${half.length}`;
    };
    table.add('matches, ours: odd half, even half', `${share(1)}, ${share(0)}`, 'questions met; only the odd ones were looked at');
}

// Three that say the same are not three.
function addSpread(table, rows, cities) {
    const few = (what) => rows.filter((row) => row.answers.length === SHOWN && new Set(row.answers.map(what)).size === 1).length;
    table.add('matches, ours: all three of one country', String(few((answer) => cities.get(answer.slug).country)), `of ${rows.length}`);
    table.add('matches, ours: all three by one project', String(few((answer) => DONE.exec(answer.reasons[0])?.[2])), `of ${rows.length}`);
}

function addJudging(table, rows, cities, verdicts) {
    // A third judge has only what the two differed on, and says nothing about the rest.
    const judgedBy = (judge) => [...verdicts.values()].filter((rows) => rows[judge]).length;
    for (const judge of [...verdicts.judges].filter((one) => judgedBy(one) * 2 > verdicts.size)) {
        const alone = withVerdicts(rows.filter((row) => row.qualified), cities, readVerdicts(judge));
        const shares = SYSTEMS.map((system) => mean(alone.map((row) => worth(row, system) / SHOWN)).toFixed(3));
        table.add(`matches, judge ${judge} alone: precision`, shares.join(', '), SYSTEMS.join(', '));
    }
    const count = (system, what) => rows.flatMap((row) => row.said[system]).filter((verdict) => verdict === what).length;
    const { n, agree, kappa } = agreement(verdicts, 'A', 'B');
    table.add('matches: agreement of A and B', n ? `kappa ${kappa.toFixed(2)}` : 'unknown',
        n ? `${n} pairs, the same verdict on ${agree.toFixed(3)}` : 'one judge only');
    for (const what of ['unjudged', 'open']) {
        table.add(`matches: ${what} pairs`, SYSTEMS.map((system) => count(system, what)).join(', '), `${SYSTEMS.join(', ')}; none counts as yes`);
    }
}

// A sentence with one fact of it changed: a year, a sum, a count or a name. None of these may pass.
function spoilt(sentence) {
    return [
        sentence.replace(/\d{4}/, (year) => String(Number(year) + 1)),
        sentence.replace(/€\d/, (start) => `€${9 - Number(start.slice(1))}`),
        sentence.replace(/in (\d+) more/, (_, n) => `in ${Number(n) + 1} more`),
        sentence.replace(/ in ([^ ,]+), on/, ' in NOSUCHNAME, on'),
        sentence.replace(/larger/, 'smaller').replace(/^Took part/, 'Led').replace(/^Works in/, 'Leads'),
    ].filter((changed) => changed !== sentence);
}

function addReasons(table, rows, cities, evidence, at) {
    const day = new Date().toISOString().slice(0, 10);
    const source = readSource([fromZip(at('cordis-horizon-bulk/cordis-HORIZONprojects-csv.dev.zip')), fromFolder(at('cordis-horizon-small'))],
        bodiesOf(evidence));
    const records = recordsOf(evidence, source, day);
    const names = new Map(select(evidence, 'select slug, name from theme').map((row) => [row.slug, row.name]));
    let right = 0, n = 0, caught = 0, changed = 0;
    for (const { question, answers } of rows) {
        for (const answer of answers) {
            for (const reason of answer.reasons) {
                const people = [cities.get(answer.slug).population, cities.get(question.city).population];
                const check = (sentence) => isTrue(sentence, records.get(answer.slug) ?? [], records.get(question.city) ?? [],
                    question.themes.map((slug) => names.get(slug)), people);
                const held = check(reason);
                const wrong = spoilt(reason);
                changed += wrong.length;
                caught += wrong.filter((sentence) => !check(sentence)).length;
                if (!held) console.log(`  not true, question ${question.question}, ${answer.slug}: ${reason}`);
                right += held;
                n++;
            }
        }
    }
    table.share('matches: reasons that are true', right, n, 1);
    table.share('matches: spoilt reasons found out', caught, changed, 1);
}

// `file`: the database with everything imported; `at` finds the data.
export function measureMatches(table, program, file, at) {
    const evidence = evidenceFile(file);
    const cities = readCities(evidence);
    const verdicts = readVerdicts();
    const rows = withVerdicts(answerAll(program, `sqlite:${file}`, cities), cities, verdicts);
    const held = rows.filter((row) => row.qualified);
    addShares(table, held);
    addHalves(table, held);
    table.share('matches, ours: met, all questions', rows.filter((row) => isMet(row, 'ours')).length, rows.length);
    addSpread(table, rows, cities);
    addJudging(table, rows, cities, verdicts);
    addReasons(table, rows, cities, evidence, at);
    for (const row of held) {
        if (!isMet(row, 'ours')) {
            console.log(`  question ${row.question.question} is not met: ${row.shown.ours.map((slug, i) => `${slug} ${row.said.ours[i]}`).join(', ')}`);
        }
    }
}
