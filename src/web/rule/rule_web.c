/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule: the list, one rule, and what begins from there: changing it, saying that it still holds, taking it away. */
#include "web/rule/rule_web.h"

#include "base/check.h"
#include "text/words.h"
#include "web/funding/fund_rules.h"
#include "web/funding/fund_write.h"
#include "web/gate.h"
#include "web/say.h"
#include "web/views.h"

const struct field rules_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "drop yes no withdrawn",
     .help = "what was done before, to be said"},
    {0},
};

const struct field rule_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "asked yes no drop withdrawn",
     .help = "what was done before, to be said"},
    {.name = "of", .label = W_NOTE("Whose rule"), .kind = FIELD_CHOICE, .choices = "network program",
     .help = "program: the one that comes with the program, where the network has its own"},
    {0},
};

const struct field rule_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "checked change withdraw", .min = 1,
     .help = "it was read at its source again; change it; take this network's rule away"},
    {.name = "why", .label = W_NOTE("Why"), .kind = FIELD_TEXT, .max = FUNDING_RULE_WHY_MAX,
     .help = "for the second person, of taking it away"},
    {0},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("asked"))       ? W(out, "A second person is asked; until they say yes, the rule "
                                                              "answers as before.")
                      : str_eq(done, S("yes"))       ? W(out, "The new rule answers from now on.")
                      : str_eq(done, S("no"))        ? W(out, "The rule stays as it was.")
                      : str_eq(done, S("withdrawn")) ? W(out, "This network’s rule is taken away.")
                      : str_eq(done, S("drop"))      ? W(out, "It is thrown away; the rule stays as it was.")
                                                     : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

/* ---- the list */

/* When one can apply, and how old that is, as of today. */
static struct fund_answer stands(struct request *request, const struct fund_rule *rule)
{
    struct fund_group *nobody = arena_new(request->arena, struct fund_group);
    return fund_answer_make(request->arena, rule, NULL, nobody, request->today, request->today);
}

static struct tag tag_of(struct out *out, const struct fund_rule *rule, const struct fund_answer *answer)
{
    if (fund_answer_is_closed(answer)) {
        return (struct tag){.name = W(out, "closed"), .tone = TONE_PLAIN};
    }
    if (answer->age == FUND_STALE) {
        return (struct tag){.name = W(out, "too old to answer"), .tone = TONE_STOPPED};
    }
    return rule->confidence == FUND_REMEMBERED || answer->age == FUND_TO_CHECK
               ? (struct tag){.name = W(out, "to be checked"), .tone = TONE_CARE}
               : (struct tag){.name = W(out, "answers"), .tone = TONE_GOOD};
}

static struct rule_row row_of(struct request *request, struct out *out, const struct fund_entry *entry)
{
    struct fund_answer answer = stands(request, &entry->rule);
    struct str state = fund_say_state(out, &answer), age = fund_say_age(out, &entry->rule, &answer);
    return (struct rule_row){
        .url = url_path_of(request->arena, "/funding-rules/{}", entry->rule.id),
        .name = fund_say_text(out, entry->rule.name), .tag = tag_of(out, &entry->rule, &answer),
        .says = entry->of_network ? SAY(out, "{state}; {age}; a rule of this network", slot("state", state),
                                        slot("age", age))
                                  : str_format(request->arena, "%.*s; %.*s", STR_ARG(state), STR_ARG(age))};
}

static bool is_own(const struct request *request, struct maybe_int made_by)
{
    return request->who != NULL && made_by.known && made_by.v == request->who->person_id;
}

static struct str open_says(struct out *out, struct str state, bool own)
{
    return str_eq(state, S("asked")) ? own ? W(out, "You asked a second person to read a change")
                                           : W(out, "A change waits for a second person: read it")
           : own                     ? W(out, "Go on with your draft")
                                     : W(out, "Somebody is writing a change");
}

static struct url open_url(struct request *request, struct str rule, struct str state)
{
    return str_eq(state, S("asked")) ? url_path_of(request->arena, "/funding-rules/{}/answer", rule)
                                     : url_path_of(request->arena, "/funding-rules/{}/change", rule);
}

/* Beside its rule, or as a rule of its own while it is none yet. */
static void add_open(struct request *request, struct out *out, const struct q_funding_rule_open_list *row,
                     struct rules_page *m)
{
    struct url url = url_path_of(request->arena, "/funding-rules/{}", row->rule);
    size_t at = 0;
    while (at < m->n && !str_eq(m->rows[at].url.text, url.text)) {
        at++;
    }
    if (at == m->n) {
        struct problems problems;
        struct fund_entry entry;
        problems_init(&problems, request->arena);
        bool reads = fund_read_one(&problems, row->rule, row->says, true, &entry) == OK;
        m->rows[m->n++] = (struct rule_row){
            .url = open_url(request, row->rule, row->state), .name = reads ? entry.rule.name : row->rule,
            .tag = {.name = W(out, "new"), .tone = TONE_RUNNING}, .says = W(out, "does not count yet")};
    }
    m->rows[at].open = open_url(request, row->rule, row->state);
    m->rows[at].open_says = open_says(out, row->state, is_own(request, row->made_by));
}

