/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/call_facts.h"

#include "base/check.h"
#include "store/funding_call.sql.h"
#include "store/kept.h"

static const struct str STATUSES[] = {S_INIT("unknown"), S_INIT("open"), S_INIT("forthcoming"), S_INIT("closed")};

struct rows {
    struct q_call_fact_list *calls;
    struct q_call_fact_themes *themes;
    struct q_call_fact_pays *pays;
    struct q_call_fact_days *days;
    size_t calls_n, themes_n, pays_n, days_n;
};

void call_facts_soon(struct db *db)
{
    if (*db_kept(db, KEPT_CALLS) == NULL) {
        q_call_fact_list_soon(db);
        q_call_fact_themes_soon(db);
        q_call_fact_pays_soon(db);
        q_call_fact_days_soon(db);
    }
}

static enum fault read_rows(struct db *db, struct arena *arena, struct rows *rows)
{
    call_facts_soon(db);
    TRY(q_call_fact_list(db, arena, &rows->calls, &rows->calls_n));
    TRY(q_call_fact_themes(db, arena, &rows->themes, &rows->themes_n));
    TRY(q_call_fact_pays(db, arena, &rows->pays, &rows->pays_n));
    return q_call_fact_days(db, arena, &rows->days, &rows->days_n);
}

static uint8_t status_of(struct str word)
{
    for (uint8_t i = 0; i < COUNT_OF(STATUSES); i++) {
        if (str_eq(word, STATUSES[i])) {
            return i;
        }
    }
    return 0;
}

#define PROGRAMMES_MAX 64 /* funding programmes and types of action that are kept once; of more, each time */

/* Copied, or the copy of the same from before. */
static struct str keep(struct arena *arena, struct str *kept, size_t *n, struct str text)
{
    for (size_t i = 0; i < *n; i++) {
        if (str_eq(kept[i], text)) {
            return kept[i];
        }
    }
    struct str copy = str_copy(arena, text);
    if (*n < PROGRAMMES_MAX) {
        kept[(*n)++] = copy;
    }
    return copy;
}

static const struct call_kind *kinds_of(struct arena *arena, const struct rows *rows)
{
    struct call_kind *kinds = arena_array(arena, struct call_kind, rows->calls_n + 1);
    struct str programmes[PROGRAMMES_MAX], actions[PROGRAMMES_MAX];
    size_t programmes_n = 0, actions_n = 0;
    for (size_t i = 0; i < rows->calls_n; i++) {
        kinds[i] = (struct call_kind){keep(arena, programmes, &programmes_n, rows->calls[i].programme),
                                      str_copy(arena, rows->calls[i].identifier),
                                      keep(arena, actions, &actions_n, rows->calls[i].action)};
    }
    return kinds;
}

static uint8_t size_of(const struct q_call_fact_list *row)
{
    struct maybe_int cents = row->grant_max_cents.known ? row->grant_max_cents : row->grant_min_cents;
    return (uint8_t)funding_call_size(cents.known && str_eq(row->currency, S("EUR")) ? cents.v : 0);
}

static void put_places(const struct rows *rows, struct call_fact *items, uint32_t *places)
{
    for (size_t i = 0; i < rows->calls_n; i++) {
        const struct q_call_fact_list *row = &rows->calls[i];
        items[i] = (struct call_fact){.id = row->id, .opens_on = row->opens_on, .closes_on = row->closes_on,
                                      .status = status_of(row->status), .size = size_of(row)};
        places[row->id] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < rows->themes_n; i++) {
        int64_t theme = rows->themes[i].theme_id.v;
        items[places[rows->themes[i].call_id] - 1].themes |= theme <= CALL_THEMES_MAX ? 1ull << theme : 0;
    }
    for (size_t i = 0; i < rows->pays_n; i++) {
        enum pays what;
        if (pays_parse(rows->pays[i].what, &what)) {
            items[places[rows->pays[i].call_id] - 1].pays |= (uint8_t)(1u << what);
        }
    }
}

/* Those of one funding call stand together. */
static void put_days(const struct rows *rows, struct call_fact *items, const uint32_t *places, struct date *days)
{
    for (size_t i = 0; i < rows->days_n; i++) {
        struct call_fact *fact = &items[places[rows->days[i].call_id] - 1];
        days[i] = rows->days[i].day_on;
        fact->days_from = fact->days_n == 0 ? (uint32_t)i : fact->days_from;
        fact->days_n++;
    }
}

static void make(struct arena *arena, const struct rows *rows, struct call_facts *facts)
{
    size_t last = 0;
    for (size_t i = 0; i < rows->calls_n; i++) {
        last = (size_t)rows->calls[i].id > last ? (size_t)rows->calls[i].id : last;
    }
    struct call_fact *items = arena_array(arena, struct call_fact, rows->calls_n + 1);
    uint32_t *places = arena_array(arena, uint32_t, last + 1);
    struct date *days = arena_array(arena, struct date, rows->days_n + 1);
    put_places(rows, items, places);
    put_days(rows, items, places, days);
    *facts = (struct call_facts){items, kinds_of(arena, rows), rows->calls_n, days, places, last + 1};
}

enum fault call_facts_get(struct db *db, struct arena *arena, struct call_facts *ret_facts)
{
    const void **slot = db_kept(db, KEPT_CALLS);
    if (*slot == NULL) {
        struct rows rows;
        struct arena_mark mark = arena_mark(arena);
        TRY(read_rows(db, arena, &rows));
        struct call_facts *facts = arena_new(db_kept_arena(db), struct call_facts);
        make(db_kept_arena(db), &rows, facts);
        arena_rewind(arena, mark);
        *slot = facts;
    }
    *ret_facts = *(const struct call_facts *)*slot;
    return OK;
}

const struct call_fact *call_facts_find(const struct call_facts *facts, int64_t id)
{
    bool there = id > 0 && (size_t)id < facts->places_n && facts->places[id] > 0;
    return there ? &facts->items[facts->places[id] - 1] : NULL;
}

enum funding_call_standing call_fact_standing(const struct call_fact *fact, struct date today)
{
    const struct funding_call_days days = {STATUSES[fact->status], fact->opens_on, fact->closes_on};
    return funding_call_standing(&days, today);
}

struct date call_fact_deadline(const struct call_facts *facts, const struct call_fact *fact, struct date today)
{
    for (uint32_t i = 0; i < fact->days_n; i++) {
        if (facts->days[fact->days_from + i].days >= today.days) {
            return facts->days[fact->days_from + i];
        }
    }
    return fact->closes_on;
}
