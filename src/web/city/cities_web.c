/* SPDX-License-Identifier: AGPL-3.0-or-later
** cities: the list, its filters and its map. A name (q) finds cities; without one the filters choose. */
#include "web/city/cities_web.h"

#include <inttypes.h>

#include "base/check.h"
#include "base/fold.h"
#include "base/limits.h"
#include "store/city.sql.h"
#include "store/city_find.h"
#include "store/kept.h"
#include "web/views.h"
#include "web/city/cities_map.h"
#include "text/country.h"
#include "web/say.h"
#include "web/sheet.h"

#define FOUND_MAX 20      /* cities shown for a name; more would not be read */
#define PAGE_MAX 2000     /* of the list */
#define MACHINE_MAX 100   /* rows a page of a machine form holds, as the statement allows */

const struct field cities_fields[] = {
    {.name = "q", .label = W_NOTE("Name of a city"), .kind = FIELD_TEXT, .max = CITY_TEXT_MAX,
     .help = "a name as you know it: half, in any script, misspelt"},
    {.name = "country", .label = W_NOTE("Country"), .kind = FIELD_TEXT, .max = 2, .help = "ISO 3166-1 code: GB"},
    {.name = "fit", .label = W_NOTE("Size"), .kind = FIELD_CHOICE, .choices = "fits small large unknown any",
     .help = "size rule; fits unless said"},
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60,
     .help = "a theme of /themes, by the last part of its address; any: with some EU project"},
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = PAGE_MAX, .help = "from 1"},
    {0},
};

struct filter {
    struct str country;
    struct str fit; /* "" any */
    struct theme_id theme;
    struct str theme_slug;
    bool record; /* only those with an EU project of their own */
    int64_t page;
};

static struct str upper(struct arena *arena, struct str code)
{
    char *p = arena_alloc(arena, code.n + 1);
    for (size_t i = 0; i < code.n; i++) {
        p[i] = (char)(code.s[i] >= 'a' && code.s[i] <= 'z' ? code.s[i] - 'a' + 'A' : code.s[i]);
    }
    return (struct str){p, code.n};
}

/* Who opens the page and has chosen nothing sees the cities that there is something to read about. */
static bool wants_record(struct request *request)
{
    static const char *const names[] = {"theme", "country", "fit"};
    bool chosen = request->form != FORM_HTML;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        chosen = chosen || query_get_nth(&request->query, names[i], 0).s != NULL;
    }
    return !chosen || str_eq(request_text(request, "theme"), S("any"));
}

static enum fault read_filter(struct request *request, const struct themes *themes, struct filter *ret_filter)
{
    struct str fit = request_text(request, "fit");
    struct str slug = request_text(request, "theme");
    struct filter filter = {
        .country = upper(request->arena, request_text(request, "country")),
        .fit = fit.n == 0 ? S("fits") : str_eq(fit, S("any")) ? S("") : fit,
        .page = request_int(request, "page", 1),
        .theme_slug = slug,
        .record = wants_record(request),
    };
    if (slug.n > 0 && !filter.record) {
        const struct q_theme_list *theme = themes_find_slug(themes, slug);
        if (theme == NULL) {
            return themes_refuse(request, slug);
        }
        filter.theme = theme->id;
    }
    *ret_filter = filter;
    return OK;
}

/* In the order of their names. One shape for the rows of all list statements, here and below. */
static enum fault load_by_name(struct request *request, const struct filter *filter, int64_t most, int64_t skip,
                               struct q_city_list **ret_rows, size_t *ret_n)
{
    if (filter->country.n > 0) {
        struct q_city_list_of_country *rows;
        TRY(q_city_list_of_country(request->db, request->arena, filter->country, filter->fit, most, skip, &rows,
                                   ret_n));
        _Static_assert(sizeof(struct q_city_list) == sizeof *rows, "the same columns");
        *ret_rows = (struct q_city_list *)(void *)rows;
        return OK;
    }
    return q_city_list(request->db, request->arena, filter->fit, most, skip, ret_rows, ret_n);
}

