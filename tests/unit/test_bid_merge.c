/* SPDX-License-Identifier: AGPL-3.0-or-later
** Two people's texts put together: examples by hand, and what must hold of any three texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/fault.h"
#include "domain/bid_merge.h"

#define TEXTS 20000

static struct arena arena;
static uint64_t seed = 23;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static size_t draw(size_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % below);
}

static void same(struct str is, struct str should)
{
    if (!str_eq(is, should)) {
        print_message("is:\n%.*s\n-- should be:\n%.*s\n", STR_ARG(is), STR_ARG(should));
    }
    assert_true(str_eq(is, should));
}

/* Paragraphs parted by '/', an empty one by "//". */
static struct str text_of(const char *slashes)
{
    struct str text = str_copy(&arena, str_of(slashes));
    for (size_t i = 0; i < text.n; i++) {
        ((char *)text.s)[i] = text.s[i] == '/' ? '\n' : text.s[i];
    }
    return text;
}

static void examples_by_hand(void **state)
{
    (void)state;
    static const struct {
        const char *base, *mine, *theirs, *merged;
        size_t conflicts;
    } cases[] = {
        {"a//b//c", "A//b//c", "a//b//C", "A//b//C", 0},
        {"a/b", "A/b", "a/B", "A/B", 0},                              /* paragraphs that follow each other */
        {"a//b", "a//b//c", "A//b", "A//b//c", 0},
        {"a//b", "x//a//b", "a//b//y", "x//a//b//y", 0},
        {"a//b//c", "a//c", "a//b//c//d", "a//c//d", 0},              /* one takes away, one adds */
        {"a/b/c", "a/c", "a/b/c", "a/c", 0},
        {"a/b/c", "a/x/b/c", "a/b/y/c", "a/x/b/y/c", 0},
        {"a/b", "a/n/b", "a/B", "a/n/B", 0},                          /* put before what the other changed */
        {"a/b", "A/b", "a/n/b", "A/n/b", 0},                          /* ... and behind it */
        {"a", "b", "b", "b", 0},                                      /* both alike */
        {"", "new", "", "new", 0},
        {"", "", "new", "new", 0},
        {"a", "", "a", "", 0},
        {"a", "mine", "theirs", "===== 1 =====/theirs/===== 2 =====/mine/===== . =====", 1},
        {"a//b//c", "a//mine//c", "a//theirs//c",
         "a//===== 1 =====/theirs/===== 2 =====/mine/===== . =====//c", 1},
        {"", "mine", "theirs", "===== 1 =====/theirs/===== 2 =====/mine/===== . =====", 1},
        {"a", "a//mine", "a//theirs", "a//===== 1 =====/theirs/===== 2 =====/mine/===== . =====", 1},
        {"a", "", "A", "===== 1 =====/A/===== 2 =====/===== . =====", 1}, /* one takes away what the other changed */
        {"a/b/c", "a/x/c", "a/Q", "a/===== 1 =====/Q/===== 2 =====/x/c/===== . =====", 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bid_merged merged =
            bid_merge(&arena, text_of(cases[i].base), text_of(cases[i].mine), text_of(cases[i].theirs));
        same(merged.text, text_of(cases[i].merged));
        assert_int_equal(merged.conflicts, cases[i].conflicts);
        assert_int_equal(bid_conflict_count(merged.text), cases[i].conflicts);
    }
}

/* ---- by chance */

static struct str make_text(size_t paragraphs)
{
    static const char *const words[] = {"a", "b", "c", "d", "", "", "the same"};
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 1u << 16);
    for (size_t i = 0, n = draw(paragraphs + 1); i < n; i++) {
        buf_format(&buf, "%s%s", i > 0 ? "\n" : "", words[draw(COUNT_OF(words))]);
    }
    return str_copy(&arena, buf_str(&buf));
}

/* The text after somebody worked on it; what is typed is found nowhere else. */
static struct str edit(struct str text, const char *who)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 1u << 16);
    struct str rest = text.n > 0 ? text : (struct str){NULL, 0};
    bool begun = false;
    for (int n = 0; rest.s != NULL || n == 0; n++) {
        struct str line = rest.s != NULL ? str_cut(rest, '\n', &rest) : S("");
        size_t how = draw(8);
        if (how == 0) {
            buf_format(&buf, "%s%s typed %d", begun ? "\n" : "", who, n);
        } else if (how == 1) {
            buf_format(&buf, "%s%.*s\n%s added %d", begun ? "\n" : "", STR_ARG(line), who, n);
        } else if (how > 2) {
            buf_format(&buf, "%s%.*s", begun ? "\n" : "", STR_ARG(line));
        }
        begun = begun || how != 2;
    }
    return str_copy(&arena, buf_str(&buf));
}

