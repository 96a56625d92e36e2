/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** idna: names of mail servers in letters beyond ASCII. "München.de" is kept and compared as "xn--mnchen-3ya.de" (RFC
** 5890 to 5892; mapped as Unicode Technical Standard 46 says, not transitional; libidn2), and shown to people as they
** know it.
**
** Pure. A name mixes alphabets when the letters between two dots are not all Latin, all Greek or all Cyrillic, and when
** Greek or Cyrillic ones stand before a Latin end: so a look-alike of a name in Latin letters is not taken for it.
** Beside what is shown to people stands what is compared, for those who look twice.
*/
#ifndef DOMAIN_IDNA_H
#define DOMAIN_IDNA_H

#include "base/arena.h"
#include "base/str.h"

enum idna_wrong {
    IDNA_FINE,
    IDNA_NO_NAME, /* it cannot be written in ASCII, or is "xn--" of nothing */
    IDNA_MIXED,   /* several alphabets, or one that is not read here */
};

/* *ret_ascii: in small letters, unless IDNA_NO_NAME: the name as it came. An ASCII name is not judged further. */
enum idna_wrong idna_ascii(struct arena *arena, struct str name, struct str *ret_ascii);
/* "münchen.de (xn--mnchen-3ya.de)"; a plain name alone, and one that misleads as it stands. */
struct str idna_readable(struct arena *arena, struct str ascii);
/* A mail address with what stands behind its "@" in ASCII; as it came when that cannot be. */
struct str idna_mail(struct arena *arena, struct str mail);

#endif
