/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_read_parts: between the files of fund_read. */
#ifndef WEB_FUNDING_FUND_READ_PARTS_H
#define WEB_FUNDING_FUND_READ_PARTS_H

#include "web/funding/fund_read.h"

/* One file being read. */
struct fund_reading {
    struct problems *problems;
    struct arena *arena;
    size_t clauses; /* of the present rule */
    bool untried;   /* examples are read, and not tried */
    bool wrong;     /* something of this file is */
};

/* Notes a problem; always false. */
bool fund_wrong(struct fund_reading *reading, struct str where, const char *what, const char *hint);
struct str fund_at(struct fund_reading *reading, struct str where, struct str part);
struct str fund_at_nth(struct fund_reading *reading, struct str where, const char *part, size_t i);
/* Text of a member; "" when it is absent; false when it is no text, or too long. */
bool fund_text(struct fund_reading *reading, struct str where, const struct json_value *from, const char *name,
               struct str *ret_text);
/* A number, a text, true or false as a value of the subject. */
bool fund_value_read(struct fund_reading *reading, enum fund_subject subject, const struct json_value *from,
                     struct fund_value *ret_value);
bool fund_date_read(struct fund_reading *reading, struct str where, const struct json_value *from, const char *name,
                    struct date *ret_date);

bool fund_clause_read(struct fund_reading *reading, struct str where, const struct json_value *from,
                      const struct fund_clause **ret_clause);
bool fund_case_read(struct fund_reading *reading, struct str where, const struct json_value *from,
                    struct fund_case *ret_case);

#endif
