/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadline: the button that watches a funding call for one's city. */
#include "domain/who.h"
#include "web/deadline/deadline_web.h"
#include "web/say.h"

static struct watch_one one_of(struct request *request, struct out *out, const struct q_event_cities *city,
                               struct str key, bool is_only)
{
    struct slot name = slot("city", city->name);
    return (struct watch_one){
        .action = url_path_of(request->arena, "/member-cities/{}/deadlines", city->uid),
        .name = is_only ? W(out, "Watch it for our city") : words_text(out, W_NOTE("Watch for {city}"), &name, 1),
        .key = key, .once = request_once(request)};
}

static void set_watched(struct request *request, struct out *out, const struct q_event_cities *city,
                        const struct q_watch_mine *row, bool is_only, struct watch_one *one)
{
    struct slot name = slot("city", city->name);
    one->watched = url_path_of(request->arena, "/member-cities/{}/deadlines/{}", city->uid, row->uid);
    one->watched_name = is_only ? W(out, "Your city watches it: by when to start")
                                : words_text(out, W_NOTE("{city} watches it: by when to start"), &name, 1);
}

enum fault watch_button_load(struct request *request, struct out *out, struct str key, struct watch_button *ret_button)
{
    struct watch_button made = {.n = 0};
    struct q_event_cities *cities;
    struct q_watch_mine *mine;
    size_t n = 0, mine_n = 0;
    const struct who *who = request->session.n > 0 ? request_who(request) : NULL;
    if (who != NULL && who->cities_count > 0) {
        q_event_cities_soon(request->db, who->person_id, request->now);
        q_watch_mine_soon(request->db, who->person_id, key, request->now);
        TRY(q_event_cities(request->db, request->arena, who->person_id, request->now, &cities, &n));
        TRY(q_watch_mine(request->db, request->arena, who->person_id, key, request->now, &mine, &mine_n));
    }
    for (size_t i = 0; i < n && made.n < WATCH_BUTTONS_MAX; i++) {
        struct watch_one *one = &made.cities[made.n++];
        *one = one_of(request, out, &cities[i], key, n == 1);
        for (size_t k = 0; k < mine_n; k++) {
            if (str_eq(mine[k].member_uid, cities[i].uid)) {
                set_watched(request, out, &cities[i], &mine[k], n == 1, one);
            }
        }
    }
    *ret_button = made;
    return OK;
}
