/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve: from a body's name to the city it governs, in this order: names that are known as they stand; the
** form of the name; a body of a municipality; a body above, beside or below one; the parts of a name of
** several parts. */
#include "domain/resolve.h"

#include "base/check.h"
#include "base/fold.h"
#include "domain/resolve_choose.h"
#include "domain/resolve_read.h"

#define NAME_BYTES_MAX 600u   /* longest name of a body in CORDIS: 255 */
#define POINTS_LISTED_FORM 15 /* "smiltenes novads" is in the list in just this form */
#define NAMELESS_WORDS_MAX 6  /* a longer rest without a city is hardly a place's name */
#define PART_WORDS_MAX 2      /* a part of a name that may be a short name or code */

static struct resolve_answer answer_of(enum resolve_kind kind, enum resolve_reason reason, int confidence)
{
    return (struct resolve_answer){.kind = kind, .reason = reason, .confidence = confidence, .language = ""};
}

/* ---- confidence: set by judgement and reading, not fitted; `make quality` measures what they promise */

static int confidence_of(enum resolve_reason reason, int fit, int margin)
{
    static const int base[RESOLVE_REASON__MAX] = {
        [RESOLVE_NAME_AND_SEAT] = 9900, [RESOLVE_NAME_AND_REGION] = 9800, [RESOLVE_NAME_ONLY] = 8500,
        [RESOLVE_FORM_AND_SEAT] = 9600, [RESOLVE_FORM_AND_REGION] = 9200, [RESOLVE_FORM_ONLY] = 7000,
        [RESOLVE_SEVERAL] = 7000,       [RESOLVE_ELSEWHERE] = 7000,       [RESOLVE_NO_CITY] = 7000,
        [RESOLVE_WIDER] = 8000,
    };
    int confidence = base[reason];
    bool chosen = reason >= RESOLVE_NAME_AND_SEAT && reason <= RESOLVE_FORM_ONLY;
    if (chosen && fit < FIT_OWN) {
        confidence -= 100;
    }
    if (chosen && margin < 20) {
        confidence -= 400;
    }
    return confidence;
}

static void put_choice(struct resolve_case *glass, struct resolve_choice choice, struct resolve_answer *answer)
{
    answer->reason = choice.reason;
    answer->confidence = confidence_of(choice.reason, choice.fit, choice.margin);
    if (choice_is_city(choice)) {
        answer->city_id = resolve_index_city(glass->index, choice.city)->id;
    }
}

/* ---- the place a name states */

static struct resolve_choice choose_named(struct resolve_case *glass, struct reading reading)
{
    struct str country = glass->org->country;
    struct resolve_hits hits = {0};
    if (reading.as_tail != NULL) {
        resolve_index_find(glass->index, country,
                           str_format(glass->arena, "%.*s %s", STR_ARG(reading.rest), reading.as_tail), false, &hits);
        for (size_t i = 0; i < hits.n; i++) {
            hits.items[i].fit += POINTS_LISTED_FORM;
        }
    }
    if (reading.as_head != NULL) {
        struct str joined = str_format(glass->arena, "%s%.*s", reading.as_head, STR_ARG(reading.rest));
        resolve_index_find(glass->index, country, joined, false, &hits);
    }
    for (size_t i = 0; i + 1 < reading.steps_n; i++) {
        struct resolve_hits longer = {0};
        resolve_index_find(glass->index, country, reading.steps[i], false, &longer);
        struct resolve_choice choice = choose(glass, &longer);
        if (choice_is_city(choice) && choice.fit >= FIT_OWN_LOOSE) {
            return choice; /* "Stari Grad", "Citta di Castello": what looked like a form is part of the name */
        }
    }
    resolve_index_find_forms(glass->arena, glass->index, country, reading.rest, &hits);
    return choose(glass, &hits);
}

/* The longest beginning of `text` that names a city; *ret_n its bytes. */
static struct resolve_choice choose_beginning(struct resolve_case *glass, struct str text, size_t *ret_n)
{
    struct resolve_choice choice = {.reason = RESOLVE_NO_CITY};
    for (struct str part = text; part.n > 0;) {
        struct resolve_hits hits = {0};
        resolve_index_find_forms(glass->arena, glass->index, glass->org->country, part, &hits);
        choice = choose(glass, &hits);
        if (choice_is_city(choice)) {
            *ret_n = part.n;
            return choice;
        }
        size_t end = part.n;
        while (end > 0 && part.s[end - 1] != ' ') {
            end--;
        }
        part = str_sub(part, 0, end > 0 ? end - 1 : 0);
    }
    return choice;
}

