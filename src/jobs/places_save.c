/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** From localities and municipalities to cities: names, joining, addresses, and writing what differs.
*/
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/fold.h"
#include "jobs/derive.h"
#include "jobs/places.h"

#define ALTERNATES_MAX 1000 /* of one place; GeoNames has at most 400 */
#define ALTERNATE_BYTES_MAX 120
#define NAMES_MAX 2048u          /* of one city of the database */
#define SCRATCH_MAX (16u << 20)  /* the names of one place */

struct name_list_of_place {
    struct name_of_place *items;
    size_t n;
};

/* One city as it shall be. */
struct plan {
    size_t locality;
    size_t municipality;
    size_t city; /* PLACE_NONE: a new one */
    struct str name;
    int64_t population;
};

struct plans {
    struct plan *items;
    size_t n;
};

/* ---- names */

static void add_name(struct name_list_of_place *names, struct arena *arena, struct str name, enum name_kind kind)
{
    struct str folded = fold(arena, name);
    if (!str_is_empty(folded)) {
        names->items[names->n++] = (struct name_of_place){folded, kind};
    }
}

static size_t count_commas(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        n += text.s[i] == ',';
    }
    return n;
}

static bool is_name(struct str text)
{
    return !str_is_empty(text) && text.n <= ALTERNATE_BYTES_MAX && !str_contains(text, S("://"));
}

/* Its own name, the ASCII form, the alternates; `more` slots are left for the caller. */
static struct name_list_of_place names_of(struct arena *arena, struct str name, struct str ascii, struct str alternates,
                                          size_t more)
{
    size_t room = count_commas(alternates) + 3 + more;
    struct name_list_of_place names = {arena_array(arena, struct name_of_place, room), 0};
    if (!str_is_empty(name)) {
        add_name(&names, arena, name, NAME_OWN);
    }
    if (!str_is_empty(ascii)) {
        add_name(&names, arena, ascii, NAME_ASCII);
    }
    struct str rest = str_is_empty(alternates) ? (struct str){0} : alternates;
    for (size_t n = 0; rest.s && n < ALTERNATES_MAX; n++) {
        struct str alternate = str_trim(str_cut(rest, ',', &rest));
        if (is_name(alternate)) {
            add_name(&names, arena, alternate, NAME_ALTERNATE);
        }
    }
    return names;
}

static struct name_list_of_place municipality_names(struct arena *arena, const struct municipality *municipality)
{
    struct name_list variants = name_variants(arena, municipality->country, municipality->name);
    struct name_list_of_place names =
        names_of(arena, S(""), S(""), municipality->alternates, variants.n + 1);
    for (size_t i = 0; i < variants.n; i++) {
        names.items[names.n++] = (struct name_of_place){variants.items[i], NAME_MUNICIPALITY};
    }
    add_name(&names, arena, name_first_part(arena, municipality->country, municipality->name), NAME_PART);
    return names;
}

/* ---- joining */

static struct name_place place_of(struct str country, const struct name_list_of_place *names, struct position at,
                                  int64_t population, struct str area)
{
    return (struct name_place){
        .country = country, .names = names->items, .names_n = names->n, .located = at.known,
        .latitude_micro = at.latitude_micro, .longitude_micro = at.longitude_micro, .population = population,
        .area = area,
    };
}

/* The department of a French municipality: "FR_84087" is in 84, "FR_97411" in 974. */
static struct str area_of(const struct municipality *municipality)
{
    bool french = str_eq(municipality->country, S("FR")) && municipality->lau_id.n >= 6;
    bool overseas = french && str_eq(str_sub(municipality->lau_id, 3, 2), S("97"));
    return french ? str_sub(municipality->lau_id, 3, overseas ? 3 : 2) : S("");
}

