/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** funding: the list of funding calls, narrowed by words, theme, what they pay for and how they stand; the page of one;
** the same for feed readers and calendars.
**
** It says what the sources say, with their age. Whether a city may apply is another question (fits_web.h).
*/
#ifndef WEB_FUNDING_FUNDING_WEB_H
#define WEB_FUNDING_FUNDING_WEB_H

#include "domain/funding_call.h"
#include "store/call_facts.h"
#include "store/funding_call.sql.h"
#include "text/paragraphs.h"
#include "web/bid/bid_known.h"
#include "web/deadline/deadline_web.h"
#include "web/funding/fund_calls.h"
#include "web/layout/parts.h"
#include "web/say.h"

#define FUNDING_PER_PAGE 20
#define FUNDING_ALL_MAX 600 /* on one page, when all are asked for */
#define FUNDING_STANDINGS 4
#define FUNDING_PAYS (PAYS__MAX + 2) /* all of enum pays, unknown, and what a network needs first */
#define FUNDING_MEANT_MAX 3

/* ---- what was asked for, and what there is of it (funding_ask.c) */

struct funding_asked {
    const struct q_theme_list *theme; /* NULL for all */
    struct str q, pays, standing;     /* "" for all; standing "" for all that is not over */
    struct str city, city_name;       /* slug: only themes that it has worked on; "" for all */
    struct str city_unknown;          /* of the address, left out; "" for none */
    uint64_t city_themes;             /* bits; 0: none is known, and all are shown */
    struct str fits, size, due;       /* "" for all */
    struct fund_calls *calls;         /* what the rules answer for the city; NULL none was chosen */
    struct url path;                  /* of the list: /funding, or that of a member city */
    bool of_member;                   /* with what only that city knows */
    bool other_themes;                /* of the city: all themes */
    bool all;                         /* all on one page */
    int64_t page;
};

struct funding_found {
    struct call_facts facts;
    const struct call_fact **items;
    size_t n;
    struct fund_calls *calls;          /* of what was asked */
    bool searched;                     /* in the order of the search, of at most so many as it gives */
    size_t standings[FUNDING_STANDINGS]; /* how many each choice would leave, the others as they are */
    size_t pays[FUNDING_PAYS];
    size_t themes[CALL_THEMES_MAX + 1];
    size_t fits[CALL_FITS];
    size_t sizes[FUNDING_CALL_SIZES];
    size_t dues[FUNDING_CALL_DUES];
    size_t known;                      /* of all, whatever was asked */
};

/* Their words in addresses, and what they are called. */
struct str funding_pays_word(size_t i);
const char *funding_pays_name(size_t i);
struct str funding_standing_word(size_t i);
const char *funding_standing_name(size_t i);
struct str funding_size_word(size_t i);
const char *funding_size_name(size_t i);
struct str funding_due_word(size_t i);
const char *funding_due_name(size_t i);

/* What the address alone tells is asked for soon. */
void funding_soon(struct request *request);
/* All but the city, and what the rules answer for it. */
enum fault must_use funding_asked_begin(struct request *request, const struct themes *themes,
                                        struct funding_asked *ret_asked);
enum fault must_use funding_asked_read(struct request *request, const struct themes *themes,
                                       struct funding_asked *ret_asked);
enum fault must_use funding_find(struct request *request, const struct funding_asked *asked,
                                 struct funding_found *ret_found);
/* `path` with all that was asked but the page. */
struct url funding_address(struct arena *arena, struct url path, const struct funding_asked *asked);
/* The same of the list that was asked for. */
struct url funding_here(struct arena *arena, const struct funding_asked *asked);

/* ---- in words (funding_say.c) */

struct str funding_say_standing(struct out *out, struct str status, struct date opens_on, struct date closes_on,
                                struct date today);
struct str funding_say_pays(struct out *out, const struct q_funding_call_row *row);
struct str funding_say_deadline(struct out *out, const struct call_facts *facts, const struct call_fact *fact,
                                struct date today);
struct str funding_say_source(struct out *out, struct str publisher, struct str source, struct date as_of,
                              int64_t imported_at);
/* "15:00, Brussels time"; of an unknown hour that it is the usual one. */
struct str funding_say_hour(struct out *out, struct str country, int64_t closes_at, bool hour_known);
/* What says that it pays for something, from the parts that the import kept. */
struct str funding_say_why(struct out *out, struct str why);
/* Its own page; no text when it has none yet. */
struct url funding_call_url(struct arena *arena, struct str slug);

/* ---- names of funds that people look for (funding_meant.c) */

