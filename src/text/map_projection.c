/* SPDX-License-Identifier: AGPL-3.0-or-later
** map_projection: the formula of the header, rounded to whole units. */
#include "text/map_projection.h"

#include <math.h>

#define SCALE 1390.0
#define X0 455.0
#define Y0 485.0
#define CENTRE_LAT 52.0
#define CENTRE_LON 10.0
#define FAR_SIDE (-0.5) /* cosine of the angle from the centre beyond which nothing is near Europe */

static double radians(double degrees)
{
    return degrees * 3.14159265358979323846 / 180.0;
}

bool map_place(int32_t lat_micro, int32_t lon_micro, struct map_point *ret_point)
{
    double p = radians(lat_micro / 1e6);
    double l = radians(lon_micro / 1e6 - CENTRE_LON);
    double c = radians(CENTRE_LAT);
    double cosine = sin(c) * sin(p) + cos(c) * cos(p) * cos(l);
    if (cosine < FAR_SIDE) {
        return false;
    }
    double k = sqrt(2.0 / (1.0 + cosine));
    double x = X0 + SCALE * k * cos(p) * sin(l);
    double y = Y0 - SCALE * k * (cos(c) * sin(p) - sin(c) * cos(p) * cos(l));
    if (x < 0.0 || x > MAP_WIDTH || y < 0.0 || y > MAP_HEIGHT) {
        return false;
    }
    *ret_point = (struct map_point){(int)lround(x), (int)lround(y)};
    return true;
}
