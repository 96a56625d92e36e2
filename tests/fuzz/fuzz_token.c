/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as an ID token and as a set of keys, the first line the one, the rest the other. Nobody here has a private
** key, so nothing fits but what the corpus brings; what is read of keys stays within its bounds; and base64url has one
** text for the same bytes. */
#include "base/base64.h"
#include "fuzz.h"
#include "text/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str set;
    struct str token = str_cut(fuzz_text(bytes, n), '\n', &set);
    struct str decoded;
    struct token_keys keys = {.n = 0};
    struct token_said said = {.subject = S("")};
    if (base64url_get(&arena, token, &decoded)) {
        check(str_eq(base64url_put(&arena, decoded), token));
    }
    bool is_set = token_keys_parse(&arena, set, &keys);
    check(keys.n <= TOKEN_KEYS_MAX && (is_set || keys.n == 0));
    for (size_t i = 0; i < keys.n; i++) {
        check(keys.items[i].key.kind != SIGNATURE_KEY_NONE && str_is_utf8(keys.items[i].kid));
    }
    const struct token_asked asked = {S("joe"), S("client"), S("nonce"), 1300819300};
    enum token_wrong wrong = token_read(&arena, token, &keys, &asked, &said);
    check(wrong < TOKEN__MAX && token_wrong_name(wrong).n > 0);
    check((wrong == TOKEN_FITS) == (said.subject.n > 0));
    return 0;
}
