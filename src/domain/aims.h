/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** aims: when a leadership programme asks about its own seven aims, and what may be told of how that changed. Pure.
**
** The same six questions, whose wording never changes (web/survey/aims_ready.c), before it, at its end, 90 days and
** twelve months after its last day. Each time is a survey of its own without names: what changes is how a group
** answers, never a person.
*/
#ifndef DOMAIN_AIMS_H
#define DOMAIN_AIMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"

enum aims_when { AIMS_BEFORE, AIMS_END, AIMS_90, AIMS_YEAR, AIMS_WHEN__MAX };

struct str aims_kind(enum aims_when when); /* of the column: "aims_90" */
struct str aims_word(enum aims_when when); /* of addresses and links: "90" */
bool aims_parse(struct str word, enum aims_when *ret_when); /* of addresses and links */
bool aims_kind_parse(struct str kind, enum aims_when *ret_when); /* "before" and others are none */
/* From this day on it may be asked: of AIMS_BEFORE and AIMS_END whoever runs it says so, DATE_NONE. */
struct date aims_due(enum aims_when when, struct date ends_on);

#endif