static bool has_line(struct str text, struct str line)
{
    while (text.s != NULL) {
        if (str_eq(str_cut(text, '\n', &text), line)) {
            return true;
        }
    }
    return false;
}

/* Every paragraph of `side` that is not of base stands in the text. */
static void holds_all_of(struct str text, struct str base, struct str side)
{
    while (side.s != NULL) {
        struct str line = str_cut(side, '\n', &side);
        assert_true(line.n == 0 || has_line(base, line) || has_line(text, line));
    }
}

static struct str settle_all(struct str text, enum bid_keep choice)
{
    struct bid_conflict conflict;
    for (size_t left = bid_conflict_count(text); bid_conflict_find(text, &conflict); left--) {
        assert_int_equal(bid_conflict_count(text), left);
        text = bid_conflict_settle(&arena, &conflict, choice);
    }
    assert_int_equal(bid_conflict_count(text), 0);
    return text;
}

static void what_must_hold_of_any_texts(void **state)
{
    (void)state;
    size_t conflicts = 0, clean = 0;
    for (int i = 0; i < TEXTS; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct str base = make_text(9), a = draw(3) > 0 ? edit(base, "mine") : make_text(9);
        struct str b = draw(3) > 0 ? edit(base, "theirs") : make_text(9);
        same(bid_merge(&arena, base, a, base).text, a);
        same(bid_merge(&arena, base, base, b).text, b);
        same(bid_merge(&arena, base, a, a).text, a);
        same(bid_merge(&arena, base, base, base).text, base);
        struct bid_merged merged = bid_merge(&arena, base, a, b), turned = bid_merge(&arena, base, b, a);
        holds_all_of(merged.text, base, a);
        holds_all_of(merged.text, base, b);
        assert_int_equal(merged.conflicts, bid_conflict_count(merged.text));
        assert_int_equal(merged.conflicts, turned.conflicts);
        if (merged.conflicts == 0) {
            same(merged.text, turned.text); /* whoever saves last: the same comes out */
        } else {
            same(settle_all(merged.text, BID_CHOICE_FIRST), settle_all(turned.text, BID_CHOICE_SECOND));
        }
        holds_all_of(settle_all(merged.text, BID_CHOICE_BOTH), base, a);
        holds_all_of(settle_all(merged.text, BID_CHOICE_BOTH), base, b);
        conflicts += merged.conflicts > 0;
        clean += merged.conflicts == 0 && merged.mine > 0 && merged.theirs > 0;
        arena_rewind(&arena, mark);
    }
    assert_true(conflicts > TEXTS / 10 && clean > TEXTS / 10); /* both kinds were tried */
}

static void changes_of_different_paragraphs_never_conflict(void **state)
{
    (void)state;
    for (int i = 0; i < TEXTS / 10; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct buf base CLEANUP(buf_done);
        buf_init(&base, 1u << 16);
        struct buf mine CLEANUP(buf_done);
        buf_init(&mine, 1u << 16);
        struct buf theirs CLEANUP(buf_done);
        buf_init(&theirs, 1u << 16);
        struct buf both CLEANUP(buf_done);
        buf_init(&both, 1u << 16);
        for (size_t j = 0, n = 1 + draw(12); j < n; j++) {
            const char *gap = j == 0 ? "" : draw(2) ? "\n\n" : "\n";
            size_t who = draw(3);
            buf_format(&base, "%sparagraph %zu", gap, j);
            buf_format(&mine, "%s%s %zu", gap, who == 1 ? "mine" : "paragraph", j);
            buf_format(&theirs, "%s%s %zu", gap, who == 2 ? "theirs" : "paragraph", j);
            buf_format(&both, "%s%s %zu", gap, who == 1 ? "mine" : who == 2 ? "theirs" : "paragraph", j);
        }
        same(bid_merge(&arena, buf_str(&base), buf_str(&mine), buf_str(&theirs)).text, buf_str(&both));
        arena_rewind(&arena, mark);
    }
}

