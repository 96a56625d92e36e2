/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_answers: what somebody answered as one text. */
#include "domain/survey_answers.h"

#include "base/fault.h"
#include "base/fields.h"

#define NAME_BYTES_MAX (2 * SURVEY_CODE_MAX + 2)

void survey_answers_put(struct buf *buf, const struct survey_answers *answers)
{
    char room[NAME_BYTES_MAX];
    struct buf name CLEANUP(buf_done);
    buf_init_lent(&name, NAME_BYTES_MAX, room, sizeof room);
    for (size_t i = 0; i < answers->n; i++) {
        const struct survey_value *value = &answers->items[i];
        buf_reset(&name);
        buf_put_str(&name, value->code);
        buf_put_str(&name, value->row.n > 0 ? S("-") : S(""));
        buf_put_str(&name, value->row);
        buf_put_char(&name, 0);
        if (value->value.n > 0 && !name.overflow) {
            fields_put(buf, name.bytes, value->value);
        }
    }
}

struct survey_answers survey_answers_read(struct arena *arena, struct str body)
{
    size_t lines = 0;
    for (size_t i = 0; i < body.n; i++) {
        lines += body.s[i] == '\n';
    }
    struct survey_answers answers = {arena_array(arena, struct survey_value, lines + 1), 0};
    struct str name;
    struct str value;
    while (fields_next(arena, &body, &name, &value)) {
        struct str row;
        struct str code = str_cut(name, '-', &row);
        if (value.n > 0 && answers.n <= lines) {
            answers.items[answers.n++] = (struct survey_value){code, row.s != NULL ? row : S(""), value};
        }
    }
    return answers;
}

struct survey_answers survey_answers_with(struct arena *arena, const struct survey_answers *old, struct str code,
                                          const struct survey_answers *said)
{
    struct survey_answers answers = {arena_array(arena, struct survey_value, old->n + said->n), 0};
    for (size_t i = 0; i < old->n; i++) {
        if (!str_eq(old->items[i].code, code)) {
            answers.items[answers.n++] = old->items[i];
        }
    }
    for (size_t i = 0; i < said->n; i++) {
        if (str_eq(said->items[i].code, code) && said->items[i].value.n > 0) {
            answers.items[answers.n++] = said->items[i];
        }
    }
    return answers;
}
