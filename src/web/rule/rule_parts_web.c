/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_parts: a new rule, and the short forms of a draft for its source, its money and days, what else it asks, and the
** whole as text. */
#include "base/check.h"
#include "base/fold.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/funding/fund_lines.h"
#include "web/funding/fund_rules.h"
#include "web/funding/fund_write.h"
#include "web/gate.h"
#include "web/rule/rule_web.h"
#include "web/say.h"

#define NAME_MAX_LETTERS 150
#define SOURCE_MAX 200
#define URL_MAX 500
#define DAY_LETTERS 32
#define AMOUNT_LETTERS 20
#define NOTE_MAX 400
#define ASKS_MAX 3000

#define SOURCE_FIELDS                                                                                                 \
    {.name = "name", .label = W_NOTE("What it is called"), .kind = FIELD_TEXT, .min = 1, .max = NAME_MAX_LETTERS,     \
     .help = "the fund, and which funding calls of it"},                                                              \
    {.name = "source", .label = W_NOTE("Whose rule it is"), .kind = FIELD_TEXT, .min = 1, .max = SOURCE_MAX,          \
     .help = "who gives the money, or where it is written"},                                                         \
    {.name = "url", .label = W_NOTE("Address of its page"), .kind = FIELD_TEXT, .min = 1, .max = URL_MAX,             \
     .help = "a link"},                                                                                               \
    {.name = "checked", .label = W_NOTE("Looked at on"), .kind = FIELD_TEXT, .min = 1, .max = DAY_LETTERS,            \
     .help = "as 2026-11-22"},                                                                                        \
    {.name = "confidence", .label = W_NOTE("How sure it is"), .kind = FIELD_CHOICE, .choices = "read remembered",     \
     .help = "read at its source, or from memory"},

const struct field rule_new_form[] = {SOURCE_FIELDS {0}};
const struct field rule_source_form[] = {SOURCE_FIELDS {0}};

const struct field rule_money_form[] = {
    {.name = "when", .label = W_NOTE("When one can apply"), .kind = FIELD_CHOICE, .choices = "days later rolling calls",
     .help = "on the days written down; whether later as well is not known; at any time; as each funding call says"},
    {.name = "grant", .label = W_NOTE("The most that it pays, in euros"), .kind = FIELD_TEXT, .max = AMOUNT_LETTERS,
     .help = "a number; empty: not known"},
    {.name = "rate", .label = W_NOTE("Of each 100 euros of cost it pays up to"), .kind = FIELD_TEXT,
     .max = AMOUNT_LETTERS, .help = "0 to 100; empty: not known"},
    {0},
};

const struct field rule_more_form[] = {
    {.name = "asks", .label = W_NOTE("What else it asks"), .kind = FIELD_TEXT, .max = ASKS_MAX,
     .help = "a sentence a line"},
    {.name = "also", .label = W_NOTE("Other names"), .kind = FIELD_TEXT, .max = ASKS_MAX,
     .help = "by which people look for it, one a line"},
    {.name = "note", .label = W_NOTE("Good to know"), .kind = FIELD_TEXT, .max = NOTE_MAX, .help = "a sentence"},
    {.name = "replaced", .label = W_NOTE("Replaced by"), .kind = FIELD_TEXT, .max = RULE_ID_MAX,
     .help = "the last part of the address of a rule"},
    {0},
};

const struct field rule_text_form[] = {
    {.name = "text", .label = W_NOTE("The rule as text"), .kind = FIELD_TEXT, .min = 1, .max = FUNDING_RULE_TEXT_MAX,
     .help = "JSON, as docs/internals/funding.md has it"},
    {0},
};

/* ---- where it comes from */

