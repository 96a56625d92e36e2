/* SPDX-License-Identifier: AGPL-3.0-or-later
** Translations as gettext writes them become tables of ours; what would stop the program at run time is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "po.h"
#include "tool.h"

#define HEAD "msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"

/* What comes out for xx.po with this text; the first complaint when there is one. */
static const char *compile(struct arena *arena, const char *text)
{
    struct problems problems;
    struct buf buf;
    struct po_source source = {S("po/xx.po"), str_of(text)};
    arena_reset(arena);
    problems_init(&problems, arena);
    buf_init(&buf, 1u << 20);
    bool fits = po_compile(arena, &source, 1, &buf, &problems);
    struct str said = str_copy(arena, buf_str(&buf));
    buf_done(&buf);
    if (!fits) {
        assert_true(problems.n > 0);
        said = str_format(arena, "%.*s: %.*s", STR_ARG(problems.items[0].where), STR_ARG(problems.items[0].what));
    }
    return str_c(arena, said);
}

static void assert_holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("no '%s' in:\n%s", part, text);
    }
}

static void sentences_and_plurals_come_sorted(void **state)
{
    struct arena *arena = *state;
    const char *made = compile(arena, HEAD "#: a.html\nmsgid \"Zoo\"\nmsgstr \"Tierpark\"\n\n"
                                           "msgid \"{n} city\"\nmsgid_plural \"{n} cities\"\n"
                                           "msgstr[0] \"{n} Stadt\"\nmsgstr[1] \"{n} Städte\"\n\n"
                                           "msgid \"\"\n\"A \\\"long\\\" \"\n\"one\"\n"
                                           "msgstr \"\"\n\"Ein \"\n\"langer\"\n");
    const char *first = strstr(made, "{S_INIT(\"A \\\"long\\\" one\"),\n     S_INIT(\"Ein langer\")}");
    const char *second = strstr(made, "{S_INIT(\"Zoo\"),\n     S_INIT(\"Tierpark\")}");
    const char *third = strstr(made, "{S_INIT(\"{n} city|{n} cities\"),\n     S_INIT(\"{n} Stadt|{n} Städte\")}");
    assert_non_null(first);
    assert_true(first < second && second < third);
    assert_holds(made, "return (size_t)((n != 1));");
    assert_holds(made, ".code = S_INIT(\"xx\"), .form = form_xx,\n     .items = items_xx, .items_count = 3}");
}

static void what_is_not_done_stays_english(void **state)
{
    const char *made = compile(*state, HEAD "msgid \"Open\"\nmsgstr \"\"\n\n#, fuzzy\nmsgid \"Guess\"\n"
                                            "msgstr \"Rat\"\n\n"
                                            "#~ msgid \"Old\"\n#~ msgstr \"Alt\"\n\nmsgid \"{n} a\"\n"
                                            "msgid_plural \"{n} b\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\n"
                                            "msgid \"Done\"\nmsgstr \"Fertig\"\n");
    assert_holds(made, ".items_count = 1}");
    assert_holds(made, "S_INIT(\"Fertig\")");
}

static void what_would_fail_later_is_refused(void **state)
{
    static const struct {
        const char *text;
        const char *said;
    } cases[] = {
        {HEAD "msgid \"{n} of {m}\"\nmsgstr \"{n} von {k}\"\n", "xx.po:5: it names a slot that the English"},
        {HEAD "msgid \"{n} x\"\nmsgstr \"{n x\"\n", "xx.po:5: it names a slot that the English"},
        {HEAD "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\n", "xx.po:5: its number of forms"},
        {HEAD "msgid \"a\nmsgstr \"c\"\n", "xx.po:5: this line cannot be read"},
        {"msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: nplurals=2; plural=exit(n);\\n\"\n", "xx.po:1: its Plural-Forms"},
        {"msgid \"a\"\nmsgstr \"c\"\n", "xx.po"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_holds(compile(*state, cases[i].text), cases[i].said);
    }
}

static int set_up(void **state)
{
    static struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    arena_done(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_and_plurals_come_sorted),
        cmocka_unit_test(what_is_not_done_stays_english),
        cmocka_unit_test(what_would_fail_later_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
