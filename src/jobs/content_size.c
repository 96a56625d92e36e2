/* SPDX-License-Identifier: AGPL-3.0-or-later
** content_size: the size rule from its file. */
#include "jobs/content_size.h"

#include "text/json.h"

/* What is read, and the sentence when it is wrong. */
struct reading {
    struct arena *arena;
    struct size_rule rule;
    struct str why;
};

static enum fault bounds_read(struct reading *reading, const struct json_value *from, const char *what,
                              struct size_bounds *ret_bounds)
{
    struct size_bounds bounds = {
        .low = json_number(json_get(from, "low"), -1),
        .high = json_number(json_get(from, "high"), -1),
        .why = str_copy(reading->arena, json_text(json_get(from, "why"))),
    };
    if (bounds.low < 0 || bounds.high < bounds.low) {
        reading->why = str_format(reading->arena,
                                  "size-rule.json: %s: needs \"low\" and \"high\", whole numbers, low not over high",
                                  what);
        return FAULT_INVALID;
    }
    *ret_bounds = bounds;
    return OK;
}

static enum fault override_read(struct reading *reading, const struct json_value *from)
{
    struct str country = str_copy(reading->arena, json_text(json_get(from, "country")));
    const char *what = str_c(reading->arena, str_format(reading->arena, "override for \"%.*s\"", STR_ARG(country)));
    struct size_bounds bounds;
    TRY(bounds_read(reading, from, what, &bounds));
    enum fault fault = size_rule_add_override(&reading->rule, country, bounds);
    if (fault == OK) {
        return OK;
    }
    const char *why = fault == FAULT_CONFLICT    ? "the country stands there twice"
                      : fault == FAULT_TOO_LARGE ? "there are too many overrides"
                                                 : "needs a country of two capital letters and a reason in \"why\"";
    reading->why = str_format(reading->arena, "size-rule.json: %s: %s", what, why);
    return FAULT_INVALID;
}

static enum fault rule_read(struct reading *reading, const struct json_value *root)
{
    TRY(bounds_read(reading, json_get(root, "usual"), "usual bounds", &reading->rule.usual));
    const struct json_value *overrides = json_get(root, "overrides");
    if (overrides != NULL && !json_is_list(overrides)) {
        reading->why = S("size-rule.json: \"overrides\" must be a list");
        return FAULT_INVALID;
    }
    for (size_t i = 0; i < json_count(overrides); i++) {
        TRY(override_read(reading, json_at(overrides, i)));
    }
    return OK;
}

enum fault content_size_parse(struct arena *arena, struct str json, struct size_rule *ret_rule, struct str *ret_why)
{
    struct json_value *root;
    struct str error;
    if (json_parse(arena, json, &root, &error) != OK) {
        *ret_why = str_format(arena, "size-rule.json: %.*s", STR_ARG(error));
        return FAULT_INVALID;
    }
    struct reading reading = {.arena = arena};
    size_rule_init(&reading.rule);
    enum fault fault = rule_read(&reading, root);
    json_free(root);
    if (fault != OK) {
        *ret_why = reading.why;
        return fault;
    }
    *ret_rule = reading.rule;
    return OK;
}
