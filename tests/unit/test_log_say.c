/* SPDX-License-Identifier: AGPL-3.0-or-later
** Every kind of entry of the log has its sentence, in English and in German, and every field its word; and there are
** sentences for no other kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/trust_log.h"
#include "text/words.h"
#include "web/log/log_web.h"

/* Of docs/internals/trust-log.md. */
static const char *const FIELDS[] = {
    "role", "member", "name", "value", "organisation", "body", "city", "remark", "job", "what", "person", "by",
    "domain", "words", "provider", "issuer",
};

static struct log_row say(struct arena *arena, const char *language, struct str what)
{
    struct out out = {.words = words_find(str_of(language)), .arena = arena};
    const struct q_log_find row = {.number = 1, .what = what, .who = S(""), .whom = S("")};
    return log_say(&out, &row);
}

static void test_each_kind_has_its_sentence(void **state)
{
    struct arena arena CLEANUP(arena_done);
    (void)state;
    arena_init(&arena, 1u << 20);
    for (size_t i = 0; i < trust_log_kinds_count; i++) {
        struct str kind = str_of(trust_log_kinds[i]);
        struct str what = str_format(&arena, "kind=%.*s\n", STR_ARG(kind));
        struct str english = say(&arena, "en", what).title;
        struct str german = say(&arena, "de", what).title;
        if (english.n == 0 || str_eq(english, kind) || german.n == 0 || str_eq(german, english)) {
            fail_msg("%s has no sentence in src/web/log/log_say.c, or none in German", trust_log_kinds[i]);
        }
    }
}

static void test_there_are_no_sentences_for_other_kinds(void **state)
{
    (void)state;
    assert_int_equal(log_kinds_n, trust_log_kinds_count);
    for (size_t i = 0; i < trust_log_kinds_count; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(trust_log_kinds[i], trust_log_kinds[j]);
        }
    }
}

static void test_each_field_has_its_word(void **state)
{
    struct arena arena CLEANUP(arena_done);
    (void)state;
    arena_init(&arena, 1u << 20);
    struct out out = {.words = words_find(S("de")), .arena = &arena};
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++) {
        struct str name, value;
        struct str what = str_format(&arena, "kind=x\n%s=7\n", FIELDS[i]);
        assert_true(log_say_value(&out, what, 0, &name, &value));
        if (str_eq(name, str_of(FIELDS[i])) || !str_eq(value, S("7"))) {
            fail_msg("the field %s has no word in src/web/log/log_say.c", FIELDS[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_kind_has_its_sentence),
        cmocka_unit_test(test_there_are_no_sentences_for_other_kinds),
        cmocka_unit_test(test_each_field_has_its_word),
    };
    return cmocka_run_group_tests_name("the log in words", tests, NULL, NULL);
}
