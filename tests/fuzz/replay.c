/* SPDX-License-Identifier: AGPL-3.0-or-later
** replay: runs a target over every file of a folder, each in memory of exactly its size, without libFuzzer. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define INPUT_MAX (4u << 20)

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    check(file != NULL);
    uint8_t *bytes = malloc(INPUT_MAX);
    check(bytes != NULL);
    size_t n = fread(bytes, 1, INPUT_MAX, file);
    check(n < INPUT_MAX && !ferror(file));
    fclose(file);
    uint8_t *exact = malloc(n > 0 ? n : 1);
    check(exact != NULL);
    memcpy(exact, bytes, n);
    free(bytes);
    check_doing(path);
    LLVMFuzzerTestOneInput(exact, n);
    check_doing(NULL);
    free(exact);
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    char path[4096];
    check(argc == 2);
    int count = scandir(argv[1], &entries, is_shown, alphasort);
    if (count <= 0) {
        fprintf(stderr, "replay: no inputs in %s\n", argv[1]);
        return 1;
    }
    for (int i = 0; i < count; i++) {
        int n = snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        check(n > 0 && (size_t)n < sizeof path);
        replay(path);
        free(entries[i]);
    }
    free(entries);
    printf("%d inputs\n", count);
    return 0;
}
