/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** psplib: plans as the literature exchanges them, read from text. Two formats, one mode an activity:
**
** - .sm, of the PSPLIB (R. Kolisch, A. Sprecher, EJOR 96, 1997): headed sections; successors wait for the finish.
** - .sch, of ProGen/max (C. Schwindt, 1998): a first line "activities resources 0 0", then a line an activity with
**   its successors and a "[lag]" for each, between starts (below 0: a maximum lag the other way round), then one with
**   duration and requests, then the capacities.
**
** Both count a beginning and an end without duration among their activities. What does not hold together is named by
** its line, with how to mend it, and nothing is returned. Pure.
*/
#ifndef DOMAIN_PSPLIB_H
#define DOMAIN_PSPLIB_H

#include "base/fault.h"
#include "base/ids.h"
#include "base/problem.h"
#include "domain/schedule_resource.h"

#define PSPLIB_BYTES_MAX (8u << 20)

struct psplib {
    struct schedule_plan plan;           /* borrows from the arena */
    struct schedule_resources resources;
    struct maybe_int critical_path;      /* what the file says of it (MPM-Time); .sch says nothing */
    int64_t first_number;                /* of the first activity in the file: 1, or 0 of .sch */
};

/* name: of the file, for problems; its ending tells the format. FAULT_INVALID: problems say why. */
enum fault must_use psplib_read(struct arena *arena, struct str name, struct str text, struct problems *problems,
                                struct psplib *ret_psplib);

#endif
