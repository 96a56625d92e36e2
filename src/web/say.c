/* SPDX-License-Identifier: AGPL-3.0-or-later
** say: what the domain answers, as sentences. Facts of cities, projects and bodies; matches are in say_match.c. */
#include "web/say.h"

#include <inttypes.h>

#include "base/check.h"
#include "store/demo.h"
#include "store/kept.h"
#include "text/readable.h"
#include "text/country.h"

#define SENTENCE_MAX 16384u /* a sentence with links; the longest of ours is under 1 KiB */

struct str say_member_city(struct arena *arena, struct str name, struct str country)
{
    return str_eq(country, S(COUNTRY_INVENTED)) ? name
                                                : str_format(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(country));
}

struct html say_html(struct out *out, const char *english, const struct slot *slots, size_t slots_count)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, SENTENCE_MAX);
    struct out inner = {.buf = &buf, .words = out->words, .arena = out->arena};
    put_words(&inner, english, slots, slots_count);
    return (struct html){str_copy(out->arena, buf_str(&buf))};
}

/* The letter of the entity that `text` begins with, and its length; the five that put_str writes. */
static char entity(struct str text, size_t *ret_n)
{
    static const struct { struct str name; char letter; } entities[] = {
        {S_INIT("&amp;"), '&'}, {S_INIT("&lt;"), '<'}, {S_INIT("&gt;"), '>'}, {S_INIT("&quot;"), '"'},
        {S_INIT("&#39;"), '\''},
    };
    for (size_t i = 0; i < COUNT_OF(entities); i++) {
        if (str_starts(text, entities[i].name)) {
            *ret_n = entities[i].name.n;
            return entities[i].letter;
        }
    }
    *ret_n = 1;
    return text.s[0];
}

/* Marks that ask or call, of the scripts that this site is written in and is brought by others. */
static bool is_asking(struct str text)
{
    return str_ends(text, S("?")) || str_ends(text, S("!")) || str_ends(text, S("\uff1f")) ||
           str_ends(text, S("\uff01"));
}

struct str say_and_more(struct arena *arena, struct str what, struct str more)
{
    if (more.n == 0) {
        return what;
    }
    bool asks = is_asking(what);
    struct str start = str_ends(what, S(".")) ? str_sub(what, 0, what.n - 1) : what;
    return str_format(arena, "%.*s%s%.*s", STR_ARG(start), asks ? " " : ": ", STR_ARG(more));
}

struct str say_ended(struct arena *arena, struct str sentence)
{
    bool ends = sentence.n == 0 || is_asking(sentence) || str_ends(sentence, S(".")) ||
                str_ends(sentence, S("\u3002")) || str_ends(sentence, S("\u0964")) || str_ends(sentence, S("\u2026"));
    return ends ? sentence : str_join(arena, sentence, S("."));
}

struct str say_plain(struct arena *arena, struct html html)
{
    char *p = arena_alloc(arena, html.markup.n + 1);
    size_t n = 0;
    bool tag = false;
    for (size_t i = 0, step = 1; i < html.markup.n; i += step) {
        char c = entity(str_from(html.markup, i), &step);
        tag = tag || (c == '<' && step == 1);
        if (!tag) {
            p[n++] = c;
        }
        tag = tag && !(c == '>' && step == 1);
    }
    return (struct str){p, n};
}

struct str say_people(struct out *out, struct maybe_int population, struct str source, struct maybe_int year)
{
    if (!population.known) {
        return W(out, "population not known");
    }
    if (source.n == 0) {
        return SAY(out, "{n} people", slot("n", count(population.v)));
    }
    if (!year.known) {
        return SAY(out, "{n} people ({source})", slot("n", count(population.v)), slot("source", source));
    }
    return SAY(out, "{n} people ({source} {year})", slot("n", count(population.v)), slot("source", source),
               slot("year", (int)year.v));
}

static const struct q_size_bounds_list *bounds_of(const struct q_size_bounds_list *bounds, size_t n, struct str country)
{
    const struct q_size_bounds_list *usual = NULL;
    for (size_t i = 0; i < n; i++) {
        if (str_eq(bounds[i].country, country)) {
            return &bounds[i];
        }
        usual = bounds[i].country.n == 0 ? &bounds[i] : usual;
    }
    return usual;
}

struct str say_fit(struct out *out, struct str fit, struct str country, const struct q_size_bounds_list *bounds,
                   size_t bounds_count)
{
    const struct q_size_bounds_list *rule = bounds_of(bounds, bounds_count, country);
    if (rule == NULL || str_eq(fit, S("unknown"))) {
        return W(out, "We cannot tell yet whether it fits the size of this network: needs the population of its "
                      "municipality.");
    }
    struct slot low = slot("low", count(rule->low));
    struct slot high = slot("high", count(rule->high));
    struct slot why = slot("why", words_text(out, str_c(out->arena, rule->why), NULL, 0));
    struct slot name = slot("country", country_name(out, country));
    if (str_eq(fit, S("fits"))) {
        return rule->country.n == 0
                   ? SAY(out, "Fits the size of this network: {low} to {high} people.", low, high)
                   : SAY(out, "Fits the size of this network in {country}: {low} to {high} people. {why}", name, low,
                         high, why);
    }
    return rule->country.n == 0
               ? SAY(out, "Outside the usual size ({low} to {high} people). Talk to us: everything here is open to "
                          "it.", low, high)
               : SAY(out, "Outside the usual size in {country} ({low} to {high} people). {why} Talk to us: everything "
                          "here is open to it.",
                     name, low, high, why);
}