/* More paragraphs than are compared one by one. */
static void long_texts_are_bounded(void **state)
{
    (void)state;
    struct buf a CLEANUP(buf_done);
    buf_init(&a, 1u << 20);
    struct buf b CLEANUP(buf_done);
    buf_init(&b, 1u << 20);
    for (int i = 0; i < 20000; i++) {
        buf_format(&a, "\n%d", i % 7);
        buf_format(&b, "\n%d", i % 5);
    }
    struct bid_merged merged = bid_merge(&arena, S("start"), buf_str(&a), buf_str(&b));
    assert_int_equal(merged.conflicts, 1);
    same(bid_merge(&arena, buf_str(&a), buf_str(&b), buf_str(&a)).text, buf_str(&b));
}

/* ---- reading and keeping */

static void differences_are_in_the_order_of_reading(void **state)
{
    (void)state;
    struct bid_line_change *changes;
    size_t n = bid_merge_diff(&arena, text_of("a//b//c"), text_of("a//B//c//d"), &changes);
    static const struct {
        enum bid_change change;
        const char *text;
    } should[] = {{BID_CHANGE_SAME, "a"}, {BID_CHANGE_GONE, "b"}, {BID_CHANGE_NEW, "B"}, {BID_CHANGE_SAME, "c"},
                  {BID_CHANGE_NEW, "d"}};
    assert_int_equal(n, COUNT_OF(should));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(changes[i].change, should[i].change);
        same(changes[i].text, str_of(should[i].text));
    }
}

static void texts_are_cleaned(void **state)
{
    (void)state;
    same(bid_text_clean(&arena, S("\r\n a \t\r\n\r\n\r\n\r\nb\rc\x01\n \n")), S(" a\n\nb\nc"));
    same(bid_text_clean(&arena, S(" \n\t\n")), S(""));
    for (int i = 0; i < TEXTS / 10; i++) {
        char bytes[24];
        for (size_t j = 0; j < sizeof(bytes); j++) {
            bytes[j] = "a \r\n\t"[draw(5)];
        }
        struct str once = bid_text_clean(&arena, (struct str){bytes, draw(sizeof(bytes))});
        same(bid_text_clean(&arena, once), once);
    }
}

static void conflicts_are_settled(void **state)
{
    (void)state;
    struct bid_conflict conflict;
    struct str text = text_of("a//===== 1 =====/theirs/===== 2 =====/mine/===== . =====//b");
    assert_true(bid_conflict_find(text, &conflict));
    same(conflict.first, S("theirs"));
    same(conflict.second, S("mine"));
    same(bid_conflict_settle(&arena, &conflict, BID_CHOICE_FIRST), text_of("a//theirs//b"));
    same(bid_conflict_settle(&arena, &conflict, BID_CHOICE_SECOND), text_of("a//mine//b"));
    same(bid_conflict_settle(&arena, &conflict, BID_CHOICE_BOTH), text_of("a//theirs//mine//b"));
    /* marks without fellows within it do not become another one around it */
    text = text_of("===== 1 =====/===== 1 =====/a/===== 2 =====/===== 2 =====/b/===== . =====/===== . =====");
    assert_int_equal(bid_conflict_count(text), 1);
    assert_true(bid_conflict_find(text, &conflict));
    assert_int_equal(bid_conflict_count(bid_conflict_settle(&arena, &conflict, BID_CHOICE_BOTH)), 0);
    /* one within another: the inner one comes first */
    text = text_of("===== 1 =====/===== 1 =====/x/===== 2 =====/y/===== . =====/===== 2 =====/z/===== . =====");
    assert_int_equal(bid_conflict_count(text), 2);
    same(settle_all(text, BID_CHOICE_FIRST), text_of("x/"));
    /* marks without their fellows are text */
    assert_false(bid_conflict_find(text_of("===== 1 =====/a/===== . ====="), &conflict));
    assert_false(bid_conflict_find(text_of("===== 2 =====/a/===== . ====="), &conflict));
    assert_false(bid_conflict_find(text_of("===== 1 =====/a/===== 2 ====="), &conflict));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_by_hand),
        cmocka_unit_test(what_must_hold_of_any_texts),
        cmocka_unit_test(changes_of_different_paragraphs_never_conflict),
        cmocka_unit_test(long_texts_are_bounded),
        cmocka_unit_test(differences_are_in_the_order_of_reading),
        cmocka_unit_test(texts_are_cleaned),
        cmocka_unit_test(conflicts_are_settled),
    };
    return cmocka_run_group_tests(tests, start, end);
}
