/* SPDX-License-Identifier: AGPL-3.0-or-later
** why: one city, looked at as on the list of matches. */
#include "web/city/why_web.h"

#include "store/kept.h"
#include "store/kept_named.h"
#include "text/country.h"
#include "text/readable.h"
#include "web/city/city_parts.h"
#include "web/views.h"

/* Where the reasons come from: the projects of the city that is asked. */
static enum fault must_use add_sources(struct request *request, struct out *out, struct city_id to, struct why_page *m)
{
    struct q_city_projects *rows;
    struct city_page lines = {0};
    size_t n;
    TRY(q_city_projects(request->db, request->arena, to, &rows, &n));
    city_set_sources(&lines, out, rows, n);
    m->sources = lines.sources;
    m->sources_n = lines.sources_count;
    return OK;
}

static void add_from(struct out *out, const struct q_city_by_slug *from, struct why_page *m)
{
    struct slot slots[] = {slot("city", from->name), slot("country", country_name(out, from->country)),
                           slot("people", city_population_note(out, from))};
    struct slot counts[] = {slot("n", count(from->projects.known ? from->projects.v : 0)),
                            slot("led", count(from->coordinated.known ? from->coordinated.v : 0))};
    m->from_size = words_text(out, W_NOTE("{city}, {country}: {people}."), slots, 3);
    if (!from->projects.known || from->projects.v == 0) {
        m->from_record = W(out, "We found no EU project of ours in what was searched. That does not mean that there is "
                                "none.");
    } else if (!from->coordinated.known || from->coordinated.v == 0) {
        m->from_record = words_text(out, W_NOTE("In {n} EU project so far.|In {n} EU projects so far."), counts, 1);
    } else {
        m->from_record = words_text(out, W_NOTE("In {n} EU project so far, {led} of them led by us.|"
                                                "In {n} EU projects so far, {led} of them led by us."), counts, 2);
    }
}

/* As on the list of matches, but said to the city that is asked. */
static struct html say_to_them(struct out *out, const struct match_reason *reason, struct html seen, struct str from,
                               struct html project)
{
    struct slot named = slot("project", project);
    struct slot n = slot("n", count(reason->count));
    switch (reason->kind) {
    case MATCH_MORE:
        return SAY_HTML(out, "{n} more project on these themes: {project}.|"
                             "{n} more projects on these themes, such as {project}.", n, named);
    case MATCH_BREADTH:
        return reason->count < reason->of
                   ? SAY_HTML(out, "Experience with {n} of these {of} themes.", n, slot("of", count(reason->of)))
                   : SAY_HTML(out, "Experience with all {of} themes.", slot("of", count(reason->of)));
    case MATCH_SIMILAR_SIZE:
        return SAY_HTML(out, "Of a size like {city}.", slot("city", from));
    case MATCH_TOGETHER:
        return SAY_HTML(out, "We were both in {project}.|We were both in {n} EU projects, such as {project}.", n,
                        named);
    case MATCH_PROJECT:
    case MATCH_REASON_KINDS:
        break;
    }
    return seen;
}

static enum fault must_use add_reasons(struct request *request, struct out *out, const struct match *match,
                                       struct str from, struct why_page *m)
{
    m->reasons_n = match->reasons_count;
    m->reasons = arena_array(request->arena, struct html, m->reasons_n + 1);
    for (size_t i = 0; i < m->reasons_n; i++) {
        const struct match_reason *reason = &match->reasons[i];
        const struct q_project_name *project;
        struct html link = {0};
        if (reason->project.v != 0) {
            TRY(kept_project_name(request->db, request->arena, reason->project, &project));
            link = html_link(out->arena, project_url(out->arena, reason->project),
                             project->acronym.n ? project->acronym : readable_name(request->arena, project->title));
        }
        m->reasons[i] = say_to_them(out, reason, m->card.reasons[i], from, link);
    }
    return OK;
}

enum fault why_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct q_city_by_slug *from;
    struct q_city_by_slug to;
    struct themes themes;
    struct theme_id ticked[MATCH_THEMES_MAX];
    size_t ticked_n;
    struct match_wanted wanted;
    struct match *items;
    size_t n;
    kept_soon(request->db);
    q_city_by_slug_soon(request->db, request->params[1]);
    TRY(city_load(request, &from));
    TRY(q_city_by_slug(request->db, request->arena, request->params[1], &to));
    TRY(themes_load(request, &themes));
    TRY(ticked_read(request, &themes, ticked, &ticked_n));
    q_city_projects_soon(request->db, to.id);
    TRY(matches_choose(request, from, ticked, ticked_n, to.id, 1, &wanted, &items, &n));
    struct why_page *m = arena_new(request->arena, struct why_page);
    TRY(add_sources(request, &out, to.id, m));
    if (n == 0) {
        return FAULT_NOT_FOUND; /* nothing that it did is known on these themes */
    }
    TRY(matches_one(request, &out, &themes, from, items, &m->card));
    TRY(add_reasons(request, &out, items, from->name, m));
    struct slot slots[] = {slot("from", from->name), slot("to", to.name)};
    struct str lead = words_text(&out, W_NOTE("Why {from} would like to talk to {to}."), slots, 2);
    m->page = city_page_of(request, from, words_text(&out, W_NOTE("From {from} to {to}"), slots, 2), lead, true);
    m->page->no_index = true;
    m->to = to.name;
    m->why = matches_say_why(&out, &themes, &wanted, from->name);
    add_from(&out, from, m);
    m->address = str_join(request->arena, request->site->base_url, request->target);
    view_why(&out, m);
    return OK;
}
