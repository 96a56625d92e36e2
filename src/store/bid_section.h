/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_section: the bid workshop: sections of a bid with their texts, and the numbers that must agree in all of them.
**
** Who may do what follows from the row of the bid as the city of the address has it (store/bid_work.h), which the
** caller has read in the same transaction; FAULT_DENIED where it may not:
** - the lead applicant sets sections and figures up, and gives each section to a city that takes part;
** - the city that writes a section says who of its people does, and it and the lead applicant write the text;
** - each city that takes part says its own share of a figure that each has;
** - nothing of it once the bid is handed in or over (bid_is_written): it is as it was handed in.
** A city that does not take part, or not any more, reads nothing of it: the pages look at that.
** Nothing that was saved is lost: each save of a text is a row; who saved from an older one has theirs merged with what
** stands (domain/bid_merge.h). BID_TEXTS_MAX rows of a section are kept, then the oldest goes.
** All of it goes with its bid. Within a transaction of the caller's.
*/
#ifndef STORE_BID_SECTION_H
#define STORE_BID_SECTION_H

#include "domain/bid_count.h"
#include "domain/bid_figure.h"
#include "domain/bid_merge.h"
#include "store/bid_section.sql.h"
#include "store/bid_work.h"

#define BID_SECTIONS_MAX 40       /* the longest forms have about twenty */
#define BID_SECTION_TITLE_MAX 150 /* letters */
#define BID_SECTION_ASKS_MAX 2000
#define BID_TEXT_MAX 20000        /* letters: about eight pages */
#define BID_TEXTS_MAX 500         /* saved texts of one section */
#define BID_FIGURE_NAME_MAX 80
#define BID_FIGURE_SAYS_MAX 40
#define BID_FIGURE_SOURCE_MAX 200

/* ---- who may */

/* It is still being written: not handed in, not over. */
bool bid_is_written(const struct q_bid_work_of *row);
bool bid_may_set_up(const struct q_bid_work_of *row);
bool bid_may_write(const struct q_bid_work_of *row, const struct q_bid_section_list *section);

/* The one of that uid; NULL: none. */
const struct q_bid_section_list *bid_section_find(const struct q_bid_section_list *rows, size_t n, struct str uid);
enum bid_limit bid_section_limit(const struct q_bid_section_list *row);

/* ---- sections */

struct bid_section_new {
    struct str title, asks;
    enum bid_limit limit;
    int64_t most;
};

/* At the end, written by the lead applicant until it is given to another city. FAULT_TOO_LARGE: BID_SECTIONS_MAX. */
enum fault must_use bid_section_begin(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                                      const struct bid_section_new *new, int64_t now);
/* Changes places with the one before or behind it; nothing at the end. */
enum fault must_use bid_section_move(struct db *db, const struct q_bid_work_of *bid,
                                     const struct q_bid_section_list *rows, size_t n, struct str uid, bool up,
                                     int64_t now);
/* FAULT_CONFLICT: something is written in it; it is emptied first. */
enum fault must_use bid_section_take_away(struct db *db, const struct q_bid_work_of *bid,
                                          const struct q_bid_section_list *section, int64_t now);

/* ---- texts */

struct bid_saving {
    int64_t base;            /* the number of the text that was changed; 0: there was none */
    struct str body;
    int64_t person;          /* of the city that saves: the caller has looked */
    struct maybe_int answer; /* of the library */
};

struct bid_saved {
    bool changed;            /* else the same stood there */
    bool merged;             /* with what somebody else saved meanwhile */
    size_t conflicts;        /* of that: both stand */
};

/* A base that is not kept any more counts as empty: both stand then. FAULT_TOO_LARGE: what comes of it is longer than
** twice BID_TEXT_MAX. */
enum fault must_use bid_text_save(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                                  const struct q_bid_section_list *section, const struct bid_saving *saving,
                                  int64_t now, struct bid_saved *ret_saved);

/* ---- figures */

struct bid_figure_new {
    struct str name, says, source;
    bool each_city;          /* `says` may be "" then */
    int64_t person;
};

/* `figure` NULL: a new one. FAULT_INVALID: `says` is no number with a unit that we know. FAULT_TOO_LARGE:
** BID_FIGURES_MAX. */
enum fault must_use bid_figure_put(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                                   const struct q_bid_figure_list *figure, const struct bid_figure_new *new,
                                   int64_t now);
/* What the city of the row has of a figure that each has; `own` NULL: for the first time. "" takes it back. */
enum fault must_use bid_figure_put_own(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                                       const struct q_bid_figure_list *figure, const struct q_bid_figure_list *own,
                                       struct str says, int64_t person, int64_t now);
enum fault must_use bid_figure_drop(struct db *db, const struct q_bid_work_of *bid,
                                    const struct q_bid_figure_list *figure, int64_t now);

/* What is kept of a figure, as a number of the domain. */
struct bid_number bid_figure_number(struct arena *arena, const struct q_bid_figure_list *row);

/* ---- it goes */

/* With its bid (bid_remove), and of bids that are gone (bid_forget). */
enum fault must_use bid_section_remove_with(struct db *db, int64_t bid_id);
enum fault must_use bid_section_forget_parts(struct db *db);
enum fault must_use bid_section_erase_person(struct db *db, int64_t person);

#endif
