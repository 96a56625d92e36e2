/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** council_path: how long a city's own council takes before a bid may go: what it sees, how early the report is handed
** in, scrutiny, who decides and when they meet, call-in, full council, and when nothing is decided (recess, the time
** before an election). Three cards of five inputs at most; every one may be left empty, and then a start value is
** counted, which is no more than that. One table, from which form, checks and rows follow. Pure.
*/
#ifndef DOMAIN_COUNCIL_PATH_H
#define DOMAIN_COUNCIL_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

enum council_card { COUNCIL_BEFORE, COUNCIL_MEETS, COUNCIL_CLOSED, COUNCIL_CARD__MAX };

enum council_kind {
    COUNCIL_ONE,    /* one of `choices`, separated by spaces */
    COUNCIL_INT,    /* min to max */
    COUNCIL_DAY,    /* 2027-05-31 */
    COUNCIL_DATES,  /* days, whatever stands between them; also 31/05/2027 */
    COUNCIL_RANGES, /* the same, two days each: from, to */
};

/* In the order of the cards. */
enum council_input {
    COUNCIL_SEES,         /* finished, outline, none */
    COUNCIL_STAFF_DAYS,   /* a week, of all who work on a bid */
    COUNCIL_REPORT_DAYS,  /* working days, as those below: from the report to the first meeting that sees it */
    COUNCIL_SCRUTINY_DAYS, /* from scrutiny to who decides; 0 there is none */
    COUNCIL_CALL_IN_DAYS, /* from the decision until it may be acted on; 0 none */
    COUNCIL_DECIDES_ON,   /* weekday of who decides: cabinet, committee, mayor */
    COUNCIL_DECIDES_DATES,
    COUNCIL_FULL_ON,      /* the same of full council, which decides where the city puts money of its own in */
    COUNCIL_FULL_DATES,
    COUNCIL_FULL_DAYS,    /* from full council until it may be acted on */
    COUNCIL_RECESSES,
    COUNCIL_ELECTION_FROM, /* the time before an election in which nothing is decided */
    COUNCIL_ELECTION_TO,
    COUNCIL_INPUT__MAX
};

struct council_field {
    const char *name; /* as the field of the form, and in the column */
    enum council_card card;
    enum council_kind kind;
    int min, max;     /* of a number; of text the letters at most */
    int start;        /* the start value of a number */
    struct str choices;
};

#define COUNCIL_CARD_FIELDS_MAX 5
#define COUNCIL_TEXT_MAX 600
#define COUNCIL_DATES_MAX 36  /* three years of months */
#define COUNCIL_CLOSED_MAX 13 /* twelve recesses and an election */
extern const struct council_field council_fields[COUNCIL_INPUT__MAX];

struct str council_card_word(enum council_card card); /* "before", "meets", "closed", as in addresses */
bool council_card_parse(struct str word, enum council_card *ret_card);
/* NULL: there is none of that name. */
const struct council_field *council_field_find(struct str name);
/* Whether what was typed, trimmed, may be kept; an empty text may. */
bool council_fits(const struct council_field *field, struct str typed);

/* As it is kept: days as ISO 8601, ', ' between, or two of them a line; nothing else of what was typed. What does not
** fit is "". */
struct str council_clean(struct arena *arena, const struct council_field *field, struct str typed);

enum council_sees { COUNCIL_FINISHED, COUNCIL_OUTLINE, COUNCIL_NOTHING };

struct council_meeting {
    int weekday;                          /* 1 Monday to 5 Friday; 0 not known */
    struct date dates[COUNCIL_DATES_MAX]; /* in their order */
    size_t n;
};

struct council_closed { struct date from, to; bool election; };

struct council_path {
    bool said[COUNCIL_INPUT__MAX]; /* else a start value is counted */
    int days[COUNCIL_INPUT__MAX];  /* of inputs that are numbers */
    enum council_sees sees;
    struct council_meeting decides, full;
    struct council_closed closed[COUNCIL_CLOSED_MAX];
    size_t closed_n;
};

/* What does not fit counts as not said; a from without a to as well. */
void council_path_read(const struct str says[COUNCIL_INPUT__MAX], struct council_path *ret_path);

#endif
