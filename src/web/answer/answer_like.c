/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer_like: what a city wrote before about what it writes now. */
#include "web/answer/answer_like.h"

#include "base/limits.h"
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/say.h"

#define BEGINNING_LETTERS 200

static struct str old_numbers(struct out *out, struct str age, struct str beginning)
{
    struct str numbers[ANSWER_NUMBERS_MAX], list = S("");
    size_t n = answer_numbers(beginning, numbers);
    for (size_t i = 0; i < n; i++) {
        list = i == 0 ? numbers[i] : str_format(out->arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(numbers[i]));
    }
    struct slot slots[] = {slot("age", age), slot("numbers", list)};
    return age.n == 0 || n == 0 ? age : words_text(out, W_NOTE("{age} Look at: {numbers}"), slots, 2);
}

static struct answer_like_row row_of(struct request *request, struct out *out, struct str member_uid,
                                     const struct q_answer_heads *head, size_t i)
{
    const struct answer_told told = {head->fund, head->handed_in_on, head->outcome, head->outcome_why, head->made_at};
    struct answer_row row = answer_row_of(out, &told, request->today);
    struct str cut = str_clip_letters(head->beginning, BEGINNING_LETTERS);
    return (struct answer_like_row){
        .url = url_path_of(request->arena, "/member-cities/{}/answers/{}", member_uid, head->uid), .uid = head->uid,
        .id = str_format(request->arena, "like-%zu", i + 1), .question = head->question, .from = row.from,
        .age = old_numbers(out, row.age, head->beginning),
        .beginning = cut.n < head->beginning.n ? str_join(request->arena, cut, S(" …")) : cut};
}

/* Of several words one in the text alone is chance. */
static bool is_like(const struct answer_found *found, size_t words)
{
    size_t met = 0;
    bool in_question = false;
    for (size_t i = 0; i < words; i++) {
        met += found->weights[i] > 0;
        in_question = in_question || found->weights[i] >= ANSWER_IN_QUESTION;
    }
    return in_question || met > 1 || (met == 1 && words == 1);
}

void answer_like_soon(struct request *request, struct str member_uid, struct str section_uid)
{
    q_answer_heads_soon(request->db, member_uid);
    q_answer_begun_soon(request->db, member_uid, section_uid);
}

static struct answer_like nothing_yet(struct request *request, const struct answer_like_ask *what)
{
    struct arena *arena = request->arena;
    struct url all = url_path_of(arena, "/member-cities/{}/answers", what->member_uid);
    struct str q = str_clip_letters(what->words, QUERY_TEXT_MAX);
    struct str from = request->acts ? request_typed(request, "from_answer") : S("");
    return (struct answer_like){
        .form_id = what->form_id, .from_answer = from.n > 0 ? from : S(""), .begun = S(""),
        .all = q.n > 0 ? url_add(arena, all, "q", q) : all,
        .paste = url_path_of(arena, "/member-cities/{}/answers/former-bid", what->member_uid)};
}

static enum fault must_use load_begun(struct request *request, const struct answer_like_ask *what,
                                      struct answer_like *like)
{
    struct q_answer_begun *begun;
    size_t n;
    TRY(q_answer_begun(request->db, request->arena, what->member_uid, what->section_uid, &begun, &n));
    if (n > 0) {
        like->begun = begun->question;
        like->begun_url = url_path_of(request->arena, "/member-cities/{}/answers/{}", what->member_uid, begun->uid);
    }
    return OK;
}

enum fault answer_like_load(struct request *request, struct out *out, const struct answer_like_ask *what,
                            struct answer_like *ret_like)
{
    struct answers answers = {.n = 0};
    struct answer_like like = nothing_yet(request, what);
    const struct answers_ask ask = {.member_uid = what->member_uid,
                                    .words = answer_words_of(request->arena, what->words, ANSWER_ASKED_MAX)};
    answer_like_soon(request, what->member_uid, what->section_uid);
    TRY(answers_load_like(request->db, request->arena, &ask, &answers));
    TRY(load_begun(request, what, &like));
    for (size_t i = 0; ask.words.n > 0 && i < answers.n && like.n < ANSWER_LIKE_MAX; i++) {
        if (is_like(&answers.found[i], ask.words.n)) {
            like.rows[like.n] = row_of(request, out, what->member_uid, &answers.ours[answers.found[i].place], like.n);
            like.n++;
        }
    }
    *ret_like = like;
    return OK;
}

/* ---- using one */

static void set_typed(struct request *request, const char *name, struct str value)
{
    struct query *typed = &request->typed;
    for (size_t i = 0; i < typed->n; i++) {
        if (str_eq(typed->items[i].name, str_of(name))) {
            typed->items[i].value = value;
            return;
        }
    }
    if (typed->n < REQUEST_QUERY_FIELDS_MAX) {
        typed->items[typed->n++] = (struct query_field){str_of(name), value};
    }
}

static enum fault must_use find_typed(struct request *request, struct str member_uid, const char *name,
                                      struct q_answer_by_uid *ret_row)
{
    TRY(q_answer_by_uid(request->db, request->arena, request_typed(request, name), member_uid, ret_row));
    return ret_row->taken_at.known ? FAULT_NOT_FOUND : OK;
}

enum fault answer_like_use(struct request *request, struct response *response, struct str member_uid,
                           const char *field)
{
    struct q_answer_by_uid row;
    TRY(find_typed(request, member_uid, "use", &row));
    struct str stands = request_typed(request, field);
    struct str text = stands.n == 0 ? row.body
                                    : str_format(request->arena, "%.*s\n\n%.*s", STR_ARG(stands), STR_ARG(row.body));
    set_typed(request, field, text);
    set_typed(request, "from_answer", str_copy(request->arena, request_typed(request, "use")));
    response->looks = true;
    return FAULT_INVALID;
}

enum fault answer_like_id(struct request *request, struct str member_uid, struct maybe_int *ret_id)
{
    struct q_answer_by_uid row;
    *ret_id = (struct maybe_int){0};
    if (request_typed(request, "from_answer").n == 0) {
        return OK;
    }
    enum fault fault = find_typed(request, member_uid, "from_answer", &row);
    if (fault == OK) {
        *ret_id = (struct maybe_int){true, row.id};
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}
