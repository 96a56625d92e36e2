/* SPDX-License-Identifier: AGPL-3.0-or-later
** dialect: a migration file as one engine reads it. */
#include "db/dialect.h"

#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/limits.h"

/* Whether the line is a mark; then *keep says whether this engine reads on. */
static bool is_mark(struct str line, enum db_engine engine, bool *keep)
{
    static const char *const marks[DB_ENGINE__MAX] = {
        [DB_SQLITE] = "-- sqlite:", [DB_POSTGRES] = "-- postgres:"};
    line = str_trim(line);
    for (int i = 0; i < DB_ENGINE__MAX; i++) {
        if (str_eq(line, str_of(marks[i]))) {
            *keep = i == (int)engine;
            return true;
        }
    }
    bool both = str_eq(line, S("-- both:"));
    *keep = both ? true : *keep;
    return both;
}

/* The line without its comment; quoted text may hold "--". */
static struct str without_comment(struct str line)
{
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        quoted ^= line.s[i] == '\'';
        if (!quoted && line.s[i] == '-' && i + 1 < line.n && line.s[i + 1] == '-') {
            return str_sub(line, 0, i);
        }
    }
    return line;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static struct str word_on_postgres(struct str word)
{
    if (str_eq(word, S("integer"))) {
        return S("bigint");
    }
    return str_eq(word, S("blob")) ? S("bytea") : word;
}

static void put_postgres_line(struct buf *out, struct str line)
{
    bool quoted = false;
    for (size_t i = 0; i < line.n;) {
        size_t end = i;
        while (end < line.n && is_word(line.s[end])) {
            end++;
        }
        if (end > i) {
            struct str word = str_sub(line, i, end - i);
            buf_put_str(out, quoted ? word : word_on_postgres(word));
            i = end;
            continue;
        }
        quoted ^= line.s[i] == '\'';
        buf_put_char(out, line.s[i++]);
    }
}

struct str dialect_translate(struct arena *arena, struct str text, enum db_engine engine)
{
    struct buf CLEANUP(buf_done) out;
    buf_init(&out, DB_SQL_MAX);
    bool keep = true;
    for (struct str rest = text; rest.s != NULL;) {
        struct str line = str_cut(rest, '\n', &rest);
        if (is_mark(line, engine, &keep) || !keep) {
            continue;
        }
        line = without_comment(line);
        if (engine == DB_POSTGRES) {
            put_postgres_line(&out, line);
        } else {
            buf_put_str(&out, str_eq(str_trim(line), S(");")) ? S(") strict;") : line);
        }
        buf_put_char(&out, '\n');
    }
    check(!out.overflow);
    return str_of(str_c(arena, buf_str(&out)));
}
