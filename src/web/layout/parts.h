/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** parts: what pages are put together from. Each struct is the argument of the view of the same name, in
** layout/<name>.html: {{> notice(m->notice) }} calls view_notice(out, m->notice). Texts are translated already;
** what is empty (n == 0) is left out; no part needs script. `struct html` is used where a sentence may hold links.
**
**     heading(page)            h1, kicker and lead; once a page                       page: const struct page *
**     hero(hero)               the home page's first screenful: h1, lead, city box    const struct hero *
**     city_box(box)            "type your city" form with the primary button          const struct city_box *
**     search_box(box)          search over projects and cities                        const struct search_box *
**     notice(notice)           a framed remark                                        const struct notice *
**     facts(facts, n)          label, value, where from and how old                   const struct fact *, size_t
**     tag(tag)                 a short status word, inline                            struct tag
**     tags(tags, n)            several of them                                        const struct tag *, size_t
**     facets(facets, n)        what narrows a list, with its numbers                  const struct facet *, size_t
**     numbers(numbers, n)      two to four big numbers in a row                       const struct number *, size_t
**     tiles(tiles, n)          links as cards: themes, next steps                     const struct tile *, size_t
**     match_card(card)         a city worth talking to, why, and the next step        const struct match_card *
**     match_row(card)          the same in short: city, one reason, the rest on demand const struct match_card *
**     match_next(card)         its foot: words to send, whom to write to              const struct match_card *
**     project_row(row)         one <li> of <ul class="sg-rows">                       const struct project_row *
**     place_row(row)           one <li> of <ul class="sg-rows">: a city               const struct place_row *
**     city_map(map)            points on Europe                                       const struct city_map *
**     pagination(pages)        previous, next, where we are                           const struct pagination *
**     source_line(sources, n)  "Source: ..., as of ..."                   const struct source_note *, size_t
**     use_data(data)           "Use this data"                                        const struct use_data *
**     first_next(pages)        from the beginning, next page            const struct first_next *
**     empty_state(empty)       nothing found, said well                               const struct empty_state *
**     something_wrong(page)    "Something wrong or missing?"                          const struct page *
**
** Classes for what has no part: sg-table in sg-scroll (tables), sg-cols (main column and side), sg-section (a
** <section> with an h2), sg-form with sg-field, sg-label, sg-hint, sg-input, sg-select, sg-checks, sg-check;
** sg-button, sg-button--quiet; sg-link; sg-lead; sg-small; sg-muted; sg-figure (picture with caption); sg-hidden
** (for ears only). See docs/design.md.
*/
#ifndef WEB_LAYOUT_PARTS_H
#define WEB_LAYOUT_PARTS_H

#include "base/ids.h"
#include "web/layout.h"

/* ---- boxes to type into (GET, work without script; with it, names are offered while typing) */

struct city_box {
    struct str id;    /* of the input, unique on the page: "city" */
    struct str value; /* what was typed */
    struct str label; /* "" for "Your city" */
    bool big;         /* the hero's */
    struct html note; /* below the hero's box; "" for none */
};

struct search_box {
    struct str id;
    struct str value;
    struct url action; /* /search */
    struct str label;
    bool quiet;        /* another button is the one to press */
    struct str city;   /* sent along as `city`; "" none */
};

struct hero {
    struct str title;
    struct str lead;
    struct city_box box;
};

/* ---- saying things */

enum tone { TONE_PLAIN, TONE_GOOD, TONE_RUNNING, TONE_CARE, TONE_STOPPED };

struct notice {
    enum tone tone;
    struct str title;
    struct html text; /* sentences */
};

struct tag {
    struct str name;
    enum tone tone; /* never the only carrier of the meaning: the word says it */
    struct str note; /* what is said beside it, "" for nothing: a pill is one line on a phone */
};

/* A way to narrow a list, as a link. */
struct facet {
    struct url url; /* with it chosen; without it when it is */
    struct str name;
    int64_t n;      /* how many it leaves */
    bool chosen;
};

struct fact {
    struct str label;
    struct html value;
    struct str source;  /* "GeoNames" */
    struct date as_of;  /* DATE_NONE when the source says none */
};

struct number {
    struct str value; /* text_count, text_euros */
    struct str label; /* "cities" */
    struct url url;   /* where they are listed; no text for none */
};

struct tile {
    struct url url;
    struct str title;
    struct str text;
    struct str note;  /* small, at the foot: "214 EU projects" */
};

struct source_note {
    struct str name;
    struct url url;     /* no text for none */
    struct date as_of;
};

/* A list in pages that only goes on, by the key of its last row. */
struct first_next {
    struct url first; /* no text on the first page */
    struct url next;  /* no text on the last */
};

struct empty_state {
    struct str title;          /* "We found no EU project of Peterborough in what was searched." */
    struct html text;          /* what was searched */
    const struct str *points;  /* what is not covered, one each */
    size_t points_count;
    struct str points_title;   /* "Not searched" */
    struct url next;           /* the one next step; no text for none */
    struct str next_name;
};

/* ---- rows and cards */

struct project_row {
    struct url url;
    struct str acronym;
    struct str title;
    struct tag status;
    struct str years;    /* "2018 to 2022" */
    struct str role;     /* "coordinated by the city", "" for none */
    struct str money;    /* "€85,000 to the city", "" for unknown */
    struct html snippet; /* html_marked; "" for none */
    const struct tag *tags;
    size_t tags_count;
};

struct place_row {
    struct url url;
    struct str name;
    struct str where;    /* "Piedmont, Italy" */
    struct str people;   /* "58,000 people (LAU 2020)", "population not known" */
    struct str record;   /* "11 EU projects found", "" for nothing found */
    struct html snippet; /* "also known as ...", "" for none */
};

struct match_card {
    int place;                 /* 1, 2, 3: the number on the card; 0 for none */
    struct url url;
    struct str city;
    struct str where;          /* "Finland, 76,000 people" */
    const struct html *reasons; /* at most three, one sentence each */
    size_t reasons_count;
    struct str unknown;        /* what is not known of this one only; "" for none */
    struct url contact;        /* the body's own page; no text for none */
    struct str contact_name;   /* "Write to City of Lahti" */
    struct url ask;            /* where one's member city asks theirs for a first talk; no text for none */
    struct url suggest;        /* where one's member city suggests theirs, which is none; no text for none */
    struct url paper;          /* why, on one page to print or send; no text for none */
    struct str words_to_send;  /* sentences ready to copy; "" for none */
    struct str copy_id;        /* id of the field that holds them, unique on the page */
};

/* ---- pictures */

struct city_map {
    struct str title;            /* the caption: what the picture shows */
    struct str dots;             /* paths of map_place points (web/city/cities_map); the list beside it has them all */
    struct str dots_with_record; /* larger */
};

/* ---- lists */

struct pagination {
    int64_t page;        /* from 1 */
    int64_t pages;
    struct url previous; /* no text on the first */
    struct url next;     /* no text on the last */
};

/* For a list at `here`, whose other pages are here?page=2 and so on; pages 0 counts as one empty page. */
struct pagination pagination_of(struct arena *arena, struct url here, int64_t page, int64_t pages);

struct use_sheet {
    struct url url;
    struct str name;
};

struct use_data {
    struct url csv;      /* no text for none */
    struct url json;
    struct url text;
    struct url atom;
    struct url calendar;
    struct str licence;  /* "CC BY 4.0"; "" for none */
    const struct use_sheet *sheets; /* one for each kind of what is in it */
    size_t sheets_n;
};

#endif
