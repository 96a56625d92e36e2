/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: rounds, raters and what they say. */
#include "store/assessment.h"

#include "base/rand.h"
#include "store/assessment_band.h"
#include "store/erasure.sql.h"
#include "store/mail.h"
#include "store/person.h"

#define UID_BYTES 16u

enum fault assessment_begin(struct db *db, struct arena *arena, const struct assessment_new *new, int64_t now,
                            struct str *ret_uid)
{
    struct q_assessment_count count;
    struct q_assessment_id row;
    TRY(q_assessment_count(db, arena, new->member_id, &count));
    if (count.n >= ASSESSMENTS_MAX) {
        return FAULT_TOO_LARGE;
    }
    struct str uid = rand_hex(arena, UID_BYTES);
    TRY(q_assessment_add(db, &(struct q_assessment_add_in){
        .uid = uid, .member_id = new->member_id, .programme_id = new->programme_id, .name = new->name,
        .framework = new->framework, .form = new->is_short ? S("short") : S("full"),
        .adapts = new->adapts, .now = now}));
    TRY(q_assessment_id(db, arena, uid, &row));
    TRY(q_assessment_round_add(db, row.id, now));
    *ret_uid = uid;
    return OK;
}

static enum fault must_use add_rater(struct db *db, struct arena *arena, int64_t round_id, const struct rater_new *new,
                                     bool is_part, int64_t now, struct str *ret_uid)
{
    *ret_uid = rand_hex(arena, UID_BYTES);
    return q_assessment_rater_add(db, &(struct q_assessment_rater_add_in){
        .uid = *ret_uid, .round_id = round_id, .participant_id = new->participant_id, .name = new->name,
        .sector = sector_word(new->sector), .mail = new->mail.n > 0 ? new->mail : S(""),
        .mail_folded = new->mail.n > 0 ? person_fold_mail(arena, new->mail) : S(""),
        .language = new->language.n > 0 ? new->language : S("en"), .part = is_part, .now = now});
}

