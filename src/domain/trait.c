/* SPDX-License-Identifier: AGPL-3.0-or-later
** trait: the table. */
#include "domain/trait.h"

#include "base/check.h"
#include "base/date.h"
#include "base/scan.h"

#define LINE_MAX 200
#define TEXT_MAX 300
#define HOURS_MAX 1000 /* a month: six people at work on nothing else */
#define DAY_LETTERS 10

const struct trait traits[TRAITS_N] = {
    {"ambition", TRAIT_AMBITION, TRAIT_TEXT, TEXT_MAX, {0}},
    {"horizon", TRAIT_AMBITION, TRAIT_ONE, 0, S_INIT("quick long both")},
    {"first", TRAIT_VALUE, TRAIT_ONE, 0,
     S_INIT("health culture environment fairness economy openness safety heritage")},
    {"strength", TRAIT_STRENGTHS, TRAIT_TEXT, TEXT_MAX, {0}},
    {"limit", TRAIT_STRENGTHS, TRAIT_TEXT, TEXT_MAX, {0}},
    {"hours", TRAIT_TIME, TRAIT_INT, HOURS_MAX, {0}},
    {"backing", TRAIT_BACKING, TRAIT_LINE, LINE_MAX, {0}},
    {"backing_on", TRAIT_BACKING, TRAIT_DAY, DAY_LETTERS, {0}},
    {"term_end", TRAIT_BACKING, TRAIT_DAY, DAY_LETTERS, {0}},
    {"networks", TRAIT_PLACES, TRAIT_LINE, LINE_MAX, {0}},
    {"standards", TRAIT_PLACES, TRAIT_LINE, LINE_MAX, {0}},
    {"awards", TRAIT_PLACES, TRAIT_LINE, LINE_MAX, {0}},
    {"speakers", TRAIT_PLACES, TRAIT_LINE, LINE_MAX, {0}},
};

static const struct str words[TRAIT_CARD__MAX] = {
    [TRAIT_AMBITION] = S_INIT("ambition"), [TRAIT_VALUE] = S_INIT("value"), [TRAIT_STRENGTHS] = S_INIT("strengths"),
    [TRAIT_TIME] = S_INIT("time"), [TRAIT_BACKING] = S_INIT("backing"), [TRAIT_PLACES] = S_INIT("places"),
};

struct str trait_card_word(enum trait_card card)
{
    return words[card];
}

bool trait_card_parse(struct str word, enum trait_card *ret_card)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq(word, words[i])) {
            *ret_card = (enum trait_card)i;
            return true;
        }
    }
    return false;
}

bool trait_card_stays(enum trait_card card)
{
    return card == TRAIT_BACKING;
}

const struct trait *trait_find(struct str name)
{
    for (size_t i = 0; i < TRAITS_N; i++) {
        if (str_eq(str_of(traits[i].name), name)) {
            return &traits[i];
        }
    }
    return NULL;
}

static bool is_choice(struct str choices, struct str typed)
{
    while (choices.n > 0) {
        struct str rest;
        if (str_eq(str_cut(choices, ' ', &rest), typed)) {
            return true;
        }
        choices = rest.s != NULL ? rest : S("");
    }
    return false;
}

bool trait_fits(const struct trait *trait, struct str typed)
{
    int64_t number;
    struct date day;
    if (typed.n == 0) {
        return true;
    }
    switch (trait->kind) {
    case TRAIT_ONE: return is_choice(trait->choices, typed);
    case TRAIT_INT: return parse_int(typed, 0, trait->max, &number);
    case TRAIT_DAY: return date_parse(typed, &day);
    default: return str_letters(typed) <= (size_t)trait->max;
    }
}
