/* SPDX-License-Identifier: AGPL-3.0-or-later
** aims: when a leadership programme asks about its aims. */
#include "domain/aims.h"

static const struct {
    struct str kind, word;
    int days; /* after its last day; 0: whoever runs it says when */
} times[AIMS_WHEN__MAX] = {
    [AIMS_BEFORE] = {S_INIT("aims_before"), S_INIT("before"), 0},
    [AIMS_END] = {S_INIT("aims_end"), S_INIT("end"), 0},
    [AIMS_90] = {S_INIT("aims_90"), S_INIT("90"), 90},
    [AIMS_YEAR] = {S_INIT("aims_year"), S_INIT("year"), 365},
};

struct str aims_kind(enum aims_when when)
{
    return times[when].kind;
}

struct str aims_word(enum aims_when when)
{
    return times[when].word;
}

bool aims_parse(struct str word, enum aims_when *ret_when)
{
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        if (str_eq(times[when].word, word)) {
            *ret_when = when;
            return true;
        }
    }
    return false;
}

bool aims_kind_parse(struct str kind, enum aims_when *ret_when)
{
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        if (str_eq(times[when].kind, kind)) {
            *ret_when = when;
            return true;
        }
    }
    return false;
}

struct date aims_due(enum aims_when when, struct date ends_on)
{
    return times[when].days == 0 ? DATE_NONE : (struct date){ends_on.days + times[when].days};
}
