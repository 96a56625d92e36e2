/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_read_clause: one clause and those in it. */
#include "base/check.h"
#include "text/words.h"
#include "web/funding/fund_read_parts.h"

/* What may stand where a clause stands. */
struct place {
    struct str where;
    bool of_city; /* within every, some, lead or the third part of a total */
    int depth;
};

static bool read_clause(struct fund_reading *reading, struct place place, const struct json_value *from,
                        struct fund_clause *clause);

static const struct {
    struct str word;
    enum fund_op op;
    enum fund_compare compare;
} words[] = {
    {S_INIT("all"), FUND_ALL, FUND_EQ}, {S_INIT("any"), FUND_ANY, FUND_EQ}, {S_INIT("not"), FUND_NOT, FUND_EQ},
    {S_INIT("every"), FUND_EVERY, FUND_EQ}, {S_INIT("some"), FUND_SOME, FUND_EQ}, {S_INIT("lead"), FUND_LEAD, FUND_EQ},
    {S_INIT("usually"), FUND_USUALLY, FUND_EQ}, {S_INIT("as"), FUND_AS, FUND_EQ},
    {S_INIT("eq"), FUND_COMPARE, FUND_EQ}, {S_INIT("ne"), FUND_COMPARE, FUND_NE},
    {S_INIT("lt"), FUND_COMPARE, FUND_LT}, {S_INIT("lte"), FUND_COMPARE, FUND_LTE},
    {S_INIT("gt"), FUND_COMPARE, FUND_GT}, {S_INIT("gte"), FUND_COMPARE, FUND_GTE},
    {S_INIT("in"), FUND_COMPARE, FUND_IN},
};

static struct place inside(struct fund_reading *reading, struct place place, struct str word)
{
    place.where = fund_at(reading, place.where, word);
    place.depth++;
    return place;
}

/* ---- comparisons */

static bool read_values(struct fund_reading *reading, struct str where, const struct json_value *from,
                        struct fund_clause *clause)
{
    bool list = clause->compare == FUND_IN;
    size_t n = list ? json_count(from) : 1;
    if (list != json_is_list(from) || n == 0 || n > FUND_LIST_MAX) {
        return fund_wrong(reading, where, W_NOTE("compares with something that does not go with the word"),
                          W_NOTE("\"in\" takes a list of one to 64 values, every other comparison takes one value"));
    }
    struct fund_value *values = arena_array(reading->arena, struct fund_value, n);
    for (size_t i = 0; i < n; i++) {
        if (!fund_value_read(reading, clause->subject, list ? json_at(from, i) : from, &values[i])) {
            return fund_wrong(reading, where, W_NOTE("compares with a value that the fact cannot have"),
                              W_NOTE("countries are two capital letters or EU27; facts of yes and no take true or "
                                      "false; "
                              "the degree of urbanisation is 1 to 3; other numbers are whole"));
        }
    }
    clause->values = values;
    clause->values_n = n;
    return true;
}

/* Words are told apart only, yes and no are, shares and leverages are rounded down. */
static bool goes_with(enum fund_subject subject, enum fund_compare compare)
{
    if (fund_subject_type(subject) == FUND_YES_NO) {
        return compare == FUND_EQ;
    }
    if (fund_subject_type(subject) == FUND_WORD) {
        return compare == FUND_EQ || compare == FUND_NE || compare == FUND_IN;
    }
    if (subject == FUND_SHARE || subject == FUND_LEVERAGE) {
        return compare == FUND_GTE || compare == FUND_LT;
    }
    return true;
}

static bool read_where(struct fund_reading *reading, struct place place, const struct json_value *from,
                       struct fund_clause *clause)
{
    struct fund_clause *which = arena_new(reading->arena, struct fund_clause);
    bool total = clause->subject >= FUND_FACTS && clause->subject != FUND_LEVERAGE;
    if (!total) {
        return fund_wrong(reading, place.where, W_NOTE("says of which cities, but it is no total over cities"),
                          W_NOTE("leave the third part away, or compare cities, countries, people or share"));
    }
    struct place within = inside(reading, place, S("which"));
    within.of_city = true;
    clause->where = which;
    return read_clause(reading, within, from, which);
}

static bool read_compare(struct fund_reading *reading, struct place place, const struct json_value *from,
                         struct fund_clause *clause)
{
    size_t n = json_count(from);
    if (n < 2 || n > 3 || !fund_subject_parse(json_text(json_at(from, 0)), &clause->subject)) {
        return fund_wrong(reading, place.where, W_NOTE("is no comparison"),
                          W_NOTE("write [\"fact\", value], with a fact of docs/internals/funding.md"));
    }
    bool of_city = clause->subject < FUND_CITY_FACTS;
    if (of_city != place.of_city) {
        return fund_wrong(reading, place.where,
                          of_city ? W_NOTE("asks one city, but does not say which")
                                  : W_NOTE("asks all together within one city"),
                          of_city ? W_NOTE("put it into every, some or lead")
                                  : W_NOTE("put it outside of every, some and lead"));
    }
    if (!goes_with(clause->subject, clause->compare)) {
        return fund_wrong(reading, place.where, W_NOTE("compares in a way that the fact does not have"),
                          W_NOTE("yes and no take eq; words take eq, ne, in; share and leverage take gte, lt"));
    }
    if (clause->subject == FUND_SHARE && n != 3) {
        return fund_wrong(reading, place.where, W_NOTE("does not say the share of which cities"),
                          "write [\"share\", 51, {\"in\": [\"degurba\", [1, 2]]}]");
    }
    return read_values(reading, place.where, json_at(from, 1), clause) &&
           (n < 3 || read_where(reading, place, json_at(from, 2), clause));
}

