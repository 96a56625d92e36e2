/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey: what a survey is, which of its questions are asked given the answers so far, and whether an answer holds.
**
** A survey has languages (the first is the one it was written in), sections (each a page for who answers), and
** questions of seven kinds. Words stand once a language, in the order of the languages; a language without words of its
** own is read in the first. What is answered is a list of values: the code of a question, of a row of it where it has
** rows, and what was said:
**
**     single    "edu1" = code of an option ("-oth-": in own words, which stand in row "other")
**     several   "test" row = code of each option that was ticked, value "Y"; own words in row "other"
**     scale     "sat" = a whole number from min to max
**     ranking   "prio" row = place ("1", "2", ...), value = code of an option
**     number    "years" = a decimal number
**     text      "why" = text
**     matrix    "agree" row = code of a row, value = code of an option, a number, or text (`cell`)
**
** A question may have a condition, a small tree over answers of questions before it (survey_when.h reads and writes
** it). A question whose condition does not hold is not asked, and what was said to it counts for nothing; a
** comparison with a question that was not answered does not hold, and "is not" does.
** Pure; all is in the arena.
*/
#ifndef DOMAIN_SURVEY_H
#define DOMAIN_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define SURVEY_LANGUAGES_MAX 12
#define SURVEY_SECTIONS_MAX 60
#define SURVEY_QUESTIONS_MAX 400
#define SURVEY_OPTIONS_MAX 400     /* of one question: all countries are 250 */
#define SURVEY_ROWS_MAX 100
#define SURVEY_CODE_MAX 40u        /* letters of a code */
#define SURVEY_TITLE_MAX 2000u     /* letters of a question */
#define SURVEY_TEXT_MAX 5000u      /* letters of an answer in own words */
#define SURVEY_DEPTH_MAX 16        /* of a condition: of "not", all of and any of within each other */
#define SURVEY_CLAUSES_MAX 200     /* in one condition */
#define SURVEY_NUMBER_MAX 1000000000ll
#define SURVEY_MICRO 1000000ll     /* numbers are compared in millionths */

#define SURVEY_OTHER "-oth-"       /* the option "in own words" */
#define SURVEY_OTHER_ROW "other"

enum survey_kind {
    SURVEY_SINGLE,
    SURVEY_SEVERAL,
    SURVEY_SCALE,
    SURVEY_RANKING,
    SURVEY_NUMBER,
    SURVEY_TEXT,
    SURVEY_MATRIX,
    SURVEY_KIND__MAX
};

/* What stands in a cell of a matrix. */
enum survey_cell { SURVEY_CELL_OPTION, SURVEY_CELL_NUMBER, SURVEY_CELL_TEXT, SURVEY_CELL__MAX };

enum survey_test {
    SURVEY_ALL, /* of what is below it; of nothing: holds */
    SURVEY_ANY, /* of nothing: does not hold */
    SURVEY_NOT,
    SURVEY_IS,
    SURVEY_IS_NOT,
    SURVEY_LESS,
    SURVEY_AT_MOST,
    SURVEY_MORE,
    SURVEY_AT_LEAST,
};

struct survey_clause {
    enum survey_test test;
    struct str code;              /* comparisons: the question ... */
    struct str row;               /* ... its row; "" none */
    struct str value;
    struct survey_clause *first;  /* all, any, not: what it is about */
    struct survey_clause *next;   /* beside it */
};

struct survey_option {
    struct str code;
    struct str *words;            /* one a language */
};

struct survey_question {
    struct str code;              /* one a survey */
    enum survey_kind kind;
    enum survey_cell cell;        /* matrix */
    size_t section;
    struct str *title;            /* one a language */
    struct str *hint;             /* "" none */
    struct survey_option *options;
    size_t options_n;
    struct survey_option *rows;   /* matrix */
    size_t rows_n;
    bool bounded_below, bounded_above;
    int64_t min, max;             /* scale, number, cells that are numbers; max of ranking: places, 0 all */
    bool required;
    bool other;                   /* single, several: own words may be said too */
    struct survey_clause *when;   /* NULL: always */
};

struct survey_section {
    struct str *title;
    struct str *intro;
};

