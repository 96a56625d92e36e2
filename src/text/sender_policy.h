/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sender_policy: what the DNS says of who may send mail for a domain: SPF (RFC 7208) and DMARC (RFC 7489) records, and
** the wire form of a TXT record (RFC 1035, 3.3.14). Pure; jobs/dns.h asks. It judges what a town's officer should hear,
** not every rule of these RFCs.
*/
#ifndef TEXT_SENDER_POLICY_H
#define TEXT_SENDER_POLICY_H

#include "base/arena.h"
#include "base/str.h"

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

#endif
