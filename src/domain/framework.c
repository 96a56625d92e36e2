/* SPDX-License-Identifier: AGPL-3.0-or-later
** framework: finding things in it. */
#include "domain/framework.h"

#include "base/check.h"

const struct framework_criterion *framework_find(const struct framework *framework, struct str id)
{
    for (size_t i = 0; i < framework->criteria_n; i++) {
        if (str_eq(framework->criteria[i].id, id)) {
            return &framework->criteria[i];
        }
    }
    return NULL;
}

size_t framework_count(const struct framework *framework, bool is_short)
{
    size_t n = 0;
    for (size_t i = 0; i < framework->criteria_n; i++) {
        n += !is_short || framework->criteria[i].is_short;
    }
    return n;
}

struct str framework_words(const struct framework *framework, const struct framework_criterion *criterion, int level)
{
    check(level >= 1 && level <= framework->levels_n);
    return criterion->levels[level].n > 0 ? criterion->levels[level] : framework->levels[level].anchor;
}
