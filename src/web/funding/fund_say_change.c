/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_say_change: what would have to change, in words. */
#include "web/funding/fund_say.h"
#include "web/say.h"

static struct str join(struct out *out, struct str text, struct str more)
{
    return text.n == 0 ? more : str_format(out->arena, "%.*s, %.*s", STR_ARG(text), STR_ARG(more));
}

/* What those that join need to have: "degree of urbanisation: 1 or 2". */
static struct str say_need(struct out *out, const struct fund_change *change, enum fund_subject fact)
{
    struct slot what = slot("what", fund_say_subject(out, fact));
    struct str degrees = S("");
    if (fund_subject_type(fact) == FUND_YES_NO) {
        return change->joining.facts[fact].number ? what.text : SAY(out, "no {what}", what);
    }
    for (int degree = 1; degree <= 3; degree++) {
        struct str number = str_format(out->arena, "%d", degree);
        if (change->degurbas & 1u << degree) {
            degrees = degrees.n == 0 ? number : SAY(out, "{first} or {second}", slot("first", degrees),
                                                    slot("second", number));
        }
    }
    return SAY(out, "{what}: {bound}", what, slot("bound", degrees));
}

static struct str say_joins(struct out *out, const struct fund_change *change)
{
    const struct fund_value *country = &change->joining.facts[FUND_COUNTRY];
    struct str text = SAY(out, "with {n} more city|with {n} more cities", slot("n", count((int64_t)change->joins)));
    if (change->countries_new > 0) {
        struct slot n = slot("n", count((int64_t)change->countries_new));
        text = join(out, text, country->known && fund_is_member_state(country->word)
                                   ? SAY(out, "from {n} more country of the EU|from {n} more countries of the EU", n)
                                   : SAY(out, "from {n} more country|from {n} more countries", n));
    }
    if (change->people > (int64_t)change->joins) {
        struct slot n = slot("n", count(change->people));
        text = join(out, text, change->joins == 1 ? SAY(out, "of {n} people or more", n)
                                                  : SAY(out, "of {n} people or more together", n));
    }
    for (enum fund_subject fact = FUND_DEGURBA; fact < FUND_KIND; fact++) {
        if (change->joining.facts[fact].known) {
            text = join(out, text, say_need(out, change, fact));
        }
    }
    return text;
}

static struct str say_get(struct out *out, const struct fund_group *group, const struct fund_get *get)
{
    struct slot what = slot("what", fund_say_subject(out, get->subject));
    struct slot value = slot("value", fund_say_amount(out, get->subject, &get->value));
    if (fund_subject_type(get->subject) == FUND_NUMBER) {
        return SAY(out, "with {value} {what}", value, what);
    }
    if (get->city != FUND_NO_CITY) {
        struct slot city = slot("city", group->cities[get->city].name);
        return get->value.number ? SAY(out, "with {what} ({city})", what, city)
                                 : SAY(out, "without {what} ({city})", what, city);
    }
    return get->value.number ? SAY(out, "with {what}", what) : SAY(out, "without {what}", what);
}

struct str fund_say_change(struct out *out, const struct fund_group *group, const struct fund_change *change)
{
    struct str text = change->joins > 0 ? say_joins(out, change) : S("");
    for (size_t i = 0; i < change->leaves_n; i++) {
        struct slot city = slot("what", group->cities[change->leaves[i]].name);
        text = join(out, text, SAY(out, "without {what}", city));
    }
    for (size_t i = 0; i < change->gets_n; i++) {
        text = join(out, text, say_get(out, group, &change->gets[i]));
    }
    struct slot what = slot("what", text);
    return change->to == TRUTH_YES ? SAY(out, "would fit {what}", what)
                                   : SAY(out, "might fit {what}; that depends on what is not known", what);
}
