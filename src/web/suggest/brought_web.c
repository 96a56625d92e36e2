/* SPDX-License-Identifier: AGPL-3.0-or-later
** suggest: who brought whom: member cities, and which of them suggested which, as a picture and as a table. Cities and
** days only: nobody is named. */
#include "text/country.h"
#include "text/tree.h"
#include "web/growth/growth_web.h"
#include "web/say.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

static struct str name_of(struct out *out, const struct q_suggestion_tree *row)
{
    struct str place = str_format(out->arena, "%.*s (%.*s)", STR_ARG(row->name),
                                  STR_ARG(country_name(out, row->country)));
    return row->has_left ? SAY(out, "{city}, has left", slot("city", place)) : place;
}

/* Its place among the rows; `n`: nobody suggested it, or it is not there. */
static size_t place_of(const struct q_suggestion_tree *rows, size_t n, struct maybe_int id)
{
    size_t i = 0;
    while (i < n && !(id.known && rows[i].id == id.v)) {
        i++;
    }
    return i;
}

static struct str say_by(struct out *out, const struct q_suggestion_tree *rows, size_t n, size_t i)
{
    size_t by = place_of(rows, n, rows[i].by_id);
    if (by == n) {
        return str_eq(rows[i].came, S("application")) ? W(out, "It asked by itself")
                                                         : W(out, "Those who run this network added it");
    }
    struct slot slots[] = {slot("city", rows[by].name), slot("n", count(rows[i].voices - 1))};
    return rows[i].voices == 1 ? rows[by].name
                               : words_text(out, W_NOTE("{city}, and {n} more|{city}, and {n} more"), slots, 2);
}

/* Those that suggested one that joined, or were suggested. */
static struct html draw(struct out *out, const struct q_suggestion_tree *rows, size_t n)
{
    struct tree_item *items = arena_array(out->arena, struct tree_item, n + 1);
    size_t *at = arena_array(out->arena, size_t, n + 1); /* of each row its item, and one more; 0: none */
    bool *has = arena_array(out->arena, bool, n + 1);
    size_t items_n = 0;
    for (size_t i = 0; i < n; i++) {
        size_t by = place_of(rows, n, rows[i].by_id);
        if (by < n && by != i) {
            has[i] = has[by] = true;
        }
    }
    for (size_t i = 0; i < n && items_n < TREE_ROWS_MAX; i++) {
        if (has[i]) {
            items[items_n] = (struct tree_item){rows[i].name, items_n};
            at[i] = ++items_n;
        }
    }
    for (size_t i = 0; i < n; i++) {
        size_t by = place_of(rows, n, rows[i].by_id);
        if (at[i] > 0 && by < n && at[by] > 0) {
            items[at[i] - 1].parent = at[by] - 1;
        }
    }
    return tree_draw(out, items, items_n, W(out, "Which member city suggested which; the table below says the same"));
}

enum fault brought_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct brought_page *m = arena_new(request->arena, struct brought_page);
    struct q_suggestion_tree *rows;
    size_t n;
    q_suggestion_tree_soon(request->db);
    q_growth_reach_soon(request->db);
    TRY(q_suggestion_tree(request->db, request->arena, &rows, &n));
    TRY(growth_say_reach(request, &out, &m->reach));
    m->page = page_of(request, W(&out, "Who brought whom"),
                      W(&out, "Which member city suggested which, and when each joined."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->picture = draw(&out, rows, n);
    m->rows = arena_array(request->arena, struct brought_row, n);
    for (size_t i = n; i-- > 0;) { /* the newest first */
        m->rows[m->n++] = (struct brought_row){name_of(&out, &rows[i]),
                                               (struct date){(int32_t)(rows[i].joined_at / 86400)},
                                               say_by(&out, rows, n, i)};
    }
    response->max_age_s = -1;
    view_brought(&out, m);
    return OK;
}
