/* SPDX-License-Identifier: AGPL-3.0-or-later
** action: how it stands, and what became of it. */
#include "domain/action.h"

#include "base/check.h"

const int action_review_days[ACTION_REVIEWS] = {30, 90, 365};

static const struct str words[ACTION_STEP__MAX] = {
    [ACTION_STEP_MADE] = S_INIT("made"), [ACTION_STEP_MOVED] = S_INIT("moved"), [ACTION_STEP_DONE] = S_INIT("done"),
    [ACTION_STEP_DROPPED] = S_INIT("dropped"), [ACTION_STEP_OPENED] = S_INIT("opened"),
};

enum action_stands action_stands(struct str state, struct date due_on, struct date today)
{
    return str_eq(state, S("done"))      ? ACTION_DONE
           : str_eq(state, S("dropped")) ? ACTION_DROPPED
           : due_on.days < today.days    ? ACTION_LATE
                                         : ACTION_OPEN;
}

struct str action_step_word(enum action_step step)
{
    check(step < ACTION_STEP__MAX);
    return words[step];
}

bool action_step_parse(struct str word, enum action_step *ret_step)
{
    for (int i = 0; i < ACTION_STEP__MAX; i++) {
        if (str_eq(words[i], word)) {
            *ret_step = (enum action_step)i;
            return true;
        }
    }
    return false;
}

enum action_became action_became(const struct action_said *steps, size_t n, int64_t asked_at, int64_t until)
{
    enum action_became became = BECAME_NOT_THERE;
    bool moved = false;
    for (size_t i = 0; i < n && steps[i].at <= until; i++) {
        moved |= steps[i].step == ACTION_STEP_MOVED && steps[i].at >= asked_at;
        became = steps[i].step == ACTION_STEP_DONE      ? BECAME_DONE
                 : steps[i].step == ACTION_STEP_DROPPED ? BECAME_DROPPED
                 : moved                                ? BECAME_MOVED
                                                        : BECAME_UNANSWERED;
    }
    return became;
}