static void show_source(struct request *request, struct response *response, struct out *out,
                        struct rule_step_page *m, const struct fund_rule *rule, const struct field *form)
{
    struct str day = date_is_none(rule->checked) ? S("") : date_iso(request->arena, rule->checked);
    rule_step_field(request, m, form_find(form, "name"), rule->name,
                    W(out, "Such as: European Urban Initiative, Innovative Actions, funding call 5"));
    rule_step_field(request, m, form_find(form, "source"), rule->source, W(out, "Such as: European Urban Initiative"));
    rule_step_field(request, m, form_find(form, "url"), rule->url, W(out, "Begins with https://"));
    rule_step_field(request, m, form_find(form, "checked"), day,
                    W(out, "After 90 days its answers say how old they are, after a year it answers no more."))
        ->type = S("date");
    rule_step_select(request, m, form_find(form, "confidence"), S(""), 2);
    rule_step_option(request, m, S("read"), W(out, "I read it at its source on that day"),
                     rule->confidence == FUND_READ ? S("read") : S("remembered"));
    rule_step_option(request, m, S("remembered"), W(out, "From memory or from others: to be checked"),
                     rule->confidence == FUND_READ ? S("read") : S("remembered"));
    rule_step_end(request, response, out, m, form);
}

enum fault rule_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct fund_rule none = {.name = S(""), .source = S(""), .url = S(""), .checked = request->today};
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "Write a rule"),
                                            W(&out, "First where it comes from; then its conditions, one at a time."));
    m->back = URL("/funding-rules");
    m->button = W(&out, "Go on");
    show_source(request, response, &out, m, &none, rule_new_form);
    return OK;
}

enum fault rule_source_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rule_draft draft;
    TRY(rule_draft_load(request, &draft));
    show_source(request, response, &out,
                rule_step_of(request, &out, W(&out, "Where it comes from"),
                             W(&out, "Who says so, where, and when somebody last looked.")),
                &draft.entry.rule, rule_source_form);
    return OK;
}

static void read_source(struct request *request, const struct field *form, struct fund_rule *rule)
{
    struct str confidence = request_typed(request, "confidence");
    struct url url = {S("")};
    rule->name = request_typed(request, "name");
    rule->source = request_typed(request, "source");
    rule->confidence = str_eq(confidence, S("remembered")) ? FUND_REMEMBERED : FUND_READ;
    if (!url_external(request->arena, request_typed(request, "url"), &url) || str_starts(url.text, S("mailto:"))) {
        form_refuse(request, form_find(form, "url"), W_NOTE("is not a link"),
                    W_NOTE("write it as in https://www.urban-initiative.eu/"));
    }
    rule->url = url.text;
    if (!date_parse(request_typed(request, "checked"), &rule->checked)) {
        form_refuse(request, form_find(form, "checked"), W_NOTE("is not a day"), W_NOTE("write it as 2026-12-31"));
    } else if (rule->checked.days > request->today.days) {
        form_refuse(request, form_find(form, "checked"), W_NOTE("is still to come"),
                    W_NOTE("write the day on which somebody looked"));
    }
}

/* An id that no rule and no window has, from its name. */
static enum fault must_use id_of(struct request *request, struct str name, struct str *ret_id)
{
    struct fund_entries entries;
    struct q_funding_rule_number last = {1};
    struct str slug = str_clip(fold_slug(request->arena, name), RULE_ID_MAX - 4);
    TRY(fund_rules_load(request->db, request->arena, &entries));
    for (int n = 1; last.number > 0; n++) {
        const struct fund_window *window;
        *ret_id = n == 1 ? slug : str_format(request->arena, "%.*s-%d", STR_ARG(slug), n);
        TRY(q_funding_rule_number(request->db, request->arena, *ret_id, &last));
        bool kept = str_eq(*ret_id, S("new")) || fund_entry_find(&entries, *ret_id, &window) != NULL;
        last.number += kept;
    }
    return OK;
}

enum fault rule_new_act(struct request *request, struct response *response)
{
    const struct log_someone who = gate_who(request);
    struct fund_entry entry = {.rule = {.licence = S("Facts in our own words; no text of the source is copied.")}};
    struct funding_rule_new new = {.kind = S("change"), .why = S("")};
    read_source(request, rule_new_form, &entry.rule);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    TRY(id_of(request, entry.rule.name, &entry.rule.id));
    new.rule = entry.rule.id;
    new.says = fund_write(request->arena, &entry);
    TRY(funding_rule_begin(request->db, request->arena, &new, &who, request->now));
    response->status = 303;
    response->location = url_path_of(request->arena, "/funding-rules/{}/change", new.rule).text;
    return OK;
}

