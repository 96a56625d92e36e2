/* SPDX-License-Identifier: AGPL-3.0-or-later
** lint_words: the doors, forms and markup of views, and SQL of migrations. What people read: lint_said.c. */
#include "base/check.h"
#include "lint.h"
#include "tool.h"

#define DOORS_MAX 5
#define INPUTS_MAX 5 /* of one step of a form */

#define complain_f(file, at, mend, ...)                                                                            \
    lint_complain((file), (at), str_format((file)->lint->arena, __VA_ARGS__), (mend))

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

/* ---- forms */

/* The value of an attribute of the tag around `at`, "" without one. A mark may hold '>': the next '<' ends the tag. */
static struct str attribute(struct str text, size_t at, struct str name)
{
    struct str tag = str_sub(text, at, 1 + str_find(str_from(text, at + 1), S("<")));
    size_t begin = str_find(tag, name);
    struct str value = str_from(tag, begin + name.n);
    return begin < tag.n ? str_sub(value, 0, str_find(value, S("\""))) : S("");
}

/* Ticks of one name are one question. A form that another view goes on with is counted there, in a browser. */
static void check_form(struct lint_file *file, size_t at, struct str form)
{
    static const char *const tags[] = {"<input ", "<select ", "<textarea "};
    struct map names;
    map_init(&names, file->lint->arena);
    for (size_t t = 0; t < COUNT_OF(tags); t++) {
        for (size_t i = str_find(form, str_of(tags[t])); i < form.n;
             i += 1 + str_find(str_from(form, i + 1), str_of(tags[t]))) {
            if (!str_eq(attribute(form, i, S(" type=\"")), S("hidden"))) {
                map_add(&names, attribute(form, i, S(" name=\"")));
            }
        }
    }
    if (names.n > INPUTS_MAX) {
        complain_f(file, at, S("ask for less, or in two steps"), "%zu inputs in one step of a form", names.n);
    }
}

static void check_forms(struct lint_file *file)
{
    size_t at = str_find(file->text, S("<form "));
    while (at < file->text.n) {
        struct str rest = str_from(file->text, at);
        check_form(file, at, str_sub(rest, 0, str_find(rest, S("</form>"))));
        at += 1 + str_find(str_from(rest, 1), S("<form "));
    }
}

/* CSV, JSON and text are linked in one place: the part that says "Use this data". */
static void check_machine_forms(struct lint_file *file)
{
    if (str_ends(file->path, S("layout/use_data.html"))) {
        return;
    }
    for (size_t at = str_find(file->text, S("href=\"")); at < file->text.n;
         at += 1 + str_find(str_from(file->text, at + 1), S("href=\""))) {
        struct str address = attribute(file->text, at, S("href=\""));
        if (str_starts(address, S("{{"))) {
            address = str_trim(str_sub(address, 2, str_find(address, S("}}")) - 2));
        }
        if (str_ends(address, S("csv")) || str_ends(address, S("json"))) {
            lint_complain(file, at, S("a machine form outside \"Use this data\""), S("call the part use_data"));
        }
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
    bool view = str_ends(file->path, S(".html"));
    bool code = str_ends(file->path, S(".c"));
    if (str_ends(file->path, S(".pot"))) {
        lint_said(file);
    }
    if (web && (code || view)) {
        check_markup(file);
    }
    if (web && view) {
        check_forms(file);
        check_machine_forms(file);
    }
    if (web && code) {
        check_doors(file);
    }
    if (lint_in(file, "migrations/") && str_ends(file->path, S(".sql"))) {
        check_migration(file);
    }
}
