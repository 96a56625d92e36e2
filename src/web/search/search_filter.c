/* SPDX-License-Identifier: AGPL-3.0-or-later
** search_filter: choices, their addresses and counts. */
#include "web/search/search_filter.h"

#include <inttypes.h>

#include "base/check.h"
#include "text/country.h"

#define FACETS_SHOWN 8 /* of themes and countries: those with most results */

static const char *const state_words[SEARCH_STATES] = {"results", "ended", "running"};
static const char *const state_names[SEARCH_STATES] = {W_NOTE("with published results"), W_NOTE("ended"),
                                                       W_NOTE("running")};
static const char *const years_words[SEARCH_YEARS] = {"before-2014", "2014-2020", "from-2021"};
static const char *const years_names[SEARCH_YEARS] = {W_NOTE("started before 2014"), W_NOTE("started 2014 to 2020"),
                                                      W_NOTE("started 2021 or later")};

/* ---- the address */

static int choice_of(struct str text, const char *const *words, int n)
{
    int i = 0;
    while (i < n && !str_eq(text, str_of(words[i]))) {
        i++;
    }
    return i;
}

static void choose_theme(struct request *request, const struct themes *themes, struct search_choice *choice)
{
    struct str slug = request_text(request, "theme");
    const struct q_theme_list *theme = slug.n > 0 ? themes_find_slug(themes, slug) : NULL;
    if (theme != NULL) {
        choice->filter.theme = theme->id;
    } else if (slug.n > 0) {
        choice->theme_unknown = slug;
    }
}

/* The code in any case of its letters. */
static void choose_country(struct request *request, struct search_choice *choice)
{
    struct str typed = request_text(request, "country");
    char *letters = arena_array(request->arena, char, typed.n + 1);
    for (size_t i = 0; i < typed.n; i++) {
        bool small = typed.s[i] >= 'a' && typed.s[i] <= 'z';
        letters[i] = (char)(small ? typed.s[i] - 'a' + 'A' : typed.s[i]);
    }
    struct str code = {letters, typed.n};
    if (country_is_known(code)) {
        choice->filter.country = code;
    } else {
        choice->country_unknown = typed;
    }
}

/* A page says what is not known and shows the rest; a program would take the rest for the answer. */
static enum fault refuse_unknown(struct request *request, const struct search_choice *choice)
{
    if (request->form == FORM_HTML) {
        return OK;
    }
    if (choice->theme_unknown.n > 0) {
        return themes_refuse(request, choice->theme_unknown);
    }
    if (choice->country_unknown.n > 0) {
        problems_add(&request->problems, S("country"), str_join(request->arena, S("there is no country with the code "),
                     choice->country_unknown), S("two letters as in ISO 3166-1, such as DE"));
    }
    return request->problems.n > 0 ? FAULT_INVALID : OK;
}

enum fault search_choice_read(struct request *request, const struct themes *themes, struct search_choice *ret_choice)
{
    struct search_choice choice = {
        .q = request_text(request, "q"), .as_typed = request_flag(request, "as_typed"),
        .city = request_text(request, "city"),
        .filter = {.state = choice_of(request_text(request, "state"), state_words, SEARCH_STATES),
                   .years = choice_of(request_text(request, "years"), years_words, SEARCH_YEARS),
                   .country = S(""), .small_city = request_flag(request, "small_city")},
    };
    choose_theme(request, themes, &choice);
    choose_country(request, &choice);
    *ret_choice = choice;
    return refuse_unknown(request, &choice);
}

struct url search_choice_url(struct arena *arena, const struct themes *themes, const struct search_choice *choice,
                             int64_t page)
{
    const struct search_filter *filter = &choice->filter;
    const struct q_theme_list *theme = themes_find(themes, filter->theme);
    struct str page_text = page > 1 ? str_format(arena, "%" PRId64, page) : S("");
    const struct { const char *name; struct str value; } parts[] = {
        {"theme", theme != NULL ? theme->slug : S("")},
        {"state", filter->state < SEARCH_STATES ? str_of(state_words[filter->state]) : S("")},
        {"years", filter->years < SEARCH_YEARS ? str_of(years_words[filter->years]) : S("")},
        {"country", filter->country},
        {"small_city", filter->small_city ? S("1") : S("")},
        {"city", choice->city},
        {"as_typed", choice->as_typed ? S("1") : S("")},
        {"page", page_text},
    };
    struct url url = url_add(arena, URL("/search"), "q", choice->q);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        url = parts[i].value.n > 0 ? url_add(arena, url, parts[i].name, parts[i].value) : url;
    }
    return url;
}

/* ---- what passes */

