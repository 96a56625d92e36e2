/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** membership: how a member city stands, for its own people and for coordinators: its commitment with who signed, on
** what authority and until when, and what happened to it step by step; the page where its main contact signs; and a
** page for each step that may come next (pause, come back, leave), which says what happens before it does.
**
** A main contact acts for the own city, a coordinator for the network, with a reason. Whose names stand here is a
** matter of the rights of the page: nobody of another city sees it.
*/
#ifndef WEB_MEMBERSHIP_MEMBERSHIP_WEB_H
#define WEB_MEMBERSHIP_MEMBERSHIP_WEB_H

#include "store/commitment.h"
#include "store/membership.h"
#include "web/people/deed.h"
#include "web/membership/commitment_words.h"

struct membership_event {
    int64_t at;
    struct str when;
    struct str says;         /* "It joined: ... By Cleo." */
    struct str why;          /* "" for none */
};

/* How the city leads; what may come next. */
struct lead_part {
    struct tag tag;          /* name "" for none */
    struct str says;
    struct str why;          /* of who was asked; "" for none */
    bool explains;           /* what leading is stands beside the question */
    struct str *does;
    struct str *gets;
    struct url yes;          /* no text: it is not theirs to answer */
    struct url no;
    struct deed_link links[4];
    size_t links_n;
};

struct membership_page {
    struct page *page;
    struct lead_part *lead;  /* NULL: the city takes no part now */
    struct notice notice;    /* title "" for none */
    struct tag state;
    struct str state_says;
    struct str *sentences;   /* COMMITMENT_SENTENCES of them */
    struct str words_of;     /* "Version 1 of 23 November 2026" */
    struct tag signed_tag;
    struct str signed_says;  /* who, when, until when */
    struct str authority;    /* "" not signed */
    struct str note;         /* who signs, for who does not; "" for none */
    struct url sign;         /* no text: who looks does not sign, or the city has left */
    struct str sign_label;
    bool sign_first;         /* it is the one thing to do */
    struct url questions;    /* the one thing to do after that; no text: it was done, or who looks may not */
    struct deed_link way_back; /* from a pause, or after it left; no text for none */
    struct deed_link steps[2]; /* pause, leave */
    size_t steps_n;
    struct membership_event *events;
    size_t events_n;
};

struct commitment_page {
    struct page *page;
    struct str *sentences;
    struct str words_of;
    struct str signs;        /* "You sign as Ada, for Ciampino." */
    struct form_problems *problems;
    bool decided;
    struct form_field job;
    struct form_field reference;
    struct form_field decided_on;
    struct form_field confirm_by;
    struct deed_select years;
    struct url other;        /* the same on the other authority */
    struct str once;
    struct url action;
};

struct step_page {
    struct page *page;
    struct form_problems *problems;
    struct str *says;        /* what happens */
    size_t says_n;
    struct form_field why;
    struct deed_check check; /* name "" for none */
    struct str button;
    struct str once;
    struct url action;
    struct url back;
    bool is_staff;
};

extern const struct field membership_fields[], commitment_fields[], commitment_form[], step_form[];
handler membership_get, commitment_get, commitment_act, step_get, step_act;

/* ---- for these pages and others */

/* "Version 1 of 23 November 2026". */
struct str commitment_words_of(struct out *out, const struct commitment_words *words);
/* A word for the column member_step.step of a city now: "member city", "paused", "left". */
struct tag standing_tag(struct out *out, enum standing standing);
/* "Signed, until 23 November 2028"; ends_at 0: none was signed. */
struct tag commitment_tag(struct out *out, int64_t ends_at, int64_t now);
/* The page of a step, or of the commitment: the trail leads back to the membership. */
struct page *membership_page_of(struct request *request, struct str title, struct str lead, struct str city);

#endif
