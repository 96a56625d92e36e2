/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/bid_phrase.h"

#include "base/check.h"

static bool is_of(const struct bid_token *token)
{
    static const struct str words[] = {S_INIT("of"), S_INIT("von"), S_INIT("des"), S_INIT("der"), S_INIT("vom")};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq_nocase(token->text, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_hyphen(const struct bid_token *token)
{
    return token->kind == BID_TOKEN_SIGN && str_eq(token->text, S("-"));
}

static bool says(const struct bid_token *token)
{
    return (token->kind == BID_TOKEN_WORD || token->kind == BID_TOKEN_UNIT) && token->stem.n > 1;
}

static void words_behind(const struct bid_token *tokens, size_t n, size_t k, struct bid_phrase *phrase)
{
    size_t units = 0, i = k + 1;
    while (i < n && tokens[i].kind == BID_TOKEN_QUALITY) {
        i++;
    }
    for (; i < n && phrase->n < BID_PHRASE_WORDS_MAX && (says(&tokens[i]) || is_hyphen(&tokens[i])); i++) {
        if (says(&tokens[i])) {
            units += tokens[i].kind == BID_TOKEN_UNIT;
            phrase->words[phrase->n] = tokens[i].text;
            phrase->stems[phrase->n++] = tokens[i].stem;
        }
    }
    phrase->behind = true;
    phrase->whole = i >= n || !says(&tokens[i]);
    if (phrase->n == 1 && units == 1) {
        phrase->n = 0; /* "36 months" of what? */
    }
}

/* The words that end before `end`, in the order of reading; where they begin. */
static size_t words_until(const struct bid_token *tokens, size_t end, struct bid_phrase *phrase)
{
    size_t from = end;
    while (from > 0 && end - from < BID_PHRASE_WORDS_MAX && says(&tokens[from - 1])) {
        from--;
    }
    phrase->n = 0;
    for (size_t i = from; i < end; i++) {
        phrase->words[phrase->n] = tokens[i].text;
        phrase->stems[phrase->n++] = tokens[i].stem;
    }
    phrase->whole = from == 0 || !says(&tokens[from - 1]);
    return from;
}

static size_t skip_articles(const struct bid_token *tokens, size_t at)
{
    while (at > 0 && tokens[at - 1].kind == BID_TOKEN_ARTICLE && !is_of(&tokens[at - 1])) {
        at--;
    }
    return at;
}

static void words_before(const struct bid_token *tokens, size_t k, struct bid_phrase *phrase)
{
    size_t at = k, links = 0;
    while (at > 0 && (tokens[at - 1].kind == BID_TOKEN_LINK || tokens[at - 1].kind == BID_TOKEN_STOP)) {
        at--;
        links += tokens[at].kind == BID_TOKEN_LINK || is_of(&tokens[at]);
    }
    if (links == 0) {
        return;
    }
    size_t from = skip_articles(tokens, words_until(tokens, at, phrase));
    /* "the total cost of the project is": the cost */
    while (phrase->n > 0 && from > 1 && is_of(&tokens[from - 1]) && says(&tokens[from - 2])) {
        from = skip_articles(tokens, words_until(tokens, from - 1, phrase));
    }
    bool unit = phrase->n == 1 && at > 0 && tokens[at - 1].kind == BID_TOKEN_UNIT;
    phrase->n = unit ? 0 : phrase->n;
}

bool bid_phrase_of(const struct bid_token *tokens, size_t n, size_t k, struct bid_phrase *ret_phrase)
{
    struct bid_phrase phrase = {.n = 0};
    words_behind(tokens, n, k, &phrase);
    if (phrase.n == 0) {
        phrase = (struct bid_phrase){.n = 0};
        words_before(tokens, k, &phrase);
    }
    if (phrase.n == 0) {
        return false;
    }
    *ret_phrase = phrase;
    return true;
}

/* ---- the same words */

/* How many stems are the same from the beginning, or from the end. */
static size_t common(const struct bid_phrase *a, const struct bid_phrase *b, bool from_end)
{
    size_t n = 0;
    while (n < a->n && n < b->n
           && str_eq(a->stems[from_end ? a->n - 1 - n : n], b->stems[from_end ? b->n - 1 - n : n])) {
        n++;
    }
    return n;
}

static bool units_same(enum bid_unit a, enum bid_unit b)
{
    bool plain_a = a == BID_UNIT_NONE || a == BID_UNIT_PEOPLE || a == BID_UNIT_OTHER || a == BID_UNIT_MONTHS;
    bool plain_b = b == BID_UNIT_NONE || b == BID_UNIT_PEOPLE || b == BID_UNIT_OTHER || b == BID_UNIT_MONTHS;
    return a == b || (plain_a && plain_b);
}

/* How many words two have in common that make them one thing; 0: they are not. */
static size_t same_words(const struct bid_phrase *a, const struct bid_phrase *b)
{
    if (!units_same(a->place.number.unit, b->place.number.unit)) {
        return 0;
    }
    if (a->behind != b->behind) {
        return a->n == b->n && common(a, b, false) == a->n ? a->n : 0;
    }
    size_t n = common(a, b, !a->behind);
    const struct bid_phrase *shorter = a->n < b->n ? a : b;
    return n > 0 && ((n == shorter->n && shorter->whole) || n >= 2) ? n : 0;
}

/* ---- groups */

#define GROUP_MAX 24 /* places of the same words that are looked at */

struct group {
    size_t *items;
    size_t n, words;
};

static bool parts_agree(const struct bid_phrase *phrases, const struct group *group, size_t part, size_t other)
{
    for (size_t i = 0; i < group->n; i++) {
        for (size_t j = 0; j < group->n; j++) {
            const struct bid_place *a = &phrases[group->items[i]].place, *b = &phrases[group->items[j]].place;
            if (a->part == part && b->part == other && bid_number_agree(&a->number, &b->number) != BID_DIFFERS) {
                return true;
            }
        }
    }
    return false;
}

static bool group_differs(const struct bid_phrase *phrases, const struct group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        for (size_t j = 0; j < i; j++) {
            size_t a = phrases[group->items[i]].place.part, b = phrases[group->items[j]].place.part;
            if (a != b && !parts_agree(phrases, group, a, b)) {
                return true;
            }
        }
    }
    return false;
}

/* The words in common, as they stand in a text. */
static struct str words_of(const struct bid_phrase *phrase, size_t n)
{
    size_t from = phrase->behind ? 0 : phrase->n - n;
    struct str first = phrase->words[from], last = phrase->words[from + n - 1];
    return (struct str){first.s, (size_t)(last.s + last.n - first.s)};
}

static void add_proposal(struct arena *arena, const struct bid_phrase *phrases, const struct group *group,
                         struct bid_figures *figures)
{
    struct bid_proposal proposal = {.words = words_of(&phrases[group->items[0]], group->words),
                                    .words_n = group->words,
                                    .places = arena_array(arena, struct bid_place, group->n), .places_n = group->n};
    for (size_t i = 0; i < group->n; i++) {
        proposal.places[i] = phrases[group->items[i]].place;
    }
    size_t at = figures->proposals_n++;
    while (at > 0 && figures->proposals[at - 1].words_n < proposal.words_n) {
        figures->proposals[at] = figures->proposals[at - 1];
        at--;
    }
    figures->proposals[at] = proposal;
}

void bid_phrases_compare(struct arena *arena, const struct bid_phrase *phrases, size_t n,
                         struct bid_figures *ret_figures)
{
    bool *grouped = arena_array(arena, bool, n);
    struct group group = {.items = arena_array(arena, size_t, n)};
    ret_figures->proposals = arena_array(arena, struct bid_proposal, n);
    ret_figures->proposals_n = 0;
    for (size_t i = 0; i < n; i++) {
        group.n = 0;
        group.words = phrases[i].n;
        for (size_t j = i; j < n && !grouped[i] && group.n < GROUP_MAX; j++) {
            size_t words = grouped[j] ? 0 : j == i ? phrases[i].n : same_words(&phrases[i], &phrases[j]);
            if (words > 0) {
                group.items[group.n++] = j;
                group.words = words < group.words ? words : group.words;
            }
        }
        for (size_t j = 0; j < group.n; j++) {
            grouped[group.items[j]] = true;
        }
        if (group.n > 1 && group_differs(phrases, &group)) {
            add_proposal(arena, phrases, &group, ret_figures);
        }
    }
}
