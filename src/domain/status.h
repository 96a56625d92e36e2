/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** status: how a project stands, said no more strongly than the source allows.
**
** The source says signed, closed or terminated, and perhaps dates and results. "Signed" with an end date that has
** passed is not "closed": we only know that its time is over. `today` is passed in.
*/
#ifndef DOMAIN_STATUS_H
#define DOMAIN_STATUS_H

#include "base/date.h"
#include "base/str.h"

enum status_kind {
    STATUS_UNKNOWN,            /* the source says too little */
    STATUS_NOT_STARTED,        /* signed, starts later */
    STATUS_RUNNING,            /* signed, between its dates */
    STATUS_TERMINATED,         /* stopped before its time */
    STATUS_CLOSED_RESULTS,     /* closed, results published */
    STATUS_CLOSED_NOT_SEEN,    /* closed; results not seen here */
    STATUS_ENDED_BY_DATE,      /* "ended 2018 by its end date, result not known here" */
    STATUS_ENDED_RESULTS,      /* past its end date, not closed yet, results published */
    STATUS_KINDS
};

struct status {
    enum status_kind kind;
    int year; /* in which it ended, will end, or (not started) starts; 0 unknown */
};

/* `word` as in the table project: signed, closed, terminated, unknown. Dates may be DATE_NONE. */
struct status status_of(struct str word, struct date start, struct date end, bool has_results,
                        struct date today);
/* The same without the year, which takes a calendar. */
enum status_kind status_kind_of(struct str word, struct date start, struct date end, bool has_results,
                                struct date today);

/* Which of the counts of city_theme and city_total it adds to. */
bool status_is_ended(enum status_kind kind);        /* by its time or closed; not terminated */
bool status_has_results(enum status_kind kind);     /* ended, with results published */
bool status_is_running(enum status_kind kind);      /* running, or signed and not started */

#endif
