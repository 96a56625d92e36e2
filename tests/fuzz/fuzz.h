/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fuzz: what the targets share. A target is one function that takes any bytes and holds what must be true of them
** with check(). libFuzzer calls it (tests/fuzz/run), and so does replay.c for the corpus in every test run.
*/
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/fault.h"
#include "base/str.h"

#define FUZZ_ARENA_MAX (64u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static inline struct str fuzz_text(const uint8_t *bytes, size_t n)
{
    return (struct str){n > 0 ? (const char *)bytes : "", n};
}

/* A number that depends on the input alone: for sizes of chunks, so that inputs stay plain files. */
static inline size_t fuzz_number(struct str text, size_t from, size_t to)
{
    return from + (size_t)(str_hash(text) % (to - from + 1));
}

/* True when `part` lies within `whole`, or is empty. */
static inline bool fuzz_within(struct str part, struct str whole)
{
    return part.n == 0 || (part.s >= whole.s && part.n <= whole.n && part.s - whole.s <= (ptrdiff_t)(whole.n - part.n));
}

#endif
