/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a pasted table of people: as many rows as are taken at most, in their order; of each that is understood
** the name is there, sector and language are of their columns, and an address has one @. */
#include "fuzz.h"
#include "store/programme.h"
#include "web/programme/participant_rows.h"

static bool is_one(struct str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(text, str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const sectors[] = {"", "public", "private", "third"}, *const languages[] = {"", "en", "de"};
    struct arena arena CLEANUP(arena_done);
    struct participant_rows rows;
    int64_t line = 0;
    arena_init(&arena, FUZZ_ARENA_MAX);
    participant_rows_read(&arena, str_scrub(&arena, fuzz_text(bytes, n)), &rows);
    check(rows.n <= PARTICIPANT_ROWS_MAX && (!rows.is_over || rows.n == PARTICIPANT_ROWS_MAX));
    for (size_t i = 0; i < rows.n; i++) {
        const struct participant_pasted *row = &rows.items[i];
        check(row->line > line);
        line = row->line;
        check((row->where == NULL) == (row->what == NULL) && (row->what == NULL) == (row->hint == NULL));
        check(is_one(row->sector, sectors, COUNT_OF(sectors)) && is_one(row->language, languages, COUNT_OF(languages)));
        if (row->where == NULL) {
            check(row->name.n > 0 && str_letters(row->name) <= PARTICIPANT_NAME_MAX && str_is_utf8(row->name));
            check(row->mail.n == 0 || str_contains(row->mail, S("@")));
        }
    }
    return 0;
}
