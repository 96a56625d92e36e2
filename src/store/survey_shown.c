/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_shown: what is shown of a survey that names nobody, never fewer than five answers apart. */
#include "store/survey_shown.h"

#include <stdlib.h>

#include "store/survey.h"

enum fault survey_wait_for_others(struct db *db, int64_t survey_id)
{
    return q_survey_total_add(db, survey_id, S(""), S(""), S(""), S(""), 0);
}

/* ---- what people wrote */

static int by_text(const void *a, const void *b)
{
    return str_cmp(((const struct survey_value *)a)->value, ((const struct survey_value *)b)->value);
}

/* In the order of the alphabet, so that no two questions put together what one person wrote. */
static struct survey_answers texts_of(struct arena *arena, const struct survey_answers *answers, size_t n,
                                      struct str code)
{
    struct survey_answers said = {arena_array(arena, struct survey_value, n + 1), 0};
    for (size_t i = 0; i < n; i++) {
        struct str text = survey_value_of(&answers[i], code, S(""));
        if (text.n > 0) {
            said.items[said.n++] = (struct survey_value){code, S(""), text};
        }
    }
    qsort(said.items, said.n, sizeof *said.items, by_text);
    said.n = said.n < SURVEY_TEXTS_MAX ? said.n : SURVEY_TEXTS_MAX;
    return said;
}

static bool among(const struct str *codes, size_t n, struct str code)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(codes[i], code)) {
            return true;
        }
    }
    return false;
}

/* Those of the questions that are shown anew; what is shown of others stays as it is. */
static enum fault must_use tell_words(struct db *db, struct arena *arena, int64_t survey_id, const struct str *codes,
                                      size_t codes_n)
{
    struct q_survey_total_words *words;
    struct q_survey_answers *rows;
    struct q_survey_told told;
    struct buf buf CLEANUP(buf_done) = {0};
    size_t n, rows_n;
    TRY(q_survey_total_words(db, arena, survey_id, &words, &n));
    TRY(q_survey_told(db, arena, survey_id, &told));
    TRY(q_survey_answers(db, arena, survey_id, S(""), &rows, &rows_n));
    struct survey_answers *answers = arena_array(arena, struct survey_answers, rows_n + 1);
    for (size_t i = 0; i < rows_n; i++) {
        answers[i] = survey_answers_read(arena, rows[i].body);
    }
    struct survey_answers all = survey_told_read(arena, told.told);
    for (size_t i = 0; i < n; i++) {
        if (among(codes, codes_n, words[i].code)) {
            struct survey_answers said = texts_of(arena, answers, rows_n, words[i].code);
            all = survey_answers_with(arena, &all, words[i].code, &said);
        }
    }
    buf_init(&buf, SURVEY_TOLD_MAX);
    survey_answers_put(&buf, &all);
    return buf.overflow ? OK : q_survey_tell(db, survey_id, buf_str(&buf));
}

struct survey_answers survey_told_read(struct arena *arena, struct str told)
{
    return survey_answers_read(arena, told);
}

/* ---- totals */

enum fault survey_settle(struct db *db, struct arena *arena, int64_t survey_id, bool closed)
{
    struct q_survey_total_asked *rows;
    size_t n;
    TRY(q_survey_total_asked(db, arena, survey_id, &rows, &n));
    struct str *anew = arena_array(arena, struct str, n + 1);
    size_t anew_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (closed && survey_shows_more(rows[i].n, rows[i].shown)) {
            TRY(q_survey_total_show(db, survey_id, rows[i].code));
            anew[anew_n++] = rows[i].code;
        } else if (!closed && survey_shows_more(rows[i].n, rows[i].next)) {
            TRY(q_survey_total_step(db, survey_id, rows[i].code));
        }
    }
    return anew_n > 0 ? tell_words(db, arena, survey_id, anew, anew_n) : OK;
}

enum fault survey_settle_all(struct db *db, struct arena *arena, struct str programme)
{
    struct q_survey_unnamed *rows;
    size_t n;
    TRY(q_survey_unnamed(db, arena, programme, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(survey_settle(db, arena, rows[i].id, rows[i].closed_at.known));
    }
    return OK;
}

enum fault survey_close(struct db *db, struct arena *arena, int64_t survey_id, bool named, int64_t now)
{
    TRY(q_survey_close(db, survey_id, (struct maybe_int){true, now}, now));
    if (named) {
        return OK;
    }
    TRY(survey_wait_for_others(db, survey_id));
    return survey_settle(db, arena, survey_id, true);
}
