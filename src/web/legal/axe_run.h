/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** axe_run: what the last run of the browser tests found out about accessibility. content/axe-run.txt is written by that
** run (make accessibility), never by hand, and is in the program.
*/
#ifndef WEB_LEGAL_AXE_RUN_H
#define WEB_LEGAL_AXE_RUN_H

#include "base/date.h"

struct axe_run {
    struct str version;  /* of this program, as it was looked at */
    struct date date;
    struct str axe;      /* of axe-core: "4.10.3" */
    struct str browser;  /* "Chromium 142.0.7444.59" */
    int64_t pages;       /* kinds of page */
    int64_t states;      /* times that one was looked at: wide and narrow, with things opened, mistakes, searches */
    int64_t violations;
};

/* Of the lines "name value" of such a file, each name once. False: it is none. */
bool axe_run_parse(struct str text, struct axe_run *ret_run);
/* The one that the program holds. */
struct axe_run axe_run_get(void);

#endif
