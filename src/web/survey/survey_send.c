/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_send: links to a survey, by mail. */
#include "web/survey/survey_send.h"

#include "base/fields.h"
#include "base/rand.h"
#include "store/mail.h"
#include "web/link/link.h"

#define SECRET_BYTES 16u
#define UID_LETTERS 32u

/* "uid-secret"; behind it, of those on the aims, "-" and which. */
struct str survey_subject_of(struct arena *arena, const struct survey_subject *subject)
{
    enum aims_when when;
    struct str behind = aims_kind_parse(subject->kind, &when) ? aims_word(when) : S("");
    return str_format(arena, "%.*s-%.*s%s%.*s", STR_ARG(subject->participant), STR_ARG(subject->secret),
                      behind.n > 0 ? "-" : "", STR_ARG(behind));
}

bool survey_subject_parse(struct str text, struct survey_subject *ret_subject)
{
    const size_t secret = UID_LETTERS + 1, end = secret + SURVEY_SECRET_LETTERS;
    enum aims_when when;
    bool is_before = text.n == end;
    if (!is_before && (text.n < end + 2 || text.s[end] != '-' || !aims_parse(str_from(text, end + 1), &when))) {
        return false;
    }
    *ret_subject = (struct survey_subject){str_sub(text, 0, UID_LETTERS),
                                           str_sub(text, secret, SURVEY_SECRET_LETTERS),
                                           is_before ? S(SURVEY_BEFORE) : aims_kind(when)};
    return true;
}

/* Whom a mail goes to. */
struct asked { struct str uid, mail, language; };

static enum fault must_use put_secret(const struct survey_sending *sending, struct buf *fields, const char *name)
{
    struct str sealed;
    TRY(mail_token_seal(sending->arena, sending->key, rand_hex(sending->arena, SECRET_BYTES), &sealed));
    fields_put(fields, name, sealed);
    return OK;
}

static enum fault must_use send_link(const struct survey_sending *sending, const struct asked *asked, bool with,
                                     const char *mail_kind)
{
    bool added;
    struct buf CLEANUP(buf_done) fields;
    buf_init(&fields, 4096);
    fields_put(&fields, "participant", asked->uid);
    fields_put(&fields, "kind", sending->kind);
    TRY(put_secret(sending, &fields, "token"));
    TRY(with ? put_secret(sending, &fields, "aims_token") : OK);
    struct mail_new new = {.kind = str_of(mail_kind), .address = asked->mail, .language = asked->language,
                           .fields = buf_str(&fields)};
    return mail_add(sending->db, sending->arena, &new, sending->now, &added);
}

/* Whether the questions on the aims go with it: nobody who has answered them is asked again. */
static enum fault must_use goes_with(const struct survey_sending *sending, int64_t participant_id, bool *ret_with)
{
    struct q_survey_has_answered row;
    *ret_with = false;
    if (sending->with_id == 0) {
        return OK;
    }
    TRY(q_survey_ask(sending->db, sending->with_id, participant_id));
    TRY(q_survey_has_answered(sending->db, sending->arena, sending->with_id, participant_id, &row));
    *ret_with = !row.answered;
    return OK;
}

enum fault survey_ask_all(const struct survey_sending *sending, size_t *ret_n)
{
    struct q_survey_to_ask *rows;
    size_t n;
    TRY(q_survey_to_ask(sending->db, sending->arena, sending->survey_id, &rows, &n));
    n = n < SURVEY_SEND_ONCE ? n : SURVEY_SEND_ONCE;
    for (size_t i = 0; i < n; i++) {
        const struct asked asked = {rows[i].uid, rows[i].mail, rows[i].language};
        bool with;
        TRY(q_survey_ask(sending->db, sending->survey_id, rows[i].participant_id));
        TRY(goes_with(sending, rows[i].participant_id, &with));
        TRY(send_link(sending, &asked, with, SURVEY_MAIL));
    }
    *ret_n = n;
    return OK;
}

enum fault survey_remind_all(const struct survey_sending *sending, size_t *ret_n)
{
    struct q_survey_to_remind *rows;
    size_t n;
    TRY(q_survey_to_remind(sending->db, sending->arena, sending->survey_id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct asked asked = {rows[i].uid, rows[i].mail, rows[i].language};
        bool with;
        TRY(goes_with(sending, rows[i].participant_id, &with));
        TRY(send_link(sending, &asked, with, SURVEY_REMINDER_MAIL));
    }
    *ret_n = n;
    TRY(sending->with_id != 0 ? q_survey_remind(sending->db, sending->with_id, sending->now) : OK);
    return q_survey_remind(sending->db, sending->survey_id, sending->now);
}
