/* SPDX-License-Identifier: AGPL-3.0-or-later
** hold_lock URL: begins to write, says "held", and takes it back at the end of its input. */
#include <stdio.h>
#include <unistd.h>

#include "db/db.h"

int main(int count, char **args)
{
    struct arena arena CLEANUP(arena_done);
    struct db *db = NULL;
    struct str why = {0};
    char byte;
    arena_init(&arena, 1u << 20);
    if (count != 2 || db_open(&arena, str_of(args[1]), DB_WRITE, &db, &why) != OK || db_begin(db) != OK) {
        fprintf(stderr, "hold_lock: %.*s\n", STR_ARG(why));
        return 1;
    }
    printf("held\n");
    fflush(stdout);
    while (read(0, &byte, 1) > 0) {
    }
    db_rollback(db);
    db_close(db);
    return 0;
}
