/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** carry_pair: two networks, at home and on a laptop, and a leadership programme that is carried between them.
*/
#ifndef TESTS_STORE_CARRY_PAIR_H
#define TESTS_STORE_CARRY_PAIR_H

#include "scratch.h"
#include "web/programme/programme_file.h"

#define NOW 1800000000

/* Two networks, each with its key: at home, and a laptop. */
struct site_of {
    struct scratch scratch;
    struct secret_key key;
    struct db *db;
};

struct pair {
    struct site_of home;
    struct site_of room;
    struct str uid;
};

int set_up(void **state);
int tear_down(void **state);
void run(struct site_of *place, const char *sql);
void assert_asked(struct site_of *place, const char *sql, const char *wanted);
enum fault write_of(struct site_of *place, struct str uid, struct buf *to);
struct str file_of(struct site_of *place, struct str uid);
enum fault bring(struct site_of *place, struct str text, bool makes_city, struct carry_report *report);
/* Written there, looked at, brought here: what is said beforehand is what happens. */
struct carry_report to(struct site_of *from, struct site_of *place, struct str uid);
void nothing_changed(struct carry_report report);

#endif
