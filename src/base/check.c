/* SPDX-License-Identifier: AGPL-3.0-or-later
** check: the last line of a process with a bug. */
#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

static const char *doing;

void check_doing(const char *text)
{
    doing = text;
}

void check_failed(const char *expr, const char *file, int line)
{
    fprintf(stderr, "smallgiants: bug: %s does not hold at %s:%d%s%s\n", expr, file, line,
            doing ? " while doing " : "", doing ? doing : "");
    fflush(stderr);
    abort();
}
