/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** introduction: a first talk between two member cities: the form that asks for it, what a city has asked and was asked,
** and the page of one, which people of both cities open signed in, or by the link of a mail without it. The same page
** is for answering, for the time and the other's name once both have said yes, and for how it was.
**
** Before a yes no model here holds a name or an address: store/introduction.h gives none.
*/
#ifndef WEB_INTRODUCTION_INTRODUCTION_WEB_H
#define WEB_INTRODUCTION_INTRODUCTION_WEB_H

#include "store/introduction.h"
#include "store/member.sql.h"
#include "web/people/deed.h"
#include "web/say.h"

#define TALK_LINK "first-talk"        /* kind of link: uid of it, "-", "from" or "to", "-", number of the person */
#define TALK_LINK_S (30 * 86400)      /* behind the talk */

/* ---- asking */
struct talk_ask_page {
    struct page *page;
    struct str closed;            /* why it cannot be asked now; "" it can */
    struct url see;               /* what stands between; no text for none */
    struct str reason;            /* "" none */
    struct form_field need;
    struct form_field slots[TALK_SLOTS];
    struct str zone;              /* whose time it is */
    struct form_problems *problems;
    struct str once;
    struct url action;
    struct url back;
};

/* ---- those of a city */
struct talk_row {
    struct url url;
    struct str city;              /* "Porto (PT)" */
    struct str says;
    struct tag state;             /* name "" for none */
};

enum { TALKS_OF_US, TALKS_BY_US, TALKS_HELD, TALKS_OVER, TALKS__MAX };

struct talks_page {
    struct page *page;
    struct notice notice;         /* title "" for none */
    struct { struct str title; struct talk_row *rows; size_t n; } groups[TALKS__MAX];
    size_t n;                     /* of all */
    struct url profile;
};

/* ---- one */
struct talk_time { struct str value; struct str id; struct str when; bool is_over; bool chosen; };

struct talk_page {
    struct page *page;
    struct notice notice;         /* title "" for none */
    struct str says[4];           /* how it stands */
    size_t says_n;
    struct str need;              /* "" none */
    struct str why;               /* of a no, in their words; "" none */
    struct str own_why;           /* the same, in one's own city's */
    struct str reason;            /* "" none */
    struct fact facts[5];         /* the other side, once both have said yes; and when */
    size_t facts_n;
    struct url write;             /* to the other side: mailto; no text for none */
    struct url calendar;          /* the same */
    struct talk_time times[TALK_SLOTS];
    struct str zone;              /* whose time it is; "" no times are shown */
    bool answers;
    size_t others;                /* colleagues to whom it can be passed on */
    struct str mistake;           /* of the times; "" none */
    struct form_field no_why;
    bool withdraws;
    bool takes;                   /* a colleague stands for the city, and they may instead */
    bool is_agreed;
    bool asks_was;
    bool asks_next;
    bool asks_hours;              /* both named the same, and it takes hours */
    struct form_field hours;
    bool may_change;              /* both were said */
    struct form_problems *problems;
    struct str once;
    struct url action;
    struct url list;              /* no text by a link */
};

/* Who looks at which introduction, and for which of its cities. */
struct talk_side {
    struct q_introduction_by_uid row;
    bool is_from;
    int64_t person;
    bool by_link;
    struct q_introduction_people *people; /* of that city: who may answer for it */
    size_t people_n;
};

extern const struct field talk_ask_form[], talks_fields[], talk_fields[], talk_form[];
handler talk_ask_get, talk_ask_act, talks_get, talk_get, talk_act, talk_link_get, talk_link_act;
handler talk_calendar_get, talk_link_calendar_get;

/* ---- for other pages */

#define TALK_RANK_MAX 2
/* How a city stands with another one, on the card of a match. */
struct talk_mark {
    struct str says;              /* "" nothing was between them */
    struct url url;
    struct str label;             /* of the link */
    int rank;                     /* 0: worth asking; the higher, the further behind */
};
struct talk_mark talk_mark_of(struct request *request, struct out *out, const struct q_introduction_of_city *rows,
                              size_t n, struct str other_uid);

/* On the matches of a city of the evidence, for who acts for it as a member city: where each of n other cities, by id
** and slug, is asked for a talk, or where it is suggested if it is no member city. Of others, and of visitors, nothing
** is asked. */
struct talk_ask {
    struct url ask;     /* no text: it is no member city */
    struct url suggest; /* no text: it is one */
};
void talk_asks_soon(struct request *request);
enum fault must_use talk_asks_of(struct request *request, struct city_id ours, const struct city_id *others,
                                 const struct str *slugs, size_t n, struct talk_ask *ret_asks);

/* "They can help with what you want help with: Energy."; "" none. As the side that reads it sees it. */
struct str say_talk_reason(struct out *out, const struct themes *themes, struct str reason, struct str what,
                           bool is_from);
/* "Thursday 3 December 2026, 10:00 to 10:30 (UTC+1)" */
struct str say_talk_time(struct out *out, const struct zone *zone, int64_t at);
/* Parts of it, of an instant by local clocks: "Thursday", "10:00". */
struct str say_weekday(struct out *out, int64_t local);
struct str say_hour(struct arena *arena, int64_t local);
/* "UTC+1", "UTC" */
struct str say_zone(struct arena *arena, const struct zone *zone, int64_t at);
/* The clocks of the city that reads it; and whose they are: "Times are those of Porto." */
struct zone talk_zone(const struct q_introduction_by_uid *row, bool is_from);
struct str say_talk_zone(struct out *out, const struct q_introduction_by_uid *row, bool is_from);
/* "Porto (PT)": the other city, or one's own. */
struct str talk_city(struct arena *arena, const struct q_introduction_by_uid *row, bool of_from);
/* Who stands for the other city; NULL: nobody does. The statement gives nobody before both have said yes. */
const struct q_introduction_both *talk_other(const struct q_introduction_both *rows, size_t n, bool is_from);
/* The subject of a link of that kind, and until when it works. */
struct str talk_link_subject(struct arena *arena, struct str uid, bool is_from, int64_t person);
bool talk_link_parse(struct str subject, struct str *ret_uid, bool *ret_is_from, int64_t *ret_person);
int64_t talk_link_ends(const struct q_introduction_by_uid *row, int64_t now);

/* ---- for these pages */

/* "You talked on 3 March 2026: useful to you." */
struct str say_talk_held(struct out *out, const struct talk *talk);
/* How it stands, in a sentence for that side. */
struct str say_talk_state(struct out *out, const struct q_introduction_by_uid *row, bool is_from, int64_t now);

#endif
