/* SPDX-License-Identifier: AGPL-3.0-or-later
** erasure: what refers to a person goes, and stays away. */
#include "store/erasure.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/date.h"
#include "base/scan.h"
#include "store/application.h"
#include "store/assessment.h"
#include "store/matrix.sql.h"
#include "store/bid_work.h"
#include "store/claim.h"
#include "store/commitment.sql.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/answer.h"
#include "store/deadline.h"
#include "store/announcement.h"
#include "store/event.h"
#include "store/driver.sql.h"
#include "store/funding_rule.sql.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/mail.h"
#include "store/personal.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/suggestion.h"

/* ---- by address */

static enum fault must_use list_remarks(struct db *db, struct arena *arena, struct str mail, struct buf *uids)
{
    struct db_rows *rows = NULL;
    struct q_erasure_remarks row;
    bool more = false;
    struct str folded = person_fold_mail(arena, mail);
    TRY(q_erasure_remarks_open(db, &rows));
    enum fault fault = q_erasure_remarks_next(rows, &row, &more);
    while (fault == OK && more) {
        struct arena_mark mark = arena_mark(arena);
        if (str_eq(person_fold_mail(arena, row.mail), folded)) {
            buf_put_str(uids, row.uid);
        }
        arena_rewind(arena, mark);
        fault = q_erasure_remarks_next(rows, &row, &more);
    }
    db_rows_close(rows);
    return fault == OK && uids->overflow ? FAULT_TOO_LARGE : fault;
}

static enum fault must_use remove_remark(struct db *db, struct str uid, int64_t now, struct erasure_report *report)
{
    TRY(q_erasure_remark(db, uid));
    if (db_changed(db) == 0) {
        return OK;
    }
    report->remarks++;
    return q_erasure_add(db, uid, S("remark"), now);
}

static enum fault must_use remove_invitations(struct db *db, struct arena *arena, struct str mail, int64_t now)
{
    struct q_invitation_of_mail *rows;
    size_t n;
    TRY(q_invitation_of_mail(db, arena, person_fold_mail(arena, mail), &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_invitation_erase(db, rows[i].uid));
        TRY(q_erasure_add(db, rows[i].uid, S("invitation"), now));
    }
    return OK;
}

/* Of an address, and of a person (0: none). */
static enum fault must_use remove_claims(struct db *db, struct arena *arena, struct str mail, int64_t person,
                                         int64_t now)
{
    struct q_claim_of *rows;
    size_t n;
    TRY(q_claim_of(db, arena, person_fold_mail(arena, mail), person, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_claim_erase(db, rows[i].uid));
        TRY(q_erasure_add(db, rows[i].uid, S("claim"), now));
        TRY(mail_erase(db, arena, rows[i].mail));
    }
    return OK;
}

static enum fault must_use remove_applications(struct db *db, struct arena *arena, struct str mail, int64_t person,
                                               int64_t now)
{
    struct q_application_of *rows;
    size_t n;
    TRY(q_application_of(db, arena, person_fold_mail(arena, mail), person, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_application_erase(db, rows[i].uid));
        TRY(q_erasure_add(db, rows[i].uid, S("application"), now));
        TRY(mail_erase(db, arena, rows[i].mail));
    }
    return OK;
}

