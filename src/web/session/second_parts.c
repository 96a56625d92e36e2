/* SPDX-License-Identifier: AGPL-3.0-or-later
** second: what is sealed, and whether a code is right. */
#include "web/session/second_parts.h"

#include <inttypes.h>

#include "base/scan.h"
#include "text/otp.h"
#include "text/secret.h"
#include "text/words.h"
#include "web/form.h"
#include "web/session/second.h"
#include "web/session/session_parts.h"

/* ---- on the way */

struct str way_seal(struct request *request, const struct on_the_way *way)
{
    struct str text = str_format(request->arena, "%" PRId64 " %" PRId64 " %.*s %.*s", way->person_id, way->since,
                                 STR_ARG(way->opened_by), STR_ARG(way->next));
    return secret_seal(request->arena, request->site->key, S("second step of signing in"), text);
}

bool way_open(struct request *request, struct str sealed, struct on_the_way *ret_way)
{
    struct str rest;
    struct on_the_way way;
    if (request->site->key == NULL || sealed.n > SEALED_MAX ||
        secret_open(request->arena, request->site->key, S("second step of signing in"), sealed, &rest) != OK) {
        return false;
    }
    bool fine = parse_int(str_cut(rest, ' ', &rest), 1, INT64_MAX, &way.person_id) &&
                parse_int(str_cut(rest, ' ', &rest), 0, INT64_MAX, &way.since);
    way.opened_by = str_cut(rest, ' ', &way.next);
    *ret_way = way;
    return fine && request->now - way.since <= SECOND_OPEN_S && request->now >= way.since - 60;
}

/* ---- the secret */

static struct str about_totp(struct request *request, int64_t person_id)
{
    return str_format(request->arena, "totp of person %" PRId64, person_id);
}

struct str totp_seal(struct request *request, int64_t person_id, struct str secret)
{
    return secret_seal(request->arena, request->site->key, about_totp(request, person_id), secret);
}

/* ---- codes */

static enum fault must_use take_code(struct request *request, const struct q_person_by_id *person, struct str typed,
                                     bool *ret_fits)
{
    struct str secret;
    int64_t step = 0;
    if (secret_open(request->arena, request->site->key, about_totp(request, person->id), person->totp, &secret) != OK) {
        return OK; /* sealed with a key that was lost: a recovery code lets in */
    }
    *ret_fits = otp_fits(request->arena, secret, typed, request->now, person->totp_step, &step);
    if (*ret_fits) {
        TRY(q_person_use_totp(request->db, person->id, step));
        *ret_fits = db_changed(request->db) == 1; /* else somebody was quicker with the same */
    }
    return OK;
}

enum fault second_take(struct request *request, const struct q_person_by_id *person, struct str typed, bool *ret_fits)
{
    *ret_fits = false;
    if (person->totp.n == 0 || request->site->key == NULL) {
        return OK;
    }
    struct str plain = otp_recovery_plain(request->arena, typed);
    if (plain.n <= OTP_LETTERS) {
        return take_code(request, person, plain, ret_fits);
    }
    return recovery_use(request->db, request->arena, person->id, plain, ret_fits);
}

enum fault second_refuse(struct request *request, const struct field *field)
{
    form_refuse(request, field, W_NOTE("is not right, or was used"),
                W_NOTE("type the one that the phone shows now; its clock must be right"));
    return FAULT_INVALID;
}

enum fault second_prove(struct request *request, struct response *response, const struct field *field,
                        const struct q_person_by_id *person)
{
    bool fits = false;
    TRY(second_take(request, person, request_secret(request, field->name), &fits));
    if (fits) {
        return OK;
    }
    TRY(wrong_add(request, response, person_fold_mail(request->arena, person->mail)));
    return second_refuse(request, field);
}
