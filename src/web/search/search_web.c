/* SPDX-License-Identifier: AGPL-3.0-or-later
** search: hits from the store, facets counted over them, one page shown. */
#include "web/search/search_web.h"

#include <inttypes.h>

#include "base/check.h"
#include "base/fold.h"
#include "store/city_find.h"
#include "store/project.sql.h"
#include "store/search.h"
#include "store/search.sql.h"
#include "text/snippet.h"
#include "text/country.h"
#include "web/say.h"
#include "web/sheet.h"
#include "web/views.h"

#define CITIES_SHOWN 3
#define SNIPPET_MAX 260u

const struct field search_fields[] = {
    {.name = "q", .kind = FIELD_TEXT, .max = QUERY_TEXT_MAX, .help = "what to search for: words, an acronym, a city"},
    {.name = "theme", .kind = FIELD_TEXT, .max = 60, .help = "only this theme"},
    {.name = "state", .kind = FIELD_CHOICE, .choices = "results ended running",
     .help = "only those with results, ended, or running"},
    {.name = "page", .kind = FIELD_INT, .min = 1, .max = 10, .help = "from 1"},
    {0},
};

enum state { STATE_RESULTS, STATE_ENDED, STATE_RUNNING, STATES };
static const char *const state_words[STATES] = {"results", "ended", "running"};
static const char *const state_names[STATES] = {W_NOTE("with published results"), W_NOTE("ended"), W_NOTE("running")};

/* A hit with what its facets need. */
struct found {
    struct rank_hit hit;
    struct q_search_themes *themes;
    size_t themes_count;
    bool states[STATES];
};

struct search {
    struct str q;
    struct analysed tokens;
    struct found *found;
    size_t n;
    bool capped;
    struct theme_id theme; /* chosen */
    int state;             /* chosen, or STATES */
    int64_t page;
};

static enum fault load_found(struct request *request, struct search *search)
{
    struct search_hits hits;
    TRY(search_projects(request->db, request->arena, search->tokens.tokens, search->tokens.n, &hits));
    search->found = arena_array(request->arena, struct found, hits.n);
    search->n = hits.n;
    search->capped = hits.capped;
    for (size_t i = 0; i < hits.n; i++) {
        struct found *found = &search->found[i];
        struct project_id id = {hits.items[i].id};
        struct q_search_facts facts;
        found->hit = hits.items[i];
        TRY(q_search_themes(request->db, request->arena, id, &found->themes, &found->themes_count));
        TRY(q_search_facts(request->db, request->arena, id, &facts));
        struct status status = status_of(facts.status, facts.start_on, facts.end_on, facts.has_results, request->today);
        found->states[STATE_RESULTS] = status_has_results(status.kind);
        found->states[STATE_ENDED] = status_is_ended(status.kind);
        found->states[STATE_RUNNING] = status_is_running(status.kind);
    }
    return OK;
}

static bool has_theme(const struct found *found, struct theme_id id)
{
    for (size_t i = 0; i < found->themes_count; i++) {
        if (found->themes[i].theme_id.v == id.v) {
            return true;
        }
    }
    return false;
}

static bool passes(const struct search *search, const struct found *found, struct theme_id theme, int state)
{
    (void)search;
    return (theme.v == 0 || has_theme(found, theme)) && (state == STATES || found->states[state]);
}

static int64_t count_passing(const struct search *search, struct theme_id theme, int state)
{
    int64_t n = 0;
    for (size_t i = 0; i < search->n; i++) {
        n += passes(search, &search->found[i], theme, state);
    }
    return n;
}

static struct url address(struct request *request, const struct search *search, const struct themes *themes,
                          struct theme_id theme, int state, int64_t page)
{
    struct url url = url_add(request->arena, URL("/search"), "q", search->q);
    const struct q_theme_list *row = themes_find(themes, theme);
    if (row != NULL) {
        url = url_add(request->arena, url, "theme", row->slug);
    }
    if (state != STATES) {
        url = url_add(request->arena, url, "state", str_of(state_words[state]));
    }
    return page > 1 ? url_add(request->arena, url, "page", str_format(request->arena, "%" PRId64, page)) : url;
}

static void set_facets(struct search_page *m, struct out *out, struct request *request, const struct search *search,
                       const struct themes *themes)
{
    m->themes = arena_array(out->arena, struct facet, themes->n);
    for (size_t i = 0; i < themes->n; i++) {
        struct theme_id id = themes->items[i].id;
        int64_t n = count_passing(search, id, search->state);
        bool chosen = id.v == search->theme.v;
        if (n > 0 || chosen) {
            struct theme_id to = chosen ? (struct theme_id){0} : id;
            m->themes[m->themes_count++] = (struct facet){address(request, search, themes, to, search->state, 1),
                                                          say_theme(out, themes, id), n, chosen};
        }
    }
    m->states = arena_array(out->arena, struct facet, STATES);
    for (int i = 0; i < STATES; i++) {
        int64_t n = count_passing(search, search->theme, i);
        bool chosen = i == search->state;
        if (n > 0 || chosen) {
            m->states[m->states_count++] = (struct facet){
                address(request, search, themes, search->theme, chosen ? STATES : i, 1),
                words_text(out, state_names[i], NULL, 0), n, chosen};
        }
    }
}

