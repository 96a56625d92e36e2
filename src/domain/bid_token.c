/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/bid_token.h"

#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "base/scan.h"
#include "domain/bid_digits.h"
#include "domain/bid_word.h"

#define YEAR_FIRST 1900000
#define YEAR_LAST 2099000

/* ---- letters */

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return !(c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F)
             || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFFFD);
}

static uint32_t rune_at(struct str x, size_t at, size_t *ret_n)
{
    struct scan scan = scan_of(str_from(x, at));
    uint32_t c = 0;
    *ret_n = at < x.n && scan_rune(&scan, &c) ? x.n - at - scan.rest.n : 0;
    return c;
}

static size_t word_length(struct str x, size_t at)
{
    size_t n = 0, width;
    for (;;) {
        uint32_t c = rune_at(x, at + n, &width);
        bool inner = n > 0 && (is_digit(c) || c == 0x300 || c == 0x301 || c == 0x308);
        if (!is_letter(c) && !inner) {
            if (n == 0 || (c != '\'' && c != 0x2019)) {
                return n;
            }
            size_t more;
            uint32_t next = rune_at(x, at + n + width, &more);
            if (!is_letter(next)) {
                return n;
            }
        }
        n += width;
    }
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2007 || (c >= 0x2000 && c <= 0x200A);
}

static size_t blanks_at(struct str x, size_t at)
{
    size_t n = 0, width;
    while (is_blank(rune_at(x, at + n, &width)) && width > 0) {
        n += width;
    }
    return n;
}

/* ---- words */

/* Into `to`, at least 4 * BID_STEM_MAX + 1 bytes. */
static struct str fold_word(char *to, struct str word)
{
    return (struct str){to, fold_into(to, str_clip(word, BID_STEM_MAX))};
}

static const struct bid_word *word_find(struct str word)
{
    char folded[4 * BID_STEM_MAX + 1];
    return word.n > 0 && word.n <= BID_STEM_MAX ? bid_word_find(fold_word(folded, word)) : NULL;
}

static bool ends(struct str x, const char *end, size_t least)
{
    size_t n = strlen(end);
    return x.n >= n + least && memcmp(x.s + x.n - n, end, n) == 0;
}

/* Plurals and cases off, in place. */
static size_t stem_length(char *s, size_t n)
{
    struct str x = {s, n};
    if (ends(x, "ies", 2)) {
        s[n - 3] = 'y';
        return n - 2;
    }
    x.n -= ends(x, "innen", 4) ? 5 : ends(x, "in", 6) ? 2 : 0;
    if (ends(x, "s", 3) && !ends(x, "ss", 0) && !ends(x, "us", 0) && !ends(x, "is", 0)) {
        x.n--;
    }
    x.n -= ends(x, "ern", 3) ? 1 : 0;
    x.n -= ends(x, "en", 3) ? 2 : ends(x, "e", 3) ? 1 : 0;
    return x.n;
}

struct str bid_stem(struct arena *arena, struct str word)
{
    char folded[4 * BID_STEM_MAX + 1];
    struct str x = fold_word(folded, word);
    x.n = stem_length(folded, x.n);
    return str_copy(arena, x);
}

/* ---- sentences */

/* The word that ends at `at`. */
static struct str word_before(struct str x, size_t at)
{
    size_t from = at;
    while (from > 0 && (((unsigned char)x.s[from - 1] & 0x80) || is_letter((unsigned char)x.s[from - 1]))) {
        from--;
    }
    return str_sub(x, from, at - from);
}

static bool is_ordinal(struct str x, size_t dot)
{
    size_t from = dot;
    while (from > 0 && is_digit((unsigned char)x.s[from - 1])) {
        from--;
    }
    size_t at = dot + 1 + blanks_at(x, dot + 1);
    struct str next = str_sub(x, at, word_length(x, at));
    const struct bid_word *word = word_find(next);
    bool small = next.n > 0 && next.s[0] >= 'a' && next.s[0] <= 'z';
    return dot - from >= 1 && dot - from <= 2 && next.n > 0 && (small || (word != NULL && word->month));
}

