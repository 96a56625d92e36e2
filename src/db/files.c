/* SPDX-License-Identifier: AGPL-3.0-or-later
** files: those of a database. */
#include "db/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/scan.h"

#define COPY_CHUNK (1u << 30) /* one copy_file_range call takes at most 2 GiB */
#define URI_MAX 16384u        /* PATH_MAX with every byte escaped fits */

enum fault files_parse(struct arena *arena, struct str url, struct place *ret_place, struct str *ret_why)
{
    struct str path = url;
    if (str_starts(url, S("sqlite:"))) {
        path = str_from(url, sizeof "sqlite:" - 1);
    }
    bool special = str_starts(path, S("file:")) || str_starts(path, S(":")) || str_ends(path, S("/"));
    if (path.n == 0 || path.n >= PATH_MAX - 64 || special || !str_is_utf8(path)) {
        *ret_why = str_format(arena, "\"%.*s\" does not name a database file; write it as in "
                              "sqlite:var/smallgiants.db", STR_ARG(str_clip(url, 200)));
        return FAULT_INVALID;
    }
    const char *slash = memrchr(path.s, '/', path.n);
    struct str name = slash ? str_from(path, (size_t)(slash + 1 - path.s)) : path;
    struct str folder = slash == path.s ? S("/") : slash ? str_sub(path, 0, (size_t)(slash - path.s)) : S(".");
    if (str_ends(name, S(".db")) && name.n > 3) {
        name.n -= 3;
    }
    const char *main = str_c(arena, path);
    *ret_place = (struct place){&engine_sqlite, main, main, str_copy(arena, folder), str_copy(arena, name)};
    return OK;
}

bool files_exist(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool files_exist_main(const struct place *place)
{
    return files_exist(place->main);
}

static struct str beside(struct arena *arena, const struct place *place, const char *end)
{
    return str_format(arena, "%.*s/%.*s.evidence%s", STR_ARG(place->folder), STR_ARG(place->stem), end);
}

const char *files_evidence(struct arena *arena, const struct place *place, int64_t number)
{
    char end[32];
    snprintf(end, sizeof end, "-%lld.db", (long long)number);
    return beside(arena, place, end).s;
}

const char *files_evidence_uri(struct arena *arena, const struct place *place, int64_t number)
{
    struct buf CLEANUP(buf_done) uri;
    buf_init(&uri, URI_MAX);
    buf_put_str(&uri, S("file:"));
    for (const char *p = files_evidence(arena, place, number); *p != 0; p++) {
        if (strchr("%?#", *p) != NULL) {
            buf_format(&uri, "%%%02X", (unsigned char)*p);
        } else {
            buf_put_char(&uri, *p);
        }
    }
    buf_put_str(&uri, S("?mode=ro&immutable=1"));
    check(!uri.overflow);
    return str_c(arena, buf_str(&uri));
}

static void close_file(const int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
}

/* Waits until the names in a folder are on disk. A folder that may not be read is none that we made. */
static bool sync_names(const char *folder)
{
    int CLEANUP(close_file) fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 ? fsync(fd) == 0 : errno == EACCES;
}

/* `path` ends behind the folder to make. While there is no database yet, who made a folder before may have died before
** its name was on disk. */
static bool make_folder(char *path, bool fresh)
{
    bool made = mkdir(path, 0750) == 0;
    if (!made && errno != EEXIST) {
        return false;
    }
    char *slash = strrchr(path, '/');
    char kept = slash ? slash[1] : '\0';
    if (slash) {
        slash[1] = '\0'; /* "/" keeps its name */
    }
    bool synced = !(made || fresh) || sync_names(slash ? path : ".");
    if (slash) {
        slash[1] = kept;
    }
    return synced;
}

static enum fault make_folders(struct arena *arena, const struct place *place, struct str *ret_why)
{
    char *path = (char *)str_c(arena, place->folder);
    bool fresh = !files_exist(place->main);
    for (char *p = path + 1; p[-1] != 0; p++) {
        if (*p != '/' && *p != 0) {
            continue;
        }
        char kept = *p;
        *p = 0;
        if (!make_folder(path, fresh)) {
            *ret_why = str_format(arena, "the folder %s cannot be made: %s", path, strerror(errno));
            return FAULT_IO;
        }
        *p = kept;
    }
    return OK;
}

/* Files made beside another belong to whoever that one belongs to: an import started by root must not lock
** the server out. */
static void own_as(int fd, const struct stat *model)
{
    if (fchown(fd, model->st_uid, model->st_gid) == 0) {
        fchmod(fd, model->st_mode & 0777);
    }
}

static enum fault make_main(struct arena *arena, const struct place *place, struct str *ret_why)
{
    int fd = open(place->main, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0) {
        *ret_why = str_format(arena, "the database %s cannot be made: %s", place->main, strerror(errno));
        return FAULT_IO;
    }
    close(fd);
    return OK;
}

enum fault files_make(struct arena *arena, const struct place *place, struct str *ret_why)
{
    TRY(make_folders(arena, place, ret_why));
    return make_main(arena, place, ret_why);
}

enum fault files_lock(struct arena *arena, const struct place *place, int *ret_fd, struct str *ret_why)
{
    const char *path = beside(arena, place, ".lock").s;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0) {
        *ret_why = str_format(arena, "the lock file %s cannot be opened: %s", path, strerror(errno));
        return FAULT_IO;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        struct stat main;
        if (stat(place->main, &main) == 0) {
            own_as(fd, &main);
        }
        *ret_fd = fd;
        return OK;
    }
    bool taken = errno == EWOULDBLOCK;
    close(fd);
    *ret_why =
        taken ? S("another import or migration is at work on this database; start again when it has ended")
              : str_format(arena, "the lock file %s cannot be locked", path);
    return taken ? FAULT_BUSY : FAULT_IO;
}

