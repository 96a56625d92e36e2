/* SPDX-License-Identifier: AGPL-3.0-or-later
** similar: cities like mine. */
#include "web/city/similar_web.h"

#include "base/check.h"
#include "store/kept.h"
#include "store/kept_named.h"
#include "store/match.h"
#include "web/views.h"
#include "text/country.h"
#include "web/sheet.h"

const struct field similar_fields[] = {
    {.name = "near", .label = W_NOTE("Distance"), .kind = FIELD_FLAG, .help = "count distance too"},
    {0},
};

static struct str join_points(struct out *out, const struct themes *themes, const struct similar_point *points,
                              size_t n, bool alike)
{
    struct str list = S("");
    for (size_t i = 0; i < n; i++) {
        struct str one = say_similar(out, themes, &points[i], alike);
        list = list.n == 0 ? one : str_format(out->arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(one));
    }
    return list;
}

static enum fault load_row(struct request *request, struct out *out, const struct themes *themes,
                           const struct similar *similar, struct similar_row *row)
{
    const struct q_city_by_id *city;
    TRY(kept_city(request->db, request->arena, similar->city, &city));
    *row = (struct similar_row){
        .url = city_url(out->arena, city->slug),
        .name = city->name,
        .where = SAY(out, "{country}, {people}", slot("country", country_name(out, city->country)),
                     slot("people", say_people(out, city->population, S(""), (struct maybe_int){0}))),
        .alike = join_points(out, themes, similar->alike, similar->alike_count, true),
        .differs = join_points(out, themes, similar->differs, similar->differs_count, false)};
    return OK;
}

static const char *const columns[] = {"rank", "city", "place", "alike", "differs", "url"};

static void answer(struct request *request, struct response *response, const struct similar_page *m)
{
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "cities-like-mine");
    for (size_t i = 0; i < m->rows_count; i++) {
        sheet_int(&sheet, (int64_t)i + 1);
        sheet_str(&sheet, m->rows[i].name);
        sheet_str(&sheet, m->rows[i].where);
        sheet_str(&sheet, m->rows[i].alike);
        sheet_str(&sheet, m->rows[i].differs);
        sheet_url(&sheet, m->rows[i].url);
    }
    sheet_close(&sheet);
}

enum fault similar_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct q_city_by_slug *city;
    struct themes themes;
    struct match_input input;
    kept_soon(request->db);
    TRY(city_load(request, &city));
    match_soon(request->db, city->id);
    TRY(themes_load(request, &themes));
    struct city_record asking = city_record_of(city);
    TRY(match_load(request->db, request->arena, &asking, request->today, &input));
    struct similar_page *m = arena_new(request->arena, struct similar_page);
    m->near = request_flag(request, "near");
    struct similar_weights weights = SIMILAR_WEIGHTS_DEFAULT;
    weights.distance = m->near ? weights.size : 0;
    struct similar *items = arena_array(request->arena, struct similar, SIMILAR_SHOWN);
    m->rows_count = similar_cities(request->arena, &input.asking, input.cities, input.n, weights, SIMILAR_SHOWN, items);
    m->rows = arena_array(request->arena, struct similar_row, m->rows_count);
    for (size_t i = 0; i < m->rows_count; i++) {
        kept_city_soon(request->db, items[i].city);
    }
    for (size_t i = 0; i < m->rows_count; i++) {
        TRY(load_row(request, &out, &themes, &items[i], &m->rows[i]));
    }
    if (request->form != FORM_HTML) {
        answer(request, response, m);
        return OK;
    }
    m->page = city_page_of(request, city, SAY(&out, "Cities like {city}", slot("city", city->name)),
                           W(&out, "Cities of similar size and themes, wherever they lie, among those with EU projects "
                                   "found here."), true);
    m->action = url_path_of(request->arena, "/cities/{}/similar", city->slug);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_similar(&out, m);
    return OK;
}
