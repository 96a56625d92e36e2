/* SPDX-License-Identifier: AGPL-3.0-or-later
** cities_map: dots from an index alone, no row of a city is read. */
#include "web/city/cities_map.h"

#include "base/check.h"
#include "store/city.sql.h"
#include "store/kept.h"
#include "text/map_projection.h"

#define DOT_BYTES_MAX 14u /* "M1000 1000h0" and a little */
#define MAPS_KEPT_MAX (2u << 20) /* of DB_KEPT_MAX */
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

/* A map that was drawn, and for whom. */
struct map {
    const struct map *next;
    enum which which;
    struct theme_id theme;
    struct str country, fit;
    struct str path;
};

struct maps {
    const struct map *first;
    size_t bytes;
};

static enum fault add_all(struct request *request, struct str low, struct str high, struct str fit, struct dots *dots)
{
    struct q_city_points *rows;
    size_t n;
    TRY(q_city_points(request->db, request->arena, fit, low, high, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        dots_add(dots, rows[i].latitude_micro, rows[i].longitude_micro);
    }
    return OK;
}

static enum fault add_listed(struct request *request, struct str low, struct str high, struct str fit,
                             struct theme_id theme, struct dots *dots)
{
    struct q_city_points_listed *rows;
    size_t n;
    TRY(q_city_points_listed(request->db, request->arena, theme, fit, low, high, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        dots_add(dots, rows[i].latitude_micro, rows[i].longitude_micro);
    }
    return OK;
}

/* Of the range of countries that begins with it. */
static struct str high_of(struct str country)
{
    return country.n > 0 ? country : S("~");
}

static enum fault draw(struct request *request, enum which which, struct str country, struct str fit,
                       struct theme_id theme, struct str *ret_path)
{
    struct dots dots CLEANUP(dots_done);
    dots_init(&dots, request->arena);
    struct str high = high_of(country);
    for (size_t i = 0; i < COUNT_OF(fits); i++) {
        if (fit.n == 0 || str_eq(fit, fits[i])) {
            TRY(which == ALL_CITIES ? add_all(request, country, high, fits[i], &dots)
                                    : add_listed(request, country, high, fits[i], theme, &dots));
        }
    }
    *ret_path = str_copy(request->arena, buf_str(&dots.buf));
    return OK;
}

static const struct map *find(const struct maps *maps, const struct map *wanted)
{
    const struct map *map = maps->first;
    while (map != NULL && (map->which != wanted->which || map->theme.v != wanted->theme.v ||
                           !str_eq(map->country, wanted->country) || !str_eq(map->fit, wanted->fit))) {
        map = map->next;
    }
    return map;
}

static void keep(struct arena *arena, struct maps *maps, const struct map *drawn)
{
    size_t bytes = sizeof(struct map) + drawn->path.n + drawn->country.n + drawn->fit.n;
    if (bytes > MAPS_KEPT_MAX - maps->bytes) {
        return;
    }
    struct map *map = arena_new(arena, struct map);
    *map = *drawn;
    map->country = str_copy(arena, drawn->country);
    map->fit = str_copy(arena, drawn->fit);
    map->path = str_copy(arena, drawn->path);
    map->next = maps->first;
    maps->first = map;
    maps->bytes += bytes;
}

/* A map has up to DOTS_MAX dots, 230 KB measured for all countries: it is drawn once a connection, and so are those of
** countries that somebody asks for, up to MAPS_KEPT_MAX bytes together. */
static enum fault load(struct request *request, enum which which, struct str country, struct str fit,
                       struct theme_id theme, struct str *ret_path)
{
    struct arena *arena = db_kept_arena(request->db);
    const void **slot = db_kept(request->db, KEPT_MAPS);
    struct maps *maps = *slot != NULL ? (struct maps *)(uintptr_t)*slot : arena_new(arena, struct maps);
    *slot = maps;
    struct map wanted = {.which = which, .theme = theme, .country = country, .fit = fit};
    const struct map *kept = find(maps, &wanted);
    if (kept == NULL) {
        TRY(draw(request, which, country, fit, theme, &wanted.path));
        keep(arena, maps, &wanted);
        kept = &wanted;
    }
    *ret_path = kept->path;
    return OK;
}

static void load_soon(struct request *request, enum which which, struct str country, struct str fit,
                      struct theme_id theme)
{
    const struct maps *maps = *db_kept(request->db, KEPT_MAPS);
    struct map wanted = {.which = which, .theme = theme, .country = country, .fit = fit};
    bool kept = maps != NULL && find(maps, &wanted) != NULL;
    for (size_t i = 0; !kept && i < COUNT_OF(fits); i++) {
        if (fit.n > 0 && !str_eq(fit, fits[i])) {
            continue;
        }
        if (which == ALL_CITIES) {
            q_city_points_soon(request->db, fits[i], country, high_of(country));
        } else {
            q_city_points_listed_soon(request->db, theme, fits[i], country, high_of(country));
        }
    }
}

void cities_map_soon(struct request *request, struct str country, struct str fit, struct theme_id theme)
{
    if (theme.v == 0) {
        load_soon(request, ALL_CITIES, country, fit, theme);
    }
    load_soon(request, LISTED, country, fit, theme);
}

enum fault cities_map_load(struct request *request, struct str country, struct str fit, struct theme_id theme,
                           struct city_map *map)
{
    if (theme.v == 0) {
        TRY(load(request, ALL_CITIES, country, fit, theme, &map->dots));
    }
    return load(request, LISTED, country, fit, theme, &map->dots_with_record);
}
