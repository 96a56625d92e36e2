/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/fold.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void expect(struct str got, const char *wanted)
{
    assert_string_equal(str_c(&arena, got), wanted);
}

static void names_fold_alike_however_typed(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Žďár nad Sázavou", "zdar nad sazavou"},
        {"München", "munchen"},
        {"Mu\xCC\x88nchen", "munchen"}, /* the mark as a character of its own */
        {"GDAŃSK", "gdansk"},
        {"Łódź", "lodz"},
        {"Tromsø", "tromso"},
        {"Ærø", "aero"},
        {"Weißenfels", "weissenfels"},
        {"Þorlákshöfn", "thorlakshofn"},
        {"Đakovo", "dakovo"},
        {"Diyarbakır", "diyarbakir"},
        {"İzmir", "izmir"},
        {"Vitoria-Gasteiz", "vitoria gasteiz"},
        {"L'Aquila", "laquila"},
        {"L’Aquila", "laquila"},
        {"'s-Hertogenbosch", "s hertogenbosch"},
        {"  St.  Pölten / (NÖ) ", "st polten no"},
        {"Αθήνα", "αθηνα"},
        {"ΠΆΤΡΑΣ", "πατρασ"},
        {"Пловдив", "пловдив"},
        {"Йошкар-Ола", "иошкар ола"},
        {"CO₂ m²", "co2 m2"},
        {"ﬁnance", "finance"},
        {"so\xC2\xADlar", "solar"}, /* soft hyphen */
        {"Škofja\xC2\xA0Loka", "skofja loka"}, /* no-break space */
        {"", ""},
        {"-- !", ""},
        {"A", "a"},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        expect(fold(&arena, str_of(pairs[i][0])), pairs[i][1]);
    }
}

static void bad_bytes_are_gaps(void **state)
{
    (void)state;
    expect(fold(&arena, (struct str){"a\xFF" "b\xC3", 4}), "a b");
}

/* Over every code point there is: the bound of the header holds, and a second folding changes nothing. */
static void every_rune_keeps_the_contract(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 64);
    for (uint32_t rune = 1; rune <= 0x10FFFF; rune++) {
        if (rune >= 0xD800 && rune <= 0xDFFF) {
            continue;
        }
        char once[64];
        char twice[256];
        buf_reset(&text);
        buf_put_char(&text, 'x');
        buf_put_rune(&text, rune);
        buf_put_char(&text, 'x');
        size_t n = fold_into(once, buf_str(&text));
        assert_true(n <= 4 * text.n);
        assert_true(str_is_utf8((struct str){once, n}));
        size_t again = fold_into(twice, (struct str){once, n});
        if (again != n || memcmp(once, twice, n) != 0) {
            fail_msg("U+%04X folds to '%.*s' and then to '%.*s'", rune, (int)n, once, (int)again, twice);
        }
    }
    buf_done(&text);
}

static void slugs_are_ascii_and_never_empty(void **state)
{
    (void)state;
    expect(fold_slug(&arena, S("Žďár nad Sázavou")), "zdar-nad-sazavou");
    expect(fold_slug(&arena, S("Αθήνα")), "athina");
    expect(fold_slug(&arena, S("Θεσσαλονίκη")), "thessaloniki");
    expect(fold_slug(&arena, S("Ναύπλιο, Λουτράκι")), "nauplio-loutraki");
    expect(fold_slug(&arena, S("Ψυχικό")), "psychiko");
    expect(fold_slug(&arena, S("Пловдив")), "plovdiv");
    expect(fold_slug(&arena, S("Київ")), "kiiv");
    expect(fold_slug(&arena, S("Нови Сад")), "novi-sad");
    expect(fold_slug(&arena, S("Ґрунь")), "grun");
    expect(fold_slug(&arena, S("Tokyo 東京 23")), "tokyo-23");
    expect(fold_slug(&arena, S("東京")), "x");
    expect(fold_slug(&arena, S("-")), "x");
    expect(fold_slug(&arena, S("")), "x");
}

static void sort_keys_order_as_a_reader_does(void **state)
{
    (void)state;
    struct str a = fold_sort_key(&arena, S("Århus"));
    struct str b = fold_sort_key(&arena, S("Bonn"));
    struct str c = fold_sort_key(&arena, S("Bonn am Rhein"));
    assert_true(str_cmp(a, b) < 0);
    assert_true(str_cmp(b, c) < 0);
    assert_true(str_eq(b, S("bonn\x01" "Bonn")));
    assert_true(str_cmp(fold_sort_key(&arena, S("Žilina")), fold_sort_key(&arena, S("Zilina"))) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_fold_alike_however_typed),
        cmocka_unit_test(bad_bytes_are_gaps),
        cmocka_unit_test(every_rune_keeps_the_contract),
        cmocka_unit_test(slugs_are_ascii_and_never_empty),
        cmocka_unit_test(sort_keys_order_as_a_reader_does),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
