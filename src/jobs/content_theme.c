/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/content_theme.h"

#include "base/scan.h"
#include "text/analyse.h"
#include "text/json.h"

#define WEIGHT_MAX 300
#define PHRASE_TOKENS_MAX 12 /* the longest phrase of ours has six words */

/* What is read of one list of rules. */
struct reading {
    struct arena *arena;
    struct theme_rule *rules;
    size_t n;
    struct str what; /* "themes.json: theme 3 (mobility)" */
    struct str why;
};

static enum fault bad(struct reading *reading, const char *what)
{
    reading->why = str_format(reading->arena, "%.*s: %s", STR_ARG(reading->what), what);
    return FAULT_INVALID;
}

static struct rank_tokens phrase_tokens(struct arena *arena, struct str phrase)
{
    struct analysed words = analyse(arena, phrase, PHRASE_TOKENS_MAX);
    uint32_t *hashes = arena_array(arena, uint32_t, words.n);
    for (size_t i = 0; i < words.n; i++) {
        hashes[i] = rank_token_hash(words.tokens[i]);
    }
    return (struct rank_tokens){hashes, words.n};
}

static enum fault rule_read(struct reading *reading, enum theme_rule_kind kind, int weight,
                            const struct json_value *value)
{
    struct str text = json_text(value);
    if (str_is_empty(text)) {
        return bad(reading, "a rule must be a text that is not empty");
    }
    if (reading->n == THEME_RULES_MAX) {
        return bad(reading, "has too many rules");
    }
    struct theme_rule *rule = &reading->rules[reading->n];
    *rule = (struct theme_rule){.kind = kind, .text = str_copy(reading->arena, text), .weight = weight};
    if (kind == THEME_RULE_PHRASE) {
        rule->tokens = phrase_tokens(reading->arena, text);
        if (rule->tokens.n == 0) {
            reading->what = str_format(reading->arena, "%.*s: \"%.*s\"", STR_ARG(reading->what), STR_ARG(text));
            return bad(reading, "has no word that counts");
        }
    }
    reading->n++;
    return OK;
}

/* { "110": ["a phrase", ...], "-50": [...] } */
static enum fault rules_read(struct reading *reading, enum theme_rule_kind kind, const struct json_value *object)
{
    struct str name;
    const struct json_value *list;
    for (size_t i = 0; (list = json_member(object, i, &name)) != NULL; i++) {
        int64_t weight;
        if (!parse_int(name, -WEIGHT_MAX, WEIGHT_MAX, &weight)) {
            return bad(reading, "a weight must be a whole number from -300 to 300");
        }
        if (!json_is_list(list)) {
            return bad(reading, "behind a weight must stand a list");
        }
        for (size_t j = 0; j < json_count(list); j++) {
            TRY(rule_read(reading, kind, (int)weight, json_at(list, j)));
        }
    }
    return OK;
}

static enum fault all_rules_read(struct reading *reading, const struct json_value *object)
{
    TRY(rules_read(reading, THEME_RULE_PHRASE, json_get(object, "words")));
    TRY(rules_read(reading, THEME_RULE_FIELD, json_get(object, "fields")));
    return rules_read(reading, THEME_RULE_TOPIC, json_get(object, "topics"));
}

static enum fault theme_read(struct reading *reading, const struct json_value *object, size_t i,
                             struct theme *ret_theme)
{
    struct arena *arena = reading->arena;
    struct theme theme = {
        .id = {(int64_t)i + 1},
        .slug = str_copy(arena, json_text(json_get(object, "slug"))),
        .name = str_copy(arena, json_text(json_get(object, "name"))),
        .sentence = str_copy(arena, json_text(json_get(object, "sentence"))),
    };
    reading->what = str_format(arena, "themes.json: theme %d (%.*s)", (int)i + 1, STR_ARG(theme.slug));
    if (json_number(json_get(object, "id"), 0) != theme.id.v) {
        return bad(reading, "the ids must be 1, 2, 3 and so on, in the order of the file");
    }
    if (str_is_empty(theme.slug) || str_is_empty(theme.name) || str_is_empty(theme.sentence)) {
        return bad(reading, "needs a slug, a name and a sentence");
    }
    TRY(all_rules_read(reading, object));
    *ret_theme = theme;
    return OK;
}

