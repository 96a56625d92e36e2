/* SPDX-License-Identifier: AGPL-3.0-or-later
** curious: news of the network by mail, without an account. */
#include "store/curious.h"

#include "base/rand.h"
#include "store/mail.h"
#include "store/person.h"

#define UID_BYTES 16u

static enum fault must_use answer(struct db *db, struct arena *arena, struct str uid, struct str mail,
                                  struct str language, int64_t now)
{
    bool added;
    const struct mail_new new = {.kind = S(CURIOUS_MAIL), .address = mail, .language = language,
                                 .fields = str_format(arena, "curious=%.*s\n", STR_ARG(uid))};
    return mail_add(db, arena, &new, now, &added); /* asked for: always added */
}

enum fault curious_add(struct db *db, struct arena *arena, struct str mail, struct str language, int64_t now)
{
    struct q_curious_by_mail before;
    struct q_curious_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .mail = str_trim(mail), .mail_folded = person_fold_mail(arena, mail),
        .language = language, .words = CURIOUS_WORDS, .now = now, .remove_at = now + CURIOUS_PROVE_S,
    };
    enum fault fault = q_curious_by_mail(db, arena, in.mail_folded, &before);
    if (fault == OK && str_eq(before.state, S("on"))) {
        return answer(db, arena, before.uid, in.mail, language, now);
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(fault == OK ? q_curious_remove(db, before.id) : OK);
    TRY(mail_digest(db, arena, in.mail, &in.address_digest));
    TRY(q_curious_add(db, &in));
    return answer(db, arena, in.uid, in.mail, language, now);
}

enum fault curious_prove(struct db *db, const struct q_curious_by_uid *row, int64_t now)
{
    if (str_eq(row->state, S("on"))) {
        return FAULT_CONFLICT;
    }
    if (row->remove_at <= now) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_mail_subscribe(db, row->address_digest)); /* who said "no more" and now says yes is heard */
    return q_curious_prove(db, row->id, now, now + CURIOUS_KEPT_S);
}

static enum fault must_use tell_one(struct db *db, struct arena *arena, const struct q_curious_due *row, int64_t now)
{
    struct q_curious_news news;
    bool added = false;
    TRY(q_curious_news(db, arena, row->told_at, &news));
    if (news.cities + news.lists == 0) {
        return OK;
    }
    const struct mail_new new = {
        .kind = S(CURIOUS_NEWS_MAIL), .address = row->mail, .language = row->language,
        .fields = str_format(arena, "curious=%.*s\nsince=%lld\n", STR_ARG(row->uid), (long long)row->told_at)};
    TRY(mail_add(db, arena, &new, now, &added));
    return added ? q_curious_told(db, row->id, now) : OK;
}

enum fault curious_tell(struct db *db, struct arena *arena, int64_t now)
{
    struct q_curious_due *rows;
    size_t n;
    TRY(q_curious_due(db, arena, now - MAIL_UNASKED_S, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(tell_one(db, arena, &rows[i], now));
    }
    return OK;
}
