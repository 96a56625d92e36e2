/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: questions as parts of a form, and what was typed into them. */
#include "text/words.h"
#include "web/say.h"
#include "web/survey/survey_web.h"

#define PAGE_PLACES_MAX 40 /* of a page: who is on a phone wants an end in sight ... */
#define PAGE_SELECT_MIN 15 /* options over which they are a list */
#define PAGE_INPUTS_MAX 5  /* ... and fills in so many fields at once; of one question there may be more */

static int64_t places_ranked(const struct survey_question *question)
{
    return question->max > 0 && question->max < (int64_t)question->options_n ? question->max
                                                                            : (int64_t)question->options_n;
}

/* ---- pages */

static size_t places_of(const struct survey_question *question)
{
    switch (question->kind) {
    case SURVEY_SEVERAL: return question->options_n + question->other;
    case SURVEY_MATRIX: return question->rows_n;
    case SURVEY_RANKING: return question->options_n;
    default: return 1u + question->other;
    }
}

/* Fields to fill in, not to tick. */
static size_t inputs_of(const struct survey_question *question)
{
    switch (question->kind) {
    case SURVEY_SINGLE: return (size_t)(question->options_n > PAGE_SELECT_MIN) + question->other;
    case SURVEY_SEVERAL: return question->other;
    case SURVEY_SCALE: return 0;
    case SURVEY_RANKING: return (size_t)places_ranked(question);
    case SURVEY_MATRIX: return question->cell == SURVEY_CELL_OPTION ? 0 : question->rows_n;
    default: return 1;
    }
}

static bool is_about(const struct survey *survey, const struct survey_clause *clause, size_t from)
{
    for (; clause != NULL; clause = clause->next) {
        size_t at = clause->test > SURVEY_NOT ? survey_find(survey, clause->code) : 0;
        if (clause->test > SURVEY_NOT ? at >= from && at < survey->questions_n : is_about(survey, clause->first,
                                                                                          from)) {
            return true;
        }
    }
    return false;
}

void survey_pages_of(const struct survey *survey, struct survey_pages *ret_pages)
{
    size_t places = 0;
    size_t inputs = 0;
    ret_pages->n = 0;
    for (size_t i = 0; i < survey->questions_n; i++) {
        const struct survey_question *question = &survey->questions[i];
        size_t here = places_of(question);
        bool begins = i == 0 || question->section != survey->questions[i - 1].section ||
                      places + here > PAGE_PLACES_MAX || inputs + inputs_of(question) > PAGE_INPUTS_MAX ||
                      is_about(survey, question->when, ret_pages->first[ret_pages->n - 1]);
        if (begins) {
            ret_pages->first[ret_pages->n++] = i;
            places = inputs = 0;
        }
        places += here;
        inputs += inputs_of(question);
    }
    ret_pages->first[ret_pages->n] = survey->questions_n;
}

/* ---- names of fields: "q.code" and "q.code.row" */

static struct str name_of(struct arena *arena, const struct survey_question *question, struct str row)
{
    return row.n == 0 ? str_format(arena, "q.%.*s", STR_ARG(question->code))
                      : str_format(arena, "q.%.*s.%.*s", STR_ARG(question->code), STR_ARG(row));
}

static void take(struct request *request, const struct survey_question *question, struct str row,
                 struct survey_answers *answers)
{
    struct str name = name_of(request->arena, question, row);
    struct str value = str_trim(request_typed(request, str_c(request->arena, name)));
    if (value.n > 0) {
        answers->items[answers->n++] = (struct survey_value){question->code, row, value};
    }
}

static void take_question(struct request *request, const struct survey_question *question,
                          struct survey_answers *answers)
{
    switch (question->kind) {
    case SURVEY_SEVERAL:
        for (size_t i = 0; i < question->options_n; i++) {
            take(request, question, question->options[i].code, answers);
        }
        break;
    case SURVEY_MATRIX:
        for (size_t i = 0; i < question->rows_n; i++) {
            take(request, question, question->rows[i].code, answers);
        }
        break;
    case SURVEY_RANKING:
        for (int64_t i = 1; i <= places_ranked(question); i++) {
            take(request, question, str_format(request->arena, "%lld", (long long)i), answers);
        }
        break;
    default: take(request, question, S(""), answers); break;
    }
    if (question->other) {
        take(request, question, S(SURVEY_OTHER_ROW), answers);
    }
}

struct survey_answers survey_typed(struct request *request, const struct survey *survey, size_t from, size_t to,
                                   const bool *asked)
{
    size_t room = 0;
    for (size_t i = from; i < to; i++) {
        room += 2 + survey->questions[i].options_n + survey->questions[i].rows_n;
    }
    struct survey_answers answers = {arena_array(request->arena, struct survey_value, room + 1), 0};
    for (size_t i = from; i < to; i++) {
        if (asked[i]) {
            take_question(request, &survey->questions[i], &answers);
        }
    }
    return answers;
}

