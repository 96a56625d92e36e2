/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** tree: who came of whom, as SVG that needs no script and no inline style: a line each, indented below the one it came
** of, with a stroke from that one. It is drawn in a box 640 wide and scales with its place; letters are text. For ears
** it is one picture with `title` as its name: the page says the same in a table. Colours come from the classes
** (assets/scss, as of chart.h).
*/
#ifndef TEXT_TREE_H
#define TEXT_TREE_H

#include "text/html.h"

#define TREE_ROWS_MAX 200 /* more would be no picture */

struct tree_item {
    struct str name;
    size_t parent; /* index of the one it came of; its own: of none */
};

/* The order of lines: each behind the one it came of, those of one in the order of the items. `ret_order` and
** `ret_depth` have room for n; ret_depth is by place in the order. One that comes of itself over others begins a line
** of its own; all stand there, once. */
void tree_order(const struct tree_item *items, size_t n, size_t *ret_order, size_t *ret_depth);
/* Markup in the arena of `out`; nothing for no items. n is at most TREE_ROWS_MAX. */
struct html tree_draw(struct out *out, const struct tree_item *items, size_t n, struct str title);

#endif
