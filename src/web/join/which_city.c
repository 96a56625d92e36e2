/* SPDX-License-Identifier: AGPL-3.0-or-later
** which_city: the first step of forms about any city. */
#include "web/join/which_city.h"

#include <stdlib.h>

#include "text/country.h"
#include "text/words.h"
#include "web/say.h"

#define CHOICES_MAX 20
#define COUNTRIES_MAX 300
#define NONE "none"

static struct str given(struct request *request, const char *name)
{
    return request->acts ? request_typed(request, name) : str_trim(request_text(request, name));
}

/* ---- which city is meant */

/* One that the name finds: it may have been mended since `which` was chosen. */
static void choose(struct which_city *meant)
{
    meant->none = str_eq(meant->which, S(NONE)) || meant->found.n == 0;
    if (meant->which.n == 0 && meant->found.clear) {
        meant->city = &meant->found.items[0];
    }
    for (size_t i = 0; i < meant->found.n; i++) {
        meant->city = str_eq(meant->found.items[i].slug, meant->which) ? &meant->found.items[i] : meant->city;
    }
    meant->settled = meant->city != NULL || (meant->none && country_is_known(meant->country));
    meant->name = meant->city != NULL ? meant->city->name : meant->typed;
    meant->code = meant->city != NULL ? meant->city->country : meant->country;
}

void which_city_soon(struct request *request)
{
    struct str typed = given(request, "city");
    if (typed.n > 0) {
        city_find_soon(request->db, request->arena, typed);
    }
}

enum fault which_city_find(struct request *request, struct which_city *ret_meant)
{
    struct which_city meant = {.typed = given(request, "city"), .which = given(request, "which"),
                               .country = given(request, "country")};
    if (meant.typed.n > 0) {
        TRY(city_find(request->db, request->arena, meant.typed, CHOICES_MAX, &meant.found));
        choose(&meant);
    }
    *ret_meant = meant;
    return OK;
}

struct str which_city_place(struct out *out, const struct which_city *meant)
{
    return str_format(out->arena, "%.*s, %.*s", STR_ARG(meant->name), STR_ARG(country_name(out, meant->code)));
}

/* ---- asking for it */

static struct form_field field_with(struct request *request, const struct field *form, const char *name,
                                    struct str value, struct str hint)
{
    struct form_field field = form_field_of(request, form_find(form, name), hint);
    field.value = value;
    return field;
}

static void add_which(struct request *request, struct out *out, const struct field *form,
                      const struct which_city *meant, struct which_ask *m)
{
    struct deed_select *select = &m->which;
    select->field = field_with(request, form, "which", meant->which,
                               W(out, "Several cities are called so, or nearly so. Choose one."));
    select->options = arena_array(request->arena, struct deed_option, meant->found.n + 2);
    select->options[select->n++] = (struct deed_option){S(""), W(out, "Choose a city"), false};
    for (size_t i = 0; i < meant->found.n; i++) {
        const struct found_city *city = &meant->found.items[i];
        struct str people = say_people(out, city->population, S(""), (struct maybe_int){0});
        struct str name = str_format(request->arena, "%.*s, %.*s (%.*s)", STR_ARG(city->name),
                                     STR_ARG(country_name(out, city->country)), STR_ARG(people));
        select->options[select->n++] = (struct deed_option){city->slug, name, false};
    }
    select->options[select->n++] = (struct deed_option){S(NONE), W(out, "None of these"), meant->none};
}

static int by_name(const void *a, const void *b)
{
    const struct deed_option *x = a, *y = b;
    return str_cmp(x->name, y->name);
}

static void add_countries(struct request *request, struct out *out, const struct field *form,
                          const struct which_city *meant, struct which_ask *m)
{
    struct deed_select *select = &m->country;
    select->field = field_with(request, form, "country", meant->country,
                               W(out, "Our lists do not have this city. Is it spelt right? Then choose the country."));
    select->options = arena_array(request->arena, struct deed_option, COUNTRIES_MAX);
    select->options[select->n++] = (struct deed_option){S(""), W(out, "Choose a country"), false};
    for (size_t i = 0; select->n < COUNTRIES_MAX && country_nth(i).n > 0; i++) {
        struct str code = country_nth(i);
        select->options[select->n++] = (struct deed_option){code, country_name(out, code), false};
    }
    qsort(select->options + 1, select->n - 1, sizeof *select->options, by_name);
}

void which_city_ask(struct request *request, const struct field *form, struct str hint,
                    const struct which_city *meant, struct which_ask *ret_ask)
{
    struct out out = {.words = request->words, .arena = request->arena};
    ret_ask->city = field_with(request, form, "city", meant->typed, hint);
    ret_ask->city.names_city = true;
    ret_ask->city.fills = S("off");
    ret_ask->city.required = true;
    if (meant->typed.n > 0 && !meant->settled && meant->found.n > 0) {
        add_which(request, &out, form, meant, ret_ask);
    }
    if (meant->typed.n > 0 && !meant->settled && meant->none) {
        add_countries(request, &out, form, meant, ret_ask);
    }
}
