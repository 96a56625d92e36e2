/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_ready: questions that stand ready, in the languages of a leadership programme; six of them before it. */
#include "web/survey/survey_ready.h"

#include "base/check.h"
#include "text/words.h"

struct str *survey_ready_words(struct survey_ready *ready, const char *english)
{
    struct str *words = arena_array(ready->arena, struct str, ready->survey->languages_n);
    for (size_t i = 0; i < ready->survey->languages_n; i++) {
        words[i] = *english == 0 ? S("") : words_text(&ready->outs[i], english, NULL, 0);
    }
    return words;
}

static void read_languages(struct survey_ready *ready, struct str languages)
{
    struct survey *survey = ready->survey;
    survey->languages = arena_array(ready->arena, struct str, SURVEY_LANGUAGES_MAX);
    languages = languages.n > 0 ? languages : S("en");
    for (struct str rest = languages; rest.s != NULL && survey->languages_n < SURVEY_LANGUAGES_MAX;) {
        struct str code = str_cut(rest, ' ', &rest);
        if (code.n > 0) {
            ready->outs[survey->languages_n] = (struct out){.words = words_find(code), .arena = ready->arena};
            survey->languages[survey->languages_n++] = code;
        }
    }
}

void survey_ready_begin(struct survey_ready *ready, struct str languages, struct str title, size_t sections,
                        size_t questions)
{
    struct survey *survey = ready->survey;
    *survey = (struct survey){.sections = arena_array(ready->arena, struct survey_section, sections),
                              .questions = arena_array(ready->arena, struct survey_question, questions)};
    read_languages(ready, languages);
    survey->intro = survey_ready_words(ready, "");
    survey->thanks = survey_ready_words(ready, "");
    survey->title = survey_ready_words(ready, "");
    for (size_t i = 0; i < survey->languages_n; i++) {
        survey->title[i] = title;
    }
}

void survey_ready_section(struct survey_ready *ready, const char *title)
{
    ready->survey->sections[ready->survey->sections_n++] =
        (struct survey_section){survey_ready_words(ready, title), survey_ready_words(ready, "")};
}

struct survey_question *survey_ready_ask(struct survey_ready *ready, const char *code, enum survey_kind kind,
                                         const char *title, const char *hint)
{
    struct survey_question *question = &ready->survey->questions[ready->survey->questions_n++];
    *question = (struct survey_question){
        .code = str_of(code), .kind = kind, .title = survey_ready_words(ready, title),
        .hint = survey_ready_words(ready, hint), .section = ready->survey->sections_n - 1};
    ready->question = question;
    return question;
}

void survey_ready_offer(struct survey_ready *ready, const char *code, const char *words)
{
    struct survey_question *question = ready->question;
    if (question->options == NULL) {
        question->options = arena_array(ready->arena, struct survey_option, SURVEY_READY_OPTIONS);
    }
    check(question->options_n < SURVEY_READY_OPTIONS);
    question->options[question->options_n++] =
        (struct survey_option){str_of(code), survey_ready_words(ready, words)};
}

/* ---- six before a leadership programme */

static void ask_where_we_are(struct survey_ready *ready)
{
    survey_ready_section(ready, W_NOTE("Where we are"));
    struct survey_question *shared = survey_ready_ask(ready, "shared", SURVEY_SCALE,
        W_NOTE("How well do we share one picture of where the city is going?"), W_NOTE("1: not at all; 5: completely"));
    shared->bounded_below = shared->bounded_above = shared->required = true;
    shared->min = 1;
    shared->max = 5;
    survey_ready_ask(ready, "works", SURVEY_SEVERAL, W_NOTE("With whom do you already work?"), "")->other = true;
    survey_ready_offer(ready, "council", W_NOTE("The council"));
    survey_ready_offer(ready, "business", W_NOTE("Businesses"));
    survey_ready_offer(ready, "learning", W_NOTE("Colleges and universities"));
    survey_ready_offer(ready, "health", W_NOTE("Health services"));
    survey_ready_offer(ready, "groups", W_NOTE("Charities and residents’ groups"));
    survey_ready_offer(ready, "cities", W_NOTE("Other cities"));
    survey_ready_ask(ready, "hinders", SURVEY_SINGLE, W_NOTE("What stands in our way most?"), "")->other = true;
    ready->question->required = true;
    survey_ready_offer(ready, "money", W_NOTE("Money"));
    survey_ready_offer(ready, "time", W_NOTE("Time and people"));
    survey_ready_offer(ready, "slow", W_NOTE("Decisions take long"));
    survey_ready_offer(ready, "facts", W_NOTE("We do not know enough"));
    survey_ready_offer(ready, "talk", W_NOTE("We do not talk to each other"));
}

static void ask_where_we_go(struct survey_ready *ready)
{
    survey_ready_section(ready, W_NOTE("Where we want to go"));
    struct survey_question *first = survey_ready_ask(ready, "first", SURVEY_RANKING,
        W_NOTE("What should our city work on first?"), W_NOTE("Put the three most important ones in order."));
    first->max = 3;
    first->required = true;
    survey_ready_offer(ready, "skills", W_NOTE("Skills"));
    survey_ready_offer(ready, "energy", W_NOTE("Energy and climate"));
    survey_ready_offer(ready, "moving", W_NOTE("Getting about"));
    survey_ready_offer(ready, "data", W_NOTE("Data and digital services"));
    survey_ready_offer(ready, "homes", W_NOTE("Homes and public places"));
    survey_ready_offer(ready, "funds", W_NOTE("Money for projects"));
    struct survey_question *years = survey_ready_ask(ready, "years", SURVEY_NUMBER,
        W_NOTE("In how many years should residents notice a difference?"), "");
    years->bounded_below = years->bounded_above = true;
    years->max = 30;
    survey_ready_ask(ready, "smart", SURVEY_TEXT,
                     W_NOTE("In a sentence: what does smart leadership mean for our city?"), "");
}

void survey_ready(struct arena *arena, struct str languages, struct str title, struct survey *ret_survey)
{
    struct survey_ready ready = {.arena = arena, .survey = ret_survey};
    survey_ready_begin(&ready, languages, title, 2, 6);
    ask_where_we_are(&ready);
    ask_where_we_go(&ready);
}
