/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes: the comments of the migrations. */
#include "db/notes.h"

#include "base/check.h"
#include "base/limits.h"
#include "db/schema.h"

/* What stands behind "--" in a line; no text: there is none. Quoted text of a default holds none. */
static struct str comment_of(struct str line)
{
    size_t at = str_find(line, S("--"));
    return at < line.n ? str_trim(str_from(line, at + 2)) : (struct str){0};
}

static bool is_mark(struct str comment)
{
    return str_eq(comment, S("sqlite:")) || str_eq(comment, S("postgres:")) || str_eq(comment, S("both:"));
}

static struct str first_word(struct str line)
{
    struct str rest;
    return str_cut(str_trim(line), ' ', &rest);
}

static bool is_rule(struct str word)
{
    static const struct str rules[] = {S_INIT("primary"), S_INIT("unique"), S_INIT("check"), S_INIT("foreign")};
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        if (str_eq(word, rules[i])) {
            return true;
        }
    }
    return false;
}

static struct str joined(struct arena *arena, struct str before, struct str more)
{
    return before.n == 0 ? more : str_format(arena, "%.*s %.*s", STR_ARG(before), STR_ARG(more));
}

/* One line within `create table`. */
static void read_column(struct arena *arena, struct str line, struct notes *notes)
{
    struct str word = first_word(line);
    struct str comment = comment_of(line);
    struct note *last = notes->n > 0 ? &notes->columns[notes->n - 1] : NULL;
    if (str_starts(word, S("--"))) {
        if (last != NULL && !is_mark(comment)) {
            last->says = joined(arena, last->says, comment);
        }
        return;
    }
    bool again = last != NULL && str_eq(last->column, word); /* once for each engine */
    if (word.n > 0 && !is_rule(word) && !again) {
        check(notes->n < NOTES_COLUMNS_MAX);
        notes->columns[notes->n++] = (struct note){word, comment};
    }
}

/* "create table NAME (": NAME; no text: it is none. */
static struct str table_of(struct str line)
{
    struct str beginning = S("create table ");
    struct str rest;
    return str_starts(line, beginning) ? str_cut(str_from(line, beginning.n), ' ', &rest) : (struct str){0};
}

static void read_table(struct arena *arena, struct str text, struct notes *notes)
{
    for (struct str rest = text; rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        if (str_eq(str_trim(line), S(");"))) {
            return;
        }
        read_column(arena, line, notes);
    }
}

/* "alter table NAME add column COLUMN ..." */
static void read_added(struct str line, struct str table, struct notes *notes)
{
    struct str rest;
    struct str beginning = S("alter table ");
    if (!str_starts(line, beginning) || !str_eq(str_cut(str_from(line, beginning.n), ' ', &rest), table) ||
        !str_starts(rest, S("add column "))) {
        return;
    }
    check(notes->n < NOTES_COLUMNS_MAX);
    notes->columns[notes->n++] = (struct note){first_word(str_from(rest, sizeof "add column " - 1)), comment_of(line)};
}

/* "alter table NAME drop column COLUMN;" */
static void read_dropped(struct arena *arena, struct str line, struct str table, struct notes *notes)
{
    struct str beginning = str_format(arena, "alter table %.*s drop column ", STR_ARG(table));
    struct str rest;
    if (!str_starts(line, beginning)) {
        return;
    }
    struct str column = str_cut(str_from(line, beginning.n), ';', &rest);
    size_t kept = 0;
    for (size_t i = 0; i < notes->n; i++) {
        if (!str_eq(notes->columns[i].column, column)) {
            notes->columns[kept++] = notes->columns[i];
        }
    }
    check(kept + 1 == notes->n);
    notes->n = kept;
}

static bool read_migration(struct arena *arena, struct str text, struct str table, struct notes *notes)
{
    struct str above = S("");
    bool found = false;
    for (struct str rest = text; rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        if (str_starts(line, S("-- ")) && !is_mark(comment_of(line))) {
            above = joined(arena, above, comment_of(line));
            continue;
        }
        if (str_eq(table_of(line), table) && table.n > 0) {
            notes->says = above;
            read_table(arena, rest, notes);
            found = true;
        }
        read_added(line, table, notes);
        read_dropped(arena, line, table, notes);
        above = S("");
    }
    return found;
}

bool notes_of_table(struct arena *arena, struct str table, struct notes *ret_notes)
{
    struct notes notes = {.says = S("")};
    bool found = false;
    for (size_t i = 0; i < migrations_main.n; i++) {
        found |= read_migration(arena, migrations_main.items[i].text, table, &notes);
    }
    if (found) {
        *ret_notes = notes;
    }
    return found;
}

struct str notes_table_nth(struct arena *arena, size_t nth)
{
    for (size_t i = 0; i < migrations_main.n; i++) {
        for (struct str rest = migrations_main.items[i].text; rest.n > 0;) {
            struct str table = table_of(str_cut(rest, '\n', &rest));
            if (table.n > 0 && nth-- == 0) {
                return str_copy(arena, table);
            }
        }
    }
    return (struct str){0};
}
