/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** size: does a city fit the size of the network?
**
** The rule is data: the usual bounds, and overrides for countries whose cities are of another scale, each
** with its reason in words (content/size-rule.json, read by jobs/content_size.h). The answer never drops a
** city: a city outside the bounds is still shown, and asked to talk to us; without a population the answer
** is SIZE_UNKNOWN, never a guess. Both bounds belong to the range: 30,000 and 300,000 fit.
**
** Order: size_rule_init -> size_rule_add_override ... -> size_fit ... Texts are borrowed: they must live as
** long as the rule. Cost: linear in the overrides, of which there are at most SIZE_OVERRIDES_MAX.
*/
#ifndef DOMAIN_SIZE_H
#define DOMAIN_SIZE_H

#include "base/fault.h"
#include "base/ids.h"
#include "base/str.h"

#define SIZE_OVERRIDES_MAX 64 /* one a country; Europe has about fifty */

enum size_fit { SIZE_FITS, SIZE_SMALL, SIZE_LARGE, SIZE_UNKNOWN };

struct size_bounds {
    int64_t low;     /* people, fits from here */
    int64_t high;    /* people, fits up to here */
    struct str why;  /* why these bounds, a sentence for people; empty for the usual ones */
};

struct size_override {
    struct str country; /* ISO 3166-1 alpha-2 */
    struct size_bounds bounds;
};

struct size_rule {
    struct size_bounds usual;
    struct size_override overrides[SIZE_OVERRIDES_MAX];
    size_t overrides_n;
};

struct size_answer {
    enum size_fit fit;
    struct size_bounds bounds;   /* those that were used */
    bool overridden;             /* they are the country's own */
    struct maybe_int population; /* as given */
};

/* 30,000 to 300,000, no overrides. */
void size_rule_init(struct size_rule *rule);
/* FAULT_INVALID when low is under 0 or over high, the country is not two capital letters, or `why` is empty;
** FAULT_CONFLICT when the country has an override already; FAULT_TOO_LARGE when there is no room. */
enum fault must_use size_rule_add_override(struct size_rule *rule, struct str country, struct size_bounds bounds);
/* A population of 0 or less counts as unknown: files write 0 for "not known". */
struct size_answer size_fit(const struct size_rule *rule, struct str country, struct maybe_int population);

/* The word in tables and machine forms: "fits", "small", "large", "unknown". */
struct str size_fit_word(enum size_fit fit);
/* The inverse; false when it is none of them. */
bool size_fit_parse(struct str word, enum size_fit *ret_fit);

#endif
