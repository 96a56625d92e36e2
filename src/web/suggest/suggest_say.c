/* SPDX-License-Identifier: AGPL-3.0-or-later
** suggest: what all its pages say of a city that is suggested. */
#include "store/kept.h"
#include "store/trust_log.h"
#include "text/country.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/suggest/suggest_web.h"

struct str suggest_given(struct request *request, const char *name)
{
    return request->acts ? request_typed(request, name) : str_trim(request_text(request, name));
}

bool suggest_names_city(struct request *request)
{
    return suggest_given(request, "which").n > 0
           || (suggest_given(request, "city").n > 0 && country_is_known(suggest_given(request, "country")));
}

struct str suggestion_kind(struct out *out, struct str kind)
{
    return str_eq(kind, S("twin"))        ? W(out, "a twin city")
           : str_eq(kind, S("neighbour")) ? W(out, "a neighbour")
           : str_eq(kind, S("partner"))   ? W(out, "a partner in a project")
                                          : W(out, "for another reason");
}

struct tag suggestion_tag(struct out *out, struct str state, bool is_over)
{
    return is_over                       ? (struct tag){W(out, "taken back"), TONE_PLAIN, S("")}
           : str_eq(state, S("invited")) ? (struct tag){W(out, "invited"), TONE_RUNNING, S("")}
           : str_eq(state, S("no"))      ? (struct tag){W(out, "no"), TONE_PLAIN, S("")}
           : str_eq(state, S("joined"))  ? (struct tag){W(out, "has joined"), TONE_GOOD, S("")}
                                         : (struct tag){W(out, "suggested"), TONE_CARE, S("")};
}

struct str suggestion_place(struct out *out, struct str city, struct str country)
{
    return str_format(out->arena, "%.*s, %.*s", STR_ARG(city), STR_ARG(country_name(out, country)));
}

struct q_member_keys suggestion_keys(const struct q_suggestion_by_uid *row)
{
    return (struct q_member_keys){row->city, row->country, row->lau_id, row->gss_code, row->geonames_id};
}

/* ---- what the evidence says of it */

void suggestion_city_soon(struct db *db, struct str uid)
{
    q_suggestion_evidence_soon(db, uid);
    kept_soon(db);
}

static void add_website(struct request *request, struct out *out, struct deed *m, struct str website)
{
    struct url url;
    struct str label = W(out, "Official website");
    if (!url_external(request->arena, website, &url)) {
        deed_fact(request, m, label, W(out, "unknown: needs its official website"));
        return;
    }
    deed_fact(request, m, label, website);
    m->facts[m->facts_n - 1].value = html_link(request->arena, url, website);
}

enum fault suggestion_city_facts(struct request *request, struct deed *m, const struct q_suggestion_by_uid *row)
{
    struct out out = {.words = request->words, .arena = request->arena};
    const struct q_size_bounds_list *bounds;
    struct q_suggestion_evidence found;
    size_t n;
    enum fault fault = q_suggestion_evidence(request->db, request->arena, row->uid, &found);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    if (fault == FAULT_NOT_FOUND) {
        found = (struct q_suggestion_evidence){.fit = S("unknown"), .website = S("")};
    }
    TRY(kept_bounds(request->db, &bounds, &n));
    deed_fact(request, m, W(&out, "Population"),
              say_people(&out, found.population, found.population_source, found.population_year));
    deed_fact(request, m, W(&out, "Size"), say_fit(&out, found.fit, row->country, bounds, n));
    add_website(request, &out, m, found.website);
    return OK;
}

void suggestion_steps(struct request *request, struct deed *m, const struct q_suggestion_by_uid *row)
{
    struct out out = {.words = request->words, .arena = request->arena};
    if (row->invited_at.known) {
        struct slot slots[] = {slot("when", say_day(&out, row->invited_at)), slot("city", row->invited_for)};
        deed_fact(request, m, W(&out, "Invited"),
                  row->invited_for.n > 0 ? words_text(&out, W_NOTE("{when}, by {city}"), slots, 2)
                                         : words_text(&out, W_NOTE("{when}, by those who run this network"), slots, 1));
    }
    if (row->answered_at.known) {
        deed_fact(request, m, W(&out, "The answer was no"), say_day(&out, row->answered_at));
        deed_fact(request, m, W(&out, "Why not"), row->why);
    }
}

/* ---- the invitation */

/* The countries where German is the language of towns: of the languages of this site the one beside English. */
static bool speaks_german(struct str country)
{
    return str_eq(country, S("DE")) || str_eq(country, S("AT")) || str_eq(country, S("LI"))
           || str_eq(country, S("CH")) || str_eq(country, S("LU"));
}

void suggestion_link_invitation(struct request *request, struct deed *m, const struct q_suggestion_by_uid *row)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct url url = url_path_of(request->arena, "/invited/{}", row->code);
    if (speaks_german(row->country)) {
        deed_link(m, url_add(request->arena, url, "lang", S("de")), W(&out, "The invitation, in German"));
    }
    deed_link(m, url_add(request->arena, url, "lang", S("en")), W(&out, "The invitation, in English"));
}

enum fault suggestion_note_log(struct request *request, const char *kind, const struct q_suggestion_by_uid *row)
{
    return trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = str_of(kind), .who = gate_who(request), .whom = {.is = LOG_NOBODY}, .now = request->now,
        .fields = str_format(request->arena, "city=%.*s\nsuggestion=%.*s\n", STR_ARG(row->city), STR_ARG(row->uid))});
}
