/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** postgres: what db_postgres.c and build_postgres.c share. Private to src/db.
**
** A database of PostgreSQL holds the main tables in the schema `main` and each generation of evidence in a schema of
** its own, `evidence_7`. A connection finds tables by its search path alone; no statement names a schema.
**
** Locks kept by agreement, all under POSTGRES_LOCK: WRITER within a transaction that writes main, so that there is one
** at a time, as on SQLite; BUILDER as long as a generation is built; and the number of a generation, shared, as long as
** a connection reads it, so that nobody removes it meanwhile. They end with their connection.
*/
#ifndef DB_POSTGRES_H
#define DB_POSTGRES_H

#include "db/engine.h"

#define POSTGRES_LOCK 21319 /* "SG" */
#define POSTGRES_LOCK_WRITER 0
#define POSTGRES_LOCK_BUILDER (-1)

/* Told by every commit that writes main, within it; heard by every connection of DB_READ and DB_WRITE: db_news. */
#define POSTGRES_CHANNEL "smallgiants"

#define POSTGRES_SERVER_MIN 15 /* what is tested; "nulls not distinct" and the providers of collations came with it */

/* For pages, which ask for few rows by their keys: each statement is planned once a connection, as loops over indexes,
** what SQLite has and what statements are written for. Left to itself the server planned some of them anew each time,
** which took longer than to run them; and not knowing how long a range is it read whole tables for one, on several
** processors at once. What may take its time reads many rows, and is left to the server. */
#define POSTGRES_LOOPS \
    "set plan_cache_mode = force_generic_plan; set random_page_cost = 1.1; set enable_hashjoin = off;" \
    "set enable_mergejoin = off; set enable_bitmapscan = off; set max_parallel_workers_per_gather = 0"
#define POSTGRES_NO_LOOPS \
    "reset plan_cache_mode; reset random_page_cost; reset enable_hashjoin; reset enable_mergejoin;" \
    "reset enable_bitmapscan; reset max_parallel_workers_per_gather"

/* "evidence_7" */
const char *postgres_schema(struct arena *arena, int64_t number);
/* engine_postgres's own, for build_postgres.c. */
enum fault must_use postgres_exec(struct db *db, const char *sql);
enum fault must_use postgres_ask(struct db *db, struct arena *arena, const char *sql, struct str *ret_text);
/* Number 0: no; else whether the ask said "t". */
enum fault must_use postgres_ask_bool(struct db *db, struct arena *arena, const char *sql, bool *ret_is);
/* As in struct engine; build_postgres.c has them. */
enum fault must_use postgres_count_tables(struct db *db, struct arena *arena, const char *name, int64_t *ret_count,
                                          bool *ret_ours);
enum fault must_use postgres_list_columns(struct db *db, struct arena *arena, const char *name,
                                          struct str *ret_lines);

#endif
