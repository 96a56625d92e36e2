/* SPDX-License-Identifier: AGPL-3.0-or-later
** rand: chance from the kernel. */
#include "base/rand.h"

#include <sys/random.h>

#include "base/check.h"

struct str rand_hex(struct arena *arena, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[RAND_BYTES_MAX];
    check(n <= sizeof bytes);
    check(getrandom(bytes, n, 0) == (ssize_t)n); /* up to 256 bytes come whole */
    char *hex = arena_alloc(arena, 2 * n);
    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    return (struct str){hex, 2 * n};
}
