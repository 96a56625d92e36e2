/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** date: days as integers, in the proleptic Gregorian calendar, UTC.
**
** A date is the number of days since 1970-01-01 (negative before). DATE_NONE says that there is none.
** Instants are seconds since the same day, as int64_t. No clock here: the caller passes `today` in.
*/
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct date {
    int32_t days;
};

#define DATE_NONE ((struct date){INT32_MIN})

struct date date_of(int year, int month, int day); /* DATE_NONE when there is no such day */
bool date_is_none(struct date date);
int date_year(struct date date);
void date_split(struct date date, int *ret_year, int *ret_month, int *ret_day);
/* "2024-05-03", also with a time behind it ("2024-05-03 10:25:16", "2024-05-03T..."), and "03/05/2024".
** False when it is not a date; empty text is false too. */
bool date_parse(struct str text, struct date *ret_date);
struct str date_iso(struct arena *arena, struct date date); /* "2024-05-03", no text when none */
/* Seconds since 1970 of "2024-05-03 10:25:16" or of a bare date at 0:00. False as date_parse. */
bool instant_parse(struct str text, int64_t *ret_seconds);
struct str instant_iso(struct arena *arena, int64_t seconds); /* "2024-05-03T10:25:16Z" */

#endif
