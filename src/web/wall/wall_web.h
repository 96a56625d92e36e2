/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** wall: the knowledge wall of a leadership programme, for the people of the city that holds it: cards by theme, what
** themes have none, one made of an EU project that was looked for, from a link or by hand, changed, taken off and put
** back; all of it as sheets to print, with a code on each that leads to where it is from; and for participants, behind
** the link of their mail, to read, to open a card, to say something beside it, and to mark what matters. Who prepares
** it sees which cards nobody opened, once five have opened any (domain/few.h), and never who.
*/
#ifndef WEB_WALL_WALL_WEB_H
#define WEB_WALL_WALL_WEB_H

#include "store/programme.sql.h"
#include "store/wall.h"
#include "web/form.h"
#include "web/layout/parts.h"
#include "web/people/deed.h"
#include "web/say.h"

/* What is said beside a card. */
struct wall_comment_row {
    struct str uid, who, says;
    struct str id, once;
    bool is_mine;        /* of the participant who looks: to take back */
    bool taken;          /* taken off */
};

struct wall_row {
    struct str uid;
    struct url url;      /* of the card's page */
    struct str claim;
    struct str so_what;  /* "" not said */
    struct str from;     /* "Eurostat, 2024. Licence: CC BY 4.0." */
    struct url source;   /* where it can be read; no text for nowhere */
    struct html code;    /* the same as a picture for phones; "" for none */
    struct str marks;    /* "3 participants find that it matters."; "" nobody, or not for who looks */
    int64_t marks_n, card_id;
    bool marked;         /* by the participant who looks */
    struct str id;       /* for what describes its button */
    struct str opened;   /* "Nobody has opened it yet."; "" not told, or not for who looks */
    struct str talk;     /* "2 comments"; "" none */
    struct str once;     /* of the form that opens it */
    struct wall_comment_row *comments; /* those that hang */
    size_t comments_n;
};

struct wall_group {
    struct str title;    /* of the theme; "No theme" */
    struct str id;
    struct wall_row *rows;
    size_t n;
};

struct wall_page {
    struct page *page;
    struct notice notice;         /* title "" for none */
    struct form_problems *problems;
    struct wall_group *groups;
    size_t groups_n;
    size_t n;                     /* cards that hang */
    struct str count;             /* "12 cards on 5 themes" */
    struct str unmarked;          /* "2 were marked by no participant."; "" nobody has marked any */
    struct str unsaid;            /* "3 do not say yet what they mean for your city."; "" all do */
    struct str unopened;          /* "2 cards were opened by nobody yet."; "" none, or it is not told */
    struct str empty;             /* names of themes without a card; "" none, or no card at all */
    struct wall_row *taken;
    size_t taken_n;
    struct search_box box;
    struct url add, sheets, back, action;
    struct str once;
};

struct wall_found {
    struct project_row row;
    struct str project;           /* its number, to be sent */
    struct url card;              /* it hangs there already; no text: it does not */
    struct str id;
};

struct wall_find_page {
    struct page *page;
    struct form_problems *problems;
    struct search_box box;
    struct wall_found *rows;
    size_t n;
    struct str mended;            /* what was searched for instead; "" as typed */
    bool asked;
    struct url back, add, action;
    struct str once;
};

struct wall_card_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct form_field claim, so_what, source, url, dated, licence;
    struct deed_select theme;
    struct str says;              /* who put it there, and of what it was made; "" of a new one */
    struct url source_url;        /* no text for none */
    struct str source_name;
    bool is_new, taken;
    struct str seen;
    struct url action, back;
    struct str once;
    struct wall_comment_row *comments;
    size_t comments_n;
    struct form_field comment;
};

/* One card, for a participant who has opened it. */
struct wall_reader_card_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct wall_row row;
    struct form_field comment;
    struct url back, action;
    struct str once;
};

/* For a participant. */
struct wall_reader_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct wall_group *groups;
    size_t groups_n;
    struct url back, action;
    struct str once;
};

struct wall_sheets_page {
    struct page *page;
    struct wall_group *groups;
    size_t groups_n;
    struct url back;
};

extern const struct field wall_fields[], wall_form[], wall_find_fields[], wall_find_form[], wall_new_form[];
extern const struct field wall_card_form[], wall_card_fields[];
handler wall_get, wall_act, wall_find_get, wall_find_act, wall_new_get, wall_new_act, wall_card_get, wall_card_act;
extern const struct field wall_reader_fields[], wall_reader_form[];
extern const struct field wall_reader_card_fields[], wall_reader_card_form[];
handler wall_sheets_get, wall_reader_get, wall_reader_act, wall_reader_card_get, wall_reader_card_act;

/* ---- for these pages */

struct wall_reader {
    struct q_participant_by_uid me;
    struct q_programme_of programme;
};
/* By the link of the address. FAULT_NOT_FOUND: it is none of ours, or over. What is asked ahead by the caller about the
** participant needs its uid: wall_reader_uid. shows: cards and what is said beside them are asked ahead as well. */
enum fault must_use wall_reader_uid(struct request *request, struct str *ret_uid);
enum fault must_use wall_reader_find(struct request *request, struct str uid, bool shows,
                                     struct wall_reader *ret_reader);
struct url wall_reader_url(struct request *request, struct str card_uid); /* "": the wall */

struct url wall_url(struct request *request, const char *behind); /* behind "/wall": "", "/new", "/find", "/sheets" */
struct url wall_card_url(struct request *request, struct str uid);
/* The programme of the address; FAULT_NOT_FOUND when the city holds none of that number. */
enum fault must_use wall_programme(struct request *request, struct q_programme_of *ret_programme);
/* page_of, with the way back to the programme. */
struct page *wall_page_of(struct request *request, struct out *out, struct str title, struct str lead,
                          const struct q_programme_of *programme);
/* Of the cards that hang, by theme in the themes' order, those without one last. codes: with pictures for phones. */
void wall_groups(struct request *request, struct out *out, const struct themes *themes,
                 const struct q_wall_cards *cards, size_t n, bool codes, struct wall_group **ret_groups, size_t *ret_n);
struct wall_row wall_row_of(struct request *request, struct out *out, const struct q_wall_cards *card);

/* What is said beside the cards of a wall. */
struct wall_talk {
    bool named;          /* house rule */
    int64_t me;          /* the participant who looks; 0: for the people of the city; -1: for all in the room */
    struct q_wall_comments *rows;
    size_t n;
};
void wall_talk_soon(struct request *request, struct str programme_uid);
/* named: of the house rules. */
enum fault must_use wall_talk_load(struct request *request, struct str programme_uid, bool named, int64_t me,
                                   struct wall_talk *ret_talk);
/* Those of a card that hang; all: also those taken off. */
size_t wall_comments_of(struct request *request, struct out *out, const struct wall_talk *talk, int64_t card_id,
                        bool all, struct wall_comment_row **ret_rows);
/* Into all rows: what is said, and how many comments. */
void wall_add_talk(struct request *request, struct out *out, const struct wall_talk *talk, struct wall_group *groups,
                   size_t n);
/* What was typed. FAULT_INVALID with a problem beside the field "comment" of the form. */
enum fault must_use wall_comment_read(struct request *request, const struct field *form, struct wall_said *said,
                                      int64_t now);
/* FAULT_TOO_LARGE as FAULT_INVALID with a problem at the field, any other fault as it is. */
enum fault must_use wall_refuse_room(struct request *request, const struct field *field, enum fault fault);

#endif
