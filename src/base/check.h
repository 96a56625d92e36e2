/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** check: statements of what must be true. They stay on in production: a broken invariant ends the
** process loudly rather than going on with wrong data. The last act is one line on standard error,
** with what the process was doing if it said so.
**
** check(x) is for bugs only. Input is never checked this way: it is parsed, and yields a fault.
*/
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

#include <stddef.h>

#define check(expr) ((expr) ? (void)0 : check_failed(#expr, __FILE__, __LINE__))

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* Prints the one line and aborts. */
_Noreturn void check_failed(const char *expr, const char *file, int line);

/* Says what this process is doing, for the last line: "GET /cities request 4711". `text` must
** outlive the work (a static or request-lifetime string); NULL clears it. */
void check_doing(const char *text);

#endif
