/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** demo_content: what the demonstration network says: places that are called "example" in several languages, their
** people and their words. All of it invented; that no city we know has such a name is tested (tests/browser/demo.mjs).
*/
#ifndef STORE_DEMO_CONTENT_H
#define STORE_DEMO_CONTENT_H

#include "store/announcement.h"
#include "store/demo.h"
#include "store/event.sql.h"

#define DEMO_WHATS_MAX 4

struct demo_person {
    struct str name;
    struct str mail;
};

struct demo_said {
    struct str whats[DEMO_WHATS_MAX]; /* those behind the last are empty */
    struct str says;
};

struct demo_city {
    struct str name;
    struct demo_person main;
    struct str job;                   /* of who signs */
    int joined;                       /* days ago */
    int signed_on;                    /* days ago */
    int seen;                         /* days ago its main contact was here; one has not been for long */
    int years;
    struct str decision;              /* "": at officer level */
    struct demo_said need;
    struct demo_said offer;
    struct str themes[DEMO_WHATS_MAX];
    struct str languages[DEMO_WHATS_MAX];
    struct str ambition;
    struct str horizon;
    struct str first;
    struct str strength;
    struct str hours;
};

extern const struct demo_city demo_cities[DEMO_CITIES];
extern const struct demo_person demo_colleague; /* of the first city */
extern const struct demo_person demo_coordinator, demo_deputy, demo_administrator;

/* A city that asks to join, and one that the first city suggests. */
extern const struct demo_asking {
    struct str city;
    struct demo_person person;
    struct str says;
    struct str wish;
} demo_asking;
extern const struct demo_suggested {
    struct str city;
    struct str kind;
    struct str says;
} demo_suggested, demo_brought; /* brought: as the first city suggested the last one, which has joined since */

/* Its times are those of the day on which the demonstration is made. */
extern const struct q_event_by_uid demo_event;
extern const struct announcement_new demo_announcement;
extern const struct str demo_need_asked; /* of the second city, asking the first */
extern const struct str demo_need_held;  /* of the first city, asking the third */

#endif
