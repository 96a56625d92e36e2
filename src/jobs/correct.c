/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/correct.h"

#include "base/fields.h"
#include "db/again.h"
#include "jobs/derive.h"
#include "jobs/tasks.h"

static enum fault note(struct db *db, struct arena *arena, const struct correction *correction, int64_t now)
{
    struct buf CLEANUP(buf_done) fields;
    buf_init(&fields, LOG_FIELDS_MAX);
    fields_put_int(&fields, "organisation", correction->organisation.v);
    if (!correction->withdraw) {
        fields_put(&fields, "body", resolve_kind_word(correction->kind));
        fields_put(&fields, "city", correction->city.name);
    }
    return trust_log_add(db, arena, &(struct log_event){
        .kind = correction->withdraw ? S("correction-withdrawn") : S("correction-given"),
        .fields = buf_str(&fields), .who = correction->by, .now = now});
}

static enum fault add_row(struct db *db, const struct correction *correction, int64_t now)
{
    if (correction->withdraw) {
        return OK;
    }
    return q_correction_add(db, &(struct q_correction_add_in){
        .organisation_id = correction->organisation, .kind = resolve_kind_word(correction->kind),
        .city_name = correction->city.name, .city_lau_id = correction->city.lau_id,
        .city_gss_code = correction->city.gss_code, .city_geonames_id = correction->city.geonames_id,
        .why = correction->why, .who = correction->who, .given_at = now});
}

static enum fault save_rows(struct db *db, struct arena *arena, const struct correction *correction, int64_t now)
{
    TRY(q_correction_withdraw(db, correction->organisation, now));
    TRY(add_row(db, correction, now));
    return note(db, arena, correction, now);
}

static enum fault save(struct arena *arena, const struct import_in *in, const struct correction *correction,
                       struct str *ret_why)
{
    struct db *db = NULL;
    TRY(db_open(arena, in->url, DB_WRITE, &db, ret_why));
    struct again again = {0};
    enum fault fault;
    do {
        fault = db_begin(db);
        fault = fault == OK ? db_end(db, save_rows(db, arena, correction, in->now)) : fault;
    } while (again_due(&again, fault));
    if (fault != OK) {
        *ret_why = str_format(arena, fault == FAULT_UNSURE ? "the correction: %.*s"
                                                           : "the correction could not be kept (%.*s)",
                              STR_ARG(db_error(db)));
    }
    db_close(db);
    return fault;
}

/* Within the generation's life, so that no import runs meanwhile. */
static enum fault fill(void *self, struct arena *arena, struct db *db, const struct import_in *in, bool *ret_any,
                       struct str *ret_why)
{
    (void)db;
    TRY(save(arena, in, self, ret_why));
    *ret_any = true;
    return OK;
}

enum fault correct(struct arena *arena, const struct import_in *in, const struct correction *correction,
                   struct str *ret_why)
{
    struct correction order = *correction;
    return import_run(arena, in, &(struct import_step){&order, fill, derive_places}, ret_why);
}
