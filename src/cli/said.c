/* SPDX-License-Identifier: AGPL-3.0-or-later
** said: words of others on the terminal. */
#include "cli/said.h"

#include <stdio.h>

/* U+202A to U+202E and U+2066 to U+2069 turn the direction of what stands behind them. */
static bool turns_direction(struct str text)
{
    static const struct str marks[] = {S_INIT("\u202a"), S_INIT("\u202b"), S_INIT("\u202c"), S_INIT("\u202d"),
                                       S_INIT("\u202e"), S_INIT("\u2066"), S_INIT("\u2067"), S_INIT("\u2068"),
                                       S_INIT("\u2069")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (str_starts(text, marks[i])) {
            return true;
        }
    }
    return false;
}

void said_print(struct str text, bool lines)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        bool c1 = c == 0xc2 && i + 1 < text.n && (unsigned char)text.s[i + 1] < 0xa0;
        bool turns = turns_direction(str_from(text, i));
        if (c == '\n' && lines) {
            printf("\n           ");
        } else if (c == '\r') {
            continue;
        } else if (c < ' ' || c == 0x7f || c1 || turns) {
            putchar('?');
            i += c1 ? 1 : turns ? 2 : 0;
        } else {
            putchar(c);
        }
    }
}