static enum fault must_use remove_curious(struct db *db, struct arena *arena, struct str mail, int64_t now)
{
    struct q_curious_by_mail row;
    enum fault fault = q_curious_by_mail(db, arena, person_fold_mail(arena, mail), &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    TRY(q_curious_remove(db, row.id));
    return q_erasure_add(db, row.uid, S("curious"), now);
}

enum fault erasure_mail(struct db *db, struct arena *arena, struct str mail, int64_t now,
                        struct erasure_report *report)
{
    struct buf CLEANUP(buf_done) uids;
    buf_init(&uids, ERASURE_LIST_MAX);
    TRY(list_remarks(db, arena, mail, &uids));
    for (struct str rest = buf_str(&uids); rest.n >= ERASURE_UID_LETTERS; rest = str_from(rest, ERASURE_UID_LETTERS)) {
        TRY(remove_remark(db, str_sub(rest, 0, ERASURE_UID_LETTERS), now, report));
    }
    TRY(remove_invitations(db, arena, mail, now));
    TRY(remove_claims(db, arena, mail, 0, now));
    TRY(remove_applications(db, arena, mail, 0, now));
    TRY(remove_curious(db, arena, mail, now));
    TRY(participant_erase_mail(db, arena, mail, now));
    TRY(assessment_erase_mail(db, arena, mail, now));
    return mail_erase(db, arena, mail);
}

/* ---- by person */

static enum fault must_use note(struct db *db, struct arena *arena, int64_t id, const struct log_someone *by,
                                int64_t now)
{
    bool self = by->is == LOG_PERSON && by->person == id;
    return trust_log_add(db, arena, &(struct log_event){
        .kind = S("person-erased"), .fields = str_format(arena, "person=%lld\n%s", (long long)id,
                                                         self ? "by=the person\n" : ""),
        .who = self ? (struct log_someone){.is = LOG_ITSELF} : *by, .now = now});
}

enum fault erasure_person(struct db *db, struct arena *arena, int64_t id, const struct log_someone *by,
                          struct str why, int64_t now, struct erasure_report *report)
{
    struct q_erasure_person_uid row;
    TRY(q_erasure_person_uid(db, arena, id, &row));
    if (str_eq(row.state, S("erased"))) {
        return FAULT_NOT_FOUND;
    }
    if (by->is == LOG_PERSON) {
        TRY(person_may_go(db, arena, id, now));
    }
    TRY(q_mail_erase_person(db, id));
    TRY(remove_claims(db, arena, row.mail, id, now));
    TRY(remove_applications(db, arena, row.mail, id, now));
    TRY(erasure_mail(db, arena, row.mail, now, report));
    TRY(q_introduction_erase_from(db, id));
    TRY(q_introduction_erase_to(db, id));
    TRY(q_event_erase_maker(db, id));
    TRY(q_announcement_erase_maker(db, id));
    TRY(q_funding_rule_erase_maker(db, id));
    TRY(q_funding_rule_erase_answerer(db, id));
    TRY(q_event_erase_person(db, id));
    TRY(deadline_erase_person(db, id));
    TRY(bid_erase_person(db, id));
    TRY(programme_erase_person(db, id));
    TRY(assessment_erase_person(db, id));
    TRY(q_matrix_erase(db, id));
    TRY(answer_erase_person(db, id));
    TRY(q_erasure_corrections(db, row.name, row.mail));
    TRY(trust_log_erase_person(db, id, why, now));
    TRY(q_consent_erase(db, id));
    TRY(q_commitment_erase(db, id));
    TRY(q_suggestion_erase_person(db, id));
    TRY(q_driver_erase(db, id));
    TRY(person_erase(db, arena, id, now));
    TRY(q_erasure_add(db, row.uid, S("person"), now));
    report->people++;
    return note(db, arena, id, by, now);
}

enum fault erasure_forget(struct db *db, struct arena *arena, int64_t now)
{
    static const struct log_someone itself = {.is = LOG_ITSELF};
    struct q_person_to_remove *rows;
    struct erasure_report report = {0};
    size_t n;
    TRY(q_person_to_remove(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(erasure_person(db, arena, rows[i].id, &itself, S("not used any more"), now, &report));
    }
    return q_erasure_forget(db, now - ERASURE_KEPT_S);
}

/* ---- from the files */

enum fault erasure_scrub(struct db *db, struct arena *arena, int64_t now)
{
    struct q_erasure_unscrubbed left;
    const char *tables[PERSONAL_TABLES_MAX];
    TRY(q_erasure_unscrubbed(db, arena, &left));
    if (left.n == 0) {
        return OK;
    }
    size_t n = 0;
    for (; n < personal_tables_count; n++) {
        tables[n] = personal_tables[n].name;
    }
    TRY(db_scrub(db, tables, n));
    return q_erasure_scrubbed(db, now, now - 1); /* one of this second may have come behind it */
}

/* ---- the list beside the backups */

static void put_row(struct buf *list, struct arena *arena, const struct q_erasure_list *row)
{
    buf_format(list, "%.*s %.*s %.*s\n", STR_ARG(row->kind), STR_ARG(row->uid), STR_ARG(instant_iso(arena, row->at)));
}

static bool is_uid(struct str text)
{
    bool right = text.n == ERASURE_UID_LETTERS;
    for (size_t i = 0; right && i < text.n; i++) {
        right = (text.s[i] >= '0' && text.s[i] <= '9') || (text.s[i] >= 'a' && text.s[i] <= 'f');
    }
    return right;
}

static bool is_kind(struct str text)
{
    static const char *const kinds[] = {"person", "remark", "invitation", "claim", "application", "curious",
                                        "participant", "rater"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_eq(text, str_of(kinds[i]))) {
            return true;
        }
    }
    return false;
}

bool erasure_parse(struct str line, struct q_erasure_list *ret_row)
{
    struct str rest;
    struct q_erasure_list row = {.kind = str_cut(line, ' ', &rest)};
    row.uid = str_cut(rest, ' ', &rest);
    if (rest.s == NULL || !is_uid(row.uid) || !instant_parse(rest, &row.at) ||
        !is_kind(row.kind)) {
        return false;
    }
    *ret_row = row;
    return true;
}

static int by_time(const void *a, const void *b)
{
    const struct q_erasure_list *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : str_cmp(x->uid, y->uid);
}

static size_t count_lines(struct str text)
{
    size_t n = 0;
    for (; text.n > 0; n++) {
        str_cut(text, '\n', &text);
    }
    return n;
}

enum fault erasure_note(struct db *db, struct arena *arena, struct str before, struct buf *ret_list)
{
    struct q_erasure_list *kept;
    size_t n;
    TRY(q_erasure_list(db, arena, &kept, &n));
    struct q_erasure_list *rows = arena_array(arena, struct q_erasure_list, n + count_lines(before));
    for (size_t i = 0; i < n; i++) {
        rows[i] = kept[i];
    }
    for (struct str rest = before; rest.n > 0;) {
        n += erasure_parse(str_cut(rest, '\n', &rest), &rows[n]) ? 1 : 0;
    }
    qsort(rows, n, sizeof *rows, by_time);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !str_eq(rows[i].uid, rows[i - 1].uid)) {
            put_row(ret_list, arena, &rows[i]);
        }
    }
    return ret_list->overflow ? FAULT_TOO_LARGE : OK;
}