static bool ends_at(struct str x, size_t at)
{
    if (x.s[at] != '.' && x.s[at] != '!' && x.s[at] != '?') {
        return false;
    }
    size_t behind = at + 1;
    while (behind < x.n && strchr("\")]'", x.s[behind]) != NULL) {
        behind++;
    }
    size_t blanks = blanks_at(x, behind), next = behind + blanks;
    if (next >= x.n || x.s[next] == '\n') {
        return true;
    }
    struct str word = word_before(x, at);
    const struct bid_word *known = word_find(word);
    bool short_form = x.s[at] == '.' && (str_letters(word) == 1 || (known != NULL && known->short_form));
    return blanks > 0 && !(x.s[next] >= 'a' && x.s[next] <= 'z') && !short_form && !is_ordinal(x, at);
}

bool bid_sentence_cut(struct str *text, struct str *ret_sentence)
{
    while (text->n > 0) {
        size_t n = 0;
        while (n < text->n && text->s[n] != '\n' && !ends_at(*text, n)) {
            n++;
        }
        struct str sentence = str_trim(str_sub(*text, 0, n < text->n && text->s[n] != '\n' ? n + 1 : n));
        *text = str_from(*text, n + 1);
        if (sentence.n > 0) {
            *ret_sentence = sentence;
            return true;
        }
    }
    return false;
}

/* ---- tokens */

struct reading {
    struct arena *arena;
    struct str text;
    size_t at;
    struct bid_token *tokens;
    size_t n;
    enum bid_unit currency; /* that stands before the number which comes next */
    bool any_number;
};

static void add(struct reading *reading, struct bid_token token)
{
    if (reading->n < BID_TOKENS_MAX) {
        reading->tokens[reading->n++] = token;
    }
}

static const struct bid_word *last_word(const struct reading *reading, size_t back)
{
    if (reading->n < back) {
        return NULL;
    }
    const struct bid_token *token = &reading->tokens[reading->n - back];
    return token->kind < BID_TOKEN_NUMBER ? word_find(token->text) : NULL;
}

/* How exactly the number is said that comes next. */
static enum bid_about about_before(const struct reading *reading)
{
    const struct bid_word *last = last_word(reading, 1), *before = last_word(reading, 2);
    static const struct {
        struct str first, second;
        enum bid_about about;
    } pairs[] = {
        {S_INIT("more"), S_INIT("than"), BID_OVER},  {S_INIT("mehr"), S_INIT("als"), BID_OVER},
        {S_INIT("at"), S_INIT("least"), BID_OVER},   {S_INIT("less"), S_INIT("than"), BID_UNDER},
        {S_INIT("fewer"), S_INIT("than"), BID_UNDER}, {S_INIT("weniger"), S_INIT("als"), BID_UNDER},
        {S_INIT("up"), S_INIT("to"), BID_UNDER},     {S_INIT("bis"), S_INIT("zu"), BID_UNDER},
        {S_INIT("close"), S_INIT("to"), BID_ABOUT},
    };
    if (last == NULL) {
        return BID_EXACT;
    }
    struct str first = reading->n > 1 ? reading->tokens[reading->n - 2].text : S("");
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        if (str_eq(last->word, pairs[i].second)
            && (before != NULL ? str_eq(before->word, pairs[i].first) : str_eq_nocase(first, pairs[i].first))) {
            return pairs[i].about;
        }
    }
    return last->about;
}

/* A sign of money; its bytes. */
static size_t money_at(struct str x, size_t at, enum bid_unit *ret_unit)
{
    size_t n;
    uint32_t c = rune_at(x, at, &n);
    *ret_unit = c == 0x20AC ? BID_UNIT_EUR : c == 0xA3 ? BID_UNIT_GBP : BID_UNIT_MONEY;
    return c == 0x20AC || c == 0xA3 || c == '$' ? n : 0;
}

