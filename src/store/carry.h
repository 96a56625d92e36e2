/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** carry: a leadership programme, carried to a room without internet and home again; the same is its archive.
**
**     at home                     on the laptop                        at home
**     carry_out --file--> carry_in ... carry_out --file--> carry_in, and again whenever something is new
**
** Rows are named by what stays the same everywhere: uids and numbers, never the ids of one database. Each row is merged
** with what stands here by domain/carry.h; how it stood when the two parted is kept as marks (programme_was), in which
** no word can be read. What is sealed (who said what, addresses) leaves the network only so that it alone can read it
** (text/secret.h, web/programme/programme_file.h); a laptop carries it without opening it (programme_home).
**
** Not carried: questions that are open (carry_out: FAULT_BUSY), the public record (the host says so anew), who of the
** network's people made what, assessments by a matrix that a city holds a licence for, and notes, which are put
** together
** at home.
**
** Each table of a programme is a row of carry_tables with three statements of the same shape: a test compares them with
** the tables that there are. Within a transaction of the caller's.
*/
#ifndef STORE_CARRY_H
#define STORE_CARRY_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/carry.h"
#include "store/carry.sql.h"

#define CARRY_ROWS_MAX 200000u   /* of one programme: 100,000 answers fit */
#define CARRY_DIFFER_MAX 20u     /* of what both changed, so many are named */
#define CARRY_NUMBER_MAX 1000000 /* of what is no instant and no chance */

struct carry_table {
    const char *part;             /* its name in a file */
    const char *table;            /* in the database */
    const struct statement *list; /* in: programme; out: the columns, keys first */
    const struct statement *put;  /* in: programme, the columns */
    const struct statement *out;  /* in: programme, the keys */
    size_t keys;
    enum carry_how how;
    bool is_sealed;
    bool refers_to_itself;        /* then it is put twice */
};

extern const struct carry_table carry_tables[];
extern const size_t carry_tables_n;

struct carry_row {
    size_t table;             /* place in carry_tables */
    const struct value *cells; /* list->out_count; NULL: the row is gone where the file is from */
    struct str name;          /* within its table: its keys */
    struct str was;           /* marks with spaces between, of when they parted; no text: not known */
    bool is_own;              /* sealed here once: nothing new where the programme still stands */
};

struct carry_rows {
    struct carry_row *items;  /* in the order of carry_tables */
    size_t n;
};

/* "i12" a number, "n" none, "t" and a digest a text; of uids and digests themselves. */
struct str carry_mark(struct arena *arena, const struct value *cell);
struct str carry_marks(struct arena *arena, const struct carry_table *table, const struct value *cells);
/* The keys' marks with spaces between. */
struct str carry_name(struct arena *arena, const struct carry_table *table, const struct value *cells);
/* Whether a number may stand in that column of any table here. */
bool carry_number_fits(const char *column, int64_t number);

/* All of a programme that stands here; what came from elsewhere with how it stood when it came. FAULT_NOT_FOUND;
** FAULT_BUSY: a question is open; FAULT_TOO_LARGE: CARRY_ROWS_MAX. */
enum fault must_use carry_out(struct db *db, struct arena *arena, struct str programme, struct carry_rows *ret_rows);

struct carry_report {
    size_t added, changed, removed;
    size_t back;    /* removed here, changed there: they stand again */
    size_t kept;    /* removed there, changed here: they stay */
    size_t differ;  /* rows that both changed: what stands here stays */
    size_t twice;   /* who answered a survey in both places since they parted: both count,
        nobody knows whose they are */
    struct { const struct carry_table *table; struct str says; } differs[CARRY_DIFFER_MAX]; /* its first words there */
    size_t named;   /* of those: of what is sealed no word is told */
    const struct carry_table *refused; /* FAULT_CONFLICT, FAULT_INVALID: of this table a row does not fit */
};

/* The rows are those of carry_out, read from a file. A programme that does not stand here is made whole. Who was erased
** here stays so. FAULT_CONFLICT: a row is another programme's; FAULT_INVALID: it refers to nothing that is here, or
** breaks a rule of its table. */
enum fault must_use carry_in(struct db *db, struct arena *arena, struct str programme, const struct carry_rows *rows,
                             int64_t now, struct carry_report *ret_report);
/* At home, after carry_in: who rated in both places counts once, what was said first stands; a round whose results were
** looked at hides numbers of people until five more have said something than then. */
enum fault must_use carry_settle(struct db *db, struct arena *arena, struct str programme, int64_t now);
/* What carry_in would do, without doing it. */
enum fault must_use carry_look(struct db *db, struct arena *arena, struct str programme, const struct carry_rows *rows,
                               struct carry_report *ret_report);

#endif
