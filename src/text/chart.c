/* SPDX-License-Identifier: AGPL-3.0-or-later
** chart: a bar chart as SVG. All places are whole numbers in tenths of a unit, so that every machine draws the same. */
#include "text/chart.h"

#include <inttypes.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/limits.h"

/* In units of the box. */
#define WIDTH 640
#define HEIGHT 280
#define LEFT 56    /* room for "100,000" in front of a line */
#define RIGHT 8
#define TOP 24     /* room for the number over the highest bar */
#define BOTTOM 32  /* room for the labels */
#define PLOT_WIDTH (WIDTH - LEFT - RIGHT)
#define PLOT_HEIGHT (HEIGHT - TOP - BOTTOM)
#define LABEL_WIDTH 52 /* "2024" at 16 units with air */
#define NUMBER_WIDTH 28
#define LINES_MAX 4

struct plot {
    struct out out; /* where the markup grows */
    const struct chart_bar *bars;
    size_t n;
    int64_t step; /* between two lines */
    int64_t top;  /* what the full height stands for */
};

/* The smallest of 1, 2, 5, 10, 20 ... that needs at most LINES_MAX lines. */
static int64_t round_step(int64_t highest)
{
    static const int64_t factors[] = {1, 2, 5};
    int64_t power = 1;
    for (;;) {
        for (size_t i = 0; i < COUNT_OF(factors); i++) {
            if (factors[i] * power * LINES_MAX >= highest) {
                return factors[i] * power;
            }
        }
        power *= 10;
    }
}

static int64_t highest_of(const struct chart_bar *bars, size_t n)
{
    int64_t highest = 1;
    for (size_t i = 0; i < n; i++) {
        check(bars[i].value >= 0 && bars[i].value <= CHART_VALUE_MAX);
        check(bars[i].second >= 0 && bars[i].second <= CHART_VALUE_MAX);
        int64_t sum = bars[i].value + bars[i].second;
        highest = sum > highest ? sum : highest;
    }
    return highest;
}

/* Tenths of a unit above the ground line. */
static int64_t height_of(const struct plot *plot, int64_t value)
{
    return value * PLOT_HEIGHT * 10 / plot->top;
}

static void put_tenths(struct buf *buf, int64_t tenths)
{
    buf_format(buf, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
}

static void put_attribute(struct buf *buf, const char *name, int64_t tenths)
{
    buf_format(buf, " %s=\"", name);
    put_tenths(buf, tenths);
    buf_put_char(buf, '"');
}

static void open_text(struct plot *plot, const char *anchor, int64_t x, int64_t y)
{
    buf_format(plot->out.buf, "<text text-anchor=\"%s\"", anchor);
    put_attribute(plot->out.buf, "x", x);
    put_attribute(plot->out.buf, "y", y);
    buf_put_char(plot->out.buf, '>');
}

static void put_lines(struct plot *plot)
{
    struct buf *buf = plot->out.buf;
    for (int64_t value = 0; value <= plot->top; value += plot->step) {
        int64_t y = (TOP + PLOT_HEIGHT) * 10 - height_of(plot, value);
        buf_put_str(buf, S("<line class=\"axis\""));
        put_attribute(buf, "x1", LEFT * 10);
        put_attribute(buf, "x2", (WIDTH - RIGHT) * 10);
        put_attribute(buf, "y1", y);
        put_attribute(buf, "y2", y);
        buf_put_str(buf, S("/>"));
        open_text(plot, "end", (LEFT - 8) * 10, y + 50);
        put_count(&plot->out, count(value));
        buf_put_str(buf, S("</text>"));
    }
}

/* From `low` to `high`, tenths above the ground line; nothing for nothing. */
static void put_bar(struct plot *plot, const char *class, int64_t x, int64_t width, int64_t low, int64_t high)
{
    struct buf *buf = plot->out.buf;
    if (high == low) {
        return;
    }
    buf_format(buf, "<rect class=\"%s\"", class);
    put_attribute(buf, "x", x);
    put_attribute(buf, "y", (TOP + PLOT_HEIGHT) * 10 - high);
    put_attribute(buf, "width", width);
    put_attribute(buf, "height", high - low);
    buf_put_str(buf, S("/>"));
}

static void put_column(struct plot *plot, size_t i)
{
    const struct chart_bar *bar = &plot->bars[i];
    int64_t slot = PLOT_WIDTH * 10 / (int64_t)plot->n;
    int64_t width = slot * 7 / 10 < 640 ? slot * 7 / 10 : 640;
    int64_t middle = LEFT * 10 + (2 * (int64_t)i + 1) * PLOT_WIDTH * 10 / (2 * (int64_t)plot->n);
    int64_t low = height_of(plot, bar->value);
    int64_t high = height_of(plot, bar->value + bar->second);
    put_bar(plot, "bar", middle - width / 2, width, 0, low);
    put_bar(plot, "bar bar--2", middle - width / 2, width, low, high);
    if (slot >= NUMBER_WIDTH * 10 && bar->value + bar->second > 0) {
        open_text(plot, "middle", middle, (TOP + PLOT_HEIGHT) * 10 - high - 60);
        put_count(&plot->out, count(bar->value + bar->second));
        buf_put_str(plot->out.buf, S("</text>"));
    }
    size_t every = ((size_t)LABEL_WIDTH * plot->n + PLOT_WIDTH - 1) / PLOT_WIDTH;
    if (i % every == 0) {
        open_text(plot, "middle", middle, (HEIGHT - 10) * 10);
        put_str(&plot->out, bar->label);
        buf_put_str(plot->out.buf, S("</text>"));
    }
}

struct html chart_bars(struct out *out, const struct chart_bar *bars, size_t count, struct str title)
{
    if (count == 0) {
        return (struct html){S("")};
    }
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, RESPONSE_MAX);
    struct plot plot = {.out = *out, .bars = bars, .n = count < CHART_BARS_MAX ? count : CHART_BARS_MAX};
    plot.out.buf = &buf;
    int64_t highest = highest_of(bars, plot.n);
    plot.step = round_step(highest);
    plot.top = (highest + plot.step - 1) / plot.step * plot.step;
    buf_format(&buf, "<svg class=\"sg-chart\" viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH, HEIGHT);
    put_str(&plot.out, title);
    buf_put_str(&buf, S("</title>"));
    put_lines(&plot);
    for (size_t i = 0; i < plot.n; i++) {
        put_column(&plot, i);
    }
    buf_put_str(&buf, S("</svg>"));
    check(!buf.overflow);
    return (struct html){str_copy(out->arena, buf_str(&buf))};
}
