/* SPDX-License-Identifier: AGPL-3.0-or-later
** request_log: one line. */
#include "http/request_log.h"

#include <stdio.h>

#include "base/log.h"

const char *request_log_plain(char *to, size_t size, struct str text)
{
    size_t n = text.n < size - 1 ? text.n : size - 1;
    for (size_t i = 0; i < n; i++) {
        to[i] = text.s[i] > ' ' && text.s[i] != 0x7f ? text.s[i] : '?';
    }
    to[n] = '\0';
    return to;
}

void request_log_line(const struct routes *routes, struct str target, const struct request_log *line)
{
    char path[256];
    char who[32] = "";
    if (line->person > 0) {
        snprintf(who, sizeof who, " person %lld", (long long)line->person);
    }
    log_line("%s %s %d %zu B %.1f ms #%llu%s", line->method,
             request_log_plain(path, sizeof path, route_for_log(routes, target)), line->status, line->bytes,
             (double)line->worked_us / 1000, (unsigned long long)line->number, who);
}
