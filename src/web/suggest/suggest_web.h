/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** suggest: a member city's people suggest a city, beginning with its own twin cities; those who run the network see
** what was suggested and invite it, say no, or note what came of it; they invite a city of their own accord, too; and
** the invitation: one page, to print or to hand on, by a code, in every language of this site.
**
** No mail goes to a city that has not asked for it. A member city sees of others only how many suggested a city
** as well. On the invitation stand the member cities that ask and their sentence, and a person only who agreed to
** it, while one member city alone has asked and the other one is none.
*/
#ifndef WEB_SUGGEST_SUGGEST_WEB_H
#define WEB_SUGGEST_SUGGEST_WEB_H

#include "store/suggestion.h"
#include "web/gap/gap_web.h"
#include "web/join/join_web.h"
#include "web/people/deed.h"
#include "web/say.h"

/* Which city is meant, once that is clear: in the address, and kept by the form. */
#define SUGGEST_CITY_FIELDS                                                                                          \
    {.name = "which", .label = W_NOTE("The city"), .kind = FIELD_TEXT, .max = WHICH_CITY_SLUG_MAX,                   \
     .help = "its short name"},                                                                                      \
    {.name = "city", .label = W_NOTE("Its name"), .kind = FIELD_TEXT, .max = APPLICATION_CITY_MAX,                   \
     .help = "of a city that is in no list: its name"},                                                              \
    {.name = "country", .label = W_NOTE("Country"), .kind = FIELD_TEXT, .max = 2,                                    \
     .help = "of a city that is in no list: ISO 3166-1 alpha-2"}

#define SUGGEST_FOR_NETWORK "network" /* in the address, in place of the member city's uid */

struct suggest_twin {
    struct str place;       /* "Forlì, Italy" */
    struct str name;
    struct str people;
    struct str source;      /* "Wikidata, twinned cities, of no stated date" */
    struct tag state;       /* name "" for none */
    struct url suggest;     /* no text: there is nothing to do */
};

struct suggest_page {
    struct page *page;
    struct notice notice;
    bool asks_city;         /* the first step: */
    struct url action;
    struct suggest_twin *twins;
    size_t twins_n;
    size_t twins_first;     /* so many stand open */
    struct str more;        /* "12 more twin cities" */
    struct form_field box;  /* any other city's name */
    struct str member_uid;
    struct deed_link *made; /* what the city has suggested */
    struct tag *made_states;
    size_t made_n;
    struct str place;       /* the second: "Forlì, Italy" */
    struct str people;
    struct str size;
    struct str before;      /* that others suggested it; "" nobody did */
    struct str kept_which;  /* as in the address */
    struct str kept_city;
    struct str kept_country;
    struct deed_select kind;
    struct form_field says;
    struct deed_check named;
    struct form_problems *problems;
    struct str once;
};

/* Any city by its name; leads on to the second step. */
struct suggest_which_page {
    struct page *page;
    struct which_ask ask;
    struct str member_uid;
};

/* Those who run the network invite a city themselves: which one, and then why. */
struct invite_city_page {
    struct page *page;
    struct notice notice;   /* why there is no second step for it; title "" there is */
    bool asks_city;         /* the first step */
    struct form_field box;
    struct str place;       /* the second: "Forlì, Italy" */
    struct str people;
    struct str size;
    struct str before;      /* that member cities suggest it; "" nobody did */
    struct str kept_which;
    struct str kept_city;
    struct str kept_country;
    struct str kept_gap;
    struct str why;         /* what the invitation says of the gap; "" for none */
    struct form_field says;
    struct form_problems *problems;
    struct str once;
};

struct invite_many_row {
    struct str line;
    struct str place;           /* as it was understood, else as it was typed */
    struct tag state;
    struct str says;            /* what to mend; "" for nothing */
    struct deed_option *options; /* of several; n 0: none is asked */
    size_t options_n;
    struct str reason;
};

/* Many at once, from a table that is pasted. */
struct invite_many_page {
    struct page *page;
    struct notice notice;
    struct invite_many_row *rows;
    size_t n;
    size_t ready;               /* of them may be invited */
    struct str seen;            /* what was looked at, as one word */
    struct form_field text;
    struct form_problems *problems;
    struct str once;
};

struct suggestions_page {
    struct page *page;
    struct notice notice;
    struct application_row *rows;
    size_t n;
    struct first_next pages;
};

struct invited_city_voice {
    struct str who;         /* "Ciampino, Italy: a twin city of yours" */
    struct str says;
    struct str person;      /* "Ewa Nova asks for it", "" for none */
};

struct invited_city_page {
    struct page *page;
    bool by_network;        /* the network itself asks: */
    struct str network_says; /* "" for nothing */
    struct str why;         /* why this city, of the gap that it would fill; "" for none */
    struct invited_city_voice *voices;
    size_t voices_n;
    struct str *ties;       /* "Viersen, Germany: a twin city of yours (Wikidata, twinned cities)" */
    size_t ties_n;
    struct str record;      /* "We found 11 EU projects of yours ..." */
    struct str themes;      /* "Most of them on: ..."; "" none */
    struct url city;        /* its page here; no text: in no list */
    struct str size;
    struct str joined;      /* "" not yet */
    struct url join;
    struct str join_label;
    struct str address;     /* of this page, whole */
};

struct brought_row {
    struct str name;
    struct date joined;
    struct str by;         /* "Porto, and 2 more" */
};

struct brought_page {
    struct page *page;
    struct html picture;   /* "" nobody brought one yet */
    struct brought_row *rows;
    size_t n;
    struct str reach;    /* people in and around all member cities; "" not known */
};

handler brought_get;
extern const struct field suggest_fields[], suggest_form[], suggested_fields[], suggested_form[];
extern const struct field suggest_which_fields[];
extern const struct field suggestions_fields[], suggestion_fields[], suggestion_form[];
extern const struct field invite_city_fields[], invite_city_form[];
extern const struct field invite_many_form[];
handler invite_city_get, invite_city_act, invite_many_get, invite_many_act;
handler suggest_get, suggest_act, suggest_which_get, suggested_get, suggested_act;
handler suggestions_get, suggestion_get, suggestion_act, invited_city_get;

/* ---- for these pages */

/* What was typed, or stands in the address. */
struct str suggest_given(struct request *request, const char *name);
/* Whether they name a city; a short name may yet be nobody's. */
bool suggest_names_city(struct request *request);

/* "a twin city": what a city is to the one that suggests it. */
struct str suggestion_kind(struct out *out, struct str kind);
struct tag suggestion_tag(struct out *out, struct str state, bool is_over);
struct str suggestion_place(struct out *out, struct str city, struct str country);
struct q_member_keys suggestion_keys(const struct q_suggestion_by_uid *row);
/* Population, size and website as the evidence has them, asked for soon and then put as facts. */
void suggestion_city_soon(struct db *db, struct str uid);
enum fault must_use suggestion_city_facts(struct request *request, struct deed *m,
                                          const struct q_suggestion_by_uid *row);
/* Dates and by whom: invited, said no to. */
void suggestion_steps(struct request *request, struct deed *m, const struct q_suggestion_by_uid *row);
/* The invitation, in the reader's language and, where this site has it, that of the city's country. */
void suggestion_link_invitation(struct request *request, struct deed *m, const struct q_suggestion_by_uid *row);
/* Of the log: "city=...\nsuggestion=...\n". */
enum fault must_use suggestion_note_log(struct request *request, const char *kind,
                                        const struct q_suggestion_by_uid *row);

#endif
