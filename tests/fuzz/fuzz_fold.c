/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a name: folded twice it is the same; within four times its length; slugs are made of letters that
** need no encoding; the key sorts by the folded name. */
#include "base/fold.h"
#include "fuzz.h"

static void check_folded(struct arena *arena, struct str text)
{
    struct str folded = fold(arena, text);
    check(folded.n <= 4 * text.n && str_is_utf8(folded));
    check(!str_contains(folded, S("  ")) && !str_starts(folded, S(" ")) && !str_ends(folded, S(" ")));
    check(str_eq(fold(arena, folded), folded));
    for (size_t i = 0; i < folded.n; i++) {
        unsigned char c = (unsigned char)folded.s[i];
        check(c >= 0x80 || c == ' ' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
    check(str_starts(fold_sort_key(arena, text), folded) && str_ends(fold_sort_key(arena, text), text));
}

static void check_slug(struct arena *arena, struct str text)
{
    struct str slug = fold_slug(arena, text);
    check(slug.n > 0 && !str_contains(slug, S("--")) && !str_starts(slug, S("-")) && !str_ends(slug, S("-")));
    for (size_t i = 0; i < slug.n; i++) {
        char c = slug.s[i];
        check(c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
    check(str_eq(fold_slug(arena, slug), slug));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    check_folded(&arena, text);
    check_slug(&arena, text);
    return 0;
}
