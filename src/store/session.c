/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: a browser that somebody signed in with. */
#include "store/session.h"

#include "base/check.h"
#include "base/rand.h"
#include "db/digest.h"
#include "store/member.sql.h"

#define UID_BYTES 16u
#define TOKEN_BYTES 32u

/* ---- who it is */

static void add_role(struct who *who, struct who_city *cities, const struct q_session_who *row)
{
    bool of_city = row->member_id.known;
    if (of_city) {
        cities[who->cities_count++] =
            (struct who_city){row->member_id.v, str_eq(row->role, S("main_contact"))};
    } else if (str_eq(row->role, S("coordinator"))) {
        who->is_coordinator = true;
    } else if (str_eq(row->role, S("administrator"))) {
        who->is_administrator = true;
    }
}

enum fault session_find(struct db *db, struct arena *arena, struct str token, int64_t now, const struct who **ret_who,
                        int64_t *ret_note)
{
    struct q_session_who *rows;
    size_t n;
    *ret_who = NULL;
    *ret_note = 0;
    TRY(q_session_who(db, arena, digest_of(arena, token), now, &rows, &n));
    if (n == 0) {
        return OK;
    }
    struct who *who = arena_new(arena, struct who);
    struct who_city *cities = arena_array(arena, struct who_city, n);
    *who = (struct who){.person_id = rows[0].person_id, .session_id = rows[0].session_id, .name = rows[0].name,
                        .has_second_factor = rows[0].second_factor, .since = rows[0].made_at,
                        .opened_by = rows[0].opened_by, .cities = cities};
    for (size_t i = 0; i < n; i++) {
        add_role(who, cities, &rows[i]);
    }
    *ret_note = now - rows[0].seen_at >= SESSION_NOTE_S ? who->session_id : 0;
    *ret_who = who;
    return OK;
}

void session_find_soon(struct db *db, struct arena *arena, struct str token, int64_t now)
{
    q_session_who_soon(db, digest_of(arena, token), now);
}

/* ---- opening and ending */

static int64_t lasts_s(const struct session_new *session)
{
    return session->is_staff ? SESSION_STAFF_ENDS_S : SESSION_ENDS_S;
}

enum fault session_open_for(struct db *db, struct arena *arena, const struct session_new *session, struct str digest,
                            int64_t now)
{
    const struct q_session_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .person_id = session->person_id, .digest = digest, .made_at = now,
        .idle_s = session->is_staff ? SESSION_STAFF_IDLE_S : SESSION_IDLE_S, .ends_at = now + lasts_s(session),
        .opened_by = session->opened_by, .second_factor = session->second_factor,
        .browser = str_clip_letters(session->browser, SESSION_BROWSER_MAX),
    };
    TRY(q_session_add(db, &in));
    return q_session_end_beyond(db, session->person_id, SESSIONS_MAX);
}

enum fault session_open(struct db *db, struct arena *arena, const struct session_new *session, struct str before,
                        int64_t now, struct str *ret_token, int64_t *ret_lasts_s)
{
    struct str token = rand_hex(arena, TOKEN_BYTES);
    TRY(session_close(db, arena, before));
    TRY(session_open_for(db, arena, session, digest_of(arena, token), now));
    *ret_token = token;
    *ret_lasts_s = lasts_s(session);
    return OK;
}

enum fault session_close(struct db *db, struct arena *arena, struct str token)
{
    return token.n > 0 ? q_session_end_by_digest(db, digest_of(arena, token)) : OK;
}

/* ---- the last use */

static enum fault must_use note_all(struct db *db, const int64_t *sessions, size_t n, int64_t now)
{
    for (size_t i = 0; i < n; i++) {
        TRY(q_session_seen(db, sessions[i], now));
        TRY(q_member_heard_session(db, sessions[i], now));
    }
    return OK;
}

enum fault session_note(struct db *db, const int64_t *sessions, size_t n, int64_t now)
{
    TRY(db_begin(db));
    return db_end(db, note_all(db, sessions, n, now));
}

/* ---- which browser it is */

struct known_name { struct str sign; struct str name; };

/* The first that fits: what came later calls itself by the older names as well. */
static struct str first_of(struct str text, const struct known_name *known, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_contains(text, known[i].sign)) {
            return known[i].name;
        }
    }
    return S("");
}

struct str session_browser(struct arena *arena, struct str user_agent)
{
    static const struct known_name browsers[] = {
        {S_INIT("Edg"), S_INIT("Edge")}, {S_INIT("OPR/"), S_INIT("Opera")}, {S_INIT("Firefox/"), S_INIT("Firefox")},
        {S_INIT("FxiOS/"), S_INIT("Firefox")}, {S_INIT("Chrome/"), S_INIT("Chrome")},
        {S_INIT("CriOS/"), S_INIT("Chrome")}, {S_INIT("Safari/"), S_INIT("Safari")},
    };
    static const struct known_name systems[] = {
        {S_INIT("Android"), S_INIT("Android")}, {S_INIT("iPhone"), S_INIT("iPhone")}, {S_INIT("iPad"), S_INIT("iPad")},
        {S_INIT("Windows"), S_INIT("Windows")}, {S_INIT("Mac OS X"), S_INIT("macOS")},
        {S_INIT("CrOS"), S_INIT("ChromeOS")}, {S_INIT("Linux"), S_INIT("Linux")},
    };
    struct str browser = first_of(user_agent, browsers, sizeof browsers / sizeof *browsers);
    struct str system = first_of(user_agent, systems, sizeof systems / sizeof *systems);
    return browser.n > 0 && system.n > 0 ? str_format(arena, "%.*s, %.*s", STR_ARG(browser), STR_ARG(system))
                                         : str_join(arena, browser, system);
}

enum fault session_forget(struct db *db, struct arena *arena, int64_t now)
{
    struct q_session_old old;
    enum fault fault = q_session_old(db, arena, now, &old);
    for (; fault == OK; fault = q_session_old(db, arena, now, &old)) {
        TRY(q_session_forget(db, old.ends_at));
    }
    return fault == FAULT_NOT_FOUND ? q_session_forget(db, now) : fault;
}
