/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_choose: points for a city, and what must hold before it is taken. The points were set once on the
** 165 bodies of the development gold and the 190 hard cases; `make quality` measures them. */
#include "domain/resolve_choose.h"

#include <math.h>

#include "base/fold.h"
#include "domain/resolve_read.h"

#define POINTS_SEAT 25
#define POINTS_NEAR 20         /* within NEAR_M of the organisation */
#define POINTS_AROUND 12
#define POINTS_FAR (-45)
#define POINTS_NUTS3 15
#define POINTS_NUTS2 6
#define POINTS_OTHER_NUTS (-12) /* little: the versions of NUTS mix */
#define POINTS_MUNICIPALITY 10
#define POINTS_PART (-15)
#define POINTS_TENFOLD 2       /* for each power of ten of the population */
#define CLEAR_MARGIN 8         /* a lead smaller than this is a coin toss */

#define NEAR_M 15000.0
#define AROUND_M 40000.0
#define FAR_M 80000.0
#define ELSEWHERE_M 100000.0   /* CORDIS puts 1 in 20 bodies over 50 km from its place */

struct agreement {
    bool seat;
    bool region; /* NUTS 2 or nearer, or position */
    bool far;    /* over ELSEWHERE_M */
    bool other_nuts;
    int points;
};

static bool is_in(const struct resolve_hits *hits, uint32_t city)
{
    for (size_t i = 0; i < hits->n; i++) {
        if (hits->items[i].city == city) {
            return true;
        }
    }
    return false;
}

static void agree_on_nuts(struct str city, struct str org, struct agreement *agreement)
{
    if (city.n < 5 || org.n < 3) {
        return;
    }
    size_t same = 0;
    while (same < city.n && same < org.n && city.s[same] == org.s[same]) {
        same++;
    }
    if (same >= 5) {
        agreement->points += POINTS_NUTS3;
    } else if (same == 4) {
        agreement->points += POINTS_NUTS2;
    } else if (same < 3) {
        agreement->points += POINTS_OTHER_NUTS;
    }
    agreement->region |= same >= 4;
    agreement->other_nuts = same < org.n && same < 4;
}

/* How far the city is from where the body is said to be; negative when unknown. A seat in one certain other
** place counts as well, since one position in twenty is wrong. */
static double distance_of(const struct resolve_case *glass, const struct resolve_city *city)
{
    const struct resolve_org *org = glass->org;
    double distance = -1;
    if (city->located && org->located) {
        distance =
            name_distance_m(city->latitude_micro, city->longitude_micro, org->latitude_micro, org->longitude_micro);
    }
    if (glass->seat.n != 1) {
        return distance;
    }
    const struct resolve_city *seat = resolve_index_city(glass->index, glass->seat.items[0].city);
    if (seat != city && seat->located && city->located) {
        double from_seat =
            name_distance_m(city->latitude_micro, city->longitude_micro, seat->latitude_micro, seat->longitude_micro);
        distance = distance < 0 || from_seat < distance ? from_seat : distance;
    }
    return distance;
}

static void agree_on_position(const struct resolve_case *glass, const struct resolve_city *city,
                              struct agreement *agreement)
{
    double distance = distance_of(glass, city);
    if (distance < 0) {
        return;
    }
    agreement->far = distance > ELSEWHERE_M;
    agreement->region |= distance <= AROUND_M;
    if (distance <= NEAR_M) {
        agreement->points += POINTS_NEAR;
    } else if (distance <= AROUND_M) {
        agreement->points += POINTS_AROUND;
    } else if (distance > FAR_M) {
        agreement->points += POINTS_FAR;
    }
}

static struct agreement agree(const struct resolve_case *glass, uint32_t place, bool with_seat)
{
    const struct resolve_city *city = resolve_index_city(glass->index, place);
    struct agreement agreement = {.seat = with_seat && is_in(&glass->seat, place)};
    agree_on_nuts(city->nuts3, glass->org->nuts, &agreement);
    agree_on_position(glass, city, &agreement);
    agreement.points += agreement.seat ? POINTS_SEAT : 0;
    agreement.points += city->municipality ? POINTS_MUNICIPALITY : 0;
    agreement.points += city->part ? POINTS_PART : 0;
    if (city->population.known && city->population.v > 0) {
        agreement.points += (int)(POINTS_TENFOLD * log10((double)city->population.v));
    }
    return agreement;
}

static enum resolve_reason reason_of(int fit, struct agreement agreement)
{
    bool named = fit >= FIT_OWN_LOOSE;
    if (agreement.seat) {
        return named ? RESOLVE_NAME_AND_SEAT : RESOLVE_FORM_AND_SEAT;
    }
    if (agreement.region) {
        return named ? RESOLVE_NAME_AND_REGION : RESOLVE_FORM_AND_REGION;
    }
    return named ? RESOLVE_NAME_ONLY : RESOLVE_FORM_ONLY;
}

/* Places the best hit first and returns its lead over the next. */
static int rank(struct resolve_hits *hits)
{
    size_t best = 0;
    for (size_t i = 1; i < hits->n; i++) {
        if (hits->items[i].score > hits->items[best].score) {
            best = i;
        }
    }
    struct resolve_hit first = hits->items[best];
    hits->items[best] = hits->items[0];
    hits->items[0] = first;
    int margin = 100;
    for (size_t i = 1; i < hits->n; i++) {
        int lead = first.score - hits->items[i].score;
        margin = lead < margin ? lead : margin;
    }
    return margin;
}

