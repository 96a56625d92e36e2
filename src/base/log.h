/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** log: one line an event on standard error, at the top layers only. Lower layers return faults.
** "2026-11-22T10:00:00Z worker 2: took over from 4711". Line breaks and other control characters inside become
** spaces: whatever it is made of, one call is one line.
*/
#ifndef BASE_LOG_H
#define BASE_LOG_H

/* Names this process in its lines; `name` must be static. */
void log_name(const char *name);
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
