/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a query string: refused, or fields of clean text, which written as a query give the same fields. */
#include "fuzz.h"
#include "text/url.h"

static struct str write_query(struct arena *arena, const struct query *query)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, FUZZ_ARENA_MAX);
    for (size_t i = 0; i < query->n; i++) {
        buf_put_str(&buf, url_encode(arena, query->items[i].name));
        buf_put_char(&buf, '=');
        buf_put_str(&buf, url_encode(arena, query->items[i].value));
        buf_put_char(&buf, '&');
    }
    return str_copy(arena, buf_str(&buf));
}

static void check_fields(struct arena *arena, struct str text, const struct query *query)
{
    check(query->n <= REQUEST_QUERY_FIELDS_MAX);
    for (size_t i = 0; i < query->n; i++) {
        struct query_field field = query->items[i];
        check(field.name.n <= text.n && field.value.n <= text.n);
        check(str_is_utf8(field.name) && str_is_utf8(field.value));
        struct str first = query_get(query, str_c(arena, field.name));
        check(first.s != NULL && str_eq(first, str_trim(first)));
    }
    check(query_get_nth(query, "\xFF", 0).s == NULL); /* no name is bad UTF-8 */
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct query query = {.n = 77};
    struct query again;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    enum fault fault = query_parse(&arena, text, &query);
    if (fault != OK) {
        check((fault == FAULT_INVALID || fault == FAULT_TOO_LARGE) && query.n == 77);
        return 0;
    }
    check_fields(&arena, text, &query);
    check(query_parse(&arena, write_query(&arena, &query), &again) == OK && again.n == query.n);
    for (size_t i = 0; i < query.n; i++) {
        check(str_eq(query.items[i].name, again.items[i].name));
        check(str_eq(query.items[i].value, again.items[i].value));
    }
    return 0;
}
