/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import: what all imports share: counts, the rejects file, and how progress is told.
**
** An import reads its files whole, builds the next generation of the evidence (db/generation.h), derives
** (jobs/derive.h) and
** publishes it. Until then nobody sees anything of it; a fault, or a death at any moment, leaves the last published
** state. When nothing changed nothing is published. The clock is read by the caller: `now`.
*/
#ifndef JOBS_IMPORT_H
#define JOBS_IMPORT_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/ids.h"
#include "base/str.h"
#include "db/db.h"
#include "store/import_order.h"

/* ---- counts. Records: for CORDIS projects and participations, for places cities. */
struct import_counts {
    int64_t rows;      /* read, of every table used, header lines not counted */
    int64_t added;
    int64_t changed;
    int64_t unchanged; /* the same, or older than what is there */
    int64_t rejected;  /* rows that could not be used: each has a line in the rejects file */
    int64_t skipped;   /* rows that are well but not wanted here */
    bool rejects_lost; /* the rejects file could not be written */
};

/* ---- rejects: a CSV file with file, line, column, reason and the row itself, made at the first reject */
struct rejects;

/* `path` empty: count only. Heap; rejects_close. */
struct rejects *rejects_new(struct str path);
void rejects_close(struct rejects *rejects); /* NULL is fine */
/* `column` may be empty. Rows past IMPORT_REJECTS_MAX are only counted. */
void rejects_add(struct rejects *rejects, struct str file, uint64_t line, struct str column, struct str reason,
                 struct str row);
/* False when the file could not be written. */
bool rejects_written(const struct rejects *rejects);

/* ---- who wants to know how far it is. Either may be NULL. */
struct import_watch {
    void *self;
    /* what: "project.csv" or "working out themes"; total 0 when unknown. Called often; cheap. */
    void (*progress)(void *self, struct str what, uint64_t done, uint64_t total);
};

void watch_progress(const struct import_watch *watch, struct str what, uint64_t done, uint64_t total);

/* ---- what is given in */

struct import_in {
    struct str url; /* of the database */
    const struct import_file *files;
    size_t files_n;
    struct str rejects_path; /* empty: none */
    int64_t now;             /* instant */
    struct maybe_int as_of;  /* day that the files speak of, for those that do not say it */
    const struct import_watch *watch;
    struct str size_rule;    /* content/size-rule.json */
    struct str themes;       /* content/themes.json */
};

/* ISO 3166-1 alpha-2 of what CORDIS, GISCO and others write: EL is GR, UK is GB, of "DE;HU" the first counts.
** Empty when it is no two letters. The result is borrowed from `text` or static. */
struct str import_country(struct str text);

#endif
