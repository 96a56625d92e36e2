/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** resolve: is this organisation a municipality, or a body near one, and which city does it govern?
**
** The name says what a body is ("Comune di ...", "... kaupunki", "Dimos ...": resolve_forms.c, all
** languages of Europe) and which place it governs. The postal place of its seat only helps to choose between
** places of the same name: it is where letters go, not what is governed (Hoje-Taastrup's council sits in
** Taastrup, Essex County Council in Chelmsford). Counties, districts and inter-municipal bodies are recognised
** so that they are never taken for a city. "Unknown" is an answer: kind without a city, or no kind at all.
**
** Order: resolve_index_new once over all cities -> resolve, resolve_seat for each organisation. The index
** borrows the cities and their names: they live as long as it. Cost: building is linear in the names (24 bytes
** each); resolving takes a handful of look-ups (20,000 organisations against 300,000 names in well under a
** second). Scratch memory is its own; only the text of the answer goes to the arena.
*/
#ifndef DOMAIN_RESOLVE_H
#define DOMAIN_RESOLVE_H

#include "base/arena.h"
#include "base/ids.h"
#include "base/str.h"
#include "domain/name.h"

/* ---- what is known of cities */

struct resolve_city {
    struct city_id id;
    struct str country; /* ISO 3166-1 alpha-2 ("GB", "GR") */
    const struct name_of_place *names; /* folded; its own, its municipality's (name_variants), alternates */
    size_t names_n;
    bool municipality;           /* a municipality stands for it (LAU, UK authority), not only a locality */
    bool part;                   /* a section of a populated place (PPLX) */
    struct maybe_int population;
    struct str nuts3;            /* "ITI43" or empty */
    bool located;
    int32_t latitude_micro;
    int32_t longitude_micro;
};

struct resolve_index;

struct resolve_index *resolve_index_new(struct arena *arena, const struct resolve_city *cities, size_t n);

/* ---- what is known of an organisation; all texts as their source writes them, empty when unknown */

struct resolve_org {
    struct str name;
    struct str short_name;
    struct str activity; /* HES, PRC, REC, PUB, OTH or empty */
    struct str place;    /* the postal place of the seat */
    struct str street;
    struct str country;  /* ISO 3166-1 alpha-2 */
    struct str nuts;     /* any length, any version */
    struct maybe_int sme; /* 1 yes, 0 no */
    bool located;
    int32_t latitude_micro;
    int32_t longitude_micro;
};

enum resolve_kind {
    RESOLVE_NONE,           /* nothing says that it is near a municipality */
    RESOLVE_MUNICIPALITY,   /* governs one city */
    RESOLVE_AGENCY,         /* a city's company, museum, school, service */
    RESOLVE_COUNTY,         /* a level above: county, province, region, rural district around */
    RESOLVE_INTERMUNICIPAL, /* municipalities together: metropole, association, mancomunidad */
    RESOLVE_DISTRICT,       /* a part of a city with a council of its own */
    RESOLVE_KIND__MAX
};

enum resolve_reason {
    RESOLVE_NO_PATTERN,       /* the name has no form of a municipal body */
    RESOLVE_NAME_AND_SEAT,    /* the governed name fits one city, and its seat is there */
    RESOLVE_NAME_AND_REGION,  /* the name fits, and the region or position agrees */
    RESOLVE_NAME_ONLY,        /* the name fits one city of the country; nothing else is known */
    RESOLVE_FORM_AND_SEAT,    /* an inflected or differently spelled form fits, and its seat is there */
    RESOLVE_FORM_AND_REGION,  /* the same, and the region or position agrees */
    RESOLVE_FORM_ONLY,        /* the same; nothing else is known */
    RESOLVE_SEVERAL,          /* several cities have that name and nothing decides: unknown */
    RESOLVE_ELSEWHERE,        /* the one city of that name lies elsewhere: unknown */
    RESOLVE_NO_CITY,          /* no known city of that name: unknown */
    RESOLVE_WIDER,            /* not a city's own council (kind says what), so no city */
    RESOLVE_CORRECTED,        /* a person said so */
    RESOLVE_REASON__MAX
};

struct resolve_answer {
    enum resolve_kind kind;
    struct city_id city_id; /* {0}: unknown which */
    int confidence;         /* basis points that kind and city are right; 0 for RESOLVE_NONE */
    enum resolve_reason reason;
    struct str stated;      /* slot: the governed name as stated, folded ("hoje taastrup"); or empty */
    const char *language;   /* slot: language of the form that was met ("it"), "" when none; static */
};

struct resolve_answer resolve(struct arena *arena, const struct resolve_index *index, const struct resolve_org *org);

/* In which city the seat is, by its postal place ("Lyon Cedex 01", "ROMA RM", "Bruxelles / Brussel", "OULUN"):
** {0} when that is not clear. Works for every organisation. */
struct city_id resolve_seat(struct arena *arena, const struct resolve_index *index, const struct resolve_org *org);

/* A natural person among the participants: never shown as an organisation. True for an SME, or a body without
** any activity word, that has neither street nor place and a name of the form "SURNAME Given". Errs to the
** safe side. */
bool resolve_is_person(const struct resolve_org *org);

/* Words for tables and machine forms: "municipality", "agency", "county", "intermunicipal", "district"; "none". */
struct str resolve_kind_word(enum resolve_kind kind);
bool resolve_kind_parse(struct str word, enum resolve_kind *ret_kind);
/* "name and seat", "name and region", "name", "form and seat", ... as in the table above;
** "corrected by hand". */
struct str resolve_reason_word(enum resolve_reason reason);
bool resolve_reason_parse(struct str word, enum resolve_reason *ret_reason);

#endif
