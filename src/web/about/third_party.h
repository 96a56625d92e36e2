/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** third_party: what others made that this program holds, is linked with or is built with. The tables are made at build
** from the lists it is built from (packaging/third-party.sh), which fails when one has no licence.
*/
#ifndef WEB_ABOUT_THIRD_PARTY_H
#define WEB_ABOUT_THIRD_PARTY_H

#include <stddef.h>

struct third_party {
    const char *kind;    /* "carried", "linked", "tool"; rows of a kind stand together */
    const char *name;
    const char *version; /* "": the one that Debian ships, or none */
    const char *licence; /* SPDX, or "public domain" */
    const char *address;
};

extern const struct third_party third_parties[];
extern const size_t third_parties_count;
extern const char *const third_party_licences[]; /* SPDX, each once */
extern const size_t third_party_licences_count;

#endif
