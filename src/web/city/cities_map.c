/* SPDX-License-Identifier: AGPL-3.0-or-later
** cities_map: dots from an index alone, no row of a city is read. */
#include "web/city/cities_map.h"

#include "base/check.h"
#include "domain/theme.h"
#include "store/city.sql.h"
#include "store/kept.h"
#include "text/map_projection.h"

#define DOT_BYTES_MAX 14u /* "M1000 1000h0" and a little */
#define DOTS_MAX 20000u   /* different points; Europe's cities that fit make 1,900 */

struct dots {
    struct buf buf;
    unsigned char *seen; /* a bit for each point of the picture */
};

static void dots_done(struct dots *dots)
{
    buf_done(&dots->buf);
}

static void dots_init(struct dots *dots, struct arena *arena)
{
    buf_init(&dots->buf, DOTS_MAX * DOT_BYTES_MAX);
    dots->seen = arena_alloc(arena, (MAP_WIDTH + 1) * (MAP_HEIGHT + 1) / 8 + 1);
}

static void dots_add(struct dots *dots, int64_t latitude_micro, int64_t longitude_micro)
{
    struct map_point at;
    if (!map_place((int32_t)latitude_micro, (int32_t)longitude_micro, &at)) {
        return;
    }
    size_t bit = (size_t)at.y * (MAP_WIDTH + 1) + (size_t)at.x;
    if (dots->seen[bit / 8] & 1u << bit % 8) {
        return;
    }
    dots->seen[bit / 8] |= (unsigned char)(1u << bit % 8);
    buf_format(&dots->buf, "M%d %dh0", at.x, at.y);
}

static const struct str fits[] = {S_INIT("fits"), S_INIT("small"), S_INIT("large"), S_INIT("unknown")};

/* Which cities a map shows. */
enum which { ALL_CITIES, LISTED }; /* LISTED: with projects of their own on a theme, or on any */

/* By the place in `fits`, behind them all sizes; and by theme, 0 is any. No text: not drawn yet. */
struct maps {
    struct str all[COUNT_OF(fits) + 1];
    struct str listed[THEMES_MAX + 1][COUNT_OF(fits) + 1];
};

static enum fault add_fit(struct request *request, struct str country, struct str fit, struct dots *dots)
{
    struct q_city_points *rows;
    size_t n;
    struct str high = country.n > 0 ? country : S("~");
    TRY(q_city_points(request->db, request->arena, fit, country, high, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        dots_add(dots, rows[i].latitude_micro, rows[i].longitude_micro);
    }
    return OK;
}

static enum fault add_all(struct request *request, struct str country, struct str fit, struct dots *dots)
{
    for (size_t i = 0; i < COUNT_OF(fits); i++) {
        if (fit.n == 0 || str_eq(fit, fits[i])) {
            TRY(add_fit(request, country, fits[i], dots));
        }
    }
    return OK;
}

static enum fault add_listed(struct request *request, struct str country, struct str fit, struct theme_id theme,
                             struct dots *dots)
{
    struct q_city_points_listed *rows;
    size_t n;
    TRY(q_city_points_listed(request->db, request->arena, theme, country, fit, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        dots_add(dots, rows[i].latitude_micro, rows[i].longitude_micro);
    }
    return OK;
}

/* Into `arena`. */
static enum fault draw(struct request *request, enum which which, struct str country, struct str fit,
                       struct theme_id theme, struct arena *arena, struct str *ret_path)
{
    struct dots dots CLEANUP(dots_done);
    dots_init(&dots, request->arena);
    TRY(which == ALL_CITIES ? add_all(request, country, fit, &dots)
                            : add_listed(request, country, fit, theme, &dots));
    *ret_path = str_copy(arena, buf_str(&dots.buf));
    return OK;
}

/* The maps of all countries have up to 55,000 dots and are drawn once a connection: at most DOTS_MAX * DOT_BYTES_MAX
** each, 230 KB measured; those of a theme have few. */
static enum fault load(struct request *request, enum which which, struct str country, struct str fit,
                       struct theme_id theme, struct str *ret_path)
{
    if (country.n > 0 || theme.v > THEMES_MAX) {
        return draw(request, which, country, fit, theme, request->arena, ret_path);
    }
    struct arena *arena = db_kept_arena(request->db);
    const void **slot = db_kept(request->db, KEPT_MAPS);
    struct maps *maps = *slot != NULL ? (struct maps *)(uintptr_t)*slot : arena_new(arena, struct maps);
    *slot = maps;
    size_t i = 0;
    while (i < COUNT_OF(fits) && !str_eq(fit, fits[i])) {
        i++;
    }
    struct str *path = which == ALL_CITIES ? &maps->all[i] : &maps->listed[theme.v][i];
    if (path->s == NULL) {
        TRY(draw(request, which, country, fit, theme, arena, path));
    }
    *ret_path = *path;
    return OK;
}

enum fault cities_map_load(struct request *request, struct str country, struct str fit, struct theme_id theme,
                           struct city_map *map)
{
    if (theme.v == 0) {
        TRY(load(request, ALL_CITIES, country, fit, theme, &map->dots));
    }
    return load(request, LISTED, country, fit, theme, &map->dots_with_record);
}
