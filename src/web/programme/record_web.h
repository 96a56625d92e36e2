/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** record: what everybody reads of leadership programmes that were held. For the city that held one: a page on which it
** chooses what, looks at it as everybody would, asks a colleague to publish it, who reads it and says yes or no; what
** is published is taken back by one. For everybody: a list, and a page each.
** Nothing of it was said by who took part.
*/
#ifndef WEB_PROGRAMME_RECORD_WEB_H
#define WEB_PROGRAMME_RECORD_WEB_H

#include "store/programme_record.h"
#include "web/programme/programme_web.h"

struct record_shown {
    struct str title, lead;
    struct fact facts[8];
    size_t facts_n;
    struct str themes, came_of;   /* "" not said */
};

struct record_choice { struct str value, label, note; bool chosen, never; };

struct record_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str not_yet;           /* why nothing can be published; "" it can */
    struct record_choice choices[5];
    size_t choices_n;
    struct form_field themes, came_of;
    struct record_shown preview;  /* title "" none */
    struct record_shown asked;    /* what waits for a second person; title "" none */
    struct str asked_says, which; /* who asked, and when; its uid */
    bool may_answer;              /* else it is their own question */
    struct str alone, no;         /* nobody else is there; who said no, and when: "" none */
    struct record_shown published; /* the same */
    struct str published_says;    /* which two did */
    struct url shown;
    struct str seen, once;
    struct url action, back;
};

struct record_row { struct url url; struct str title, says; };

struct records_page {
    struct page *page;
    struct record_row *rows;
    size_t n;
};

struct record_public_page {
    struct page *page;
    struct record_shown shown;
    struct str source;            /* who says so, and since when */
    struct url city;              /* no text: the evidence does not know it */
    struct str city_name;
};

/* "held a leadership programme in May 2026": a link each, for the page of a city. */
struct record_held { struct url url; struct str words; };

extern const struct field record_fields[], record_form[];
handler programme_record_get, programme_record_act, records_get, record_public_get;

#endif
