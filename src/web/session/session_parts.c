/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: where signing in leads on, and a session begun. */
#include "web/session/session_parts.h"

#include "base/check.h"
#include "store/session.h"
#include "store/trust_log.h"
#include "web/session/second_parts.h"

static bool is_of_signing_in(struct str path)
{
    static const struct str own[] = {S_INIT("/sign-in"), S_INIT("/sign-out"), S_INIT("/set-password")};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (str_starts(path, own[i])) {
            return true;
        }
    }
    return false;
}

/* url_local takes neither two slashes nor a backslash at the beginning, by which browsers would go elsewhere. */
struct str next_local(struct request *request, struct str typed)
{
    struct url url;
    bool fine = url_local(request->arena, typed, &url) && !is_of_signing_in(typed);
    return fine ? typed : S("");
}

enum fault note_own(struct request *request, const char *kind, int64_t person_id, struct str name)
{
    const struct log_someone person = {LOG_PERSON, person_id, name};
    return trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = str_of(kind), .fields = S(""), .who = person, .whom = person, .now = request->now});
}

struct str session_home(const struct request *request, bool administrator)
{
    return administrator && request->closed ? S("/set-up") : S("/me");
}

enum fault session_lead(struct request *request, struct response *response, int64_t person_id, struct str opened_by,
                        struct str next)
{
    struct q_person_by_id row;
    bool staff;
    TRY(q_person_by_id(request->db, request->arena, person_id, &row));
    response->status = 303;
    if (row.totp.n > 0) {
        check(request->site->key != NULL); /* without it no second step was ever set up */
        const struct on_the_way way = {person_id, request->now, opened_by, next};
        response->location = url_path_of(request->arena, "/sign-in/second/{}", way_seal(request, &way)).text;
        return OK;
    }
    TRY(person_is_staff(request->db, request->arena, person_id, request->now, &staff));
    TRY(session_begin(request, response, person_id, opened_by, false));
    response->location = staff ? S("/me/second-step") : next.n > 0 ? next : S("/me");
    return OK;
}

enum fault session_begin(struct request *request, struct response *response, int64_t person_id, struct str opened_by,
                         bool second_factor)
{
    struct session_new session = {.person_id = person_id, .opened_by = opened_by, .second_factor = second_factor,
                                  .browser = session_browser(request->arena, request->agent)};
    TRY(person_is_staff(request->db, request->arena, person_id, request->now, &session.is_staff));
    request->person = person_id; /* the process log says who signed in */
    TRY(person_signed_in(request->db, person_id, request->now));
    return session_open(request->db, request->arena, &session, request->session, request->now, &response->session,
                        &response->session_s);
}