/* ---- again, after a restore */

static bool all_lines(struct str list, size_t *ret_line)
{
    struct q_erasure_list row;
    size_t line = 1;
    for (struct str rest = list; rest.n > 0; line++) {
        if (!erasure_parse(str_cut(rest, '\n', &rest), &row)) {
            *ret_line = line;
            return false;
        }
    }
    return true;
}

static enum fault must_use replay_one(struct db *db, struct arena *arena, const struct q_erasure_list *row,
                                      int64_t now, struct erasure_report *report)
{
    static const struct log_someone itself = {.is = LOG_ITSELF};
    struct q_erasure_person person;
    if (str_eq(row->kind, S("remark"))) {
        return remove_remark(db, row->uid, now, report);
    }
    if (str_eq(row->kind, S("invitation"))) {
        return q_invitation_erase(db, row->uid);
    }
    if (str_eq(row->kind, S("claim"))) {
        return q_claim_erase(db, row->uid);
    }
    if (str_eq(row->kind, S("application"))) {
        return q_application_erase(db, row->uid);
    }
    if (str_eq(row->kind, S("curious"))) {
        return q_curious_erase(db, row->uid);
    }
    if (str_eq(row->kind, S("participant"))) {
        return participant_erase(db, arena, row->uid, now);
    }
    if (str_eq(row->kind, S("rater"))) {
        return assessment_erase_rater(db, row->uid);
    }
    enum fault fault = q_erasure_person(db, arena, row->uid, &person);
    if (fault != OK || str_eq(person.state, S("erased"))) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    return erasure_person(db, arena, person.id, &itself, S("on request, before a backup was brought back"), now,
                          report);
}

enum fault erasure_replay(struct db *db, struct arena *arena, struct str list, int64_t now,
                          struct erasure_report *ret_report, size_t *ret_line)
{
    struct erasure_report report = {0};
    if (!all_lines(list, ret_line)) {
        return FAULT_INVALID;
    }
    for (struct str rest = list; rest.n > 0;) {
        struct q_erasure_list row;
        struct arena_mark mark = arena_mark(arena);
        if (erasure_parse(str_cut(rest, '\n', &rest), &row)) {
            TRY(replay_one(db, arena, &row, now, &report));
        }
        arena_rewind(arena, mark);
    }
    *ret_report = report;
    return OK;
}
