/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The classifier of theme.h. Each rule gives its weight times the place where it was met, once; within a theme the
** longest phrase at a place wins and uses its words up, so that "capacity building" is not also "building".
*/
#include <string.h>

#include "base/check.h"
#include "domain/theme.h"

#define RULES_MAX 4000       /* of all themes together; 20 themes have about 1,700 */
#define GROUPS_MAX (THEMES_MAX + 2) /* the themes, what counts for all, the places */
#define THRESHOLD 100        /* points from which a theme is given */
#define OBJECTIVE_MAX 60     /* the objective alone never makes a theme, nor unmakes one */
#define HEADLINE_MIN 40      /* of which must come from title, keywords, topic: the rest only confirms */
#define SHARE_PERCENT 35     /* of the strongest theme's points; weaker ones are asides */

/* What a phrase is worth by place, in percent of its weight. An acronym is a name: CRAFT is not about crafts. */
static const int PLACE_PERCENT[THEME_PLACES] = {
    [THEME_IN_ACRONYM] = 0,      [THEME_IN_TITLE] = 100, [THEME_IN_OBJECTIVE] = 35,   [THEME_IN_KEYWORDS] = 65,
    [THEME_IN_TOPIC_TITLE] = 75, [THEME_IN_FIELD] = 100, [THEME_IN_TOPIC_CODE] = 100,
};
/* Each further time in the objective. */
#define AGAIN_PERCENT 10
#define AGAIN_MAX 2

struct entry {
    uint32_t first; /* the phrase's first token */
    uint32_t group; /* place of the theme in the set, or behind: what counts for all, the places */
    uint32_t rule;  /* place in all rules */
    const struct theme_rule *is;
};

struct theme_index {
    const struct theme_set *set;
    size_t rules_count;
    const struct entry *phrases; /* by first token, longest first */
    size_t phrases_count;
    const struct entry *codes;   /* fields and topics */
    size_t codes_count;
};

/* What one rule has given so far. */
struct mark {
    int16_t points;
    uint8_t place;
    uint8_t times;
};

struct tally {
    const struct theme_index *index;
    struct mark marks[RULES_MAX];
};

/* ---- the index */

static bool entry_before(const struct entry *a, const struct entry *b)
{
    if (a->first != b->first) {
        return a->first < b->first;
    }
    if (a->is->tokens.n != b->is->tokens.n) {
        return a->is->tokens.n > b->is->tokens.n;
    }
    return a->rule < b->rule;
}

/* Insertion keeps it simple: a few thousand entries, once at the start. */
static void entry_insert(struct entry *entries, size_t n, struct entry entry)
{
    while (n > 0 && entry_before(&entry, &entries[n - 1])) {
        entries[n] = entries[n - 1];
        n--;
    }
    entries[n] = entry;
}

static struct theme_rules group_rules(const struct theme_set *set, size_t group)
{
    if (group < set->n) {
        return (struct theme_rules){set->items[group].rules, set->items[group].rules_count};
    }
    return group == set->n ? set->all : set->places;
}

static size_t groups_count(const struct theme_set *set)
{
    return set->n + 2;
}

static void index_add(struct theme_index *index, struct entry *phrases, struct entry *codes, struct entry entry)
{
    if (entry.is->kind != THEME_RULE_PHRASE) {
        codes[index->codes_count++] = entry;
    } else if (entry.is->tokens.n > 0) {
        entry.first = entry.is->tokens.hashes[0];
        entry_insert(phrases, index->phrases_count++, entry);
    }
}

const struct theme_index *theme_index_make(struct arena *arena, const struct theme_set *set)
{
    size_t total = 0;
    check(set->n <= THEMES_MAX);
    for (size_t i = 0; i < groups_count(set); i++) {
        total += group_rules(set, i).n;
    }
    check(total <= RULES_MAX);
    struct theme_index *index = arena_new(arena, struct theme_index);
    struct entry *phrases = arena_array(arena, struct entry, total);
    struct entry *codes = arena_array(arena, struct entry, total);
    for (size_t i = 0; i < groups_count(set); i++) {
        struct theme_rules rules = group_rules(set, i);
        for (size_t j = 0; j < rules.n; j++) {
            uint32_t rule = (uint32_t)index->rules_count++;
            index_add(index, phrases, codes, (struct entry){.group = (uint32_t)i, .rule = rule, .is = &rules.items[j]});
        }
    }
    index->set = set;
    index->phrases = phrases;
    index->codes = codes;
    return index;
}

