/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rand: chance that nobody can guess, from the kernel (getrandom(2)). Never for what must come out the same twice.
*/
#ifndef BASE_RAND_H
#define BASE_RAND_H

#include "base/arena.h"
#include "base/str.h"

#define RAND_BYTES_MAX 64u

/* `n` bytes as 2n small hexadecimal letters; n at most RAND_BYTES_MAX. 16 bytes are never met twice. */
struct str rand_hex(struct arena *arena, size_t n);

uint64_t rand_number(void);

#endif
