/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding_call: what one pays for and why, when its usual hour is, and how it stands on a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/funding_call.h"

static struct arena arena;

/* "secretariat exchange", strongest first */
static struct str found(const char *action, const char *title, const char *text, struct str *ret_why)
{
    struct pays_found all[PAYS__MAX];
    const struct pays_text asked = {str_of(action), str_of(title), str_of(text)};
    size_t n = pays_find(&arena, &asked, all);
    struct str words = S("");
    *ret_why = n > 0 ? all[0].why : S("");
    for (size_t i = 0; i < n; i++) {
        words = str_format(&arena, "%.*s%s%.*s", STR_ARG(words), i > 0 ? " " : "", STR_ARG(pays_word(all[i].what)));
    }
    return words;
}

static void expect(const char *action, const char *title, const char *text, const char *words, const char *why)
{
    struct str got_why;
    struct str got = found(action, title, text, &got_why);
    if (!str_eq(got, str_of(words)) || !str_eq(got_why, str_of(why))) {
        fail_msg("%s | %s: \"%.*s\" because \"%.*s\"", action, title, STR_ARG(got), STR_ARG(got_why));
    }
}

static void the_type_of_action_says_it(void **state)
{
    (void)state;
    expect("HORIZON Innovation Actions", "Lamps", "capacity building, peer learning, study visits", "trying",
           "action:innovation action");
    expect("HORIZON  Research and Innovation Actions", "Lamps", "", "trying", "action:research and innovation action");
    expect("HORIZON Coordination and Support Actions", "Lamps", "demonstration project", "secretariat",
           "action:coordination and support action");
    expect("LIFE Operating Grants Framework Partnerships", "x", "", "running", "action:operating grant");
    expect("HORIZON Recognition Prize", "Town twinning prize", "study visits", "", "");
}

static void the_title_adds_what_goes_with_it(void **state)
{
    (void)state;
    expect("CEF Infrastructure Projects", "Rail: studies, works or mixed", "", "investing preparing",
           "action:infrastructure project|title:works");
    expect("HORIZON Innovation Actions", "Studies of the construction sector", "", "trying",
           "action:innovation action");
}

static void the_text_says_it_where_the_type_does_not(void **state)
{
    (void)state;
    expect("CERV Lump Sum Grants", "Town twinning", "", "exchange", "title:town twinning|title:twinning");
    expect("LIFE Project Grants", "PDA", "Project Development Assistance for investment pipelines", "preparing",
           "text:project development assistance|text:investment pipeline");
    expect("", "A grant", "It pays the operating costs, and the running costs.", "running",
           "text:operating cost|text:running cost");
    expect("", "A grant", "It works for the construction sector.", "", ""); /* a verb is no building site */
    expect("", "", "", "", "");
    expect("", "A grant", "governance", "", ""); /* one weak sign is none */
}

static void words_are_read_again(void **state)
{
    (void)state;
    for (int i = 0; i < PAYS__MAX; i++) {
        enum pays what = PAYS__MAX;
        assert_true(pays_parse(pays_word((enum pays)i), &what));
        assert_int_equal(what, i);
    }
    enum pays none;
    assert_false(pays_parse(S("Running"), &none));
}

static void the_usual_hour_is_of_brussels(void **state)
{
    (void)state;
    assert_int_equal(funding_call_usual_hour(date_of(2026, 9, 23), S("")), 1790175600);   /* 15:00 UTC: summer */
    assert_int_equal(funding_call_usual_hour(date_of(2027, 1, 20), S("")), 1800460800);   /* 16:00 UTC: winter */
    assert_int_equal(funding_call_usual_hour(date_of(2027, 1, 20), S("FI")), 1800457200); /* 15:00 UTC */
}

