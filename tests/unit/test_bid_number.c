/* SPDX-License-Identifier: AGPL-3.0-or-later
** Numbers as they are written, and when two of them agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/bid_number.h"
#include "domain/bid_word.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 16u << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void all_ways_of_writing_are_read(void **state)
{
    (void)state;
    static const struct {
        struct str text;
        int64_t value; /* thousandths */
        int64_t step;
        enum bid_unit unit;
    } cases[] = {
        {S_INIT("43200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43,200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43.200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43 200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43\xC2\xA0" "200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43\xE2\x80\xAF" "200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43\xE2\x80\x89" "200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43'200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("43\xE2\x80\x99" "200"), 43200000, 1000, BID_UNIT_NONE},
        {S_INIT("1,234,000"), 1234000000, 1000, BID_UNIT_NONE},
        {S_INIT("1.234.000"), 1234000000, 1000, BID_UNIT_NONE},
        {S_INIT("1 234 000"), 1234000000, 1000, BID_UNIT_NONE},
        {S_INIT("1,234.50"), 1234500, 10, BID_UNIT_NONE},
        {S_INIT("1.234,50"), 1234500, 10, BID_UNIT_NONE},
        {S_INIT("1 234,5"), 1234500, 100, BID_UNIT_NONE},
        {S_INIT("1234.5"), 1234500, 100, BID_UNIT_NONE},
        {S_INIT("12,5"), 12500, 100, BID_UNIT_NONE},
        {S_INIT("0.125"), 125, 1, BID_UNIT_NONE},
        {S_INIT("0,125"), 125, 1, BID_UNIT_NONE},
        {S_INIT("1.2 million"), 1200000000, 100000000, BID_UNIT_NONE},
        {S_INIT("1,2 Mio."), 1200000000, 100000000, BID_UNIT_NONE},
        {S_INIT("1,2 Mio. Euro"), 1200000000, 100000000, BID_UNIT_EUR},
        {S_INIT("1.234 million"), 1234000000, 1000000, BID_UNIT_NONE},
        {S_INIT("EUR 1.2m"), 1200000000, 100000000, BID_UNIT_EUR},
        {S_INIT("1.2m EUR"), 1200000000, 100000000, BID_UNIT_EUR},
        {S_INIT("EUR 1.2 m"), 1200000000, 100000000, BID_UNIT_EUR},
        {S_INIT("\xE2\x82\xAC" "1,234,000"), 1234000000, 1000, BID_UNIT_EUR},
        {S_INIT("1.234.000 \xE2\x82\xAC"), 1234000000, 1000, BID_UNIT_EUR},
        {S_INIT("\xC2\xA3" "500k"), 500000000, 1000000, BID_UNIT_GBP},
        {S_INIT("PLN 500,000"), 500000000, 1000, BID_UNIT_MONEY},
        {S_INIT("43k"), 43000000, 1000000, BID_UNIT_NONE},
        {S_INIT("3 Mrd. Euro"), 3000000000000, 1000000000000, BID_UNIT_EUR},
        {S_INIT("12 %"), 12000, 1000, BID_UNIT_PERCENT},
        {S_INIT("12%"), 12000, 1000, BID_UNIT_PERCENT},
        {S_INIT("12,345 %"), 12345, 1, BID_UNIT_PERCENT},
        {S_INIT("12.5 percent"), 12500, 100, BID_UNIT_PERCENT},
        {S_INIT("12 per cent"), 12000, 1000, BID_UNIT_PERCENT},
        {S_INIT("12,5 Prozent"), 12500, 100, BID_UNIT_PERCENT},
        {S_INIT("twelve"), 12000, 1000, BID_UNIT_NONE},
        {S_INIT("zw\xC3\xB6lf"), 12000, 1000, BID_UNIT_NONE},
        {S_INIT("Twenty"), 20000, 1000, BID_UNIT_NONE},
        {S_INIT("two million euros"), 2000000000, 1000000000, BID_UNIT_EUR},
        {S_INIT("36 months"), 36000, 1000, BID_UNIT_MONTHS},
        {S_INIT("36 Monate"), 36000, 1000, BID_UNIT_MONTHS},
        {S_INIT("43,200 people"), 43200000, 1000, BID_UNIT_PEOPLE},
        {S_INIT("120 person-months"), 120000, 1000, BID_UNIT_OTHER},
        {S_INIT("2000"), 2000000, 1000, BID_UNIT_NONE},
        {S_INIT("about 43,000"), 43000000, 1000, BID_UNIT_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bid_number number = {0};
        bool read = bid_number_parse(&arena, cases[i].text, &number);
        if (!read || number.value != cases[i].value || number.step != cases[i].step || number.unit != cases[i].unit) {
            print_message("%.*s: %d %lld step %lld unit %d\n", STR_ARG(cases[i].text), read, (long long)number.value,
                          (long long)number.step, (int)number.unit);
        }
        assert_true(read);
        assert_int_equal(number.value, cases[i].value);
        assert_int_equal(number.step, cases[i].step);
        assert_int_equal(number.unit, cases[i].unit);
    }
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", " ", "many", "12.03.2025", "2025-03-12", "12/2025", "14:30", "1.2.3", "WP 3", "Article 12",
        "12 March", "2nd", "40 to 45", "40-45", "45 and 40", "45 charging points", "99999999999999999999",
        "5G", "12,", "a5", "1,23,456",
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bid_number number = {.value = -7};
        bool read = bid_number_parse(&arena, str_of(cases[i]), &number);
        if (read) {
            print_message("%s: %lld\n", cases[i], (long long)number.value);
        }
        assert_false(read);
        assert_int_equal(number.value, -7);
    }
}

static void numbers_are_written(void **state)
{
    (void)state;
    assert_true(str_eq(bid_number_format(&arena, 0), S("0")));
    assert_true(str_eq(bid_number_format(&arena, 43200000), S("43,200")));
    assert_true(str_eq(bid_number_format(&arena, 1234000500), S("1,234,000.5")));
    assert_true(str_eq(bid_number_format(&arena, 12345), S("12.345")));
    assert_true(str_eq(bid_number_format(&arena, -999000), S("-999")));
    struct bid_number number;
    uint64_t seed = 5;
    for (int i = 0; i < 5000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t value = (int64_t)((seed >> 20) % (uint64_t)BID_NUMBER_MAX) >> (seed % 40);
        value = value % 1000 == 0 || value < 1000000 ? value / 1000 * 1000 : value / 10 * 10 + 1 - value % 2;
        struct str text = bid_number_format(&arena, value);
        assert_true(bid_number_parse(&arena, text, &number));
        assert_true(str_eq(bid_number_format(&arena, number.value), text));
    }
}

static void rounded_is_no_difference(void **state)
{
    (void)state;
    static const struct {
        const char *figure, *place;
        enum bid_agree agree;
    } cases[] = {
        {"43,200", "43.200", BID_AGREES},
        {"43,200", "about 43,000", BID_ROUNDED},
        {"43,200", "rund 43.000", BID_ROUNDED},
        {"43,200", "43,000", BID_DIFFERS},           /* nobody said about */
        {"43,200", "about 44,000", BID_DIFFERS},
        {"43,200", "43,201", BID_DIFFERS},
        {"43,200", "43k", BID_ROUNDED},
        {"43,200", "43 thousand", BID_ROUNDED},
        {"43,200", "over 43,000", BID_ROUNDED},
        {"43,200", "over 44,000", BID_DIFFERS},
        {"43,200", "nearly 44,000", BID_ROUNDED},
        {"43,200", "knapp 43.000", BID_DIFFERS},
        {"1,234,000", "1.2 million", BID_ROUNDED},
        {"1,234,000", "1,2 Mio.", BID_ROUNDED},
        {"1,234,000", "1.23 million", BID_ROUNDED},
        {"1,234,000", "1.3 million", BID_DIFFERS},
        {"1,234,000", "1.24 million", BID_DIFFERS},
        {"1,400,000", "1 million", BID_DIFFERS},      /* more than a twentieth */
        {"1.2 million", "1,234,000", BID_ROUNDED},    /* the figure is the one that is rounded */
        {"1.2 million", "1,290,000", BID_DIFFERS},
        {"45", "about 40", BID_DIFFERS},
        {"45", "more than 40", BID_ROUNDED},
        {"45", "up to 50", BID_ROUNDED},
        {"45", "up to 40", BID_DIFFERS},
        {"12.4", "12", BID_ROUNDED},
        {"12.5", "12", BID_DIFFERS},
        {"0", "0", BID_AGREES},
        {"0", "1", BID_DIFFERS},
        {"1", "0", BID_DIFFERS},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bid_number figure, place;
        assert_true(bid_number_parse(&arena, str_of(cases[i].figure), &figure));
        assert_true(bid_number_parse(&arena, str_of(cases[i].place), &place));
        enum bid_agree agree = bid_number_agree(&figure, &place);
        if (agree != cases[i].agree) {
            print_message("%s, %s: %d\n", cases[i].figure, cases[i].place, (int)agree);
        }
        assert_int_equal(agree, cases[i].agree);
    }
}

static void words_are_in_order(void **state)
{
    (void)state;
    const struct bid_word *last = bid_word_nth(0);
    for (size_t i = 1; bid_word_nth(i) != NULL; i++) {
        assert_true(str_cmp(last->word, bid_word_nth(i)->word) < 0);
        last = bid_word_nth(i);
        assert_ptr_equal(bid_word_find(last->word), last);
    }
}

static void stems_are_one_for_all_forms(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"city", "cities"}, {"resident", "residents"}, {"point", "points"}, {"Ladepunkt", "Ladepunkten"},
        {"Ladepunkte", "Ladepunkt"}, {"Einwohner", "Einwohnern"}, {"Einwohner", "Einwohnerinnen"}, {"bus", "buses"},
        {"Stadt", "St\xC3\xA4" "dte"}, {"Person", "Personen"}, {"school", "schools"}, {"Schule", "Schulen"},
        {"cost", "costs"}, {"Kosten", "kosten"}, {"house", "houses"}, {"process", "processes"}, {"tree", "trees"},
        {"company", "companies"}, {"box", "boxes"}, {"Gemeinde", "Gemeinden"},
    };
    static const char *const apart[][2] = {
        {"bus", "but"}, {"cost", "coast"}, {"tree", "three"}, {"station", "state"}, {"glass", "glas ses"},
    };
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        struct str a = bid_stem(&arena, str_of(same[i][0])), b = bid_stem(&arena, str_of(same[i][1]));
        if (!str_eq(a, b)) {
            print_message("%.*s %.*s\n", STR_ARG(a), STR_ARG(b));
        }
        assert_true(str_eq(a, b));
    }
    for (size_t i = 0; i < COUNT_OF(apart); i++) {
        assert_false(str_eq(bid_stem(&arena, str_of(apart[i][0])), bid_stem(&arena, str_of(apart[i][1]))));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_ways_of_writing_are_read),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(numbers_are_written),
        cmocka_unit_test(rounded_is_no_difference),
        cmocka_unit_test(words_are_in_order),
        cmocka_unit_test(stems_are_one_for_all_forms),
    };
    return cmocka_run_group_tests(tests, start, end);
}
