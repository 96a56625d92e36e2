/* SPDX-License-Identifier: AGPL-3.0-or-later
** say: who may do what, for people. */
#include "base/check.h"
#include "web/say.h"

#define BIT(role) (1u << (role))

/* Whole phrases, as other languages join them in other ways: one for each set of roles that a right names. */
static const struct {
    unsigned roles;
    const char *says;
} WHO_MAY[] = {
    {0, W_NOTE("Nobody")},
    {BIT(ROLE_COLLEAGUE) | BIT(ROLE_MAIN_CONTACT), W_NOTE("Colleagues and main contacts of this city")},
    {BIT(ROLE_MAIN_CONTACT) | BIT(ROLE_COORDINATOR), W_NOTE("Main contacts of this city and coordinators")},
    {BIT(ROLE_COLLEAGUE) | BIT(ROLE_MAIN_CONTACT) | BIT(ROLE_COORDINATOR),
     W_NOTE("Colleagues and main contacts of this city and coordinators")},
    {BIT(ROLE_MAIN_CONTACT), W_NOTE("Main contacts of this city")},
    {BIT(ROLE_COORDINATOR), W_NOTE("Coordinators")},
    {BIT(ROLE_COORDINATOR) | BIT(ROLE_ADMINISTRATOR), W_NOTE("Coordinators and administrators")},
    {BIT(ROLE_ADMINISTRATOR), W_NOTE("Administrators")},
};

struct str say_who_may(struct out *out, enum right right)
{
    check(right < RIGHT__MAX);
    const enum scope *of = right_known[right].of;
    unsigned roles = 0;
    if (of[ROLE_VISITOR] != SCOPE_NONE) {
        return W(out, "Everybody");
    }
    if (of[ROLE_PERSON] != SCOPE_NONE) {
        return of[ROLE_PERSON] == SCOPE_ONESELF ? W(out, "Whoever it is about") : W(out, "People who have signed in");
    }
    for (enum role role = ROLE_COLLEAGUE; role < ROLE__MAX; role++) {
        roles |= of[role] != SCOPE_NONE ? BIT(role) : 0;
    }
    size_t i = 0;
    while (i < COUNT_OF(WHO_MAY) && WHO_MAY[i].roles != roles) {
        i++;
    }
    check(i < COUNT_OF(WHO_MAY));
    return words_text(out, WHO_MAY[i].says, NULL, 0);
}
