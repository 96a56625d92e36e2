/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/eea.h"

#include "base/check.h"

bool eea_has(struct str code)
{
    static const char MEMBERS[] = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO "
                                  "PL PT RO SE SI SK";
    for (size_t i = 0; code.n == 2 && i < sizeof MEMBERS - 1; i += 3) {
        if (MEMBERS[i] == code.s[0] && MEMBERS[i + 1] == code.s[1]) {
            return true;
        }
    }
    return false;
}
