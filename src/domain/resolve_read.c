/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_read: the forms, signs and adjectives in a name. */
#include "domain/resolve_read.h"

#include "base/check.h"
#include "base/fold.h"
#include "domain/resolve_index.h"

#define MISSPELT_MIN 8u     /* letters of a word in which one wrong letter is no other word */

struct str read_name(struct arena *arena, struct str country, struct str name)
{
    char *parted = arena_alloc(arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++) {
        parted[i] = name.s[i] == '\'' || name.s[i] == '`' ? ' ' : name.s[i];
    }
    struct str text = {parted, name.n};
    bool english = resolve_has_country("GB IE US", country);
    for (size_t at; english && (at = str_find(text, S("&"))) < text.n;) {
        text = str_join(arena, str_join(arena, str_sub(text, 0, at), S(" and ")), str_from(text, at + 1));
    }
    for (size_t at; (at = str_find(text, S("\xE2\x80\x99"))) < text.n;) { /* the typographic apostrophe */
        text = str_join(arena, str_join(arena, str_sub(text, 0, at), S(" ")), str_from(text, at + 3));
    }
    return fold(arena, name_latin(arena, country, text));
}

size_t read_count_words(struct str folded)
{
    size_t n = folded.n > 0;
    for (size_t i = 0; i < folded.n; i++) {
        n += folded.s[i] == ' ';
    }
    return n;
}

static bool fits_head(struct str text, struct str words)
{
    return str_starts(text, words) && text.n > words.n + 1 && text.s[words.n] == ' ';
}

static bool fits_tail(struct str text, struct str words)
{
    if (words.s[0] == '-') {
        return text.n > words.n + 2 && str_ends(text, str_from(words, 1));
    }
    return str_ends(text, words) && text.n > words.n + 1 && text.s[text.n - words.n - 1] == ' ';
}

static const struct resolve_form *find_form(struct str country, struct str text)
{
    const struct resolve_form *best = NULL;
    size_t best_n = 0;
    for (size_t i = 0; i < resolve_forms_n; i++) {
        const struct resolve_form *form = &resolve_forms[i];
        if (!form->tail && form->words[0] != text.s[0]) {
            continue;
        }
        struct str words = str_of(form->words);
        bool fits = form->tail ? fits_tail(text, words) : fits_head(text, words);
        bool better = words.n > best_n || (words.n == best_n && best != NULL && best->countries[0] == 0);
        if (fits && better && resolve_has_country(form->countries, country)) {
            best = form;
            best_n = words.n;
        }
    }
    return best;
}

static void take_form(const struct resolve_form *form, struct reading *reading)
{
    struct str words = str_of(form->words);
    if (!form->tail) {
        reading->rest = str_from(reading->rest, words.n + 1);
        reading->as_head = form->as;
    } else if (words.s[0] != '-') {
        reading->rest = str_sub(reading->rest, 0, reading->rest.n - words.n - 1);
        reading->as_tail = form->as ? form->as : reading->as_tail;
    }
    if (form->kind != RESOLVE_NONE) {
        reading->kind = form->kind;
        reading->language = form->language;
    }
}

struct reading read_forms(struct str country, struct str folded)
{
    struct reading reading = {.kind = RESOLVE_NONE, .rest = folded, .language = ""};
    for (int i = 0; i < READ_STEPS_MAX && reading.rest.n > 0; i++) {
        const struct resolve_form *form = find_form(country, reading.rest);
        if (form == NULL) {
            break;
        }
        bool wider = form->kind != RESOLVE_NONE && form->kind != RESOLVE_MUNICIPALITY;
        if (wider && reading.kind == RESOLVE_MUNICIPALITY) {
            break; /* "Ville de Region": the outer form has said what it is */
        }
        take_form(form, &reading);
        reading.steps[reading.steps_n++] = reading.rest;
        if (wider || form->words[0] == '-') {
            break;
        }
    }
    return reading;
}

