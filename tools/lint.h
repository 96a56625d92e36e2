/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** lint: the rules of the house that a compiler does not know (the list: docs/internals/lint.md).
**
** Life: lint_init -> lint_glossary (the text of docs/glossary.md) -> lint_one for each file -> lint_end, which says
** what only all files together show. Paths are relative to the root of the tree. No I/O. It does not parse C: it blanks
** comments and
** literals and looks at words, braces and lines, which the house style makes enough. Cost: linear, but for the
** words of the glossary.
*/
#ifndef TOOLS_LINT_H
#define TOOLS_LINT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/problem.h"

#define LINT_NEVER_MAX 200 /* words that never stand on a screen */
#define LINT_ONLY_MAX 40   /* words that stand only in company */

/* "case" stands only in "case study, business case"; company "-": never. */
struct lint_only {
    struct str word;
    struct str company; /* phrases, separated by commas */
};

struct lint {
    struct arena *arena;
    struct problems *problems;
    struct map third_party; /* header -> path of the .c that includes it */
    struct str never[LINT_NEVER_MAX];
    size_t never_count;
    struct lint_only only[LINT_ONLY_MAX];
    size_t only_count;
    bool has_words;  /* a catalogue was seen */
    bool has_doors; /* a table of them was seen */
};

/* One file: its text, and the same with comments and the insides of literals blanked. */
struct lint_file {
    struct lint *lint;
    struct str path;
    struct str text;
    struct str code;
};

void lint_init(struct lint *lint, struct arena *arena, struct problems *problems);
void lint_glossary(struct lint *lint, struct str text);
void lint_one(struct lint *lint, struct str path, struct str text);
void lint_end(struct lint *lint);

/* ---- between lint.c, lint_c.c, lint_words.c and lint_said.c */

void lint_complain(struct lint_file *file, size_t at, struct str what, struct str mend);
/* Where the word next stands in `text` from `from` on, whole; the end when it does not. */
size_t lint_find_word(struct str text, struct str word, size_t from);
bool lint_in(const struct lint_file *file, const char *directory);

void lint_c(struct lint_file *file);     /* layers, functions, shape */
void lint_words(struct lint_file *file); /* doors, forms, markup, SQL */
void lint_said(struct lint_file *file);  /* what people read: a catalogue */

#endif
