/* SPDX-License-Identifier: AGPL-3.0-or-later
** mojibake: what its bytes prove is mended, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fault.h"
#include "text/mojibake.h"

static void expect(const char *text, const char *mended)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    struct str got = mojibake_mend(&arena, str_of(text));
    if (!str_eq(got, str_of(mended))) {
        fail_msg("\"%s\" became \"%.*s\", not \"%s\"", text, STR_ARG(got), mended);
    }
}

static void mends_what_is_proven(void **state)
{
    (void)state;
    expect("the beneficiariesâ€™ costs", "the beneficiaries’ costs");
    expect("COâ‚‚ of the cityâ€™s buses", "CO₂ of the city’s buses");
    expect("â€œquotedâ€\xC2\x9D", "“quoted”"); /* 0x9D is free in Windows-1252 and comes as U+009D */
    expect("MÃ¡laga, KrakÃ³w, PoznaÅ„, Ã…lesund", "Málaga, Kraków, Poznań, Ålesund");
    expect("EURÂ\xC2\xA0"
           "5 million",
           "EUR\xC2\xA0"
           "5 million");
    expect("Î‘Î¸Î®Î½Î±", "Αθήνα");
}

static void mends_twice(void **state)
{
    (void)state;
    expect("cityÃ¢â‚¬â„¢s", "city’s");
}

/* One letter that was never garbled: what stands beside it is proven by three bytes, not by two. */
static void mends_a_mixed_text_by_its_signs(void **state)
{
    (void)state;
    expect("Málaga â€“ a city", "Málaga – a city");
    expect("Málaga and KrakÃ³w", "Málaga and KrakÃ³w");
}

static void leaves_what_is_well(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "plain",
        "Málaga",
        "Ålesund, Århus, Ängelholm",
        "“MENÜ” and ‘Ä’",
        "MENÜ“",
        "São João — já",
        "Ô, À «côté»",
        "€ 5",
        "Ãlesund",
        "Αθήνα",
        "Київ",
        "50 °C",
        "Â",
        "café’s",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect(texts[i], texts[i]);
    }
}

/* What was cut in the middle of a sign proves nothing at its end, and stays. */
static void leaves_the_end_of_a_cut_text(void **state)
{
    (void)state;
    expect("itâ€™s a cut textâ€", "it’s a cut textâ€");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mends_what_is_proven),
        cmocka_unit_test(mends_twice),
        cmocka_unit_test(mends_a_mixed_text_by_its_signs),
        cmocka_unit_test(leaves_what_is_well),
        cmocka_unit_test(leaves_the_end_of_a_cut_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
