/* SPDX-License-Identifier: AGPL-3.0-or-later
** known: load, say and list what other lists say of a city. */
#include "web/city/known_web.h"

#include <inttypes.h>

#include "base/check.h"
#include "store/fact.sql.h"
#include "text/country.h"
#include "web/city/city_web.h"
#include "web/say.h"
#include "web/sheet.h"
#include "web/views.h"

#define TWINS_SHOWN 6 /* in the section of the city's page */
#define TWINS_MARKUP_MAX 8192u /* six names, of 120 bytes at most as a rule, and their addresses */

/* ---- sentences */

static struct str join(struct out *out, struct str list, struct str more)
{
    return list.n == 0 ? more : str_format(out->arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(more));
}

static struct str say_targets(struct out *out, const struct q_fact_covenant *c)
{
    const bool have[] = {c->to_2020, c->to_2030, c->to_2050};
    static const char *const years[] = {"2020", "2030", "2050"};
    struct str list = S("");
    for (size_t i = 0; i < COUNT_OF(years); i++) {
        if (have[i]) {
            list = list.n == 0 ? str_of(years[i]) : str_format(out->arena, "%.*s, %s", STR_ARG(list), years[i]);
        }
    }
    return list.n == 0 ? list : SAY(out, "targets for {years}", slot("years", list));
}

static struct str say_commitment(struct out *out, const struct q_fact_covenant *c)
{
    struct str said = date_is_none(c->joined_on) ? W(out, "Signed, date not given")
                                                 : SAY(out, "Signed on {date}", slot("date", c->joined_on));
    struct str targets = say_targets(out, c);
    said = targets.n ? join(out, said, targets) : said;
    said = c->adapts ? join(out, said, W(out, "prepares for a changing climate")) : said;
    said = c->plan_expected.known && c->plan_expected.v ? join(out, said, W(out, "an action plan is expected")) : said;
    said = c->on_hold ? join(out, said, W(out, "on hold in the register")) : said;
    return c->with_group.n ? join(out, said, SAY(out, "together with {group}", slot("group", c->with_group))) : said;
}

/* A list that does not tell its age: that is said. */
static struct str say_source(struct out *out, struct str source, struct date as_of)
{
    return date_is_none(as_of) ? SAY(out, "{source}, date not given", slot("source", source)) : source;
}

static struct str say_pounds(struct out *out, int64_t pence)
{
    return SAY(out, "£{n} of EU money", slot("n", text_count(out, count((pence + 50) / 100))));
}

static struct str say_structural(struct out *out, const struct q_fact_structural_total *total)
{
    struct str said = SAY(out, "{n} project of an organisation in the city, 2007 to 2013|"
                               "{n} projects of organisations in the city, 2007 to 2013",
                          slot("n", count(total->projects)));
    said = total->by_council ? join(out, said, SAY(out, "{n} of the council itself|{n} of the council itself",
                                                   slot("n", count(total->by_council)))) : said;
    return total->with_money ? join(out, said, SAY(out, "{money}, where it is known",
                                                   slot("money", say_pounds(out, total->eu_pence)))) : said;
}

static struct html say_twins(struct out *out, const struct q_fact_twinnings *rows, size_t n, struct url all)
{
    struct buf buf;
    buf_init(&buf, TWINS_MARKUP_MAX);
    struct out list = {.buf = &buf, .words = out->words, .arena = out->arena};
    for (size_t i = 0; i < n && i < TWINS_SHOWN; i++) {
        put_str(&list, i > 0 ? S(", ") : S(""));
        if (rows[i].slug.s) {
            put_html(&list, html_link(out->arena, city_url(out->arena, rows[i].slug), rows[i].name));
        } else {
            put_str(&list, rows[i].name);
        }
    }
    struct html markup = {str_copy(out->arena, buf_str(&buf))};
    buf_done(&buf);
    if (n <= TWINS_SHOWN) {
        return markup;
    }
    struct str more = SAY(out, "{n} more|{n} more", slot("n", count((int64_t)n - TWINS_SHOWN)));
    return SAY_HTML(out, "{cities} and {more}", slot("cities", markup),
                    slot("more", html_link(out->arena, all, more)));
}

/* ---- the section */

static void add_fact(struct fact *facts, size_t *count, struct str label, struct html value, struct str source,
                     struct date as_of)
{
    check(*count < KNOWN_FACTS_MAX);
    facts[(*count)++] = (struct fact){.label = label, .value = value, .source = source, .as_of = as_of};
}

