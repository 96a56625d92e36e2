/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** processing: what is done with data about people, in the words of the privacy notice (GDPR art. 13 and 14): one row
** for what readers see as one thing. Each table of store/personal.h stands in exactly one row, on the ground that it is
** kept on there: a test compares both, so a new table comes with words for those whom it is about. Times are those that
** the code keeps to.
*/
#ifndef WEB_LEGAL_PROCESSING_H
#define WEB_LEGAL_PROCESSING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a body that is not a public one; a public one has its task for all of it but what somebody agreed to. */
enum processing_basis { BASIS_CONSENT, BASIS_PAGES, BASIS_NETWORK, BASIS_SECURITY };

struct processing {
    const char *tables; /* of personal_tables, spaces between; "" it stands in none of them */
    const char *title;  /* English, as are the rest: keys of the catalogue */
    const char *what;
    const char *why;
    enum processing_basis basis;
    const char *kept;   /* with the slots {days}, {years} of kept_s and {then} days of then_s */
    int64_t kept_s;
    int64_t then_s;
    const char *erased; /* what happens when somebody asks for erasure */
};

extern const struct processing processing_rows[];
extern const size_t processing_rows_count;
/* Whether a row has that table. */
bool processing_has(const char *tables, const char *table);

#endif
