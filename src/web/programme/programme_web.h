/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme: leadership programmes of a member city, for its own people: the list, a new one from a template, how one
** stands, its agenda, house rules, who takes part, and who was there. For who takes part, without an account: their own
** page behind a signed link, with the house rules before everything else.
**
** A facilitator is who may edit what is of the city. Nothing here reaches another city or a visitor; a participant sees
** of others nothing but how many there are.
*/
#ifndef WEB_PROGRAMME_PROGRAMME_WEB_H
#define WEB_PROGRAMME_PROGRAMME_WEB_H

#include "domain/programme_team.h"
#include "store/member.sql.h"
#include "store/programme_agenda.h"
#include "web/people/deed.h"

#define RULES_SAID_MAX 8 /* sentences of the house rules, and their own words */
#define PARTICIPANT_LINK "participant" /* a kind of link: its subject is the uid */
#define PARTICIPANT_LINK_S (400 * 86400) /* after the last day: what was decided is looked after for a year */

/* ---- those of a city */
struct programme_row {
    struct url url;
    struct str name;
    struct tag state;
    struct str says;              /* when, where, for whom, how many */
};

struct programmes_page {
    struct page *page;
    struct notice notice;
    struct programme_row *rows;
    size_t n;
    struct url new_url;
};

/* ---- one */
struct programme_line { struct str title; struct str says; };

struct programme_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct fact facts[8];
    size_t facts_n;
    struct programme_line lines[50];
    size_t lines_n;
    bool by_survey;               /* the step that comes next is said by the survey as a rule */
    struct str next, next_name;   /* the step that comes next as a rule, and its button; "" none */
    struct str after;             /* what comes when the way is over; "" it is not */
    struct str next_says;         /* what it means */
    struct str other, other_name; /* another that may be taken instead; "" none */
    bool may_call_off;
    struct str undo;              /* the stage that can be taken back; "" none */
    struct str rules[RULES_SAID_MAX];
    size_t rules_n;
    struct str people;            /* how many, how many have answered */
    struct str gaps[TEAM_GAPS_MAX];
    size_t gaps_n;
    struct str breaks[PROGRAMME_SESSIONS_MAX];
    size_t breaks_n;
    struct url agenda, participants, assessments, wall, survey, aims;
    struct url room, carry, notes, actions, about, rules_url, list;
    struct str agenda_says;
    struct url record;            /* no text: it was not held yet */
    struct str record_says;
    struct str seen, once;
    struct url action;
};

/* ---- the agenda */
struct agenda_line {
    struct str uid;
    struct url url;               /* to change it */
    struct str at, minutes;       /* "09:30", "45 minutes" */
    struct str was;               /* "instead of 60"; "" it was not re-planned */
    struct str title, purpose;
    struct str from, leaves;
    struct tag state;             /* going on, done, not shortened; "" none */
    bool may_begin, may_end, may_unbegin, goes_on;
};

struct agenda_part {
    struct str uid;
    struct str title;             /* "Day 1, morning" */
    struct str when;              /* "Tuesday 12 January 2027, 09:00 to 12:30" */
    struct str over;              /* that blocks do not fit; "" they do */
    struct url url, attendance;
    struct agenda_line *lines;
    size_t n;
    bool replanned;
    bool is_held;                 /* it is its day, or has been: blocks are begun and ended */
    bool is_on;                   /* it runs late, or a block of it goes on: what to do then stands open */
    bool may_be_late;             /* it is the one that is held now, or next: one of a page */
    struct form_field late;
};

/* The sessions of a day. On a small screen a day folds that is neither the next one nor the one that was just
** changed. */
struct agenda_day { struct str title; struct agenda_part *parts; size_t n; bool folds; };

struct agenda_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct agenda_part *parts;
    size_t n;
    struct agenda_day *days;
    size_t days_n;
    struct agenda_line *out;      /* taken out, to be put back */
    size_t out_n;
    bool may_edit;
    struct url add_block, add_session, back;
    struct str seen, once;
    struct url action;
};

