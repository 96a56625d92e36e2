/* SPDX-License-Identifier: AGPL-3.0-or-later
** fits_facts: the two forms, and what they keep. */
#include "web/funding/fits_facts.h"

#include <stdio.h>

#include "base/check.h"
#include "web/say.h"

#define EUROS_LETTERS 40
#define SEEN_LETTERS 16
#define OPTIONS_MAX 4

const struct field fits_form[] = {
    {.name = "plan", .label = W_NOTE("An approved climate or energy plan with targets"), .kind = FIELD_CHOICE,
     .choices = "yes no", .help = "nothing: not known"},
    {.name = "letter", .label = W_NOTE("A letter of commitment of the mayor"), .kind = FIELD_CHOICE,
     .choices = "yes no", .help = "nothing: not known"},
    {.name = "eui_before", .label = W_NOTE("Money from EUI Innovative Actions before"), .kind = FIELD_CHOICE,
     .choices = "yes no", .help = "nothing: not known"},
    {.name = "eucf_before", .label = W_NOTE("Money from the European City Facility before, also as a partner"),
     .kind = FIELD_CHOICE, .choices = "yes no", .help = "nothing: not known"},
    {.name = "legal_body", .label = W_NOTE("Your city and the area around it are one legal body"),
     .kind = FIELD_CHOICE, .choices = "yes no", .help = "nothing: not known"},
    {.name = "investment", .label = W_NOTE("Euros to be invested"), .kind = FIELD_TEXT, .max = EUROS_LETTERS,
     .help = "whole euros, as 30,000,000; nothing: not known"},
    {.name = "grant", .label = W_NOTE("Euros that you would ask for"), .kind = FIELD_TEXT, .max = EUROS_LETTERS,
     .help = "whole euros, as 1,200,000; nothing: not known"},
    {.name = "topic", .label = W_NOTE("What it is about"), .kind = FIELD_CHOICE, .choices = "energy transport other",
     .help = "nothing: not known"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {.name = "do", .label = W_NOTE("Which part is saved"), .kind = FIELD_CHOICE, .choices = "have want", .min = 1,
     .help = "what the city has, or what it wants to do"},
    {0},
};

/* Which form asks for what. */
static const struct {
    enum fund_subject subject;
    int form;
} asked[] = {
    {FUND_PLAN, FITS_HAVE}, {FUND_LETTER, FITS_HAVE}, {FUND_EUI_BEFORE, FITS_HAVE}, {FUND_EUCF_BEFORE, FITS_HAVE},
    {FUND_LEGAL_BODY, FITS_HAVE}, {FUND_INVESTMENT, FITS_WANT}, {FUND_GRANT, FITS_WANT}, {FUND_TOPIC, FITS_WANT},
};

static const struct field *field_of(enum fund_subject subject)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", STR_ARG(fund_subject_word(subject)));
    return form_find(fits_form, name);
}

bool fits_facts_has(enum fund_subject subject, bool together)
{
    bool has = false;
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        has = has || asked[i].subject == subject;
    }
    return has && (together || subject != FUND_LEGAL_BODY);
}

/* ---- what was said */

void fits_facts_soon(struct request *request)
{
    q_member_facts_soon(request->db, request->params[0]);
}

enum fault fits_facts_load(struct request *request, struct fits_facts *ret_facts)
{
    struct q_member_facts *rows;
    size_t n;
    TRY(q_member_facts(request->db, request->arena, request->params[0], &rows, &n));
    *ret_facts = (struct fits_facts){rows, n};
    return OK;
}

static const struct q_member_facts *find(const struct fits_facts *facts, enum fund_subject subject)
{
    for (size_t i = 0; i < facts->n; i++) {
        if (str_eq(facts->rows[i].fact, fund_subject_word(subject))) {
            return &facts->rows[i];
        }
    }
    return NULL;
}

void fits_fact_put(struct str fact, struct str said, struct fund_city *city, struct fund_group *group)
{
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        enum fund_subject subject = asked[i].subject;
        struct fund_value value;
        if (!str_eq(fact, fund_subject_word(subject)) || !fund_value_parse(subject, said, &value)) {
            continue;
        }
        if (subject < FUND_CITY_FACTS) {
            city->facts[subject] = value;
        } else {
            group->facts[subject - FUND_CITY_FACTS] = value;
        }
    }
}

void fits_facts_put(const struct fits_facts *facts, struct fund_city *city, struct fund_group *group)
{
    for (size_t i = 0; i < facts->n; i++) {
        fits_fact_put(facts->rows[i].fact, facts->rows[i].value, city, group);
    }
}

