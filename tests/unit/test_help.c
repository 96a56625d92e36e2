/* SPDX-License-Identifier: AGPL-3.0-or-later
** What cities said of themselves, laid side by side: reasons both ways, their order, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/help.h"

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

#define ITEM(kind, what, says) {kind, S_INIT(what), S_INIT(says)}
#define CITY(items) {items, COUNT_OF(items), {0}}

static void assert_reason(const struct help_match *match, size_t i, enum help_reason_kind kind, const char *what)
{
    assert_true(i < match->reasons_n);
    assert_int_equal(match->reasons[i].kind, kind);
    assert_true(str_eq(match->reasons[i].what, str_of(what)));
}

static void need_and_offer_go_before_interest(void **state)
{
    (void)state;
    static const struct help_item us[] = {ITEM(HELP_NEED, "energy", ""), ITEM(HELP_OFFER, "water", "pipes"),
                                          ITEM(HELP_THEME, "energy", ""), ITEM(HELP_THEME, "waste", ""),
                                          ITEM(HELP_LANGUAGE, "de", "")};
    static const struct help_item alike[] = {ITEM(HELP_THEME, "waste", ""), ITEM(HELP_THEME, "energy", ""),
                                             ITEM(HELP_LANGUAGE, "de", "")};
    static const struct help_item same[] = {ITEM(HELP_NEED, "energy", "heat"), ITEM(HELP_LANGUAGE, "fr", "")};
    static const struct help_item wants[] = {ITEM(HELP_NEED, "water", "leaks")};
    static const struct help_item can[] = {ITEM(HELP_OFFER, "energy", "we did it")};
    static const struct help_item both[] = {ITEM(HELP_OFFER, "energy", "roofs"), ITEM(HELP_NEED, "water", "")};
    static const struct help_item none[] = {ITEM(HELP_LANGUAGE, "de", ""), ITEM(HELP_OFFER, "noise", "")};
    static const struct help_city others[] = {CITY(none), CITY(alike), CITY(same), CITY(wants), CITY(can), CITY(both)};
    const struct help_city ours = CITY(us);
    struct help_match *matches;
    assert_int_equal(help_match(&arena, &ours, others, COUNT_OF(others), 10, &matches), 5);
    static const size_t order[] = {5, 4, 3, 2, 1};
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        assert_int_equal(matches[i].city, order[i]);
    }
    assert_int_equal(matches[0].weight, HELP_THEY_CAN_WEIGHT + HELP_WE_CAN_WEIGHT + HELP_BOTH_WAYS_WEIGHT);
    assert_reason(&matches[0], 0, HELP_THEY_CAN, "energy");
    assert_true(str_eq(matches[0].reasons[0].theirs, S("roofs")));
    assert_reason(&matches[0], 1, HELP_WE_CAN, "water");
    assert_reason(&matches[2], 0, HELP_WE_CAN, "water");
    assert_true(str_eq(matches[2].reasons[0].theirs, S("leaks"))); /* what they want, not what we offer */
    assert_reason(&matches[3], 0, HELP_SAME_NEED, "energy");
    assert_int_equal(matches[3].language.n, 0);
    assert_reason(&matches[4], 0, HELP_SAME_THEME, "energy");
    assert_reason(&matches[4], 1, HELP_SAME_THEME, "waste");
    assert_true(str_eq(matches[4].language, S("de")));
    assert_int_equal(matches[4].weight, 2 * HELP_THEME_WEIGHT + HELP_LANGUAGE_WEIGHT);
}

/* A theme that is a reason already is not said twice. */
static void a_subject_is_said_once(void **state)
{
    (void)state;
    static const struct help_item us[] = {ITEM(HELP_NEED, "energy", ""), ITEM(HELP_THEME, "energy", "")};
    static const struct help_item them[] = {ITEM(HELP_OFFER, "energy", ""), ITEM(HELP_THEME, "energy", "")};
    const struct help_city ours = CITY(us);
    const struct help_city other = CITY(them);
    struct help_match *matches;
    assert_int_equal(help_match(&arena, &ours, &other, 1, 1, &matches), 1);
    assert_int_equal(matches[0].reasons_n, 1);
    assert_int_equal(matches[0].weight, HELP_THEY_CAN_WEIGHT);
}

