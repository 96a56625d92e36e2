/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile_text: fields in a fixed order. */
#include "store/profile_text.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/fields.h"

#define TEXT_BYTES_MAX 65536u /* four answers of a hundred words each, and sentences */

static struct str end(struct arena *arena, struct buf *text)
{
    check(!text->overflow);
    struct str made = str_copy(arena, buf_str(text));
    buf_done(text);
    return made;
}

static void put_answer(struct buf *text, const struct profile *profile, enum help_kind kind)
{
    const char *name = help_kind_word(kind).s; /* ends in '\0': it is a word of the program */
    for (size_t i = 0; i < profile->said.n; i++) {
        if (profile->said.items[i].kind == kind) {
            fields_put(text, name, profile->said.items[i].what);
        }
    }
    if (profile->says[kind].n > 0) {
        fields_put(text, kind == HELP_NEED ? "need_says" : "offer_says", profile->says[kind]);
    }
}

struct str profile_text_answer(struct arena *arena, const struct profile *profile, enum help_kind kind)
{
    struct buf text;
    buf_init(&text, TEXT_BYTES_MAX);
    put_answer(&text, profile, kind);
    return end(arena, &text);
}

struct str profile_text_answers(struct arena *arena, const struct profile *profile)
{
    struct buf text;
    buf_init(&text, TEXT_BYTES_MAX);
    for (int kind = 0; kind < HELP_KIND__MAX; kind++) {
        put_answer(&text, profile, (enum help_kind)kind);
    }
    return end(arena, &text);
}

struct str profile_text_card(struct arena *arena, const struct trait_said *said, enum trait_card card)
{
    struct buf text;
    buf_init(&text, TEXT_BYTES_MAX);
    for (size_t i = 0; i < TRAITS_N; i++) {
        if (traits[i].card == card && said->says[i].n > 0) {
            fields_put(&text, traits[i].name, said->says[i]);
        }
    }
    return end(arena, &text);
}

struct str profile_text_area(struct arena *arena, const struct q_area_chosen *rows, size_t n)
{
    struct buf text;
    buf_init(&text, TEXT_BYTES_MAX);
    for (size_t i = 0; i < n; i++) {
        fields_put(&text, "place", rows[i].place);
        fields_put(&text, "name", rows[i].name);
    }
    return end(arena, &text);
}
