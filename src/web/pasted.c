/* SPDX-License-Identifier: AGPL-3.0-or-later
** pasted: cells of a table that somebody pastes. */
#include "web/pasted.h"

bool pasted_is_garbled(struct str cell)
{
    return str_contains(cell, S("\xEF\xBF\xBD")) || str_contains(cell, S("\xC3\x83\xC2"))
           || str_contains(cell, S("\xC3\x85\xC2")) || str_contains(cell, S("\xC3\x84\xC2"));
}

bool pasted_is_formula(struct str cell)
{
    return cell.n > 0 && (cell.s[0] == '=' || cell.s[0] == '@' || cell.s[0] == '+' || cell.s[0] == '-');
}

bool pasted_is_one_of(const char *words, struct str folded)
{
    for (struct str rest = str_of(words); rest.s != NULL;) {
        if (str_eq(str_cut(rest, ' ', &rest), folded)) {
            return true;
        }
    }
    return false;
}

bool pasted_is_mail(struct str text)
{
    struct str rest, before = str_cut(text, '@', &rest);
    if (rest.s == NULL || before.n == 0 || rest.n < 3 || str_contains(rest, S("@")) || !str_contains(rest, S("."))) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.s[i] <= ' ' || text.s[i] == '<' || text.s[i] == '>' || text.s[i] == ',') {
            return false;
        }
    }
    return rest.s[0] != '.' && rest.s[rest.n - 1] != '.';
}
