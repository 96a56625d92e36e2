/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/theme.h"

#include "base/check.h"

const struct theme *theme_find(const struct theme_set *set, struct theme_id id)
{
    if (id.v < 1 || (uint64_t)id.v > set->n) {
        return NULL;
    }
    return &set->items[id.v - 1];
}

const struct theme *theme_find_slug(const struct theme_set *set, struct str slug)
{
    for (size_t i = 0; i < set->n; i++) {
        if (str_eq(set->items[i].slug, slug)) {
            return &set->items[i];
        }
    }
    return NULL;
}

/* ---- why, as text */

static const struct str PLACE_NAMES[THEME_PLACES] = {
    [THEME_IN_ACRONYM] = S_INIT("acronym"),         [THEME_IN_TITLE] = S_INIT("title"),
    [THEME_IN_OBJECTIVE] = S_INIT("objective"),     [THEME_IN_KEYWORDS] = S_INIT("keywords"),
    [THEME_IN_TOPIC_TITLE] = S_INIT("topic-title"), [THEME_IN_FIELD] = S_INIT("field"),
    [THEME_IN_TOPIC_CODE] = S_INIT("topic"),
};

struct str theme_why_text(struct arena *arena, const struct theme_found *found)
{
    struct str text = S("");
    for (size_t i = 0; i < found->why_count; i++) {
        const struct theme_why *why = &found->why[i];
        text = str_format(arena, "%.*s%s%.*s:%.*s", STR_ARG(text), i > 0 ? "|" : "",
                          STR_ARG(PLACE_NAMES[why->place]), STR_ARG(why->text));
    }
    return text;
}

static bool why_parse_one(struct str part, struct theme_why *ret_why)
{
    struct str name = str_cut(part, ':', &part);
    for (size_t i = 0; i < THEME_PLACES && part.n > 0; i++) {
        if (str_eq(name, PLACE_NAMES[i])) {
            *ret_why = (struct theme_why){.place = (enum theme_place)i, .text = part};
            return true;
        }
    }
    return false;
}

size_t theme_why_parse(struct str text, struct theme_why ret_why[THEME_WHY_MAX])
{
    size_t n = 0;
    while (text.s != NULL && n < THEME_WHY_MAX) {
        struct str part = str_cut(text, '|', &text);
        n += why_parse_one(part, &ret_why[n]) ? 1 : 0;
    }
    return n;
}
