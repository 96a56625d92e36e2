/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as what a provider says of itself: either its issuer and its addresses are there, or nothing is. */
#include "fuzz.h"
#include "text/discovery.h"

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
    return 0;
}
