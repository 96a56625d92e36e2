/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** routes: every address of the product, in one table. Help, the site map of `smallgiants routes` and the tests
** that walk every route come from it.
*/
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "http/route.h"

extern const struct routes web_routes;

#endif
