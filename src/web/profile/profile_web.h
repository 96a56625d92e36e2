/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile: what a member city says of itself, for its own people: four questions, one page each, and an overview with
** who may see it and which member cities are worth talking to by that. What others said is shown as far as they let
** member cities see it, and never who said it.
*/
#ifndef WEB_PROFILE_PROFILE_WEB_H
#define WEB_PROFILE_PROFILE_WEB_H

#include "domain/area.h"
#include "store/profile.h"
#include "web/trait/trait_web.h"
#include "web/form.h"
#include "web/introduction/introduction_web.h"
#include "web/layout/parts.h"
#include "web/say.h"

/* ---- the overview */
struct profile_answer {
    struct str question;
    struct str said;         /* "Energy, Waste" */
    struct str says;         /* the sentence; "" for none */
    struct url change;
    bool is_said;
};

struct profile_card {
    struct str name;         /* "Porto (PT)" */
    struct str reasons[HELP_REASONS_MAX];
    struct str theirs[HELP_REASONS_MAX]; /* in their words, once; "" for none */
    size_t n;
    struct str language;     /* "You have a language in common: Deutsch."; "" for none */
    struct str first;        /* "Health comes first for both of you."; "" for none */
    struct str area;         /* "Both of you serve places around you: ..."; "" for none */
    struct str reach;        /* "Porto: 214,000 people in the city, ... around it."; "" unless it lets it be seen */
    struct talk_mark talk;   /* what is between the two already, and the next step */
};

struct profile_page {
    struct page *page;
    struct notice notice;    /* title "" for none */
    struct profile_answer answers[HELP_KIND__MAX];
    struct trait_summary traits[TRAIT_CARD__MAX];
    struct str area;         /* who lives in the city and around it; "" nothing was chosen */
    struct area_sum area_people; /* of the places around it */
    struct str area_seen;
    struct url area_url;
    struct str area_speakers; /* "Who speaks for the area around us: ..."; "" nobody does; never on paper */
    struct url area_me;       /* to say it of oneself */
    struct url funding;       /* which money fits */
    struct url begin;        /* the first question that has no answer; no text when all have one */
    struct str seen_by;      /* "city", "members", "everybody" */
    struct str found;        /* what the second of them means */
    struct url publish;      /* of the four answers; no text: nothing is asked or published */
    struct str publish_says;
    struct str changed;      /* when; "" nothing was said yet */
    struct url changes;
    struct profile_card *cards;
    size_t cards_n;
    struct str none;         /* why there is no card */
    struct url talks;        /* all introductions of the city */
    struct form_problems *problems;
    struct str once;
    struct url action;
};

/* ---- a question */
struct profile_tick {
    struct str value;
    struct str id;
    struct str name;
    struct str lang;         /* of the name; "" as the page */
    struct str note;         /* why it is suggested; "" for none */
    bool ticked;
};

struct profile_group {
    struct str title;
    struct profile_tick *ticks;
    size_t n;
    struct str hint;         /* that it is a suggestion; "" it is none */
    struct str source;       /* of it, with its age */
    struct url shown;        /* where what it rests on is shown; no text for nowhere */
};

struct profile_question_page {
    struct page *page;
    struct form_problems *problems;
    struct profile_group groups[3];
    size_t groups_n;
    bool has_says;
    struct form_field says;
    struct str seen;         /* of what stood there when the page was made */
    struct str once;
    struct url action;
    struct url back;
};

extern const struct field profile_fields[], profile_form[], profile_question_form[];
handler profile_get, profile_act, profile_question_get, profile_question_act;

/* ---- for these pages */

/* A theme or a kind of work in the reader's language, a language in itself; "" for none that is known here. */
struct str profile_name(struct out *out, const struct themes *themes, enum help_kind kind, struct str what);
/* "They can help with what you want help with: Energy." */
struct str profile_say_help(struct out *out, const struct themes *themes, const struct help_reason *reason);
/* The question, as a title. */
struct str profile_question(struct out *out, enum help_kind kind);

#endif
