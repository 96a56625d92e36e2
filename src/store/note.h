/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** note: the notes of a leadership programme: sections that flow in from what was said, voted and agreed, texts that
** people correct, decisions, and what participants would have otherwise.
**
** What flows in (web/notes makes its words) is kept beside the text: brought up to date, only what is new in it since
** is merged into what people made of it (domain/bid_merge.h), so nothing that somebody typed is overwritten; so are two
** who save at once, and a correction that is taken. Each change of a text is a row, NOTE_TEXTS_MAX of them are kept.
** Closed notes change by nothing but being opened again; who may close them is domain/note.h. Both are rows that stay.
** FAULT_DENIED: the notes are closed. Within a transaction of the caller's; all of it goes with its programme.
*/
#ifndef STORE_NOTE_H
#define STORE_NOTE_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/note.h"
#include "store/note.sql.h"

#define NOTE_SECTIONS_MAX 180     /* sessions, votes and assessments of a programme, and those typed */
#define NOTE_TITLE_MAX 300        /* letters: a question of a vote */
#define NOTE_TEXT_MAX 10000
#define NOTE_TEXTS_MAX 200        /* of one section */
#define NOTE_REASON_MAX 300
#define NOTE_CORRECTIONS_MAX 40   /* of one participant */
#define DECISIONS_MAX 150         /* of one programme */
#define DECISION_SAYS_MAX 500
#define DECISION_CARRIED_MAX 200

bool note_is_closed(const struct q_note_of *note);
/* The one of that uid; NULL: none. */
const struct q_note_sections *note_section_find(const struct q_note_sections *rows, size_t n, struct str uid);
const struct q_decision_list *decision_find(const struct q_decision_list *rows, size_t n, struct str uid);

/* What one part of the programme came to, in words. */
struct note_flow {
    struct str source; /* what it is: the same the next time */
    int64_t number;    /* its place in the order of reading */
    struct str title;
    struct str body;
};

struct note_flowed {
    size_t added, changed;
    size_t conflicts;  /* places where both stand now */
};

/* note NULL: the first time, the notes begin. rows: its sections. What was taken out stays out. FAULT_TOO_LARGE. */
enum fault must_use note_flow_in(struct db *db, struct arena *arena, int64_t programme_id, struct str language,
                                 const struct q_note_of *note, const struct q_note_sections *rows, size_t n,
                                 const struct note_flow *flows, size_t flows_n, int64_t person, int64_t now,
                                 struct note_flowed *ret_flowed);

struct note_saving {
    int64_t base;          /* number of the text that was changed */
    struct str body;
    struct str came_by;    /* "typed", "correction" */
    int64_t person;
};

struct note_saved { bool changed, merged; size_t conflicts; };

enum fault must_use note_text_save(struct db *db, struct arena *arena, const struct q_note_of *note,
                                   const struct q_note_sections *section, const struct note_saving *saving,
                                   int64_t now, struct note_saved *ret_saved);
/* Typed by hand, behind all others. FAULT_TOO_LARGE: NOTE_SECTIONS_MAX. */
enum fault must_use note_section_new(struct db *db, struct arena *arena, const struct q_note_of *note,
                                     struct str title, struct str body, int64_t person, int64_t now,
                                     struct str *ret_uid);
enum fault must_use note_section_name(struct db *db, const struct q_note_of *note,
                                      const struct q_note_sections *section, struct str title, int64_t person,
                                      int64_t now);
/* Out, or in again. */
enum fault must_use note_section_out(struct db *db, const struct q_note_of *note,
                                     const struct q_note_sections *section, bool out, int64_t person, int64_t now);

/* The caller has asked note_may_close. seen: the rev that was read. FAULT_CONFLICT: something was changed since. */
enum fault must_use note_close(struct db *db, const struct q_note_of *note, int64_t seen, int64_t person, int64_t now);
/* FAULT_CONFLICT: they are open. */
enum fault must_use note_open(struct db *db, const struct q_note_of *note, struct str reason, int64_t person,
                              int64_t now);

/* FAULT_TOO_LARGE: NOTE_CORRECTIONS_MAX. */
enum fault must_use note_correct(struct db *db, struct arena *arena, const struct q_note_of *note,
                                 const struct q_note_sections *section, int64_t participant_id, int64_t base,
                                 struct str body, int64_t now);
/* Taken: merged into the text. */
enum fault must_use note_settle(struct db *db, struct arena *arena, const struct q_note_of *note,
                                const struct q_note_sections *section, const struct q_note_corrections *correction,
                                bool take, int64_t person, int64_t now, struct note_saved *ret_saved);

struct decision_new { struct str says, from_kind, from_says, carried_by; };

/* row NULL: a new one. FAULT_TOO_LARGE: DECISIONS_MAX. */
enum fault must_use decision_put(struct db *db, struct arena *arena, const struct q_note_of *note,
                                 const struct q_decision_list *row, const struct decision_new *new, int64_t person,
                                 int64_t now);
enum fault must_use decision_out(struct db *db, const struct q_note_of *note, const struct q_decision_list *row,
                                 bool out, int64_t person, int64_t now);

/* ---- it goes */

/* What belongs to programmes that are gone, and to participants who are. */
enum fault must_use note_forget_parts(struct db *db);
enum fault must_use note_erase_participant(struct db *db, struct str participant_uid);
enum fault must_use note_erase_person(struct db *db, int64_t person);

#endif
