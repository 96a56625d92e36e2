/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_when: conditions of questions as text, by recursive descent: any of all of (not) comparisons. */
#include "domain/survey_when.h"

#include "base/check.h"

/* Of the text: what is written out has a "not" and a bracket for a "!", so it nests twice as deep as what it says. */
#define READ_DEPTH_MAX (2 * SURVEY_DEPTH_MAX + 2)

struct reading {
    struct arena *arena;
    const struct survey_names *names;
    struct str rest;
    int depth;
    int clauses;
};

static bool read_any(struct reading *reading, struct survey_clause **ret_clause);

static void skip(struct reading *reading)
{
    while (reading->rest.n > 0 && (unsigned char)reading->rest.s[0] <= ' ') {
        reading->rest = str_from(reading->rest, 1);
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool take(struct reading *reading, const char *sign)
{
    struct str text = str_of(sign);
    skip(reading);
    if (!str_starts(reading->rest, text)) {
        return false;
    }
    bool is_word = is_letter(sign[0]);
    if (is_word && reading->rest.n > text.n && is_letter(reading->rest.s[text.n])) {
        return false;
    }
    reading->rest = str_from(reading->rest, text.n);
    return true;
}

static bool take_either(struct reading *reading, const char *word, const char *sign)
{
    return take(reading, word) || take(reading, sign);
}

static struct survey_clause *clause_new(struct reading *reading, enum survey_test test)
{
    struct survey_clause *clause = arena_new(reading->arena, struct survey_clause);
    clause->test = test;
    clause->row = S("");
    reading->clauses++;
    return clause;
}

static bool take_compare(struct reading *reading, enum survey_test *ret_test)
{
    static const struct {
        const char *sign;
        enum survey_test test;
    } signs[] = {
        {"==", SURVEY_IS}, {"!=", SURVEY_IS_NOT}, {"<>", SURVEY_IS_NOT}, {"<=", SURVEY_AT_MOST}, {">=",
            SURVEY_AT_LEAST},
        {"<", SURVEY_LESS}, {">", SURVEY_MORE}, {"=", SURVEY_IS}, {"eq", SURVEY_IS}, {"ne", SURVEY_IS_NOT},
        {"le", SURVEY_AT_MOST}, {"ge", SURVEY_AT_LEAST}, {"lt", SURVEY_LESS}, {"gt", SURVEY_MORE}};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (take(reading, signs[i].sign)) {
            *ret_test = signs[i].test;
            return true;
        }
    }
    return false;
}

/* A quoted text or a number. */
static bool read_value(struct reading *reading, struct str *ret_value)
{
    skip(reading);
    struct str rest = reading->rest;
    char quote = rest.n > 0 ? rest.s[0] : 0;
    size_t n = 1;
    if (quote == '"' || quote == '\'') {
        while (n < rest.n && rest.s[n] != quote && rest.s[n] != '\\') {
            n++;
        }
        if (n >= rest.n || rest.s[n] != quote) {
            return false;
        }
        *ret_value = str_sub(rest, 1, n - 1);
        reading->rest = str_from(rest, n + 1);
        return true;
    }
    n = quote == '-' ? 1 : 0;
    while (n < rest.n && ((rest.s[n] >= '0' && rest.s[n] <= '9') || rest.s[n] == '.')) {
        n++;
    }
    if (n == 0 || (n == 1 && quote == '-') || (n < rest.n && is_letter(rest.s[n]))) {
        return false;
    }
    *ret_value = str_sub(rest, 0, n);
    reading->rest = str_from(rest, n);
    return true;
}

static bool name_means(struct reading *reading, struct str name, struct survey_clause *clause)
{
    if (reading->names != NULL) {
        return reading->names->find(reading->names->context, name, &clause->code, &clause->row);
    }
    struct str rest;
    clause->code = str_cut(name, '[', &rest);
    clause->row = rest.s == NULL ? S("") : str_sub(rest, 0, rest.n - 1);
    return survey_code_holds(clause->code) && (rest.s == NULL || survey_option_code_holds(clause->row));
}

static bool read_name(struct reading *reading, struct survey_clause *clause)
{
    skip(reading);
    struct str rest = reading->rest;
    size_t n = 0;
    while (n < rest.n && is_letter(rest.s[n])) {
        n++;
    }
    if (n > 0 && n < rest.n && rest.s[n] == '[') {
        for (n++; n < rest.n && is_letter(rest.s[n]); n++) {
        }
        n += n < rest.n && rest.s[n] == ']' ? 1 : 0;
    }
    struct str name = str_sub(rest, 0, n), inside;
    bool is_not = str_eq(str_cut(name, '[', &inside), S("not")); /* written, it would negate */
    if (n == 0 || is_not || (str_contains(name, S("[")) && !str_ends(name, S("]")))) {
        return false;
    }
    reading->rest = str_from(rest, n);
    if (str_starts(reading->rest, S("."))) {
        bool known = take(reading, ".NAOK") || take(reading, ".value") || take(reading, ".code");
        if (!known) {
            return false;
        }
    }
    return name_means(reading, name, clause);
}

static enum survey_test turned(enum survey_test test)
{
    switch (test) {
    case SURVEY_LESS: return SURVEY_MORE;
    case SURVEY_AT_MOST: return SURVEY_AT_LEAST;
    case SURVEY_MORE: return SURVEY_LESS;
    case SURVEY_AT_LEAST: return SURVEY_AT_MOST;
    default: return test;
    }
}

static bool read_comparison(struct reading *reading, struct survey_clause **ret_clause)
{
    struct survey_clause *clause = clause_new(reading, SURVEY_IS);
    if (read_value(reading, &clause->value)) {
        bool whole = take_compare(reading, &clause->test) && read_name(reading, clause);
        clause->test = turned(clause->test);
        *ret_clause = clause;
        return whole;
    }
    *ret_clause = clause;
    return read_name(reading, clause) && take_compare(reading, &clause->test) && read_value(reading, &clause->value);
}

static bool read_one(struct reading *reading, struct survey_clause **ret_clause)
{
    if (reading->clauses >= SURVEY_CLAUSES_MAX || reading->depth >= READ_DEPTH_MAX) {
        return false;
    }
    reading->depth++;
    bool read;
    skip(reading);
    if (!str_starts(reading->rest, S("!=")) && take_either(reading, "not", "!")) {
        struct survey_clause *clause = clause_new(reading, SURVEY_NOT);
        read = read_one(reading, &clause->first);
        *ret_clause = clause;
    } else if (take(reading, "(")) {
        read = read_any(reading, ret_clause) && take(reading, ")");
    } else {
        read = read_comparison(reading, ret_clause);
    }
    reading->depth--;
    return read;
}

/* Those joined by one word; a single one stands for itself. */
static bool read_joined(struct reading *reading, enum survey_test test, struct survey_clause **ret_clause)
{
    struct survey_clause *first = NULL;
    struct survey_clause **end = &first;
    size_t n = 0;
    do {
        bool read = test == SURVEY_ANY ? read_joined(reading, SURVEY_ALL, end) : read_one(reading, end);
        if (!read) {
            return false;
        }
        end = &(*end)->next;
        n++;
    } while (test == SURVEY_ANY ? take_either(reading, "or", "||") : take_either(reading, "and", "&&"));
    *ret_clause = first;
    if (n > 1) {
        *ret_clause = clause_new(reading, test);
        (*ret_clause)->first = first;
    }
    return true;
}

static bool read_any(struct reading *reading, struct survey_clause **ret_clause)
{
    return read_joined(reading, SURVEY_ANY, ret_clause);
}

static int depth_of(const struct survey_clause *clause)
{
    int depth = 0;
    for (const struct survey_clause *part = clause->first; part != NULL; part = part->next) {
        int of_part = 1 + depth_of(part);
        depth = of_part > depth ? of_part : depth;
    }
    return depth;
}

bool survey_when_parse(struct arena *arena, struct str text, const struct survey_names *names,
                       struct survey_clause **ret_clause)
{
    struct reading reading = {.arena = arena, .names = names, .rest = str_trim(text)};
    struct survey_clause *clause = NULL;
    if (reading.rest.n == 0 || str_eq(reading.rest, S("1"))) {
        *ret_clause = NULL;
        return true;
    }
    if (!read_any(&reading, &clause) || reading.clauses > SURVEY_CLAUSES_MAX ||
        depth_of(clause) > SURVEY_DEPTH_MAX) {
        return false;
    }
    skip(&reading);
    if (reading.rest.n > 0) {
        return false;
    }
    *ret_clause = clause;
    return true;
}

/* ---- writing */

static void put_comparison(struct buf *buf, const struct survey_clause *clause, bool for_lime)
{
    static const char *const signs[] = {[SURVEY_IS] = "=", [SURVEY_IS_NOT] = "!=", [SURVEY_LESS] = "<",
                                        [SURVEY_AT_MOST] = "<=", [SURVEY_MORE] = ">", [SURVEY_AT_LEAST] = ">="};
    bool has_double = str_contains(clause->value, S("\""));
    buf_put_str(buf, clause->code);
    if (clause->row.n > 0) {
        buf_format(buf, for_lime ? "_%.*s" : "[%.*s]", STR_ARG(clause->row));
    }
    buf_put_str(buf, for_lime ? S(".NAOK ") : S(" "));
    buf_put_str(buf, for_lime && clause->test == SURVEY_IS ? S("==") : str_of(signs[clause->test]));
    buf_put_str(buf, has_double ? S(" '") : S(" \""));
    buf_put_str(buf, clause->value);
    buf_put_char(buf, has_double ? '\'' : '"');
}

static void put_part(struct buf *buf, const struct survey_clause *clause, bool for_lime)
{
    bool is_joined = clause->test == SURVEY_ALL || clause->test == SURVEY_ANY;
    buf_put_str(buf, is_joined ? S("(") : S(""));
    survey_when_put(buf, clause, for_lime);
    buf_put_str(buf, is_joined ? S(")") : S(""));
}

void survey_when_put(struct buf *buf, const struct survey_clause *clause, bool for_lime)
{
    if (clause == NULL) {
        buf_put_str(buf, for_lime ? S("1") : S(""));
    } else if (clause->test == SURVEY_NOT) {
        buf_put_str(buf, for_lime ? S("!(") : S("not ("));
        survey_when_put(buf, clause->first, for_lime);
        buf_put_char(buf, ')');
    } else if (clause->test > SURVEY_NOT) {
        put_comparison(buf, clause, for_lime);
    } else {
        for (const struct survey_clause *part = clause->first; part != NULL; part = part->next) {
            put_part(buf, part, for_lime);
            bool is_all = clause->test == SURVEY_ALL;
            buf_put_str(buf, part->next == NULL ? S("") : is_all ? S(" and ") : S(" or "));
        }
    }
}

bool survey_when_eq(const struct survey_clause *a, const struct survey_clause *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next) {
        if (a->test != b->test || !str_eq(a->code, b->code) || !str_eq(a->row, b->row) || !str_eq(a->value, b->value) ||
            !survey_when_eq(a->first, b->first)) {
            return false;
        }
    }
    return a == b;
}
