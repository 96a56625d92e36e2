/* SPDX-License-Identifier: AGPL-3.0-or-later
** week: who gets the weekly mail, and the yearly one. */
#include "web/mail/week.h"

#include "store/curious.h"
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

enum fault week_list(struct db *db, struct arena *arena, int64_t person_id, int64_t now, struct desk_item **ret_items,
                     size_t *ret_n)
{
    struct q_mail_week_person is;
    struct q_desk_talks *talks;
    size_t talks_n;
    TRY(q_mail_week_person(db, arena, person_id, now, &is));
    const struct desk_whose whose = { /* that nobody drives the network waits on the desk: it is no news each week */
        .person_id = person_id, .acts_for_city = is.cities > 0, .applications = is.staff > 0,
        .remarks = is.staff > 0, .jobs = is.staff > 0, .member_cities = is.coordinator > 0, .now = now};
    TRY(desk_list(db, arena, &whose, ret_items, ret_n, &talks, &talks_n));
    desk_choose(*ret_items, *ret_n, now);
    return OK;
}

static enum fault must_use add_one(struct db *db, struct arena *arena, const struct q_mail_week_people *person,
                                   int64_t now)
{
    const struct mail_new mail = {.kind = S(WEEK_MAIL), .address = person->mail, .person = person->id,
                                  .language = person->language};
    struct desk_item *items;
    size_t n;
    bool free;
    TRY(mail_is_free(db, arena, person->mail, now, &free));
    if (!free) {
        return OK;
    }
    TRY(week_list(db, arena, person->id, now, &items, &n));
    return n > 0 ? mail_add(db, arena, &mail, now, &free) : OK;
}

enum fault week_add(struct db *db, struct arena *arena, int64_t now)
{
    struct q_mail_week_people *people;
    int64_t after = 0;
    size_t n = 1;
    while (is_office_hour(now) && n > 0) {
        TRY(q_mail_week_people(db, arena, now, after, &people, &n));
        for (size_t i = 0; i < n; i++) {
            TRY(add_one(db, arena, &people[i], now));
            after = people[i].id;
        }
    }
    return OK;
}

enum fault news_add(struct db *db, struct arena *arena, int64_t now)
{
    return is_office_hour(now) ? curious_tell(db, arena, now) : OK;
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
                                      .language = people[i].language};
        TRY(mail_add(db, arena, &mail, now, &added));
    }
    return OK;
}
