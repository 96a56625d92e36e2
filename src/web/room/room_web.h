/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** room: a leadership programme while people are together: joining by code and short name, what the room is asked, and
** what it answered, on phones, on the screen, and for who runs it.
**
** Who joins is led to a page of their own whose address is signed and names their row: no account. By the code a cookie
** of the room only is set, for that day (http/cookie.h), so that the code leads them back to that page. The page of the
** code and the screen are for everybody who knows the code, and show nobody; the screen that who runs the room opens
** has a signed key, and shows who sits where. All of them work by looking again;
** with script they follow /room/{code}/live, whose event is a number, how many voted, and a mark that changes when
** there is something else to see (assets/room.js).
*/
#ifndef WEB_ROOM_ROOM_WEB_H
#define WEB_ROOM_ROOM_WEB_H

#include "store/breakout.h"
#include "store/programme_agenda.h"
#include "store/vote.h"
#include "web/form.h"
#include "web/people/deed.h"

#define ROOM_LINK "room"     /* the kind of a participant's signed address */
#define ROOM_PHONE "room-phone" /* that of the cookie of a phone that joined */
#define ROOM_AGREE_SHOWN 5   /* of fewer it is not shown how they rated */
#define ROOM_SAYS_MAX 8
#define ROOM_STEP 5          /* more options are answered in steps: a phone shows no longer form */
#define ROOM_CHOICES_MAX (VOTE_OPTIONS_MAX + 1)

#define ROOM_ON_S (12 * 3600) /* nobody works longer at one block: what began before was left open */
#define ROOM_SCREEN_LINK "room-screen" /* signed: the screen with the names of who sits where */

