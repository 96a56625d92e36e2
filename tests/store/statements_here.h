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

#define STATEMENT(id, at, text, ...) \
    static const struct statement id __attribute__((unused)) = { \
        .name = #id, .number = HERE + (at), .sql = {[DB_SQLITE] = text}, __VA_ARGS__}
#define IN(list) .in = list, .in_count = COUNT_OF(list)
#define OUT(list) .out = list, .out_count = COUNT_OF(list)

/* ---- main */
STATEMENT(setting_put, 0, "insert into setting (name, value) values (?1, ?2)", IN(name_value_));
STATEMENT(setting_value, 1, "select value from setting where name = ?1", IN(name_), OUT(value_));
STATEMENT(setting_all, 2, "select name, value from setting order by name", OUT(name_value_));
STATEMENT(setting_count, 3, "select count(*) as number from setting", OUT(number_));
STATEMENT(setting_clear, 4, "delete from setting");

/* ---- evidence */
STATEMENT(total_put, 10, "insert into total (name, value) values (?1, ?2) "
          "on conflict (name) do update set value = excluded.value", IN(name_number_));
STATEMENT(total_of, 11, "select value as number from total where name = ?1", IN(name_), OUT(number_));
STATEMENT(total_sum, 12, "select coalesce(sum(value), 0) as number from total", OUT(number_));
STATEMENT(body_orphan, 13,
          "insert into body (organisation_id, kind, confidence, reason, head_id) values (?1, 'agency', 1, 'x', ?1)",
          IN(number_));
STATEMENT(index_put, 14, "insert into token (token, projects, list) values (?1, ?2, x'00ff')", IN(name_number_));
STATEMENT(index_find, 15, "select projects as number from token where token = ?1 and list = x'00ff'", IN(name_),
          OUT(number_));

/* ---- neither */
STATEMENT(echo_blob, 20, "select ?1 as value", IN(value_blob_), OUT(value_blob_));
STATEMENT(echo_text, 21, "select ?1 as value", IN(value_nullable_), OUT(value_nullable_));
STATEMENT(echo_int, 22, "select ?1 as number", IN(number_nullable_), OUT(number_nullable_));
STATEMENT(text_as_int, 23, "select 'seven' as number", OUT(number_));
STATEMENT(null_as_int, 24, "select null as number", OUT(number_));
STATEMENT(real_as_int, 25, "select 0.5 as number", OUT(number_));
STATEMENT(endless, 26,
          "with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) as number from n",
          OUT(number_));
STATEMENT(attach_other, 27, "attach ':memory:' as other");
STATEMENT(pragma_off, 28, "pragma query_only = off");
STATEMENT(table_made, 29, "create table more (x integer)");
STATEMENT(in_double_quotes, 30, "select \"nonsense\" as value", OUT(value_));

#endif
