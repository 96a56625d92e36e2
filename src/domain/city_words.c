/* SPDX-License-Identifier: AGPL-3.0-or-later
** city_words: a name by some of its words, in any order, whole or shortened. */
#include "domain/city_query.h"

#include "base/check.h"

#define KEY_MIN 3

struct words {
    struct str items[CITY_WORDS_MAX];
    size_t n;
};

static struct words words_of(struct str text)
{
    struct words words = {.n = 0};
    for (struct str rest = text; rest.s != NULL && words.n < CITY_WORDS_MAX;) {
        struct str word = str_cut(rest, ' ', &rest);
        if (word.n > 0) {
            words.items[words.n++] = word;
        }
    }
    return words;
}

/* Words that only join others; people leave them out, or take another. */
static bool is_joining(struct str word)
{
    struct str rest = S("a aan al am an and d da das de degli dei del dell della delle den der des di do dos du e el "
                        "en et i im in l la las le les lo los na nad nell o of on op os pod sul sur the u und "
                        "upon y z");
    while (rest.s != NULL) {
        if (str_eq(str_cut(rest, ' ', &rest), word)) {
            return true;
        }
    }
    return false;
}

/* The letters of `shorter` stand in `longer` in their order, the first at its head: "wlkp" in "wielkopolski". */
static bool is_short_for(struct str shorter, struct str longer)
{
    size_t at = 0;
    if (shorter.n < 2 || shorter.n >= longer.n || shorter.s[0] != longer.s[0]) {
        return false;
    }
    for (size_t i = 0; i < longer.n && at < shorter.n; i++) {
        at += shorter.s[at] == longer.s[i];
    }
    return at == shorter.n;
}

/* 0 they have nothing to do with each other; 3 the same word. */
static int alike(struct str asked, struct str known)
{
    return str_eq(asked, known)         ? 3
           : str_starts(known, asked)   ? 2
           : is_short_for(asked, known) ? 1
           : known.n <= 3 && is_short_for(known, asked) ? 1
                                        : 0;
}

static size_t letters_in(const struct words *words)
{
    size_t n = 0;
    for (size_t i = 0; i < words->n; i++) {
        n += words->items[i].n;
    }
    return n;
}

/* The word of the name that fits best and is not taken; words->n when none does. */
static size_t find_alike(struct str asked, const struct words *known, const bool *taken, int *ret_how)
{
    size_t best = known->n;
    *ret_how = 0;
    for (size_t i = 0; i < known->n; i++) {
        int how = taken[i] ? 0 : alike(asked, known->items[i]);
        if (how > *ret_how) {
            *ret_how = how;
            best = i;
        }
    }
    return best;
}

static bool is_same_without_spaces(struct str a, struct str b)
{
    size_t j = 0;
    for (size_t i = 0; i < a.n; i++) {
        if (a.s[i] == ' ') {
            continue;
        }
        while (j < b.n && b.s[j] == ' ') {
            j++;
        }
        if (j >= b.n || a.s[i] != b.s[j++]) {
            return false;
        }
    }
    return j == b.n;
}

int city_words_match(struct str query, struct str name)
{
    struct words asked = words_of(query);
    struct words known = words_of(name);
    bool taken[CITY_WORDS_MAX] = {false};
    size_t covered = 0;
    if (is_same_without_spaces(query, name)) {
        return 100;
    }
    for (size_t i = 0; i < asked.n; i++) {
        int how;
        size_t at = find_alike(asked.items[i], &known, taken, &how);
        if (how == 0 && !is_joining(asked.items[i])) {
            return 0;
        }
        if (how > 0) {
            taken[at] = true;
            covered += how == 3 ? known.items[at].n : asked.items[i].n;
        }
    }
    size_t all = letters_in(&known);
    return covered == 0 ? 0 : (int)(covered >= all ? 100 : covered * 99 / all + 1);
}

struct str city_words_key(struct str query)
{
    struct words asked = words_of(query);
    struct str key = S("");
    for (size_t i = 0; i < asked.n; i++) {
        if (asked.items[i].n > key.n && !is_joining(asked.items[i])) {
            key = asked.items[i];
        }
    }
    return key.n >= KEY_MIN ? key : S("");
}
