/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** room: a leadership programme while people are together: joining by code and short name, what the room is asked, and
** what it answered, on phones, on the screen, and for who runs it.
**
** Who joins is led to a page of their own whose address is signed and names their row: no account, no cookie. The page
** of the code and the screen are for everybody who knows the code, and show nobody. All of them work by looking again;
** with script they follow /room/{code}/live, whose event is a number, how many voted, and a mark that changes when
** there is something else to see (assets/room.js).
*/
#ifndef WEB_ROOM_ROOM_WEB_H
#define WEB_ROOM_ROOM_WEB_H

#include "store/vote.h"
#include "web/form.h"
#include "web/layout/parts.h"

#define ROOM_LINK "room"     /* the kind of a participant's signed address */
#define ROOM_AGREE_SHOWN 5   /* of fewer it is not shown how they rated */
#define ROOM_SAYS_MAX 8
#define ROOM_CHOICES_MAX (VOTE_OPTIONS_MAX + 1)

/* ---- loaded */
struct room {
    int64_t id;
    struct str code;
    int64_t event, joined;
    struct q_vote_list *votes;
    size_t votes_n;
    struct q_vote_options *options;
    size_t options_n;
    struct q_vote_totals *totals;
    size_t totals_n;
    struct q_vote_pairs *pairs;
    size_t pairs_n;
};

/* ---- shown */
struct room_choice {
    struct str name;       /* of the form's field */
    struct str value;
    struct str id;
    struct str label;
    bool chosen;
};

struct room_option {
    struct str text;
    struct str name;       /* of its field */
    struct str id;         /* of what holds it: what a problem leads to */
    struct room_choice choices[ROOM_CHOICES_MAX];
    size_t n;
};

/* One row of a result: its place, and what was said of it. */
struct room_row {
    struct str place;      /* "1", "2="; "" it has none */
    struct str text;
    struct str says;
    struct str more;       /* "" none */
    bool is_apart;         /* of "do we agree?" at its end: people do not */
};

struct room_vote {
    struct str id;         /* of its heading */
    struct str uid;
    struct str round;
    struct str question;
    struct str kind;       /* "Pick the few" */
    struct str how;        /* one sentence: what to do, or how it stands */
    struct str voted;      /* "12 of 20 have answered" */
    bool is_open, is_over, is_new;
    bool may_again;        /* a second round can be opened */
    bool lists;            /* its choices are a list to choose from, else side by side */
    struct room_option options[VOTE_OPTIONS_MAX];
    size_t n;
    struct room_row rows[VOTE_OPTIONS_MAX];
    size_t rows_n;         /* of the result, or of the round before */
    struct str counted[ROOM_SAYS_MAX]; /* how it is counted */
    size_t counted_n;
    struct str otherwise[ROOM_SAYS_MAX]; /* the same counted differently */
    size_t otherwise_n;
};

struct room_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct url action;
    struct str once;
    struct url live;
    struct str mark;       /* of what is shown */
    struct str says;
    struct str code;
    struct url address;    /* where one joins */
    struct str joined;
    struct url screen;
    struct url rate;       /* where they say how far the city is; no text: nothing is open to the room */
    struct html picture;   /* of the address */
    struct form_field name, question, options;
    struct room_choice kinds[4];
    struct room_vote *votes;
    size_t n;
};

/* By code; votes as of now. */
void room_load_soon(struct request *request, struct str code);
enum fault must_use room_load(struct request *request, struct str code, struct room *ret_room);
struct str room_mark(struct arena *arena, const struct room *room);
struct url room_live(struct request *request, const struct room *room);
void room_say_vote(struct request *request, struct out *out, const struct room *room, const struct q_vote_list *vote,
                   struct room_vote *ret_vote);
/* mine: what this participant has answered; typed: or has just typed, and it did not fit. */
void room_add_choices(struct request *request, struct out *out, const struct q_vote_list *vote, const int *mine,
                      bool typed, struct room_vote *to);
struct str room_say_joined(struct out *out, int64_t n);
size_t room_options_of(const struct room *room, int64_t vote, const struct q_vote_options **ret_first);
struct str room_kind_name(struct out *out, struct str kind);
/* "/room/in/...": the page of a participant. */
struct url room_own(struct request *request, struct str participant, struct date until);

extern const struct field room_code_fields[], room_join_form[], room_own_fields[], room_own_form[], room_run_fields[],
    room_run_form[];
handler room_code_get, room_join_get, room_join_act, room_own_get, room_own_act, room_screen_get, room_live_get,
    room_run_get, room_run_act;

#endif
