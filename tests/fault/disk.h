/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** disk: what a power cut leaves of a folder. Records every change of its files and names (calls.h), and makes of that
** record the states that a disk may be found in when the power went before any one of them.
**
** What counts as kept is what POSIX promises and no more: the bytes and the size of a file once it was synced, a
** name (made, removed, renamed) once the folder it stands in was synced. Everything since is forgotten, kept, kept up
** to some moment with the write of that moment torn, or scattered: of each sector of 512 bytes some of its writes,
** of each name some of its changes, of the sizes any that the file had; a sector torn now and then, and space that was
** gained but never written full of rubbish. A file whose name was never kept is gone with all that was synced.
**
** Life: disk_watch -> the program works -> disk_stop -> disk_cut ... -> disk_free. While it watches, calls_watch is
** taken. The same seed makes the same state.
*/
#ifndef TESTS_FAULT_DISK_H
#define TESTS_FAULT_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct disk;

/* A disk that does not do what it says: to prove that the tests notice. */
enum disk_lie {
    DISK_HONEST,
    DISK_FORGETS_FILES,   /* syncing a file does nothing */
    DISK_FORGETS_FOLDERS, /* syncing a folder does nothing */
    DISK_FORGETS_SOME,    /* syncing a file does nothing when its name holds disk_lies' `part` */
};

enum disk_style { DISK_KEEPS_NOTHING, DISK_KEEPS_ALL, DISK_IN_ORDER, DISK_SCATTERED, DISK__STYLES };

/* What `root` (an absolute path without a slash at its end) holds now counts as kept. */
struct disk *disk_watch(const char *root);
void disk_lies(struct disk *disk, enum disk_lie lie, const char *part);
/* Notes a moment: what came before was acknowledged. Numbers rise. */
void disk_mark(struct disk *disk, int64_t number);
void disk_stop(struct disk *disk);
void disk_free(struct disk *disk);

/* How many changes were recorded, marks among them. */
size_t disk_changes(const struct disk *disk);
/* The last mark before change n; 0: none. */
int64_t disk_marked(const struct disk *disk, size_t n);
/* The change after the i-th mark, round and round: where a loss shows first. */
size_t disk_after_mark(const struct disk *disk, size_t i);
/* Makes `folder`, which must not exist, with what is left when the power goes before change n (0 to disk_changes);
** n does not fall from call to call. */
void disk_cut(struct disk *disk, size_t n, enum disk_style style, uint64_t seed, const char *folder);

/* A number from 0 to n - 1; *state is the seed and moves on. */
uint64_t disk_random(uint64_t *state, uint64_t n);

#endif
