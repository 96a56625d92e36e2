/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: its results, from totals that were kept with each answer, and sentences for the agenda. Where nobody is
** named, what few people said is not shown (survey_total.h), and any two looks differ by five answers or by none
** (store/survey.h): who looks before and after somebody has answered learns nothing of them. */
#include <stdlib.h>

#include "base/check.h"
#include "domain/who.h"
#include "store/carry.sql.h"
#include "text/csv.h"
#include "text/words.h"
#include "web/say.h"
#include "web/survey/survey_web.h"
#include "web/views.h"

#define PROPOSALS_MAX 12
#define PROPOSAL_LETTERS 1500 /* a question and what was said to it */

struct counting {
    struct request *request;
    struct out *out;
    const struct survey *survey;
    size_t language;
    bool named, sectors;
    bool is_open, is_guest;
    struct q_survey_totals *rows;
    size_t rows_n;
    struct survey_totals totals;
    struct survey_answers told;       /* where nobody is named: what was written, as it is shown */
    struct q_survey_answers *answers; /* where answers stand with names: the first of them, for what was written */
    size_t answers_n;
    struct q_participant_list *people;
    size_t people_n;
    struct survey_results_page *m;
};

static bool is_one_each(const struct survey_question *question)
{
    return question->kind != SURVEY_SEVERAL;
}

static struct str count_text(struct counting *counting, int64_t n, bool shown)
{
    return shown ? text_count(counting->out, count(n)) : W(counting->out, "fewer than 5");
}

/* Bars of one list of values; which are shown follows from all of them together. */
static struct survey_part part_of(struct counting *counting, const struct survey_question *question, struct str row,
                                  const struct str *values, const struct str *labels, size_t n, int64_t of, bool parts)
{
    struct survey_part part = {.title = S(""), .bars = arena_array(counting->request->arena, struct survey_bar, n)};
    int64_t *counts = arena_array(counting->request->arena, int64_t, n + 1);
    bool *shown = arena_array(counting->request->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool by_row = question->kind == SURVEY_SEVERAL;
        counts[i] = by_row ? survey_total_of(&counting->totals, question->code, values[i], S("Y"))
                           : survey_total_of(&counting->totals, question->code, row, values[i]);
        shown[i] = true;
    }
    if (!counting->named) {
        survey_shown(counts, n, of, parts, shown);
    }
    for (size_t i = 0; i < n; i++) {
        part.bars[part.n++] = (struct survey_bar){labels[i], count_text(counting, counts[i], shown[i]),
                                                  shown[i] ? counts[i] : 0, of > 0 ? of : 1};
    }
    return part;
}

static void propose(struct counting *counting, struct str sentence, struct str question)
{
    if (counting->m->proposals_n < PROPOSALS_MAX) {
        counting->m->proposals[counting->m->proposals_n++] =
            (struct survey_proposal){.says = sentence, .question = question};
    }
}

/* What more than half said, when it may be shown. */
static void propose_most(struct counting *counting, const struct survey_question *question,
                         const struct survey_part *part, int64_t of)
{
    struct str title = survey_words(counting->survey, question->title, counting->language);
    for (size_t i = 0; i < part->n; i++) {
        const struct survey_bar *bar = &part->bars[i];
        if (bar->n * 2 <= of || bar->n == 0) {
            continue;
        }
        struct slot slots[] = {slot("n", count(bar->n)), slot("all", count(of)), slot("what", bar->words),
                               slot("question", title)};
        const char *says = question->kind == SURVEY_RANKING ? W_NOTE("{n} of {all} put “{what}” first: {question}")
                                                            : W_NOTE("{n} of {all} said “{what}”: {question}");
        propose(counting, words_text(counting->out, says, slots, 4), title);
    }
}

static struct str micro_text(struct counting *counting, int64_t micro)
{
    return survey_rounded(counting->request->arena, micro);
}

