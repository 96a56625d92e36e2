/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/status.h"

#define NO_DATE {0, 0, 0}

struct row {
    const char *word;
    int start[3], end[3]; /* year 0: none */
    bool results;
    enum status_kind kind;
    int year;
};

/* Today is 2026-11-22. */
static const struct row rows[] = {
    {"signed", {2024, 1, 1}, {2027, 12, 31}, false, STATUS_RUNNING, 2027},
    {"signed", {2024, 1, 1}, {2027, 12, 31}, true, STATUS_RUNNING, 2027},
    {"signed", {2026, 11, 22}, {2028, 1, 1}, false, STATUS_RUNNING, 2028},
    {"signed", {2026, 11, 23}, {2028, 1, 1}, false, STATUS_NOT_STARTED, 2026},
    {"signed", {2027, 1, 1}, NO_DATE, false, STATUS_NOT_STARTED, 2027},
    {"signed", {2015, 1, 1}, {2018, 6, 30}, false, STATUS_ENDED_BY_DATE, 2018},
    {"signed", {2015, 1, 1}, {2018, 6, 30}, true, STATUS_ENDED_RESULTS, 2018},
    {"signed", {2022, 1, 1}, {2026, 11, 21}, false, STATUS_ENDED_BY_DATE, 2026},
    {"signed", {2022, 1, 1}, {2026, 11, 22}, false, STATUS_RUNNING, 2026},
    {"signed", {2022, 1, 1}, NO_DATE, false, STATUS_UNKNOWN, 0},
    {"signed", NO_DATE, {2027, 1, 1}, false, STATUS_RUNNING, 2027},
    {"closed", {2015, 1, 1}, {2018, 6, 30}, true, STATUS_CLOSED_RESULTS, 2018},
    {"closed", {2015, 1, 1}, {2018, 6, 30}, false, STATUS_CLOSED_NOT_SEEN, 2018},
    {"closed", NO_DATE, NO_DATE, false, STATUS_CLOSED_NOT_SEEN, 0},
    {"terminated", {2023, 1, 1}, {2027, 6, 30}, true, STATUS_TERMINATED, 2027},
    {"unknown", {2015, 1, 1}, {2018, 6, 30}, false, STATUS_ENDED_BY_DATE, 2018},
    {"unknown", {2025, 1, 1}, {2028, 6, 30}, false, STATUS_UNKNOWN, 2028},
    {"", NO_DATE, NO_DATE, false, STATUS_UNKNOWN, 0},
    {"SIGNED", NO_DATE, NO_DATE, true, STATUS_UNKNOWN, 0},
};

static struct date date_or_none(const int parts[3])
{
    return parts[0] == 0 ? DATE_NONE : date_of(parts[0], parts[1], parts[2]);
}

static void status_says_no_more_than_the_source(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct status status = status_of(str_of(rows[i].word), date_or_none(rows[i].start), date_or_none(rows[i].end),
                                         rows[i].results, date_of(2026, 11, 22));
        if (status.kind != rows[i].kind || status.year != rows[i].year) {
            fail_msg("row %d: kind %d year %d", (int)i, (int)status.kind, status.year);
        }
    }
}

static void each_kind_is_counted_once_at_most(void **state)
{
    (void)state;
    for (int kind = 0; kind < STATUS_KINDS; kind++) {
        int counted = status_is_ended((enum status_kind)kind) + status_is_running((enum status_kind)kind)
                      + (kind == STATUS_TERMINATED);
        assert_int_equal(counted, kind == STATUS_UNKNOWN ? 0 : 1);
        if (status_has_results((enum status_kind)kind)) {
            assert_true(status_is_ended((enum status_kind)kind));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_says_no_more_than_the_source),
        cmocka_unit_test(each_kind_is_counted_once_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
