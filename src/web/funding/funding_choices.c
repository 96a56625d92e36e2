/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: what narrows the list by the answer for a city, by what a project gets, and by when. */
#include "web/funding/funding_web.h"

/* Plain links, each with what it leaves; a chosen one without it. */
static void add_choice(struct facet *facets, size_t *n, struct out *out, const struct funding_asked *with,
                       const char *name, size_t count_n, bool chosen)
{
    if (chosen || count_n > 0) {
        facets[(*n)++] = (struct facet){funding_here(out->arena, with), words_text(out, name, NULL, 0),
                                        (int64_t)count_n, chosen};
    }
}

static void set_fits(struct funding_page *m, struct out *out, const struct funding_asked *asked,
                     const struct funding_found *found)
{
    for (enum call_fits i = 0; asked->calls != NULL && i < CALL_FITS; i++) {
        struct funding_asked other = *asked;
        bool chosen = str_eq(asked->fits, call_fits_word(i));
        other.fits = chosen ? S("") : call_fits_word(i);
        add_choice(m->fits, &m->fits_count, out, &other, call_fits_name(i), found->fits[i], chosen);
        if (i == CALL_FITS_YES && !chosen && found->fits[i] > 0) {
            m->only_fits = funding_here(out->arena, &other);
        }
    }
}

static void set_sizes(struct funding_page *m, struct out *out, const struct funding_asked *asked,
                      const struct funding_found *found)
{
    for (size_t i = 0; i < FUNDING_CALL_SIZES; i++) {
        size_t which = (i + 1) % FUNDING_CALL_SIZES; /* what is not said comes last */
        struct funding_asked other = *asked;
        bool chosen = str_eq(asked->size, funding_size_word(which));
        other.size = chosen ? S("") : funding_size_word(which);
        add_choice(m->sizes, &m->sizes_count, out, &other, funding_size_name(which), found->sizes[which], chosen);
    }
}

static void set_dues(struct funding_page *m, struct out *out, const struct funding_asked *asked,
                     const struct funding_found *found)
{
    for (size_t i = 0; i < FUNDING_CALL_DUES; i++) {
        struct funding_asked other = *asked;
        bool chosen = str_eq(asked->due, funding_due_word(i));
        other.due = chosen ? S("") : funding_due_word(i);
        add_choice(m->dues, &m->dues_count, out, &other, funding_due_name(i), found->dues[i], chosen);
    }
}

void funding_choices_set(struct funding_page *m, struct out *out, const struct funding_asked *asked,
                         const struct funding_found *found)
{
    struct funding_asked other = *asked;
    m->only_fits = m->themes_switch = (struct url){S("")};
    set_fits(m, out, asked, found);
    set_sizes(m, out, asked, found);
    set_dues(m, out, asked, found);
    m->of_member = asked->of_member;
    m->other_themes = asked->other_themes;
    other.other_themes = !asked->other_themes;
    if (asked->calls != NULL && asked->city_themes != 0) {
        m->themes_switch = funding_here(out->arena, &other);
    }
}
