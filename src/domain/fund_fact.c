/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_fact: the table of what rules ask. */
#include "domain/fund_fact.h"

#include "base/check.h"
#include "base/scan.h"

#define EUROS_MAX 1000000000000ll /* a thousand thousand million: more than any fund */

static const struct {
    struct str word;
    enum fund_type type;
    bool may_change;
    int64_t low, high; /* of numbers */
} subjects[FUND_SUBJECTS] = {
    [FUND_COUNTRY] = {S_INIT("country"), FUND_WORD, false, 0, 0},
    [FUND_POPULATION] = {S_INIT("population"), FUND_NUMBER, false, 1, 100000000},
    [FUND_DEGURBA] = {S_INIT("degurba"), FUND_NUMBER, false, 1, 3},
    [FUND_CODED] = {S_INIT("coded"), FUND_YES_NO, false, 0, 1},
    [FUND_PLAN] = {S_INIT("plan"), FUND_YES_NO, true, 0, 1},
    [FUND_LETTER] = {S_INIT("letter"), FUND_YES_NO, true, 0, 1},
    [FUND_EUI_BEFORE] = {S_INIT("eui_before"), FUND_YES_NO, false, 0, 1},
    [FUND_EUCF_BEFORE] = {S_INIT("eucf_before"), FUND_YES_NO, false, 0, 1},
    [FUND_KIND] = {S_INIT("kind"), FUND_WORD, false, 0, 0},
    [FUND_LEGAL_BODY] = {S_INIT("legal_body"), FUND_YES_NO, true, 0, 1},
    [FUND_INVESTMENT] = {S_INIT("investment"), FUND_NUMBER, true, 1, EUROS_MAX},
    [FUND_GRANT] = {S_INIT("grant"), FUND_NUMBER, true, 1, EUROS_MAX},
    [FUND_TOPIC] = {S_INIT("topic"), FUND_WORD, false, 0, 0},
    [FUND_CITIES] = {S_INIT("cities"), FUND_NUMBER, false, 0, FUND_CITIES_MAX},
    [FUND_COUNTRIES] = {S_INIT("countries"), FUND_NUMBER, false, 0, FUND_CITIES_MAX},
    [FUND_PEOPLE] = {S_INIT("people"), FUND_NUMBER, false, 0, 1000000000},
    [FUND_SHARE] = {S_INIT("share"), FUND_NUMBER, false, 0, 100},
    [FUND_LEVERAGE] = {S_INIT("leverage"), FUND_NUMBER, false, 0, 1000000},
};

struct str fund_subject_word(enum fund_subject subject)
{
    check(subject < FUND_SUBJECTS);
    return subjects[subject].word;
}

bool fund_subject_parse(struct str word, enum fund_subject *ret_subject)
{
    for (int i = 0; i < FUND_SUBJECTS; i++) {
        if (str_eq(subjects[i].word, word)) {
            *ret_subject = (enum fund_subject)i;
            return true;
        }
    }
    return false;
}

enum fund_type fund_subject_type(enum fund_subject subject)
{
    check(subject < FUND_SUBJECTS);
    return subjects[subject].type;
}

bool fund_subject_may_change(enum fund_subject subject)
{
    check(subject < FUND_SUBJECTS);
    return subjects[subject].may_change;
}

static bool is_country(struct str word)
{
    return str_eq(word, S("EU27")) ||
           (word.n == 2 && word.s[0] >= 'A' && word.s[0] <= 'Z' && word.s[1] >= 'A' && word.s[1] <= 'Z');
}

bool fund_value_parse(enum fund_subject subject, struct str text, struct fund_value *ret_value)
{
    int64_t number;
    check(subject < FUND_SUBJECTS);
    if (subjects[subject].type == FUND_WORD) {
        bool fits = subject == FUND_COUNTRY ? is_country(text) : text.n > 0 && text.n <= 100;
        if (fits) {
            *ret_value = fund_word(text);
        }
        return fits;
    }
    if (subjects[subject].type == FUND_YES_NO) {
        bool yes = str_eq(text, S("yes"));
        if (yes || str_eq(text, S("no"))) {
            *ret_value = fund_number(yes);
            return true;
        }
        return false;
    }
    if (!parse_int(text, subjects[subject].low, subjects[subject].high, &number)) {
        return false;
    }
    *ret_value = fund_number(number);
    return true;
}

/* One of what stands between groups of three digits, in any of our languages; 0: none of them. */
static size_t gap_of(struct str text)
{
    static const struct str gaps[] = {S_INIT(" "), S_INIT(","), S_INIT("."), S_INIT("'"), S_INIT("\xc2\xa0"),
                                      S_INIT("\xe2\x80\xaf"), S_INIT("\xe2\x80\x99")};
    for (size_t i = 0; i < COUNT_OF(gaps); i++) {
        if (str_starts(text, gaps[i])) {
            return gaps[i].n;
        }
    }
    return 0;
}

bool fund_euros_parse(struct str text, int64_t *ret_euros)
{
    static const struct str sign = S_INIT("\xe2\x82\xac");
    text = str_trim(text);
    text = str_trim(str_starts(text, sign) ? str_from(text, sign.n) : text);
    text = str_trim(str_ends(text, sign) ? str_sub(text, 0, text.n - sign.n) : text);
    int64_t euros = 0;
    size_t digits = 0; /* since the last gap */
    bool grouped = false;
    for (size_t i = 0; i < text.n;) {
        size_t gap = gap_of(str_from(text, i));
        bool is_digit = text.s[i] >= '0' && text.s[i] <= '9';
        bool may_part = digits == 3 || (!grouped && digits > 0 && digits < 3);
        if (!is_digit && (gap == 0 || !may_part)) {
            return false;
        }
        euros = is_digit ? euros * 10 + (text.s[i] - '0') : euros;
        digits = is_digit ? digits + 1 : 0;
        grouped = grouped || !is_digit;
        if (euros > EUROS_MAX || (grouped && digits > 3)) {
            return false;
        }
        i += is_digit ? 1 : gap;
    }
    if (euros < 1 || (grouped && digits != 3)) {
        return false;
    }
    *ret_euros = euros;
    return true;
}

struct fund_value fund_number(int64_t number)
{
    return (struct fund_value){.known = true, .number = number};
}

struct fund_value fund_word(struct str word)
{
    return (struct fund_value){.known = true, .word = word};
}

struct str fund_member_state(size_t i)
{
    static const char STATES[] = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    return i < sizeof STATES / 3 ? (struct str){STATES + 3 * i, 2} : (struct str){0};
}

bool fund_is_member_state(struct str country)
{
    for (size_t i = 0; fund_member_state(i).n > 0; i++) {
        if (str_eq(fund_member_state(i), country)) {
            return true;
        }
    }
    return false;
}

bool fund_country_in(struct str country, struct str name)
{
    return str_eq(name, S("EU27")) ? fund_is_member_state(country) : str_eq(country, name);
}