static int years_of(const struct search_facts *facts)
{
    if (date_is_none(facts->start)) {
        return SEARCH_YEARS;
    }
    int year = date_year(facts->start);
    return year < 2014 ? SEARCH_BEFORE_2014 : year <= 2020 ? SEARCH_2014_TO_2020 : SEARCH_FROM_2021;
}

const struct search_mark *search_marks_make(struct arena *arena, const struct search_hits *hits, struct date today)
{
    struct search_mark *marks = arena_array(arena, struct search_mark, hits->n);
    for (size_t i = 0; i < hits->n; i++) {
        const struct search_facts *facts = &hits->items[i].facts;
        struct status status = status_of(facts->status, facts->start, facts->end, facts->has_results, today);
        marks[i].states[SEARCH_RESULTS] = status_has_results(status.kind);
        marks[i].states[SEARCH_ENDED] = status_is_ended(status.kind);
        marks[i].states[SEARCH_RUNNING] = status_is_running(status.kind);
        marks[i].years = years_of(facts);
    }
    return marks;
}

static bool in_country(const struct search_facts_all *all, const struct search_facts *facts, struct str country)
{
    for (size_t i = 0; i < facts->countries_count; i++) {
        if (str_eq(search_facts_code(all, facts->countries[i]), country)) {
            return true;
        }
    }
    return false;
}

static bool has_theme(const struct search_facts *facts, struct theme_id theme)
{
    return theme.v > 0 && theme.v <= SEARCH_THEMES_MAX && (facts->themes >> theme.v & 1) != 0;
}

bool search_filter_passes(const struct search_filter *filter, const struct search_hits *hits,
                          const struct search_mark *marks, size_t hit)
{
    const struct search_facts *facts = &hits->items[hit].facts;
    return (filter->theme.v == 0 || has_theme(facts, filter->theme)) &&
           (filter->state == SEARCH_STATES || marks[hit].states[filter->state]) &&
           (filter->years == SEARCH_YEARS || marks[hit].years == filter->years) &&
           (filter->country.n == 0 || in_country(&hits->facts, facts, filter->country)) &&
           (!filter->small_city || facts->with_small_city);
}

/* ---- facets */

struct counting {
    struct out *out;
    const struct themes *themes;
    const struct search_choice *choice;
    const struct search_hits *hits;
    const struct search_mark *marks;
};

/* A facet for the choice with `filter` instead, with `n` results. */
static void add_facet(const struct counting *counting, struct facet_group *group, struct search_filter filter,
                      struct str name, int64_t n, bool chosen)
{
    struct search_choice choice = *counting->choice;
    choice.filter = filter;
    if (n > 0 || chosen) {
        group->items[group->n++] = (struct facet){
            search_choice_url(counting->out->arena, counting->themes, &choice, 1), name, n, chosen};
    }
}

static struct facet_group group_new(const struct counting *counting, struct str name, size_t max)
{
    return (struct facet_group){.name = name, .items = arena_array(counting->out->arena, struct facet, max)};
}

static int64_t count_passing(const struct counting *counting, const struct search_filter *filter)
{
    int64_t n = 0;
    for (size_t i = 0; i < counting->hits->n; i++) {
        n += search_filter_passes(filter, counting->hits, counting->marks, i);
    }
    return n;
}

/* One group of what `kind`, a part of *filter, may be: from 0 to `none`, which is none of them. */
static struct facet_group count_kinds(const struct counting *counting, struct str name, const char *const *names,
                                      int none, struct search_filter *filter, int *kind)
{
    struct facet_group group = group_new(counting, name, (size_t)none);
    int chosen = *kind;
    for (int i = 0; i < none; i++) {
        *kind = i;
        int64_t n = count_passing(counting, filter);
        *kind = chosen == i ? none : i;
        add_facet(counting, &group, *filter, words_text(counting->out, names[i], NULL, 0), n, chosen == i);
    }
    return group;
}

static struct facet_group count_states(const struct counting *counting)
{
    struct search_filter filter = counting->choice->filter;
    return count_kinds(counting, W(counting->out, "How it stands"), state_names, SEARCH_STATES, &filter, &filter.state);
}

static struct facet_group count_years(const struct counting *counting)
{
    struct search_filter filter = counting->choice->filter;
    return count_kinds(counting, W(counting->out, "When"), years_names, SEARCH_YEARS, &filter, &filter.years);
}

static struct facet_group count_small_cities(const struct counting *counting)
{
    struct search_filter filter = counting->choice->filter;
    struct facet_group group = group_new(counting, W(counting->out, "Who takes part"), 1);
    bool chosen = filter.small_city;
    filter.small_city = true;
    int64_t n = count_passing(counting, &filter);
    filter.small_city = !chosen;
    add_facet(counting, &group, filter, W(counting->out, "a city of your size"), n, chosen);
    return group;
}

