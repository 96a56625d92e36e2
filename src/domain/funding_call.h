/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** funding_call: what a funding call pays for, when its deadlines are, and how it stands on a day.
**
** What it pays for is told by its type of action and by phrases of its title and text, each with a weight; a label is
** given from PAYS_ENOUGH points, with the phrases that gave them as its reason. Where the type of action says it all (a
** prize pays for nothing in particular, an operating grant for running), the text is not asked. No label at all is
** "unknown". Pure, no clock; linear in the text.
*/
#ifndef DOMAIN_FUNDING_CALL_H
#define DOMAIN_FUNDING_CALL_H

#include "base/date.h"
#include "base/str.h"

/* ---- what it pays for */

enum pays {
    PAYS_SECRETARIAT, /* secretariat and coordination: to bring others together, build skills, spread what is known */
    PAYS_EXCHANGE,  /* travel and exchange */
    PAYS_PREPARING, /* preparing a project: studies, plans, help on the way to an investment */
    PAYS_TRYING,    /* trying out: research, pilots, demonstrations */
    PAYS_INVESTING, /* works, equipment, procurement */
    PAYS_RUNNING,   /* the yearly cost of an organisation */
    PAYS__MAX
};

#define PAYS_ENOUGH 100
#define PAYS_WHY_MAX 3 /* phrases named as the reason */

struct str pays_word(enum pays what); /* "secretariat", as it is kept */
bool pays_parse(struct str word, enum pays *ret_what);

struct pays_text {
    struct str action; /* type of action: "HORIZON Innovation Actions" */
    struct str title;  /* and that of what it stands under, behind it */
    struct str text;
};

struct pays_found {
    enum pays what;
    int points;
    struct str why; /* "action:innovation action|text:pilots", strongest first; static or in the arena */
};

/* Returns how many were found, strongest first; 0 is "unknown". */
size_t pays_find(struct arena *arena, const struct pays_text *text, struct pays_found ret_found[PAYS__MAX]);

/* ---- the address of its page */

/* Of its key: letters of ASCII in small, digits and '-' as they are, all else '-'. Where that loses something, and two
** keys could be one, eight letters of the key's hash stand behind it. The same for the same key, for good. */
struct str funding_call_slug(struct arena *arena, struct str key);

/* ---- deadlines */

#define FUNDING_CALL_HOUR                                                                                              \
    17 /* of its day, Brussels time: when the EU portal closes unless a funding call says otherwise */

/* The instant of the usual hour of that day on the clocks of a country ("" is Brussels). */
int64_t funding_call_usual_hour(struct date day, struct str country);

/* ---- what one project gets, at most */

enum funding_call_size {
    FUNDING_CALL_SIZE_UNKNOWN,
    FUNDING_CALL_UNDER_100K,
    FUNDING_CALL_TO_500K,
    FUNDING_CALL_TO_2M,
    FUNDING_CALL_ABOVE,
    FUNDING_CALL_SIZES
};

/* Of euro cents; 0 and less: unknown. */
enum funding_call_size funding_call_size(int64_t cents);

/* ---- how soon its next deadline is */

enum funding_call_due { FUNDING_CALL_MONTH, FUNDING_CALL_3_MONTHS, FUNDING_CALL_6_MONTHS, FUNDING_CALL_AFTER,
                        FUNDING_CALL_DUES };

/* Bits of enum funding_call_due: within 31, 92 and 183 days of today, each with what is sooner; or after all of them.
** None of what has passed, and where no deadline is named. */
unsigned funding_call_due(struct date deadline, struct date today);

/* ---- how it stands */

enum funding_call_standing {
    FUNDING_CALL_OPEN,
    FUNDING_CALL_LATER, /* it opens later */
    FUNDING_CALL_OVER,
    FUNDING_CALL_UNKNOWN, /* its source names no deadline, or not when it opens */
};

struct funding_call_days {
    struct str status;    /* the source's: open, forthcoming, closed, unknown */
    struct date opens_on; /* DATE_NONE unknown */
    struct date last;     /* day of the last deadline; DATE_NONE none is named */
};

/* A deadline that has passed is over whatever the source says; before it the source's word counts, unless the day on
** which it opens is known. */
enum funding_call_standing funding_call_standing(const struct funding_call_days *days, struct date today);

#endif
