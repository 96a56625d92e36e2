/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_rows: the lists of a draft, one line at a time: days on which one can apply, conditions, examples. */
#include "base/check.h"
#include "base/fold.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/funding/fund_lines.h"
#include "web/rule/rule_web.h"
#include "web/say.h"

#define NAME_MAX_LETTERS 100
#define DAY_LETTERS 32
#define VALUE_MAX 400
#define SAYS_MAX 200
#define SUBJECT_LETTERS 40
#define OPTIONS_MAX (4 * FUND_SUBJECTS)

const struct field rule_window_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save remove",
     .help = "save, or remove"},
    {.name = "name", .label = W_NOTE("What it is called"), .kind = FIELD_TEXT, .max = NAME_MAX_LETTERS,
     .help = "such as funding call 5"},
    {.name = "opens", .label = W_NOTE("First day"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "as 2026-02-25; empty: not known"},
    {.name = "closes", .label = W_NOTE("Last day"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "as 2026-06-15; empty: not known"},
    {0},
};

const struct field rule_condition_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save remove",
     .help = "save, or remove"},
    {.name = "way", .label = W_NOTE("When it holds"), .kind = FIELD_CHOICE,
     .choices = "always single group agglomeration", .help = "always, or only for one way of applying"},
    {.name = "what", .label = W_NOTE("What is looked at"), .kind = FIELD_TEXT, .max = SUBJECT_LETTERS,
     .help = "one of the list: people, every-country, ..."},
    {.name = "how", .label = W_NOTE("How it compares"), .kind = FIELD_CHOICE, .choices = "eq gte lte gt lt ne",
     .help = "is, at least, at most, more, fewer, is not"},
    {.name = "value", .label = W_NOTE("With what"), .kind = FIELD_TEXT, .max = VALUE_MAX,
     .help = "a number, a country or several, yes or no"},
    {.name = "goes", .label = W_NOTE("How strictly"), .kind = FIELD_CHOICE, .choices = "needed or usually",
     .help = "needed; enough in place of the one before; what the source calls usual"},
    {0},
};

const struct field rule_example_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save remove",
     .help = "save, or remove"},
    {.name = "says", .label = W_NOTE("The example in words"), .kind = FIELD_TEXT, .max = SAYS_MAX,
     .help = "what it is"},
    {.name = "on", .label = W_NOTE("Asked on"), .kind = FIELD_TEXT, .max = DAY_LETTERS, .help = "as 2026-05-01"},
    {.name = "cities", .label = W_NOTE("Who applies"), .kind = FIELD_TEXT, .max = FUND_LINES_MAX / 2,
     .help = "a city a line: its name, a colon, what is known"},
    {.name = "expect", .label = W_NOTE("What has to come out"), .kind = FIELD_CHOICE,
     .choices = "fits closed not usually unknown",
     .help = "fits; would fit but closed; does not fit; that only by what is usual; cannot be told"},
    {.name = "because", .label = W_NOTE("Because of what"), .kind = FIELD_TEXT, .max = SUBJECT_LETTERS,
     .help = "a fact that the reasons have to name; empty: any"},
    {0},
};

static bool removes(struct request *request)
{
    return str_eq(request_typed(request, "do"), S("remove"));
}

static void need(struct request *request, const struct field *form, const char *name)
{
    if (request_typed(request, name).n == 0) {
        form_refuse(request, form_find(form, name), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
}

static struct str day_text(struct arena *arena, struct date date)
{
    return date_is_none(date) ? S("") : date_iso(arena, date);
}

static struct date read_day(struct request *request, const struct field *field)
{
    struct date day = DATE_NONE;
    struct str typed = request_typed(request, field->name);
    if (typed.n > 0 && !date_parse(typed, &day)) {
        form_refuse(request, field, W_NOTE("is not a day"), W_NOTE("write it as 2026-12-31"));
    }
    return day;
}

/* ---- days on which one can apply */

enum fault rule_window_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct field *form = rule_window_form;
    struct rule_draft draft;
    size_t i;
    TRY(rule_draft_load(request, &draft));
    if (!rule_step_nth(request, draft.entry.rule.windows_n, &i)) {
        return FAULT_NOT_FOUND;
    }
    bool is_new = i == draft.entry.rule.windows_n;
    const struct fund_window none = {.name = S(""), .opens = DATE_NONE, .closes = DATE_NONE};
    const struct fund_window *window = is_new ? &none : &draft.entry.rule.windows[i];
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "Days on which one can apply"),
                                            W(&out, "From the first day to the last, both of them too."));
    rule_step_field(request, m, form_find(form, "name"), window->name, W(&out, "Such as: funding call 5"));
    rule_step_field(request, m, form_find(form, "opens"), day_text(request->arena, window->opens),
                    W(&out, "Leave it empty when it is not known."))->type = S("date");
    rule_step_field(request, m, form_find(form, "closes"), day_text(request->arena, window->closes),
                    W(&out, "Leave it empty when it is not known."))->type = S("date");
    m->remove = is_new ? S("") : W(&out, "Remove these days");
    rule_step_end(request, response, &out, m, form);
    return OK;
}