static bool is_money(enum bid_unit unit)
{
    return unit == BID_UNIT_EUR || unit == BID_UNIT_GBP || unit == BID_UNIT_MONEY;
}

static void number_scale(struct bid_number *number, const struct bid_digits *digits, int64_t scale)
{
    int64_t value = digits->unsure ? digits->decimal_value : number->value;
    int64_t step = digits->unsure ? digits->decimal_step : number->step;
    if (value <= BID_NUMBER_MAX / scale) {
        number->value = value * scale;
        number->step = step * scale;
    }
}

/* A scale written as letters directly behind the number, or any word for one. */
static int64_t scale_of(const struct reading *reading, struct str word, size_t blanks, size_t behind,
                        enum bid_unit unit)
{
    const struct bid_word *known = word_find(word);
    enum bid_unit next;
    if (known != NULL && known->scale > 0) {
        return known->scale;
    }
    if (str_eq_nocase(word, S("k"))) {
        return blanks == 0 ? 1000 : 0;
    }
    size_t at = behind + blanks_at(reading->text, behind);
    const struct bid_word *after = word_find(str_sub(reading->text, at, word_length(reading->text, at)));
    bool money = is_money(unit) || money_at(reading->text, at, &next) > 0 || (after != NULL && is_money(after->unit));
    return str_eq_nocase(word, S("m")) && money ? 1000000 : 0;
}

/* A unit as a word: money and per cent belong to the number, "people" stays a word. True: the word was taken. */
static bool take_unit(struct reading *reading, struct bid_number *number, const struct bid_word *known, size_t end)
{
    if (known == NULL || known->unit == BID_UNIT_NONE) {
        return false;
    }
    if (!is_money(number->unit) && number->unit != BID_UNIT_PERCENT) {
        number->unit = known->unit;
    }
    if (is_money(known->unit) || known->unit == BID_UNIT_PERCENT) {
        reading->at = end;
        return true;
    }
    size_t at = end + blanks_at(reading->text, end), hyphen = at < reading->text.n && reading->text.s[at] == '-';
    const struct bid_word *next =
        word_find(str_sub(reading->text, at + hyphen, word_length(reading->text, at + hyphen)));
    if (next != NULL && next->unit != BID_UNIT_NONE && known->unit == BID_UNIT_PEOPLE) {
        number->unit = BID_UNIT_OTHER; /* person-months */
    }
    return false;
}

/* What belongs to a number behind its digits: "%", "million", "Mio. Euro", "per cent". */
static void take_behind(struct reading *reading, struct bid_number *number, const struct bid_digits *digits)
{
    bool scaled = false;
    for (;;) {
        size_t blanks = blanks_at(reading->text, reading->at), at = reading->at + blanks, n;
        size_t hyphen = blanks == 0 && at < reading->text.n && reading->text.s[at] == '-';
        enum bid_unit unit;
        size_t sign = money_at(reading->text, at, &unit);
        if (sign > 0 || rune_at(reading->text, at, &n) == '%') {
            number->unit = sign > 0 ? unit : BID_UNIT_PERCENT;
            reading->at = at + (sign > 0 ? sign : 1);
            break;
        }
        struct str word = str_sub(reading->text, at + hyphen, word_length(reading->text, at + hyphen));
        size_t end = at + hyphen + word.n;
        int64_t scale = scaled ? 0 : scale_of(reading, word, blanks, end, number->unit);
        const struct bid_word *known = word_find(word);
        if (scale > 0) {
            number_scale(number, digits, scale);
            scaled = true;
            bool dot = known != NULL && known->short_form && str_starts(str_from(reading->text, end), S("."));
            reading->at = end + dot;
            continue;
        }
        if (str_eq_nocase(word, S("per"))
            && str_eq_nocase(str_sub(reading->text, end + 1, 4), S("cent"))) {
            number->unit = BID_UNIT_PERCENT;
            reading->at = end + 5;
            break;
        }
        (void)take_unit(reading, number, known, end);
        break;
    }
    if (digits->unsure && number->unit == BID_UNIT_PERCENT && !scaled) {
        number->value = digits->decimal_value;
        number->step = digits->decimal_step;
    }
}

