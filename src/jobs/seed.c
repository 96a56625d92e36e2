/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/seed.h"

#include <time.h>

#include "base/check.h"
#include "db/digest.h"
#include "db/generation.h"
#include "jobs/derive.h"
#include "text/embedded.h"
#include "jobs/evidence_source.h"
#include "jobs/import_calls.h"
#include "jobs/import_cordis.h"
#include "jobs/import_facts.h"
#include "jobs/import_places.h"
#include "store/load_source.sql.h"

static const struct {
    const char *name;
    enum publisher publisher;
} seeds[] = {
    {"gazetteer.txt.gz", PUBLISHER_GEONAMES},
    {"h2020-project.csv", PUBLISHER_CORDIS_EXTRACT},
    {"h2020-organization.csv", PUBLISHER_CORDIS_EXTRACT},
    {"project.csv", PUBLISHER_CORDIS_EXTRACT},
    {"organization.csv", PUBLISHER_CORDIS_EXTRACT},
    {"topics.csv", PUBLISHER_CORDIS_EXTRACT},
    {"euroSciVoc.csv", PUBLISHER_CORDIS_EXTRACT},
    {"covenant.csv", PUBLISHER_GCOM_EXTRACT},
    {"funding-calls.jsonl", PUBLISHER_EU_CALLS_EXTRACT},
};

static struct import_file file_of(const char *name)
{
    return (struct import_file){str_of(name), embedded_get(name)};
}

/* *ret_any: something was new. */
static enum fault seed_places(struct arena *arena, struct db *db, struct import_in in, bool *ret_any,
                              struct str *ret_why)
{
    const struct import_file files[] = {file_of("gazetteer.txt.gz")};
    struct import_counts counts;
    in.files = files;
    in.files_n = COUNT_OF(files);
    TRY(import_places_into(arena, db, &in, &counts, ret_why));
    *ret_any = counts.added + counts.changed > 0;
    return OK;
}

static enum fault seed_projects(struct arena *arena, struct db *db, struct import_in in, bool *ret_any,
                                struct str *ret_why)
{
    const struct import_file files[] = {
        file_of("project.csv"), file_of("organization.csv"), file_of("topics.csv"), file_of("euroSciVoc.csv"),
    };
    /* of the network of 2016: its records have no dates of their own */
    const struct import_file older[] = {file_of("h2020-project.csv"), file_of("h2020-organization.csv")};
    struct cordis_report report;
    bool any = false;
    in.files = older;
    in.files_n = COUNT_OF(older);
    in.as_of = (struct maybe_int){true, date_of(2016, 12, 31).days};
    TRY(import_cordis_into(arena, db, &in, PUBLISHER_CORDIS_EXTRACT, &report, &any, ret_why));
    in.files = files;
    in.files_n = COUNT_OF(files);
    in.as_of = (struct maybe_int){0};
    TRY(import_cordis_into(arena, db, &in, PUBLISHER_CORDIS_EXTRACT, &report, ret_any, ret_why));
    *ret_any = *ret_any || any;
    return OK;
}

static enum fault seed_commitments(struct arena *arena, struct db *db, struct import_in in, bool *ret_any,
                                   struct str *ret_why)
{
    const struct import_file files[] = {file_of("covenant.csv")};
    struct import_counts counts;
    in.files = files;
    in.files_n = COUNT_OF(files);
    return import_facts_into(arena, db, facts_find(S("gcom")), &in, PUBLISHER_GCOM_EXTRACT, &counts, ret_any, ret_why);
}

/* As they were when the extract was made (content/make-extract.mjs): what the portal said later stands. */
static enum fault seed_calls(struct arena *arena, struct db *db, struct import_in in, bool *ret_any,
                             struct str *ret_why)
{
    const struct import_file files[] = {file_of("funding-calls.jsonl")};
    struct call_counts counts;
    in.files = files;
    in.files_n = COUNT_OF(files);
    in.as_of = (struct maybe_int){true, date_of(2026, 8, 17).days};
    return import_calls_into(arena, db, &in, PUBLISHER_EU_CALLS_EXTRACT, &counts, ret_any, ret_why);
}

static enum fault fill(struct arena *arena, struct db *db, const struct import_in *in, bool *ret_any,
                       struct str *ret_why)
{
    bool places = false, projects = false, commitments = false, calls = false;
    TRY(seed_places(arena, db, *in, &places, ret_why));
    TRY(seed_projects(arena, db, *in, &projects, ret_why));
    TRY(seed_commitments(arena, db, *in, &commitments, ret_why));
    TRY(seed_calls(arena, db, *in, &calls, ret_why));
    *ret_any = places || projects || commitments || calls;
    if (places || projects || commitments) {
        TRY(derive(arena, db, in, ret_why));
    }
    return calls ? derive_calls(arena, db, in, ret_why) : OK;
}

/* OK when every file that ships has been read already; FAULT_NOT_FOUND when one has not. Only a short cut: a start
** need not read a hundred thousand places to find that it knows them. */
static enum fault find_all(struct arena *arena, struct db *db)
{
    for (size_t i = 0; i < COUNT_OF(seeds); i++) {
        struct str sha256 = digest_of(arena, embedded_get(seeds[i].name));
        struct q_load_source_same same;
        TRY(q_load_source_same(db, arena, publisher_kind(seeds[i].publisher), sha256, &same));
    }
    return OK;
}

static enum fault look_for_all(struct arena *arena, struct str db_url, struct str *ret_why)
{
    struct db *db = NULL;
    TRY(db_open(arena, db_url, DB_READ, &db, ret_why));
    enum fault fault = find_all(arena, db);
    db_close(db);
    return fault;
}

enum fault seed_content(struct arena *arena, struct str db_url, struct str *ret_why)
{
    struct import_in in = {
        .url = db_url, .rejects_path = S(""), .now = (int64_t)time(NULL), .size_rule = embedded_get("size-rule.json"),
        .themes = embedded_get("themes.json"),
    };
    if (look_for_all(arena, db_url, ret_why) == OK) {
        return OK;
    }
    struct generation *generation = NULL;
    bool any = false;
    TRY(generation_begin(arena, db_url, &generation, ret_why));
    enum fault fault = fill(arena, generation_db(generation), &in, &any, ret_why);
    if (fault != OK || !any) {
        generation_abandon(generation);
        return fault;
    }
    return generation_publish(generation, ret_why);
}
