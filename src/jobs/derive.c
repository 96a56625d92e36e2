/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/derive.h"

#include "jobs/content_size.h"
#include "jobs/content_theme.h"
#include "jobs/derive_parts.h"
#include "jobs/gazetteer.h"
#include "store/derive.sql.h"

#define CONTENT_ARENA_MAX (160u << 20) /* 100,000 corrections with the longest reasons take 130 MiB, a few none */
#define FACTS_ARENA_MAX (256u << 20) /* 200,000 projects take 24 MiB with growing */
#define DAY_S 86400
#define THEMES_NAMED 8 /* the first eight of content/themes.json are those that small cities named */

enum what { ALL, PLACES, CALLS };

/* What pages show of the product's own content. */
static enum fault put_content(const struct deriving *deriving)
{
    const struct size_rule *rule = deriving->size_rule;
    TRY(q_derive_clear_theme(deriving->db));
    TRY(q_derive_clear_bounds(deriving->db));
    for (size_t i = 0; i < deriving->themes->n; i++) {
        const struct theme *theme = &deriving->themes->items[i];
        TRY(q_derive_theme_add(deriving->db, theme->id, theme->slug, theme->name, theme->sentence,
                               theme->id.v <= THEMES_NAMED));
    }
    TRY(q_derive_bounds_add(deriving->db, S(""), rule->usual.low, rule->usual.high, S("")));
    for (size_t i = 0; i < rule->overrides_n; i++) {
        const struct size_override *own = &rule->overrides[i];
        TRY(q_derive_bounds_add(deriving->db, own->country, own->bounds.low, own->bounds.high, own->bounds.why));
    }
    return OK;
}

/* What names a city: it is read once for all, and given back before the projects want memory. */
static enum fault derive_cities(const struct deriving *deriving)
{
    struct gazetteer gazetteer;
    TRY(derive_stated_clear(deriving));
    enum fault fault = gazetteer_load(&gazetteer, deriving->db);
    if (fault == OK) {
        fault = derive_bodies(deriving, &gazetteer);
    }
    if (fault == OK) {
        fault = derive_named(deriving, &gazetteer);
    }
    gazetteer_done(&gazetteer);
    TRY(fault);
    return derive_stated(deriving);
}

static enum fault derive_organisations(const struct deriving *deriving)
{
    TRY(q_derive_clear_organisation_total(deriving->db));
    TRY(q_derive_organisation_totals(deriving->db));
    TRY(q_derive_clear_organisation_project(deriving->db));
    return q_derive_organisation_projects(deriving->db);
}

static enum fault run(const struct deriving *deriving, struct arena *arena, enum what what)
{
    struct project_facts facts = {0};
    TRY(put_content(deriving));
    if (what == CALLS) {
        return derive_calls_of(deriving);
    }
    TRY(derive_cities(deriving));
    if (what == ALL) {
        TRY(derive_find(deriving));
        TRY(derive_organisations(deriving));
    }
    TRY(what == ALL ? derive_projects(deriving, arena, &facts) : derive_facts_load(deriving, arena, &facts));
    TRY(derive_records(deriving, &facts));
    return derive_named_totals(deriving);
}

static enum fault run_all(const struct deriving *deriving, struct arena *content, enum what what,
                          struct str *ret_why)
{
    struct arena arena;
    arena_init(&arena, FACTS_ARENA_MAX);
    enum fault fault = db_begin(deriving->db);
    if (fault == OK) {
        fault = run(deriving, &arena, what);
        fault = fault == OK ? db_commit(deriving->db) : fault;
    }
    arena_done(&arena);
    if (fault != OK) {
        struct str said = db_error(deriving->db); /* none: the search index could not put its parts away */
        *ret_why = str_is_empty(said)
                       ? S("What follows from the records could not be written: there is no room for temporary files. "
                           "Make room in /var/tmp, or set TMPDIR to a folder that has it.")
                       : str_format(content, "What follows from the records could not be written (%.*s).",
                                    STR_ARG(said));
    }
    return fault;
}

static enum fault derive_this(struct arena *arena, struct db *db, const struct import_in *in, enum what what,
                              struct str *ret_why)
{
    struct arena content;
    struct size_rule size_rule;
    struct theme_set themes;
    struct corrections corrections;
    arena_init(&content, CONTENT_ARENA_MAX);
    struct str why = {0};
    enum fault fault = content_size_parse(&content, in->size_rule, &size_rule, &why);
    if (fault == OK) {
        fault = content_theme_load(&content, in->themes, &themes, &why);
    }
    if (fault == OK) {
        fault = corrections_load(&content, in->url, &corrections, &why);
    }
    if (fault == OK) {
        struct deriving deriving = {
            .db = db, .watch = in->watch, .today = {(int32_t)(in->now / DAY_S)}, .size_rule = &size_rule,
            .themes = &themes, .corrections = &corrections,
        };
        fault = run_all(&deriving, &content, what, &why);
    }
    if (fault != OK) {
        *ret_why = str_copy(arena, why);
    }
    arena_done(&content);
    return fault;
}

enum fault derive(struct arena *arena, struct db *db, const struct import_in *in, struct str *ret_why)
{
    return derive_this(arena, db, in, ALL, ret_why);
}

enum fault derive_places(struct arena *arena, struct db *db, const struct import_in *in, struct str *ret_why)
{
    return derive_this(arena, db, in, PLACES, ret_why);
}

enum fault derive_calls(struct arena *arena, struct db *db, const struct import_in *in, struct str *ret_why)
{
    return derive_this(arena, db, in, CALLS, ret_why);
}