/* ---- a question as a part of a form */

struct asking {
    struct arena *arena;
    struct out *out;
    const struct survey *survey;
    size_t language;
    const struct survey_question *question;
    const struct survey_answers *answers;
    struct survey_ask *ask;
};

static struct survey_place *add_place(struct asking *asking, struct str row, struct str label)
{
    struct survey_place *place = &asking->ask->places[asking->ask->places_n++];
    struct str value = survey_value_of(asking->answers, asking->question->code, row);
    struct str name = name_of(asking->arena, asking->question, row);
    *place = (struct survey_place){.name = name, .id = name, .label = label, .value = value.n > 0 ? value : S("")};
    return place;
}

static void add_pick(struct asking *asking, struct survey_place *place, struct str value, struct str label, bool chosen)
{
    struct str id = str_format(asking->arena, "%.*s.%zu", STR_ARG(place->name), place->picks_n);
    place->picks[place->picks_n++] = (struct survey_pick){place->name, value, id, label, chosen};
}

static struct str words(struct asking *asking, const struct survey_option *option)
{
    struct str said = survey_words(asking->survey, option->words, asking->language);
    return said.n > 0 ? said : option->code;
}

/* Radios or a list of options, for one place. none: the label of no answer. */
static void pick_options(struct asking *asking, struct survey_place *place, struct str none)
{
    const struct survey_question *question = asking->question;
    place->picks = arena_array(asking->arena, struct survey_pick, question->options_n + 2);
    if (none.n > 0 && asking->ask->look == SURVEY_SELECTS) {
        add_pick(asking, place, S(""), none, place->value.n == 0);
    }
    for (size_t i = 0; i < question->options_n; i++) {
        add_pick(asking, place, question->options[i].code, words(asking, &question->options[i]),
                 str_eq(question->options[i].code, place->value));
    }
    if (question->other && question->kind == SURVEY_SINGLE) {
        add_pick(asking, place, S(SURVEY_OTHER), W(asking->out, "Something else"), str_eq(place->value,
                                                                                          S(SURVEY_OTHER)));
    }
    if (none.n > 0 && asking->ask->look != SURVEY_SELECTS && !question->required) {
        add_pick(asking, place, S(""), none, false);
    }
}

static void ask_scale(struct asking *asking)
{
    const struct survey_question *question = asking->question;
    struct survey_place *place = add_place(asking, S(""), S(""));
    place->picks = arena_array(asking->arena, struct survey_pick, SURVEY_SCALE_STEPS_MAX + 1);
    for (int64_t i = question->min; i <= question->max && place->picks_n < SURVEY_SCALE_STEPS_MAX; i++) {
        struct str step = str_format(asking->arena, "%lld", (long long)i);
        add_pick(asking, place, step, step, str_eq(step, place->value));
    }
    if (!question->required) {
        add_pick(asking, place, S(""), W(asking->out, "No answer"), false);
    }
}

static void ask_several(struct asking *asking)
{
    const struct survey_question *question = asking->question;
    struct survey_place *place = &asking->ask->places[asking->ask->places_n++];
    *place = (struct survey_place){.name = S(""), .label = S(""), .value = S("")};
    place->picks = arena_array(asking->arena, struct survey_pick, question->options_n + 1);
    for (size_t i = 0; i < question->options_n; i++) {
        struct str code = question->options[i].code;
        struct str name = name_of(asking->arena, question, code);
        place->picks[place->picks_n++] = (struct survey_pick){
            name, S("Y"), name, words(asking, &question->options[i]),
            survey_value_of(asking->answers, question->code, code).n > 0};
    }
}

static void ask_rows(struct asking *asking)
{
    const struct survey_question *question = asking->question;
    for (size_t i = 0; i < question->rows_n; i++) {
        struct survey_place *place = add_place(asking, question->rows[i].code, words(asking, &question->rows[i]));
        if (question->cell == SURVEY_CELL_OPTION) {
            pick_options(asking, place, W(asking->out, "No answer"));
        }
    }
}

static void ask_places(struct asking *asking)
{
    for (int64_t i = 1; i <= places_ranked(asking->question); i++) {
        struct str row = str_format(asking->arena, "%lld", (long long)i);
        struct survey_place *place = add_place(asking, row, SAY(asking->out, "Place {n}", slot("n", i)));
        pick_options(asking, place, W(asking->out, "Choose"));
    }
}

