/* SPDX-License-Identifier: AGPL-3.0-or-later
** search: hits from the store, facets counted over them, one page shown; cities and organisations that the query
** names. */
#include "web/search/search_web.h"

#include "base/check.h"
#include "base/fold.h"
#include "store/city_find.h"
#include "store/kept.h"
#include "store/kept_named.h"
#include "store/project.sql.h"
#include "store/search.sql.h"
#include "text/country.h"
#include "text/readable.h"
#include "text/snippet.h"
#include "web/search/search_ask.h"
#include "web/search/search_filter.h"
#include "web/sheet.h"
#include "web/views.h"

#define CITIES_SHOWN 3
#define ORGANISATIONS_SHOWN 3
#define CALLS_SHOWN 3
#define CALLS_ASKED 5 /* before they are scored closely */
#define SNIPPET_MAX 260u
#define NAME_WORDS_MAX 3  /* of a city that stands within a query */
#define QUERY_WORDS_MAX 8 /* of a query that may hold a city's name; a longer one is a sentence */

const struct field search_fields[] = {
    {.name = "q", .label = W_NOTE("Your search"), .kind = FIELD_TEXT, .max = QUERY_TEXT_MAX,
     .help = "what to search for: any of these words; \"side by side\"; -without"},
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60, .help = "only this theme"},
    {.name = "state", .label = W_NOTE("How it stands"), .kind = FIELD_CHOICE, .choices = "results ended running",
     .help = "only those with results, ended, or running"},
    {.name = "years", .label = W_NOTE("When"), .kind = FIELD_CHOICE, .choices = "before-2014 2014-2020 from-2021",
     .help = "only those started then"},
    {.name = "country", .label = W_NOTE("Country"), .kind = FIELD_TEXT, .max = 2,
     .help = "only those with a partner from this country"},
    {.name = "small_city", .label = W_NOTE("Who takes part"), .kind = FIELD_FLAG,
     .help = "only those in which a city that fits the size takes part"},
    {.name = "city", .label = W_NOTE("City"), .kind = FIELD_TEXT, .max = 120,
     .help = "only those of this city"},
    {.name = "as_typed", .label = W_NOTE("As typed"), .kind = FIELD_FLAG,
     .help = "do not mend words that nobody uses"},
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 10, .help = "from 1"},
    {0},
};

struct search {
    struct themes themes;
    struct search_choice choice;
    struct search_answer answer;
    const struct search_mark *marks; /* of its hits */
    struct str city_name; /* of the chosen one */
    int64_t page;
};

/* ---- what is found */

/* The chosen city's own projects; an unknown one is as none chosen. */
static enum fault load_city_projects(struct request *request, struct search *search, struct project_id **ret_ids,
                                     size_t *ret_n)
{
    struct q_city_by_slug city;
    struct q_search_city_projects *rows;
    size_t n;
    *ret_ids = NULL;
    *ret_n = 0;
    if (search->choice.city.n == 0) {
        return OK;
    }
    enum fault fault = q_city_by_slug(request->db, request->arena, search->choice.city, &city);
    if (fault == FAULT_NOT_FOUND) {
        search->choice.city = S("");
        return OK;
    }
    TRY(fault);
    TRY(q_search_city_projects(request->db, request->arena, city.slug, &rows, &n));
    struct project_id *ids = arena_array(request->arena, struct project_id, n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[i] = rows[i].project_id;
    }
    search->city_name = city.name;
    *ret_ids = ids;
    *ret_n = n;
    return OK;
}

/* What the address alone tells. */
static void search_page_soon(struct request *request)
{
    struct str q = request_text(request, "q");
    struct str city = request_text(request, "city");
    kept_soon(request->db);
    search_answer_soon(request->db, request->arena, q, request->form == FORM_HTML);
    if (request->form == FORM_HTML && q.n > 0) {
        call_facts_soon(request->db);
    }
    if (city.n > 0) {
        q_city_by_slug_soon(request->db, city);
        q_search_city_projects_soon(request->db, city);
    }
    if (request->form == FORM_HTML && db_takes_soon(request->db) && fold(request->arena, q).n >= 2) {
        city_find_soon(request->db, request->arena, q);
    }
}

/* ---- rows */

static int64_t pages_of(int64_t total)
{
    return total > 0 ? (total + SEARCH_PER_PAGE - 1) / SEARCH_PER_PAGE : 1;
}

static bool passes(const struct search *search, size_t hit)
{
    return search_filter_passes(&search->choice.filter, &search->answer.hits, search->marks, hit);
}

