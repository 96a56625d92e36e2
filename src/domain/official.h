/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** official: whether a mail address is one of a city's own, by the domains that are the city's.
**
** Pure. A domain is kept as it is compared: in ASCII (domain/idna.h), small letters, no dot at either end. An address
** is of a domain when what stands behind its one "@" is that domain, or ends in a dot and that domain; capitals are no
** difference. So neither x@evil-peterborough.gov.uk nor x@peterborough.gov.uk.evil.example is of peterborough.gov.uk.
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
    OFFICIAL_NOT_ASCII, /* letters that no name can have */
    OFFICIAL_MIXED,     /* of several alphabets, which misleads */
    OFFICIAL_PROVIDER,  /* anybody gets an address there */
    OFFICIAL_SHARED,    /* an end that many have names under */
};

/* As it is kept: "@Peterborough.gov.uk." is "peterborough.gov.uk", "münchen.de" is "xn--mnchen-3ya.de". Whether it
** is a domain is for official_judge. */
struct str official_domain(struct arena *arena, struct str typed);
/* The domain of a website, which addresses may share: "https://www.vantaa.fi/en" is "vantaa.fi". Empty when it can be
** nobody's own. */
struct str official_website(struct arena *arena, struct str website);
/* domain: as official_domain gave it. */
enum official_wrong official_judge(struct arena *arena, struct str domain);
/* domain: as kept. False for what has not exactly one "@". */
bool official_is_of(struct arena *arena, struct str mail, struct str domain);

#endif