/* "Dimos Loutrakiou-Perachoras-Agion Theodoron" with its seat in Loutraki: the first of joined names, if it is
** the seat and the seat is no longer name itself. */
static struct resolve_choice choose_joined(struct resolve_case *glass, struct str rest)
{
    size_t n = 0;
    struct resolve_choice choice = choose_beginning(glass, rest, &n);
    bool is_seat = choice.reason == RESOLVE_NAME_AND_SEAT || choice.reason == RESOLVE_FORM_AND_SEAT;
    if (!choice_is_city(choice) || (is_seat && glass->seat_whole && n < rest.n && choice.fit >= FIT_FORM - 12)) {
        return choice;
    }
    return (struct resolve_choice){.reason = RESOLVE_NO_CITY};
}

/* ---- kinds of bodies */

static bool is_public(const struct resolve_org *org)
{
    return str_eq(org->activity, S("PUB")) || str_is_empty(org->activity);
}

/* Of an agency whose city is not known: kept only when it is a public body and says that it is municipal. */
static struct resolve_answer answer_cityless(const struct resolve_case *glass)
{
    if (is_public(glass->org) && read_is_municipal(glass->name)) {
        return answer_of(RESOLVE_AGENCY, RESOLVE_NO_CITY, 5000);
    }
    return answer_of(RESOLVE_NONE, RESOLVE_NO_PATTERN, 0);
}

/* A city's company, museum, school: the city is named in it, after a form or at its seat. */
static struct resolve_answer answer_agency(struct resolve_case *glass, struct str rest)
{
    struct resolve_answer answer = answer_cityless(glass);
    size_t n = 0;
    struct resolve_choice choice = choose_beginning(glass, rest, &n);
    if (choice_is_city(choice) && choice.fit >= FIT_FORM - 12) {
        answer.kind = RESOLVE_AGENCY;
        put_choice(glass, choice, &answer);
        answer.stated = str_sub(rest, 0, n);
        answer.confidence = answer.confidence * 9 / 10;
    }
    return answer;
}

/* A body with "municipal" in its name: the city of its seat, if the name has that too. */
static struct resolve_answer answer_municipal(struct resolve_case *glass)
{
    struct resolve_answer answer = answer_cityless(glass);
    struct resolve_choice seat = choose_seat(glass);
    if (!choice_is_city(seat)) {
        return answer;
    }
    for (struct str rest = glass->name; rest.s != NULL;) {
        size_t n = 0;
        struct resolve_choice choice = choose_beginning(glass, rest, &n);
        if (choice_is_city(choice) && choice.city == seat.city) {
            answer.kind = RESOLVE_AGENCY;
            put_choice(glass, choice, &answer);
            answer.stated = str_sub(rest, 0, n);
            answer.confidence = answer.confidence * 85 / 100;
            return answer;
        }
        str_cut(rest, ' ', &rest);
    }
    return answer;
}

/* A municipality by its form, whose place is no known city. */
static struct resolve_answer answer_nameless(struct resolve_case *glass, struct reading reading,
                                             struct resolve_choice choice)
{
    struct str behind; /* the first word is a place's: "Porto Venere" is no port */
    str_cut(reading.rest, ' ', &behind);
    enum resolve_kind sign = read_sign(glass->org->country, behind);
    if (sign == RESOLVE_AGENCY) {
        return answer_agency(glass, reading.rest);
    }
    if (sign != RESOLVE_NONE) {
        return answer_of(sign, RESOLVE_WIDER, confidence_of(RESOLVE_WIDER, 0, 0));
    }
    struct resolve_choice joined = choose_joined(glass, reading.rest);
    if (choice_is_city(joined)) {
        choice = joined;
    } else if (!is_public(glass->org) || read_count_words(reading.rest) > NAMELESS_WORDS_MAX) {
        return answer_of(RESOLVE_NONE, RESOLVE_NO_PATTERN, 0);
    }
    struct resolve_answer answer = answer_of(RESOLVE_MUNICIPALITY, choice.reason, 0);
    put_choice(glass, choice, &answer);
    answer.stated = reading.rest;
    return answer;
}

