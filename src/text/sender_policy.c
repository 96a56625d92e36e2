/* SPDX-License-Identifier: AGPL-3.0-or-later
** sender_policy: SPF and DMARC. */
#include "text/sender_policy.h"

bool txt_parse(struct arena *arena, struct str bytes, struct str *ret_text)
{
    struct str text = S("");
    for (size_t at = 0; at < bytes.n;) {
        size_t n = (unsigned char)bytes.s[at];
        if (n > bytes.n - at - 1) {
            return false;
        }
        text = str_join(arena, text, str_sub(bytes, at + 1, n));
        at += n + 1;
    }
    *ret_text = text;
    return true;
}

/* The next part between spaces; no text at the end. */
static struct str next_term(struct str *rest)
{
    while (rest->s != NULL) {
        struct str term = str_cut(*rest, ' ', rest);
        if (term.n > 0) {
            return term;
        }
    }
    return (struct str){0};
}

bool spf_is(struct str text)
{
    struct str rest = text;
    return str_eq_nocase(next_term(&rest), S("v=spf1"));
}

enum spf_end spf_read(struct str text)
{
    struct str rest = text;
    struct str term;
    bool leads_on = false;
    if (!spf_is(text)) {
        return SPF_NONE;
    }
    while ((term = next_term(&rest)).s != NULL) {
        if (str_eq_nocase(term, S("-all")) || str_eq_nocase(term, S("~all"))) {
            return SPF_CLOSED;
        }
        if (str_eq_nocase(term, S("+all")) || str_eq_nocase(term, S("all"))) {
            return SPF_ANYBODY;
        }
        if (str_eq_nocase(term, S("?all"))) {
            return SPF_OPEN;
        }
        leads_on = leads_on || str_eq_nocase(str_sub(term, 0, 9), S("redirect="));
    }
    return leads_on ? SPF_CLOSED : SPF_OPEN; /* whoever it leads to says it */
}

/* The value of a tag of "a=b; c=d"; no text when it is not there. */
static struct str tag_of(struct str text, struct str name)
{
    for (struct str rest = text; rest.s != NULL;) {
        struct str value;
        struct str tag = str_cut(rest, ';', &rest);
        if (str_eq_nocase(str_trim(str_cut(tag, '=', &value)), name) && value.s != NULL) {
            return str_trim(value);
        }
    }
    return (struct str){0};
}

/* The version comes first (RFC 7489, 6.4). */
bool dmarc_is(struct str text)
{
    struct str rest;
    return str_eq(tag_of(str_cut(text, ';', &rest), S("v")), S("DMARC1"));
}

enum dmarc_policy dmarc_read(struct str text)
{
    if (!dmarc_is(text)) {
        return DMARC_NONE;
    }
    struct str policy = tag_of(text, S("p"));
    return str_eq_nocase(policy, S("none"))         ? DMARC_WATCH
           : str_eq_nocase(policy, S("quarantine")) ? DMARC_QUARANTINE
           : str_eq_nocase(policy, S("reject"))     ? DMARC_REJECT
                                                    : DMARC_BROKEN;
}
