/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** figures: how numbers, money and dates are written for people. The one place that knows, for pages, mails and
** the command line alike.
**
** Counts are grouped by commas: 999, 1,000, 214,000. Euros are rounded to what a reader needs: below a
** million to whole euros ("€850", "€85,000"; "€0.40" below one euro), then with one decimal in millions and billions,
** "€1.2 million", "€3.4 billion", "€2 million" when the decimal is 0. Rounding is half away from zero; the unit is
** chosen after rounding, so €999,999.60 is "€1 million". A minus sign is the true one (U+2212). Dates are
** "3 May 2018"; DATE_NONE writes nothing. None of them writes more than 40 bytes.
*/
#ifndef TEXT_FIGURES_H
#define TEXT_FIGURES_H

#include "base/buf.h"
#include "base/date.h"

void figures_put_count(struct buf *buf, int64_t number);
void figures_put_euros(struct buf *buf, int64_t cents);
/* Of the same only the number, without its sign: "1.2" is written, and what it counts is returned. */
enum figures_unit { FIGURES_ONES, FIGURES_MILLIONS, FIGURES_BILLIONS };
enum figures_unit figures_put_amount(struct buf *buf, int64_t cents);
void figures_put_date(struct buf *buf, struct date date);

/* "May", in English, also the key of the catalogue; month 1 to 12. */
const char *figures_month(int month);

#endif
