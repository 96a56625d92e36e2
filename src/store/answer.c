/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer: earlier answers: rows and the words they are found by. */
#include "store/answer.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "base/rand.h"

#define UID_BYTES 16u
#define STEM_MARK S("=")

/* ---- the words they are found by */

/* Each word as it is folded, and its stem behind a mark, parted by blanks. */
static struct str index_words(struct arena *arena, struct str text)
{
    struct answer_words words = answer_words_of(arena, text, ANSWER_WORDS_MAX);
    char *all = arena_alloc(arena, words.n * 2 * (ANSWER_WORD_BYTES_MAX + 2) + 1);
    struct map seen;
    size_t n = 0;
    map_init(&seen, arena);
    for (size_t i = 0; i < 2 * words.n; i++) {
        struct str word = words.items[i / 2];
        word = i % 2 == 0 ? word : str_join(arena, STEM_MARK, answer_word_stem(arena, word));
        if (map_find(&seen, word) != NULL) {
            continue;
        }
        map_add(&seen, word);
        n += n > 0 ? (all[n] = ' ', 1) : 0;
        for (size_t k = 0; k < word.n; k++) {
            all[n++] = word.s[k];
        }
    }
    return (struct str){all, n};
}

static enum fault must_use add_words(struct db *db, struct arena *arena, int64_t id, const struct answer_new *answer)
{
    struct str text = str_format(arena, "%.*s\n%.*s", STR_ARG(answer->fund), STR_ARG(answer->body));
    TRY(q_answer_words_remove(db, id));
    TRY(q_answer_words_add(db, answer->member_id, id, ANSWER_IN_QUESTION, answer->shared,
                           index_words(arena, answer->question)));
    return q_answer_words_add(db, answer->member_id, id, ANSWER_IN_TEXT, answer->shared, index_words(arena, text));
}

static enum fault must_use look_for_room(struct db *db, struct arena *arena, const struct answer_new *answer,
                                         int64_t letters_before)
{
    struct q_answer_room room;
    TRY(q_answer_room(db, arena, answer->member_id, S(""), &room));
    bool fits = room.letters - letters_before + (int64_t)str_letters(answer->body) <= ANSWERS_LETTERS_MAX;
    return fits && room.n < ANSWERS_MAX ? OK : FAULT_TOO_LARGE;
}

/* ---- one */

enum fault answer_add(struct db *db, struct arena *arena, const struct answer_new *answer, int64_t now,
                      struct str *ret_uid)
{
    struct q_answer_room room;
    struct str uid = rand_hex(arena, UID_BYTES);
    const struct q_answer_add_in in = {
        .uid = uid, .member_id = answer->member_id, .question = answer->question, .body = answer->body,
        .fund = answer->fund, .rule_id = answer->rule_id, .call_key = answer->call_key, .bid_id = answer->bid_id,
        .section_id = answer->section_id, .handed_in_on = answer->handed_in_on,
        .outcome = answer_outcome_word(answer->outcome), .outcome_why = answer->outcome_why,
        .seen_by = answer->shared ? S("members") : S("city"), .person_id = answer->person_id, .now = now};
    TRY(look_for_room(db, arena, answer, 0));
    TRY(q_answer_add(db, &in));
    TRY(q_answer_room(db, arena, answer->member_id, uid, &room));
    check(room.id.known);
    TRY(add_words(db, arena, room.id.v, answer));
    *ret_uid = uid;
    return OK;
}

enum fault answer_save(struct db *db, struct arena *arena, int64_t id, const struct answer_new *answer, int64_t now)
{
    const struct q_answer_save_in in = {
        .member_id = answer->member_id, .id = id, .question = answer->question, .body = answer->body,
        .fund = answer->fund, .call_key = answer->call_key, .handed_in_on = answer->handed_in_on,
        .outcome = answer_outcome_word(answer->outcome), .outcome_why = answer->outcome_why,
        .seen_by = answer->shared ? S("members") : S("city"), .now = now};
    TRY(q_answer_save(db, &in));
    return add_words(db, arena, id, answer);
}

