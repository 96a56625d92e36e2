/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as cards or counts from paper: what is taken fits its group and its sheets, what is not is named in the
** order of its lines; counts of options are whole or refused. */
#include "fuzz.h"
#include "web/room/paper_rows.h"

static void look_wrong(const struct paper_wrongs *wrong)
{
    int64_t line = 0;
    check(wrong->n <= PAPER_WRONG_MAX && wrong->n <= wrong->all);
    for (size_t i = 0; i < wrong->n; i++) {
        const struct paper_wrong *one = &wrong->items[i];
        check(one->what != NULL && one->hint != NULL && str_is_utf8(one->row));
        check(one->line == 0 || one->line >= line);
        line = one->line;
    }
}

static void look_cards(struct arena *arena, struct str text, int64_t group)
{
    struct paper_cards cards;
    paper_cards_read(arena, text, group, 4, &cards);
    check(cards.n <= PAPER_ROWS_MAX);
    for (size_t i = 0; i < cards.n; i++) {
        check(cards.items[i].group >= 1 && cards.items[i].group <= 4 && cards.items[i].text.n > 0);
        check(str_letters(cards.items[i].text) <= BREAKOUT_CARD_MAX && str_is_utf8(cards.items[i].text));
    }
    look_wrong(&cards.wrong);
}

static void look_counts(struct arena *arena, struct str text, bool is_test)
{
    static const struct str options[] = {{"Skills", 6}, {"Buses", 5}};
    const struct paper_question question = {.options = options, .n = 2, .is_test = is_test, .sheets = 9, .budget = 2,
                                            .each_max = 1};
    struct paper_counts counts;
    paper_counts_read(arena, text, &question, &counts);
    for (size_t i = 0; i < 2 && counts.wrong.all == 0; i++) {
        const int64_t *n = counts.items[i].n;
        check(n[0] >= 0 && n[1] >= 0 && n[2] >= 0 && n[0] + n[1] + n[2] <= 9);
    }
    look_wrong(&counts.wrong);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str text = str_scrub(&arena, fuzz_text(bytes, n));
    look_cards(&arena, text, 0);
    look_cards(&arena, text, 2);
    look_counts(&arena, text, false);
    look_counts(&arena, text, true);
    return 0;
}
