/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** scratch: a migrated database for tests of db and store: in a temporary folder, or, where the environment names a
** cluster of PostgreSQL (CLUSTER_FOLDER; tests/store/with_postgres.c sets it), a database of its own in that cluster.
*/
#ifndef TESTS_STORE_SCRATCH_H
#define TESTS_STORE_SCRATCH_H

#include "db/db.h"
#include "db/engine.h"

struct scratch {
    struct arena arena;
    struct str folder;
    struct str url;     /* "sqlite:FOLDER/net.db", or "postgres://..." */
    const char *name;   /* of the database in the cluster, NULL on SQLite */
};

bool scratch_is_postgres(void);
/* How many moments of a walk over many to go on by: there each costs several times what it does in a file. All of them
** in the soak, which sets SCRATCH_ALL. */
int scratch_stride(void);
bool scratch_all(void);
void scratch_init(struct scratch *scratch);    /* an empty folder, or database */
void scratch_migrate(struct scratch *scratch); /* and a migrated database in it */
void scratch_done(struct scratch *scratch);    /* removes the folder */
/* cmocka's setup and teardown: *state is a struct scratch with a migrated database. */
int scratch_setup(void **state);
int scratch_setup_empty(void **state);
int scratch_teardown(void **state);

const char *scratch_path(struct scratch *scratch, const char *name);
/* Removes every file whose name begins so. */
void scratch_remove(struct scratch *scratch, const char *beginning);
bool scratch_has(struct scratch *scratch, const char *name);
/* How many generations there are, and whether that of a number is. */
int scratch_evidence_count(struct scratch *scratch);
bool scratch_has_evidence(struct scratch *scratch, int64_t number);
/* One file by itself ("net.db", "net.evidence-7.db"; on PostgreSQL the schema of that, made when it is not there, and
** as the superuser: what was made is the network's after scratch_exec). */
struct db *scratch_open_file(struct scratch *scratch, const char *name, enum engine_use use);
/* Rows may be written in any order: foreign keys are not looked at on this connection. */
void scratch_loosen(struct db *db);
/* The address of another database, absent at first (on PostgreSQL: empty). A name: letters. remove: absent again. */
struct str scratch_other(struct scratch *scratch, const char *name);
void scratch_other_remove(struct scratch *scratch, const char *name);
bool scratch_other_is_there(struct scratch *scratch, const char *name);
/* SQL text on "net.db" or "net.evidence-7.db" (on PostgreSQL, the schemas of these), past every defence: to damage what
** the program keeps whole. x'00' is a blob on both engines. */
void scratch_exec(struct scratch *scratch, const char *name, const char *sql);
/* The first column of the first row, as text; likewise. */
struct str scratch_ask(struct scratch *scratch, const char *name, const char *sql);
/* Opens or fails the test with the sentence. */
struct db *scratch_open(struct scratch *scratch, enum db_mode mode);
/* Opening `url` gives this fault, and a reason that holds the sentence and no password: those of tests are "secret". */
void scratch_refuses(struct scratch *scratch, struct str url, enum fault fault, const char *sentence);
void assert_str(struct str is, const char *expected);
/* The one number a statement gives. */
int64_t scratch_number(struct db *db, const struct statement *statement, const struct value *in);

#define V_INT(x) ((struct value){.kind = VALUE_INT, .number = (x)})
#define V_TEXT(x) ((struct value){.kind = VALUE_TEXT, .text = (x)})
#define V_BLOB(x) ((struct value){.kind = VALUE_BLOB, .text = (x)})
#define V_NULL ((struct value){.kind = VALUE_NULL})

#endif