static enum fault make_snippet(struct request *request, const struct search *search, const struct search_hit *hit,
                               struct str text, struct html *ret_snippet)
{
    const struct rank_document *document;
    struct rank_met met[SNIPPET_HITS_MAX];
    struct snippet_hit hits[SNIPPET_HITS_MAX];
    TRY(search_document(request->db, request->arena, hit, &document));
    size_t n = rank_find_met(&search->answer.hits.query, document, met, SNIPPET_HITS_MAX);
    for (size_t i = 0; i < n; i++) {
        hits[i] = (struct snippet_hit){met[i].place.from, met[i].place.n, met[i].term};
    }
    *ret_snippet = html_marked(request->arena, snippet_make(request->arena, text, hits, n, SNIPPET_MAX));
    return OK;
}

static enum fault load_row(struct request *request, struct out *out, const struct search *search,
                           const struct search_hit *hit, struct project_row *row)
{
    struct q_project_brief p;
    TRY(q_project_brief(request->db, request->arena, hit->id, &p));
    *row = (struct project_row){.url = project_url(out->arena, p.id),
                                .acronym = p.acronym,
                                .title = say_title(out->arena, p.title, p.acronym),
                                .status = say_status(out, p.status, p.start_on, p.end_on, p.has_results,
                                                     request->today),
                                .years = say_years(out, p.start_on, p.end_on)};
    struct str text = p.objective.n > 0 ? p.objective : p.keywords;
    return text.n > 0 ? make_snippet(request, search, hit, text, &row->snippet) : OK;
}

/* A page past the last one is the last one: somebody may have kept its address while the list grew shorter. */
static void set_total(struct search *search, struct search_page *m)
{
    for (size_t i = 0; i < search->answer.hits.n; i++) {
        m->total += passes(search, i);
    }
    search->page = search->page < pages_of(m->total) ? search->page : pages_of(m->total);
}

/* Those that pass behind `skip` of them, with what their snippets need. */
static void rows_soon(struct db *db, const struct search *search, int64_t skip, size_t most, bool snippets)
{
    const struct search_hits *hits = &search->answer.hits;
    size_t n = 0;
    for (size_t i = 0; db_takes_soon(db) && i < hits->n && n < most; i++) {
        if (!passes(search, i) || skip-- > 0) {
            continue;
        }
        q_project_brief_soon(db, hits->items[i].id);
        if (snippets && hits->items[i].document == NULL) {
            q_search_tokens_soon(db, hits->items[i].id);
        }
        n++;
    }
}

static enum fault load_rows(struct request *request, struct out *out, const struct search *search,
                            struct search_page *m)
{
    const struct search_hits *hits = &search->answer.hits;
    int64_t skip = (search->page - 1) * SEARCH_PER_PAGE;
    m->rows = arena_array(request->arena, struct project_row, SEARCH_PER_PAGE);
    for (size_t i = 0; i < hits->n && m->rows_count < SEARCH_PER_PAGE; i++) {
        if (!passes(search, i) || skip-- > 0) {
            continue;
        }
        TRY(load_row(request, out, search, &hits->items[i], &m->rows[m->rows_count]));
        m->rows_count++;
    }
    return OK;
}

/* ---- names in the query */

static enum fault load_cities(struct request *request, struct out *out, struct search_page *m)
{
    struct found_cities found;
    if (!m->has_words || fold(request->arena, m->q).n < 2) {
        return OK;
    }
    TRY(city_find_named(request->db, request->arena, m->q, CITIES_SHOWN, &found));
    m->cities_count = found.n;
    m->cities = arena_array(request->arena, struct place_row, m->cities_count);
    for (size_t i = 0; i < m->cities_count; i++) {
        const struct found_city *city = &found.items[i];
        m->cities[i] = (struct place_row){.url = city_url(out->arena, city->slug),
                                          .name = city->name,
                                          .where = country_name(out, city->country),
                                          .people = say_people(out, city->population, S(""), (struct maybe_int){0})};
    }
    return OK;
}

/* The run of `n` words of the query from the i-th on, as a name; no text when they do not follow each other. */
static struct str name_at(struct arena *arena, const struct search_query *query, struct str typed, size_t i, size_t n)
{
    const struct search_word *last = &query->words[i + n - 1];
    size_t from = query->words[i].from;
    return last->from < from ? (struct str){0} : fold(arena, str_sub(typed, from, last->from + last->n - from));
}

