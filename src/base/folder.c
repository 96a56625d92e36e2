/* SPDX-License-Identifier: AGPL-3.0-or-later
** folder: the files that lie in it. */
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"

static void close_dir(DIR **dir)
{
    if (*dir != NULL) {
        closedir(*dir);
    }
}

static bool is_fit(struct str name)
{
    if (name.n == 0 || name.s[0] == '.' || !str_is_utf8(name)) {
        return false;
    }
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.s[i];
        if (c < ' ' || c == 0x7f || (c == 0xc2 && (unsigned char)name.s[i + 1] < 0xa0)) {
            return false;
        }
    }
    return true;
}

static bool look(int folder, const char *name, struct folder_file *ret_file)
{
    struct stat is;
    if (!is_fit(str_of(name)) || fstatat(folder, name, &is, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(is.st_mode) ||
        faccessat(folder, name, R_OK, 0) != 0) {
        return false;
    }
    *ret_file = (struct folder_file){str_of(name), is.st_size, is.st_mtime};
    return true;
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct folder_file *)a)->name, ((const struct folder_file *)b)->name);
}

/* Where in the first `max` by name it belongs; the last of them falls out. */
static size_t insert(struct arena *arena, struct folder_file *files, size_t n, size_t max, struct folder_file file)
{
    if (n == max && str_cmp(file.name, files[n - 1].name) >= 0) {
        return n;
    }
    file.name = str_copy(arena, file.name);
    n -= n == max;
    files[n++] = file;
    qsort(files, n, sizeof *files, by_name);
    return n;
}

enum fault folder_list(struct arena *arena, struct str path, size_t max, struct folder_file **ret_files,
                       size_t *ret_n, size_t *ret_all)
{
    check(max > 0);
    DIR *dir CLEANUP(close_dir) = opendir(str_c(arena, path));
    if (dir == NULL) {
        return errno == ENOENT || errno == ENOTDIR ? FAULT_NOT_FOUND : errno == EACCES ? FAULT_DENIED : FAULT_IO;
    }
    struct folder_file *files = arena_array(arena, struct folder_file, max);
    size_t n = 0;
    size_t all = 0;
    errno = 0;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        struct folder_file file;
        if (look(dirfd(dir), entry->d_name, &file)) {
            n = insert(arena, files, n, max, file);
            all++;
        }
        errno = 0;
    }
    if (errno != 0) {
        return FAULT_IO;
    }
    *ret_files = files;
    *ret_n = n;
    *ret_all = all;
    return OK;
}

const struct folder_file *folder_find(const struct folder_file *files, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(files[i].name, name)) {
            return &files[i];
        }
    }
    return NULL;
}
