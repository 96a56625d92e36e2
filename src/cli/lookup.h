/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** lookup: what the verbs that answer questions share: a read-only database, a request to hand to the pages' own
** code, and a city by its name or address.
*/
#ifndef CLI_LOOKUP_H
#define CLI_LOOKUP_H

#include "cli/cli.h"
#include "store/city.sql.h"
#include "store/city_find.h"
#include "web/say.h"

struct lookup {
    struct db *db;
    struct request request; /* English, today's date, no address */
    struct site site;
    struct buf buf;
    struct out out;
};

/* CLI_OK, or the exit status after saying what is wrong. lookup_close in either case. */
int lookup_open(struct cli *cli, struct lookup *lookup);
void lookup_close(struct lookup *lookup);
/* Says what a fault of the database was; returns CLI_PROBLEM. */
int lookup_fault(const struct cli *cli, const struct lookup *lookup, enum fault fault);

/* The city of an address ("peterborough-gb") or of a name that only one city has; otherwise CLI_PROBLEM after
** listing those to choose from. */
int lookup_city(const struct cli *cli, struct lookup *lookup, struct str name, struct q_city_by_slug *ret_city);

#endif
