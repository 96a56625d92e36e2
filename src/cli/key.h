/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** key: the key file of an installation: what signs its links and seals its second factors (text/secret.h).
**
** One line, "smallgiants-key-1 " and 64 hexadecimal digits, for its owner alone (mode 0600, or 0400). It is made when
** it is not there, whole or not at all, also when two servers start at once. It is in no backup and in no database:
** whoever has a backup must not be able to sign for the network.
** Where: --key FILE, else SMALLGIANTS_KEY, else beside a database that is a file (net.db: net.key), else in the folder
** that systemd gives a service (STATE_DIRECTORY); for PostgreSQL without any of these it must be said.
*/
#ifndef CLI_KEY_H
#define CLI_KEY_H

#include "base/fault.h"
#include "cli/cli.h"
#include "text/secret.h"

/* Makes ready what text/secret needs. On any fault *ret_why is the sentence that says what to do: FAULT_INVALID when it
** is not said where, FAULT_DENIED when others may read it, FAULT_DAMAGED when it is no key, FAULT_IO. *ret_made: the
** path of a file that was made just now, else "". */
enum fault must_use key_get(const struct cli *cli, struct secret_key *ret_key, struct str *ret_made,
                            struct str *ret_why);

#endif
