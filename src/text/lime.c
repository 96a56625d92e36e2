/* SPDX-License-Identifier: AGPL-3.0-or-later
** lime: the structure file of LimeSurvey as a tree. */
#include "text/lime.h"

#include "base/limits.h"
#include "text/words.h"
#include "text/xml.h"

struct reading {
    struct arena *arena;
    struct lime_node *open[IMPORT_XML_DEPTH_MAX + 1]; /* by depth; 0 stands above the root */
    size_t nodes;
    struct str why;
};

static enum fault refuse(struct reading *reading, const struct xml_event *event, enum fault fault, const char *why)
{
    reading->why = str_format(reading->arena, "line %llu: %s", (unsigned long long)event->line, why);
    return fault;
}

struct lime_node *lime_add(struct arena *arena, struct lime_node *parent, struct str name, struct str text)
{
    struct lime_node *node = arena_new(arena, struct lime_node);
    node->name = str_copy(arena, name);
    node->text = text.n > 0 ? str_copy(arena, text) : S("");
    if (parent->last == NULL) {
        parent->first = node;
    } else {
        parent->last->next = node;
    }
    parent->last = node;
    return node;
}

static enum fault on_open(void *context, const struct xml_event *event)
{
    struct reading *reading = context;
    if (event->attributes != NULL && event->attributes[0] != NULL) {
        return refuse(reading, event, FAULT_INVALID,
                      W_NOTE("an element has attributes, which LimeSurvey's files never have"));
    }
    if (event->depth == 1 && !str_eq(event->name, S("document"))) {
        return refuse(reading, event, FAULT_INVALID, W_NOTE("this is no structure file of LimeSurvey"));
    }
    if (++reading->nodes > LIME_NODES_MAX) {
        return refuse(reading, event, FAULT_TOO_LARGE, W_NOTE("it has more elements than any real survey"));
    }
    reading->open[event->depth] = lime_add(reading->arena, reading->open[event->depth - 1], event->name, S(""));
    return OK;
}

static enum fault on_close(void *context, const struct xml_event *event)
{
    struct reading *reading = context;
    struct lime_node *node = reading->open[event->depth];
    if (node->first != NULL) {
        return event->text.n == 0 ? OK
               : refuse(reading, event, FAULT_INVALID, W_NOTE("text stands between its elements"));
    }
    node->text = str_copy(reading->arena, event->whole);
    return OK;
}

static enum fault judge(struct reading *reading, const struct lime_node *document)
{
    if (!str_eq(lime_text(document, S("LimeSurveyDocType")), S("Survey"))) {
        reading->why = str_of("line 1: " W_NOTE("it does not say that it is the structure of a survey "
                                                "(LimeSurveyDocType: Survey)"));
        return FAULT_INVALID;
    }
    return OK;
}

enum fault lime_read(struct arena *arena, struct str bytes, struct lime_node **ret_document, struct str *ret_why)
{
    struct lime_node above = {0};
    struct reading reading = {.arena = arena, .open = {&above}};
    if (bytes.n > LIME_BYTES_MAX) {
        *ret_why = str_of("line 1: " W_NOTE("it is larger than any real survey"));
        return FAULT_TOO_LARGE;
    }
    struct xml *xml = xml_new((struct xml_sink){&reading, on_open, on_close});
    enum fault fault = xml_feed(xml, bytes.s, bytes.n);
    fault = fault == OK ? xml_finish(xml) : fault;
    fault = fault == OK ? judge(&reading, above.first) : fault;
    if (fault != OK) {
        *ret_why = reading.why.n > 0 ? reading.why : xml_reason(xml, arena);
    } else {
        *ret_document = above.first;
    }
    xml_free(xml);
    return fault;
}

/* ---- writing, as LimeSurvey does */

static bool stands_plain(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '<' || text.s[i] == '&' || text.s[i] == '>' || text.s[i] == '\r') {
            return false;
        }
    }
    return true;
}

static void put_cdata(struct buf *buf, struct str text)
{
    buf_put_str(buf, S("<![CDATA["));
    for (size_t i = 0; i < text.n; i++) {
        bool ends = text.s[i] == '>' && i >= 2 && text.s[i - 1] == ']' && text.s[i - 2] == ']';
        if (text.s[i] == '\r') {
            buf_put_str(buf, S("]]>&#13;<![CDATA["));
        } else {
            buf_put_str(buf, ends ? S("]]><![CDATA[") : S(""));
            buf_put_char(buf, text.s[i]);
        }
    }
    buf_put_str(buf, S("]]>"));
}