enum fault rules_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rules_page *m = arena_new(request->arena, struct rules_page);
    struct q_funding_rule_open_list *open = NULL;
    struct fund_entries entries;
    size_t open_n = 0;
    fund_rules_soon(request->db);
    bool staff = request_who(request) != NULL && gate_allows(request, RIGHT_FUNDING_ANSWER);
    TRY(fund_rules_load(request->db, request->arena, &entries));
    if (staff) {
        TRY(q_funding_rule_open_list(request->db, request->arena, &open, &open_n));
    }
    m->rows = arena_array(request->arena, struct rule_row, entries.n + open_n);
    for (int closed = 0; closed < 2; closed++) { /* what is over comes last */
        for (size_t i = 0; i < entries.n; i++) {
            struct fund_answer answer = stands(request, &entries.items[i].rule);
            if (fund_answer_is_closed(&answer) == closed) {
                m->rows[m->n++] = row_of(request, &out, &entries.items[i]);
            }
        }
    }
    for (size_t i = 0; i < open_n; i++) {
        add_open(request, &out, &open[i], m);
    }
    m->page = page_of(request, W(&out, "Funding rules"),
                      W(&out, "The rules by which this site says which money fits a city, each with its source and "
                              "its age."), DOOR_NONE);
    m->may_write = request->who != NULL && gate_allows(request, RIGHT_FUNDING_RULES);
    m->notice = notice_of(request, &out);
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    view_rules(&out, m);
    return OK;
}

/* ---- one rule */

struct loaded {
    struct fund_entries entries;
    const struct fund_entry *entry;           /* what is shown */
    const struct fund_entry *program;         /* the one that comes with the program; NULL: none */
    const struct q_funding_rule_open *open;   /* NULL: nothing, or who asks may not see it */
};

static const struct fund_entry *find(const struct fund_entries *entries, struct str id)
{
    for (size_t i = 0; i < entries->n; i++) {
        if (str_eq(entries->items[i].rule.id, id)) {
            return &entries->items[i];
        }
    }
    return NULL;
}

static enum fault must_use load(struct request *request, struct loaded *loaded)
{
    if (request->db == NULL) { /* nothing can be said of a rule without it */
        return FAULT_BUSY;
    }
    fund_rules_soon(request->db);
    bool staff = request_who(request) != NULL && gate_allows(request, RIGHT_FUNDING_ANSWER);
    *loaded = (struct loaded){.entry = NULL};
    if (!request->acts) {
        bid_known_soon(request, S(""), request->params[0]);
    }
    if (staff) {
        q_funding_rule_open_soon(request->db, request->params[0]);
    }
    TRY(fund_rules_load(request->db, request->arena, &loaded->entries));
    if (staff) {
        TRY(funding_rule_find_open(request->db, request->arena, request->params[0], &loaded->open));
    }
    loaded->program = find(fund_rules_program(request->db), request->params[0]);
    bool of_program = str_eq(request_text(request, "of"), S("program"));
    loaded->entry = of_program ? loaded->program : find(&loaded->entries, request->params[0]);
    return loaded->entry != NULL ? OK : FAULT_NOT_FOUND;
}

static struct str whose_of(struct out *out, const struct loaded *loaded)
{
    const struct fund_rule *program = loaded->program != NULL ? &loaded->program->rule : NULL;
    if (!loaded->entry->of_network) {
        return W(out, "This rule comes with the program.");
    }
    if (program == NULL) {
        return W(out, "Coordinators of this network wrote this rule.");
    }
    struct slot day = slot("day", program->checked);
    return program->checked.days > loaded->entry->rule.checked.days
               ? SAY(out, "Coordinators of this network wrote this rule; the one of the program, checked later, on "
                          "{day}, gives way.", day)
               : SAY(out, "Coordinators of this network wrote this rule; the one of the program, checked on {day}, "
                          "gives way.", day);
}

static void show_other(struct request *request, struct out *out, const struct loaded *loaded, struct rule_page *m)
{
    struct url here = url_path_of(request->arena, "/funding-rules/{}", request->params[0]);
    const struct fund_entry *now = find(&loaded->entries, request->params[0]);
    if (loaded->entry->of_network && loaded->program != NULL) {
        m->other = url_add(request->arena, here, "of", S("program"));
        m->other_name = W(out, "Read the one of the program");
    } else if (now != loaded->entry && now != NULL && now->of_network) {
        m->other = here;
        m->other_name = W(out, "It does not count here: this network has its own");
    }
}

static void show_after(struct request *request, struct out *out, const struct loaded *loaded, struct rule_page *m)
{
    const struct fund_window *window;
    struct str id = loaded->entry->rule.replaced_by;
    const struct fund_entry *after = id.n > 0 ? fund_entry_find(&loaded->entries, id, &window) : NULL;
    if (after != NULL) {
        m->replaced = url_path_of(request->arena, "/funding-rules/{}", after->rule.id);
        m->replaced_name = fund_say_text(out, after->rule.name);
    }
}

