/* SPDX-License-Identifier: AGPL-3.0-or-later
** home: the first page. */
#include "web/home/home_web.h"

#include "base/check.h"
#include "store/source.sql.h"
#include "web/views.h"
#include "web/say.h"

static int64_t total_of(const struct q_total_list *totals, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(totals[i].name, name)) {
            return totals[i].value;
        }
    }
    return 0;
}

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
        tile->note = SAY(out, "{n} city of your kind has worked on it|{n} cities of your kind have worked on it",
                         slot("n", count(n)));
    }
}

enum fault home_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct q_total_list *totals;
    size_t n;
    TRY(themes_load(request, &themes));
    TRY(q_total_list(request->db, request->arena, &totals, &n));

    struct home_page *m = arena_new(request->arena, struct home_page);
    m->page = page_of(request, W(&out, "Small cities, together, are giants"),
                      W(&out, "See what cities like yours already did in EU projects, who can help, and who is worth "
                              "talking to."),
                      DOOR_NONE);
    m->page->is_home = true;
    m->hero = (struct hero){
        .title = m->page->title,
        .lead = m->page->lead,
        .box = {.id = S("city"), .label = W(&out, "Type the name of your city"), .big = true},
    };
    set_numbers(m, &out, totals, n);
    set_themes(m, &out, &themes);
    view_home(&out, m);
    return OK;
}