/* The median, and in a named round that of each sector of at least three. */
static void add_median(struct counting *counting, const struct survey_question *question, struct str row, int64_t of,
                       struct survey_result *result)
{
    static const struct { const char *code, *says; } sectors[] = {
        {"public", W_NOTE("public sector: {median} (n {n})")}, {"private", W_NOTE("private sector: {median} (n {n})")},
        {"third", W_NOTE("third sector: {median} (n {n})")}};
    int64_t micro;
    if ((!counting->named && of < SURVEY_SMALL) || !survey_median(&counting->totals, question->code, row, &micro)) {
        return;
    }
    result->more = SAY(counting->out, "Half said {median} or less.", slot("median", micro_text(counting, micro)));
    for (size_t i = 0; counting->named && counting->sectors && i < COUNT_OF(sectors); i++) {
        struct survey_totals in = survey_totals_in(counting->request->arena, counting->rows, counting->rows_n,
                                                   str_of(sectors[i].code));
        int64_t n = survey_total_of(&in, question->code, S(""), S(""));
        if (n >= SURVEY_SECTOR && survey_median(&in, question->code, row, &micro)) {
            struct slot slots[] = {slot("median", micro_text(counting, micro)), slot("n", n)};
            result->more = str_format(counting->request->arena, "%.*s %.*s.", STR_ARG(result->more),
                                      STR_ARG(words_text(counting->out, sectors[i].says, slots, 2)));
        }
    }
}

static size_t option_values(struct counting *counting, const struct survey_question *question, struct str **ret_values,
                            struct str **ret_labels)
{
    struct arena *arena = counting->request->arena;
    size_t n = question->options_n;
    *ret_values = arena_array(arena, struct str, n + 1);
    *ret_labels = arena_array(arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct str words = survey_words(counting->survey, question->options[i].words, counting->language);
        (*ret_values)[i] = question->options[i].code;
        (*ret_labels)[i] = words.n > 0 ? words : question->options[i].code;
    }
    if (question->other && question->kind == SURVEY_SINGLE) {
        (*ret_values)[n] = S(SURVEY_OTHER);
        (*ret_labels)[n++] = W(counting->out, "Something else");
    }
    return n;
}

static void add_options(struct counting *counting, const struct survey_question *question, int64_t of,
                        struct survey_result *result)
{
    struct str *values;
    struct str *labels;
    size_t n = option_values(counting, question, &values, &labels);
    size_t rows = question->kind == SURVEY_MATRIX ? question->rows_n : question->kind == SURVEY_RANKING ? 1 : 0;
    if (rows == 0) {
        result->parts = arena_new(counting->request->arena, struct survey_part);
        result->parts[result->parts_n++] = part_of(counting, question, S(""), values, labels, n, of,
                                                   is_one_each(question));
        propose_most(counting, question, &result->parts[0], of);
        return;
    }
    result->parts = arena_array(counting->request->arena, struct survey_part, rows);
    for (size_t i = 0; i < rows; i++) {
        bool ranks = question->kind == SURVEY_RANKING;
        struct survey_part part = part_of(counting, question, ranks ? S("1") : question->rows[i].code, values, labels,
                                          n,
                                          of, true);
        part.title = ranks ? W(counting->out, "Put first")
                           : survey_words(counting->survey, question->rows[i].words, counting->language);
        result->parts[result->parts_n++] = part;
        if (ranks) {
            propose_most(counting, question, &part, of);
        }
    }
}

