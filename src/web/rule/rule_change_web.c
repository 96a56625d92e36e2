/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_change: a draft with all its parts, and asking a second person for it. */
#include "base/check.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/rule/rule_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field rule_change_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved",
     .help = "what was done before, to be said"},
    {0},
};

const struct field rule_change_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "ask drop", .min = 1,
     .help = "ask a second person; throw the draft away"},
    {.name = "why", .label = W_NOTE("Why it should count"), .kind = FIELD_TEXT, .max = FUNDING_RULE_WHY_MAX,
     .help = "for the second person"},
    {0},
};

/* ---- its parts */

static struct rule_change_list *add_list(struct request *request, struct rule_change_page *m, const char *id,
                                         struct str title, size_t most)
{
    check(m->lists_n < RULE_LISTS_MAX);
    struct rule_change_list *list = &m->lists[m->lists_n++];
    *list = (struct rule_change_list){.id = str_of(id), .title = title, .says = S(""),
                                      .items = arena_array(request->arena, struct rule_change_item, most + 1)};
    return list;
}

static struct url part_url(struct request *request, const char *pattern, size_t i, bool own)
{
    struct str number = i == SIZE_MAX ? S("new") : str_format(request->arena, "%zu", i + 1);
    return own ? url_path_of(request->arena, pattern, request->params[0], number) : (struct url){S("")};
}

/* A part that one form changes as a whole. */
static void add_whole(struct out *out, struct rule_change_page *m, const struct fund_entry *entry,
                      const enum rule_part *parts, size_t parts_n, struct url url)
{
    for (size_t i = 0; i < parts_n; i++) {
        struct rule_said said = rule_said(out, entry, parts[i]);
        for (size_t k = 0; k < said.n; k++) {
            for (size_t j = 0; j < said.groups[k].n; j++) {
                struct rule_change_list *list = &m->lists[m->lists_n - 1];
                list->items[list->n++] = (struct rule_change_item){.text = said.groups[k].lines[j]};
            }
        }
    }
    m->lists[m->lists_n - 1].add = url;
    m->lists[m->lists_n - 1].add_name = W(out, "Change it");
}

static void add_source(struct request *request, struct out *out, struct rule_change_page *m,
                       const struct fund_entry *entry, bool own)
{
    static const enum rule_part parts[] = {RULE_NAME, RULE_SOURCE};
    add_list(request, m, "source", W(out, "Where it comes from"), 8);
    add_whole(out, m, entry, parts, COUNT_OF(parts),
              own ? url_path_of(request->arena, "/funding-rules/{}/change/source", request->params[0])
                  : (struct url){S("")});
}

static void add_more(struct request *request, struct out *out, struct rule_change_page *m,
                     const struct fund_entry *entry, bool own)
{
    static const enum rule_part parts[] = {RULE_ASKS, RULE_NOTE};
    add_list(request, m, "also", W(out, "What else it asks, and what is good to know"), FUND_ASKS_MAX + 4);
    add_whole(out, m, entry, parts, COUNT_OF(parts),
              own ? url_path_of(request->arena, "/funding-rules/{}/change/more", request->params[0])
                  : (struct url){S("")});
}

static void add_days(struct request *request, struct out *out, struct rule_change_page *m,
                     const struct fund_entry *entry, bool own)
{
    static const enum rule_part money[] = {RULE_MONEY};
    struct rule_said when = rule_said(out, entry, RULE_WHEN);
    struct rule_change_list *list = add_list(request, m, "days", W(out, "When one can apply"), FUND_WINDOWS_MAX + 4);
    size_t first = entry->rule.rolling ? 1 : 0; /* as rule_said has them */
    for (size_t i = 0; i < when.groups[0].n; i++) {
        bool is_window = i >= first && i - first < entry->rule.windows_n;
        list->items[list->n++] = (struct rule_change_item){
            .text = when.groups[0].lines[i],
            .url = is_window ? part_url(request, "/funding-rules/{}/change/days/{}", i - first, own)
                             : (struct url){S("")}};
    }
    list->add = part_url(request, "/funding-rules/{}/change/days/{}", SIZE_MAX, own);
    list->add_name = W(out, "Add days");
    add_list(request, m, "money", W(out, "When in general, and how much"), 4);
    add_whole(out, m, entry, money, COUNT_OF(money),
              own ? url_path_of(request->arena, "/funding-rules/{}/change/money", request->params[0])
                  : (struct url){S("")});
}

