/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid: bids of a member city, for its own people: those that are open and those that are over, the page of one with how
** it stands and who takes part, the short forms that change it, and the question to another city with its answer.
**
** Each city of a bid has it at an address of its own. A city that is asked reads which city asks, for which funding
** call, the name of the bid and the sentence that was written to it; all else once it has said yes. Names are of one's
** own city only: no model here holds a person of another one.
*/
#ifndef WEB_BID_BID_WEB_H
#define WEB_BID_BID_WEB_H

#include "store/bid_work.h"
#include "store/deadline.h"
#include "store/introduction.sql.h"
#include "store/member.sql.h"
#include "web/bid/section_web.h"
#include "web/answer/answer_keep.h"
#include "web/people/deed.h"

/* ---- those of a city */
struct bid_row {
    struct url url;
    struct str name;
    struct tag state;
    struct str says;              /* for what, who leads, who owns it */
    struct str next;              /* the next due day, or what came of it; "" none */
};

enum { BIDS_ASKED, BIDS_OPEN, BIDS_OVER, BIDS__MAX };

struct bids_page {
    struct page *page;
    struct notice notice;         /* title "" for none */
    struct { struct str title; struct bid_row *rows; size_t n; } groups[BIDS__MAX];
    size_t n;                     /* of all */
    struct url new_url, deadlines;
};

/* ---- one */
struct bid_line {                 /* a stage it came to */
    struct str title;
    struct str day;
    struct str says;              /* who said it, how much; "" none */
    struct str why;               /* in their words; "" none */
};

struct bid_city_line {
    struct str name;              /* "Porto (PT)" */
    struct str says;
    struct str why;               /* in their words; "" none */
    struct str part;              /* its uid in forms */
    bool waits;                   /* the question can be taken back */
    bool may_lead;                /* it can be asked to lead */
    bool lead_asked;
};

struct bid_one_page {
    struct page *page;
    struct notice notice;         /* title "" for none */
    struct form_problems *problems;
    struct str says[5];
    size_t says_n;
    struct url fund;              /* its funding call; no text: no list names it */
    struct str seen_says;         /* to who is asked: who would see it; "" only its cities */
    struct str quote;             /* what the lead applicant wrote; "" none */
    bool is_asked;
    bool is_over;                 /* the same, and nobody waits any more */
    bool leads;
    bool takes_lead;              /* may take the lead, or say no to it */
    bool lead_is_asked;           /* else nobody leads */
    struct str next;              /* the next due day; "" none is known */
    struct url deadline;          /* its steps; no text: none */
    struct bid_line lines[50];
    size_t lines_n;
    struct str usual, usual_name; /* the stage that comes next as a rule, and its button; "" none, or not theirs */
    struct url usual_url;         /* asked on a page of its own; no text: here, with a day */
    struct form_field day;
    struct deed_link others[BID_STAGE__MAX];
    size_t others_n;
    struct str undo;              /* the stage that can be taken back; "" none */
    struct bid_city_line *cities;
    size_t cities_n;
    struct url partners;          /* no text: who looks does not lead, or it is over */
    struct workshop workshop;     /* of who takes part: what is written */
    struct answer_offer keep;     /* likewise: that it can become earlier answers */
    bool may_leave;
    struct form_field why;
    struct str reach;             /* what may reach what is typed */
    struct url talk;              /* a first talk with who leads; no text: it stands, or is one's own city */
    struct str talk_says, talk_name;
    struct url about;
    struct str seen;              /* the number of its last stage */
    struct str once;
    struct url action, list;
};

/* ---- its partners */
struct bid_choice { struct url url; struct str name; struct str says; };

struct bid_partners_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct bid_city_line *cities;
    size_t cities_n;
    struct bid_choice *choices;   /* whom to ask */
    size_t choices_n;
    struct search_box search;
    struct str found;             /* of what was searched; "" nothing was */
    struct str once;
    struct url action, back;
};

extern const struct field bids_fields[], bid_new_fields[], bid_new_form[], bid_one_fields[], bid_one_form[];
extern const struct field bid_stage_form[], bid_about_form[], bid_partners_fields[], bid_partners_form[];
extern const struct field bid_ask_form[];
handler bids_get, bid_new_get, bid_new_act, bid_one_get, bid_one_act, bid_stage_get, bid_stage_act;
handler bid_about_get, bid_about_act, bid_partners_get, bid_partners_act, bid_ask_get, bid_ask_act;

/* ---- for these pages */

/* What a page of a bid asks: the city, its bid, whose people. FAULT_NOT_FOUND: that bid is none of this city's. */
void bid_load_soon(struct request *request);
enum fault must_use bid_load(struct request *request, struct q_member_by_uid *ret_member,
                             struct q_bid_work_of *ret_row);
/* A page that only cities that take part have, or only the lead applicant. */
enum fault must_use bid_load_yes(struct request *request, struct q_member_by_uid *ret_member,
                                 struct q_bid_work_of *ret_row);
enum fault must_use bid_load_lead(struct request *request, struct q_member_by_uid *ret_member,
                                  struct q_bid_work_of *ret_row);
/* "/member-cities/{}/bids/{}" and what stands behind it ("" nothing). */
struct url bid_url(struct request *request, const char *behind);
/* A page about a bid, with the way back to it. */
struct deed *bid_deed(struct request *request, struct out *out, const struct q_bid_work_of *row, struct str title,
                      struct str lead);
/* The day that was typed: not to come, not before that of the stage before; what does not fit is noted. */
bool bid_read_day(struct request *request, const struct field *form, struct date before, struct date *ret_day);
/* The number of the last stage when the page was made. */
int64_t bid_seen(struct request *request);
/* Somebody else was quicker: 409, with what stands now and all that was typed. */
enum fault must_use bid_refuse(struct request *request, struct response *response, const struct field *field);
/* A select of those who act for the city, by their uid; `chosen` of them at first. */
struct deed_select *bid_owner_select(struct request *request, struct deed_form *form, const struct field *field,
                                     struct str hint, const struct q_member_people *people, size_t n, int64_t chosen);
/* The person of that uid among them; 0: nobody of them. */
int64_t bid_person_of(const struct q_member_people *people, size_t n, struct str uid);
/* The next day that is due on the way to the deadline of what the city watches; "" none. */
struct str bid_next_of(struct request *request, struct out *out, const struct q_member_by_uid *member,
                       const struct watched *watched, struct str call_key, struct str stage, struct url *ret_url);
void bid_add_city(struct request *request, struct out *out, const struct q_bid_cities *city, bool leads,
                  struct bid_city_line *line);

struct str say_bid_stage(struct out *out, enum bid_stage stage);    /* "Handed in" */
struct str say_bid_do(struct out *out, enum bid_stage stage);       /* "We have handed it in" */
struct tag say_bid_tag(struct out *out, enum bid_stage stage);
/* "Granted: 250,000 EUR"; "" nothing is said. */
struct str say_bid_money(struct out *out, struct maybe_int cents, struct str currency);
/* What may reach what is typed, and how long it stays. */
struct str say_bid_reach(struct out *out);
struct str say_bid_city(struct out *out, const struct q_bid_cities *city);

#endif