static void add_scale(struct counting *counting, const struct survey_question *question, int64_t of,
                      struct survey_result *result)
{
    struct str values[SURVEY_SCALE_STEPS_MAX];
    size_t n = 0;
    for (int64_t i = question->min; i <= question->max && n < SURVEY_SCALE_STEPS_MAX; i++) {
        values[n++] = str_format(counting->request->arena, "%lld", (long long)i);
    }
    result->parts = arena_new(counting->request->arena, struct survey_part);
    result->parts[result->parts_n++] = part_of(counting, question, S(""), values, values, n, of, true);
    add_median(counting, question, S(""), of, result);
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct str name_of(const struct counting *counting, struct maybe_int id)
{
    for (size_t i = 0; id.known && i < counting->people_n; i++) {
        if (counting->people[i].id == id.v) {
            return counting->people[i].short_name;
        }
    }
    return S("");
}

static void add_told(struct counting *counting, const struct survey_question *question, struct survey_result *result)
{
    result->texts = arena_array(counting->request->arena, struct str, counting->told.n + 1);
    for (size_t i = 0; i < counting->told.n; i++) {
        if (str_eq(counting->told.items[i].code, question->code)) {
            result->texts[result->texts_n++] = counting->told.items[i].value;
        }
    }
    result->more = result->texts_n > 0 ? S("")
                   : W(counting->out, "What people wrote is shown once the survey is closed.");
}

static void add_texts(struct counting *counting, const struct survey_question *question, struct survey_result *result)
{
    struct arena *arena = counting->request->arena;
    result->texts = arena_array(arena, struct str, counting->answers_n + 1);
    for (size_t i = 0; i < counting->answers_n; i++) {
        struct survey_answers answers = survey_answers_read(arena, counting->answers[i].body);
        struct str text = survey_value_of(&answers, question->code, S(""));
        struct str name = name_of(counting, counting->answers[i].participant_id);
        if (text.n > 0) {
            result->texts[result->texts_n++] = name.n == 0 ? text : str_format(arena, "%.*s: %.*s", STR_ARG(name),
                                                                               STR_ARG(text));
        }
    }
    qsort(result->texts, result->texts_n, sizeof *result->texts, by_text);
    result->texts_n = result->texts_n < SURVEY_TEXTS_MAX ? result->texts_n : SURVEY_TEXTS_MAX;
}

/* How many answered it, as far as that is shown. */
static struct str say_answered(struct counting *counting, int64_t of)
{
    if (counting->named || of >= SURVEY_SMALL) {
        return SAY(counting->out, "{n} answered it.|{n} answered it.", slot("n", count(of)));
    }
    return counting->is_open ? W(counting->out, "Nothing of it is shown yet: needs ten answers.")
                             : W(counting->out, "Fewer than five answered it: nothing of it is shown.");
}

static void add_question(struct counting *counting, const struct survey_question *question)
{
    struct survey_result *result = &counting->m->items[counting->m->n++];
    int64_t of = survey_total_of(&counting->totals, question->code, S(""), S(""));
    result->title = survey_words(counting->survey, question->title, counting->language);
    result->more = S("");
    result->says = say_answered(counting, of);
    if (of == 0 || (!counting->named && of < SURVEY_SMALL)) {
        return;
    }
    switch (question->kind) {
    case SURVEY_SCALE: add_scale(counting, question, of, result); break;
    case SURVEY_NUMBER: add_median(counting, question, S(""), of, result); break;
    case SURVEY_TEXT:
        if (counting->named) {
            add_texts(counting, question, result);
        } else {
            add_told(counting, question, result);
        }
        break;
    default:
        if (question->kind != SURVEY_MATRIX || question->cell == SURVEY_CELL_OPTION) {
            add_options(counting, question, of, result);
        }
        break;
    }
}

/* What was written in own words: with names as it stands; else as it is shown. */
static enum fault must_use load_words(struct request *request, int64_t survey_id, struct counting *counting)
{
    struct q_survey_told told;
    struct q_carry_home home;
    if (counting->named) {
        TRY(q_survey_answers(request->db, request->arena, survey_id, S(""), &counting->answers, &counting->answers_n));
        return q_participant_list(request->db, request->arena, request->params[1], &counting->people,
                                  &counting->people_n);
    }
    TRY(q_survey_told(request->db, request->arena, survey_id, &told));
    enum fault fault = q_carry_home(request->db, request->arena, request->params[1], &home);
    counting->told = survey_told_read(request->arena, told.told);
    counting->is_guest = fault == OK;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static void load_words_soon(struct request *request, int64_t survey_id, bool named)
{
    if (named) {
        q_survey_answers_soon(request->db, survey_id, S(""));
        q_participant_list_soon(request->db, request->params[1]);
    } else {
        q_survey_told_soon(request->db, survey_id);
        q_carry_home_soon(request->db, request->params[1]);
    }
}

static enum fault must_use load(struct request *request, struct out *out, struct survey_of *of,
                                struct counting *counting)
{
    survey_of_soon(request);
    TRY(survey_of_load(request, of));
    if (of->row.id == 0 || !of->row.opened_at.known) {
        return FAULT_NOT_FOUND;
    }
    *counting = (struct counting){.request = request, .out = out, .survey = &of->read->survey,
                                  .named = of->row.named.v == 1, .sectors = of->programme.sectors_shown,
                                  .is_open = !of->row.closed_at.known,
                                  .m = arena_new(request->arena, struct survey_results_page)};
    counting->language = survey_reader(request, counting->survey);
    q_survey_totals_soon(request->db, of->row.id);
    load_words_soon(request, of->row.id, counting->named);
    TRY(survey_totals_load(request->db, request->arena, of->row.id, !counting->named, &counting->rows,
                           &counting->rows_n));
    TRY(load_words(request, of->row.id, counting));
    counting->totals = survey_totals_in(request->arena, counting->rows, counting->rows_n, S(""));
    counting->m->items = arena_array(request->arena, struct survey_result, counting->survey->questions_n + 1);
    counting->m->proposals = arena_array(request->arena, struct survey_proposal, PROPOSALS_MAX);
    for (size_t i = 0; i < counting->survey->questions_n; i++) {
        add_question(counting, &counting->survey->questions[i]);
    }
    return OK;
}

enum fault survey_result_lines(struct request *request, struct out *out, struct str **ret_lines, size_t *ret_n)
{
    struct survey_of of;
    struct counting counting;
    enum fault fault = load(request, out, &of, &counting);
    *ret_n = 0;
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    struct str *lines = arena_array(request->arena, struct str, counting.m->proposals_n + 1);
    lines[(*ret_n)++] = SAY(out, "{n} answer was sent.|{n} answers were sent.", slot("n", count(of.row.answers)));
    for (size_t i = 0; i < counting.m->proposals_n; i++) {
        lines[(*ret_n)++] = counting.m->proposals[i].says;
    }
    *ret_lines = lines;
    return OK;
}

static void put_csv(struct response *response, const struct survey_results_page *m)
{
    static const char *const heads[] = {"question", "line", "answer", "count"};
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        csv_put(&response->body, str_of(heads[i]), i == 0);
    }
    csv_end_row(&response->body);
    for (size_t i = 0; i < m->n; i++) {
        for (size_t k = 0; k < m->items[i].parts_n; k++) {
            const struct survey_part *part = &m->items[i].parts[k];
            for (size_t b = 0; b < part->n; b++) {
                csv_put(&response->body, m->items[i].title, true);
                csv_put(&response->body, part->title, false);
                csv_put(&response->body, part->bars[b].words, false);
                csv_put(&response->body, part->bars[b].count, false);
                csv_end_row(&response->body);
            }
        }
    }
}

const struct field survey_results_fields[] = {
    {.name = "done", .kind = FIELD_CHOICE, .choices = "wall agenda", .help = "what was just done"},
    {0},
};

const struct field survey_results_form[] = {
    {.name = "proposal", .label = W_NOTE("Sentence of the survey"), .kind = FIELD_TEXT, .max = PROPOSAL_LETTERS,
     .help = "one of those that stand on the page, as it stands there"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "wall agenda",
     .help = "hang it on the knowledge wall, or make it a block of the agenda"},
    {0},
};

static enum fault must_use mark_used(struct request *request, struct survey_results_page *m)
{
    struct q_survey_used *rows;
    size_t n;
    TRY(q_survey_used(request->db, request->arena, request->params[1], &rows, &n));
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m->proposals_n; k++) {
            bool same = str_eq(m->proposals[k].says, rows[i].says);
            m->proposals[k].on_wall = m->proposals[k].on_wall || (same && rows[i].on_wall);
            m->proposals[k].on_agenda = m->proposals[k].on_agenda || (same && !rows[i].on_wall);
        }
    }
    return OK;
}

