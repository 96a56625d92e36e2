/* SPDX-License-Identifier: AGPL-3.0-or-later
** say_match: the reasons of a match, one sentence each. Experience is what a city has done, never what it offers. */
#include "base/check.h"
#include "web/say.h"

/* The project of the reason as a link, or its words alone when it has no address. */
static struct slot project_slot(struct out *out, struct str project, struct url url)
{
    return slot("project", html_link(out->arena, url, project));
}

static struct html say_done(struct out *out, const struct match_reason *reason, struct slot theme,
                            struct slot project)
{
    struct slot n = slot("n", count(reason->count));
    struct slot year = slot("year", reason->year);
    switch (reason->kind) {
    case MATCH_ENDED_WITH_RESULTS:
        return reason->year
                   ? SAY_HTML(out, "Has finished {n} EU project on {theme} with published results: "
                                   "{project} (ended {year}).|"
                                   "Has finished {n} EU projects on {theme} with published results, such as "
                                   "{project} (ended {year}).", n, theme, project, year)
                   : SAY_HTML(out, "Has finished {n} EU project on {theme} with published results: {project}.|"
                                   "Has finished {n} EU projects on {theme} with published results, such as "
                                   "{project}.", n, theme, project);
    case MATCH_ENDED:
        return reason->year
                   ? SAY_HTML(out, "Has been through {n} EU project on {theme}: {project} (ended {year}).|"
                                   "Has been through {n} EU projects on {theme}, such as {project} (ended {year}).",
                              n, theme, project, year)
                   : SAY_HTML(out, "Has been through {n} EU project on {theme}: {project}.|"
                                   "Has been through {n} EU projects on {theme}, such as {project}.", n, theme,
                                   project);
    case MATCH_RUNNING:
        return reason->year
                   ? SAY_HTML(out, "Works on {theme} now, in {n} EU project: {project} (until {year}).|"
                                   "Works on {theme} now, in {n} EU projects such as {project} (until {year}).",
                              theme, n, project, year)
                   : SAY_HTML(out, "Works on {theme} now, in {n} EU project: {project}.|"
                                   "Works on {theme} now, in {n} EU projects such as {project}.", theme, n, project);
    case MATCH_TOOK_PART:
        return SAY_HTML(out, "Has taken part in {n} EU project on {theme}: {project}.|"
                             "Has taken part in {n} EU projects on {theme}, such as {project}.", n, theme, project);
    default:
        return SAY_HTML(out, "Started {n} EU project on {theme} that was terminated early: {project}.|"
                             "Started {n} EU projects on {theme} that were terminated early, such as {project}.",
                        n, theme, project);
    }
}

struct html say_reason(struct out *out, const struct themes *themes, const struct match_reason *reason,
                       struct str project, struct url url)
{
    struct slot theme = slot("theme", say_theme(out, themes, reason->theme));
    struct slot named = project_slot(out, project, url);
    struct slot n = slot("n", count(reason->count));
    switch (reason->kind) {
    case MATCH_COORDINATED:
        return SAY_HTML(out, "Coordinated {n} of these projects itself, {project}: it knows how a bid is written.|"
                             "Coordinated {n} of these projects itself, such as {project}: it knows how a bid is "
                             "written.", n, named);
    case MATCH_BREADTH:
        return reason->count < reason->of
                   ? SAY_HTML(out, "Has worked on {n} of these {of} themes.", n, slot("of", count(reason->of)))
               : reason->of == 2 ? say_html(out, W_NOTE("Has worked on both themes."), NULL, 0)
               : reason->of == 1 ? say_html(out, W_NOTE("Has worked on this theme."), NULL, 0)
                                 : SAY_HTML(out, "Has worked on all {of} themes.", slot("of", count(reason->of)));
    case MATCH_SIMILAR_SIZE:
        if (reason->ratio_permille >= 950 && reason->ratio_permille <= 1050) {
            return say_html(out, W_NOTE("Is about your size."), NULL, 0);
        }
        return reason->ratio_permille > 1000 ? say_html(out, W_NOTE("Is of similar size, somewhat larger."), NULL, 0)
                                             : say_html(out, W_NOTE("Is of similar size, somewhat smaller."), NULL, 0);
    case MATCH_TOGETHER:
        return SAY_HTML(out, "Has worked with you already, in {project}.|"
                             "Has worked with you already in {n} EU projects, such as {project}.", n, named);
    default:
        return say_done(out, reason, theme, named);
    }
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
        return SAY(out, "{other} EU projects here, {mine} of yours", slot("other", count(point->other)),
                   slot("mine", count(point->mine)));
    case SIMILAR_DISTANCE:
        return SAY(out, "{km} km away", slot("km", count(point->km)));
    }
    return S("");
}
