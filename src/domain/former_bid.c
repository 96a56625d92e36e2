/* SPDX-License-Identifier: AGPL-3.0-or-later
** former_bid: a pasted bid, line by line. */
#include "domain/former_bid.h"

#define SHORT_LETTERS_MAX 80u     /* of a heading that nothing else marks */
#define NUMBERED_LETTERS_MAX 200u
#define MARKED_LETTERS_MAX 200u
#define NUMBER_MAX 8u             /* bytes of "10.11.12" */

struct line {
    struct str text;  /* trimmed */
    size_t end;       /* of it in the whole text, with its line feed */
    bool is_there;
};

struct reading {
    struct arena *arena;
    struct str whole;
    size_t at;
    struct former_parts *parts;
    size_t part_from;    /* where the part begins that is being read */
    struct str question; /* of headings so far that have no text yet */
    size_t from, to;     /* of the text below them */
    bool has_text;
    bool was_marked;     /* the last heading was: what is short below it is its answer */
};

/* ---- what a line is */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank_char(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static struct line line_at(struct str whole, size_t at)
{
    struct line line = {.end = at, .is_there = at < whole.n};
    while (line.end < whole.n && whole.s[line.end] != '\n') {
        line.end++;
    }
    line.text = str_trim(str_sub(whole, at, line.end - at));
    line.end += line.end < whole.n;
    return line;
}

/* "12", "2.3.1" */
static size_t digits_of(struct str text, size_t from)
{
    size_t i = from;
    while (i < text.n && (is_digit(text.s[i]) || (text.s[i] == '.' && i > from && i + 1 < text.n
                                                  && is_digit(text.s[i + 1])))) {
        i++;
    }
    return i - from;
}

/* "B", "B1", "B.1", "IV" */
static size_t letters_of(struct str text, size_t from)
{
    size_t i = from;
    while (i < text.n && i - from < 5 && str_contains(S("IVX"), str_sub(text, i, 1))) {
        i++;
    }
    if (i == from && i < text.n && ((text.s[i] >= 'A' && text.s[i] <= 'Z') || (text.s[i] >= 'a' && text.s[i] <= 'h'))) {
        size_t dot = i + 2 < text.n && text.s[i + 1] == '.' && is_digit(text.s[i + 2]);
        i += 1 + dot + digits_of(text, i + 1 + dot);
    }
    return i - from;
}

/* How many bytes of a heading are its number: "1.", "2.3.1", "B)", "(4)", "IV."; 0: none. Two digits alone are one
** before a capital letter only. */
static size_t number_of(struct str text)
{
    size_t from = text.n > 0 && text.s[0] == '(';
    size_t digits = digits_of(text, from), n = digits > 0 ? digits : letters_of(text, from);
    size_t i = from + n;
    bool closed = i < text.n && (text.s[i] == '.' || text.s[i] == ')' || text.s[i] == ':');
    bool dotted = str_contains(str_sub(text, from, n), S("."));
    bool alone = digits > 0 && digits <= 2 && i + 1 < text.n && text.s[i + 1] >= 'A' && text.s[i + 1] <= 'Z';
    i += closed;
    return n > 0 && n <= NUMBER_MAX && (closed || dotted || alone) && i < text.n && is_blank_char(text.s[i]) ? i : 0;
}

/* "Question 3", "Frage 2.1:", "Section B": a word that forms number by, and a number. */
static size_t named_number_of(struct str text)
{
    static const struct str words[] = {S_INIT("question "), S_INIT("frage "), S_INIT("section "), S_INIT("abschnitt "),
                                       S_INIT("part "), S_INIT("teil "), S_INIT("criterion "), S_INIT("kriterium ")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str begin = str_sub(text, 0, words[i].n);
        size_t n = words[i].n;
        if (begin.n < n || !str_eq_nocase(begin, words[i])) {
            continue;
        }
        size_t from = n;
        while (n < text.n && (is_digit(text.s[n]) || text.s[n] == '.' || (n == from && text.s[n] >= 'A'
                                                                          && text.s[n] <= 'Z'))) {
            n++;
        }
        n += n < text.n && (text.s[n] == ':' || text.s[n] == ')');
        return n > from && (n == text.n || is_blank_char(text.s[n])) ? n : 0;
    }
    return 0;
}

/* Of a mark that editors put before headings; 0 none. */
static size_t mark_of(struct str text)
{
    size_t i = 0;
    while (i < text.n && text.s[i] == '#') {
        i++;
    }
    bool hashes = i > 0 && i <= 6 && i < text.n && text.s[i] == ' ';
    bool bold = text.n > 4 && str_starts(text, S("**")) && str_ends(text, S("**"));
    return hashes ? i : bold ? 2 : 0;
}

static bool ends_sentence(struct str text)
{
    static const char ends[] = ".!;,";
    return text.n > 0 && str_contains(str_of(ends), str_sub(text, text.n - 1, 1));
}

static bool is_item(struct str text)
{
    return text.n > 1 && (((text.s[0] == '-' || text.s[0] == '*') && is_blank_char(text.s[1]))
                          || str_starts(text, S("•")) || str_starts(text, S("–")) || str_starts(text, S("o ")));
}

/* "12", "Page 3 of 20", "Seite 3", "Impact ........ 12" */
static bool is_paper(struct str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        digits += is_digit(text.s[i]);
    }
    struct str begin = str_sub(text, 0, 6);
    bool names_page = str_eq_nocase(str_sub(begin, 0, 5), S("page ")) || str_eq_nocase(begin, S("seite "));
    bool is_number = text.n > 0 && text.n <= 4 && digits == text.n;
    bool is_contents = str_contains(text, S("....")) && text.n > 0 && is_digit(text.s[text.n - 1]);
    return is_number || is_contents || (names_page && digits > 0 && text.n <= 20);
}

