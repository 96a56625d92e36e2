/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a part of an address, and as an address from outside: what is encoded is decoded as it was; what is
** let in cannot leave an attribute, and stays as it is when it is let in again. */
#include <string.h>

#include "fuzz.h"
#include "text/url.h"

static bool has_any(struct str text, const char *letters)
{
    for (size_t i = 0; i < text.n; i++) {
        if (strchr(letters, text.s[i]) != NULL) { /* also a NUL */
            return true;
        }
    }
    return false;
}

static void check_coding(struct arena *arena, struct str text)
{
    struct str decoded = S("untouched");
    struct str encoded = url_encode(arena, text);
    check(encoded.n >= text.n && encoded.n <= 3 * text.n && !has_any(encoded, " \"'<>&?#/+"));
    enum fault fault = url_decode(arena, encoded, true, &decoded);
    check(fault == (str_is_utf8(text) ? OK : FAULT_INVALID));
    check(str_eq(decoded, fault == OK ? text : S("untouched")));
    if (url_decode(arena, text, false, &decoded) == OK) {
        check(str_is_utf8(decoded) && decoded.n <= text.n);
    }
}

/* One segment stays one segment: it neither climbs nor opens a query. */
static void check_building(struct arena *arena, struct str text)
{
    struct str path = url_path_of(arena, "/cities/{}/projects", text).text;
    struct str part = str_sub(path, 8, path.n - 8 - 9);
    check(str_starts(path, S("/cities/")) && str_ends(path, S("/projects")));
    check(!has_any(part, "/?#\\ \"'<>") && !str_eq(part, S(".")) && !str_eq(part, S("..")));
    struct str query = url_add(arena, URL("/search#hits"), "q", text).text;
    check(str_starts(query, S("/search?q=")) && str_ends(query, S("#hits")));
    check(!has_any(str_sub(query, 10, query.n - 15), "&#?= \"'<>"));
    struct str mail = url_mail(arena, text, text, text).text;
    check(str_starts(mail, S("mailto:")) && !has_any(mail, " \"'<>\r\n#/\\"));
}

static void check_external(struct arena *arena, struct str text)
{
    struct url url = URL("/untouched");
    struct url again;
    if (!url_external(arena, text, &url)) {
        check(str_eq(url.text, S("/untouched")));
        return;
    }
    check(str_starts(url.text, S("http://")) || str_starts(url.text, S("https://")) || str_starts(url.text,
            S("mailto:")));
    check(!has_any(url.text, " \"'<>\\\r\n\t`") && str_is_utf8(url.text));
    check(url_external(arena, url.text, &again) && str_eq(again.text, url.text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    check_coding(&arena, text);
    check_building(&arena, text);
    check_external(&arena, text);
    return 0;
}
