/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_partner: the cities of a bid: asked, yes or no, gone, and which of them leads. */
#include "base/check.h"
#include "base/rand.h"
#include "store/bid_work.h"
#include "store/introduction.sql.h"
#include "store/mail.h"

#define UID_BYTES 16u

/* ---- mails */

static enum fault must_use add_asked_mail(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                                          struct str member_uid, const struct mail_new *to, int64_t now)
{
    bool added;
    struct mail_new mail = *to;
    mail.kind = S(BID_ASKED_MAIL);
    mail.fields = str_format(arena, "bid=%.*s\nmember=%.*s\n", STR_ARG(row->uid), STR_ARG(member_uid));
    return mail_add(db, arena, &mail, now, &added); /* not added: too many this week; it waits on their desk */
}

/* To the main contacts of a city, to its colleagues where there is none. */
static enum fault must_use tell_asked(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                                      struct str member_uid, const struct q_introduction_people *people, size_t n,
                                      int64_t now)
{
    bool has_main = false;
    for (size_t i = 0; i < n; i++) {
        has_main = has_main || people[i].is_main;
    }
    for (size_t i = 0; i < n; i++) {
        const struct mail_new mail = {.address = people[i].mail, .person = people[i].person_id,
                                      .language = people[i].language};
        if (people[i].is_main == has_main) {
            TRY(add_asked_mail(db, arena, row, member_uid, &mail, now));
        }
    }
    return OK;
}

/* The first that a part reaches: its owner, else a main contact. FAULT_NOT_FOUND: nobody. */
static enum fault must_use reach(struct db *db, struct arena *arena, int64_t part_id, int64_t now,
                                 struct mail_new *ret_mail)
{
    struct q_bid_reach *people;
    size_t n;
    TRY(q_bid_reach(db, arena, part_id, now, &people, &n));
    if (n == 0) {
        return FAULT_NOT_FOUND;
    }
    *ret_mail = (struct mail_new){.address = people[0].mail, .person = people[0].person_id,
                                  .language = people[0].language};
    return OK;
}

/* The lead applicant's owner hears what another city of the bid said. Nobody leads: nobody does. */
static enum fault must_use tell_lead(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                                     int64_t lead_part, struct str lead_uid, const char *says, int64_t now)
{
    struct mail_new mail;
    bool added;
    enum fault fault = reach(db, arena, lead_part, now, &mail);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    mail.kind = S(BID_ANSWER_MAIL);
    mail.fields = str_format(arena, "bid=%.*s\nmember=%.*s\npart=%.*s\nsays=%s\n", STR_ARG(row->uid),
                             STR_ARG(lead_uid), STR_ARG(row->part_uid), says);
    return mail_add(db, arena, &mail, now, &added);
}

/* ---- which there are */

static const struct q_bid_cities *find_part(const struct q_bid_cities *cities, size_t n, struct str uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(cities[i].uid, uid)) {
            return &cities[i];
        }
    }
    return NULL;
}

static const struct q_bid_cities *find_lead(const struct q_bid_cities *cities, size_t n)
{
    return n > 0 && str_eq(cities[0].role, S("lead")) ? &cities[0] : NULL;
}

static enum fault must_use tell(struct db *db, struct arena *arena, const struct q_bid_work_of *row, const char *says,
                                int64_t now)
{
    struct q_bid_cities *cities;
    size_t n;
    TRY(q_bid_cities(db, arena, row->uid, &cities, &n));
    const struct q_bid_cities *lead = find_lead(cities, n);
    return lead != NULL ? tell_lead(db, arena, row, lead->id, lead->member_uid, says, now) : OK;
}

/* ---- asking */

/* FAULT_CONFLICT: it is asked, or takes part. */
static enum fault must_use put_question(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                                        int64_t member_id, struct str says, int64_t now)
{
    struct q_bid_cities *cities;
    size_t n, there = 0;
    enum bid_answer answer;
    TRY(q_bid_cities(db, arena, row->uid, &cities, &n));
    for (size_t i = 0; i < n; i++) {
        check(bid_answer_parse(cities[i].answer, &answer)); /* the schema holds it */
        if (cities[i].member_id == member_id) {
            return bid_answer_may_follow(answer, BID_ASKED) ? q_bid_city_ask_again(db, cities[i].id, says, now)
                                                            : FAULT_CONFLICT;
        }
        there += answer == BID_YES || answer == BID_ASKED;
    }
    if (there >= BID_CITIES_MAX || n + 1 >= 100) {
        return FAULT_TOO_LARGE;
    }
    return q_bid_city_add(db, &(struct q_bid_city_add_in){
        .uid = rand_hex(arena, UID_BYTES), .bid_id = row->id, .member_id = member_id, .role = S("partner"),
        .answer = bid_answer_word(BID_ASKED), .says = says, .now = now});
}

enum fault bid_ask(struct db *db, struct arena *arena, const struct q_bid_work_of *row, int64_t member_id,
                   struct str member_uid, struct str says, int64_t now)
{
    struct q_introduction_people *people;
    size_t n;
    if (!bid_leads(row) || bid_is_over(row) || member_id == row->member_id) {
        return FAULT_CONFLICT;
    }
    TRY(q_introduction_people(db, arena, member_uid, now, &people, &n));
    if (n == 0) {
        return FAULT_NOT_FOUND;
    }
    TRY(put_question(db, arena, row, member_id, says, now));
    TRY(q_bid_work_touch(db, row->id, now));
    return tell_asked(db, arena, row, member_uid, people, n, now);
}

