/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_answer: a change as the second person reads it, their yes or no; and what was sides. */
#include "base/check.h"
#include "text/words.h"
#include "web/funding/fund_rules.h"
#include "web/gate.h"
#include "web/rule/rule_web.h"
#include "web/say.h"
#include "web/views.h"

#define SEEN_LETTERS 32
#define CHANGED_SHOWN 5
#define CITIES 5

const struct field rule_answer_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "yes no drop", .min = 1,
     .help = "say yes or no; take the question back"},
    {.name = "answer", .label = W_NOTE("Why yes, or why no"), .kind = FIELD_TEXT, .max = FUNDING_RULE_WHY_MAX,
     .help = "kept with the rule"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that what is answered is what was read"},
    {0},
};

/* ---- what it answers */

struct sides {
    const struct fund_entry *was; /* what answers now; NULL: nothing */
    const struct fund_entry *is;  /* NULL: nothing will */
};

/* ret_kind: numbers answers, so that a sentence in other words is no other answer. */
static struct str answer_of(struct request *request, struct out *out, const struct fund_entry *entry,
                            struct fund_city *city, int *ret_kind)
{
    struct fund_group *group = arena_new(request->arena, struct fund_group);
    *ret_kind = -1;
    if (entry == NULL) {
        return W(out, "there is no such rule");
    }
    group->cities = city;
    group->n = 1;
    struct fund_answer answer = fund_answer_make(request->arena, &entry->rule, NULL, group, request->today,
                                                 request->today);
    *ret_kind = 2 * (int)answer.truth + fund_answer_is_closed(&answer);
    return fund_say_answer(out, &entry->rule, group, &answer);
}

/* False: both answer the same. */
static bool city_row(struct request *request, struct out *out, const struct sides *sides, struct fund_city *city,
                     struct str country, struct rule_city_row *ret_row)
{
    int was, is;
    struct str said = answer_of(request, out, sides->was, city, &was);
    struct str now = answer_of(request, out, sides->is, city, &is);
    *ret_row = (struct rule_city_row){say_member_city(request->arena, city->name, country),
                                      sides->was == NULL || str_eq(said, now) ? S("") : said, now};
    return was != is;
}

/* Countries that the conditions name, so that not all five cities are outside of them. */
static void add_countries(const struct fund_clause *clause, struct str *countries, size_t *n, size_t most)
{
    for (size_t i = 0; clause->op == FUND_COMPARE && clause->subject == FUND_COUNTRY && i < clause->values_n; i++) {
        struct str country = clause->values[i].word;
        bool had = str_eq(country, S("EU27"));
        for (size_t k = 0; k < *n; k++) {
            had = had || str_eq(countries[k], country);
        }
        if (!had && *n < most) {
            countries[(*n)++] = country;
        }
    }
    for (size_t i = 0; i < clause->n; i++) {
        add_countries(&clause->items[i], countries, n, most);
    }
}

/* Five countries: those that the conditions name, then others. */
static void countries_of(const struct fund_entry *entry, struct str *countries)
{
    static const struct str others[CITIES] = {S_INIT("PT"), S_INIT("DE"), S_INIT("GB"), S_INIT("PL"), S_INIT("FI")};
    size_t n = 0;
    if (entry->rule.clause != NULL) {
        add_countries(entry->rule.clause, countries, &n, 3);
    }
    for (size_t i = 0; n < CITIES; i++) {
        countries[n++] = others[i];
    }
}

static enum fault must_use add_cities(struct request *request, struct out *out, const struct sides *sides,
                                      const struct fund_entry *shown, struct rule_answer_page *m)
{
    static const int64_t people[CITIES] = {30000, 45000, 70000, 120000, 180000}; /* from the smallest on */
    struct str in[CITIES];
    struct q_funding_rule_cities *rows;
    size_t n;
    countries_of(shown, in);
    TRY(q_funding_rule_cities(request->db, request->arena, in[0], in[1], in[2], in[3], in[4], people[0], people[1],
                              people[2], people[3], people[4], &rows, &n));
    for (size_t i = 0; i < n && i < CITIES; i++) {
        struct fund_city *city = arena_new(request->arena, struct fund_city);
        *city = fund_city_of(rows[i].name, rows[i].country, rows[i].population, rows[i].degurba, rows[i].coded);
        city_row(request, out, sides, city, rows[i].country, &m->cities[m->cities_n++]);
    }
    return OK;
}

