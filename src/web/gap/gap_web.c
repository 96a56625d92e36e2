/* SPDX-License-Identifier: AGPL-3.0-or-later
** gap: whom to invite next. */
#include "web/gap/gap_web.h"

#include "domain/fund_survey.h"
#include "store/kept.h"
#include "text/country.h"
#include "text/words.h"
#include "web/funding/fund_rules.h"
#include "web/funding/fund_say.h"
#include "web/views.h"

const struct field gaps_fields[] = {
    {.name = "gap", .label = W_NOTE("What is missing"), .kind = FIELD_TEXT, .max = GAP_WORD_MAX,
     .help = "only cities that fill this gap: theme:mobility, language:da, country or twin"},
    {0},
};

/* What the page is made of. */
struct gaps {
    struct request *request;
    struct out *out;
    struct themes themes;
    struct gap_input input;
    struct fund_entries rules;
    const struct gap *only;  /* NULL: any */
};

/* ---- names */

static struct str theme_name(const struct gaps *in, struct str slug)
{
    const struct q_theme_list *theme = themes_find_slug(&in->themes, slug);
    return theme != NULL ? say_theme(in->out, &in->themes, theme->id) : slug;
}

static struct str name_of(const struct gaps *in, const struct gap *gap)
{
    return gap->kind == GAP_THEME      ? theme_name(in, gap->what)
           : gap->kind == GAP_LANGUAGE ? gap_language(gap->what)
           : gap->kind == GAP_COUNTRY  ? W(in->out, "New countries")
                                       : W(in->out, "Twin cities");
}

/* ---- what is missing */

static struct str say_missing(const struct gaps *in, const struct gap *gap)
{
    struct slot slots[] = {slot("n", count(gap->n)), slot("name", name_of(in, gap))};
    return gap->kind == GAP_THEME
               ? words_text(in->out, W_NOTE("{name}: {n} member city wants help with it, and none says that it can "
                                        "help.|{name}: {n} member cities want help with it, and none says that it "
                                        "can help."),
                            slots, 2)
               : words_text(in->out, W_NOTE("{name}: {n} member city lies where it is an official language.|"
                                            "{name}: {n} member cities lie where it is an official language."),
                            slots, 2);
}

static struct url gap_url(const struct gaps *in, const struct gap *gap)
{
    bool is_chosen = in->only != NULL && in->only->kind == gap->kind && str_eq(in->only->what, gap->what);
    struct url url = URL("/whom-to-invite");
    return is_chosen ? url : url_add(in->request->arena, url, "gap", gap_text(in->request->arena, gap));
}

/* How many of all that were read fill it: none, and it is not offered to choose by. */
static int64_t count_of(const struct gaps *in, const struct gap *gap)
{
    struct gap_choice *choices;
    const struct gap_input *input = &in->input;
    return (int64_t)gap_choose(in->request->arena, input->gaps, input->gaps_n, input->countries, input->countries_n,
                               input->cities, input->n, gap, GAP_SHOWN_MAX, &choices);
}

/* Whether it may still be asked for, as far as is known. */
static bool may_open(const struct fund_rule *rule, struct date today)
{
    bool may = !rule->by_calls && (rule->rolling || rule->later_unknown || rule->windows_n == 0);
    for (size_t i = 0; i < rule->windows_n; i++) {
        may = may || date_is_none(rule->windows[i].closes) || rule->windows[i].closes.days >= today.days;
    }
    return may;
}

/* The most different countries that the rule compares with; 0: none. */
static int64_t countries_asked(struct arena *arena, const struct fund_rule *rule)
{
    struct fund_survey *survey = arena_new(arena, struct fund_survey);
    int64_t most = 0;
    fund_survey_make(survey, rule->clause);
    const struct fund_numbers *numbers = &survey->numbers[FUND_COUNTRIES];
    for (size_t i = 0; i < numbers->n; i++) {
        most = numbers->items[i] > most ? numbers->items[i] : most;
    }
    return most;
}

/* Money that takes more countries than the network has. */
static void add_rules(const struct gaps *in, struct gaps_page *m)
{
    for (size_t i = 0; i < in->rules.n; i++) {
        const struct fund_rule *rule = &in->rules.items[i].rule;
        if (rule->clause == NULL || !may_open(rule, in->request->today)) {
            continue;
        }
        int64_t asked = countries_asked(in->request->arena, rule);
        if (asked > (int64_t)in->input.countries_n) {
            struct slot slots[] = {slot("n", count(asked)), slot("name", fund_say_text(in->out, rule->name))};
            m->missing[m->missing_n++] = words_text(in->out, W_NOTE("{name}: cities of {n} country are asked for.|"
                                                                    "{name}: cities of {n} countries are asked for."),
                                                    slots, 2);
        }
    }
}

static void add_gaps(const struct gaps *in, struct gaps_page *m)
{
    const struct gap_input *input = &in->input;
    m->missing = arena_array(in->request->arena, struct str, input->gaps_n + 1 + in->rules.n);
    m->facets = arena_array(in->request->arena, struct facet, input->gaps_n + 1);
    for (size_t i = 0; i < input->gaps_n; i++) {
        const struct gap *gap = &input->gaps[i];
        int64_t n = count_of(in, gap);
        if (gap->what.n > 0 && (n > 0 || gap->kind == GAP_THEME)) {
            m->missing[m->missing_n++] = say_missing(in, gap);
        }
        if (n > 0) {
            m->facets[m->facets_n++] = (struct facet){
                .url = gap_url(in, gap), .name = name_of(in, gap), .n = n,
                .chosen = in->only != NULL && in->only->kind == gap->kind && str_eq(in->only->what, gap->what)};
        }
    }
    m->missing[m->missing_n++] = SAY(in->out, "Member cities are in {n} country.|Member cities are in {n} countries.",
                                     slot("n", count((int64_t)input->countries_n)));
    add_rules(in, m);
}