struct tag say_fit_tag(struct out *out, struct str fit)
{
    if (str_eq(fit, S("fits"))) {
        return (struct tag){W(out, "fits the size"), TONE_GOOD};
    }
    if (str_eq(fit, S("unknown"))) {
        return (struct tag){W(out, "size not known"), TONE_CARE};
    }
    return (struct tag){W(out, "outside the usual size"), TONE_PLAIN};
}

struct str say_language(struct out *out, struct str code)
{
    return str_eq(code, S("de")) ? W(out, "German") : W(out, "English");
}

struct tag say_status(struct out *out, struct str status, struct date start, struct date end, bool has_results,
                      struct date today)
{
    struct status s = status_of(status, start, end, has_results, today);
    struct slot year = slot("year", s.year);
    struct str ended = s.year ? SAY(out, "ended {year} by its end date", year) : W(out, "ended by its end date");
    switch (s.kind) {
    case STATUS_NOT_STARTED:
        return (struct tag){s.year ? SAY(out, "starts {year}", year) : W(out, "not started"), TONE_PLAIN};
    case STATUS_RUNNING:
        return (struct tag){s.year ? SAY(out, "running until {year}", year) : W(out, "running"), TONE_RUNNING};
    case STATUS_TERMINATED:
        return (struct tag){W(out, "terminated early"), TONE_STOPPED};
    case STATUS_CLOSED_RESULTS:
        return (struct tag){W(out, "closed"), TONE_GOOD, W(out, "results published")};
    case STATUS_CLOSED_NOT_SEEN:
        return (struct tag){W(out, "closed"), TONE_PLAIN, W(out, "results not seen here")};
    case STATUS_ENDED_BY_DATE:
        return (struct tag){ended, TONE_PLAIN, W(out, "result not known here")};
    case STATUS_ENDED_RESULTS:
        return (struct tag){ended, TONE_GOOD, W(out, "results published")};
    case STATUS_UNKNOWN:
    case STATUS_KINDS:
        break;
    }
    return (struct tag){W(out, "status not known here"), TONE_CARE};
}

struct str say_years(struct out *out, struct date start, struct date end)
{
    bool has_start = !date_is_none(start);
    bool has_end = !date_is_none(end);
    if (has_start && has_end && date_year(start) != date_year(end)) {
        return SAY(out, "{from} to {to}", slot("from", date_year(start)), slot("to", date_year(end)));
    }
    if (has_start && has_end) {
        return str_format(out->arena, "%d", date_year(start));
    }
    if (has_start) {
        return SAY(out, "from {from}", slot("from", date_year(start)));
    }
    return has_end ? SAY(out, "until {to}", slot("to", date_year(end))) : S("");
}

struct str say_title(struct arena *arena, struct str title, struct str acronym)
{
    return str_eq_nocase(title, acronym) ? acronym : readable_name(arena, title);
}

struct word_row {
    struct str code;
    const char *words;
};

static struct str say_word(struct out *out, const struct word_row *rows, size_t n, struct str code)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].code, code)) {
            return words_text(out, rows[i].words, NULL, 0);
        }
    }
    return code;
}

struct str say_role(struct out *out, struct str role)
{
    static const struct word_row rows[] = {
        {S_INIT("coordinator"), W_NOTE("coordinator")},
        {S_INIT("participant"), W_NOTE("partner")},
        {S_INIT("associatedPartner"), W_NOTE("associated partner")},
        {S_INIT("thirdParty"), W_NOTE("linked to a partner")},
        {S_INIT("internationalPartner"), W_NOTE("partner from outside the funding programme")},
        {S_INIT(""), W_NOTE("partner")},
    };
    return say_word(out, rows, COUNT_OF(rows), role);
}

struct str say_kind(struct out *out, struct str kind)
{
    static const struct word_row rows[] = {
        {S_INIT("municipality"), W_NOTE("the municipality")},
        {S_INIT("agency"), W_NOTE("a body of the city")},
        {S_INIT("county"), W_NOTE("a county, province or region")},
        {S_INIT("intermunicipal"), W_NOTE("several municipalities together")},
        {S_INIT("district"), W_NOTE("a district of a city")},
    };
    return say_word(out, rows, COUNT_OF(rows), kind);
}

