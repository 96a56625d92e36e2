/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_lines: lines of cities, read and written. */
#include "web/funding/fund_lines.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/fault.h"
#include "base/fold.h"
#include "text/country.h"
#include "text/words.h"
#include "web/funding/fund_say.h"

#define DIGITS_MAX 20

static bool same(struct out *out, struct str a, struct str b)
{
    return str_eq(fold(out->arena, a), fold(out->arena, b));
}

/* ---- one value */

/* "50,000", "50 000", "50.000" and the same with other blanks: digits in groups. */
static struct str digits_of(struct out *out, struct str typed)
{
    char *digits = arena_alloc(out->arena, DIGITS_MAX + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n && n < DIGITS_MAX; i++) {
        unsigned char c = (unsigned char)typed.s[i];
        bool between = c == ',' || c == '.' || c == ' ' || c == '\'' || c >= 0x80;
        if (c >= '0' && c <= '9') {
            digits[n++] = (char)c;
        } else if (!between) {
            return S("");
        }
    }
    return (struct str){digits, n};
}

static struct str country_of(struct out *out, struct str typed)
{
    if (str_eq_nocase(typed, S("EU27")) || str_eq_nocase(typed, S("EU")) || same(out, typed, W(out, "the EU"))) {
        return S("EU27");
    }
    struct str found = country_find(typed);
    for (size_t i = 0; found.n == 0 && country_nth(i).n > 0; i++) {
        struct str code = country_nth(i);
        if (str_eq_nocase(typed, code) || same(out, typed, country_name(out, code))) {
            found = code;
        }
    }
    return found;
}

/* One of the words that rules have for it, however it is said; a topic may be any. */
static struct str word_of(struct out *out, enum fund_subject subject, struct str typed)
{
    for (size_t i = 0; fund_say_word_nth(subject, i).n > 0; i++) {
        const struct fund_value value = fund_word(fund_say_word_nth(subject, i));
        if (same(out, typed, value.word) || same(out, typed, fund_say_amount(out, subject, &value))) {
            return value.word;
        }
    }
    return subject == FUND_TOPIC ? typed : S("");
}

bool fund_value_typed(struct out *out, enum fund_subject subject, struct str typed, struct fund_value *ret_value)
{
    typed = str_trim(typed);
    if (fund_subject_type(subject) == FUND_YES_NO) {
        bool yes = str_eq_nocase(typed, S("yes")) || same(out, typed, W(out, "yes"));
        bool no = str_eq_nocase(typed, S("no")) || same(out, typed, W(out, "no"));
        return (yes || no) && fund_value_parse(subject, yes ? S("yes") : S("no"), ret_value);
    }
    if (fund_subject_type(subject) == FUND_NUMBER) {
        return fund_value_parse(subject, digits_of(out, typed), ret_value);
    }
    return fund_value_parse(subject, subject == FUND_COUNTRY ? country_of(out, typed) : word_of(out, subject, typed),
                            ret_value);
}

bool fund_values_typed(struct out *out, enum fund_subject subject, struct str typed, size_t most,
                       struct fund_value *values, size_t *ret_n)
{
    size_t n = 0;
    struct str rest = typed;
    while (rest.s != NULL && n < most) {
        struct str piece = str_trim(str_cut(rest, ',', &rest));
        if (piece.n > 0 && !fund_value_typed(out, subject, piece, &values[n++])) {
            return false;
        }
    }
    *ret_n = n;
    return n > 0 && str_trim(rest).n == 0;
}

struct str fund_value_put(struct out *out, enum fund_subject subject, const struct fund_value *value)
{
    if (fund_subject_type(subject) == FUND_NUMBER) {
        return str_format(out->arena, "%lld", (long long)value->number);
    }
    struct str said = fund_say_amount(out, subject, value);
    return subject == FUND_COUNTRY && str_contains(said, S(",")) ? value->word : said;
}

/* ---- one piece of a line */

/* What follows the name of a fact; no text when the piece is not about it. */
static struct str after(struct str piece, struct str name)
{
    bool begins = piece.n >= name.n && str_eq_nocase(str_sub(piece, 0, name.n), name);
    struct str rest = begins ? str_trim(str_from(piece, name.n)) : (struct str){0};
    bool whole = begins && (piece.n == name.n || piece.s[name.n] == ' ' || piece.s[name.n] == '=');
    return !whole ? (struct str){0} : str_starts(rest, S("=")) ? str_trim(str_from(rest, 1)) : rest;
}

static bool take_named(struct out *out, enum fund_subject subject, struct str piece, struct fund_value *ret_value)
{
    struct str name = fund_say_subject(out, subject);
    struct str rest = after(piece, name);
    rest = rest.s == NULL ? after(piece, fund_subject_word(subject)) : rest;
    if (rest.s == NULL) {
        return false;
    }
    bool alone = rest.n == 0 && fund_subject_type(subject) == FUND_YES_NO;
    return fund_value_typed(out, subject, alone ? S("yes") : rest, ret_value);
}