struct funding_meant {
    struct str name;
    struct url url;       /* of its source; no text for none */
    struct str state;     /* "closed on 12 December 2019" */
    struct str note;      /* "" for none */
    struct str instead;   /* the name of what replaced it; "" for nothing that is known */
    struct url instead_url;
    struct str instead_state;
    struct str checked;   /* "checked on ..." */
};

void funding_meant_soon(struct db *db);
/* Those that `text` may mean by name, when it is `typed` by somebody; else those whose name stands in it and that are
** over. */
enum fault must_use funding_meant_find(struct request *request, struct out *out, struct str text, bool typed,
                                       struct funding_meant ret_meant[FUNDING_MEANT_MAX], size_t *ret_n);

/* ---- the list */

struct funding_row {
    struct url url; /* its page here, else at the publisher; no text when unknown */
    struct str title, language, identifier, deadline, standing, pays, programme, source;
    struct html fits; /* whether it fits the city, and by which rule; no markup: no city was chosen */
};

struct funding_page {
    struct page *page;
    struct search_box box;
    struct url first_steps; /* money for administrative support and first collaborations */
    size_t first_steps_n;
    bool is_first_steps;
    struct str q;
    struct url without_q, over;
    size_t over_n;
    struct str city;         /* whose themes were chosen; "" for none */
    struct url without_city, city_page;
    struct str city_unknown; /* of the address, left out; "" for none */
    bool city_without;       /* no theme of it is known */
    struct url all;          /* all of them on one page; no text when they are, or when one page has them */
    struct funding_meant meant[FUNDING_MEANT_MAX];
    size_t meant_count;
    struct funding_row *rows;
    size_t rows_count;
    int64_t total;
    bool empty; /* none was brought in */
    struct facet standings[FUNDING_STANDINGS];
    size_t standings_count;
    struct facet pays[FUNDING_PAYS];
    size_t pays_count;
    struct facet *themes;
    size_t themes_count;
    struct facet fits[CALL_FITS];
    size_t fits_count;
    struct facet sizes[FUNDING_CALL_SIZES];
    size_t sizes_count;
    struct facet dues[FUNDING_CALL_DUES];
    size_t dues_count;
    bool of_member;
    struct url only_fits; /* no text: that is chosen, or none does */
    struct url themes_switch; /* all themes, or those of the city again; no text: no theme of it is known */
    bool other_themes;
    struct pagination pagination;
    struct use_data use_data;
};

/* Rows of these, in their order: what they need is asked for soon, then read. */
enum fault must_use funding_rows_load(struct request *request, struct out *out, const struct funding_found *found,
                                      size_t skip, size_t n, struct funding_row **ret_rows);
/* What narrows the list by its answer, by what a project gets and by when, and the links of a city:
** funding_choices.c. */
void funding_choices_set(struct funding_page *m, struct out *out, const struct funding_asked *asked,
                         const struct funding_found *found);

/* The page of the list; what is found stands. */
enum fault must_use funding_show(struct request *request, struct out *out, const struct themes *themes,
                                 const struct funding_asked *asked, const struct funding_found *found,
                                 struct funding_page **ret_page);

extern const struct field funding_fields[], funding_member_fields[];
handler funding_get, funding_member_get, funding_calendar_get, funding_feed_get;

/* ---- one of them */

#define FUNDING_FACTS_MAX 16

struct funding_deadline {
    struct str day, hour, stage; /* stage: "" for the only one */
    bool is_over;
};

struct funding_reason {
    struct str what, why;
    struct url url;
};

/* For a city of who looks. */
struct funding_call_city {
    struct str name, says, would;
    struct url more; /* what only that city can say of it */
};

struct funding_call_page {
    struct page *page;
    struct funding_call_city *cities; /* that who looks acts for, at most WATCH_BUTTONS_MAX */
    size_t cities_count;
    struct str rule;  /* the name of the rule that it goes by; "" none is known */
    struct url rule_url;
    struct notice over; /* title "" for one that is not */
    struct str standing, opens, language;
    struct funding_deadline *deadlines;
    size_t deadlines_count;
    struct funding_reason *pays;
    size_t pays_count;
    struct funding_reason *themes;
    size_t themes_count;
    struct paragraph *start, *rest; /* of its text */
    size_t start_count, rest_count;
    struct paragraph *conditions;
    size_t conditions_count;
    struct fact facts[FUNDING_FACTS_MAX];
    size_t facts_count;
    struct funding_meant meant[FUNDING_MEANT_MAX];
    size_t meant_count;
    struct url official;
    struct watch_button watch; /* for who acts for a city */
    struct bid_known known;    /* the same */
    struct str source;
    struct use_data use_data;
};

handler funding_call_get;

#endif
