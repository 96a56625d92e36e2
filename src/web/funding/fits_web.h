/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fits: which money fits a city, with the reason of each rule: for the people of a member city, with the area around
** it; and for everybody of any city, from the evidence alone.
*/
#ifndef WEB_FUNDING_FITS_WEB_H
#define WEB_FUNDING_FITS_WEB_H

#include "web/city/city_web.h"
#include "web/funding/fits_facts.h"
#include "web/funding/fits_with.h"
#include "web/funding/funding_member.h"
#include "web/layout/parts.h"

struct fits_page {
    struct page *page;
    struct str city;
    struct fits_rows rows;
    struct str area;      /* "88,000 people in 5 municipalities around you are counted in"; "" nothing was chosen */
    struct url area_url;  /* to choose them */
    struct fund_group own; /* the city alone, with what it said */
    struct funding_next next;
    struct notice notice; /* title "" for none */
    struct form_problems *problems;
    struct fits_form forms[FITS_FORMS];
    struct fits_others others;
    struct url action;
    struct str once;
};

struct fits_city_page {
    struct page *page;
    struct fits_rows rows;
    struct url calls;
};

/* The city of the address, with what the evidence knows of it. */
enum fault must_use fits_member_city(struct request *request, struct fund_city *city);

handler fits_get, fits_act, fits_city_get;

#endif