static void list_soon(struct db *db, const struct filter *filter, int64_t most)
{
    int64_t skip = (filter->page - 1) * most;
    if (filter->record || filter->theme.v != 0) {
        q_city_count_listed_soon(db, filter->theme, filter->country, filter->fit);
    } else {
        q_city_count_soon(db, filter->country, filter->fit);
    }
    if (filter->record) {
        q_city_list_with_record_soon(db, filter->country, filter->fit, most, skip);
    } else if (filter->theme.v != 0) {
        q_city_list_by_theme_soon(db, filter->theme, filter->country, filter->fit, most, skip);
    } else if (filter->country.n > 0) {
        q_city_list_of_country_soon(db, filter->country, filter->fit, most, skip);
    } else {
        q_city_list_soon(db, filter->fit, most, skip);
    }
}

static enum fault load_list(struct request *request, const struct filter *filter, int64_t most,
                            struct q_city_list **ret_rows, size_t *ret_n, int64_t *ret_total)
{
    int64_t skip = (filter->page - 1) * most;
    list_soon(request->db, filter, most);
    if (filter->record) {
        struct q_city_count_listed total;
        struct q_city_list_with_record *rows;
        TRY(q_city_count_listed(request->db, request->arena, (struct theme_id){0}, filter->country, filter->fit,
                                &total));
        TRY(q_city_list_with_record(request->db, request->arena, filter->country, filter->fit, most, skip, &rows,
                                    ret_n));
        _Static_assert(sizeof(struct q_city_list) == sizeof *rows, "the same columns");
        *ret_rows = (struct q_city_list *)(void *)rows;
        *ret_total = total.cities;
        return OK;
    }
    if (filter->theme.v == 0) {
        struct q_city_count total;
        TRY(q_city_count(request->db, request->arena, filter->country, filter->fit, &total));
        *ret_total = total.cities;
        return load_by_name(request, filter, most, skip, ret_rows, ret_n);
    }
    struct q_city_count_listed total;
    struct q_city_list_by_theme *rows;
    TRY(q_city_count_listed(request->db, request->arena, filter->theme, filter->country, filter->fit, &total));
    TRY(q_city_list_by_theme(request->db, request->arena, filter->theme, filter->country, filter->fit, most, skip,
                             &rows, ret_n));
    _Static_assert(sizeof(struct q_city_list) == sizeof(struct q_city_list_by_theme), "the same columns");
    *ret_rows = (struct q_city_list *)(void *)rows;
    *ret_total = total.cities;
    return OK;
}

static const char *const columns[] = {"name", "country", "population", "fit", "projects", "url", "guess"};

static void put_sheet_row(struct sheet *sheet, struct str name, struct str country, struct maybe_int population,
                          struct str fit, struct maybe_int projects, struct str slug, bool guess)
{
    sheet_str(sheet, name);
    sheet_str(sheet, country);
    sheet_maybe(sheet, population);
    sheet_str(sheet, fit);
    sheet_int(sheet, projects.known ? projects.v : 0);
    sheet_url(sheet, city_url(sheet->request->arena, slug));
    sheet_bool(sheet, guess);
}

static struct str record_text(struct out *out, struct maybe_int projects)
{
    if (!projects.known || projects.v == 0) {
        return S("");
    }
    return SAY(out, "{n} EU project found|{n} EU projects found", slot("n", count(projects.v)));
}

