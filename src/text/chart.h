/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** chart: a bar chart as SVG that needs no script and no inline style.
**
** Each bar is `value` (class "bar"), with `second` stacked on it (class "bar bar--2"); the number over a bar is
** their sum. Lines at round numbers, from 0. Labels stand under the bars, as many as there is room for, the first
** always. It is drawn in a box of 640 by 280 and scales with its place; letters are text. For ears it is one
** picture with `title` as its name: the page shows the same numbers in a table beside it. Colours come from the
** classes (assets/scss).
*/
#ifndef TEXT_CHART_H
#define TEXT_CHART_H

#include "text/html.h"

#define CHART_BARS_MAX 120 /* more would be thinner than a line */

struct chart_bar {
    struct str label;
    int64_t value;  /* 0 to CHART_VALUE_MAX */
    int64_t second; /* the same */
};

#define CHART_VALUE_MAX 1000000000000000

/* An axis of a radar: how far out, in basis points of the way, and where a second line stands. */
struct chart_axis {
    struct str label;
    int value;  /* 0 to 10000; -1: not known, and the line leaves it out */
    int second; /* the same, class "line line--2" */
};

#define CHART_AXES_MIN 3 /* fewer are no area */
#define CHART_AXES_MAX 16

/* A row of a heat map: how much of the row stands in each column. */
struct chart_heat {
    struct str label;
    const size_t *counts; /* one a column */
};

#define CHART_COLUMNS_MAX 10

/* Markup in the arena of `out`; nothing for no bars. Bars past CHART_BARS_MAX are left out. */
struct html chart_bars(struct out *out, const struct chart_bar *bars, size_t count, struct str title);

/* Axes around a middle, the first upwards, on in the way of a clock; nothing for fewer than CHART_AXES_MIN. As above.
** */
struct html chart_radar(struct out *out, const struct chart_axis *axes, size_t count, struct str title);
/* Rows under columns; a cell is the darker the more of its row it has, with its number in it; nothing for no rows. */
struct html chart_heat_map(struct out *out, const struct chart_heat *rows, size_t count, const struct str *columns,
                           size_t columns_n, struct str title);

#endif