static bool has_window(const struct fund_rule *rule, size_t but, struct str id)
{
    for (size_t i = 0; i < rule->windows_n; i++) {
        if (i != but && str_eq(rule->windows[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* Of the rule's id and a number. */
static struct str window_id(struct arena *arena, const struct fund_rule *rule)
{
    struct str id = S("");
    for (size_t n = rule->windows_n + 1; id.n == 0 || has_window(rule, SIZE_MAX, id); n++) {
        id = str_format(arena, "%.*s.%zu", STR_ARG(rule->id), n);
    }
    return id;
}

static void read_window(struct request *request, const struct fund_rule *rule, struct fund_window *window)
{
    const struct field *form = rule_window_form;
    need(request, form, "name");
    window->name = request_typed(request, "name");
    window->opens = read_day(request, form_find(form, "opens"));
    window->closes = read_day(request, form_find(form, "closes"));
    bool both = !date_is_none(window->opens) && !date_is_none(window->closes);
    if (both && window->closes.days < window->opens.days) {
        form_refuse(request, form_find(form, "closes"), W_NOTE("is before the first day"),
                    W_NOTE("look at both days"));
    }
    if (rule->windows_n == FUND_WINDOWS_MAX) {
        form_refuse(request, form_find(form, "name"), W_NOTE("is one too many"), W_NOTE("remove one first"));
    }
}

/* An example that names the window has to name another one first. */
static bool is_named(const struct fund_entry *entry, struct str id)
{
    bool named = false;
    for (size_t i = 0; i < entry->cases_n; i++) {
        named = named || (id.n > 0 && str_eq(entry->cases[i].window, id));
    }
    return named;
}

enum fault rule_window_act(struct request *request, struct response *response)
{
    struct rule_draft draft;
    size_t i;
    TRY(rule_draft_load(request, &draft));
    struct fund_rule *rule = &draft.entry.rule;
    if (!rule_step_nth(request, rule->windows_n, &i)) {
        return FAULT_NOT_FOUND;
    }
    bool is_new = i == rule->windows_n;
    struct fund_window *windows = arena_array(request->arena, struct fund_window, rule->windows_n + 1);
    size_t n = 0;
    struct fund_window window = {.id = is_new ? window_id(request->arena, rule) : rule->windows[i].id};
    if (!removes(request)) {
        read_window(request, rule, &window);
    } else if (is_named(&draft.entry, window.id)) {
        form_refuse(request, form_find(rule_window_form, "name"), W_NOTE("is named by an example"),
                    W_NOTE("remove that example first"));
    }
    for (size_t k = 0; k < rule->windows_n; k++) {
        if (k != i) {
            windows[n++] = rule->windows[k];
        } else if (!removes(request)) {
            windows[n++] = window;
        }
    }
    if (is_new && !removes(request)) {
        windows[n++] = window;
    }
    rule->windows = windows;
    rule->windows_n = n;
    return request->problems.n > 0 ? FAULT_INVALID
                                   : rule_draft_save(request, response, &draft, form_find(rule_window_form, "name"));
}

/* ---- conditions */

static const struct str of_words[FUND_OFS] = {
    [FUND_TOGETHER] = S_INIT(""), [FUND_OF_EVERY] = S_INIT("every-"), [FUND_OF_SOME] = S_INIT("some-"),
    [FUND_OF_LEAD] = S_INIT("lead-")};
static const struct str how_words[] = {
    [FUND_EQ] = S_INIT("eq"), [FUND_NE] = S_INIT("ne"), [FUND_LT] = S_INIT("lt"), [FUND_LTE] = S_INIT("lte"),
    [FUND_GT] = S_INIT("gt"), [FUND_GTE] = S_INIT("gte"), [FUND_IN] = S_INIT("eq")};
static const struct str goes_words[FUND_GOES] = {
    [FUND_NEEDED] = S_INIT("needed"), [FUND_OR] = S_INIT("or"), [FUND_USUAL] = S_INIT("usually")};

static struct str what_word(struct arena *arena, enum fund_of of, enum fund_subject subject)
{
    return str_join(arena, of_words[of], fund_subject_word(subject));
}

static struct str say_what(struct out *out, enum fund_of of, enum fund_subject subject)
{
    struct slot what = slot("what", fund_say_subject(out, subject));
    return subject == FUND_SHARE   ? W(out, "part of the people who live in cities and towns, per 100")
           : of == FUND_OF_EVERY ? SAY(out, "every city: {what}", what)
           : of == FUND_OF_SOME  ? SAY(out, "at least one city: {what}", what)
           : of == FUND_OF_LEAD  ? SAY(out, "the lead applicant: {what}", what)
                                 : what.text;
}

/* All that can be looked at, the usual first. */
static void add_whats(struct request *request, struct out *out, struct rule_step_page *m, struct str chosen)
{
    static const enum fund_subject first[] = {FUND_PEOPLE, FUND_CITIES, FUND_COUNTRIES};
    for (size_t i = 0; i < COUNT_OF(first); i++) {
        rule_step_option(request, m, what_word(request->arena, FUND_TOGETHER, first[i]),
                         say_what(out, FUND_TOGETHER, first[i]), chosen);
    }
    for (enum fund_of of = FUND_OF_EVERY; of < FUND_OFS; of++) {
        for (enum fund_subject subject = 0; subject < FUND_CITY_FACTS; subject++) {
            rule_step_option(request, m, what_word(request->arena, of, subject), say_what(out, of, subject), chosen);
        }
    }
    for (enum fund_subject subject = FUND_CITY_FACTS; subject < FUND_SUBJECTS; subject++) {
        bool had = subject == FUND_PEOPLE || subject == FUND_CITIES || subject == FUND_COUNTRIES;
        if (!had) {
            rule_step_option(request, m, what_word(request->arena, FUND_TOGETHER, subject),
                             say_what(out, FUND_TOGETHER, subject), chosen);
        }
    }
}

static struct str values_text(struct out *out, const struct fund_row *row)
{
    struct str text = S("");
    for (size_t i = 0; i < row->values_n; i++) {
        struct str value = fund_value_put(out, row->subject, &row->values[i]);
        text = str_format(out->arena, "%.*s%s%.*s", STR_ARG(text), i > 0 ? ", " : "", STR_ARG(value));
    }
    return text;
}

static void add_condition_inputs(struct request *request, struct out *out, struct rule_step_page *m,
                                 const struct fund_row *row)
{
    const struct field *form = rule_condition_form;
    struct str way = row->way == FUND_ALWAYS ? S("always") : fund_way_word(row->way);
    struct str how = how_words[row->compare], goes = goes_words[row->goes];
    rule_step_select(request, m, form_find(form, "what"), S(""), OPTIONS_MAX);
    add_whats(request, out, m, row->values_n > 0 ? what_word(request->arena, row->of, row->subject) : S("people"));
    rule_step_select(request, m, form_find(form, "how"), W(out, "A country, or yes and no, is or is not."), 6);
    rule_step_option(request, m, S("gte"), W(out, "at least"), how);
    rule_step_option(request, m, S("eq"), W(out, "is, or is one of"), how);
    rule_step_option(request, m, S("ne"), W(out, "is not"), how);
    rule_step_option(request, m, S("lte"), W(out, "at most"), how);
    rule_step_option(request, m, S("gt"), W(out, "more than"), how);
    rule_step_option(request, m, S("lt"), W(out, "fewer than"), how);
    rule_step_field(request, m, form_find(form, "value"), values_text(out, row),
                    W(out, "A number such as 50,000; a country or several, with commas between, “EU” for all of "
                           "its countries; yes or no; city."));
    rule_step_select(request, m, form_find(form, "way"), S(""), FUND_WAYS);
    rule_step_option(request, m, S("always"), W(out, "Always"), way);
    for (enum fund_way other = FUND_SINGLE; other < FUND_WAYS; other++) {
        rule_step_option(request, m, fund_way_word(other),
                         SAY(out, "Only for {way}", slot("way", fund_say_way(out, fund_way_word(other)))), way);
    }
    rule_step_select(request, m, form_find(form, "goes"), S(""), FUND_GOES);
    rule_step_option(request, m, S("needed"), W(out, "It is needed"), goes);
    rule_step_option(request, m, S("or"), W(out, "It is enough in place of the one before it"), goes);
    rule_step_option(request, m, S("usually"), W(out, "The source says it is usual, not needed"), goes);
}

static enum fault must_use load_rows(struct request *request, struct rule_draft *draft, struct fund_rows *rows,
                                     size_t *ret_i)
{
    TRY(rule_draft_load(request, draft));
    if (!fund_rows_of(request->arena, draft->entry.rule.clause, rows) || !rule_step_nth(request, rows->n, ret_i)) {
        return FAULT_NOT_FOUND;
    }
    return OK;
}

enum fault rule_condition_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct fund_rows *rows = arena_new(request->arena, struct fund_rows);
    struct rule_draft draft;
    size_t i;
    TRY(load_rows(request, &draft, rows, &i));
    const struct fund_row none = {.compare = FUND_GTE};
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "A condition"),
                                            W(&out, "One thing that is looked at, and what it has to be."));
    add_condition_inputs(request, &out, m, i < rows->n ? &rows->items[i] : &none);
    m->remove = i < rows->n ? W(&out, "Remove this condition") : S("");
    rule_step_end(request, response, &out, m, rule_condition_form);
    return OK;
}

static bool parse_what(struct str typed, struct fund_row *row)
{
    for (int of = FUND_OF_EVERY; of < FUND_OFS; of++) {
        if (str_starts(typed, of_words[of])) {
            row->of = (enum fund_of)of;
            return fund_subject_parse(str_from(typed, of_words[of].n), &row->subject) && row->subject < FUND_CITY_FACTS;
        }
    }
    row->of = FUND_TOGETHER;
    return fund_subject_parse(typed, &row->subject) && row->subject >= FUND_CITY_FACTS;
}

static void read_values(struct request *request, struct fund_row *row)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct fund_value *values = arena_array(request->arena, struct fund_value, FUND_LIST_MAX);
    struct str typed = request_typed(request, "value");
    bool big = fund_subject_type(row->subject) == FUND_NUMBER && row->subject != FUND_DEGURBA;
    bool several = row->compare == FUND_EQ && !big;
    bool yes_no = fund_subject_type(row->subject) == FUND_YES_NO;
    row->values = values;
    row->values_n = 1;
    if (several ? !fund_values_typed(&out, row->subject, typed, FUND_LIST_MAX, values, &row->values_n)
                : !fund_value_typed(&out, row->subject, typed, &values[0])) {
        form_refuse(request, form_find(rule_condition_form, "value"), W_NOTE("is nothing that this can be"),
                    W_NOTE("a country is a name or two letters; a degree of urbanisation is 1 to 3; numbers are whole; "
                           "the rest is yes or no"));
        return;
    }
    row->compare = row->values_n > 1 && !yes_no ? FUND_IN : row->compare;
    if (yes_no && row->values_n == 1 && row->compare == FUND_NE) { /* "is not: no" is "is: yes" */
        values[0] = fund_number(!values[0].number);
        row->compare = FUND_EQ;
    }
}

static bool goes_with(const struct fund_row *row)
{
    bool order = row->compare != FUND_EQ && row->compare != FUND_NE && row->compare != FUND_IN;
    if (fund_subject_type(row->subject) != FUND_NUMBER) {
        return !order;
    }
    return (row->subject != FUND_SHARE && row->subject != FUND_LEVERAGE) || row->compare == FUND_GTE ||
           row->compare == FUND_LT;
}

static void read_row(struct request *request, struct fund_row *row)
{
    const struct field *form = rule_condition_form;
    struct str way = request_typed(request, "way"), how = request_typed(request, "how");
    struct str goes = request_typed(request, "goes");
    for (int i = FUND_SINGLE; i < FUND_WAYS; i++) {
        row->way = str_eq(way, fund_way_word((enum fund_way)i)) ? (enum fund_way)i : row->way;
    }
    for (int i = 0; i < FUND_GOES; i++) {
        row->goes = str_eq(goes, goes_words[i]) ? (enum fund_goes)i : row->goes;
    }
    for (int i = FUND_EQ; i < FUND_IN; i++) {
        row->compare = str_eq(how, how_words[i]) ? (enum fund_compare)i : row->compare;
    }
    if (!parse_what(request_typed(request, "what"), row)) {
        form_refuse(request, form_find(form, "what"), W_NOTE("is not chosen"), W_NOTE("choose one of these"));
        return;
    }
    need(request, form, "value");
    if (request->problems.n == 0 && !goes_with(row)) {
        form_refuse(request, form_find(form, "how"), W_NOTE("does not go with what is looked at"),
                    W_NOTE("numbers are at least, at most, more or fewer; parts are at least or fewer than; everything "
                           "else is or is not"));
    }
    if (request->problems.n == 0) {
        read_values(request, row);
    }
}

enum fault rule_condition_act(struct request *request, struct response *response)
{
    const struct field *form = rule_condition_form;
    struct fund_rows *rows = arena_new(request->arena, struct fund_rows);
    struct fund_row row = {.compare = FUND_GTE};
    struct rule_draft draft;
    size_t i;
    TRY(load_rows(request, &draft, rows, &i));
    if (removes(request)) {
        if (i < rows->n) {
            fund_rows_remove(rows, i);
        }
    } else {
        read_row(request, &row);
        if (request->problems.n == 0 && !fund_rows_put(rows, i < rows->n ? i : SIZE_MAX, &row)) {
            form_refuse(request, form_find(form, "what"), W_NOTE("is one condition too many"),
                        W_NOTE("remove one first, or write the rule as text"));
        }
    }
    for (size_t k = 0; request->problems.n == 0 && k < rows->n; k++) {
        if (fund_row_hangs(rows, k)) {
            form_refuse(request, form_find(form, "goes"), W_NOTE("names a condition before it, and there is none"),
                        W_NOTE("choose that it is needed"));
        }
    }
    draft.entry.rule.clause = fund_rows_clause(request->arena, rows);
    return request->problems.n > 0 ? FAULT_INVALID
                                   : rule_draft_save(request, response, &draft, form_find(form, "value"));
}

/* ---- examples */

static struct str expect_word(const struct fund_case *example)
{
    return example->expect == TRUTH_UNKNOWN ? S("unknown")
           : example->expect == TRUTH_YES   ? example->expects_closed ? S("closed") : S("fits")
           : example->expects_usually       ? S("usually")
                                            : S("not");
}

static void add_example_inputs(struct request *request, struct out *out, struct rule_step_page *m,
                               const struct fund_case *example)
{
    const struct field *form = rule_example_form;
    struct str expect = expect_word(example);
    struct str because = example->because_n > 0 ? fund_subject_word(example->because[0]) : S("any");
    rule_step_field(request, m, form_find(form, "says"), example->says, W(out, "Such as: a Portuguese city of 42,000"));
    rule_step_field(request, m, form_find(form, "on"), day_text(request->arena, example->on), S(""))->type = S("date");
    rule_step_field(request, m, form_find(form, "cities"), fund_group_put(out, &example->group),
                    SAY(out, "A city a line: its name, a colon, then what is known. Such as: Viseu: Portugal, 42,000, "
                             "{degree} 2. What is left away is not known.",
                        slot("degree", fund_say_subject(out, FUND_DEGURBA))))->long_text = true;
    rule_step_select(request, m, form_find(form, "expect"), S(""), 5);
    rule_step_option(request, m, S("fits"), W(out, "Fits"), expect);
    rule_step_option(request, m, S("closed"), W(out, "Would fit, but it is closed"), expect);
    rule_step_option(request, m, S("not"), W(out, "Does not fit"), expect);
    rule_step_option(request, m, S("usually"), W(out, "Does not fit, but only by what is usual"), expect);
    rule_step_option(request, m, S("unknown"), W(out, "We cannot tell yet"), expect);
    rule_step_select(request, m, form_find(form, "because"), S(""), FUND_SUBJECTS + 1);
    rule_step_option(request, m, S("any"), W(out, "Whatever the reason"), because);
    for (enum fund_subject subject = 0; subject < FUND_SUBJECTS; subject++) {
        rule_step_option(request, m, fund_subject_word(subject), fund_say_subject(out, subject), because);
    }
}

enum fault rule_example_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rule_draft draft;
    size_t i;
    TRY(rule_draft_load(request, &draft));
    if (!rule_step_nth(request, draft.entry.cases_n, &i)) {
        return FAULT_NOT_FOUND;
    }
    bool is_new = i == draft.entry.cases_n;
    struct rule_step_page *m = rule_step_of(request, &out, W(&out, "An example"),
                                            W(&out, "Somebody who applies, and what the rule has to answer them."));
    const struct fund_case none = {.says = S(""), .on = request->today, .expect = TRUTH_YES};
    add_example_inputs(request, &out, m, is_new ? &none : &draft.entry.cases[i]);
    m->remove = is_new ? S("") : W(&out, "Remove this example");
    rule_step_end(request, response, &out, m, rule_example_form);
    return OK;
}

