/* SPDX-License-Identifier: AGPL-3.0-or-later
** aims_told: what was said of the seven aims, as far as it may be told. */
#include "web/survey/aims_told.h"

#include "base/check.h"
#include "text/words.h"
#include "web/say.h"

static const struct { const char *title, *code; } aims[AIMS] = {
    {W_NOTE("We know more about what can be done, each of us and together"), "know"},
    {W_NOTE("We act sooner when a good chance comes up"), "pace"},
    {W_NOTE("We work with each other, across organisations"), "works"},
    {W_NOTE("Ideas become work that somebody does"), "ideas"},
    {W_NOTE("We have an outline roadmap, from an honest look at ourselves"), ""},
    {W_NOTE("We share the load of problems that belong to several"), "burden"},
    {W_NOTE("We think bigger, as one team that knows what leadership means here"), "smart"},
};

struct telling {
    struct arena *arena;
    struct out *out;
    const struct aims_load *load;
    struct survey_totals totals[AIMS_WHEN__MAX];    /* of those that are closed */
    const struct q_survey_kinds *rows[AIMS_WHEN__MAX];
    const struct aims_question *question;
    struct aims_aim *aim;
};

static bool is_closed(const struct telling *telling, enum aims_when when)
{
    return telling->rows[when] != NULL && telling->rows[when]->closed_at.known;
}

static int64_t answered(const struct telling *telling, enum aims_when when)
{
    return survey_total_of(&telling->totals[when], str_of(telling->question->code), S(""), S(""));
}

static bool is_told(const struct telling *telling, enum aims_when when)
{
    return is_closed(telling, when) && answered(telling, when) >= SURVEY_SMALL;
}

static struct aims_row *add_row(struct telling *telling, struct str title)
{
    struct aims_row *row = &telling->aim->rows[telling->aim->rows_n++];
    row->title = title;
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        row->cells[when] = S("–");
    }
    return row;
}

/* "7 of 9"; what few people said, or did not say, is not told. */
static struct str share(struct telling *telling, int64_t n, int64_t of)
{
    return aims_told(n, of) ? SAY(telling->out, "{n} of {all}", slot("n", n), slot("all", of))
                            : W(telling->out, "not told");
}

static void add_answered(struct telling *telling)
{
    struct aims_row *row = add_row(telling, W(telling->out, "How many answered"));
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        row->cells[when] = telling->rows[when] == NULL ? W(telling->out, "not asked")
                           : !is_closed(telling, when) ? W(telling->out, "open")
                           : !is_told(telling, when)   ? W(telling->out, "fewer than 5")
                                                       : text_count(telling->out, count(answered(telling, when)));
    }
}

/* The first and the last time of which something is told; false: there are no two. */
static bool first_and_last(const struct telling *telling, enum aims_when *ret_first, enum aims_when *ret_last)
{
    int n = 0;
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        if (is_told(telling, when)) {
            *ret_first = n++ == 0 ? when : *ret_first;
            *ret_last = when;
        }
    }
    return n > 1;
}

static void tell_change(struct telling *telling, const int64_t steps[AIMS_WHEN__MAX])
{
    enum aims_when first = AIMS_BEFORE, last = AIMS_BEFORE;
    if (!first_and_last(telling, &first, &last)) {
        return;
    }
    int64_t change = (steps[last] - steps[first]) / SURVEY_MICRO;
    struct slot slots[] = {slot("first", aims_say_when(telling->out, first)), slot("n", answered(telling, first)),
                           slot("last", aims_say_when(telling->out, last)), slot("m", answered(telling, last)),
                           slot("by", change < 0 ? -change : change)};
    telling->aim->change = words_text(telling->out,
        change > 0   ? W_NOTE("The middle answer is {by} higher {last} (n {m}) than {first} (n {n}).")
        : change < 0 ? W_NOTE("The middle answer is {by} lower {last} (n {m}) than {first} (n {n}).")
                     : W_NOTE("The middle answer is the same {first} (n {n}) and {last} (n {m})."), slots,
        change != 0 ? 5 : 4);
}

static void tell_scale(struct telling *telling)
{
    struct str code = str_of(telling->question->code);
    struct aims_row *middle = add_row(telling, W(telling->out, "Middle answer, of 1 to 5"));
    struct aims_row *high = add_row(telling, W(telling->out, "Said 4 or 5"));
    int64_t steps[AIMS_WHEN__MAX] = {0};
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        int64_t n;
        if (is_told(telling, when) && aims_median(&telling->totals[when], code, &steps[when], &n)) {
            middle->cells[when] = survey_rounded(telling->arena, steps[when]);
            high->cells[when] = share(telling, survey_total_of(&telling->totals[when], code, S(""), S("4")) +
                                                   survey_total_of(&telling->totals[when], code, S(""), S("5")), n);
        }
    }
    tell_change(telling, steps);
}

