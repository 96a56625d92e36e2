/* SPDX-License-Identifier: AGPL-3.0-or-later
** city_query: the readings of a typed name, from the likeliest on. Wrong ones cost one look-up that finds nothing. */
#include "domain/city_query.h"

#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "domain/name.h"
#include "domain/resolve_patterns.h"

#define ENDINGS_MAX 14     /* readings from one inflected name */
#define STRIPS_MAX 3       /* "Gemeente en stad ..." */
#define COUNTRY_WORDS_MAX 3
#define SPOKEN_MAX 8       /* ways to write all that was typed */
#define ROTATED_WORDS_MAX 6

struct maker {
    struct arena *arena;
    struct city_query *query;
};

static void add(struct maker *maker, struct str name, struct str country, enum found_how how)
{
    struct city_query *query = maker->query;
    bool known = name.n == 0 || (country.n == 0 && str_eq(name, query->whole));
    for (size_t i = 0; i < query->readings_n && !known; i++) {
        known = str_eq(query->readings[i].name, name) && str_eq(query->readings[i].country, country);
    }
    if (!known && query->readings_n < CITY_READINGS_MAX) {
        query->readings[query->readings_n++] = (struct city_reading){name, country, how};
    }
}

/* The barest come first: a core that is added later is put before the others. */
static void add_core(struct maker *maker, struct str name, struct str country)
{
    struct city_query *query = maker->query;
    for (size_t i = 0; i < query->cores_n; i++) {
        if (str_eq(query->cores[i].name, name) && str_eq(query->cores[i].country, country)) {
            return;
        }
    }
    if (query->cores_n == CITY_CORES_MAX || name.n == 0) {
        return;
    }
    memmove(query->cores + 1, query->cores, query->cores_n++ * sizeof query->cores[0]);
    query->cores[0] = (struct city_reading){name, country, FOUND_EXACT};
}

/* ---- words */

static size_t count_words(struct str text)
{
    size_t n = text.n > 0;
    for (size_t i = 0; i < text.n; i++) {
        n += text.s[i] == ' ';
    }
    return n;
}

struct str city_first_words(struct str name, size_t k)
{
    for (size_t i = 0; i < name.n; i++) {
        if (name.s[i] == ' ' && --k == 0) {
            return (struct str){name.s, i};
        }
    }
    return S("");
}

/* What follows the k first words. */
static struct str words_after(struct str name, size_t k)
{
    struct str first = city_first_words(name, k);
    return first.n ? str_from(name, first.n + 1) : S("");
}

static bool has_head(struct str text, struct str head)
{
    return text.n > head.n + 1 && str_starts(text, head) && text.s[head.n] == ' ';
}

static bool has_tail(struct str text, struct str tail)
{
    return text.n > tail.n + 1 && str_ends(text, tail) && text.s[text.n - tail.n - 1] == ' ';
}

/* ---- the words of a council before and behind the name */

/* Beyond those of domain/resolve: what people, but no councils, call a city. */
static const struct resolve_form own_forms[] = {
    {"en", "", true, RESOLVE_MUNICIPALITY, "city", NULL},
    {"en", "", true, RESOLVE_MUNICIPALITY, "town", NULL},
    {"en", "", false, RESOLVE_MUNICIPALITY, "city", NULL},
    {"pt", "PT", false, RESOLVE_MUNICIPALITY, "cm", NULL},
    {"de", "DE", false, RESOLVE_MUNICIPALITY, "stadt der", NULL},
};

/* The longest form that stands before or behind the name. */
static const struct resolve_form *find_form(const struct resolve_form *forms, size_t n, struct str name)
{
    const struct resolve_form *best = NULL;
    for (size_t i = 0; i < n; i++) {
        struct str words = str_of(forms[i].words);
        bool fits = (forms[i].kind == RESOLVE_MUNICIPALITY || forms[i].kind == RESOLVE_NONE) && words.s[0] != '-'
                    && (forms[i].tail ? has_tail(name, words) : has_head(name, words));
        if (fits && (best == NULL || words.n > strlen(best->words))) {
            best = &forms[i];
        }
    }
    return best;
}