/* ---- who takes part */
struct participant_line {
    struct url url;
    struct str uid, name, says;   /* organisation, what they do */
    struct str sector;
    struct tag state;             /* comes to all, to n of m, cannot, has not said */
};

struct participants_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct participant_line *lines, *out;
    size_t n, out_n;
    struct str gaps[TEAM_GAPS_MAX];
    size_t gaps_n;
    struct form_field name, organisation, role, mail;
    struct deed_select sector;
    size_t to_ask;                /* on the list with an address, and no mail went there yet */
    bool may_edit, sends_mail;
    struct url paste, back;
    struct str once;
    struct url action;
};

struct pasted_line { struct str line, name, says, sector, mail; struct tag state; struct str why; };

struct participants_paste_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct pasted_line *lines;
    size_t n, ready;
    struct form_field text;
    struct str seen, once;
    struct url action, back;
};

/* ---- taken along as a file, and home again */
#define CARRY_TEXT_MAX 1000000 /* letters */

struct carry_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str home;              /* whose guest it is here; "" nobody's */
    struct str along;
    struct str bring, serve, back_home; /* commands on the laptop */
    bool is_asking;               /* a question is open */
    bool looked;
    struct str says[6];
    size_t says_n;
    struct programme_line *differs;
    size_t differs_n;
    struct form_field text;
    struct str seen, once;
    struct url file, action, back;
};

/* ---- who was there */
struct attendance_line { struct str uid, id, name, says; bool ticked; };

struct attendance_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct attendance_line *lines;
    size_t n;
    struct str seen_uids;         /* of all on the page, spaces between */
    struct url action, back, more;
    struct str once;
};

/* ---- the page of who takes part */
struct taking_session { struct str uid, id, name, when; bool ticked; };

struct taking_part_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str rules[RULES_SAID_MAX];
    size_t rules_n;
    struct str rules_more;        /* "" none */
    struct fact facts[8];
    size_t facts_n;
    struct str state;             /* called off, over; "" open */
    struct url room;              /* their page in the room; no text but on its days */
    bool is_open;                 /* sessions can be accepted */
    bool has_answered;
    struct taking_session *sessions;
    size_t sessions_n;
    struct str others;            /* for whom they come, or who comes for them; "" neither */
    bool may_substitute, comes_to_all; /* who comes to all needs nobody */
    struct form_field name, mail;
    struct fact own[8];           /* what is kept */
    size_t own_n;
    struct str kept;
    struct url action, wall, notes;
    struct str once;
};

extern const struct field programmes_fields[], programme_new_form[], programme_fields[], programme_form[];
extern const struct field programme_about_form[], programme_rules_form[], agenda_fields[], agenda_form[];
extern const struct field agenda_block_form[], agenda_add_form[], agenda_session_form[];
extern const struct field carry_fields[], carry_form[];
extern const struct field participants_fields[], participants_form[], participant_form[], participants_paste_form[];
extern const struct field attendance_fields[], attendance_form[], taking_part_fields[], taking_part_form[];
handler programmes_get, programme_new_get, programme_new_act, programme_get, programme_act;
handler programme_about_get, programme_about_act, programme_rules_get, programme_rules_act;
handler agenda_get, agenda_act, agenda_block_get, agenda_block_act, agenda_add_get, agenda_add_act;
handler agenda_session_get, agenda_session_act, participants_get, participants_act, participant_get, participant_act;
handler carry_get, carry_act;
handler participants_paste_get, participants_paste_act, attendance_get, attendance_act;
handler taking_part_get, taking_part_act;

/* ---- for these pages */

