/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: leadership programmes of member cities, and who takes part. */
#include "store/programme.h"
#include "store/programme_record.h"
#include "store/survey.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/action.h"
#include "store/assessment.h"
#include "store/breakout.h"
#include "store/carry.sql.h"
#include "store/erasure.sql.h"
#include "store/mail.h"
#include "store/note.h"
#include "store/note_pdf.h"
#include "store/person.h"
#include "store/vote.h"
#include "store/wall.h"

#define UID_BYTES 16u
#define CODE_TRIES 8

/* ---- it begins */

/* Six letters and figures that nobody takes for one another, which no other programme has. */
static enum fault must_use make_code(struct db *db, struct arena *arena, struct str *ret_code)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    for (int i = 0; i < CODE_TRIES; i++) {
        struct q_programme_code other;
        char *code = arena_array(arena, char, PROGRAMME_CODE_LETTERS);
        for (size_t k = 0; k < PROGRAMME_CODE_LETTERS; k++) {
            code[k] = letters[rand_number() % (sizeof letters - 1)];
        }
        *ret_code = (struct str){code, PROGRAMME_CODE_LETTERS};
        enum fault fault = q_programme_code(db, arena, *ret_code, &other);
        if (fault != OK) {
            return fault == FAULT_NOT_FOUND ? OK : fault;
        }
    }
    return FAULT_BUSY;
}

static enum fault must_use add_blocks(struct db *db, struct arena *arena, int64_t programme_id, int64_t session_id,
                                      const struct agenda_session *session)
{
    for (size_t i = 0; i < session->n; i++) {
        const struct agenda_block *block = &session->blocks[i];
        TRY(q_programme_block_add(db, &(struct q_programme_block_add_in){
            .uid = rand_hex(arena, UID_BYTES), .programme_id = programme_id, .session_id = session_id,
            .number = (int64_t)i + 1, .kind = block_kind_word(block->kind), .part = str_of(block->part), .title = S(""),
            .purpose = S(""), .minutes = block->minutes}));
    }
    return OK;
}

static enum fault must_use add_sessions(struct db *db, struct arena *arena, int64_t programme_id, struct date begins_on,
                                        const struct agenda_session *sessions, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str uid = rand_hex(arena, UID_BYTES);
        struct q_programme_session_id row;
        TRY(q_programme_session_add(db, uid, programme_id, (int64_t)i + 1,
                                    (struct date){begins_on.days + sessions[i].day - 1}, sessions[i].begins,
                                    sessions[i].ends));
        TRY(q_programme_session_id(db, arena, uid, &row));
        TRY(add_blocks(db, arena, programme_id, row.id, &sessions[i]));
    }
    return OK;
}

