/* SPDX-License-Identifier: AGPL-3.0-or-later
** consent: given and taken back, each time with its entry in the log. */
#include "store/consent.h"

#include "store/mail.h"
#include "store/person.h"
#include "store/trust_log.h"

static enum fault must_use note(struct db *db, struct arena *arena, struct str what, int64_t person, struct str kind,
                                int64_t now)
{
    struct q_person_by_id row;
    TRY(q_person_by_id(db, arena, person, &row));
    const struct log_someone they = {LOG_PERSON, person, row.name};
    return trust_log_add(db, arena, &(struct log_event){
        .kind = what, .fields = str_format(arena, "what=%.*s\nwords=%d\n", STR_ARG(kind), CONSENT_WORDS), .who = they,
        .whom = they, .now = now});
}

/* Who said "no more" and now says yes is heard. */
static enum fault must_use take_mail_again(struct db *db, struct arena *arena, int64_t person)
{
    struct q_person_by_id row;
    struct str digest;
    TRY(q_person_by_id(db, arena, person, &row));
    TRY(mail_digest(db, arena, row.mail, &digest));
    return q_mail_subscribe(db, digest);
}

enum fault consent_give(struct db *db, struct arena *arena, int64_t person, struct str kind, int64_t now)
{
    bool stands;
    TRY(consent_stands(db, arena, person, kind, &stands));
    if (stands) {
        return FAULT_CONFLICT;
    }
    TRY(q_consent_add(db, person, kind, CONSENT_WORDS, now));
    TRY(take_mail_again(db, arena, person));
    return note(db, arena, S("consent-given"), person, kind, now);
}

static enum fault must_use end(struct db *db, struct arena *arena, int64_t id, int64_t person, struct str kind,
                               struct str by, int64_t now)
{
    TRY(q_consent_end(db, id, by, now, now + CONSENT_KEPT_S));
    return note(db, arena, S("consent-withdrawn"), person, kind, now);
}

enum fault consent_withdraw(struct db *db, struct arena *arena, int64_t person, struct str kind, struct str by,
                            int64_t now)
{
    struct q_consent_find row;
    TRY(q_consent_find(db, arena, person, kind, &row));
    return end(db, arena, row.id, person, kind, by, now);
}

enum fault consent_stands(struct db *db, struct arena *arena, int64_t person, struct str kind, bool *ret_stands)
{
    struct q_consent_find row;
    enum fault fault = q_consent_find(db, arena, person, kind, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    *ret_stands = fault == OK;
    return OK;
}

/* ---- by a digest of an address */

/* Whose address it is; *ret_id 0: nobody's. */
static enum fault must_use find_digest(struct db *db, struct arena *arena, struct str kind, struct str digest,
                                       int64_t *ret_id, int64_t *ret_person)
{
    struct db_rows *rows = NULL;
    struct q_consent_people row;
    bool more = false;
    *ret_id = 0;
    TRY(q_consent_people_open(db, kind, &rows));
    enum fault fault = q_consent_people_next(rows, &row, &more);
    while (fault == OK && more && *ret_id == 0) {
        struct arena_mark mark = arena_mark(arena);
        struct str own;
        fault = mail_digest(db, arena, row.mail, &own);
        if (fault == OK && str_eq(own, digest)) {
            *ret_id = row.id;
            *ret_person = row.person_id;
        }
        arena_rewind(arena, mark);
        fault = fault == OK ? q_consent_people_next(rows, &row, &more) : fault;
    }
    db_rows_close(rows);
    return fault;
}

enum fault consent_withdraw_digest(struct db *db, struct arena *arena, struct str kind, struct str digest, int64_t now)
{
    int64_t id;
    int64_t person = 0;
    TRY(find_digest(db, arena, kind, digest, &id, &person));
    return id > 0 ? end(db, arena, id, person, kind, S("mail"), now) : OK;
}
