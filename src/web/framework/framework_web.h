/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** framework: the page of our own framework, for everybody: its levels, dimensions and criteria, what it points to and
** how sure that is, that it is ours, and what using a licensed matrix takes.
*/
#ifndef WEB_FRAMEWORK_FRAMEWORK_WEB_H
#define WEB_FRAMEWORK_FRAMEWORK_WEB_H

#include "domain/framework.h"
#include "web/layout/parts.h"

struct framework_line {
    struct str level; /* "Level 1" */
    struct str text;
};

struct framework_item {
    struct str name;
    bool is_short;
    struct framework_line lines[RATING_LEVELS_MAX];
    size_t lines_n;
    struct str points; /* "Points to: ..." */
};

struct framework_group {
    struct str name;
    struct framework_item *items;
    size_t n;
};

struct framework_page {
    struct page *page;
    struct number numbers[3];
    struct framework_line levels[RATING_LEVELS_MAX];
    size_t levels_n;
    struct framework_group *groups;
    size_t groups_n;
    const struct str *sources;
    size_t sources_n;
    struct date as_of;
};

handler framework_get;

#endif
