/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_number: numbers as they are written in bids, in English, German and their neighbours.
**
** "43,200", "43.200", "43 200" (also with no-break and thin spaces), "43'200" are 43200: a sign before exactly three
** digits parts thousands. Any other sign parts decimals ("12,5", "1.25"), and so does one before three digits where the
** number is followed by a word for thousands, millions or milliards or by % ("1,234 million"), or begins with 0
** ("0.125"). With two kinds of signs the last one parts decimals. "twelve" and "zwölf" are 12; words from two to
** twenty.
** "1.2 million", "1,2 Mio.", "EUR 1.2m", "43k" are scaled. A unit stands before (currencies) or behind.
** Years, dates, times, and what only numbers something ("WP 3", "Article 12", "2nd") are no numbers here.
** Pure; linear. Values are thousandths.
*/
#ifndef DOMAIN_BID_NUMBER_H
#define DOMAIN_BID_NUMBER_H

#include "base/arena.h"
#include "base/str.h"

enum bid_unit {
    BID_UNIT_NONE, BID_UNIT_EUR, BID_UNIT_PERCENT, BID_UNIT_PEOPLE, BID_UNIT_MONTHS,
    BID_UNIT_GBP, BID_UNIT_MONEY,  /* of another currency, whichever */
    BID_UNIT_OTHER,                /* years, kilometres, ...: said by its word */
    BID_UNIT__MAX
};

/* "", "EUR", "%", "people", "months", "GBP", "money", "other": the first six are what a figure may have. */
struct str bid_unit_word(enum bid_unit unit);
bool bid_unit_parse(struct str word, enum bid_unit *ret_unit);

/* How exactly it is said. */
enum bid_about { BID_EXACT, BID_ABOUT, BID_OVER, BID_UNDER };

struct bid_number {
    int64_t value;       /* thousandths */
    int64_t top;         /* of "40 to 45" the 45; else as value */
    int64_t step;        /* what its last written digit counts, not counting zeros at its end where it is scaled */
    enum bid_unit unit;
    enum bid_about about;
};

#define BID_NUMBER_MAX 1000000000000000ll /* thousandths: a million millions; more is no number */

/* What somebody typed as a figure: a number, alone or with its unit. False: it is not one number. */
bool bid_number_parse(struct arena *arena, struct str text, struct bid_number *ret_number);
/* "43,200", "1,234.5": in English signs, without its unit. */
struct str bid_number_format(struct arena *arena, int64_t thousandths);

enum bid_agree { BID_AGREES, BID_ROUNDED, BID_DIFFERS };

/* What a text says against what it should say. Rounded, which is no difference, is
** - a number that is said to be about so much, or in millions or the like, which is what the other comes to when it is
**   rounded to the last digit that was written (zeros at its end do not count), and no more than a twentieth away;
**   likewise when the other is the one said in millions;
** - "over" or "at least" so much when it is at most one such step more, "nearly" or "up to" likewise less;
** - "40 to 45" when it lies between them. */
enum bid_agree bid_number_agree(const struct bid_number *figure, const struct bid_number *place);

#endif
