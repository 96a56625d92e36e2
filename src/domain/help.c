/* SPDX-License-Identifier: AGPL-3.0-or-later
** help: what each said, laid beside what we said. */
#include "domain/help.h"

#include "base/check.h"

static const struct str words[HELP_KIND__MAX] = {
    [HELP_NEED] = S_INIT("need"), [HELP_OFFER] = S_INIT("offer"),
    [HELP_THEME] = S_INIT("theme"), [HELP_LANGUAGE] = S_INIT("language"),
};

const struct str help_works[HELP_WORKS_N] = {
    S_INIT("bids"), S_INIT("procurement"), S_INIT("data"), S_INIT("engagement"), S_INIT("staff-time"),
};

#define LANGUAGE(code, name) {S_INIT(code), S_INIT(name)}
const struct help_language help_languages[] = {
    LANGUAGE("bg", "български"), LANGUAGE("bs", "bosanski"),   LANGUAGE("ca", "català"),
    LANGUAGE("cs", "čeština"),   LANGUAGE("cy", "Cymraeg"),    LANGUAGE("da", "dansk"),
    LANGUAGE("de", "Deutsch"),   LANGUAGE("el", "ελληνικά"),   LANGUAGE("en", "English"),
    LANGUAGE("es", "español"),   LANGUAGE("et", "eesti"),      LANGUAGE("eu", "euskara"),
    LANGUAGE("fi", "suomi"),     LANGUAGE("fr", "français"),   LANGUAGE("ga", "Gaeilge"),
    LANGUAGE("gl", "galego"),    LANGUAGE("hr", "hrvatski"),   LANGUAGE("hu", "magyar"),
    LANGUAGE("is", "íslenska"),  LANGUAGE("it", "italiano"),   LANGUAGE("lb", "Lëtzebuergesch"),
    LANGUAGE("lt", "lietuvių"),  LANGUAGE("lv", "latviešu"),   LANGUAGE("mk", "македонски"),
    LANGUAGE("mt", "Malti"),     LANGUAGE("nl", "Nederlands"), LANGUAGE("no", "norsk"),
    LANGUAGE("pl", "polski"),    LANGUAGE("pt", "português"),  LANGUAGE("ro", "română"),
    LANGUAGE("sk", "slovenčina"), LANGUAGE("sl", "slovenščina"), LANGUAGE("sq", "shqip"),
    LANGUAGE("sr", "српски"),    LANGUAGE("sv", "svenska"),    LANGUAGE("tr", "Türkçe"),
    LANGUAGE("uk", "українська"),
};
const size_t help_languages_n = COUNT_OF(help_languages);

#define SPEAKS(country, codes) {S_INIT(country), S_INIT(codes)}
static const struct {
    struct str country;
    struct str codes;
} speaks[] = {
    SPEAKS("AD", "ca"), SPEAKS("AL", "sq"),    SPEAKS("AT", "de"),       SPEAKS("BA", "bs hr sr"),
    SPEAKS("BE", "nl fr de"), SPEAKS("BG", "bg"), SPEAKS("CH", "de fr it"), SPEAKS("CY", "el tr"),
    SPEAKS("CZ", "cs"), SPEAKS("DE", "de"),    SPEAKS("DK", "da"),       SPEAKS("EE", "et"),
    SPEAKS("ES", "es"), SPEAKS("FI", "fi sv"), SPEAKS("FR", "fr"),       SPEAKS("GB", "en"),
    SPEAKS("GR", "el"), SPEAKS("HR", "hr"),    SPEAKS("HU", "hu"),       SPEAKS("IE", "en ga"),
    SPEAKS("IS", "is"), SPEAKS("IT", "it"),    SPEAKS("LI", "de"),       SPEAKS("LT", "lt"),
    SPEAKS("LU", "lb fr de"), SPEAKS("LV", "lv"), SPEAKS("MC", "fr"),    SPEAKS("MD", "ro"),
    SPEAKS("ME", "sr"), SPEAKS("MK", "mk sq"), SPEAKS("MT", "mt en"),    SPEAKS("NL", "nl"),
    SPEAKS("NO", "no"), SPEAKS("PL", "pl"),    SPEAKS("PT", "pt"),       SPEAKS("RO", "ro"),
    SPEAKS("RS", "sr"), SPEAKS("SE", "sv"),    SPEAKS("SI", "sl"),       SPEAKS("SK", "sk"),
    SPEAKS("SM", "it"), SPEAKS("TR", "tr"),    SPEAKS("UA", "uk"),       SPEAKS("XK", "sq sr"),
};

struct str help_kind_word(enum help_kind kind)
{
    return words[kind];
}

bool help_kind_parse(struct str word, enum help_kind *ret_kind)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq(word, words[i])) {
            *ret_kind = (enum help_kind)i;
            return true;
        }
    }
    return false;
}

/* NULL: the city did not say it. */
static const struct help_item *find(const struct help_city *city, enum help_kind kind, struct str what)
{
    for (size_t i = 0; i < city->n; i++) {
        if (city->items[i].kind == kind && str_eq(city->items[i].what, what)) {
            return &city->items[i];
        }
    }
    return NULL;
}