static enum fault must_use add_members(struct request *request, struct out *out, const struct sides *sides,
                                       struct rule_answer_page *m)
{
    struct q_funding_rule_members *rows;
    size_t n, changed = 0;
    TRY(q_funding_rule_members(request->db, request->arena, &rows, &n));
    m->changed = arena_array(request->arena, struct rule_city_row, CHANGED_SHOWN);
    for (size_t i = 0; i < n; i++) {
        struct rule_city_row row;
        struct arena_mark mark = arena_mark(request->arena);
        struct fund_city *city = arena_new(request->arena, struct fund_city);
        *city = fund_city_of(rows[i].name, rows[i].country, rows[i].population, rows[i].degurba, rows[i].coded);
        bool is_other = city_row(request, out, sides, city, rows[i].country, &row);
        changed += is_other;
        if (is_other && m->changed_n < CHANGED_SHOWN) {
            m->changed[m->changed_n++] = row;
        } else { /* of two thousand cities each takes a few kilobytes */
            arena_rewind(request->arena, mark);
        }
    }
    m->members = n == 0 ? W(out, "There are no member cities yet.")
                 : changed == 0
                     ? W(out, "By what is known of member cities, the answer stays the same for all of them.")
                     : SAY(out, "For {n} member city the answer changes, of {all}.|For {n} member cities the answer "
                                "changes, of {all}.", slot("n", (int64_t)changed), slot("all", count((int64_t)n)));
    return OK;
}

/* ---- the page */

static const struct fund_entry *find(const struct fund_entries *entries, struct str id)
{
    for (size_t i = 0; entries != NULL && i < entries->n; i++) {
        if (str_eq(entries->items[i].rule.id, id)) {
            return &entries->items[i];
        }
    }
    return NULL;
}

static enum fault must_use load(struct request *request, struct rule_draft *draft, struct sides *sides)
{
    struct fund_entries entries;
    fund_rules_soon(request->db);
    TRY(rule_open_load(request, draft));
    TRY(fund_rules_load(request->db, request->arena, &entries));
    sides->was = find(&entries, request->params[0]);
    sides->is = &draft->entry;
    if (str_eq(draft->row->kind, S("withdraw"))) {
        sides->is = find(fund_rules_program(request->db), request->params[0]);
    }
    return str_eq(draft->row->state, S("asked")) ? OK : FAULT_NOT_FOUND;
}

static struct str what_says(struct out *out, const struct rule_draft *draft)
{
    const struct q_funding_rule_open *row = draft->row;
    struct slot slots[] = {slot("name", rule_person(out, row->made_name)),
                           slot("day", say_day(out, (struct maybe_int){true, row->changed_at})),
                           slot("checked", draft->entry.rule.checked)};
    const char *english =
        str_eq(row->kind, S("checked"))
            ? W_NOTE("{name} read it at its source on {checked} and says that nothing changed but the day.")
        : str_eq(row->kind, S("withdraw")) ? W_NOTE("{name} asked on {day} that this network’s rule is taken away.")
        : str_eq(row->kind, S("back"))     ? W_NOTE("{name} asked on {day} that an earlier version is put back.")
                                           : W_NOTE("{name} asked on {day} that this counts.");
    return words_text(out, english, slots, COUNT_OF(slots));
}

static void compare(struct out *out, const struct sides *sides, const struct rule_draft *draft,
                    struct rule_answer_page *m)
{
    m->has_was = sides->was != NULL;
    for (int part = 0; part < RULE_PARTS; part++) {
        struct rule_compared *row = &m->parts[part];
        const struct fund_entry *is = sides->is != NULL ? sides->is : &draft->entry;
        row->is = rule_said(out, is, (enum rule_part)part);
        if (m->has_was) {
            row->was = rule_said(out, sides->was, (enum rule_part)part);
        }
        row->changed = !rule_said_same(&row->was, &row->is);
        if (sides->is == NULL) { /* nothing will stand there */
            row->is.n = 0;
        }
    }
}

static enum fault must_use add_who(struct request *request, struct out *out, const struct rule_draft *draft,
                                   struct rule_answer_page *m)
{
    struct q_funding_rule_others others;
    bool own = draft->row->made_by.known && draft->row->made_by.v == request->who->person_id;
    TRY(q_funding_rule_others(request->db, request->arena, request->who->person_id, request->now, &others));
    m->may_answer = !own;
    m->may_drop = own;
    m->alone = own && others.n == 0
                   ? W(out, "Nobody else could say yes: this network has no second coordinator or administrator. An "
                            "administrator gives somebody that role under “People with an account”; there is no "
                            "other way.")
               : own ? W(out, "You wrote it, so somebody else says yes or no: it stands on the desks of the other "
                              "coordinators and administrators.")
                     : S("");
    return OK;
}

