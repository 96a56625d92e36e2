/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_fact: what the rules of funding ask of a city and of cities together, each known or not. Pure.
**
** A subject is a fact of one city, a fact of all together, or a total that is counted over the cities. Yes and no
** are the numbers 1 and 0; a percentage and a leverage are whole numbers, rounded down, so "at least 51" holds from
** 51 on. Where the facts come from is the caller's business. Countries are ISO 3166-1 alpha-2; "EU27" names all
** member states.
*/
#ifndef DOMAIN_FUND_FACT_H
#define DOMAIN_FUND_FACT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define FUND_CITIES_MAX 32 /* cities that apply together; the largest consortium a rule names has 10 */

enum fund_subject {
    /* of one city */
    FUND_COUNTRY,
    FUND_POPULATION,
    FUND_DEGURBA,      /* Eurostat's degree of urbanisation, 1 to 3 */
    FUND_CODED,        /* it has LAU and NUTS 3 codes */
    FUND_PLAN,         /* an approved climate or energy plan with targets */
    FUND_LETTER,       /* the mayor's letter of commitment */
    FUND_EUI_BEFORE,   /* money from EUI Innovative Actions before */
    FUND_EUCF_BEFORE,  /* money from the European City Facility before, also as a partner */
    FUND_KIND,         /* what applies: "city", "solution provider", "state authority", ... */
    FUND_CITY_FACTS,
    /* of all together */
    FUND_LEGAL_BODY = FUND_CITY_FACTS,
    FUND_INVESTMENT,   /* euros of the investment programme */
    FUND_GRANT,        /* euros asked for */
    FUND_TOPIC,        /* "energy", "transport", ... */
    FUND_FACTS,
    /* counted */
    FUND_CITIES = FUND_FACTS,
    FUND_COUNTRIES,    /* different ones */
    FUND_PEOPLE,       /* of all cities */
    FUND_SHARE,        /* per cent of these people who live in cities such as `where` says */
    FUND_LEVERAGE,     /* euros invested for each euro of the grant */
    FUND_SUBJECTS,
};

enum fund_type { FUND_NUMBER, FUND_YES_NO, FUND_WORD };

struct fund_value {
    bool known;
    int64_t number;
    struct str word;
};

struct fund_city {
    struct str name;
    struct fund_value facts[FUND_CITY_FACTS];
};

/* Who applies: the first city leads. */
struct fund_group {
    struct fund_city *cities;
    size_t n;
    struct fund_value facts[FUND_FACTS - FUND_CITY_FACTS];
    bool open; /* of who might yet apply: any others may join these */
};

/* The word in rules and on the command line: "population". */
struct str fund_subject_word(enum fund_subject subject);
bool fund_subject_parse(struct str word, enum fund_subject *ret_subject);
enum fund_type fund_subject_type(enum fund_subject subject);
/* What a city can bring about: a plan, a letter, a legal body; other yes-or-no facts stand. */
bool fund_subject_may_change(enum fund_subject subject);

/* "yes", "42000", "PT" as the subject has it; false, untouched, when it has no such value. Words are borrowed. */
bool fund_value_parse(enum fund_subject subject, struct str text, struct fund_value *ret_value);
/* Whole euros as people write them: "30000000", "30,000,000", "30.000.000 €", "30 000 000"; false, untouched, for all
** else ("1.5", "30 million"), for nothing and for more than any fund has. */
bool fund_euros_parse(struct str text, int64_t *ret_euros);
struct fund_value fund_number(int64_t number);
struct fund_value fund_word(struct str word);

bool fund_is_member_state(struct str country);
/* The i-th member state of the EU; no text past the last. */
struct str fund_member_state(size_t i);
/* Whether `country` is `name`, or in the group of countries that `name` is. */
bool fund_country_in(struct str country, struct str name);

#endif
