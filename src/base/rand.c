/* SPDX-License-Identifier: AGPL-3.0-or-later
** rand: chance from the kernel. */
#include "base/rand.h"

#include <sys/random.h>

#include "base/check.h"

struct str rand_hex(struct arena *arena, size_t n)
{
    unsigned char bytes[RAND_BYTES_MAX];
    check(n <= sizeof bytes);
    check(getrandom(bytes, n, 0) == (ssize_t)n); /* up to 256 bytes come whole */
    return str_hex(arena, bytes, n);
}

uint64_t rand_number(void)
{
    uint64_t number;
    check(getrandom(&number, sizeof number, 0) == (ssize_t)sizeof number);
    return number;
}