static bool is_slug_taken(const struct theme *themes, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (str_eq(themes[k].slug, themes[i].slug)) {
            return true;
        }
    }
    return false;
}

static struct reading reading_of(struct arena *arena, struct str what)
{
    struct theme_rule *rules = arena_array(arena, struct theme_rule, THEME_RULES_MAX);
    return (struct reading){.arena = arena, .rules = rules, .what = what};
}

static enum fault lack_read(struct reading *reading, const struct json_value *object, const char *name, int *ret_weight)
{
    int64_t weight = json_number(json_get(object, name), 0);
    if (weight > 0 || weight < -WEIGHT_MAX) {
        reading->why = str_format(reading->arena, "%.*s: \"%s\" must be a whole number from -300 to 0",
                                  STR_ARG(reading->what), name);
        return FAULT_INVALID;
    }
    *ret_weight = (int)weight;
    return OK;
}

/* What counts for every theme: "all" has rules as a theme has, "places" a list of phrases and what their lack costs,
** "partners" what the lack of a public body costs. */
static enum fault shared_read(struct reading *all, struct reading *places, const struct json_value *root,
                              struct theme_set *ret_set)
{
    const struct json_value *object = json_get(root, "places");
    const struct json_value *words = json_get(object, "words");
    TRY(all_rules_read(all, json_get(root, "all")));
    for (size_t i = 0; i < json_count(words); i++) {
        TRY(rule_read(places, THEME_RULE_PHRASE, 0, json_at(words, i)));
    }
    TRY(lack_read(places, object, "none", &ret_set->placeless));
    places->what = S("themes.json: partners");
    TRY(lack_read(places, json_get(root, "partners"), "no public body", &ret_set->unpublic));
    ret_set->all = (struct theme_rules){all->rules, all->n};
    ret_set->places = (struct theme_rules){places->rules, places->n};
    return OK;
}

static enum fault set_read(struct arena *arena, const struct json_value *root, struct theme_set *ret_set,
                           struct str *ret_why)
{
    const struct json_value *list = json_get(root, "themes");
    size_t n = json_count(list);
    if (n == 0 || n > THEMES_MAX) {
        *ret_why = S("themes.json: \"themes\" must be a list of 1 to 32 themes");
        return FAULT_INVALID;
    }
    struct theme *themes = arena_array(arena, struct theme, n);
    for (size_t i = 0; i < n; i++) {
        struct reading reading = reading_of(arena, S(""));
        enum fault fault = theme_read(&reading, json_at(list, i), i, &themes[i]);
        if (fault == OK && is_slug_taken(themes, i)) {
            fault = bad(&reading, "another theme has this slug");
        }
        if (fault != OK) {
            *ret_why = reading.why;
            return fault;
        }
        themes[i].rules = reading.rules;
        themes[i].rules_count = reading.n;
    }
    struct theme_set set = {.items = themes, .n = n};
    struct reading all = reading_of(arena, S("themes.json: all"));
    struct reading places = reading_of(arena, S("themes.json: places"));
    enum fault fault = shared_read(&all, &places, root, &set);
    if (fault != OK) {
        *ret_why = all.why.n > 0 ? all.why : places.why;
        return fault;
    }
    *ret_set = set;
    return OK;
}

enum fault content_theme_load(struct arena *arena, struct str json, struct theme_set *ret_set, struct str *ret_why)
{
    struct json_value *root;
    struct str error;
    if (json_parse(arena, json, &root, &error) != OK) {
        *ret_why = str_format(arena, "themes.json: %.*s", STR_ARG(error));
        return FAULT_INVALID;
    }
    enum fault fault = set_read(arena, root, ret_set, ret_why);
    json_free(root);
    return fault;
}
