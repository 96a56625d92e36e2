/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_index: a chained hash table in three arrays. */
#include "domain/resolve_index.h"

#include <string.h>

#include "base/check.h"
#include "domain/resolve_patterns.h"

#define LOOSE_MAX 200u /* bytes of a loose form; what is longer is cut, which only makes more names meet */
#define FORMS_MAX 96   /* guesses at one name of several words */
#define FORM_WORDS_MAX 5

struct entry {
    uint64_t hash;
    uint32_t city;
    uint16_t name;  /* place among the city's names */
    uint16_t cut;   /* not 0: only so many bytes of the name, it goes on with a preposition */
    uint32_t next;  /* index + 1, 0 at the end */
};

struct resolve_index {
    const struct resolve_city *cities;
    size_t cities_n;
    struct entry *entries;
    size_t entries_n;
    uint32_t *slots; /* index + 1 of the first entry */
    size_t slots_n;
};

/* ---- the loose form */

struct respelling {
    const char *countries;
    const char *from;
    const char *to;
};

/* Read from the left, the first that fits wins; "" countries is all. */
static const struct respelling respellings[] = {
    {"GR CY", "ou", "u"}, {"GR CY", "ai", "e"}, {"GR CY", "ei", "i"}, {"GR CY", "oi", "i"},
    {"GR CY", "ey", "ef"},
    {"GR CY", "ev", "ef"}, {"GR CY", "eu", "ef"}, {"GR CY", "ay", "af"}, {"GR CY", "av", "af"},
    {"GR CY", "au", "af"},
    {"GR CY", "ch", "h"}, {"GR CY", "kh", "h"}, {"GR CY", "ph", "f"}, {"GR CY", "th", "t"},
    {"GR CY", "dh", "d"},
    {"GR CY", "gk", "g"}, {"GR CY", "gg", "ng"}, {"GR CY", "mp", "b"}, {"GR CY", "nt", "d"},
    {"GR CY", "ks", "x"},
    {"GR CY", "y", "i"}, {"GR CY", "c", "k"}, {"GR CY", "w", "o"}, {"GR CY", "h", "h"}, {"GR CY", "j", "i"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "kh", "h"}, {"UA BG MK RS BA ME HR SI BY RU MD", "zh", "z"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "shch", "st"}, {"UA BG MK RS BA ME HR SI BY RU MD", "sht", "st"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "sh", "s"}, {"UA BG MK RS BA ME HR SI BY RU MD", "ch", "c"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "ts", "c"}, {"UA BG MK RS BA ME HR SI BY RU MD", "tz", "c"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "dj", "d"}, {"UA BG MK RS BA ME HR SI BY RU MD", "gj", "g"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "kj", "k"}, {"UA BG MK RS BA ME HR SI BY RU MD", "w", "v"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "yy", "i"}, {"UA BG MK RS BA ME HR SI BY RU MD", "iy", "i"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "yi", "i"}, {"UA BG MK RS BA ME HR SI BY RU MD", "ij", "i"},
    {"UA BG MK RS BA ME HR SI BY RU MD", "y", "i"}, {"UA BG MK RS BA ME HR SI BY RU MD", "j", "i"},
    {"DE AT CH LI LU DK NO SE FI EE FO GL IS HU TR", "ae", "a"},
    {"DE AT CH LI LU DK NO SE FI EE FO GL IS HU TR", "oe", "o"},
    {"DE AT CH LI LU HU TR", "ue", "u"}, {"DK NO SE FI FO", "aa", "a"},
};

bool resolve_has_country(const char *countries, struct str country)
{
    if (countries[0] == 0) {
        return true;
    }
    if (country.n != 2) {
        return false;
    }
    for (const char *c = countries; c[0] != 0; c += c[2] == ' ' ? 3 : 2) {
        if (c[0] == country.s[0] && c[1] == country.s[1]) {
            return true;
        }
    }
    return false;
}

static const struct respelling *find_respelling(struct str country, struct str rest)
{
    for (size_t i = 0; i < COUNT_OF(respellings); i++) {
        const struct respelling *respelling = &respellings[i];
        if (respelling->from[0] == rest.s[0] && str_starts(rest, str_of(respelling->from)) &&
            resolve_has_country(respelling->countries, country)) {
            return respelling;
        }
    }
    return NULL;
}

