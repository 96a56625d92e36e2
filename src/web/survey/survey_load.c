/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: what its pages share; sending links. */
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/survey/survey_web.h"

size_t survey_reader(const struct request *request, const struct survey *survey)
{
    return survey_language(survey, request->words != NULL ? request->words->code : S("en"));
}

void survey_of_soon(struct request *request)
{
    q_programme_of_soon(request->db, request->params[0], request->params[1]);
    q_survey_of_soon(request->db, request->params[0], request->params[1], S(SURVEY_BEFORE));
}

enum fault survey_of_load(struct request *request, struct survey_of *ret_of)
{
    struct survey_of of = {0};
    struct problems problems;
    TRY(q_programme_of(request->db, request->arena, request->params[0], request->params[1], &of.programme));
    enum fault fault = q_survey_of(request->db, request->arena, request->params[0], request->params[1],
                                   S(SURVEY_BEFORE), &of.row);
    if (fault == OK) {
        of.read = arena_new(request->arena, struct lime_survey);
        problems_init(&problems, request->arena);
        if (survey_lime_read(request->arena, of.programme.name, of.row.structure, &problems, &of.document,
                             of.read) != OK) {
            return FAULT_DAMAGED;
        }
    } else if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    *ret_of = of;
    return OK;
}

struct url survey_url(struct request *request, const char *behind)
{
    const char *pattern = str_c(request->arena, str_format(request->arena, "/member-cities/{}/programmes/{}/survey%s",
                                                           behind));
    return url_path_of(request->arena, pattern, request->params[0], request->params[1]);
}

struct str survey_structure(struct arena *arena, const struct survey *survey, const struct lime_node *kept)
{
    struct lime_node *made;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, SURVEY_STRUCTURE_MAX);
    survey_lime_write(arena, survey, kept, &made);
    lime_write(&buf, made);
    return buf.overflow ? S("") : str_copy(arena, buf_str(&buf));
}

void survey_crumbs(struct request *request, struct out *out, const struct survey_of *of, struct page *page)
{
    page->kicker = of->programme.name;
    programme_crumbs(request, out, of->programme.city, of->programme.name, page);
    page_add_crumb(page, W(out, "Survey before the leadership programme"), survey_url(request, ""));
}

/* ---- links */

enum fault survey_send(struct request *request, const struct survey_of *of, bool remind, size_t *ret_n)
{
    struct q_survey_aims_with with = {0};
    enum fault fault = q_survey_aims_with(request->db, request->arena, of->programme.id, &with);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    const struct survey_sending sending = {request->db, request->arena, request->site->key, request->now, of->row.id,
                                           S(SURVEY_BEFORE), fault == OK ? with.id : 0};
    return remind ? survey_remind_all(&sending, ret_n) : survey_ask_all(&sending, ret_n);
}

/* ---- who reads what */

struct str survey_say_named(struct out *out, bool named)
{
    return named ? W(out, "Answers stand with names: the people of the city that hold the leadership programme see who "
                          "answered what.")
                 : W(out, "Answers stand without names: nobody here sees who answered what, and what fewer than five "
                          "people said is not shown.");
}

struct str survey_say_traces(struct out *out, bool named)
{
    return named ? W(out, "Who runs this server can read answers and names, as the people of the city can. Once "
                          "somebody is erased, their answer goes; how often each thing was said stays.")
                 : W(out, "No page and no query of this site puts a name to an answer, and no time is kept. Who runs "
                          "this server could still find out with effort: from traces that a database leaves when a row "
                          "is written, from copies of it made between two answers, from a mail while it waits to be "
                          "sent or in a mailbox, or by watching the server while you answer. And what you write in "
                          "your own words may tell who you are.");
}

struct str survey_say_reach(struct out *out)
{
    return W(out, "Freedom of information law may reach what you write here, as it reaches a letter. It goes 540 days "
                  "after the last day of the leadership programme.");
}
