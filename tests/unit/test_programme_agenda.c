/* SPDX-License-Identifier: AGPL-3.0-or-later
** The agenda of a leadership programme: the ready ones fit their sessions; running late, what is shortened and what
** never is: by hand, and for many sessions of chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/programme_agenda.h"

static uint64_t seed = 20261123;

static int draw(int below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int)(seed % (uint64_t)below);
}

static void test_kinds(void **state)
{
    (void)state;
    enum block_kind kind;
    for (enum block_kind i = 0; i < BLOCK_KIND__MAX; i++) {
        assert_true(block_kind_parse(block_kind_word(i), &kind) && kind == i);
        assert_true(block_kind_least(i) >= AGENDA_STEP);
    }
    assert_true(block_kind_is_fixed(BLOCK_VOTE) && block_kind_is_fixed(BLOCK_ASSESS) &&
                block_kind_is_fixed(BLOCK_COMMIT) && !block_kind_is_fixed(BLOCK_PLENARY));
    assert_false(block_kind_parse(S("cluster"), &kind)); /* cards are sorted into groups */
    assert_false(block_kind_parse(S(""), &kind));
}

/* Blocks fill their sessions to the minute, sessions follow each other, and each is worth its minutes. */
static void test_ready_agendas_fit(void **state)
{
    (void)state;
    for (size_t t = 0; t < AGENDA_TEMPLATES; t++) {
        const struct agenda_template *all = &agenda_templates[t];
        int day = 1, ended = 0;
        assert_ptr_equal(agenda_template_find(all->word), all);
        for (size_t i = 0; i < all->n; i++) {
            const struct agenda_session *session = &all->sessions[i];
            int minutes[AGENDA_SESSION_BLOCKS_MAX], begins[AGENDA_SESSION_BLOCKS_MAX];
            assert_true(session->day == day ? session->begins >= ended : session->day == day + 1);
            for (size_t k = 0; k < session->n; k++) {
                minutes[k] = session->blocks[k].minutes;
                assert_true(minutes[k] >= block_kind_least(session->blocks[k].kind));
                assert_true(session->blocks[k].part[0] != 0);
            }
            ended = agenda_times(session->begins, minutes, session->n, begins);
            assert_int_equal(ended, session->ends);
            assert_int_equal(begins[0], session->begins);
            day = session->day;
        }
        assert_int_equal(day, all->days);
    }
    assert_null(agenda_template_find(S("three_weeks")));
}

static const struct agenda_item morning[] = {
    {BLOCK_BRIEF, 30, false, true, true},    {BLOCK_GALLERY, 45, false, true, false},
    {BLOCK_BREAK, 15, false, false, false},  {BLOCK_DIVERGE, 30, false, false, false},
    {BLOCK_SORT, 30, true, false, false},    {BLOCK_VOTE, 15, false, false, false},
    {BLOCK_PLENARY, 45, false, false, false},
};
#define MORNING_N COUNT_OF(morning)

static void test_by_hand(void **state)
{
    (void)state;
    int minutes[MORNING_N];
    struct agenda_late late = agenda_replan(morning, MORNING_N, 210, 20, minutes);
    /* What was begun took 20 more; the plenary gives 10, writing 5, the break 5; nothing else is touched. */
    static const int twenty[] = {30, 65, 10, 25, 30, 15, 35};
    assert_memory_equal(minutes, twenty, sizeof twenty);
    assert_true(late.over == 0 && late.shortened == 3 && late.begins_later == 0);
    late = agenda_replan(morning, MORNING_N, 210, 3, minutes);
    assert_int_equal(minutes[6], 42); /* a step smaller than five, where it hurts least */
    assert_int_equal(late.shortened, 1);
    late = agenda_replan(morning, MORNING_N, 210, 60, minutes);
    static const int sixty[] = {30, 105, 10, 15, 30, 15, 23}; /* 5, 15 and 22 is all there is */
    assert_memory_equal(minutes, sixty, sizeof sixty);
    assert_int_equal(late.over, 60 - 42);
    late = agenda_replan(morning, MORNING_N, 240, 20, minutes); /* half an hour is left at the end as it is */
    assert_true(late.shortened == 0 && late.over == 0);
}

