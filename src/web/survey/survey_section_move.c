/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: a section is asked earlier or later, until the survey opens. The order changes in the structure as it is
** kept, not in what we understood of it: what LimeSurvey knows of a section besides stays with it. Refused when a
** condition, also one that is only kept, would be about a question that comes later. */
#include "text/words.h"
#include "web/say.h"
#include "web/survey/survey_web.h"

struct moving {
    struct request *request;
    const struct lime_survey *before;
    size_t first, second;      /* the sections that change places, as they stand */
    struct str asked, about;   /* codes: whose condition is about what */
};

static bool is_in(const struct survey *survey, struct str code, size_t section)
{
    size_t at = survey_find(survey, code);
    return at < survey->questions_n && survey->questions[at].section == section;
}

/* Whether a condition is about a question of the section that would come later; notes which. */
static bool is_about_first(struct moving *moving, const struct survey_clause *clause)
{
    for (; clause != NULL; clause = clause->next) {
        bool found = clause->test > SURVEY_NOT && is_in(&moving->before->survey, clause->code, moving->first);
        if (found) {
            moving->about = clause->code;
        }
        if (found || (clause->test <= SURVEY_NOT && is_about_first(moving, clause->first))) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* As a word: "edu1" in "edu1_SQ001.NAOK == 2", not in "edu12". */
static bool has_word(struct str text, struct str word)
{
    for (size_t i = 0; i + word.n <= text.n; i++) {
        bool begins = i == 0 || !is_letter(text.s[i - 1]);
        bool ends = i + word.n == text.n || !is_letter(text.s[i + word.n]);
        if (begins && ends && str_eq(str_sub(text, i, word.n), word)) {
            return true;
        }
    }
    return false;
}

/* A condition that is more than ours can say, of the section that would come first or a question of it. */
static bool is_kept_about_first(struct moving *moving, const struct lime_kept *kept)
{
    const struct survey *survey = &moving->before->survey;
    bool is_section = kept->kind == LIME_KEPT_SECTION && str_eq(kept->code, survey->sections[moving->second].title[0]);
    bool is_question = kept->kind == LIME_KEPT_WHEN && is_in(survey, kept->code, moving->second);
    for (size_t i = 0; (is_section || is_question) && i < survey->questions_n; i++) {
        const struct survey_question *question = &survey->questions[i];
        if (question->section == moving->first && has_word(kept->detail, question->code)) {
            moving->asked = is_section ? S("") : kept->code;
            moving->about = question->code;
            return true;
        }
    }
    return false;
}

static bool breaks(struct moving *moving)
{
    const struct survey *survey = &moving->before->survey;
    for (size_t i = 0; i < survey->questions_n; i++) {
        if (survey->questions[i].section == moving->second && is_about_first(moving, survey->questions[i].when)) {
            moving->asked = survey->questions[i].code;
            return true;
        }
    }
    for (size_t i = 0; i < moving->before->kept_n; i++) {
        if (is_kept_about_first(moving, &moving->before->kept[i])) {
            return true;
        }
    }
    return false;
}

static struct str title_of(const struct moving *moving, struct str code)
{
    const struct survey *survey = &moving->before->survey;
    size_t at = survey_find(survey, code);
    size_t language = survey_reader(moving->request, survey);
    return at < survey->questions_n ? survey_words(survey, survey->questions[at].title, language)
                                    : survey_words(survey, survey->sections[moving->second].title, language);
}

static enum fault must_use refuse(const struct moving *moving, const struct field *field)
{
    struct out out = {.words = moving->request->words, .arena = moving->request->arena};
    struct str what = SAY(&out, "cannot stand there: whether “{asked}” is asked depends on “{about}”, which would then "
                                "come later", slot("asked", title_of(moving, moving->asked)),
                          slot("about", title_of(moving, moving->about)));
    form_refuse(moving->request, field, str_c(moving->request->arena, what), W_NOTE("change that condition first"));
    return FAULT_INVALID;
}

enum fault survey_section_move(struct request *request, const struct survey_of *of, size_t at, bool up,
                               const struct field *field)
{
    struct moving moving = {.request = request, .before = of->read};
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, SURVEY_STRUCTURE_MAX);
    if (at >= of->read->survey.sections_n || (up ? at == 0 : at + 1 == of->read->survey.sections_n)) {
        return FAULT_CONFLICT;
    }
    moving.first = up ? at - 1 : at;
    moving.second = moving.first + 1;
    if (breaks(&moving)) {
        return refuse(&moving, field);
    }
    survey_lime_swap(request->arena, of->document, of->read->survey.languages[0], moving.first);
    lime_write(&buf, of->document);
    return buf.overflow ? FAULT_TOO_LARGE
                        : q_survey_save(request->db, of->row.id, str_copy(request->arena, buf_str(&buf)), request->now);
}
