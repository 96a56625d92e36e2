/* SPDX-License-Identifier: AGPL-3.0-or-later
** set_up: what is missing, and who may see the site. */
#include "store/set_up.h"

#include "base/check.h"

static struct str value_of(const struct setting_values *values, enum setting_name which)
{
    return values->items[which].value;
}

bool set_up_needs(const struct setting_values *values, enum setting_name which)
{
    bool is_public = str_eq(value_of(values, SETTING_PUBLIC_BODY), S("yes"));
    enum setting_need need = setting_known[which].need;
    return need == NEED_ALWAYS || (need == NEED_OF_PUBLIC_BODY && is_public);
}

bool set_up_is_local(struct str base_url)
{
    static const struct str HERE[] = {S_INIT("http://127.0.0.1"), S_INIT("http://localhost"), S_INIT("http://[::1]")};
    for (size_t i = 0; i < COUNT_OF(HERE); i++) {
        struct str rest = str_from(base_url, HERE[i].n);
        if (str_starts(base_url, HERE[i]) && (rest.n == 0 || rest.s[0] == ':' || rest.s[0] == '/')) {
            return true;
        }
    }
    return false;
}

static enum opening opening_of(const struct setting_values *values, struct str base_url)
{
    struct str open = value_of(values, SETTING_OPEN);
    struct str at = base_url.n > 0 ? base_url : value_of(values, SETTING_BASE_URL);
    bool is_demo = str_eq(value_of(values, SETTING_DEMO), S("yes"));
    return str_eq(open, S("yes")) && !is_demo       ? OPENING_OPEN
           : str_eq(open, S("earlier")) && !is_demo ? OPENING_EARLIER
           : set_up_is_local(at)                    ? OPENING_TRIAL
                                                    : OPENING_CLOSED;
}

static void set_review(struct set_up *up, struct str reviewed_on, struct date today)
{
    up->reviewed_on = up->review_by = DATE_NONE;
    if (!date_parse(reviewed_on, &up->reviewed_on)) {
        up->reviewed_on = DATE_NONE;
        up->review = REVIEW_NEVER;
        return;
    }
    up->review_by.days = up->reviewed_on.days + REVIEW_DAYS;
    up->review = today.days >= up->review_by.days                      ? REVIEW_DUE
                 : today.days >= up->review_by.days - REVIEW_SOON_DAYS ? REVIEW_SOON
                                                                       : REVIEW_FRESH;
}

struct set_up set_up_of(const struct setting_values *values, struct str base_url, struct date today)
{
    struct set_up up = {.opening = opening_of(values, base_url)};
    up.is_public_body = str_eq(value_of(values, SETTING_PUBLIC_BODY), S("yes"));
    up.is_demo = str_eq(value_of(values, SETTING_DEMO), S("yes"));
    for (int i = 0; i < SETTING__MAX; i++) {
        if (set_up_needs(values, (enum setting_name)i) && values->items[i].value.n == 0) {
            up.missing[up.missing_count++] = (enum setting_name)i;
        }
    }
    set_review(&up, value_of(values, SETTING_REVIEWED_ON), today);
    return up;
}