static void ask_places_of(struct asking *asking)
{
    struct survey_ask *ask = asking->ask;
    switch (asking->question->kind) {
    case SURVEY_SINGLE:
        ask->look = asking->question->options_n > PAGE_SELECT_MIN ? SURVEY_SELECTS : SURVEY_RADIOS;
        pick_options(asking, add_place(asking, S(""), S("")), W(asking->out, "No answer"));
        break;
    case SURVEY_SEVERAL:
        ask->look = SURVEY_BOXES;
        ask_several(asking);
        break;
    case SURVEY_SCALE: ask_scale(asking); break;
    case SURVEY_RANKING:
        ask->look = SURVEY_SELECTS;
        ask_places(asking);
        break;
    case SURVEY_MATRIX:
        ask->look = asking->question->cell == SURVEY_CELL_OPTION ? SURVEY_RADIOS : SURVEY_LINE;
        ask_rows(asking);
        break;
    default:
        ask->look = asking->question->kind == SURVEY_TEXT ? SURVEY_LINES : SURVEY_LINE;
        add_place(asking, S(""), S(""));
        break;
    }
}

static struct survey_ask ask_of(struct asking *asking)
{
    const struct survey_question *question = asking->question;
    bool is_number = question->kind == SURVEY_NUMBER || question->cell == SURVEY_CELL_NUMBER;
    struct survey_ask ask = {.look = SURVEY_RADIOS, .error = S(""), .note = S(""),
                             .title = survey_words(asking->survey, question->title, asking->language),
                             .hint = survey_words(asking->survey, question->hint, asking->language),
                             .id = str_format(asking->arena, "part.%.*s", STR_ARG(question->code)),
                             .required = question->required, .own = {.name = S("")},
                             .mode = is_number ? S("decimal") : S("text"), .units_max = 2 * SURVEY_TEXT_MAX};
    ask.places = arena_array(asking->arena, struct survey_place, question->rows_n + question->options_n + 2);
    asking->ask = &ask;
    ask_places_of(asking);
    if (question->other) {
        struct str row = S(SURVEY_OTHER_ROW);
        struct str value = survey_value_of(asking->answers, question->code, row);
        struct str name = name_of(asking->arena, question, row);
        ask.own = (struct survey_place){.name = name, .id = name, .value = value.n > 0 ? value : S(""),
                                        .label = W(asking->out, "Something else, in your own words")};
    }
    return ask;
}

size_t survey_asks_of(struct request *request, struct out *out, const struct survey *survey, size_t language,
                      size_t from, size_t to, const bool *asked, const struct survey_answers *answers,
                      struct survey_ask *asks)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        if (!asked[i]) {
            continue;
        }
        struct asking asking = {request->arena, out, survey, language, &survey->questions[i], answers, NULL};
        asks[n] = ask_of(&asking);
        n++;
    }
    return n;
}

/* ---- words */

struct str survey_say_kind(struct out *out, const struct survey_question *question)
{
    switch (question->kind) {
    case SURVEY_SINGLE: return W(out, "One answer");
    case SURVEY_SEVERAL: return W(out, "Several answers");
    case SURVEY_SCALE:
        return SAY(out, "A step from {least} to {most}", slot("least", question->min), slot("most", question->max));
    case SURVEY_RANKING: return W(out, "Put in order");
    case SURVEY_NUMBER: return W(out, "A number");
    case SURVEY_TEXT: return W(out, "Own words");
    default: return W(out, "An answer for each line");
    }
}

struct str survey_say_wrong(struct out *out, const struct survey_question *question, const struct survey_fault *fault,
                            size_t language)
{
    (void)language;
    switch (fault->wrong) {
    case SURVEY_MISSING: return question->kind == SURVEY_MATRIX ? W(out, "has a line without an answer: answer each")
                                                                : W(out, "has no answer yet: it needs one");
    case SURVEY_NO_NUMBER: return W(out, "is no number: write it as 12 or 12.5");
    case SURVEY_TOO_LOW: return SAY(out, "is too low: {least} or more", slot("least", question->min));
    case SURVEY_TOO_HIGH: return SAY(out, "is too high: {most} or less", slot("most", question->max));
    case SURVEY_TWICE: return W(out, "has the same on two places: choose each once");
    case SURVEY_GAP: return W(out, "leaves a place empty before another one: begin with place 1");
    case SURVEY_TOO_LONG:
        return SAY(out, "is too long: use at most {most} letters", slot("most", (int64_t)SURVEY_TEXT_MAX));
    case SURVEY_NO_WORDS: return W(out, "is something else, without saying what: write it beside");
    default: return W(out, "is no answer that can be chosen: choose one that stands there");
    }
}
