/* SPDX-License-Identifier: AGPL-3.0-or-later
** home: the first page. */
#include "web/home/home_web.h"

#include "base/check.h"
#include "store/city.sql.h"
#include "store/kept.h"
#include "store/total.h"
#include "web/views.h"
#include "web/say.h"

#define EXAMPLES_MAX 30 /* enough to find three countries among them */

static void add_number(struct home_page *m, struct str value, struct str label, struct url url)
{
    check(m->numbers_count < HOME_NUMBERS_MAX);
    m->numbers[m->numbers_count++] = (struct number){.value = value, .label = label, .url = url};
}

static void set_numbers(struct home_page *m, struct out *out, const struct q_total_list *totals, size_t n)
{
    add_number(m, text_count(out, count(total_of(totals, n, S("cities_fit")))), W(out, "cities that fit the size"),
               URL("/cities"));
    add_number(m, text_count(out, count(total_of(totals, n, S("cities_fit_with_record")))),
               W(out, "of them with EU projects of their own"), URL("/find-help"));
    add_number(m, text_count(out, count(total_of(totals, n, S("projects")))), W(out, "EU projects to learn from"),
               URL("/themes"));
    add_number(m, text_euros(out, euros(total_of(totals, n, S("ec_max_cents")))), W(out, "of EU money behind them"),
               URL("/about-the-data"));
}

/* What the first workshop of small cities asked for as its quick win. */
static void add_shelf(struct home_page *m, struct out *out)
{
    m->themes[m->themes_count++] = (struct tile){
        .url = URL("/case-studies"),
        .title = W(out, "Case study shelf"),
        .text = W(out, "EU projects that have ended, with a city of this size in them: the ones to learn from first.")};
}

static void set_themes(struct home_page *m, struct out *out, const struct themes *themes)
{
    for (size_t i = 0; i < themes->n && m->themes_count < HOME_THEMES_MAX; i++) {
        const struct q_theme_list *theme = &themes->items[i];
        if (!theme->named) {
            continue;
        }
        struct tile *tile = &m->themes[m->themes_count++];
        tile->url = theme_url(out->arena, theme);
        tile->title = say_theme(out, themes, theme->id);
        tile->text = words_text(out, str_c(out->arena, theme->sentence), NULL, 0);
        int64_t n = theme->cities.known ? theme->cities.v : 0;
        tile->note = n > 0 ? SAY(out, "{n} small city has worked on it|{n} small cities have worked on it",
                                 slot("n", count(n))) : S("");
    }
}

/* Three cities of three countries, as links: "Try Oulu, Gabrovo or Trikala." */
static enum fault load_note(struct request *request, struct out *out, struct html *ret_note)
{
    struct q_city_examples *rows;
    size_t n;
    struct slot slots[3];
    struct str seen[3];
    size_t chosen = 0;
    TRY(q_city_examples(request->db, request->arena, EXAMPLES_MAX, &rows, &n));
    for (size_t i = 0; i < n && chosen < COUNT_OF(slots); i++) {
        bool again = false;
        for (size_t j = 0; j < chosen; j++) {
            again = again || str_eq(seen[j], rows[i].country);
        }
        if (!again) {
            static const char *const names[] = {"one", "two", "three"};
            seen[chosen] = rows[i].country;
            slots[chosen] = slot(names[chosen],
                                 html_link(out->arena, city_url(out->arena, rows[i].slug), rows[i].name));
            chosen++;
        }
    }
    *ret_note = chosen == COUNT_OF(slots)
                    ? say_html(out, W_NOTE("Any spelling will do. Try {one}, {two} or {three}. No account needed."),
                               slots, COUNT_OF(slots))
                    : say_html(out, W_NOTE("Any spelling will do. No account needed."), NULL, 0);
    return OK;
}

/* Each source once, with the age of its newest file. */
static enum fault load_sources(struct request *request, struct home_page *m)
{
    struct q_source_list *rows;
    size_t n;
    TRY(q_source_list(request->db, request->arena, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t j = 0; j < m->sources_count; j++) {
            known = known || str_eq(m->sources[j].name, rows[i].name);
        }
        if (!known && m->sources_count < COUNT_OF(m->sources)) {
            m->sources[m->sources_count++] = (struct source_note){rows[i].name, URL("/about-the-data"), rows[i].as_of};
        }
    }
    return OK;
}

enum fault home_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct q_total_list *totals;
    size_t n;
    kept_soon(request->db);
    q_total_list_soon(request->db);
    q_city_examples_soon(request->db, EXAMPLES_MAX);
    q_source_list_soon(request->db);
    TRY(themes_load(request, &themes));
    TRY(q_total_list(request->db, request->arena, &totals, &n));

    struct home_page *m = arena_new(request->arena, struct home_page);
    m->page = page_of(request, W(&out, "Small cities, together, are giants"),
                      W(&out, "See what cities like yours did in EU projects, and three that are worth talking to."),
                      DOOR_NONE);
    m->page->is_home = true;
    m->hero = (struct hero){
        .title = m->page->title,
        .lead = m->page->lead,
        .box = {.id = S("city"), .label = W(&out, "Type the name of your city"), .big = true},
    };
    set_numbers(m, &out, totals, n);
    set_themes(m, &out, &themes);
    add_shelf(m, &out);
    TRY(load_note(request, &out, &m->hero.box.note));
    TRY(load_sources(request, m));
    view_home(&out, m);
    return OK;
}
