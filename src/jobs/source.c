/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/source.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/check.h"
#include "base/limits.h"
#include "db/digest.h"
#include "jobs/gzip.h"
#include "jobs/zip.h"

#define READ_CHUNK 65536u

enum member_kind { MEMBER_FILE, MEMBER_GZIP, MEMBER_ZIP };

struct member {
    struct source_member shown;
    enum member_kind kind;
    const char *path;     /* of the file on disk; NULL in memory */
    struct str bytes;     /* in memory */
    struct archive *archive;
    size_t number;        /* in the archive */
    uint64_t packed_size;
};

struct archive {
    struct zip_archive *zip;
    struct archive *next;
};

struct path_item {
    struct str path;
    struct path_item *next;
};

struct source {
    struct arena *arena;
    struct str name;
    struct member *members;
    size_t n;
    size_t size;
    struct archive *archives;
    struct path_item *files; /* every file read, newest first, for the fingerprint */
    struct str bytes;        /* when made of memory */
    struct str *why;         /* where the sentence goes */
};

static struct str base_name(struct str path)
{
    struct str rest = path;
    while (rest.n > 1 && rest.s[rest.n - 1] == '/') {
        rest.n--;
    }
    for (size_t i = rest.n; i > 0; i--) {
        if (rest.s[i - 1] == '/') {
            return str_from(rest, i);
        }
    }
    return rest;
}

static bool is_litter(struct str path)
{
    struct str base = base_name(path);
    return str_is_empty(base) || base.s[0] == '.' || str_eq_nocase(base, S("thumbs.db"))
           || str_starts(path, S("__MACOSX/")) || str_contains(path, S("/__MACOSX/"));
}

static enum fault refuse(struct source *source, enum fault fault, struct str name, const char *clause)
{
    *source->why = str_format(source->arena, "%.*s %s", STR_ARG(name), clause);
    return fault;
}

static enum fault add_member(struct source *source, struct member member)
{
    if (source->n >= IMPORT_MEMBERS_MAX) {
        return refuse(source, FAULT_TOO_LARGE, source->name, "holds more files than can be imported in one go.");
    }
    if (source->n == source->size) {
        size_t size = source->size ? source->size * 2 : 16;
        struct member *grown = arena_array(source->arena, struct member, size);
        if (source->n > 0) {
            memcpy(grown, source->members, source->n * sizeof *grown);
        }
        source->members = grown;
        source->size = size;
    }
    source->members[source->n++] = member;
    return OK;
}

static struct str without_gz(struct str base)
{
    return str_ends(base, S(".gz")) ? str_sub(base, 0, base.n - 3) : base;
}

static struct member zip_member_of(struct source *source, struct archive *archive, size_t i, struct str name)
{
    struct zip_member inside = zip_archive_member(archive->zip, i);
    return (struct member){
        .shown = {
            .name = str_format(source->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(inside.name)),
            .base = str_copy(source->arena, base_name(inside.name)),
            .size = inside.size,
        },
        .kind = MEMBER_ZIP,
        .archive = archive,
        .number = i,
        .packed_size = inside.packed_size,
    };
}

static enum fault add_zip(struct source *source, const char *path, struct str bytes, struct str name)
{
    const char *clause = "";
    struct zip_archive *zip = NULL;
    enum fault fault = zip_archive_open(path, bytes, &zip, &clause);
    if (fault != OK) {
        return refuse(source, fault, name, clause);
    }
    struct archive *archive = arena_new(source->arena, struct archive);
    archive->zip = zip;
    archive->next = source->archives;
    source->archives = archive;
    for (size_t i = 0; i < zip_archive_count(zip); i++) {
        struct zip_member inside = zip_archive_member(zip, i);
        if (str_eq(inside.name, S("xl/workbook.xml"))) {
            *source->why = content_why(source->arena, CONTENT_EXCEL, name, S(""));
            return FAULT_INVALID;
        }
        if (!inside.folder && !is_litter(inside.name)) {
            TRY(add_member(source, zip_member_of(source, archive, i, name)));
        }
    }
    return OK;
}

