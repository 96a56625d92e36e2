/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** gap: what the network lacks, and which cities that are not in it would fill that, with the reasons.
**
**     a theme      on which member cities want help and none offers it; who has ended an EU project on it can tell
**     a language   official where one or two member cities lie, or one of ours alone would have nobody to talk to
**     a country    that is not in the network: EU calls ask for partners of several (web/gap says which rules of
**                  funding ask for more than there are)
**     a twin city  of a member city: somebody knows somebody there
**
** What cities said of themselves comes in as counts only, of themes that GAP_LEAST of them or more want help with, and
** not all that said anything: who counts them never sees who they are. No city gets a number of its own: chosen is, one
** after the other, who fills most gaps that those chosen before leave open; then who fills more in all; then who has
** more ended projects on these themes, then more projects at all. Each city carries its reasons. Ties go to the smaller
** id. Pure. Cost: most times cities times reasons.
*/
#ifndef DOMAIN_GAP_H
#define DOMAIN_GAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define GAP_LEAST 3          /* member cities: of fewer it could be guessed which */
#define GAP_THEMES_MAX 6     /* those that most cities want help with */
#define GAP_LANGUAGE_FEW 2   /* so many member cities, or fewer, are few */
#define GAP_REASONS_MAX 6
#define GAP_SHOWN_MAX 12

enum gap_kind { GAP_THEME, GAP_LANGUAGE, GAP_COUNTRY, GAP_TWIN, GAP_KIND__MAX };

struct gap {
    enum gap_kind kind;
    struct str what; /* a theme's slug, a language's code; "" of countries and twin cities: all of them */
    int64_t n;       /* member cities: that want help with the theme; that lie where the language is official */
};

/* A theme, and how many member cities want help with it. */
struct gap_want { struct str theme; int64_t n; };
/* A country, and how many member cities lie in it. */
struct gap_country { struct str country; int64_t n; };

/* What a city has done on a theme. */
struct gap_record {
    struct str theme;
    int64_t projects;
    int64_t ended;
    int64_t coordinated;
    int64_t last_year; /* 0 unknown */
};

/* A city that is not in the network. */
struct gap_city {
    int64_t id;
    struct str country;
    const struct gap_record *records;
    size_t records_n;
    struct str twin_of;  /* a member city; "" none */
    int64_t twins;       /* of how many */
    int64_t projects;    /* of all themes */
};

struct gap_reason {
    enum gap_kind kind;
    struct str what;                 /* theme, language, the city's country, the member city */
    const struct gap_record *record; /* of a theme, else NULL */
    int64_t n;                       /* as in struct gap; of twins of how many */
};

struct gap_choice {
    size_t city; /* which of those given */
    struct gap_reason reasons[GAP_REASONS_MAX];
    size_t n;
};

/* Themes first, those that most want help with before others, then languages; countries and twin cities always. */
size_t gap_list(struct arena *arena, const struct gap_want *wants, size_t wants_n, const struct gap_country *countries,
                size_t countries_n, struct gap **ret_gaps);
/* At most `most`, the first to ask before others. only: who fills that gap; NULL: any. countries: as in gap_list. */
size_t gap_choose(struct arena *arena, const struct gap *gaps, size_t gaps_n, const struct gap_country *countries,
                  size_t countries_n, const struct gap_city *cities, size_t n, const struct gap *only, size_t most,
                  struct gap_choice **ret_choices);

/* "theme:mobility", "language:da", "country", "twin": in addresses, and in suggestion.network_gap. */
struct str gap_text(struct arena *arena, const struct gap *gap);
bool gap_parse(struct str text, struct gap *ret_gap);

#endif
