/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: load and compose. */
#include "web/funding/funding_web.h"

#include "base/check.h"
#include "web/sheet.h"
#include "web/views.h"

#define DAY_S 86400

const struct field funding_fields[] = {
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60,
     .help = "a theme's name in addresses"},
    {.name = "pays", .label = W_NOTE("What it pays for"), .kind = FIELD_CHOICE,
     .choices = "secretariat exchange preparing trying investing running none", .help = "none: unknown"},
    {.name = "standing", .label = W_NOTE("How it stands"), .kind = FIELD_CHOICE, .choices = "open later over unknown",
     .help = "all that is not over, when nothing is chosen"},
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 1000, .help = "from 1"},
    {0},
};

static const struct {
    struct str word;
    const char *name;
} PAYS[PAYS__MAX + 1] = {
    {S_INIT("secretariat"), W_NOTE("secretariat and coordination")},
    {S_INIT("exchange"), W_NOTE("travel and exchange")},
    {S_INIT("preparing"), W_NOTE("preparing a project")},
    {S_INIT("trying"), W_NOTE("trying out")},
    {S_INIT("investing"), W_NOTE("investing")},
    {S_INIT("running"), W_NOTE("running costs")},
    {S_INIT("none"), W_NOTE("unknown what for")},
};

static const struct {
    struct str word;
    const char *name;
} STANDINGS[FUNDING_STANDINGS] = {
    {S_INIT("open"), W_NOTE("open now")},
    {S_INIT("later"), W_NOTE("not open yet")},
    {S_INIT("over"), W_NOTE("over")},
    {S_INIT("unknown"), W_NOTE("unknown whether it is open")},
};

/* What was asked for. */
struct asked {
    const struct q_theme_list *theme; /* NULL for all */
    struct str pays, standing;
    int64_t page;
};

static struct theme_id theme_of(const struct asked *asked)
{
    return asked->theme != NULL ? asked->theme->id : (struct theme_id){0};
}

/* ---- what narrows the list, as plain links */

static struct url address(struct arena *arena, struct str theme, struct str pays, struct str standing)
{
    struct url url = URL("/funding");
    url = theme.n > 0 ? url_add(arena, url, "theme", theme) : url;
    url = pays.n > 0 ? url_add(arena, url, "pays", pays) : url;
    return standing.n > 0 ? url_add(arena, url, "standing", standing) : url;
}

static void set_choices(struct funding_page *m, struct out *out, const struct themes *themes, const struct asked *asked)
{
    struct str slug = asked->theme != NULL ? asked->theme->slug : S("");
    m->pays_count = COUNT_OF(PAYS);
    for (size_t i = 0; i < COUNT_OF(PAYS); i++) {
        bool chosen = str_eq(asked->pays, PAYS[i].word);
        m->pays[i] = (struct funding_choice){
            address(out->arena, slug, chosen ? S("") : PAYS[i].word, asked->standing),
            words_text(out, PAYS[i].name, NULL, 0), chosen};
    }
    m->themes = arena_array(out->arena, struct funding_choice, themes->n);
    m->themes_count = themes->n;
    for (size_t i = 0; i < themes->n; i++) {
        bool chosen = asked->theme != NULL && asked->theme->id.v == themes->items[i].id.v;
        m->themes[i] = (struct funding_choice){
            address(out->arena, chosen ? S("") : themes->items[i].slug, asked->pays, asked->standing),
            say_theme(out, themes, themes->items[i].id), chosen};
    }
}

static void set_standings(struct funding_page *m, struct out *out, const struct asked *asked,
                          const struct q_funding_call_standings *rows, size_t n)
{
    struct str slug = asked->theme != NULL ? asked->theme->slug : S("");
    for (size_t i = 0; i < COUNT_OF(STANDINGS); i++) {
        bool chosen = str_eq(asked->standing, STANDINGS[i].word);
        for (size_t k = 0; k < n; k++) {
            if (!str_eq(rows[k].standing, STANDINGS[i].word)) {
                continue;
            }
            bool counts = asked->standing.n > 0 ? chosen : !str_eq(rows[k].standing, S("over"));
            m->total += counts ? rows[k].n : 0;
            m->standings[m->standings_count++] = (struct facet){
                .url = address(out->arena, slug, asked->pays, chosen ? S("") : STANDINGS[i].word),
                .name = words_text(out, STANDINGS[i].name, NULL, 0), .n = rows[k].n, .chosen = chosen};
        }
    }
}

/* ---- rows */

/* The day on which it opens, where that is known; else the source's word, which is as old as the source. */
static struct str say_standing(struct out *out, const struct q_funding_call_page *row)
{
    if (str_eq(row->standing, S("later"))) {
        return date_is_none(row->opens_on) ? W(out, "not open yet when it was read")
                                           : SAY(out, "opens on {day}", slot("day", row->opens_on));
    }
    for (size_t i = 0; i < COUNT_OF(STANDINGS); i++) {
        if (str_eq(row->standing, STANDINGS[i].word)) {
            return words_text(out, STANDINGS[i].name, NULL, 0);
        }
    }
    return S("");
}

static struct str pays_name(struct out *out, struct str word)
{
    for (size_t i = 0; i < COUNT_OF(PAYS); i++) {
        if (str_eq(word, PAYS[i].word)) {
            return words_text(out, PAYS[i].name, NULL, 0);
        }
    }
    return S("");
}

static struct str say_pays(struct out *out, const struct q_funding_call_page *row)
{
    const struct str words[] = {row->pays_1, row->pays_2, row->pays_3};
    struct str all = S("");
    for (size_t i = 0; i < COUNT_OF(words) && words[i].n > 0; i++) {
        all = str_format(out->arena, "%.*s%s%.*s", STR_ARG(all), i > 0 ? ", " : "", STR_ARG(pays_name(out, words[i])));
    }
    return all.n > 0 ? SAY(out, "pays for: {what}", slot("what", all)) : W(out, "pays for: unknown");
}