enum fault assessment_rater_new(struct db *db, struct arena *arena, const struct q_assessment_of *row, size_t there,
                                const struct rater_new *new, int64_t now)
{
    if (row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    if (there >= ASSESSMENT_RATERS_MAX) {
        return FAULT_TOO_LARGE;
    }
    struct str uid;
    TRY(add_rater(db, arena, row->round_id, new, false, now, &uid));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_mail(struct db *db, struct arena *arena, const struct q_assessment_raters *rater,
                           const char *kind, int64_t now)
{
    bool added;
    const struct mail_new new = {.kind = str_of(kind), .address = rater->mail, .language = rater->language,
                                 .fields = str_format(arena, "rater=%.*s\n", STR_ARG(rater->uid))};
    TRY(mail_add(db, arena, &new, now, &added)); /* a reminder on top of others may have to stay out */
    return q_assessment_rater_asked(db, rater->id, now);
}

enum fault assessment_rater_of_room(struct db *db, struct arena *arena, const struct q_assessment_in_room *row,
                                    const struct rater_new *new, int64_t now, struct str *ret_uid)
{
    struct q_assessment_rater_count count;
    if (row->rater_uid.n > 0) {
        *ret_uid = row->rater_uid;
        return OK;
    }
    TRY(q_assessment_rater_count(db, arena, row->round_id, &count));
    if (count.n >= ASSESSMENT_RATERS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(add_rater(db, arena, row->round_id, new, false, now, ret_uid));
    return q_assessment_touch(db, row->assessment_id, now);
}

enum fault assessment_rater_out(struct db *db, const struct q_assessment_of *row,
                                const struct q_assessment_raters *rater, int64_t now)
{
    TRY(rater->answers_n == 0 ? q_assessment_rater_remove(db, rater->id) : q_assessment_rater_erase(db, rater->id));
    TRY(q_rating_erase(db));
    TRY(q_assessment_handed_forget(db));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_close(struct db *db, struct arena *arena, const struct q_assessment_of *row, int64_t person,
                            int64_t now)
{
    if (row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    struct q_assessment_round_said said;
    TRY(q_assessment_round_said(db, arena, row->round_id, &said));
    bool steps = !row->told_raters.known || said.raters >= row->told_raters.v + ASSESSMENT_STEP;
    bool hides = !steps && (row->hides || said.ratings != row->told_ratings.v);
    TRY(q_assessment_round_close(db, row->round_id, person, steps ? said.raters : row->told_raters.v,
                                 steps ? said.ratings : row->told_ratings.v, hides, now));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_reopen(struct db *db, const struct q_assessment_of *row, int64_t now)
{
    if (!row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_assessment_round_open(db, row->round_id));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_again(struct db *db, struct arena *arena, const struct q_assessment_of *row, int64_t now)
{
    struct q_assessment_rater_before *before;
    struct q_assessment_round_last last;
    size_t n;
    if (!row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_assessment_round_add(db, row->id, now));
    TRY(q_assessment_round_last(db, arena, row->id, &last));
    TRY(q_assessment_rater_before(db, arena, row->id, &before, &n));
    for (size_t i = 0; i < n; i++) {
        const struct rater_new new = {before[i].participant_id, before[i].name, sector_parse(before[i].sector),
                                      before[i].mail, before[i].language};
        struct str uid;
        TRY(add_rater(db, arena, last.id, &new, false, now, &uid));
    }
    return q_assessment_touch(db, row->id, now);
}

/* Parts of what is gone. */
static enum fault must_use forget_parts(struct db *db)
{
    TRY(q_assessment_round_forget(db));
    TRY(q_assessment_rater_forget_parts(db));
    TRY(q_assessment_handed_forget(db));
    TRY(q_assessment_level_forget(db));
    TRY(q_rating_forget(db));
    TRY(q_rating_confirmed_forget(db));
    return band_forget(db);
}

enum fault assessment_end(struct db *db, int64_t id)
{
    TRY(q_assessment_remove(db, id));
    return forget_parts(db);
}

enum fault rating_say(struct db *db, const struct q_assessment_rater_by_uid *rater, struct str criterion, int answer,
                      struct str because)
{
    if (rater->closed_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_rating_confirmed_remove(db, rater->id, criterion));
    if (answer == ANSWER_NONE) {
        return q_rating_remove(db, rater->id, criterion);
    }
    struct str said = answer > 0 ? S("level") : answer == ANSWER_DONT_KNOW ? S("dont_know") : S("not_applicable");
    return q_rating_put(db, rater->id, criterion, said, (struct maybe_int){answer > 0, answer > 0 ? answer : 0},
                        because);
}

static enum fault must_use forget_answers(struct db *db, int64_t rater_id, const struct str *criteria, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        TRY(q_rating_remove(db, rater_id, criteria[i]));
    }
    return OK;
}

enum fault rating_hand(struct db *db, struct arena *arena, const struct q_assessment_rater_by_uid *rater,
                       struct str dimension, const struct str *criteria, size_t n, const struct rater_new *other,
                       int64_t now)
{
    struct str folded = person_fold_mail(arena, other->mail);
    struct q_assessment_rater_by_mail there;
    struct q_assessment_rater_count count;
    struct q_assessment_rater_by_uid made;
    if (rater->closed_at.known || str_eq(folded, rater->mail_folded)) {
        return FAULT_CONFLICT;
    }
    enum fault fault = q_assessment_rater_by_mail(db, arena, rater->round_id, folded, &there);
    bool is_new = fault == FAULT_NOT_FOUND;
    TRY(is_new ? OK : fault);
    struct str uid = is_new ? S("") : there.uid;
    if (is_new) {
        TRY(q_assessment_rater_count(db, arena, rater->round_id, &count));
        if (count.n >= ASSESSMENT_RATERS_MAX) {
            return FAULT_TOO_LARGE;
        }
        TRY(add_rater(db, arena, rater->round_id, other, true, now, &uid));
    }
    TRY(q_assessment_rater_by_uid(db, arena, uid, &made));
    TRY(q_assessment_hand(db, rater->id, dimension, made.id));
    TRY(forget_answers(db, rater->id, criteria, n));
    if (is_new || there.part) { /* who rates all of it has a link already */
        const struct q_assessment_raters mailed = {.id = made.id, .uid = uid, .mail = other->mail,
                                                   .language = made.language};
        TRY(assessment_mail(db, arena, &mailed, ASSESSMENT_MAIL, now));
    }
    return q_assessment_touch(db, rater->assessment_id, now);
}

enum fault rating_hand_back(struct db *db, const struct q_assessment_rater_by_uid *rater,
                            const struct q_rater_handed *handed, const struct str *criteria, size_t n)
{
    if (rater->closed_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_assessment_hand_back(db, rater->id, handed->dimension));
    for (size_t i = 0; i < n; i++) {
        TRY(q_rating_remove_part(db, handed->other_id, criteria[i], handed->dimension));
    }
    TRY(q_rating_confirmed_forget(db));
    return q_assessment_rater_idle(db, handed->other_id);
}

int rating_answer(struct str answer, struct maybe_int level)
{
    return level.known                        ? (int)level.v
           : str_eq(answer, S("dont_know"))   ? ANSWER_DONT_KNOW
                                              : ANSWER_NOT_APPLICABLE;
}

enum fault assessment_tidy(struct db *db, int64_t now)
{
    TRY(q_assessment_forget(db, now - ASSESSMENT_KEPT_S));
    TRY(q_assessment_rater_forget(db, now - ASSESSMENT_NAMES_KEPT_S));
    TRY(q_rating_erase(db));
    return forget_parts(db);
}

enum fault assessment_city_left(struct db *db, int64_t before)
{
    TRY(q_assessment_forget_left(db, before));
    return forget_parts(db);
}

enum fault assessment_erase_participant(struct db *db, struct str participant_uid)
{
    TRY(q_assessment_participant_erase(db, participant_uid));
    TRY(q_assessment_handed_forget(db));
    return q_rating_erase(db);
}

enum fault assessment_erase_rater(struct db *db, struct str uid)
{
    TRY(q_assessment_rater_erase_uid(db, uid));
    TRY(q_assessment_handed_forget(db));
    return q_rating_erase(db);
}

enum fault assessment_erase_mail(struct db *db, struct arena *arena, struct str mail, int64_t now)
{
    struct q_assessment_raters_of_mail *rows;
    size_t n;
    TRY(q_assessment_raters_of_mail(db, arena, person_fold_mail(arena, mail), &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(assessment_erase_rater(db, rows[i].uid));
        TRY(q_erasure_add(db, rows[i].uid, S("rater"), now));
    }
    return OK;
}

enum fault assessment_programmes_gone(struct db *db)
{
    TRY(q_assessment_programme_forget(db));
    TRY(q_assessment_participant_forget(db));
    return q_rating_erase(db);
}

enum fault assessment_erase_person(struct db *db, int64_t person)
{
    TRY(q_assessment_round_erase(db, person));
    TRY(q_rating_confirmed_erase(db, person));
    TRY(q_assessment_sharing_erase(db, person));
    return q_assessment_level_erase(db, person);
}