static void say_done(struct request *request, struct out *out, struct survey_results_page *m)
{
    struct str done = request_text(request, "done");
    if (str_eq(done, S("wall"))) {
        m->notice = (struct notice){TONE_GOOD, W(out, "It hangs on the wall"),
                                    html_text(request->arena, W(out, "There you can add what it means for us."))};
    } else if (str_eq(done, S("agenda"))) {
        m->notice = (struct notice){TONE_GOOD, W(out, "It is a block of the agenda"),
                                    html_text(request->arena, W(out, "It stands last in its session, with 20 minutes: "
                                                                     "move it and change it there."))};
    }
}

/* Of what answers the results are. */
static void say_shown(struct out *out, const struct survey_of *of, const struct counting *counting)
{
    struct survey_results_page *m = counting->m;
    int64_t shown = survey_total_of(&counting->totals, S(""), S(""), S(""));
    m->says[m->says_n++] = SAY(out, "{n} answer was sent.|{n} answers were sent.", slot("n", count(of->row.answers)));
    if (counting->named) {
        return;
    }
    if (counting->is_guest) {
        m->says[m->says_n++] = W(out, "Results are unknown here: needs the answers that stay at home. Bring the "
                                      "leadership programme home, and they stand there.");
        return;
    }
    if (counting->is_open) {
        m->says[m->says_n++] = SAY(out, "Of {n} answers results are shown: while it is open they change by five at "
                                        "once and stay five behind, so that looking twice tells nothing of one person.",
                                   slot("n", count(shown)));
    } else if (shown < of->row.answers && shown > 0) {
        m->says[m->says_n++] = SAY(out, "Results are shown of {n}: fewer than five came later, and looking twice would "
                                        "tell what they said. With five they are shown.", slot("n", count(shown)));
    }
    m->says[m->says_n++] = W(out, "Nobody is named: what fewer than five people said is not shown, nor what would "
                                   "give it away.");
}

