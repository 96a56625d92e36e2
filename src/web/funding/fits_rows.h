/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fits_rows: what the rules of funding answer for a city, alone and together with others, as rows of a page.
**
** The first of who asks is the city alone, and has a line of every rule. Each other one has a line where its answer is
** another one, or where it was asked for by name (`always`). The rows stand by the best answer of all who ask; what is
** over stands apart. Everything is in the arena of `out`, in its language. Cost: rules times who asks, and the search
** for the smallest change (domain/fund_change.h) of what does not fit.
*/
#ifndef WEB_FUNDING_FITS_ROWS_H
#define WEB_FUNDING_FITS_ROWS_H

#include "web/funding/fund_rules.h"
#include "web/funding/fund_say.h"

#define FITS_WHO_MAX 3

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
    struct fits_need needs[FUND_FACTS]; /* what the city can say itself, where it cannot be told yet */
    size_t needs_n;
    struct str when;                /* "Open until ..., checked on ..." */
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

void fits_rows_make(struct out *out, const struct fund_entries *entries, const struct fits_who *who, size_t n,
                    const struct fits_asks *asks, struct date today, struct fits_rows *ret_rows);

#endif
