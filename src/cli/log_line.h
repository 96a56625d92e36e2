/* SPDX-License-Identifier: AGPL-3.0-or-later
** log_line: an entry of the log, on standard output. Texts that people gave are printed without control characters. */
#ifndef CLI_LOG_LINE_H
#define CLI_LOG_LINE_H

#include "store/trust_log.h"

/* "12  2026-11-22T15:00:00Z  root (command line)  setting-saved name=mark value=SG". */
void log_line_print(struct arena *arena, const struct q_log_before *row);
/* number, at, kind, what (an object of its fields), who, whom, erased_at, erased_why: null where there is none. */
void log_line_json(struct arena *arena, const struct q_log_before *row);

#endif
