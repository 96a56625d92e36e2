/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: the list, as a page and for machines. */
#include "web/funding/funding_web.h"

#include "base/check.h"
#include "store/kept_named.h"
#include "web/member/member_web.h"
#include "web/sheet.h"
#include "web/views.h"

#define SHEET_ROWS 100

/* ---- rows */

/* Of 600 rows most say again what one before them said: it is written once. */
#define SAID_PAYS 32

struct said {
    const struct q_funding_call_row *source_of; /* the last one; NULL none */
    struct str source;
    const struct q_funding_call_row *pays_of[SAID_PAYS];
    struct str pays[SAID_PAYS];
    size_t pays_n;
    struct date deadline_of;
    struct str deadline;
    struct str standings[FUNDING_STANDINGS];
};

static struct str say_source_once(struct out *out, struct said *said, const struct q_funding_call_row *row)
{
    const struct q_funding_call_row *last = said->source_of;
    if (last == NULL || !str_eq(last->publisher, row->publisher) || !str_eq(last->source, row->source) ||
        last->as_of.days != row->as_of.days || last->imported_at != row->imported_at) {
        said->source = funding_say_source(out, row->publisher, row->source, row->as_of, row->imported_at);
        said->source_of = row;
    }
    return said->source;
}

static struct str say_pays_once(struct out *out, struct said *said, const struct q_funding_call_row *row)
{
    for (size_t i = 0; i < said->pays_n; i++) {
        const struct q_funding_call_row *other = said->pays_of[i];
        if (str_eq(other->pays_1, row->pays_1) && str_eq(other->pays_2, row->pays_2) &&
            str_eq(other->pays_3, row->pays_3)) {
            return said->pays[i];
        }
    }
    struct str says = funding_say_pays(out, row);
    if (said->pays_n < SAID_PAYS) {
        said->pays_of[said->pays_n] = row;
        said->pays[said->pays_n++] = says;
    }
    return says;
}

static struct str say_deadline_once(struct out *out, struct said *said, const struct call_facts *facts,
                                    const struct call_fact *fact, struct date today)
{
    if (fact->days_n != 1) {
        return funding_say_deadline(out, facts, fact, today);
    }
    struct date day = call_fact_deadline(facts, fact, today);
    if (said->deadline.n == 0 || said->deadline_of.days != day.days) {
        said->deadline = funding_say_deadline(out, facts, fact, today);
        said->deadline_of = day;
    }
    return said->deadline;
}

/* What is to be opened names its day. */
static struct str say_standing_once(struct out *out, struct said *said, const struct call_fact *fact,
                                    const struct q_funding_call_row *row, struct date today)
{
    enum funding_call_standing standing = call_fact_standing(fact, today);
    if (standing == FUNDING_CALL_LATER || said->standings[standing].n == 0) {
        said->standings[standing] = funding_say_standing(out, row->status, row->opens_on, row->closes_on, today);
    }
    return said->standings[standing];
}

static struct funding_row row_of(struct request *request, struct out *out, struct said *said,
                                 const struct call_facts *facts, const struct call_fact *fact,
                                 const struct q_funding_call_row *from)
{
    struct funding_row row = {
        .url = funding_call_url(request->arena, from->slug), .title = from->title,
        .language = from->publisher.n > 0 ? S("") : S("en"), .identifier = from->identifier,
        .deadline = say_deadline_once(out, said, facts, fact, request->today),
        .standing = say_standing_once(out, said, fact, from, request->today),
        .pays = say_pays_once(out, said, from), .programme = from->programme,
        .source = say_source_once(out, said, from), .fits = {S("")}};
    if (row.url.text.n == 0) {
        (void)url_external(request->arena, from->address, &row.url);
    }
    return row;
}

static void rows_soon(struct request *request, const struct funding_found *found, size_t skip, size_t n)
{
    for (size_t i = skip; i < skip + n; i++) {
        kept_call_soon(request->db, found->items[i]->id);
    }
}

enum fault funding_rows_load(struct request *request, struct out *out, const struct funding_found *found, size_t skip,
                             size_t n, struct funding_row **ret_rows)
{
    struct funding_row *rows = arena_array(request->arena, struct funding_row, n + 1);
    struct said said = {0};
    rows_soon(request, found, skip, n);
    for (size_t i = 0; i < n; i++) {
        const struct call_fact *fact = found->items[skip + i];
        const struct q_funding_call_row *row;
        TRY(kept_call(request->db, request->arena, fact->id, &row));
        rows[i] = row_of(request, out, &said, &found->facts, fact, row);
        if (found->calls != NULL) {
            rows[i].fits = fund_calls_line(found->calls, out, fact);
        }
    }
    *ret_rows = rows;
    return OK;
}

/* ---- for machines */