enum fault rule_answer_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rule_answer_page *m = arena_new(request->arena, struct rule_answer_page);
    struct rule_draft draft;
    struct sides sides;
    q_funding_rule_open_soon(request->db, request->params[0]);
    q_funding_rule_others_soon(request->db, request->who->person_id, request->now);
    q_funding_rule_members_soon(request->db);
    TRY(load(request, &draft, &sides));
    m->page = page_of(request, draft.entry.rule.name,
                      W(&out, "A change that waits for a second person: what was, what would be, and for whom."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Funding rules"), URL("/funding-rules"));
    m->what = what_says(&out, &draft);
    m->why = draft.row->why;
    compare(&out, &sides, &draft, m);
    TRY(add_cities(request, &out, &sides, &draft.entry, m));
    TRY(add_members(request, &out, &sides, m));
    TRY(add_who(request, &out, &draft, m));
    m->answer = form_field_of(request, form_find(rule_answer_form, "answer"),
                              W(&out, "Such as: I read the same at its source."));
    m->answer.long_text = true;
    m->seen = draft.row->uid;
    m->problems = form_problems_of(request, rule_answer_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/funding-rules/{}/answer", request->params[0]);
    m->back = sides.was != NULL ? url_path_of(request->arena, "/funding-rules/{}", request->params[0])
                                 : URL("/funding-rules");
    response->max_age_s = -1;
    view_rule_answer(&out, m);
    return OK;
}

/* ---- yes or no */

static enum fault must_use go_on(struct request *request, struct response *response, struct str done)
{
    struct fund_entries entries;
    TRY(fund_rules_load(request->db, request->arena, &entries));
    struct url to = find(&entries, request->params[0]) != NULL
                        ? url_path_of(request->arena, "/funding-rules/{}", request->params[0]) : URL("/funding-rules");
    response->status = 303;
    response->location = url_add(request->arena, to, "done", done).text;
    return OK;
}

static enum fault must_use drop(struct request *request, struct response *response, const struct rule_draft *draft)
{
    const struct log_someone who = gate_who(request);
    if (!draft->row->made_by.known || draft->row->made_by.v != who.person) {
        return FAULT_CONFLICT;
    }
    TRY(funding_rule_drop(request->db, request->arena, request->params[0], draft->row, &who, request->now));
    return go_on(request, response, S("drop"));
}

static enum fault must_use answer(struct request *request, struct response *response, const struct rule_draft *draft,
                                  bool yes)
{
    const struct log_someone who = gate_who(request);
    bool withdraws = str_eq(draft->row->kind, S("withdraw"));
    TRY(funding_rule_answer(request->db, request->arena, request->params[0], draft->row, yes,
                            request_typed(request, "answer"), &who, request->now));
    return go_on(request, response, !yes ? S("no") : withdraws ? S("withdrawn") : S("yes"));
}

/* What was tried when it was asked for is tried again: the program may be another one by now. */
static void try_again(struct request *request, const struct rule_draft *draft)
{
    struct problems problems;
    struct fund_entry entry;
    problems_init(&problems, request->arena);
    bool withdraws = str_eq(draft->row->kind, S("withdraw"));
    if (!withdraws && fund_read_one(&problems, S("rule"), draft->row->says, false, &entry) != OK) {
        form_refuse(request, form_find(rule_answer_form, "do"), W_NOTE("is not possible: an example does not hold"),
                    W_NOTE("say no, and say that the example or the conditions have to be mended"));
    }
}

enum fault rule_answer_act(struct request *request, struct response *response)
{
    struct str what = request_typed(request, "do");
    struct rule_draft draft;
    struct sides sides;
    TRY(load(request, &draft, &sides));
    bool drops = str_eq(what, S("drop")), yes = str_eq(what, S("yes"));
    if (!str_eq(request_typed(request, "seen"), draft.row->uid)) {
        return form_refuse_meanwhile(request, response, form_find(rule_answer_form, "seen"));
    }
    if (!drops && request_typed(request, "answer").n == 0) {
        form_refuse(request, form_find(rule_answer_form, "answer"), W_NOTE("is empty"),
                    W_NOTE("say it in a sentence: it is kept with the rule"));
    }
    if (yes) {
        try_again(request, &draft);
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    enum fault fault = drops ? drop(request, response, &draft) : answer(request, response, &draft, yes);
    if (fault == FAULT_CONFLICT) {
        return rule_refuse_now(request, response, form_find(rule_answer_form, "do"),
                               W_NOTE("who wrote it cannot be who says yes; look at what stands on the page"));
    }
    return fault;
}
