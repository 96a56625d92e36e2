/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: which funding calls were asked for, and how many each other choice would leave. */
#include "base/check.h"
#include "web/funding/funding_web.h"
#include "web/search/search_ask.h"

#define PAYS_NONE PAYS__MAX
#define PAYS_FIRST (PAYS__MAX + 1)

const struct field funding_fields[] = {
    {.name = "q", .label = W_NOTE("Your search"), .kind = FIELD_TEXT, .max = QUERY_TEXT_MAX,
     .help = "any of these words; \"side by side\"; -without"},
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60,
     .help = "a theme's name in addresses"},
    {.name = "pays", .label = W_NOTE("What it pays for"), .kind = FIELD_CHOICE,
     .choices = "first-steps secretariat exchange preparing trying investing running none",
     .help = "first-steps: secretariat or exchange; none: unknown"},
    {.name = "standing", .label = W_NOTE("How it stands"), .kind = FIELD_CHOICE, .choices = "open later over unknown",
     .help = "all that is not over, when nothing is chosen"},
    {.name = "city", .label = W_NOTE("City"), .kind = FIELD_TEXT, .max = 120,
     .help = "a city's name in addresses: only themes that it has worked on"},
    {.name = "all", .label = W_NOTE("All on one page"), .kind = FIELD_FLAG, .help = "up to 600 on one page"},
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 1000, .help = "from 1"},
    {0},
};

static const struct {
    struct str word;
    const char *name;
} PAYS[FUNDING_PAYS] = {
    [PAYS_SECRETARIAT] = {S_INIT("secretariat"), W_NOTE("secretariat and coordination")},
    [PAYS_EXCHANGE] = {S_INIT("exchange"), W_NOTE("travel and exchange")},
    [PAYS_PREPARING] = {S_INIT("preparing"), W_NOTE("preparing a project")},
    [PAYS_TRYING] = {S_INIT("trying"), W_NOTE("trying out")},
    [PAYS_INVESTING] = {S_INIT("investing"), W_NOTE("investing")},
    [PAYS_RUNNING] = {S_INIT("running"), W_NOTE("running costs")},
    [PAYS_NONE] = {S_INIT("none"), W_NOTE("unknown what for")},
    [PAYS_FIRST] = {S_INIT("first-steps"), W_NOTE("administrative support and first collaborations")},
};

static const struct {
    struct str word;
    const char *name;
} STANDINGS[FUNDING_STANDINGS] = {
    [FUNDING_CALL_OPEN] = {S_INIT("open"), W_NOTE("open now")},
    [FUNDING_CALL_LATER] = {S_INIT("later"), W_NOTE("not open yet")},
    [FUNDING_CALL_OVER] = {S_INIT("over"), W_NOTE("over")},
    [FUNDING_CALL_UNKNOWN] = {S_INIT("unknown"), W_NOTE("unknown whether it is open")},
};

struct str funding_pays_word(size_t i)
{
    check(i < COUNT_OF(PAYS));
    return PAYS[i].word;
}

const char *funding_pays_name(size_t i)
{
    check(i < COUNT_OF(PAYS));
    return PAYS[i].name;
}

struct str funding_standing_word(size_t i)
{
    check(i < COUNT_OF(STANDINGS));
    return STANDINGS[i].word;
}

const char *funding_standing_name(size_t i)
{
    check(i < COUNT_OF(STANDINGS));
    return STANDINGS[i].name;
}

/* ---- what is asked */

/* The themes that a city has worked on; an unknown one is as none chosen. */
static enum fault read_city(struct request *request, struct funding_asked *asked)
{
    struct q_funding_city_themes *rows;
    size_t n;
    TRY(q_funding_city_themes(request->db, request->arena, asked->city, &rows, &n));
    if (n == 0) {
        asked->city_unknown = asked->city;
        asked->city = S("");
        return OK;
    }
    asked->city_name = rows[0].name;
    for (size_t i = 0; i < n; i++) {
        bool known = rows[i].theme_id.v > 0 && rows[i].theme_id.v <= CALL_THEMES_MAX;
        asked->city_themes |= known ? 1ull << rows[i].theme_id.v : 0;
    }
    return OK;
}

enum fault funding_asked_read(struct request *request, const struct themes *themes, struct funding_asked *ret_asked)
{
    struct str slug = request_text(request, "theme");
    struct funding_asked asked = {.q = request_text(request, "q"), .pays = request_text(request, "pays"),
                                  .standing = request_text(request, "standing"),
                                  .city = request_text(request, "city"), .city_name = S(""),
                                  .all = request_flag(request, "all"), .page = request_int(request, "page", 1)};
    if (slug.n > 0) {
        asked.theme = themes_find_slug(themes, slug);
        if (asked.theme == NULL) {
            return themes_refuse(request, slug);
        }
    }
    if (asked.city.n > 0) {
        TRY(read_city(request, &asked));
    }
    *ret_asked = asked;
    return OK;
}

