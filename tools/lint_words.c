/* SPDX-License-Identifier: AGPL-3.0-or-later
** lint_words: what people read, the doors, markup, and SQL of migrations. */
#include "base/check.h"
#include "lint.h"
#include "tool.h"

#define DOORS_MAX 5

#define complain_f(file, at, mend, ...)                                                                            \
    lint_complain((file), (at), str_format((file)->lint->arena, __VA_ARGS__), (mend))

/* ---- words on screens */

/* Checks the string literals from `at` up to `end`. */
static void check_literals(struct lint_file *file, size_t at, size_t end)
{
    while ((at += str_find(str_sub(file->text, at, end - at), S("\""))) < end) {
        size_t close = at + 1;
        while (close < end && file->text.s[close] != '"') {
            close += file->text.s[close] == '\\' ? 2 : 1;
        }
        struct str words = str_sub(file->text, at + 1, close - at - 1);
        for (size_t i = 0; i < file->lint->never_count; i++) {
            size_t hit = lint_find_word(words, file->lint->never[i], 0);
            if (hit < words.n) {
                complain_f(file, at + 1 + hit, S("see docs/glossary.md for the word that does"),
                           "'%.*s' never stands on a screen", STR_ARG(file->lint->never[i]));
            }
        }
        at = close + 1 < end ? close + 1 : end;
    }
}

/* Each place that begins with `begin`, up to `stop`. */
static void check_places(struct lint_file *file, struct str begin, struct str stop)
{
    struct str code = str_ends(file->path, S(".html")) ? file->text : file->code;
    size_t at = 0;
    while ((at += str_find(str_from(code, at), begin)) < code.n) {
        size_t end = at + str_find(str_from(code, at), stop);
        if (at == 0 || !tool_is_word(code.s[at - 1])) {
            check_literals(file, at, end);
        }
        at += begin.n;
    }
}

static void check_read(struct lint_file *file)
{
    if (str_ends(file->path, S(".html"))) {
        check_places(file, S("{{_"), S("}}"));
        return;
    }
    static const char *const calls[] = {"W(", "W_NOTE(", "words_text(", "put_words("};
    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        check_places(file, str_of(calls[i]), S(";"));
    }
}

/* ---- doors */

static void check_doors(struct lint_file *file)
{
    size_t at = lint_find_word(file->code, S("doors"), 0);
    while (at < file->code.n && !str_starts(str_from(file->code, at), S("doors[] = {"))) {
        at = lint_find_word(file->code, S("doors"), at + 1);
    }
    if (at == file->code.n) {
        return;
    }
    file->lint->has_doors = true;
    size_t depth = 0;
    size_t doors = 0;
    for (size_t i = at; i < file->code.n && file->code.s[i] != ';'; i++) {
        doors += file->code.s[i] == '{' && depth == 1;
        depth += file->code.s[i] == '{';
        depth -= file->code.s[i] == '}' && depth > 0;
    }
    if (doors > DOORS_MAX) {
        complain_f(file, at, S("five is what a person takes in: put the page behind one of them"),
                   "%zu doors at the top", doors);
    }
}

/* ---- markup */

/* " onclick=" and its like. */
static size_t find_handler(struct str text)
{
    for (size_t at = 0; at + 4 < text.n; at++) {
        bool begins = tool_is_space(text.s[at]) && str_eq_nocase(str_sub(text, at + 1, 2), S("on"));
        size_t end = at + 3;
        while (begins && end < text.n && text.s[end] >= 'a' && text.s[end] <= 'z') {
            end++;
        }
        struct str rest = str_from(text, end);
        if (begins && end > at + 3 && (str_starts(rest, S("=\"")) || str_starts(rest, S("=\\\"")))) {
            return at + 1;
        }
    }
    return text.n;
}

static void check_markup(struct lint_file *file)
{
    static const char *const parts[] = {"hx-on", "javascript:", "\"js:", " style=\"", " style=\\\""};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        size_t at = str_find(file->text, str_of(parts[i]));
        if (at < file->text.n) {
            complain_f(file, at, S("use a class, or a script in assets"), "'%s' in markup", parts[i]);
        }
    }
    size_t at = find_handler(file->text);
    if (at < file->text.n) {
        lint_complain(file, at, S("a handler within the markup"), S("use a script in assets"));
    }
}

/* ---- SQL of migrations; that of statements is checked by sqlc */

static void check_sql_line(struct lint_file *file, size_t at, struct str line)
{
    static const char *const words[] = {"real", "float",  "double",   "numeric",          "autoincrement",
                                        "json", "jsonb",  "datetime", "boolean",          "like",
                                        "glob", "serial", "now",      "current_timestamp"};
    line = str_sub(line, 0, str_find(line, S("--")));
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (lint_find_word(line, str_of(words[i]), 0) < line.n) {
            complain_f(file, at, S("use integer and text, or a part of -- sqlite: and -- postgres:"),
                       "'%s' is not portable", words[i]);
        }
    }
    if (str_contains(line, S("\""))) {
        lint_complain(file, at, S("a quoted name is not portable"), S("use names that need no quotes"));
    }
}

static void check_migration(struct lint_file *file)
{
    bool both = true;
    for (struct str rest = file->text; rest.s != NULL && rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        struct str head = str_trim(line);
        bool one = str_eq(head, S("-- sqlite:")) || str_eq(head, S("-- postgres:"));
        both = one ? false : both || str_eq(head, S("-- both:"));
        if (both) {
            check_sql_line(file, (size_t)(line.s - file->text.s), line);
        }
    }
}

void lint_words(struct lint_file *file)
{
    bool web = lint_in(file, "src/web/");
    bool screen = web || lint_in(file, "src/text/") || lint_in(file, "src/store/") || lint_in(file, "src/http/");
    bool code = str_ends(file->path, S(".c")) || str_ends(file->path, S(".html"));
    if (screen && code) {
        check_read(file);
    }
    if (web && code) {
        check_markup(file);
    }
    if (web && str_ends(file->path, S(".c"))) {
        check_doors(file);
    }
    if (lint_in(file, "migrations/") && str_ends(file->path, S(".sql"))) {
        check_migration(file);
    }
}