/* What a page of a programme asks: the city and its programme. FAULT_NOT_FOUND: it is none of this city's. */
void programme_load_soon(struct request *request);
enum fault must_use programme_load(struct request *request, struct q_programme_of *ret_row);
/* "/member-cities/{}/programmes/{}" and what stands behind it ("" nothing). */
struct url programme_url(struct request *request, const char *behind);
/* The way to a page of the programme in the address: all of the city, then this one. */
void programme_crumbs(struct request *request, struct out *out, struct str city, struct str name, struct page *page);
/* A page about a programme, with the way back to it. */
struct page *programme_page_of(struct request *request, struct out *out, const struct q_programme_of *row,
                               struct str title, struct str lead);
struct deed *programme_deed(struct request *request, struct out *out, const struct q_programme_of *row,
                            struct str title, struct str lead);
/* What the page was made from, sent along. */
struct str programme_seen(struct request *request, int64_t number);
int64_t programme_seen_of(struct request *request);
/* Somebody else was quicker: 409, with what stands now and all that was typed. */
enum fault must_use programme_refuse(struct request *request, struct response *response, const struct field *form);
/* 303 to the page behind the programme, which says what was done. */
enum fault must_use programme_done(struct request *request, struct response *response, const char *behind,
                                   struct str done);
bool programme_read_day(struct request *request, const struct field *form, struct date *ret_day);
/* "do" is missing: noted. */
bool programme_has_do(struct request *request, const struct field *form);

/* ---- who takes part, as the domain counts them */
struct programme_team {
    struct q_participant_list *people;
    size_t n;
    struct q_participant_sessions *answers;
    size_t answers_n;
};

void programme_team_soon(struct db *db, struct str uid);
enum fault must_use programme_team_load(struct db *db, struct arena *arena, struct str uid,
                                        struct programme_team *ret_team);
bool participant_is_there(const struct q_participant_list *person); /* neither taken off the list nor erased */
/* What they said of a session: TEAM_NOT_SAID, TEAM_COMES, TEAM_CANNOT. */
enum team_says participant_says(const struct programme_team *team, int64_t participant_id, int64_t session_id);
size_t programme_gaps(struct out *out, const struct programme_team *team, const struct agenda *agenda,
                      struct str ret_says[TEAM_GAPS_MAX]);
/* Sessions in which a sector that takes part is not there any more, or hangs on who has not answered. */
size_t programme_breaks(struct out *out, const struct q_programme_of *row, const struct programme_team *team,
                        const struct agenda *agenda, struct str ret_says[PROGRAMME_SESSIONS_MAX]);

/* ---- words */
struct str say_programme_stage(struct out *out, struct programme_at at);
struct tag say_programme_tag(struct out *out, struct programme_at at);
struct str say_programme_do(struct out *out, struct programme_at at);      /* of a button */
struct str say_programme_means(struct out *out, struct programme_at at);
struct str say_template(struct out *out, struct str word);
struct str say_block_kind(struct out *out, enum block_kind kind);
/* In the reader's language where nobody typed anything else. */
struct str say_block_title(struct out *out, const struct q_programme_blocks *block);
struct str say_block_purpose(struct out *out, const struct q_programme_blocks *block);
struct str say_block_from(struct out *out, const struct q_programme_blocks *block);
struct str say_block_leaves(struct out *out, const struct q_programme_blocks *block);
struct str say_minutes_of_day(struct arena *arena, int64_t minutes);       /* "09:30" */
bool minutes_of_day_parse(struct str text, int *ret_minutes);
struct str say_session(struct out *out, const struct agenda *agenda, const struct q_programme_sessions *session);
struct str say_session_when(struct out *out, const struct q_programme_sessions *session);
struct str say_programme_days(struct out *out, struct date begins_on, struct date ends_on);
struct str say_participant_sector(struct out *out, struct str sector);
struct str say_programme_host(struct out *out, struct str city, struct str host_kind, struct str host_name);
/* The house rules, a sentence each. */
size_t say_house_rules(struct out *out, const struct q_programme_of *row, struct str ret_says[RULES_SAID_MAX]);
struct str say_languages(struct out *out, struct str codes);

#endif
