/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** commitment: what a city has signed, by a named person, on what authority, until when. The newest counts. Before it
** ends its main contacts are asked again: on their desk, and COMMITMENT_LAST_S before by mail (domain/commitment.h);
** coordinators where a city has no main contact. The words are those of web/membership/commitment_words.h.
**
** The name and job of who signed go COMMITMENT_WHO_KEPT_S after its end; that it was signed stays.
*/
#ifndef STORE_COMMITMENT_H
#define STORE_COMMITMENT_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/commitment.h"
#include "store/commitment.sql.h"
#include "store/trust_log.h"

#define COMMITMENT_JOB_MAX 200
#define COMMITMENT_REFERENCE_MAX 200
#define COMMITMENT_CONFIRM_MAX 200
#define COMMITMENT_WHO_KEPT_S (2 * 365 * 86400)
#define COMMITMENT_MAIL "commitment-ends" /* its field `commitment` is the id */

struct commitment_new {
    int64_t member_id;
    struct str city;
    int64_t version;
    struct str job;
    bool decided;            /* on a decision; else at officer level */
    struct str reference;
    struct date decided_on;
    struct str confirm_by;
    int years;
};

/* By who (a person), with its entry in the log. Within a transaction of the caller's. */
enum fault must_use commitment_sign(struct db *db, struct arena *arena, const struct commitment_new *commitment,
                                    const struct log_someone *who, int64_t now);
/* The retention clock: cities are asked again, a hundred at a time; names whose time has come go. The caller has no
** transaction. */
enum fault must_use commitment_remind(struct db *db, struct arena *arena, int64_t now);

#endif
