/* SPDX-License-Identifier: AGPL-3.0-or-later
** fault: names of the outcomes. */
#include "base/fault.h"

const char *fault_name(enum fault fault)
{
    static const char *const names[FAULT__MAX] = {
        [OK] = "ok",
        [FAULT_NOT_FOUND] = "not found",
        [FAULT_DENIED] = "denied",
        [FAULT_INVALID] = "invalid",
        [FAULT_CONFLICT] = "conflict",
        [FAULT_BUSY] = "busy",
        [FAULT_TOO_LARGE] = "too large",
        [FAULT_ASKED] = "asked",
        [FAULT_IO] = "input or output failed",
        [FAULT_DAMAGED] = "damaged data",
        [FAULT_LOST] = "connection lost",
        [FAULT_UNSURE] = "not known whether it was saved",
    };
    return fault >= 0 && fault < FAULT__MAX ? names[fault] : "unknown fault";
}
