/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** touch: whether anybody has written to a database since, seen from its files, without asking the engine.
**
** Every commit writes to the main file or to the file of its write-ahead log, and that changes its size or its time of
** change. The clock of file times moves in steps of a few milliseconds, so two commits within one step may look like
** one: what was written less than TOUCH_SETTLED_MS before the look is not sure. Clocks that run backwards make it less
** sure, never wrong for longer than until the next write. Cost: two stat(2). Private to src/db.
*/
#ifndef DB_TOUCH_H
#define DB_TOUCH_H

#include <stdbool.h>
#include <stdint.h>

#define TOUCH_SETTLED_MS 50

struct touch {
    bool sure;
    struct {
        int64_t changed_ns; /* 0: there is no such file */
        int64_t size;
        uint64_t inode;
    } files[2];
};

struct touch touch_look(const char *main_path, const char *wal_path);
/* Nothing was written between the two looks; false also when that is not sure. */
bool touch_is_same(const struct touch *before, const struct touch *now);

#endif
