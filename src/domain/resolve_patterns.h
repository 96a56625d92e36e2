/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_patterns: how public bodies near a city are called, in the languages of Europe and around. Data only, for
** domain/resolve*.c. All words are folded (base/fold) and in Latin letters (name_latin). Collected 2026-11
** from the names that bodies gave themselves in EU projects (CORDIS), from LAU 2020 and from official usage as
** commonly known; a form that is missing only makes an answer "unknown".
*/
#ifndef DOMAIN_RESOLVE_PATTERNS_H
#define DOMAIN_RESOLVE_PATTERNS_H

#include <stddef.h>

#include "domain/resolve.h"

/* Words at the head or tail of a body's name. kind RESOLVE_NONE: they say nothing, they are only taken off. A
** tail that begins with '-' is the end of a word that keeps it ("Kopavogsbaer"). */
struct resolve_form {
    const char *language;
    const char *countries; /* codes separated by spaces; "" all */
    bool tail;
    enum resolve_kind kind;
    const char *words;
    const char *as; /* tail: what lists write behind the name instead ("novads"), looked up first; head: what they put
                    ** before it ("l" of "dell'Aquila"); or NULL */
};

extern const struct resolve_form resolve_forms[];
extern const size_t resolve_forms_n;

/* A word anywhere in a name that tells a body apart from the city's own council. A '*' ends a beginning:
** "museum*". */
struct resolve_sign {
    const char *countries;
    enum resolve_kind kind;
    const char *words; /* separated by spaces */
};

extern const struct resolve_sign resolve_signs[];
extern const size_t resolve_signs_n;

/* Names that are a municipality although no form says so, or have no place in them. */
struct resolve_fixed {
    const char *country;
    const char *name; /* whole, folded */
    enum resolve_kind kind;
    const char *stated; /* the place governed, NULL for kinds without a city */
};

extern const struct resolve_fixed resolve_fixed_names[];
extern const size_t resolve_fixed_names_n;

/* Endings of an inflected word and what they may stand for in the name. "" matches every word. */
struct resolve_ending {
    const char *countries;
    const char *from;
    const char *to;
};

extern const struct resolve_ending resolve_endings[];
extern const size_t resolve_endings_n;

#endif