static void read_cities(struct request *request, struct fund_case *example)
{
    struct out out = {.words = request->words, .arena = request->arena};
    const struct field *field = form_find(rule_example_form, "cities");
    struct str wrong = S("");
    if (!fund_group_typed(&out, request_typed(request, "cities"), &example->group, &wrong)) {
        rule_step_refuse(request, field,
                         wrong.n == 0 ? W(&out, "names no city")
                                      : SAY(&out, "has something that was not understood: {piece}",
                                            slot("piece", str_clip(wrong, 80))),
                         W(&out, "write a city a line, such as Viseu: Portugal, 42,000"));
    }
}

/* Typed into a known example, what it says beyond the form stays: its window, its way, more reasons. */
static void read_example(struct request *request, struct fund_case *example)
{
    const struct field *form = rule_example_form;
    struct str expect = request_typed(request, "expect"), because = request_typed(request, "because");
    enum fund_subject subject = FUND_COUNTRY;
    need(request, form, "says");
    need(request, form, "on");
    need(request, form, "cities");
    example->says = request_typed(request, "says");
    example->on = read_day(request, form_find(form, "on"));
    bool closed = str_eq(expect, S("closed")), usually = str_eq(expect, S("usually"));
    example->expect = str_eq(expect, S("unknown"))                  ? TRUTH_UNKNOWN
                      : str_eq(expect, S("not")) || usually ? TRUTH_NO
                                                                    : TRUTH_YES;
    example->expects_closed = closed;
    example->expects_usually = usually;
    example->expects_as = example->expect == TRUTH_YES ? example->expects_as : S("");
    bool same = example->because_n > 0 && example->expect != TRUTH_YES &&
                str_eq(because, fund_subject_word(example->because[0]));
    if (!same) {
        bool known = example->expect != TRUTH_YES && fund_subject_parse(because, &subject);
        example->because_n = known;
        example->because[0] = known ? subject : example->because[0];
    }
    if (request->problems.n == 0) {
        read_cities(request, example);
    }
}

