/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile_publish: asked, answered, taken down. */
#include "store/profile_publish.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/profile_text.h"
#include "store/setting.sql.h"

#define UID_BYTES 16u

enum fault publications_find(struct db *db, struct arena *arena, struct str member_uid, struct publications *ret_all)
{
    struct q_publication_list *rows;
    size_t n;
    int part;
    *ret_all = (struct publications){0};
    TRY(q_publication_list(db, arena, member_uid, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (!publish_part_parse(rows[i].part, &part)) {
            continue; /* of a later version of this program */
        }
        struct publication *kept = str_eq(rows[i].state, S("asked")) ? &ret_all->asked[part]
                                   : str_eq(rows[i].state, S("no"))  ? &ret_all->no[part]
                                                                     : &ret_all->published[part];
        *kept = (struct publication){rows[i].uid, rows[i].says, rows[i].asked_by, rows[i].asked_name, rows[i].asked_at,
                                     rows[i].answered_name, rows[i].answered_at.v};
    }
    return OK;
}

struct str publication_text(struct arena *arena, const struct profile *profile, const struct trait_said *said, int part)
{
    return part == PUBLISH_ANSWERS ? profile_text_answers(arena, profile)
                                   : profile_text_card(arena, said, (enum trait_card)(part - 1));
}

struct publish_now publish_now_of(const struct publications *all, int part, struct str said)
{
    return (struct publish_now){said, all->asked[part].says, all->asked[part].asked_by, all->published[part].says};
}

static enum fault must_use note(struct db *db, struct arena *arena, const struct publish_change *change,
                                const char *kind, const struct log_someone *who, const struct publication *asked,
                                int64_t now)
{
    struct log_event event = {.kind = str_of(kind), .who = *who, .now = now,
                              .fields = str_format(arena, "member=%lld\nwhat=%.*s\n", (long long)change->member_id,
                                                   STR_ARG(publish_part_word(change->part)))};
    if (asked != NULL) {
        event.whom = (struct log_someone){LOG_PERSON, asked->asked_by, asked->asked_name};
    }
    return trust_log_add(db, arena, &event);
}

static enum fault must_use ask(struct db *db, struct arena *arena, const struct publish_change *change, int64_t person,
                               int64_t now)
{
    struct str part = publish_part_word(change->part);
    TRY(q_publication_remove(db, change->member_id, part, S("asked")));
    TRY(q_publication_remove(db, change->member_id, part, S("no")));
    return q_publication_add(db, change->member_id, part, rand_hex(arena, UID_BYTES), change->said, person, now);
}

static enum fault must_use answer(struct db *db, struct arena *arena, const struct publish_change *change, bool yes,
                                  const struct publication *asked, const struct log_someone *who, int64_t now)
{
    struct str part = publish_part_word(change->part);
    struct str state = yes ? S("published") : S("no");
    if (!str_eq(asked->uid, change->uid)) {
        return FAULT_CONFLICT;
    }
    TRY(q_publication_remove(db, change->member_id, part, state)); /* the one before */
    TRY(q_publication_answer(db, change->member_id, part, change->uid, state, who->person, now));
    check(db_changed(db) == 1);
    TRY(note(db, arena, change, yes ? "profile-published" : "profile-refused", who, asked, now));
    return yes ? q_setting_note_change(db) : OK;
}

static enum fault must_use take_down(struct db *db, struct arena *arena, const struct publish_change *change,
                                     const struct log_someone *who, int64_t now)
{
    TRY(q_publication_remove(db, change->member_id, publish_part_word(change->part), S("published")));
    TRY(note(db, arena, change, "profile-withdrawn", who, NULL, now));
    return q_setting_note_change(db);
}

enum fault publish_step(struct db *db, struct arena *arena, const struct publish_change *change, enum publish_step step,
                        const struct log_someone *who, int64_t now)
{
    struct publications all;
    TRY(publications_find(db, arena, change->member_uid, &all));
    struct publish_now stands = publish_now_of(&all, change->part, change->said);
    if (who->is != LOG_PERSON || !publish_allows(&stands, who->person, step)) {
        return FAULT_CONFLICT;
    }
    switch (step) {
    case PUBLISH_ASK: return ask(db, arena, change, who->person, now);
    case PUBLISH_YES: return answer(db, arena, change, true, &all.asked[change->part], who, now);
    case PUBLISH_NO: return answer(db, arena, change, false, &all.asked[change->part], who, now);
    case PUBLISH_DROP:
        return q_publication_remove(db, change->member_id, publish_part_word(change->part), S("asked"));
    default: return take_down(db, arena, change, who, now);
    }
}

enum fault publish_end(struct db *db, struct arena *arena, const struct publish_change *change,
                       const struct log_someone *who, int64_t now)
{
    TRY(q_publication_remove(db, change->member_id, publish_part_word(change->part), S("asked")));
    TRY(q_publication_remove(db, change->member_id, publish_part_word(change->part), S("no")));
    TRY(q_publication_remove(db, change->member_id, publish_part_word(change->part), S("published")));
    if (db_changed(db) == 0) {
        return OK;
    }
    TRY(note(db, arena, change, "profile-withdrawn", who, NULL, now));
    return q_setting_note_change(db);
}