/* ---- funding calls that go by it */

static void add_calls(struct request *request, struct out *out, struct rule_change_page *m,
                      const struct fund_entry *entry, bool own)
{
    struct rule_change_list *list = add_list(request, m, "calls", W(out, "Which funding calls go by it"),
                                             FUND_SCOPES_MAX);
    list->says = entry->rule.of_n == 0 ? W(out, "None so far: no funding call of the list is answered by this rule.")
                                       : S("");
    for (size_t i = 0; i < entry->rule.of_n; i++) {
        list->items[list->n++] = (struct rule_change_item){
            .text = rule_of_says(out, &entry->rule.of[i]),
            .url = part_url(request, "/funding-rules/{}/change/calls/{}", i, own)};
    }
    list->add = part_url(request, "/funding-rules/{}/change/calls/{}", SIZE_MAX, own);
    list->add_name = W(out, "Add funding calls");
}

/* ---- conditions */

static struct str say_row(struct out *out, const struct fund_row *row, bool first)
{
    struct fund_rows *one = arena_new(out->arena, struct fund_rows);
    one->items[0] = *row;
    one->items[0].way = FUND_ALWAYS;
    one->items[0].goes = row->goes == FUND_USUAL ? FUND_USUAL : FUND_NEEDED;
    one->n = 1;
    struct slot what = slot("what", fund_say_clause(out, fund_rows_clause(out->arena, one), false));
    return row->goes == FUND_OR && !first ? SAY(out, "or: {what}", what) : what.text;
}

static void add_conditions(struct request *request, struct out *out, struct rule_change_page *m,
                           const struct fund_entry *entry, bool own)
{
    struct fund_rows *rows = arena_new(request->arena, struct fund_rows);
    struct rule_change_list *list = add_list(request, m, "who", W(out, "Who may apply"), FUND_LIST_MAX + FUND_ROWS_MAX);
    if (!fund_rows_of(request->arena, entry->rule.clause, rows)) {
        struct rule_said who = rule_said(out, entry, RULE_WHO);
        list->says = W(out, "These conditions are not of the kind that single lines can say: change them in the rule "
                            "as text.");
        for (size_t i = 0; i < who.n; i++) {
            for (size_t k = 0; k < who.groups[i].n && list->n < FUND_LIST_MAX; k++) {
                list->items[list->n++] = (struct rule_change_item){.text = who.groups[i].lines[k]};
            }
        }
        return;
    }
    list->says = rows->n == 0 ? W(out, "No conditions are written down yet, so we cannot tell.") : S("");
    for (size_t i = 0; i < rows->n; i++) {
        bool first = i == 0 || rows->items[i].way != rows->items[i - 1].way;
        struct str text = say_row(out, &rows->items[i], first);
        list->items[list->n++] = (struct rule_change_item){
            .text = rows->items[i].way == FUND_ALWAYS
                        ? text : SAY(out, "as {way}: {what}",
                                     slot("way", fund_say_way(out, fund_way_word(rows->items[i].way))),
                                     slot("what", text)),
            .url = part_url(request, "/funding-rules/{}/change/conditions/{}", i, own)};
    }
    list->add = part_url(request, "/funding-rules/{}/change/conditions/{}", SIZE_MAX, own);
    list->add_name = W(out, "Add a condition");
}

/* ---- examples */

static size_t add_examples(struct request *request, struct out *out, struct rule_change_page *m,
                           const struct fund_entry *entry, bool own)
{
    struct rule_change_list *list = add_list(request, m, "examples", W(out, "Examples"), entry->cases_n);
    size_t wrong = 0;
    list->says = W(out, "Somebody who applies, and what the rule has to answer: at least one, so that whoever changes "
                        "the rule sees when it goes wrong.");
    for (size_t i = 0; i < entry->cases_n; i++) {
        bool holds;
        struct str answer = rule_example_says(out, entry, i, &holds);
        struct slot slots[] = {slot("example", entry->cases[i].says), slot("day", entry->cases[i].on),
                               slot("answer", answer)};
        list->items[list->n++] = (struct rule_change_item){
            .text = words_text(out, W_NOTE("{example}, on {day}: {answer}"), slots, 3),
            .url = part_url(request, "/funding-rules/{}/change/examples/{}", i, own),
            .wrong = holds ? S("") : W(out, "This is not what the example says should come out.")};
        wrong += !holds;
    }
    list->add = part_url(request, "/funding-rules/{}/change/examples/{}", SIZE_MAX, own);
    list->add_name = W(out, "Add an example");
    return wrong;
}

