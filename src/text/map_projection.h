/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** map_projection: where a place stands on the base map (assets/build-map.mjs draws it by the same formula and numbers).
**
** Lambert's azimuthal equal-area projection on a sphere, centred on 52 N 10 E. With c = 52 degrees, p and l the place's
** latitude and its longitude from 10 E: k = sqrt(2 / (1 + sin c sin p + cos c cos p cos l)),
** x = 455 + 1390 k cos p sin l, y = 485 - 1390 k (cos c sin p - sin c cos p cos l), in units of a picture 1000 wide
** and 900 high, y downward. Source: Snyder, Map Projections, USGS Professional Paper 1395, equations 22-4, 22-5
** and 24-2.
*/
#ifndef TEXT_MAP_PROJECTION_H
#define TEXT_MAP_PROJECTION_H

#include <stdbool.h>
#include <stdint.h>

#define MAP_WIDTH 1000
#define MAP_HEIGHT 900

struct map_point {
    int x;
    int y;
};

/* Millionths of a degree in. False, and nothing set, when the place lies outside the picture. */
bool map_place(int32_t lat_micro, int32_t lon_micro, struct map_point *ret_point);

#endif