struct str say_body_reason(struct out *out, struct str reason)
{
    static const struct word_row rows[] = {
        {S_INIT("name and seat"), W_NOTE("its name says so and its seat is there")},
        {S_INIT("name and region"), W_NOTE("its name says so and the region agrees")},
        {S_INIT("name"), W_NOTE("its name says so")},
        {S_INIT("form and seat"), W_NOTE("a form of its name says so and its seat is there")},
        {S_INIT("form and region"), W_NOTE("a form of its name says so and the region agrees")},
        {S_INIT("form"), W_NOTE("a form of its name says so")},
        {S_INIT("corrected by hand"), W_NOTE("it was corrected by hand")},
    };
    return say_word(out, rows, COUNT_OF(rows), reason);
}

struct str say_correction(struct out *out, int64_t given_at, struct str why)
{
    struct date day = {(int32_t)(given_at / 86400)};
    return SAY(out, "corrected by hand, {date}: {why}", slot("date", day), slot("why", why));
}

struct str say_activity(struct out *out, struct str activity)
{
    static const struct word_row rows[] = {
        {S_INIT("HES"), W_NOTE("university or school")},
        {S_INIT("PRC"), W_NOTE("company")},
        {S_INIT("REC"), W_NOTE("research organisation")},
        {S_INIT("PUB"), W_NOTE("public body")},
        {S_INIT("OTH"), W_NOTE("other organisation")},
    };
    return activity.n ? say_word(out, rows, COUNT_OF(rows), activity) : W(out, "kind not known");
}

enum fault themes_load(struct request *request, struct themes *ret_themes)
{
    const struct q_theme_list *rows;
    size_t n;
    TRY(kept_themes(request->db, &rows, &n));
    *ret_themes = (struct themes){rows, n};
    return OK;
}

const struct q_theme_list *themes_find(const struct themes *themes, struct theme_id id)
{
    for (size_t i = 0; i < themes->n; i++) {
        if (themes->items[i].id.v == id.v) {
            return &themes->items[i];
        }
    }
    return NULL;
}

enum fault themes_refuse(struct request *request, struct str slug)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, request->form == FORM_HTML ? W(&out, "Theme") : S("theme"),
                 SAY(&out, "is none that we know, “{text}”", slot("text", slug)),
                 W(&out, "choose one of the page of themes"));
    return FAULT_INVALID;
}

const struct q_theme_list *themes_find_slug(const struct themes *themes, struct str slug)
{
    for (size_t i = 0; i < themes->n; i++) {
        if (str_eq(themes->items[i].slug, slug)) {
            return &themes->items[i];
        }
    }
    return NULL;
}

struct str say_theme(struct out *out, const struct themes *themes, struct theme_id id)
{
    const struct q_theme_list *theme = themes_find(themes, id);
    return theme ? words_text(out, str_c(out->arena, theme->name), NULL, 0) : S("");
}

struct str say_theme_list(struct out *out, const struct themes *themes, const struct theme_id *ids, size_t n)
{
    struct str list = S("");
    for (size_t i = 0; i < n; i++) {
        struct str name = say_theme(out, themes, ids[i]);
        list = i == 0 ? name : str_format(out->arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(name));
    }
    return list;
}

struct url theme_url(struct arena *arena, const struct q_theme_list *theme)
{
    return url_path_of(arena, "/themes/{}", theme->slug);
}

struct url city_url(struct arena *arena, struct str slug)
{
    return url_path_of(arena, "/cities/{}", slug);
}

struct url project_url(struct arena *arena, struct project_id id)
{
    return url_path_of(arena, "/projects/{}", str_format(arena, "%" PRId64, id.v));
}

struct url organisation_url(struct arena *arena, struct organisation_id id)
{
    return url_path_of(arena, "/organisations/{}", str_format(arena, "%" PRId64, id.v));
}

/* One part of what spoke for a theme: "title:flood" becomes a sentence's piece. */
static struct str why_part(struct out *out, struct str part)
{
    static const struct { struct str place; const char *words; } places[] = {
        {S_INIT("title"), W_NOTE("“{what}” in the title")},
        {S_INIT("keywords"), W_NOTE("“{what}” in the keywords")},
        {S_INIT("objective"), W_NOTE("“{what}” in its own words")},
        {S_INIT("topic"), W_NOTE("funding call topic {what}")},
        {S_INIT("topic-title"), W_NOTE("“{what}” in the funding call topic")},
        {S_INIT("field"), W_NOTE("field of science {what}")},
    };
    struct str what;
    struct str place = str_cut(part, ':', &what);
    for (size_t i = 0; i < COUNT_OF(places) && what.s != NULL; i++) {
        if (str_eq(places[i].place, place)) {
            return words_text(out, places[i].words, (struct slot[]){slot("what", what)}, 1);
        }
    }
    return part;
}

struct str say_theme_why(struct out *out, struct str why)
{
    struct str list = S("");
    for (struct str rest = why; rest.s != NULL;) {
        struct str one = why_part(out, str_cut(rest, '|', &rest));
        list = list.n == 0 ? one : str_format(out->arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(one));
    }
    return list;
}