enum fault rule_source_act(struct request *request, struct response *response)
{
    struct rule_draft draft;
    TRY(rule_draft_load(request, &draft));
    read_source(request, rule_source_form, &draft.entry.rule);
    return request->problems.n > 0 ? FAULT_INVALID
                                   : rule_draft_save(request, response, &draft, form_find(rule_source_form, "name"));
}

/* ---- days and money */

static struct str number_text(struct arena *arena, int64_t number)
{
    return number == 0 ? S("") : str_format(arena, "%lld", (long long)number);
}

enum fault rule_money_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct field *form = rule_money_form;
    struct rule_draft draft;
    TRY(rule_draft_load(request, &draft));
    const struct fund_rule *rule = &draft.entry.rule;
    struct str when = rule->rolling         ? S("rolling")
                      : rule->by_calls      ? S("calls")
                      : rule->later_unknown ? S("later") : S("days");
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "When, and how much"),
                                            W(&out, "What is not known is left empty, and said so."));
    rule_step_select(request, m, form_find(form, "when"), S(""), 4);
    rule_step_option(request, m, S("days"), W(&out, "On the days written down here"), when);
    rule_step_option(request, m, S("later"), W(&out, "On these days; whether later as well is not known"), when);
    rule_step_option(request, m, S("rolling"), W(&out, "At any time"), when);
    rule_step_option(request, m, S("calls"), W(&out, "When each funding call says: it answers beside these only"),
                     when);
    rule_step_field(request, m, form_find(form, "grant"), number_text(request->arena, rule->grant_euros_max),
                    W(&out, "Such as: 2,000,000"));
    rule_step_field(request, m, form_find(form, "rate"), number_text(request->arena, rule->rate_percent),
                    W(&out, "Such as: 80"));
    rule_step_end(request, response, &out, m, form);
    return OK;
}

static int64_t read_number(struct request *request, const struct field *field, int64_t most)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct str typed = request_typed(request, field->name);
    struct fund_value value = {0};
    if (typed.n > 0 && (!fund_value_typed(&out, FUND_GRANT, typed, &value) || value.number > most)) {
        form_refuse(request, field, W_NOTE("is no number that can be"),
                    W_NOTE("write whole euros, such as 2,000,000, or a part of 100; leave it empty when it is not "
                           "known"));
    }
    return value.number;
}

enum fault rule_money_act(struct request *request, struct response *response)
{
    struct rule_draft draft;
    struct str when = request_typed(request, "when");
    TRY(rule_draft_load(request, &draft));
    struct fund_rule *rule = &draft.entry.rule;
    rule->rolling = str_eq(when, S("rolling"));
    rule->by_calls = str_eq(when, S("calls"));
    rule->later_unknown = str_eq(when, S("later"));
    rule->grant_euros_max = read_number(request, form_find(rule_money_form, "grant"), 1000000000000ll);
    rule->rate_percent = read_number(request, form_find(rule_money_form, "rate"), 100);
    return request->problems.n > 0 ? FAULT_INVALID
                                   : rule_draft_save(request, response, &draft, form_find(rule_money_form, "when"));
}

/* ---- what else */

static struct str lines_of(struct arena *arena, const struct str *lines, size_t n)
{
    struct str text = S("");
    for (size_t i = 0; i < n; i++) {
        text = str_format(arena, "%.*s%s%.*s", STR_ARG(text), i > 0 ? "\n" : "", STR_ARG(lines[i]));
    }
    return text;
}