static enum fault add_content(struct source *source, struct member member, struct str head)
{
    enum content content = content_of(head);
    if (content == CONTENT_ZIP) {
        return add_zip(source, member.path, member.bytes, member.shown.name);
    }
    if (content == CONTENT_GZIP) {
        member.kind = MEMBER_GZIP;
        member.packed_size = member.shown.size;
        member.shown.size = 0;
        member.shown.base = without_gz(member.shown.base);
    }
    return add_member(source, member);
}

static enum fault add_file(struct source *source, struct str path, uint64_t size)
{
    struct path_item *item = arena_new(source->arena, struct path_item);
    *item = (struct path_item){path, source->files};
    source->files = item;
    struct member member = {
        .shown = {.name = base_name(path), .base = base_name(path), .size = size},
        .kind = MEMBER_FILE,
        .path = str_c(source->arena, path),
    };
    struct stream *stream = NULL;
    const char *clause = "";
    enum fault fault = stream_open_file(member.path, member.shown.name, &stream, &clause);
    if (fault != OK) {
        return refuse(source, fault, member.shown.name, clause);
    }
    struct str head;
    fault = stream_peek(stream, &head);
    if (fault == OK) {
        fault = add_content(source, member, head);
    } else {
        *source->why = str_copy(source->arena, stream_why(stream));
    }
    stream_close(stream);
    return fault;
}

static enum fault add_path(struct source *source, struct str path, int depth);