struct url funding_address(struct arena *arena, struct url path, const struct funding_asked *asked)
{
    struct url url = path;
    url = asked->q.n > 0 ? url_add(arena, url, "q", asked->q) : url;
    url = asked->city.n > 0 ? url_add(arena, url, "city", asked->city) : url;
    url = asked->theme != NULL ? url_add(arena, url, "theme", asked->theme->slug) : url;
    url = asked->pays.n > 0 ? url_add(arena, url, "pays", asked->pays) : url;
    url = asked->standing.n > 0 ? url_add(arena, url, "standing", asked->standing) : url;
    return asked->all ? url_add(arena, url, "all", S("1")) : url;
}

void funding_soon(struct request *request)
{
    struct search_query query;
    struct str q = request_text(request, "q"), city = request_text(request, "city");
    if (city.n > 0) {
        q_funding_city_themes_soon(request->db, city);
    }
    call_facts_soon(request->db);
    if (q.n > 0 && db_takes_soon(request->db)) {
        search_query_parse(request->arena, q, &query);
        search_calls_soon(request->db, &query);
    }
}

/* ---- what there is */

/* The choices that a funding call belongs to. */
struct marks {
    size_t standing;
    unsigned pays;
};

static struct marks marks_of(const struct call_fact *fact, struct date today)
{
    unsigned first = (1u << PAYS_SECRETARIAT) | (1u << PAYS_EXCHANGE);
    struct marks marks = {call_fact_standing(fact, today), fact->pays};
    marks.pays |= fact->pays == 0 ? 1u << PAYS_NONE : 0;
    marks.pays |= (fact->pays & first) != 0 ? 1u << PAYS_FIRST : 0;
    return marks;
}

static bool has_pays(const struct funding_asked *asked, unsigned pays)
{
    bool has = asked->pays.n == 0;
    for (size_t i = 0; i < COUNT_OF(PAYS); i++) {
        has = has || ((pays & (1u << i)) != 0 && str_eq(asked->pays, PAYS[i].word));
    }
    return has;
}

static bool has_standing(const struct funding_asked *asked, size_t standing)
{
    return asked->standing.n > 0 ? str_eq(asked->standing, STANDINGS[standing].word) : standing != FUNDING_CALL_OVER;
}

/* Counts it for each choice, and takes it when all of what was chosen holds. */
static void look_at(struct funding_found *found, const struct funding_asked *asked, const struct call_fact *fact,
                    struct date today)
{
    struct marks marks = marks_of(fact, today);
    if (asked->city_themes != 0 && (asked->city_themes & fact->themes) == 0) {
        return;
    }
    bool theme = asked->theme == NULL || (fact->themes >> asked->theme->id.v & 1) != 0;
    bool pays = has_pays(asked, marks.pays), standing = has_standing(asked, marks.standing);
    found->standings[marks.standing] += theme && pays;
    for (size_t i = 0; theme && standing && i < COUNT_OF(PAYS); i++) {
        found->pays[i] += (marks.pays & (1u << i)) != 0;
    }
    for (uint64_t left = pays && standing ? fact->themes : 0; left != 0; left &= left - 1) {
        found->themes[__builtin_ctzll(left)]++;
    }
    if (theme && pays && standing) {
        found->items[found->n++] = fact;
    }
}

/* Of what is over that comes first which closed last; what names no day stays behind. */
static void turn(struct funding_found *found)
{
    size_t dated = found->n;
    while (dated > 0 && date_is_none(found->items[dated - 1]->closes_on)) {
        dated--;
    }
    for (size_t i = 0; i < dated / 2; i++) {
        const struct call_fact *one = found->items[i];
        found->items[i] = found->items[dated - 1 - i];
        found->items[dated - 1 - i] = one;
    }
}

enum fault funding_find(struct request *request, const struct funding_asked *asked, struct funding_found *ret_found)
{
    struct funding_found found = {.n = 0};
    struct search_hits hits = {.n = 0};
    struct search_query *query = arena_new(request->arena, struct search_query);
    search_query_parse(request->arena, asked->q, query);
    TRY(call_facts_get(request->db, request->arena, &found.facts));
    found.known = found.facts.n;
    found.items = arena_array(request->arena, const struct call_fact *, found.facts.n + 1);
    found.searched = query->words_n > 0 || query->without_n > 0;
    if (found.searched) {
        TRY(search_calls(request->db, request->arena, query, &hits));
    }
    for (size_t i = 0; i < hits.n; i++) {
        const struct call_fact *fact = call_facts_find(&found.facts, hits.items[i].call);
        if (fact != NULL) {
            look_at(&found, asked, fact, request->today);
        }
    }
    for (size_t i = 0; !found.searched && i < found.facts.n; i++) {
        look_at(&found, asked, &found.facts.items[i], request->today);
    }
    if (!found.searched && str_eq(asked->standing, STANDINGS[FUNDING_CALL_OVER].word)) {
        turn(&found);
    }
    *ret_found = found;
    return OK;
}
