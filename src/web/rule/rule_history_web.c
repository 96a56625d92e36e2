/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_history: every version of a rule that this network wrote: who, when, why, and putting one back. */
#include "base/check.h"
#include "text/words.h"
#include "web/funding/fund_rules.h"
#include "web/gate.h"
#include "web/rule/rule_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field rule_history_form[] = {
    {.name = "version", .label = W_NOTE("Which version"), .kind = FIELD_TEXT, .min = 1, .max = UID_LETTERS,
     .help = "sent along by the page"},
    {0},
};

static struct str title_of(struct out *out, const struct q_funding_rule_versions *row)
{
    static const struct {
        const char *state;
        const char *english;
    } all[] = {
        {"draft", W_NOTE("Version {n}: being written")}, {"asked", W_NOTE("Version {n}: waits for a second person")},
        {"in-force", W_NOTE("Version {n}: answers now")}, {"replaced", W_NOTE("Version {n}: replaced")},
        {"withdrawn", W_NOTE("Version {n}: taken away")}, {"no", W_NOTE("Version {n}: a second person said no")},
    };
    struct slot n = slot("n", row->number);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (str_eq(row->state, str_of(all[i].state))) {
            return words_text(out, all[i].english, &n, 1);
        }
    }
    return S("");
}

static struct str when_of(struct out *out, const struct q_funding_rule_versions *row)
{
    struct slot slots[] = {slot("name", rule_person(out, row->made_name)),
                           slot("day", say_day(out, (struct maybe_int){true, row->made_at})),
                           slot("other", rule_person(out, row->answered_name)),
                           slot("then", say_day(out, row->answered_at))};
    const char *english =
        str_eq(row->kind, S("checked"))    ? W_NOTE("{name} looked at its source on {day}: nothing changed.")
        : str_eq(row->kind, S("back"))     ? W_NOTE("{name} asked on {day} to put an earlier version back.")
        : str_eq(row->kind, S("withdraw")) ? W_NOTE("{name} asked on {day} to take it away.")
                                           : W_NOTE("{name} wrote it on {day}.");
    struct str made = words_text(out, english, slots, 2);
    if (!row->answered_at.known) {
        return made;
    }
    struct str answered = words_text(out, str_eq(row->state, S("no")) ? W_NOTE("{other} said no on {then}.")
                                                                      : W_NOTE("{other} said yes on {then}."),
                                     slots + 2, 2);
    return str_format(out->arena, "%.*s %.*s", STR_ARG(made), STR_ARG(answered));
}

static bool is_over(const struct q_funding_rule_versions *row)
{
    return str_eq(row->state, S("replaced")) || str_eq(row->state, S("no")) ||
           (str_eq(row->state, S("withdrawn")) && !str_eq(row->kind, S("withdraw")));
}

static void say_parts(struct out *out, struct str says, struct rule_version *version)
{
    struct problems problems;
    struct fund_entry entry;
    problems_init(&problems, out->arena);
    bool reads = fund_read_one(&problems, S("rule"), says, true, &entry) == OK;
    for (int part = 0; part < RULE_EXAMPLES && reads; part++) {
        version->parts[part] = rule_said(out, &entry, (enum rule_part)part);
    }
}

enum fault rule_history_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rule_history_page *m = arena_new(request->arena, struct rule_history_page);
    struct q_funding_rule_versions *rows;
    const struct fund_window *window;
    struct fund_entries entries;
    bool open = false;
    fund_rules_soon(request->db);
    q_funding_rule_versions_soon(request->db, request->params[0]);
    TRY(q_funding_rule_versions(request->db, request->arena, request->params[0], &rows, &m->n));
    TRY(fund_rules_load(request->db, request->arena, &entries));
    if (m->n == 0 && fund_entry_find(&entries, request->params[0], &window) == NULL) {
        return FAULT_NOT_FOUND;
    }
    for (size_t i = 0; i < m->n; i++) {
        open = open || str_eq(rows[i].state, S("draft")) || str_eq(rows[i].state, S("asked"));
    }
    m->rows = arena_array(request->arena, struct rule_version, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = (struct rule_version){
            .title = title_of(&out, &rows[i]), .when = when_of(&out, &rows[i]), .why = rows[i].why,
            .answer = rows[i].answer, .uid = rows[i].uid,
            .may_put_back = !open && is_over(&rows[i]) && gate_allows(request, RIGHT_FUNDING_RULES)};
        say_parts(&out, rows[i].says, &m->rows[i]);
    }
    m->page = page_of(request, W(&out, "Who changed this rule, and when"),
                      W(&out, "Every version that this network wrote, the newest first, with who said yes."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Funding rules"), URL("/funding-rules"));
    m->problems = form_problems_of(request, rule_history_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/funding-rules/{}/history", request->params[0]);
    m->back = url_path_of(request->arena, "/funding-rules/{}", request->params[0]);
    response->max_age_s = -1;
    view_rule_history(&out, m);
    return OK;
}

static const struct q_funding_rule_versions *find(const struct q_funding_rule_versions *rows, size_t n, struct str uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].uid, uid) && is_over(&rows[i])) {
            return &rows[i];
        }
    }
    return NULL;
}

static enum fault must_use put_back(struct request *request)
{
    const struct log_someone who = gate_who(request);
    struct q_funding_rule_versions *rows;
    struct problems problems;
    struct fund_entry entry;
    size_t n;
    problems_init(&problems, request->arena);
    TRY(q_funding_rule_versions(request->db, request->arena, request->params[0], &rows, &n));
    const struct q_funding_rule_versions *row = find(rows, n, request_typed(request, "version"));
    if (row == NULL || fund_read_one(&problems, S("rule"), row->says, false, &entry) != OK) {
        return FAULT_CONFLICT;
    }
    const struct funding_rule_new new = {request->params[0], S("back"), row->says, S("")};
    return funding_rule_ask_at_once(request->db, request->arena, &new, &who, request->now);
}

enum fault rule_history_act(struct request *request, struct response *response)
{
    enum fault fault = put_back(request);
    if (fault == FAULT_CONFLICT) {
        return rule_refuse_now(request, response, form_find(rule_history_form, "version"),
                               W_NOTE("somebody is changing this rule, or an example of that version does not hold any "
                                      "more"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_path_of(request->arena, "/funding-rules/{}/answer", request->params[0]).text;
    return OK;
}