static int names_cmp(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static enum fault add_names(struct source *source, struct str folder, struct str *names, size_t n, int depth)
{
    qsort(names, n, sizeof *names, names_cmp);
    for (size_t i = 0; i < n; i++) {
        struct str path = str_format(source->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(names[i]));
        TRY(add_path(source, path, depth + 1));
    }
    return OK;
}

/* The names in a folder, without litter; at most IMPORT_MEMBERS_MAX. */
static struct str *folder_names(struct source *source, DIR *dir, size_t *ret_n)
{
    struct str *names = NULL;
    size_t n = 0, size = 0;
    for (struct dirent *entry = readdir(dir); entry && n < IMPORT_MEMBERS_MAX; entry = readdir(dir)) {
        struct str name = str_of(entry->d_name);
        if (is_litter(name) || str_eq(name, S("__MACOSX"))) {
            continue;
        }
        if (n == size) {
            size = size ? size * 2 : 64;
            struct str *grown = arena_array(source->arena, struct str, size);
            if (n > 0) {
                memcpy(grown, names, n * sizeof *grown);
            }
            names = grown;
        }
        names[n++] = str_copy(source->arena, name);
    }
    *ret_n = n;
    return names;
}

static enum fault add_folder(struct source *source, struct str path, int depth)
{
    if (depth > SOURCE_FOLDER_DEPTH_MAX) {
        return OK;
    }
    DIR *dir = opendir(str_c(source->arena, path));
    if (!dir) {
        return refuse(source, FAULT_IO, path, "is a folder that this user may not read.");
    }
    size_t n;
    struct str *names = folder_names(source, dir, &n);
    closedir(dir);
    return n > 0 ? add_names(source, path, names, n, depth) : OK;
}

static enum fault add_path(struct source *source, struct str path, int depth)
{
    struct stat stat_of;
    if (stat(str_c(source->arena, path), &stat_of) != 0) {
        return refuse(source, FAULT_NOT_FOUND, path, "does not exist. Check the name and the folder.");
    }
    if (S_ISDIR(stat_of.st_mode)) {
        return add_folder(source, path, depth);
    }
    if (!S_ISREG(stat_of.st_mode)) {
        return refuse(source, FAULT_INVALID, path, "is neither a file nor a folder.");
    }
    return add_file(source, path, (uint64_t)stat_of.st_size);
}

static struct source *source_new(struct arena *arena, struct str name, struct str *ret_why)
{
    struct source *source = arena_new(arena, struct source);
    source->arena = arena;
    source->name = str_copy(arena, base_name(name));
    source->why = ret_why;
    return source;
}

static enum fault finish_open(struct source *source, enum fault fault, struct source **ret_source)
{
    if (fault == OK && source->n == 0) {
        fault = refuse(source, FAULT_INVALID, source->name, "holds no file that could be imported.");
    }
    if (fault != OK) {
        source_close(source);
        return fault;
    }
    *ret_source = source;
    return OK;
}

enum fault source_open(struct arena *arena, struct str path, struct source **ret_source, struct str *ret_why)
{
    struct source *source = source_new(arena, path, ret_why);
    return finish_open(source, add_path(source, str_copy(arena, path), 0), ret_source);
}

enum fault source_open_bytes(struct arena *arena, struct str name, struct str bytes, struct source **ret_source,
                             struct str *ret_why)
{
    struct source *source = source_new(arena, name, ret_why);
    source->bytes = bytes;
    struct member member = {
        .shown = {.name = source->name, .base = source->name, .size = bytes.n},
        .kind = MEMBER_FILE,
        .bytes = bytes,
    };
    return finish_open(source, add_content(source, member, str_sub(bytes, 0, STREAM_PEEK_MAX)), ret_source);
}

void source_close(struct source *source)
{
    for (struct archive *archive = source ? source->archives : NULL; archive; archive = archive->next) {
        zip_archive_close(archive->zip);
    }
    if (source) {
        source->archives = NULL;
    }
}

struct str source_name(const struct source *source)
{
    return source->name;
}

size_t source_count(const struct source *source)
{
    return source->n;
}

struct source_member source_member(const struct source *source, size_t i)
{
    check(i < source->n);
    return source->members[i].shown;
}

static enum fault open_plain(const struct member *member, struct stream **ret_stream, const char **ret_why)
{
    if (!member->path) {
        *ret_stream = stream_open_bytes(member->bytes, member->shown.name);
        return OK;
    }
    return stream_open_file(member->path, member->shown.name, ret_stream, ret_why);
}

enum fault source_member_open(struct source *source, size_t i, struct stream **ret_stream, struct str *ret_why)
{
    check(i < source->n);
    struct member *member = &source->members[i];
    const char *clause = "";
    struct stream *stream = NULL;
    source->why = ret_why;
    enum fault fault = member->kind == MEMBER_ZIP
                           ? zip_member_open(member->archive->zip, member->number, member->shown.name, &stream, &clause)
                           : open_plain(member, &stream, &clause);
    if (fault != OK) {
        return refuse(source, fault, member->shown.name, clause);
    }
    *ret_stream = member->kind == MEMBER_GZIP ? gzip_open(stream, member->shown.name, member->packed_size) : stream;
    return OK;
}

static enum fault digest_stream(struct digest *digest, struct stream *stream)
{
    char chunk[READ_CHUNK];
    size_t n = 0;
    do {
        TRY(stream_read(stream, chunk, sizeof chunk, &n));
        digest_put(digest, (struct str){chunk, n});
    } while (n > 0);
    return OK;
}

static enum fault digest_file(struct source *source, struct digest *digest, struct str path)
{
    struct stream *stream = NULL;
    const char *clause = "";
    enum fault fault = stream_open_file(str_c(source->arena, path), base_name(path), &stream, &clause);
    if (fault != OK) {
        return refuse(source, fault, path, clause);
    }
    fault = digest_stream(digest, stream);
    if (fault != OK) {
        *source->why = str_copy(source->arena, stream_why(stream));
    }
    stream_close(stream);
    return fault;
}

enum fault source_sha256(struct source *source, struct str *ret_hex, struct str *ret_why)
{
    struct digest digest;
    digest_init(&digest);
    source->why = ret_why;
    if (!source->files) {
        digest_put(&digest, source->bytes);
    }
    for (struct path_item *item = source->files; item; item = item->next) {
        TRY(digest_file(source, &digest, item->path));
    }
    *ret_hex = digest_end(&digest, source->arena);
    return OK;
}
