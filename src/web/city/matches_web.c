/* SPDX-License-Identifier: AGPL-3.0-or-later
** matches: load what the domain needs, let it choose, say why. */
#include "web/city/matches_web.h"

#include <inttypes.h>

#include "base/check.h"
#include "store/kept.h"
#include "store/kept_named.h"
#include "store/match.h"
#include "text/readable.h"
#include "web/introduction/introduction_web.h"
#include "web/views.h"
#include "text/country.h"
#include "web/sheet.h"

const struct field matches_fields[] = {
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60, .many = true,
     .help = "what you need, by the last part of a theme's address; repeat for several"},
    {0},
};

enum fault ticked_read(struct request *request, const struct themes *themes, struct theme_id ret_ids[MATCH_THEMES_MAX],
                       size_t *ret_n)
{
    size_t n = 0;
    for (size_t i = 0; i < MATCH_THEMES_MAX; i++) {
        struct str slug = query_get_nth(&request->query, "theme", i);
        if (slug.s == NULL) {
            break;
        }
        if (slug.n == 0) {
            continue;
        }
        const struct q_theme_list *theme = themes_find_slug(themes, slug);
        if (theme == NULL) {
            return themes_refuse(request, slug);
        }
        ret_ids[n++] = theme->id;
    }
    *ret_n = n;
    return OK;
}

struct theme_tick *theme_ticks_of(struct out *out, const struct themes *themes, const struct theme_id *ids, size_t n)
{
    struct theme_tick *ticks = arena_array(out->arena, struct theme_tick, themes->n);
    for (size_t i = 0; i < themes->n; i++) {
        const struct q_theme_list *theme = &themes->items[i];
        ticks[i] = (struct theme_tick){.slug = theme->slug,
                                       .name = say_theme(out, themes, theme->id),
                                       .id = str_join(out->arena, S("theme-"), theme->slug)};
        for (size_t j = 0; j < n; j++) {
            ticks[i].ticked = ticks[i].ticked || ids[j].v == theme->id.v;
        }
    }
    return ticks;
}

struct str matches_say_why(struct out *out, const struct themes *themes, const struct match_wanted *wanted,
                           struct str city)
{
    struct slot names = slot("themes", say_theme_list(out, themes, wanted->themes, wanted->n));
    struct slot name = slot("city", city);
    switch (wanted->kind) {
    case MATCH_WANTED_TICKED:
        return SAY(out, "For what you chose: {themes}.", names);
    case MATCH_WANTED_OWN:
        return SAY(out, "For what {city} works on most: {themes}.", name, names);
    case MATCH_WANTED_SIMILAR_SIZE:
        return SAY(out, "We do not know what {city} needs yet. Cities of its size work most on: {themes}.", name,
                   names);
    case MATCH_WANTED_ALL_CITIES:
        return SAY(out, "We do not know what {city} needs yet. Small cities work most on: {themes}.", name, names);
    case MATCH_WANTED_NONE:
        break;
    }
    return W(out, "Nothing is known yet about who has done what.");
}

static enum fault load_reason(struct request *request, struct out *out, const struct themes *themes,
                              const struct match_reason *reason, const struct q_project_name *best,
                              struct html *ret_reason)
{
    struct str name = S("");
    struct url url = {0};
    if (reason->project.v != 0) {
        const struct q_project_name *project = best;
        if (reason->project.v != best->id.v) {
            TRY(kept_project_name(request->db, request->arena, reason->project, &project));
        }
        name = project->acronym.n ? project->acronym : readable_name(request->arena, project->title);
        url = project_url(out->arena, reason->project);
    }
    *ret_reason = say_reason(out, themes, reason, name, url);
    return OK;
}

static enum fault load_reasons(struct request *request, struct out *out, const struct themes *themes,
                               const struct match *match, const struct q_project_name *best, struct match_card *card)
{
    struct html *reasons = arena_array(out->arena, struct html, match->reasons_count);
    for (size_t i = 0; i < match->reasons_count; i++) {
        TRY(load_reason(request, out, themes, &match->reasons[i], best, &reasons[i]));
    }
    card->reasons = reasons;
    card->reasons_count = match->reasons_count;
    return OK;
}

static bool is_unknown(const struct match *match, enum match_unknown unknown)
{
    for (size_t i = 0; i < match->unknowns_count; i++) {
        if (match->unknowns[i] == unknown) {
            return true;
        }
    }
    return false;
}

/* Not known of all of them: said once below the list. */
static bool is_common(const struct match *items, size_t n, enum match_unknown unknown)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_unknown(&items[i], unknown)) {
            return false;
        }
    }
    return true;
}

/* Those of `match` that are common to all `items`, or those that are not. */
static struct str list_unknowns(struct out *out, const struct match *match, const struct match *items, size_t n,
                                bool common)
{
    struct str list = S("");
    for (size_t i = 0; i < match->unknowns_count; i++) {
        if (is_common(items, n, match->unknowns[i]) == common) {
            struct str one = say_unknown(out, match->unknowns[i]);
            list = list.n == 0 ? one : str_format(out->arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(one));
        }
    }
    return list;
}

