/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/disk.h"

#include <stdio.h>
#include <sys/statvfs.h>

#include "base/limits.h"

#define MB 1000000.0
#define GB 1000000000.0

bool disk_look(const char *path, struct disk *ret_disk)
{
    struct statvfs is;
    if (statvfs(path, &is) != 0 || is.f_blocks == 0 || is.f_frsize == 0) {
        return false;
    }
    *ret_disk = (struct disk){.bytes = (int64_t)(is.f_blocks * is.f_frsize),
                              .free = (int64_t)(is.f_bavail * is.f_frsize)};
    return true;
}

bool disk_is_nearly_full(const struct disk *disk)
{
    return disk->bytes > 0 && (disk->free < DISK_FREE_MIN || disk->free < disk->bytes / 100 * DISK_FREE_PERCENT_MIN);
}

static void put_size(char text[16], int64_t bytes)
{
    if ((double)bytes < GB) {
        snprintf(text, 16, "%.0f MB", (double)bytes / MB);
    } else {
        snprintf(text, 16, "%.1f GB", (double)bytes / GB);
    }
}

const char *disk_text(const struct disk *disk, char text[DISK_TEXT_MAX])
{
    char left[16];
    char all[16];
    put_size(left, disk->free);
    put_size(all, disk->bytes);
    snprintf(text, DISK_TEXT_MAX, "%s of %s are free", left, all);
    return text;
}