/* True when the words differ by one letter left out, put in or changed, or by two neighbours swapped. */
static bool is_one_off(struct str a, struct str b)
{
    size_t head = 0;
    while (head < a.n && head < b.n && a.s[head] == b.s[head]) {
        head++;
    }
    struct str x = str_from(a, head);
    struct str y = str_from(b, head);
    if (x.n == 0 || y.n == 0) {
        return x.n + y.n == 1;
    }
    if (x.n == y.n) {
        bool swapped = x.n >= 2 && x.s[0] == y.s[1] && x.s[1] == y.s[0] && str_eq(str_from(x, 2), str_from(y, 2));
        return swapped || str_eq(str_from(x, 1), str_from(y, 1));
    }
    return x.n == y.n + 1 ? str_eq(str_from(x, 1), y) : y.n == x.n + 1 && str_eq(x, str_from(y, 1));
}

struct reading read_misspelt(struct arena *arena, struct str country, struct str folded)
{
    struct str rest;
    struct str first = str_cut(folded, ' ', &rest);
    for (size_t i = 0; i < resolve_forms_n && rest.s != NULL && first.n >= MISSPELT_MIN; i++) {
        const struct resolve_form *form = &resolve_forms[i];
        struct str behind;
        struct str right = str_cut(str_of(form->words), ' ', &behind);
        if (form->tail || form->kind != RESOLVE_MUNICIPALITY || right.n < MISSPELT_MIN || str_eq(first, right) ||
            !resolve_has_country(form->countries, country) || !is_one_off(first, right)) {
            continue;
        }
        struct reading reading =
            read_forms(country, str_format(arena, "%.*s %.*s", STR_ARG(right), STR_ARG(rest)));
        if (reading.kind == RESOLVE_MUNICIPALITY) {
            return reading;
        }
    }
    return (struct reading){.kind = RESOLVE_NONE, .rest = folded, .language = ""};
}

/* ---- signs */

static bool fits_sign(struct str word, struct str sign)
{
    if (sign.s[sign.n - 1] == '*') {
        return str_starts(word, str_sub(sign, 0, sign.n - 1));
    }
    return str_eq(word, sign);
}

static bool has_any(struct str folded, struct str signs)
{
    for (struct str rest = folded; rest.s != NULL;) {
        struct str word = str_cut(rest, ' ', &rest);
        for (struct str left = signs; left.s != NULL && word.n > 0;) {
            struct str sign = str_cut(left, ' ', &left);
            if (sign.n > 0 && sign.s[0] == word.s[0] && fits_sign(word, sign)) {
                return true;
            }
        }
    }
    return false;
}

enum resolve_kind read_sign(struct str country, struct str folded)
{
    for (size_t i = 0; i < resolve_signs_n; i++) {
        if (resolve_has_country(resolve_signs[i].countries, country) &&
            has_any(folded, str_of(resolve_signs[i].words))) {
            return resolve_signs[i].kind;
        }
    }
    return RESOLVE_NONE;
}

bool read_has_sign(struct str country, struct str folded, enum resolve_kind kind)
{
    for (size_t i = 0; i < resolve_signs_n; i++) {
        if (resolve_signs[i].kind == kind && resolve_has_country(resolve_signs[i].countries, country) &&
            has_any(folded, str_of(resolve_signs[i].words))) {
            return true;
        }
    }
    return false;
}

/* ---- bodies of a municipality */

