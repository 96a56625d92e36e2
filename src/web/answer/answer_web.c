/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer: one earlier answer: to read, to copy, to take away and put back. */
#include "base/check.h"
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field answer_one_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "new saved back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field answer_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "take back",
     .help = "take it away, or put it back"},
    {0},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("new"))     ? W(out, "It is kept. Say what came of it when you know.")
                      : str_eq(done, S("saved")) ? W(out, "Saved.")
                      : str_eq(done, S("back"))  ? W(out, "It stands among the earlier answers again.")
                                                 : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static struct str say_who(struct out *out, const struct q_answer_by_uid *row)
{
    struct slot slots[] = {slot("name", row->person), slot("day", (struct date){(int32_t)(row->made_at / 86400)})};
    return row->person.n > 0 ? words_text(out, W_NOTE("Put in by {name} on {day}."), slots, 2)
                             : words_text(out, W_NOTE("Put in on {day}."), slots + 1, 1);
}

static void put_page(struct request *request, struct out *out, const struct q_answer_by_uid *row, struct answer_page *m)
{
    const struct answer_told told = {row->fund, row->handed_in_on, row->outcome, row->outcome_why, row->made_at};
    struct str city = say_member_city(request->arena, row->city, row->country);
    bool shared = str_eq(row->seen_by, S("members"));
    m->back = member_url(request, "/member-cities/{}/answers");
    m->page = page_of(request, row->question, row->ours ? W(out, "What your city wrote, where it is from, and what "
                                                                 "came of it.")
                                                        : SAY(out, "What {city} wrote, and what came of it.",
                                                              slot("city", city)), DOOR_NONE);
    m->page->kicker = W(out, "Earlier answer");
    m->page->no_index = true;
    page_add_crumb(m->page, W(out, "Earlier answers"), m->back);
    m->notice = notice_of(request, out);
    m->problems = form_problems_of(request, answer_form);
    m->row = answer_row_of(out, &told, request->today);
    m->body = row->body;
    m->numbers_n = answer_numbers(row->body, m->numbers);
    m->ours = row->ours;
    m->taken = row->taken_at.known;
    m->who = row->ours ? say_who(out, row) : S("");
    m->seen_by = !row->ours ? S("")
                 : shared   ? W(out, "Other member cities read it, with the name of your city and no person’s.")
                            : W(out, "Only people of your city read it.");
    m->change = url_path_of(request->arena, "/member-cities/{}/answers/{}/change", request->params[0],
                            request->params[1]);
    m->from = url_path_of(request->arena, "/member-cities/{}/answers/{}/from", request->params[0], request->params[1]);
    if (row->ours && row->bid_uid.n > 0) {
        m->bid = url_path_of(request->arena, "/member-cities/{}/bids/{}", request->params[0], row->bid_uid);
    }
    m->action = url_path_of(request->arena, "/member-cities/{}/answers/{}", request->params[0], request->params[1]);
    m->once = request_once(request);
}

enum fault answer_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct answer_page *m = arena_new(request->arena, struct answer_page);
    struct q_answer_by_uid row;
    TRY(q_answer_by_uid(request->db, request->arena, request->params[1], request->params[0], &row));
    put_page(request, &out, &row, m);
    response->max_age_s = -1;
    view_answer(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use put_back(struct request *request, const struct q_answer_by_uid *row)
{
    const struct answer_new answer = {.member_id = row->member_id, .question = row->question, .body = row->body,
                                      .fund = row->fund, .shared = str_eq(row->seen_by, S("members"))};
    enum fault fault = answer_put_back(request->db, request->arena, row->id, &answer);
    return answer_refuse_room(request, form_find(answer_form, "do"), fault);
}

enum fault answer_act(struct request *request, struct response *response)
{
    struct q_answer_by_uid row;
    struct str what = request_typed(request, "do");
    TRY(q_answer_by_uid(request->db, request->arena, request->params[1], request->params[0], &row));
    if (!row.ours) {
        return FAULT_NOT_FOUND;
    }
    if (what.n == 0) {
        form_refuse(request, form_find(answer_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    bool takes = str_eq(what, S("take"));
    if (takes && !row.taken_at.known) {
        TRY(answer_take(request->db, row.member_id, row.id, request->now));
    } else if (!takes && row.taken_at.known) {
        TRY(put_back(request, &row));
    }
    struct url list = member_url(request, "/member-cities/{}/answers");
    struct url one = url_path_of(request->arena, "/member-cities/{}/answers/{}", request->params[0],
                                 request->params[1]);
    response->status = 303;
    response->location = takes ? url_add(request->arena, list, "done", S("taken")).text
                               : url_add(request->arena, one, "done", S("back")).text;
    return OK;
}
