/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/csv.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

/* What was read, in one text: fields as <a><b>, rows as "line:", bad ones as "line!reason", mended ones with '~'. */
static struct str read_all(struct str file, size_t chunk, char separator)
{
    struct buf log;
    buf_init(&log, 8u << 20);
    struct csv *csv = csv_new(separator);
    struct csv_row row;
    size_t fed = 0;
    for (;;) {
        enum csv_step step = csv_next(csv, &row);
        if (step == CSV_END) {
            break;
        }
        if (step == CSV_MORE) {
            if (fed == file.n) {
                csv_finish(csv);
            } else {
                struct str part = str_sub(file, fed, chunk);
                csv_feed(csv, part.s, part.n);
                fed += part.n;
            }
            continue;
        }
        buf_format(&log, "%d%s", (int)row.line, step == CSV_BAD ? "!" : row.scrubbed ? "~" : ":");
        if (step == CSV_BAD) {
            buf_format(&log, "%s%s", row.reason, row.fatal ? " (fatal)" : "");
        }
        for (size_t i = 0; i < row.n; i++) {
            buf_format(&log, "<%.*s>", STR_ARG(row.fields[i]));
        }
        buf_put_char(&log, '\n');
    }
    csv_free(csv);
    struct str text = str_copy(&arena, buf_str(&log));
    buf_done(&log);
    return text;
}

/* However the file is cut into chunks, the same rows come out. */
static void expect_bytes(struct str file, const char *wanted)
{
    for (size_t chunk = 1; chunk <= file.n + 1; chunk += 1 + chunk / 7) {
        assert_string_equal(str_c(&arena, read_all(file, chunk, 0)), wanted);
    }
}

static void expect(const char *file, const char *wanted)
{
    expect_bytes(str_of(file), wanted);
}

static void separators_and_line_ends_are_found_out(void **state)
{
    (void)state;
    expect("a;b\n1;2\n", "1:<a><b>\n2:<1><2>\n");
    expect("a,b\r\n1,2\r\n", "1:<a><b>\n2:<1><2>\n");
    expect("a\tb;c\td\r1\t2\t3", "1:<a><b;c><d>\n2:<1><2><3>\n");
    expect("\"x;y;z\",b\n1,2", "1:<x;y;z><b>\n2:<1><2>\n");
    expect("\xEF\xBB\xBF\"id\";\"n\"\n\"1\";\"2\"\n", "1:<id><n>\n2:<1><2>\n");
    expect("only\none\n", "1:<only>\n2:<one>\n");
    expect("a;b\n\n\r\n1;2\n\n", "1:<a><b>\n4:<1><2>\n");
    expect("a;b\r\r\n1;2\r\r\n", "1:<a><b>\n3:<1><2>\n");
    expect("", "");
    expect("\n\n", "");
    expect("\xEF\xBB\xBF", "");
}

static void a_given_separator_is_kept(void **state)
{
    (void)state;
    assert_string_equal(str_c(&arena, read_all(S("a;b;c,d\n"), 3, ',')), "1:<a;b;c><d>\n");
    struct csv *csv = csv_new(0);
    assert_int_equal(csv_separator(csv), 0);
    csv_feed(csv, "a;b\n", 4);
    struct csv_row row;
    assert_int_equal(csv_next(csv, &row), CSV_ROW);
    assert_int_equal(csv_separator(csv), ';');
    assert_string_equal(str_c(&arena, row.text), "a;b");
    csv_free(csv);
}

static void quotes_hold_separators_breaks_and_quotes(void **state)
{
    (void)state;
    expect("a;b\n\"x\ny;z\";\"say \"\"hi\"\"\"\n3;4\n", "1:<a><b>\n2:<x\ny;z><say \"hi\">\n4:<3><4>\n");
    expect("a;b\n\"\";\"\"\"\"\n", "1:<a><b>\n2:<><\">\n");
    expect("a;b\n;\n", "1:<a><b>\n2:<><>\n");
    expect("a;b\n1;", "1:<a><b>\n2:<1><>\n");
    expect("a;b\n5\" pipe;x\"y\n", "1:<a><b>\n2:<5\" pipe><x\"y>\n");
    expect("a;b\n\"the \"good\" one\";2\n", "1:<a><b>\n2:<the \"good\" one><2>\n");
    expect("a;b\n\"x\r\ny\";\"2\"\r\n3;4", "1:<a><b>\n2:<x\r\ny><2>\n4:<3><4>\n");
    expect("a;b\n\"last\";\"field\"", "1:<a><b>\n2:<last><field>\n");
}