/* What a project gets; and, with a city, whether it fits. */
static void put_answer(struct sheet *sheet, struct request *request, const struct funding_found *found,
                       const struct call_fact *fact)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct fund_calls *calls = found->calls;
    const struct fund_entry *entry = calls != NULL ? fund_calls_entry(calls, fact) : NULL;
    sheet_str(sheet, fact->size != FUNDING_CALL_SIZE_UNKNOWN ? funding_size_word(fact->size) : S(""));
    sheet_str(sheet, calls != NULL ? call_fits_word(fund_calls_fits(calls, fact)) : S(""));
    sheet_str(sheet, calls != NULL ? fund_calls_say(calls, &out, fact)->says : S(""));
    sheet_str(sheet, entry != NULL ? entry->rule.id : S(""));
}

static void put_row(struct sheet *sheet, struct request *request, const struct funding_found *found,
                    const struct call_fact *fact, const struct q_funding_call_row *row)
{
    struct date deadline = call_fact_deadline(&found->facts, fact, request->today);
    sheet_str(sheet, row->identifier);
    sheet_str(sheet, row->title);
    sheet_str(sheet, row->publisher);
    sheet_str(sheet, row->programme);
    sheet_str(sheet, row->action);
    sheet_str(sheet, funding_standing_word(call_fact_standing(fact, request->today)));
    sheet_date(sheet, row->opens_on);
    sheet_date(sheet, deadline.days >= request->today.days ? deadline : DATE_NONE);
    sheet_date(sheet, row->closes_on);
    sheet_int(sheet, fact->days_n);
    sheet_str(sheet, row->pays_1);
    sheet_str(sheet, row->pays_2);
    sheet_str(sheet, row->pays_3);
    sheet_str(sheet, row->source);
    sheet_date(sheet, row->as_of);
    sheet_str(sheet, row->address);
    sheet_url(sheet, funding_call_url(request->arena, row->slug));
    put_answer(sheet, request, found, fact);
}

static enum fault answer(struct request *request, struct response *response, const struct funding_found *found,
                         int64_t page)
{
    static const char *const columns[] = {"identifier", "title", "publisher", "programme", "action", "standing",
                                          "opens", "next_deadline", "last_deadline", "deadlines", "pays", "pays_2",
                                          "pays_3", "source", "as_of", "address", "url", "gets", "fits", "because",
                                          "rule"};
    size_t first = (size_t)(page - 1) * SHEET_ROWS;
    first = first < found->n ? first : found->n;
    size_t n = found->n - first < SHEET_ROWS ? found->n - first : SHEET_ROWS;
    rows_soon(request, found, first, n);
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "funding-calls");
    for (size_t i = first; i < first + n; i++) {
        const struct q_funding_call_row *row;
        TRY(kept_call(request->db, request->arena, found->items[i]->id, &row));
        put_row(&sheet, request, found, found->items[i], row);
    }
    sheet_close(&sheet);
    return OK;
}

/* ---- what narrows the list, as plain links with what each leaves */

static void set_pays(struct funding_page *m, struct out *out, const struct funding_asked *asked,
                     const struct funding_found *found)
{
    for (size_t i = 0; i < FUNDING_PAYS; i++) {
        struct funding_asked other = *asked;
        bool chosen = str_eq(asked->pays, funding_pays_word(i));
        other.pays = chosen ? S("") : funding_pays_word(i);
        if (chosen || (found->pays[i] > 0 && i <= PAYS__MAX)) {
            m->pays[m->pays_count++] =
                (struct facet){funding_here(out->arena, &other), words_text(out, funding_pays_name(i), NULL, 0),
                               (int64_t)found->pays[i], chosen};
        }
    }
}

static void set_standings(struct funding_page *m, struct out *out, const struct funding_asked *asked,
                          const struct funding_found *found)
{
    for (size_t i = 0; i < FUNDING_STANDINGS; i++) {
        struct funding_asked other = *asked;
        bool chosen = str_eq(asked->standing, funding_standing_word(i));
        other.standing = chosen ? S("") : funding_standing_word(i);
        if (chosen || found->standings[i] > 0) {
            m->standings[m->standings_count++] =
                (struct facet){funding_here(out->arena, &other), words_text(out, funding_standing_name(i), NULL, 0),
                               (int64_t)found->standings[i], chosen};
        }
    }
}

static void set_themes(struct funding_page *m, struct out *out, const struct themes *themes,
                       const struct funding_asked *asked, const struct funding_found *found)
{
    m->themes = arena_array(out->arena, struct facet, themes->n + 1);
    for (size_t i = 0; i < themes->n; i++) {
        struct funding_asked other = *asked;
        const struct q_theme_list *theme = &themes->items[i];
        bool chosen = asked->theme != NULL && asked->theme->id.v == theme->id.v;
        size_t n = theme->id.v <= CALL_THEMES_MAX ? found->themes[theme->id.v] : 0;
        other.theme = chosen ? NULL : theme;
        if (chosen || n > 0) {
            m->themes[m->themes_count++] = (struct facet){funding_here(out->arena, &other),
                                                          say_theme(out, themes, theme->id), (int64_t)n, chosen};
        }
    }
}

/* ---- the page */