enum fault rule_more_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct field *form = rule_more_form;
    struct rule_draft draft;
    TRY(rule_draft_load(request, &draft));
    const struct fund_rule *rule = &draft.entry.rule;
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "What else"),
                                            W(&out, "What no condition can say, for who reads the rule."));
    rule_step_field(request, m, form_find(form, "asks"), lines_of(request->arena, rule->asks, rule->asks_n),
                    W(&out, "A sentence a line, such as: a plan with targets for climate or energy."))
        ->long_text = true;
    rule_step_field(request, m, form_find(form, "also"), lines_of(request->arena, rule->also, rule->also_n),
                    W(&out, "By which people look for it, wrong ones too; one a line."))->long_text = true;
    rule_step_field(request, m, form_find(form, "note"), rule->note, W(&out, "One sentence, or nothing."));
    rule_step_field(request, m, form_find(form, "replaced"), rule->replaced_by,
                    W(&out, "When it is over: the last part of the address of the rule that came after it, such as "
                            "eui-ia-4."));
    rule_step_end(request, response, &out, m, form);
    return OK;
}

static const struct str *read_lines(struct request *request, const char *name, size_t most, size_t *ret_n)
{
    struct str rest = request_typed(request, name);
    struct str *lines = arena_array(request->arena, struct str, most);
    *ret_n = 0;
    while (rest.s != NULL) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        if (line.n > 0 && *ret_n == most) {
            form_refuse(request, form_find(rule_more_form, name), W_NOTE("has too many lines"),
                        W_NOTE("write fewer, or take some together"));
            break;
        }
        if (line.n > 0) {
            lines[(*ret_n)++] = line;
        }
    }
    return lines;
}

enum fault rule_more_act(struct request *request, struct response *response)
{
    const struct fund_window *window;
    struct fund_entries entries;
    struct rule_draft draft;
    TRY(rule_draft_load(request, &draft));
    TRY(fund_rules_load(request->db, request->arena, &entries));
    struct fund_rule *rule = &draft.entry.rule;
    rule->asks = read_lines(request, "asks", FUND_ASKS_MAX, &rule->asks_n);
    rule->also = read_lines(request, "also", FUND_ALSO_MAX, &rule->also_n);
    rule->note = request_typed(request, "note");
    rule->replaced_by = request_typed(request, "replaced");
    if (rule->replaced_by.n > 0 && fund_entry_find(&entries, rule->replaced_by, &window) == NULL) {
        form_refuse(request, form_find(rule_more_form, "replaced"), W_NOTE("is no rule"),
                    W_NOTE("write the last part of the address of a rule, such as eui-ia-4, or leave it empty"));
    }
    return request->problems.n > 0 ? FAULT_INVALID
                                   : rule_draft_save(request, response, &draft, form_find(rule_more_form, "asks"));
}

/* ---- as text */

enum fault rule_text_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rule_draft draft;
    TRY(rule_draft_load(request, &draft));
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "The rule as text"),
                                            W(&out, "For who knows the format: everything of the rule at once."));
    struct form_field *field = rule_step_field(request, m, form_find(rule_text_form, "text"),
                                               fund_write(request->arena, &draft.entry),
                                               W(&out, "What is wrong is said with the way to it."));
    field->long_text = true;
    rule_step_end(request, response, &out, m, rule_text_form);
    return OK;
}

enum fault rule_text_act(struct request *request, struct response *response)
{
    const struct field *field = form_find(rule_text_form, "text");
    struct out out = {.words = request->words, .arena = request->arena};
    struct problems problems;
    struct fund_entry entry;
    struct rule_draft draft;
    problems_init(&problems, request->arena);
    TRY(rule_draft_load(request, &draft));
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    if (fund_read_one(&problems, S("rule"), request_typed(request, "text"), true, &entry) != OK) {
        for (size_t i = 0; i < problems.n; i++) {
            const struct problem *problem = &problems.items[i];
            struct str what = fund_say_text(&out, problem->what);
            rule_step_refuse(request, field, str_format(request->arena, "(%.*s) %.*s", STR_ARG(problem->where),
                                                        STR_ARG(what)), fund_say_text(&out, problem->hint));
        }
        return FAULT_INVALID;
    }
    if (!str_eq(entry.rule.id, draft.entry.rule.id)) {
        form_refuse(request, field, W_NOTE("has another id than this rule"),
                    W_NOTE("leave the id as it was: it is in the address of the rule"));
        return FAULT_INVALID;
    }
    draft.entry = entry;
    return rule_draft_save(request, response, &draft, field);
}
