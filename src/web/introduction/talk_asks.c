/* SPDX-License-Identifier: AGPL-3.0-or-later
** introduction: from the matches of one's own city to the form that asks. */
#include "domain/who.h"
#include "web/introduction/introduction_web.h"

/* Who has no session is a visitor: nothing is asked for them. */
void talk_asks_soon(struct request *request)
{
    if (request->session.n > 0) {
        q_introduction_cities_soon(request->db);
    }
}

static bool acts_for(const struct who *who, int64_t member_id)
{
    for (size_t i = 0; who != NULL && i < who->cities_count; i++) {
        if (who->cities[i].member_id == member_id) {
            return true;
        }
    }
    return false;
}

/* "" for none. */
static struct str uid_of(const struct q_introduction_cities *rows, size_t n, struct city_id city, const struct who *who)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].city_id.v == city.v && (who == NULL || acts_for(who, rows[i].member_id))) {
            return rows[i].uid;
        }
    }
    return S("");
}

enum fault talk_asks_of(struct request *request, struct city_id ours, const struct city_id *others,
                        const struct str *slugs, size_t n, struct talk_ask *ret_asks)
{
    struct q_introduction_cities *rows;
    size_t rows_n;
    for (size_t i = 0; i < n; i++) {
        ret_asks[i] = (struct talk_ask){0};
    }
    if (request->session.n == 0) {
        return OK;
    }
    TRY(q_introduction_cities(request->db, request->arena, &rows, &rows_n));
    const struct who *who = request_who(request);
    struct str us = who != NULL ? uid_of(rows, rows_n, ours, who) : S("");
    for (size_t i = 0; us.n > 0 && i < n; i++) {
        struct str them = uid_of(rows, rows_n, others[i], NULL);
        if (them.n == 0) {
            ret_asks[i].suggest = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/suggest", us),
                                          "which", slugs[i]);
        } else if (!str_eq(them, us)) {
            ret_asks[i].ask = url_path_of(request->arena, "/member-cities/{}/ask/{}", us, them);
        }
    }
    return OK;
}
