/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sender_policy: what the DNS says of who may send mail for a domain: SPF (RFC 7208), DKIM (RFC 6376) and DMARC
** (RFC 7489) records, the wire form of a TXT record (RFC 1035, 3.3.14), and what a town's officer should hear of them:
** not every rule of these RFCs. Pure; jobs/dns.h asks, jobs/sender_check.h puts it together.
*/
#ifndef TEXT_SENDER_POLICY_H
#define TEXT_SENDER_POLICY_H

#include "base/arena.h"
#include "base/str.h"

enum dns_end {
    DNS_FOUND,
    DNS_NO_RECORD, /* the name is there, or names below it are; no record of that kind */
    DNS_NO_NAME,   /* neither it nor anything below it (RFC 8020) */
    DNS_UNKNOWN,   /* nobody answered, or not so that it can be read */
};

/* Strings, each behind a byte of its length, as one text. False when they do not fit `bytes`. */
bool txt_parse(struct arena *arena, struct str bytes, struct str *ret_text);

enum spf_end {
    SPF_NONE,      /* no "v=spf1" at all */
    SPF_CLOSED,    /* -all or ~all: nobody else may */
    SPF_OPEN,      /* ?all or no end: says nothing of others */
    SPF_ANYBODY,   /* +all */
};

/* Whether a TXT record is one of SPF. */
bool spf_is(struct str text);
enum spf_end spf_read(struct str text);

enum dmarc_policy { DMARC_NONE, DMARC_BROKEN, DMARC_WATCH, DMARC_QUARANTINE, DMARC_REJECT };

bool dmarc_is(struct str text);
/* What it asks others to do with mail that fails; DMARC_BROKEN: a record without a p= that is known. */
enum dmarc_policy dmarc_read(struct str text);

/* ---- what is to be said of a domain */

enum sender_says {
    SENDER_SILENT,    /* the DNS did not answer */
    SENDER_NO_DOMAIN, /* it knows no such domain */
    SPF_SAYS_GOOD, SPF_SAYS_NONE, SPF_SAYS_TWO, SPF_SAYS_ANYBODY, SPF_SAYS_OPEN,
    DKIM_SAYS_GOOD, DKIM_SAYS_NONE,
    DMARC_SAYS_GOOD, DMARC_SAYS_NONE, DMARC_SAYS_BROKEN,
    SENDER_SAYS__MAX
};

enum sender_mark { SENDER_GOOD, SENDER_WRONG, SENDER_UNKNOWN };

struct sender_finding {
    enum sender_says says;
    struct str text; /* what stands there, or what to add; "" neither */
    struct str name; /* where to add a TXT record; "" nothing to add */
};

enum sender_mark sender_mark_of(enum sender_says says);
/* "spf-none": kept with what a job found. */
struct str sender_says_word(enum sender_says says);
bool sender_says_parse(struct str word, enum sender_says *ret_says);

/* The n TXT records of the domain, as the DNS answered. server: the host that mail leaves by, "" not known. */
struct sender_finding sender_judge_spf(struct arena *arena, struct str domain, struct str server, enum dns_end end,
                                       const struct str *texts, size_t n);
/* Of the name "_domainkey.DOMAIN": keys have names of the mail server's choice, but whether there are any is known. */
struct sender_finding sender_judge_dkim(struct arena *arena, struct str domain, enum dns_end end);
/* Of "_dmarc.DOMAIN", else of the nearest domain above it that has one. */
struct sender_finding sender_judge_dmarc(struct arena *arena, struct str domain, enum dns_end end,
                                         const struct str *texts, size_t n);

#endif