/* Of the facts from `low` on and before `high`, which stand in `facts`. */
static bool take_piece(struct out *out, struct str piece, enum fund_subject low, enum fund_subject high,
                       struct fund_value *facts)
{
    for (enum fund_subject subject = low; subject < high; subject++) {
        if (take_named(out, subject, piece, &facts[subject - low])) {
            return true;
        }
    }
    return low == FUND_COUNTRY && (fund_value_typed(out, FUND_COUNTRY, piece, &facts[FUND_COUNTRY]) ||
                                   fund_value_typed(out, FUND_POPULATION, piece, &facts[FUND_POPULATION]));
}

/* The next piece; a comma between digits, three behind it, is one of a number. */
static struct str next_piece(struct str rest, struct str *ret_rest)
{
    size_t i = 0;
    for (; i < rest.n; i++) {
        size_t digits = 0;
        while (i + 1 + digits < rest.n && rest.s[i + 1 + digits] >= '0' && rest.s[i + 1 + digits] <= '9') {
            digits++;
        }
        bool in_number = digits == 3 && i > 0 && rest.s[i - 1] >= '0' && rest.s[i - 1] <= '9';
        if (rest.s[i] == ',' && !in_number) {
            break;
        }
    }
    *ret_rest = i < rest.n ? str_from(rest, i + 1) : (struct str){0};
    return str_trim(str_sub(rest, 0, i));
}

static bool take_pieces(struct out *out, struct str rest, enum fund_subject low, enum fund_subject high,
                        struct fund_value *facts, struct str *ret_wrong)
{
    while (rest.s != NULL) {
        struct str piece = next_piece(rest, &rest);
        if (piece.n > 0 && !take_piece(out, piece, low, high, facts)) {
            *ret_wrong = piece;
            return false;
        }
    }
    return true;
}

/* ---- lines */

static struct str together_word(struct out *out)
{
    return W(out, "all together");
}

static bool take_line(struct out *out, struct str line, struct fund_group *group, struct str *ret_wrong)
{
    struct str rest = {0};
    struct str name = str_trim(str_cut(line, ':', &rest));
    if (rest.s == NULL || name.n == 0 || group->n == FUND_CITIES_MAX) {
        *ret_wrong = line;
        return false;
    }
    if (same(out, name, together_word(out)) || str_eq_nocase(name, S("together"))) {
        return take_pieces(out, rest, FUND_CITY_FACTS, FUND_FACTS, group->facts, ret_wrong);
    }
    struct fund_city *city = &group->cities[group->n++];
    city->name = str_copy(out->arena, name);
    city->facts[FUND_KIND] = fund_word(S("city"));
    return take_pieces(out, rest, FUND_COUNTRY, FUND_CITY_FACTS, city->facts, ret_wrong);
}

bool fund_group_typed(struct out *out, struct str typed, struct fund_group *ret_group, struct str *ret_wrong)
{
    struct fund_group group = {.cities = arena_array(out->arena, struct fund_city, FUND_CITIES_MAX)};
    struct str rest = str_sub(typed, 0, FUND_LINES_MAX < typed.n ? FUND_LINES_MAX : typed.n);
    *ret_wrong = S("");
    while (rest.s != NULL) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        if (line.n > 0 && !take_line(out, line, &group, ret_wrong)) {
            return false;
        }
    }
    *ret_group = group;
    return group.n > 0;
}

static void put_facts(struct out *out, struct buf *buf, const struct fund_value *facts, enum fund_subject low,
                      enum fund_subject high)
{
    const char *between = " ";
    for (enum fund_subject subject = low; subject < high; subject++) {
        const struct fund_value *value = &facts[subject - low];
        bool usual = subject == FUND_KIND && str_eq(value->word, S("city"));
        if (!value->known || usual) {
            continue;
        }
        struct str said = fund_say_subject(out, subject), amount = fund_value_put(out, subject, value);
        struct str name = str_contains(said, S(",")) ? fund_subject_word(subject) : said;
        bool bare = subject == FUND_COUNTRY || subject == FUND_POPULATION;
        bool yes = fund_subject_type(subject) == FUND_YES_NO && value->number == 1;
        buf_format(buf, "%s%.*s%s%.*s", between, bare ? 0 : (int)name.n, name.s, bare || yes ? "" : " ",
                   yes ? 0 : (int)amount.n, amount.s);
        between = ", ";
    }
}

struct str fund_group_put(struct out *out, const struct fund_group *group)
{
    struct buf CLEANUP(buf_done) buf;
    bool together = false;
    buf_init(&buf, 8 * FUND_LINES_MAX);
    for (size_t i = 0; i < group->n; i++) {
        buf_format(&buf, "%s%.*s:", i > 0 ? "\n" : "", STR_ARG(group->cities[i].name));
        put_facts(out, &buf, group->cities[i].facts, FUND_COUNTRY, FUND_CITY_FACTS);
    }
    for (size_t i = 0; i < COUNT_OF(group->facts); i++) {
        together = together || group->facts[i].known;
    }
    if (together) {
        struct str word = together_word(out);
        buf_format(&buf, "\n%.*s:", STR_ARG(word));
        put_facts(out, &buf, group->facts, FUND_CITY_FACTS, FUND_FACTS);
    }
    return str_copy(out->arena, buf_str(&buf));
}