/* What looks like a number and is a date, a time, an ordinal, a part of a name: bytes of it, or 0. */
static size_t odd_at(const struct reading *reading, size_t at, const struct bid_digits *digits)
{
    struct str x = reading->text;
    size_t end = at + digits->n, n = end;
    while (n + 1 < x.n && strchr("/:-.", x.s[n]) != NULL && is_digit((unsigned char)x.s[n + 1])) {
        n++;
        while (n < x.n && is_digit((unsigned char)x.s[n])) {
            n++;
        }
    }
    bool range = n > end && x.s[end] == '-' && memchr(x.s + end + 1, '-', n - end - 1) == NULL;
    if (!digits->good || (n > end && !range)) {
        return n - at;
    }
    struct str tail = str_sub(x, end, word_length(x, end));
    static const struct str ordinals[] = {S_INIT("st"), S_INIT("nd"), S_INIT("rd"), S_INIT("th"), S_INIT("er"),
                                          S_INIT("e")};
    for (size_t i = 0; i < COUNT_OF(ordinals); i++) {
        if (str_eq_nocase(tail, ordinals[i])) {
            return digits->n + tail.n;
        }
    }
    if (end < x.n && x.s[end] == '.' && end + 1 < x.n && is_ordinal(x, end)) {
        return digits->n + 1;
    }
    const struct bid_word *before = last_word(reading, 1);
    size_t next = end + blanks_at(x, end);
    const struct bid_word *after = word_find(str_sub(x, next, word_length(x, next)));
    bool day = digits->value <= 31000 && ((before != NULL && before->month) || (after != NULL && after->month));
    return day || (before != NULL && before->label) ? digits->n : 0;
}

static bool may_be_year(const struct bid_digits *digits, const struct bid_number *number)
{
    return digits->plain_four && number->value >= YEAR_FIRST && number->value <= YEAR_LAST
        && number->unit == BID_UNIT_NONE && number->value == digits->value;
}

/* "40-45", "40 to 45", "40 bis 45": the number before is its beginning. */
static bool joins_range(struct reading *reading, const struct bid_number *number)
{
    const struct bid_token *last = reading->n > 1 ? &reading->tokens[reading->n - 1] : NULL;
    struct bid_token *first = last != NULL ? &reading->tokens[reading->n - 2] : NULL;
    if (first == NULL || (first->kind != BID_TOKEN_NUMBER && first->kind != BID_TOKEN_YEAR)) {
        return false;
    }
    bool dash = last->kind == BID_TOKEN_SIGN
        && (str_eq(last->text, S("-")) || str_eq(last->text, S("\xE2\x80\x93")));
    bool joined = dash || str_eq_nocase(last->text, S("to")) || str_eq_nocase(last->text, S("bis"));
    if (!joined || number->value <= first->number.value
        || (first->number.unit != BID_UNIT_NONE && first->number.unit != number->unit)) {
        return false;
    }
    first->number.top = number->value;
    first->number.unit = number->unit;
    first->text.n = (size_t)(reading->text.s + reading->at - first->text.s);
    reading->n--;
    return true;
}

