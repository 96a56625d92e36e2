/* SPDX-License-Identifier: AGPL-3.0-or-later
** key: a file for its owner alone. */
#include "cli/key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/rand.h"

#define KEY_BEGINS "smallgiants-key-1 "
#define KEY_FILE_MAX 128 /* letters of the file; it has 83 */

/* ---- where */

static struct str beside(struct arena *arena, struct str url)
{
    struct str path = str_starts(url, S("sqlite:")) ? str_from(url, S("sqlite:").n) : url;
    return str_format(arena, "%.*s.key", STR_ARG(str_ends(path, S(".db")) ? str_sub(path, 0, path.n - 3) : path));
}

/* No text: it must be said. */
static struct str key_path(const struct cli *cli)
{
    const char *set = getenv("SMALLGIANTS_KEY");
    const char *state = getenv("STATE_DIRECTORY");
    struct str said = cli_text(cli, "--key", set != NULL && *set ? set : NULL);
    if (said.n > 0) {
        return said;
    }
    if (!str_contains(cli->db_url, S("://"))) {
        return beside(cli->arena, cli->db_url);
    }
    return state != NULL && *state ? str_format(cli->arena, "%s/smallgiants.key", state) : (struct str){0};
}

/* ---- reading */

static void close_file(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
}

static struct str why_not(struct arena *arena, const char *path, const char *what)
{
    return str_format(arena, "the key file %s cannot be %s: %s", path, what, strerror(errno));
}

static enum fault must_use check_rights(struct arena *arena, int fd, const char *path, struct str *ret_why)
{
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        *ret_why = str_format(arena, "the key file %s is no file", path);
        return FAULT_IO;
    }
    if ((about.st_mode & 077) != 0) {
        *ret_why = str_format(arena,
                              "others may read or change the key file %s: take that from them with `chmod 600 %s`; "
                              "if they may have read it, remove it, and a new one is made", path, path);
        return FAULT_DENIED;
    }
    return OK;
}

/* FAULT_NOT_FOUND: there is none. */
static enum fault must_use read_key(struct arena *arena, const char *path, struct secret_key *ret_key,
                                    struct str *ret_why)
{
    int CLEANUP(close_file) fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char text[KEY_FILE_MAX];
    if (fd < 0) {
        *ret_why = why_not(arena, path, "read");
        return errno == ENOENT ? FAULT_NOT_FOUND : FAULT_IO;
    }
    TRY(check_rights(arena, fd, path, ret_why));
    ssize_t n = read(fd, text, sizeof text);
    struct str line = str_trim((struct str){text, n > 0 ? (size_t)n : 0});
    bool fine = str_starts(line, S(KEY_BEGINS)) && secret_key_parse(str_from(line, S(KEY_BEGINS).n), ret_key);
    secret_wipe(text, sizeof text);
    if (!fine) {
        *ret_why = str_format(arena,
                              "the key file %s is damaged: put your copy of it back; without one move it away, and "
                              "a new one is made: links in mails that were sent and second factors then have to be "
                              "made anew",
                              path);
        return FAULT_DAMAGED;
    }
    return OK;
}

/* ---- making */

static bool write_all(int fd, struct str text)
{
    return write(fd, text.s, text.n) == (ssize_t)text.n && fsync(fd) == 0;
}

/* The name is on disk as well. */
static void sync_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str folder = slash == NULL ? S(".") : slash == path ? S("/") : (struct str){path, (size_t)(slash - path)};
    int CLEANUP(close_file) fd = open(str_c(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    (void)(fd >= 0 && fsync(fd) == 0); /* who cannot is told when the file is missed */
}

/* Written under another name and then named: who reads sees it whole. Of two at once one wins, and both take that. */
static enum fault must_use make_key(struct arena *arena, const char *path, struct str *ret_why)
{
    const char *new = str_c(arena, str_format(arena, "%s.new-%d", path, (int)getpid()));
    int CLEANUP(close_file) fd = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    struct str text = str_format(arena, KEY_BEGINS "%.*s\n", STR_ARG(rand_hex(arena, SECRET_KEY_BYTES)));
    bool fine = fd >= 0 && write_all(fd, text) && (link(new, path) == 0 || errno == EEXIST);
    if (!fine) {
        *ret_why = why_not(arena, path, "made");
    }
    secret_wipe((char *)(uintptr_t)text.s, text.n);
    unlink(new);
    sync_folder(arena, path);
    return fine ? OK : FAULT_IO;
}

enum fault key_get(const struct cli *cli, struct secret_key *ret_key, struct str *ret_made, struct str *ret_why)
{
    struct str where = key_path(cli);
    secret_start();
    if (where.n == 0) {
        *ret_why = S("say with --key FILE where the key of this network is kept, a file for this program alone; "
                     "servers that share a database each have a copy of it; it is made when it is not there");
        return FAULT_INVALID;
    }
    const char *path = str_c(cli->arena, where);
    enum fault fault = read_key(cli->arena, path, ret_key, ret_why);
    *ret_made = S("");
    if (fault == FAULT_NOT_FOUND) {
        TRY(make_key(cli->arena, path, ret_why));
        *ret_made = where;
        fault = read_key(cli->arena, path, ret_key, ret_why);
    }
    return fault;
}