/* Where they can help us, they see that they can: the same pairs from both sides, for all small profiles. */
static void both_sides_see_the_same_pairs(void **state)
{
    (void)state;
    static const struct help_item all[] = {ITEM(HELP_NEED, "a", ""), ITEM(HELP_OFFER, "a", ""),
                                           ITEM(HELP_NEED, "b", ""), ITEM(HELP_OFFER, "b", ""),
                                           ITEM(HELP_LANGUAGE, "x", "")};
    for (unsigned sets = 0; sets < 1u << (2 * COUNT_OF(all)); sets++) {
        struct help_item items[2][COUNT_OF(all)];
        struct help_city cities[2] = {{items[0], 0}, {items[1], 0}};
        for (size_t i = 0; i < 2 * COUNT_OF(all); i++) {
            if (sets & 1u << i) {
                items[i % 2][cities[i % 2].n++] = all[i / 2];
            }
        }
        struct help_match *there, *back;
        struct arena_mark mark = arena_mark(&arena);
        size_t n = help_match(&arena, &cities[0], &cities[1], 1, 1, &there);
        assert_int_equal(help_match(&arena, &cities[1], &cities[0], 1, 1, &back), n);
        assert_true(n == 0 || there[0].reasons_n == back[0].reasons_n);
        size_t they = 0, we = 0;
        for (size_t i = 0; n > 0 && i < there[0].reasons_n; i++) {
            they += there[0].reasons[i].kind == HELP_THEY_CAN;
            we += back[0].reasons[i].kind == HELP_WE_CAN;
        }
        assert_int_equal(they, we);
        arena_rewind(&arena, mark);
    }
}

/* As a full sort would have them, of equal ones the first first; and never more than asked for. */
/* The same value is worth more than a theme, less than a need, and nothing by itself. */
static void the_same_first_is_said_but_decides_little(void **state)
{
    (void)state;
    static const struct help_item us[] = {ITEM(HELP_NEED, "energy", ""), ITEM(HELP_THEME, "waste", "")};
    static const struct help_item themes[] = {ITEM(HELP_THEME, "waste", "")};
    static const struct help_item can[] = {ITEM(HELP_OFFER, "energy", "")};
    static const struct help_city others[] = {
        {themes, 1, S_INIT("culture")}, {themes, 1, S_INIT("health")}, {can, 1, S_INIT("")},
        {NULL, 0, S_INIT("health")},
    };
    const struct help_city ours = {us, 2, S_INIT("health")};
    struct help_match *matches;
    assert_int_equal(help_match(&arena, &ours, others, COUNT_OF(others), 10, &matches), 3);
    assert_int_equal(matches[0].city, 2);
    assert_int_equal(matches[1].city, 1);
    assert_true(str_eq(matches[1].first, S("health")));
    assert_int_equal(matches[1].weight, HELP_THEME_WEIGHT + HELP_VALUE_WEIGHT);
    assert_int_equal(matches[2].first.n, 0);
    const struct help_city silent = {us, 2, S_INIT("")};
    assert_int_equal(help_match(&arena, &silent, others, COUNT_OF(others), 10, &matches), 3);
    assert_int_equal(matches[0].first.n + matches[1].first.n + matches[2].first.n, 0);
}

static void the_best_of_many(void **state)
{
    (void)state;
    static const struct help_item us[] = {ITEM(HELP_NEED, "a", ""), ITEM(HELP_THEME, "b", ""),
                                          ITEM(HELP_OFFER, "c", "")};
    static const struct help_item kinds[3][1] = {{ITEM(HELP_THEME, "b", "")}, {ITEM(HELP_OFFER, "a", "")},
                                                 {ITEM(HELP_NEED, "c", "")}};
    const struct help_city ours = CITY(us);
    struct help_city others[30];
    struct help_match *matches;
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        others[i] = (struct help_city){kinds[i % 3], 1};
    }
    for (size_t most = 0; most <= 31; most++) {
        size_t n = help_match(&arena, &ours, others, COUNT_OF(others), most, &matches);
        assert_int_equal(n, most < 30 ? most : 30);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(matches[i].city, i < 10 ? 3 * i + 1 : i < 20 ? 3 * (i - 10) + 2 : 3 * (i - 20));
        }
    }
}