/* ---- parts */

static bool read_parts(struct fund_reading *reading, struct place place, const struct json_value *from,
                       struct fund_clause *clause)
{
    bool fits = true;
    size_t n = json_count(from);
    if (n == 0 || n > FUND_LIST_MAX) {
        return fund_wrong(reading, place.where, W_NOTE("has no parts, or too many"),
                          W_NOTE("write a list of one to 64 clauses"));
    }
    struct fund_clause *items = arena_array(reading->arena, struct fund_clause, n);
    for (size_t i = 0; i < n; i++) {
        struct place part = {fund_at_nth(reading, place.where, "part", i), place.of_city, place.depth};
        fits = read_clause(reading, part, json_at(from, i), &items[i]) && fits;
    }
    clause->items = items;
    clause->n = n;
    return fits;
}

static bool read_one(struct fund_reading *reading, struct place place, const struct json_value *from,
                     struct fund_clause *clause)
{
    struct fund_clause *item = arena_new(reading->arena, struct fund_clause);
    bool of_each = clause->op == FUND_EVERY || clause->op == FUND_SOME || clause->op == FUND_LEAD;
    if (of_each && place.of_city) {
        return fund_wrong(reading, place.where, W_NOTE("asks cities within one city"),
                          W_NOTE("take it out of every, some or lead"));
    }
    place.of_city = place.of_city || of_each;
    clause->items = item;
    clause->n = 1;
    return read_clause(reading, place, from, item);
}

/* {"as": "group", "when": {...}, "then": {...}} */
static bool read_as(struct fund_reading *reading, struct place place, const struct json_value *from,
                    struct fund_clause *clause)
{
    struct fund_clause *items = arena_array(reading->arena, struct fund_clause, 2);
    struct str as = json_text(json_get(from, "as"));
    if (!str_eq(as, S("single")) && !str_eq(as, S("agglomeration")) && !str_eq(as, S("group"))) {
        return fund_wrong(reading, place.where, W_NOTE("is no way of applying"),
                          W_NOTE("write single, agglomeration or group"));
    }
    if (place.of_city || json_get(from, "when") == NULL || json_get(from, "then") == NULL) {
        return fund_wrong(reading, place.where, W_NOTE("does not say when one applies so, and what it takes then"),
                          "write {\"as\": \"group\", \"when\": {...}, \"then\": {...}}, outside of every and some");
    }
    clause->as = str_copy(reading->arena, as);
    clause->items = items;
    clause->n = 2;
    bool when = read_clause(reading, inside(reading, place, S("when")), json_get(from, "when"), &items[0]);
    return read_clause(reading, inside(reading, place, S("then")), json_get(from, "then"), &items[1]) && when;
}

static bool read_op(struct fund_reading *reading, struct place place, const struct json_value *from,
                    struct fund_clause *clause)
{
    struct str name = {0};
    const struct json_value *value = json_member(from, 0, &name);
    if (clause->op == FUND_AS) {
        return read_as(reading, place, from, clause);
    }
    place = inside(reading, place, name);
    if (clause->op == FUND_COMPARE) {
        return read_compare(reading, place, value, clause);
    }
    return clause->op == FUND_ALL || clause->op == FUND_ANY ? read_parts(reading, place, value, clause)
                                                           : read_one(reading, place, value, clause);
}

static bool read_clause(struct fund_reading *reading, struct place place, const struct json_value *from,
                        struct fund_clause *clause)
{
    struct str name = {0}, more = {0};
    if (place.depth > FUND_DEPTH_MAX || ++reading->clauses > FUND_CLAUSES_MAX) {
        return fund_wrong(reading, place.where, W_NOTE("nests too deep, or the rule has too many clauses"),
                          W_NOTE("at most 12 deep and 500 in all: take what is the same together"));
    }
    const bool is_as = json_get(from, "as") != NULL;
    if (json_member(from, 0, &name) == NULL || (!is_as && json_member(from, 1, &more) != NULL)) {
        return fund_wrong(reading, place.where, W_NOTE("is no clause"),
                          "write one word with what it takes: {\"all\": [...]}");
    }
    name = is_as ? S("as") : name;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq(words[i].word, name)) {
            clause->op = words[i].op;
            clause->compare = words[i].compare;
            return read_op(reading, place, from, clause);
        }
    }
    return fund_wrong(reading, fund_at(reading, place.where, name), W_NOTE("is no word of rules"),
                      W_NOTE("use all, any, not, every, some, lead, usually, as, eq, ne, lt, lte, gt, gte or in"));
}

bool fund_clause_read(struct fund_reading *reading, struct str where, const struct json_value *from,
                      const struct fund_clause **ret_clause)
{
    struct fund_clause *clause = arena_new(reading->arena, struct fund_clause);
    reading->clauses = 0;
    if (!read_clause(reading, (struct place){.where = where}, from, clause)) {
        return false;
    }
    *ret_clause = clause;
    return true;
}
