/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile_said: a text of store/profile_text.h for eyes: what the city wants, can do and is, a line each, in the
** reader's language where it is one of the choices, else as the city wrote it.
*/
#ifndef WEB_PROFILE_PROFILE_SAID_H
#define WEB_PROFILE_PROFILE_SAID_H

#include "store/profile_publish.h"
#include "web/layout/parts.h"
#include "web/say.h"

#define SAID_LINES_MAX 8

struct said_line {
    struct str label;  /* "" the title says it */
    struct str says;   /* "" for nothing but words of its own */
    struct str quote;  /* in the city's own words; "" for none */
};

struct said_part {
    struct str title;
    struct said_line lines[SAID_LINES_MAX];
    size_t n;
    struct str when;   /* "Said by the city on 3 November 2026."; "" for nobody to know */
};

/* "What we want and can do", "What we dare to change". */
struct str said_title(struct out *out, int part);
struct said_part said_part_of(struct out *out, const struct themes *themes, int part, struct str text);
/* What everybody reads of a city, in the order of the parts: rows of publication_of_city. */
struct said_part *said_parts_of(struct out *out, const struct themes *themes, const struct q_publication_of_city *rows,
                                size_t n, size_t *ret_n);

#endif
