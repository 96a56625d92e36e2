/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** deadline: the way to a deadline, for the people of a member city: what it watches with the latest day to start, each
** step of one and why it is on that day, how their council decides, and all of it as calendar and feed under an address
** that they make and end.
**
** Of other member cities it is said how many watch the same, and which of them let that be seen; never who. Times of a
** deadline are by its own clocks, and by those of the city beside it where they differ.
**
** The page of a funding call shows a button to who acts for a city:
**
**     TRY(watch_button_load(request, out, key, &m->watch));    {{> watch_button(&m->watch) }}
*/
#ifndef WEB_DEADLINE_DEADLINE_WEB_H
#define WEB_DEADLINE_DEADLINE_WEB_H

#include "domain/zone.h"
#include "store/deadline.h"
#include "store/event.sql.h"
#include "store/member.sql.h"
#include "text/ics.h"
#include "web/form.h"
#include "web/layout/parts.h"

#define DEADLINE_FEED_LINK "deadlines" /* the kind of its signed address */
#define DEADLINE_CHOICES_MAX 7
#define WATCH_BUTTONS_MAX 5            /* cities of one person that there are buttons for */

/* ---- the button */
struct watch_one {
    struct url action;
    struct str name;          /* "Watch", "Watch for Ciampino" */
    struct str key;
    struct str once;
    struct url watched;       /* no text: it is not watched */
    struct str watched_name;
};

struct watch_button {
    struct watch_one cities[WATCH_BUTTONS_MAX];
    size_t n;                 /* 0: for who looks there is none */
};

/* key: funding_call.key. Nothing is asked for a visitor. */
enum fault must_use watch_button_load(struct request *request, struct out *out, struct str key,
                                      struct watch_button *ret_button);

/* ---- what is watched */
struct deadline_step {
    struct str day;           /* "Tuesday 5 January 2027" */
    struct str title;
    struct str why;
    struct str more;          /* because of a recess; "" none */
    struct tag tag;           /* its day has passed; name "" it has not */
};

struct deadline_stage {
    struct str title;         /* "First stage"; "" there is one only */
    struct str id;
    struct str deadline;      /* "Tuesday 16 March 2027, 17:00 in Brussels (16:00 on your clocks)" */
    struct str start;         /* "Latest day to start: Tuesday 5 January 2027, in 43 days." */
    bool late;
    struct deadline_step steps[BID_STEP__MAX];
    size_t n;
    struct str shorter[BID_SHORTER__MAX];
    size_t shorter_n;
    bool none_is_enough;      /* nor is anything that could be shortened */
};

struct deadline_row {
    struct url url;
    struct str title;
    struct str start;         /* of the stage whose start comes first */
    struct str deadline;
    struct str who;           /* "Watched by Ann." */
    struct str others;        /* "" nobody else */
    struct deadline_stage stages[WATCH_STAGES];
    size_t n;
    int32_t first;            /* the day by which rows are ordered */
};

struct deadlines_page {
    struct page *page;
    struct notice notice;     /* title "" for none */
    struct form_problems *problems;
    struct deadline_row *rows;
    size_t n;
    struct str council;       /* how much of it is said */
    struct url council_url;
    struct str address;       /* of the calendar; "" none */
    struct url calendar, feed;
    struct str feed_says;
    bool makes;               /* addresses can be made here */
    struct str once;
    struct url action;
};

struct deadline_choice { struct str name, value, id, label; bool chosen; };

struct deadline_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str says[4];
    size_t says_n;
    struct str start;         /* of no stage why; "" each says its own */
    struct deadline_stage stages[WATCH_STAGES];
    size_t n;
    struct str who;
    struct str others;
    struct fact facts[4];
    size_t facts_n;
    struct url calendar;      /* no text: no step is known */
    struct url council_url;
    bool begun;
    struct url bid;           /* of the bid for it; no text: none is open */
    struct str bid_name;
    struct url begin;         /* where one begins */
    struct deadline_choice sizes[BID_SIZE__MAX + 1];
    struct deadline_choice money[3];
    struct str seen_by;
    struct str seen;          /* of what stood there when the page was made */
    struct str once;
    struct url action;
};

/* ---- a card of how the council decides */
struct council_question {
    struct form_field field;
    struct deadline_choice choices[DEADLINE_CHOICES_MAX];
    size_t n;                 /* 0: it is typed */
};

struct council_page {
    struct page *page;
    struct form_problems *problems;
    struct council_question questions[COUNCIL_CARD_FIELDS_MAX];
    size_t n;
    bool is_last;
    struct str seen;
    struct str once;
    struct url action;
    struct url back;
};

extern const struct field deadlines_fields[], deadlines_form[], deadline_fields[], deadline_form[], council_form[];
handler deadlines_get, deadlines_act, deadline_get, deadline_act, deadline_calendar_get;
handler council_get, council_act, deadline_feed_calendar_get, deadline_feed_get;

/* ---- for these pages */

/* Whose clocks and whose days. */
struct deadline_reader {
    struct zone zone;
    struct date today;
    int64_t now;
    bool begun;               /* the city works on the bid */
};

/* A stage as it is shown; the first by its number. */
struct deadline_stage deadline_stage_of(struct out *out, const struct deadline_reader *reader,
                                        const struct watch_call *call, const struct watch_stage *stage);
/* Of a deadline: when, by its clocks and the reader's. */
struct str say_deadline_when(struct out *out, const struct deadline_reader *reader, struct str country,
                             const struct watch_dates *at);
/* "Latest day to start: ..."; of no stage that no deadline is named, or that all have passed. */
struct str say_deadline_start(struct out *out, const struct deadline_reader *reader, const struct watch_way *way);
struct str say_deadline_who(struct out *out, const struct q_watch_list *row);
struct str say_deadline_others(struct out *out, const struct q_watch_list *row, const struct watched *watched);
/* "Tuesday 5 January 2027" */
struct str say_deadline_day(struct out *out, struct date day);
struct str say_bid_step(struct out *out, enum bid_step_kind kind);
/* How many sentences of the council's way are said. */
struct str say_council(struct out *out, const struct council_path *council);
/* Calendar entries of one stage, and their number; entries has BID_STEP__MAX places. They are as of today: another day
** gives other bytes. */
size_t deadline_events(struct request *request, struct out *out, struct str member_uid, const struct q_watch_list *row,
                       const struct watch_call *call, const struct watch_stage *stage, struct ics_event *entries);

#endif
