/* SPDX-License-Identifier: AGPL-3.0-or-later
** fail: faults that a test asked for. */
#include "base/check.h"
#include "db/db.h"
#include "db/engine.h"

static int64_t fail_countdown;
static enum fault fail_fault;

int64_t db_fail_after(int64_t n, enum fault fault)
{
    check(n == 0 || (n > 0 && fault != OK));
    int64_t left = fail_countdown;
    fail_countdown = n;
    fail_fault = fault;
    return left;
}

bool engine_fails(enum fault *ret_fault)
{
    if (fail_countdown == 0 || --fail_countdown > 0) {
        return false;
    }
    *ret_fault = fail_fault;
    return true;
}
