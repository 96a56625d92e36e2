/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/setting_change.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/fields.h"

static bool is_to_log(struct str value)
{
    return !str_contains(value, S("@")) && !str_contains(value, S("\n")) && value.n <= SETTING_VALUE_MAX;
}

enum fault setting_change(struct db *db, struct arena *arena, struct str name, struct str value,
                          const struct log_someone *who, int64_t now, struct problems *problems)
{
    struct setting before;
    struct buf CLEANUP(buf_done) fields;
    bool saved = value.s != NULL;
    buf_init(&fields, LOG_FIELDS_MAX);
    TRY(setting_get(db, arena, name, &before));
    if (saved && before.set && str_eq(before.value, str_trim(value))) {
        return OK;
    }
    TRY(saved ? setting_save(db, name, value, problems) : setting_remove(db, name, problems));
    fields_put(&fields, "name", name);
    if (saved && is_to_log(value)) {
        fields_put(&fields, "value", value);
    }
    return trust_log_add(db, arena, &(struct log_event){
        .kind = saved ? S("setting-saved") : S("setting-removed"), .fields = buf_str(&fields), .who = *who,
        .now = now});
}

enum fault setting_review(struct db *db, struct arena *arena, const struct log_someone *who, int64_t now,
                          struct problems *problems)
{
    struct setting prepared;
    struct str today = date_iso(arena, (struct date){(int32_t)(now / 86400)});
    TRY(setting_get(db, arena, S("prepared_on"), &prepared));
    if (prepared.value.n == 0) {
        TRY(setting_change(db, arena, S("prepared_on"), today, who, now, problems));
    }
    return setting_change(db, arena, S("reviewed_on"), today, who, now, problems);
}
