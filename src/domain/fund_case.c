/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_case: whether an example of a rule holds. */
#include "domain/fund_case.h"

#include "base/check.h"

struct str fund_truth_word(enum truth truth)
{
    static const struct str words[] = {
        [TRUTH_NO] = S_INIT("does not fit"), [TRUTH_UNKNOWN] = S_INIT("cannot tell"), [TRUTH_YES] = S_INIT("fits"),
    };
    check(truth < COUNT_OF(words));
    return words[truth];
}

const struct fund_window *fund_window_find(const struct fund_rule *rule, struct str id)
{
    for (size_t i = 0; i < rule->windows_n; i++) {
        if (str_eq(rule->windows[i].id, id)) {
            return &rule->windows[i];
        }
    }
    return NULL;
}

bool fund_case_holds(struct arena *arena, const struct fund_rule *rule, const struct fund_case *example,
                     struct str *ret_why)
{
    const struct fund_window *window = fund_window_find(rule, example->window);
    struct fund_answer answer = fund_answer_make(arena, rule, window, &example->group, example->on, example->on);
    bool closed = fund_answer_is_closed(&answer);
    if (answer.truth != example->expect) {
        struct str truth = fund_truth_word(answer.truth);
        *ret_why = str_format(arena, "the rule answers \"%.*s\"", STR_ARG(truth));
        return false;
    }
    for (size_t i = 0; i < example->because_n; i++) {
        if (!fund_reasons_name(&answer.reasons, example->because[i])) {
            *ret_why = str_format(arena, "its reasons do not name \"%.*s\"",
                                  STR_ARG(fund_subject_word(example->because[i])));
            return false;
        }
    }
    if (closed != example->expects_closed) {
        *ret_why = closed ? S("the rule is closed on that day") : S("the rule is not closed on that day");
        return false;
    }
    if (answer.usually != example->expects_usually) {
        *ret_why = answer.usually ? S("only what is typical stands against it") : S("it is a hard no");
        return false;
    }
    if (example->expects_as.n > 0 && !str_eq(answer.as, example->expects_as)) {
        *ret_why = str_format(arena, "it fits as \"%.*s\"", STR_ARG(answer.as));
        return false;
    }
    return true;
}
