/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer: the earlier answers of a member city, for its people: found by words, read, changed, copied, taken away and
** put back, put in one by one or many at once from a former bid that is pasted, and all of them as a file.
**
** Beside each stands where it is from, what came of it, and how old it is. Other member cities read those that the city
** lets them, with the name of the city and no person.
*/
#ifndef WEB_ANSWER_ANSWER_WEB_H
#define WEB_ANSWER_ANSWER_WEB_H

#include "domain/former_bid.h"
#include "store/answer.h"
#include "store/member.sql.h"
#include "web/form.h"
#include "web/layout/parts.h"
#include "web/people/deed.h"

#define ANSWERS_PER_PAGE 20
#define ANSWER_FACETS_MAX 5

struct answer_row {
    struct url url;
    struct str question;
    struct str from;          /* "Written for EUCF, handed in on 12 March 2024: granted." */
    struct str why;           /* "" nobody said */
    struct str age;           /* "It is 2 years old: numbers in it may be old."; "" it is not */
    struct str beginning;
    struct str whose;         /* "By Gabrovo (BG)", "Other member cities read it"; "" ours alone */
    struct str id;            /* for what describes its button */
};

struct answers_page {
    struct page *page;
    struct notice notice;     /* title "" for none */
    struct form_problems *problems;
    struct str q;
    bool others;              /* also what other member cities let be read */
    struct str outcome;       /* chosen; "" all */
    struct url action;
    struct facet whose[2];
    struct facet outcomes[ANSWER_FACETS_MAX];
    size_t outcomes_n;
    struct str count;         /* "12 earlier answers" */
    struct answer_row *rows;
    size_t n;
    struct pagination pagination;
    struct empty_state *empty;/* NULL: there are some */
    struct url add, paste;
    struct use_data use_data;
    struct answer_row *taken; /* url none; from: when it was taken away */
    size_t taken_n;
    struct str *taken_uids;
    struct str once;
};

struct answer_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct answer_row row;
    struct str body;
    struct str numbers[ANSWER_NUMBERS_MAX];
    size_t numbers_n;
    struct str who;           /* "Put in by Ann on 3 May 2026."; "" another city's */
    struct str seen_by;
    bool ours;
    bool taken;
    struct url change, from, back;
    struct url bid;           /* no text: it stood in none here */
    struct str seen;
    struct str once;
    struct url action;
};

/* Putting one in, or changing a part of one. */
struct answer_edit_page {
    struct page *page;
    struct form_problems *problems;
    struct form_field fields[4];
    size_t fields_n;
    struct str *funds;        /* names to choose from for the field "fund" */
    size_t funds_n;
    struct deed_select outcome; /* n 0: it is not asked */
    struct str seen_by;       /* chosen; "": it is not asked */
    struct str reads;         /* what is said of who reads it */
    struct str note;
    struct str seen;
    struct str once;
    struct str button;
    struct url action;
    struct url back;
    struct url other;         /* another way to do it; no text for none */
    struct str other_name;
};

/* ---- a former bid */
struct former_row {
    struct str number;        /* "3": of the part, from 1 */
    struct str question;
    struct str beginning;
    struct str words;         /* "240 words" */
    struct str says;          /* what is odd about it; "" nothing */
    struct deed_option options[3];
    size_t options_n;
};

struct former_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct former_row *rows;
    size_t n;
    size_t kept;              /* answers that would be kept; 0: none, or nothing was looked at */
    struct form_field text, fund, handed_in;
    struct str *funds;
    size_t funds_n;
    struct deed_select outcome;
    struct str seen;
    struct str once;
    struct url action;
};

extern const struct field answers_fields[], answers_form[], answer_one_fields[], answer_form[], answer_new_form[];
extern const struct field answer_change_form[], answer_from_form[], former_form[];
handler answers_get, answers_act, answer_get, answer_act, answer_new_get, answer_new_act;
handler answer_change_get, answer_change_act, answer_from_get, answer_from_act, former_get, former_act;

/* ---- for these pages */

/* What is told of one. */
struct answer_told {
    struct str fund, handed_in_on, outcome, why;
    int64_t made_at;
};

/* Everything but url, question, beginning, whose. */
struct answer_row answer_row_of(struct out *out, const struct answer_told *told, struct date today);
struct str say_answer_outcome(struct out *out, enum answer_outcome outcome);
struct deed_select answer_outcomes(struct request *request, const struct field *field, struct str chosen);
/* The titles of funding calls that the city watches, to choose from; and the key of the one that was meant, "" none. */
struct str *answer_funds(struct request *request, const struct q_answer_funds *rows, size_t n);
struct str answer_fund_key(const struct q_answer_funds *rows, size_t n, struct str fund);
/* False, and a problem beside the field: what was typed is no day or year that has been. */
bool answer_when_fits(struct request *request, const struct field *field, struct str *ret_iso);
/* Too many for the city: FAULT_INVALID with a problem beside the field; any other fault as it is. */
enum fault must_use answer_refuse_room(struct request *request, const struct field *field, enum fault fault);

#endif
