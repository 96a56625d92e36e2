/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** trust_log: what was changed here and by whom, in an order that nobody can change afterwards without it being seen.
**
** Every change of membership, score, decision, right and setting is added in the transaction of the change itself
** (trust_log_add, the last thing in it, DB_WRITE). There is one writer at a time on both engines, so the numbers are
** 1, 2, 3 ... without a gap; a fork would have two links of one number, which the table refuses (FAULT_CONFLICT).
**
** An entry has three parts: what was done (of no person), who did it, and whom it was done to. Each stands in a link as
** a digest, and beside it readable, with a salt of 32 bytes of chance. What is erased is a readable part with its
** salt; who has neither cannot tell from the digest what it was of. Links are never changed and never removed.
**
** So that anybody can do it again (texts in UTF-8, numbers in decimal without leading zeros, digests and salts as small
** hexadecimal letters, lines end in one byte 0x0A):
**
**     part  = SHA-256( "smallgiants log part 1\n" NAME "\n" SALT "\n" TEXT )      NAME: what, who, whom; no end of line
**             ""  where there is no such part (only `whom`)                       behind TEXT
**     chain = SHA-256( "smallgiants log link 1\n" CHAIN-BEFORE "\n" NUMBER "\n" AT "\n" WHAT "\n" WHO "\n" WHOM "\n" )
**
** AT is the instant in seconds; CHAIN-BEFORE of number 1 is 64 times "0". What comes before TEXT has no line feed in
** it, so no two entries have the same bytes. TEXT is named fields (base/fields.h); that of a person begins with
** is=person.
**
** Who can write to the database can write a new chain of his own, as with any log: hence heads ("4711:CHAIN") that are
** kept elsewhere and given to trust_log_verify. Cost: a link has about 350 bytes; verifying needs no memory but a row.
*/
#ifndef STORE_TRUST_LOG_H
#define STORE_TRUST_LOG_H

#include "base/fault.h"
#include "store/trust_log.sql.h"

#define LOG_DIGEST_LETTERS 64u
#define LOG_SALT_BYTES 32u
#define LOG_FIELDS_MAX 8192u /* bytes of one part */
#define LOG_LIST_MAX 200
#define LOG_CHECK_S 86400       /* between two looks at all of it, by itself */

/* Every kind of entry there is, and only these; each has its sentence in web/log/log_say.c. */
extern const char *const trust_log_kinds[];
extern const size_t trust_log_kinds_count;

enum log_is {
    LOG_NOBODY,
    LOG_PERSON,  /* `person` and `name` */
    LOG_CONSOLE, /* somebody at the command line of the machine: `name` is what the machine calls them */
    LOG_ITSELF,  /* the program, by its clock */
};

struct log_someone {
    enum log_is is;
    int64_t person; /* id of the table person */
    struct str name; /* as they are called now */
};

struct log_event {
    struct str kind;   /* "setting-saved"; letters and '-' */
    struct str fields; /* more of what was done, as base/fields.h writes them; nothing of any person */
    struct log_someone who;
    struct log_someone whom; /* LOG_NOBODY: it was done to nobody */
    int64_t now;
};

/* FAULT_TOO_LARGE: a part over LOG_FIELDS_MAX. who.is is not LOG_NOBODY (a bug). */
enum fault must_use trust_log_add(struct db *db, struct arena *arena, const struct log_event *event);

/* ---- reading */

/* "setting-saved", from the part `what`. */
struct str trust_log_kind(struct arena *arena, struct str what);
/* Who a part tells of; LOG_NOBODY for an empty one, or one of a later version. */
struct log_someone trust_log_someone(struct arena *arena, struct str part);

/* ---- the chain */

/* Where the log ends, to be kept elsewhere. number 0 and 64 times "0": nothing was logged yet. */
struct log_head {
    int64_t number;
    struct str chain;
};
enum fault must_use trust_log_head(struct db *db, struct arena *arena, struct log_head *ret_head);
/* "4711:CHAIN"; false: it is no head. */
bool trust_log_head_parse(struct str text, struct log_head *ret_head);

enum log_verdict {
    LOG_INTACT,
    LOG_GAP,           /* this number is not there, a later one is */
    LOG_BROKEN,        /* the chain of this link does not follow from the one before it */
    LOG_CHANGED,       /* what can be read of this entry is not what was logged */
    LOG_MISSING,       /* nothing says that this entry was erased, and it is not there */
    LOG_CUT,           /* the log ends before the head that is given; number: where it ends */
    LOG_OTHER,         /* the link of the given head has another chain: the log was written anew */
    LOG_VERDICT__MAX
};

struct log_report {
    enum log_verdict verdict;
    int64_t number;   /* where; intact: the last */
    struct str chain; /* of the last link that holds */
    int64_t erased;   /* entries of which something was erased */
};

/* Reads all of it once, in a transaction of the caller's. head: kept elsewhere, NULL for none. `arena` holds the
** report; no fault says that it does not hold: the report does. */
enum fault must_use trust_log_verify(struct db *db, struct arena *arena, const struct log_head *head,
                                     struct log_report *ret_report);

/* As above; in the arena. */
struct str trust_log_part(struct arena *arena, struct str name, struct str salt, struct str text);
struct str trust_log_chain(struct arena *arena, struct str before, int64_t number, int64_t at, struct str what,
                           struct str who, struct str whom);

/* Once in LOG_CHECK_S, when something was logged: the job `log-check` waits to be taken. Without a transaction. */
enum fault must_use trust_log_wake(struct db *db, struct arena *arena, int64_t now);

/* ---- erasing */

/* Every part that tells of this person. `why`: a few words, nothing of any person. */
enum fault must_use trust_log_erase_person(struct db *db, int64_t person, struct str why, int64_t now);
/* All that can be read of one entry. FAULT_NOT_FOUND: there is none. */
enum fault must_use trust_log_erase(struct db *db, int64_t number, struct str why, int64_t now);

#endif
