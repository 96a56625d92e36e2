/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** country: what people call a country.
*/
#ifndef WEB_COUNTRY_H
#define WEB_COUNTRY_H

#include "text/html.h"

/* The name in the language of `out`; the code itself when it is not known. */
struct str country_name(struct out *out, struct str code);

#endif