/* ---- whom to ask */

static struct str say_record(const struct gaps *in, const struct gap_reason *reason)
{
    const struct gap_record *record = reason->record;
    struct slot slots[] = {slot("n", count(record->projects)), slot("theme", theme_name(in, reason->what)),
                           slot("ended", count(record->ended)),
                           slot("year", str_format(in->request->arena, "%lld", (long long)record->last_year))};
    return record->last_year > 0
               ? words_text(in->out, W_NOTE("{theme}: {n} EU project of its own, {ended} ended, the latest of {year}|"
                                            "{theme}: {n} EU projects of its own, {ended} ended, the latest of "
                                            "{year}"), slots, 4)
               : words_text(in->out, W_NOTE("{theme}: {n} EU project of its own, {ended} ended|"
                                            "{theme}: {n} EU projects of its own, {ended} ended"), slots, 3);
}

static struct str say_twin(const struct gaps *in, const struct gap_reason *reason, const struct gap_place *place)
{
    struct slot slots[] = {slot("city", reason->what), slot("n", count(reason->n - 1)),
                           slot("source", place->twin_source), slot("date", place->twin_as_of)};
    struct str who = reason->n > 1 ? words_text(in->out, W_NOTE("Twin city of {city} and {n} more|"
                                                                "Twin city of {city} and {n} more"), slots, 2)
                                   : words_text(in->out, W_NOTE("Twin city of {city}"), slots, 1);
    struct str source = date_is_none(place->twin_as_of)
                            ? words_text(in->out, W_NOTE("{source}, which does not say of when"), slots + 2, 1)
                            : words_text(in->out, W_NOTE("{source}, as of {date}"), slots + 2, 2);
    return str_format(in->request->arena, "%.*s (%.*s)", STR_ARG(who), STR_ARG(source));
}

static struct str say_reason_of(const struct gaps *in, const struct gap_reason *reason, const struct gap_place *place)
{
    switch (reason->kind) {
    case GAP_THEME: return say_record(in, reason);
    case GAP_LANGUAGE:
        return SAY(in->out, "{language} is an official language there", slot("language", gap_language(reason->what)));
    case GAP_COUNTRY:
        return SAY(in->out, "No member city is in {country}", slot("country", country_name(in->out, reason->what)));
    default: return say_twin(in, reason, place);
    }
}

static struct gap_row row_of(const struct gaps *in, const struct gap_choice *choice)
{
    struct arena *arena = in->request->arena;
    const struct gap_city *city = &in->input.cities[choice->city];
    const struct gap_place *place = &in->input.places[choice->city];
    bool is_any = choice->reasons[0].kind == GAP_COUNTRY || choice->reasons[0].kind == GAP_TWIN;
    const struct gap first = {choice->reasons[0].kind, is_any ? S("") : choice->reasons[0].what, 0};
    struct url invite = url_add(arena, URL("/invite-a-city"), "which", place->slug);
    struct gap_row row = {
        .place = str_format(arena, "%.*s, %.*s", STR_ARG(place->name), STR_ARG(country_name(in->out, city->country))),
        .name = place->name, .city = city_url(arena, place->slug),
        .people = say_people(in->out, place->population, S(""), (struct maybe_int){0}),
        .reasons = arena_array(arena, struct str, GAP_REASONS_MAX),
        .invite = url_add(arena, invite, "gap", gap_text(arena, in->only != NULL ? in->only : &first))};
    for (; row.reasons_n < choice->n; row.reasons_n++) {
        row.reasons[row.reasons_n] = say_reason_of(in, &choice->reasons[row.reasons_n], place);
    }
    return row;
}

static void add_rows(const struct gaps *in, struct gaps_page *m)
{
    const struct gap_input *input = &in->input;
    struct gap_choice *choices;
    m->n = gap_choose(in->request->arena, input->gaps, input->gaps_n, input->countries, input->countries_n,
                      input->cities, input->n, in->only, GAP_SHOWN_MAX, &choices);
    m->rows = arena_array(in->request->arena, struct gap_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = row_of(in, &choices[i]);
    }
}

enum fault gaps_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct gaps_page *m = arena_new(request->arena, struct gaps_page);
    struct gaps in = {.request = request, .out = &out};
    struct gap only;
    gap_soon(request->db);
    fund_rules_soon(request->db);
    kept_soon(request->db);
    TRY(fund_rules_load(request->db, request->arena, &in.rules));
    TRY(gap_load(request->db, request->arena, &in.input));
    TRY(themes_load(request, &in.themes));
    in.only = gap_parse(request_text(request, "gap"), &only) ? &only : NULL;
    add_gaps(&in, m);
    add_rows(&in, m);
    m->source = (struct source_note){.name = in.input.source, .as_of = in.input.as_of};
    m->page = page_of(request, W(&out, "Whom to invite next"),
                      W(&out, "Cities that would fill a gap of this network, by what is publicly known of them."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Cities that are suggested"), URL("/suggestions"));
    response->max_age_s = -1;
    view_gaps(&out, m);
    return OK;
}
