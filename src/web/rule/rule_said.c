/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_said: the parts of a rule in words. */
#include "web/rule/rule_said.h"

#include "base/check.h"
#include "text/words.h"
#include "web/say.h"

#define GROUPS_MAX (FUND_LIST_MAX + 1)

static struct str part_title(struct out *out, enum rule_part part)
{
    static const char *const titles[RULE_PARTS] = {
        [RULE_WHO] = W_NOTE("Who may apply"), [RULE_OF] = W_NOTE("Which funding calls go by it"),
        [RULE_WHEN] = W_NOTE("When one can apply"),
        [RULE_MONEY] = W_NOTE("What it pays"), [RULE_ASKS] = W_NOTE("What else it asks"),
        [RULE_NOTE] = W_NOTE("Good to know"), [RULE_SOURCE] = W_NOTE("Where this comes from"),
        [RULE_NAME] = W_NOTE("What it is called"), [RULE_EXAMPLES] = W_NOTE("Examples, and what each answers"),
    };
    return words_text(out, titles[part], NULL, 0);
}

static struct rule_group *add_group(struct out *out, struct rule_said *said, struct str title, size_t most)
{
    check(said->n < GROUPS_MAX);
    struct rule_group *group = &said->groups[said->n++];
    *group = (struct rule_group){title, arena_array(out->arena, struct str, most + 1), 0};
    return group;
}

static void add_line(struct rule_group *group, struct str text)
{
    if (text.n > 0) {
        group->lines[group->n++] = text;
    }
}

/* ---- who may apply */

static void add_clauses(struct out *out, struct rule_group *group, const struct fund_clause *clause)
{
    for (size_t i = 0; i < (clause->op == FUND_ALL ? clause->n : 1); i++) {
        add_line(group, fund_say_clause(out, clause->op == FUND_ALL ? &clause->items[i] : clause, false));
    }
}

static bool is_ways(const struct fund_clause *clause)
{
    return clause->op == FUND_AS || (clause->op == FUND_ANY && clause->items[0].op == FUND_AS);
}

static void add_way(struct out *out, struct rule_said *said, const struct fund_clause *clause)
{
    bool way = clause->op == FUND_AS;
    struct str title = way ? SAY(out, "As {way}:", slot("way", fund_say_way(out, clause->as))) : W(out, "Or:");
    const struct fund_clause *then = way ? &clause->items[1] : clause;
    add_clauses(out, add_group(out, said, title, FUND_LIST_MAX), then);
}

static void say_who(struct out *out, const struct fund_clause *clause, struct rule_said *said)
{
    if (clause == NULL) {
        add_line(add_group(out, said, S(""), 1), W(out, "No conditions are written down yet, so we cannot tell."));
        return;
    }
    size_t n = clause->op == FUND_ALL ? clause->n : 1;
    struct rule_group *always = add_group(out, said, S(""), n);
    const struct fund_clause *ways = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct fund_clause *item = clause->op == FUND_ALL ? &clause->items[i] : clause;
        if (ways == NULL && is_ways(item)) {
            ways = item;
        } else {
            add_line(always, fund_say_clause(out, item, false));
        }
    }
    said->n -= always->n == 0;
    for (size_t i = 0; ways != NULL && i < (ways->op == FUND_AS ? 1 : ways->n); i++) {
        add_way(out, said, ways->op == FUND_AS ? ways : &ways->items[i]);
    }
}

/* ---- the rest */

static struct str say_window(struct out *out, const struct fund_window *window)
{
    struct slot name = slot("name", fund_say_text(out, window->name));
    struct slot opens = slot("opens", window->opens), closes = slot("closes", window->closes);
    if (date_is_none(window->opens)) {
        return date_is_none(window->closes) ? SAY(out, "{name}: the days are not known", name)
                                            : SAY(out, "{name}: until {closes}", name, closes);
    }
    return date_is_none(window->closes) ? SAY(out, "{name}: from {opens}", name, opens)
                                        : SAY(out, "{name}: from {opens} to {closes}", name, opens, closes);
}

static void say_when(struct out *out, const struct fund_rule *rule, struct rule_said *said)
{
    struct rule_group *group = add_group(out, said, S(""), rule->windows_n + 2);
    if (rule->rolling) {
        add_line(group, W(out, "open at any time"));
    }
    for (size_t i = 0; i < rule->windows_n; i++) {
        add_line(group, say_window(out, &rule->windows[i]));
    }
    if (rule->by_calls) {
        add_line(group, W(out, "each of its funding calls says when"));
    }
    if (rule->later_unknown) {
        add_line(group, W(out, "whether one can apply later is not known"));
    } else if (group->n == 0) {
        add_line(group, W(out, "when one can apply is not known"));
    }
}

static void say_money(struct out *out, const struct fund_rule *rule, struct rule_said *said)
{
    struct rule_group *group = add_group(out, said, S(""), 2);
    if (rule->grant_euros_max > 0) {
        add_line(group, SAY(out, "up to {amount}", slot("amount", euros(rule->grant_euros_max * 100))));
    }
    if (rule->rate_percent > 0) {
        add_line(group, SAY(out, "up to {n} in 100 of the cost", slot("n", count(rule->rate_percent))));
    }
    said->n -= group->n == 0;
}

