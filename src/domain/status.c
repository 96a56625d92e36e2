/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/status.h"

static int year_of(struct date date)
{
    return date_is_none(date) ? 0 : date_year(date);
}

static bool is_before(struct date a, struct date b)
{
    return !date_is_none(a) && a.days < b.days;
}

static enum status_kind signed_kind(struct date start, struct date end, bool has_results, struct date today)
{
    if (is_before(end, today)) {
        return has_results ? STATUS_ENDED_RESULTS : STATUS_ENDED_BY_DATE;
    }
    if (is_before(today, start)) {
        return STATUS_NOT_STARTED;
    }
    /* Without an end date we do not know that it still runs. */
    return date_is_none(end) ? STATUS_UNKNOWN : STATUS_RUNNING;
}

enum status_kind status_kind_of(struct str word, struct date start, struct date end, bool has_results,
                                struct date today)
{
    if (str_eq(word, S("closed"))) {
        return has_results ? STATUS_CLOSED_RESULTS : STATUS_CLOSED_NOT_SEEN;
    }
    if (str_eq(word, S("terminated"))) {
        return STATUS_TERMINATED;
    }
    if (str_eq(word, S("signed"))) {
        return signed_kind(start, end, has_results, today);
    }
    /* The source does not say; its end date may still have passed. */
    if (is_before(end, today)) {
        return has_results ? STATUS_ENDED_RESULTS : STATUS_ENDED_BY_DATE;
    }
    return STATUS_UNKNOWN;
}

struct status status_of(struct str word, struct date start, struct date end, bool has_results, struct date today)
{
    enum status_kind kind = status_kind_of(word, start, end, has_results, today);
    return (struct status){kind, year_of(kind == STATUS_NOT_STARTED ? start : end)};
}

bool status_is_ended(enum status_kind kind)
{
    return kind == STATUS_CLOSED_RESULTS || kind == STATUS_CLOSED_NOT_SEEN || kind == STATUS_ENDED_BY_DATE
           || kind == STATUS_ENDED_RESULTS;
}

bool status_has_results(enum status_kind kind)
{
    return kind == STATUS_CLOSED_RESULTS || kind == STATUS_ENDED_RESULTS;
}

bool status_is_running(enum status_kind kind)
{
    return kind == STATUS_RUNNING || kind == STATUS_NOT_STARTED;
}
