/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** framework: by what a city says how far it is: dimensions, their criteria, and what each level of a criterion means.
** Frameworks are data: our own (content/framework), or a licensed matrix that stays private to a city. Here is only
** the shape, and finding things in it; who made it owns the memory. Pure.
*/
#ifndef DOMAIN_FRAMEWORK_H
#define DOMAIN_FRAMEWORK_H

#include <stdbool.h>

#include "base/date.h"
#include "base/str.h"
#include "domain/rating.h"

#define FRAMEWORK_LEVELS_MIN 2
#define FRAMEWORK_CRITERIA_MAX 200 /* the largest published matrix that we know of has about a hundred */
#define FRAMEWORK_POINTERS_MAX 8   /* of one criterion */

struct framework_level {
    struct str name;
    struct str anchor; /* what it means for every criterion that says nothing of its own; "" none */
};

/* Where a published framework says something of the same kind: a pointer, never its text. */
struct framework_pointer {
    struct str source; /* the document's short name */
    struct str at;     /* clause, component, figure */
    bool is_read;      /* seen in the document or its contents; else from general knowledge */
};

struct framework_criterion {
    struct str id;     /* "VIS-1", unique in the framework */
    struct str name;
    size_t dimension;
    bool is_short;     /* in the short form */
    struct str levels[RATING_LEVELS_MAX + 1]; /* by level; "": the anchor of the level counts */
    struct framework_pointer pointers[FRAMEWORK_POINTERS_MAX];
    size_t pointers_n;
};

struct framework_dimension {
    struct str id;
    struct str name;
    size_t first; /* its criteria stand together, in their order */
    size_t n;
};

struct framework {
    struct str id;
    struct str name;
    struct str kind; /* its formal name, said once */
    struct date as_of;
    struct framework_level levels[RATING_LEVELS_MAX + 1]; /* from 1 */
    int levels_n;
    struct framework_dimension *dimensions;
    size_t dimensions_n;
    struct framework_criterion *criteria;
    size_t criteria_n;
    struct str *sources; /* the documents that it points to, in full */
    size_t sources_n;
};

/* NULL: the framework has no such criterion. */
const struct framework_criterion *framework_find(const struct framework *framework, struct str id);
/* Those of the short form, or all. */
size_t framework_count(const struct framework *framework, bool is_short);
/* What a level of it means: its own words, else the anchor of the level. */
struct str framework_words(const struct framework *framework, const struct framework_criterion *criterion, int level);

#endif