static void set_choices(struct cities_page *m, struct out *out, const struct filter *filter,
                        const struct themes *themes, const struct q_city_countries *countries, size_t countries_count)
{
    m->countries = arena_array(out->arena, struct choice, countries_count);
    for (size_t i = 0; i < countries_count; i++) {
        if (countries[i].fits == 0 && !str_eq(countries[i].country, filter->country)) {
            continue;
        }
        m->countries[m->countries_count++] = (struct choice){
            .value = countries[i].country,
            .name = SAY(out, "{country} ({n})", slot("country", country_name(out, countries[i].country)),
                        slot("n", count(countries[i].fits))),
            .chosen = str_eq(countries[i].country, filter->country)};
    }
    m->themes = arena_array(out->arena, struct choice, themes->n + 1);
    m->themes[m->themes_count++] = (struct choice){S("any"), W(out, "any theme"), filter->record};
    for (size_t i = 0; i < themes->n; i++) {
        m->themes[m->themes_count++] = (struct choice){.value = themes->items[i].slug,
                                                       .name = say_theme(out, themes, themes->items[i].id),
                                                       .chosen = themes->items[i].id.v == filter->theme.v};
    }
    static const struct { struct str value; const char *name; } fits[] = {
        {S_INIT("fits"), W_NOTE("those that fit the size")},
        {S_INIT("any"), W_NOTE("all sizes")},
        {S_INIT("small"), W_NOTE("smaller ones")},
        {S_INIT("large"), W_NOTE("larger ones")},
        {S_INIT("unknown"), W_NOTE("size not known")},
    };
    m->fits = arena_array(out->arena, struct choice, COUNT_OF(fits));
    for (size_t i = 0; i < COUNT_OF(fits); i++) {
        bool any = str_eq(fits[i].value, S("any")) && filter->fit.n == 0;
        m->fits[m->fits_count++] = (struct choice){.value = fits[i].value,
                                                   .name = words_text(out, fits[i].name, NULL, 0),
                                                   .chosen = any || str_eq(fits[i].value, filter->fit)};
    }
}

/* The list at `path` ("/cities", "/cities.csv"), with all that chooses it. */
static struct url list_url(struct request *request, struct url path, const struct filter *filter, int64_t page)
{
    struct url url = path;
    if (filter->country.n) {
        url = url_add(request->arena, url, "country", filter->country);
    }
    if (!str_eq(filter->fit, S("fits"))) {
        url = url_add(request->arena, url, "fit", filter->fit.n ? filter->fit : S("any"));
    }
    if (filter->record) {
        url = url_add(request->arena, url, "theme", S("any"));
    } else if (filter->theme.v) {
        url = url_add(request->arena, url, "theme", filter->theme_slug);
    }
    return page > 1 ? url_add(request->arena, url, "page", str_format(request->arena, "%" PRId64, page)) : url;
}

static void set_list(struct cities_page *m, struct out *out, struct request *request, const struct filter *filter,
                     const struct q_city_list *rows, size_t n, int64_t total)
{
    m->total = total;
    m->rows = arena_array(out->arena, struct place_row, n);
    m->rows_count = n;
    for (size_t i = 0; i < n; i++) {
        m->rows[i] = (struct place_row){.url = city_url(out->arena, rows[i].slug),
                                        .name = rows[i].name,
                                        .where = country_name(out, rows[i].country),
                                        .people = say_people(out, rows[i].population, S(""), (struct maybe_int){0}),
                                        .record = record_text(out, rows[i].projects)};
    }
    int64_t pages = (total + CITIES_PER_PAGE - 1) / CITIES_PER_PAGE;
    m->pagination = (struct pagination){.page = filter->page, .pages = pages > 0 ? pages : 1};
    if (filter->page > 1) {
        m->pagination.previous = list_url(request, URL("/cities"), filter, filter->page - 1);
    }
    if (filter->page < pages) {
        m->pagination.next = list_url(request, URL("/cities"), filter, filter->page + 1);
    }
}

static void set_found(struct cities_page *m, struct out *out, const struct found_cities *found)
{
    m->total = (int64_t)found->n;
    m->rows = arena_array(out->arena, struct place_row, found->n);
    m->rows_count = found->certain;
    m->guesses = m->rows + found->certain;
    m->guesses_count = found->n - found->certain;
    for (size_t i = 0; i < found->n; i++) {
        const struct found_city *city = &found->items[i];
        bool other = !str_eq(fold(out->arena, city->found_as), fold(out->arena, city->name));
        m->rows[i] = (struct place_row){
            .url = city_url(out->arena, city->slug),
            .name = city->name,
            .where = country_name(out, city->country),
            .people = say_people(out, city->population, S(""), (struct maybe_int){0}),
            .record = record_text(out, city->projects),
            .snippet = other ? SAY_HTML(out, "also known as {name}", slot("name", city->found_as))
                             : (struct html){S("")}};
    }
}

