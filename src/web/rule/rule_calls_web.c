/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_calls: which funding calls go by a draft, one kind at a time. */
#include "base/check.h"
#include "domain/fund_scope.h"
#include "store/funding_call.sql.h"
#include "text/words.h"
#include "web/rule/rule_web.h"
#include "web/say.h"

#define ANY S("-")

const struct field rule_calls_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save remove",
     .help = "save, or remove"},
    {.name = "programme", .label = W_NOTE("Funding programme"), .kind = FIELD_TEXT, .max = FUND_SCOPE_TEXT_MAX,
     .help = "as funding calls name it, one of the list; - for any"},
    {.name = "identifier", .label = W_NOTE("How the identifier begins"), .kind = FIELD_TEXT,
     .max = FUND_SCOPE_TEXT_MAX, .help = "such as LIFE-2026-CET; empty: any"},
    {.name = "action", .label = W_NOTE("Type of action"), .kind = FIELD_TEXT, .max = FUND_SCOPE_TEXT_MAX,
     .help = "words that stand in it; empty: any"},
    {0},
};

/* Programmes of the funding calls that we know, and the one that was chosen before. */
static enum fault must_use add_programmes(struct request *request, struct out *out, struct rule_step_page *m,
                                          struct str chosen)
{
    struct q_funding_call_programmes *rows;
    size_t n;
    bool there = chosen.n == 0;
    TRY(q_funding_call_programmes(request->db, request->arena, &rows, &n));
    rule_step_select(request, m, form_find(rule_calls_form, "programme"),
                     W(out, "Those of the funding calls that are here, with how many each has."), n + 2);
    rule_step_option(request, m, ANY, W(out, "Any funding programme"), there ? ANY : chosen);
    for (size_t i = 0; i < n; i++) {
        struct str name = SAY(out, "{name} ({n})", slot("name", rows[i].programme),
                              slot("n", count(rows[i].n)));
        rule_step_option(request, m, rows[i].programme, name, chosen);
        there = there || str_eq(rows[i].programme, chosen);
    }
    if (!there) {
        rule_step_option(request, m, chosen, chosen, chosen);
    }
    return OK;
}

enum fault rule_calls_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct field *form = rule_calls_form;
    const struct fund_scope none = {S(""), S(""), S("")};
    struct rule_draft draft;
    size_t i;
    q_funding_call_programmes_soon(request->db);
    TRY(rule_draft_load(request, &draft));
    if (!rule_step_nth(request, draft.entry.rule.of_n, &i)) {
        return FAULT_NOT_FOUND;
    }
    bool is_new = i == draft.entry.rule.of_n;
    const struct fund_scope *of = is_new ? &none : &draft.entry.rule.of[i];
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "Funding calls that go by this rule"),
                                            W(&out, "All that is filled in has to hold; where two rules match, the "
                                                    "more particular one answers."));
    TRY(add_programmes(request, &out, m, of->programme));
    rule_step_field(request, m, form_find(form, "identifier"), of->identifier,
                    W(&out, "Such as: LIFE-2026-CET. Leave it empty for all of the funding programme."));
    rule_step_field(request, m, form_find(form, "action"), of->action,
                    W(&out, "Such as: Coordination and Support Actions. Leave it empty for every type."));
    m->remove = is_new ? S("") : W(&out, "Remove these funding calls");
    rule_step_end(request, response, &out, m, form);
    return OK;
}

static void read_scope(struct request *request, const struct fund_rule *rule, bool is_new, struct fund_scope *of)
{
    const struct field *form = rule_calls_form;
    struct str programme = request_typed(request, "programme");
    of->programme = str_eq(programme, ANY) ? S("") : programme;
    of->identifier = request_typed(request, "identifier");
    of->action = request_typed(request, "action");
    if (of->programme.n + of->identifier.n == 0) {
        form_refuse(request, form_find(form, "identifier"), W_NOTE("is empty, and any funding programme is chosen"),
                    W_NOTE("choose a funding programme, or write how the identifier begins"));
    }
    if (is_new && rule->of_n == FUND_SCOPES_MAX) {
        form_refuse(request, form_find(form, "programme"), W_NOTE("is one too many"), W_NOTE("remove one first"));
    }
}

enum fault rule_calls_act(struct request *request, struct response *response)
{
    struct rule_draft draft;
    struct fund_scope made = {S(""), S(""), S("")};
    bool removes = str_eq(request_typed(request, "do"), S("remove"));
    size_t i, n = 0;
    TRY(rule_draft_load(request, &draft));
    struct fund_rule *rule = &draft.entry.rule;
    if (!rule_step_nth(request, rule->of_n, &i)) {
        return FAULT_NOT_FOUND;
    }
    bool is_new = i == rule->of_n;
    struct fund_scope *of = arena_array(request->arena, struct fund_scope, rule->of_n + 1);
    if (!removes) {
        read_scope(request, rule, is_new, &made);
    }
    for (size_t k = 0; k < rule->of_n; k++) {
        if (k != i) {
            of[n++] = rule->of[k];
        } else if (!removes) {
            of[n++] = made;
        }
    }
    if (is_new && !removes) {
        of[n++] = made;
    }
    rule->of = of;
    rule->of_n = n;
    return request->problems.n > 0
               ? FAULT_INVALID
               : rule_draft_save(request, response, &draft, form_find(rule_calls_form, "identifier"));
}
