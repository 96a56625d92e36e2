/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer_keep: from the sections of a bid to earlier answers. */
#include "web/answer/answer_keep.h"

#include "base/scan.h"
#include "domain/bid_count.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/bid/bid_web.h"
#include "web/say.h"
#include "web/views.h"

#define BEGINNING_LETTERS 160
#define SECTIONS_MAX 100

const struct field answer_keep_form[] = {
    {.name = "section", .label = W_NOTE("What to keep"), .kind = FIELD_INT, .min = 1, .max = SECTIONS_MAX, .many = true,
     .help = "sections by their place, from 1"},
    {0},
};

/* ---- the offer */

void answer_offer_soon(struct request *request)
{
    q_answer_of_bid_soon(request->db, request->params[0], request->params[1]);
}

static enum fault must_use load(struct request *request, struct q_answer_of_bid **ret_rows, size_t *ret_n)
{
    return q_answer_of_bid(request->db, request->arena, request->params[0], request->params[1], ret_rows, ret_n);
}

enum fault answer_offer_load(struct request *request, struct out *out, struct answer_offer *ret_offer)
{
    struct q_answer_of_bid *rows;
    size_t n, open = 0;
    TRY(load(request, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        open += !rows[i].kept;
    }
    *ret_offer = (struct answer_offer){
        .says = n == 0 ? S("")
                : open > 0 ? W(out, "Keep what your city wrote as earlier answers, for the next bid.")
                           : W(out, "What your city wrote is kept among its earlier answers."),
        .answers = url_path_of(request->arena, "/member-cities/{}/answers", request->params[0])};
    if (open > 0) {
        ret_offer->url = bid_url(request, "/answers");
    }
    return OK;
}

/* ---- the page */

static bool is_chosen(struct request *request, size_t i)
{
    int64_t place;
    for (size_t k = 0; query_get_nth(&request->typed, "section", k).s != NULL; k++) {
        struct str typed = query_get_nth(&request->typed, "section", k);
        if (parse_int(typed, 1, SECTIONS_MAX, &place) && (size_t)place == i + 1) {
            return true;
        }
    }
    return false;
}

static struct answer_keep_row row_of(struct request *request, struct out *out, const struct q_answer_of_bid *row,
                                     size_t i)
{
    struct str begin = str_clip_letters(row->body, BEGINNING_LETTERS);
    struct slot n = slot("n", count(bid_count_of(row->body).words));
    return (struct answer_keep_row){
        .number = str_format(request->arena, "%zu", i + 1), .title = row->title, .kept = row->kept,
        .beginning = begin.n < row->body.n ? str_join(request->arena, begin, S(" …")) : begin,
        .says = row->kept ? W(out, "Kept already.") : words_text(out, W_NOTE("{n} word|{n} words"), &n, 1),
        .chosen = request->acts ? is_chosen(request, i) : !row->kept};
}

enum fault answer_keep_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct answer_keep_page *m = arena_new(request->arena, struct answer_keep_page);
    struct q_member_by_uid member;
    struct q_bid_work_of bid;
    struct q_answer_of_bid *rows;
    size_t n;
    bid_load_soon(request);
    answer_offer_soon(request);
    TRY(bid_load_yes(request, &member, &bid));
    TRY(load(request, &rows, &n));
    m->rows = arena_array(request->arena, struct answer_keep_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        m->rows[m->n++] = row_of(request, &out, &rows[i], i);
        m->open += !rows[i].kept;
    }
    m->page = page_of(request, W(&out, "Keep these answers"),
                      W(&out, "What your city wrote in this bid, to be found again when the next one is written."),
                      DOOR_NONE);
    m->page->no_index = true;
    m->back = bid_url(request, "");
    page_add_crumb(m->page, bid.name, m->back);
    m->problems = form_problems_of(request, answer_keep_form);
    m->action = bid_url(request, "/answers");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_answer_keep(&out, m);
    return OK;
}

/* ---- keeping them */

/* Title and what was asked, when both fit. */
static struct str question_of(struct arena *arena, const struct q_answer_of_bid *row)
{
    struct str both = str_format(arena, "%.*s: %.*s", STR_ARG(row->title), STR_ARG(row->asks));
    bool fits = row->asks.n > 0 && str_letters(both) <= ANSWER_QUESTION_MAX;
    return fits ? both : str_clip_letters(row->title, ANSWER_QUESTION_MAX);
}

static enum fault must_use keep_one(struct request *request, const struct q_bid_work_of *bid,
                                    const struct q_answer_of_bid *row)
{
    struct str uid;
    const struct answer_new answer = {
        .member_id = bid->member_id, .question = question_of(request->arena, row), .body = row->body,
        .fund = str_clip_letters(bid->call_title, ANSWER_FUND_MAX), .rule_id = bid->rule_id, .call_key = bid->call_key,
        .bid_id = {true, bid->id}, .section_id = {true, row->id},
        .handed_in_on = date_iso(request->arena, row->handed_in_on), .outcome_why = S(""),
        .person_id = request->who->person_id};
    return answer_add(request->db, request->arena, &answer, request->now, &uid);
}

enum fault answer_keep_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct q_bid_work_of bid;
    struct q_answer_of_bid *rows;
    const struct field *field = form_find(answer_keep_form, "section");
    size_t n, kept = 0;
    TRY(bid_load_yes(request, &member, &bid));
    TRY(load(request, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (is_chosen(request, i) && !rows[i].kept) {
            TRY(answer_refuse_room(request, field, keep_one(request, &bid, &rows[i])));
            kept++;
        }
    }
    if (kept == 0) {
        form_refuse(request, field, W_NOTE("is not chosen"), W_NOTE("choose one of these"));
        return FAULT_INVALID;
    }
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/answers",
                                                             request->params[0]), "done", S("bid")).text;
    return OK;
}