static void add_number(struct reading *reading, size_t from, const struct bid_digits *digits)
{
    struct bid_number number = {.value = digits->value, .step = digits->step, .unit = reading->currency,
                                .about = about_before(reading)};
    reading->currency = BID_UNIT_NONE;
    take_behind(reading, &number, digits);
    number.top = number.value;
    bool year = may_be_year(digits, &number);
    struct bid_token token = {.kind = year ? BID_TOKEN_YEAR : BID_TOKEN_NUMBER,
                              .text = str_sub(reading->text, from, reading->at - from), .number = number};
    if (joins_range(reading, &number)) {
        if (year && reading->tokens[reading->n - 1].kind == BID_TOKEN_YEAR) {
            reading->tokens[reading->n - 1].kind = BID_TOKEN_SKIP; /* 2021-2027 */
        }
    } else {
        add(reading, token);
    }
    reading->any_number = true;
}

static void read_digits(struct reading *reading)
{
    const struct bid_word *before = last_word(reading, 1);
    struct bid_digits digits = bid_digits_read(str_from(reading->text, reading->at), before == NULL || !before->label);
    size_t odd = odd_at(reading, reading->at, &digits), from = reading->at;
    if (odd > 0) {
        add(reading, (struct bid_token){.kind = BID_TOKEN_SKIP, .text = str_sub(reading->text, from, odd)});
        reading->at += odd;
        reading->currency = BID_UNIT_NONE;
        return;
    }
    reading->at += digits.n;
    size_t tail = word_length(reading->text, reading->at);
    add_number(reading, from, &digits);
    if (tail > 0 && reading->at <= from + digits.n) { /* "5G": letters that are no scale and no unit */
        const struct bid_word *unit = word_find(str_sub(reading->text, reading->at, tail));
        reading->at += tail;
        reading->tokens[reading->n - 1].kind =
            unit != NULL && unit->unit != BID_UNIT_NONE ? reading->tokens[reading->n - 1].kind : BID_TOKEN_SKIP;
    }
}

static bool money_before(struct reading *reading, size_t behind, enum bid_unit unit)
{
    size_t next = behind + blanks_at(reading->text, behind);
    if (!is_money(unit) || next >= reading->text.n || !is_digit((unsigned char)reading->text.s[next])) {
        return false;
    }
    reading->currency = unit;
    reading->at = next;
    return true;
}

static void read_word(struct reading *reading, size_t n)
{
    struct str word = str_sub(reading->text, reading->at, n);
    const struct bid_word *known = word_find(word);
    size_t from = reading->at, behind = from + n;
    if (known != NULL && money_before(reading, behind, known->unit)) {
        return;
    }
    reading->at = behind;
    bool two = known != NULL && known->number == 2 && reading->n > 0
        && reading->tokens[reading->n - 1].kind == BID_TOKEN_ARTICLE; /* "the two cities": some of them */
    if (known != NULL && known->number > 0 && !two) {
        struct bid_digits digits = {.n = n, .good = true, .value = known->number * 1000, .step = 1000};
        const struct bid_word *before = last_word(reading, 1);
        if (before == NULL || !before->label) {
            add_number(reading, from, &digits);
            return;
        }
    }
    enum bid_token_kind kind = known == NULL ? BID_TOKEN_WORD : known->unit != BID_UNIT_NONE ? BID_TOKEN_UNIT
                                                                                             : known->kind;
    add(reading, (struct bid_token){.kind = kind, .text = word, .stem = bid_stem(reading->arena, word)});
}

static void read_sign(struct reading *reading, uint32_t c, size_t n)
{
    enum bid_unit unit;
    if (money_at(reading->text, reading->at, &unit) > 0 && money_before(reading, reading->at + n, unit)) {
        return;
    }
    const struct bid_word *last = last_word(reading, 1);
    if (c == '.' && last != NULL && last->short_form) {
        reading->at += n;
        return;
    }
    bool stop = c == '.' || c == '!' || c == '?' || c == ';';
    enum bid_token_kind kind = c == ',' ? BID_TOKEN_COMMA : stop ? BID_TOKEN_END
        : c == ':' || c == '=' ? BID_TOKEN_LINK
                               : BID_TOKEN_SIGN;
    if (!is_blank(c)) {
        add(reading, (struct bid_token){.kind = kind, .text = str_sub(reading->text, reading->at, n)});
    }
    reading->at += n;
}

