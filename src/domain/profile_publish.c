/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile_publish: who may say yes to what. */
#include "domain/profile_publish.h"

#include "base/check.h"

struct str publish_part_word(int part)
{
    check(part >= 0 && part < PUBLISH_PARTS_MAX);
    return part == PUBLISH_ANSWERS ? S("answers") : trait_card_word((enum trait_card)(part - 1));
}

bool publish_part_parse(struct str word, int *ret_part)
{
    enum trait_card card;
    if (str_eq(word, S("answers"))) {
        *ret_part = PUBLISH_ANSWERS;
        return true;
    }
    if (!trait_card_parse(word, &card) || trait_card_stays(card)) {
        return false;
    }
    *ret_part = publish_part_of(card);
    return true;
}

int publish_part_of(enum trait_card card)
{
    return 1 + (int)card;
}

bool publish_step_parse(struct str word, enum publish_step *ret_step)
{
    static const struct str words[] = {[PUBLISH_ASK] = S_INIT("ask"), [PUBLISH_YES] = S_INIT("yes"),
                                       [PUBLISH_NO] = S_INIT("no"), [PUBLISH_DROP] = S_INIT("drop"),
                                       [PUBLISH_END] = S_INIT("end")};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq(word, words[i])) {
            *ret_step = (enum publish_step)i;
            return true;
        }
    }
    return false;
}

bool publish_allows(const struct publish_now *now, int64_t person, enum publish_step step)
{
    bool is_asked = now->asked.n > 0;
    if (person <= 0) {
        return false;
    }
    switch (step) {
    case PUBLISH_ASK:
        return now->said.n > 0 && !str_eq(now->said, now->asked) && !str_eq(now->said, now->published);
    case PUBLISH_YES:
    case PUBLISH_NO: return is_asked && now->asked_by != person;
    case PUBLISH_DROP: return is_asked && now->asked_by == person;
    case PUBLISH_END: return now->published.n > 0;
    default: return false;
    }
}

bool publish_is_old(const struct publish_now *now)
{
    return now->published.n > 0 && !str_eq(now->published, now->said);
}
