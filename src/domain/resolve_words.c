/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_words: the words of kinds and reasons, and natural persons. */
#include "base/check.h"
#include "base/fold.h"
#include "domain/resolve.h"
#include "domain/resolve_read.h"

#define PERSON_WORDS_MIN 2
#define PERSON_WORDS_MAX 6 /* "Escribano Serrano Jose Manuel" and two more */

static const struct str kinds[RESOLVE_KIND__MAX] = {
    [RESOLVE_NONE] = S_INIT("none"),
    [RESOLVE_MUNICIPALITY] = S_INIT("municipality"),
    [RESOLVE_AGENCY] = S_INIT("agency"),
    [RESOLVE_COUNTY] = S_INIT("county"),
    [RESOLVE_INTERMUNICIPAL] = S_INIT("intermunicipal"),
    [RESOLVE_DISTRICT] = S_INIT("district"),
};

static const struct str reasons[RESOLVE_REASON__MAX] = {
    [RESOLVE_NO_PATTERN] = S_INIT("no pattern"),
    [RESOLVE_NAME_AND_SEAT] = S_INIT("name and seat"),
    [RESOLVE_NAME_AND_REGION] = S_INIT("name and region"),
    [RESOLVE_NAME_ONLY] = S_INIT("name"),
    [RESOLVE_FORM_AND_SEAT] = S_INIT("form and seat"),
    [RESOLVE_FORM_AND_REGION] = S_INIT("form and region"),
    [RESOLVE_FORM_ONLY] = S_INIT("form"),
    [RESOLVE_SEVERAL] = S_INIT("several"),
    [RESOLVE_ELSEWHERE] = S_INIT("elsewhere"),
    [RESOLVE_NO_CITY] = S_INIT("no city"),
    [RESOLVE_WIDER] = S_INIT("wider"),
    [RESOLVE_CORRECTED] = S_INIT("corrected by hand"),
};

struct str resolve_kind_word(enum resolve_kind kind)
{
    return kinds[kind];
}

struct str resolve_reason_word(enum resolve_reason reason)
{
    return reasons[reason];
}

bool resolve_kind_parse(struct str word, enum resolve_kind *ret_kind)
{
    for (int i = 0; i < RESOLVE_KIND__MAX; i++) {
        if (str_eq(kinds[i], word)) {
            *ret_kind = (enum resolve_kind)i;
            return true;
        }
    }
    return false;
}

bool resolve_reason_parse(struct str word, enum resolve_reason *ret_reason)
{
    for (int i = 0; i < RESOLVE_REASON__MAX; i++) {
        if (str_eq(reasons[i], word)) {
            *ret_reason = (enum resolve_reason)i;
            return true;
        }
    }
    return false;
}

/* Legal forms and words of organisations; a name with one of them is none of a person. */
static bool has_legal_form(struct str folded)
{
    static const char *const forms[] = {
        "ltd", "limited", "llc", "llp", "inc", "corp", "corporation", "plc", "gmbh", "mbh", "ag", "kg",
        "ev", "spa", "srl", "sas", "sarl", "sa", "sl", "slu", "bv", "nv", "vzw", "asbl", "aps", "oy", "ab",
        "as", "sro", "doo", "ad", "ood", "kft", "zrt", "sia", "uab", "lda", "foundation", "association",
        "associazione", "asociacion", "verein", "company", "gmbhco", "bank", "group", "holding", "ventures",
        "for", "of", "the", "und", "and", "council", "municipality", "kommune", "kommun", "ayuntamiento", "ajuntament",
        "comune", "commune", "gemeente", "gemeinde", "stadt", "hansestadt", "landeshauptstadt", "municipio", "concello",
        "kaupunki", "obcina", "opstina", "mesto", "miasto", "gmina", "dimos", "obec", "onkormanyzat", "university",
        "universite", "universita", "universidad", "universitat", "universiteit", "universidade", "sociedad",
        "societa", "societe", "spolka", "fundacion", "fondazione", "stiftung", "institut", "institute", "instituto",
        "istituto", "agency", "technologies", "ministry", "centre", "center", "metropole",
    };
    for (struct str rest = folded; rest.s != NULL;) {
        struct str word = str_cut(rest, ' ', &rest);
        for (size_t i = 0; i < COUNT_OF(forms); i++) {
            if (str_eq(word, str_of(forms[i]))) {
                return true;
            }
        }
    }
    return false;
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] >= '0' && text.s[i] <= '9') {
            return true;
        }
    }
    return false;
}

bool resolve_is_person(const struct resolve_org *org)
{
    bool nowhere = str_is_empty(str_trim(org->street)) && str_is_empty(str_trim(org->place));
    bool body = str_eq(org->activity, S("PUB")) || str_eq(org->activity, S("HES"));
    if (!nowhere || body || org->name.n > 200) {
        return false;
    }
    char bytes[200 * 4 + 1];
    struct str folded = {bytes, fold_into(bytes, org->name)};
    size_t words = read_count_words(folded);
    return words >= PERSON_WORDS_MIN && words <= PERSON_WORDS_MAX && !has_digit(folded) && !has_legal_form(folded);
}
