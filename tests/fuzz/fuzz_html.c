/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any text on a page, in marks, in an attribute, in JSON: it never becomes markup, and what a reader gets back is
** the text. */
#include "fuzz.h"
#include "text/html.h"
#include "text/json.h"

/* One escaped letter read back; the cursor moves behind it. */
static char take_letter(struct str *rest)
{
    static const struct { struct str name; char c; } entities[] = {
        {S_INIT("&amp;"), '&'}, {S_INIT("&lt;"), '<'},   {S_INIT("&gt;"), '>'},
        {S_INIT("&quot;"), '"'}, {S_INIT("&#39;"), '\''}, {S_INIT("&#34;"), '"'},
    };
    char c = rest->s[0];
    check(c != '<' && c != '>' && c != '"' && c != '\'');
    size_t n = 1;
    for (size_t i = 0; c == '&' && i < COUNT_OF(entities); i++) {
        if (str_starts(*rest, entities[i].name)) {
            c = entities[i].c;
            n = entities[i].name.n;
            break;
        }
    }
    check(rest->s[0] != '&' || n > 1); /* no bare ampersand */
    *rest = str_from(*rest, n);
    return c;
}

static void check_escaped(struct arena *arena, struct str text)
{
    struct str rest = html_text(arena, text).markup;
    for (size_t i = 0; i < text.n; i++) {
        check(rest.n > 0 && take_letter(&rest) == text.s[i]);
    }
    check(rest.n == 0);
}

/* Marks pair, do not nest, and hold what is no mark. */
static void check_marked(struct arena *arena, struct str text)
{
    struct str rest = html_marked(arena, text).markup;
    bool open = false;
    size_t i = 0;
    while (rest.n > 0) {
        bool opens = str_starts(rest, S("<mark>"));
        if (opens || str_starts(rest, S("</mark>"))) {
            check(opens != open);
            open = opens;
            rest = str_from(rest, opens ? 6 : 7);
            continue;
        }
        while (i < text.n && (text.s[i] == '\x02' || text.s[i] == '\x03')) {
            i++;
        }
        check(i < text.n && take_letter(&rest) == text.s[i]);
        i++;
    }
    check(!open);
}

static void check_json(struct arena *arena, struct str text)
{
    struct buf buf CLEANUP(buf_done);
    struct json_value *root;
    struct str why;
    buf_init(&buf, FUZZ_ARENA_MAX);
    struct json json = json_to(&buf);
    json_open(&json, '[');
    json_str(&json, text);
    json_close(&json, ']');
    check(json_parse(arena, buf_str(&buf), &root, &why) == OK);
    check(json_count(root) == 1 && str_eq(json_text(json_at(root, 0)), text));
    json_free(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str text = str_scrub(&arena, fuzz_text(bytes, n)); /* as at the edge: what comes in is valid from there on */
    check(str_is_utf8(text));
    check_escaped(&arena, text);
    check_marked(&arena, text);
    check_json(&arena, text);
    return 0;
}
