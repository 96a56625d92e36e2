/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as what a provider says, of itself or to a code: either its issuer and its addresses are there, or nothing
** is; a token or an error is text, or there is none. */
#include "fuzz.h"
#include "text/discovery.h"
#include "text/oidc.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct discovery found = {.takes_basic = false};
    enum discovery_wrong wrong = discovery_parse(&arena, fuzz_text(bytes, n), S("https://id.example.org"), &found);
    check(wrong < DISCOVERY__MAX && discovery_wrong_name(wrong).n > 0);
    bool is_whole = found.authorization.n > 0 && found.token.n > 0 && found.keys.n > 0;
    check((wrong == DISCOVERY_FITS) == is_whole);
    check(str_is_utf8(found.authorization) && str_is_utf8(found.token) && str_is_utf8(found.keys));
    struct str token = oidc_token_of(&arena, fuzz_text(bytes, n));
    struct str error = oidc_error_of(&arena, fuzz_text(bytes, n));
    check(str_is_utf8(token) && str_is_utf8(error) && token.n + error.n <= 2 * n);
    return 0;
}
