/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** password: whether a password may be chosen.
**
** Pure. After ASVS 5.0, 6.2: long enough (6.2.1; 12 letters, because three words have more), as long as anybody likes
** within reason (6.2.9), of any letters and with no rule about their kinds (6.2.5), none that many people have taken
** before (6.2.4, 6.2.12), and not made of what everybody knows of its owner (6.2.11): the own name and mail address,
** the network's name. It is judged as it was typed (6.2.8) but that capitals make no difference to a list.
**
** The list of known ones: the first KNOWN_BYTES of the FNV-1a digest (str_hash, the highest byte first) of each in
** small letters, sorted, without anything between (assets/build-passwords.mjs). With 44,000 entries one honest password
** in six thousand million is taken for a known one by mistake.
*/
#ifndef DOMAIN_PASSWORD_H
#define DOMAIN_PASSWORD_H

#include "base/str.h"

#define PASSWORD_LEAST 12   /* letters */
#define PASSWORD_MOST 128
#define PASSWORD_KNOWN_BYTES 6u

enum password_wrong {
    PASSWORD_FINE,
    PASSWORD_SHORT,   /* under PASSWORD_LEAST letters */
    PASSWORD_LONG,    /* over PASSWORD_MOST */
    PASSWORD_COMMON,  /* many have it, or it is hardly more than one letter */
    PASSWORD_YOURS,   /* without the own name, mail address or the network's name too little is left */
};

/* about: `n` texts that others know of its owner; their words of four letters and more count. */
enum password_wrong password_judge(struct str password, struct str known, const struct str *about, size_t n);

#endif