struct str rule_checked_says(struct out *out, const struct fund_rule *rule)
{
    struct slot day = slot("day", rule->checked);
    return rule->confidence == FUND_READ ? SAY(out, "read at its source on {day}", day)
                                         : SAY(out, "written down on {day}, not read at its source", day);
}

static void say_source(struct out *out, const struct fund_rule *rule, struct rule_said *said)
{
    struct rule_group *group = add_group(out, said, S(""), 3);
    add_line(group, rule->source);
    add_line(group, rule->url);
    add_line(group, rule_checked_says(out, rule));
}

struct str rule_of_says(struct out *out, const struct fund_scope *of)
{
    struct slot programme = slot("name", of->programme), action = slot("action", of->action);
    struct slot identifier = slot("identifier", of->identifier);
    struct str all = of->programme.n == 0   ? SAY(out, "identifiers that begin with {identifier}", identifier)
                     : of->identifier.n > 0 ? SAY(out, "{name}, identifiers that begin with {identifier}",
                                                  programme, identifier)
                                            : of->programme;
    return of->action.n == 0 ? all : SAY(out, "{which}, of the type of action “{action}”", slot("which", all), action);
}

static void say_of(struct out *out, const struct fund_rule *rule, struct rule_said *said)
{
    struct rule_group *group = add_group(out, said, S(""), rule->of_n);
    for (size_t i = 0; i < rule->of_n; i++) {
        add_line(group, rule_of_says(out, &rule->of[i]));
    }
    said->n -= group->n == 0;
}

static void say_lines(struct out *out, const struct str *lines, size_t n, struct rule_said *said)
{
    struct rule_group *group = add_group(out, said, S(""), n);
    for (size_t i = 0; i < n; i++) {
        add_line(group, fund_say_text(out, lines[i]));
    }
    said->n -= group->n == 0;
}

static void say_names(struct out *out, const struct fund_rule *rule, struct rule_said *said)
{
    struct rule_group *group = add_group(out, said, S(""), rule->also_n + 1);
    add_line(group, fund_say_text(out, rule->name));
    for (size_t i = 0; i < rule->also_n; i++) {
        add_line(group, SAY(out, "also looked for as {name}", slot("name", rule->also[i])));
    }
}

struct str rule_example_says(struct out *out, const struct fund_entry *entry, size_t i, bool *ret_holds)
{
    const struct fund_case *example = &entry->cases[i];
    const struct fund_window *window = fund_window_find(&entry->rule, example->window);
    struct fund_answer answer = fund_answer_make(out->arena, &entry->rule, window, &example->group, example->on,
                                                 example->on);
    struct str why;
    *ret_holds = fund_case_holds(out->arena, &entry->rule, example, &why);
    return fund_say_answer(out, &entry->rule, &example->group, &answer);
}

static void say_examples(struct out *out, const struct fund_entry *entry, struct rule_said *said)
{
    struct rule_group *group = add_group(out, said, S(""), entry->cases_n);
    for (size_t i = 0; i < entry->cases_n; i++) {
        bool holds;
        struct str answer = rule_example_says(out, entry, i, &holds);
        add_line(group, SAY(out, "{example}, on {day}: {answer}", slot("example", entry->cases[i].says),
                            slot("day", entry->cases[i].on), slot("answer", answer)));
    }
    said->n -= group->n == 0;
}

struct rule_said rule_said(struct out *out, const struct fund_entry *entry, enum rule_part part)
{
    const struct fund_rule *rule = &entry->rule;
    struct rule_said said = {part_title(out, part), arena_array(out->arena, struct rule_group, GROUPS_MAX), 0};
    const struct str note[] = {rule->note, rule->replaced_by.n > 0 ? SAY(out, "replaced by {rule}",
                                                                         slot("rule", rule->replaced_by)) : S("")};
    switch (part) {
    case RULE_WHO: say_who(out, rule->clause, &said); break;
    case RULE_OF: say_of(out, rule, &said); break;
    case RULE_WHEN: say_when(out, rule, &said); break;
    case RULE_MONEY: say_money(out, rule, &said); break;
    case RULE_ASKS: say_lines(out, rule->asks, rule->asks_n, &said); break;
    case RULE_NOTE: say_lines(out, note, COUNT_OF(note), &said); break;
    case RULE_SOURCE: say_source(out, rule, &said); break;
    case RULE_NAME: say_names(out, rule, &said); break;
    default: say_examples(out, entry, &said); break;
    }
    return said;
}

bool rule_said_same(const struct rule_said *a, const struct rule_said *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        same = a->groups[i].n == b->groups[i].n && str_eq(a->groups[i].title, b->groups[i].title);
        for (size_t k = 0; same && k < a->groups[i].n; k++) {
            same = str_eq(a->groups[i].lines[k], b->groups[i].lines[k]);
        }
    }
    return same;
}

struct str rule_person(struct out *out, struct str name)
{
    return name.n > 0 ? name : W(out, "somebody who is not here any more");
}
