/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_survey: one walk over the clauses, and the classes that follow. */
#include "domain/fund_survey.h"

void fund_number_note(struct fund_numbers *numbers, int64_t number)
{
    for (size_t i = 0; i < numbers->n; i++) {
        if (numbers->items[i] == number) {
            return;
        }
    }
    if (numbers->n < FUND_NUMBERS_MAX) {
        numbers->items[numbers->n++] = number;
    }
}

static void survey_compare(struct fund_survey *survey, const struct fund_clause *clause)
{
    survey->asks[clause->subject] = true;
    for (size_t i = 0; i < clause->values_n; i++) {
        fund_number_note(&survey->numbers[clause->subject], clause->values[i].number);
    }
    if (clause->subject < FUND_CITY_FACTS && survey->tests_n < FUND_TESTS_MAX) {
        survey->tests[survey->tests_n++] = clause;
    }
    if (clause->where != NULL && survey->wheres_n < FUND_TESTS_MAX) {
        survey->wheres[survey->wheres_n++] = clause->where;
    }
}

static void survey_clause(struct fund_survey *survey, const struct fund_clause *clause)
{
    if (clause->op == FUND_COMPARE) {
        survey_compare(survey, clause);
    }
    if (clause->where != NULL) {
        survey_clause(survey, clause->where);
    }
    for (size_t i = 0; i < clause->n; i++) {
        survey_clause(survey, &clause->items[i]);
    }
}

uint32_t fund_signature(const struct fund_survey *survey, enum fund_subject subject, struct fund_value value)
{
    struct fund_city city = {.name = S("")};
    struct fund_group group = {.cities = &city, .n = 1};
    uint32_t bits = 0;
    city.facts[subject] = value;
    for (size_t i = 0; i < survey->tests_n; i++) {
        if (survey->tests[i]->subject == subject) {
            bits |= (uint32_t)(fund_clause_judge_city(survey->tests[i], &group, 0) == TRUTH_YES) << i;
        }
    }
    return bits;
}

static void note_country(struct fund_survey *survey, struct str country)
{
    uint32_t bits = fund_signature(survey, FUND_COUNTRY, fund_word(country));
    for (size_t i = 0; i < survey->countries_n; i++) {
        if (fund_signature(survey, FUND_COUNTRY, fund_word(survey->countries[i])) == bits) {
            return;
        }
    }
    if (survey->countries_n < FUND_CLASSES_MAX) {
        survey->countries[survey->countries_n++] = country;
    }
}

struct str fund_country_nth(const struct fund_survey *survey, size_t i)
{
    static const char OTHERS[] = "CH GB IS LI NO UA AL BA GE MD ME MK RS TR XK";
    size_t states = 0;
    while (fund_member_state(states).n > 0) {
        states++;
    }
    if (i < states) {
        return fund_member_state(i);
    }
    i -= states;
    if (i < sizeof OTHERS / 3) {
        return (struct str){OTHERS + 3 * i, 2};
    }
    i -= sizeof OTHERS / 3;
    for (size_t k = 0; k < survey->tests_n; k++) {
        const struct fund_clause *test = survey->tests[k];
        size_t n = test->subject == FUND_COUNTRY ? test->values_n : 0;
        if (i < n) {
            return test->values[i].word;
        }
        i -= n;
    }
    return (struct str){0};
}

void fund_survey_make(struct fund_survey *ret_survey, const struct fund_clause *clause)
{
    *ret_survey = (struct fund_survey){.tests_n = 0};
    survey_clause(ret_survey, clause);
    for (size_t i = 0; fund_country_nth(ret_survey, i).n > 0; i++) {
        if (fund_country_nth(ret_survey, i).n == 2) {
            note_country(ret_survey, fund_country_nth(ret_survey, i));
        }
    }
}
