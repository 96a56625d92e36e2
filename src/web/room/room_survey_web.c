/* SPDX-License-Identifier: AGPL-3.0-or-later
** room: from the page that somebody has in the room to the survey. The address of their answer has a secret that is
** made
** when this page is looked at, stands on it alone and is kept nowhere; who has answered stands apart
** (store/survey.h). */
#include "base/rand.h"
#include "store/survey.h"
#include "store/survey_room.sql.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/survey/survey_web.h"

#define SECRET_BYTES (SURVEY_SECRET_LETTERS / 2)

const struct field room_survey_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "ask", .min = 1,
     .help = "get an address for one's answer"},
    {0},
};

struct reading {
    struct str uid;
    struct q_survey_room *rows;
    size_t n;
};

/* FAULT_NOT_FOUND: no address of ours, over, or nothing is open. */
static enum fault must_use load(struct request *request, struct reading *reading)
{
    struct q_room_of_participant room;
    TRY(room_own_uid(request, &reading->uid));
    if (request->db == NULL) {
        return FAULT_LOST;
    }
    q_room_of_participant_soon(request->db, reading->uid, request->today);
    q_survey_room_soon(request->db, reading->uid);
    TRY(q_room_of_participant(request->db, request->arena, reading->uid, request->today, &room));
    TRY(q_survey_room(request->db, request->arena, reading->uid, &reading->rows, &reading->n));
    return reading->n > 0 ? OK : FAULT_NOT_FOUND;
}

/* As long as a link by mail; to the day, since it stands in the address. */
static struct url answer_url(struct request *request, struct str uid, struct str kind)
{
    const struct survey_subject subject = {uid, rand_hex(request->arena, SECRET_BYTES), kind};
    const struct mail_link link = {S(SURVEY_LINK), survey_subject_of(request->arena, &subject),
                                   request->now - request->now % 86400 + SURVEY_LINK_S};
    return url_path_of(request->arena, "/surveys/{}", mail_link_make(request->arena, request->site->key, &link));
}

static struct str kind_name(struct out *out, const struct q_survey_room *row)
{
    return str_eq(row->kind, S(SURVEY_BEFORE)) ? W(out, "The survey") : W(out, "Six questions on its aims");
}

static void add_survey(struct request *request, struct out *out, const struct reading *reading, size_t at,
                       struct deed *m, bool *to_ask)
{
    const struct q_survey_room *row = &reading->rows[at];
    struct slot name = slot("survey", kind_name(out, row));
    if (row->answered) {
        deed_say(m, words_text(out, W_NOTE("{survey}: you have answered. To correct it, use the address by which you "
                                           "did."), &name, 1));
    } else if (row->asked) {
        deed_link(m, answer_url(request, reading->uid, row->kind), words_text(out, W_NOTE("Begin: {survey}"), &name,
                                                                              1));
    } else {
        *to_ask = true;
    }
}

/* Here a guest, without internet: what becomes of links that were mailed at home. */
static void say_guest(struct out *out, const struct q_survey_room *row, struct deed *m)
{
    if (row->network.n == 0) {
        deed_say(m, W(out, "Did you begin by a link that was mailed to you? Go on with that one: an answer counts "
                           "once."));
        return;
    }
    struct slot slots[] = {slot("network", row->network),
                           slot("day", (struct date){(int32_t)(row->brought_at.v / 86400)})};
    deed_say(m, words_text(out, W_NOTE("This computer has no internet: a link that was mailed to you opens at "
                                       "{network} "
                                       "only. Who has answered there by {day} is known here, what they said is not; "
                                       "did "
                                       "you answer there later, leave it at that."), slots, 2));
    deed_say(m, words_text(out, W_NOTE("What you answer here is sealed for {network}, goes home with the leadership "
                                       "programme and counts there once."), slots, 1));
}

enum fault room_survey_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct reading reading;
    bool to_ask = false;
    TRY(load(request, &reading));
    struct deed *m = deed_of(request, W(&out, "Answer the survey"),
                             W(&out, "Each for themselves; nobody in the room sees your answers."));
    page_hide_address(m->page);
    m->page->kicker = W(&out, "Leadership programme");
    m->action = url_path_of(request->arena, "/room/in/{}/survey", request->params[0]);
    for (size_t i = 0; i < reading.n && i < 2; i++) {
        add_survey(request, &out, &reading, i, m, &to_ask);
    }
    deed_say(m, W(&out, "The page that opens is yours alone: its address is made for you now and kept nowhere. Leave "
                        "it "
                        "open until you have sent your answer, for nobody can lead you back to it."));
    say_guest(&out, &reading.rows[0], m);
    if (to_ask) {
        deed_button(deed_form(m, W(&out, "Your answer"), S("")), "ask", W(&out, "I want to answer"));
    }
    deed_link(m, url_path_of(request->arena, "/room/in/{}", request->params[0]), W(&out, "Back to the room"));
    deed_end(request, response, m, room_survey_form);
    return OK;
}

enum fault room_survey_act(struct request *request, struct response *response)
{
    struct reading reading;
    TRY(load(request, &reading));
    TRY(q_survey_room_ask(request->db, reading.uid));
    response->status = 303;
    response->location = url_path_of(request->arena, "/room/in/{}/survey", request->params[0]).text;
    return OK;
}