enum fault answer_take(struct db *db, int64_t member_id, int64_t id, int64_t now)
{
    TRY(q_answer_words_remove(db, id));
    return q_answer_set_taken(db, member_id, id, (struct maybe_int){true, now});
}

enum fault answer_put_back(struct db *db, struct arena *arena, int64_t id, const struct answer_new *answer)
{
    TRY(look_for_room(db, arena, answer, 0));
    TRY(q_answer_set_taken(db, answer->member_id, id, (struct maybe_int){0}));
    return add_words(db, arena, id, answer);
}

/* ---- looking */

#define RANGES_MAX (2 * ANSWER_ASKED_MAX + 1)

/* Words from one to before another. */
struct range {
    size_t word;
    struct str from, end;
    int64_t times; /* what it counts for is taken so often: the word itself is more than its stem or beginning */
};

/* From a beginning to what is behind it; with `ends` that word alone. */
static struct range range_of(struct arena *arena, size_t word, struct str from, bool ends, int64_t times)
{
    struct str end = str_join(arena, from, ends ? S("\x01") : S("\xf4\x8f\xbf\xbf"));
    return (struct range){word, from, end, times};
}

/* Every word as it is and by its stem; the last one also by how it begins, since it may not be typed to its end. */
static size_t ranges_of(struct arena *arena, const struct answer_words *words, struct range ranges[RANGES_MAX])
{
    size_t n = 0;
    check(words->n <= ANSWER_ASKED_MAX);
    for (size_t i = 0; i < words->n; i++) {
        struct str stem = str_join(arena, STEM_MARK, answer_word_stem(arena, words->items[i]));
        ranges[n++] = range_of(arena, i, words->items[i], true, 3);
        ranges[n++] = range_of(arena, i, stem, true, 2);
    }
    if (words->n > 0) {
        ranges[n++] = range_of(arena, words->n - 1, words->items[words->n - 1], false, 1);
    }
    return n;
}

void answers_soon(struct db *db, struct arena *arena, const struct answers_ask *ask)
{
    struct range ranges[RANGES_MAX];
    size_t n = ranges_of(arena, &ask->words, ranges);
    q_answer_heads_soon(db, ask->member_uid);
    if (ask->others) {
        q_answer_heads_of_others_soon(db, ask->member_uid);
    }
    for (size_t i = 0; i < n; i++) {
        q_answer_met_soon(db, ask->member_uid, ranges[i].from, ranges[i].end);
        if (ask->others) {
            q_answer_met_of_others_soon(db, ranges[i].from, ranges[i].end);
        }
    }
}

/* The days from which an answer is as old as it is: of the bid, else of when it was written down. */
static int64_t newness_of(struct str handed_in_on, int64_t made_at)
{
    struct answer_when when = answer_when_read(handed_in_on);
    return when.year == 0            ? made_at / 86400
           : date_is_none(when.day) ? date_of(when.year, 12, 31).days : when.day.days;
}

static struct answer_found *find_ours(struct answers *answers, int64_t id)
{
    for (size_t i = 0; i < answers->ours_n; i++) {
        if (answers->ours[i].id == id) {
            return &answers->found[i];
        }
    }
    return NULL;
}

static struct answer_found *find_of_others(struct answers *answers, int64_t id)
{
    for (size_t i = 0; i < answers->others_n; i++) {
        if (answers->others[i].id == id) {
            return &answers->found[answers->ours_n + i];
        }
    }
    return NULL;
}

static void note_met(struct answer_found *found, size_t word, int64_t weight)
{
    if (found != NULL && found->weights[word] < weight) {
        found->weights[word] = weight;
    }
}

