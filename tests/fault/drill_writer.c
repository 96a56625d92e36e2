/* SPDX-License-Identifier: AGPL-3.0-or-later
** One client of tests/fault/drill.mjs, a process to be killed.
**
**     drill_writer URL write CLIENT
**         writes until it dies: transaction n saves a setting that names it and adds ROWS of its own, and when the
**         commit has answered the line "n" goes to standard output. A lock is waited for.
**     drill_writer URL early CLIENT
**         the same done wrongly, to prove that the drill notices: it says "n" first, and writes without a transaction.
**     drill_writer URL read
**         says what is there, a line each: "CLIENT N rows found, of how many, whether their text is right", in the end
**         "setting CLIENT N". */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../store/statements_here.h"
#include "base/scan.h"
#include "store/correction.sql.h"
#include "store/setting.h"

#define ROWS_MAX 5
#define TEXT_MAX 700
#define WAIT_NS 1000000

static const struct db_column row_columns[] = {
    {"who", VALUE_TEXT, false}, {"why", VALUE_TEXT, false}, {"number", VALUE_INT, false}, {"of", VALUE_INT, false}};
/* organisation_id is the number of the write, given_at how many rows it has, from a day on (in 2100) that the retention
** clock does not reach: it would take the names from what is old. */
#define DAY_TO_COME 4102444800
STATEMENT(rows_all, 70, SAME("select who, why, organisation_id as number, given_at - 4102444800 as \"of\" "
          "from correction order by who, organisation_id, id"), OUT(row_columns));
STATEMENT(name_set, 71, SAME("select value from setting where name = 'network_name'"), OUT(value_));

static int64_t rows_of(int64_t n)
{
    return 1 + n % ROWS_MAX;
}

/* What row i of write n says: told apart from every other. */
static struct str text_of(struct arena *arena, int64_t n, int64_t i)
{
    char text[TEXT_MAX];
    size_t length = 30 + (size_t)(n * 37 + i * 101) % (TEXT_MAX - 30);
    int head = snprintf(text, sizeof text, "write %lld row %lld ", (long long)n, (long long)i);
    memset(text + head, 'a' + (int)((n + i) % 26), sizeof text - (size_t)head);
    return str_copy(arena, (struct str){text, length});
}

/* ---- writing */

static enum fault put_all(struct db *db, struct arena *arena, struct str client, int64_t n)
{
    struct problems problems;
    problems_init(&problems, arena);
    TRY(setting_save(db, S("network_name"), str_format(arena, "%.*s %lld", STR_ARG(client), (long long)n), &problems));
    for (int64_t i = 0; i < rows_of(n); i++) {
        TRY(q_correction_add(db, &(struct q_correction_add_in){
            .organisation_id = {n}, .kind = S("none"), .why = text_of(arena, n, i), .who = client,
            .given_at = DAY_TO_COME + rows_of(n)}));
    }
    return q_correction_withdraw(db, (struct organisation_id){n}, n); /* imports read those that stand */
}

static enum fault write_one(struct db *db, struct arena *arena, struct str client, int64_t n)
{
    TRY(db_begin(db));
    return db_end(db, put_all(db, arena, client, n));
}

static bool acknowledge(int64_t n)
{
    char line[32];
    int length = snprintf(line, sizeof line, "%lld\n", (long long)n);
    return write(STDOUT_FILENO, line, (size_t)length) == length;
}

static int write_all(struct db *db, struct arena *arena, struct str client, bool early)
{
    const struct timespec moment = {0, WAIT_NS};
    enum fault (*one)(struct db *db, struct arena *arena, struct str client, int64_t n) = early ? put_all : write_one;
    for (int64_t n = 1;; n++) {
        struct arena_mark mark = arena_mark(arena);
        bool heard = !early || acknowledge(n);
        enum fault fault = one(db, arena, client, n);
        for (; fault == FAULT_BUSY; fault = one(db, arena, client, n)) {
            nanosleep(&moment, NULL);
        }
        if (fault != OK || !heard || (!early && !acknowledge(n))) {
            fprintf(stderr, "write %lld: %s (%.*s)\n", (long long)n, fault_name(fault), STR_ARG(db_error(db)));
            return 1;
        }
        arena_rewind(arena, mark);
    }
}

