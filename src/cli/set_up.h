/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** set_up: what `smallgiants check` and the start of the server say of it too.
*/
#ifndef CLI_SET_UP_H
#define CLI_SET_UP_H

#include "store/set_up.h"

#define SET_UP_WARNINGS 2

/* A sentence for each thing that those who run the site should do; how many there are. */
size_t set_up_warnings(const struct set_up *up, struct arena *arena, struct str ret_lines[SET_UP_WARNINGS]);
struct date set_up_today(void);

#endif