static struct name_place *all_municipalities(struct places *places)
{
    struct name_place *items = arena_array(places->arena, struct name_place, places->municipalities_n + 1);
    for (size_t i = 0; i < places->municipalities_n; i++) {
        struct municipality *municipality = &places->municipalities[i];
        struct name_list_of_place names = municipality_names(places->arena, municipality);
        items[i] = place_of(municipality->country, &names, municipality->at, municipality->population.v,
                            area_of(municipality));
    }
    return items;
}

/* France overseas has codes of its own in the gazetteer, and is France in the list of municipalities. */
static void overseas_of(struct str code, struct str *ret_country, struct str *ret_area)
{
    static const struct { const char *code; const char *area; } rows[] = {
        {"GP", "971"}, {"MQ", "972"}, {"GF", "973"}, {"RE", "974"}, {"YT", "976"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (str_eq(code, str_of(rows[i].code))) {
            *ret_country = S("FR");
            *ret_area = str_of(rows[i].area);
        }
    }
}

static void meet_locality(const struct places *places, struct name_join *join, size_t i,
                          const struct name_list_of_place *names)
{
    const struct locality *locality = &places->localities[i];
    struct str country = locality->country, area = locality->area;
    overseas_of(locality->country, &country, &area);
    struct name_place place = place_of(country, names, locality->at, locality->population, area);
    name_join_meet(join, i, &place);
}

/* Those of the files, by the names that stand there. */
static void meet_fresh(struct places *places, struct name_join *join, struct arena *scratch)
{
    for (size_t i = 0; i < places->localities_n; i++) {
        const struct locality *locality = &places->localities[i];
        if (locality->fresh) {
            struct arena_mark mark = arena_mark(scratch);
            struct name_list_of_place names =
                names_of(scratch, locality->name, locality->ascii, locality->alternates, 0);
            meet_locality(places, join, i, &names);
            arena_rewind(scratch, mark);
        }
    }
}

/* The names of one city of the database, as they come. */
struct gathering {
    size_t city;
    struct name_of_place items[NAMES_MAX];
    struct name_list_of_place names;
    struct arena *scratch;
    struct arena_mark mark;
};

static void end_gathering(const struct places *places, struct name_join *join, struct gathering *gathering)
{
    if (gathering->names.n > 0) {
        size_t locality = places->cities[gathering->city].locality;
        if (locality != PLACE_NONE && !places->localities[locality].fresh) {
            meet_locality(places, join, locality, &gathering->names);
        }
    }
    gathering->names.n = 0;
    arena_rewind(gathering->scratch, gathering->mark);
}

static void gather(const struct places *places, struct name_join *join, struct gathering *gathering,
                   const struct q_load_city_names *row)
{
    if (places->cities[gathering->city].row.id.v != row->city_id.v) {
        end_gathering(places, join, gathering);
    }
    while (places->cities[gathering->city].row.id.v < row->city_id.v) {
        gathering->city++;
    }
    if (gathering->names.n < NAMES_MAX) {
        gathering->names.items[gathering->names.n++] =
            (struct name_of_place){str_copy(gathering->scratch, row->folded), (enum name_kind)row->kind};
    }
}

/* Those of the database that no file brought again: names come city by city, in the order of the cities. */
static enum fault meet_known(struct places *places, struct name_join *join, struct arena *scratch)
{
    struct gathering *gathering = arena_new(places->arena, struct gathering);
    gathering->scratch = scratch;
    gathering->mark = arena_mark(scratch);
    gathering->names.items = gathering->items;
    struct db_rows *rows = NULL;
    bool more = places->cities_n > 0;
    enum fault fault = OK;
    TRY(q_load_city_names_open(places->db, &rows));
    while (fault == OK && more) {
        struct q_load_city_names row;
        fault = q_load_city_names_next(rows, &row, &more);
        if (fault == OK && more) {
            gather(places, join, gathering, &row);
        }
    }
    if (fault == OK && places->cities_n > 0) {
        end_gathering(places, join, gathering);
    }
    db_rows_close(rows);
    return fault;
}

/* For each municipality the locality it stands for. */
static enum fault join_localities(struct places *places, size_t **ret_joined)
{
    struct arena scratch;
    struct name_join *join =
        name_join_new(places->arena, all_municipalities(places), places->municipalities_n);
    arena_init(&scratch, SCRATCH_MAX);
    meet_fresh(places, join, &scratch);
    enum fault fault = meet_known(places, join, &scratch);
    arena_done(&scratch);
    *ret_joined = name_join_done(join);
    return fault;
}

/* A municipality joins a locality unless one of them stands for another city already: cities stay what they are. */
static bool may_join(const struct places *places, const struct municipality *municipality,
                     const struct locality *locality)
{
    if (municipality->city != PLACE_NONE && locality->city != PLACE_NONE) {
        return false;
    }
    if (municipality->city != PLACE_NONE) {
        return places->cities[municipality->city].locality == PLACE_NONE;
    }
    return locality->city == PLACE_NONE || places->cities[locality->city].municipality == PLACE_NONE;
}

static bool is_seat_of_region(const struct locality *locality)
{
    return str_eq(locality->feature, S("PPLC")) || str_eq(locality->feature, S("PPLA")) ||
           str_eq(locality->feature, S("PPLA2"));
}

/* Whether a municipality is shown under its own name and not under that of the town it was joined to: where it has
** its name from several ("Basingstoke and Deane"), and where the town has another name and holds the smaller part of
** the people (Borculo in Berkelland), unless it is known far away by that name (Venice). */
static bool has_name_of_its_own(struct arena *arena, const struct municipality *m, const struct locality *l)
{
    struct arena_mark mark = arena_mark(arena);
    struct str called = fold(arena, l->name);
    struct name_list variants = name_variants(arena, m->country, m->name);
    bool same = false;
    for (size_t i = 0; i < variants.n; i++) {
        same |= str_eq(variants.items[i], called);
    }
    struct str first = name_first_part(arena, m->country, m->name);
    struct str behind = str_from(name_plain(arena, m->country, m->name), first.n);
    bool joint = str_starts(behind, S("-")) || str_starts(behind, S("/")) || str_starts(behind, S(" and "));
    bool part = joint && first.n > 0 && str_eq(fold(arena, first), called);
    bool smaller = m->population.known && l->population * 2 < m->population.v && !is_seat_of_region(l);
    arena_rewind(arena, mark);
    return !same && (part || smaller);
}

static void add_plan(struct places *places, struct plans *plans, size_t locality, size_t municipality, size_t city)
{
    struct plan plan = {.locality = locality, .municipality = municipality, .city = city};
    const struct locality *l = locality == PLACE_NONE ? NULL : &places->localities[locality];
    const struct municipality *m = municipality == PLACE_NONE ? NULL : &places->municipalities[municipality];
    plan.name = l && !(m && has_name_of_its_own(places->arena, m, l)) ? l->name
                                                                      : name_plain(places->arena, m->country, m->name);
    plan.population = m && m->population.known ? m->population.v : l ? l->population : 0;
    plans->items[plans->n++] = plan;
}

/* Municipalities first, each with its locality where it stands for one; then the localities that are left. */
static struct plans make_plans(struct places *places, const size_t *joined)
{
    bool *used = arena_array(places->arena, bool, places->localities_n + 1);
    struct plans plans = {
        arena_array(places->arena, struct plan, places->municipalities_n + places->localities_n + 1), 0};
    for (size_t i = 0; i < places->municipalities_n; i++) {
        struct municipality *municipality = &places->municipalities[i];
        size_t city = municipality->city;
        size_t locality = city == PLACE_NONE ? PLACE_NONE : places->cities[city].locality;
        if (locality == PLACE_NONE && joined[i] != NAME_JOIN_NONE
            && may_join(places, municipality, &places->localities[joined[i]])) {
            locality = joined[i];
            city = city == PLACE_NONE ? places->localities[locality].city : city;
        }
        if (locality == PLACE_NONE && city == PLACE_NONE && !municipality->lau_id.s && !municipality->gss.s) {
            places->counts.skipped++; /* known by the sum of its parts only: it needs a place to stand for */
            continue;
        }
        if (locality != PLACE_NONE) {
            used[locality] = true;
        }
        add_plan(places, &plans, locality, i, city);
    }
    for (size_t i = 0; i < places->localities_n; i++) {
        if (!used[i]) {
            add_plan(places, &plans, i, PLACE_NONE, places->localities[i].city);
        }
    }
    return plans;
}

/* ---- addresses */

static int plan_cmp(const void *a, const void *b)
{
    const struct plan *x = a, *y = b;
    if (x->population != y->population) {
        return x->population > y->population ? -1 : 1;
    }
    int by_name = str_cmp(x->name, y->name);
    if (by_name != 0) {
        return by_name;
    }
    if (x->locality != y->locality) {
        return x->locality < y->locality ? -1 : 1;
    }
    return x->municipality < y->municipality ? -1 : x->municipality > y->municipality;
}

/* "peterborough-gb"; the next of that name "peterborough-gb-2". Bigger cities come first, so that theirs is plain. */
static struct str new_slug(struct places *places, struct str name, struct str country)
{
    struct str stem = str_format(places->arena, "%.*s-%c%c", STR_ARG(fold_slug(places->arena, name)),
                                 country.s[0] | 0x20, country.s[1] | 0x20);
    struct str slug = stem;
    for (int n = 2; map_find(&places->slugs, slug); n++) {
        slug = str_format(places->arena, "%.*s-%d", STR_ARG(stem), n);
    }
    map_add(&places->slugs, slug)->value.number = 1;
    return slug;
}

/* ---- rows */

static struct maybe_int known(int64_t v)
{
    return (struct maybe_int){true, v};
}

static void set_population(struct q_load_city_list *row, const struct locality *locality,
                           const struct municipality *municipality)
{
    row->population = (struct maybe_int){0};
    row->population_year = (struct maybe_int){0};
    row->population_kind = S("unknown");
    row->population_source_id = (struct source_id){0};
    if (municipality && municipality->population.known) {
        row->population = municipality->population;
        row->population_year = municipality->year > 0 ? known(municipality->year) : row->population_year;
        row->population_kind = S("municipality");
        row->population_source_id = municipality->population_source;
    } else if (locality && locality->population > 0) {
        row->population = known(locality->population);
        row->population_kind = S("locality");
        row->population_source_id = locality->source;
    }
}

static void set_municipality(struct q_load_city_list *row, const struct municipality *municipality)
{
    row->lau_id = municipality->lau_id;
    row->lau_name = municipality->name;
    row->gss_code = municipality->gss;
    row->unit_code = municipality->unit;
    row->nuts3 = str_is_empty(municipality->nuts3) ? (struct str){0} : municipality->nuts3;
    row->degurba = municipality->degurba > 0 ? known(municipality->degurba) : (struct maybe_int){0};
}

static struct q_load_city_list row_of(const struct places *places, const struct plan *plan)
{
    const struct locality *locality = plan->locality == PLACE_NONE ? NULL : &places->localities[plan->locality];
    const struct municipality *municipality =
        plan->municipality == PLACE_NONE ? NULL : &places->municipalities[plan->municipality];
    struct position at = locality ? locality->at : municipality->at;
    struct q_load_city_list row = {
        .name = plan->name,
        .country = locality ? locality->country : municipality->country,
        .latitude_micro = at.known ? known(at.latitude_micro) : (struct maybe_int){0},
        .longitude_micro = at.known ? known(at.longitude_micro) : (struct maybe_int){0},
        .source_id = locality ? locality->source : municipality->source,
    };
    if (locality) {
        row.geonames_id = known(locality->geonames_id);
        row.feature = locality->feature;
        row.locality_population = locality->population > 0 ? known(locality->population) : (struct maybe_int){0};
    }
    if (municipality) {
        set_municipality(&row, municipality);
    }
    set_population(&row, locality, municipality);
    row.fit = size_fit_word(size_fit(&places->size_rule, row.country, row.population).fit);
    return row;
}

static bool same_int(struct maybe_int a, struct maybe_int b)
{
    return a.known == b.known && (!a.known || a.v == b.v);
}

/* The same facts, whichever file said so last. Whether it fits is derived from them. */
static bool same_row(const struct q_load_city_list *a, const struct q_load_city_list *b)
{
    return str_eq(a->name, b->name) && str_eq(a->country, b->country)
           && same_int(a->latitude_micro, b->latitude_micro) && same_int(a->longitude_micro, b->longitude_micro)
           && same_int(a->population, b->population) && str_eq(a->population_kind, b->population_kind)
           && same_int(a->population_year, b->population_year)
           && same_int(a->locality_population, b->locality_population) && str_eq(a->feature, b->feature)
           && same_int(a->geonames_id, b->geonames_id) && str_eq(a->lau_id, b->lau_id)
           && str_eq(a->lau_name, b->lau_name) && str_eq(a->gss_code, b->gss_code)
           && str_eq(a->unit_code, b->unit_code) && str_eq(a->nuts3, b->nuts3)
           && same_int(a->degurba, b->degurba);
}

static enum fault add_row(struct places *places, const struct q_load_city_list *row)
{
    return q_load_city_add(places->db, &(struct q_load_city_add_in){
        .id = row->id, .slug = row->slug, .name = row->name, .sort_key = fold_sort_key(places->arena, row->name),
        .country = row->country, .latitude_micro = row->latitude_micro, .longitude_micro = row->longitude_micro,
        .population = row->population, .population_kind = row->population_kind,
        .population_year = row->population_year, .population_source_id = row->population_source_id,
        .locality_population = row->locality_population, .feature = row->feature, .geonames_id = row->geonames_id,
        .lau_id = row->lau_id, .lau_name = row->lau_name, .gss_code = row->gss_code, .unit_code = row->unit_code,
        .nuts3 = row->nuts3, .degurba = row->degurba,
        .fit = row->fit, .source_id = row->source_id});
}

static enum fault save_row(struct places *places, const struct q_load_city_list *row)
{
    return q_load_city_save(places->db, &(struct q_load_city_save_in){
        .id = row->id, .name = row->name, .sort_key = fold_sort_key(places->arena, row->name),
        .country = row->country, .latitude_micro = row->latitude_micro, .longitude_micro = row->longitude_micro,
        .population = row->population, .population_kind = row->population_kind,
        .population_year = row->population_year, .population_source_id = row->population_source_id,
        .locality_population = row->locality_population, .feature = row->feature, .geonames_id = row->geonames_id,
        .lau_id = row->lau_id, .lau_name = row->lau_name, .gss_code = row->gss_code, .unit_code = row->unit_code,
        .nuts3 = row->nuts3, .degurba = row->degurba,
        .fit = row->fit, .source_id = row->source_id});
}

/* ---- writing names */

static enum fault save_name(struct places *places, struct city_id city, struct str folded, enum name_kind kind,
                            struct str name)
{
    return str_is_empty(folded) ? OK : q_load_city_add_name(places->db, folded, city, kind, name);
}

static enum fault save_alternates(struct places *places, struct city_id city, struct str alternates)
{
    struct str rest = str_is_empty(alternates) ? (struct str){0} : alternates;
    for (size_t n = 0; rest.s && n < ALTERNATES_MAX; n++) {
        struct str name = str_trim(str_cut(rest, ',', &rest));
        if (is_name(name)) {
            TRY(save_name(places, city, fold(places->arena, name), NAME_ALTERNATE, name));
        }
    }
    return OK;
}

static enum fault save_municipality_names(struct places *places, struct city_id city,
                                          const struct municipality *municipality)
{
    struct str plain = name_plain(places->arena, municipality->country, municipality->name);
    struct name_list variants = name_variants(places->arena, municipality->country, municipality->name);
    for (size_t i = 0; i < variants.n; i++) {
        TRY(save_name(places, city, variants.items[i], NAME_MUNICIPALITY, plain));
    }
    return save_alternates(places, city, municipality->alternates);
}

static enum fault save_names(struct places *places, struct city_id city, const struct plan *plan)
{
    struct arena_mark mark = arena_mark(places->arena);
    enum fault fault = save_name(places, city, fold(places->arena, plan->name), NAME_OWN, plan->name);
    if (fault == OK && plan->municipality != PLACE_NONE && places->municipalities[plan->municipality].fresh) {
        fault = save_municipality_names(places, city, &places->municipalities[plan->municipality]);
    }
    const struct locality *locality = plan->locality == PLACE_NONE ? NULL : &places->localities[plan->locality];
    if (fault == OK && locality && locality->fresh) {
        fault = save_name(places, city, fold(places->arena, locality->name), NAME_OWN, locality->name);
    }
    if (fault == OK && locality && locality->fresh) {
        fault = save_name(places, city, fold(places->arena, locality->ascii), NAME_ASCII, locality->ascii);
    }
    if (fault == OK && locality && locality->fresh) {
        fault = save_alternates(places, city, locality->alternates);
    }
    arena_rewind(places->arena, mark);
    return fault;
}

/* ---- all of it */

static bool is_fresh(const struct places *places, const struct plan *plan)
{
    return (plan->locality != PLACE_NONE && places->localities[plan->locality].fresh)
           || (plan->municipality != PLACE_NONE && places->municipalities[plan->municipality].fresh);
}

static enum fault save_known(struct places *places, const struct plan *plan)
{
    const struct q_load_city_list *old = &places->cities[plan->city].row;
    struct q_load_city_list row = row_of(places, plan);
    bool changed = !same_row(&row, old);
    row.id = old->id;
    row.slug = old->slug;
    if (changed) {
        struct arena_mark mark = arena_mark(places->arena);
        enum fault fault = save_row(places, &row);
        arena_rewind(places->arena, mark);
        TRY(fault);
    }
    if (is_fresh(places, plan)) {
        int64_t before = db_changes(places->db, &statement_load_city_add_name);
        TRY(save_names(places, row.id, plan));
        changed = changed || db_changes(places->db, &statement_load_city_add_name) > before;
        places->counts.changed += changed;
        places->counts.unchanged += !changed;
    }
    return OK;
}

static enum fault save_new(struct places *places, const struct plan *plan, struct city_id id)
{
    struct q_load_city_list row = row_of(places, plan);
    row.id = id;
    row.slug = new_slug(places, plan->name, row.country);
    TRY(add_row(places, &row));
    places->counts.added++;
    return save_names(places, id, plan);
}

enum fault places_save(struct places *places)
{
    size_t *joined = NULL;
    TRY(derive_find_forget(places->db));
    TRY(join_localities(places, &joined));
    struct plans plans = make_plans(places, joined);
    int64_t next = places->cities_n ? places->cities[places->cities_n - 1].row.id.v + 1 : 1;
    qsort(plans.items, plans.n, sizeof *plans.items, plan_cmp);
    for (size_t i = 0; i < plans.n; i++) {
        const struct plan *plan = &plans.items[i];
        if (i % 256 == 0) {
            watch_progress(places->watch, S("cities"), i, plans.n);
        }
        if (plan->city != PLACE_NONE) {
            TRY(save_known(places, plan));
        } else {
            TRY(save_new(places, plan, (struct city_id){next++}));
        }
    }
    return OK;
}
