/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** What the records of cities need to know of projects, read again from what was derived before: for a correction, which
** changes no project.
*/
#include <string.h>

#include "jobs/derive_parts.h"
#include "store/derive.sql.h"

struct loading {
    struct db_rows *themes; /* in the order of projects, walked beside them */
    bool more;
    struct q_derive_project_theme_list row;
    struct project_fact *items;
    size_t n;
};

struct project_fact derive_fact_of(struct date today, const struct fact_source *from)
{
    struct date first = date_is_none(from->start_on) ? from->end_on : from->start_on;
    struct date last = date_is_none(from->end_on) ? from->start_on : from->end_on;
    return (struct project_fact){
        .id = from->id,
        .status = status_kind_of(from->status, from->start_on, from->end_on, from->has_results, today),
        .first_year = date_is_none(first) ? 0 : date_year(first),
        .last_year = date_is_none(last) ? 0 : date_year(last),
        .ec_max_cents = from->ec_max_cents.known ? from->ec_max_cents.v : 0,
    };
}

static enum fault next_theme(struct loading *loading)
{
    return q_derive_project_theme_list_next(loading->themes, &loading->row, &loading->more);
}

static enum fault take_themes(struct loading *loading, struct project_fact *fact)
{
    while (loading->more && loading->row.project_id.v <= fact->id.v) {
        if (loading->row.project_id.v == fact->id.v && fact->themes_n < THEME_PER_PROJECT_MAX) {
            fact->themes[fact->themes_n] = (uint8_t)loading->row.theme_id.v;
            fact->scores[fact->themes_n++] = (int16_t)loading->row.score;
        }
        TRY(next_theme(loading));
    }
    return OK;
}

static enum fault load_rows(const struct deriving *deriving, struct loading *loading, struct db_rows *rows, size_t most)
{
    bool more = true;
    TRY(next_theme(loading));
    while (more && loading->n < most) {
        struct q_derive_project_facts row;
        TRY(q_derive_project_facts_next(rows, &row, &more));
        if (!more) {
            return OK;
        }
        struct project_fact *fact = &loading->items[loading->n++];
        *fact = derive_fact_of(deriving->today, &(struct fact_source){
            .id = row.id, .status = row.status, .start_on = row.start_on, .end_on = row.end_on,
            .has_results = row.has_results, .ec_max_cents = row.ec_max_cents});
        TRY(take_themes(loading, fact));
    }
    return OK;
}

enum fault derive_facts_load(const struct deriving *deriving, struct arena *arena, struct project_facts *ret_facts)
{
    struct q_derive_project_count count;
    struct db_rows *rows = NULL;
    struct loading loading = {0};
    TRY(q_derive_project_count(deriving->db, arena, &count));
    loading.items = arena_array(arena, struct project_fact, (size_t)count.projects + 1);
    TRY(q_derive_project_theme_list_open(deriving->db, &loading.themes));
    enum fault fault = q_derive_project_facts_open(deriving->db, &rows);
    if (fault == OK) {
        fault = load_rows(deriving, &loading, rows, (size_t)count.projects);
        db_rows_close(rows);
    }
    db_rows_close(loading.themes);
    TRY(fault);
    *ret_facts = (struct project_facts){loading.items, loading.n};
    return OK;
}
