/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** cities_map: the dots of the map beside the list of cities, as two paths: every city of the list, and those with
** a record.
**
** Each place is one "M x y h0" of a path drawn with round ends, so that 13,000 cities are 25 KB and one element. Places
** that fall on the same point of the picture are one dot; those outside Europe are left out. The list has them all.
*/
#ifndef WEB_CITY_CITIES_MAP_H
#define WEB_CITY_CITIES_MAP_H

#include "web/layout/parts.h"

/* What cities_map_load reads, unless it has drawn this map already, is asked for soon. */
void cities_map_soon(struct request *request, struct str country, struct str fit, struct theme_id theme);
/* '' is any country or fit; theme 0 is any. Sets the dots of *map. */
enum fault must_use cities_map_load(struct request *request, struct str country, struct str fit, struct theme_id theme,
                                    struct city_map *map);

#endif