static void more_reasons_than_are_shown_still_count(void **state)
{
    (void)state;
    struct help_item us[12], them[12];
    for (size_t i = 0; i < COUNT_OF(us); i++) {
        struct str what = str_format(&arena, "t%zu", i);
        us[i] = (struct help_item){HELP_NEED, what, S("")};
        them[i] = (struct help_item){HELP_OFFER, what, S("")};
    }
    const struct help_city ours = CITY(us);
    const struct help_city other = CITY(them);
    struct help_match *matches;
    assert_int_equal(help_match(&arena, &ours, &other, 1, 3, &matches), 1);
    assert_int_equal(matches[0].reasons_n, HELP_REASONS_MAX);
    assert_int_equal(matches[0].weight, 12 * HELP_THEY_CAN_WEIGHT);
}

static void kinds_have_words(void **state)
{
    (void)state;
    for (int kind = 0; kind < HELP_KIND__MAX; kind++) {
        enum help_kind again = HELP_KIND__MAX;
        assert_true(help_kind_parse(help_kind_word((enum help_kind)kind), &again));
        assert_int_equal(again, kind);
    }
    enum help_kind none;
    assert_false(help_kind_parse(S("needs"), &none));
}

static void assert_suggests(enum help_kind kind, const char *themes)
{
    static const struct help_record records[] = {
        {S_INIT("water"), 2, 0, 0}, {S_INIT("waste"), 3, 1, 0}, {S_INIT("energy"), 3, 2, 0}, {S_INIT("noise"), 3, 2, 1},
        {S_INIT("safety"), 0, 0, 0},
    };
    size_t which[HELP_SUGGESTED_MAX];
    size_t n = help_suggest(kind, records, COUNT_OF(records), which);
    struct str text = S("");
    for (size_t i = 0; i < n; i++) {
        text = str_format(&arena, "%.*s %.*s", STR_ARG(text), STR_ARG(records[which[i]].theme));
    }
    assert_string_equal(str_c(&arena, text), themes);
}

static void what_was_done_is_suggested_and_no_need_guessed(void **state)
{
    (void)state;
    assert_suggests(HELP_THEME, " noise waste energy water");
    assert_suggests(HELP_OFFER, " noise energy waste");
    assert_suggests(HELP_NEED, "");
    assert_suggests(HELP_LANGUAGE, "");
}

/* Of more than are suggested the first, whatever order they come in. */
static void those_with_most_behind_them_are_suggested(void **state)
{
    (void)state;
    struct help_record records[20];
    size_t which[HELP_SUGGESTED_MAX];
    for (int64_t i = 0; i < 20; i++) {
        records[i] = (struct help_record){S("x"), i * 7 % 20 + 1, 0, 0};
    }
    assert_int_equal(help_suggest(HELP_THEME, records, 20, which), HELP_SUGGESTED_MAX);
    for (int64_t i = 0; i < HELP_SUGGESTED_MAX; i++) {
        assert_int_equal(records[which[i]].projects, 20 - i);
    }
}

static void languages_of_countries_are_known_ones(void **state)
{
    (void)state;
    static const char *const countries[] = {"AT", "BE", "CH", "DE", "GB", "GR", "LU", "UA"};
    for (size_t i = 0; i < COUNT_OF(countries); i++) {
        struct str codes = help_languages_of(str_of(countries[i]));
        size_t known = 0;
        for (size_t k = 0; k < help_languages_n; k++) {
            known += str_contains(codes, help_languages[k].code);
        }
        assert_int_equal(known, (codes.n + 1) / 3);
        assert_true(known > 0);
    }
    assert_true(str_eq(help_languages_of(S("BE")), S("nl fr de")));
    assert_int_equal(help_languages_of(S("EL")).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(need_and_offer_go_before_interest), cmocka_unit_test(a_subject_is_said_once),
        cmocka_unit_test(both_sides_see_the_same_pairs), cmocka_unit_test(the_best_of_many),
        cmocka_unit_test(more_reasons_than_are_shown_still_count), cmocka_unit_test(kinds_have_words),
        cmocka_unit_test(the_same_first_is_said_but_decides_little),
        cmocka_unit_test(what_was_done_is_suggested_and_no_need_guessed),
        cmocka_unit_test(those_with_most_behind_them_are_suggested),
        cmocka_unit_test(languages_of_countries_are_known_ones),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
