/* SPDX-License-Identifier: AGPL-3.0-or-later
** help: from a name and ticks to the matches of a city. One city of that name: straight there. */
#include "web/help/help_web.h"

#include "store/city_find.h"
#include "store/kept.h"
#include "text/country.h"
#include "web/views.h"

#define CHOICES_MAX 20

const struct field help_fields[] = {
    {.name = "city", .label = W_NOTE("Your city"), .kind = FIELD_TEXT, .max = CITY_TEXT_MAX,
     .help = "name of your city"},
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60, .many = true,
     .help = "what you need; repeat for several"},
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

static enum fault load_cities(struct request *request, struct out *out, const struct themes *themes,
                              const struct theme_id *ids, size_t ids_count, struct help_page *m, struct url *ret_go)
{
    struct found_cities found;
    TRY(city_find(request->db, request->arena, m->city, CHOICES_MAX, &found));
    if (found.clear) {
        *ret_go = matches_url(request, themes, found.items[0].slug, ids, ids_count);
    }
    m->guess = found.certain == 0;
    m->rows = arena_array(request->arena, struct place_row, found.n);
    m->rows_count = found.n;
    for (size_t i = 0; i < found.n; i++) {
        const struct found_city *city = &found.items[i];
        m->rows[i] = (struct place_row){.url = matches_url(request, themes, city->slug, ids, ids_count),
                                        .name = city->name,
                                        .where = country_name(out, city->country),
                                        .people = say_people(out, city->population, S(""), (struct maybe_int){0})};
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
    kept_soon(request->db);
    city_find_soon(request->db, request->arena, request_text(request, "city"));
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
