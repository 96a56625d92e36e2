/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** say: what the domain answers, as sentences in the reader's language. One place, so that the same thing is said the
** same way on every page and in every machine form's heading. All results are in the arena of `out`.
*/
#ifndef WEB_SAY_H
#define WEB_SAY_H

#include "domain/match.h"
#include "domain/right.h"
#include "domain/similar.h"
#include "domain/status.h"
#include "store/theme.sql.h"
#include "text/words.h"
#include "web/layout/parts.h"

/* A sentence with slots as text; as markup, when slots hold links. The words of both are found for the catalogue. */
#define SAY(out, english, ...)                                  \
    words_text((out), "" english "", (struct slot[]){__VA_ARGS__}, \
               sizeof((struct slot[]){__VA_ARGS__}) / sizeof(struct slot))
#define SAY_HTML(out, english, ...)                            \
    say_html((out), "" english "", (struct slot[]){__VA_ARGS__}, \
             sizeof((struct slot[]){__VA_ARGS__}) / sizeof(struct slot))
struct html say_html(struct out *out, const char *english, const struct slot *slots, size_t slots_count);

/* "what: more", also where what ends as a sentence does: "what? more"; its full stop goes. */
struct str say_and_more(struct arena *arena, struct str what, struct str more);
/* With a full stop, unless it ends as a sentence does. */
struct str say_ended(struct arena *arena, struct str sentence);

/* The same sentence without its links, for machine forms and the command line; entities become their letters again. */
struct str say_plain(struct arena *arena, struct html html);

/* "214,000 people (LAU 2020)"; "population not known". */
struct str say_people(struct out *out, struct maybe_int population, struct str source, struct maybe_int year);
/* "Fits the size of this network (30,000 to 300,000 people)." and its kin. `fit` as in table city. */
struct str say_fit(struct out *out, struct str fit, struct str country, const struct q_size_bounds_list *bounds,
                   size_t bounds_count);
/* "fits the size", "outside the usual size", "size not known". */
struct tag say_fit_tag(struct out *out, struct str fit);

/* "English", "German": one of the languages of this site. */
struct str say_language(struct out *out, struct str code);

/* How a project stands; what is not known is said. */
struct tag say_status(struct out *out, struct str status, struct date start, struct date end, bool has_results,
                      struct date today);
/* "2018 to 2022", "from 2018", "". */
struct str say_years(struct out *out, struct date start, struct date end);
/* A project's title to read: SHOUTED ones quietly, but one that is only its acronym as the acronym is written. */
struct str say_title(struct arena *arena, struct str title, struct str acronym);
/* "Horizon Europe (HORIZON)", "innovation action (HORIZON-IA)"; a code that has no words here as it is. */
struct str say_programme(struct out *out, struct str code);
struct str say_scheme(struct out *out, struct str code);
/* "coordinator", "partner", ... : roles as CORDIS names them, in our words. */
struct str say_role(struct out *out, struct str role);
/* "municipality", "city agency", "county", ... */
struct str say_kind(struct out *out, struct str kind);
/* Why we think that a body belongs to a city. */
struct str say_body_reason(struct out *out, struct str reason);
/* "corrected by hand, 22 November 2026: we are the city's energy agency" */
struct str say_correction(struct out *out, int64_t given_at, struct str why);
struct str say_activity(struct out *out, struct str activity);

/* ---- themes, read once a connection */
struct themes {
    const struct q_theme_list *items;
    size_t n;
};
enum fault must_use themes_load(struct request *request, struct themes *ret_themes);
const struct q_theme_list *themes_find(const struct themes *themes, struct theme_id id);
const struct q_theme_list *themes_find_slug(const struct themes *themes, struct str slug);
/* Notes that the address names a theme that is none of ours; FAULT_INVALID. */
enum fault must_use themes_refuse(struct request *request, struct str slug);
/* The name in the reader's language; "" for an unknown one. */
struct str say_theme(struct out *out, const struct themes *themes, struct theme_id id);
/* What spoke for a theme: "“flood” in the title; ...", from the parts that the import kept, with '|' between. */
struct str say_theme_why(struct out *out, struct str why);
struct url theme_url(struct arena *arena, const struct q_theme_list *theme);
/* Tags of the themes given, at most 3. */
struct str say_theme_list(struct out *out, const struct themes *themes, const struct theme_id *ids, size_t n);

/* ---- matches */
/* `project` and its address name the project of the reason; no text when there is none. */
struct html say_reason(struct out *out, const struct themes *themes, const struct match_reason *reason,
                       struct str project, struct url project_url);
struct str say_unknown(struct out *out, enum match_unknown unknown);
struct str say_similar(struct out *out, const struct themes *themes, const struct similar_point *point, bool alike);

/* ---- rights */
/* "Main contacts of this city and coordinators" */
struct str say_who_may(struct out *out, enum right right);

/* ---- member cities */
/* "Gabrovo (BG)"; of an invented country (store/demo.h) the name alone. */
struct str say_member_city(struct arena *arena, struct str name, struct str country);

/* ---- addresses */
struct url city_url(struct arena *arena, struct str slug);
struct url project_url(struct arena *arena, struct project_id id);
struct url organisation_url(struct arena *arena, struct organisation_id id);

#endif