/* Three sentences ready to copy: who we are, what you did, what we ask. */
static struct str say_letter(struct out *out, const struct themes *themes, const struct match_reason *best,
                             struct str mine, struct str yours, struct str project)
{
    struct slot theme = slot("theme", say_theme_list(out, themes, best->themes, best->themes_count));
    struct slot from = slot("from", mine);
    struct slot to = slot("to", yours);
    if (project.n == 0) {
        return SAY(out, "Dear colleagues in {to}, we work for {from}. We saw that you have experience with {theme}, "
                        "and we want to go further with it here. Could we have twenty minutes with the person who "
                        "knows it best?", to, from, theme);
    }
    return SAY(out, "Dear colleagues in {to}, we work for {from}. We saw that you took part in the EU project "
                    "{project}, on {theme}, and we want to go further with it here. Could we have twenty minutes "
                    "with the person who knows it best?", to, from, slot("project", project), theme);
}

static enum fault load_contact(struct request *request, struct out *out, struct city_id id, struct match_card *card)
{
    const struct q_city_contact *contact;
    TRY(kept_contact(request->db, request->arena, id, &contact));
    if (contact == NULL) {
        return OK;
    }
    struct slot name = slot("organisation", readable_name(request->arena, contact->organisation));
    if (url_external(out->arena, contact->contact, &card->contact)) {
        card->contact_name = SAY(out, "Write to {organisation}", name);
    } else if (url_external(out->arena, contact->website, &card->contact)) {
        card->contact_name = SAY(out, "Website of {organisation}", name);
    }
    return OK;
}

static enum fault load_card(struct request *request, struct out *out, const struct themes *themes,
                            const struct q_city_by_slug *mine, const struct match *match, int place,
                            struct q_city_by_id *other, struct match_card *card)
{
    const struct q_city_by_id *city;
    TRY(kept_city(request->db, request->arena, match->city, &city));
    *other = *city;
    const struct match_reason *best = &match->reasons[0]; /* a project of it: without one it would not be here */
    const struct q_project_name *project;
    TRY(kept_project_name(request->db, request->arena, best->project, &project));
    *card = (struct match_card){
        .place = place,
        .url = city_url(out->arena, other->slug),
        .city = other->name,
        .where = SAY(out, "{country}, {people}", slot("country", country_name(out, other->country)),
                     slot("people", say_people(out, other->population, S(""), (struct maybe_int){0}))),
        .words_to_send = say_letter(out, themes, best, mine->name, other->name, project->acronym),
        .copy_id = str_format(out->arena, "words-%d", place)};
    TRY(load_reasons(request, out, themes, match, project, card));
    return load_contact(request, out, match->city, card);
}

/* The cards name cities and projects that only the choice knows. */
static void cards_soon(struct db *db, const struct match *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        kept_city_soon(db, items[i].city);
        kept_contact_soon(db, items[i].city);
        for (size_t j = 0; j < items[i].reasons_count; j++) {
            if (items[i].reasons[j].project.v != 0) {
                kept_project_name_soon(db, items[i].reasons[j].project);
            }
        }
    }
}

/* The page of paper that says why, for the themes that were ticked. */
static struct url why_url(struct request *request, const struct themes *themes, const struct q_city_by_slug *city,
                          const struct q_city_by_id *other, const struct theme_id *ticked, size_t n)
{
    struct url url = url_path_of(request->arena, "/cities/{}/matches/{}", city->slug, other->slug);
    for (size_t i = 0; i < n; i++) {
        url = url_add(request->arena, url, "theme", themes_find(themes, ticked[i])->slug);
    }
    return url;
}

enum fault matches_choose(struct request *request, const struct q_city_by_slug *city, const struct theme_id *ticked,
                          size_t ticked_count, struct city_id only, size_t most, struct match_wanted *ret_wanted,
                          struct match **ret_items, size_t *ret_n)
{
    struct match_input input;
    size_t from = 0;
    size_t to;
    struct city_record asking = city_record_of(city);
    match_soon(request->db, city->id);
    TRY(match_load(request->db, request->arena, &asking, request->today, &input));
    *ret_wanted = match_wanted_of(&input.asking, ticked, ticked_count, input.cities, input.n);
    *ret_items = arena_array(request->arena, struct match, most);
    to = input.n;
    if (only.v != 0) {
        for (; from < input.n && input.cities[from].city.v != only.v; from++) {
        }
        to = from < input.n ? from + 1 : from;
    }
    *ret_n = match_cities(request->arena, &input.asking, ret_wanted, input.cities + from, to - from, request->today,
                          most, *ret_items);
    return OK;
}

