/* SPDX-License-Identifier: AGPL-3.0-or-later
** name: taking official names apart. The words below are those that the lists of LAU 2020 (Eurostat), of the UK's
** authorities (2024) and of the countries' own registers put around a name. */
#include "domain/name.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/fold.h"
#include "domain/latin.h"

#define ARTICLE_MAX 4u /* "Las", "les", "Ses" */
#define PART_BYTES_MIN 4u /* "Bath"; what is shorter is hardly a town's name ("El-", "Le ") */
#define NAME_MAX 400u /* bytes of an official name; the longest known has 150 */

/* Folded words before or behind a name. `countries`: codes separated by spaces, empty for all. */
struct affix {
    const char *countries;
    const char *words;
};

static const struct affix heads[] = {
    {"RO MD", "municipiul"}, {"RO MD", "orasul"}, {"RO MD", "oras"}, {"RO MD", "comuna"},
    {"HR RS BA ME", "grad"},
    {"HR", "opcina"}, {"RS BA ME MK", "opstina"}, {"SI", "mestna obcina"}, {"SI", "obcina"}, {"BG", "obshtina"},
    {"MK", "opshtina"}, {"CZ", "statutarni mesto"}, {"CZ", "hlavni mesto"}, {"CZ SK", "mesto"},
    {"CZ SK", "obec"},
    {"CZ", "mestys"}, {"GR CY", "dimos"}, {"GR CY", "koinotita"}, {"FR BE LU", "commune de"},
    {"FR BE LU", "ville de"},
    {"IT SM", "comune di"}, {"ES", "ayuntamiento de"}, {"ES", "ajuntament de"}, {"PT", "municipio de"},
    {"PT", "municipio do"}, {"PT", "municipio da"}, {"NL BE", "gemeente"}, {"BE", "stad"},
    {"DE AT CH", "gemeinde"},
    {"DE AT CH", "marktgemeinde"}, {"DE AT CH", "stadt"}, {"PL", "gmina"}, {"PL", "miasto"},
    {"AL XK", "bashkia"},
    {"AL XK", "komuna e"}, {"GB IE", "royal borough of"}, {"GB IE", "london borough of"}, {"GB IE", "city of"},
    {"GB IE", "borough of"}, {"GB", "county of"},
};

static const struct affix tails[] = {
    {"NO DK", "kommune"}, {"SE", "kommun"}, {"FI", "kaupunki"}, {"FI", "kunta"}, {"LV", "novads"},
    {"LV", "valstspilseta"},
    {"EE", "linn"}, {"EE", "vald"}, {"LT", "rajono savivaldybe"}, {"LT", "miesto savivaldybe"},
    {"LT", "savivaldybe"},
    {"GB", "metropolitan borough council"}, {"GB", "metropolitan district council"},
    {"GB", "county borough council"},
    {"GB", "borough council"}, {"GB", "district council"}, {"GB", "city council"}, {"GB", "council"},
    {"GB", "city and district council"}, {"TR", "belediyesi"}, {"HU", "varos"}, {"HU", "kozseg"},
    {"GB", "ua"}, {"GB", "london boro"}, {"GB", "city"}, {"MT", "local council"},
};

/* A list under construction. */
struct names {
    struct arena *arena;
    struct str country;
    struct str *items;
    size_t n;
};

static bool has_country(const char *countries, struct str country)
{
    return countries[0] == 0 || str_contains(str_of(countries), country);
}

/* `text` behind `words` and a space. */
static bool cut_head(struct str text, const char *words, struct str *ret_rest)
{
    struct str head = str_of(words);
    if (!str_starts(text, head) || text.n <= head.n + 1 || text.s[head.n] != ' ') {
        return false;
    }
    *ret_rest = str_from(text, head.n + 1);
    return true;
}

static bool cut_tail(struct str text, const char *words, struct str *ret_rest)
{
    struct str tail = str_of(words);
    if (!str_ends(text, tail) || text.n <= tail.n + 1 || text.s[text.n - tail.n - 1] != ' ') {
        return false;
    }
    *ret_rest = str_sub(text, 0, text.n - tail.n - 1);
    return true;
}

static void add(struct names *names, struct str folded)
{
    if (str_is_empty(folded) || names->n == NAME_VARIANTS_MAX) {
        return;
    }
    for (size_t i = 0; i < names->n; i++) {
        if (str_eq(names->items[i], folded)) {
            return;
        }
    }
    names->items[names->n++] = folded;
}

/* "sankt polten" for "st polten" and the other way round, as both are written everywhere. */
static void add_saint(struct names *names, struct str folded)
{
    static const char *const pairs[][2] = {
        {"sankt", "st"}, {"saint", "st"}, {"sainte", "ste"}, {"sint", "st"}, {"st", "sankt"}, {"st", "saint"},
        {"ste", "sainte"}, {"st", "sint"},
    };
    bool german = has_country("DE AT CH", names->country);
    bool dutch = has_country("NL", names->country);
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        struct str to = str_of(pairs[i][1]);
        bool foreign = (str_eq(to, S("sankt")) && !german) || (str_starts(to, S("saint")) && (german || dutch)) ||
                       (str_eq(to, S("sint")) && !has_country("NL BE", names->country));
        struct str rest;
        if (!foreign && cut_head(folded, pairs[i][0], &rest)) {
            add(names, str_format(names->arena, "%s %.*s", pairs[i][1], STR_ARG(rest)));
        }
    }
}