static void it_stands_by_days_first(void **state)
{
    (void)state;
    struct date today = date_of(2026, 11, 23), before = date_of(2026, 11, 22), later = date_of(2026, 11, 24);
    const struct {
        struct funding_call_days days;
        enum funding_call_standing standing;
    } cases[] = {
        {{S("open"), DATE_NONE, today}, FUNDING_CALL_OPEN},
        {{S("open"), DATE_NONE, before}, FUNDING_CALL_OVER},
        {{S("forthcoming"), DATE_NONE, before}, FUNDING_CALL_OVER},
        {{S("forthcoming"), DATE_NONE, later}, FUNDING_CALL_LATER},
        {{S("forthcoming"), before, later}, FUNDING_CALL_OPEN}, /* it has opened since its source was read */
        {{S("open"), later, later}, FUNDING_CALL_LATER},
        {{S("closed"), DATE_NONE, later}, FUNDING_CALL_OVER},
        {{S("unknown"), DATE_NONE, later}, FUNDING_CALL_UNKNOWN},
        {{S("unknown"), before, later}, FUNDING_CALL_OPEN},
        {{S("unknown"), before, DATE_NONE}, FUNDING_CALL_UNKNOWN},
        {{S("open"), DATE_NONE, DATE_NONE}, FUNDING_CALL_OPEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (funding_call_standing(&cases[i].days, today) != cases[i].standing) {
            fail_msg("case %zu", i);
        }
    }
}

static void addresses_come_from_keys(void **state)
{
    (void)state;
    static const struct {
        const char *key, *slug;
        bool lossy; /* letters of a hash stand behind it */
    } cases[] = {
        {"LIFE-2026-CET-PDA", "life-2026-cet-pda", false}, {"ERC-2026-POC", "erc-2026-poc", false},
        {"COST.NET/1", "cost-net-1-", true},               {"Land Hessen/7", "land-hessen-7-", true},
        {"LAND HESSEN/7", "land-hessen-7-", true},         {"A--B", "a-b-", true},
        {"-A", "a-", true},                                {"A-", "a-", true},
        {"\xC3\x84\xC3\x96", "", true},                    {"a", "a-", true},
    };
    struct str slugs[sizeof cases / sizeof *cases];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str slug = slugs[i] = funding_call_slug(&arena, str_of(cases[i].key));
        struct str begin = str_of(cases[i].slug);
        bool fits = cases[i].lossy ? str_starts(slug, begin) && slug.n == begin.n + 8 : str_eq(slug, begin);
        if (!fits) {
            fail_msg("%s: %.*s", cases[i].key, STR_ARG(slug));
        }
        for (size_t k = 0; k < i; k++) {
            assert_false(str_eq(slugs[k], slug));
        }
    }
    char key[300];
    for (size_t i = 0; i < sizeof key; i++) {
        key[i] = 'X';
    }
    assert_int_equal(funding_call_slug(&arena, (struct str){key, sizeof key}).n, 89);
}

static void test_what_a_project_gets(void **state)
{
    (void)state;
    assert_int_equal(funding_call_size(0), FUNDING_CALL_SIZE_UNKNOWN);
    assert_int_equal(funding_call_size(-1), FUNDING_CALL_SIZE_UNKNOWN);
    assert_int_equal(funding_call_size(1), FUNDING_CALL_UNDER_100K);
    assert_int_equal(funding_call_size(9999999), FUNDING_CALL_UNDER_100K);
    assert_int_equal(funding_call_size(10000000), FUNDING_CALL_TO_500K);
    assert_int_equal(funding_call_size(50000000), FUNDING_CALL_TO_500K);
    assert_int_equal(funding_call_size(50000001), FUNDING_CALL_TO_2M);
    assert_int_equal(funding_call_size(200000000), FUNDING_CALL_TO_2M);
    assert_int_equal(funding_call_size(200000001), FUNDING_CALL_ABOVE);
}

static void test_how_soon(void **state)
{
    (void)state;
    struct date today = date_of(2026, 11, 23);
    static const struct { int in; unsigned due; } rows[] = {
        {-1, 0}, {0, 7}, {31, 7}, {32, 6}, {92, 6}, {93, 4}, {183, 4}, {184, 8}, {4000, 8},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(funding_call_due((struct date){today.days + rows[i].in}, today), rows[i].due);
    }
    assert_int_equal(funding_call_due(DATE_NONE, today), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_project_gets),
        cmocka_unit_test(test_how_soon),
        cmocka_unit_test(the_type_of_action_says_it),
        cmocka_unit_test(the_title_adds_what_goes_with_it),
        cmocka_unit_test(the_text_says_it_where_the_type_does_not),
        cmocka_unit_test(words_are_read_again),
        cmocka_unit_test(the_usual_hour_is_of_brussels),
        cmocka_unit_test(addresses_come_from_keys),
        cmocka_unit_test(it_stands_by_days_first),
    };
    arena_init(&arena, 1u << 22);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