static struct str take_off(struct str name, const struct resolve_form *form)
{
    size_t n = strlen(form->words) + 1;
    return form->tail ? str_sub(name, 0, name.n - n) : str_from(name, n);
}

/* What the joining word at the end of a form stands for: "ville du" before "le". */
static struct str article_of(struct str words)
{
    static const struct { struct str joined, article; } contracted[] = {
        {S_INIT("du"), S_INIT("le ")}, {S_INIT("des"), S_INIT("les ")}, {S_INIT("del"), S_INIT("el ")},
        {S_INIT("della"), S_INIT("la ")}, {S_INIT("do"), S_INIT("o ")}, {S_INIT("da"), S_INIT("a ")},
        {S_INIT("dell"), S_INIT("l")}, {S_INIT("dos"), S_INIT("os ")}, {S_INIT("das"), S_INIT("as ")},
    };
    for (size_t i = 0; i < COUNT_OF(contracted); i++) {
        if (has_tail(words, contracted[i].joined)) {
            return contracted[i].article;
        }
    }
    return S("");
}

static bool share_country(struct str a, struct str b)
{
    for (struct str rest = a; rest.s != NULL;) {
        struct str code = str_cut(rest, ' ', &rest);
        if (code.n > 0 && str_contains(b, code)) {
            return true;
        }
    }
    return false;
}

/* "oulun" as "oulu": the endings that the language of the form puts on names. */
static void add_without_endings(struct maker *maker, struct str name, struct str country, struct str languages)
{
    size_t n = 0;
    for (size_t i = 0; i < resolve_endings_n && n < ENDINGS_MAX; i++) {
        struct str from = str_of(resolve_endings[i].from);
        bool inflects = from.n > 0 && name.n > from.n + 1 && str_ends(name, from)
                        && name.s[name.n - from.n - 1] != ' '; /* a whole word is no ending */
        if (inflects && share_country(str_of(resolve_endings[i].countries), languages)) {
            struct str stem = str_sub(name, 0, name.n - from.n);
            add(maker, str_join(maker->arena, stem, str_of(resolve_endings[i].to)), country, FOUND_EXACT);
            n++;
        }
    }
}

static void add_stripped(struct maker *maker, struct str spoken, struct str country)
{
    struct str name = spoken;
    for (int i = 0; i < STRIPS_MAX; i++) {
        const struct resolve_form *form = find_form(resolve_forms, resolve_forms_n, name);
        form = form ? form : find_form(own_forms, COUNT_OF(own_forms), name);
        if (form == NULL) {
            return;
        }
        name = take_off(name, form);
        struct str article = article_of(str_of(form->words));
        if (article.n > 0 && !form->tail) {
            add(maker, str_join(maker->arena, article, name), country, FOUND_EXACT);
        }
        add(maker, name, country, FOUND_EXACT);
        add_without_endings(maker, name, country, str_of(form->countries));
        add_core(maker, name, country);
    }
}

/* ---- the country before or behind the name */

/* A code alone is only understood behind the name: "es", "la" and "de" begin many names. */
static void add_in_country(struct maker *maker, struct str spoken)
{
    size_t words = count_words(spoken);
    for (size_t k = COUNTRY_WORDS_MAX; k > 0; k--) {
        if (k >= words) {
            continue;
        }
        struct str name = city_first_words(spoken, words - k);
        struct str behind = str_from(spoken, name.n + 1);
        struct str before = city_first_words(spoken, k);
        struct str country = city_country_of(behind);
        if (country.n == 0 && (before.n > 2 || str_eq(before, S("uk")))) {
            country = city_country_of(before);
            name = words_after(spoken, k);
        }
        if (country.n > 0) {
            add(maker, name, country, FOUND_EXACT);
            add_core(maker, name, country);
            add_stripped(maker, name, country);
            return;
        }
    }
}

/* ---- order and spaces */