/* ---- reading */

struct group {
    char who[100];
    int64_t number, found, of;
    bool right;
};

static void end_group(const struct group *group)
{
    if (group->found > 0) {
        printf("%s %lld %lld %lld %d\n", group->who, (long long)group->number, (long long)group->found,
               (long long)group->of, group->right);
    }
}

static void add_row(struct db_rows *rows, struct arena *arena, struct group *group)
{
    struct str who = db_rows_text(rows, 0);
    int64_t number = db_rows_int(rows, 2);
    if (!str_eq(who, str_of(group->who)) || number != group->number) {
        end_group(group);
        *group = (struct group){.number = number, .of = db_rows_int(rows, 3), .right = true};
        snprintf(group->who, sizeof group->who, "%.*s", STR_ARG(who));
    }
    struct arena_mark mark = arena_mark(arena);
    group->right = group->right && str_eq(db_rows_text(rows, 1), text_of(arena, number, group->found));
    arena_rewind(arena, mark);
    group->found++;
}

static enum fault print_rows(struct db *db, struct arena *arena)
{
    struct db_rows *rows = NULL;
    struct group group = {0};
    bool more = false;
    TRY(db_rows_open(db, &rows_all, NULL, &rows));
    enum fault fault = db_rows_next(rows, &more);
    for (; fault == OK && more; fault = db_rows_next(rows, &more)) {
        add_row(rows, arena, &group);
    }
    end_group(&group);
    db_rows_close(rows);
    return fault;
}

static enum fault print_setting(struct db *db)
{
    struct db_rows *rows = NULL;
    bool more = false;
    TRY(db_rows_open(db, &name_set, NULL, &rows));
    enum fault fault = db_rows_next(rows, &more);
    if (fault == OK && more) {
        printf("setting %.*s\n", STR_ARG(db_rows_text(rows, 0)));
    }
    db_rows_close(rows);
    return fault;
}

static enum fault print_all(struct db *db, struct arena *arena)
{
    TRY(db_begin(db));
    TRY(print_rows(db, arena));
    TRY(print_setting(db));
    return db_commit(db);
}

static enum fault open_patiently(struct arena *arena, struct str url, enum db_mode mode, struct db **ret_db,
                                 struct str *ret_why)
{
    enum fault fault = db_open(arena, url, mode, ret_db, ret_why);
    for (int i = 0; fault == FAULT_BUSY && i < 100; i++) {
        nanosleep(&(struct timespec){0, 20 * WAIT_NS}, NULL);
        fault = db_open(arena, url, mode, ret_db, ret_why);
    }
    return fault;
}

static int run(struct db *db, struct arena *arena, char **argv)
{
    struct str how = str_of(argv[2]);
    if (str_eq(how, S("read"))) {
        return print_all(db, arena) == OK ? 0 : 1;
    }
    check(str_eq(how, S("write")) || str_eq(how, S("early")));
    return write_all(db, arena, str_of(argv[3]), str_eq(how, S("early")));
}

int main(int argc, char **argv)
{
    struct arena arena CLEANUP(arena_done);
    struct db *db = NULL;
    struct str why = S("");
    check(argc == 3 || argc == 4);
    arena_init(&arena, 64u << 20);
    if (open_patiently(&arena, str_of(argv[1]), argc > 3 ? DB_WRITE : DB_READ, &db, &why) != OK) {
        fprintf(stderr, "%.*s\n", STR_ARG(why));
        return 1;
    }
    int status = run(db, &arena, argv);
    db_close(db);
    return status;
}