/* ---- meeting rules */

static void mark_add(struct mark *mark, int weight, enum theme_place place, int percent)
{
    int points = weight * percent / 100;
    int now = mark->points;
    if (mark->times == 0 || (weight > 0 ? points > now : points < now)) {
        mark->points = (int16_t)points;
        mark->place = (uint8_t)place;
    }
    mark->times = 1;
}

/* A phrase met once more in the objective is worth a little more, twice at most. */
static void mark_add_again(struct mark *mark, int weight)
{
    if (mark->place == THEME_IN_OBJECTIVE && mark->times <= AGAIN_MAX) {
        mark->points = (int16_t)(mark->points + weight * AGAIN_PERCENT / 100);
        mark->times++;
    }
}

static size_t entries_from(const struct theme_index *index, uint32_t first)
{
    size_t low = 0;
    size_t high = index->phrases_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->phrases[middle].first < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool phrase_stands_at(struct rank_tokens phrase, struct rank_tokens text, size_t at)
{
    return at + phrase.n <= text.n
           && memcmp(phrase.hashes, text.hashes + at, phrase.n * sizeof phrase.hashes[0]) == 0;
}

static void meet_phrases(struct tally *tally, struct rank_tokens text, enum theme_place place)
{
    const struct theme_index *index = tally->index;
    size_t used[GROUPS_MAX] = {0}; /* by group: words before this one belong to a phrase already met */
    for (size_t at = 0; at < text.n; at++) {
        uint32_t first = text.hashes[at];
        for (size_t i = entries_from(index, first); i < index->phrases_count && index->phrases[i].first == first; i++) {
            const struct entry *entry = &index->phrases[i];
            if (used[entry->group] > at || !phrase_stands_at(entry->is->tokens, text, at)) {
                continue;
            }
            struct mark *mark = &tally->marks[entry->rule];
            if (place == THEME_IN_OBJECTIVE && mark->times > 0) {
                mark_add_again(mark, entry->is->weight);
            } else {
                mark_add(mark, entry->is->weight, place, PLACE_PERCENT[place]);
            }
            used[entry->group] = at + entry->is->tokens.n;
        }
    }
}

/* '*' stands for any characters. */
static bool pattern_fits(struct str pattern, struct str code)
{
    struct str part = str_cut(pattern, '*', &pattern);
    if (pattern.s == NULL) {
        return str_eq(part, code);
    }
    if (!str_starts(code, part)) {
        return false;
    }
    code = str_from(code, part.n);
    for (;;) {
        part = str_cut(pattern, '*', &pattern);
        if (pattern.s == NULL) {
            return str_ends(code, part);
        }
        size_t at = str_find(code, part);
        if (part.n > 0 && at == code.n) {
            return false;
        }
        code = str_from(code, at + part.n);
    }
}

static bool path_is_in(struct str path, struct str above)
{
    return str_starts(path, above) && (path.n == above.n || path.s[above.n] == '/');
}

static void meet_codes(struct tally *tally, const struct theme_project *project)
{
    for (size_t i = 0; i < tally->index->codes_count; i++) {
        const struct entry *entry = &tally->index->codes[i];
        bool is_field = entry->is->kind == THEME_RULE_FIELD;
        const struct str *codes = is_field ? project->fields : project->topics;
        size_t count = is_field ? project->fields_count : project->topics_count;
        bool met = false;
        for (size_t j = 0; j < count && !met; j++) {
            met = is_field ? path_is_in(codes[j], entry->is->text) : pattern_fits(entry->is->text, codes[j]);
        }
        if (met) {
            mark_add(&tally->marks[entry->rule], entry->is->weight,
                     is_field ? THEME_IN_FIELD : THEME_IN_TOPIC_CODE, 100);
        }
    }
}

/* ---- adding up */

static void why_add(struct theme_found *found, struct theme_why why)
{
    size_t at = found->why_count;
    while (at > 0 && why.points > found->why[at - 1].points) {
        at--;
    }
    if (at == THEME_WHY_MAX) {
        return;
    }
    size_t last = found->why_count < THEME_WHY_MAX ? found->why_count++ : THEME_WHY_MAX - 1;
    memmove(&found->why[at + 1], &found->why[at], (last - at) * sizeof why);
    found->why[at] = why;
}

/* What a project says of itself up front: its objective names much in passing, its fields are given by a machine. */
static bool is_headline(enum theme_place place)
{
    return place != THEME_IN_OBJECTIVE && place != THEME_IN_FIELD;
}

static bool is_said_up_front(const struct mark *marks, size_t n)
{
    int points = 0;
    for (size_t i = 0; i < n; i++) {
        if (marks[i].points > 0 && is_headline((enum theme_place)marks[i].place)) {
            points += marks[i].points;
        }
    }
    return points >= HEADLINE_MIN;
}

/* Points of the rules of one group; why it is so goes to `found`. */
static int group_add_up(const struct mark *marks, struct theme_rules rules, struct theme_found *found)
{
    int sum = 0;
    int objective = 0;
    for (size_t i = 0; i < rules.n; i++) {
        const struct mark *mark = &marks[i];
        if (mark->place == THEME_IN_OBJECTIVE) {
            objective += mark->points;
        } else {
            sum += mark->points;
        }
        if (mark->points > 0) {
            why_add(found, (struct theme_why){(enum theme_place)mark->place, rules.items[i].text, mark->points});
        }
    }
    objective = objective > OBJECTIVE_MAX ? OBJECTIVE_MAX : objective;
    return sum + (objective < -OBJECTIVE_MAX ? -OBJECTIVE_MAX : objective);
}

static bool is_one_met(const struct mark *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (marks[i].times > 0) {
            return true;
        }
    }
    return false;
}

