/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** people: who has an account, for administrators: the list, a page of each person with what may be done, and erasing.
**
** The list goes on behind a person (keyset), so that 500,000 are as quick as ten. Names and addresses stand in no
** address of a page: people go by their uid. What is done stands in the log; the last administrator stays.
*/
#ifndef WEB_PEOPLE_PEOPLE_WEB_H
#define WEB_PEOPLE_PEOPLE_WEB_H

#include "web/people/deed.h"

#define PEOPLE_PAGE 25

struct people_row {
    struct url url;
    struct str name;
    struct str mail;
    struct str role;
    struct str second;
    struct str seen;
    struct tag state;        /* name "" when it is active */
};

struct people_page {
    struct page *page;
    struct notice notice;
    struct search_box search;
    struct people_row *rows;
    size_t n;
    struct first_next pages;
};

extern const struct field people_fields[], person_fields[], person_form[], person_erase_form[];
handler people_get, person_get, person_act, person_erase_get, person_erase_act;

#endif