/* The first run of words within the query that is a city with EU projects of its own, the longest first. */
static enum fault offer_city(struct request *request, const struct search *search, struct search_page *m)
{
    const struct search_query *query = &search->answer.query;
    struct str typed = search->answer.mended.n > 0 ? search->answer.mended : m->q;
    bool asked = m->city.n == 0 && query->words_n <= QUERY_WORDS_MAX;
    for (size_t n = NAME_WORDS_MAX; asked && n > 0; n--) {
        for (size_t i = 0; n < query->words_n && i + n <= query->words_n; i++) {
            struct q_search_city_named *rows;
            size_t rows_n = 0;
            struct str name = name_at(request->arena, query, typed, i, n);
            if (name.s == NULL) {
                continue;
            }
            TRY(q_search_city_named(request->db, request->arena, name, &rows, &rows_n));
            if (rows_n > 0) {
                struct search_choice choice = search->choice;
                choice.city = rows[0].slug;
                m->city_offered = rows[0].name;
                m->city_only = search_choice_url(request->arena, &search->themes, &choice, 1);
                return OK;
            }
        }
    }
    return OK;
}

/* The query without what leads to a name: "who has worked with Fraunhofer", "projects of Fraunhofer". */
static struct str name_in(const struct search_query *query, struct str typed)
{
    static const struct str leading[] = {S_INIT("work"), S_INIT("project"), S_INIT("partner"), S_INIT("organ")};
    size_t from = 0;
    for (size_t i = 0; i < query->words_n && query->words[i].from >= from; i++) {
        bool leads = false;
        for (size_t j = 0; j < COUNT_OF(leading); j++) {
            leads = leads || str_eq(query->words[i].token, leading[j]);
        }
        if (!leads) {
            return i > 0 ? str_from(typed, query->words[i].from) : typed;
        }
    }
    return typed;
}

static enum fault load_organisations(struct request *request, struct out *out, const struct search *search,
                                     struct search_page *m)
{
    struct q_search_organisations *rows;
    struct str low = fold(request->arena, name_in(&search->answer.query, m->q));
    if (!m->has_words || low.n < 3) {
        return OK;
    }
    TRY(q_search_organisations(request->db, request->arena, str_join(request->arena, low, S("\x01")),
                               str_join(request->arena, low, S("!")), ORGANISATIONS_SHOWN, &rows,
                               &m->organisations_count));
    m->organisations = arena_array(request->arena, struct place_row, m->organisations_count);
    for (size_t i = 0; i < m->organisations_count; i++) {
        m->organisations[i] = (struct place_row){
            .url = organisation_url(out->arena, rows[i].id), .name = readable_name(request->arena, rows[i].name),
            .where = country_name(out, rows[i].country),
            .record = SAY(out, "{n} EU project|{n} EU projects", slot("n", count(rows[i].projects)))};
    }
    return OK;
}

/* Organisations, and cities within the query, which are asked for after the rows. */
static void names_soon(struct request *request, const struct search *search)
{
    const struct search_query *query = &search->answer.query;
    struct str typed = search->answer.mended.n > 0 ? search->answer.mended : search->choice.q;
    if (!db_takes_soon(request->db)) {
        return;
    }
    struct str low = fold(request->arena, name_in(query, search->choice.q));
    if (query->words_n > 0 && low.n >= 3) {
        q_search_organisations_soon(request->db, str_join(request->arena, low, S("\x01")),
                                    str_join(request->arena, low, S("!")), ORGANISATIONS_SHOWN);
    }
    for (size_t n = NAME_WORDS_MAX; search->city_name.n == 0 && query->words_n <= QUERY_WORDS_MAX && n > 0; n--) {
        for (size_t i = 0; n < query->words_n && i + n <= query->words_n; i++) {
            struct str name = name_at(request->arena, query, typed, i, n);
            if (name.s != NULL) {
                q_search_city_named_soon(request->db, name);
            }
        }
    }
}

/* ---- funding calls */

/* Those that the lists alone put first, and what scoring them needs. */
static enum fault calls_shown_soon(struct request *request, const struct search_query *query)
{
    struct search_hits hits;
    struct call_facts facts;
    size_t asked = 0;
    if (!db_takes_soon(request->db) || query->words_n == 0) {
        return OK;
    }
    TRY(call_facts_get(request->db, request->arena, &facts));
    TRY(search_calls_lists(request->db, request->arena, query, &hits));
    for (size_t i = 0; i < hits.n && asked < CALLS_ASKED; i++) {
        const struct call_fact *fact = call_facts_find(&facts, hits.items[i].call);
        if (fact != NULL && call_fact_standing(fact, request->today) != FUNDING_CALL_OVER) {
            kept_call_soon(request->db, fact->id);
            asked++;
        }
    }
    return OK;
}