/* ---- the page */

static bool is_own(const struct request *request, const struct q_funding_rule_open *row)
{
    return row->made_by.known && row->made_by.v == request->who->person_id;
}

enum fault rule_change_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rule_change_page *m = arena_new(request->arena, struct rule_change_page);
    struct rule_draft draft;
    TRY(rule_open_load(request, &draft));
    if (!str_eq(draft.row->state, S("draft"))) {
        return FAULT_NOT_FOUND;
    }
    bool own = is_own(request, draft.row);
    add_conditions(request, &out, m, &draft.entry, own);
    add_calls(request, &out, m, &draft.entry, own);
    add_days(request, &out, m, &draft.entry, own);
    add_examples(request, &out, m, &draft.entry, own);
    add_source(request, &out, m, &draft.entry, own);
    add_more(request, &out, m, &draft.entry, own);
    m->page = page_of(request, SAY(&out, "A draft: {rule}", slot("rule", draft.entry.rule.name)),
                      W(&out, "It counts for nobody until a second person has read it and said yes."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Funding rules"), URL("/funding-rules"));
    m->whose = own ? S("") : SAY(&out, "{name} is writing this; only they can change it.",
                                 slot("name", rule_person(&out, draft.row->made_name)));
    m->as_text = own ? url_path_of(request->arena, "/funding-rules/{}/change/text", request->params[0])
                     : (struct url){S("")};
    m->why = form_field_of(request, form_find(rule_change_form, "why"),
                           W(&out, "Such as: the fifth funding call is out, with a lower number of people."));
    m->why.long_text = true;
    if (str_eq(request_text(request, "done"), S("saved")) && !request->acts) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Saved"),
                                    html_text(request->arena, W(&out, "The draft is kept; it counts for nobody yet."))};
    }
    m->problems = form_problems_of(request, rule_change_form);
    m->once = request_once(request);
    m->action = rule_change_url(request);
    m->back = URL("/funding-rules");
    response->max_age_s = -1;
    view_rule_change(&out, m);
    return OK;
}

/* All examples, each with what comes out. */
static void try_all(struct request *request, const struct fund_entry *entry)
{
    struct out out = {.words = request->words, .arena = request->arena};
    if (entry->cases_n == 0) {
        problems_add(&request->problems, W(&out, "The rule"), W(&out, "has no example"),
                     W(&out, "add one: somebody who applies, and what has to come out"));
    }
    for (size_t i = 0; i < entry->cases_n; i++) {
        bool holds;
        struct str says = rule_example_says(&out, entry, i, &holds);
        if (!holds) {
            problems_add(&request->problems,
                         SAY(&out, "The example “{example}”", slot("example", entry->cases[i].says)),
                         SAY(&out, "does not come out as it says. The rule answers: {answer}", slot("answer", says)),
                         W(&out, "mend the example, or the conditions"));
        }
    }
}

enum fault rule_change_act(struct request *request, struct response *response)
{
    const struct log_someone who = gate_who(request);
    struct rule_draft draft;
    TRY(rule_open_load(request, &draft));
    if (!str_eq(draft.row->state, S("draft"))) {
        return FAULT_NOT_FOUND;
    }
    if (str_eq(request_typed(request, "do"), S("drop"))) {
        TRY(funding_rule_drop(request->db, request->arena, request->params[0], draft.row, &who, request->now));
        response->status = 303;
        response->location = url_add(request->arena, URL("/funding-rules"), "done", S("drop")).text;
        return OK;
    }
    if (request_typed(request, "why").n == 0) {
        form_refuse(request, form_find(rule_change_form, "why"), W_NOTE("is empty"),
                    W_NOTE("say it in a sentence, for the second person"));
    }
    try_all(request, &draft.entry);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    enum fault fault = funding_rule_ask(request->db, request->arena, request->params[0], draft.row,
                                        request_typed(request, "why"), &who, request->now);
    if (fault == FAULT_CONFLICT) {
        return rule_refuse_now(request, response, form_find(rule_change_form, "do"),
                               W_NOTE("only who writes a draft asks for it"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_path_of(request->arena, "/funding-rules/{}/answer", request->params[0]).text;
    return OK;
}
