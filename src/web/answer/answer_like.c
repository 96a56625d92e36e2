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

enum fault answer_like_load(struct request *request, struct out *out, struct str member_uid, struct str words,
                            struct str form_id, struct answer_like *ret_like)
{
    struct answers answers;
    const struct answers_ask ask = {.member_uid = member_uid,
                                    .words = answer_words_of(request->arena, words, ANSWER_ASKED_MAX)};
    struct answer_like like = {.form_id = form_id, .from_answer = S(""),
                               .all = url_path_of(request->arena, "/member-cities/{}/answers", member_uid),
                               .paste = url_path_of(request->arena, "/member-cities/{}/answers/former-bid",
                                                    member_uid)};
    struct str q = str_clip_letters(words, QUERY_TEXT_MAX);
    like.all = q.n > 0 ? url_add(request->arena, like.all, "q", q) : like.all;
    if (request->acts) {
        like.from_answer = request_typed(request, "from_answer");
        like.from_answer = like.from_answer.s == NULL ? S("") : like.from_answer;
    }
    if (ask.words.n > 0) {
        answers_soon(request->db, request->arena, &ask);
        TRY(answers_load(request->db, request->arena, &ask, &answers));
        for (size_t i = 0; i < answers.n && like.n < ANSWER_LIKE_MAX; i++) {
            if (!is_like(&answers.found[i], ask.words.n)) {
                continue;
            }
            like.rows[like.n] = row_of(request, out, member_uid, &answers.ours[answers.found[i].place], like.n);
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
