/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** section: the bid workshop on pages: the sections of a bid on its own page, setting them up, one section with its
** text, its versions, the numbers that must agree, and the whole bid to read, print and copy.
**
** For the cities that take part in the bid (store/bid_section.h says who may change what); for any other they are not
** there. Names are of one's own city only: the statements give no others.
*/
#ifndef WEB_BID_SECTION_WEB_H
#define WEB_BID_SECTION_WEB_H

#include "store/bid_section.h"
#include "store/member.sql.h"
#include "web/answer/answer_like.h"
#include "web/form.h"
#include "web/layout/parts.h"

/* ---- on the page of the bid, and where sections are set up */

struct section_row {
    struct url url;
    struct url about;             /* no text: who looks may not change it */
    struct str uid, title;
    struct str anchor;            /* within its page: "s1" */
    struct str says;              /* who writes it, how long it is */
    struct str count;             /* "412 of 500 words" */
    struct str over;              /* "37 words too many"; "" it is not */
    struct str asks;
    struct str text;              /* where it is shown whole */
    struct tag state;             /* name "" nothing to say */
    bool may_up, may_down;
};

struct workshop {
    struct section_row *rows;
    size_t n;
    struct str numbers;           /* "Numbers that must agree: 3 differ" */
    bool numbers_differ;
    struct url figures, whole;
    struct url set_up;            /* no text: who looks may not */
    bool is_written;
};

void workshop_soon(struct request *request);
/* `bid`: of who takes part. */
enum fault must_use workshop_load(struct request *request, const struct q_bid_work_of *bid,
                                  struct workshop *ret_workshop);

/* ---- setting up */

struct sections_page {
    struct page *page;
    struct notice notice;         /* title "" for none */
    struct form_problems *problems;
    struct workshop workshop;
    struct form_field lines;
    bool offers_sets;             /* there is no section yet */
    struct str once;
    struct url action, back;
};

/* ---- one section */

struct section_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct section_row row;
    struct str who;               /* who saved last, and when; "" nobody yet */
    struct str paragraphs;        /* of who only reads */
    bool may_write, is_ready;
    struct form_field body;
    struct str counts, most;      /* for the script: "words" or "characters", "500" or "" */
    struct str count_says, count_over; /* with {n}, {over} */
    struct str has_choice;        /* how many places wait for a choice; "" none */
    struct str first, second;     /* the first of them */
    struct str *differs;          /* numbers of this section that differ */
    size_t differs_n;
    struct str base;              /* number of the text that is shown */
    struct str once;
    struct url action, versions, figures, back;
    struct crumb next;            /* the section behind it; name "" none */
    struct answer_like like;      /* what the city wrote before; for who may write */
};

struct version_row {
    struct url url;
    struct str says;              /* when, who */
    struct str number;
    bool shown;
};

struct version_change { enum bid_change change; struct str text; };

struct versions_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct version_row *rows;
    size_t n;
    struct str shown;             /* what is compared: "What changed on 3 May, by ..." */
    struct version_change *changes;
    size_t changes_n;
    struct str which, seen;       /* the one that can be put back; "" it stands, or who looks may not */
    struct str once;
    struct url action, back;
};

/* ---- numbers that must agree */

struct figure_place {
    struct url url;
    struct str section, sentence;
    struct str says;              /* "says 40" */
};

struct figure_own { struct str city; struct str says; };

struct figure_row {
    struct url url;               /* no text: who looks may not change it */
    struct str name, says;
    struct str from;              /* where it is from, who said it; "" not said */
    struct tag state;
    struct str found;             /* "agrees in 4 places" */
    struct figure_place *differs;
    size_t differs_n;
    struct figure_own *owns;
    size_t owns_n;
    struct str sum;               /* of what cities say, and whether it is the total */
};

struct figure_choice { struct str name, says, label; };

struct figure_proposal {
    struct str words;
    struct figure_place *places;
    size_t places_n;
    struct figure_choice choices[6]; /* what could be used */
    size_t choices_n;
};

struct figures_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct figure_row *rows;
    size_t n;
    struct figure_proposal *proposals;
    size_t proposals_n;
    bool may_set_up;
    struct form_field name, says, source;
    bool each_city;
    struct str once;
    struct url action, back;
};

/* ---- the whole bid */

struct whole_page {
    struct page *page;
    struct workshop workshop;
    struct str says;              /* how long it is in all */
    struct use_data use_data;     /* as a plain text file */
    struct url back;
};

extern const struct field sections_fields[], sections_form[], section_fields[], section_form[], section_about_form[];
extern const struct field versions_fields[], versions_form[], figures_fields[], figures_form[], figure_form[];
handler sections_get, sections_act, section_get, section_act, section_about_get, section_about_act;
handler versions_get, versions_act, figures_get, figures_act, figure_get, figure_act, whole_get;

/* ---- for these pages */

/* A bid with all that stands in its workshop. */
struct shop {
    struct q_member_by_uid member;
    struct q_bid_work_of bid;
    struct q_bid_section_list *sections;
    size_t sections_n;
    struct q_bid_figure_list *figures;  /* those of the bid, each with what cities say behind it */
    size_t figures_n;
    struct q_bid_figure_cities *cities; /* those that take part */
    size_t cities_n;
};

void shop_soon(struct request *request);
/* FAULT_NOT_FOUND: the city of the address does not take part in that bid. */
enum fault must_use shop_load(struct request *request, struct shop *ret_shop);
/* "/member-cities/{}/bids/{}" and what stands behind it. */
struct url shop_url(struct request *request, const char *behind);
struct url shop_url_of(struct request *request, const char *pattern, struct str uid);
/* With the trail back to the bid. */
struct page *shop_page(struct request *request, struct out *out, const struct shop *shop, struct str title,
                       struct str lead);
struct section_row section_row_of(struct request *request, struct out *out, const struct shop *shop, size_t at);

/* What all texts say of all figures. `of`: for each figure that was looked for, the row it is. */
struct shop_figures {
    struct bid_figures found;
    const struct q_bid_figure_list **of;
};
void shop_look(struct request *request, const struct shop *shop, struct shop_figures *ret_figures);
/* How many differ: places, and sums that are not the total. */
size_t shop_differ(struct request *request, const struct shop *shop, const struct shop_figures *figures);
/* What each city that takes part says of a figure; their number is cities_n. */
struct bid_sum shop_sum(struct request *request, const struct shop *shop, const struct q_bid_figure_list *figure);
/* The row of a city's own; NULL: it has said nothing. */
const struct q_bid_figure_list *shop_own(const struct shop *shop, int64_t figure, int64_t member);

struct str say_bid_count(struct out *out, struct bid_count count, enum bid_limit limit, int64_t most);
struct str say_bid_over(struct out *out, struct bid_count count, enum bid_limit limit, int64_t most);
/* "EUR 1,234,000", "12 %": a number as it would be typed. */
struct str say_bid_number(struct arena *arena, const struct bid_number *number);
/* Name and city of who did something: of another city the city alone. */
struct str say_bid_who(struct arena *arena, struct str person, struct str city);

#endif