/* Results by number of theme or country, of those that pass without that choice. */
struct tally {
    int64_t n[256];
};

static struct tally tally_themes(const struct counting *counting, const struct search_filter *filter)
{
    struct tally tally = {{0}};
    for (size_t i = 0; i < counting->hits->n; i++) {
        const struct search_hit *hit = &counting->hits->items[i];
        bool passes = search_filter_passes(filter, counting->hits, counting->marks, i);
        for (size_t theme = 1; passes && theme <= SEARCH_THEMES_MAX; theme++) {
            tally.n[theme] += hit->facts.themes >> theme & 1;
        }
    }
    return tally;
}

static struct tally tally_countries(const struct counting *counting, const struct search_filter *filter)
{
    struct tally tally = {{0}};
    for (size_t i = 0; i < counting->hits->n; i++) {
        const struct search_hit *hit = &counting->hits->items[i];
        bool passes = search_filter_passes(filter, counting->hits, counting->marks, i);
        for (size_t j = 0; passes && j < hit->facts.countries_count; j++) {
            tally.n[hit->facts.countries[j]]++;
        }
    }
    return tally;
}

/* The number with most results, once; -1 when there is none any more. */
static int take_most(struct tally *tally, int64_t *ret_n)
{
    int most = 0;
    for (int i = 1; i < 256; i++) {
        most = tally->n[i] > tally->n[most] ? i : most;
    }
    *ret_n = tally->n[most];
    tally->n[most] = 0;
    return *ret_n > 0 ? most : -1;
}

static struct facet_group count_themes(const struct counting *counting)
{
    struct search_filter any = counting->choice->filter;
    struct theme_id chosen = any.theme;
    struct facet_group group = group_new(counting, W(counting->out, "Theme"), FACETS_SHOWN + 1);
    any.theme.v = 0;
    struct tally tally = tally_themes(counting, &any);
    if (chosen.v > 0 && chosen.v <= SEARCH_THEMES_MAX) {
        add_facet(counting, &group, any, say_theme(counting->out, counting->themes, chosen), tally.n[chosen.v], true);
        tally.n[chosen.v] = 0;
    }
    int64_t n;
    for (int theme; group.n < FACETS_SHOWN && (theme = take_most(&tally, &n)) >= 0;) {
        struct search_filter filter = any;
        filter.theme.v = theme;
        if (themes_find(counting->themes, filter.theme) != NULL) {
            add_facet(counting, &group, filter, say_theme(counting->out, counting->themes, filter.theme), n, false);
        }
    }
    return group;
}

static struct facet_group count_countries(const struct counting *counting)
{
    const struct search_facts_all *all = &counting->hits->facts;
    struct search_filter any = counting->choice->filter;
    struct str chosen = any.country;
    struct facet_group group = group_new(counting, W(counting->out, "Partners from"), FACETS_SHOWN + 1);
    any.country = S("");
    struct tally tally = tally_countries(counting, &any);
    if (chosen.n > 0) {
        int64_t n = count_passing(counting, &counting->choice->filter);
        add_facet(counting, &group, any, country_name(counting->out, chosen), n, true);
    }
    int64_t n;
    for (int country; group.n < FACETS_SHOWN && (country = take_most(&tally, &n)) >= 0;) {
        struct search_filter filter = any;
        filter.country = search_facts_code(all, (size_t)country);
        if (!str_eq(filter.country, chosen)) {
            add_facet(counting, &group, filter, country_name(counting->out, filter.country), n, false);
        }
    }
    return group;
}

static void set_chosen(struct search_page *m, struct arena *arena)
{
    m->chosen = arena_array(arena, struct facet, m->groups_count);
    for (size_t g = 0; g < m->groups_count; g++) {
        for (size_t i = 0; i < m->groups[g].n; i++) {
            if (m->groups[g].items[i].chosen) {
                m->chosen[m->chosen_count++] = m->groups[g].items[i]; /* one of a group at most */
            }
        }
    }
}

void search_facets_set(struct search_page *m, struct out *out, const struct themes *themes,
                       const struct search_choice *choice, const struct search_hits *hits,
                       const struct search_mark *marks)
{
    struct counting counting = {out, themes, choice, hits, marks};
    struct facet_group groups[] = {count_states(&counting), count_small_cities(&counting), count_themes(&counting),
                                   count_countries(&counting), count_years(&counting)};
    m->groups = arena_array(out->arena, struct facet_group, COUNT_OF(groups));
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        if (groups[i].n > 0) {
            m->groups[m->groups_count++] = groups[i];
        }
    }
    set_chosen(m, out->arena);
}
