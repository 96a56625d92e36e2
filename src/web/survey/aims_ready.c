/* SPDX-License-Identifier: AGPL-3.0-or-later
** aims: the six questions on the aims of a leadership programme, in our words: data. Each stands for one aim; asked
** four times with the same words, so that answers can be held beside each other. What is wrong with one is mended by a
** new one under another code, never by other words. */
#include "base/check.h"
#include "text/words.h"
#include "web/survey/aims_web.h"
#include "web/survey/survey_ready.h"

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

static void ask(struct survey_ready *ready, const struct aims_question *item)
{
    struct survey_question *question = survey_ready_ask(ready, item->code, item->kind, item->title, item->hint);
    if (item->kind == SURVEY_SCALE) {
        question->bounded_below = question->bounded_above = true;
        question->min = 1;
        question->max = AIMS_STEPS;
    }
    for (size_t i = 0; i < AIMS_OPTIONS_MAX && item->options[i].code != NULL; i++) {
        survey_ready_offer(ready, item->options[i].code, item->options[i].words);
    }
}

void aims_ready(struct arena *arena, struct str languages, struct str title, struct survey *ret_survey)
{
    struct survey_ready ready = {.arena = arena, .survey = ret_survey};
    survey_ready_begin(&ready, languages, title, 1, AIMS_QUESTIONS);
    survey_ready_section(&ready, W_NOTE("Six short questions"));
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