/* Words that stand before a city's name inside the name of one of its bodies, where the head of the city's own
** name is inflected or shorter. */
static const struct resolve_form inner_forms[] = {
    {"cs", "CZ SK", false, RESOLVE_AGENCY, "mesta", NULL},
    {"cs", "CZ", false, RESOLVE_AGENCY, "statutarniho mesta", NULL},
    {"cs", "CZ", false, RESOLVE_AGENCY, "hlavniho mesta", NULL},
    {"hr", "HR RS BA ME", false, RESOLVE_AGENCY, "grada", NULL},
    {"hr", "HR", false, RESOLVE_AGENCY, "opcine", NULL},
    {"sr", "RS BA ME MK", false, RESOLVE_AGENCY, "opstine", NULL},
    {"sl", "SI", false, RESOLVE_AGENCY, "obcine", NULL},
    {"sl", "SI", false, RESOLVE_AGENCY, "mestne obcine", NULL},
    {"el", "GR CY", false, RESOLVE_AGENCY, "dimou", NULL}, {"pl", "PL", false, RESOLVE_AGENCY, "gminy", NULL},
    {"pl", "PL", false, RESOLVE_AGENCY, "miasta", NULL},
    {"ro", "RO MD", false, RESOLVE_AGENCY, "municipiului", NULL},
    {"ro", "RO MD", false, RESOLVE_AGENCY, "orasului", NULL},
    {"de", "DE AT CH", false, RESOLVE_AGENCY, "der stadt", NULL},
    {"de", "DE AT CH", false, RESOLVE_AGENCY, "der landeshauptstadt", NULL},
    {"de", "DE", false, RESOLVE_AGENCY, "der hansestadt", NULL},
    {"nl", "NL BE", false, RESOLVE_AGENCY, "gemeente", NULL},
    {"fr", "FR BE LU CH", false, RESOLVE_AGENCY, "ville de", NULL},
    {"fr", "FR BE LU CH", false, RESOLVE_AGENCY, "commune de", NULL},
    {"it", "IT CH SM", false, RESOLVE_AGENCY, "comune di", NULL},
    {"it", "IT", false, RESOLVE_AGENCY, "citta di", NULL},
    {"es", "ES", false, RESOLVE_AGENCY, "ayuntamiento de", NULL},
    {"ca", "ES", false, RESOLVE_AGENCY, "ajuntament de", NULL},
    {"gl", "ES", false, RESOLVE_AGENCY, "concello de", NULL},
    {"pt", "PT BR", false, RESOLVE_AGENCY, "municipio de", NULL},
    {"pt", "PT BR", false, RESOLVE_AGENCY, "municipio do", NULL},
    {"pt", "PT BR", false, RESOLVE_AGENCY, "municipio da", NULL},
    {"pt", "PT", false, RESOLVE_AGENCY, "camara municipal de", NULL},
    {"en", "", false, RESOLVE_AGENCY, "municipality of", NULL},
    {"en", "", false, RESOLVE_AGENCY, "city of", NULL},
};

bool read_inner(struct str country, struct str folded, struct str *ret_rest)
{
    for (size_t at = 0; at < folded.n; at++) {
        if (folded.s[at] != ' ') {
            continue;
        }
        struct str text = str_from(folded, at + 1);
        for (size_t i = 0; i < COUNT_OF(inner_forms); i++) {
            struct str words = str_of(inner_forms[i].words);
            if (fits_head(text, words) && resolve_has_country(inner_forms[i].countries, country)) {
                *ret_rest = str_from(text, words.n + 1);
                return true;
            }
        }
    }
    return false;
}

bool read_is_municipal(struct str folded)
{
    return has_any(folded, S("municipal* muncipal* communal communale communaux comunale comunali stadtisch* "
                             "stadtwerk* gemeentelijk* kommunal* mestsk* mestn* miejsk* gradsk* dimotik* "
                             "dimotiki komunaln* kaupungin savivaldybes pasvaldibas pasvaldiba onkormanyzati "
                             "belediyesi linnavalitsuse miskoyi miskoi obshtinsk* opstinsk* opcinsk* primariei "
                             "ayuntamiento ajuntament"));
}

bool read_is_state(struct str folded)
{
    if (str_ends(folded, S("departementet")) || str_ends(folded, S("ministeriet")) ||
        str_ends(folded, S("ministerio"))) {
        return true; /* compounds of the north */
    }
    return has_any(folded, S("polic* polit* poliz* poliis* universit* univerz* ministr* ministe* ministar* bundes* "
                             "departementet national* nazional* nacional* narodn* rajonn*"));
}
