/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_agenda: kinds, ready agendas, times, running late. */
#include "domain/programme_agenda.h"

#include "base/check.h"

static const struct {
    struct str word;
    int least;
    bool fixed;
} kinds[BLOCK_KIND__MAX] = {
    [BLOCK_BRIEF] = {S_INIT("brief"), 5, false},     [BLOCK_GALLERY] = {S_INIT("gallery"), 10, false},
    [BLOCK_DIVERGE] = {S_INIT("diverge"), 10, false}, [BLOCK_SORT] = {S_INIT("sort"), 10, false},
    [BLOCK_VOTE] = {S_INIT("vote"), 5, true},        [BLOCK_BREAKOUT] = {S_INIT("breakout"), 20, false},
    [BLOCK_PLENARY] = {S_INIT("plenary"), 15, false}, [BLOCK_ASSESS] = {S_INIT("assess"), 20, true},
    [BLOCK_ROADMAP] = {S_INIT("roadmap"), 20, false}, [BLOCK_COMMIT] = {S_INIT("commit"), 10, true},
    [BLOCK_BREAK] = {S_INIT("break"), 10, false},
};

struct str block_kind_word(enum block_kind kind)
{
    return kinds[kind].word;
}

bool block_kind_parse(struct str word, enum block_kind *ret_kind)
{
    for (enum block_kind kind = 0; kind < BLOCK_KIND__MAX; kind++) {
        if (str_eq(word, kinds[kind].word)) {
            *ret_kind = kind;
            return true;
        }
    }
    return false;
}

int block_kind_least(enum block_kind kind)
{
    return kinds[kind].least;
}

bool block_kind_is_fixed(enum block_kind kind)
{
    return kinds[kind].fixed;
}

/* ---- ready agendas */

#define MORNING (9 * 60)
#define NOON (12 * 60 + 30)
#define AFTERNOON (13 * 60 + 30)
#define EVENING (17 * 60)

/* What the city faces, before anybody has an idea. */
static const struct agenda_block day_1_morning[] = {
    {BLOCK_BRIEF, "welcome", 30}, {BLOCK_GALLERY, "wall", 45}, {BLOCK_BREAK, "break", 15},
    {BLOCK_DIVERGE, "challenges", 30}, {BLOCK_SORT, "challenges_sorted", 30}, {BLOCK_VOTE, "challenges_first", 15},
    {BLOCK_PLENARY, "challenges_agreed", 45},
};
/* Insights, and how far the city is. */
static const struct agenda_block day_1_afternoon[] = {
    {BLOCK_BREAKOUT, "insights", 75}, {BLOCK_PLENARY, "insights_tested", 45}, {BLOCK_BREAK, "break", 15},
    {BLOCK_ASSESS, "assess", 40}, {BLOCK_PLENARY, "assess_differs", 35},
};
static const struct agenda_block day_2_morning[] = {
    {BLOCK_BRIEF, "look_back", 15}, {BLOCK_BREAKOUT, "ideas", 75}, {BLOCK_BREAK, "break", 15},
    {BLOCK_PLENARY, "ideas_tested", 45}, {BLOCK_SORT, "ideas_sorted", 30}, {BLOCK_VOTE, "ideas_first", 15},
    {BLOCK_PLENARY, "ideas_agreed", 15},
};
static const struct agenda_block day_2_afternoon[] = {
    {BLOCK_BRIEF, "roadmap_how", 15}, {BLOCK_ROADMAP, "roadmap", 60}, {BLOCK_BREAK, "break", 15},
    {BLOCK_BREAKOUT, "initiatives", 60}, {BLOCK_PLENARY, "initiatives_tested", 45},
    {BLOCK_VOTE, "initiatives_first", 15},
};
static const struct agenda_block day_3_morning[] = {
    {BLOCK_BRIEF, "look_back", 15}, {BLOCK_ROADMAP, "roadmap_links", 60}, {BLOCK_BREAK, "break", 15},
    {BLOCK_PLENARY, "roadmap_tested", 45}, {BLOCK_COMMIT, "actions", 60}, {BLOCK_BRIEF, "close", 15},
};

static const struct agenda_block one_morning[] = {
    {BLOCK_BRIEF, "welcome", 20}, {BLOCK_GALLERY, "wall", 30}, {BLOCK_DIVERGE, "challenges", 25},
    {BLOCK_SORT, "challenges_sorted", 25}, {BLOCK_BREAK, "break", 15}, {BLOCK_BREAKOUT, "insights", 55},
    {BLOCK_PLENARY, "insights_tested", 40},
};
static const struct agenda_block one_afternoon[] = {
    {BLOCK_ASSESS, "assess", 35}, {BLOCK_PLENARY, "assess_differs", 30}, {BLOCK_VOTE, "ideas_first", 10},
    {BLOCK_BREAK, "break", 15}, {BLOCK_ROADMAP, "roadmap", 45}, {BLOCK_COMMIT, "actions", 35},
    {BLOCK_BRIEF, "close", 10},
};

