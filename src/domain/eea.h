/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** eea: whether a country is in the European Economic Area, where Regulation (EU) 2016/679 holds and data may go freely
** (art. 1(3), 44; EEA Joint Committee Decision 154/2018). 27 member states of the EU, Iceland, Liechtenstein, Norway.
*/
#ifndef DOMAIN_EEA_H
#define DOMAIN_EEA_H

#include <stdbool.h>

#include "base/str.h"

/* code: ISO 3166-1 alpha-2, capitals. */
bool eea_has(struct str code);

#endif
