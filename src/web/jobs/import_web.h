/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import: beginning an import from the browser, for those who may. The files lie in one folder that whoever runs the
** server has named (setting import_folder); they are chosen by their names from what lies there at that moment, so
** nothing outside of it can be named. What is begun is a job of the queue, followed on its page.
*/
#ifndef WEB_JOBS_IMPORT_WEB_H
#define WEB_JOBS_IMPORT_WEB_H

#include "web/form.h"
#include "web/layout/parts.h"

#define IMPORT_FILES_SHOWN 200
#define IMPORT_KINDS 6

/* Something to tick or to choose. */
struct import_choice {
    struct str value;
    struct str id;
    struct str name;
    struct str note;
    bool chosen;
};

struct import_new_page {
    struct page *page;
    struct str folder;   /* "" when none is named */
    struct str trouble;  /* why its files cannot be shown; "" when they can */
    struct import_choice kinds[IMPORT_KINDS];
    struct str kinds_error; /* what does not fit; "" when all does */
    struct import_choice *files;
    size_t files_count;
    struct str files_error;
    struct str more;     /* when there are more than are shown; else "" */
    struct form_field as_of;
    struct form_problems *problems;
    struct str once;
};

extern const struct field import_new_form[];
handler import_new_get;
handler import_new_act;

#endif
