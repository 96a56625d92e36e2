/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: from the page that somebody has in the room to their own questions. Who joined by the code becomes one
** of those who rate with the first click; nobody is added by looking. */
#include "store/programme.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/link/link.h"
#include "web/room/room_web.h"
#include "web/say.h"

const struct field room_rate_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "rate", .help = "begin to rate"},
    {0},
};

/* What is open to the room, the latest; FAULT_NOT_FOUND: no address of ours, over, or nothing is. */
static enum fault must_use load(struct request *request, struct str *ret_uid, struct q_assessment_in_room *ret_row)
{
    struct mail_link link;
    struct q_room_of_participant room;
    struct q_assessment_in_room *rows;
    size_t n;
    TRY(mail_link_parse(request->site->key, request->params[0], &link));
    if (!str_eq(link.kind, S(ROOM_LINK)) || link.expires_at <= request->now) {
        return FAULT_NOT_FOUND;
    }
    q_room_of_participant_soon(request->db, link.subject, request->today);
    q_assessment_in_room_soon(request->db, link.subject);
    TRY(q_room_of_participant(request->db, request->arena, link.subject, request->today, &room));
    TRY(q_assessment_in_room(request->db, request->arena, link.subject, &rows, &n));
    if (n == 0) {
        return FAULT_NOT_FOUND;
    }
    *ret_uid = link.subject;
    *ret_row = rows[n - 1];
    return OK;
}

enum fault room_rate_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_assessment_in_room row;
    struct str uid;
    TRY(load(request, &uid, &row));
    if (row.rater_uid.n > 0) {
        response->status = 303;
        response->location = rate_link_of(request, row.rater_uid, row.opened_at).text;
        return OK;
    }
    struct deed *m = deed_of(request, W(&out, "Rate how far we are"),
                             W(&out, "A question at a time, each for themselves; nobody in the room sees your "
                                     "answers."));
    page_hide_address(m->page);
    m->page->kicker = row.name;
    m->action = url_path_of(request->arena, "/room/in/{}/rate", request->params[0]);
    deed_button(deed_form(m, W(&out, "Your own questions"),
                          W(&out, "The page that comes next is yours alone. It says who will read what.")), "rate",
                W(&out, "Begin"));
    deed_link(m, url_path_of(request->arena, "/room/in/{}", request->params[0]), W(&out, "Back to the room"));
    deed_end(request, response, m, room_rate_form);
    return OK;
}

enum fault room_rate_act(struct request *request, struct response *response)
{
    struct q_assessment_in_room row;
    struct q_participant_by_uid me;
    struct str uid, rater;
    TRY(load(request, &uid, &row));
    TRY(q_participant_by_uid(request->db, request->arena, uid, &me));
    const struct rater_new new = {{true, me.id}, me.name.n > 0 ? me.name : me.short_name, sector_parse(me.sector),
                                  me.mail, me.language};
    enum fault fault = assessment_rater_of_room(request->db, request->arena, &row, &new, request->now, &rater);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(room_rate_form, "do"), W_NOTE("cannot be done: two hundred people rate already"),
                    W_NOTE("tell who runs the room"));
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = rate_link_of(request, rater, row.opened_at).text;
    return OK;
}