static void add_reason(struct help_match *match, enum help_reason_kind kind, int weight, struct str what,
                       struct str theirs)
{
    match->weight += weight;
    if (match->reasons_n < HELP_REASONS_MAX) {
        match->reasons[match->reasons_n++] = (struct help_reason){kind, what, theirs};
    }
}

/* Where we said `ours` and they said `theirs` of the same. */
static size_t add_pairs(struct help_match *match, const struct help_city *us, enum help_kind ours,
                        const struct help_city *them, enum help_kind theirs, enum help_reason_kind kind, int weight)
{
    size_t n = 0;
    for (size_t i = 0; i < us->n; i++) {
        const struct help_item *item = us->items[i].kind == ours ? find(them, theirs, us->items[i].what) : NULL;
        if (item != NULL) {
            add_reason(match, kind, weight, item->what, item->says);
            n++;
        }
    }
    return n;
}

/* It is a reason by need or offer. */
static bool is_said(const struct help_city *us, const struct help_city *them, struct str what)
{
    bool they_want = find(them, HELP_NEED, what) != NULL;
    return (find(us, HELP_NEED, what) != NULL && (they_want || find(them, HELP_OFFER, what) != NULL)) ||
           (find(us, HELP_OFFER, what) != NULL && they_want);
}

static void add_themes(struct help_match *match, const struct help_city *us, const struct help_city *them)
{
    for (size_t i = 0; i < us->n; i++) {
        const struct help_item *item = &us->items[i];
        if (item->kind == HELP_THEME && find(them, HELP_THEME, item->what) != NULL &&
            !is_said(us, them, item->what)) {
            add_reason(match, HELP_SAME_THEME, HELP_THEME_WEIGHT, item->what, S(""));
        }
    }
}

static struct str common_language(const struct help_city *us, const struct help_city *them)
{
    for (size_t i = 0; i < us->n; i++) {
        if (us->items[i].kind == HELP_LANGUAGE && find(them, HELP_LANGUAGE, us->items[i].what) != NULL) {
            return us->items[i].what;
        }
    }
    return S("");
}

static struct help_match match_one(const struct help_city *us, const struct help_city *them, size_t city)
{
    struct help_match match = {.city = city, .language = S(""), .first = S("")};
    size_t they = add_pairs(&match, us, HELP_NEED, them, HELP_OFFER, HELP_THEY_CAN, HELP_THEY_CAN_WEIGHT);
    size_t we = add_pairs(&match, us, HELP_OFFER, them, HELP_NEED, HELP_WE_CAN, HELP_WE_CAN_WEIGHT);
    add_pairs(&match, us, HELP_NEED, them, HELP_NEED, HELP_SAME_NEED, HELP_SAME_NEED_WEIGHT);
    add_themes(&match, us, them);
    match.weight += they > 0 && we > 0 ? HELP_BOTH_WAYS_WEIGHT : 0;
    match.language = common_language(us, them);
    match.weight += match.reasons_n > 0 && match.language.n > 0 ? HELP_LANGUAGE_WEIGHT : 0;
    match.first = us->first.n > 0 && str_eq(us->first, them->first) ? us->first : S("");
    match.weight += match.reasons_n > 0 && match.first.n > 0 ? HELP_VALUE_WEIGHT : 0;
    return match;
}

size_t help_match(struct arena *arena, const struct help_city *ours, const struct help_city *others, size_t n,
                  size_t most, struct help_match **ret_matches)
{
    struct help_match *best = arena_array(arena, struct help_match, most + 1);
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        struct help_match match = match_one(ours, &others[i], i);
        size_t at = found;
        if (match.reasons_n == 0) {
            continue;
        }
        for (; at > 0 && best[at - 1].weight < match.weight; at--) { /* one more than `most` has room */
            best[at] = best[at - 1];
        }
        best[at] = match;
        found += found < most;
    }
    *ret_matches = best;
    return found;
}

/* ---- what may be suggested */

/* What speaks for the record as an answer, before what else there is of it. 0: it is none. */
static int64_t worth_of(enum help_kind kind, const struct help_record *record)
{
    switch (kind) {
    case HELP_THEME: return record->projects;
    case HELP_OFFER: return record->ended;
    default: return 0;
    }
}

static bool is_more(enum help_kind kind, const struct help_record *a, const struct help_record *b)
{
    int64_t ours = worth_of(kind, a);
    int64_t theirs = worth_of(kind, b);
    return ours > theirs || (ours == theirs && a->coordinated > b->coordinated);
}

size_t help_suggest(enum help_kind kind, const struct help_record *records, size_t n, size_t *ret_which)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if (worth_of(kind, &records[i]) <= 0) {
            continue;
        }
        size_t at = found < HELP_SUGGESTED_MAX ? found++ : HELP_SUGGESTED_MAX;
        while (at > 0 && is_more(kind, &records[i], &records[ret_which[at - 1]])) {
            if (at < HELP_SUGGESTED_MAX) {
                ret_which[at] = ret_which[at - 1];
            }
            at--;
        }
        if (at < HELP_SUGGESTED_MAX) {
            ret_which[at] = i;
        }
    }
    return found;
}

struct str help_languages_of(struct str country)
{
    for (size_t i = 0; i < COUNT_OF(speaks); i++) {
        if (str_eq(speaks[i].country, country)) {
            return speaks[i].codes;
        }
    }
    return S("");
}
