/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper_rows: cards and counts, line by line. */
#include "web/room/paper_rows.h"

#include "base/check.h"
#include "base/fold.h"
#include "base/scan.h"
#include "text/csv.h"
#include "text/words.h"
#include "web/pasted.h"

#define BEGINNING_LETTERS 60u

static void refuse(struct arena *arena, struct paper_wrongs *wrong, int64_t line, struct str row, const char *what,
                   const char *hint)
{
    if (wrong->n < PAPER_WRONG_MAX) {
        struct str beginning = str_copy(arena, str_clip_letters(row, BEGINNING_LETTERS));
        wrong->items[wrong->n++] = (struct paper_wrong){line, beginning, what, hint};
    }
    wrong->all++;
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] >= '0' && text.s[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* ---- cards */

/* "- ", "* ", "• " before a line are how lists are typed. */
static struct str without_mark(struct str line)
{
    static const char *const marks[] = {"- ", "* ", "\xE2\x80\xA2 ", "\xE2\x80\x93 "};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (str_starts(line, str_of(marks[i]))) {
            return str_trim(str_from(line, str_of(marks[i]).n));
        }
    }
    return line;
}

static void add_card(struct arena *arena, struct paper_cards *cards, int64_t line, int64_t group, struct str text)
{
    if (pasted_is_garbled(text)) {
        refuse(arena, &cards->wrong, line, text, W_NOTE("has letters that went wrong on the way"),
               W_NOTE("save the file as UTF-8, or copy it from the spreadsheet itself"));
    } else if (str_letters(text) > BREAKOUT_CARD_MAX) {
        refuse(arena, &cards->wrong, line, text, W_NOTE("is too long for a card"),
               W_NOTE("keep it to one sentence, 300 letters at most"));
    } else if (cards->n == PAPER_ROWS_MAX) {
        refuse(arena, &cards->wrong, line, text, W_NOTE("is more than is read at once"),
               W_NOTE("put the first thousand in, then the rest"));
    } else {
        cards->items[cards->n++] = (struct paper_card){group, str_copy(arena, text)};
    }
}

static void read_lines(struct arena *arena, struct str text, int64_t group, struct paper_cards *cards)
{
    int64_t line = 0;
    for (struct str rest = text; rest.s != NULL;) {
        struct str card = without_mark(str_trim(str_cut(rest, '\n', &rest)));
        line++;
        if (card.n > 0) {
            add_card(arena, cards, line, group, card);
        }
    }
}

static void read_card(struct arena *arena, const struct csv_row *row, int64_t groups, struct paper_cards *cards)
{
    int64_t group;
    struct str card = row->n > 1 ? str_trim(row->fields[1]) : S("");
    if (!parse_int(str_trim(row->fields[0]), 1, groups, &group)) {
        refuse(arena, &cards->wrong, (int64_t)row->line, row->text, W_NOTE("does not begin with the number of a group"),
               W_NOTE("write the number of the group first, then the card"));
    } else if (card.n == 0) {
        refuse(arena, &cards->wrong, (int64_t)row->line, row->text, W_NOTE("has no card behind its group"),
               W_NOTE("write the card in the second column, or take the line out"));
    } else if (row->n > 2 && str_trim(row->fields[2]).n > 0) {
        refuse(arena, &cards->wrong, (int64_t)row->line, row->text, W_NOTE("has more than a group and a card"),
               W_NOTE("put a card that has this separator in it between quotes"));
    } else {
        add_card(arena, cards, (int64_t)row->line, group, card);
    }
}

static void refuse_bad(struct arena *arena, struct paper_wrongs *wrong, const struct csv_row *row)
{
    refuse(arena, wrong, (int64_t)row->line, str_scrub(arena, row->text), W_NOTE("cannot be read"),
           W_NOTE("look at the quotes of this row"));
}

void paper_cards_read(struct arena *arena, struct str text, int64_t group, int64_t groups,
                      struct paper_cards *ret_cards)
{
    struct csv_row row;
    bool is_first = true;
    *ret_cards = (struct paper_cards){.items = arena_array(arena, struct paper_card, PAPER_ROWS_MAX)};
    if (group > 0) {
        read_lines(arena, text, group, ret_cards);
        return;
    }
    struct csv *csv = csv_new(0);
    csv_feed(csv, text.s, text.n);
    csv_finish(csv);
    for (enum csv_step step = csv_next(csv, &row); step != CSV_END; step = csv_next(csv, &row)) {
        bool is_heading = step == CSV_ROW && is_first &&
                          pasted_is_one_of("group gruppe", fold(arena, str_trim(row.fields[0])));
        is_first = false;
        if (step == CSV_BAD) {
            refuse_bad(arena, &ret_cards->wrong, &row);
        } else if (!is_heading) {
            read_card(arena, &row, groups, ret_cards);
        }
    }
    csv_free(csv);
}

/* ---- counts */