static void read_all(struct reading *reading)
{
    while (reading->at < reading->text.n && reading->n < BID_TOKENS_MAX) {
        size_t n;
        uint32_t c = rune_at(reading->text, reading->at, &n);
        size_t word = word_length(reading->text, reading->at);
        if (word > 0) {
            read_word(reading, word);
        } else if (is_digit(c)) {
            read_digits(reading);
        } else {
            read_sign(reading, c, n > 0 ? n : 1);
        }
    }
}

/* Whether a look is worth it: a digit, or a word for a number. */
static bool may_have_number(struct str x)
{
    for (size_t at = 0; at < x.n;) {
        size_t n = word_length(x, at);
        if (is_digit((unsigned char)x.s[at])) {
            return true;
        }
        if (n >= 3 && n <= 10) {
            const struct bid_word *word = word_find(str_sub(x, at, n));
            if (word != NULL && word->number > 0) {
                return true;
            }
        }
        at += n > 0 ? n : 1;
    }
    return false;
}

bool bid_tokens_of(struct arena *arena, struct str sentence, struct bid_token *ret_tokens, size_t *ret_n)
{
    if (!may_have_number(sentence)) {
        return false;
    }
    struct reading reading = {.arena = arena, .text = sentence, .tokens = ret_tokens};
    read_all(&reading);
    *ret_n = reading.n;
    return reading.any_number;
}

size_t bid_stems_of(struct arena *arena, struct str name, struct str *ret_stems, size_t max)
{
    struct bid_token *tokens = arena_array(arena, struct bid_token, BID_TOKENS_MAX);
    struct reading reading = {.arena = arena, .text = name, .tokens = tokens};
    size_t n = 0, all = 0;
    read_all(&reading);
    for (int pass = 0; pass < 2 && n == 0; pass++) { /* a name of nothing but such words: all of them */
        for (size_t i = 0; i < reading.n && n < max; i++) {
            enum bid_token_kind kind = tokens[i].kind;
            bool says = kind == BID_TOKEN_WORD || kind == BID_TOKEN_QUALITY || kind == BID_TOKEN_UNIT;
            if (tokens[i].stem.n > 0 && (says || pass > 0)) {
                ret_stems[n++] = tokens[i].stem;
            }
            all += tokens[i].stem.n > 0;
        }
    }
    return all > 0 ? n : 0;
}

/* ---- what somebody typed as a figure */

bool bid_number_parse(struct arena *arena, struct str text, struct bid_number *ret_number)
{
    struct arena_mark mark = arena_mark(arena);
    struct bid_token *tokens = arena_array(arena, struct bid_token, BID_TOKENS_MAX);
    struct bid_number found = {0};
    size_t n = 0, numbers = 0, others = 0;
    struct str trimmed = str_trim(text);
    bool any = trimmed.n > 0 && bid_tokens_of(arena, trimmed, tokens, &n);
    for (size_t i = 0; i < n; i++) {
        bool number = tokens[i].kind == BID_TOKEN_NUMBER || tokens[i].kind == BID_TOKEN_YEAR;
        bool about = numbers == 0 && (tokens[i].kind == BID_TOKEN_STOP || tokens[i].kind == BID_TOKEN_QUALITY);
        bool unit = tokens[i].kind == BID_TOKEN_UNIT || (numbers > 0 && str_eq(tokens[i].text, S("-")));
        numbers += number;
        others += !number && !about && !unit;
        others += number && tokens[i].number.top > tokens[i].number.value;
        found = number ? tokens[i].number : found;
    }
    arena_rewind(arena, mark);
    if (!any || numbers != 1 || others > 0) {
        return false;
    }
    *ret_number = found;
    return true;
}