/* Who has changed it meanwhile is noticed by this. */
static struct str seen_of(struct arena *arena, const struct fits_facts *facts, int form)
{
    uint64_t sum = (uint64_t)form;
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        const struct q_member_facts *row = asked[i].form == form ? find(facts, asked[i].subject) : NULL;
        sum = sum * 31 + (row != NULL ? str_hash(row->value) : 0);
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

/* ---- the forms */

static struct str hint_of(struct out *out, enum fund_subject subject, const struct q_member_facts *row)
{
    bool is_euros = subject == FUND_INVESTMENT || subject == FUND_GRANT;
    struct str how = is_euros ? W(out, "Whole euros, as 30,000,000. Empty: not known.") : S("");
    if (row == NULL) {
        return how;
    }
    struct slot when = slot("when", say_day(out, (struct maybe_int){true, row->at}));
    struct str who = row->name.n > 0 ? SAY(out, "Said on {when} by {name}.", when, slot("name", row->name))
                                     : SAY(out, "Said on {when}.", when);
    return how.n == 0 ? who : str_format(out->arena, "%.*s %.*s", STR_ARG(how), STR_ARG(who));
}

static void add_select(struct request *request, struct out *out, enum fund_subject subject,
                       const struct q_member_facts *row, bool typed, struct fits_form *form)
{
    static const struct str yes_no[] = {S_INIT("yes"), S_INIT("no")};
    static const struct str topics[] = {S_INIT("energy"), S_INIT("transport"), S_INIT("other")};
    bool is_topic = subject == FUND_TOPIC;
    const struct str *values = is_topic ? topics : yes_no;
    size_t n = is_topic ? COUNT_OF(topics) : COUNT_OF(yes_no);
    struct deed_select *select = &form->selects[form->selects_n++];
    *select = (struct deed_select){form_field_of(request, field_of(subject), hint_of(out, subject, row)),
                                   arena_array(request->arena, struct deed_option, OPTIONS_MAX), 0};
    struct str now = typed ? select->field.value : row != NULL ? row->value : S("");
    select->options[select->n++] = (struct deed_option){S(""), W(out, "Not known"), now.n == 0};
    for (size_t i = 0; i < n; i++) {
        struct fund_value value = {0};
        check(fund_value_parse(subject, values[i], &value));
        select->options[select->n++] = (struct deed_option){values[i], fund_say_amount(out, subject, &value),
                                                            str_eq(now, values[i])};
    }
}

static void add_euros(struct request *request, struct out *out, enum fund_subject subject,
                      const struct q_member_facts *row, bool typed, struct fits_form *form)
{
    struct form_field *field = &form->fields[form->fields_n++];
    int64_t euros;
    *field = form_field_of(request, field_of(subject), hint_of(out, subject, row));
    if (!typed) {
        field->value = row != NULL && fund_euros_parse(row->value, &euros) ? text_count(out, count(euros)) : S("");
    }
}

void fits_facts_ask(struct request *request, struct out *out, const struct fits_facts *facts, bool together,
                    struct fits_form forms[FITS_FORMS])
{
    forms[FITS_HAVE] = (struct fits_form){.id = S("have"), .title = W(out, "What your city has"), .says = S("")};
    forms[FITS_WANT] = (struct fits_form){.id = S("want"), .title = W(out, "What your city wants to do"),
                                          .says = S("")};
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        enum fund_subject subject = asked[i].subject;
        struct fits_form *form = &forms[asked[i].form];
        const struct q_member_facts *row = find(facts, subject);
        bool typed = request->acts && str_eq(request_typed(request, "do"), form->id);
        if (!fits_facts_has(subject, together)) {
            continue;
        }
        if (subject == FUND_INVESTMENT || subject == FUND_GRANT) {
            add_euros(request, out, subject, row, typed, form);
        } else {
            add_select(request, out, subject, row, typed, form);
        }
    }
    for (int k = 0; k < FITS_FORMS; k++) {
        forms[k].seen = seen_of(request->arena, facts, k);
    }
}

/* ---- saving */

/* What is kept of what was typed: "" nothing; false: it cannot be that. */
static bool read_typed(struct request *request, enum fund_subject subject, struct str *ret_value)
{
    const struct field *field = field_of(subject);
    struct str typed = str_trim(request_typed(request, field->name));
    int64_t euros;
    *ret_value = typed;
    if (typed.n == 0 || (subject != FUND_INVESTMENT && subject != FUND_GRANT)) {
        return true;
    }
    if (!fund_euros_parse(typed, &euros)) {
        form_refuse(request, field, W_NOTE("is no amount in whole euros"),
                    W_NOTE("write it as 30,000,000, or leave it empty"));
        return false;
    }
    *ret_value = str_format(request->arena, "%lld", (long long)euros);
    return true;
}

enum fault fits_facts_save(struct request *request, struct response *response, int64_t member_id)
{
    struct str values[COUNT_OF(asked)];
    struct fits_facts facts;
    int form = str_eq(request_typed(request, "do"), S("want")) ? FITS_WANT : FITS_HAVE;
    bool fits = true;
    TRY(fits_facts_load(request, &facts));
    if (request_typed(request, "do").n == 0) {
        form_refuse(request, form_find(fits_form, "do"), W_NOTE("is not chosen"), W_NOTE("choose one of these"));
        return FAULT_INVALID;
    }
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        fits = (asked[i].form != form || read_typed(request, asked[i].subject, &values[i])) && fits;
    }
    if (!fits) {
        return FAULT_INVALID;
    }
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &facts, form))) {
        return form_refuse_meanwhile(request, response, form_find(fits_form, "seen"));
    }
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        struct str fact = fund_subject_word(asked[i].subject);
        bool is_asked = query_get(&request->typed, field_of(asked[i].subject)->name).s != NULL;
        if (asked[i].form != form || !is_asked) {
            continue;
        }
        TRY(values[i].n == 0 ? q_member_fact_remove(request->db, member_id, fact)
                             : q_member_fact_put(request->db, member_id, fact, values[i], request->who->person_id,
                                                 request->now));
    }
    return OK;
}
