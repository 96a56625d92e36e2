/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** calls_fits: whether funding calls fit a city, for the verbs that list them; the same answers as on pages
** (web/funding/fund_calls.h), from public facts alone.
*/
#ifndef CLI_CALLS_FITS_H
#define CLI_CALLS_FITS_H

#include "cli/lookup.h"
#include "store/funding_call.sql.h"
#include "web/funding/fund_calls.h"

struct calls_fits {
    struct lookup lookup;
    struct fund_entries entries;
    struct fund_group group;
    struct fund_call_said *said; /* by rule, made when it is asked for first */
    struct str wanted;           /* of --fits; no text: all */
    bool asked;                  /* a city was named */
};

/* What of one funding call. */
struct call_answer {
    enum call_fits fits;
    struct fund_call_said said;
    struct str rule; /* its id; "" none is known */
};

/* Reads --city and --fits; CLI_OK, or the exit status after saying what is wrong. calls_fits_close in either case. */
int calls_fits_open(struct cli *cli, struct calls_fits *fits);
void calls_fits_close(struct calls_fits *fits);
struct call_answer calls_fits_of(struct calls_fits *fits, const struct q_funding_call_list *call);
/* Whether --fits leaves it. */
bool calls_fits_wanted(const struct calls_fits *fits, const struct call_answer *answer);

#endif
