/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** disk: how much room a file system has, and whether that is too little to go on with: under DISK_FREE_PERCENT_MIN
** of it or under DISK_FREE_MIN bytes are left to those who are not root.
*/
#ifndef BASE_DISK_H
#define BASE_DISK_H

#include <stdbool.h>
#include <stdint.h>

#define DISK_TEXT_MAX 64

struct disk {
    int64_t bytes; /* 0: not known */
    int64_t free;
};

/* The file system that a file or folder is on. False: not known. */
bool disk_look(const char *path, struct disk *ret_disk);
/* Never when it is not known. */
bool disk_is_nearly_full(const struct disk *disk);
/* "312 MB of 20.0 GB are free" */
const char *disk_text(const struct disk *disk, char text[DISK_TEXT_MAX]);

#endif