static void show_staff(struct request *request, struct out *out, const struct loaded *loaded, struct rule_page *m)
{
    if (request->who == NULL || !gate_allows(request, RIGHT_FUNDING_ANSWER)) {
        return;
    }
    if (loaded->open != NULL) {
        m->open = open_url(request, request->params[0], loaded->open->state);
        m->open_says = open_says(out, loaded->open->state, is_own(request, loaded->open->made_by));
    }
    m->history = url_path_of(request->arena, "/funding-rules/{}/history", request->params[0]);
    m->may_write = loaded->open == NULL && gate_allows(request, RIGHT_FUNDING_RULES) && m->other.text.n == 0;
    m->may_write = m->may_write || (loaded->open == NULL && gate_allows(request, RIGHT_FUNDING_RULES) &&
                                    loaded->entry->of_network);
    m->may_withdraw = loaded->entry->of_network;
    m->why = form_field_of(request, form_find(rule_form, "why"), S(""));
    m->why.long_text = true;
}

enum fault rule_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rule_page *m = arena_new(request->arena, struct rule_page);
    struct loaded loaded;
    TRY(load(request, &loaded));
    for (int part = 0; part < RULE_PARTS; part++) {
        m->parts[part] = rule_said(&out, loaded.entry, (enum rule_part)part);
    }
    struct fund_answer answer = stands(request, &loaded.entry->rule);
    struct str state = fund_say_state(&out, &answer), age = fund_say_age(&out, &loaded.entry->rule, &answer);
    m->page = page_of(request, fund_say_text(&out, loaded.entry->rule.name),
                      W(&out, "Who may apply for this money, when, and where that was read."), DOOR_NONE);
    page_add_crumb(m->page, W(&out, "Funding rules"), URL("/funding-rules"));
    m->notice = notice_of(request, &out);
    if (m->notice.title.n == 0) {
        m->notice = (struct notice){answer.age == FUND_STALE ? TONE_STOPPED : TONE_PLAIN, state,
                                    html_text(request->arena, age)};
    }
    if (!url_external(request->arena, loaded.entry->rule.url, &m->source)) {
        m->source = (struct url){S("")};
    }
    m->whose = whose_of(&out, &loaded);
    show_other(request, &out, &loaded, m);
    show_after(request, &out, &loaded, m);
    show_staff(request, &out, &loaded, m);
    TRY(bid_known_load(request, &out, S(""), request->params[0], &m->known));
    m->text = fund_write(request->arena, loaded.entry);
    m->problems = form_problems_of(request, rule_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/funding-rules/{}", request->params[0]);
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    view_rule(&out, m);
    return OK;
}

/* ---- what begins here */

static enum fault must_use begin(struct request *request, const struct loaded *loaded, struct str what)
{
    const struct log_someone who = gate_who(request);
    struct fund_entry entry = *loaded->entry;
    struct funding_rule_new new = {.rule = entry.rule.id, .kind = what, .why = request_typed(request, "why")};
    if (str_eq(what, S("checked"))) {
        entry.rule.checked = request->today;
        entry.rule.confidence = FUND_READ;
    }
    new.says = fund_write(request->arena, &entry);
    return str_eq(what, S("change")) ? funding_rule_begin(request->db, request->arena, &new, &who, request->now)
                                     : funding_rule_ask_at_once(request->db, request->arena, &new, &who, request->now);
}

enum fault rule_act(struct request *request, struct response *response)
{
    struct str what = request_typed(request, "do");
    struct loaded loaded;
    TRY(load(request, &loaded));
    loaded.entry = find(&loaded.entries, request->params[0]);
    if (what.n == 0 || loaded.entry == NULL) {
        form_refuse(request, form_find(rule_form, "do"), W_NOTE("is not chosen"), W_NOTE("choose one of these"));
        return FAULT_INVALID;
    }
    bool withdraws = str_eq(what, S("withdraw"));
    if (withdraws && request_typed(request, "why").n == 0) {
        form_refuse(request, form_find(rule_form, "why"), W_NOTE("is empty"),
                    W_NOTE("say in a sentence why it should not count any more"));
        return FAULT_INVALID;
    }
    enum fault fault = withdraws && !loaded.entry->of_network ? FAULT_CONFLICT : begin(request, &loaded, what);
    if (fault == FAULT_CONFLICT) {
        return rule_refuse_now(request, response, form_find(rule_form, "do"),
                               W_NOTE("somebody is changing this rule already; look at what stands on the page"));
    }
    TRY(fault);
    struct url here = url_path_of(request->arena, "/funding-rules/{}", request->params[0]);
    response->status = 303;
    response->location = str_eq(what, S("change")) ? rule_change_url(request).text
                                                   : url_add(request->arena, here, "done", S("asked")).text;
    return OK;
}
