/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** scratch_postgres: databases of a test in the cluster that CLUSTER_FOLDER names, made and damaged as its superuser;
** they belong to the role `network`, as which the program under test connects.
*/
#ifndef TESTS_STORE_SCRATCH_POSTGRES_H
#define TESTS_STORE_SCRATCH_POSTGRES_H

#include "scratch.h"

/* An empty one, or a copy; sets name and url. */
void scratch_postgres_make(struct scratch *scratch, const char *model);
void scratch_postgres_copy(const char *from, const char *to);
bool scratch_postgres_has(const char *name);
void scratch_postgres_drop(struct scratch *scratch);
void scratch_postgres_exec(struct scratch *scratch, const char *file, const char *sql);
struct str scratch_postgres_ask(struct scratch *scratch, const char *file, const char *sql);
/* The schema that a file is here, when it is not there yet; the number of its generation, 0 for main. */
int64_t scratch_postgres_make_schema(struct scratch *scratch, const char *file);
struct str scratch_postgres_url(struct scratch *scratch, const char *user, const char *database);
struct str scratch_postgres_other(struct scratch *scratch, const char *name);
void scratch_postgres_other_remove(struct scratch *scratch, const char *name);
bool scratch_postgres_other_is_there(struct scratch *scratch, const char *name);
/* SQL of the superuser outside of any database of a test. */
void scratch_exec_cluster(const char *sql);
bool scratch_postgres_has_evidence(struct scratch *scratch, int64_t number);

#endif
