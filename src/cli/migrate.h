/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** migrate: what verbs do that need a database of this version: what people gave is kept first, then it is made or
** raised.
*/
#ifndef CLI_MIGRATE_H
#define CLI_MIGRATE_H

#include "base/fault.h"
#include "cli/cli.h"

/* Says where it kept what was there. --backup-to of the verb, if it has that option, names the folder. */
enum fault must_use cli_migrate(const struct cli *cli, int *ret_done, struct str *ret_why);

#endif
