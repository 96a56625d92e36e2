/* SPDX-License-Identifier: AGPL-3.0-or-later
** Counts come out as they went in, in the text format that Prometheus reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "http/metrics.h"

static const struct route ROUTES[] = {{.pattern = "/"}, {.pattern = "/cities/{}"}};
static const struct routes TABLE = {.items = ROUTES, .n = COUNT_OF(ROUTES)};

static struct str told(struct metrics *metrics, struct buf *to)
{
    const struct metrics_now now = {S("1.2.3"), 7, 42, {100, 42}};
    buf_init(to, 1u << 20);
    metrics_put(metrics, &TABLE, &now, to);
    assert_false(to->overflow);
    return buf_str(to);
}

static void assert_has(struct str text, const char *line)
{
    if (!str_contains(text, str_of(line))) {
        fail_msg("not there: %s\n%.*s", line, STR_ARG(text));
    }
}

static void test_counts_come_out_as_they_went_in(void **state)
{
    static struct metrics metrics;
    struct buf CLEANUP(buf_done) to;
    (void)state;
    metrics_count(&metrics, 2, 200, 400, 1000);
    metrics_count(&metrics, 2, 200, 500, 1000);  /* a bound belongs to its bucket */
    metrics_count(&metrics, 2, 404, 501, 10);
    metrics_count(&metrics, 0, 431, -5, 10);     /* a clock that ran backwards */
    metrics_count(&metrics, 1, 304, 2000000, 0);
    metrics_count(&metrics, 1, 99, 0, 0);        /* no status there is */
    struct str text = told(&metrics, &to);
    assert_has(text, "\nsmallgiants_answers_total{page=\"/cities/{}\",status=\"2xx\"} 2\n");
    assert_has(text, "\nsmallgiants_answers_total{page=\"/cities/{}\",status=\"4xx\"} 1\n");
    assert_has(text, "\nsmallgiants_answers_total{page=\"/\",status=\"3xx\"} 1\n");
    assert_has(text, "\nsmallgiants_answers_total{page=\"/\",status=\"0xx\"} 1\n");
    assert_has(text, "\nsmallgiants_answers_total{page=\"other\",status=\"4xx\"} 1\n");
    assert_has(text, "\nsmallgiants_page_seconds_total{page=\"/cities/{}\"} 0.001401\n");
    assert_has(text, "\nsmallgiants_answer_seconds_bucket{le=\"0.000500\"} 4\n");
    assert_has(text, "\nsmallgiants_answer_seconds_bucket{le=\"0.001000\"} 5\n");
    assert_has(text, "\nsmallgiants_answer_seconds_bucket{le=\"1.000000\"} 5\n");
    assert_has(text, "\nsmallgiants_answer_seconds_bucket{le=\"+Inf\"} 6\n");
    assert_has(text, "\nsmallgiants_answer_seconds_sum 2.001401\n");
    assert_has(text, "\nsmallgiants_answer_seconds_count 6\n");
    assert_has(text, "\nsmallgiants_answered_bytes_total 2020\n");
    assert_has(text, "\nsmallgiants_evidence_generation 7\n");
    assert_has(text, "\nsmallgiants_content_version 42\n");
    assert_has(text, "\nsmallgiants_disk_bytes 100\n");
    assert_has(text, "\nsmallgiants_disk_free_bytes 42\n");
    assert_has(text, "smallgiants_info{version=\"1.2.3\"} 1\n");
}

/* Every family has its HELP and TYPE before its samples, and no sample has another name. */
static void test_every_line_is_of_the_format(void **state)
{
    static struct metrics metrics;
    struct buf CLEANUP(buf_done) to;
    struct str family = S("");
    size_t samples = 0;
    (void)state;
    metrics_count(&metrics, 1, 200, 400, 1000);
    for (struct str rest = told(&metrics, &to); rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        if (str_starts(line, S("# HELP "))) {
            family = str_cut(str_from(line, 7), ' ', &(struct str){0});
        } else if (str_starts(line, S("# TYPE "))) {
            assert_true(str_starts(str_from(line, 7), family));
        } else {
            struct str value = str_from(line, str_find(line, S("} ")));
            assert_true(str_starts(line, family));
            assert_true(value.n > 2 || str_find(line, S(" ")) == family.n || str_contains(line, S("_sum ")) ||
                        str_contains(line, S("_count ")));
            samples++;
        }
    }
    assert_in_range(samples, 18, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_come_out_as_they_went_in),
        cmocka_unit_test(test_every_line_is_of_the_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
