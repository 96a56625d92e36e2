/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "text/analyse.h"

static struct arena arena;
static struct analyser *analyser;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 8u << 20);
    analyser = analyser_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    analyser_free(analyser);
    arena_done(&arena);
    return 0;
}

/* The tokens with one space between. */
static const char *tokens_of(const char *text)
{
    struct buf buf;
    buf_init(&buf, 1u << 20);
    struct token token;
    analyser_start(analyser, str_of(text));
    while (analyser_next(analyser, &token)) {
        assert_true(token.text.n >= 1 && token.text.n <= ANALYSE_TOKEN_MAX);
        assert_true(token.hash == str_hash(token.text));
        assert_true(token.n > 0 && token.from + token.n <= strlen(text));
        if (buf.n > 0) {
            buf_put_char(&buf, ' ');
        }
        buf_put_str(&buf, token.text);
    }
    const char *tokens = str_c(&arena, buf_str(&buf));
    buf_done(&buf);
    return tokens;
}

static void texts_become_tokens(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Cities and the City's citizens", "citi citi citizen"},
        {"The circular economy of Žďár", "circular economi zdar"},
        {"quality of life", "qualiti life"},
        {"optimisation optimised optimizing", "optim optim optim"},
        {"behavioural behavior colour-coded", "behavior behavior color code"},
        {"fibres fiber centre catalysed catalyze", "fiber fiber center catalyz catalyz"},
        {"modelling modelled modeling", "model model model"},
        {"exercise enterprise promising rise four ogre well", "exercis enterpris promis rise four ogr well"},
        {"5G, CO2 and CO₂", "5g co2 co2"},
        {"H2020 in 2030", "h2020 2030"},
        {"COVID-19", "covid 19 covid19"},
        {"covid19", "covid 19 covid19"},
        {"COVID‑19", "covid 19 covid19"}, /* with a hyphen that does not break */
        {"co-creation", "co creation cocreat"},
        {"cocreation", "cocreat"},
        {"e-mobility", "mobil emobl"},
        {"energy-efficient", "energi effici"},
        {"state-of-the-art", "state art"},
        {"U.S.A. or R&D", "usa rd"},
        {"2014-2020", "2014 2020"},
        {"2014–2020", "2014 2020"},
        {"1,000 and 3.5", "1000 3_5"},
        {"cars,buses.Trains", "car buse train"},
        {"and/or: (waste)", "wast"},
        {"“smart” lighting—now…", "smart light now"},
        {"vitamin D", "vitamin d"},
        {"Αθήνα Пловдив", "αθηνα пловдив"},
        {"l'Aquila L’Aquila", "laquila laquila"},
        {"WHO", "who"},
        {"to be", "to be"},
        {"who pays", "pay"},
        {"", ""},
        {" -- . & ' ,", ""},
        {"a-", "a"},
        {"-x", "x"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *got = tokens_of(cases[i][0]);
        if (strcmp(got, cases[i][1]) != 0) {
            fail_msg("'%s' gives '%s', not '%s'", cases[i][0], got, cases[i][1]);
        }
    }
}

static void places_point_into_the_text(void **state)
{
    (void)state;
    const char *text = "The Žďár’s e-mobility";
    struct token token;
    analyser_start(analyser, str_of(text));
    assert_true(analyser_next(analyser, &token));
    assert_true(str_eq(str_sub(str_of(text), token.from, token.n), S("Žďár’s")));
    assert_true(analyser_next(analyser, &token));
    assert_true(str_eq(str_sub(str_of(text), token.from, token.n), S("mobility")));
    assert_true(analyser_next(analyser, &token));
    assert_true(str_eq(str_sub(str_of(text), token.from, token.n), S("e-mobility")));
    assert_false(analyser_next(analyser, &token));
    assert_false(analyser_next(analyser, &token));
}

static void long_words_are_cut_and_bad_bytes_passed(void **state)
{
    (void)state;
    char text[1000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    assert_true(strlen(tokens_of(text)) >= 999);
    for (size_t i = 0; i + 3 < sizeof text; i += 3) {
        memcpy(text + i, "市", 3);
    }
    assert_true(strlen(tokens_of(text)) >= 900);
    assert_string_equal(tokens_of("ok \xFF\xC3 ok \xE2\x80"), "ok ok");
}

static void a_short_text_in_one_call(void **state)
{
    (void)state;
    struct analysed words = analyse(&arena, S("lighting of shared streets"), 2);
    assert_int_equal(words.n, 2);
    assert_true(str_eq(words.tokens[0], S("light")));
    assert_true(str_eq(words.tokens[1], S("share")));
    assert_int_equal(analyse(&arena, S(""), 5).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_become_tokens),
        cmocka_unit_test(places_point_into_the_text),
        cmocka_unit_test(long_words_are_cut_and_bad_bytes_passed),
        cmocka_unit_test(a_short_text_in_one_call),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
