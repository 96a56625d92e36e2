/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_csv: answers to a survey as a table. */
#include "web/survey/survey_csv.h"

#include "base/scan.h"
#include "text/csv.h"

/* "rse3[SQ001]. Who uses it? []": code and row; false: it is none of that kind. */
static bool head_parse(struct str head, struct str *ret_code, struct str *ret_row)
{
    struct scan scan = scan_of(head);
    struct str row = S("");
    struct str code;
    bool read = scan_word(&scan, SURVEY_CODE_MAX, &code);
    if (read && scan_char(&scan, '[')) {
        read = scan_until(&scan, ']', SURVEY_CODE_MAX, &row) && scan_char(&scan, ']');
    }
    read = read && (scan_end(&scan) || scan_char(&scan, '.'));
    if (read) {
        *ret_code = code;
        *ret_row = row;
    }
    return read;
}

static bool has_row(const struct survey_question *question, struct str row)
{
    int64_t place;
    bool is_other = question->other && str_eq(row, S(SURVEY_OTHER_ROW));
    switch (question->kind) {
    case SURVEY_SINGLE: return row.n == 0 || is_other;
    case SURVEY_SEVERAL:
        return is_other || survey_option_find(question->options, question->options_n, row) < question->options_n;
    case SURVEY_RANKING: return parse_int(row, 1, (int64_t)question->options_n, &place);
    case SURVEY_MATRIX: return survey_option_find(question->rows, question->rows_n, row) < question->rows_n;
    default: return row.n == 0;
    }
}

struct survey_columns survey_columns_read(struct arena *arena, const struct survey *survey, const struct str *heads,
                                          size_t n)
{
    struct survey_columns columns = {survey, arena_array(arena, struct survey_column, n), n, 0};
    for (size_t i = 0; i < n; i++) {
        struct survey_column *column = &columns.items[i];
        struct str code;
        *column = (struct survey_column){str_copy(arena, heads[i]), survey->questions_n, S("")};
        if (head_parse(column->head, &code, &column->row)) {
            column->question = survey_find(survey, code);
            bool fits = column->question < survey->questions_n &&
                        has_row(&survey->questions[column->question], column->row);
            column->question = fits ? column->question : survey->questions_n;
        }
        columns.unknown += column->question == survey->questions_n;
    }
    return columns;
}

/* ---- columns of our own */

static void add_column(struct arena *arena, struct survey_columns *columns, size_t at, struct str row, struct str words)
{
    const struct survey_question *question = &columns->survey->questions[at];
    struct str head = row.n == 0
        ? str_format(arena, "%.*s. %.*s", STR_ARG(question->code), STR_ARG(question->title[0]))
        : str_format(arena, "%.*s[%.*s]. %.*s [%.*s]", STR_ARG(question->code), STR_ARG(row),
                     STR_ARG(question->title[0]), STR_ARG(words));
    columns->items[columns->n++] = (struct survey_column){head, at, row};
}

static void add_columns(struct arena *arena, struct survey_columns *columns, size_t at)
{
    const struct survey_question *question = &columns->survey->questions[at];
    bool several = question->kind == SURVEY_SEVERAL;
    const struct survey_option *rows = several ? question->options : question->rows;
    size_t rows_n = several ? question->options_n : question->rows_n;
    size_t places = question->kind != SURVEY_RANKING ? 0
                    : question->max > 0 && (size_t)question->max < question->options_n ? (size_t)question->max
                                                                                       : question->options_n;
    for (size_t i = 0; i < rows_n; i++) {
        add_column(arena, columns, at, rows[i].code, rows[i].words[0]);
    }
    for (size_t i = 1; i <= places; i++) {
        add_column(arena, columns, at, str_format(arena, "%zu", i), str_format(arena, "Ranking %zu", i));
    }
    if (rows_n + places == 0) {
        add_column(arena, columns, at, S(""), S(""));
    }
    if (question->other) {
        add_column(arena, columns, at, S(SURVEY_OTHER_ROW), S("Other"));
    }
}

struct survey_columns survey_columns_of(struct arena *arena, const struct survey *survey)
{
    size_t n = 0;
    for (size_t i = 0; i < survey->questions_n; i++) {
        n += 2 + survey->questions[i].options_n + survey->questions[i].rows_n;
    }
    struct survey_columns columns = {survey, arena_array(arena, struct survey_column, n), 0, 0};
    for (size_t i = 0; i < survey->questions_n; i++) {
        add_columns(arena, &columns, i);
    }
    return columns;
}

/* ---- cells */

static bool is_chosen(const struct survey_question *question)
{
    return question->kind == SURVEY_SINGLE || question->kind == SURVEY_RANKING ||
           (question->kind == SURVEY_MATRIX && question->cell == SURVEY_CELL_OPTION);
}

static struct str option_words(const struct survey_question *question, struct str code)
{
    size_t i = survey_option_find(question->options, question->options_n, code);
    if (i == question->options_n) {
        return str_eq(code, S(SURVEY_OTHER)) ? S("Other") : code;
    }
    return question->options[i].words[0].n > 0 ? question->options[i].words[0] : code;
}

static bool any_said(const struct survey_answers *answers, struct str code)
{
    for (size_t i = 0; i < answers->n; i++) {
        if (str_eq(answers->items[i].code, code)) {
            return true;
        }
    }
    return false;
}

