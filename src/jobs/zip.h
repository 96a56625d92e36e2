/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** zip: lists and unpacks the members of a zip archive, of a file or of memory. Only zip.c knows libzip.
**
** zip_archive_open -> zip_archive_count, zip_archive_member, zip_member_open ... -> zip_archive_close, after every
** stream of it is closed. An archive is refused as a whole, with a sentence's clause, when it is damaged or cut
** off, has more than IMPORT_MEMBERS_MAX members, or one that is encrypted, leads outside of the archive ("..", an
** absolute path, a drive), or claims a size or ratio over the bounds. Nothing is ever unpacked to disk.
*/
#ifndef JOBS_ZIP_H
#define JOBS_ZIP_H

#include "jobs/stream.h"

struct zip_archive;

struct zip_member {
    struct str name; /* path inside; borrowed from the archive */
    uint64_t size;
    uint64_t packed_size;
    bool folder;
};

/* path, or bytes when path is NULL. *ret_why: a static clause on a fault. */
enum fault must_use zip_archive_open(const char *path, struct str bytes, struct zip_archive **ret_zip,
                                     const char **ret_why);
void zip_archive_close(struct zip_archive *zip);
size_t zip_archive_count(const struct zip_archive *zip);
struct zip_member zip_archive_member(const struct zip_archive *zip, size_t i);
enum fault must_use zip_member_open(struct zip_archive *zip, size_t i, struct str name, struct stream **ret_stream,
                                    const char **ret_why);

#endif
