/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** country: what people call a country, and which one an English text means.
**
** Codes are ISO 3166-1 alpha-2 (XK as the European Commission uses it). Both calls are pure; the names are static.
*/
#ifndef TEXT_COUNTRY_H
#define TEXT_COUNTRY_H

#include "text/html.h"

/* The name in the language of `out`; the code itself when it is not known. */
struct str country_name(struct out *out, struct str code);
bool country_is_known(struct str code);
/* The codes in their order; no text past the last. */
struct str country_nth(size_t i);

/* The code of an English name, as this table or lists in common use have it ("Czech Republic", "People's Republic of
** China"; ASCII case ignored). Empty for what is no country today ("Prussia"). */
struct str country_find(struct str english);

#endif