/* "Alytaus" of "Alytaus miesto savivaldybe" is the genitive of Alytus. */
static void add_nominative(struct names *names, struct str latin)
{
    static const char *const endings[][2] = {
        {"iaus", "ius"}, {"aus", "us"}, {"iu", "iai"}, {"iu", "ys"}, {"u", "ai"}, {"u", "os"}, {"io", "ys"},
        {"io", "is"}, {"o", "as"}, {"os", "a"}, {"es", "e"},
    };
    for (size_t i = 0; has_country("LT", names->country) && i < COUNT_OF(endings); i++) {
        struct str from = str_of(endings[i][0]);
        if (str_ends(latin, from) && latin.n > from.n + 1) {
            add(names, str_format(names->arena, "%.*s%s", STR_ARG(str_sub(latin, 0, latin.n - from.n)), endings[i][1]));
        }
    }
}

/* Municipalities that do not bear the name of their city. */
static void add_other(struct names *names, struct str latin)
{
    static const struct { const char *country; const char *name; const char *city; } others[] = {
        {"BG", "stolichna", "sofia"}, {"BG", "stolichna", "sofiya"}, {"RS", "belgrade", "beograd"},
    };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        if (has_country(others[i].country, names->country) && str_eq(latin, str_of(others[i].name))) {
            add(names, str_of(others[i].city));
        }
    }
}

/* One name without anything around it, in its script and in Latin letters. */
static void add_plain(struct names *names, struct str folded)
{
    struct str latin = latin_of_folded(names->arena, names->country, folded);
    add_other(names, latin);
    add(names, latin);
    add_saint(names, latin);
    add(names, folded);
}

/* Without the words that lists put around it; then with them. */
static void add_bare(struct names *names, struct str text)
{
    struct str folded = fold(names->arena, text);
    struct str latin = latin_of_folded(names->arena, names->country, folded);
    struct str rest;
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        if (has_country(tails[i].countries, names->country) && cut_tail(latin, tails[i].words, &rest)) {
            add_nominative(names, rest);
            add_bare(names, rest);
            break;
        }
    }
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        if (has_country(heads[i].countries, names->country) && cut_head(latin, heads[i].words, &rest)) {
            add_bare(names, rest);
            break;
        }
    }
    add_plain(names, folded);
}

/* "Guarda, A" is "A Guarda"; "Alfas del Pi, l'" is "l'Alfas del Pi"; "Bristol, City of" is "City of Bristol". */
static void add_turned(struct names *names, struct str text)
{
    struct str behind;
    struct str before = str_cut(text, ',', &behind);
    behind = str_trim(behind);
    if (str_is_empty(behind)) {
        add_bare(names, before);
        return;
    }
    if (has_country("DE AT NL MT", names->country)) {
        add_bare(names, before); /* what follows is a title, or the rest of a long name */
        if (has_country("NL", names->country)) {
            add_bare(names, text);
        }
        return;
    }
    bool article = behind.n <= ARTICLE_MAX;
    bool title = has_country("GB", names->country) && str_ends(behind, S(" of"));
    if (!article && !title) {
        add_bare(names, text);
        return;
    }
    bool elided = behind.s[behind.n - 1] == '\'';
    struct str whole = str_format(names->arena, "%.*s%s%.*s", STR_ARG(behind), elided ? "" : " ", STR_ARG(before));
    if (article) {
        add_bare(names, whole);
    }
    add_bare(names, before);
    add_bare(names, whole);
}

/* "Buchs (ZH)": "buchs", "buchs zh". */
static void add_bracketed(struct names *names, struct str text)
{
    size_t open = str_find(text, S("("));
    if (open == text.n || open == 0) {
        add_turned(names, text);
        return;
    }
    struct str inside;
    struct str before = str_trim(str_cut(text, '(', &inside));
    struct str after;
    inside = str_cut(inside, ')', &after);
    add_turned(names, str_format(names->arena, "%.*s%.*s", STR_ARG(before), STR_ARG(after)));
    if (has_country("CY MT", names->country)) {
        add_turned(names, inside); /* another name there, elsewhere the region */
    }
    add_plain(names, fold(names->arena, str_format(names->arena, "%.*s %.*s", STR_ARG(before), STR_ARG(inside))));
}

/* "Pula - Pola" has two names, "Belgrade - Zemun" is Zemun; elsewhere a dash joins one name. */
static void add_dashed(struct names *names, struct str text)
{
    size_t dash = str_find(text, S(" - "));
    if (dash == text.n || !has_country("HR RS", names->country)) {
        add_bracketed(names, text);
        return;
    }
    struct str second = str_from(text, dash + 3);
    if (has_country("HR", names->country)) {
        add_bracketed(names, str_sub(text, 0, dash));
    }
    add_bracketed(names, second);
    add_bracketed(names, text);
}

