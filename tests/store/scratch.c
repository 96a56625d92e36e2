/* SPDX-License-Identifier: AGPL-3.0-or-later
** scratch: a migrated database in a temporary folder. */
#include "scratch.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/migrate.h"
#include "scratch_postgres.h"

bool scratch_is_postgres(void)
{
    return getenv("CLUSTER_FOLDER") != NULL;
}

bool scratch_all(void)
{
    return getenv("SCRATCH_ALL") != NULL;
}

/* What fails in turn is tried wholly on one engine, without sanitizers; the soak has all of it, with them. */
int scratch_stride(void)
{
#ifdef __SANITIZE_ADDRESS__
    bool slow = true;
#else
    bool slow = scratch_is_postgres();
#endif
    return slow && !scratch_all() ? 7 : 1;
}

static void make(struct scratch *scratch, const char *model)
{
    const char *temp = getenv("TMPDIR");
    char folder[200];
    snprintf(folder, sizeof folder, "%s/smallgiants-test-XXXXXX", temp ? temp : "/tmp");
    check(mkdtemp(folder) != NULL);
    arena_init(&scratch->arena, 64u << 20);
    scratch->folder = str_copy(&scratch->arena, str_of(folder));
    scratch->url = str_format(&scratch->arena, "sqlite:%s/net.db", folder);
    scratch->name = NULL;
    if (scratch_is_postgres()) {
        scratch_postgres_make(scratch, model);
    }
}

void scratch_init(struct scratch *scratch)
{
    make(scratch, NULL);
}

void scratch_migrate(struct scratch *scratch)
{
    int done = 0;
    struct str why = {0};
    if (migrate(&scratch->arena, scratch->url, &done, &why) != OK) {
        fail_msg("migrate: %.*s", STR_ARG(why));
    }
}

const char *scratch_path(struct scratch *scratch, const char *name)
{
    return str_format(&scratch->arena, "%.*s/%s", STR_ARG(scratch->folder), name).s;
}

static void remove_all(const char *path)
{
    DIR *folder = opendir(path);
    check(folder != NULL);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        bool own = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!own && unlinkat(dirfd(folder), entry->d_name, 0) != 0) {
            char inner[512];
            snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
            remove_all(inner);
        }
    }
    closedir(folder);
    rmdir(path);
}

void scratch_done(struct scratch *scratch)
{
    if (scratch->name != NULL) {
        scratch_postgres_drop(scratch);
    }
    remove_all(scratch->folder.s);
    arena_done(&scratch->arena);
}

int scratch_setup_empty(void **state)
{
    struct scratch *scratch = mem_alloc(sizeof *scratch);
    scratch_init(scratch);
    *state = scratch;
    return 0;
}

/* To copy a migrated database is quicker than to migrate one. */
int scratch_setup(void **state)
{
    bool copied = scratch_is_postgres() && scratch_postgres_has("migrated");
    struct scratch *scratch = mem_alloc(sizeof *scratch);
    make(scratch, copied ? "migrated" : NULL);
    *state = scratch;
    if (!copied) {
        scratch_migrate(scratch);
    }
    if (!copied && scratch->name != NULL) {
        scratch_postgres_copy(scratch->name, "migrated");
    }
    return 0;
}

int scratch_teardown(void **state)
{
    db_fail_after(0, OK);
    scratch_done(*state);
    mem_free(*state);
    return 0;
}

bool scratch_has(struct scratch *scratch, const char *name)
{
    struct stat st;
    return stat(scratch_path(scratch, name), &st) == 0;
}

void scratch_remove(struct scratch *scratch, const char *beginning)
{
    DIR *folder = opendir(scratch->folder.s);
    check(folder != NULL);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (str_starts(str_of(entry->d_name), str_of(beginning))) {
            unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    closedir(folder);
}

bool scratch_has_evidence(struct scratch *scratch, int64_t number)
{
    return scratch->name != NULL
               ? scratch_postgres_has_evidence(scratch, number)
               : scratch_has(scratch, str_format(&scratch->arena, "net.evidence-%lld.db", (long long)number).s);
}

int scratch_evidence_count(struct scratch *scratch)
{
    int n = 0;
    for (int64_t i = 1; scratch->name != NULL && i < 100; i++) {
        n += scratch_postgres_has_evidence(scratch, i);
    }
    DIR *folder = opendir(scratch->folder.s);
    check(folder != NULL);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        struct str name = str_of(entry->d_name);
        n += str_starts(name, S("net.evidence-")) && str_ends(name, S(".db"));
    }
    closedir(folder);
    return n;
}