static void set_city(struct funding_page *m, struct arena *arena, const struct funding_asked *asked)
{
    struct funding_asked other = *asked;
    other.city = other.fits = S("");
    other.other_themes = false;
    m->city = asked->city_name;
    m->city_unknown = asked->city_unknown;
    m->city_without = asked->city_themes == 0;
    m->without_city = funding_here(arena, &other);
    m->city_page = asked->city.n > 0 ? url_path_of(arena, "/cities/{}/funding", asked->city) : (struct url){S("")};
}

static size_t per_page(const struct funding_asked *asked)
{
    return asked->all ? FUNDING_ALL_MAX : FUNDING_PER_PAGE;
}

static void set_links(struct funding_page *m, struct request *request, const struct funding_asked *asked,
                      const struct funding_found *found)
{
    int64_t per = (int64_t)per_page(asked);
    struct arena *arena = request->arena;
    struct funding_asked other = *asked, first = {.q = S(""), .pays = funding_pays_word(FUNDING_PAYS - 1),
                                                  .standing = S(""), .path = asked->path};
    m->pagination = pagination_of(arena, funding_here(arena, asked), asked->page, ((int64_t)found->n + per - 1) / per);
    other.q = S("");
    m->without_q = funding_here(arena, &other);
    other = *asked;
    other.standing = funding_standing_word(FUNDING_CALL_OVER);
    m->over = funding_here(arena, &other);
    m->over_n = asked->standing.n == 0 ? found->standings[FUNDING_CALL_OVER] : 0;
    m->first_steps = funding_here(arena, &first);
    m->is_first_steps = str_eq(asked->pays, first.pays);
    other = *asked;
    other.all = true;
    m->all = !asked->all && found->n > FUNDING_PER_PAGE ? funding_here(arena, &other) : (struct url){S("")};
    set_city(m, arena, asked);
    /* Without a licence: lists have their own, which the page about the data names. */
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .atom = funding_address(arena, URL("/funding.atom"), asked),
                                    .calendar = funding_address(arena, URL("/funding.ics"), asked)};
}

/* Of a member city: for its own people, with what only they know. */
static struct page *page_made(struct request *request, struct out *out, const struct funding_asked *asked)
{
    struct slot city = slot("city", asked->city_name);
    struct page *page =
        asked->of_member ? page_of(request, SAY(out, "Funding calls for {city}", city),
                                   W(out, "Each is answered with what your city has said; nobody else sees this."),
                                   DOOR_NONE)
                         : page_of(request, W(out, "Funding calls"),
                                   W(out, "Money that can be asked for until a day, and what it pays for."), DOOR_HELP);
    if (asked->of_member) {
        page_add_crumb(page, W(out, "Your desk"), URL("/me"));
        page_add_crumb(page, W(out, "Which money fits us"), member_url(request, "/member-cities/{}/funding"));
    } else {
        page_add_crumb(page, W(out, "Find help"), URL("/find-help"));
    }
    page->no_index = asked->q.n > 0 || asked->of_member;
    return page;
}

static struct funding_page *page_new(struct request *request, struct out *out, const struct themes *themes,
                                     const struct funding_asked *asked, const struct funding_found *found)
{
    struct funding_page *m = arena_new(request->arena, struct funding_page);
    m->page = page_made(request, out, asked);
    m->page->is_search = true;
    m->q = asked->q;
    m->box = (struct search_box){.id = S("text"), .value = asked->q, .action = asked->path, .city = asked->city,
                                 .label = W(out, "Search funding calls")};
    m->total = (int64_t)found->n;
    m->empty = found->known == 0;
    set_pays(m, out, asked, found);
    set_standings(m, out, asked, found);
    set_themes(m, out, themes, asked, found);
    funding_choices_set(m, out, asked, found);
    set_links(m, request, asked, found);
    m->page->feed = asked->of_member ? (struct url){S("")} : m->use_data.atom;
    return m;
}

enum fault funding_show(struct request *request, struct out *out, const struct themes *themes,
                        const struct funding_asked *asked, const struct funding_found *found,
                        struct funding_page **ret_page)
{
    struct funding_page *m = page_new(request, out, themes, asked, found);
    size_t per = per_page(asked);
    size_t skip = (size_t)(m->pagination.page - 1) * per;
    skip = skip < found->n ? skip : found->n;
    m->rows_count = found->n - skip < per ? found->n - skip : per;
    TRY(funding_rows_load(request, out, found, skip, m->rows_count, &m->rows));
    if (asked->q.n > 0) {
        TRY(funding_meant_find(request, out, asked->q, true, m->meant, &m->meant_count));
    }
    *ret_page = m;
    return OK;
}

enum fault funding_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct funding_asked asked;
    struct funding_found found;
    struct funding_page *m;
    funding_soon(request);
    if (request->form == FORM_HTML && request_text(request, "q").n > 0) {
        funding_meant_soon(request->db);
    }
    TRY(themes_load(request, &themes));
    TRY(funding_asked_read(request, &themes, &asked));
    TRY(funding_find(request, &asked, &found));
    if (request->form != FORM_HTML) {
        return answer(request, response, &found, asked.page);
    }
    TRY(funding_show(request, &out, &themes, &asked, &found, &m));
    view_funding(&out, m);
    return OK;
}
