/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** erasure: what refers to a person goes: from every table (store/personal.h names them all), from the mail queue, from
** what can be read of the log, from the files of the database, and again from a backup that is brought back.
**
**     erasure_person or erasure_mail, in a transaction      rows go, the erasure is noted by a number of chance
**     erasure_scrub, some time after its commit             the files hold no trace of it either
**     erasure_note                                          the list of numbers, to be kept beside the backups
**     erasure_replay, after a restore                       what is in such a list is erased again
**
** What was decided stays valid: counts, results, roles that others gave. The number of the person stays, says nothing
** and is never given to anybody else. The list holds no personal data: each line is a kind, a number of chance and an
** instant ("person 0a1b... 2026-11-22T15:00:00Z").
*/
#ifndef STORE_ERASURE_H
#define STORE_ERASURE_H

#include "base/buf.h"
#include "store/erasure.sql.h"
#include "store/trust_log.h"

#define ERASURE_KEPT_S (400 * 86400)  /* a backup is kept for 35 days; old copies of operators are thought of */
#define ERASURE_UID_LETTERS 32u
#define ERASURE_LINE_MAX 80u          /* bytes of one line of the list */
#define ERASURE_LIST_MAX (8u << 20)   /* bytes of a list; 100,000 lines */

struct erasure_report {
    int64_t people;
    int64_t remarks;
};

/* why: a few words of no person. by: who does it; the person themselves counts as nobody, so that it is not written
** down again. FAULT_NOT_FOUND: there is no such person, or not any more. FAULT_CONFLICT: it is the last administrator,
** and it is not done at the command line, which can make another one. */
enum fault must_use erasure_person(struct db *db, struct arena *arena, int64_t id, const struct log_someone *by,
                                   struct str why, int64_t now, struct erasure_report *report);
/* What somebody without an account left under an address: remarks, what was asked, and mails and invitations to it.
** None: OK, and nothing in the report. */
enum fault must_use erasure_mail(struct db *db, struct arena *arena, struct str mail, int64_t now,
                                 struct erasure_report *report);
/* The retention clock: those whose time has come, and erasures that no backup remembers. In a transaction. */
enum fault must_use erasure_forget(struct db *db, struct arena *arena, int64_t now);

/* Without a transaction; does nothing when there is nothing to do. FAULT_BUSY: again later. */
enum fault must_use erasure_scrub(struct db *db, struct arena *arena, int64_t now);

/* The list, with the lines of `before`, an earlier one ("" none), that are not in it. FAULT_TOO_LARGE. */
enum fault must_use erasure_note(struct db *db, struct arena *arena, struct str before, struct buf *ret_list);
/* A line; false: it is none. */
bool erasure_parse(struct str line, struct q_erasure_list *ret_row);
/* Erases again what is in the list and still there. FAULT_INVALID: *ret_line (from 1) is no line of a list; nothing was
** done. In a transaction. */
enum fault must_use erasure_replay(struct db *db, struct arena *arena, struct str list, int64_t now,
                                   struct erasure_report *ret_report, size_t *ret_line);

#endif
