/* SPDX-License-Identifier: AGPL-3.0-or-later
** help: from a name and ticks to the matches of a city. One city of that name: straight there. */
#include "web/help/help_web.h"

#include "base/fold.h"
#include "store/city.h"
#include "text/country.h"
#include "web/views.h"

#define CHOICES_MAX 20

const struct field help_fields[] = {
    {.name = "city", .kind = FIELD_TEXT, .max = 100, .help = "name of your city"},
    {.name = "theme", .kind = FIELD_TEXT, .max = 60, .many = true, .help = "what you need; repeat for several"},
    {0},
};

static struct url matches_url(struct request *request, const struct themes *themes, struct str slug,
                              const struct theme_id *ids, size_t n)
{
    struct url url = url_path_of(request->arena, "/cities/{}/matches", slug);
    for (size_t i = 0; i < n; i++) {
        url = url_add(request->arena, url, "theme", themes_find(themes, ids[i])->slug);
    }
    return url;
}

/* Exactly one city called so (not merely beginning so) needs no question. */
static bool is_clear(const struct q_city_by_prefix *rows, size_t n, struct str folded, struct arena *arena)
{
    size_t exact = 0;
    for (size_t i = 0; i < n; i++) {
        exact += str_eq(fold(arena, rows[i].found_as), folded);
    }
    return n == 1 || (exact == 1 && str_eq(fold(arena, rows[0].found_as), folded));
}

static enum fault load_cities(struct request *request, struct out *out, const struct themes *themes,
                              const struct theme_id *ids, size_t ids_count, struct help_page *m, struct url *ret_go)
{
    struct str low = fold(request->arena, m->city);
    struct q_city_by_prefix *rows;
    size_t n;
    if (low.n == 0) {
        return OK;
    }
    TRY(city_list_by_name(request->db, request->arena, m->city, CHOICES_MAX, &rows, &n));
    if (n > 0 && is_clear(rows, n, low, request->arena)) {
        *ret_go = matches_url(request, themes, rows[0].slug, ids, ids_count);
    }
    m->rows = arena_array(request->arena, struct place_row, n);
    m->rows_count = n;
    for (size_t i = 0; i < n; i++) {
        m->rows[i] = (struct place_row){.url = matches_url(request, themes, rows[i].slug, ids, ids_count),
                                        .name = rows[i].name,
                                        .where = country_name(out, rows[i].country),
                                        .people = say_people(out, rows[i].population, S(""), (struct maybe_int){0})};
    }
    return OK;
}

enum fault help_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct theme_id ids[MATCH_THEMES_MAX];
    size_t ids_count;
    struct url go = {0};
    TRY(themes_load(request, &themes));
    TRY(ticked_read(request, &themes, ids, &ids_count));
    struct help_page *m = arena_new(request->arena, struct help_page);
    m->city = request_text(request, "city");
    m->asked = m->city.n > 0;
    TRY(load_cities(request, &out, &themes, ids, ids_count, m, &go));
    if (go.text.n > 0) {
        response->status = 303;
        response->location = go.text;
        return OK;
    }
    m->page = page_of(request, W(&out, "Find help"),
                      W(&out, "Say what you need; we show which cities have done it and how to reach them."),
                      DOOR_HELP);
    m->ticks = theme_ticks_of(&out, &themes, ids, ids_count);
    m->ticks_count = themes.n;
    m->box = (struct search_box){.id = S("text"), .quiet = true, .action = URL("/search"),
                                 .label = W(&out, "Search EU projects and cities")};
    view_help(&out, m);
    return OK;
}
