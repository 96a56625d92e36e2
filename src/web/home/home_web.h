/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** home: find your city, what the network is, and how much there is to find.
*/
#ifndef WEB_HOME_HOME_WEB_H
#define WEB_HOME_HOME_WEB_H

#include "web/layout/parts.h"

#define HOME_THEMES_MAX 8
#define HOME_NUMBERS_MAX 4

struct home_page {
    struct page *page;
    struct hero hero;
    struct number numbers[HOME_NUMBERS_MAX];
    size_t numbers_count;
    struct tile themes[HOME_THEMES_MAX + 1]; /* those that small cities named, and the shelf */
    size_t themes_count;
    struct source_note sources[4];
    size_t sources_count;
};

handler home_get;

#endif
