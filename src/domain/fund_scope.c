/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_scope: programme, identifier, type of action. */
#include "domain/fund_scope.h"

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* How many bytes of `text` `start` takes at its beginning, a run of blanks as one; SIZE_MAX: it does not begin so. */
static size_t taken(struct str text, struct str start)
{
    size_t at = 0;
    for (size_t i = 0; i < start.n; i++) {
        if (at == text.n || low(text.s[at]) != low(start.s[i])) {
            return SIZE_MAX;
        }
        at++;
        while (start.s[i] == ' ' && at < text.n && text.s[at] == ' ') {
            at++;
        }
        while (start.s[i] == ' ' && i + 1 < start.n && start.s[i + 1] == ' ') {
            i++;
        }
    }
    return at;
}

static bool is_letter(char c)
{
    return (low(c) >= 'a' && low(c) <= 'z') || (unsigned char)c >= 0x80;
}

/* As whole words: "Innovation Actions" is in "HORIZON JU Innovation Actions", "Innovation Action" is not. */
static bool has_words(struct str text, struct str words)
{
    for (size_t i = 0; i + words.n <= text.n; i++) {
        bool begins = i == 0 || !is_letter(text.s[i - 1]);
        size_t n = begins ? taken(str_from(text, i), words) : SIZE_MAX;
        if (n != SIZE_MAX && (i + n == text.n || !is_letter(text.s[i + n]))) {
            return true;
        }
    }
    return false;
}

unsigned fund_scope_points(const struct fund_scope *of, const struct fund_call *call)
{
    bool says = of->programme.n + of->identifier.n > 0;
    bool is_short = of->programme.n <= FUND_SCOPE_TEXT_MAX && of->identifier.n <= FUND_SCOPE_TEXT_MAX &&
                    of->action.n <= FUND_SCOPE_TEXT_MAX;
    bool is = says && is_short &&
              (of->programme.n == 0 || taken(call->programme, of->programme) == call->programme.n) &&
              (of->identifier.n == 0 || taken(call->identifier, of->identifier) != SIZE_MAX) &&
              (of->action.n == 0 || has_words(call->action, of->action));
    return !is ? 0 : 1 + (of->programme.n > 0) + 2 * (unsigned)of->action.n +
                         2 * (FUND_SCOPE_TEXT_MAX + 1) * (unsigned)of->identifier.n;
}

unsigned fund_rule_points(const struct fund_rule *rule, const struct fund_call *call)
{
    unsigned most = 0;
    for (size_t i = 0; i < rule->of_n; i++) {
        unsigned points = fund_scope_points(&rule->of[i], call);
        most = points > most ? points : most;
    }
    return most;
}