static void add_rotated(struct maker *maker, struct str spoken)
{
    size_t words = count_words(spoken);
    for (size_t k = words > ROTATED_WORDS_MAX ? 0 : words - 1; k > 0 && k < words; k--) {
        struct str first = city_first_words(spoken, k);
        struct str last = str_from(spoken, first.n + 1);
        add(maker, str_format(maker->arena, "%.*s %.*s", STR_ARG(last), STR_ARG(first)), S(""), FOUND_EXACT);
    }
}

static void add_without_spaces(struct maker *maker, struct str spoken)
{
    char *to = arena_alloc(maker->arena, spoken.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < spoken.n; i++) {
        to[n] = spoken.s[i];
        n += spoken.s[i] != ' ';
    }
    add(maker, (struct str){to, n}, S(""), FOUND_EXACT);
}

/* ---- what stands before a comma, and behind it */

static size_t find_break(struct str typed)
{
    for (size_t i = 0; i < typed.n; i++) {
        bool dash = i > 0 && i + 1 < typed.n && typed.s[i] == '-' && typed.s[i - 1] == ' ' && typed.s[i + 1] == ' ';
        if (dash || strchr(",;/()", typed.s[i]) != NULL) {
            return i;
        }
    }
    return typed.n;
}

static void add_parts(struct maker *maker, struct str typed)
{
    struct str rest = typed;
    for (int i = 0; i < 3 && rest.n > 0; i++) {
        size_t at = find_break(rest);
        struct str part = fold(maker->arena, str_sub(rest, 0, at));
        rest = at < rest.n ? str_from(rest, at + 1) : S("");
        if (part.n > 2 && part.n < maker->query->whole.n) {
            add(maker, part, S(""), FOUND_PART);
        }
    }
}

/* ---- all ways to write what was typed */

static struct str with_gaps(struct arena *arena, struct str typed)
{
    char *to = arena_alloc(arena, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        bool curly = i + 2 < typed.n && memcmp(typed.s + i, "\xE2\x80\x99", 3) == 0;
        to[n++] = curly || typed.s[i] == '\'' || typed.s[i] == '`' ? ' ' : typed.s[i];
        i += curly ? 2 : 0;
    }
    return fold(arena, (struct str){to, n});
}

static size_t find_spoken(struct maker *maker, struct str typed, struct str *spoken)
{
    static const struct str alphabets[] = {S_INIT("GR"), S_INIT("BG"), S_INIT("UA"), S_INIT("RS")};
    size_t n = 0;
    spoken[n++] = maker->query->whole;
    struct str gapped = with_gaps(maker->arena, typed);
    if (!str_eq(gapped, spoken[0])) {
        spoken[n++] = gapped;
    }
    for (size_t i = 0; i < COUNT_OF(alphabets); i++) {
        struct str latin = fold(maker->arena, name_latin(maker->arena, alphabets[i], maker->query->whole));
        if (!str_eq(latin, spoken[0]) && !str_eq(latin, spoken[n - 1])) {
            spoken[n++] = latin;
        }
    }
    check(n <= SPOKEN_MAX);
    return n;
}

void city_query_read(struct arena *arena, struct str typed, struct city_query *ret_query)
{
    struct maker maker = {arena, ret_query};
    struct str spoken[SPOKEN_MAX];
    struct str text = str_clip(typed, CITY_TYPED_MAX);
    *ret_query = (struct city_query){.whole = fold(arena, text)};
    if (ret_query->whole.n == 0) {
        return;
    }
    size_t n = find_spoken(&maker, text, spoken);
    for (size_t i = 0; i < n; i++) {
        add(&maker, spoken[i], S(""), FOUND_EXACT);
        add_core(&maker, spoken[i], S(""));
    }
    for (size_t i = 0; i < n; i++) {
        add_in_country(&maker, spoken[i]);
        add_stripped(&maker, spoken[i], S(""));
    }
    add_rotated(&maker, spoken[0]);
    add_without_spaces(&maker, spoken[0]);
    add_parts(&maker, text);
}
