/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_agenda: the agenda of a leadership programme. Kinds of blocks, ready agendas as data, at what time each
** block begins, and what is shortened when a session runs late, so that it ends on time all the same. Pure; times are
** minutes.
**
** Running late, the session's end stands: what has not begun is shortened, in steps of five minutes, each from the
** block that has given least of what it can spare. Never shortened: what has begun or is over, what somebody has fixed,
** and a vote, an assessment or a commitment, which would count for less. Nothing gets shorter than half of what stands
** there, nor than its kind needs. When that is not enough the session ends late, and by how much is said.
*/
#ifndef DOMAIN_PROGRAMME_AGENDA_H
#define DOMAIN_PROGRAMME_AGENDA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define AGENDA_SESSION_BLOCKS_MAX 24
#define AGENDA_BLOCK_MINUTES_MAX 480
#define AGENDA_STEP 5             /* minutes */
#define AGENDA_LATE_MAX 240

enum block_kind {
    BLOCK_BRIEF,    /* somebody tells all of them something */
    BLOCK_GALLERY,  /* they read the knowledge wall */
    BLOCK_DIVERGE,  /* everybody writes cards */
    BLOCK_SORT,     /* cards are sorted into groups */
    BLOCK_VOTE,
    BLOCK_BREAKOUT, /* in small groups */
    BLOCK_PLENARY,  /* all of them together */
    BLOCK_ASSESS,   /* how far the city is */
    BLOCK_ROADMAP,
    BLOCK_COMMIT,   /* who does what by when */
    BLOCK_BREAK,
    BLOCK_KIND__MAX
};

struct str block_kind_word(enum block_kind kind); /* of the column */
bool block_kind_parse(struct str word, enum block_kind *ret_kind);
/* Minutes that it needs at least to be worth anything. */
int block_kind_least(enum block_kind kind);
/* It is not shortened, whatever somebody says. */
bool block_kind_is_fixed(enum block_kind kind);

/* ---- ready agendas */

struct agenda_block {
    enum block_kind kind;
    const char *part; /* names its words: web/programme */
    int minutes;
};

struct agenda_session {
    int day;    /* 1, 2, 3 */
    int begins; /* minutes since midnight */
    int ends;   /* the sum of its blocks */
    const struct agenda_block *blocks;
    size_t n;
};

struct agenda_template {
    struct str word; /* of the column */
    const struct agenda_session *sessions;
    size_t n;
    int days;
};

#define AGENDA_TEMPLATES 3 /* two and a half days, one day, two hours */
extern const struct agenda_template agenda_templates[AGENDA_TEMPLATES];
const struct agenda_template *agenda_template_find(struct str word); /* NULL: none */

/* ---- times */

/* When each of n blocks begins. Gives when the last one ends. */
int agenda_times(int begins, const int *minutes, size_t n, int *ret_begins);

/* ---- running late */

struct agenda_item {
    enum block_kind kind;
    int minutes;
    bool fixed; /* by somebody */
    bool begun;
    bool ended;
};

struct agenda_late {
    int begins_later; /* nothing has begun: the session begins so many minutes later than was planned */
    int over;         /* minutes by which it ends late all the same; 0: on time */
    size_t shortened; /* how many blocks */
};

/* How many minutes a block may lose. */
int agenda_spare(const struct agenda_item *item);
/* room: minutes from when it begins to when it ends; late: minutes behind its plan, 0 to AGENDA_LATE_MAX.
** ret_minutes: of each block. The last that has begun takes so much longer as they are late. */
struct agenda_late agenda_replan(const struct agenda_item *items, size_t n, int room, int late, int *ret_minutes);

#endif
