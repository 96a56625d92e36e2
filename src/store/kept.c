/* SPDX-License-Identifier: AGPL-3.0-or-later
** kept: lists in the memory of the connection. */
#include "store/kept.h"

#include <string.h>

struct lists {
    struct q_theme_list *themes;
    struct q_size_bounds_list *bounds;
    size_t themes_count;
    size_t bounds_count;
};

static enum fault read_lists(struct db *db, struct arena *arena, struct lists *lists)
{
    kept_soon(db);
    TRY(q_theme_list(db, arena, &lists->themes, &lists->themes_count));
    return q_size_bounds_list(db, arena, &lists->bounds, &lists->bounds_count);
}

void kept_soon(struct db *db)
{
    if (*db_kept(db, KEPT_LISTS) == NULL) {
        q_theme_list_soon(db);
        q_size_bounds_list_soon(db);
    }
}

static enum fault get_lists(struct db *db, const struct lists **ret_lists)
{
    const void **slot = db_kept(db, KEPT_LISTS);
    if (*slot == NULL) {
        struct arena *arena = db_kept_arena(db);
        struct arena_mark mark = arena_mark(arena);
        struct lists *lists = arena_new(arena, struct lists);
        enum fault fault = read_lists(db, arena, lists);
        if (fault != OK) {
            arena_rewind(arena, mark);
            return fault;
        }
        *slot = lists;
    }
    *ret_lists = *slot;
    return OK;
}

enum fault kept_themes(struct db *db, const struct q_theme_list **ret_themes, size_t *ret_n)
{
    const struct lists *lists;
    TRY(get_lists(db, &lists));
    *ret_themes = lists->themes;
    *ret_n = lists->themes_count;
    return OK;
}

enum fault kept_bounds(struct db *db, const struct q_size_bounds_list **ret_bounds, size_t *ret_n)
{
    const struct lists *lists;
    TRY(get_lists(db, &lists));
    *ret_bounds = lists->bounds;
    *ret_n = lists->bounds_count;
    return OK;
}

#define SHELF_MAX 100 /* as the statement gives at most */

struct shelf {
    struct date day;
    size_t n;
    struct q_shelf_counts counts[SHELF_MAX];
};

static enum fault count_shelf(struct db *db, struct arena *arena, struct date today, struct shelf *shelf)
{
    struct q_shelf_counts *rows;
    size_t n;
    TRY(q_shelf_counts(db, arena, today, &rows, &n));
    if (n > 0) {
        memcpy(shelf->counts, rows, n * sizeof *rows);
    }
    shelf->n = n;
    shelf->day = today;
    return OK;
}

enum fault kept_shelf(struct db *db, struct arena *arena, struct date today, const struct q_shelf_counts **ret_counts,
                      size_t *ret_n)
{
    const void **slot = db_kept(db, KEPT_SHELF);
    struct shelf *shelf = (struct shelf *)(uintptr_t)*slot;
    if (shelf == NULL) {
        shelf = arena_new(db_kept_arena(db), struct shelf);
        shelf->day = DATE_NONE;
        *slot = shelf;
    }
    if (shelf->day.days != today.days) {
        TRY(count_shelf(db, arena, today, shelf));
    }
    *ret_counts = shelf->counts;
    *ret_n = shelf->n;
    return OK;
}
