/* SPDX-License-Identifier: AGPL-3.0-or-later
** guess: wrong codes in shared memory. */
#include "http/guess.h"

#include <stdio.h>
#include <sys/mman.h>

#include "base/check.h"
#include "base/rand.h"

struct guesses *guesses_new(void)
{
    struct guesses *guesses =
        mmap(NULL, sizeof *guesses, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    check(guesses != MAP_FAILED);
    snprintf(guesses->salt_text, sizeof guesses->salt_text, "%016llx%016llx", (unsigned long long)rand_number(),
             (unsigned long long)rand_number());
    guesses->salt = str_of(guesses->salt_text); /* the same address in every process: it is mapped before they fork */
    return guesses;
}

static uint64_t digest(const struct guesses *guesses, char kind, struct str text)
{
    uint64_t sum = str_hash(guesses->salt) ^ (uint64_t)kind;
    sum = (sum * 31 + str_hash(text)) * 0x9e3779b97f4a7c15u;
    return (sum ^ (sum >> 29)) | 1u;
}

static bool is_over(struct guess_place *place, int64_t now)
{
    int64_t since = atomic_load(&place->since);
    return since > now || since + GUESS_SPAN_S <= now;
}

/* Its place, also when its span is over; NULL: it has none. */
static struct guess_place *find(struct guesses *guesses, uint64_t who)
{
    for (size_t i = 0; i < GUESS_NEAR; i++) {
        struct guess_place *place = &guesses->places[(who + i) % GUESS_PLACES];
        if (atomic_load(&place->who) == who) {
            return place;
        }
    }
    return NULL;
}

/* One that is free, else over, else the one that began first. */
static struct guess_place *make(struct guesses *guesses, uint64_t who, int64_t now)
{
    struct guess_place *best = NULL;
    for (size_t i = 0; i < GUESS_NEAR; i++) {
        struct guess_place *place = &guesses->places[(who + i) % GUESS_PLACES];
        int64_t since = atomic_load(&place->who) == 0 ? INT64_MIN : atomic_load(&place->since);
        best = best == NULL || (since < atomic_load(&best->since) && atomic_load(&best->who) != 0) ? place : best;
    }
    atomic_store(&best->since, now);
    atomic_store(&best->wrong, 0);
    for (size_t i = 0; i < GUESS_RIGHT; i++) {
        atomic_store(&best->right[i], 0);
    }
    atomic_store(&best->who, who);
    return best;
}

/* Counting in a span that runs. What it was right about stays from one span to the next. */
static struct guess_place *take(struct guesses *guesses, uint64_t who, int64_t now)
{
    struct guess_place *place = find(guesses, who);
    if (place == NULL) {
        return make(guesses, who, now);
    }
    if (is_over(place, now)) {
        atomic_store(&place->since, now);
        atomic_store(&place->wrong, 0);
    }
    return place;
}

static bool was_right(struct guess_place *place, uint64_t code)
{
    for (size_t i = 0; i < GUESS_RIGHT; i++) {
        if (atomic_load(&place->right[i]) == code) {
            return true;
        }
    }
    return false;
}

static int64_t wait_of(struct guesses *guesses, char kind, struct str who, int64_t most, struct str code, int64_t now)
{
    struct guess_place *place = find(guesses, digest(guesses, kind, who));
    bool waits = place != NULL && !is_over(place, now) && atomic_load(&place->wrong) >= most &&
                 !was_right(place, digest(guesses, 'c', code));
    return waits ? atomic_load(&place->since) + GUESS_SPAN_S - now : 0;
}

int64_t guess_wait_s(struct guesses *guesses, const struct sender *sender, struct str code, int64_t now)
{
    if (guesses == NULL || sender->one.n == 0) {
        return 0;
    }
    int64_t one = wait_of(guesses, '1', sender->one, GUESS_ONE_MOST, code, now);
    int64_t wide = wait_of(guesses, 'w', sender->wide, GUESS_WIDE_MOST, code, now);
    return one > wide ? one : wide;
}

static void note(struct guesses *guesses, char kind, struct str who, struct str code, bool right, int64_t now)
{
    struct guess_place *place = take(guesses, digest(guesses, kind, who), now);
    uint64_t sum = digest(guesses, 'c', code);
    if (!right) {
        atomic_fetch_add(&place->wrong, 1);
    } else if (!was_right(place, sum)) {
        atomic_store(&place->right[atomic_fetch_add(&place->next, 1) % GUESS_RIGHT], sum);
    }
}

void guess_note(struct guesses *guesses, const struct sender *sender, struct str code, bool right, int64_t now)
{
    if (guesses != NULL && sender->one.n > 0) {
        note(guesses, '1', sender->one, code, right, now);
        note(guesses, 'w', sender->wide, code, right, now);
    }
}