static struct str say_deadline(struct out *out, const struct q_funding_call_page *row)
{
    struct date day = date_is_none(row->next_on) ? row->closes_on : row->next_on;
    if (date_is_none(day)) {
        return W(out, "no deadline is named");
    }
    if (row->deadlines > 1) {
        return SAY(out, "until {day}, one of {n} dates", slot("day", day), slot("n", count(row->deadlines)));
    }
    return SAY(out, "until {day}", slot("day", day));
}

static struct str say_source(struct out *out, const struct q_funding_call_page *row)
{
    struct date day = date_is_none(row->as_of) ? (struct date){(int32_t)(row->imported_at / DAY_S)} : row->as_of;
    struct str name = row->publisher.n > 0 ? row->publisher : row->source;
    return SAY(out, "Source: {name}, as it was on {day}", slot("name", name), slot("day", day));
}

static void set_rows(struct funding_page *m, struct out *out, const struct q_funding_call_page *rows, size_t n)
{
    m->rows = arena_array(out->arena, struct funding_row, n);
    m->rows_count = n;
    for (size_t i = 0; i < n; i++) {
        struct funding_row *row = &m->rows[i];
        *row = (struct funding_row){
            .title = rows[i].title, .identifier = rows[i].identifier, .deadline = say_deadline(out, &rows[i]),
            .standing = say_standing(out, &rows[i]), .pays = say_pays(out, &rows[i]),
            .source = say_source(out, &rows[i]), .programme = rows[i].programme};
        (void)url_external(out->arena, rows[i].address, &row->url);
    }
}

static void answer(struct request *request, struct response *response, const struct q_funding_call_page *rows,
                   size_t n)
{
    static const char *const columns[] = {"identifier", "title", "publisher", "programme", "action", "standing",
                                          "opens", "next_deadline", "last_deadline", "deadlines", "pays", "pays_2",
                                          "pays_3", "source", "as_of", "address"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "funding-calls");
    for (size_t i = 0; i < n; i++) {
        sheet_str(&sheet, rows[i].identifier);
        sheet_str(&sheet, rows[i].title);
        sheet_str(&sheet, rows[i].publisher);
        sheet_str(&sheet, rows[i].programme);
        sheet_str(&sheet, rows[i].action);
        sheet_str(&sheet, rows[i].standing);
        sheet_date(&sheet, rows[i].opens_on);
        sheet_date(&sheet, rows[i].next_on);
        sheet_date(&sheet, rows[i].closes_on);
        sheet_int(&sheet, rows[i].deadlines);
        sheet_str(&sheet, rows[i].pays_1);
        sheet_str(&sheet, rows[i].pays_2);
        sheet_str(&sheet, rows[i].pays_3);
        sheet_str(&sheet, rows[i].source);
        sheet_date(&sheet, rows[i].as_of);
        sheet_str(&sheet, rows[i].address);
    }
    sheet_close(&sheet);
}

/* ---- the page */

static enum fault load_asked(struct request *request, const struct themes *themes, struct asked *ret_asked)
{
    struct str slug = request_text(request, "theme");
    struct asked asked = {.pays = request_text(request, "pays"), .standing = request_text(request, "standing"),
                          .page = request_int(request, "page", 1)};
    if (slug.n > 0) {
        asked.theme = themes_find_slug(themes, slug);
        if (asked.theme == NULL) {
            return themes_refuse(request, slug);
        }
    }
    *ret_asked = asked;
    return OK;
}

static void put_page(struct request *request, struct out *out, const struct themes *themes, const struct asked *asked,
                     struct funding_page *m)
{
    struct str slug = asked->theme != NULL ? asked->theme->slug : S("");
    m->page = page_of(request, W(out, "Funding calls"),
                      W(out, "Money that can be asked for until a day, and what it pays for."), DOOR_HELP);
    page_add_crumb(m->page, W(out, "Find help"), URL("/find-help"));
    set_choices(m, out, themes, asked);
    struct url here = address(request->arena, slug, asked->pays, asked->standing);
    m->pagination = pagination_of(request->arena, here, asked->page,
                                  (m->total + FUNDING_PER_PAGE - 1) / FUNDING_PER_PAGE);
    /* Without a licence: lists have their own, which the page about the data names. */
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json")};
    m->empty = m->standings_count == 0 && asked->theme == NULL && asked->pays.n == 0;
    view_funding(out, m);
}

enum fault funding_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct asked asked = {.theme = NULL};
    struct q_funding_call_page *rows;
    struct q_funding_call_standings *standings;
    size_t n, standings_n;
    int64_t most = request->form != FORM_HTML ? 100 : FUNDING_PER_PAGE;
    TRY(themes_load(request, &themes));
    TRY(load_asked(request, &themes, &asked));
    if (request->form == FORM_HTML) {
        q_funding_call_standings_soon(request->db, theme_of(&asked), asked.pays, request->today);
    }
    TRY(q_funding_call_page(request->db, request->arena, theme_of(&asked), asked.pays, asked.standing, request->today,
                            most, (asked.page - 1) * most, &rows, &n));
    if (request->form != FORM_HTML) {
        answer(request, response, rows, n);
        return OK;
    }
    TRY(q_funding_call_standings(request->db, request->arena, theme_of(&asked), asked.pays, request->today, &standings,
                                 &standings_n));
    struct funding_page *m = arena_new(request->arena, struct funding_page);
    set_standings(m, &out, &asked, standings, standings_n);
    set_rows(m, &out, rows, n);
    put_page(request, &out, &themes, &asked, m);
    return OK;
}
