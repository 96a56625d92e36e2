/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** derive_parts: the steps of derive, in their order. Internal to jobs/derive*.c. Each clears and writes its
** tables within the
** caller's transaction; scratch memory goes to arenas of its own.
*/
#ifndef JOBS_DERIVE_PARTS_H
#define JOBS_DERIVE_PARTS_H

#include "base/date.h"
#include "domain/size.h"
#include "domain/status.h"
#include "domain/theme.h"
#include "jobs/derive_correction.h"
#include "jobs/gazetteer.h"
#include "jobs/import.h"

struct deriving {
    struct db *db;
    const struct import_watch *watch;
    struct date today;
    const struct size_rule *size_rule;
    const struct theme_set *themes;
    const struct corrections *corrections;
};

/* What the records of cities need to know of a project. */
struct project_fact {
    struct project_id id;
    enum status_kind status;
    int first_year; /* in which it starts, else ends; 0 unknown */
    int last_year;  /* in which it ends, else starts; 0 unknown */
    int64_t ec_max_cents;
    uint8_t themes[THEME_PER_PROJECT_MAX]; /* ids */
    int16_t scores[THEME_PER_PROJECT_MAX];
    uint8_t themes_n;
};

struct project_facts {
    const struct project_fact *items; /* by id */
    size_t n;
};

/* The columns of a project that a fact comes from. */
struct fact_source {
    struct project_id id;
    struct str status;
    struct date start_on, end_on;
    bool has_results;
    struct maybe_int ec_max_cents;
};

/* derive_fact.c: without themes */
struct project_fact derive_fact_of(struct date today, const struct fact_source *from);
/* The facts of projects as they were derived last, in the arena. */
enum fault must_use derive_facts_load(const struct deriving *deriving, struct arena *arena,
                                      struct project_facts *ret_facts);

/* derive_body.c: city.fit, body, seat, city_project */
enum fault must_use derive_bodies(const struct deriving *deriving, struct gazetteer *gazetteer);
/* derive_named.c: named_city, city_twinning; their counts are added to total by derive_named_totals. */
enum fault must_use derive_named(const struct deriving *deriving, const struct gazetteer *gazetteer);
enum fault must_use derive_named_totals(const struct deriving *deriving);
/* derive_find.c: city_beginning, city_word, city_spelling, unless they are there already (derive_find_forget). */
enum fault must_use derive_find(const struct deriving *deriving);
/* derive_stated.c: populations that only the municipality itself has stated */
enum fault must_use derive_stated_clear(const struct deriving *deriving);
enum fault must_use derive_stated(const struct deriving *deriving);
/* derive_project.c: project_theme; derive_index.c: project_tokens, token, search_facts, speller. The facts are in the
** arena. */
enum fault must_use derive_projects(const struct deriving *deriving, struct arena *arena,
                                    struct project_facts *ret_facts);
/* derive_call.c: funding_call_theme, funding_call_pays */
enum fault must_use derive_calls_of(const struct deriving *deriving);
/* derive_city.c: city_theme, city_total, seat_project, city_contact, shelf, theme_project, city_place, city_listed,
** theme_total, country_total, total */
enum fault must_use derive_records(const struct deriving *deriving, const struct project_facts *facts);

#endif
