/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/readable.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void expect(const char *name, const char *wanted)
{
    assert_string_equal(str_c(&arena, readable_name(&arena, str_of(name))), wanted);
}

static void capitals_become_words(void **state)
{
    (void)state;
    expect("MUNICIPALITY OF ALBA IULIA", "Municipality of Alba Iulia");
    expect("MUNICIPIO DE CASCAIS", "Municipio de Cascais");
    expect("COMUNE DELL'AQUILA", "Comune Dell'Aquila");
    expect("PEOPLE'S PANTRY", "People's Pantry");
    expect("AIX-EN-PROVENCE", "Aix-en-Provence");
    expect("GEMEENTE DEN HAAG", "Gemeente den Haag");
    expect("DEN HAAG", "Den Haag");
    expect("DIGITALISERINGSSTYRELSEN", "Digitaliseringsstyrelsen");
    expect("STADT ULM", "Stadt Ulm");
}

static void letters_of_other_scripts_too(void **state)
{
    (void)state;
    expect("ÅRHUS KOMMUNE", "Århus Kommune");
    expect("MĚSTO ŽĎÁR NAD SÁZAVOU", "Město Žďár nad Sázavou");
    expect("GMINA ŁÓDŹ", "Gmina Łódź");
    expect("ΔΗΜΟΣ ΞΑΝΘΗΣ", "Δημος Ξανθης");
    expect("ОБЩИНА ГАБРОВО", "Община Габрово");
}

static void acronyms_stay(void **state)
{
    (void)state;
    expect("TWT SCIENCE & INNOVATION", "TWT Science & Innovation");
    expect("CNRS", "CNRS");
    expect("INRIA", "INRIA");
    expect("VRVB AUSTRIA", "VRVB Austria");
    expect("RESPILON MEMBRANES S.R.O.", "Respilon Membranes S.R.O.");
    expect("PLATFORM 3D4U (FIWARE)", "Platform 3D4U (FIWARE)");
}

static void legal_forms_are_spelt_as_usual(void **state)
{
    (void)state;
    expect("TISSUSE GMBH", "Tissuse GmbH");
    expect("RAYFOS LTD", "Rayfos Ltd");
    expect("AGROBIOMICS APS", "Agrobiomics ApS");
    expect("AUTOLIV DEVELOPMENT AB", "Autoliv Development AB");
}

static void whoever_wrote_small_letters_meant_them(void **state)
{
    (void)state;
    static const char *const names[] = {"FiberCop S.p.A.", "PV Works B.V.", "MESTO žilina", "Δήμος ΞΑΝΘΗΣ",
                                        "UNIVERSITÉ de PARIS", "Ж", "", "42", "..."};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        expect(names[i], names[i]);
    }
}

/* What no alphabet holds passes as it is, and nothing is read past the end. */
static void strange_bytes_pass(void **state)
{
    (void)state;
    expect("CAF\xC3", "CAF\xC3");
    expect("ABCDEFG \xF0\x9F", "Abcdefg \xF0\x9F");
    expect("ABCDEFG 北京", "Abcdefg 北京");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_become_words),
        cmocka_unit_test(letters_of_other_scripts_too),
        cmocka_unit_test(acronyms_stay),
        cmocka_unit_test(legal_forms_are_spelt_as_usual),
        cmocka_unit_test(whoever_wrote_small_letters_meant_them),
        cmocka_unit_test(strange_bytes_pass),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
