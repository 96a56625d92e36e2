/* SPDX-License-Identifier: AGPL-3.0-or-later
** announcement: written, corrected, taken back. */
#include "store/announcement.h"

#include "base/check.h"
#include "base/fields.h"
#include "base/rand.h"
#include "store/setting.sql.h"

#define UID_BYTES 16u

/* What people see has changed. */
static enum fault must_use tell(struct db *db, struct arena *arena, const char *kind, struct str uid,
                                const struct announcement_new *words, const struct log_someone *who, int64_t now)
{
    struct buf CLEANUP(buf_done) fields;
    buf_init(&fields, LOG_FIELDS_MAX);
    fields_put(&fields, "announcement", uid);
    fields_put(&fields, "title", words->title);
    fields_put(&fields, "says", words->says);
    if (words->link.n > 0) {
        fields_put(&fields, "link", words->link);
    }
    check(!fields.overflow); /* the bounds above hold it */
    TRY(q_setting_note_change(db));
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kind), .who = *who, .now = now, .fields = str_copy(arena, buf_str(&fields))});
}

enum fault announcement_add(struct db *db, struct arena *arena, const struct announcement_new *new,
                            const struct log_someone *who, int64_t now, struct str *ret_uid)
{
    const struct maybe_int by = {who->is == LOG_PERSON, who->person};
    struct str uid = rand_hex(arena, UID_BYTES);
    const struct q_announcement_add_in in = {.uid = uid, .title = new->title, .says = new->says, .link = new->link,
                                             .seen_by = new->seen_by, .until_day = new->until_day, .made_by = by,
                                             .now = now};
    TRY(q_announcement_add(db, &in));
    *ret_uid = uid;
    return tell(db, arena, "announcement-made", uid, new, who, now);
}

static enum fault must_use save(struct db *db, const struct q_announcement_by_uid *row,
                                const struct announcement_new *words, struct str state, int64_t now)
{
    const struct q_announcement_save_in in = {.id = row->id, .title = words->title, .says = words->says,
                                              .link = words->link, .seen_by = words->seen_by,
                                              .until_day = words->until_day, .state = state, .now = now};
    return str_eq(row->state, S("on")) ? q_announcement_save(db, &in) : FAULT_CONFLICT;
}

enum fault announcement_correct(struct db *db, struct arena *arena, const struct q_announcement_by_uid *row,
                                const struct announcement_new *new, const struct log_someone *who, int64_t now)
{
    TRY(save(db, row, new, S("on"), now));
    return tell(db, arena, "announcement-corrected", row->uid, new, who, now);
}

enum fault announcement_take_back(struct db *db, struct arena *arena, const struct q_announcement_by_uid *row,
                                  const struct log_someone *who, int64_t now)
{
    const struct announcement_new words = {row->title, row->says, row->link, row->seen_by, row->until_day};
    TRY(save(db, row, &words, S("back"), now));
    return tell(db, arena, "announcement-taken-back", row->uid, &words, who, now);
}
