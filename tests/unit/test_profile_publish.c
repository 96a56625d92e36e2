/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is published needs two people of the city, and never political backing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/profile_publish.h"

static void every_part_but_backing(void **state)
{
    (void)state;
    int n = 0, part;
    for (int i = 0; i < PUBLISH_PARTS_MAX; i++) {
        bool is = publish_part_parse(publish_part_word(i), &part);
        assert_int_equal(is, i != publish_part_of(TRAIT_BACKING));
        assert_true(!is || part == i);
        n += is;
    }
    assert_int_equal(n, PUBLISH_PARTS_MAX - 1);
    assert_false(publish_part_parse(S("backing"), &part));
    assert_false(publish_part_parse(S(""), &part));
    assert_false(publish_part_parse(S("need"), &part));
}

static bool may(const struct publish_now *now, int64_t person, const char *word)
{
    enum publish_step step;
    assert_true(publish_step_parse(str_of(word), &step));
    return publish_allows(now, person, step);
}

/* Of all states there are, by two people and nobody: only the second one ever says yes. */
static void it_takes_two(void **state)
{
    (void)state;
    static const struct str texts[] = {S_INIT(""), S_INIT("a"), S_INIT("b")};
    for (int i = 0; i < 27; i++) {
        struct publish_now now = {texts[i % 3], texts[i / 3 % 3], i / 3 % 3 > 0 ? 1 : 0, texts[i / 9]};
        bool asked = now.asked.n > 0;
        assert_false(may(&now, 1, "yes"));
        assert_false(may(&now, 1, "no"));
        assert_int_equal(may(&now, 2, "yes"), asked);
        assert_int_equal(may(&now, 2, "no"), asked);
        assert_int_equal(may(&now, 1, "drop"), asked);
        assert_false(may(&now, 2, "drop"));
        for (int64_t person = 1; person <= 2; person++) {
            assert_int_equal(may(&now, person, "end"), now.published.n > 0);
            assert_int_equal(may(&now, person, "ask"), now.said.n > 0 && !str_eq(now.said, now.asked) &&
                                                           !str_eq(now.said, now.published));
        }
        static const char *const steps[] = {"ask", "yes", "no", "drop", "end"};
        for (size_t k = 0; k < COUNT_OF(steps); k++) {
            assert_false(may(&now, 0, steps[k]));
        }
        assert_int_equal(publish_is_old(&now), now.published.n > 0 && !str_eq(now.published, now.said));
    }
    enum publish_step none;
    assert_false(publish_step_parse(S("publish"), &none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_part_but_backing), cmocka_unit_test(it_takes_two)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
