/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall_find: EU projects looked for, each made a card with one click. */
#include "base/scan.h"
#include "store/project.sql.h"
#include "text/words.h"
#include "web/search/search_ask.h"
#include "web/views.h"
#include "web/wall/wall_web.h"

#define FOUND_MAX 12u /* a wall needs the best few */

const struct field wall_find_fields[] = {
    {.name = "q", .label = W_NOTE("Your search"), .kind = FIELD_TEXT, .max = QUERY_TEXT_MAX,
     .help = "what to look for: any of these words"},
    {0},
};

const struct field wall_find_form[] = {
    {.name = "project", .label = W_NOTE("EU project"), .kind = FIELD_TEXT, .min = 1, .max = 12,
     .help = "the number of an EU project"},
    {.name = "q", .label = W_NOTE("Your search"), .kind = FIELD_TEXT, .max = QUERY_TEXT_MAX,
     .help = "what was looked for, sent along"},
    {0},
};

/* ---- what is found */

static enum fault shown_soon(void *context, const struct search_answer *answer)
{
    struct request *request = context;
    for (size_t i = 0; db_takes_soon(request->db) && i < answer->hits.n && i < FOUND_MAX; i++) {
        q_project_brief_soon(request->db, answer->hits.items[i].id);
    }
    return OK;
}

/* The card that hangs there of a project. */
static struct url card_of(struct request *request, const struct q_wall_cards *cards, size_t n, struct project_id id)
{
    for (size_t i = 0; i < n; i++) {
        if (cards[i].project_id.known && cards[i].project_id.v == id.v && !cards[i].removed_at.known) {
            return wall_card_url(request, cards[i].uid);
        }
    }
    return (struct url){S("")};
}

static enum fault must_use load_rows(struct request *request, struct out *out, const struct search_answer *answer,
                                     const struct q_wall_cards *cards, size_t cards_n, struct wall_find_page *m)
{
    m->rows = arena_array(request->arena, struct wall_found, FOUND_MAX);
    for (size_t i = 0; i < answer->hits.n && m->n < FOUND_MAX; i++) {
        struct q_project_brief p;
        struct wall_found *row = &m->rows[m->n];
        TRY(q_project_brief(request->db, request->arena, answer->hits.items[i].id, &p));
        row->project = str_format(request->arena, "%lld", (long long)p.id.v);
        row->row = (struct project_row){.url = url_path_of(request->arena, "/projects/{}", row->project),
                                        .acronym = p.acronym, .title = say_title(request->arena, p.title, p.acronym),
                                        .status = say_status(out, p.status, p.start_on, p.end_on, p.has_results,
                                                             request->today),
                                        .years = say_years(out, p.start_on, p.end_on)};
        row->card = card_of(request, cards, cards_n, p.id);
        row->id = str_format(request->arena, "project-%.*s", STR_ARG(row->project));
        m->n++;
    }
    return OK;
}

/* What was looked for: of the address, or sent along by the form. */
static struct str looked_for(struct request *request)
{
    struct str q = request->acts ? request_typed(request, "q") : request_text(request, "q");
    return q.s != NULL ? q : S("");
}

enum fault wall_find_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_find_page *m = arena_new(request->arena, struct wall_find_page);
    struct q_programme_of programme;
    struct q_wall_cards *cards;
    struct search_answer answer = {0};
    size_t n;
    struct str q = looked_for(request);
    const struct search_asked asked = {.typed = q, .mend = true, .shown_soon = shown_soon, .context = request};
    q_programme_of_soon(request->db, request->params[0], request->params[1]);
    q_wall_cards_soon(request->db, request->params[1]);
    search_answer_soon(request->db, request->arena, q, false);
    TRY(wall_programme(request, &programme));
    TRY(q_wall_cards(request->db, request->arena, request->params[1], &cards, &n));
    TRY(search_answer_get(request->db, request->arena, &asked, &answer));
    m->page = wall_page_of(request, &out, W(&out, "Cards of what other cities did"),
                           W(&out, "Look for EU projects, and hang the best of them on the wall."), &programme);
    page_add_crumb(m->page, W(&out, "Knowledge wall"), wall_url(request, ""));
    m->page->is_search = true;
    m->problems = form_problems_of(request, wall_find_form);
    m->box = (struct search_box){.id = S("q"), .value = q, .action = wall_url(request, "/find"),
                                 .label = W(&out, "Look for what other cities did")};
    m->asked = q.n > 0;
    m->mended = answer.mended.n > 0 ? answer.mended : S("");
    m->action = wall_url(request, "/find");
    m->add = wall_url(request, "/new");
    m->back = wall_url(request, "");
    m->once = request_once(request);
    TRY(load_rows(request, &out, &answer, cards, n, m));
    response->max_age_s = -1;
    view_wall_find(&out, m);
    return OK;
}

/* ---- a card of one */

static enum fault must_use refuse_project(struct request *request)
{
    form_refuse(request, form_find(wall_find_form, "project"), W_NOTE("is none that we know"),
                W_NOTE("look for it again, and choose one of those below"));
    return FAULT_INVALID;
}

/* What is known of the project is what the card says; what it means for the city nobody but its people can say. */
static struct wall_card card_from(struct request *request, const struct q_project_by_id *p,
                                  const struct q_project_themes *themes, size_t n)
{
    struct str title = say_title(request->arena, p->title, p->acronym);
    struct str source = p->acronym.n > 0 ? str_format(request->arena, "%.*s (%.*s)", STR_ARG(p->acronym),
                                                      STR_ARG(p->source)) : p->source;
    bool is_over = !date_is_none(p->end_on) && p->end_on.days <= request->today.days;
    bool has_begun = !date_is_none(p->start_on) && p->start_on.days <= request->today.days;
    struct date day = is_over ? p->end_on : has_begun ? p->start_on : DATE_NONE; /* what is known is of no later day */
    return (struct wall_card){
        .project_id = {true, p->id.v}, .claim = str_clip_letters(title, WALL_CLAIM_MAX), .so_what = S(""),
        .source = str_clip_letters(source, WALL_SOURCE_MAX), .url = S(""),
        .dated_on = date_is_none(day) ? S("") : str_format(request->arena, "%d", date_year(day)),
        .licence = str_clip_letters(p->source_licence, WALL_LICENCE_MAX),
        .theme_id = n > 0 ? themes[0].theme_id : (struct theme_id){0}};
}

enum fault wall_find_act(struct request *request, struct response *response)
{
    struct q_programme_of programme;
    struct q_project_by_id project;
    struct q_project_themes *themes;
    struct project_id id;
    struct str uid;
    size_t n;
    if (!parse_int(request_typed(request, "project"), 1, INT64_MAX, &id.v)) {
        return refuse_project(request);
    }
    TRY(wall_programme(request, &programme));
    enum fault fault = q_project_by_id(request->db, request->arena, id, &project);
    if (fault == FAULT_NOT_FOUND) {
        return refuse_project(request);
    }
    TRY(fault);
    TRY(q_project_themes(request->db, request->arena, id, &themes, &n));
    const struct wall_card card = card_from(request, &project, themes, n);
    fault = wall_add(request->db, request->arena, programme.id, &card, request->who->person_id, request->now, &uid);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(wall_find_form, "project"), W_NOTE("has a card already"),
                    W_NOTE("change that card"));
        return FAULT_INVALID;
    }
    TRY(wall_refuse_room(request, form_find(wall_find_form, "project"), fault));
    response->status = 303;
    response->location = url_add(request->arena, wall_card_url(request, uid), "done", S("new")).text;
    return OK;
}
