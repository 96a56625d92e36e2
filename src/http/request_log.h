/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** request_log: the line a request leaves. Never the query: people's searches are theirs. Nor who read a page: only who
** sent a form or was refused.
*/
#ifndef HTTP_REQUEST_LOG_H
#define HTTP_REQUEST_LOG_H

#include "http/route.h"

struct request_log {
    const char *method;
    int status;
    size_t bytes;
    int64_t worked_us;
    uint64_t number;
    int64_t person; /* 0: not said */
};

/* What a client sent must not move the cursor of whoever reads the log: cut, and blanks are "?". Returns `to`. */
const char *request_log_plain(char *to, size_t size, struct str text);
void request_log_line(const struct routes *routes, struct str target, const struct request_log *line);

#endif