/* Cuts at '/' that is not within brackets. */
static struct str cut_slash(struct str text, struct str *ret_rest)
{
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        depth += (text.s[i] == '(') - (text.s[i] == ')');
        if (text.s[i] == '/' && depth == 0) {
            *ret_rest = str_from(text, i + 1);
            return str_sub(text, 0, i);
        }
    }
    *ret_rest = (struct str){0};
    return text;
}

static struct names names_of(struct arena *arena, struct str country, struct str name)
{
    struct names names = {
        .arena = arena,
        .country = country,
        .items = arena_array(arena, struct str, NAME_VARIANTS_MAX),
    };
    name = str_clip(str_trim(name), NAME_MAX);
    struct str rest = name;
    while (rest.s != NULL) {
        struct str part = str_trim(cut_slash(rest, &rest));
        add_dashed(&names, part);
    }
    add_plain(&names, fold(arena, name));
    return names;
}

struct name_list name_variants(struct arena *arena, struct str country, struct str name)
{
    struct names names = names_of(arena, country, name);
    return (struct name_list){names.items, names.n};
}

/* ---- the name for people */

/* `text` without its first `n` words. */
static struct str drop_first_words(struct str text, size_t n)
{
    while (n-- > 0) {
        str_cut(text, ' ', &text);
        text = str_trim(text);
    }
    return text;
}

static struct str drop_last_words(struct str text, size_t n)
{
    while (n-- > 0) {
        while (text.n > 0 && text.s[text.n - 1] != ' ') {
            text.n--;
        }
        text = str_trim(text);
    }
    return text;
}

static size_t count_words(const char *words)
{
    size_t n = 1;
    for (; *words != 0; words++) {
        n += *words == ' ';
    }
    return n;
}

/* Without the words around it, which are found in the folded form and counted off the text itself. */
static struct str without_words(struct arena *arena, struct str country, struct str text)
{
    struct str folded = fold(arena, text);
    struct str rest;
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        if (has_country(heads[i].countries, country) && cut_head(folded, heads[i].words, &rest)) {
            return drop_first_words(text, count_words(heads[i].words));
        }
    }
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        if (has_country(tails[i].countries, country) && cut_tail(folded, tails[i].words, &rest)) {
            return drop_last_words(text, count_words(tails[i].words));
        }
    }
    return text;
}

/* The side of a dash that is this place's own name. */
static struct str own_side(struct str country, struct str text)
{
    size_t dash = str_find(text, S(" - "));
    if (dash < text.n && has_country("HR", country)) {
        return str_sub(text, 0, dash);
    }
    return dash < text.n && has_country("RS", country) ? str_from(text, dash + 3) : text;
}

/* "Guarda, A" as "A Guarda", "Rostock, Hansestadt" as "Rostock". */
static struct str turned(struct arena *arena, struct str country, struct str text)
{
    struct str behind;
    struct str before = str_trim(str_cut(text, ',', &behind));
    behind = str_trim(behind);
    if (has_country("DE AT MT", country) || (has_country("GB", country) && str_ends(behind, S(" of")))) {
        return before;
    }
    if (str_is_empty(behind) || behind.n > ARTICLE_MAX) {
        return text;
    }
    bool small = behind.s[0] >= 'a' && behind.s[0] <= 'z';
    char first = small ? (char)(behind.s[0] - ('a' - 'A')) : behind.s[0];
    bool elided = behind.s[behind.n - 1] == '\'';
    return str_format(arena, "%c%.*s%s%.*s", first, STR_ARG(str_from(behind, 1)), elided ? "" : " ", STR_ARG(before));
}

struct str name_plain(struct arena *arena, struct str country, struct str name)
{
    struct str rest;
    struct str text = own_side(country, str_trim(cut_slash(str_trim(name), &rest)));
    text = without_words(arena, country, turned(arena, country, text));
    return str_is_empty(text) ? name : text;
}

struct str name_first_part(struct arena *arena, struct str country, struct str name)
{
    static const char *const joints[] = {" and ", " & ", "-", "/", " a.", " i.", " am ", " an der ", " im "};
    struct str plain = name_plain(arena, country, name);
    size_t end = plain.n;
    for (size_t i = 0; i < COUNT_OF(joints); i++) {
        size_t at = str_find(plain, str_of(joints[i]));
        end = at < end ? at : end;
    }
    bool parted = end < plain.n && end >= PART_BYTES_MIN;
    return parted ? str_trim(str_sub(plain, 0, end)) : S("");
}

struct str name_latin(struct arena *arena, struct str country, struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.s[i];
        if (c >= 0xCD && c <= 0xD4) { /* the lead bytes of Greek and Cyrillic */
            return latin_of_folded(arena, country, fold(arena, name));
        }
    }
    return name;
}

bool name_lau_is_municipality(struct str country)
{
    return !has_country("PT GR CY LT IE", country);
}