static void defects_are_named_and_passed_over(void **state)
{
    (void)state;
    expect("a;b\n\"open;2\n3;4\n", "1:<a><b>\n2!the quote opened in it is never closed (fatal)\n");
    expect_bytes(S("a;b\n1\0;2\n3;4\n"), "1:<a><b>\n2!a zero byte stands in it, so it is not text\n3:<3><4>\n");
    expect("a;b\nM\xFCnchen;2\nok;4\n", "1:<a><b>\n2~<M\xEF\xBF\xBDnchen><2>\n3:<ok><4>\n");
    expect("a;b\nMünchen;2\n", "1:<a><b>\n2:<München><2>\n");
}

static void too_many_columns_refuse_the_row_alone(void **state)
{
    (void)state;
    struct buf file;
    buf_init(&file, 65536);
    buf_put_str(&file, S("a;b\n"));
    for (int i = 0; i < IMPORT_COLUMNS_MAX; i++) {
        buf_put_char(&file, ';');
    }
    buf_put_str(&file, S("\n1;2\n"));
    assert_string_equal(str_c(&arena, read_all(buf_str(&file), 10, 0)),
                        "1:<a><b>\n2!it has more columns than any table we know\n3:<1><2>\n");
    buf_done(&file);
}

static void an_endless_row_ends_the_reading(void **state)
{
    (void)state;
    struct csv *csv = csv_new(0);
    static char xs[1u << 16];
    memset(xs, 'x', sizeof xs);
    csv_feed(csv, "a;b\n\"", 5);
    struct csv_row row;
    assert_int_equal(csv_next(csv, &row), CSV_ROW);
    int fed = 0;
    enum csv_step step;
    while ((step = csv_next(csv, &row)) == CSV_MORE && fed++ < 1000) {
        csv_feed(csv, xs, sizeof xs);
    }
    assert_int_equal(step, CSV_BAD);
    assert_true(row.fatal);
    assert_int_equal(row.line, 2);
    assert_true(row.text.n <= 4096);
    assert_true(fed <= (int)(IMPORT_ROW_MAX / sizeof xs) + 1);
    assert_int_equal(csv_next(csv, &row), CSV_END);
    csv_free(csv);
}

static void columns_are_found_by_name(void **state)
{
    (void)state;
    struct csv_row header = {.fields = {S_INIT("projectID"), S_INIT(" Role "), S_INIT("role")}, .n = 3};
    assert_int_equal(csv_column(&header, "projectid"), 0);
    assert_int_equal(csv_column(&header, "role"), 1);
    assert_int_equal(csv_column(&header, "none"), -1);
}

static void writing_quotes_only_where_needed(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 65536);
    csv_put(&buf, S("plain"), true);
    csv_put(&buf, S("a,b"), false);
    csv_put(&buf, S("say \"hi\""), false);
    csv_put(&buf, (struct str){0}, false);
    csv_put_int(&buf, -5, false);
    csv_end_row(&buf);
    static const char *const formulas[] = {"=1+1", "+43 1", "-x", "@a", "\tx", "=\"a\",\"b\""};
    for (size_t i = 0; i < COUNT_OF(formulas); i++) {
        csv_put(&buf, str_of(formulas[i]), i == 0);
    }
    csv_end_row(&buf);
    csv_put(&buf, S("-12.50"), true);
    csv_put(&buf, S("+7"), false);
    csv_put(&buf, S("-"), false);
    csv_put(&buf, S("two\nlines"), false);
    csv_end_row(&buf);
    assert_string_equal(str_c(&arena, buf_str(&buf)),
                        "plain,\"a,b\",\"say \"\"hi\"\"\",,-5\r\n"
                        "'=1+1,'+43 1,'-x,'@a,'\tx,\"'=\"\"a\"\",\"\"b\"\"\"\r\n"
                        "-12.50,+7,'-,\"two\nlines\"\r\n");
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separators_and_line_ends_are_found_out),
        cmocka_unit_test(a_given_separator_is_kept),
        cmocka_unit_test(quotes_hold_separators_breaks_and_quotes),
        cmocka_unit_test(defects_are_named_and_passed_over),
        cmocka_unit_test(too_many_columns_refuse_the_row_alone),
        cmocka_unit_test(an_endless_row_ends_the_reading),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(writing_quotes_only_where_needed),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