/* What every theme starts from: the rules that count for all, whether a place is named and a public body takes part.
** `first` is theirs. */
static int start_points(const struct tally *tally, const struct theme_project *project, size_t first)
{
    const struct theme_set *set = tally->index->set;
    struct theme_found none = {0};
    int points = group_add_up(&tally->marks[first], set->all, &none);
    bool is_placed = is_one_met(&tally->marks[first + set->all.n], set->places.n);
    return points + (is_placed ? 0 : set->placeless) + (project->no_public_body ? set->unpublic : 0);
}

/* Keeps the best, strongest first; of equals the one that came first. */
static void found_add(struct theme_found found[THEME_PER_PROJECT_MAX], size_t *n, const struct theme_found *add)
{
    size_t at = *n;
    while (at > 0 && add->score_bp > found[at - 1].score_bp) {
        at--;
    }
    if (at == THEME_PER_PROJECT_MAX) {
        return;
    }
    size_t last = *n < THEME_PER_PROJECT_MAX ? (*n)++ : THEME_PER_PROJECT_MAX - 1;
    memmove(&found[at + 1], &found[at], (last - at) * sizeof *add);
    found[at] = *add;
}

static int score_of(int points)
{
    return (int)(10000LL * points / (points + THRESHOLD));
}

/* Drops what is weak beside the strongest. */
static size_t found_cut(const struct theme_found *found, size_t n)
{
    while (n > 1) {
        int best = found[0].score_bp;
        int last = found[n - 1].score_bp;
        /* points = score / (10000 - score) * THRESHOLD; compared without division */
        if (100LL * last * (10000 - best) >= (long long)SHARE_PERCENT * best * (10000 - last)) {
            break;
        }
        n--;
    }
    return n;
}

size_t theme_classify(const struct theme_index *index, const struct theme_project *project,
                      struct theme_found ret_found[THEME_PER_PROJECT_MAX])
{
    struct tally tally = {.index = index};
    meet_phrases(&tally, project->title, THEME_IN_TITLE);
    meet_phrases(&tally, project->topic_title, THEME_IN_TOPIC_TITLE);
    meet_phrases(&tally, project->keywords, THEME_IN_KEYWORDS);
    meet_phrases(&tally, project->objective, THEME_IN_OBJECTIVE);
    meet_codes(&tally, project);
    const struct theme_set *set = index->set;
    size_t n = 0;
    size_t first = 0;
    int start = start_points(&tally, project, index->rules_count - set->all.n - set->places.n);
    for (size_t i = 0; i < set->n; i++) {
        struct theme_found found = {.theme = set->items[i].id};
        int points = start + group_add_up(&tally.marks[first], group_rules(set, i), &found);
        size_t rules = set->items[i].rules_count;
        bool is_given = points >= THRESHOLD && is_said_up_front(&tally.marks[first], rules);
        first += rules;
        if (is_given) {
            found.score_bp = score_of(points);
            found_add(ret_found, &n, &found);
        }
    }
    return found_cut(ret_found, n);
}
