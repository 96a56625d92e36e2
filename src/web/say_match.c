/* SPDX-License-Identifier: AGPL-3.0-or-later
** say_match: the reasons of a match, one sentence each. Experience is what a city has done, never what it offers. */
#include "base/check.h"
#include "web/say.h"

/* What it did, by how the project stands and whether it led it. */
static struct html say_done(struct out *out, const struct match_reason *reason, struct slot project, struct slot themes)
{
    struct slot end = slot("year", reason->end_year);
    struct slot start = slot("start", reason->start_year);
    bool led = reason->coordinates;
    switch (reason->state) {
    case STATUS_CLOSED_RESULTS:
    case STATUS_ENDED_RESULTS:
        if (reason->end_year == 0) {
            break;
        }
        return led ? SAY_HTML(out, "Led {project}, on {themes}, which ended in {year} with published results.",
                              project, themes, end)
                   : SAY_HTML(out, "Took part in {project}, on {themes}, which ended in {year} with published results.",
                              project, themes, end);
    case STATUS_CLOSED_NOT_SEEN:
    case STATUS_ENDED_BY_DATE:
        if (reason->end_year == 0) {
            break;
        }
        return led ? SAY_HTML(out, "Led {project}, on {themes}, which ended in {year}.",
                              project, themes, end)
                   : SAY_HTML(out, "Took part in {project}, on {themes}, which ended in {year}.",
                              project, themes, end);
    case STATUS_RUNNING:
        if (reason->start_year == 0) {
            break;
        }
        return led ? SAY_HTML(out, "Leads {project}, on {themes}, from {start} to {year}.",
                              project, themes, start, end)
                   : SAY_HTML(out, "Works in {project}, on {themes}, from {start} to {year}.",
                              project, themes, start, end);
    case STATUS_NOT_STARTED:
        return led ? SAY_HTML(out, "Will lead {project}, on {themes}, from {start}.",
                              project, themes, start)
                   : SAY_HTML(out, "Will work in {project}, on {themes}, from {start}.",
                              project, themes, start);
    case STATUS_TERMINATED:
        return led ? SAY_HTML(out, "Led {project}, on {themes}, which was stopped early.",
                              project, themes)
                   : SAY_HTML(out, "Took part in {project}, on {themes}, which was stopped early.",
                              project, themes);
    default:
        break;
    }
    return led ? SAY_HTML(out, "Led {project}, on {themes}.", project, themes)
               : SAY_HTML(out, "Took part in {project}, on {themes}.", project, themes);
}

/* A project with its money, where that is known; no sentence about none. */
static struct html say_project(struct out *out, const struct themes *themes, const struct match_reason *reason,
                               struct slot project)
{
    struct slot names = slot("themes", say_theme_list(out, themes, reason->themes, reason->themes_count));
    struct html done = say_done(out, reason, project, names);
    if (!reason->ec_cents.known || reason->ec_cents.v <= 0) {
        return done;
    }
    return SAY_HTML(out, "{what} EU money for its part: {money}.", slot("what", done),
                    slot("money", euros(reason->ec_cents.v)));
}

static struct html say_size_reason(struct out *out, int permille)
{
    if (permille >= 900 && permille <= 1100) {
        return say_html(out, W_NOTE("Is about your size."), NULL, 0);
    }
    return permille > 1000 ? say_html(out, W_NOTE("Is of similar size, somewhat larger."), NULL, 0)
                           : say_html(out, W_NOTE("Is of similar size, somewhat smaller."), NULL, 0);
}

struct html say_reason(struct out *out, const struct themes *themes, const struct match_reason *reason,
                       struct str project, struct url url)
{
    struct slot named = slot("project", html_link(out->arena, url, project));
    struct slot n = slot("n", count(reason->count));
    switch (reason->kind) {
    case MATCH_PROJECT:
        return say_project(out, themes, reason, named);
    case MATCH_MORE:
        return SAY_HTML(out, "Has worked in {n} more project on what you need: {project}.|"
                             "Has worked in {n} more projects on what you need, such as {project}.", n, named);
    case MATCH_BREADTH:
        return reason->count < reason->of
                   ? SAY_HTML(out, "Has worked on {n} of these {of} themes.", n, slot("of", count(reason->of)))
                   : SAY_HTML(out, "Has worked on all {of} themes.", slot("of", count(reason->of)));
    case MATCH_SIMILAR_SIZE:
        return say_size_reason(out, reason->ratio_permille);
    case MATCH_TOGETHER:
        return SAY_HTML(out, "Has worked with you already, in {project}.|"
                             "Has worked with you already in {n} EU projects, such as {project}.", n, named);
    case MATCH_REASON_KINDS:
        break;
    }
    return (struct html){0};
}

struct str say_unknown(struct out *out, enum match_unknown unknown)
{
    switch (unknown) {
    case MATCH_UNKNOWN_WILLINGNESS:
        return W(out, "whether it has time to talk: nobody has asked it yet");
    case MATCH_UNKNOWN_LANGUAGE:
        return W(out, "in which languages it works");
    case MATCH_UNKNOWN_RESULT:
        return W(out, "what came out of these projects: no published result seen here");
    case MATCH_UNKNOWN_POPULATION:
        return W(out, "whether it is of your size: a population is missing");
    case MATCH_UNKNOWN_YEARS:
        return W(out, "when it worked on this");
    }
    return S("");
}

static struct str say_size(struct out *out, int permille)
{
    if (permille >= 900 && permille <= 1100) {
        return W(out, "about the same size");
    }
    if (permille > 1000) {
        return SAY(out, "{percent} % larger", slot("percent", (permille - 1000 + 5) / 10));
    }
    return SAY(out, "{percent} % smaller", slot("percent", (1000 - permille + 5) / 10));
}

struct str say_similar(struct out *out, const struct themes *themes, const struct similar_point *point, bool alike)
{
    struct slot names = slot("themes", say_theme_list(out, themes, point->themes, point->themes_count));
    switch (point->kind) {
    case SIMILAR_SIZE:
        return say_size(out, point->ratio_permille);
    case SIMILAR_THEMES:
        if (point->themes_count == 0) {
            return alike ? W(out, "similar themes") : W(out, "other themes");
        }
        return alike ? SAY(out, "both work on {themes}", names) : SAY(out, "works on {themes}", names);
    case SIMILAR_EXPERIENCE:
        return point->mine == 0 ? SAY(out, "{n} EU project of its own|{n} EU projects of its own",
                                      slot("n", count(point->other)))
                                : SAY(out, "{n} EU project here, {mine} of yours|{n} EU projects here, {mine} of yours",
                                      slot("n", count(point->other)), slot("mine", count(point->mine)));
    case SIMILAR_DISTANCE:
        return SAY(out, "{km} km away", slot("km", count(point->km)));
    }
    return S("");
}