enum fault programme_begin(struct db *db, struct arena *arena, const struct programme_new *new, int64_t now,
                           struct str *ret_uid)
{
    static const struct agenda_session empty = {.day = 1, .begins = 9 * 60, .ends = 12 * 60 + 30};
    const struct agenda_template *template = agenda_template_find(new->template);
    struct q_programme_count count;
    struct q_programme_id row;
    struct str code, uid = rand_hex(arena, UID_BYTES);
    TRY(q_programme_count(db, arena, new->member_id, &count));
    if (count.n >= PROGRAMMES_MAX || new->cities_n > PROGRAMME_CITIES_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(make_code(db, arena, &code));
    struct date ends_on = {new->begins_on.days + (template == NULL ? 0 : template->days - 1)};
    TRY(q_programme_add(db, &(struct q_programme_add_in){
        .uid = uid, .member_id = new->member_id, .host_kind = new->host_kind, .host_name = new->host_name,
        .name = new->name, .template = template == NULL ? S("") : template->word, .languages = new->languages,
        .place = new->place, .begins_on = new->begins_on, .ends_on = ends_on, .code = code, .made_by = {true, new->by},
        .now = now}));
    TRY(q_programme_id(db, arena, uid, &row));
    for (size_t i = 0; i < new->cities_n; i++) {
        TRY(q_programme_city_add(db, row.id, (int64_t)i + 1, new->cities[i].name, new->cities[i].country,
                                 new->cities[i].member_id));
    }
    TRY(q_programme_stage_add(db, row.id, programme_stage_word(PROGRAMME_DRAFT), 0, (struct maybe_int){true, new->by},
                              now));
    TRY(add_sessions(db, arena, row.id, new->begins_on, template == NULL ? &empty : template->sessions,
                     template == NULL ? 1 : template->n));
    *ret_uid = uid;
    return OK;
}

/* ---- how it stands */

struct programme_at programme_at(const struct q_programme_of *row)
{
    struct programme_at at = {.day = (int)row->day};
    check(programme_stage_parse(row->stage, &at.stage));
    return at;
}

enum fault programme_say(struct db *db, const struct q_programme_of *row, int64_t seen, struct programme_at next,
                         int64_t person, int64_t now)
{
    int days = row->days > 0 ? (int)row->days : 1;
    if (row->number != seen || !programme_may_follow(programme_at(row), next, days)) {
        return FAULT_CONFLICT;
    }
    TRY(q_programme_stage_add(db, row->id, programme_stage_word(next.stage), next.day,
                              (struct maybe_int){person != 0, person}, now));
    return q_programme_rev(db, row->id, now);
}

enum fault programme_unsay(struct db *db, const struct q_programme_of *row, int64_t seen, int64_t now)
{
    if (row->number != seen || !programme_may_undo((size_t)row->number)) {
        return FAULT_CONFLICT;
    }
    TRY(q_programme_stage_remove(db, row->id, row->number));
    return q_programme_rev(db, row->id, now);
}

enum fault programme_tell(struct db *db, struct arena *arena, int64_t programme_id, int64_t now)
{
    struct q_participants_to_tell *rows;
    size_t n;
    TRY(q_participants_to_tell(db, arena, programme_id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct q_mail_waits waits;
        bool added;
        const struct mail_new new = {
            .kind = S(PARTICIPANT_CHANGED_MAIL), .address = rows[i].mail, .language = rows[i].language,
            .fields = str_format(arena, "participant=%.*s\n", STR_ARG(rows[i].uid))};
        TRY(q_mail_waits(db, arena, new.kind, new.fields, &waits));
        TRY(waits.n == 0 ? mail_add(db, arena, &new, now, &added) : OK);
    }
    return OK;
}

/* ---- participants */

/* The first word of a name, as far as it fits. */
static struct str short_name_of(struct str name)
{
    struct str rest, word = str_cut(name, ' ', &rest);
    while (str_letters(word) > PARTICIPANT_SHORT_MAX) {
        do {
            word.n--;
        } while (word.n > 0 && ((unsigned char)word.s[word.n] & 0xC0) == 0x80); /* at a letter */
    }
    return word;
}

enum fault participant_add(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                           const struct participant_new *new, int64_t now, struct str *ret_uid)
{
    struct str folded = person_fold_mail(arena, new->mail);
    struct str rest, uid = rand_hex(arena, UID_BYTES);
    struct q_participant_by_mail other;
    if (programme->participants_n >= PARTICIPANTS_MAX) {
        return FAULT_TOO_LARGE;
    }
    enum fault fault = folded.n == 0 ? FAULT_NOT_FOUND
                                     : q_participant_by_mail(db, arena, programme->id, folded, &other);
    if (fault != FAULT_NOT_FOUND) {
        *ret_uid = fault == OK ? other.uid : *ret_uid;
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    TRY(q_participant_add(db, &(struct q_participant_add_in){
        .uid = uid, .programme_id = programme->id, .name = new->name,
        .short_name = new->short_name.n > 0 ? new->short_name : short_name_of(new->name),
        .organisation = new->organisation, .sector = new->sector, .role = new->role, .mail = new->mail,
        .mail_folded = folded,
        .language = new->language.n > 0 ? new->language : str_cut(programme->languages, ' ', &rest),
        .substitute_of = new->substitute_of, .came_by = new->came_by, .now = now}));
    *ret_uid = uid;
    return q_programme_touch(db, programme->id, now);
}

enum fault participant_erase(struct db *db, struct arena *arena, struct str uid, int64_t now)
{
    struct q_participant_mail row;
    enum fault fault = q_participant_mail(db, arena, uid, &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    TRY(survey_erase_participant(db, uid));
    TRY(q_participant_erase(db, uid, now));
    TRY(assessment_erase_participant(db, uid));
    TRY(note_erase_participant(db, uid));
    TRY(wall_erase_participant(db, uid));
    TRY(action_erase_participant(db, uid));
    TRY(q_erasure_add(db, uid, S("participant"), now));
    return row.mail.n > 0 ? mail_erase(db, arena, row.mail) : OK;
}

enum fault participant_erase_mail(struct db *db, struct arena *arena, struct str mail, int64_t now)
{
    struct q_participants_of_mail *rows;
    size_t n;
    TRY(q_participants_of_mail(db, arena, person_fold_mail(arena, mail), &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(participant_erase(db, arena, rows[i].uid, now));
    }
    return action_erase_address(db, person_fold_mail(arena, mail));
}

enum fault participant_ask(struct db *db, struct arena *arena, struct str uid, struct str mail, struct str language,
                           int64_t id, int64_t now)
{
    bool added;
    const struct mail_new new = {.kind = S(PARTICIPANT_MAIL), .address = mail, .language = language,
                                 .fields = str_format(arena, "participant=%.*s\n", STR_ARG(uid))};
    TRY(mail_add(db, arena, &new, now, &added)); /* somebody who knows them asks: always added */
    return q_participant_asked(db, id, now);
}

/* ---- it goes */

/* What belongs to a programme that is gone. */
static enum fault must_use forget_parts(struct db *db)
{
    TRY(q_programme_city_forget(db));
    TRY(record_forget_parts(db));
    TRY(q_programme_stage_forget(db));
    TRY(q_programme_block_forget(db));
    TRY(q_programme_session_forget(db));
    TRY(q_participant_forget_parts(db));
    TRY(survey_forget_parts(db));
    TRY(assessment_programmes_gone(db));
    TRY(wall_forget_parts(db));
    TRY(breakout_forget_parts(db));
    TRY(vote_forget_parts(db));
    TRY(note_forget_parts(db));
    TRY(q_carry_was_forget(db));
    TRY(q_carry_home_forget(db));
    TRY(action_forget_parts(db));
    return q_participant_session_forget(db);
}

enum fault programme_remove(struct db *db, int64_t programme_id)
{
    TRY(q_programme_remove(db, programme_id));
    return forget_parts(db);
}

enum fault programme_forget(struct db *db, int64_t now)
{
    int32_t today = (int32_t)(now / 86400);
    TRY(q_participant_forget(db, now - PARTICIPANT_REMOVED_KEPT_S, (struct date){today - PARTICIPANT_KEPT_DAYS}, now));
    TRY(q_programme_forget_over(db, (struct date){today - PROGRAMME_KEPT_DAYS}));
    TRY(survey_forget_answers(db, (struct date){today - PARTICIPANT_KEPT_DAYS}));
    TRY(vote_forget(db, (struct date){today}));
    TRY(q_note_pdf_forget(db, now - NOTE_PDF_KEPT_S));
    TRY(action_forget(db, (struct date){today - PARTICIPANT_KEPT_DAYS}));
    TRY(record_forget(db, now));
    return forget_parts(db);
}

enum fault programme_forget_left(struct db *db, int64_t before)
{
    TRY(q_programme_forget_left(db, before));
    return forget_parts(db);
}

enum fault programme_erase_person(struct db *db, int64_t person)
{
    TRY(q_programme_erase_maker(db, person));
    TRY(wall_erase_person(db, person));
    TRY(note_erase_person(db, person));
    TRY(record_erase_person(db, person));
    TRY(action_erase_person(db, person));
    return q_programme_stage_erase(db, person);
}
