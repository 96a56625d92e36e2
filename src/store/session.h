/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** session: a browser that somebody signed in with.
**
** The browser keeps a token of 256 bits of chance, the row its SHA-256. A session ends by being ended, unused for its
** idle time, or at its end in any case; what is over answers as if it had never been. Limits (ASVS 5.0, 7.1.1, 7.3.1,
** 7.3.2; NIST SP 800-63B-4, 2.1.3 and 2.2.3):
**
** - people of cities: 30 days in all, 14 days unused: what NIST recommends at its first level. Officers who come once a
**   week stay signed in; what they can do concerns their own city, is logged, and can be undone;
** - coordinators and administrators: 24 hours in all, one hour unused: what NIST recommends at its second level, which
**   their second step makes it. A form that is sent later keeps what was typed.
**
** Nobody has more than SESSIONS_MAX: the one longest unused is ended then. A GET never writes: the last use is noted in
** batches (session_note), to a minute.
*/
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "base/fault.h"
#include "domain/who.h"
#include "store/session.sql.h"

#define SESSION_ENDS_S (30 * 86400)
#define SESSION_IDLE_S (14 * 86400)
#define SESSION_STAFF_ENDS_S 86400
#define SESSION_STAFF_IDLE_S 3600
#define SESSION_NOTE_S 60    /* seen again within this is not noted */
#define SESSIONS_MAX 20      /* of one person */
#define SESSION_BROWSER_MAX 60

struct session_new {
    int64_t person_id;
    struct str opened_by;    /* password, link, oidc, demo */
    bool is_staff;           /* coordinator or administrator: it lasts less long */
    bool second_factor;
    struct str browser;      /* "Firefox, Windows"; "" not known */
};

/* Who has the session of this token; one statement. *ret_who NULL: nobody, any more. *ret_note: the session, when its
** use is to be noted; else 0. */
enum fault must_use session_find(struct db *db, struct arena *arena, struct str token, int64_t now,
                                 const struct who **ret_who, int64_t *ret_note);
/* The same will be asked within this transaction. */
void session_find_soon(struct db *db, struct arena *arena, struct str token, int64_t now);
/* *ret_token: for the browser, for *ret_lasts_s. The session of `before` ("": none) is over: a token that somebody knew
** from before is never one that is signed in (ASVS 5.0, 7.2.4). */
enum fault must_use session_open(struct db *db, struct arena *arena, const struct session_new *session,
                                 struct str before, int64_t now, struct str *ret_token, int64_t *ret_lasts_s);
/* The retention clock: sessions that are over, as person_forget. */
enum fault must_use session_forget(struct db *db, struct arena *arena, int64_t now);
/* The same as session_open of a browser that has its token already: `digest` is that of a token of chance that nobody
** had before. */
enum fault must_use session_open_for(struct db *db, struct arena *arena, const struct session_new *session,
                                     struct str digest, int64_t now);
/* The session of a token; none is fine. */
enum fault must_use session_close(struct db *db, struct arena *arena, struct str token);
/* These were used by `now`: written in one transaction of its own. */
enum fault must_use session_note(struct db *db, const int64_t *sessions, size_t n, int64_t now);
/* What a browser calls itself, in two words that people know. "" when none fits. */
struct str session_browser(struct arena *arena, struct str user_agent);

#endif
