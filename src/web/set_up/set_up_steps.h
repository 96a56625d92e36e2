/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** set_up_steps: what an administrator is asked in the browser, a few things at a time: the steps of /set-up, and what
** is asked in each, why, and how it is written. What is not in this table cannot be changed from a browser. That are
** the address of the site (a slip in it would lock out who typed it), and what names files of the machine: the folder
** for imports, the file of a password and that of certificates.
**
** Pure tables; sentences are English, keys of the catalogue. A setting stands in one step at most (test_set_up_steps).
*/
#ifndef WEB_SET_UP_STEPS_H
#define WEB_SET_UP_STEPS_H

#include "http/route.h"
#include "store/setting.h"

enum set_up_step { STEP_WHO, STEP_REACH, STEP_HOSTING, STEP_MAIL, STEP_ACCESSIBILITY, STEP_GAPS, STEP_PRIVACY,
                   STEP__MAX };

struct set_up_step_row {
    const char *name;  /* in the address: /set-up/who */
    const char *title;
    const char *lead;
};

extern const struct set_up_step_row set_up_steps[STEP__MAX];

struct set_up_option {
    const char *value;
    const char *label;
};

#define SET_UP_OPTIONS_MAX 3

struct set_up_ask {
    enum setting_name which;
    enum set_up_step step;
    const char *why;         /* what it is for */
    const char *example;     /* as it is written; "" for none */
    struct set_up_option options[SET_UP_OPTIONS_MAX]; /* value NULL: the end; none at all: it is typed */
    bool long_text;          /* several lines */
};

extern const struct set_up_ask set_up_asks[];
extern const size_t set_up_asks_count;

/* Of all steps; a form sends those of its own. Named as the settings are; "seen" and "do" are the page's. */
extern const struct field set_up_step_form[];

/* STEP__MAX: there is none of that name. */
enum set_up_step set_up_step_find(struct str name);
/* Where a setting is asked; NULL: not in the browser. */
const struct set_up_ask *set_up_ask_of(enum setting_name which);

#endif