enum fault survey_results_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct survey_of of;
    struct counting counting;
    bool is_page = request->form != FORM_CSV;
    if (is_page) {
        q_survey_used_soon(request->db, request->params[1]);
    }
    TRY(load(request, &out, &of, &counting));
    struct survey_results_page *m = counting.m;
    response->max_age_s = -1;
    if (!is_page) {
        response->file_name = S("survey.csv");
        put_csv(response, m);
        return OK;
    }
    m->page = page_of(request, W(&out, "Results of the survey"),
                      W(&out, "What those who come said, and what to begin with."), DOOR_NONE);
    m->page->no_index = true;
    survey_crumbs(request, &out, &of, m->page);
    say_shown(&out, &of, &counting);
    m->problems = form_problems_of(request, survey_results_form);
    m->action = survey_url(request, "/results");
    m->once = request_once(request);
    TRY(mark_used(request, m));
    say_done(request, &out, m);
    m->agenda = url_path_of(request->arena, "/member-cities/{}/programmes/{}/agenda", request->params[0],
                            request->params[1]);
    m->wall = url_path_of(request->arena, "/member-cities/{}/programmes/{}/wall", request->params[0],
                          request->params[1]);
    m->back = survey_url(request, "");
    m->data.csv = survey_url(request, "/results.csv");
    m->answers = counting.named ? survey_url(request, "/answers.csv") : (struct url){S("")};
    view_survey_results(&out, m);
    return OK;
}

/* One of the sentences becomes a card or a block. It is looked for among what may be told now: nothing else is. */
enum fault survey_results_act(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct survey_of of;
    struct counting counting;
    struct str says = request_typed(request, "proposal");
    bool hangs = str_eq(request_typed(request, "do"), S("wall"));
    const struct field *field = form_find(survey_results_form, "proposal");
    const struct survey_proposal *found = NULL;
    TRY(load(request, &out, &of, &counting));
    TRY(mark_used(request, counting.m));
    for (size_t i = 0; i < counting.m->proposals_n; i++) {
        found = str_eq(counting.m->proposals[i].says, says) ? &counting.m->proposals[i] : found;
    }
    response->status = 303;
    response->location = survey_url(request, "/results").text;
    if (found == NULL || (hangs ? found->on_wall : found->on_agenda)) {
        return OK; /* more have answered meanwhile, or somebody was quicker: the page says how it stands */
    }
    TRY(hangs ? survey_hang(request, &out, of.programme.id, says, field)
              : survey_to_agenda(request, of.programme.id, found, field));
    response->location = url_add(request->arena, survey_url(request, "/results"), "done",
                                 hangs ? S("wall") : S("agenda")).text;
    return OK;
}
