/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_answer: from the tree of what was found to an answer with its reasons. */
#include "domain/fund_answer.h"

#include "base/check.h"

/* ---- reasons */

struct under {
    bool turned;
    bool usually;
};

static void explain(struct fund_reasons *reasons, const struct fund_found *found, struct under under);

static size_t reasons_of(const struct fund_found *found)
{
    struct fund_reasons few = {.n = 0};
    explain(&few, found, (struct under){0});
    return few.n;
}

/* A way of applying that is not meant here. */
static bool stands_aside(const struct fund_found *found)
{
    return found->clause->op == FUND_AS && found->items[0].truth == TRUTH_NO;
}

/* Of the parts with the value of the whole, the one with the fewest reasons. */
static const struct fund_found *plainest(const struct fund_found *found)
{
    const struct fund_found *best = NULL;
    size_t best_n = 0;
    for (int aside = 0; aside <= 1 && best == NULL; aside++) {
        for (size_t i = 0; i < found->n; i++) {
            const struct fund_found *part = &found->items[i];
            if (part->truth != found->truth || stands_aside(part) != (aside == 1)) {
                continue;
            }
            size_t n = reasons_of(part);
            if (best == NULL || n < best_n) {
                best = part;
                best_n = n;
            }
        }
    }
    return best;
}

static void explain_each(struct fund_reasons *reasons, const struct fund_found *found, struct under under)
{
    for (size_t i = 0; i < found->n; i++) {
        if (found->items[i].truth == found->truth) {
            explain(reasons, &found->items[i], under);
        }
    }
}

/* Of a whole that is decided by one part alone: `any` that is yes or unknown, `all` that is no has each. */
static bool one_is_enough(const struct fund_found *found)
{
    bool any = found->clause->op == FUND_ANY || found->clause->op == FUND_SOME;
    return found->clause->op == FUND_ANY || (any && found->truth != TRUTH_NO);
}

static void add(struct fund_reasons *reasons, const struct fund_found *found, struct under under)
{
    if (reasons->n < FUND_REASONS_MAX) {
        reasons->items[reasons->n++] = (struct fund_reason){found, under.turned, under.usually};
    }
}

static void explain(struct fund_reasons *reasons, const struct fund_found *found, struct under under)
{
    const struct fund_found *one = NULL;
    switch (found->clause->op) {
    case FUND_COMPARE:
        add(reasons, found, under);
        return;
    case FUND_NOT:
        explain(reasons, &found->items[0], (struct under){!under.turned, under.usually});
        return;
    case FUND_USUALLY:
        explain(reasons, &found->items[0], (struct under){under.turned, true});
        return;
    default:
        one = one_is_enough(found) ? plainest(found) : NULL;
    }
    if (one != NULL) {
        explain(reasons, one, under);
    } else if (found->n == 0 || found->clause->op == FUND_SOME) {
        add(reasons, found, under); /* none of the cities: that is one reason */
    } else {
        explain_each(reasons, found, under);
    }
}

void fund_reasons_add(struct fund_reasons *reasons, const struct fund_found *found)
{
    explain(reasons, found, (struct under){0});
}

static bool names(const struct fund_found *found, enum fund_subject subject)
{
    bool does = found->clause->op == FUND_COMPARE && found->clause->subject == subject;
    for (size_t i = 0; i < found->n && !does; i++) {
        does = names(&found->items[i], subject);
    }
    return does;
}

bool fund_reasons_name(const struct fund_reasons *reasons, enum fund_subject subject)
{
    bool is = false;
    for (size_t i = 0; i < reasons->n && !is; i++) {
        is = names(reasons->items[i].found, subject);
    }
    return is;
}

/* Whether every reason is one of those that the source calls typical. */
static bool all_usually(const struct fund_reasons *reasons)
{
    bool all = reasons->n > 0;
    for (size_t i = 0; i < reasons->n; i++) {
        all = all && reasons->items[i].usually;
    }
    return all;
}

/* In which way it fits: of the first `any` of ways the first that is yes. */
static struct str way_of(const struct fund_found *found)
{
    struct str as = {0};
    if (found->truth == TRUTH_YES && found->clause->op == FUND_AS) {
        return found->clause->as;
    }
    for (size_t i = 0; i < found->n && as.n == 0 && found->clause->op <= FUND_ANY; i++) {
        as = way_of(&found->items[i]);
    }
    return as;
}

/* ---- when */

