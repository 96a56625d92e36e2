/* SPDX-License-Identifier: AGPL-3.0-or-later
** week: who gets the weekly mail, and the yearly one. */
#include "web/mail/week.h"

#include "store/mail.h"
#include "store/set_up.h"

_Static_assert(YEAR_DAYS * 86400 <= MAIL_KEPT_S && YEAR_DAYS * 86400 <= MAIL_DEAD_KEPT_S, "a mail is known that long");

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

/* ---- once a year */

static bool is_time_of_year(const struct set_up *up, struct date today)
{
    return up->review == REVIEW_DUE && (today.days - up->review_by.days) % REVIEW_DAYS < YEAR_DAYS;
}

enum fault year_add(struct db *db, struct arena *arena, int64_t now)
{
    struct setting_values values;
    struct q_mail_year_people *people;
    size_t n;
    bool added;
    struct date today = {(int32_t)(now / 86400)};
    if (!is_office_hour(now)) {
        return OK;
    }
    TRY(setting_list(db, arena, &values));
    struct set_up up = set_up_of(&values, S(""), today);
    if (!is_time_of_year(&up, today)) {
        return OK;
    }
    TRY(q_mail_year_people(db, arena, now, S(YEAR_MAIL), &people, &n));
    for (size_t i = 0; i < n; i++) {
        const struct mail_new mail = {.kind = S(YEAR_MAIL), .address = people[i].mail, .person = people[i].id,
                                      .language = people[i].language, .unasked = true};
        TRY(mail_add(db, arena, &mail, now, &added));
    }
    return OK;
}
