/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_send: links to a survey, by mail. Each has a secret of its own, made here, sealed until the mail goes, and
** forgotten. Where the questions on the aims are open before the programme too, their link goes in the same mail.
*/
#ifndef WEB_SURVEY_SURVEY_SEND_H
#define WEB_SURVEY_SURVEY_SEND_H

#include "store/survey.h"
#include "text/secret.h"

#define SURVEY_SEND_ONCE 200
#define SURVEY_LINK "survey" /* a kind of link; its subject: */
#define SURVEY_LINK_S (400 * 86400ll)

struct survey_subject { struct str participant, secret, kind; };
struct str survey_subject_of(struct arena *arena, const struct survey_subject *subject);
bool survey_subject_parse(struct str text, struct survey_subject *ret_subject);

struct survey_sending {
    struct db *db;
    struct arena *arena;
    const struct secret_key *key;
    int64_t now;
    int64_t survey_id;
    struct str kind;
    int64_t with_id; /* the questions on the aims that go in the same mail; 0 none */
};

/* Asks those who have an address and were not asked, SURVEY_SEND_ONCE at most. */
enum fault must_use survey_ask_all(const struct survey_sending *sending, size_t *ret_n);
/* A new link to those who have not answered. */
enum fault must_use survey_remind_all(const struct survey_sending *sending, size_t *ret_n);

/* ---- the questions on the aims */

/* A programme, as the questions need it. */
struct aims_asking { int64_t programme_id; struct str name, languages; };

/* Makes and opens it, without names; the very questions of the first one there is. Nobody is asked yet. */
enum fault must_use aims_open(const struct survey_sending *sending, const struct aims_asking *of, enum aims_when when,
                              int64_t *ret_survey_id);
/* The jobs process's clock: opens and mails what is due after 90 days and a year, and closes what is over. Without a
** key nothing is mailed, and nothing opened. */
enum fault must_use aims_clock(struct db *db, struct arena *arena, const struct secret_key *key, int64_t now);

#endif