static enum fault must_use load_met(struct db *db, struct arena *arena, const struct answers_ask *ask,
                                    struct answers *answers)
{
    struct range ranges[RANGES_MAX];
    size_t n = ranges_of(arena, &ask->words, ranges);
    for (size_t i = 0; i < n; i++) {
        struct q_answer_met *met;
        struct q_answer_met_of_others *met_of_others;
        size_t met_n;
        TRY(q_answer_met(db, arena, ask->member_uid, ranges[i].from, ranges[i].end, &met, &met_n));
        for (size_t k = 0; k < met_n; k++) {
            note_met(find_ours(answers, met[k].answer_id), ranges[i].word, ranges[i].times * met[k].weight);
        }
        if (!ask->others) {
            continue;
        }
        TRY(q_answer_met_of_others(db, arena, ranges[i].from, ranges[i].end, &met_of_others, &met_n));
        for (size_t k = 0; k < met_n; k++) {
            note_met(find_of_others(answers, met_of_others[k].answer_id), ranges[i].word,
                     ranges[i].times * met_of_others[k].weight);
        }
    }
    return OK;
}

/* Those that have none of the words stand last once they are in order. */
static void leave_out_unmet(struct answers *answers)
{
    while (answers->n > 0 && answers->found[answers->n - 1].score == 0) {
        answers->n--;
    }
}

/* Every one of the city's own, and of others where it was asked, not weighed yet. */
static enum fault must_use load_heads(struct db *db, struct arena *arena, const struct answers_ask *ask,
                                      struct answers *answers)
{
    TRY(q_answer_heads(db, arena, ask->member_uid, &answers->ours, &answers->ours_n));
    if (ask->others) {
        TRY(q_answer_heads_of_others(db, arena, ask->member_uid, &answers->others, &answers->others_n));
    }
    answers->n = answers->ours_n + answers->others_n;
    answers->found = arena_array(arena, struct answer_found, answers->n + 1);
    for (size_t i = 0; i < answers->n; i++) {
        bool ours = i < answers->ours_n;
        const struct q_answer_heads *a = ours ? &answers->ours[i] : NULL;
        const struct q_answer_heads_of_others *b = ours ? NULL : &answers->others[i - answers->ours_n];
        answers->found[i] = (struct answer_found){
            .place = i, .outcome = answer_outcome_of(ours ? a->outcome : b->outcome),
            .newness = ours ? newness_of(a->handed_in_on, a->made_at) : newness_of(b->handed_in_on, b->made_at)};
    }
    return OK;
}

static void put_in_order(const struct answers_ask *ask, struct answers *answers)
{
    answer_rank(answers->found, answers->n, ask->words.n, answers->n);
    if (ask->words.n > 0) {
        leave_out_unmet(answers);
    }
}

enum fault answers_load(struct db *db, struct arena *arena, const struct answers_ask *ask, struct answers *ret_answers)
{
    struct answers answers = {.n = 0};
    TRY(load_heads(db, arena, ask, &answers));
    TRY(load_met(db, arena, ask, &answers));
    put_in_order(ask, &answers);
    *ret_answers = answers;
    return OK;
}

enum fault answers_load_like(struct db *db, struct arena *arena, const struct answers_ask *ask,
                             struct answers *ret_answers)
{
    struct answers answers = {.n = 0};
    TRY(load_heads(db, arena, ask, &answers));
    for (size_t i = 0; i < answers.ours_n; i++) {
        const struct q_answer_heads *head = &answers.ours[i];
        struct str text = str_format(arena, "%.*s %.*s", STR_ARG(head->fund), STR_ARG(head->beginning));
        answer_weigh(arena, &ask->words, head->question, text, answers.found[i].weights);
    }
    put_in_order(ask, &answers);
    *ret_answers = answers;
    return OK;
}

/* ---- what goes */

enum fault answer_forget(struct db *db, int64_t now)
{
    TRY(q_answer_words_forget(db, now - ANSWER_TAKEN_KEPT_S));
    return q_answer_forget(db, now - ANSWER_TAKEN_KEPT_S);
}

enum fault answer_forget_left(struct db *db, int64_t before)
{
    TRY(q_answer_words_forget_left(db, before));
    return q_answer_forget_left(db, before);
}

enum fault answer_erase_person(struct db *db, int64_t person)
{
    return q_answer_erase(db, person);
}