static enum fault add_commitments(struct request *request, struct out *out, struct city_id city, struct fact *facts,
                                  size_t *count)
{
    struct q_fact_covenant *rows;
    size_t n;
    TRY(q_fact_covenant(request->db, request->arena, city, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        add_fact(facts, count, W(out, "Covenant of Mayors"), html_text(out->arena, say_commitment(out, &rows[i])),
                 say_source(out, rows[i].source, rows[i].source_as_of), rows[i].source_as_of);
    }
    return OK;
}

static enum fault add_structural(struct request *request, struct out *out, struct city_id city,
                                 struct city_known *known)
{
    struct q_fact_structural_total total;
    TRY(q_fact_structural_total(request->db, request->arena, city, &total));
    known->structural = total.projects > 0;
    if (known->structural) {
        add_fact(known->facts, &known->facts_count, W(out, "EU structural funds"),
                 html_text(out->arena, say_structural(out, &total)),
                 say_source(out, total.source, total.source_as_of), total.source_as_of);
    }
    return OK;
}

void known_soon(struct db *db, struct city_id city)
{
    q_fact_covenant_soon(db, city);
    q_fact_twinnings_soon(db, city);
    q_fact_structural_total_soon(db, city);
}

enum fault known_load(struct request *request, struct out *out, struct city_id city, struct str slug,
                      struct city_known *ret_known)
{
    struct q_fact_twinnings *twins;
    size_t n;
    struct city_known known = {.url = url_path_of(request->arena, "/cities/{}/known", slug)};
    TRY(add_commitments(request, out, city, known.facts, &known.facts_count));
    TRY(q_fact_twinnings(request->db, request->arena, city, &twins, &n));
    if (n > 0) {
        add_fact(known.facts, &known.facts_count, W(out, "Twinned with"), say_twins(out, twins, n, known.url),
                 say_source(out, twins[0].source, twins[0].source_as_of), twins[0].source_as_of);
    }
    TRY(add_structural(request, out, city, &known));
    *ret_known = known;
    return OK;
}

/* ---- the page */

struct known_rows {
    struct q_fact_covenant *commitments;
    size_t commitments_n;
    struct q_fact_twinnings *twins;
    size_t twins_n;
    struct q_fact_structural *projects;
    size_t projects_n;
};

static enum fault load_rows(struct request *request, struct city_id city, struct known_rows *ret_rows)
{
    q_fact_covenant_soon(request->db, city);
    q_fact_twinnings_soon(request->db, city);
    q_fact_structural_soon(request->db, city);
    TRY(q_fact_covenant(request->db, request->arena, city, &ret_rows->commitments, &ret_rows->commitments_n));
    TRY(q_fact_twinnings(request->db, request->arena, city, &ret_rows->twins, &ret_rows->twins_n));
    return q_fact_structural(request->db, request->arena, city, &ret_rows->projects, &ret_rows->projects_n);
}

static const char *const columns[] = {"kind", "name", "country", "from", "to", "fund", "eu_money_gbp", "by_council",
                                      "url", "source", "as_of"};

static void sheet_begin(struct sheet *sheet, struct str kind, struct str name, struct str country)
{
    sheet_str(sheet, kind);
    sheet_str(sheet, name);
    sheet_str(sheet, country);
}

static void sheet_source(struct sheet *sheet, struct url url, struct str source, struct date as_of)
{
    if (url.text.n > 0) {
        sheet_url(sheet, url);
    } else {
        sheet_str(sheet, S(""));
    }
    sheet_str(sheet, source);
    sheet_date(sheet, as_of);
}

static void sheet_commitment(struct sheet *sheet, const struct q_fact_covenant *row)
{
    sheet_begin(sheet, S("covenant_of_mayors"), row->name, S(""));
    sheet_date(sheet, row->joined_on);
    sheet_str(sheet, row->to_2050 ? S("2050") : row->to_2030 ? S("2030") : row->to_2020 ? S("2020") : S(""));
    sheet_str(sheet, S(""));
    sheet_cents(sheet, (struct maybe_int){0});
    sheet_str(sheet, S(""));
    sheet_source(sheet, (struct url){S("")}, row->source, row->source_as_of);
}

static void sheet_twin(struct sheet *sheet, const struct q_fact_twinnings *row)
{
    sheet_begin(sheet, S("twinning"), row->name, row->country);
    sheet_str(sheet, S(""));
    sheet_str(sheet, S(""));
    sheet_str(sheet, S(""));
    sheet_cents(sheet, (struct maybe_int){0});
    sheet_str(sheet, S(""));
    struct url none = {S("")};
    sheet_source(sheet, row->slug.s ? city_url(sheet->request->arena, row->slug) : none, row->source,
                 row->source_as_of);
}

static void sheet_structural(struct sheet *sheet, const struct q_fact_structural *row)
{
    sheet_begin(sheet, S("structural_project"), row->title, S("GB"));
    sheet_maybe(sheet, row->start_year);
    sheet_maybe(sheet, row->end_year);
    sheet_str(sheet, row->fund);
    sheet_cents(sheet, row->eu_pence);
    sheet_bool(sheet, row->by_council);
    sheet_source(sheet, (struct url){S("")}, row->source, row->source_as_of);
}

static void answer(struct request *request, struct response *response, const struct known_rows *rows)
{
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "known");
    for (size_t i = 0; i < rows->commitments_n; i++) {
        sheet_commitment(&sheet, &rows->commitments[i]);
    }
    for (size_t i = 0; i < rows->twins_n; i++) {
        sheet_twin(&sheet, &rows->twins[i]);
    }
    for (size_t i = 0; i < rows->projects_n; i++) {
        sheet_structural(&sheet, &rows->projects[i]);
    }
    sheet_close(&sheet);
}

