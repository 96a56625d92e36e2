/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** event: events of the network. For everybody the list and the page of those that are for everybody; for people of
** member cities also the others, and where they register with one button and give their place back; for who runs the
** network the steps in which one is made, and the page that opens it, cancels it, copies it, and says who comes.
** As calendar and as feed there is what visitors may see, and nothing else.
**
** Of who comes others see numbers, no city and no name: no page shows a person of another city before an introduction.
** The link of an online event is shown to who has a place, and to who runs the network.
**
** What visitors see depends on rows and on the day only, so it is kept until one of them changes (store/event.h).
*/
#ifndef WEB_EVENT_EVENT_WEB_H
#define WEB_EVENT_EVENT_WEB_H

#include "store/event.h"
#include "web/people/deed.h"

#define EVENT_FACTS_MAX 10

/* ---- the list */
struct event_row {
    struct url url;
    struct str title;
    struct str when;
    struct str where;         /* "" not said */
    struct str says;
    struct tag tag;           /* draft, cancelled, for member cities; name "" for none */
};

struct events_page {
    struct page *page;
    struct notice notice;     /* title "" for none */
    struct event_row *rows;
    size_t n;
    struct event_row *past;
    size_t past_n;
    struct url make;          /* no text: who looks may not */
    struct use_data use;
};

/* ---- one */
struct event_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str off;           /* that it is cancelled, and why; "" it is not */
    struct fact facts[EVENT_FACTS_MAX];
    size_t facts_n;
    struct str comes;         /* how many come; "" not for who looks */
    struct str stands;        /* how who looks stands; or why they cannot register; "" nothing to say */
    struct deed_link way;     /* to sign in, or to act for a city; no text for none */
    bool joins;               /* they can register */
    bool gives_back;
    struct form_field needs;
    struct deed_select city;  /* n below 2: not asked */
    struct str button;
    struct str once;
    struct url action;
    struct url calendar;
    struct url run;           /* no text: who looks may not */
};

/* ---- a step of making one */
struct event_edit_page {
    struct page *page;
    struct form_problems *problems;
    struct form_field fields[4];
    size_t fields_n;
    struct deed_select select; /* n 0: none */
    struct str button;
    struct str other;         /* of a second button, for what the other form of the page does; "" none */
    struct str other_says;
    struct str once;
    struct url action;
    struct url list;          /* in the trail */
    struct str list_name;
    struct url back;
};

/* ---- who comes, and what may be done with it */
struct event_person_row {
    struct str name;
    struct str city;
    struct str state;
    struct str needs;
};

struct event_run_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str says;          /* how it stands */
    struct fact facts[EVENT_FACTS_MAX];
    size_t facts_n;
    struct deed_link links[4];
    size_t links_n;
    struct str comes;
    struct event_person_row *people;
    size_t n;
    bool has_needs;
    bool publishes;
    bool cancels;
    struct form_field why;
    struct str once;
    struct url action;
};

extern const struct field events_fields[], event_fields[], event_run_fields[];
extern const struct field event_what_form[], event_place_form[], event_who_form[], event_run_form[];
extern const struct field event_register_form[];
handler events_get, events_calendar_get, events_feed_get, event_get, event_calendar_get;
handler event_register_get, event_register_act;
handler event_new_get, event_new_act, event_what_get, event_what_act, event_place_get, event_place_act;
handler event_who_get, event_who_act, event_run_get, event_run_act;

/* ---- for these pages and others */

/* Who looks at events. */
struct event_viewer {
    bool runs;      /* the network */
    bool is_member; /* acts for a member city, or runs the network: sees what is for member cities */
};
struct event_viewer event_viewer_of(struct request *request);
/* The event of the first part of the address. FAULT_NOT_FOUND: it is none for who looks. */
enum fault must_use event_load(struct request *request, const struct event_viewer *viewer,
                               struct q_event_by_uid *ret_row);

/* Such a step, also of an announcement: a field with what stands there or was typed, a choice, and the page itself, for
** which the caller has set `list`, `back`, `button` and `action`. */
struct form_field *event_edit_field(struct request *request, struct event_edit_page *m, const struct field *form,
                                    const char *name, struct str value, struct str hint);
void event_edit_select(struct request *request, struct event_edit_page *m, const struct field *field, struct str hint,
                       size_t most);
void event_edit_option(struct request *request, struct event_edit_page *m, struct str value, struct str name,
                       struct str chosen);
void event_edit_end(struct request *request, struct response *response, struct event_edit_page *m, struct str title,
                    struct str lead, const struct field *form);

/* "Thursday 3 December 2026, 10:00 to 11:30 (UTC+1)" */
struct str event_say_when(struct out *out, struct str zone, int64_t starts_at, int64_t ends_at);
/* "Town hall, Ciampino; and online", "Online" */
struct str event_say_where(struct out *out, struct str place, bool is_online);
struct tag event_tag(struct out *out, struct str state, struct str seen_by);
/* Facts of it for who looks; has_place: they come, or run the network, and see the link. */
size_t event_facts(struct request *request, struct out *out, const struct q_event_by_uid *row, bool has_place,
                   struct fact *facts);
/* As a calendar has it. has_place: with its link. */
struct ics_event event_for_calendar(struct request *request, const struct q_event_by_uid *row, bool has_place);
/* A whole address of this site. */
struct str event_whole_url(struct request *request, struct url url);

#endif