/* Words that come and go in names: articles, and saints in all lengths. */
static struct str skip_words(struct str country, struct str folded, bool *ret_saint)
{
    static const struct { const char *countries; const char *word; bool saint; } skipped[] = {
        {"FR", "le ", false}, {"FR", "la ", false}, {"FR", "les ", false}, {"ES", "el ", false},
        {"ES", "la ", false},
        {"ES", "los ", false}, {"ES", "las ", false}, {"ES", "les ", false}, {"ES", "o ", false},
        {"ES", "a ", false},
        {"DE AT CH", "sankt ", true}, {"DE AT CH FR BE LU GB IE NL", "st ", true},
        {"FR BE LU CH", "saint ", true},
        {"BE NL", "sint ", true}, {"IT", "l ", false}, {"NL", "s ", false}, {"NL", "den ", false},
    };
    for (size_t i = 0; i < COUNT_OF(skipped); i++) {
        struct str word = str_of(skipped[i].word);
        if (folded.n > word.n + 2 && str_starts(folded, word) && resolve_has_country(skipped[i].countries, country)) {
            *ret_saint = skipped[i].saint;
            return str_from(folded, word.n);
        }
    }
    return folded;
}

static bool has_respellings(struct str country)
{
    return resolve_has_country("GR CY UA BG MK RS BA ME HR SI BY RU MD DE AT CH LI LU DK NO SE FI EE FO GL IS HU TR",
                               country);
}

/* Writes the loose form into `to` (LOOSE_MAX bytes); doubled letters once, spaces gone. */
static size_t loosen(char *to, struct str country, struct str folded)
{
    size_t n = 0;
    bool saint = false;
    bool respell = has_respellings(country);
    struct str rest = skip_words(country, folded, &saint);
    if (saint) {
        to[n++] = '+';
    }
    while (rest.n > 0 && n + 2 < LOOSE_MAX) {
        const struct respelling *respelling = respell ? find_respelling(country, rest) : NULL;
        struct str piece = respelling ? str_of(respelling->to) : str_sub(rest, 0, 1);
        for (size_t i = 0; i < piece.n; i++) {
            if (piece.s[i] != ' ' && (n == 0 || to[n - 1] != piece.s[i])) {
                to[n++] = piece.s[i];
            }
        }
        rest = str_from(rest, respelling ? strlen(respelling->from) : 1);
    }
    return n;
}

static uint64_t hash_of(struct str country, struct str folded)
{
    char loose[LOOSE_MAX];
    size_t n = loosen(loose, country, folded);
    uint64_t seed = country.n == 2 ? (uint64_t)(unsigned char)country.s[0] << 8 | (unsigned char)country.s[1] : 0;
    uint64_t hash = str_hash((struct str){loose, n}) ^ (seed * 0x9E3779B97F4A7C15u);
    return hash ^ hash >> 29;
}

/* ---- building */

/* Where "klagenfurt am worthersee" ends as "klagenfurt"; 0 when it does not. */
static size_t short_end(struct str folded)
{
    static const char *const prepositions[] = {
        " am ", " an der ", " an ", " im ", " in ", " ob der ", " bei ", " vor der ", " unter ",
        " upon ", " on ", " nad ",
        " pod ", " pri ", " sur ", " sous ", " lez ", " les ", " en ", " de la ", " de los ", " del ", " de ", " do ",
        " sul ", " sulla ", " aan den ", " aan de ", " aan ",
    };
    for (size_t i = 0; i < COUNT_OF(prepositions); i++) {
        size_t at = str_find(folded, str_of(prepositions[i]));
        if (at >= 4 && at < folded.n) {
            return at;
        }
    }
    return 0;
}

static void add_entry(struct resolve_index *index, size_t city, size_t name, size_t cut)
{
    const struct resolve_city *of = &index->cities[city];
    struct str folded = of->names[name].folded;
    if (cut != 0) {
        folded = str_sub(folded, 0, cut);
    }
    struct entry *entry = &index->entries[index->entries_n++];
    *entry = (struct entry){
        .hash = hash_of(of->country, folded),
        .city = (uint32_t)city,
        .name = (uint16_t)name,
        .cut = (uint16_t)cut,
    };
    uint32_t *slot = &index->slots[entry->hash & (index->slots_n - 1)];
    entry->next = *slot;
    *slot = (uint32_t)index->entries_n;
}

static bool is_latin(struct str folded)
{
    return folded.n > 0 && (unsigned char)folded.s[0] < 0x80;
}

static size_t count_entries(const struct resolve_city *cities, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < cities[i].names_n; k++) {
            const struct name_of_place *name = &cities[i].names[k];
            bool own = name->kind != NAME_ALTERNATE;
            count += is_latin(name->folded) ? 1 + (own && short_end(name->folded) != 0) : 0;
        }
    }
    return count;
}

struct resolve_index *resolve_index_new(struct arena *arena, const struct resolve_city *cities, size_t n)
{
    check(n < UINT32_MAX);
    struct resolve_index *index = arena_new(arena, struct resolve_index);
    index->cities = cities;
    index->cities_n = n;
    size_t count = count_entries(cities, n);
    index->entries = arena_array(arena, struct entry, count);
    index->slots_n = 1024;
    while (index->slots_n < count) {
        index->slots_n *= 2;
    }
    index->slots = arena_array(arena, uint32_t, index->slots_n);
    for (size_t i = 0; i < n; i++) {
        check(cities[i].names_n <= UINT16_MAX);
        for (size_t k = 0; k < cities[i].names_n; k++) {
            const struct name_of_place *name = &cities[i].names[k];
            if (!is_latin(name->folded)) {
                continue; /* organisations are looked up in Latin letters */
            }
            add_entry(index, i, k, 0);
            size_t cut = name->kind != NAME_ALTERNATE ? short_end(name->folded) : 0;
            if (cut != 0) {
                add_entry(index, i, k, cut);
            }
        }
    }
    return index;
}

