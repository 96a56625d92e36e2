/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/zip.h"

#include <zip.h>

#include "base/check.h"
#include "base/limits.h"

#define RATIO_FREE (1u << 20)

struct zip_archive {
    zip_t *zip;
};

static const char *const why_damaged =
    "looks like a zip file but is damaged or cut off. Download it again.";

/* A path that stays inside: no "..", not absolute, no drive letter, no backslash tricks. */
static bool path_is_safe(struct str path)
{
    if (path.n == 0 || path.s[0] == '/' || path.s[0] == '\\' || (path.n > 1 && path.s[1] == ':')) {
        return false;
    }
    size_t from = 0;
    for (size_t i = 0; i <= path.n; i++) {
        if (i < path.n && path.s[i] != '/' && path.s[i] != '\\') {
            continue;
        }
        if (str_eq(str_sub(path, from, i - from), S(".."))) {
            return false;
        }
        from = i + 1;
    }
    return true;
}

static const char *member_problem(zip_t *zip, size_t i)
{
    zip_stat_t stat;
    if (zip_stat_index(zip, i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_NAME)) {
        return why_damaged;
    }
    if (!path_is_safe(str_of(stat.name))) {
        return "has a member whose path leads outside of the archive: it was refused. "
               "Download the file again from its publisher.";
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
        return "is protected by a password. Give the file as its publisher offers it.";
    }
    bool bomb = (stat.valid & ZIP_STAT_SIZE) && stat.size > IMPORT_UNPACKED_MAX;
    if ((stat.valid & ZIP_STAT_SIZE) && (stat.valid & ZIP_STAT_COMP_SIZE) && stat.size > RATIO_FREE) {
        bomb = bomb || stat.size / IMPORT_RATIO_MAX > stat.comp_size;
    }
    return bomb ? "unpacks to far more than a real data file would: it was refused. "
                  "Download the file again from its publisher."
                : NULL;
}

static enum fault check_members(zip_t *zip, const char **ret_why)
{
    zip_int64_t n = zip_get_num_entries(zip, 0);
    if (n <= 0) {
        *ret_why = "is a zip file without anything in it. Download it again.";
        return FAULT_INVALID;
    }
    if ((uint64_t)n > IMPORT_MEMBERS_MAX) {
        *ret_why = "holds more files than a real data file would: it was refused.";
        return FAULT_TOO_LARGE;
    }
    for (size_t i = 0; i < (size_t)n; i++) {
        const char *problem = member_problem(zip, i);
        if (problem) {
            *ret_why = problem;
            return FAULT_INVALID;
        }
    }
    return OK;
}

enum fault zip_archive_open(const char *path, struct str bytes, struct zip_archive **ret_zip, const char **ret_why)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = path ? zip_source_file_create(path, 0, -1, &error)
                                : zip_source_buffer_create(bytes.s, bytes.n, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
    zip_error_fini(&error);
    if (!zip) {
        zip_source_free(source);
        *ret_why = why_damaged;
        return FAULT_INVALID;
    }
    enum fault fault = check_members(zip, ret_why);
    if (fault != OK) {
        zip_discard(zip);
        return fault;
    }
    struct zip_archive *archive = mem_alloc(sizeof *archive);
    archive->zip = zip;
    *ret_zip = archive;
    return OK;
}

void zip_archive_close(struct zip_archive *zip)
{
    if (zip) {
        zip_discard(zip->zip);
        mem_free(zip);
    }
}

size_t zip_archive_count(const struct zip_archive *zip)
{
    return (size_t)zip_get_num_entries(zip->zip, 0);
}

struct zip_member zip_archive_member(const struct zip_archive *zip, size_t i)
{
    zip_stat_t stat;
    check(zip_stat_index(zip->zip, i, 0, &stat) == 0);
    struct str name = str_of(stat.name);
    return (struct zip_member){
        .name = name,
        .size = stat.valid & ZIP_STAT_SIZE ? stat.size : 0,
        .packed_size = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0,
        .folder = str_ends(name, S("/")),
    };
}

static enum fault member_read(void *self, char *to, size_t size, size_t *ret_n, const char **ret_why)
{
    zip_int64_t n = zip_fread(self, to, size);
    if (n < 0) {
        *ret_why = "is damaged: a member of the zip file does not unpack. Download it again.";
        return FAULT_INVALID;
    }
    *ret_n = (size_t)n;
    return OK;
}

static void member_close(void *self)
{
    zip_fclose(self);
}

enum fault zip_member_open(struct zip_archive *zip, size_t i, struct str name, struct stream **ret_stream,
                           const char **ret_why)
{
    static const struct stream_calls calls = {member_read, member_close};
    zip_file_t *file = zip_fopen_index(zip->zip, i, 0);
    if (!file) {
        *ret_why = "is damaged: a member of the zip file cannot be opened. Download it again.";
        return FAULT_INVALID;
    }
    *ret_stream = stream_new(&calls, file, name, zip_archive_member(zip, i).packed_size);
    return OK;
}
