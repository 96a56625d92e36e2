/* SPDX-License-Identifier: AGPL-3.0-or-later
** tool: what the host programs share. */
#include "tool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static _Noreturn void give_up(const char *path, const char *why)
{
    fprintf(stderr, "%s: %s\n", path, why);
    exit(2);
}

struct str tool_read(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        give_up(path, strerror(errno));
    }
    struct buf bytes;
    buf_init(&bytes, TOOL_FILE_MAX);
    char piece[65536];
    size_t n = 0;
    while ((n = fread(piece, 1, sizeof piece, file)) > 0) {
        buf_put(&bytes, piece, n);
    }
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed || bytes.overflow) {
        give_up(path, failed ? "cannot be read" : "is larger than 64 MiB");
    }
    struct str text = bytes.n ? str_copy(arena, buf_str(&bytes)) : S("");
    buf_done(&bytes);
    return text;
}

void tool_write(const char *path, const struct buf *bytes)
{
    if (bytes->overflow) {
        give_up(path, "would grow larger than 256 MiB");
    }
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        give_up(path, strerror(errno));
    }
    bool whole = fwrite(bytes->bytes, 1, bytes->n, file) == bytes->n;
    if (fclose(file) != 0 || !whole) {
        give_up(path, "cannot be written");
    }
}

int tool_report(const struct problems *problems)
{
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *problem = &problems->items[i];
        fprintf(stderr, "%.*s: %.*s: %.*s\n", STR_ARG(problem->where), STR_ARG(problem->what),
                STR_ARG(problem->hint));
    }
    if (problems->more > 0) {
        fprintf(stderr, "and %zu more\n", problems->more);
    }
    return problems->n > 0 ? 1 : 0;
}

void tool_complain(struct problems *problems, struct str path, size_t line, struct str what, struct str mend)
{
    struct str where = str_format(problems->arena, "%.*s:%zu", STR_ARG(path), line);
    problems_add(problems, where, what, mend);
}

struct str tool_path_short(struct str path)
{
    static const char *const roots[] = {"src/", "tests/", "tools/", "assets/", "migrations/", "content/"};
    for (size_t at = path.n; at-- > 0;) {
        for (size_t i = 0; i < COUNT_OF(roots) && (at == 0 || path.s[at - 1] == '/'); i++) {
            if (str_starts(str_from(path, at), str_of(roots[i]))) {
                return str_from(path, at);
            }
        }
    }
    return tool_path_base(path);
}

struct str tool_path_base(struct str path)
{
    size_t from = path.n;
    while (from > 0 && path.s[from - 1] != '/') {
        from--;
    }
    return str_from(path, from);
}

static void put_char(struct buf *to, char c)
{
    if (c == '"' || c == '\\') {
        buf_put_char(to, '\\');
        buf_put_char(to, c);
    } else if (c == '\n') {
        buf_put(to, "\\n", 2);
    } else if ((unsigned char)c < 0x20 || c == 0x7F) {
        buf_format(to, "\\%03o", (unsigned)(unsigned char)c);
    } else {
        buf_put_char(to, c);
    }
}

void tool_put_literal(struct buf *to, struct str text, const char *indent)
{
    const size_t width = 90;
    size_t column = 0;
    buf_put_char(to, '"');
    for (size_t i = 0; i < text.n; i++) {
        bool in_rune = ((unsigned char)text.s[i] & 0xC0) == 0x80;
        bool after_line = i > 0 && text.s[i - 1] == '\n';
        if (column > 0 && !in_rune && (column >= width || after_line)) {
            buf_format(to, "\"\n%s\"", indent);
            column = 0;
        }
        put_char(to, text.s[i]);
        column++;
    }
    buf_put_char(to, '"');
}

bool tool_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool tool_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_c_word(struct str text)
{
    static const char *const words[] = {
        "auto",     "bool",   "break",    "case",   "char",     "const",    "continue", "default",
        "do",       "double", "else",     "enum",   "extern",   "float",    "for",      "goto",
        "if",       "inline", "int",      "long",   "register", "restrict", "return",   "short",
        "signed",   "sizeof", "static",   "struct", "switch",   "typedef",  "typeof",   "union",
        "unsigned", "void",   "volatile", "while",  "asm",      "true",     "false",
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq(text, str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

bool tool_is_name(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        bool letter = (c >= 'a' && c <= 'z') || c == '_';
        if (!letter && (i == 0 || c < '0' || c > '9')) {
            return false;
        }
    }
    return text.n > 0 && !is_c_word(text);
}