static struct resolve_choice choose_among(const struct resolve_case *glass, struct resolve_hits *hits, bool with_seat)
{
    struct resolve_choice choice = {.reason = RESOLVE_NO_CITY};
    if (hits->n == 0) {
        return choice;
    }
    for (size_t i = 0; i < hits->n; i++) {
        hits->items[i].score = hits->items[i].fit + agree(glass, hits->items[i].city, with_seat).points;
    }
    choice.margin = rank(hits);
    choice.city = hits->items[0].city;
    choice.fit = hits->items[0].fit;
    struct agreement agreement = agree(glass, choice.city, with_seat);
    bool supported = agreement.seat || agreement.region;
    bool lone = choice.fit >= FIT_FORM_ALTERNATE && hits->n == 1 && !agreement.far && !agreement.other_nuts;
    if (choice.fit < FIT_FORM && !supported && !lone && with_seat) {
        return choice; /* a guessed name that nothing bears out */
    }
    if (!agreement.region && agreement.far && (agreement.other_nuts || !agreement.seat)) {
        choice.reason = RESOLVE_ELSEWHERE;
    } else if (choice.margin < CLEAR_MARGIN) {
        choice.reason = RESOLVE_SEVERAL;
    } else {
        choice.reason = reason_of(choice.fit, agreement);
    }
    return choice;
}

bool choice_is_city(struct resolve_choice choice)
{
    return choice.reason >= RESOLVE_NAME_AND_SEAT && choice.reason <= RESOLVE_FORM_ONLY;
}

/* ---- the seat */

/* "Lyon Cedex 01" is Lyon, "DUBLIN 8" Dublin: cuts CEDEX with all behind it, and words with digits. */
static struct str without_post(struct arena *arena, struct str folded)
{
    struct str kept = {0};
    for (struct str rest = folded; rest.s != NULL;) {
        struct str word = str_cut(rest, ' ', &rest);
        if (str_eq(word, S("cedex"))) {
            break;
        }
        bool digit = false;
        for (size_t i = 0; i < word.n; i++) {
            digit |= word.s[i] >= '0' && word.s[i] <= '9';
        }
        if (!digit && word.n > 0) {
            kept = kept.n ? str_format(arena, "%.*s %.*s", STR_ARG(kept), STR_ARG(word)) : word;
        }
    }
    return kept;
}

/* The whole, then ever fewer of its words from the front. */
static void find_shorter(struct resolve_case *glass, struct str folded)
{
    while (glass->seat.n == 0 && folded.n > 0) {
        size_t end = folded.n;
        while (end > 0 && folded.s[end - 1] != ' ') {
            end--;
        }
        folded = str_sub(folded, 0, end > 0 ? end - 1 : 0);
        if (folded.n >= 3) {
            resolve_index_find_forms(glass->arena, glass->index, glass->org->country, folded, &glass->seat);
        }
    }
}

static void find_parts(struct resolve_case *glass, struct str place)
{
    size_t from = 0;
    for (size_t i = 0; i <= place.n; i++) {
        if (i < place.n && place.s[i] != '/' && place.s[i] != ',' && place.s[i] != '(' && place.s[i] != '-') {
            continue;
        }
        struct str name = read_name(glass->arena, glass->org->country, str_sub(place, from, i - from));
        struct str part = without_post(glass->arena, name);
        from = i + 1;
        if (part.n >= 3) {
            resolve_index_find_forms(glass->arena, glass->index, glass->org->country, part, &glass->seat);
        }
    }
}

/* Files that lost letters outside ASCII: "Kbenhavn", "Wrocaw", "Gjvik". One letter is put back at every place. */
static void find_lost_letter(struct resolve_case *glass, struct str folded)
{
    static const struct { const char *countries; const char *letter; } lost[] = {
        {"DK NO SE FO", "o"}, {"DK NO SE FO", "a"}, {"DK NO", "ae"}, {"PL", "l"}, {"DE AT", "ss"}, {"HR RS BA", "d"},
    };
    for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
        for (size_t at = 0; at <= folded.n && glass->seat.n == 0; at++) {
            if (!resolve_has_country(lost[i].countries, glass->org->country)) {
                break;
            }
            struct str guess = str_format(glass->arena, "%.*s%s%.*s", STR_ARG(str_sub(folded, 0, at)), lost[i].letter,
                                          STR_ARG(str_from(folded, at)));
            resolve_index_find(glass->index, glass->org->country, guess, true, &glass->seat);
        }
    }
}

static void find_seat(struct resolve_case *glass)
{
    struct str country = glass->org->country;
    struct str whole = without_post(glass->arena, glass->place);
    if (glass->seat_known || whole.n < 2) {
        return;
    }
    glass->seat_known = true;
    resolve_index_find_forms(glass->arena, glass->index, country, whole, &glass->seat);
    glass->seat_whole = glass->seat.n > 0;
    if (glass->seat.n == 0) {
        struct reading reading = read_forms(country, whole);
        if (reading.kind == RESOLVE_MUNICIPALITY) {
            resolve_index_find_forms(glass->arena, glass->index, country, reading.rest, &glass->seat);
        }
    }
    if (glass->seat.n == 0) {
        find_parts(glass, glass->org->place);
    }
    find_shorter(glass, whole);
    find_lost_letter(glass, whole);
    struct str rest;
    find_lost_letter(glass, str_cut(whole, ' ', &rest));
}

void case_init(struct resolve_case *glass, struct arena *arena, const struct resolve_index *index,
               const struct resolve_org *org)
{
    *glass = (struct resolve_case){.arena = arena, .index = index, .org = org};
    glass->name = read_name(arena, org->country, org->name);
    glass->place = read_name(arena, org->country, org->place);
}

struct resolve_choice choose(struct resolve_case *glass, struct resolve_hits *hits)
{
    find_seat(glass);
    return choose_among(glass, hits, true);
}

struct resolve_choice choose_seat(struct resolve_case *glass)
{
    find_seat(glass);
    struct resolve_hits hits = glass->seat;
    return choose_among(glass, &hits, false);
}
