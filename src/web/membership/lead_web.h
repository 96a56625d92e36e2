/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** lead: the lead cities. For everybody which member cities lead and which is in the chair, with the dates and no
** person; for who runs the network, and for the main contact of a member city, the page where a city is suggested; on
** the membership of a city what it is asked, with the ways to answer (whose pages are those of its other steps).
*/
#ifndef WEB_MEMBERSHIP_LEAD_WEB_H
#define WEB_MEMBERSHIP_LEAD_WEB_H

#include "store/lead.h"
#include "web/membership/membership_web.h"

#define LEAD_REASONS 4
#define LEAD_DOES 3
#define LEAD_GETS 3
#define LEAD_SAYS_MAX 8
#define LEAD_YEARS_MAX 3
#define LEAD_YEARS_USUAL 2

struct lead_row {
    struct url url;      /* no text: the evidence does not know it */
    struct str name;
    struct str says;     /* since and until */
    struct str chair;    /* since when it is in the chair; "" it is not */
    struct tag tag;      /* name "" for none */
};

struct lead_cities_page {
    struct page *page;
    struct notice notice;
    struct lead_row *rows;
    size_t n;
    struct str *asked;       /* for who runs the network: who was asked and has not answered */
    size_t asked_n;
    struct str few;          /* "" there are enough */
    struct str *does;        /* LEAD_DOES */
    struct str *gets;        /* LEAD_GETS */
    struct deed_link *links; /* where one suggests one */
    size_t links_n;
};

struct lead_tick { struct str value; struct str id; struct str name; bool ticked; };

struct lead_suggest_page {
    struct page *page;
    struct form_problems *problems;
    struct str closed;       /* why nothing can be asked now; "" it can */
    struct deed_select city;
    struct form_field reason;
    struct lead_tick reasons[LEAD_REASONS];
    struct form_field why;
    struct deed_select years;
    struct str *does;
    struct str *gets;
    bool is_staff;
    struct str once;
    struct url action;
    struct url back;
};

extern const struct field lead_cities_fields[], lead_suggest_fields[], lead_suggest_form[];
handler lead_cities_get, lead_suggest_get, lead_suggest_act;

/* ---- for these pages */

extern const char *const lead_reason_words[LEAD_REASONS]; /* as in member_step.reasons */
struct str lead_reason_says(struct out *out, size_t reason);
struct str lead_does(struct out *out, size_t i);
/* LEAD_DOES and LEAD_GETS sentences. */
void lead_explain(struct out *out, struct str **ret_does, struct str **ret_gets);
/* "Ciampino (Italy)" */
struct str lead_place(struct out *out, struct str name, struct str country);
/* Reasons as sentences, then what was written. */
struct str lead_why(struct out *out, struct str reasons, struct str why);

/* The page of a step: what happens, and its button; its title. */
struct lead_step_says { struct str says[LEAD_SAYS_MAX]; size_t n; struct str button; };
struct str lead_step_fill(struct out *out, enum city_step step, bool own, struct str city, struct lead_step_says *m);
/* On the membership of a city: of its steps, the newest first. */
struct lead_part *lead_part_of(struct request *request, struct out *out, const struct q_member_by_uid *member,
                               const struct q_member_steps *steps, size_t n);

#endif
