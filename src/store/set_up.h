/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** set_up: whether what the law wants said is there, and whether the site is open to the public.
**
** Pure: the settings and today in, the answer out. A site is
**   open      when an administrator opened it (setting open = yes), which needs everything that must be said;
**   earlier   when it was in use before this rule came (open = earlier, written by the migration of the rule): it stays
**             open, and those who run it are told what is missing, until they open it themselves;
**   a trial   when no address was set for it, or one of this machine only: whoever sits there sees all of it;
**   closed    otherwise: others see that it is being set up.
** A demonstration (store/demo.h) is a trial or closed, whatever else stands.
**
** What must be said: GDPR art. 13(1)(a), (b), 2(d); Directive (EU) 2016/2102 art. 7(1) with the annex of Implementing
** Decision (EU) 2018/1523; RFC 9116. It is looked through once a year at least (the decision, recital 3).
*/
#ifndef STORE_SET_UP_H
#define STORE_SET_UP_H

#include "base/date.h"
#include "store/setting.h"

#define REVIEW_DAYS 365      /* looked through at least this often */
#define REVIEW_SOON_DAYS 30  /* and said so long before */

enum opening { OPENING_TRIAL, OPENING_CLOSED, OPENING_EARLIER, OPENING_OPEN };

enum review { REVIEW_NEVER, REVIEW_FRESH, REVIEW_SOON, REVIEW_DUE };

struct set_up {
    enum opening opening;
    enum setting_name missing[SETTING__MAX]; /* in the order of the settings */
    size_t missing_count;
    enum review review;
    struct date reviewed_on; /* DATE_NONE: never */
    struct date review_by;   /* the day on which it is due; DATE_NONE: never reviewed */
    bool is_public_body;
    bool is_demo;
};

/* base_url: as the server was told on its command line; "" for what is set. */
struct set_up set_up_of(const struct setting_values *values, struct str base_url, struct date today);
/* Whether a site may not be open without this setting. */
bool set_up_needs(const struct setting_values *values, enum setting_name which);
/* An address of this machine only: http://127.0.0.1:8080, http://localhost, http://[::1]. */
bool set_up_is_local(struct str base_url);

#endif
