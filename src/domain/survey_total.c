/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_total: how often each thing was said, and which of these numbers may be shown. */
#include "domain/survey_total.h"

#include "base/map.h"

struct counting {
    struct arena *arena;
    struct map map;               /* by question, row and value */
    struct survey_totals totals;
    size_t room;
    int64_t by;                   /* 1 or -1 */
};

static void add(struct counting *counting, struct str code, struct str row, struct str value)
{
    struct str key = str_format(counting->arena, "%.*s\n%.*s\n%.*s", STR_ARG(code), STR_ARG(row), STR_ARG(value));
    struct map_item *item = map_add(&counting->map, key);
    if (item->value.pointer == NULL) {
        if (counting->totals.n == counting->room) {
            return;
        }
        struct survey_total *total = &counting->totals.items[counting->totals.n++];
        *total = (struct survey_total){code, row, value, 0};
        item->value.pointer = total;
    }
    ((struct survey_total *)item->value.pointer)->n += counting->by;
}

struct str survey_rounded(struct arena *arena, int64_t micro)
{
    int64_t unit = 1;
    int64_t size = micro < 0 ? -micro : micro;
    while (size / unit >= 100) {
        unit *= 10;
    }
    int64_t rounded = (size + unit / 2) / unit * unit;
    int64_t part = rounded % SURVEY_MICRO;
    const char *sign = micro < 0 && rounded != 0 ? "-" : "";
    if (part == 0) {
        return str_format(arena, "%s%lld", sign, (long long)(rounded / SURVEY_MICRO));
    }
    struct str text = str_format(arena, "%s%lld.%06lld", sign, (long long)(rounded / SURVEY_MICRO), (long long)part);
    while (text.s[text.n - 1] == '0') {
        text.n--;
    }
    return text;
}

static struct str counted(struct counting *counting, const struct survey_question *question, struct str value)
{
    int64_t micro;
    bool is_text = question->kind == SURVEY_TEXT ||
                   (question->kind == SURVEY_MATRIX && question->cell == SURVEY_CELL_TEXT);
    bool is_number = question->kind == SURVEY_NUMBER || question->kind == SURVEY_SCALE ||
                     (question->kind == SURVEY_MATRIX && question->cell == SURVEY_CELL_NUMBER);
    if (is_text) {
        return S("");
    }
    return is_number && survey_number_parse(value, &micro) ? survey_rounded(counting->arena, micro) : value;
}

static void count_question(struct counting *counting, const struct survey_question *question,
                           const struct survey_answers *answers)
{
    bool said = false;
    for (size_t i = 0; i < answers->n; i++) {
        const struct survey_value *value = &answers->items[i];
        if (!str_eq(value->code, question->code) || value->value.n == 0) {
            continue;
        }
        bool is_own = question->kind == SURVEY_SINGLE && value->row.n > 0;
        struct str what = question->kind == SURVEY_SEVERAL ? S("Y") : counted(counting, question, value->value);
        said = said || !is_own;
        if (!is_own && (what.n > 0 || value->row.n > 0)) {
            add(counting, question->code, value->row, what);
        }
    }
    if (said) {
        add(counting, question->code, S(""), S(""));
    }
}

static void count_answers(struct counting *counting, const struct survey *survey, const struct survey_answers *answers)
{
    bool *asked = arena_array(counting->arena, bool, survey->questions_n + 1);
    survey_asked(survey, answers, asked);
    add(counting, S(""), S(""), S(""));
    for (size_t i = 0; i < survey->questions_n; i++) {
        if (asked[i]) {
            count_question(counting, &survey->questions[i], answers);
        }
    }
}

struct survey_totals survey_totals_change(struct arena *arena, const struct survey *survey,
                                          const struct survey_answers *old, const struct survey_answers *new)
{
    struct counting counting = {.arena = arena};
    counting.room = 2 + 2 * survey->questions_n + (old != NULL ? old->n : 0) + (new != NULL ? new->n : 0);
    counting.totals.items = arena_array(arena, struct survey_total, counting.room);
    map_init(&counting.map, arena);
    counting.by = 1;
    if (new != NULL) {
        count_answers(&counting, survey, new);
    }
    counting.by = -1;
    if (old != NULL) {
        count_answers(&counting, survey, old);
    }
    size_t n = 0;
    for (size_t i = 0; i < counting.totals.n; i++) {
        if (counting.totals.items[i].n != 0) {
            counting.totals.items[n++] = counting.totals.items[i];
        }
    }
    counting.totals.n = n;
    return counting.totals;
}

int64_t survey_total_of(const struct survey_totals *totals, struct str code, struct str row, struct str value)
{
    for (size_t i = 0; i < totals->n; i++) {
        const struct survey_total *total = &totals->items[i];
        if (str_eq(total->code, code) && str_eq(total->row, row) && str_eq(total->value, value)) {
            return total->n;
        }
    }
    return 0;
}

bool survey_median(const struct survey_totals *totals, struct str code, struct str row, int64_t *ret_micro)
{
    int64_t all = 0;
    int64_t before = INT64_MIN;
    for (size_t i = 0; i < totals->n; i++) {
        const struct survey_total *total = &totals->items[i];
        bool is_it = str_eq(total->code, code) && str_eq(total->row, row) && total->value.n > 0;
        all += is_it ? total->n : 0;
    }
    for (int64_t below = 0; all > 0;) { /* the next value up, until half of all are reached */
        int64_t next = INT64_MAX;
        int64_t n = 0;
        for (size_t i = 0; i < totals->n; i++) {
            const struct survey_total *total = &totals->items[i];
            int64_t micro;
            bool is_it = str_eq(total->code, code) && str_eq(total->row, row) &&
                         survey_number_parse(total->value, &micro);
            if (is_it && micro > before && micro <= next) {
                n = micro < next ? total->n : n + total->n;
                next = micro;
            }
        }
        below += n;
        before = next;
        if (next == INT64_MAX) {
            return false;
        }
        if (below * 2 >= all) {
            *ret_micro = next;
            return true;
        }
    }
    return false;
}

bool survey_shows_more(int64_t n, int64_t than)
{
    return n - than >= SURVEY_SMALL;
}

void survey_shown(const int64_t *counts, size_t n, int64_t of, bool parts, bool *ret_shown)
{
    size_t hidden = 0;
    size_t smallest = n;
    for (size_t i = 0; i < n; i++) {
        ret_shown[i] = of >= SURVEY_SMALL && (counts[i] == 0 || counts[i] >= SURVEY_SMALL);
        hidden += !ret_shown[i];
        if (ret_shown[i] && (smallest == n || counts[i] < counts[smallest])) {
            smallest = i;
        }
    }
    if (parts && hidden == 1 && smallest < n) {
        ret_shown[smallest] = false;
    }
}