static void test_nothing_has_begun(void **state)
{
    (void)state;
    const struct agenda_item items[] = {{.kind = BLOCK_BRIEF, .minutes = 20}, {.kind = BLOCK_PLENARY, .minutes = 60}};
    int minutes[2];
    struct agenda_late late = agenda_replan(items, 2, 80, 10, minutes);
    assert_int_equal(late.begins_later, 10);
    assert_int_equal(minutes[0] + minutes[1], 70);
    late = agenda_replan(items, 0, 80, 10, minutes); /* an empty session */
    assert_true(late.over == 0 && late.begins_later == 10 && late.shortened == 0);
}

static size_t make(struct agenda_item *items, int *ret_sum)
{
    size_t n = (size_t)draw(AGENDA_SESSION_BLOCKS_MAX) + 1;
    size_t begun = (size_t)draw((int)n + 1);
    *ret_sum = 0;
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct agenda_item){(enum block_kind)draw(BLOCK_KIND__MAX), 1 + draw(120), draw(5) == 0, i < begun,
                                        i + 1 < begun};
        *ret_sum += items[i].minutes;
    }
    return n;
}

/* Whatever the session: it ends on time when enough can be spared, exactly; else all that can be spared is given, and
** by how much it ends late is right. Nothing that must not change changes, and nothing gets longer but what is on. */
static void test_many_sessions(void **state)
{
    (void)state;
    size_t on_time = 0, not = 0;
    for (int i = 0; i < 50000; i++) {
        struct agenda_item items[AGENDA_SESSION_BLOCKS_MAX];
        int minutes[AGENDA_SESSION_BLOCKS_MAX], sum, spare = 0, after = 0, lost = 0;
        size_t n = make(items, &sum), current = n, shortened = 0;
        int late = draw(AGENDA_LATE_MAX + 1), room = sum + draw(60) - 30;
        struct agenda_late result = agenda_replan(items, n, room, late, minutes);
        for (size_t k = 0; k < n; k++) {
            spare += agenda_spare(&items[k]);
            current = items[k].begun ? k : current;
        }
        for (size_t k = 0; k < n; k++) {
            int own = minutes[k] - (k == current ? late : 0);
            bool never = items[k].begun || items[k].fixed || block_kind_is_fixed(items[k].kind);
            assert_true(own <= items[k].minutes && own >= items[k].minutes - agenda_spare(&items[k]));
            assert_true(!never || own == items[k].minutes);
            assert_true(own == items[k].minutes ||
                        (own >= block_kind_least(items[k].kind) && 2 * own >= items[k].minutes));
            shortened += own < items[k].minutes;
            lost += items[k].minutes - own;
            after += minutes[k];
        }
        int need = sum + late - room > 0 ? sum + late - room : 0;
        assert_int_equal(lost, need < spare ? need : spare);
        assert_int_equal(result.over, need - lost);
        assert_int_equal(result.shortened, shortened);
        assert_int_equal(result.begins_later, current == n ? late : 0);
        assert_true(result.over > 0 || result.begins_later + after <= room);
        *(result.over > 0 ? &not : &on_time) += 1;
    }
    assert_true(on_time > 1000 && not > 1000);
}

/* The order in which blocks stand changes nothing of how much is given, and who is not late is not re-planned. */
static void test_order_and_nothing_to_do(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        struct agenda_item items[AGENDA_SESSION_BLOCKS_MAX], turned[AGENDA_SESSION_BLOCKS_MAX];
        int minutes[AGENDA_SESSION_BLOCKS_MAX], sum;
        size_t n = make(items, &sum);
        int late = draw(AGENDA_LATE_MAX + 1);
        for (size_t k = 0; k < n; k++) {
            items[k].begun = items[k].ended = false;
            turned[n - 1 - k] = items[k];
        }
        struct agenda_late one = agenda_replan(items, n, sum, late, minutes);
        struct agenda_late other = agenda_replan(turned, n, sum, late, minutes);
        assert_int_equal(one.over, other.over);
        assert_int_equal(agenda_replan(items, n, sum, 0, minutes).shortened, 0);
        for (size_t k = 0; k < n; k++) {
            assert_int_equal(minutes[k], items[k].minutes);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_ready_agendas_fit),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_nothing_has_begun),
        cmocka_unit_test(test_many_sessions),
        cmocka_unit_test(test_order_and_nothing_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
