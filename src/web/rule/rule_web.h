/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rule: the rules of funding that count here, for everybody to read; and how coordinators write them: a draft, part by
** part, each a short form that is kept when it is sent; tried on its examples when a second person is asked; read old
** beside new by that person, who says yes or no. Store: store/funding_rule.h.
**
** A draft is at any time a rule that fund_read can read, but for examples that do not hold yet. Conditions are rows
** (domain/fund_row.h) where the rule is of that form; else they are changed as text.
*/
#ifndef WEB_RULE_RULE_WEB_H
#define WEB_RULE_RULE_WEB_H

#include "domain/fund_row.h"
#include "store/funding_rule.h"
#include "web/bid/bid_known.h"
#include "web/form.h"
#include "web/layout/parts.h"
#include "web/people/deed.h"
#include "web/rule/rule_said.h"

#define RULE_ID_MAX 60
#define RULE_INPUTS_MAX 5

/* ---- the list, and one rule */

struct rule_row {
    struct url url;
    struct str name;
    struct tag tag;       /* name "" for none */
    struct str says;      /* when one can apply, and how old it is */
    struct url open;      /* what waits or is being written; no text for none, or for who may not see it */
    struct str open_says;
};

struct rules_page {
    struct page *page;
    struct notice notice;
    struct rule_row *rows;
    size_t n;
    bool may_write;
};

struct rule_page {
    struct page *page;
    struct notice notice;  /* title "" for none */
    struct form_problems *problems;
    struct rule_said parts[RULE_PARTS];
    struct url source;     /* no text for none */
    struct url replaced;   /* the rule that came after it; no text for none */
    struct str replaced_name;
    struct str whose;      /* of this network, or comes with the program */
    struct url other;      /* the one of the program that gave way, or back; no text for none */
    struct str other_name;
    struct url open;       /* what waits or is being written */
    struct str open_says;
    struct url history;    /* no text: who looks may not */
    struct bid_known known; /* of bids by it; for who acts for a city */
    struct str text;       /* the rule as text */
    bool may_write;        /* and nothing is open */
    bool may_withdraw;
    struct form_field why;
    struct str once;
    struct url action;
};

extern const struct field rules_fields[], rule_fields[], rule_form[];
handler rules_get, rule_get, rule_act;

/* ---- a draft */

struct rule_draft {
    const struct q_funding_rule_open *row;
    struct fund_entry entry;
};

/* FAULT_NOT_FOUND: nothing is open of the rule in the address, or it cannot be read. */
enum fault must_use rule_open_load(struct request *request, struct rule_draft *ret_draft);
/* The same of a draft of who asks. */
enum fault must_use rule_draft_load(struct request *request, struct rule_draft *ret_draft);
/* Keeps it and goes to its page. What cannot be kept is a problem of `field`: FAULT_INVALID. */
enum fault must_use rule_draft_save(struct request *request, struct response *response, const struct rule_draft *draft,
                                    const struct field *field);
struct url rule_change_url(struct request *request);

/* A part of the draft: conditions, windows and examples are lists, each of which has a page. */
struct rule_change_item {
    struct str text;
    struct url url;
    struct str wrong;     /* "" for none */
};

struct rule_change_list {
    struct str id, title, says;
    struct rule_change_item *items;
    size_t n;
    struct url add;       /* no text for none */
    struct str add_name;
};

#define RULE_LISTS_MAX (5 + FUND_WAYS)

struct rule_change_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct rule_change_list lists[RULE_LISTS_MAX];
    size_t lists_n;
    struct url as_text;
    struct str whose;     /* "" it is of who asks; else who writes it, and nothing can be changed here */
    struct form_field why;
    struct str once;
    struct url action, back;
};

extern const struct field rule_new_form[], rule_source_form[], rule_money_form[], rule_more_form[], rule_window_form[],
    rule_condition_form[], rule_example_form[], rule_calls_form[], rule_text_form[], rule_change_fields[],
    rule_change_form[];
handler rule_new_get, rule_new_act, rule_change_get, rule_change_act, rule_source_get, rule_source_act, rule_money_get,
    rule_money_act, rule_more_get, rule_more_act, rule_window_get, rule_window_act, rule_condition_get,
    rule_condition_act, rule_example_get, rule_example_act, rule_calls_get, rule_calls_act, rule_text_get,
    rule_text_act;

/* ---- a short form of a draft: at most RULE_INPUTS_MAX inputs, in their order */

struct rule_step_page {
    struct page *page;
    struct form_problems *problems;
    struct str says;                            /* "" for none */
    struct deed_select inputs[RULE_INPUTS_MAX]; /* without options: a line or a box */
    size_t n;
    struct str remove;                          /* the name of its button; "" none */
    struct str button;
    struct str once;
    struct url action, back;
};

struct rule_step_page *rule_step_of(struct request *request, struct out *out, struct str title, struct str lead);
struct form_field *rule_step_field(struct request *request, struct rule_step_page *m, const struct field *field,
                                   struct str value, struct str hint);
/* Options follow: rule_step_option, at most `most`. */
void rule_step_select(struct request *request, struct rule_step_page *m, const struct field *field, struct str hint,
                      size_t most);
void rule_step_option(struct request *request, struct rule_step_page *m, struct str value, struct str name,
                      struct str chosen);
void rule_step_end(struct request *request, struct response *response, struct out *out, struct rule_step_page *m,
                   const struct field *form);
/* Which of a list the address names: 0 to n - 1, or n for "new". False: neither. */
bool rule_step_nth(struct request *request, size_t n, size_t *ret_i);
/* Notes what is wrong, in sentences that are made already. */
void rule_step_refuse(struct request *request, const struct field *field, struct str what, struct str hint);

/* What cannot be done as it stands now: 409. */
enum fault must_use rule_refuse_now(struct request *request, struct response *response, const struct field *field,
                                    const char *hint);

/* ---- the second person, and what was before */

struct rule_compared {
    struct rule_said was, is;
    bool changed;
};

struct rule_city_row {
    struct str city, was, is;
};

struct rule_answer_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str what, why;
    struct rule_compared parts[RULE_PARTS];
    bool has_was;
    struct rule_city_row cities[5];
    size_t cities_n;
    struct str members;             /* how many member cities are answered something else */
    struct rule_city_row *changed;
    size_t changed_n;
    struct str wrong;               /* examples that do not hold; "" all do */
    bool may_answer;
    bool may_drop;
    struct str alone;               /* nobody else can say yes; "" somebody can */
    struct form_field answer;
    struct str seen;
    struct str once;
    struct url action, back;
};

struct rule_version {
    struct str title, when, why, answer;
    struct str uid;
    struct rule_said parts[RULE_PARTS]; /* what it said; none when it cannot be read */
    bool may_put_back;
};

struct rule_history_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct rule_version *rows;
    size_t n;
    struct str once;
    struct url action, back;
};

extern const struct field rule_answer_form[], rule_history_form[];
handler rule_answer_get, rule_answer_act, rule_history_get, rule_history_act;

#endif
