/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: which funding calls were asked for, and how many each other choice would leave. */
#include "base/check.h"
#include "web/funding/funding_web.h"
#include "web/search/search_ask.h"

#define PAYS_NONE PAYS__MAX
#define PAYS_FIRST (PAYS__MAX + 1)

#define LIST_FIELDS                                                                                                    \
    {.name = "q", .label = W_NOTE("Your search"), .kind = FIELD_TEXT, .max = QUERY_TEXT_MAX,                           \
     .help = "any of these words; \"side by side\"; -without"},                                                        \
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60,                                         \
     .help = "a theme's name in addresses"},                                                                           \
    {.name = "pays", .label = W_NOTE("What it pays for"), .kind = FIELD_CHOICE,                                        \
     .choices = "first-steps secretariat exchange preparing trying investing running none",                            \
     .help = "first-steps: secretariat or exchange; none: unknown"},                                                   \
    {.name = "standing", .label = W_NOTE("How it stands"), .kind = FIELD_CHOICE, .choices = "open later over unknown", \
     .help = "all that is not over, when nothing is chosen"},                                                          \
    {.name = "fits", .label = W_NOTE("Does it fit"), .kind = FIELD_CHOICE, .choices = "yes partners unknown no",       \
     .help = "with a city: by the rules that we know"},                                                                \
    {.name = "size", .label = W_NOTE("What a project gets"), .kind = FIELD_CHOICE,                                     \
     .choices = "none under-100k to-500k to-2m above", .help = "at most, in euros; none: not said"},                   \
    {.name = "due", .label = W_NOTE("When"), .kind = FIELD_CHOICE, .choices = "month 3-months 6-months later",         \
     .help = "until the next deadline"},                                                                               \
    {.name = "all", .label = W_NOTE("All on one page"), .kind = FIELD_FLAG, .help = "up to 600 on one page"},          \
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 1000, .help = "from 1"},

const struct field funding_fields[] = {
    LIST_FIELDS
    {.name = "city", .label = W_NOTE("City"), .kind = FIELD_TEXT, .max = 120,
     .help = "a city's name in addresses: each is answered for it; only themes that it has worked on"},
    {.name = "themes", .label = W_NOTE("Themes"), .kind = FIELD_CHOICE, .choices = "all",
     .help = "with a city: all themes, not only those that it has worked on"},
    {0},
};

/* Of the list of a member city. */
const struct field funding_member_fields[] = {
    LIST_FIELDS
    {.name = "themes", .label = W_NOTE("Themes"), .kind = FIELD_CHOICE, .choices = "ours",
     .help = "only those that the city has worked on"},
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
} SIZES[FUNDING_CALL_SIZES] = {
    [FUNDING_CALL_SIZE_UNKNOWN] = {S_INIT("none"), W_NOTE("not said")},
    [FUNDING_CALL_UNDER_100K] = {S_INIT("under-100k"), W_NOTE("under 100,000 euros")},
    [FUNDING_CALL_TO_500K] = {S_INIT("to-500k"), W_NOTE("up to 500,000 euros")},
    [FUNDING_CALL_TO_2M] = {S_INIT("to-2m"), W_NOTE("up to 2 million euros")},
    [FUNDING_CALL_ABOVE] = {S_INIT("above"), W_NOTE("more than 2 million euros")},
};

static const struct {
    struct str word;
    const char *name;
} DUES[FUNDING_CALL_DUES] = {
    [FUNDING_CALL_MONTH] = {S_INIT("month"), W_NOTE("within a month")},
    [FUNDING_CALL_3_MONTHS] = {S_INIT("3-months"), W_NOTE("within 3 months")},
    [FUNDING_CALL_6_MONTHS] = {S_INIT("6-months"), W_NOTE("within 6 months")},
    [FUNDING_CALL_AFTER] = {S_INIT("later"), W_NOTE("in more than 6 months")},
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

struct str funding_size_word(size_t i)
{
    check(i < COUNT_OF(SIZES));
    return SIZES[i].word;
}

const char *funding_size_name(size_t i)
{
    check(i < COUNT_OF(SIZES));
    return SIZES[i].name;
}

struct str funding_due_word(size_t i)
{
    check(i < COUNT_OF(DUES));
    return DUES[i].word;
}

const char *funding_due_name(size_t i)
{
    check(i < COUNT_OF(DUES));
    return DUES[i].name;
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

/* What the rules answer for it, by public facts alone. */
static enum fault ask_rules(struct request *request, struct funding_asked *asked)
{
    struct q_funding_city_facts row;
    struct fund_group *group = arena_new(request->arena, struct fund_group);
    struct call_facts *facts = arena_new(request->arena, struct call_facts);
    TRY(q_funding_city_facts(request->db, request->arena, asked->city, &row));
    TRY(call_facts_get(request->db, request->arena, facts));
    group->cities = arena_new(request->arena, struct fund_city);
    group->n = 1;
    *group->cities = fund_city_of(row.name, row.country, row.population, row.degurba,
                                  row.lau_id.n > 0 && row.nuts3.n > 0);
    asked->calls = arena_new(request->arena, struct fund_calls);
    return fund_calls_ask(request->db, request->arena, facts, group, true, request->words, request->today,
                          asked->calls);
}

/* An answer is that of a city. */
static enum fault need_city(struct request *request)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, request->form == FORM_HTML ? W(&out, "Does it fit") : S("fits"),
                 W(&out, "needs a city"), W(&out, "name one with it, as in city=gabrovo-bg"));
    return FAULT_INVALID;
}

