/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** page_hash: a number for the entity tag of a page: another one when the page is another. Pure.
*/
#ifndef HTTP_PAGE_HASH_H
#define HTTP_PAGE_HASH_H

#include <stdint.h>

#include "base/str.h"

uint64_t page_hash(struct str body, struct str type);

#endif
