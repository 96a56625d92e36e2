/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: the list for one member city, and the next of them. */
#include "web/funding/funding_member.h"

#include "base/check.h"
#include "store/fund_place.sql.h"
#include "store/profile.sql.h"
#include "web/funding/fits_web.h"
#include "web/member/member_web.h"
#include "web/views.h"

void funding_member_soon(struct request *request)
{
    funding_soon(request);
    fund_rules_soon(request->db);
    q_profile_record_soon(request->db, request->params[0]);
}

/* The themes that it has worked on, as bits. */
static enum fault must_use load_themes(struct request *request, uint64_t *ret_themes)
{
    struct q_profile_record *rows;
    size_t n;
    TRY(q_profile_record(request->db, request->arena, request->params[0], &rows, &n));
    *ret_themes = 0;
    for (size_t i = 0; i < n; i++) {
        bool known = rows[i].theme_id.v > 0 && rows[i].theme_id.v <= CALL_THEMES_MAX;
        *ret_themes |= known ? 1ull << rows[i].theme_id.v : 0;
    }
    return OK;
}

/* Each funding call is answered for this city. */
static enum fault must_use ask_rules(struct request *request, const struct fund_group *group,
                                     struct funding_asked *asked)
{
    struct call_facts *facts = arena_new(request->arena, struct call_facts);
    TRY(call_facts_get(request->db, request->arena, facts));
    TRY(load_themes(request, &asked->city_themes));
    asked->calls = arena_new(request->arena, struct fund_calls);
    asked->of_member = true;
    asked->path = member_url(request, "/member-cities/{}/funding/calls");
    return fund_calls_ask(request->db, request->arena, facts, group, false, request->words, request->today,
                          asked->calls);
}

/* ---- the next ones, on the page of the rules */

/* Those that fit, of the city's themes first; then those of its themes that would fit with partners: the first few. */
static void choose_next(struct funding_found *found, uint64_t themes, struct arena *arena)
{
    const struct call_fact **chosen = arena_array(arena, const struct call_fact *, FUNDING_NEXT_MAX);
    static const struct { enum call_fits fits; bool of_theme; } turns[] = {
        {CALL_FITS_YES, true}, {CALL_FITS_YES, false}, {CALL_FITS_PARTNERS, true}};
    size_t n = 0;
    for (size_t turn = 0; turn < COUNT_OF(turns); turn++) {
        for (size_t i = 0; i < found->n && n < FUNDING_NEXT_MAX; i++) {
            const struct call_fact *fact = found->items[i];
            bool of_theme = (fact->themes & themes) != 0;
            if (of_theme == turns[turn].of_theme && fund_calls_fits(found->calls, fact) == turns[turn].fits) {
                chosen[n++] = fact;
            }
        }
    }
    found->items = chosen;
    found->n = n;
}

static struct url narrowed(struct arena *arena, const struct funding_asked *asked, const struct funding_found *found,
                           enum call_fits fits)
{
    struct funding_asked other = *asked;
    other.fits = call_fits_word(fits);
    return found->fits[fits] > 0 ? funding_here(arena, &other) : (struct url){S("")};
}

enum fault funding_member_next(struct request *request, struct out *out, const struct fund_group *group,
                               struct funding_next *ret_next)
{
    struct funding_asked asked = {.q = S(""), .pays = S(""), .standing = S(""), .other_themes = true, .city = S("")};
    struct funding_found found;
    TRY(ask_rules(request, group, &asked));
    TRY(funding_find(request, &asked, &found));
    choose_next(&found, asked.city_themes, request->arena);
    struct funding_next next = {.n = found.n, .empty = found.known == 0};
    TRY(funding_rows_load(request, out, &found, 0, next.n, &next.rows));
    struct str fit = SAY(out, "{n} fits,|{n} fit,", slot("n", count((int64_t)found.fits[CALL_FITS_YES])));
    struct str would = SAY(out, "{n} would fit with partners,|{n} would fit with partners,",
                           slot("n", count((int64_t)found.fits[CALL_FITS_PARTNERS])));
    struct str unknown = SAY(out, "of {n} we cannot tell yet.|of {n} we cannot tell yet.",
                             slot("n", count((int64_t)found.fits[CALL_FITS_UNKNOWN])));
    next.says = str_format(request->arena, "%.*s %.*s %.*s", STR_ARG(fit), STR_ARG(would), STR_ARG(unknown));
    next.all = funding_here(request->arena, &asked);
    next.fits = narrowed(request->arena, &asked, &found, CALL_FITS_YES);
    next.partners = narrowed(request->arena, &asked, &found, CALL_FITS_PARTNERS);
    *ret_next = next;
    return OK;
}

/* ---- the list */

enum fault funding_member_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct fund_group *group = arena_new(request->arena, struct fund_group);
    struct fund_city *city = arena_new(request->arena, struct fund_city);
    struct fits_facts facts;
    struct themes themes;
    struct funding_asked asked;
    struct funding_found found;
    struct funding_page *m;
    funding_member_soon(request);
    q_member_by_uid_soon(request->db, request->params[0]);
    q_fund_place_of_member_soon(request->db, request->params[0]);
    fits_facts_soon(request);
    if (request_text(request, "q").n > 0) {
        funding_meant_soon(request->db);
    }
    TRY(themes_load(request, &themes));
    TRY(funding_asked_begin(request, &themes, &asked));
    TRY(fits_facts_load(request, &facts));
    TRY(fits_member_city(request, city));
    *group = (struct fund_group){city, 1, {{0}}, false};
    fits_facts_put(&facts, city, group);
    asked.city_name = city->name;
    TRY(ask_rules(request, group, &asked));
    asked.other_themes = !str_eq(request_text(request, "themes"), S("ours"));
    TRY(funding_find(request, &asked, &found));
    TRY(funding_show(request, &out, &themes, &asked, &found, &m));
    response->max_age_s = -1;
    view_funding(&out, m);
    return OK;
}
