/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment_ask: one of every dimension, then where nothing is known, then in turn. */
#include "domain/assessment_ask.h"

size_t assessment_ask_max(const struct framework *framework)
{
    return framework->criteria_n / 2;
}

/* The k-th question of a dimension for that rater. */
static size_t question_of(const struct framework *framework, size_t place, size_t dimension, size_t k)
{
    const struct framework_dimension *of = &framework->dimensions[dimension];
    return of->first + (place + dimension + k) % of->n;
}

static bool is_unknown(int answer)
{
    return answer == ANSWER_DONT_KNOW || answer == ANSWER_NOT_APPLICABLE;
}

/* Asks the k-th question of a dimension. False: an answer is waited for. */
static bool ask(const struct framework *framework, size_t place, size_t dimension, size_t k, const int *answers,
                bool *asked, size_t *left)
{
    size_t question = question_of(framework, place, dimension, k);
    if (*left == 0 || k >= framework->dimensions[dimension].n || asked[question]) {
        return true;
    }
    asked[question] = true;
    --*left;
    return answers[question] != ANSWER_NONE;
}

/* One round over all dimensions: those that fit, in the rater's turn. */
static bool ask_round(const struct framework *framework, size_t place, size_t k, bool only_unknown, const int *answers,
                      bool *asked, size_t *left)
{
    size_t n = framework->dimensions_n, spare = assessment_ask_max(framework) % n;
    for (size_t i = 0; i < n; i++) {
        size_t dimension = (k == 0 ? i : place * spare + i) % n;
        bool fits = !only_unknown || is_unknown(answers[question_of(framework, place, dimension, k - 1)]);
        if (fits && !ask(framework, place, dimension, k, answers, asked, left)) {
            return false;
        }
    }
    return true;
}

void assessment_ask(const struct framework *framework, size_t place, const int *answers, bool *ret_asked)
{
    size_t most = 0, left = assessment_ask_max(framework), answered = 0;
    for (size_t i = 0; i < framework->criteria_n; i++) {
        ret_asked[i] = false;
        answered += answers[i] != ANSWER_NONE;
    }
    for (size_t i = 0; i < framework->dimensions_n; i++) {
        most = framework->dimensions[i].n > most ? framework->dimensions[i].n : most;
    }
    bool goes_on = answered < left && ask_round(framework, place, 0, false, answers, ret_asked, &left);
    for (size_t k = 1; goes_on && k < most; k++) {
        goes_on = ask_round(framework, place, k, true, answers, ret_asked, &left) &&
                  ask_round(framework, place, k, false, answers, ret_asked, &left);
    }
    for (size_t i = 0; i < framework->criteria_n; i++) { /* said before an earlier answer was changed */
        ret_asked[i] = ret_asked[i] || answers[i] != ANSWER_NONE;
    }
}

void assessment_ask_half(struct arena *arena, const struct framework *framework, const struct assessment_rater *raters,
                         size_t n, struct assessment_rater *ret_raters)
{
    bool *asked = arena_array(arena, bool, framework->criteria_n);
    for (size_t i = 0; i < n; i++) {
        int *answers = arena_array(arena, int, framework->criteria_n);
        size_t before = framework->criteria_n + 1, now = 0;
        while (now != before) { /* answer what is asked until nothing more is */
            before = now;
            now = 0;
            assessment_ask(framework, i, answers, asked);
            for (size_t k = 0; k < framework->criteria_n; k++) {
                answers[k] = asked[k] ? raters[i].answers[k] : ANSWER_NONE;
                now += asked[k];
            }
        }
        ret_raters[i] = (struct assessment_rater){raters[i].sector, answers};
    }
}