static struct db *open_engine(struct scratch *scratch, struct str url, int64_t number, enum engine_use use)
{
    struct place place;
    struct db *db = NULL;
    struct str why = {0};
    if (engine_place(&scratch->arena, url, &place, &why) != OK ||
        place.engine->open(&scratch->arena, &place, number, use, &db, &why) != OK) {
        fail_msg("%.*s: %.*s", STR_ARG(url), STR_ARG(why));
    }
    return db;
}

struct db *scratch_open_file(struct scratch *scratch, const char *name, enum engine_use use)
{
    if (scratch->name == NULL) {
        return open_engine(scratch, str_format(&scratch->arena, "sqlite:%s", scratch_path(scratch, name)), 0, use);
    }
    int64_t number = scratch_postgres_make_schema(scratch, name);
    return open_engine(scratch, scratch_postgres_url(scratch, "test", scratch->name), number, use);
}

void scratch_loosen(struct db *db)
{
    bool postgres = db->engine == &engine_postgres;
    const char *sql = postgres ? "set session_replication_role = replica" : "pragma foreign_keys = off";
    assert_int_equal(db->engine->exec(db, sql), OK);
}

struct str scratch_other(struct scratch *scratch, const char *name)
{
    return scratch->name != NULL ? scratch_postgres_other(scratch, name)
                                 : str_format(&scratch->arena, "sqlite:%s.db", scratch_path(scratch, name));
}

void scratch_other_remove(struct scratch *scratch, const char *name)
{
    if (scratch->name != NULL) {
        scratch_postgres_other_remove(scratch, name);
    } else {
        scratch_remove(scratch, str_format(&scratch->arena, "%s.", name).s);
    }
}

bool scratch_other_is_there(struct scratch *scratch, const char *name)
{
    return scratch->name != NULL ? scratch_postgres_other_is_there(scratch, name)
                                 : scratch_has(scratch, str_format(&scratch->arena, "%s.db", name).s);
}

void scratch_exec(struct scratch *scratch, const char *name, const char *sql)
{
    if (scratch->name != NULL) {
        scratch_postgres_exec(scratch, name, sql);
        return;
    }
    struct db *db = scratch_open_file(scratch, name, ENGINE_ADMIN);
    if (engine_sqlite.exec(db, "pragma foreign_keys = off") != OK || engine_sqlite.exec(db, sql) != OK) {
        fail_msg("%.*s", STR_ARG(db_error(db)));
    }
    db_close(db);
}

struct str scratch_ask(struct scratch *scratch, const char *name, const char *sql)
{
    struct str said = {0};
    if (scratch->name != NULL) {
        return scratch_postgres_ask(scratch, name, sql);
    }
    struct db *db = scratch_open_file(scratch, name, ENGINE_READ);
    if (engine_sqlite.ask(db, &scratch->arena, sql, &said) != OK) {
        fail_msg("%.*s", STR_ARG(db_error(db)));
    }
    db_close(db);
    return said;
}

struct db *scratch_open(struct scratch *scratch, enum db_mode mode)
{
    struct db *db = NULL;
    struct str why = {0};
    if (db_open(&scratch->arena, scratch->url, mode, &db, &why) != OK) {
        fail_msg("db_open: %.*s", STR_ARG(why));
    }
    return db;
}

void scratch_refuses(struct scratch *scratch, struct str url, enum fault fault, const char *sentence)
{
    struct db *db = NULL;
    struct str why = {0};
    assert_int_equal(db_open(&scratch->arena, url, DB_READ, &db, &why), fault);
    assert_null(db);
    if (!str_contains(why, str_of(sentence))) {
        fail_msg("the sentence is: %.*s", STR_ARG(why));
    }
    assert_false(str_contains(why, S("secret")));
}

void assert_str(struct str is, const char *expected)
{
    if (!str_eq(is, str_of(expected))) {
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(is), expected);
    }
}

int64_t scratch_number(struct db *db, const struct statement *statement, const struct value *in)
{
    struct db_rows *rows = NULL;
    bool more = false;
    assert_int_equal(db_rows_open(db, statement, in, &rows), OK);
    assert_int_equal(db_rows_next(rows, &more), OK);
    assert_true(more);
    int64_t number = db_rows_int(rows, 0);
    db_rows_close(rows);
    return number;
}