static enum fault load_row(struct request *request, struct out *out, struct analyser *analyser,
                           const struct search *search, int64_t id, struct project_row *row)
{
    struct q_project_brief p;
    TRY(q_project_brief(request->db, request->arena, (struct project_id){id}, &p));
    struct str text = p.objective.n > 0 ? p.objective : p.keywords;
    struct str piece = text.n ? snippet_make(request->arena, analyser, text, search->tokens.tokens, search->tokens.n,
                                             SNIPPET_MAX) : S("");
    *row = (struct project_row){.url = project_url(out->arena, p.id),
                                .acronym = p.acronym,
                                .title = say_title(out->arena, p.title, p.acronym),
                                .status = say_status(out, p.status, p.start_on, p.end_on, p.has_results,
                                                     request->today),
                                .years = say_years(out, p.start_on, p.end_on),
                                .snippet = html_marked(out->arena, piece)};
    return OK;
}

static void analyser_done(struct analyser **analyser)
{
    analyser_free(*analyser);
}

static enum fault load_rows(struct request *request, struct out *out, const struct search *search,
                            struct search_page *m)
{
    struct analyser *CLEANUP(analyser_done) analyser = analyser_new();
    int64_t skip = (search->page - 1) * SEARCH_PER_PAGE;
    m->rows = arena_array(request->arena, struct project_row, SEARCH_PER_PAGE);
    for (size_t i = 0; i < search->n; i++) {
        if (!passes(search, &search->found[i], search->theme, search->state)) {
            continue;
        }
        m->total++;
        if (m->total > skip && m->rows_count < SEARCH_PER_PAGE) {
            TRY(load_row(request, out, analyser, search, search->found[i].hit.id, &m->rows[m->rows_count]));
            m->rows_count++;
        }
    }
    return OK;
}

static enum fault load_cities(struct request *request, struct out *out, struct search_page *m)
{
    struct found_cities found;
    if (fold(request->arena, m->q).n < 2) {
        return OK;
    }
    TRY(city_find(request->db, request->arena, m->q, CITIES_SHOWN, &found));
    m->cities_count = found.certain; /* here a name is one reading of many: no guesses */
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

static enum fault answer(struct request *request, struct response *response, const struct search *search)
{
    static const char *const columns[] = {"rank", "project_id", "acronym", "title", "score", "status", "url"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "search");
    int64_t rank = 0;
    for (size_t i = 0; i < search->n; i++) {
        if (!passes(search, &search->found[i], search->theme, search->state)) {
            continue;
        }
        struct arena_mark mark = arena_mark(request->arena);
        struct q_project_brief p;
        TRY(q_project_brief(request->db, request->arena, (struct project_id){search->found[i].hit.id}, &p));
        sheet_int(&sheet, ++rank);
        sheet_int(&sheet, p.id.v);
        sheet_str(&sheet, p.acronym);
        sheet_str(&sheet, p.title);
        sheet_int(&sheet, search->found[i].hit.score);
        sheet_str(&sheet, p.status);
        sheet_url(&sheet, project_url(request->arena, p.id));
        arena_rewind(request->arena, mark);
    }
    sheet_close(&sheet);
    return OK;
}

static enum fault read_search(struct request *request, const struct themes *themes, struct search *ret_search)
{
    struct search search = {.q = request_text(request, "q"), .state = STATES, .page = request_int(request, "page", 1)};
    struct str slug = request_text(request, "theme");
    struct str state = request_text(request, "state");
    if (slug.n > 0) {
        const struct q_theme_list *theme = themes_find_slug(themes, slug);
        if (theme == NULL) {
            problems_add(&request->problems, S("theme"), str_join(request->arena, S("there is no theme called "), slug),
                         S("choose from the list at /themes"));
            return FAULT_INVALID;
        }
        search.theme = theme->id;
    }
    for (int i = 0; i < STATES; i++) {
        search.state = str_eq(state, str_of(state_words[i])) ? i : search.state;
    }
    search.tokens = analyse(request->arena, search.q, RANK_TERMS_MAX);
    *ret_search = search;
    return OK;
}

static void set_pages(struct search_page *m, struct request *request, const struct search *search,
                      const struct themes *themes)
{
    int64_t pages = (m->total + SEARCH_PER_PAGE - 1) / SEARCH_PER_PAGE;
    m->pagination = (struct pagination){.page = search->page, .pages = pages > 0 ? pages : 1};
    if (search->page > 1) {
        m->pagination.previous = address(request, search, themes, search->theme, search->state, search->page - 1);
    }
    if (search->page < pages) {
        m->pagination.next = address(request, search, themes, search->theme, search->state, search->page + 1);
    }
}

enum fault search_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct search search;
    TRY(themes_load(request, &themes));
    TRY(read_search(request, &themes, &search));
    TRY(load_found(request, &search));
    if (request->form != FORM_HTML) {
        return answer(request, response, &search);
    }
    struct search_page *m = arena_new(request->arena, struct search_page);
    m->q = search.q;
    m->capped = search.capped;
    m->page = page_of(request, m->q.n ? SAY(&out, "Search: {text}", slot("text", m->q)) : W(&out, "Search"),
                      W(&out, "Search what cities and their partners did in EU projects, in your own words."),
                      DOOR_HELP);
    page_add_crumb(m->page, W(&out, "Find help"), URL("/find-help"));
    m->page->is_search = true;
    m->page->no_index = true;
    m->box = (struct search_box){.id = S("text"), .value = m->q, .action = URL("/search"),
                                 .label = W(&out, "Search EU projects and cities")};
    TRY(load_rows(request, &out, &search, m));
    TRY(load_cities(request, &out, m));
    set_facets(m, &out, request, &search, &themes);
    set_pages(m, request, &search, &themes);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_search(&out, m);
    return OK;
}
