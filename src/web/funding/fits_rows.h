/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fits_rows: what the rules of funding answer for a city, alone and together with others, as rows of a page.
**
** The first of who asks is the city alone, and has a line of every rule. Each other one has a line where its answer
** is another one; one that was asked for by name (`always`) also where only the reasons are others. The rows stand by
** the best answer of all who ask; what is over stands apart. Rules that answer beside funding calls only are left
** out. Everything is in the arena of `out`, in its language.
** Cost: rules times who asks and others, and the search for the smallest change (domain/fund_change.h) of what does
** not fit.
*/
#ifndef WEB_FUNDING_FITS_ROWS_H
#define WEB_FUNDING_FITS_ROWS_H

#include "web/funding/fund_rules.h"
#include "web/funding/fund_say.h"

#define FITS_WHO_MAX 3
#define FITS_CLOSERS_MAX 3

/* By the best answer; FITS_NEVER: does not fit, and there is no change that we know of. */
enum { FITS_YES, FITS_UNKNOWN, FITS_NO, FITS_NEVER, FITS_OVER, FITS_SECTIONS };

/* Who asks. */
struct fits_who {
    struct str name;  /* "Gabrovo", "Together with the area around you" */
    struct fund_group group;
    bool always;
};

/* What was found of a clause, with its parts. */
struct fits_part {
    struct str sign;  /* "yes", "no", "not known" */
    struct str asks;
    struct str value; /* "" none */
    struct fits_part *parts;
    size_t n;
};

struct fits_line {
    struct str who;
    struct str says;  /* "Gabrovo: does not fit, because ..." */
    struct fits_part *part; /* why; NULL: there are no rules yet */
};

/* Another member city. */
struct fits_other {
    struct str uid;
    struct fund_city city;
    struct str name;      /* "Porto (PT)" */
    struct str people;
    struct str reason;    /* why it is worth talking to; "" nothing that we know */
    struct url with;      /* the page that asks it as well */
    struct url without;   /* the page without it, where it was chosen */
    struct url talk;      /* a first talk: asking for it, or how it stands */
    struct str talk_label;
    bool chosen;
};

struct fits_others {
    struct fits_other *items; /* those that are worth talking to first */
    const struct fits_other **by_name;
    size_t n;
    size_t chosen_n;
};

struct fits_need {
    struct str id;    /* of the input */
    struct str says;  /* "an approved climate or energy plan" */
};

struct fits_row {
    struct str id;
    struct str name;
    struct fits_line lines[FITS_WHO_MAX];
    size_t lines_n;
    struct str changes[FUND_CHANGES_MAX]; /* the smallest changes, where nobody who asks fits */
    size_t changes_n;
    struct str closers_say;               /* "Member cities that would make it fit, each of them:" */
    const struct fits_other *closers[FITS_CLOSERS_MAX]; /* that close the gap, as far as what we know of them goes */
    size_t closers_n;
    struct fits_need needs[FUND_FACTS]; /* what the city can say itself, where it cannot be told yet */
    size_t needs_n;
    struct str when;                /* "Open until ..., checked on ..." */
    struct url rule;                /* its own page */
    struct str note;                /* "" none */
    struct str pays;                /* "Up to 60,000 euros"; "" not known */
    struct str *asks;               /* what else it asks */
    size_t asks_n;
    struct str source;
    struct url url;                 /* no text: none */
};

struct fits_section {
    struct fits_row *rows;
    size_t n;
};

struct fits_rows {
    struct fits_section sections[FITS_SECTIONS];
    struct str counts; /* "1 fits, 4 we cannot tell yet, 6 do not fit; 6 are over." */
};

/* What the page asks the reader itself, by subject: rows that need it lead there. */
struct fits_asks {
    bool has[FUND_FACTS];
};

/* `others` may close a gap; of nobody: none. */
void fits_rows_make(struct out *out, const struct fund_entries *entries, const struct fits_who *who, size_t n,
                    const struct fits_asks *asks, const struct fits_others *others, struct date today,
                    struct fits_rows *ret_rows);
/* The first of `others` that were not chosen and that make `change` come true for who asks: where one city joins, each
** of them alone; where several join, together, or the first of them. How many, FITS_CLOSERS_MAX at most. */
size_t fits_find_closers(struct arena *arena, const struct fund_rule *rule, const struct fund_group *group,
                         const struct fund_change *change, const struct fits_others *others,
                         const struct fits_other **ret_closers);

#endif
