/* SPDX-License-Identifier: AGPL-3.0-or-later
** tree: who came of whom, as SVG. All places are whole numbers, so that every machine draws the same. */
#include "text/tree.h"

#include <string.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/limits.h"

/* In units of the box. */
#define WIDTH 640
#define ROW 40
#define INDENT 28
#define INDENTS_MAX 8 /* deeper ones stand below each other */
#define DOT 6


/* Whatever came of `parent` (a place in the order), all the way down. */
static size_t place_below(const struct tree_item *items, size_t n, size_t *order, size_t *depth, bool *is_placed,
                          size_t first, size_t placed)
{
    for (size_t at = first; at < placed; at++) {
        size_t behind = at + 1;
        for (size_t i = 0; i < n; i++) {
            if (!is_placed[i] && items[i].parent == order[at]) {
                memmove(&order[behind + 1], &order[behind], (placed - behind) * sizeof *order);
                memmove(&depth[behind + 1], &depth[behind], (placed - behind) * sizeof *depth);
                order[behind] = i;
                depth[behind] = depth[at] + 1;
                is_placed[i] = true;
                behind++;
                placed++;
            }
        }
    }
    return placed;
}

static void order_all(const struct tree_item *items, size_t n, bool *is_placed, size_t *ret_order, size_t *ret_depth)
{
    size_t placed = 0;
    for (int turn = 0; turn < 2; turn++) { /* those of none; then whatever is left, which comes of itself */
        for (size_t i = 0; i < n; i++) {
            if (!is_placed[i] && (turn == 1 || items[i].parent == i)) {
                ret_order[placed] = i;
                ret_depth[placed] = 0;
                is_placed[i] = true;
                placed = place_below(items, n, ret_order, ret_depth, is_placed, placed, placed + 1);
            }
        }
    }
    check(placed == n);
}

void tree_order(const struct tree_item *items, size_t n, size_t *ret_order, size_t *ret_depth)
{
    bool is_placed[TREE_ROWS_MAX] = {false};
    check(n <= TREE_ROWS_MAX);
    order_all(items, n, is_placed, ret_order, ret_depth);
}

static int64_t x_of(size_t depth)
{
    return 12 + INDENT * (int64_t)(depth < INDENTS_MAX ? depth : INDENTS_MAX);
}

static int64_t y_of(size_t row)
{
    return ROW * (int64_t)row + ROW / 2;
}

/* From the one it came of: down, and to the side. */
static void put_stroke(struct buf *buf, const size_t *depth, size_t row)
{
    size_t from = row;
    while (depth[from] >= depth[row]) {
        from--;
    }
    int64_t x = x_of(depth[from]);
    buf_format(buf, "<line class=\"axis\" x1=\"%lld\" y1=\"%lld\" x2=\"%lld\" y2=\"%lld\"/>", (long long)x,
               (long long)y_of(from), (long long)x, (long long)y_of(row));
    buf_format(buf, "<line class=\"axis\" x1=\"%lld\" y1=\"%lld\" x2=\"%lld\" y2=\"%lld\"/>", (long long)x,
               (long long)y_of(row), (long long)x_of(depth[row]), (long long)y_of(row));
}

static void put_name(struct out *out, struct str name, size_t depth, size_t row)
{
    buf_format(out->buf, "<rect class=\"bar\" x=\"%lld\" y=\"%lld\" width=\"%d\" height=\"%d\" rx=\"%d\"/>",
               (long long)(x_of(depth) - DOT), (long long)(y_of(row) - DOT), 2 * DOT, 2 * DOT, DOT);
    buf_format(out->buf, "<text x=\"%lld\" y=\"%lld\">", (long long)(x_of(depth) + 2 * DOT + 4),
               (long long)(y_of(row) + 7));
    put_str(out, name);
    buf_put_str(out->buf, S("</text>"));
}

struct html tree_draw(struct out *out, const struct tree_item *items, size_t n, struct str title)
{
    size_t order[TREE_ROWS_MAX], depth[TREE_ROWS_MAX];
    if (n == 0) {
        return (struct html){S("")};
    }
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, RESPONSE_MAX);
    struct out drawn = *out;
    drawn.buf = &buf;
    tree_order(items, n, order, depth);
    buf_format(&buf, "<svg class=\"sg-chart\" viewBox=\"0 0 %d %lld\" role=\"img\"><title>", WIDTH,
               (long long)(ROW * (int64_t)n));
    put_str(&drawn, title);
    buf_put_str(&buf, S("</title>"));
    for (size_t row = 0; row < n; row++) {
        if (depth[row] > 0) {
            put_stroke(&buf, depth, row);
        }
    }
    for (size_t row = 0; row < n; row++) {
        put_name(&drawn, items[order[row]].name, depth[row], row);
    }
    buf_put_str(&buf, S("</svg>"));
    check(!buf.overflow);
    return (struct html){str_copy(out->arena, buf_str(&buf))};
}