/* ---- loaded */
struct room {
    struct str code;
    struct q_room_block *on;      /* the block that is going on; NULL none */
    struct q_breakouts *rounds;
    size_t rounds_n;
    struct q_breakouts *round;    /* of groups, of the block that is going on; NULL none */
    struct q_breakout_groups *groups;
    size_t groups_n;
    struct q_breakout_seats *seats; /* of all rounds */
    size_t seats_n;
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
    struct str from;       /* the group that it comes from; "" none */
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
    bool is_apart;         /* at its end: people do not agree, or more are against a statement than for it */
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
    struct url paper;      /* where its counts are typed in, for who runs it; no text: nowhere */
    struct str when;       /* the block of the agenda that it belongs to, for who runs it; "" none */
    struct str from;       /* the first option, or place, of this step */
    struct str step;       /* "Step 2 of 3"; "" there is one only */
    bool goes_on;          /* there is another step */
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

/* ---- groups */

struct room_card {
    struct str uid, text;
    struct str from;        /* "from paper"; "" it was written here */
    struct str id;          /* of its list */
    struct str once;        /* each form has its own: several may wait for a connection */
    struct room_choice *to; /* where it may go */
    size_t n;
};

struct room_cards {
    struct str number;      /* "1"; "0" not sorted; "" kept apart */
    struct str title;       /* its name, or "Group of cards A" */
    struct str name;
    struct str typed;       /* the name, or what was just typed and did not fit */
    struct str id;          /* of its name's field; "" it has none */
    struct str once;
    struct str size;
    struct room_card *cards;
    size_t n;
};

struct room_statement { struct str uid, text, sure; };

/* What somebody's group does just now. */
struct room_work {
    bool is_seated;
    bool waits;             /* groups are not made yet */
    bool in_silence;        /* everybody writes: nothing is sorted or said yet */
    struct str block;       /* uid of the block */
    struct str title, with, question;
    struct url action;
    struct str follows;     /* its number, and how often it changed something: what its phones look at */
    struct str rev;
    struct form_field card, says;
    struct str once_card, once_says;
    struct str keep;        /* distinct for this group */
    struct room_cards *all; /* not sorted, then groups of cards, then those kept apart */
    size_t n;
    struct room_statement standing[BREAKOUT_STATEMENTS_MAX], back[BREAKOUT_STATEMENTS_KEPT];
    size_t standing_n, back_n;
    struct room_choice sure[3];
};

/* A group, on the screen and for who runs it. */
struct room_group {
    struct str title, names;
    struct str state;       /* how much it has written */
    struct str *lines;      /* its cards, by groups of cards */
    size_t lines_n;
    struct breakout_said { struct str uid, text, sure; bool is_taken; } said[BREAKOUT_STATEMENTS_MAX];
    size_t said_n;
};

struct room_block { struct str uid, title, says; struct url groups; };

struct room_page {
    struct page *page;
    struct str now;               /* what is going on, until when; "" nothing is */
    struct str now_says;          /* its purpose */
    struct str on;                /* uid of that block */
    struct room_work *work;       /* NULL: no groups just now */
    struct room_group *groups;
    size_t groups_n;
    struct room_block next;       /* the block that comes next; uid "" none */
    struct room_block *places;    /* blocks with groups */
    size_t places_n;
    struct deed_select when;      /* the block that a vote belongs to */
    struct room_vote *earlier;    /* results that belong to other blocks */
    size_t earlier_n;
    struct url here;              /* the address that shows this again */
    struct str follows, rev;      /* a group, and how often it changed something; "all": every group; "" none */
    struct str seats;             /* how good the seats are */
    size_t people;                /* who would be seated */
    struct str go_on;             /* the round whose groups go on; "" none */
    bool is_made, is_going_on, may_make; /* groups; the block; nobody has written yet */
    struct room_choice *late, *seated; /* who has no seat; who has one */
    size_t late_n, seated_n;
    struct form_field number;     /* of groups */
    struct url paper;             /* where cards from paper are typed in; no text: nowhere */
    struct url back;
    bool anew;                    /* somebody else joins with this phone */
    struct url other;             /* to join as somebody else; no text: not by this phone */
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
    bool asks;             /* a vote is open */
    struct url rate;       /* where they say how far the city is; no text: nothing is open to the room */
    struct str survey_says;
    struct url survey;     /* where they answer a survey; no text: none is open, or they have */
    struct html picture;   /* of the address */
    struct form_field name, question, options;
    struct room_choice kinds[4];
    struct room_vote *votes;
    size_t n;
};

/* By code; votes as of now. */
void room_load_soon(struct request *request, struct str code);
enum fault must_use room_load(struct request *request, struct str code, struct room *ret_room);
/* What the stream needs of it. */
enum fault must_use room_load_live(struct request *request, struct str code, struct room *ret_room);
struct str room_mark(struct arena *arena, const struct room *room);
/* What is going on, until when, by the clocks of the city; "" nothing is. */
struct str room_say_now(struct out *out, const struct room *room);
struct str room_say_purpose(struct out *out, const struct room *room);
/* Whether a vote is to be seen while this is going on. */
bool room_shows(const struct room *room, const struct q_vote_list *vote);
struct str room_say_sure(struct out *out, struct str sure);
/* "Group 3: Ada, Ben": of the round; with_names: who sits there. */
void room_say_groups(struct request *request, struct out *out, const struct room *room,
                     const struct q_breakouts *round, bool with_names, struct room_page *m);
/* Those of a participant, asked ahead by their uid. */
void room_work_soon(struct request *request, struct str uid);
enum fault must_use room_work(struct request *request, struct out *out, const struct room *room, struct str uid,
                              struct room_page *m);
struct url room_live(struct request *request, const struct room *room);
/* No text once the room is over. */
struct url room_live_until(struct request *request, const struct room *room, struct date ends_on);
/* "From group 3: we are sure"; "" it was typed. */
struct str room_say_from(struct out *out, const struct q_vote_options *option);
/* What is asked, without answers. */
void room_list_options(struct out *out, const struct room *room, const struct q_vote_list *vote, struct room_vote *to);
void room_say_vote(struct request *request, struct out *out, const struct room *room, const struct q_vote_list *vote,
                   struct room_vote *ret_vote);
/* mine: what this participant has answered; typed: or has just typed, and it did not fit. */
void room_add_choices(struct request *request, struct out *out, const struct q_vote_list *vote, const int *mine,
                      size_t from, bool typed, struct room_vote *to);
/* A step: answers to options from..., or, of more options to put in order than one step has, who has places from... */
struct room_step {
    size_t from;
    int values[ROOM_STEP];
};
/* Puts a step into the whole answer. False: one option has two places. */
bool room_step_merge(struct str kind, size_t options, const struct room_step *step, int *values);
struct url room_step_url(struct arena *arena, struct url own, struct str vote, size_t from);
struct str room_say_joined(struct out *out, int64_t n);
size_t room_options_of(const struct room *room, int64_t vote, const struct q_vote_options **ret_first);
struct str room_kind_name(struct out *out, struct str kind);
/* Whose page it is, by its address. FAULT_NOT_FOUND: no address of ours, or over. */
enum fault must_use room_own_uid(const struct request *request, struct str *ret_uid);
/* "/room/in/...": the page of a participant. */
struct url room_own(struct request *request, struct str participant, struct date until);

/* FAULT_CONFLICT: it does not stand so any more. */
enum fault must_use room_do_block(struct request *request, int64_t programme_id, const struct agenda *agenda,
                                  struct str uid, bool begins);
/* The screen with the names of who sits where: for who runs the room. */
struct url room_screen(struct request *request, struct str code, struct date until);

extern const struct field room_code_fields[], room_join_fields[], room_join_form[], room_own_fields[], room_own_form[];
extern const struct field room_survey_form[], room_group_form[], room_run_fields[], room_run_form[],
    breakout_fields[], breakout_form[];
handler room_code_get, room_join_get, room_join_act, room_own_get, room_own_act, room_group_act, room_screen_get;
handler room_survey_get, room_survey_act, room_screen_named_get, room_live_get, room_run_get, room_run_act,
    breakout_get, breakout_act;

#endif