/* Of those options that may be told both times the one that changed most. */
static void tell_most(struct telling *telling)
{
    enum aims_when first = AIMS_BEFORE, last = AIMS_BEFORE;
    struct str code = str_of(telling->question->code);
    int64_t most = 0;
    if (!first_and_last(telling, &first, &last)) {
        return;
    }
    int64_t of = answered(telling, first), of_last = answered(telling, last);
    for (size_t i = 0; i < AIMS_OPTIONS_MAX; i++) {
        struct str option = str_of(telling->question->options[i].code);
        int64_t n = survey_total_of(&telling->totals[first], code, option, S("Y"));
        int64_t m = survey_total_of(&telling->totals[last], code, option, S("Y"));
        int64_t apart = m * of - n * of_last;
        if (aims_told(n, of) && aims_told(m, of_last) && (apart < 0 ? -apart : apart) > most) {
            most = apart < 0 ? -apart : apart;
            struct slot slots[] = {slot("what", words_text(telling->out, telling->question->options[i].words, NULL, 0)),
                                   slot("n", n), slot("all", of), slot("m", m), slot("everybody", of_last),
                                   slot("first", aims_say_when(telling->out, first)),
                                   slot("last", aims_say_when(telling->out, last))};
            telling->aim->change = words_text(telling->out, W_NOTE("What changed most: {what}, {n} of {all} {first}, "
                                                                  "{m} of {everybody} {last}."), slots, 7);
        }
    }
}

static void tell_several(struct telling *telling)
{
    struct str code = str_of(telling->question->code);
    for (size_t i = 0; i < AIMS_OPTIONS_MAX; i++) {
        struct aims_row *row = add_row(telling, words_text(telling->out, telling->question->options[i].words, NULL, 0));
        for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
            if (is_told(telling, when)) {
                int64_t n = survey_total_of(&telling->totals[when], code, str_of(telling->question->options[i].code),
                                            S("Y"));
                row->cells[when] = share(telling, n, answered(telling, when));
            }
        }
    }
    tell_most(telling);
}

/* In the order of the alphabet, which says nothing of who wrote it. */
static void tell_texts(struct telling *telling)
{
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        struct survey_answers told = {0};
        for (size_t i = 0; is_told(telling, when) && i < telling->load->told_n; i++) {
            if (telling->load->told[i].survey_id == telling->rows[when]->id) {
                told = survey_told_read(telling->arena, telling->load->told[i].told);
            }
        }
        struct aims_quotes quotes = {aims_say_head(telling->out, when), arena_array(telling->arena, struct str,
                                                                                   told.n + 1), 0};
        for (size_t i = 0; i < told.n; i++) {
            if (str_eq(told.items[i].code, str_of(telling->question->code))) {
                quotes.texts[quotes.n++] = told.items[i].value;
            }
        }
        if (quotes.n > 0) {
            telling->aim->quotes[telling->aim->quotes_n++] = quotes;
        }
    }
}

static void tell_question(struct telling *telling)
{
    telling->aim->asks = words_text(telling->out, telling->question->title, NULL, 0);
    telling->aim->rows = arena_array(telling->arena, struct aims_row, 3 + AIMS_OPTIONS_MAX);
    add_answered(telling);
    switch (telling->question->kind) {
    case SURVEY_SCALE: tell_scale(telling); break;
    case SURVEY_SEVERAL: tell_several(telling); break;
    default: tell_texts(telling); break;
    }
}

/* ---- what the system knows */

static void say(struct telling *telling, struct str sentence)
{
    check(telling->aim->says_n < COUNT_OF(telling->aim->says));
    telling->aim->says[telling->aim->says_n++] = sentence;
}

/* One round: rows from `at` on; where the next one begins. */
static size_t round_spread(const struct telling *telling, size_t at, int *ret_spread, size_t *ret_criteria)
{
    const struct q_survey_aims_ratings *rows = telling->load->ratings;
    size_t n = 0, i = at;
    size_t (*counts)[AIMS_LEVELS + 1] = arena_alloc(telling->arena, (telling->load->ratings_n + 1) * sizeof *counts);
    for (; i < telling->load->ratings_n && rows[i].round_id == rows[at].round_id; i++) {
        if (i == at || !str_eq(rows[i].criterion, rows[i - 1].criterion)) {
            memset(counts[n++], 0, sizeof *counts);
        }
        if (rows[i].level >= 1 && rows[i].level <= AIMS_LEVELS) {
            counts[n - 1][rows[i].level] = (size_t)rows[i].n;
        }
    }
    *ret_spread = aims_spread((const size_t (*)[AIMS_LEVELS + 1])counts, n, ret_criteria);
    return i;
}

