/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** all: what the view of all contexts takes.
*/
#ifndef TESTS_ALL_H
#define TESTS_ALL_H

#include <stdbool.h>

#include "text/html.h"

struct all {
    struct str text;
    struct html markup;
    int number;
    struct count people;
    struct url url;
    bool yes;
};

#endif
