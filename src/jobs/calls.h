/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** calls: one funding call as a file has it, read into one form. Three kinds of file:
**
** - an object of the EU portal's search: with its fields plain (topicId, title, deadline, ...), or as the search
**   service itself gives it (reference, metadata with a list for each field);
** - an item of the portal's grantsTenders.json (identifier, deadlineDatesLong, status.abbreviation, ...): that list
**   has no text, and of some fields (budget, type of action) it is not known under which names they stand;
** - a row of a list of national and local funds, as CSV (CALLS_COLUMNS; docs/operate.md).
**
** A field may be a text, a number, a list of these or an object around them, also JSON within a text. Texts are mended
** (text/mojibake.h) and without markup (text/plain.h). A deadline without an hour is of the usual hour
** (domain/funding_call.h) and says so. Nothing is guessed: what cannot be read as a day, a number or an address is
** either unknown (an address, a budget) or makes the whole record a bad one (a deadline). Pure; everything is in the
** arena.
*/
#ifndef JOBS_CALLS_H
#define JOBS_CALLS_H

#include "base/date.h"
#include "base/fault.h"
#include "base/ids.h"
#include "base/str.h"

#define CALL_DEADLINES_MAX 64u /* of one funding call; the most seen is 5 */

struct call_deadline {
    struct date day;   /* on the clocks of where it is */
    int64_t closes_at; /* instant */
    bool hour_known;   /* the source names the hour */
};

struct call {
    struct str key;        /* by which it is found again: identifier in capitals; of a list "PUBLISHER/IDENTIFIER" */
    struct str identifier; /* as written */
    struct str title, programme, group, group_title, action, status, model, keywords, address, publisher, country,
        currency;
    struct str pays; /* what a list says that it pays for: words of domain/funding_call.h, "; " between; "" */
    struct str text, conditions;
    struct date opens_on;
    struct maybe_int grant_min_cents, grant_max_cents, budget_cents, grants;
    struct call_deadline deadlines[CALL_DEADLINES_MAX];
    size_t deadlines_n;
    bool is_foreign; /* said to be in another language than English: of one that is known only its deadlines count */
};

struct call_problem {
    const char *column; /* "" the whole record */
    const char *reason; /* clause: "is missing" */
};

enum call_step {
    CALL_TAKEN,
    CALL_BAD,      /* *ret_problem says why */
    CALL_UNWANTED, /* a call for tenders: well, but none of ours */
};

/* `text` is one JSON object. */
enum call_step call_of_object(struct arena *arena, struct str text, struct call *ret_call,
                              struct call_problem *ret_problem);

enum call_column {
    CALL_PUBLISHER,
    CALL_IDENTIFIER,
    CALL_TITLE,
    CALL_DEADLINE,
    CALL_OPENS,
    CALL_COUNTRY,
    CALL_PROGRAMME,
    CALL_STATUS,
    CALL_ACTION,
    CALL_PAYS,
    CALL_BUDGET,
    CALL_GRANT_MIN,
    CALL_GRANT_MAX,
    CALL_CURRENCY,
    CALL_KEYWORDS,
    CALL_TEXT,
    CALL_ADDRESS,
    CALL_COLUMNS
};

extern const char *const call_columns[CALL_COLUMNS]; /* their names */
#define CALL_COLUMNS_NEEDED (CALL_DEADLINE + 1)      /* so many of the first */

/* Values in the order of the columns, trimmed, "" where there is none. */
enum call_step call_of_row(struct arena *arena, const struct str values[CALL_COLUMNS], struct call *ret_call,
                           struct call_problem *ret_problem);

/* ---- parts of both */

/* One JSON object as programs write it that know JSON only roughly, as JSON: NaN and Infinity are null, bytes that no
** text may hold are blanks, half of a surrogate pair is U+FFFD, a backslash that escapes nothing goes. Bytes that are
** not UTF-8 are read as Windows-1252. */
struct str call_json(struct arena *arena, struct str text);

/* Mended, without markup (text/plain.h), trimmed; with its lines, or all in one. */
struct str call_text(struct arena *arena, struct str text);
struct str call_line(struct arena *arena, struct str text);
/* open, forthcoming, closed, unknown */
struct str call_status(struct str word);
/* Nothing, or a word that says that no day is named: "null", "n/a", "ongoing". */
bool call_is_no_day(struct str text);
/* A day, and an hour behind it, in the ways that lists write them (calls_day.c); also milliseconds since 1970, and
** seconds. False: no day, or a day with something behind it that is no hour. `country` as zone_of takes it, ""
** Brussels. */
bool call_deadline_parse(struct str text, struct str country, struct call_deadline *ret_deadline);
/* The same of a number: milliseconds, seconds, or 20270131. */
bool call_deadline_of_number(int64_t number, struct call_deadline *ret_deadline);
/* Keeps them in order, each once; a day with its hour stands for the same day without. False: too many. */
bool call_deadline_add(struct call *call, struct call_deadline deadline);
bool call_address_is_well(struct str address);

#endif
