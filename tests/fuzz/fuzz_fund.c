/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a file of rules: refused with where, what and hint, or read, and then every example holds, every rule
** answers, of one city and of several, with an age, in words, and the smallest change is found or not; written and read
** again it is the same, and its rows say the same as its clauses. Any bytes as lines of cities as well. */
#include "fuzz.h"
#include "domain/fund_row.h"
#include "web/funding/fund_lines.h"
#include "web/funding/fund_read.h"
#include "web/funding/fund_say.h"
#include "web/funding/fund_write.h"

static void answer(struct arena *arena, const struct fund_rule *rule, const struct fund_group *group)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, 1u << 20);
    struct out out = {.buf = &buf, .arena = arena};
    struct date on = {20000}, today = {rule->checked.days < 30000 ? 30000 : rule->checked.days};
    struct fund_answer said = fund_answer_make(arena, rule, NULL, group, on, today);
    check((rule->clause == NULL) == (said.found == NULL) && said.reasons.n <= FUND_REASONS_MAX);
    if (rule->clause != NULL) {
        check(fund_clause_judge(rule->clause, group) == said.truth);
        check((said.truth == TRUTH_YES) == (said.reasons.n == 0));
        check(fund_say_clause(&out, rule->clause, false).n > 0);
    }
    check(str_is_utf8(fund_say_answer(&out, rule, group, &said)) && fund_say_state(&out, &said).n > 0);
    check(fund_say_age(&out, rule, &said).n > 0);
    check(fund_say_text(&out, rule->name).n > 0 && str_is_utf8(fund_say_text(&out, rule->note)));
}

static void write_again(struct arena *arena, const struct fund_entry *entry, const struct fund_group *group)
{
    struct str written = fund_write(arena, entry);
    struct fund_rows *rows = arena_new(arena, struct fund_rows);
    struct problems problems;
    struct fund_entry again;
    problems_init(&problems, arena);
    check(fund_read_one(&problems, S("again"), written, false, &again) == OK);
    check(str_eq(fund_write(arena, &again), written));
    if (entry->rule.clause != NULL && fund_rows_of(arena, entry->rule.clause, rows)) {
        const struct fund_clause *clause = fund_rows_clause(arena, rows);
        check(clause != NULL && fund_clause_judge(clause, group) == fund_clause_judge(entry->rule.clause, group));
    }
}

/* What is understood is written so that it is understood as the same. */
static void read_lines(struct arena *arena, struct str text)
{
    struct out out = {.arena = arena};
    struct fund_group group, again;
    struct str wrong;
    if (!str_is_utf8(text)) {
        return; /* no form hands it on: text/url refuses it at the edge */
    }
    if (!fund_group_typed(&out, text, &group, &wrong)) {
        check(wrong.n <= text.n);
        return;
    }
    struct str lines = fund_group_put(&out, &group);
    check(group.n > 0 && str_is_utf8(lines));
    check(lines.n > FUND_LINES_MAX || (fund_group_typed(&out, lines, &again, &wrong) && again.n == group.n &&
                                       str_eq(fund_group_put(&out, &again), lines)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    struct problems problems;
    struct fund_entries entries = {.n = 0};
    struct fund_city cities[3] = {
        {.name = S("a"), .facts = {[FUND_COUNTRY] = fund_word(S("PT")), [FUND_POPULATION] = fund_number(42000)}},
        {.name = S("b"), .facts = {[FUND_COUNTRY] = fund_word(S("GB")), [FUND_DEGURBA] = fund_number(2)}},
    };
    struct fund_group group = {.cities = cities, .n = 1 + fuzz_number(fuzz_text(bytes, n), 0, 2)};
    arena_init(&arena, FUZZ_ARENA_MAX);
    problems_init(&problems, &arena);
    struct str text = fuzz_text(bytes, n);
    int64_t euros = 0;
    check(fund_euros_parse(text, &euros) == (euros > 0));
    if (n > 16384) {
        return 0; /* long ones find nothing that short ones do not */
    }
    read_lines(&arena, text);
    if (fund_read(&problems, S("file"), text, &entries) != OK) {
        check(entries.n == 0 && problems.n > 0 && problems.items[0].where.n > 0 && problems.items[0].hint.n > 0);
        return 0;
    }
    check(entries.n > 0);
    for (size_t i = 0; i < entries.n; i++) {
        struct arena_mark mark = arena_mark(&arena);
        answer(&arena, &entries.items[i].rule, &group);
        write_again(&arena, &entries.items[i], &group);
        arena_rewind(&arena, mark);
    }
    return 0;
}
