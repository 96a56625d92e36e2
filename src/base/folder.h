/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** folder: the files that lie in a folder, for somebody to choose from.
**
** Only plain files of that folder itself that may be read: no links, no folders, nothing hidden (a dot in front), and
** no name that is not UTF-8 or holds a control character. In the order of their names. A name has no slash, so what is
** chosen by its name in such a list never lies outside of the folder.
*/
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

struct folder_file {
    struct str name;
    int64_t bytes;
    int64_t changed_at; /* instant */
};

/* At most `max` (at least 1) of them, in the arena; *ret_all is how many there are. FAULT_NOT_FOUND: no such folder;
** FAULT_DENIED: it may not be read; FAULT_IO. */
enum fault must_use folder_list(struct arena *arena, struct str path, size_t max, struct folder_file **ret_files,
                                size_t *ret_n, size_t *ret_all);
/* NULL: none has that name. */
const struct folder_file *folder_find(const struct folder_file *files, size_t n, struct str name);

#endif