static struct resolve_answer answer_form(struct resolve_case *glass, struct reading reading)
{
    struct resolve_choice choice = choose_named(glass, reading);
    if (!choice_is_city(choice)) {
        return answer_nameless(glass, reading, choice);
    }
    struct resolve_answer answer = answer_of(RESOLVE_MUNICIPALITY, choice.reason, 0);
    put_choice(glass, choice, &answer);
    answer.stated = reading.rest;
    answer.language = reading.language;
    return answer;
}

/* A list has the body's whole name ("durham county council" is a municipality of its own). */
static struct resolve_answer answer_listed(struct resolve_case *glass, struct reading reading)
{
    struct resolve_hits hits = {0};
    resolve_index_find(glass->index, glass->org->country, glass->name, false, &hits);
    struct resolve_choice choice = choose(glass, &hits);
    if (!choice_is_city(choice) || choice.fit < FIT_OWN) {
        if (!is_public(glass->org) && read_count_words(reading.rest) > PART_WORDS_MAX) {
            return answer_of(RESOLVE_NONE, RESOLVE_NO_PATTERN, 0); /* a club in a county is no county */
        }
        struct resolve_answer wider = answer_of(reading.kind, RESOLVE_WIDER, confidence_of(RESOLVE_WIDER, 0, 0));
        wider.stated = reading.rest;
        wider.language = reading.language;
        return wider;
    }
    struct resolve_answer answer = answer_of(RESOLVE_MUNICIPALITY, choice.reason, 0);
    put_choice(glass, choice, &answer);
    answer.stated = reading.rest;
    answer.language = reading.language;
    return answer;
}

/* No form at its ends: a form within, or words that tell. */
static struct resolve_answer answer_formless(struct resolve_case *glass)
{
    struct str country = glass->org->country;
    struct str rest;
    if (read_is_state(glass->name)) {
        return answer_of(RESOLVE_NONE, RESOLVE_NO_PATTERN, 0); /* even where it bears a city's name */
    }
    if (read_inner(country, glass->name, &rest)) {
        struct resolve_answer answer = answer_agency(glass, rest);
        if (answer.city_id.v != 0) {
            return answer;
        }
    }
    if (!is_public(glass->org) && !read_is_municipal(glass->name)) {
        return answer_of(RESOLVE_NONE, RESOLVE_NO_PATTERN, 0);
    }
    static const enum resolve_kind others[] = {RESOLVE_INTERMUNICIPAL, RESOLVE_DISTRICT};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        if (read_has_sign(country, glass->name, others[i]) && is_public(glass->org)) {
            return answer_of(others[i], RESOLVE_WIDER, 6500);
        }
    }
    if (read_is_municipal(glass->name)) {
        return answer_municipal(glass);
    }
    return answer_of(RESOLVE_NONE, RESOLVE_NO_PATTERN, 0);
}

static bool find_fixed(struct resolve_case *glass, struct resolve_answer *ret_answer)
{
    for (size_t i = 0; i < resolve_fixed_names_n; i++) {
        const struct resolve_fixed *fixed = &resolve_fixed_names[i];
        if (!str_eq(str_of(fixed->country), glass->org->country) || !str_eq(str_of(fixed->name), glass->name)) {
            continue;
        }
        *ret_answer = answer_of(fixed->kind, RESOLVE_WIDER, 9500);
        if (fixed->stated != NULL) {
            struct resolve_hits hits = {0};
            ret_answer->stated = str_of(fixed->stated);
            resolve_index_find(glass->index, glass->org->country, ret_answer->stated, false, &hits);
            put_choice(glass, choose(glass, &hits), ret_answer);
        }
        return true;
    }
    return false;
}

static struct resolve_answer answer_whole(struct resolve_case *glass)
{
    struct resolve_answer answer;
    if (find_fixed(glass, &answer)) {
        return answer;
    }
    struct reading reading = read_forms(glass->org->country, glass->name);
    if (reading.kind == RESOLVE_NONE && is_public(glass->org)) {
        reading = read_misspelt(glass->arena, glass->org->country, glass->name);
    }
    switch (reading.kind) {
    case RESOLVE_MUNICIPALITY: return answer_form(glass, reading);
    case RESOLVE_NONE: return answer_formless(glass);
    default: return answer_listed(glass, reading);
    }
}

