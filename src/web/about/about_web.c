/* SPDX-License-Identifier: AGPL-3.0-or-later
** about: sources, counts and methods. */
#include "web/about/about_web.h"

#include "base/check.h"
#include "store/kept.h"
#include "store/total.h"
#include "web/views.h"
#include "text/country.h"
#include "web/say.h"
#include "web/sheet.h"

static void answer(struct request *request, struct response *response, const struct q_source_list *rows, size_t n)
{
    static const char *const columns[] = {"name", "file", "address", "attribution", "licence", "as_of", "imported_at",
                                          "records"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "sources");
    for (size_t i = 0; i < n; i++) {
        sheet_str(&sheet, rows[i].name);
        sheet_str(&sheet, rows[i].file);
        sheet_str(&sheet, rows[i].address);
        sheet_str(&sheet, rows[i].attribution);
        sheet_str(&sheet, rows[i].licence);
        sheet_date(&sheet, rows[i].as_of);
        sheet_str(&sheet, instant_iso(request->arena, rows[i].imported_at));
        sheet_int(&sheet, rows[i].records);
    }
    sheet_close(&sheet);
}

static void set_sources(struct about_page *m, struct out *out, const struct q_source_list *rows, size_t n)
{
    m->sources = arena_array(out->arena, struct source_line_row, n);
    m->sources_count = n;
    for (size_t i = 0; i < n; i++) {
        m->sources[i] = (struct source_line_row){.name = rows[i].name,
                                                 .file = rows[i].file,
                                                 .attribution = rows[i].attribution,
                                                 .licence = rows[i].licence,
                                                 .as_of = rows[i].as_of,
                                                 .imported = (struct date){(int32_t)(rows[i].imported_at / 86400)},
                                                 .records = rows[i].records};
        (void)url_external(out->arena, rows[i].address, &m->sources[i].address);
    }
}

static void add_number(struct about_page *m, struct out *out, int64_t n, struct str label)
{
    m->numbers[m->numbers_count++] = (struct number){text_count(out, count(n)), label, {S("")}};
}

static void add_unknown(struct about_page *m, struct out *out, struct str label, int64_t n)
{
    check(m->unknowns_count < COUNT_OF(m->unknowns));
    m->unknowns[m->unknowns_count++] = (struct fact){
        .label = label, .value = html_text(out->arena, text_count(out, count(n))), .as_of = DATE_NONE};
}

static enum fault load_totals(struct request *request, struct out *out, struct about_page *m)
{
    struct q_total_list *t;
    size_t n;
    TRY(q_total_list(request->db, request->arena, &t, &n));
    add_number(m, out, total_of(t, n, S("cities")), W(out, "cities and towns"));
    add_number(m, out, total_of(t, n, S("projects")), W(out, "EU projects"));
    add_number(m, out, total_of(t, n, S("organisations")), W(out, "organisations"));
    add_number(m, out, total_of(t, n, S("bodies")), W(out, "of them councils or near them"));
    add_unknown(m, out, W(out, "Cities whose population we do not know"), total_of(t, n, S("cities_unknown_size")));
    add_unknown(m, out, W(out, "Bodies that look like a council, of a city we cannot tell yet"),
                total_of(t, n, S("bodies_unknown_city")));
    add_unknown(m, out, W(out, "Places that other lists name, of which we cannot tell the city, or have none"),
                total_of(t, n, S("named_places_unknown")));
    m->structural = total_of(t, n, S("structural_cities")) > 0;
    add_unknown(m, out, W(out, "Projects without any theme of ours"), total_of(t, n, S("projects_without_theme")));
    add_unknown(m, out, W(out, "Projects without a known total cost"), total_of(t, n, S("projects_without_cost")));
    add_unknown(m, out, W(out, "Private persons among the partners, never shown"), total_of(t, n, S("persons")));
    return OK;
}

static enum fault load_bounds(struct request *request, struct out *out, struct about_page *m)
{
    const struct q_size_bounds_list *rows;
    size_t n;
    TRY(kept_bounds(request->db, &rows, &n));
    m->bounds = arena_array(request->arena, struct bounds_row, n);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].country.n == 0) {
            m->low = rows[i].low;
            m->high = rows[i].high;
            continue;
        }
        m->bounds[m->bounds_count++] = (struct bounds_row){
            .country = country_name(out, rows[i].country),
            .low = rows[i].low,
            .high = rows[i].high,
            .why = words_text(out, str_c(out->arena, rows[i].why), NULL, 0)};
    }
    return OK;
}

enum fault about_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_source_list *rows;
    size_t n;
    TRY(q_source_list(request->db, request->arena, &rows, &n));
    if (request->form != FORM_HTML) {
        answer(request, response, rows, n);
        return OK;
    }
    struct about_page *m = arena_new(request->arena, struct about_page);
    m->page = page_of(request, W(&out, "About the data"),
                      W(&out, "Where everything here comes from, how old it is, how it was worked out, and what we do "
                              "not know."), DOOR_NONE);
    set_sources(m, &out, rows, n);
    TRY(load_totals(request, &out, m));
    TRY(load_bounds(request, &out, m));
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_about(&out, m);
    return OK;
}

enum fault source_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct source_page *m = arena_new(request->arena, struct source_page);
    m->page = page_of(request, W(&out, "Source code and licence"),
                      W(&out, "How to get the program that makes these pages, and what you may do with it."),
                      DOOR_NONE);
    check(url_external(request->arena, S("https://www.gnu.org/licenses/agpl-3.0.html"), &m->licence));
    view_source(&out, m);
    return OK;
}
