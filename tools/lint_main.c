/* SPDX-License-Identifier: AGPL-3.0-or-later
** lint ROOT: the rules of the house over a whole tree (docs/internals/lint.md). Exit 0 when it holds, 1 with
** problems. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "lint.h"
#include "tool.h"

#define DEPTH_MAX 12 /* folders within folders: the tree is 5 deep */

struct walk {
    struct lint *lint;
    const char *root;
    size_t files;
};

static bool is_linted(struct str name)
{
    static const char *const ends[] = {".c", ".h", ".inc", ".html", ".sql", ".pot"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if (str_ends(name, str_of(ends[i]))) {
            return true;
        }
    }
    return false;
}

static void walk_folder(struct walk *walk, struct str folder, int depth);

static void walk_entry(struct walk *walk, struct str folder, const struct dirent *entry, int depth)
{
    struct arena *arena = walk->lint->arena;
    struct str name = str_of(entry->d_name);
    struct str path = str_format(arena, "%.*s/%s", STR_ARG(folder), entry->d_name);
    if (str_starts(name, S(".")) || str_eq(name, S("node_modules")) || str_eq(name, S("corpus"))) {
        return;
    }
    if (entry->d_type == DT_DIR) {
        walk_folder(walk, path, depth + 1);
    } else if (entry->d_type == DT_REG && is_linted(name)) {
        lint_one(walk->lint, path,
                 tool_read(arena, str_c(arena, str_format(arena, "%s/%.*s", walk->root, STR_ARG(path)))));
        walk->files++;
    }
}

/* In the order of names, so that two runs say the same. */
static void walk_folder(struct walk *walk, struct str folder, int depth)
{
    struct arena *arena = walk->lint->arena;
    struct dirent **entries = NULL;
    int count =
        scandir(str_c(arena, str_format(arena, "%s/%.*s", walk->root, STR_ARG(folder))), &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (depth < DEPTH_MAX) {
            walk_entry(walk, folder, entries[i], depth);
        }
        mem_free(entries[i]);
    }
    mem_free(entries);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: lint ROOT\n");
        return 2;
    }
    static const char *const folders[] = {"src", "tools", "tests", "migrations", "po"};
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    struct lint lint;
    lint_init(&lint, &arena, &problems);
    struct walk walk = {.lint = &lint, .root = argv[1]};
    lint_glossary(&lint, tool_read(&arena, str_c(&arena, str_format(&arena, "%s/docs/glossary.md", argv[1]))));
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        walk_folder(&walk, str_of(folders[i]), 0);
    }
    lint_end(&lint);
    int status = tool_report(&problems);
    printf("lint: %zu files, %zu problems\n", walk.files, problems.n + problems.more);
    arena_done(&arena);
    return walk.files == 0 ? 2 : status;
}