enum fund_age fund_age_of(struct date checked, struct date today)
{
    int64_t days = (int64_t)today.days - checked.days;
    return days >= FUND_STALE_DAYS ? FUND_STALE : days >= FUND_CHECK_DAYS ? FUND_TO_CHECK : FUND_FRESH;
}

static enum fund_state state_of(const struct fund_window *window, struct date on)
{
    if (date_is_none(window->closes)) {
        return date_is_none(window->opens) ? FUND_NO_WINDOW : on.days < window->opens.days ? FUND_OPENS : FUND_SINCE;
    }
    if (on.days > window->closes.days) {
        return FUND_CLOSED;
    }
    return date_is_none(window->opens) ? FUND_UNTIL : on.days < window->opens.days ? FUND_OPENS : FUND_OPEN;
}

/* The first that is not over (windows stand in their order), else the last. */
static const struct fund_window *window_on(const struct fund_rule *rule, struct date on)
{
    const struct fund_window *window = NULL;
    for (size_t i = 0; i < rule->windows_n; i++) {
        window = &rule->windows[i];
        if (state_of(window, on) != FUND_CLOSED) {
            break;
        }
    }
    return window;
}

static void answer_when(struct fund_answer *answer, const struct fund_rule *rule, const struct fund_window *window,
                        struct date on)
{
    bool asked = window != NULL;
    answer->window = asked || rule->rolling ? window : window_on(rule, on);
    if (answer->window == NULL) {
        answer->state = rule->rolling ? FUND_OPEN : rule->by_calls ? FUND_BY_CALLS : FUND_NO_WINDOW;
        return;
    }
    answer->state = state_of(answer->window, on);
    if (answer->state == FUND_CLOSED && rule->later_unknown && !asked) {
        answer->state = FUND_LAST_KNOWN;
    }
}

/* ---- the answer */

static enum fund_said said_of(const struct fund_answer *answer, const struct fund_rule *rule)
{
    bool weak = answer->age == FUND_TO_CHECK || rule->confidence == FUND_REMEMBERED;
    if (rule->clause == NULL) {
        return FUND_NO_RULES;
    }
    if (answer->age == FUND_STALE) {
        return FUND_TOO_OLD;
    }
    switch (answer->truth) {
    case TRUTH_YES:
        return weak ? FUND_FITTED : FUND_FITS;
    case TRUTH_NO:
        return weak ? FUND_DID_NOT : FUND_DOES_NOT;
    default:
        return FUND_NEEDS;
    }
}

struct fund_answer fund_answer_make(struct arena *arena, const struct fund_rule *rule, const struct fund_window *window,
                                    const struct fund_group *group, struct date on, struct date today)
{
    struct fund_answer answer = {.truth = TRUTH_UNKNOWN, .age = fund_age_of(rule->checked, today)};
    answer.age_days = (int64_t)today.days - rule->checked.days;
    answer_when(&answer, rule, window, on);
    if (rule->clause != NULL) {
        struct fund_found *found = fund_clause_find(arena, rule->clause, group);
        answer.found = found;
        answer.truth = found->truth;
        answer.as = way_of(found);
        if (answer.truth != TRUTH_YES) {
            fund_reasons_add(&answer.reasons, found);
        }
        answer.usually = answer.truth == TRUTH_NO && all_usually(&answer.reasons);
    }
    answer.said = said_of(&answer, rule);
    return answer;
}

bool fund_answer_is_closed(const struct fund_answer *answer)
{
    return answer->state == FUND_CLOSED || answer->state == FUND_LAST_KNOWN;
}

int fund_answer_rank(const struct fund_answer *answer)
{
    enum truth truth = answer->said == FUND_TOO_OLD ? TRUTH_UNKNOWN : answer->truth;
    return (TRUTH_YES - (int)truth) + (fund_answer_is_closed(answer) ? 3 : 0);
}

struct str fund_said_word(enum fund_said said)
{
    static const struct str words[] = {
        [FUND_FITS] = S_INIT("fits"), [FUND_FITTED] = S_INIT("fitted when checked"),
        [FUND_DOES_NOT] = S_INIT("does not fit"), [FUND_DID_NOT] = S_INIT("did not fit when checked"),
        [FUND_NEEDS] = S_INIT("needs facts"), [FUND_TOO_OLD] = S_INIT("checked too long ago"),
        [FUND_NO_RULES] = S_INIT("no rules yet"),
    };
    check(said < COUNT_OF(words));
    return words[said];
}