/* ---- names of several parts */

static bool is_divider(char c)
{
    return c == '/' || c == '*' || c == '(' || c == ')' || c == ',' || c == ';' || c == '|' || c == '-';
}

/* Cuts off the next part: at a divider, a dash only with a space beside it. */
static struct str cut_part(struct str name, struct str *ret_rest)
{
    for (size_t i = 0; i < name.n; i++) {
        bool dash = name.s[i] == '-';
        bool spaced = i > 0 && i + 1 < name.n && (name.s[i - 1] == ' ' || name.s[i + 1] == ' ');
        if (is_divider(name.s[i]) && (!dash || spaced)) {
            *ret_rest = str_from(name, i + 1);
            return str_sub(name, 0, i);
        }
    }
    *ret_rest = (struct str){0};
    return name;
}

/* "Parnu linn / City of Parnu" is that city; what has another part that is neither short nor a city's is its
** agency. */
static struct resolve_answer answer_parts(struct resolve_case *glass, struct resolve_answer whole)
{
    struct resolve_answer found = {0};
    bool other = false;
    int parts = 0;
    for (struct str rest = str_clip(glass->org->name, NAME_BYTES_MAX); rest.s != NULL;) {
        struct str part = read_name(glass->arena, glass->org->country, cut_part(rest, &rest));
        if (part.n == 0) {
            continue;
        }
        parts++;
        struct reading reading = read_forms(glass->org->country, part);
        struct resolve_answer answer = {0};
        if (reading.kind == RESOLVE_MUNICIPALITY) {
            answer = answer_form(glass, reading);
        }
        bool seated = answer.reason == RESOLVE_NAME_AND_SEAT || answer.reason == RESOLVE_FORM_AND_SEAT;
        bool joined = whole.kind == RESOLVE_MUNICIPALITY && !seated; /* "Varis - Voulas - Vouliagmenis" is not Vari */
        if (answer.kind == RESOLVE_MUNICIPALITY && answer.city_id.v != 0 && !joined) {
            other |= found.city_id.v != 0 && found.city_id.v != answer.city_id.v;
            found = found.city_id.v != 0 ? found : answer;
        } else {
            other |= read_count_words(part) > PART_WORDS_MAX || read_sign(glass->org->country, part) != RESOLVE_NONE;
        }
    }
    if (parts < 2 || found.city_id.v == 0) {
        return whole;
    }
    if (other && whole.city_id.v != 0) {
        return whole;
    }
    found.kind = other ? RESOLVE_AGENCY : RESOLVE_MUNICIPALITY;
    found.confidence = found.confidence * 95 / 100;
    return found;
}

struct resolve_answer resolve(struct arena *arena, const struct resolve_index *index, const struct resolve_org *org)
{
    struct arena scratch;
    arena_init(&scratch, 64u << 20);
    struct resolve_case glass;
    case_init(&glass, &scratch, index, org);
    struct resolve_answer answer = answer_of(RESOLVE_NONE, RESOLVE_NO_PATTERN, 0);
    if (glass.name.n > 0 && glass.name.n <= NAME_BYTES_MAX && !resolve_is_person(org)) {
        answer = answer_whole(&glass);
    }
    bool settled = (answer.kind == RESOLVE_MUNICIPALITY && answer.city_id.v != 0) || answer.reason == RESOLVE_WIDER;
    if (!settled && glass.name.n <= NAME_BYTES_MAX && !resolve_is_person(org)) {
        answer = answer_parts(&glass, answer);
    }
    answer.stated = str_copy(arena, answer.stated);
    if (answer.language == NULL) {
        answer.language = "";
    }
    arena_done(&scratch);
    return answer;
}

struct city_id resolve_seat(struct arena *arena, const struct resolve_index *index, const struct resolve_org *org)
{
    struct arena_mark mark = arena_mark(arena);
    struct resolve_case glass;
    case_init(&glass, arena, index, org);
    struct resolve_choice choice = choose_seat(&glass);
    struct city_id id = {0};
    if (choice_is_city(choice)) {
        id = resolve_index_city(index, choice.city)->id;
    }
    arena_rewind(arena, mark);
    return id;
}
