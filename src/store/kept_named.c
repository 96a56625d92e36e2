/* SPDX-License-Identifier: AGPL-3.0-or-later
** kept_named: one map from a letter and a number to a row. */
#include "store/kept_named.h"

#include <string.h>

#include "base/map.h"
#include "store/kept.h"

enum named { CITY = 'c', PROJECT = 'p', CONTACT = 'k', CALL = 'f' };

struct contacts {
    struct q_city_contact *rows;
    size_t n;
};

#define KEY_MAX (1 + sizeof(int64_t))

static struct str key_of(enum named named, int64_t id, char room[KEY_MAX])
{
    room[0] = (char)named;
    memcpy(room + 1, &id, sizeof id);
    return (struct str){room, KEY_MAX};
}

static struct map *get_map(struct db *db)
{
    const void **slot = db_kept(db, KEPT_NAMED);
    if (*slot == NULL) {
        struct map *map = arena_new(db_kept_arena(db), struct map);
        map_init(map, db_kept_arena(db));
        *slot = map;
    }
    return (struct map *)(uintptr_t)*slot;
}

static const void *find(struct db *db, enum named named, int64_t id)
{
    char room[KEY_MAX];
    const struct map_item *item = map_find(get_map(db), key_of(named, id, room));
    return item != NULL ? item->value.pointer : NULL;
}

/* Where the next row goes. */
static struct arena *keeper_of(struct db *db, struct arena *arena)
{
    return get_map(db)->n < KEPT_NAMED_MAX ? db_kept_arena(db) : arena;
}

/* A row in the keeper's memory, or after a fault the memory back. */
static enum fault keep(struct db *db, struct arena *keeper, struct arena_mark mark, enum fault fault,
                       enum named named, int64_t id, void *row)
{
    char room[KEY_MAX];
    if (fault != OK) {
        arena_rewind(keeper, mark);
        return fault;
    }
    if (keeper == db_kept_arena(db)) {
        map_add(get_map(db), str_copy(keeper, key_of(named, id, room)))->value.pointer = row;
    }
    return OK;
}

void kept_city_soon(struct db *db, struct city_id id)
{
    if (db_takes_soon(db) && find(db, CITY, id.v) == NULL) {
        q_city_by_id_soon(db, id);
    }
}

enum fault kept_city(struct db *db, struct arena *arena, struct city_id id, const struct q_city_by_id **ret_city)
{
    const struct q_city_by_id *city = find(db, CITY, id.v);
    if (city == NULL) {
        struct arena *keeper = keeper_of(db, arena);
        struct arena_mark mark = arena_mark(keeper);
        struct q_city_by_id *row = arena_new(keeper, struct q_city_by_id);
        TRY(keep(db, keeper, mark, q_city_by_id(db, keeper, id, row), CITY, id.v, row));
        city = row;
    }
    *ret_city = city;
    return OK;
}

void kept_project_name_soon(struct db *db, struct project_id id)
{
    if (db_takes_soon(db) && find(db, PROJECT, id.v) == NULL) {
        q_project_name_soon(db, id);
    }
}

enum fault kept_project_name(struct db *db, struct arena *arena, struct project_id id,
                             const struct q_project_name **ret_project)
{
    const struct q_project_name *project = find(db, PROJECT, id.v);
    if (project == NULL) {
        struct arena *keeper = keeper_of(db, arena);
        struct arena_mark mark = arena_mark(keeper);
        struct q_project_name *row = arena_new(keeper, struct q_project_name);
        TRY(keep(db, keeper, mark, q_project_name(db, keeper, id, row), PROJECT, id.v, row));
        project = row;
    }
    *ret_project = project;
    return OK;
}

void kept_contact_soon(struct db *db, struct city_id id)
{
    if (db_takes_soon(db) && find(db, CONTACT, id.v) == NULL) {
        q_city_contact_soon(db, id);
    }
}

enum fault kept_contact(struct db *db, struct arena *arena, struct city_id id,
                        const struct q_city_contact **ret_contact)
{
    const struct contacts *contacts = find(db, CONTACT, id.v);
    if (contacts == NULL) {
        struct arena *keeper = keeper_of(db, arena);
        struct arena_mark mark = arena_mark(keeper);
        struct contacts *read = arena_new(keeper, struct contacts);
        TRY(keep(db, keeper, mark, q_city_contact(db, keeper, id, &read->rows, &read->n), CONTACT, id.v, read));
        contacts = read;
    }
    *ret_contact = contacts->n > 0 ? &contacts->rows[0] : NULL;
    return OK;
}

void kept_call_soon(struct db *db, int64_t id)
{
    if (db_takes_soon(db) && find(db, CALL, id) == NULL) {
        q_funding_call_row_soon(db, id);
    }
}

enum fault kept_call(struct db *db, struct arena *arena, int64_t id, const struct q_funding_call_row **ret_row)
{
    const struct q_funding_call_row *call = find(db, CALL, id);
    if (call == NULL) {
        struct arena *keeper = keeper_of(db, arena);
        struct arena_mark mark = arena_mark(keeper);
        struct q_funding_call_row *row = arena_new(keeper, struct q_funding_call_row);
        TRY(keep(db, keeper, mark, q_funding_call_row(db, keeper, id, row), CALL, id, row));
        call = row;
    }
    *ret_row = call;
    return OK;
}
