/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** layout: what every page has around it: head, doors, search, trail, footer, brand.
**
** A handler makes a `struct page` with page_of, sets what differs, and its view calls
**
**     {{> layout_top(m->page) }}  {{> heading(m->page) }}  ...  {{> layout_bottom(m->page) }}
**
** layout_top opens <main>, layout_bottom closes it. Everything between stands in the content column; the parts that go
** there are in layout/parts.h. A page without `heading` (the home page) uses the part `hero`. All texts given to a
** page are translated already (W, words_text). Nothing here reads the database or the clock.
*/
#ifndef WEB_LAYOUT_H
#define WEB_LAYOUT_H

#include "http/route.h"

/* The doors at the top, in their order; at most DOORS_MAX ever. A page that belongs to none says DOOR_NONE. */
#define DOORS_MAX 5
enum door { DOOR_NONE, DOOR_CITY, DOOR_HELP, DOOR_TOGETHER, DOOR_PLAN, DOOR_MONEY };

struct door_row {
    enum door door;
    const char *name; /* of the catalogue */
    struct url url;
};

/* Those that are built. */
extern const struct door_row doors[];
extern const size_t doors_count;

/* A step of the trail above the heading; the page itself is not in it. */
#define CRUMBS_MAX 4
struct crumb {
    struct str name;
    struct url url;
};

struct page {
    const struct site *site;
    struct str language;   /* BCP 47, for <html lang> */
    struct str title;      /* the heading; the window's title is "title - network" */
    struct str lead;       /* one sentence of at most 25 words under the heading: what this page is for */
    struct str kicker;     /* a word or two above the heading ("EU project", "Theme"); "" for none */
    enum door door;
    struct crumb crumbs[CRUMBS_MAX];
    size_t crumbs_count;
    struct str target;     /* the address of this page as asked for, "/cities/zdar" */
    struct url brand_css;  /* /brand.css, see brand_put */
    struct url tell;       /* the form for remarks, about this page */
    struct url fix_mail;   /* mailto: to the operator with address and version; no text when no mail is set */
    struct url feed;       /* of this page, for feed readers (Atom); no text for none */
    bool is_home;          /* the name at the top is no link, no search box at the top */
    bool is_search;        /* has a search box of its own: none at the top */
    bool no_index;         /* robots stay out: searches, error pages */
    struct request *request; /* for what is better asked late: who it is for */
    struct url sign_in;    /* leads back to this page */
    bool is_sign_in;       /* no link to sign in at the top */
    bool bare;             /* the site is closed to who asks: no doors, no search */
    bool in_room;          /* of a room without internet: nothing leads out of it */
    struct str state;      /* one line at the top: a demonstration, or who sees this site; "" everybody does */
    struct str run_by;     /* for the foot: who runs this site; "" until set */
    struct str hosted;     /* and where it stands; "" until set */
};

/* A page with everything set that the request knows. In the request's arena. */
struct page *page_of(struct request *request, struct str title, struct str lead, enum door door);
/* The address of a page that only who knows it may see: no link on it and no mail names it. */
void page_hide_address(struct page *page);
/* For layout_top: the name of who is signed in, "" for a visitor; and the token of the form that signs out. */
struct str page_who(const struct page *page);
struct str page_once(const struct page *page);
/* Whether who sees the line on the state of this site may change it. */
bool page_may_set_up(const struct page *page);
/* One more step of the trail, from the outside in. At most CRUMBS_MAX, a bug beyond. */
void page_add_crumb(struct page *page, struct str name, struct url url);

/* ---- the brand: /brand.css, made from the settings (brand.c)
** One colour is the network's own: the accent. From it come, in CSS custom properties, the ink that is readable on
** it (at least 4.5:1, proved in test_layout), a darker edge, a tint and a shade that reads on white. A colour that
** cannot be parsed counts as BRAND_COLOUR. */
#define BRAND_COLOUR "#ffb545"

struct rgb { uint8_t r, g, b; };

bool rgb_parse(struct str text, struct rgb *ret_colour); /* "#rrggbb" or "#rgb" */
/* WCAG 2.2 contrast of two colours, in hundredths: 2100 is black on white. */
int rgb_contrast(struct rgb a, struct rgb b);
/* The stylesheet's text. */
void brand_put(struct buf *buf, const struct site *site);
/* The handler of its route: {"/brand.css", FORM_OTHER, brand_get, ...}; it takes any fields. */
handler brand_get;

#endif
