/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk: what comes first. */
#include "domain/desk.h"

#include "base/check.h"

static const struct {
    int minutes; /* for one */
    bool waited_for;
} kinds[DESK_KIND__MAX] = {
    [DESK_SECOND_STEP] = {3, false}, [DESK_SET_UP] = {10, false}, [DESK_CLAIM] = {1, true},
    [DESK_APPLICATION] = {5, true},  [DESK_REMARK] = {3, true},   [DESK_JOB] = {5, false},
    [DESK_COMMITMENT] = {3, false},  [DESK_QUESTIONS] = {1, false},   [DESK_TALK_ASKED] = {2, true},
    [DESK_BID_ASKED] = {2, true},
    [DESK_TALK_AFTER] = {1, false},  [DESK_DEADLINE] = {3, false}, [DESK_STEP] = {3, false},
    [DESK_SUGGESTION] = {3, true},
    [DESK_LEAD] = {3, true},         [DESK_PUBLISH] = {2, true},
    [DESK_RULE] = {5, true},
    [DESK_DRIVER_NAME] = {1, false}, [DESK_DRIVER] = {2, false},
    [DESK_QUIET] = {3, false},       [DESK_APPLICATION_OVER] = {3, false}, [DESK_INVITED_OVER] = {3, false},
    [DESK_PROGRAMME_TEAM] = {5, false}, [DESK_PROGRAMME_SURVEY] = {3, false}, [DESK_PROGRAMME_SILENT] = {3, false},
    [DESK_PROGRAMME_NOTES] = {5, true}, [DESK_PROGRAMME_RECORD] = {3, true}, [DESK_PROGRAMME_REVIEW] = {5, false},
    [DESK_PROGRAMME_LATE] = {3, false},
    [DESK_COMMITMENT_OVER] = {3, false}, [DESK_LEAD_OVER] = {2, false},
};

bool desk_is_waited_for(enum desk_kind kind)
{
    return kinds[kind].waited_for;
}

bool desk_was_due(enum desk_kind kind)
{
    return kind >= DESK_APPLICATION_OVER && kind <= DESK_PROGRAMME_LATE;
}

bool desk_is_of_programme(enum desk_kind kind)
{
    return (kind >= DESK_PROGRAMME_TEAM && kind <= DESK_PROGRAMME_REVIEW) || kind == DESK_PROGRAMME_LATE;
}

int desk_minutes(const struct desk_item *item)
{
    int minutes = kinds[item->kind].minutes;
    return item->kind == DESK_QUESTIONS ? minutes * (int)item->n : minutes;
}

/* What is due soon, what is waited for, the rest. */
static int class_of(const struct desk_item *item, int64_t now)
{
    bool is_soon = item->due_at != 0 && item->due_at <= now + DESK_SOON_S;
    return is_soon ? 0 : kinds[item->kind].waited_for ? 1 : 2;
}

static bool is_before(const struct desk_item *a, const struct desk_item *b, int64_t now)
{
    int class = class_of(a, now);
    int other = class_of(b, now);
    if (class != other) {
        return class < other;
    }
    int64_t ours = class == 0 ? a->due_at : class == 1 ? a->since : (int64_t)a->kind;
    int64_t theirs = class == 0 ? b->due_at : class == 1 ? b->since : (int64_t)b->kind;
    return ours < theirs;
}

size_t desk_choose(struct desk_item *items, size_t n, int64_t now)
{
    size_t shown = n < DESK_SHOWN_MAX ? n : DESK_SHOWN_MAX;
    for (size_t at = 0; at < shown; at++) {
        size_t first = at;
        for (size_t i = at + 1; i < n; i++) {
            first = is_before(&items[i], &items[first], now) ? i : first;
        }
        struct desk_item chosen = items[first];
        for (size_t i = first; i > at; i--) {
            items[i] = items[i - 1]; /* the others keep their order */
        }
        items[at] = chosen;
    }
    return shown;
}