/* The generation a file name belongs to, with any "-journal" or "-wal" behind it; false for other files. */
static bool number_of(const struct place *place, const char *name, int64_t *ret_number)
{
    struct scan scan = scan_of(str_of(name));
    uint64_t number = 0;
    if (!scan_literal(&scan, place->stem) || !scan_literal(&scan, S(".evidence-")) ||
        !scan_unsigned(&scan, INT64_MAX, &number) || !scan_literal(&scan, S(".db")) ||
        (!scan_end(&scan) && scan.rest.s[0] != '-')) {
        return false;
    }
    *ret_number = (int64_t)number;
    return true;
}

static void close_folder(DIR **folder)
{
    closedir(*folder);
}

void files_sweep(const struct place *place, int64_t low, int64_t high)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s", STR_ARG(place->folder));
    DIR *opened = opendir(path);
    if (opened == NULL) {
        return;
    }
    DIR *CLEANUP(close_folder) folder = opened;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        int64_t number = 0;
        if (number_of(place, entry->d_name, &number) && (number < low || number > high)) {
            unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
}

void files_remove(const struct place *place)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[PATH_MAX];
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        snprintf(path, sizeof path, "%s%s", place->main, ends[i]);
        unlink(path);
    }
    files_sweep(place, INT64_MAX, INT64_MAX);
}

/* For file systems that cannot copy within themselves. */
static enum fault copy_plain(int in, int out)
{
    ssize_t n = 0;
    do {
        n = sendfile(out, in, NULL, COPY_CHUNK);
    } while (n > 0 || (n < 0 && errno == EINTR));
    return n == 0 ? OK : FAULT_IO;
}

enum fault files_copy(const char *from, const char *to)
{
    int CLEANUP(close_file) in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) {
        return errno == ENOENT ? FAULT_NOT_FOUND : FAULT_IO;
    }
    int CLEANUP(close_file) out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (out < 0) {
        return FAULT_IO;
    }
    struct stat model;
    if (fstat(in, &model) == 0) {
        own_as(out, &model);
    }
    if (ioctl(out, FICLONE, in) == 0) {
        return OK;
    }
    ssize_t n = 0;
    do {
        n = copy_file_range(in, NULL, out, NULL, COPY_CHUNK, 0);
    } while (n > 0 || (n < 0 && errno == EINTR));
    return n == 0 ? OK : copy_plain(in, out);
}

enum fault files_sync(struct arena *arena, const struct place *place, const char *path)
{
    int CLEANUP(close_file) file = open(path, O_RDONLY | O_CLOEXEC);
    int CLEANUP(close_file) folder = open(str_c(arena, place->folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return file >= 0 && folder >= 0 && fsync(file) == 0 && fsync(folder) == 0 ? OK : FAULT_IO;
}
