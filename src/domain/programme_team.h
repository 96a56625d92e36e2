/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_team: who is missing for a team of the whole city, and in which session its balance breaks. Pure.
**
** Of each person: sector, organisation, what they do, and whether they come. What is missing is told as reasons, each
** once, the most telling first; it is never said of a person. A sector has somebody when one person of it is there, and
** is thin when it is less than a sixth of a team of at least TEAM_FEW. What people do is looked for by words in
** English and German ("Oberbürgermeisterin", "head of finance"); a team in which more than half say nothing of what
** they do is not judged by that.
*/
#ifndef DOMAIN_PROGRAMME_TEAM_H
#define DOMAIN_PROGRAMME_TEAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

#define TEAM_FEW 8        /* fewer cannot be seated in two groups of four */
#define TEAM_GAPS_MAX 12

enum team_sector { TEAM_PUBLIC, TEAM_PRIVATE, TEAM_THIRD, TEAM_SECTOR__MAX };

bool team_sector_parse(struct str word, enum team_sector *ret_sector); /* of the column; "" is none */
struct str team_sector_word(enum team_sector sector);

enum team_role { TEAM_LEADS, TEAM_RUNS, TEAM_MONEY, TEAM_DIGITAL, TEAM_ROLE__MAX };

enum team_says { TEAM_NOT_SAID, TEAM_COMES, TEAM_CANNOT };

struct team_person {
    struct str organisation; /* "" not said */
    struct str role;         /* "" not said */
    enum team_sector sector; /* TEAM_SECTOR__MAX: not said */
    enum team_says says;
};

enum team_reason {
    TEAM_NOBODY,          /* there is no list yet */
    TEAM_TOO_FEW,         /* n of them */
    TEAM_NO_SECTOR,       /* nobody of `sector` */
    TEAM_THIN_SECTOR,     /* n of `sector` */
    TEAM_ONE_ORGANISATION, /* n of them are of `organisation`, more than half */
    TEAM_NO_ROLE,         /* nobody whose role is of `role` */
    TEAM_UNKNOWN_SECTOR,  /* of n it is not said */
    TEAM_UNKNOWN_ROLE,    /* of n it is not said, too many to judge by roles */
};

struct team_gap {
    enum team_reason reason;
    enum team_sector sector;
    enum team_role role;
    struct str organisation;
    size_t n;
};

/* Of all that are on the list but for those who cannot come. Gives how many, TEAM_GAPS_MAX at most. */
size_t team_gaps(struct arena *arena, const struct team_person *people, size_t n, struct team_gap *ret_gaps);

/* In one session: sectors that are on the list and of which nobody comes any more. Those who have not said count as
** coming. */
struct team_balance {
    bool breaks[TEAM_SECTOR__MAX]; /* all of that sector cannot come */
    bool open[TEAM_SECTOR__MAX];   /* none has said yes, and not all have answered */
    size_t comes, cannot, not_said;
};

struct team_balance team_balance(const struct team_person *people, size_t n);

#endif
