/* SPDX-License-Identifier: AGPL-3.0-or-later
** sender_policy: SPF and DMARC. */
#include "text/sender_policy.h"

#include "base/check.h"

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

/* ---- what is to be said of a domain */

enum sender_mark sender_mark_of(enum sender_says says)
{
    switch (says) {
    case SENDER_SILENT:
    case SENDER_NO_DOMAIN:
        return SENDER_UNKNOWN;
    case SPF_SAYS_GOOD:
    case DKIM_SAYS_GOOD:
    case DMARC_SAYS_GOOD:
        return SENDER_GOOD;
    default:
        return SENDER_WRONG;
    }
}

static const struct str words[SENDER_SAYS__MAX] = {
    [SENDER_SILENT] = S_INIT("silent"),         [SENDER_NO_DOMAIN] = S_INIT("no-domain"),
    [SPF_SAYS_GOOD] = S_INIT("spf-good"),       [SPF_SAYS_NONE] = S_INIT("spf-none"),
    [SPF_SAYS_TWO] = S_INIT("spf-two"),         [SPF_SAYS_ANYBODY] = S_INIT("spf-anybody"),
    [SPF_SAYS_OPEN] = S_INIT("spf-open"),       [DKIM_SAYS_GOOD] = S_INIT("dkim-good"),
    [DKIM_SAYS_NONE] = S_INIT("dkim-none"),     [DMARC_SAYS_GOOD] = S_INIT("dmarc-good"),
    [DMARC_SAYS_NONE] = S_INIT("dmarc-none"),   [DMARC_SAYS_BROKEN] = S_INIT("dmarc-broken"),
};

struct str sender_says_word(enum sender_says says)
{
    return words[says];
}

bool sender_says_parse(struct str word, enum sender_says *ret_says)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq(word, words[i])) {
            *ret_says = (enum sender_says)i;
            return true;
        }
    }
    return false;
}

/* A name that the record can give; an address stands there another way, and a mail server mostly receives as well. */
static struct str spf_wanted(struct arena *arena, struct str server)
{
    bool is_name = false;
    for (size_t i = 0; i < server.n; i++) {
        is_name = is_name || (server.s[i] >= 'a' && server.s[i] <= 'z') || (server.s[i] >= 'A' && server.s[i] <= 'Z');
    }
    return is_name ? str_format(arena, "v=spf1 mx a:%.*s -all", STR_ARG(server)) : S("v=spf1 mx -all");
}

/* The first that is one of them. */
static struct str first_of(const struct str *texts, size_t n, bool (*is)(struct str text), size_t *ret_n)
{
    struct str first = S("");
    *ret_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (is(texts[i])) {
            first = *ret_n == 0 ? texts[i] : first;
            (*ret_n)++;
        }
    }
    return first;
}

struct sender_finding sender_judge_spf(struct arena *arena, struct str domain, struct str server, enum dns_end end,
                                       const struct str *texts, size_t n)
{
    size_t found;
    struct str text = first_of(texts, n, spf_is, &found);
    if (end == DNS_UNKNOWN || end == DNS_NO_NAME) {
        return (struct sender_finding){end == DNS_UNKNOWN ? SENDER_SILENT : SENDER_NO_DOMAIN, S(""), S("")};
    }
    if (found == 0) {
        return (struct sender_finding){SPF_SAYS_NONE, spf_wanted(arena, server), domain};
    }
    if (found > 1) {
        return (struct sender_finding){SPF_SAYS_TWO, S(""), S("")};
    }
    switch (spf_read(text)) {
    case SPF_ANYBODY:
        return (struct sender_finding){SPF_SAYS_ANYBODY, text, S("")};
    case SPF_OPEN:
        return (struct sender_finding){SPF_SAYS_OPEN, text, S("")};
    default:
        return (struct sender_finding){SPF_SAYS_GOOD, text, S("")};
    }
}

struct sender_finding sender_judge_dkim(struct arena *arena, struct str domain, enum dns_end end)
{
    if (end == DNS_UNKNOWN) {
        return (struct sender_finding){SENDER_SILENT, S(""), S("")};
    }
    return end == DNS_NO_NAME
        ? (struct sender_finding){DKIM_SAYS_NONE, str_join(arena, S("NAME._domainkey."), domain), S("")}
        : (struct sender_finding){DKIM_SAYS_GOOD, S(""), S("")};
}

struct sender_finding sender_judge_dmarc(struct arena *arena, struct str domain, enum dns_end end,
                                         const struct str *texts, size_t n)
{
    size_t found;
    struct str text = first_of(texts, n, dmarc_is, &found);
    if (end == DNS_UNKNOWN) {
        return (struct sender_finding){SENDER_SILENT, S(""), S("")};
    }
    if (found == 0) {
        return (struct sender_finding){DMARC_SAYS_NONE, S("v=DMARC1; p=quarantine"),
                                       str_join(arena, S("_dmarc."), domain)};
    }
    return (struct sender_finding){dmarc_read(text) == DMARC_BROKEN ? DMARC_SAYS_BROKEN : DMARC_SAYS_GOOD, text, S("")};
}
