/* SPDX-License-Identifier: AGPL-3.0-or-later
** note: four eyes, and the parts of a text. */
#include "domain/note.h"

#include "base/scan.h"

#define NOTE_NUMBERED_MAX 999

enum note_may note_may_close(const struct note_facts *facts, int64_t person)
{
    return facts->is_closed                                                  ? NOTE_IS_CLOSED
           : facts->sections == 0                                            ? NOTE_EMPTY
           : facts->choices > 0                                              ? NOTE_CHOICE_WAITS
           : facts->corrections > 0                                          ? NOTE_CORRECTION_WAITS
           : facts->changed_by.known && facts->changed_by.v == person        ? NOTE_OWN
                                                                             : NOTE_MAY;
}

/* "3. What stands third": what stands behind the number that it should have. */
static bool cut_number(struct str line, size_t number, struct str *ret_rest)
{
    int64_t is;
    struct str rest;
    struct str first = str_cut(line, '.', &rest);
    bool fits = rest.n > 1 && rest.s[0] == ' ' && parse_int(first, 1, NOTE_NUMBERED_MAX, &is) && (size_t)is == number;
    *ret_rest = fits ? str_trim(rest) : line;
    return fits;
}

static void number(struct note_part *part)
{
    struct str rest;
    bool all = part->is_list && part->n > 1;
    for (size_t i = 0; all && i < part->n; i++) {
        all = cut_number(part->lines[i], i + 1, &rest);
    }
    part->is_numbered = all;
    for (size_t i = 0; all && i < part->n; i++) {
        (void)cut_number(part->lines[i], i + 1, &part->lines[i]);
    }
}

size_t note_parts(struct arena *arena, struct str text, struct note_part **ret_parts)
{
    size_t lines = 1, n = 0;
    for (size_t i = 0; i < text.n; i++) {
        lines += text.s[i] == '\n';
    }
    struct note_part *parts = arena_array(arena, struct note_part, lines);
    struct str *all = arena_array(arena, struct str, lines);
    bool goes_on = false;
    for (struct str rest = text; rest.s != NULL;) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        bool is_item = str_starts(line, S("- "));
        if (line.n == 0) {
            goes_on = false;
            continue;
        }
        *all = is_item ? str_trim(str_from(line, 2)) : line;
        if (is_item && goes_on) {
            parts[n - 1].n++;
        } else {
            parts[n++] = (struct note_part){.is_list = is_item, .lines = all, .n = 1};
        }
        goes_on = is_item;
        all++;
    }
    for (size_t i = 0; i < n; i++) {
        number(&parts[i]);
    }
    *ret_parts = parts;
    return n;
}
