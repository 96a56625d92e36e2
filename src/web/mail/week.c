/* SPDX-License-Identifier: AGPL-3.0-or-later
** week: who gets the weekly mail. */
#include "web/mail/week.h"

#include "store/mail.h"

/* 1970-01-01 was a Thursday. */
static bool is_office_hour(int64_t now)
{
    int64_t weekday = (now / 86400 + 3) % 7; /* 0: Monday */
    int64_t hour = now % 86400 / 3600;
    return weekday < 5 && hour >= WEEK_HOUR_FROM && hour < WEEK_HOUR_TO;
}

enum fault week_add(struct db *db, struct arena *arena, int64_t now)
{
    struct q_mail_week_waiting waiting;
    struct q_mail_week_people *people;
    size_t n;
    bool added;
    if (!is_office_hour(now)) {
        return OK;
    }
    TRY(q_mail_week_waiting(db, arena, &waiting));
    if (waiting.remarks + waiting.jobs == 0) {
        return OK;
    }
    TRY(q_mail_week_people(db, arena, now, &people, &n));
    for (size_t i = 0; i < n; i++) {
        const struct mail_new mail = {.kind = S(WEEK_MAIL), .address = people[i].mail, .person = people[i].id,
                                      .language = people[i].language, .unasked = true};
        TRY(mail_add(db, arena, &mail, now, &added));
    }
    return OK;
}