static const struct agenda_block two_hours[] = {
    {BLOCK_BRIEF, "welcome", 10}, {BLOCK_DIVERGE, "challenges", 15}, {BLOCK_SORT, "challenges_sorted", 15},
    {BLOCK_ASSESS, "assess", 20}, {BLOCK_PLENARY, "assess_differs", 25}, {BLOCK_VOTE, "challenges_first", 10},
    {BLOCK_COMMIT, "actions", 25},
};

static const struct agenda_session days_2_5[] = {
    {1, MORNING, NOON, day_1_morning, COUNT_OF(day_1_morning)},
    {1, AFTERNOON, EVENING, day_1_afternoon, COUNT_OF(day_1_afternoon)},
    {2, MORNING, NOON, day_2_morning, COUNT_OF(day_2_morning)},
    {2, AFTERNOON, EVENING, day_2_afternoon, COUNT_OF(day_2_afternoon)},
    {3, MORNING, NOON, day_3_morning, COUNT_OF(day_3_morning)},
};
static const struct agenda_session day[] = {
    {1, MORNING, NOON, one_morning, COUNT_OF(one_morning)},
    {1, AFTERNOON, AFTERNOON + 180, one_afternoon, COUNT_OF(one_afternoon)},
};
static const struct agenda_session hours[] = {{1, MORNING, MORNING + 120, two_hours, COUNT_OF(two_hours)}};

const struct agenda_template agenda_templates[AGENDA_TEMPLATES] = {
    {S_INIT("two_and_a_half_days"), days_2_5, COUNT_OF(days_2_5), 3},
    {S_INIT("one_day"), day, COUNT_OF(day), 1},
    {S_INIT("two_hours"), hours, COUNT_OF(hours), 1},
};

const struct agenda_template *agenda_template_find(struct str word)
{
    for (size_t i = 0; i < AGENDA_TEMPLATES; i++) {
        if (str_eq(word, agenda_templates[i].word)) {
            return &agenda_templates[i];
        }
    }
    return NULL;
}

/* ---- times */

int agenda_times(int begins, const int *minutes, size_t n, int *ret_begins)
{
    for (size_t i = 0; i < n; i++) {
        ret_begins[i] = begins;
        begins += minutes[i];
    }
    return begins;
}

/* ---- running late */

int agenda_spare(const struct agenda_item *item)
{
    if (item->begun || item->ended || item->fixed || kinds[item->kind].fixed) {
        return 0;
    }
    int half = (item->minutes + 1) / 2;
    int least = half > kinds[item->kind].least ? half : kinds[item->kind].least;
    return item->minutes > least ? item->minutes - least : 0;
}

/* The one whose next step takes the smallest part of what it can spare; n: none can spare anything. One that has a
** whole step to spare goes before others. */
static size_t choose(const int *spare, const int *cut, size_t n, int step)
{
    size_t best = n;
    bool best_whole = false;
    for (size_t i = 0; i < n; i++) {
        bool whole = spare[i] - cut[i] >= step;
        if (spare[i] == cut[i] || (best < n && best_whole && !whole)) {
            continue;
        }
        bool less = best == n || (whole && !best_whole) ||
                    (2 * cut[i] + step) * spare[best] < (2 * cut[best] + step) * spare[i];
        if (less) {
            best = i;
            best_whole = whole;
        }
    }
    return best;
}

struct agenda_late agenda_replan(const struct agenda_item *items, size_t n, int room, int late, int *ret_minutes)
{
    int spare[AGENDA_SESSION_BLOCKS_MAX], cut[AGENDA_SESSION_BLOCKS_MAX] = {0};
    struct agenda_late result = {0};
    size_t current = n;
    int too_long = late - room;
    check(n <= AGENDA_SESSION_BLOCKS_MAX && late >= 0 && late <= AGENDA_LATE_MAX);
    for (size_t i = 0; i < n; i++) {
        spare[i] = agenda_spare(&items[i]);
        too_long += items[i].minutes;
        current = items[i].begun ? i : current;
    }
    while (too_long > 0) {
        int step = too_long < AGENDA_STEP ? too_long : AGENDA_STEP;
        size_t i = choose(spare, cut, n, step);
        if (i == n) {
            break;
        }
        step = spare[i] - cut[i] < step ? spare[i] - cut[i] : step;
        result.shortened += cut[i] == 0;
        cut[i] += step;
        too_long -= step;
    }
    for (size_t i = 0; i < n; i++) {
        ret_minutes[i] = items[i].minutes - cut[i] + (i == current ? late : 0);
    }
    result.begins_later = current == n ? late : 0;
    result.over = too_long > 0 ? too_long : 0;
    return result;
}
