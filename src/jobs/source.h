/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** source: what somebody gave us to import: a file, a .gz, a .zip, or a folder of these, or bytes from memory.
** Whatever it is, it yields named members, each a stream of bytes.
**
** source_open -> source_count, source_member, source_member_open (one at a time or several) -> stream_close each ->
** source_close. What a file is is found out from its first bytes, never from its name: a web page called data.zip is
** told from a zip. Operating systems' litter (__MACOSX, ._*, .DS_Store, Thumbs.db) and hidden files are
** skipped; folders
** are read FOLDER_DEPTH_MAX deep, in the order of their names. Archives within archives are not opened.
** *ret_why is one sentence saying what is wrong and what to do, in the arena. Faults: NOT_FOUND, INVALID (not
** what it should be), TOO_LARGE, IO. Memory: the list of members, in the arena.
*/
#ifndef JOBS_SOURCE_H
#define JOBS_SOURCE_H

#include "base/arena.h"
#include "base/fault.h"
#include "jobs/stream.h"

#define SOURCE_FOLDER_DEPTH_MAX 4

/* What a member's first bytes say. */
enum content {
    CONTENT_TEXT, /* a table, most likely */
    CONTENT_XML,
    CONTENT_EMPTY,
    CONTENT_HTML,
    CONTENT_PDF,
    CONTENT_JSON,
    CONTENT_ZIP,
    CONTENT_GZIP,
    CONTENT_EXCEL,
    CONTENT_UTF16,
    CONTENT_BINARY,
};

struct source_member {
    struct str name; /* for people: "cordis.zip: project.csv" */
    struct str base; /* last part of its path, without .gz: "project.csv" */
    uint64_t size;   /* bytes when unpacked; 0 when not known */
};

struct source;

enum fault must_use source_open(struct arena *arena, struct str path, struct source **ret_source,
                                struct str *ret_why);
/* The same over bytes in memory, which must outlive it. `name` is what messages call it. */
enum fault must_use source_open_bytes(struct arena *arena, struct str name, struct str bytes,
                                      struct source **ret_source, struct str *ret_why);
void source_close(struct source *source); /* NULL is fine */

struct str source_name(const struct source *source); /* base name of what was given */
size_t source_count(const struct source *source);    /* at least 1 */
struct source_member source_member(const struct source *source, size_t i);
enum fault must_use source_member_open(struct source *source, size_t i, struct stream **ret_stream,
                                       struct str *ret_why);
/* Fingerprint (SHA-256, 64 hexadecimal letters) of the bytes as given: of a file, or of all files of a folder one
** after the other. Reads them once. */
enum fault must_use source_sha256(struct source *source, struct str *ret_hex, struct str *ret_why);

enum content content_of(struct str head);
/* A sentence why `name` cannot be imported and what to do; `wanted` says what would do ("the CORDIS zip ...").
** No text when
** the content is text or XML. */
struct str content_why(struct arena *arena, enum content content, struct str name, struct str wanted);

#endif
