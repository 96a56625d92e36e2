/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** archive_parts: what writer and reader of a backup agree on. Private to archive_*.c.
*/
#ifndef JOBS_ARCHIVE_PARTS_H
#define JOBS_ARCHIVE_PARTS_H

#include "base/limits.h"

#define ARCHIVE_FORMAT "small giants backup 1"
#define ARCHIVE_RECORD_MAX (2u * DB_VALUE_MAX + 4096u) /* a row, see transfer.c */

#endif
