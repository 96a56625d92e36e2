/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** lime: the structure file of LimeSurvey (.lss), to the letter: a tree of named elements whose leaves hold text.
**
**     document / questions / fields / fieldname "qid"
**                          / rows / row / qid "1", title "socio1", ...
**
** What is read and written again is the same tree, and where the file was written by LimeSurvey the same bytes but for
** carriage returns, which XML itself makes line feeds. What could not be kept so is refused with where and why: text
** between elements, attributes, no document of LimeSurvey. All is in the arena; bounds: those of xml.h, LIME_NODES_MAX.
*/
#ifndef TEXT_LIME_H
#define TEXT_LIME_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"

#define LIME_NODES_MAX 400000u   /* the real one has 13,000 */
#define LIME_BYTES_MAX (16u << 20)

struct lime_node {
    struct str name;
    struct str text;             /* of a leaf */
    struct lime_node *first, *last, *next;
};

/* FAULT_INVALID or FAULT_TOO_LARGE with a clause: "line 12: ...". */
enum fault must_use lime_read(struct arena *arena, struct str bytes, struct lime_node **ret_document,
                              struct str *ret_why);
void lime_write(struct buf *buf, const struct lime_node *document);
bool lime_eq(const struct lime_node *a, const struct lime_node *b);

/* The first child of that name; NULL. */
struct lime_node *lime_child(const struct lime_node *node, struct str name);
/* Its text; "" when there is none. */
struct str lime_text(const struct lime_node *node, struct str name);
/* The first row of a table of the document, NULL: no such table or no rows; the others by `next`. */
struct lime_node *lime_rows(const struct lime_node *document, struct str table);

/* ---- making */
struct lime_node *lime_add(struct arena *arena, struct lime_node *parent, struct str name, struct str text);
/* The place for rows of a table, made where it is missing. */
struct lime_node *lime_table(struct arena *arena, struct lime_node *document, struct str table);
/* Sets the text of a child, made where it is missing. */
void lime_set(struct arena *arena, struct lime_node *node, struct str name, struct str text);
struct lime_node *lime_copy(struct arena *arena, const struct lime_node *node);
/* The fields that the rows name and the table does not are named there. */
void lime_fields(struct arena *arena, struct lime_node *document, struct str table);

#endif