enum fault bid_unask(struct db *db, struct arena *arena, const struct q_bid_work_of *row, struct str part_uid,
                     int64_t now)
{
    struct q_bid_cities *cities;
    size_t n;
    TRY(q_bid_cities(db, arena, row->uid, &cities, &n));
    const struct q_bid_cities *part = find_part(cities, n, part_uid);
    if (part == NULL) {
        return FAULT_NOT_FOUND;
    }
    if (!bid_leads(row) || !str_eq(part->answer, bid_answer_word(BID_ASKED))) {
        return FAULT_CONFLICT;
    }
    TRY(q_bid_city_remove(db, part->id));
    return q_bid_work_touch(db, row->id, now);
}

/* ---- answering */

static bool may_become(const struct q_bid_work_of *row, enum bid_answer next)
{
    enum bid_answer answer;
    check(bid_answer_parse(row->answer, &answer));
    return str_eq(row->role, S("partner")) && bid_answer_may_follow(answer, next);
}

static const char *word(enum bid_answer answer)
{
    return answer == BID_YES ? "yes" : answer == BID_NO ? "no" : "left";
}

static enum fault must_use become(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                                  enum bid_answer answer, struct str why, int64_t person, int64_t now)
{
    struct maybe_int owner = {answer == BID_YES, person};
    TRY(q_bid_city_answer(db, row->part_id, bid_answer_word(answer), why, owner, now));
    TRY(q_bid_work_touch(db, row->id, now));
    return tell(db, arena, row, word(answer), now);
}

enum fault bid_answer(struct db *db, struct arena *arena, const struct q_bid_work_of *row, enum bid_answer answer,
                      struct str why, int64_t person, int64_t now)
{
    bool answers = answer == BID_YES || answer == BID_NO;
    if (!answers || !may_become(row, answer) || bid_is_over(row)) {
        return FAULT_CONFLICT;
    }
    return become(db, arena, row, answer, why, person, now);
}

enum fault bid_leave(struct db *db, struct arena *arena, const struct q_bid_work_of *row, struct str why, int64_t now)
{
    return may_become(row, BID_LEFT) ? become(db, arena, row, BID_LEFT, why, 0, now) : FAULT_CONFLICT;
}

/* ---- who leads */

/* The one that is asked to lead hears of it: the owner of its part, else a main contact. */
static enum fault must_use tell_offered(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                                        const struct q_bid_cities *part, int64_t now)
{
    struct mail_new mail;
    enum fault fault = reach(db, arena, part->id, now, &mail);
    return fault == OK ? add_asked_mail(db, arena, row, part->member_uid, &mail, now) : fault;
}

enum fault bid_offer_lead(struct db *db, struct arena *arena, const struct q_bid_work_of *row, struct str part_uid,
                          int64_t now)
{
    struct q_bid_cities *cities;
    size_t n;
    TRY(q_bid_cities(db, arena, row->uid, &cities, &n));
    const struct q_bid_cities *part = find_part(cities, n, part_uid);
    if (!bid_leads(row) || (part != NULL && (!str_eq(part->role, S("partner")) || part->has_left ||
                                             !str_eq(part->answer, bid_answer_word(BID_YES))))) {
        return FAULT_CONFLICT;
    }
    if (part == NULL && part_uid.n > 0) {
        return FAULT_NOT_FOUND;
    }
    for (size_t i = 0; i < n; i++) {
        bool is_it = part != NULL && cities[i].id == part->id;
        if (is_it || cities[i].lead_asked_at.known) {
            TRY(q_bid_city_lead_ask(db, cities[i].id, (struct maybe_int){is_it, now}));
        }
    }
    TRY(q_bid_work_touch(db, row->id, now));
    return part != NULL ? tell_offered(db, arena, row, part, now) : OK;
}

bool bid_may_take_lead(const struct q_bid_work_of *row)
{
    bool is_partner = bid_takes_part(row) && !bid_leads(row);
    return is_partner && (row->lead_asked_at.known || !row->lead_id.known || row->lead_left);
}

enum fault bid_take_lead(struct db *db, struct arena *arena, const struct q_bid_work_of *row, int64_t person,
                         int64_t now)
{
    struct q_bid_cities *cities;
    size_t n;
    if (!bid_may_take_lead(row)) {
        return FAULT_CONFLICT;
    }
    TRY(q_bid_cities(db, arena, row->uid, &cities, &n));
    const struct q_bid_cities *lead = find_lead(cities, n);
    TRY(lead != NULL ? q_bid_city_role(db, lead->id, S("partner")) : OK);
    TRY(q_bid_city_role(db, row->part_id, S("lead")));
    TRY(row->person_id.known ? OK : q_bid_city_owner(db, row->part_id, person));
    TRY(q_bid_work_touch(db, row->id, now));
    return lead != NULL ? tell_lead(db, arena, row, lead->id, lead->member_uid, "lead", now) : OK;
}

enum fault bid_refuse_lead(struct db *db, struct arena *arena, const struct q_bid_work_of *row, int64_t now)
{
    if (!row->lead_asked_at.known || bid_leads(row)) {
        return FAULT_CONFLICT;
    }
    TRY(q_bid_city_lead_ask(db, row->part_id, (struct maybe_int){0}));
    return tell(db, arena, row, "lead-no", now);
}
