/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_read_case: one example of a rule. */
#include "base/check.h"
#include "text/words.h"
#include "web/funding/fund_read_parts.h"

/* Facts of a city or of all together, from `low` on and before `high`. */
static bool read_facts(struct fund_reading *reading, struct str where, const struct json_value *from,
                       enum fund_subject low, enum fund_subject high, struct fund_value *facts)
{
    struct str name = {0};
    const struct json_value *value;
    enum fund_subject subject = FUND_COUNTRY;
    for (size_t i = 0; i < 2 * FUND_SUBJECTS && (value = json_member(from, i, &name)) != NULL; i++) {
        if (low == FUND_COUNTRY && str_eq(name, S("called"))) {
            continue;
        }
        bool known = fund_subject_parse(name, &subject) && subject >= low && subject < high;
        if (!known || !fund_value_read(reading, subject, value, &facts[subject - low])) {
            return fund_wrong(reading, fund_at(reading, where, name),
                              W_NOTE("is no fact, or no value that the fact has"),
                              W_NOTE("use a fact of docs/internals/funding.md; leave away what is not known"));
        }
    }
    return true;
}

static bool read_cities(struct fund_reading *reading, struct str where, const struct json_value *from,
                        struct fund_group *group)
{
    size_t n = json_count(from);
    bool fits = true;
    if (n == 0 || n > FUND_CITIES_MAX) {
        return fund_wrong(reading, where, W_NOTE("has no cities, or too many"),
                          W_NOTE("write \"cities\": [...], one to 32"));
    }
    group->cities = arena_array(reading->arena, struct fund_city, n);
    group->n = n;
    for (size_t i = 0; i < n && fits; i++) {
        struct fund_city *city = &group->cities[i];
        struct str at = fund_at_nth(reading, where, "city", i);
        city->facts[FUND_KIND] = fund_word(S("city"));
        fits = fund_text(reading, at, json_at(from, i), "called", &city->name) &&
               read_facts(reading, at, json_at(from, i), FUND_COUNTRY, FUND_CITY_FACTS, city->facts);
    }
    return fits;
}

static bool read_because(struct fund_reading *reading, struct str where, const struct json_value *from,
                         struct fund_case *example)
{
    size_t n = json_count(from);
    bool fits = n <= FUND_BECAUSE_MAX;
    for (size_t i = 0; fits && i < n; i++) {
        fits = fund_subject_parse(json_text(json_at(from, i)), &example->because[i]);
    }
    example->because_n = fits ? n : 0;
    return fits || fund_wrong(reading, where, W_NOTE("names a reason that is no fact"),
                              W_NOTE("write \"because\": [\"population\"]"));
}

static bool read_expect(struct fund_reading *reading, struct str where, const struct json_value *from,
                        struct fund_case *example)
{
    struct str expect = json_text(json_get(from, "expect"));
    for (int i = TRUTH_NO; i <= TRUTH_YES; i++) {
        if (str_eq(expect, fund_truth_word((enum truth)i))) {
            example->expect = (enum truth)i;
            return true;
        }
    }
    return fund_wrong(reading, where, W_NOTE("does not say what the rule has to answer"),
                      W_NOTE("write \"expect\": \"fits\", \"does not fit\" or \"cannot tell\""));
}

bool fund_case_read(struct fund_reading *reading, struct str where, const struct json_value *from,
                    struct fund_case *ret_case)
{
    struct fund_case example = {.reference = json_number(json_get(from, "reference"), 0)};
    example.expects_closed = json_is_yes(json_get(from, "closed"));
    example.expects_usually = json_is_yes(json_get(from, "usually"));
    if (!fund_text(reading, where, from, "says", &example.says) ||
        !fund_text(reading, where, from, "window", &example.window) ||
        !fund_text(reading, where, from, "way", &example.expects_as) ||
        !fund_date_read(reading, where, from, "on", &example.on)) {
        return false;
    }
    if (date_is_none(example.on)) {
        return fund_wrong(reading, where, W_NOTE("has no day"), W_NOTE("write \"on\": \"2026-05-01\""));
    }
    if (!read_cities(reading, where, json_get(from, "cities"), &example.group) ||
        !read_facts(reading, where, json_get(from, "together"), FUND_CITY_FACTS, FUND_FACTS, example.group.facts) ||
        !read_expect(reading, where, from, &example) ||
        !read_because(reading, where, json_get(from, "because"), &example)) {
        return false;
    }
    *ret_case = example;
    return true;
}
