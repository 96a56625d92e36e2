/* SPDX-License-Identifier: AGPL-3.0-or-later
** migration_table: a program of the build. Prints migrations.c, the table of db/schema.h, from the files given:
**     migration_table main/0001_a.sql ... evidence/0001_b.sql ...
** The folder a file lies in is its set; the files of a set come in the order of their numbers, without gaps. */
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const sets[] = {"main", "evidence"};

static int complain(const char *path, const char *what)
{
    fprintf(stderr, "migration_table: %s %s\n", path, what);
    return 1;
}

static int is_in(const char *path, const char *set)
{
    char copy[4096];
    snprintf(copy, sizeof copy, "%s", path);
    return strcmp(basename(dirname(copy)), set) == 0;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int put_bytes(const char *path, const char *set, int number)
{
    char start[16];
    snprintf(start, sizeof start, "%04d_", number);
    if (strncmp(name_of(path), start, 5) != 0) {
        return complain(path, "is not the next number of its folder");
    }
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return complain(path, "cannot be read");
    }
    printf("static const char %s_%d[] = {", set, number);
    for (int c = fgetc(file), i = 0; c != EOF; c = fgetc(file), i++) {
        printf("%s%d,", i % 24 ? "" : "\n", c < 128 ? c : c - 256);
    }
    printf("\n};\n");
    return fclose(file) == 0 ? 0 : complain(path, "cannot be read");
}

static int put_set(const char *set, int count, char **paths)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (is_in(paths[i], set) && put_bytes(paths[i], set, ++number) != 0) {
            return 1;
        }
    }
    printf("static const struct migration %s_items[] = {\n", set);
    number = 0;
    for (int i = 0; i < count; i++) {
        if (is_in(paths[i], set)) {
            number++;
            printf("    {\"%s\", {%s_%d, sizeof %s_%d}},\n", name_of(paths[i]), set, number, set, number);
        }
    }
    printf("};\nconst struct migration_set migrations_%s = {\"%s\", %s_items, %d};\n\n", set, set, set, number);
    return number > 0 ? 0 : complain(set, "has no migrations");
}

int main(int argc, char **argv)
{
    printf("/* Made by migration_table; do not edit. */\n#include \"db/schema.h\"\n\n");
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        if (put_set(sets[i], argc - 1, argv + 1) != 0) {
            return 1;
        }
    }
    return 0;
}
