/* SPDX-License-Identifier: AGPL-3.0-or-later
** aims: the six questions on the aims of a leadership programme, in our words: data. Each stands for one aim; asked
** four times with the same words, so that answers can be held beside each other. What is wrong with one is mended by a
** new one under another code, never by other words. */
#include "base/check.h"
#include "text/words.h"
#include "web/survey/aims_web.h"

#define STEPS_HINT W_NOTE("1: not at all; 5: completely")

const struct aims_question aims_questions[AIMS_QUESTIONS] = {
    {"know", SURVEY_SCALE, W_NOTE("How well could you explain to a colleague what new ways of working, and technology, "
                                  "can do for our city?"), STEPS_HINT, {{0}}},
    {"pace", SURVEY_SCALE, W_NOTE("When a good chance comes up for the city, how quickly do we act on it?"),
     W_NOTE("1: much too slowly; 5: as quickly as it needs"), {{0}}},
    {"works", SURVEY_SEVERAL, W_NOTE("With whom, outside your own organisation, have you worked on something in the "
                                     "last three months?"), "",
     {{"council", W_NOTE("The council")}, {"business", W_NOTE("Businesses")},
      {"learning", W_NOTE("Colleges and universities")}, {"health", W_NOTE("Health services")},
      {"groups", W_NOTE("Charities and residents’ groups")}, {"cities", W_NOTE("Other cities")}}},
    {"ideas", SURVEY_SCALE, W_NOTE("How many of the ideas we talk about have somebody who works on them?"),
     W_NOTE("1: none; 5: all"), {{0}}},
    {"burden", SURVEY_SCALE, W_NOTE("When a problem belongs to several of us, how far do we solve it together?"),
     STEPS_HINT, {{0}}},
    {"smart", SURVEY_TEXT, W_NOTE("In a sentence: what does smart leadership mean for our city?"), "", {{0}}},
};

struct ready {
    struct arena *arena;
    struct survey *survey;
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

static void ask(struct ready *ready, const struct aims_question *item)
{
    struct survey_question *question = &ready->survey->questions[ready->survey->questions_n++];
    *question = (struct survey_question){.code = str_of(item->code), .kind = item->kind,
                                         .title = words_in(ready, item->title), .hint = words_in(ready, item->hint)};
    if (item->kind == SURVEY_SCALE) {
        question->bounded_below = question->bounded_above = true;
        question->min = 1;
        question->max = AIMS_STEPS;
    }
    question->options = arena_array(ready->arena, struct survey_option, AIMS_OPTIONS_MAX);
    for (size_t i = 0; i < AIMS_OPTIONS_MAX && item->options[i].code != NULL; i++) {
        question->options[question->options_n++] =
            (struct survey_option){str_of(item->options[i].code), words_in(ready, item->options[i].words)};
    }
}

void aims_ready(struct arena *arena, struct str languages, struct str title, struct survey *ret_survey)
{
    struct ready ready = {.arena = arena, .survey = ret_survey};
    *ret_survey = (struct survey){.languages = arena_array(arena, struct str, SURVEY_LANGUAGES_MAX),
                                  .sections = arena_array(arena, struct survey_section, 1), .sections_n = 1,
                                  .questions = arena_array(arena, struct survey_question, AIMS_QUESTIONS)};
    languages = languages.n > 0 ? languages : S("en");
    for (struct str rest = languages; rest.s != NULL && ret_survey->languages_n < SURVEY_LANGUAGES_MAX;) {
        struct str code = str_cut(rest, ' ', &rest);
        if (code.n > 0) {
            ready.outs[ret_survey->languages_n] = (struct out){.words = words_find(code), .arena = arena};
            ret_survey->languages[ret_survey->languages_n++] = code;
        }
    }
    ret_survey->intro = words_in(&ready, "");
    ret_survey->thanks = words_in(&ready, "");
    ret_survey->title = words_in(&ready, "");
    for (size_t i = 0; i < ret_survey->languages_n; i++) {
        ret_survey->title[i] = title;
    }
    ret_survey->sections[0] = (struct survey_section){words_in(&ready, W_NOTE("Six short questions")),
                                                      words_in(&ready, "")};
    for (size_t i = 0; i < AIMS_QUESTIONS; i++) {
        ask(&ready, &aims_questions[i]);
    }
}

/* ---- asking them */

enum fault aims_open(const struct survey_sending *sending, const struct aims_asking *of, enum aims_when when,
                     int64_t *ret_survey_id)
{
    struct q_survey_aims_structure first;
    struct survey ready;
    struct q_survey_id id;
    struct str uid;
    enum fault fault = q_survey_aims_structure(sending->db, sending->arena, of->programme_id, &first);
    if (fault == FAULT_NOT_FOUND) {
        aims_ready(sending->arena, of->languages, of->name, &ready);
        first.structure = survey_structure(sending->arena, &ready, NULL);
    } else if (fault != OK) {
        return fault;
    }
    TRY(survey_begin(sending->db, sending->arena, of->programme_id, aims_kind(when), first.structure, sending->now,
                     &uid));
    TRY(q_survey_id(sending->db, sending->arena, of->programme_id, aims_kind(when), &id));
    *ret_survey_id = id.id;
    return q_survey_open(sending->db, id.id, false, sending->now);
}

static enum fault must_use open_due(const struct survey_sending *clock, enum aims_when when)
{
    struct q_survey_aims_due *rows;
    size_t n, sent;
    struct date today = {(int32_t)(clock->now / 86400)};
    int days = aims_due(when, (struct date){0}).days;
    TRY(q_survey_aims_due(clock->db, clock->arena, aims_kind(when),
                          (struct date){today.days - days - AIMS_LATE_DAYS}, (struct date){today.days - days}, &rows,
                          &n));
    for (size_t i = 0; i < n; i++) {
        struct aims_of of = {.begins_on = rows[i].begins_on, .ends_on = rows[i].ends_on};
        const struct aims_asking asking = {rows[i].programme_id, rows[i].name, rows[i].languages};
        struct survey_sending sending = *clock;
        check(programme_stage_parse(rows[i].stage, &of.at.stage)); /* the schema holds it */
        if (aims_may_ask(when, &of, today)) {
            sending.kind = aims_kind(when);
            TRY(aims_open(&sending, &asking, when, &sending.survey_id));
            TRY(survey_ask_all(&sending, &sent));
        }
    }
    return OK;
}

static enum fault must_use close_over(const struct survey_sending *clock)
{
    struct q_survey_aims_open *rows;
    size_t n;
    struct date today = {(int32_t)(clock->now / 86400)};
    TRY(q_survey_aims_open(clock->db, clock->arena, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct aims_of of = {.begins_on = rows[i].begins_on, .ends_on = rows[i].ends_on};
        enum aims_when when;
        bool known = programme_stage_parse(rows[i].stage, &of.at.stage) && aims_kind_parse(rows[i].kind, &when);
        check(known); /* the schema holds both */
        if (aims_is_over(when, &of, (struct date){(int32_t)(rows[i].opened_at / 86400)}, today)) {
            TRY(survey_close(clock->db, clock->arena, rows[i].id, false, clock->now));
        }
    }
    return OK;
}

enum fault aims_clock(struct db *db, struct arena *arena, const struct secret_key *key, int64_t now)
{
    const struct survey_sending clock = {.db = db, .arena = arena, .key = key, .now = now};
    TRY(close_over(&clock));
    if (key == NULL) {
        return OK;
    }
    TRY(open_due(&clock, AIMS_90));
    return open_due(&clock, AIMS_YEAR);
}
