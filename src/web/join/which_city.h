/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** which_city: the first step of forms about any city: found by its name as everywhere, of several which one, of one
** that is in no list the country. Kept in the address, so that the second step is another page of it.
*/
#ifndef WEB_JOIN_WHICH_CITY_H
#define WEB_JOIN_WHICH_CITY_H

#include "store/application.h"
#include "store/city_find.h"
#include "web/form.h"
#include "web/people/deed.h"

#define WHICH_CITY_SLUG_MAX 120

/* The fields of the address, and of the form of the second step, which keeps them. */
#define WHICH_CITY_FIELDS(whose, which_one)                                                                          \
    {.name = "city", .label = whose, .kind = FIELD_TEXT, .max = APPLICATION_CITY_MAX, .help = "its name"},           \
    {.name = "which", .label = which_one, .kind = FIELD_TEXT, .max = WHICH_CITY_SLUG_MAX,           \
     .help = "the short name of one of the cities that are called so, or none"},                                     \
    {.name = "country", .label = W_NOTE("Country"), .kind = FIELD_TEXT, .max = 2,                                    \
     .help = "of a city that is in no list: ISO 3166-1 alpha-2"}

/* As it was typed, and what it comes to. */
struct which_city {
    struct str typed;
    struct str which;
    struct str country;
    struct found_cities found;
    const struct found_city *city; /* NULL: not clear, or in no list */
    bool none;                     /* said to be none of those found */
    bool settled;                  /* it is clear which city is meant */
    struct str name;               /* when settled */
    struct str code;               /* its country, the same */
};

/* What is asked. */
struct which_ask {
    struct form_field city;
    struct deed_select which;   /* n 0: not asked */
    struct deed_select country; /* the same */
};

/* What which_city_find asks is asked for soon. */
void which_city_soon(struct request *request);
enum fault must_use which_city_find(struct request *request, struct which_city *ret_meant);
/* form: the declared fields; hint: below the name, "" for none. */
void which_city_ask(struct request *request, const struct field *form, struct str hint,
                    const struct which_city *meant, struct which_ask *ret_ask);
/* "Ciampino, Italy", when settled. */
struct str which_city_place(struct out *out, const struct which_city *meant);

#endif
