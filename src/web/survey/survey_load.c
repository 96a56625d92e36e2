/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: what its pages share; six ready questions; sending links. */
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

/* ---- six ready questions */

struct ready {
    struct arena *arena;
    struct survey *survey;
    struct survey_question *question;
    struct out outs[SURVEY_LANGUAGES_MAX];
};

static struct str *words_in(struct ready *ready, const char *english)
{
    struct str *words = arena_array(ready->arena, struct str, ready->survey->languages_n);
    for (size_t i = 0; i < ready->survey->languages_n; i++) {
        words[i] = *english == 0 ? S("") : words_text(&ready->outs[i], english, NULL, 0);
    }
    return words;
}

static struct survey_question *ask(struct ready *ready, const char *code, enum survey_kind kind, const char *title,
                                   const char *hint)
{
    struct survey_question *question = &ready->survey->questions[ready->survey->questions_n++];
    *question = (struct survey_question){.code = str_of(code), .kind = kind, .title = words_in(ready, title),
                                         .hint = words_in(ready, hint), .section = ready->survey->sections_n - 1};
    ready->question = question;
    return question;
}

static void offer(struct ready *ready, const char *code, const char *words)
{
    struct survey_question *question = ready->question;
    if (question->options == NULL) {
        question->options = arena_array(ready->arena, struct survey_option, 8);
    }
    question->options[question->options_n++] = (struct survey_option){str_of(code), words_in(ready, words)};
}

static void section(struct ready *ready, const char *title)
{
    ready->survey->sections[ready->survey->sections_n++] =
        (struct survey_section){words_in(ready, title), words_in(ready, "")};
}

static void ask_where_we_are(struct ready *ready)
{
    section(ready, W_NOTE("Where we are"));
    struct survey_question *shared = ask(ready, "shared", SURVEY_SCALE,
        W_NOTE("How well do we share one picture of where the city is going?"), W_NOTE("1: not at all; 5: completely"));
    shared->bounded_below = shared->bounded_above = shared->required = true;
    shared->min = 1;
    shared->max = 5;
    ask(ready, "works", SURVEY_SEVERAL, W_NOTE("With whom do you already work?"), "")->other = true;
    offer(ready, "council", W_NOTE("The council"));
    offer(ready, "business", W_NOTE("Businesses"));
    offer(ready, "learning", W_NOTE("Colleges and universities"));
    offer(ready, "health", W_NOTE("Health services"));
    offer(ready, "groups", W_NOTE("Charities and residents’ groups"));
    offer(ready, "cities", W_NOTE("Other cities"));
    ask(ready, "hinders", SURVEY_SINGLE, W_NOTE("What stands in our way most?"), "")->other = true;
    ready->question->required = true;
    offer(ready, "money", W_NOTE("Money"));
    offer(ready, "time", W_NOTE("Time and people"));
    offer(ready, "slow", W_NOTE("Decisions take long"));
    offer(ready, "facts", W_NOTE("We do not know enough"));
    offer(ready, "talk", W_NOTE("We do not talk to each other"));
}

static void ask_where_we_go(struct ready *ready)
{
    section(ready, W_NOTE("Where we want to go"));
    struct survey_question *first = ask(ready, "first", SURVEY_RANKING,
        W_NOTE("What should our city work on first?"), W_NOTE("Put the three most important ones in order."));
    first->max = 3;
    first->required = true;
    offer(ready, "skills", W_NOTE("Skills"));
    offer(ready, "energy", W_NOTE("Energy and climate"));
    offer(ready, "moving", W_NOTE("Getting about"));
    offer(ready, "data", W_NOTE("Data and digital services"));
    offer(ready, "homes", W_NOTE("Homes and public places"));
    offer(ready, "funds", W_NOTE("Money for projects"));
    struct survey_question *years = ask(ready, "years", SURVEY_NUMBER,
        W_NOTE("In how many years should residents notice a difference?"), "");
    years->bounded_below = years->bounded_above = true;
    years->max = 30;
    ask(ready, "smart", SURVEY_TEXT, W_NOTE("In a sentence: what does smart leadership mean for our city?"), "");
}

void survey_ready(struct arena *arena, struct str languages, struct str title, struct survey *ret_survey)
{
    struct ready ready = {.arena = arena, .survey = ret_survey};
    *ret_survey = (struct survey){.languages = arena_array(arena, struct str, SURVEY_LANGUAGES_MAX),
                                  .sections = arena_array(arena, struct survey_section, 2),
                                  .questions = arena_array(arena, struct survey_question, 6)};
    for (struct str rest = languages; rest.s != NULL && ret_survey->languages_n < SURVEY_LANGUAGES_MAX;) {
        struct str code = str_cut(rest, ' ', &rest);
        if (code.n > 0) {
            ready.outs[ret_survey->languages_n] = (struct out){.words = words_find(code), .arena = arena};
            ret_survey->languages[ret_survey->languages_n++] = code;
        }
    }
    if (ret_survey->languages_n == 0) {
        ready.outs[0] = (struct out){.arena = arena};
        ret_survey->languages[ret_survey->languages_n++] = S("en");
    }
    ret_survey->intro = words_in(&ready, "");
    ret_survey->thanks = words_in(&ready, "");
    ret_survey->title = words_in(&ready, "");
    for (size_t i = 0; i < ret_survey->languages_n; i++) {
        ret_survey->title[i] = title;
    }
    ask_where_we_are(&ready);
    ask_where_we_go(&ready);
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