/* It has to come out as it says. */
static void try_it(struct request *request, const struct fund_entry *entry, struct fund_case *example, size_t i)
{
    struct out out = {.words = request->words, .arena = request->arena};
    const struct fund_window *window = fund_window_find(&entry->rule, example->window);
    struct fund_answer answer = fund_answer_make(request->arena, &entry->rule, window, &example->group, example->on,
                                                 example->on);
    if (example->expect != TRUTH_YES) { /* whether it is open then is not what it asks */
        example->expects_closed = fund_answer_is_closed(&answer);
    }
    bool holds;
    struct str says = rule_example_says(&out, entry, i, &holds);
    if (!holds) {
        rule_step_refuse(request, form_find(rule_example_form, "expect"),
                         SAY(&out, "is not what comes out. The rule answers: {answer}", slot("answer", says)),
                         W(&out, "mend the example here, or the conditions of the rule first"));
    }
}

enum fault rule_example_act(struct request *request, struct response *response)
{
    struct rule_draft draft;
    size_t i;
    TRY(rule_draft_load(request, &draft));
    struct fund_entry *entry = &draft.entry;
    if (!rule_step_nth(request, entry->cases_n, &i)) {
        return FAULT_NOT_FOUND;
    }
    struct fund_case *cases = arena_array(request->arena, struct fund_case, entry->cases_n + 1);
    size_t n = 0;
    for (size_t k = 0; k < entry->cases_n; k++) {
        if (k != i || !removes(request)) {
            cases[n++] = entry->cases[k];
        }
    }
    n += !removes(request) && i == entry->cases_n;
    entry->cases_n = n;
    entry->cases = cases;
    if (n > FUND_CASES_MAX) {
        form_refuse(request, form_find(rule_example_form, "says"), W_NOTE("is one too many"),
                    W_NOTE("remove one first"));
    } else if (!removes(request)) {
        read_example(request, &cases[i]);
        if (request->problems.n == 0) {
            try_it(request, entry, &cases[i], i);
        }
    }
    return request->problems.n > 0 ? FAULT_INVALID
                                   : rule_draft_save(request, response, &draft, form_find(rule_example_form, "cities"));
}