static enum fault answer_machine(struct request *request, struct response *response, const struct filter *filter)
{
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "cities");
    struct str q = request_text(request, "q");
    if (q.n > 0) {
        struct found_cities found;
        TRY(city_find(request->db, request->arena, q, FOUND_MAX, &found));
        for (size_t i = 0; i < found.n; i++) {
            const struct found_city *city = &found.items[i];
            put_sheet_row(&sheet, city->name, city->country, city->population, city->fit, city->projects, city->slug,
                          i >= found.certain);
        }
    } else {
        struct q_city_list *rows;
        size_t n;
        int64_t total;
        TRY(load_list(request, filter, MACHINE_MAX, &rows, &n, &total));
        for (size_t i = 0; i < n; i++) {
            put_sheet_row(&sheet, rows[i].name, rows[i].country, rows[i].population, rows[i].fit, rows[i].projects,
                          rows[i].slug, false);
        }
    }
    sheet_close(&sheet);
    return OK;
}

static enum fault load_page(struct request *request, struct out *out, const struct filter *filter,
                            const struct themes *themes, struct cities_page *m)
{
    if (m->q.n > 0) {
        struct found_cities found;
        TRY(city_find(request->db, request->arena, m->q, FOUND_MAX, &found));
        set_found(m, out, &found);
        return OK;
    }
    struct q_city_list *rows;
    struct q_city_countries *countries;
    size_t n;
    size_t countries_count;
    int64_t total;
    q_city_countries_soon(request->db);
    cities_map_soon(request, filter->country, filter->fit, filter->theme);
    TRY(load_list(request, filter, CITIES_PER_PAGE, &rows, &n, &total));
    TRY(q_city_countries(request->db, request->arena, &countries, &countries_count));
    TRY(cities_map_load(request, filter->country, filter->fit, filter->theme, &m->map));
    set_list(m, out, request, filter, rows, n, total);
    set_choices(m, out, filter, themes, countries, countries_count);
    m->map.title = filter->theme.v ? W(out, "Where these cities are")
                                   : W(out, "Large dots: cities with EU projects of their own. Small dots: the "
                                            "others.");
    return OK;
}

/* The machine forms of what the page shows. They are longer: theirs is the page that holds these rows, and they say the
** choice that a bare page makes by itself. */
static struct use_data use_data_of(struct request *request, const struct filter *filter, bool named)
{
    _Static_assert(MACHINE_MAX % CITIES_PER_PAGE == 0, "the rows of one page are on one page of a machine form");
    struct use_data data = {.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                            .licence = S("CC BY 4.0")};
    if (!named) {
        int64_t page = (filter->page - 1) * CITIES_PER_PAGE / MACHINE_MAX + 1;
        data.csv = list_url(request, URL("/cities.csv"), filter, page);
        data.json = list_url(request, URL("/cities.json"), filter, page);
    }
    return data;
}

enum fault cities_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct filter filter;
    kept_soon(request->db);
    city_find_soon(request->db, request->arena, request_text(request, "q"));
    TRY(themes_load(request, &themes));
    TRY(read_filter(request, &themes, &filter));
    if (request->form != FORM_HTML) {
        return answer_machine(request, response, &filter);
    }
    struct cities_page *m = arena_new(request->arena, struct cities_page);
    m->q = request_text(request, "q");
    m->page = page_of(request, m->q.n ? SAY(&out, "Cities called {name}", slot("name", m->q)) : W(&out, "Cities"),
                      W(&out, "Type your city, or look through those of your size, country or theme."), DOOR_CITY);
    m->page->no_index = m->q.n > 0;
    m->box = (struct city_box){.id = S("city"), .value = m->q, .label = W(&out, "Name of a city")};
    TRY(load_page(request, &out, &filter, &themes, m));
    m->use_data = use_data_of(request, &filter, m->q.n > 0);
    view_cities(&out, m);
    return OK;
}