struct counting {
    struct arena *arena;
    const struct paper_question *question;
    struct paper_counts *counts;
    bool seen[VOTE_OPTIONS_MAX];
};

/* By its number or its text; n: none. */
static size_t option_of(const struct counting *counting, struct str cell)
{
    const struct paper_question *question = counting->question;
    int64_t number;
    struct str folded = fold(counting->arena, cell);
    for (size_t i = 0; i < question->n; i++) {
        if (str_eq(fold(counting->arena, question->options[i]), folded)) {
            return i;
        }
    }
    return parse_int(cell, 1, (int64_t)question->n, &number) ? (size_t)number - 1 : question->n;
}

static void wrong(struct counting *counting, const struct csv_row *row, const char *what, const char *hint)
{
    refuse(counting->arena, &counting->counts->wrong, (int64_t)row->line, row->text, what, hint);
}

/* As many numbers as are asked for. */
static bool read_numbers(const struct csv_row *row, size_t wanted, struct paper_count *ret_count)
{
    *ret_count = (struct paper_count){{0}};
    for (size_t i = 0; i < wanted; i++) {
        if (i + 1 >= row->n || !parse_int(str_trim(row->fields[i + 1]), 0, INT32_MAX, &ret_count->n[i])) {
            return false;
        }
    }
    return row->n == wanted + 1 || str_trim(row->fields[wanted + 1]).n == 0;
}

static void read_count(struct counting *counting, const struct csv_row *row)
{
    const struct paper_question *question = counting->question;
    struct paper_count count;
    size_t option = option_of(counting, str_trim(row->fields[0]));
    if (option == question->n) {
        wrong(counting, row, W_NOTE("does not begin with an option of this question"),
              W_NOTE("write its number, or its text"));
    } else if (counting->seen[option]) {
        wrong(counting, row, W_NOTE("is of an option that stands above already"), W_NOTE("leave one of the two"));
    } else if (!read_numbers(row, question->is_test ? 3 : 1, &count)) {
        wrong(counting, row, W_NOTE("has not the numbers that are asked for"),
              question->is_test ? W_NOTE("write three behind the statement: who supports, opposes, needs more facts; "
                                         "0 for nobody")
                                : W_NOTE("write one behind the option: how many dots it has; 0 for none"));
    } else if (question->is_test && count.n[0] + count.n[1] + count.n[2] > question->sheets) {
        wrong(counting, row, W_NOTE("has more answers than there are sheets"),
              W_NOTE("each sheet gives one answer to a statement, or none: count again"));
    } else if (!question->is_test && count.n[0] > question->sheets * question->each_max) {
        wrong(counting, row, W_NOTE("has more dots than so many sheets can give one option"),
              W_NOTE("look at how many dots a person may put on one option, and count again"));
    } else {
        counting->counts->items[option] = count;
    }
    if (option < question->n) {
        counting->seen[option] = true;
    }
}

/* What is wrong with all of it together. */
static void judge(struct counting *counting)
{
    const struct paper_question *question = counting->question;
    struct paper_wrongs *all = &counting->counts->wrong;
    int64_t dots = 0;
    for (size_t i = 0; i < question->n; i++) {
        dots += question->is_test ? 0 : counting->counts->items[i].n[0];
        if (!counting->seen[i]) {
            refuse(counting->arena, all, 0, question->options[i], W_NOTE("is missing"),
                   W_NOTE("write a line for each option, with 0 where nobody chose it"));
        }
    }
    if (all->all == 0 && dots > question->sheets * question->budget) {
        refuse(counting->arena, all, 0, S(""), W_NOTE("These are more dots together than so many sheets have"),
               W_NOTE("look at how many dots a person has, and count again"));
    }
}

/* A first row whose second cell is a word and whose first one is no option. */
static bool is_heading(const struct counting *counting, const struct csv_row *row)
{
    return row->n > 1 && str_trim(row->fields[1]).n > 0 && !has_digit(row->fields[1]) &&
           option_of(counting, str_trim(row->fields[0])) == counting->question->n;
}

void paper_counts_read(struct arena *arena, struct str text, const struct paper_question *question,
                       struct paper_counts *ret_counts)
{
    struct counting counting = {.arena = arena, .question = question, .counts = ret_counts};
    struct csv_row row;
    bool is_first = true;
    check(question->n <= VOTE_OPTIONS_MAX);
    *ret_counts = (struct paper_counts){0};
    struct csv *csv = csv_new(0);
    csv_feed(csv, text.s, text.n);
    csv_finish(csv);
    for (enum csv_step step = csv_next(csv, &row); step != CSV_END; step = csv_next(csv, &row)) {
        if (step == CSV_BAD) {
            refuse_bad(arena, &ret_counts->wrong, &row);
        } else if (!is_first || !is_heading(&counting, &row)) {
            read_count(&counting, &row);
        }
        is_first = false;
    }
    csv_free(csv);
    judge(&counting);
}
