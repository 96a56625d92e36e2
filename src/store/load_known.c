/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/load_known.h"

#include <string.h>

#include "base/check.h"
#include "store/load_cordis.sql.h"

#define SLOTS_FIRST 64u

/* ---- a table of versions by number */

struct slot {
    uint64_t key; /* 0: free */
    int64_t updated_at;
    int64_t digest;
    int8_t rank;
    bool added;    /* by this import, so that nothing hung on it before */
    bool has_rows; /* participations that this import wrote */
};

struct table {
    struct slot *slots;
    size_t size; /* a power of two */
    size_t n;
};

static void table_init(struct table *table)
{
    *table = (struct table){.slots = mem_alloc(SLOTS_FIRST * sizeof(struct slot)), .size = SLOTS_FIRST};
    memset(table->slots, 0, SLOTS_FIRST * sizeof *table->slots);
}

/* One that grew large is given back: to clear it for every project would cost more than all rows. */
static void table_reset(struct table *table)
{
    if (table->size > SLOTS_FIRST) {
        mem_free(table->slots);
        table_init(table);
    } else if (table->n > 0) {
        memset(table->slots, 0, table->size * sizeof *table->slots);
        table->n = 0;
    }
}

/* Mixes all bits (the finaliser of MurmurHash3). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdu;
    x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53u;
    return x ^ (x >> 33);
}

static struct slot *slot_of(const struct table *table, uint64_t key)
{
    size_t i = mix(key) & (table->size - 1);
    while (table->slots[i].key != 0 && table->slots[i].key != key) {
        i = (i + 1) & (table->size - 1);
    }
    return &table->slots[i];
}

static void table_double(struct table *table)
{
    struct table grown = {.size = table->size * 2, .n = table->n};
    grown.slots = mem_alloc(grown.size * sizeof *grown.slots);
    memset(grown.slots, 0, grown.size * sizeof *grown.slots);
    for (size_t i = 0; i < table->size; i++) {
        if (table->slots[i].key != 0) {
            *slot_of(&grown, table->slots[i].key) = table->slots[i];
        }
    }
    mem_free(table->slots);
    *table = grown;
}

static bool table_find(const struct table *table, uint64_t key, struct load_version *ret_version)
{
    const struct slot *slot = slot_of(table, key);
    if (slot->key == 0) {
        return false;
    }
    *ret_version = (struct load_version){slot->updated_at, slot->digest, slot->rank};
    return true;
}

/* The slot is valid until the next call; *ret_new: it was not there. */
static struct slot *table_put(struct table *table, uint64_t key, struct load_version version, bool *ret_new)
{
    check(key != 0);
    if ((table->n + 1) * 4 > table->size * 3) {
        table_double(table);
    }
    struct slot *slot = slot_of(table, key);
    *ret_new = slot->key == 0;
    table->n += *ret_new;
    slot->key = key;
    slot->updated_at = version.updated_at;
    slot->digest = version.digest;
    slot->rank = (int8_t)version.rank;
    return slot;
}

/* ---- all that is known */

struct load_known {
    struct table projects, organisations;
    struct table participations; /* of `project` */
    struct project_id project;   /* 0: none yet */
};

struct load_known *load_known_new(void)
{
    struct load_known *known = mem_alloc(sizeof *known);
    *known = (struct load_known){0};
    table_init(&known->projects);
    table_init(&known->organisations);
    table_init(&known->participations);
    return known;
}

void load_known_free(struct load_known *known)
{
    if (known != NULL) {
        mem_free(known->projects.slots);
        mem_free(known->organisations.slots);
        mem_free(known->participations.slots);
        mem_free(known);
    }
}

/* What is known only because something else names it weighs nothing, the embedded extract little. */
struct load_version load_version_of(struct str kind, struct maybe_int updated_at, int64_t digest)
{
    int rank = digest == 0 ? 0 : str_eq(kind, S("cordis_extract")) ? 1 : 2;
    return (struct load_version){updated_at.known ? updated_at.v : INT64_MIN, digest, rank};
}

/* ---- reading */

