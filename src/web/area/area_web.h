/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** area: which municipalities a member city serves around it, for its own people: ticks, nearest first, with people and
** distance; the sum stands in the profile.
*/
#ifndef WEB_AREA_AREA_WEB_H
#define WEB_AREA_AREA_WEB_H

#include "store/area.h"
#include "web/form.h"
#include "web/layout/parts.h"

struct area_tick {
    struct str value;
    struct str id;
    struct str name;
    struct str note;         /* "12 km, 4,300 people (LAU 2020)" */
    bool ticked;
};

struct area_page {
    struct page *page;
    struct form_problems *problems;
    struct area_tick *chosen;
    size_t chosen_n;
    struct area_tick *others;
    size_t others_n;
    struct str none;         /* why there is nothing to choose; "" there is */
    struct str sum;          /* "88,120 people in 12 municipalities around you." */
    struct str seen_by;      /* "city", "members" */
    struct str found;        /* what the second means */
    struct str seen;         /* of what stood there when the page was made */
    struct str once;
    struct url action;
    struct url back;
};

extern const struct field area_form[];
handler area_get, area_act;

/* "74,885 people in the city, 88,120 in 12 municipalities around it."; "" when none was chosen. */
struct area_sum area_sum_of(struct arena *arena, const struct q_area_chosen *rows, size_t n);
struct str area_say(struct out *out, struct maybe_int city, const struct q_area_chosen *rows, size_t n);

#endif