struct survey {
    struct str *languages;        /* "en", "de" */
    size_t languages_n;
    struct str *title;
    struct str *intro;
    struct str *thanks;
    struct survey_section *sections;
    size_t sections_n;
    struct survey_question *questions; /* in the order of asking: by section */
    size_t questions_n;
};

struct survey_value {
    struct str code;
    struct str row;               /* "" none */
    struct str value;
};

struct survey_answers {
    struct survey_value *items;
    size_t n;
};

struct str survey_kind_word(enum survey_kind kind); /* of the column */
bool survey_kind_parse(struct str word, enum survey_kind *ret_kind);
struct str survey_cell_word(enum survey_cell cell);
bool survey_cell_parse(struct str word, enum survey_cell *ret_cell);

/* Letters, digits and "_", beginning with a letter (rows and options: or a digit), at most SURVEY_CODE_MAX. */
bool survey_code_holds(struct str code);
bool survey_option_code_holds(struct str code);

/* The words of a language, or of the first where there are none. */
struct str survey_words(const struct survey *survey, const struct str *words, size_t language);
/* Index of the language, or 0. */
size_t survey_language(const struct survey *survey, struct str language);
/* Index of the question, or questions_n. */
size_t survey_find(const struct survey *survey, struct str code);
/* Index of the option or row, or n. */
size_t survey_option_find(const struct survey_option *options, size_t n, struct str code);
bool survey_eq(const struct survey *a, const struct survey *b);
bool survey_question_eq(const struct survey_question *a, const struct survey_question *b, size_t languages_n);

/* ---- asked, given the answers so far */

/* What was said; no text for nothing. */
struct str survey_value_of(const struct survey_answers *answers, struct str code, struct str row);
/* ret_asked has room for questions_n. */
void survey_asked(const struct survey *survey, const struct survey_answers *answers, bool *ret_asked);

/* ---- what is wrong */

enum survey_wrong {
    SURVEY_FINE,
    SURVEY_MISSING,       /* it has to be answered */
    SURVEY_NO_OPTION,     /* no such option */
    SURVEY_NO_NUMBER,     /* is no number */
    SURVEY_TOO_LOW,
    SURVEY_TOO_HIGH,
    SURVEY_TWICE,         /* ranking: the same on two places */
    SURVEY_GAP,           /* ranking: a place is left out */
    SURVEY_TOO_LONG,
    SURVEY_NO_ROW,        /* no such row */
    SURVEY_NO_WORDS,      /* "in own words" without any */
};

struct survey_fault {
    enum survey_wrong wrong;
    struct str row;       /* which; "" the question */
    struct str value;
};

/* The first thing that is wrong with the answer to a question that is asked. `required_too` false: it is saved to be
** gone on with, nothing is missing yet. */
struct survey_fault survey_answer_check(const struct survey_question *question, const struct survey_answers *answers,
                                        bool required_too);
/* A decimal number with "." or ",", in millionths, within SURVEY_NUMBER_MAX. */
bool survey_number_parse(struct str text, int64_t *ret_micro);

enum survey_defect_kind {
    SURVEY_SOUND,
    SURVEY_CODE_BAD,      /* of a question, an option or a row */
    SURVEY_CODE_TWICE,
    SURVEY_UNTITLED,
    SURVEY_FEW_OPTIONS,   /* none, or one where one chooses */
    SURVEY_NO_ROWS,
    SURVEY_BOUNDS,        /* min is not below max, or a scale has none or too many steps */
    SURVEY_WHEN_UNKNOWN,  /* its condition names a question or option that is not there ... */
    SURVEY_WHEN_LATER,    /* ... or that is asked after it */
    SURVEY_EMPTY,         /* nothing is asked */
    SURVEY_TOO_MANY,
};

struct survey_defect {
    enum survey_defect_kind kind;
    struct str question;  /* its code */
    struct str what;      /* the code that is meant */
};

/* At most `room` of them; the count of all. */
size_t survey_check(const struct survey *survey, struct survey_defect *ret_defects, size_t room);

#define SURVEY_SCALE_STEPS_MAX 11

#endif
