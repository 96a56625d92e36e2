/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rank_parts: what the files of rank share. Internal to domain/rank*.c.
*/
#ifndef DOMAIN_RANK_PARTS_H
#define DOMAIN_RANK_PARTS_H

#include <stddef.h>

/* What levels long and short documents: k of BM25F for one with so many tokens. */
double rank_saturation(size_t length);

#endif
