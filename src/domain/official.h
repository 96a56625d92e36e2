/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** official: whether a mail address is one of a city's own, by the domains that are the city's.
**
** Pure. A domain is kept as it is compared: in ASCII (an international name in its xn-- form, RFC 5890, 2.3.2.1), small
** letters, no dot at either end. An address is of a domain when what stands behind its one "@" is that domain, or ends
** in a dot and that domain; capitals are no difference. So neither x@evil-peterborough.gov.uk nor
** x@peterborough.gov.uk.evil.example is of peterborough.gov.uk.
**
** What many share is nobody's own: public mail providers, and the ends that registries hand out names under ("gov.uk").
** Both lists are short, and stop what happens by mistake; a coordinator sets domains, and looks at them.
*/
#ifndef DOMAIN_OFFICIAL_H
#define DOMAIN_OFFICIAL_H

#include "base/arena.h"
#include "base/str.h"

#define OFFICIAL_DOMAIN_MAX 253u /* RFC 1035, 2.3.4, without the dot at the end */

enum official_wrong {
    OFFICIAL_FINE,
    OFFICIAL_NO_DOMAIN, /* not two or more labels of letters, digits and hyphens (RFC 1123, 2.1), the last with a
                        ** letter */
    OFFICIAL_NOT_ASCII, /* its xn-- form is wanted */
    OFFICIAL_PROVIDER,  /* anybody gets an address there */
    OFFICIAL_SHARED,    /* an end that many have names under */
};

/* As it is kept: "@Peterborough.gov.uk." is "peterborough.gov.uk". Whether it is a domain is for official_judge. */
struct str official_domain(struct arena *arena, struct str typed);
/* domain: as official_domain gave it. */
enum official_wrong official_judge(struct str domain);
/* domain: as kept. False for what has not exactly one "@". */
bool official_is_of(struct str mail, struct str domain);

#endif