enum fault matches_load(struct request *request, struct out *out, const struct themes *themes,
                        const struct q_city_by_slug *city, const struct theme_id *ticked, size_t ticked_count,
                        size_t most, struct matches *ret_matches)
{
    struct match *items;
    struct matches matches = {0};
    TRY(matches_choose(request, city, ticked, ticked_count, (struct city_id){0}, most, &matches.wanted, &items,
                       &matches.n));
    cards_soon(request->db, items, matches.n);
    struct q_city_by_id *cities = arena_array(request->arena, struct q_city_by_id, matches.n);
    matches.cards = arena_array(request->arena, struct match_card, matches.n);
    for (size_t i = 0; i < matches.n; i++) {
        TRY(load_card(request, out, themes, city, &items[i], (int)i + 1, &cities[i], &matches.cards[i]));
        matches.cards[i].paper = why_url(request, themes, city, &cities[i], ticked, ticked_count);
        struct str own = list_unknowns(out, &items[i], items, matches.n, false);
        matches.cards[i].unknown = own.n ? SAY(out, "We do not know {list}.", slot("list", own)) : S("");
    }
    if (matches.n > 0) {
        struct str all = list_unknowns(out, &items[0], items, matches.n, true);
        matches.unknowns = all.n ? SAY(out, "What we do not know of any of them: {list}.", slot("list", all)) : S("");
    }
    matches.items = items;
    matches.cities = cities;
    matches.why = matches_say_why(out, themes, &matches.wanted, city->name);
    *ret_matches = matches;
    return OK;
}

enum fault matches_one(struct request *request, struct out *out, const struct themes *themes,
                       const struct q_city_by_slug *city, const struct match *match, struct match_card *ret_card)
{
    struct q_city_by_id other;
    cards_soon(request->db, match, 1);
    TRY(load_card(request, out, themes, city, match, 1, &other, ret_card));
    struct str unknown = list_unknowns(out, match, match, 1, true);
    ret_card->unknown = unknown.n ? SAY(out, "We do not know {list}.", slot("list", unknown)) : S("");
    return OK;
}

static const char *const columns[] = {"rank", "city", "country", "population", "score", "reason_1", "reason_2",
                                      "reason_3", "unknown", "contact", "url"};

static void answer(struct request *request, struct response *response, const struct matches *matches)
{
    struct out out = response_out(request, response);
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "matches");
    for (size_t i = 0; i < matches->n; i++) {
        const struct match_card *card = &matches->cards[i];
        sheet_int(&sheet, card->place);
        sheet_str(&sheet, matches->cities[i].name);
        sheet_str(&sheet, matches->cities[i].country);
        sheet_maybe(&sheet, matches->cities[i].population);
        sheet_int(&sheet, matches->items[i].score_bp);
        for (size_t r = 0; r < MATCH_REASONS_MAX; r++) {
            sheet_str(&sheet, r < card->reasons_count ? say_plain(request->arena, card->reasons[r]) : (struct str){0});
        }
        sheet_str(&sheet, list_unknowns(&out, &matches->items[i], matches->items, 0, true));
        sheet_str(&sheet, card->contact.text);
        sheet_url(&sheet, card->url);
    }
    sheet_close(&sheet);
}

/* For who acts for this city as a member city: which of the others can be asked for a talk, and which be suggested. */
static enum fault add_asks(struct request *request, const struct q_city_by_slug *city, struct matches *matches)
{
    struct city_id *others = arena_array(request->arena, struct city_id, matches->n + 1);
    struct talk_ask *asks = arena_array(request->arena, struct talk_ask, matches->n + 1);
    struct str *slugs = arena_array(request->arena, struct str, matches->n + 1);
    for (size_t i = 0; i < matches->n; i++) {
        others[i] = matches->items[i].city;
        slugs[i] = matches->cities[i].slug;
    }
    TRY(talk_asks_of(request, city->id, others, slugs, matches->n, asks));
    for (size_t i = 0; i < matches->n; i++) {
        matches->cards[i].ask = asks[i].ask;
        matches->cards[i].suggest = asks[i].suggest;
    }
    return OK;
}

enum fault matches_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct q_city_by_slug *city;
    struct themes themes;
    struct theme_id ticked[MATCH_THEMES_MAX];
    size_t ticked_count;
    struct matches matches;
    kept_soon(request->db);
    if (request->form == FORM_HTML) {
        talk_asks_soon(request);
    }
    TRY(city_load(request, &city));
    TRY(themes_load(request, &themes));
    TRY(ticked_read(request, &themes, ticked, &ticked_count));
    TRY(matches_load(request, &out, &themes, city, ticked, ticked_count, MATCHES_SHOWN, &matches));
    if (request->form != FORM_HTML) {
        answer(request, response, &matches);
        return OK;
    }
    TRY(add_asks(request, city, &matches));
    struct matches_page *m = arena_new(request->arena, struct matches_page);
    m->page = city_page_of(request, city, SAY(&out, "Cities worth talking to for {city}", slot("city", city->name)),
                           W(&out, "Tick what you need; we show who has done it, why we think so, and how to reach "
                                   "them."), true);
    m->action = url_path_of(request->arena, "/cities/{}/matches", city->slug);
    m->ticks = theme_ticks_of(&out, &themes, matches.wanted.themes, matches.wanted.n);
    m->ticks_count = themes.n;
    m->choose = ticked_count == 0;
    m->why = matches.why;
    m->cards = matches.cards;
    m->cards_count = matches.n;
    m->unknowns = matches.unknowns;
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_matches(&out, m);
    return OK;
}