enum fault funding_asked_begin(struct request *request, const struct themes *themes, struct funding_asked *ret_asked)
{
    struct str slug = request_text(request, "theme");
    struct funding_asked asked = {.q = request_text(request, "q"), .pays = request_text(request, "pays"),
                                  .standing = request_text(request, "standing"),
                                  .city = request_text(request, "city"), .city_name = S(""),
                                  .fits = request_text(request, "fits"), .size = request_text(request, "size"),
                                  .due = request_text(request, "due"), .path = URL("/funding"),
                                  .other_themes = str_eq(request_text(request, "themes"), S("all")),
                                  .all = request_flag(request, "all"), .page = request_int(request, "page", 1)};
    if (slug.n > 0) {
        asked.theme = themes_find_slug(themes, slug);
        if (asked.theme == NULL) {
            return themes_refuse(request, slug);
        }
    }
    *ret_asked = asked;
    return OK;
}

enum fault funding_asked_read(struct request *request, const struct themes *themes, struct funding_asked *ret_asked)
{
    struct funding_asked asked;
    TRY(funding_asked_begin(request, themes, &asked));
    if (asked.city.n > 0) {
        TRY(read_city(request, &asked));
    }
    if (asked.city.n > 0) {
        TRY(ask_rules(request, &asked));
    } else if (asked.fits.n > 0 && asked.city_unknown.n == 0) {
        return need_city(request);
    }
    asked.fits = asked.calls != NULL ? asked.fits : S("");
    *ret_asked = asked;
    return OK;
}

struct url funding_address(struct arena *arena, struct url path, const struct funding_asked *asked)
{
    struct url url = path;
    url = asked->q.n > 0 ? url_add(arena, url, "q", asked->q) : url;
    url = asked->city.n > 0 ? url_add(arena, url, "city", asked->city) : url;
    bool is_other = asked->other_themes != asked->of_member; /* a member city begins with all themes */
    url = is_other ? url_add(arena, url, "themes", asked->of_member ? S("ours") : S("all")) : url;
    url = asked->fits.n > 0 ? url_add(arena, url, "fits", asked->fits) : url;
    url = asked->due.n > 0 ? url_add(arena, url, "due", asked->due) : url;
    url = asked->size.n > 0 ? url_add(arena, url, "size", asked->size) : url;
    url = asked->theme != NULL ? url_add(arena, url, "theme", asked->theme->slug) : url;
    url = asked->pays.n > 0 ? url_add(arena, url, "pays", asked->pays) : url;
    url = asked->standing.n > 0 ? url_add(arena, url, "standing", asked->standing) : url;
    return asked->all ? url_add(arena, url, "all", S("1")) : url;
}

struct url funding_here(struct arena *arena, const struct funding_asked *asked)
{
    return funding_address(arena, asked->path, asked);
}

void funding_soon(struct request *request)
{
    struct search_query query;
    struct str q = request_text(request, "q"), city = request_text(request, "city");
    if (city.n > 0) {
        q_funding_city_themes_soon(request->db, city);
        q_funding_city_facts_soon(request->db, city);
        fund_rules_soon(request->db);
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

static bool has_due(const struct funding_asked *asked, unsigned due)
{
    bool has = asked->due.n == 0;
    for (size_t i = 0; i < COUNT_OF(DUES); i++) {
        has = has || ((due & (1u << i)) != 0 && str_eq(asked->due, DUES[i].word));
    }
    return has;
}

/* What holds of all that was chosen, a bit each. */
enum { BY_THEME = 1, BY_PAYS = 2, BY_STANDING = 4, BY_FITS = 8, BY_SIZE = 16, BY_DUE = 32, BY_ALL = 63 };

static void count_bits(size_t *counts, uint64_t bits)
{
    for (; bits != 0; bits &= bits - 1) {
        counts[__builtin_ctzll(bits)]++;
    }
}

/* Counts it for each choice, and takes it when all of what was chosen holds. */
static void look_at(struct funding_found *found, const struct funding_asked *asked, const struct call_fact *fact,
                    struct date today)
{
    struct marks marks = marks_of(fact, today);
    if (asked->city_themes != 0 && !asked->other_themes && (asked->city_themes & fact->themes) == 0) {
        return;
    }
    unsigned due = funding_call_due(call_fact_deadline(&found->facts, fact, today), today);
    enum call_fits fits = asked->calls != NULL ? fund_calls_fits(asked->calls, fact) : CALL_FITS_UNKNOWN;
    unsigned holds = (asked->theme == NULL || (fact->themes >> asked->theme->id.v & 1) != 0 ? BY_THEME : 0) |
                     (has_pays(asked, marks.pays) ? BY_PAYS : 0) |
                     (has_standing(asked, marks.standing) ? BY_STANDING : 0) |
                     (asked->fits.n == 0 || str_eq(asked->fits, call_fits_word(fits)) ? BY_FITS : 0) |
                     (asked->size.n == 0 || str_eq(asked->size, SIZES[fact->size].word) ? BY_SIZE : 0) |
                     (has_due(asked, due) ? BY_DUE : 0);
    found->standings[marks.standing] += (holds | BY_STANDING) == BY_ALL;
    found->fits[fits] += (holds | BY_FITS) == BY_ALL;
    found->sizes[fact->size] += (holds | BY_SIZE) == BY_ALL;
    count_bits(found->dues, (holds | BY_DUE) == BY_ALL ? due : 0);
    count_bits(found->pays, (holds | BY_PAYS) == BY_ALL ? marks.pays : 0);
    count_bits(found->themes, (holds | BY_THEME) == BY_ALL ? fact->themes : 0);
    if (holds == BY_ALL) {
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
    struct funding_found found = {.n = 0, .calls = asked->calls};
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
