/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mail_check: asks the DNS whether others will believe that our mail is ours (SPF, DKIM, DMARC), and says which
** record to add where they will not.
*/
#ifndef CLI_MAIL_CHECK_H
#define CLI_MAIL_CHECK_H

#include "cli/cli.h"
#include "db/db.h"

/* CLI_PROBLEM when something is missing; what is not known is no problem. */
int mail_check(struct cli *cli, struct db *db);

#endif
