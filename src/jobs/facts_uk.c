/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Projects of the structural funds in the UK, 2007 to 2013. The place is that of the organisation that ran the
** project. Who that was is not taken (one-person firms are among them), only whether it was the council of the place.
** Dates come as dd/mm/yyyy, as a year alone, or in short: years are kept. 0 is no amount.
*/
#include "base/fold.h"
#include "base/scan.h"
#include "jobs/facts.h"
#include "store/load_fact.sql.h"

enum column { TITLE, FUND, AUTHORITY, ORGANISATION, SUBSIDY, MATCHING, TOTAL, START, END, REGION };

static bool parse_year(struct str text, struct maybe_int *ret_year)
{
    struct str rest = text, last = text;
    while (rest.s) {
        last = str_cut(rest, str_contains(text, S(".")) ? '.' : '/', &rest);
    }
    int64_t year = 0;
    if (str_is_empty(text)) {
        *ret_year = (struct maybe_int){0};
        return true;
    }
    if (!parse_int(last, 0, 2100, &year) || (last.n != 2 && last.n != 4)) {
        return false;
    }
    *ret_year = (struct maybe_int){true, last.n == 2 ? 2000 + year : year};
    return ret_year->v >= 1990;
}

static bool parse_pence(struct str text, struct maybe_int *ret_pence)
{
    int64_t pence = 0;
    if (!str_is_empty(text) && !parse_cents(text, &pence)) {
        return false;
    }
    *ret_pence = (struct maybe_int){pence > 0, pence > 0 ? pence : 0};
    return pence >= 0;
}

/* "NEWCASTLE UPON TYNE CITY COUNCIL 108039" is that of "Newcastle upon Tyne"; a county's is not the city's. */
static bool is_council_of(struct facts *facts, struct str organisation, struct str authority)
{
    struct str folded = fold(facts->row, organisation);
    struct name_list names = name_variants(facts->row, S("GB"), authority);
    if (!str_contains(folded, S("council")) || str_contains(folded, S("county council"))) {
        return false;
    }
    for (size_t i = 0; i < names.n; i++) {
        struct str rest = str_from(folded, names.items[i].n);
        bool begins = str_starts(folded, names.items[i]);
        if (begins && (str_starts(rest, S(" council")) || str_starts(rest, S(" city council"))
                       || str_starts(rest, S(" borough council")) || str_starts(rest, S(" district council"))
                       || str_starts(rest, S(" metropolitan")))) {
            return true;
        }
    }
    return false;
}

/* What does not change in a row. */
static uint64_t key_of(struct facts *facts, const struct str *values)
{
    return str_hash(str_format(facts->row, "%.*s|%.*s|%.*s|%.*s|%.*s", STR_ARG(values[FUND]), STR_ARG(values[REGION]),
                               STR_ARG(values[ORGANISATION]), STR_ARG(values[TITLE]), STR_ARG(values[AUTHORITY])));
}

static enum fault put_project(struct facts *facts, const struct q_load_structural_add_in *project)
{
    struct q_load_structural_known known;
    enum fault fault = q_load_structural_known(facts->db, facts->row, project->key, project->occurrence, &known);
    if (fault == FAULT_NOT_FOUND) {
        facts->counts.added++;
        return q_load_structural_add(facts->db, project);
    }
    TRY(fault);
    int64_t before = db_changes(facts->db, &statement_load_structural_save);
    TRY(q_load_structural_save(facts->db, &(struct q_load_structural_save_in){
        .key = project->key, .occurrence = project->occurrence, .place_id = project->place_id, .fund = project->fund,
        .title = project->title, .start_year = project->start_year, .end_year = project->end_year,
        .eu_pence = project->eu_pence, .match_pence = project->match_pence, .total_pence = project->total_pence,
        .by_council = project->by_council, .source_id = project->source_id}));
    bool changed = db_changes(facts->db, &statement_load_structural_save) > before;
    facts->counts.changed += changed;
    facts->counts.unchanged += !changed;
    return OK;
}

/* No authority in the row: where it was is not known. */
static enum fault put_place(struct facts *facts, const struct str *values, struct maybe_int *ret_place)
{
    struct named_place place = {.kind = NAMED_AUTHORITY, .name = values[AUTHORITY], .country = S("GB")};
    if (str_is_empty(values[AUTHORITY])) {
        return OK;
    }
    ret_place->known = true;
    return facts_put_place(facts, str_format(facts->row, "uk/%.*s", STR_ARG(fold(facts->row, values[AUTHORITY]))),
                           &place, &ret_place->v);
}

static enum fault put_row(struct facts *facts, const struct str *values)
{
    struct q_load_structural_add_in project = {
        .fund = values[FUND], .title = values[TITLE], .source_id = facts->source,
        .by_council = is_council_of(facts, values[ORGANISATION], values[AUTHORITY]),
    };
    if (str_is_empty(values[TITLE])) {
        facts_reject(facts, "Project", "is missing");
        return OK;
    }
    if (!parse_year(values[START], &project.start_year) || !parse_year(values[END], &project.end_year)) {
        facts_reject(facts, "Start_date", "is not a date or a year");
        return OK;
    }
    if (!parse_pence(values[SUBSIDY], &project.eu_pence) || !parse_pence(values[MATCHING], &project.match_pence)
        || !parse_pence(values[TOTAL], &project.total_pence)) {
        facts_reject(facts, "Subsidy", "is not an amount of money");
        return OK;
    }
    uint64_t key = key_of(facts, values);
    project.key = (int64_t)(key >> 1); /* never negative */
    project.occurrence = facts_seen(facts, key);
    if (project.occurrence == 0) {
        facts->why = str_format(facts->arena, "%.*s has more than %u projects: split it.", STR_ARG(facts->file),
                                SEEN_MAX);
        return FAULT_TOO_LARGE;
    }
    TRY(put_place(facts, values, &project.place_id));
    return put_project(facts, &project);
}

const struct facts_kind facts_uk = {
    .name = S_INIT("uk-structural"),
    .publisher = PUBLISHER_UK_STRUCTURAL,
    .wanted = S_INIT("projects of UK structural funds (columns Project, Type, LAU1_NAME, Subsidy)"),
    .records = S_INIT("Projects"),
    .columns = {
        [TITLE] = "Project", [FUND] = "Type", [AUTHORITY] = "LAU1_NAME", [ORGANISATION] = "Organization",
        [SUBSIDY] = "Subsidy", [MATCHING] = "Matching", [TOTAL] = "Total", [START] = "Start_date", [END] = "End_date",
        [REGION] = "Region",
    },
    .needed = MATCHING,
    .put = put_row,
};
