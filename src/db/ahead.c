/* SPDX-License-Identifier: AGPL-3.0-or-later
** ahead: found again by statement and parameters. A page has a few dozen of them, so that they are looked through. */
#include "db/ahead.h"

#include <stdio.h>

#define IN_MAX 65536u /* bytes of all parameters: names and numbers */

void ahead_init(struct ahead *ahead, struct wire *wire)
{
    ahead->wire = wire;
    ahead->n = 0;
    buf_init(&ahead->in, IN_MAX);
}

static void clear(struct ahead *ahead)
{
    for (size_t i = 0; i < ahead->n; i++) {
        wire_clear(&ahead->items[i].target);
    }
    ahead->n = 0;
    buf_reset(&ahead->in);
}

void ahead_done(struct ahead *ahead)
{
    clear(ahead);
    buf_done(&ahead->in);
}

void ahead_drop(struct ahead *ahead)
{
    struct db *db = ahead->wire->owner;
    for (size_t i = 0; i < ahead->n; i++) {
        if (!ahead->items[i].asked) {
            char name[80];
            snprintf(name, sizeof name, "(%s)", ahead->items[i].target.rows->statement->name);
            db_follow_note(db, name);
            db->unasked++;
        }
    }
    clear(ahead);
}

/* Behind those that are kept; the same parameters are the same bytes. */
static bool put_parameters(struct buf *to, const struct statement *statement, const struct value *in)
{
    for (size_t i = 0; i < statement->in_count; i++) {
        bool text = in[i].kind == VALUE_TEXT || in[i].kind == VALUE_BLOB;
        int64_t number = text ? (int64_t)in[i].text.n : in[i].kind == VALUE_INT ? in[i].number : 0;
        buf_put_char(to, (char)('0' + in[i].kind));
        buf_put(to, &number, sizeof number);
        if (text) {
            buf_put_str(to, in[i].text);
        }
    }
    return !to->overflow;
}

static void take_back(struct buf *in, size_t n)
{
    in->n = n;
    in->overflow = false;
}

/* The one whose parameters are those from `from` on. */
static struct ahead_item *find(struct ahead *ahead, const struct db_rows *rows, size_t from)
{
    struct str all = buf_str(&ahead->in);
    struct str wanted = str_from(all, from);
    for (size_t i = 0; i < ahead->n; i++) {
        struct ahead_item *item = &ahead->items[i];
        if (item->target.rows == rows && str_eq(str_sub(all, item->from, item->n), wanted)) {
            return item;
        }
    }
    return NULL;
}

void ahead_send(struct ahead *ahead, struct db_rows *rows, bool *known, const struct value *in)
{
    size_t from = ahead->in.n;
    if (ahead->n == AHEAD_MAX) {
        return;
    }
    if (!put_parameters(&ahead->in, rows->statement, in) || find(ahead, rows, from) != NULL) {
        take_back(&ahead->in, from);
        return;
    }
    struct ahead_item *item = &ahead->items[ahead->n++];
    *item = (struct ahead_item){.from = from, .n = ahead->in.n - from, .target = {.rows = rows, .known = known}};
    enum fault fault = wire_send_statement(ahead->wire, rows->statement, in, WIRE_ROWS, &item->target);
    ahead->wire->pending = ahead->wire->pending == OK ? fault : ahead->wire->pending;
}

enum fault ahead_ask(struct ahead *ahead, const struct db_rows *rows, const struct value *in, const void **ret_result)
{
    size_t from = ahead->in.n;
    struct ahead_item *item = NULL;
    *ret_result = NULL;
    if (ahead->n > 0 && put_parameters(&ahead->in, rows->statement, in)) {
        item = find(ahead, rows, from);
    }
    take_back(&ahead->in, from);
    if (item == NULL) {
        return OK;
    }
    item->asked = true;
    enum fault fault = item->target.result == NULL ? wire_settle(ahead->wire) : OK;
    *ret_result = item->target.result;
    return item->target.result != NULL ? OK : fault;
}
