/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a structure file of LimeSurvey, as a condition, as answers: what is read is written and read again as
** the
** same, what is refused says why, and bounds hold. */
#include "base/buf.h"
#include "base/limits.h"
#include "domain/survey_answers.h"
#include "domain/survey_when.h"
#include "fuzz.h"
#include "web/survey/survey_csv.h"
#include "web/survey/survey_lime.h"

#define MADE_MAX (32u << 20)

static struct str made_of(struct arena *arena, const struct lime_node *document)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, MADE_MAX);
    lime_write(&buf, document);
    check(!buf.overflow);
    return str_copy(arena, buf_str(&buf));
}

static void check_survey(struct arena *arena, const struct lime_node *document, const struct lime_survey *read)
{
    struct lime_node *again;
    struct lime_node *kept;
    struct str why;
    survey_lime_write(arena, &read->survey, document, &kept);
    check(lime_eq(kept, document));
    check(lime_read(arena, made_of(arena, document), &again, &why) == OK && lime_eq(document, again));
    check(read->survey.questions_n <= SURVEY_QUESTIONS_MAX && read->survey.languages_n > 0);
    for (size_t i = 0; i < read->kept_n; i++) {
        check(survey_lime_say(arena, &read->kept[i]).n > 0);
    }
    struct survey_columns columns = survey_columns_of(arena, &read->survey);
    check(columns.n >= read->survey.questions_n && columns.unknown == 0);
    survey_lime_write(arena, &read->survey, NULL, &kept);
    check(made_of(arena, kept).n > 0);
}

static void check_structure(struct arena *arena, struct str text)
{
    struct problems problems;
    struct lime_node *document = NULL;
    struct lime_survey *read = arena_new(arena, struct lime_survey);
    problems_init(&problems, arena);
    enum fault fault = survey_lime_read(arena, S("x.lss"), text, &problems, &document, read);
    check((fault == OK) == (problems.n == 0));
    if (fault == OK) {
        check_survey(arena, document, read);
    }
}

static void check_when(struct arena *arena, struct str text)
{
    struct survey_clause *clause;
    struct survey_clause *again;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, MADE_MAX);
    if (survey_when_parse(arena, text, NULL, &clause)) {
        survey_when_put(&buf, clause, false);
        check(survey_when_parse(arena, buf_str(&buf), NULL, &again) && survey_when_eq(clause, again));
    }
}

static void check_answers(struct arena *arena, struct str text)
{
    struct survey_answers answers = survey_answers_read(arena, text);
    struct buf buf CLEANUP(buf_done);
    struct buf twice CLEANUP(buf_done);
    buf_init(&buf, MADE_MAX);
    buf_init(&twice, MADE_MAX);
    survey_answers_put(&buf, &answers);
    struct survey_answers again = survey_answers_read(arena, buf_str(&buf));
    survey_answers_put(&twice, &again);
    check(again.n <= answers.n && str_eq(buf_str(&buf), buf_str(&twice)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct arena arena CLEANUP(arena_done);
    int64_t micro;
    arena_init(&arena, FUZZ_ARENA_MAX * 4);
    check_structure(&arena, text);
    text = str_scrub(&arena, text);
    check_when(&arena, text);
    check_answers(&arena, text);
    check(!survey_number_parse(text, &micro) || (micro <= SURVEY_NUMBER_MAX * SURVEY_MICRO && text.n > 0));
    return 0;
}
