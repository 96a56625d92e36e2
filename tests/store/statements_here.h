/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** statements_here: statements of the tests themselves, on tables that every database has. Written by hand,
** as sqlc would make them; numbers above those of the program.
*/
#ifndef TESTS_STORE_STATEMENTS_HERE_H
#define TESTS_STORE_STATEMENTS_HERE_H

#include "base/check.h"
#include "db/db.h"

#define HERE 100000

static const struct db_column name_value_[] = {{"name", VALUE_TEXT, false}, {"value", VALUE_TEXT, false}};
static const struct db_column name_[] = {{"name", VALUE_TEXT, false}};
static const struct db_column value_[] = {{"value", VALUE_TEXT, false}};
static const struct db_column value_blob_[] = {{"value", VALUE_BLOB, true}};
static const struct db_column value_nullable_[] = {{"value", VALUE_TEXT, true}};
static const struct db_column number_[] = {{"number", VALUE_INT, false}};
static const struct db_column number_nullable_[] = {{"number", VALUE_INT, true}};
static const struct db_column name_number_[] = {{"name", VALUE_TEXT, false}, {"number", VALUE_INT, false}};

/* `texts` is SAME("both engines") or EACH("SQLite", "PostgreSQL"). */
#define STATEMENT(id, at, texts, ...) \
    static const struct statement id __attribute__((unused)) = { \
        .name = #id, .number = HERE + (at), .sql = {texts}, __VA_ARGS__}
#define SAME(text) text, text
#define EACH(sqlite, postgres) sqlite, postgres
#define IN(list) .in = list, .in_count = COUNT_OF(list)
#define OUT(list) .out = list, .out_count = COUNT_OF(list)

/* ---- main */
STATEMENT(setting_put, 0, EACH("insert into setting (name, value) values (?1, ?2)",
          "insert into setting (name, value) values ($1::text, $2::text)"), IN(name_value_));
STATEMENT(setting_value, 1, EACH("select value from setting where name = ?1",
          "select value from setting where name = $1::text"), IN(name_), OUT(value_));
STATEMENT(setting_all, 2, SAME("select name, value from setting order by name"), OUT(name_value_));
STATEMENT(setting_count, 3, SAME("select count(*) as number from setting"), OUT(number_));
STATEMENT(setting_clear, 4, SAME("delete from setting"));

static inline void put_setting(struct db *db, const char *name, const char *value)
{
    struct value row[] = {{.kind = VALUE_TEXT, .text = str_of(name)}, {.kind = VALUE_TEXT, .text = str_of(value)}};
    check(db_run(db, &setting_put, row) == OK);
}

/* ---- evidence */
STATEMENT(total_put, 10, EACH("insert into total (name, value) values (?1, ?2) "
          "on conflict (name) do update set value = excluded.value",
          "insert into total (name, value) values ($1::text, $2::bigint) "
          "on conflict (name) do update set value = excluded.value"), IN(name_number_));
STATEMENT(total_of, 11, EACH("select value as number from total where name = ?1",
          "select value as number from total where name = $1::text"), IN(name_), OUT(number_));
STATEMENT(total_sum, 12, EACH("select coalesce(sum(value), 0) as number from total",
          "select coalesce(sum(value), 0)::bigint as number from total"), OUT(number_));
STATEMENT(body_orphan, 13, EACH(
          "insert into body (organisation_id, kind, confidence, reason, head_id) values (?1, 'agency', 1, 'x', ?1)",
          "insert into body (organisation_id, kind, confidence, reason, head_id) "
          "values ($1::bigint, 'agency', 1, 'x', $1::bigint)"),
          IN(number_));
STATEMENT(index_put, 14, EACH("insert into token (token, projects, list) values (?1, ?2, x'00ff')",
          "insert into token (token, projects, list) values ($1::text, $2::bigint, '\\x00ff')"), IN(name_number_));
STATEMENT(index_find, 15, EACH("select projects as number from token where token = ?1 and list = x'00ff'",
          "select projects as number from token where token = $1::text and list = '\\x00ff'"), IN(name_),
          OUT(number_));

/* ---- neither */
STATEMENT(echo_blob, 20, EACH("select ?1 as value",
          "select $1::bytea as value"), IN(value_blob_), OUT(value_blob_));
STATEMENT(echo_text, 21, EACH("select ?1 as value",
          "select $1::text as value"), IN(value_nullable_), OUT(value_nullable_));
STATEMENT(echo_int, 22, EACH("select ?1 as number",
          "select $1::bigint as number"), IN(number_nullable_), OUT(number_nullable_));
STATEMENT(text_as_int, 23, SAME("select 'seven' as number"), OUT(number_));
STATEMENT(null_as_int, 24, SAME("select null as number"), OUT(number_));
STATEMENT(real_as_int, 25, SAME("select 0.5 as number"), OUT(number_));
STATEMENT(endless, 26, SAME(
          "with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) as number from n"),
          OUT(number_));
STATEMENT(lasting, 34, EACH(
          "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1) "
          "select max(i) as number from n",
          "with recursive n (i) as (select 1::bigint union all select i + 1 from n where i < $1::bigint) "
          "select max(i) as number from n"),
          IN(number_), OUT(number_));
STATEMENT(attach_other, 27, SAME("attach ':memory:' as other"));
STATEMENT(pragma_off, 28, SAME("pragma query_only = off"));
STATEMENT(table_made, 29, SAME("create table more (x integer)"));
STATEMENT(in_double_quotes, 30, SAME("select \"nonsense\" as value"), OUT(value_));

#endif
