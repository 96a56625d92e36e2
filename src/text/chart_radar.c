/* SPDX-License-Identifier: AGPL-3.0-or-later
** chart: a radar and a heat map as SVG. Places are whole numbers in tenths of a unit. */
#include <math.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/limits.h"
#include "text/chart.h"

#define PI 3.14159265358979323846
#define WIDTH 640
#define HEIGHT 420
#define MIDDLE_X 320
#define MIDDLE_Y 212
#define RADIUS 150
#define LABELS 168  /* their distance from the middle */
#define RINGS 4

#define LEFT 120    /* room for the label of a row */
#define TOP 34
#define ROW 34
#define BARE 600    /* basis points: so little colour even an empty cell has */

/* Tenths of a unit: of an axis, so far out. */
static void put_place(struct buf *buf, size_t axis, size_t n, int64_t tenths)
{
    double angle = 2 * PI * (double)axis / (double)n;
    int64_t x = MIDDLE_X * 10 + llround(sin(angle) * (double)tenths);
    int64_t y = MIDDLE_Y * 10 - llround(cos(angle) * (double)tenths);
    buf_format(buf, "%lld.%lld,%lld.%lld ", (long long)(x / 10), (long long)(x % 10), (long long)(y / 10),
               (long long)(y % 10));
}

static void put_ring(struct buf *buf, size_t n, int64_t tenths)
{
    buf_put_str(buf, S("<polygon class=\"axis\" points=\""));
    for (size_t i = 0; i < n; i++) {
        put_place(buf, i, n, tenths);
    }
    buf_put_str(buf, S("\"/>"));
}

static void put_shape(struct buf *buf, const struct chart_axis *axes, size_t n, bool second)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        known += (second ? axes[i].second : axes[i].value) >= 0;
    }
    if (known < CHART_AXES_MIN) {
        return;
    }
    buf_put_str(buf, second ? S("<polygon class=\"line line--2\" points=\"") : S("<polygon class=\"line\" points=\""));
    for (size_t i = 0; i < n; i++) {
        int value = second ? axes[i].second : axes[i].value;
        check(value <= 10000);
        if (value >= 0) {
            put_place(buf, i, n, (int64_t)value * RADIUS / 1000);
        }
    }
    buf_put_str(buf, S("\"/>"));
}

static void put_axis_label(struct out *out, const struct chart_axis *axis, size_t i, size_t n)
{
    double angle = 2 * PI * (double)i / (double)n;
    long x = lround(MIDDLE_X + sin(angle) * LABELS), y = lround(MIDDLE_Y - cos(angle) * LABELS);
    const char *anchor = x > MIDDLE_X + 20 ? "start" : x < MIDDLE_X - 20 ? "end" : "middle";
    buf_format(out->buf, "<text text-anchor=\"%s\" x=\"%ld\" y=\"%ld\">", anchor, x, y + 6);
    put_str(out, axis->label);
    buf_put_str(out->buf, S("</text>"));
}

static void open_picture(struct out *out, int height, struct str title)
{
    buf_format(out->buf, "<svg class=\"sg-chart\" viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH, height);
    put_str(out, title);
    buf_put_str(out->buf, S("</title>"));
}

struct html chart_radar(struct out *out, const struct chart_axis *axes, size_t count, struct str title)
{
    if (count < CHART_AXES_MIN || count > CHART_AXES_MAX) {
        return (struct html){S("")};
    }
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, RESPONSE_MAX);
    struct out to = *out;
    to.buf = &buf;
    open_picture(&to, HEIGHT, title);
    for (int ring = 1; ring <= RINGS; ring++) {
        put_ring(&buf, count, (int64_t)ring * RADIUS * 10 / RINGS);
    }
    put_shape(&buf, axes, count, true);
    put_shape(&buf, axes, count, false);
    for (size_t i = 0; i < count; i++) {
        put_axis_label(&to, &axes[i], i, count);
    }
    buf_put_str(&buf, S("</svg>"));
    check(!buf.overflow);
    return (struct html){str_copy(out->arena, buf_str(&buf))};
}

/* ---- the heat map */

static void put_cell(struct out *out, size_t of, size_t all, int x, int y, int width)
{
    size_t share = all > 0 ? of * 10000 / all : 0;
    share = share < BARE ? BARE : share;
    buf_format(out->buf, "<rect class=\"bar\" fill-opacity=\"0.%04zu\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
               share * 6 / 10, x + 1, y + 1, width - 2, ROW - 2);
    if (of > 0) {
        buf_format(out->buf, "<text text-anchor=\"middle\" x=\"%d\" y=\"%d\">", x + width / 2, y + ROW / 2 + 7);
        put_count(out, count((int64_t)of));
        buf_put_str(out->buf, S("</text>"));
    }
}

static void put_heat_row(struct out *out, const struct chart_heat *row, size_t columns, int y)
{
    size_t all = 0;
    for (size_t i = 0; i < columns; i++) {
        all += row->counts[i];
    }
    buf_format(out->buf, "<text text-anchor=\"start\" x=\"0\" y=\"%d\">", y + ROW / 2 + 7);
    put_str(out, row->label);
    buf_put_str(out->buf, S("</text>"));
    int width = (WIDTH - LEFT) / (int)columns;
    for (size_t i = 0; i < columns; i++) {
        put_cell(out, row->counts[i], all, LEFT + (int)i * width, y, width);
    }
}

struct html chart_heat_map(struct out *out, const struct chart_heat *rows, size_t count, const struct str *columns,
                           size_t columns_n, struct str title)
{
    check(columns_n > 0 && columns_n <= CHART_COLUMNS_MAX);
    if (count == 0) {
        return (struct html){S("")};
    }
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, RESPONSE_MAX);
    struct out to = *out;
    to.buf = &buf;
    open_picture(&to, TOP + ROW * (int)count + 4, title);
    int width = (WIDTH - LEFT) / (int)columns_n;
    for (size_t i = 0; i < columns_n; i++) {
        buf_format(&buf, "<text text-anchor=\"middle\" x=\"%d\" y=\"24\">", LEFT + (int)i * width + width / 2);
        put_str(&to, columns[i]);
        buf_put_str(&buf, S("</text>"));
    }
    for (size_t i = 0; i < count; i++) {
        put_heat_row(&to, &rows[i], columns_n, TOP + (int)i * ROW);
    }
    buf_put_str(&buf, S("</svg>"));
    check(!buf.overflow);
    return (struct html){str_copy(out->arena, buf_str(&buf))};
}