static enum fault read_projects(struct load_known *known, struct db_rows *rows)
{
    bool more = true, is_new;
    while (true) {
        struct q_load_project_versions row;
        TRY(q_load_project_versions_next(rows, &row, &more));
        if (!more) {
            return OK;
        }
        (void)table_put(&known->projects, (uint64_t)row.id.v, load_version_of(row.kind, row.updated_at, row.digest),
                        &is_new);
    }
}

static enum fault read_organisations(struct load_known *known, struct db_rows *rows)
{
    bool more = true, is_new;
    while (true) {
        struct q_load_organisation_versions row;
        TRY(q_load_organisation_versions_next(rows, &row, &more));
        if (!more) {
            return OK;
        }
        (void)table_put(&known->organisations, (uint64_t)row.id.v,
                        load_version_of(row.kind, row.updated_at, row.digest), &is_new);
    }
}

enum fault load_known_read(struct load_known *known, struct db *db)
{
    struct db_rows *rows = NULL;
    TRY(q_load_project_versions_open(db, &rows));
    enum fault fault = read_projects(known, rows);
    db_rows_close(rows);
    TRY(fault);
    TRY(q_load_organisation_versions_open(db, &rows));
    fault = read_organisations(known, rows);
    db_rows_close(rows);
    return fault;
}

/* ---- participations of one project */

static uint64_t participation_key(struct organisation_id organisation, int64_t occurrence)
{
    check(organisation.v <= UINT32_MAX && occurrence <= UINT32_MAX);
    return (uint64_t)organisation.v << 32 | (uint64_t)occurrence;
}

static enum fault read_participations(struct load_known *known, struct db_rows *rows)
{
    bool more = true, is_new;
    while (true) {
        struct q_load_participation_versions row;
        TRY(q_load_participation_versions_next(rows, &row, &more));
        if (!more) {
            return OK;
        }
        (void)table_put(&known->participations, participation_key(row.organisation_id, row.occurrence),
                        load_version_of(row.kind, row.updated_at, row.digest), &is_new);
    }
}

static enum fault turn_to(struct load_known *known, struct db *db, struct project_id project)
{
    const struct slot *slot = slot_of(&known->projects, (uint64_t)project.v);
    struct db_rows *rows = NULL;
    known->project = (struct project_id){0};
    table_reset(&known->participations);
    if (slot->key != 0 && (!slot->added || slot->has_rows)) {
        TRY(q_load_participation_versions_open(db, project, &rows));
        enum fault fault = read_participations(known, rows);
        db_rows_close(rows);
        TRY(fault);
    }
    known->project = project;
    return OK;
}

enum fault load_known_participation(struct load_known *known, struct db *db, struct project_id project,
                                    struct organisation_id organisation, int64_t occurrence,
                                    struct load_version *ret_version, bool *ret_known)
{
    if (known->project.v != project.v) {
        TRY(turn_to(known, db, project));
    }
    *ret_known = table_find(&known->participations, participation_key(organisation, occurrence), ret_version);
    return OK;
}

bool load_known_project(const struct load_known *known, struct project_id id, struct load_version *ret_version)
{
    return table_find(&known->projects, (uint64_t)id.v, ret_version);
}

bool load_known_organisation(const struct load_known *known, struct organisation_id id,
                             struct load_version *ret_version)
{
    return table_find(&known->organisations, (uint64_t)id.v, ret_version);
}

/* ---- what was written */

void load_known_note_project(struct load_known *known, struct project_id id, struct load_version version)
{
    bool is_new;
    struct slot *slot = table_put(&known->projects, (uint64_t)id.v, version, &is_new);
    slot->added = slot->added || is_new;
}

void load_known_note_organisation(struct load_known *known, struct organisation_id id, struct load_version version)
{
    bool is_new;
    (void)table_put(&known->organisations, (uint64_t)id.v, version, &is_new);
}

void load_known_note_participation(struct load_known *known, struct organisation_id organisation, int64_t occurrence,
                                   struct load_version version)
{
    bool is_new;
    check(known->project.v != 0);
    (void)table_put(&known->participations, participation_key(organisation, occurrence), version, &is_new);
    struct slot *slot = slot_of(&known->projects, (uint64_t)known->project.v);
    slot->has_rows = slot->key != 0;
}
