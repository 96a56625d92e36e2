/* SPDX-License-Identifier: AGPL-3.0-or-later
** say_grant: the funding programme and the kind of grant in words, the source's code in brackets behind them. A code
** without a word of ours stays as it is. */
#include "base/check.h"
#include "web/say.h"

struct code_row {
    struct str code;
    const char *words;
};

static struct str with_code(struct out *out, const char *words, struct str code)
{
    return SAY(out, "{name} ({code})", slot("name", words_text(out, words, NULL, 0)), slot("code", code));
}

struct str say_programme(struct out *out, struct str code)
{
    static const struct code_row rows[] = {
        {S_INIT("HORIZON"), W_NOTE("Horizon Europe")},
        {S_INIT("H2020"), W_NOTE("Horizon 2020")},
        {S_INIT("FP7"), W_NOTE("Seventh Framework Programme")},
        {S_INIT("EURATOM"), W_NOTE("Euratom research and training")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (str_eq(rows[i].code, code)) {
            return with_code(out, rows[i].words, code);
        }
    }
    return code;
}

/* The part of a scheme's code that says the kind: "HORIZON-JU-IA" is "IA". */
static struct str kind_of(struct str code)
{
    static const struct str prefixes[] = {
        S_INIT("HORIZON-"), S_INIT("EURATOM-"), S_INIT("H2020-"), S_INIT("JU-"), S_INIT("TMA-"),
    };
    for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
        if (str_starts(code, prefixes[i])) {
            code = str_from(code, prefixes[i].n);
        }
    }
    return code;
}

/* Whether `kind` is `code` or one of its branches: ERC, ERC-POC. */
static bool is_of(struct str kind, struct str code)
{
    return str_starts(kind, code) && (kind.n == code.n || kind.s[code.n] == '-');
}

struct str say_scheme(struct out *out, struct str code)
{
    /* A branch stands before what it is a branch of: the first that fits is taken. */
    static const struct code_row rows[] = {
        {S_INIT("IA"), W_NOTE("innovation action")},
        {S_INIT("RIA"), W_NOTE("research and innovation action")},
        {S_INIT("CSA"), W_NOTE("coordination and support action")},
        {S_INIT("PCP"), W_NOTE("pre-commercial procurement")},
        {S_INIT("PPI"), W_NOTE("public procurement of innovation")},
        {S_INIT("COFUND"), W_NOTE("funding programme shared with national funders")},
        {S_INIT("MSCA-PF"), W_NOTE("Marie Skłodowska-Curie postdoctoral fellowship")},
        {S_INIT("MSCA-DN"), W_NOTE("Marie Skłodowska-Curie doctoral network")},
        {S_INIT("MSCA-SE"), W_NOTE("Marie Skłodowska-Curie staff exchange")},
        {S_INIT("MSCA"), W_NOTE("Marie Skłodowska-Curie action")},
        {S_INIT("ERC-POC"), W_NOTE("European Research Council, proof of concept")},
        {S_INIT("ERC-SYG"), W_NOTE("European Research Council, several researchers together")},
        {S_INIT("ERC"), W_NOTE("European Research Council")},
        {S_INIT("EIC-ACC"), W_NOTE("European Innovation Council, for a company that grows")},
        {S_INIT("EIC"), W_NOTE("European Innovation Council")},
        {S_INIT("EIT-KIC"), W_NOTE("European Institute of Innovation and Technology")},
    };
    struct str kind = kind_of(code);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (is_of(kind, rows[i].code)) {
            return with_code(out, rows[i].words, code);
        }
    }
    return code;
}
