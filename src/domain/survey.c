/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: what is asked, given the answers so far; words; whether two surveys are the same. */
#include "domain/survey.h"

#include "base/check.h"
#include "base/scan.h"
#include "domain/survey_when.h"

static const struct str KINDS[] = {
    [SURVEY_SINGLE] = S_INIT("single"), [SURVEY_SEVERAL] = S_INIT("several"), [SURVEY_SCALE] = S_INIT("scale"),
    [SURVEY_RANKING] = S_INIT("ranking"), [SURVEY_NUMBER] = S_INIT("number"), [SURVEY_TEXT] = S_INIT("text"),
    [SURVEY_MATRIX] = S_INIT("matrix")};
static const struct str CELLS[] = {
    [SURVEY_CELL_OPTION] = S_INIT("option"), [SURVEY_CELL_NUMBER] = S_INIT("number"),
        [SURVEY_CELL_TEXT] = S_INIT("text")};

struct str survey_kind_word(enum survey_kind kind)
{
    check(kind < SURVEY_KIND__MAX);
    return KINDS[kind];
}

bool survey_kind_parse(struct str word, enum survey_kind *ret_kind)
{
    for (size_t i = 0; i < SURVEY_KIND__MAX; i++) {
        if (str_eq(KINDS[i], word)) {
            *ret_kind = (enum survey_kind)i;
            return true;
        }
    }
    return false;
}

struct str survey_cell_word(enum survey_cell cell)
{
    check(cell < SURVEY_CELL__MAX);
    return CELLS[cell];
}

bool survey_cell_parse(struct str word, enum survey_cell *ret_cell)
{
    for (size_t i = 0; i < SURVEY_CELL__MAX; i++) {
        if (str_eq(CELLS[i], word)) {
            *ret_cell = (enum survey_cell)i;
            return true;
        }
    }
    return false;
}

bool survey_option_code_holds(struct str code)
{
    for (size_t i = 0; i < code.n; i++) {
        char c = code.s[i];
        bool is_one = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!is_one) {
            return false;
        }
    }
    return code.n > 0 && code.n <= SURVEY_CODE_MAX;
}

bool survey_code_holds(struct str code)
{
    return survey_option_code_holds(code) && !(code.s[0] >= '0' && code.s[0] <= '9') && code.s[0] != '_';
}

struct str survey_words(const struct survey *survey, const struct str *words, size_t language)
{
    check(language < survey->languages_n);
    return words[language].n > 0 ? words[language] : words[0];
}

size_t survey_language(const struct survey *survey, struct str language)
{
    for (size_t i = 0; i < survey->languages_n; i++) {
        if (str_eq(survey->languages[i], language)) {
            return i;
        }
    }
    return 0;
}

size_t survey_find(const struct survey *survey, struct str code)
{
    size_t i = 0;
    while (i < survey->questions_n && !str_eq(survey->questions[i].code, code)) {
        i++;
    }
    return i;
}

size_t survey_option_find(const struct survey_option *options, size_t n, struct str code)
{
    size_t i = 0;
    while (i < n && !str_eq(options[i].code, code)) {
        i++;
    }
    return i;
}

/* ---- the same */

static bool words_eq(const struct str *a, const struct str *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(a[i], b[i])) {
            return false;
        }
    }
    return true;
}

static bool options_eq(const struct survey_option *a, const struct survey_option *b, size_t n, size_t languages_n)
{
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(a[i].code, b[i].code) || !words_eq(a[i].words, b[i].words, languages_n)) {
            return false;
        }
    }
    return true;
}

bool survey_question_eq(const struct survey_question *a, const struct survey_question *b, size_t languages_n)
{
    return str_eq(a->code, b->code) && a->kind == b->kind && a->cell == b->cell && a->section == b->section &&
           words_eq(a->title, b->title, languages_n) && words_eq(a->hint, b->hint, languages_n) &&
           a->options_n == b->options_n && options_eq(a->options, b->options, a->options_n, languages_n) &&
           a->rows_n == b->rows_n && options_eq(a->rows, b->rows, a->rows_n, languages_n) &&
           a->bounded_below == b->bounded_below && a->bounded_above == b->bounded_above && a->min == b->min &&
           a->max == b->max && a->required == b->required && a->other == b->other && survey_when_eq(a->when, b->when);
}

bool survey_eq(const struct survey *a, const struct survey *b)
{
    size_t n = a->languages_n;
    bool same = n == b->languages_n && words_eq(a->languages, b->languages, n) && words_eq(a->title, b->title, n) &&
                words_eq(a->intro, b->intro, n) && words_eq(a->thanks, b->thanks, n) &&
                a->sections_n == b->sections_n && a->questions_n == b->questions_n;
    for (size_t i = 0; same && i < a->sections_n; i++) {
        same = words_eq(a->sections[i].title, b->sections[i].title, n) &&
               words_eq(a->sections[i].intro, b->sections[i].intro, n);
    }
    for (size_t i = 0; same && i < a->questions_n; i++) {
        same = survey_question_eq(&a->questions[i], &b->questions[i], n);
    }
    return same;
}

/* ---- asked */

struct str survey_value_of(const struct survey_answers *answers, struct str code, struct str row)
{
    for (size_t i = 0; i < answers->n; i++) {
        if (str_eq(answers->items[i].code, code) && str_eq(answers->items[i].row, row)) {
            return answers->items[i].value;
        }
    }
    return (struct str){0};
}

static int compare(struct str said, struct str with, bool *ret_known)
{
    int64_t a;
    int64_t b;
    *ret_known = survey_number_parse(said, &a) && survey_number_parse(with, &b);
    return *ret_known ? (a > b) - (a < b) : 0;
}

struct judging {
    const struct survey *survey;
    const struct survey_answers *answers;
    const bool *asked; /* of those before it */
    size_t before;
};

static bool compare_holds(const struct judging *judging, const struct survey_clause *clause)
{
    size_t at = survey_find(judging->survey, clause->code);
    bool counts = at < judging->before && judging->asked[at];
    struct str said = counts ? survey_value_of(judging->answers, clause->code, clause->row) : (struct str){0};
    bool known;
    int order = compare(said, clause->value, &known);
    bool is = str_eq(said, clause->value) || (known && order == 0);
    switch (clause->test) {
    case SURVEY_IS: return is;
    case SURVEY_IS_NOT: return !is;
    case SURVEY_LESS: return known && order < 0;
    case SURVEY_AT_MOST: return known && order <= 0;
    case SURVEY_MORE: return known && order > 0;
    default: return known && order >= 0;
    }
}

static bool holds(const struct judging *judging, const struct survey_clause *clause)
{
    if (clause->test == SURVEY_NOT) {
        return !holds(judging, clause->first);
    }
    if (clause->test > SURVEY_NOT) {
        return compare_holds(judging, clause);
    }
    bool all = clause->test == SURVEY_ALL;
    for (const struct survey_clause *part = clause->first; part != NULL; part = part->next) {
        if (holds(judging, part) != all) {
            return !all;
        }
    }
    return all;
}

void survey_asked(const struct survey *survey, const struct survey_answers *answers, bool *ret_asked)
{
    for (size_t i = 0; i < survey->questions_n; i++) {
        const struct judging judging = {survey, answers, ret_asked, i};
        const struct survey_clause *when = survey->questions[i].when;
        ret_asked[i] = when == NULL || holds(&judging, when);
    }
}