static enum fault load_calls(struct request *request, struct out *out, const struct search *search,
                             struct search_page *m)
{
    struct funding_found found;
    struct funding_asked asked = {.q = search->answer.mended.n > 0 ? search->answer.mended : m->q, .pays = S(""),
                                  .standing = S(""), .page = 1};
    if (!m->has_words) {
        return OK;
    }
    TRY(funding_find(request, &asked, &found));
    m->calls_total = (int64_t)found.n;
    m->calls_count = found.n < CALLS_SHOWN ? found.n : CALLS_SHOWN;
    m->calls_url = funding_address(request->arena, URL("/funding"), &asked);
    return funding_rows_load(request, out, &found, 0, m->calls_count, &m->calls);
}

/* ---- what a mended search shows */

struct showing {
    struct request *request;
    const struct search *search;
};

/* Scores of the lists are rounded: a hit that is not looked at closely may overtake one that is, of nearly its score.
** How many of those from `from` to `to` the hit may change places with. */
static int64_t count_near(const struct search *search, size_t from, size_t to, size_t hit)
{
    const struct search_hit *hits = search->answer.hits.items;
    int64_t n = 0;
    for (size_t i = from; i < to; i++) {
        int64_t close = hits[i < hit ? i : hit].score, behind = hits[i < hit ? hit : i].score;
        n += close <= behind + behind / 20 && passes(search, i);
    }
    return n;
}

/* Any of those that are looked at closely may be on their pages; those behind them stay in order among themselves. */
static void unscored_rows_soon(struct db *db, const struct search *search, bool sheet)
{
    const struct search_hits *hits = &search->answer.hits;
    bool all = search->answer.query.phrases_n > 0 || sheet || hits->n < RANK_CLOSE_MAX;
    size_t close_n = all ? hits->n : RANK_CLOSE_MAX;
    int64_t total = 0, close_passing = 0, at = 0;
    for (size_t i = 0; i < hits->n; i++) {
        total += passes(search, i);
        close_passing = i < close_n ? total : close_passing;
    }
    int64_t skip = ((search->page < pages_of(total) ? search->page : pages_of(total)) - 1) * SEARCH_PER_PAGE;
    for (size_t i = 0; i < hits->n; i++) {
        if (!passes(search, i)) {
            continue;
        }
        int64_t first = i < close_n ? 0 : at - count_near(search, 0, close_n, i);
        int64_t last = i < close_n ? close_passing - 1 + count_near(search, close_n, hits->n, i) : at;
        at++;
        if (first >= skip + SEARCH_PER_PAGE || (last < skip && !sheet)) {
            continue;
        }
        q_project_brief_soon(db, hits->items[i].id);
        if (i >= close_n) {
            q_search_tokens_soon(db, hits->items[i].id);
        }
    }
}

static enum fault shown_soon(void *context, const struct search_answer *answer)
{
    const struct showing *showing = context;
    struct request *request = showing->request;
    struct search search = *showing->search;
    search.answer = *answer;
    search.marks = search_marks_make(request->arena, &answer->hits, request->today);
    unscored_rows_soon(request->db, &search, request->form != FORM_HTML);
    if (request->form != FORM_HTML) {
        return OK;
    }
    names_soon(request, &search);
    TRY(calls_shown_soon(request, &answer->query));
    return fold(request->arena, search.choice.q).n < 2
               ? OK : city_find_named_soon(request->db, request->arena, search.choice.q);
}

static enum fault load_search(struct request *request, struct search *search)
{
    struct project_id *only;
    size_t only_n;
    search->page = request_int(request, "page", 1);
    search_page_soon(request);
    TRY(themes_load(request, &search->themes));
    TRY(search_choice_read(request, &search->themes, &search->choice));
    TRY(load_city_projects(request, search, &only, &only_n));
    struct showing showing = {request, search};
    struct search_asked asked = {.typed = search->choice.q, .mend = !search->choice.as_typed, .only = only,
                                 .only_n = only_n, .calls = request->form == FORM_HTML, .shown_soon = shown_soon,
                                 .context = &showing};
    if (asked.calls && db_takes_soon(request->db)) {
        struct search_query query;
        search_query_parse(request->arena, search->choice.q, &query);
        TRY(calls_shown_soon(request, &query));
    }
    TRY(search_answer_get(request->db, request->arena, &asked, &search->answer));
    search->marks = search_marks_make(request->arena, &search->answer.hits, request->today);
    return OK;
}

