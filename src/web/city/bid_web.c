/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: the page, and its forms for programs. */
#include "web/city/bid_web.h"

#include "base/check.h"
#include "store/kept.h"
#include "web/city/city_parts.h"
#include "web/sheet.h"
#include "web/views.h"

const struct field bid_fields[] = {
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60, .help = "experience on this theme only"},
    {0},
};

#define REGISTERS                                                        \
    "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/" \
    "how-to-participate/participant-register"

static const char *const columns[] = {"name", "country", "legal_name", "pic", "kind", "lau_id", "nuts3", "degurba",
                                      "population", "population_kind", "population_year", "population_source",
                                      "experience", "text"};

static void answer_row(struct sheet *sheet, const struct bid *bid, const struct q_bid_bodies *body,
                       struct str experience, struct str text)
{
    const struct q_city_by_slug *city = bid->city;
    sheet_str(sheet, city->name);
    sheet_str(sheet, city->country);
    sheet_str(sheet, body != NULL ? body->name : (struct str){0});
    sheet_maybe(sheet, (struct maybe_int){body != NULL, body != NULL ? body->organisation_id.v : 0});
    sheet_str(sheet, body != NULL ? body->kind : (struct str){0});
    sheet_str(sheet, city->lau_id);
    sheet_str(sheet, city->nuts3);
    sheet_maybe(sheet, bid->degurba);
    sheet_maybe(sheet, city->population);
    sheet_str(sheet, city->population_kind);
    sheet_maybe(sheet, city->population_year);
    sheet_str(sheet, city->population_source);
    sheet_str(sheet, experience);
    sheet_str(sheet, text);
}

/* One row a body of the city; one without a body when none is known. */
static void answer(struct request *request, struct response *response, struct out *out, const struct bid *bid)
{
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "bid");
    struct str experience = bid_experience(out, bid);
    struct str text = bid_text(out, bid);
    for (size_t i = 0; i < bid->bodies_count || i == 0; i++) {
        answer_row(&sheet, bid, i < bid->bodies_count ? &bid->bodies[i] : NULL, experience, text);
    }
    sheet_close(&sheet);
}

/* For the fold below: why we take them for the city's own. */
static void set_bodies(struct bid_page *m, struct out *out, const struct bid *bid)
{
    struct q_city_bodies *rows = arena_array(out->arena, struct q_city_bodies, bid->bodies_count);
    for (size_t i = 0; i < bid->bodies_count; i++) {
        const struct q_bid_bodies *body = &bid->bodies[i];
        rows[i] = (struct q_city_bodies){.organisation_id = body->organisation_id, .name = body->name,
                                         .kind = body->kind, .confidence = body->confidence, .reason = body->reason};
    }
    struct city_page lines = {0};
    city_set_bodies(&lines, out, rows, bid->bodies_count);
    m->bodies = lines.bodies;
    m->bodies_count = lines.bodies_count;
}

static enum fault load_themes(struct request *request, struct out *out, const struct themes *themes,
                              const struct bid *bid, struct theme_id chosen, struct bid_page *m)
{
    struct q_city_themes *rows;
    size_t n;
    TRY(q_city_themes(request->db, request->arena, bid->city->id, &rows, &n));
    struct url here = url_path_of(request->arena, "/cities/{}/bid", bid->city->slug);
    for (size_t i = 0; i < n && m->themes_count < BID_THEMES_MAX; i++) {
        const struct q_theme_list *theme = themes_find(themes, rows[i].theme_id);
        if (theme != NULL) {
            bool is_chosen = theme->id.v == chosen.v;
            m->themes[m->themes_count++] = (struct facet){
                .url = is_chosen ? here : url_add(request->arena, here, "theme", theme->slug),
                .name = say_theme(out, themes, theme->id), .n = rows[i].projects, .chosen = is_chosen};
        }
    }
    return OK;
}

static enum fault load_bid(struct request *request, struct out *out, const struct themes *themes, struct bid *bid,
                           struct theme_id *ret_theme)
{
    struct q_bid_bodies *bodies;
    struct q_bid_projects *projects;
    struct db *db = request->db;
    struct str slug = request_text(request, "theme");
    const struct q_theme_list *theme = slug.n ? themes_find_slug(themes, slug) : NULL;
    if (slug.n > 0 && theme == NULL) {
        return FAULT_NOT_FOUND;
    }
    *ret_theme = theme != NULL ? theme->id : (struct theme_id){0};
    struct q_bid_city more;
    q_bid_city_soon(db, bid->city->id);
    q_bid_bodies_soon(db, bid->city->id);
    q_bid_projects_soon(db, bid->city->id, *ret_theme);
    if (request->form == FORM_HTML) {
        q_city_themes_soon(db, bid->city->id);
    }
    TRY(q_bid_city(db, request->arena, bid->city->id, &more));
    bid->degurba = more.degurba;
    TRY(q_bid_bodies(db, request->arena, bid->city->id, &bodies, &bid->bodies_count));
    TRY(q_bid_projects(db, request->arena, bid->city->id, *ret_theme, &projects, &bid->projects_count));
    bid->bodies = bodies;
    bid->projects = projects;
    bid->theme = theme != NULL ? say_theme(out, themes, theme->id) : S("");
    bid->today = request->today;
    bid->more = str_join(request->arena, request->site->base_url,
                         url_path_of(request->arena, "/cities/{}/projects", bid->city->slug).text);
    return OK;
}

enum fault bid_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct bid bid = {0};
    struct theme_id theme;
    kept_soon(request->db);
    TRY(city_load(request, &bid.city));
    TRY(themes_load(request, &themes));
    TRY(load_bid(request, &out, &themes, &bid, &theme));
    if (request->form == FORM_JSON) {
        answer(request, response, &out, &bid);
        return OK;
    }
    struct str text = bid_text(&out, &bid);
    if (request->form == FORM_TEXT) {
        buf_put_str(&response->body, text);
        return OK;
    }
    struct bid_page *m = arena_new(request->arena, struct bid_page);
    struct slot name = slot("city", bid.city->name);
    m->page = city_page_of(request, bid.city, SAY(&out, "Facts for a bid: {city}", name),
                           W(&out, "Names, codes and experience that application forms ask for, ready to copy."), true);
    m->text = text;
    TRY(load_themes(request, &out, &themes, &bid, theme, m));
    set_bodies(m, &out, &bid);
    check(url_external(request->arena, S(REGISTERS), &m->registers));
    m->use_data = (struct use_data){.json = sheet_address(request, "json"), .text = sheet_address(request, "txt"),
                                    .licence = S("CC BY 4.0")};
    view_bid(&out, m);
    return OK;
}