/* Behind a blank line, before a blank or a much longer one, and no end of a sentence. */
static bool stands_alone(struct str text, bool blank_before, struct str next)
{
    size_t letters = str_letters(text);
    bool before_longer = next.n == 0 || 2 * str_letters(next) > 3 * letters || is_item(next);
    return blank_before && letters <= SHORT_LETTERS_MAX && !ends_sentence(text) && !is_item(text) && before_longer;
}

/* Something marks it: a number, an editor, a question mark. */
static bool is_marked(struct str text, bool blank_before)
{
    size_t letters = str_letters(text);
    bool numbered = number_of(text) > 0 || named_number_of(text) > 0;
    if (text.n == 0 || letters > FORMER_QUESTION_MAX || is_item(text)) {
        return false;
    }
    return (text.s[text.n - 1] == '?' && (blank_before || numbered))
           || (mark_of(text) > 0 && letters <= MARKED_LETTERS_MAX)
           || (numbered && letters <= NUMBERED_LETTERS_MAX && !ends_sentence(text));
}

/* ---- parts */

/* Without its number, its marks and a colon at its end. */
static struct str clean_heading(struct str text)
{
    size_t mark = mark_of(text);
    struct str clean = str_trim(str_from(text, mark));
    clean = str_ends(clean, S("**")) && mark == 2 ? str_sub(clean, 0, clean.n - 2) : clean;
    size_t number = named_number_of(clean);
    number = number > 0 ? number : number_of(clean);
    struct str named = str_trim(str_from(clean, number));
    clean = named.n > 0 ? named : clean;
    while (clean.n > 1 && (str_ends(clean, S(":")) || str_ends(clean, S(" ")))) {
        clean = str_sub(clean, 0, clean.n - 1);
    }
    return clean;
}

static void put_part(struct reading *reading)
{
    struct former_parts *parts = reading->parts;
    struct str text = str_trim(str_sub(reading->whole, reading->from, reading->to - reading->from));
    if (reading->question.n == 0 && !reading->has_text) {
        return;
    }
    if (parts->n == FORMER_PARTS_MAX) {
        parts->is_over = true;
        parts->read = reading->part_from;
        return;
    }
    parts->items[parts->n++] = (struct former_part){reading->question, reading->has_text ? text : S("")};
    reading->question = S("");
    reading->has_text = false;
}

/* A heading behind headings is one with them, while it is not too long. */
static void add_heading(struct reading *reading, struct str text, size_t from)
{
    struct str clean = clean_heading(text);
    if (reading->has_text) {
        put_part(reading);
    }
    reading->part_from = reading->question.n == 0 ? from : reading->part_from;
    struct str joined = reading->question.n > 0 ? str_format(reading->arena, "%.*s: %.*s", STR_ARG(reading->question),
                                                             STR_ARG(clean))
                                                : clean;
    if (str_letters(joined) > FORMER_QUESTION_MAX) {
        put_part(reading);
        joined = clean;
        reading->part_from = from;
    }
    reading->question = joined;
}

static void add_text(struct reading *reading, size_t from, size_t to)
{
    reading->part_from = reading->has_text || reading->question.n > 0 ? reading->part_from : from;
    reading->from = reading->has_text ? reading->from : from;
    reading->to = to;
    reading->has_text = true;
}

void former_bid_cut(struct arena *arena, struct str text, struct former_parts *ret_parts)
{
    struct reading reading = {.arena = arena, .whole = text, .parts = ret_parts, .question = S("")};
    bool blank_before = true, below_heading = false;
    *ret_parts = (struct former_parts){.n = 0};
    for (struct line line = line_at(text, 0); line.is_there && !ret_parts->is_over;
         line = line_at(text, reading.at)) {
        size_t from = reading.at;
        bool paper = is_paper(line.text), marked = !paper && is_marked(line.text, blank_before || below_heading);
        bool answers = reading.was_marked && !reading.has_text;
        bool heads = marked || (!paper && !answers && line.text.n > 0
                                && stands_alone(line.text, blank_before, line_at(text, line.end).text));
        reading.at = line.end;
        if (heads) {
            add_heading(&reading, line.text, from);
            reading.was_marked = marked;
        } else if (line.text.n > 0 && !paper) {
            add_text(&reading, from, line.end);
        }
        below_heading = heads;
        blank_before = line.text.n == 0 || paper;
    }
    if (!ret_parts->is_over) {
        put_part(&reading);
    }
    ret_parts->read = ret_parts->is_over ? ret_parts->read : text.n;
}

struct former_part former_bid_join(struct arena *arena, const struct former_part *first,
                                   const struct former_part *second)
{
    struct str between = first->text.n > 0 && (second->question.n > 0 || second->text.n > 0) ? S("\n\n") : S("");
    struct str below = second->question.n > 0 && second->text.n > 0 ? S("\n") : S("");
    return (struct former_part){
        first->question, str_format(arena, "%.*s%.*s%.*s%.*s%.*s", STR_ARG(first->text), STR_ARG(between),
                                    STR_ARG(second->question), STR_ARG(below), STR_ARG(second->text))};
}
