/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** said: what somebody else wrote, on the terminal of whoever reads it here. It must not move the cursor nor hide
** anything: control letters, and marks that turn the direction of what follows, come as '?'.
*/
#ifndef CLI_SAID_H
#define CLI_SAID_H

#include <stdbool.h>

#include "base/str.h"

/* lines: line breaks stay, each line begins below the first. */
void said_print(struct str text, bool lines);

#endif
