/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "http/metrics.h"

#include "base/check.h"

/* A page under 5 ms is what we aim at; one over a second is a fault. */
static const int64_t bounds_us[METRICS_BOUNDS] = {500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000};

void metrics_count(struct metrics *metrics, int row, int status, int64_t micros, uint64_t bytes)
{
    int hundreds = status / 100;
    size_t bound = 0;
    check(row >= 0 && row <= ROUTES_MAX);
    struct metrics_page *page = &metrics->pages[row];
    while (bound < METRICS_BOUNDS && micros > bounds_us[bound]) {
        bound++;
    }
    atomic_fetch_add(&page->answers[hundreds > 0 && hundreds < METRICS_CLASSES ? hundreds : 0], 1);
    atomic_fetch_add(&page->micros, (uint64_t)(micros > 0 ? micros : 0));
    atomic_fetch_add(&metrics->within[bound], 1);
    atomic_fetch_add(&metrics->bytes, bytes);
}

static void put_about(struct buf *to, const char *name, const char *type, const char *help)
{
    buf_format(to, "# HELP smallgiants_%s %s\n# TYPE smallgiants_%s %s\n", name, help, name, type);
}

static void put_one(struct buf *to, const char *name, const char *type, const char *help, uint64_t value)
{
    put_about(to, name, type, help);
    buf_format(to, "smallgiants_%s %llu\n", name, (unsigned long long)value);
}

/* Millionths as seconds: 1500 is 0.001500. */
static void put_seconds(struct buf *to, uint64_t micros)
{
    buf_format(to, "%llu.%06llu", (unsigned long long)(micros / 1000000), (unsigned long long)(micros % 1000000));
}

static const char *page_name(const struct routes *routes, size_t row)
{
    return row == 0 ? "other" : routes->items[row - 1].pattern;
}

static void put_answers(struct metrics *metrics, const struct routes *routes, struct buf *to)
{
    put_about(to, "answers_total", "counter", "Answers, by page and first digit of the status.");
    for (size_t row = 0; row <= routes->n; row++) {
        for (int hundreds = 0; hundreds < METRICS_CLASSES; hundreds++) {
            uint64_t n = atomic_load(&metrics->pages[row].answers[hundreds]);
            if (n > 0) {
                buf_format(to, "smallgiants_answers_total{page=\"%s\",status=\"%dxx\"} %llu\n", page_name(routes, row),
                           hundreds, (unsigned long long)n);
            }
        }
    }
    put_about(to, "page_seconds_total", "counter", "Time worked on answers, by page.");
    for (size_t row = 0; row <= routes->n; row++) {
        uint64_t micros = atomic_load(&metrics->pages[row].micros);
        if (micros > 0) {
            buf_format(to, "smallgiants_page_seconds_total{page=\"%s\"} ", page_name(routes, row));
            put_seconds(to, micros);
            buf_put_char(to, '\n');
        }
    }
}

static void put_times(struct metrics *metrics, const struct routes *routes, struct buf *to)
{
    uint64_t n = 0;
    uint64_t micros = 0;
    put_about(to, "answer_seconds", "histogram", "How long one answer was worked on, waiting for its turn included.");
    for (size_t i = 0; i <= METRICS_BOUNDS; i++) {
        n += atomic_load(&metrics->within[i]);
        buf_put_str(to, S("smallgiants_answer_seconds_bucket{le=\""));
        if (i < METRICS_BOUNDS) {
            put_seconds(to, (uint64_t)bounds_us[i]);
        } else {
            buf_put_str(to, S("+Inf"));
        }
        buf_format(to, "\"} %llu\n", (unsigned long long)n);
    }
    for (size_t row = 0; row <= routes->n; row++) {
        micros += atomic_load(&metrics->pages[row].micros);
    }
    buf_put_str(to, S("smallgiants_answer_seconds_sum "));
    put_seconds(to, micros);
    buf_format(to, "\nsmallgiants_answer_seconds_count %llu\n", (unsigned long long)n);
}

void metrics_put(struct metrics *metrics, const struct routes *routes, const struct metrics_now *now, struct buf *to)
{
    put_about(to, "info", "gauge", "The program that answers.");
    buf_format(to, "smallgiants_info{version=\"%.*s\"} 1\n", STR_ARG(now->version));
    put_answers(metrics, routes, to);
    put_times(metrics, routes, to);
    put_one(to, "answered_bytes_total", "counter", "Bytes of answers, as they were sent.",
            atomic_load(&metrics->bytes));
    put_one(to, "worker_deaths_total", "counter", "Web processes that died and were replaced.",
            atomic_load(&metrics->deaths));
    put_one(to, "evidence_generation", "gauge", "Number of the evidence that is shown; 0: no database.",
            (uint64_t)now->generation);
    put_one(to, "content_version", "gauge", "Rises whenever what pages show has changed.",
            (uint64_t)now->content_version);
    if (now->disk.bytes > 0) {
        put_one(to, "disk_bytes", "gauge", "Size of the file system that the database is on.",
                (uint64_t)now->disk.bytes);
        put_one(to, "disk_free_bytes", "gauge", "What is free of it.", (uint64_t)now->disk.free);
    }
}