static void put_node(struct buf *buf, const struct lime_node *node, size_t depth, bool in_row)
{
    buf_put(buf, "                                                                ", depth);
    if (node->first == NULL && node->text.n == 0) {
        buf_format(buf, "<%.*s/>\n", STR_ARG(node->name));
        return;
    }
    buf_format(buf, "<%.*s>", STR_ARG(node->name));
    if (node->first == NULL && !in_row && stands_plain(node->text)) {
        buf_put_str(buf, node->text);
    } else if (node->first == NULL) {
        put_cdata(buf, node->text);
    } else {
        buf_put_char(buf, '\n');
        for (const struct lime_node *child = node->first; child != NULL; child = child->next) {
            put_node(buf, child, depth + 1, in_row || str_eq(node->name, S("row")));
        }
        buf_put(buf, "                                                                ", depth);
    }
    buf_format(buf, "</%.*s>\n", STR_ARG(node->name));
}

void lime_write(struct buf *buf, const struct lime_node *document)
{
    buf_put_str(buf, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    put_node(buf, document, 0, false);
}

/* ---- looking and making */

bool lime_eq(const struct lime_node *a, const struct lime_node *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next) {
        if (!str_eq(a->name, b->name) || !str_eq(a->text, b->text) || !lime_eq(a->first, b->first)) {
            return false;
        }
    }
    return a == b;
}

struct lime_node *lime_child(const struct lime_node *node, struct str name)
{
    struct lime_node *child = node->first;
    while (child != NULL && !str_eq(child->name, name)) {
        child = child->next;
    }
    return child;
}

struct str lime_text(const struct lime_node *node, struct str name)
{
    const struct lime_node *child = lime_child(node, name);
    return child != NULL && child->first == NULL ? child->text : S("");
}

struct lime_node *lime_rows(const struct lime_node *document, struct str table)
{
    const struct lime_node *node = lime_child(document, table);
    const struct lime_node *rows = node != NULL ? lime_child(node, S("rows")) : NULL;
    return rows != NULL ? rows->first : NULL;
}

struct lime_node *lime_table(struct arena *arena, struct lime_node *document, struct str table)
{
    struct lime_node *node = lime_child(document, table);
    node = node != NULL ? node : lime_add(arena, document, table, S(""));
    struct lime_node *fields = lime_child(node, S("fields"));
    if (fields == NULL) {
        lime_add(arena, node, S("fields"), S(""));
    }
    struct lime_node *rows = lime_child(node, S("rows"));
    return rows != NULL ? rows : lime_add(arena, node, S("rows"), S(""));
}

void lime_set(struct arena *arena, struct lime_node *node, struct str name, struct str text)
{
    struct lime_node *child = lime_child(node, name);
    child = child != NULL ? child : lime_add(arena, node, name, S(""));
    child->text = text.n > 0 ? str_copy(arena, text) : S("");
}

struct lime_node *lime_copy(struct arena *arena, const struct lime_node *node)
{
    struct lime_node *copy = arena_new(arena, struct lime_node);
    copy->name = node->name;
    copy->text = node->text;
    for (const struct lime_node *child = node->first; child != NULL; child = child->next) {
        struct lime_node *made = lime_copy(arena, child);
        if (copy->last == NULL) {
            copy->first = made;
        } else {
            copy->last->next = made;
        }
        copy->last = made;
    }
    return copy;
}

static bool is_named(const struct lime_node *fields, struct str name)
{
    for (const struct lime_node *field = fields->first; field != NULL; field = field->next) {
        if (str_eq(field->text, name)) {
            return true;
        }
    }
    return false;
}

void lime_fields(struct arena *arena, struct lime_node *document, struct str table)
{
    struct lime_node *rows = lime_table(arena, document, table);
    struct lime_node *fields = lime_child(lime_child(document, table), S("fields"));
    for (const struct lime_node *row = rows->first; row != NULL; row = row->next) {
        for (const struct lime_node *cell = row->first; cell != NULL; cell = cell->next) {
            if (!is_named(fields, cell->name)) {
                lime_add(arena, fields, S("fieldname"), cell->name);
            }
        }
    }
}
