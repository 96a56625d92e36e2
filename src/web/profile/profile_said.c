/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile_said: fields into lines. */
#include "web/profile/profile_said.h"

#include "base/check.h"
#include "base/fields.h"
#include "web/profile/profile_web.h"

struct str said_title(struct out *out, int part)
{
    return part == PUBLISH_ANSWERS ? W(out, "What we want and can do")
                                   : trait_card_title(out, (enum trait_card)(part - 1));
}

static void add(struct said_part *said, struct str label, struct str says, struct str quote)
{
    if (says.n > 0 || quote.n > 0) {
        check(said->n < SAID_LINES_MAX);
        said->lines[said->n++] = (struct said_line){label, says, quote};
    }
}

static void add_answer(struct out *out, const struct themes *themes, enum help_kind kind, struct str text,
                       struct said_part *said)
{
    const char *field = help_kind_word(kind).s;
    struct str list = S("");
    for (size_t i = 0; i < PROFILE_ITEMS_MAX; i++) {
        struct str what = fields_get_nth(out->arena, text, field, i);
        if (what.s == NULL) {
            break;
        }
        struct str name = profile_name(out, themes, kind, what);
        if (name.n > 0) {
            list = list.n == 0 ? name : str_format(out->arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(name));
        }
    }
    struct str quote = kind == HELP_NEED    ? fields_get(out->arena, text, "need_says")
                       : kind == HELP_OFFER ? fields_get(out->arena, text, "offer_says")
                                            : S("");
    add(said, profile_question(out, kind), list, quote.s != NULL ? quote : S(""));
}

static void add_card(struct out *out, enum trait_card card, struct str text, struct said_part *said)
{
    for (size_t i = 0; i < TRAITS_N; i++) {
        struct str says = traits[i].card == card ? fields_get(out->arena, text, traits[i].name) : S("");
        if (says.n > 0) {
            add(said, trait_label(out, &traits[i]), trait_says(out, &traits[i], says), S(""));
        }
    }
}

struct said_part said_part_of(struct out *out, const struct themes *themes, int part, struct str text)
{
    struct said_part said = {.title = said_title(out, part), .when = S("")};
    if (part != PUBLISH_ANSWERS) {
        add_card(out, (enum trait_card)(part - 1), text, &said);
        return said;
    }
    for (int kind = 0; kind < HELP_KIND__MAX; kind++) {
        add_answer(out, themes, (enum help_kind)kind, text, &said);
    }
    return said;
}

struct said_part *said_parts_of(struct out *out, const struct themes *themes, const struct q_publication_of_city *rows,
                                size_t n, size_t *ret_n)
{
    struct said_part *parts = arena_array(out->arena, struct said_part, n + 1);
    size_t found = 0;
    int part;
    for (int want = 0; want < PUBLISH_PARTS_MAX; want++) {
        for (size_t i = 0; i < n; i++) {
            if (publish_part_parse(rows[i].part, &part) && part == want) {
                parts[found] = said_part_of(out, themes, part, rows[i].says);
                parts[found++].when = SAY(out, "Said by the city on {date}.",
                                          slot("date", (struct date){(int32_t)(rows[i].at / 86400)}));
            }
        }
    }
    *ret_n = found;
    return parts;
}