/* The first round of which it may be told, and the last one. */
static void tell_spread(struct telling *telling)
{
    struct str first = S(""), last = S("");
    for (size_t at = 0; at < telling->load->ratings_n;) {
        struct date day = {(int32_t)(telling->load->ratings[at].closed_at / 86400)};
        size_t criteria;
        int spread;
        at = round_spread(telling, at, &spread, &criteria);
        if (spread < 0) {
            continue;
        }
        struct str apart = words_figure(telling->out->words, telling->arena,
                                        str_format(telling->arena, "%d.%02d", spread / 100, spread % 100));
        struct slot slots[] = {slot("date", day), slot("apart", apart), slot("n", (int64_t)criteria)};
        last = words_text(telling->out,
            W_NOTE("How far we are, {date}: a rating lay {apart} levels from the middle one, on average of {n} "
                   "criterion with five ratings or more.|How far we are, {date}: a rating lay {apart} levels from the "
                   "middle one, on average of {n} criteria with five ratings or more."), slots, 3);
        first = first.n == 0 ? last : first;
    }
    if (last.n == 0) {
        say(telling, W(telling->out, "How far ratings of the city lie apart: unknown: needs an assessment of this "
                                     "leadership programme that is closed, with five ratings of a criterion."));
        return;
    }
    say(telling, first);
    if (!str_eq(first, last)) {
        say(telling, last);
    }
}

/* What was decided, and what became of it: the day counts that was said first. */
static void tell_deeds(struct telling *telling)
{
    const struct aims_load *load = telling->load;
    struct aims_deed *rows = arena_array(telling->arena, struct aims_deed, load->deeds_n + 1);
    for (size_t i = 0; i < load->deeds_n; i++) {
        const struct q_programme_deeds *row = &load->deeds[i];
        bool is_done = row->action_id.known && str_eq(row->state, S("done"));
        rows[i] = (struct aims_deed){
            .decision = row->decision_id, .has_action = row->action_id.known,
            .is_dropped = row->action_id.known && str_eq(row->state, S("dropped")), .first_on = row->first_on,
            .done_on = is_done ? (struct date){(int32_t)(row->done_at.v / 86400)} : DATE_NONE};
    }
    struct aims_deeds deeds = aims_deeds(rows, load->deeds_n, load->today);
    struct slot slots[] = {slot("n", (int64_t)deeds.decisions), slot("begun", (int64_t)deeds.begun)};
    struct slot days[] = {slot("n", (int64_t)deeds.due), slot("done", (int64_t)deeds.in_time),
                          slot("later", (int64_t)deeds.later)};
    if (deeds.decisions == 0) {
        say(telling, W(telling->out, "Decisions begun, and done by their day: unknown: needs decisions in the notes."));
        return;
    }
    say(telling, words_text(telling->out,
                            W_NOTE("Of {n} decision {begun} is begun: somebody holds an action of it.|Of {n} decisions "
                                   "{begun} are begun: somebody holds an action of them."), slots, 2));
    say(telling, deeds.due == 0
                     ? W(telling->out, "Done by their day: unknown: needs an action whose day is over.")
                     : words_text(telling->out,
                                  W_NOTE("Of {n} action whose day is over, as it was said first, {done} was done by "
                                         "then and {later} later.|Of {n} actions whose day is over, as it was said "
                                         "first, {done} were done by then and {later} later."), days, 3));
}

static void tell_known(struct telling *telling, size_t aim)
{
    if (str_eq(str_of(aims[aim].code), S("pace"))) {
        tell_deeds(telling);
    } else if (*aims[aim].code == 0) {
        tell_spread(telling);
        say(telling, W(telling->out, "Whether the roadmap is alive: unknown: needs a roadmap."));
    }
}

static struct survey_totals totals_of(struct arena *arena, const struct aims_load *load, int64_t survey_id)
{
    struct survey_totals totals = {arena_array(arena, struct survey_total, load->totals_n + 1), 0};
    for (size_t i = 0; i < load->totals_n; i++) {
        const struct q_survey_aims_totals *row = &load->totals[i];
        if (row->survey_id == survey_id) {
            totals.items[totals.n++] = (struct survey_total){row->code, row->row_code, row->value, row->shown};
        }
    }
    return totals;
}

struct str aims_say_when(struct out *out, enum aims_when when)
{
    return when == AIMS_BEFORE ? W(out, "before")
           : when == AIMS_END  ? W(out, "at the end")
           : when == AIMS_90   ? W(out, "after 90 days")
                               : W(out, "after 12 months");
}

void aims_tell(struct arena *arena, struct out *out, const struct aims_load *load, struct aims_page *m)
{
    struct telling telling = {.arena = arena, .out = out, .load = load};
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        telling.rows[when] = aims_kind_of(load, aims_kind(when));
        telling.totals[when] = totals_of(arena, load, telling.rows[when] != NULL ? telling.rows[when]->id : 0);
    }
    for (size_t i = 0; i < AIMS; i++) {
        telling.aim = &m->aims[i];
        *telling.aim = (struct aims_aim){.title = words_text(out, aims[i].title, NULL, 0), .asks = S(""),
                                         .change = S("")};
        for (size_t k = 0; k < AIMS_QUESTIONS; k++) {
            telling.question = &aims_questions[k];
            if (str_eq(str_of(aims[i].code), str_of(telling.question->code))) {
                tell_question(&telling);
            }
        }
        tell_known(&telling, i);
    }
}