static void set_twins(struct known_page *m, struct out *out, const struct known_rows *rows)
{
    m->twins = arena_array(out->arena, struct known_row, rows->twins_n);
    m->twins_count = rows->twins_n;
    for (size_t i = 0; i < rows->twins_n; i++) {
        const struct q_fact_twinnings *row = &rows->twins[i];
        m->twins[i] = (struct known_row){
            .url = row->slug.s ? city_url(out->arena, row->slug) : (struct url){S("")}, .name = row->name,
            .detail = SAY(out, "{country}, {people}", slot("country", country_name(out, row->country)),
                          slot("people", say_people(out, row->population, S(""), (struct maybe_int){0})))};
        m->twins_source = (struct source_note){say_source(out, row->source, row->source_as_of), URL("/about-the-data"),
                                               row->source_as_of};
    }
}

static struct str say_project(struct out *out, const struct q_fact_structural *row)
{
    struct str said = row->fund;
    if (row->start_year.known && row->end_year.known && row->start_year.v < row->end_year.v) {
        said = join(out, said,
                    SAY(out, "{from} to {to}", slot("from", row->start_year.v), slot("to", row->end_year.v)));
    } else if (row->start_year.known) {
        said = join(out, said, str_format(out->arena, "%" PRId64, row->start_year.v));
    }
    said = row->eu_pence.known ? join(out, said, say_pounds(out, row->eu_pence.v)) : said;
    return row->by_council ? join(out, said, W(out, "run by the council")) : said;
}

static void set_projects(struct known_page *m, struct out *out, const struct known_rows *rows)
{
    m->projects = arena_array(out->arena, struct known_row, rows->projects_n);
    m->projects_count = rows->projects_n;
    for (size_t i = 0; i < rows->projects_n; i++) {
        const struct q_fact_structural *row = &rows->projects[i];
        m->projects[i] = (struct known_row){{S("")}, row->title, say_project(out, row)};
        m->projects_source = (struct source_note){say_source(out, row->source, row->source_as_of),
                                                  URL("/about-the-data"), row->source_as_of};
    }
}

enum fault known_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct q_city_by_slug *city;
    struct known_rows rows = {0};
    TRY(city_load(request, &city));
    TRY(load_rows(request, city->id, &rows));
    if (request->form != FORM_HTML) {
        answer(request, response, &rows);
        return OK;
    }
    struct known_page *m = arena_new(request->arena, struct known_page);
    m->page = city_page_of(request, city, SAY(&out, "What else is known of {city}", slot("city", city->name)),
                           W(&out, "Commitments, twinned cities and structural funds, from other lists than CORDIS."),
                           true);
    TRY(add_commitments(request, &out, city->id, m->facts, &m->facts_count));
    set_twins(m, &out, &rows);
    set_projects(m, &out, &rows);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json")};
    view_known(&out, m);
    return OK;
}