const struct resolve_city *resolve_index_city(const struct resolve_index *index, uint32_t city)
{
    check(city < index->cities_n);
    return &index->cities[city];
}

/* ---- looking up */

static int fit_of(const struct name_of_place *name, const struct entry *entry, struct str folded, bool form)
{
    bool own = name->kind != NAME_ALTERNATE;
    if (entry->cut != 0) {
        return form ? FIT_SHORT - 10 : FIT_SHORT;
    }
    bool exact = str_eq(name->folded, folded);
    if (form) {
        int fit = own ? FIT_FORM : FIT_FORM_ALTERNATE;
        return exact ? fit : fit - 12;
    }
    if (exact) {
        return own ? FIT_OWN : FIT_ALTERNATE;
    }
    return own ? FIT_OWN_LOOSE : FIT_LOOSE;
}

static void add_hit(struct resolve_hits *hits, uint32_t city, int fit)
{
    for (size_t i = 0; i < hits->n; i++) {
        if (hits->items[i].city == city) {
            if (fit > hits->items[i].fit) {
                hits->items[i].fit = fit;
            }
            return;
        }
    }
    if (hits->n < RESOLVE_HITS_MAX) {
        hits->items[hits->n++] = (struct resolve_hit){.city = city, .fit = fit};
    }
}

void resolve_index_find(const struct resolve_index *index, struct str country, struct str folded, bool form,
                        struct resolve_hits *hits)
{
    if (!is_latin(folded)) {
        return;
    }
    uint64_t hash = hash_of(country, folded);
    for (uint32_t e = index->slots[hash & (index->slots_n - 1)]; e != 0; e = index->entries[e - 1].next) {
        const struct entry *entry = &index->entries[e - 1];
        const struct resolve_city *city = &index->cities[entry->city];
        if (entry->hash == hash && str_eq(city->country, country)) {
            add_hit(hits, entry->city, fit_of(&city->names[entry->name], entry, folded, form));
        }
    }
}

/* ---- guesses */

struct forms {
    struct str items[FORMS_MAX];
    size_t n;
};

static void add_form(struct forms *forms, struct str form)
{
    for (size_t i = 0; i < forms->n; i++) {
        if (str_eq(forms->items[i], form)) {
            return;
        }
    }
    if (forms->n < FORMS_MAX) {
        forms->items[forms->n++] = form;
    }
}

/* The word and all it may be a form of. Words of one or two letters stay. */
static void list_word_forms(struct arena *arena, struct str country, struct str word, struct forms *forms)
{
    add_form(forms, word);
    for (size_t i = 0; i < resolve_endings_n; i++) {
        const struct resolve_ending *ending = &resolve_endings[i];
        struct str from = str_of(ending->from);
        if (resolve_has_country(ending->countries, country) && word.n >= from.n + 2 && str_ends(word, from)) {
            add_form(forms, str_join(arena, str_sub(word, 0, word.n - from.n), str_of(ending->to)));
        }
    }
}

/* Every beginning with every form of the next word. */
static void extend_forms(struct arena *arena, struct str country, struct str word, struct forms *forms)
{
    struct forms words = {0};
    list_word_forms(arena, country, word, &words);
    struct forms longer = {0};
    for (size_t i = 0; i < forms->n; i++) {
        for (size_t k = 0; k < words.n; k++) {
            struct str form = words.items[k];
            if (forms->items[i].n > 0) {
                form = str_format(arena, "%.*s %.*s", STR_ARG(forms->items[i]), STR_ARG(form));
            }
            add_form(&longer, form);
        }
    }
    *forms = longer;
}

void resolve_index_find_forms(struct arena *arena, const struct resolve_index *index, struct str country,
                              struct str folded, struct resolve_hits *hits)
{
    resolve_index_find(index, country, folded, false, hits);
    struct forms forms = {.items = {{0}}, .n = 1};
    int words = 0;
    for (struct str rest = folded; rest.s != NULL && words <= FORM_WORDS_MAX; words++) {
        extend_forms(arena, country, str_cut(rest, ' ', &rest), &forms);
    }
    for (size_t i = 0; i < forms.n && words <= FORM_WORDS_MAX; i++) {
        if (!str_eq(forms.items[i], folded)) {
            resolve_index_find(index, country, forms.items[i], true, hits);
        }
    }
}
