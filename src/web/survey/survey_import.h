/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_import: a survey structure of LimeSurvey (.lss) becomes the survey of a leadership programme, on a page:
** looked at first, kept with a second click, and only while nobody was asked. What survey_lime reads is read here as
** well.
*/
#ifndef WEB_SURVEY_SURVEY_IMPORT_H
#define WEB_SURVEY_SURVEY_IMPORT_H

#include "web/survey/survey_web.h"

#define SURVEY_IMPORT_LETTERS 1000000 /* the largest real one has 323,000 */
#define SURVEY_IMPORT_TAGS 50000      /* real: 26,000; more would not fit the memory of one request */

struct survey_import_page {
    struct page *page;
    struct form_problems *problems;
    struct form_field text;
    struct str *wrong;          /* where, what, and how to mend it */
    size_t wrong_n;
    bool looked;                /* and it can be kept */
    struct str says, replaces;  /* replaces "" nothing */
    struct str *kept;           /* what has no counterpart here */
    size_t kept_n;
    struct survey_row *rows;    /* what it asks */
    size_t rows_n;
    struct str seen, once;
    struct url action, back;
};

extern const struct field survey_import_form[];
handler survey_import_get, survey_import_act;

#endif
