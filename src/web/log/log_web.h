/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** log: /log: what was changed here and by whom (store/trust_log.h), in plain words, the newest first; /log/4711: one
** entry, with its digest. Read only: nothing here erases or verifies, that is for who has the machine
** (smallgiants log). What was erased says so; of parts that are gone nothing is guessed.
**
** Pages go by number, as entries are never taken out: the address of a page shows the same ones for ever.
*/
#ifndef WEB_LOG_LOG_WEB_H
#define WEB_LOG_LOG_WEB_H

#include "store/trust_log.h"
#include "text/words.h"
#include "web/form.h"
#include "web/layout/parts.h"

#define LOG_SHOWN 50
#define LOG_FACTS_MAX 14

struct log_row {
    struct url url;
    struct str number;
    struct str title;     /* "A role was given"; of an erased one that it was */
    struct str when;
    struct str by;        /* "by Anna"; "" erased */
    struct str about;     /* "Bert; role: coordinator"; "" nothing */
    struct str erased;    /* "In part erased on request on ..."; "" nothing was */
};

struct log_kind_choice { struct str value; struct str name; bool chosen; };

struct log_page {
    struct page *page;
    struct notice checked; /* when all of it was last looked at, and what came of it */
    struct str head;       /* "4711:0a1b..."; "" nothing was logged yet */
    struct log_kind_choice *kinds;
    size_t kinds_n;
    struct form_field since;
    struct form_field until;
    struct log_row *rows;
    size_t n;
    struct url older;      /* no text for none */
    struct url newest;     /* on all pages but the first */
};

struct log_entry_page {
    struct page *page;
    struct str erased;
    struct fact facts[LOG_FACTS_MAX];
    size_t facts_n;
    struct str chain;
    struct url before;
    struct url next;
};

extern const struct field log_fields[];
handler log_get, log_entry_get;

/* ---- in words; log_say.c */

struct log_kind { const char *kind; const char *says; };
extern const struct log_kind log_kinds[];
extern const size_t log_kinds_n;

/* An entry as a row: nothing of it that is erased. */
struct log_row log_say(struct out *out, const struct q_log_find *row);
/* "Anna", "root, at the command line", "the program"; "" nobody, or erased. */
struct str log_say_someone(struct out *out, struct str part);
/* Who did it; "" erased, or the person whom it is about, who is named nowhere any more. */
struct str log_say_who(struct out *out, const struct q_log_find *row);
/* "Entry 4711 was erased on request on ...", "In part erased ..."; "" nothing was. */
struct str log_say_erased(struct out *out, const struct q_log_find *row);
/* The i-th named value of what was done, kind left out; false: no more. Its name in words. */
bool log_say_value(struct out *out, struct str what, size_t i, struct str *ret_name, struct str *ret_value);

#endif
