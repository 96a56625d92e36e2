/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_demo_words: what the leadership programme of the demonstration says: invented people, and sentences of ours
** that follow the session notes of 2018; facts on the wall with their real source.
*/
#ifndef WEB_PROGRAMME_PROGRAMME_DEMO_WORDS_H
#define WEB_PROGRAMME_PROGRAMME_DEMO_WORDS_H

#include "web/programme/programme_demo.h"

#define DEMO_ANSWERS 12
#define DEMO_SESSIONS 5
#define DEMO_WALL_CARDS 8
#define DEMO_GROUPS 3
#define DEMO_GROUP_CARDS 5
#define DEMO_OPTIONS 6
#define DEMO_DECISIONS 3
#define DEMO_ACTIONS 6

struct demo_participant {
    struct str name, organisation, sector, role, mail;
    const char *says;      /* a letter a session: y comes, n cannot, ? has not said */
    const char *was;       /* a letter a session of the first day: y was there, n was not */
    int substitute_of;     /* place in the table; -1 of nobody */
};
extern const struct demo_participant demo_participants[DEMO_PEOPLE];

/* One answer to the survey before; several values stand with spaces between. */
struct demo_answer {
    const char *shared, *works, *hinders, *first, *years, *smart;
};
extern const struct demo_answer demo_answers[DEMO_ANSWERS];

/* One answer to the questions on the aims. */
struct demo_aim {
    const char *know, *pace, *works, *ideas, *burden, *smart;
};
extern const struct demo_aim demo_aims[DEMO_ANSWERS];

struct demo_card {
    struct str claim, so_what, source, url, dated_on;
    int theme;             /* of content/themes.json, from 1; 0 none */
    int marks;             /* how many marked it */
};
extern const struct demo_card demo_cards[DEMO_WALL_CARDS];
/* Themes of which the wall has an EU project, and what it means for the city. */
extern const struct demo_found { int theme; struct str so_what; } demo_found[2];

struct demo_group_card { struct str text; int into; };  /* into: 1, 2, or 0 not sorted */
struct demo_statement { struct str text, sure; int supports, opposes, needs; };
extern const struct demo_group {
    struct demo_group_card cards[DEMO_GROUP_CARDS];
    struct str names[2];   /* of its groups of cards */
    struct demo_statement statements[2];
} demo_groups[DEMO_GROUPS];

extern const struct str demo_dots_question, demo_order_question, demo_test_question;
extern const struct str demo_options[DEMO_OPTIONS];
extern const char *const demo_dots[DEMO_PEOPLE];        /* which two each chose: "13"; "" was not there */

extern const struct str demo_assessed;                   /* the name of the assessment */
extern const char *const demo_because[4];

extern const struct demo_decision { struct str says, from_kind, from_says, carried_by; } demo_decisions[DEMO_DECISIONS];
enum demo_said { DEMO_OPEN, DEMO_DONE, DEMO_MOVED };
extern const struct demo_action {
    struct str what;
    int who;               /* place in demo_participants */
    int decision;          /* place in demo_decisions; -1 none */
    int due;               /* days from now */
    enum demo_said said;
    struct str says;
} demo_actions[DEMO_ACTIONS];
extern const struct str demo_notes_title, demo_notes_text, demo_correction;

#endif