/* What is written for what was said. */
static struct str cell_of(const struct survey_question *question, struct str row, const struct survey_answers *answers)
{
    struct str value = survey_value_of(answers, question->code, row);
    if (str_eq(row, S(SURVEY_OTHER_ROW)) || value.s == NULL) {
        bool no = value.s == NULL && question->kind == SURVEY_SEVERAL && !str_eq(row, S(SURVEY_OTHER_ROW)) &&
                  any_said(answers, question->code);
        return no ? S("No") : value.s == NULL ? S("") : value;
    }
    if (question->kind == SURVEY_SEVERAL) {
        return S("Yes");
    }
    return is_chosen(question) && str_eq(value, S(SURVEY_OTHER)) ? S("Other")
           : is_chosen(question) ? option_words(question, value) : value;
}

/* What a cell means: a code, or the text itself; "" nothing. */
static struct str meaning(const struct survey_question *question, struct str row, struct str cell)
{
    if (str_eq(row, S(SURVEY_OTHER_ROW))) {
        return cell;
    }
    if (question->kind == SURVEY_SEVERAL) {
        return str_eq(cell, S("Yes")) || str_eq(cell, S("Y")) ? S("Y") : S("");
    }
    for (size_t i = 0; is_chosen(question) && i < question->options_n; i++) {
        if (str_eq_nocase(question->options[i].words[0], str_trim(cell))) {
            return question->options[i].code;
        }
    }
    if (is_chosen(question) && question->other && str_eq(cell, S("Other"))) {
        return S(SURVEY_OTHER);
    }
    return cell;
}

static void add(struct survey_answers *answers, struct str code, struct str row, struct str value)
{
    if (value.n > 0) {
        answers->items[answers->n++] = (struct survey_value){code, row, value};
    }
}

/* What a cell says, when it is an answer; else it is left for keep_cells. */
static bool read_cell(struct arena *arena, const struct survey_question *question, const struct survey_column *column,
                      struct str cell, struct survey_answers *answers)
{
    struct str value = meaning(question, column->row, cell);
    struct survey_value one = {question->code, column->row, value};
    const struct survey_answers alone = {&one, value.n > 0};
    enum survey_wrong wrong = survey_answer_check(question, &alone, false).wrong;
    bool holds = wrong == SURVEY_FINE || wrong == SURVEY_GAP;
    if (holds) {
        add(answers, question->code, column->row, str_copy(arena, value));
    }
    return holds;
}

/* What would not be written as it stands is kept to the letter. */
static void keep_cells(struct arena *arena, const struct survey_columns *columns, const struct str *cells, size_t n,
                       struct survey_answers *answers)
{
    struct survey_answers read = *answers;
    for (size_t i = 0; i < columns->n && i < n; i++) {
        const struct survey_column *column = &columns->items[i];
        bool is_asked = column->question < columns->survey->questions_n;
        struct str would = is_asked ? cell_of(&columns->survey->questions[column->question], column->row, &read)
            : S("");
        if (!str_eq(would, cells[i])) {
            struct str where = str_format(arena, "%zu", i);
            answers->items[answers->n++] = (struct survey_value){S(""), where, str_join(arena, S("="), cells[i])};
        }
    }
}

struct survey_answers survey_row_read(struct arena *arena, const struct survey_columns *columns,
                                      const struct str *cells,
                                      size_t n, size_t *ret_rejected)
{
    struct survey_answers answers = {arena_array(arena, struct survey_value, 2 * columns->n), 0};
    size_t rejected = 0;
    for (size_t i = 0; i < columns->n && i < n; i++) {
        const struct survey_column *column = &columns->items[i];
        if (column->question < columns->survey->questions_n) {
            rejected += !read_cell(arena, &columns->survey->questions[column->question], column, cells[i], &answers);
        }
    }
    keep_cells(arena, columns, cells, n, &answers);
    *ret_rejected = rejected;
    return answers;
}

/* ---- writing */

static void put(struct buf *buf, struct str cell, bool first, bool verbatim)
{
    if (verbatim) {
        csv_put_verbatim(buf, cell, first);
    } else {
        csv_put(buf, cell, first);
    }
}

static void end_row(struct buf *buf, bool verbatim)
{
    if (verbatim) {
        buf_put_char(buf, '\n');
    } else {
        csv_end_row(buf);
    }
}

void survey_head_put(struct buf *buf, const struct survey_columns *columns, bool behind, bool verbatim)
{
    for (size_t i = 0; i < columns->n; i++) {
        put(buf, columns->items[i].head, i == 0 && !behind, verbatim);
    }
    end_row(buf, verbatim);
}

void survey_row_put(struct arena *arena, struct buf *buf, const struct survey_columns *columns,
                    const struct survey_answers *answers, bool behind, bool verbatim)
{
    struct str *kept = arena_array(arena, struct str, columns->n + 1);
    for (size_t i = 0; i < answers->n; i++) {
        int64_t at;
        if (answers->items[i].code.n == 0 && parse_int(answers->items[i].row, 0, (int64_t)columns->n - 1, &at)) {
            kept[at] = str_from(answers->items[i].value, 1); /* behind the "=" */
        }
    }
    for (size_t i = 0; i < columns->n; i++) {
        const struct survey_column *column = &columns->items[i];
        bool is_asked = column->question < columns->survey->questions_n;
        struct str cell = is_asked ? cell_of(&columns->survey->questions[column->question], column->row, answers)
            : S("");
        put(buf, kept[i].s == NULL ? cell : kept[i], i == 0 && !behind, verbatim);
    }
    end_row(buf, verbatim);
}
