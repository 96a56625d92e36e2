/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: what became of a fund that somebody looks for by name, or that a funding call belongs to. */
#include "text/analyse.h"
#include "web/funding/fund_rules.h"
#include "web/funding/fund_say.h"
#include "web/funding/funding_web.h"

#define NAME_TOKENS_MAX 16
#define TEXT_TOKENS_MAX 200

void funding_meant_soon(struct db *db)
{
    fund_rules_soon(db);
}

/* ---- names */

static size_t count_shared(const struct analysed *of, const struct analysed *in)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n; i++) {
        bool there = false;
        for (size_t k = 0; k < in->n && !there; k++) {
            there = str_eq(of->tokens[i], in->tokens[k]);
        }
        n += there;
    }
    return n;
}

/* All of the name stands in the text; or somebody typed words of the name alone, and most of them. */
static bool is_name(struct arena *arena, struct str name, const struct analysed *text, bool typed)
{
    struct analysed words = analyse(arena, name, NAME_TOKENS_MAX);
    size_t shared = count_shared(&words, text);
    bool whole = words.n > 0 && shared == words.n;
    bool most = typed && count_shared(text, &words) == text->n && shared >= 2 && shared * 3 >= words.n * 2;
    return text->n > 0 && (whole || most);
}

static bool is_meant(struct arena *arena, const struct fund_rule *rule, const struct analysed *text, bool typed)
{
    /* "..., funding calls 1 to 4" tells apart for us, nobody types it; one word before it is a programme of much else.
    */
    struct str rest, name = str_cut(rule->name, ',', &rest);
    bool meant = is_name(arena, rule->name, text, typed) ||
                 ((rest.s == NULL || str_contains(name, S(" "))) && is_name(arena, name, text, typed));
    for (size_t i = 0; i < rule->also_n; i++) {
        meant = meant || is_name(arena, rule->also[i], text, typed);
    }
    return meant;
}

/* ---- one of them */

static struct fund_answer answer_of(struct arena *arena, const struct fund_rule *rule, struct date today)
{
    struct fund_city city = {.name = S("")}; /* any one: only the days are asked */
    struct fund_group anybody = {.cities = &city, .n = 1};
    return fund_answer_make(arena, rule, NULL, &anybody, today, today);
}

static void fill_in(struct request *request, struct out *out, const struct fund_entries *entries,
                const struct fund_rule *rule, struct funding_meant *meant)
{
    struct arena *arena = request->arena;
    const struct fund_window *window;
    struct fund_answer answer = answer_of(arena, rule, request->today);
    const struct fund_entry *next = fund_entry_find(entries, rule->replaced_by, &window);
    *meant = (struct funding_meant){.name = fund_say_text(out, rule->name), .state = fund_say_state(out, &answer),
                                    .note = rule->note.n > 0 ? fund_say_text(out, rule->note) : S(""),
                                    .instead = S(""), .checked = fund_say_age(out, rule, &answer)};
    (void)url_external(arena, rule->url, &meant->url);
    if (rule->replaced_by.n > 0 && next != NULL) {
        struct fund_answer then = answer_of(arena, &next->rule, request->today);
        meant->instead = fund_say_text(out, next->rule.name);
        meant->instead_state = fund_say_state(out, &then);
        (void)url_external(arena, next->rule.url, &meant->instead_url);
    }
}

/* What another one of them replaced is told by that one, when a name means both. */
static bool is_told(const struct fund_entries *entries, const bool *chosen, const struct fund_rule *rule)
{
    for (size_t i = 0; i < entries->n; i++) {
        if (chosen[i] && str_eq(entries->items[i].rule.id, rule->replaced_by)) {
            return true;
        }
    }
    return false;
}

enum fault funding_meant_find(struct request *request, struct out *out, struct str text, bool typed,
                              struct funding_meant ret_meant[FUNDING_MEANT_MAX], size_t *ret_n)
{
    struct fund_entries entries;
    struct analysed words = analyse(request->arena, text, TEXT_TOKENS_MAX);
    TRY(fund_rules_load(request->db, request->arena, &entries));
    bool *chosen = arena_array(request->arena, bool, entries.n + 1);
    for (size_t i = 0; i < entries.n; i++) {
        const struct fund_rule *rule = &entries.items[i].rule;
        struct fund_answer answer = answer_of(request->arena, rule, request->today);
        /* Of what belongs to a fund only what somebody may wonder about. */
        bool told = typed || (fund_answer_is_closed(&answer) && (rule->replaced_by.n > 0 || rule->also_n > 0));
        chosen[i] = told && is_meant(request->arena, rule, &words, typed);
    }
    *ret_n = 0;
    for (size_t i = 0; i < entries.n && *ret_n < FUNDING_MEANT_MAX; i++) {
        if (chosen[i] && !is_told(&entries, chosen, &entries.items[i].rule)) {
            fill_in(request, out, &entries, &entries.items[i].rule, &ret_meant[(*ret_n)++]);
        }
    }
    return OK;
}
