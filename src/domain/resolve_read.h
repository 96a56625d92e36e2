/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_read: what a name says of the body that bears it, without looking at cities. For domain/resolve*.c
** only. */
#ifndef DOMAIN_RESOLVE_READ_H
#define DOMAIN_RESOLVE_READ_H

#include "domain/resolve_patterns.h"

#define READ_STEPS_MAX 6 /* forms one name can have; "Administration communale de la Ville de" is two */

struct reading {
    enum resolve_kind kind;   /* MUNICIPALITY: a form of a municipality was met; another: of that body; NONE */
    struct str rest;          /* the name without its forms */
    struct str steps[READ_STEPS_MAX]; /* what was left after each form: "citta di castello", "castello" */
    size_t steps_n;
    const char *language;     /* of the form, "" when none */
    const char *as_tail;      /* see resolve_form.as, or NULL */
    const char *as_head;
};

/* The folded, Latin name of a body: apostrophes part words here ("d'Avignon" is "d avignon"). */
struct str read_name(struct arena *arena, struct str country, struct str name);

struct reading read_forms(struct str country, struct str folded);
/* The same for a name whose first word is misspelt by one letter ("Ayunatmiento"); NONE when it is not. */
struct reading read_misspelt(struct arena *arena, struct str country, struct str folded);

/* The kind of the first sign in the name, or RESOLVE_NONE. */
enum resolve_kind read_sign(struct str country, struct str folded);
bool read_has_sign(struct str country, struct str folded, enum resolve_kind kind);

/* A form of a municipality within the name ("... do Municipio do Porto"): *ret_rest is what follows it. */
bool read_inner(struct str country, struct str folded, struct str *ret_rest);
/* A word that says "of the municipality" ("municipal", "mestske", "dimotiki"). */
bool read_is_municipal(struct str folded);

/* A word of the state, of police or of a university, which are no city's whatever else they say. */
bool read_is_state(struct str folded);

size_t read_count_words(struct str folded);

#endif
