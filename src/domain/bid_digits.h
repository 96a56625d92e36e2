/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_digits: the digits of one number with the signs between them, for bid_token. Pure; reads a run of digits.
*/
#ifndef DOMAIN_BID_DIGITS_H
#define DOMAIN_BID_DIGITS_H

#include "base/str.h"

struct bid_digits {
    size_t n;             /* bytes read, at least 1 */
    bool good;            /* else it is no number: a date, "1.2.3" */
    bool plain_four;      /* four digits without signs: may be a year */
    int64_t value, step;  /* thousandths */
    bool unsure;          /* a sign before three digits: these are of decimals, should it be scaled or in per cent */
    int64_t decimal_value, decimal_step;
};

/* `text` begins with a digit. `spaces`: whether a plain space may part thousands. */
struct bid_digits bid_digits_read(struct str text, bool spaces);

#endif
