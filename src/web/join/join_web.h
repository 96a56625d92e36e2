/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** join: a city asks to join. What this network is and how joining goes, a form for everybody, the page of the link that
** shows that the address is theirs (what will be sent, whether the city fits the size, and afterwards how it stands),
** and for those who run the network the list of who asks and the page where they answer.
**
** Looking changes nothing. What is answered to the form never tells whether an address is known. The size rule only
** answers; people decide, outside of it with a reason that is kept in the log.
*/
#ifndef WEB_JOIN_JOIN_WEB_H
#define WEB_JOIN_JOIN_WEB_H

#include "store/application.h"
#include "web/asking.h"
#include "web/driver/driver_web.h"
#include "web/membership/commitment_words.h"
#include "web/join/which_city.h"
#include "web/people/deed.h"

#define APPLICATION_LINK "application" /* a kind of link: its subject is the uid */

struct join_page {
    struct page *page;
    struct str size;          /* "Cities of 30,000 to 300,000 people ..." */
    struct str *countries;    /* those of another scale, a sentence each */
    size_t countries_n;
    struct commitment_words commitment;
    struct driver_public driver; /* who drives it, and where to write */
};

struct join_city_page {
    struct page *page;
    struct notice notice;     /* title "" for none */
    bool is_open;             /* mail goes out */
    bool asks_city;           /* the first step: */
    struct which_ask ask;
    struct str place;         /* the second: "Ciampino, Italy" */
    struct str people;
    struct str size;
    struct str kept_city;     /* as it was typed and chosen */
    struct str kept_which;
    struct str kept_country;
    struct asking_fields asks;
    struct form_field wish;
    struct form_problems *problems;
    struct str once;
};

struct application_row {
    struct url url;
    struct str city;
    struct str says;          /* "Asked by Ewa on 23 November 2026." */
    struct tag state;
};

struct applications_page {
    struct page *page;
    struct notice notice;
    struct application_row *rows;
    size_t n;
    struct first_next pages;
};

extern const struct field join_city_fields[], join_city_form[], join_link_form[];
extern const struct field applications_fields[], application_form[];
handler join_get, join_city_get, join_city_act, join_link_get, join_link_act;
handler applications_get, application_get, application_act;

/* ---- for these pages and the mails */

/* What is known of the city of a row; `fit` "unknown" where nothing is. */
struct application_city {
    struct str fit;       /* as in table city */
    struct str people;    /* "21,000 people" */
    struct str source;    /* of that number: "LAU 2020"; "" unknown */
    struct date as_of;    /* of that source; DATE_NONE unknown */
    struct str size;      /* the answer of the size rule, with its reason */
    struct str domain;    /* of the website of its own body; "" none known */
    struct q_application_member member; /* id 0: it is none yet */
};

/* What application_city_of asks is asked for soon. */
void application_city_soon(struct db *db, const struct q_application_by_uid *row);
enum fault must_use application_city_of(struct db *db, struct out *out, const struct q_application_by_uid *row,
                                        struct application_city *ret_city);
/* City, size, who, what they do, the wish: the same for who asks and who answers. */
void application_facts(struct request *request, struct deed *m, const struct q_application_by_uid *row,
                       const struct application_city *city);
/* "Ciampino, Italy". */
struct str application_place(struct out *out, const struct q_application_by_uid *row);
/* When a link for a row of that moment is over: as long as it may be kept. */
int64_t application_link_ends(const struct q_application_by_uid *row);

#endif
