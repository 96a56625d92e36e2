/* SPDX-License-Identifier: AGPL-3.0-or-later
** touch: two stat(2). */
#include "db/touch.h"

#include <stddef.h>
#include <sys/stat.h>
#include <time.h>

#include "base/check.h"

#define NS_S 1000000000

struct touch touch_look(const char *main_path, const char *wal_path)
{
    struct touch touch = {.sure = true};
    const char *const paths[] = {main_path, wal_path};
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t settled_ns = (int64_t)now.tv_sec * NS_S + now.tv_nsec - TOUCH_SETTLED_MS * (int64_t)1000000;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct stat st;
        if (paths[i] == NULL || stat(paths[i], &st) != 0) {
            continue;
        }
        touch.files[i].changed_ns = (int64_t)st.st_mtim.tv_sec * NS_S + st.st_mtim.tv_nsec;
        touch.files[i].size = st.st_size;
        touch.files[i].inode = st.st_ino;
        touch.sure = touch.sure && touch.files[i].changed_ns < settled_ns;
    }
    return touch;
}

bool touch_is_same(const struct touch *before, const struct touch *now)
{
    bool same = before->sure;
    for (size_t i = 0; i < COUNT_OF(now->files); i++) {
        same = same && before->files[i].changed_ns == now->files[i].changed_ns
               && before->files[i].size == now->files[i].size && before->files[i].inode == now->files[i].inode;
    }
    return same;
}
