/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** right: who may do what. One table: the manual prints it (`smallgiants rights`), web/gate.c enforces it, and tests
** walk every address as every role and compare.
**
** Pure. Roles add up: who has signed in is a visitor and a person too, and a colleague or main contact of each of
** their member cities. A right names for each role how far it goes: for nobody, for what is about oneself, for what is
** about the own member city, for everything. Roles of the network's staff count only in a session that was opened with
** a second factor. What is not in the table nobody may, so what is private to a city is closed to staff unless it says
** so.
*/
#ifndef DOMAIN_RIGHT_H
#define DOMAIN_RIGHT_H

#include "domain/who.h"

enum role { ROLE_VISITOR, ROLE_PERSON, ROLE_COLLEAGUE, ROLE_MAIN_CONTACT, ROLE_COORDINATOR, ROLE_ADMINISTRATOR,
            ROLE__MAX };

enum scope { SCOPE_NONE, SCOPE_ONESELF, SCOPE_OWN_CITY, SCOPE_ANY, SCOPE__MAX };

enum right {
    RIGHT_NONE,        /* of a page that forgot to say: nobody may */
    RIGHT_PUBLIC,
    RIGHT_ACCOUNT,
    RIGHT_CITY_READ,
    RIGHT_CITY_EDIT,
    RIGHT_CITY_PEOPLE,
    RIGHT_CITY_PERSON,
    RIGHT_CITY_STANDING,
    RIGHT_CITY_STEP,
    RIGHT_CITY_SIGN,
    RIGHT_CITY_ADDRESSES,
    RIGHT_APPLICATIONS,
    RIGHT_EVENTS,
    RIGHT_DRIVER,
    RIGHT_FUNDING_RULES,
    RIGHT_FUNDING_ANSWER,
    RIGHT_REMARKS,
    RIGHT_IMPORT,
    RIGHT_LOG,
    RIGHT_PEOPLE,
    RIGHT_SETTINGS,
    RIGHT__MAX
};

struct right_row {
    struct str name;            /* "city-people": in lists and in `smallgiants routes` */
    struct str says;            /* what it allows, for people: "Invite colleagues to a member city, ..." */
    enum scope of[ROLE__MAX];   /* what is left out is SCOPE_NONE */
};

extern const struct right_row right_known[RIGHT__MAX];

struct role_row {
    struct str name;            /* "main contact" */
    struct str says;            /* who that is, one sentence */
    bool needs_second_factor;
};

extern const struct role_row role_known[ROLE__MAX];
extern const struct str scope_names[SCOPE__MAX]; /* "no", "oneself", "own city", "all" */

/* What a page or an action is about: 0 for none. */
struct right_about {
    int64_t member_id;  /* a member city */
    int64_t person_id;
};

enum verdict {
    VERDICT_MAY,
    VERDICT_SIGN_IN,       /* a visitor, and somebody may */
    VERDICT_SECOND_FACTOR, /* the same person may in a session with a second factor */
    VERDICT_MAY_NOT,
};

/* who NULL: a visitor. A right that is no row of the table: VERDICT_MAY_NOT. */
enum verdict right_judge(const struct who *who, enum right right, const struct right_about *about);
bool right_allows(const struct who *who, enum right right, const struct right_about *about);
/* Whether who has that role for what `about` names; a colleague's or main contact's role is one of that city only. */
bool who_has_role(const struct who *who, enum role role, const struct right_about *about);

#endif
