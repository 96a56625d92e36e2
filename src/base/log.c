/* SPDX-License-Identifier: AGPL-3.0-or-later
** log: one line an event, written with one write(2) so that lines of several processes do not mix. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *process_name = "smallgiants";

void log_name(const char *name)
{
    process_name = name;
}

/* The second and the process, made anew when the second is another. */
static const char *line_begin(void)
{
    static char begin[96];
    static time_t made_at;
    static const char *made_for;
    time_t now = time(NULL);
    if (now != made_at || process_name != made_for) {
        struct tm tm;
        gmtime_r(&now, &tm);
        snprintf(begin, sizeof begin, "%04d-%02d-%02dT%02d:%02d:%02dZ %s: ", tm.tm_year + 1900, tm.tm_mon + 1,
                 tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, process_name);
        made_at = now;
        made_for = process_name;
    }
    return begin;
}

/* What others wrote, as texts of a database's own errors hold it, neither ends the line nor moves the cursor of whoever
** reads it: control characters of ASCII, and those of Unicode that are two bytes (U+0080 to U+009F). */
static void make_plain(char *line, int n)
{
    for (int i = 0; i < n; i++) {
        unsigned char c = (unsigned char)line[i];
        unsigned char next = i + 1 < n ? (unsigned char)line[i + 1] : 0;
        if (c < ' ' || c == 0x7f) {
            line[i] = ' ';
        } else if (c == 0xC2 && next >= 0x80 && next < 0xA0) {
            line[i] = ' ';
            line[i + 1] = ' ';
        }
    }
}

void log_line(const char *format, ...)
{
    char line[1024];
    const char *begin = line_begin();
    int n = (int)strlen(begin);
    memcpy(line, begin, (size_t)n);
    va_list args;
    va_start(args, format);
    int m = vsnprintf(line + n, sizeof line - (size_t)n - 1, format, args);
    va_end(args);
    n = m < 0 ? n : n + m;
    if (n > (int)sizeof line - 2) {
        n = (int)sizeof line - 2;
    }
    make_plain(line, n);
    line[n++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, (size_t)n);
    (void)written;
}