/* ---- answers */

static enum fault answer_sheet(struct request *request, struct response *response, const struct search *search)
{
    static const char *const columns[] = {"rank", "project_id", "acronym", "title", "score", "status", "url"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "search");
    const struct search_hits *hits = &search->answer.hits;
    int64_t rank = 0;
    rows_soon(request->db, search, 0, SEARCH_BEST_MAX, false);
    for (size_t i = 0; i < hits->n; i++) {
        if (!passes(search, i)) {
            continue;
        }
        struct arena_mark mark = arena_mark(request->arena);
        struct q_project_brief p;
        TRY(q_project_brief(request->db, request->arena, hits->items[i].id, &p));
        sheet_int(&sheet, ++rank);
        sheet_int(&sheet, p.id.v);
        sheet_str(&sheet, p.acronym);
        sheet_str(&sheet, p.title);
        sheet_int(&sheet, hits->items[i].score);
        sheet_str(&sheet, p.status);
        sheet_url(&sheet, project_url(request->arena, p.id));
        arena_rewind(request->arena, mark);
    }
    sheet_close(&sheet);
    return OK;
}

static void set_links(struct search_page *m, struct request *request, const struct search *search)
{
    struct arena *arena = request->arena;
    struct search_choice choice = search->choice;
    int64_t pages = pages_of(m->total);
    m->pagination = (struct pagination){.page = search->page, .pages = pages};
    if (search->page > 1) {
        m->pagination.previous = search_choice_url(arena, &search->themes, &choice, search->page - 1);
    }
    if (search->page < pages) {
        m->pagination.next = search_choice_url(arena, &search->themes, &choice, search->page + 1);
    }
    choice.as_typed = true;
    m->mended = search->answer.mended;
    m->mended_not = search_choice_url(arena, &search->themes, &choice, 1);
    choice = search->choice;
    choice.q = search->answer.meant;
    m->meant = search->answer.meant;
    m->meant_url = search_choice_url(arena, &search->themes, &choice, 1);
    choice = search->choice;
    choice.city = S("");
    m->city_not = search_choice_url(arena, &search->themes, &choice, 1);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
}

static struct search_page *page_new(struct request *request, struct out *out, const struct search *search)
{
    struct search_page *m = arena_new(request->arena, struct search_page);
    m->q = search->choice.q;
    m->city = search->city_name;
    m->has_words = search->answer.query.words_n > 0;
    m->only_minus = !m->has_words && search->answer.query.without_n > 0;
    m->looked_at = (int64_t)search->answer.hits.n;
    m->all = (int64_t)search->answer.hits.all;
    m->theme_unknown = search->choice.theme_unknown;
    m->country_unknown = search->choice.country_unknown;
    m->page = page_of(request, m->q.n ? SAY(out, "Search: {text}", slot("text", m->q)) : W(out, "Search"),
                      W(out, "Search what cities and their partners did in EU projects, in your own words."),
                      DOOR_HELP);
    page_add_crumb(m->page, W(out, "Find help"), URL("/find-help"));
    m->page->is_search = true;
    m->page->no_index = true;
    m->box = (struct search_box){.id = S("text"), .value = m->q, .action = URL("/search"),
                                 .label = W(out, "Search EU projects and cities")};
    return m;
}

enum fault search_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct search search = {.city_name = S("")};
    TRY(load_search(request, &search));
    if (request->form != FORM_HTML) {
        return answer_sheet(request, response, &search);
    }
    struct search_page *m = page_new(request, &out, &search);
    set_total(&search, m);
    names_soon(request, &search);
    rows_soon(request->db, &search, (search.page - 1) * SEARCH_PER_PAGE, SEARCH_PER_PAGE, true);
    TRY(load_cities(request, &out, m)); /* first: it may have more to ask, which goes out with the others */
    TRY(load_rows(request, &out, &search, m));
    TRY(offer_city(request, &search, m));
    TRY(load_organisations(request, &out, &search, m));
    TRY(load_calls(request, &out, &search, m));
    search_facets_set(m, &out, &search.themes, &search.choice, &search.answer.hits, search.marks);
    set_links(m, request, &search);
    view_search(&out, m);
    return OK;
}
