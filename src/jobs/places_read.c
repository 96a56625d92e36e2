/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The three tables of places that are understood: GeoNames (19 columns, TAB, no header, no quotes), the LAU table of
** GISCO (municipalities of Europe), and the list of UK authorities. CSV columns are found by name.
*/
#include <string.h>

#include "base/scan.h"
#include "jobs/lines.h"
#include "jobs/places.h"
#include "jobs/table.h"
#include "jobs/tasks.h"

#define GEONAMES_COLUMNS 19
#define FULL_WHY "holds more places than can be imported: use cities500.zip or cities1000.zip of GeoNames."

enum geonames_column {
    GEO_ID = 0,
    GEO_NAME = 1,
    GEO_ASCII = 2,
    GEO_ALTERNATES = 3,
    GEO_LATITUDE = 4,
    GEO_LONGITUDE = 5,
    GEO_CLASS = 6,
    GEO_CODE = 7,
    GEO_COUNTRY = 8,
    GEO_ADMIN2 = 11,
    GEO_POPULATION = 14,
    GEO_MODIFIED = 18,
};

struct reading {
    struct places *places;
    struct str file;
    uint64_t size;
    struct source_id source;
    struct date as_of;
};

/* ---- what is it? */

static size_t split_tabs(struct str line, struct str fields[GEONAMES_COLUMNS])
{
    size_t n = 0;
    struct str rest = line;
    while (rest.s && n < GEONAMES_COLUMNS) {
        fields[n++] = str_cut(rest, '\t', &rest);
    }
    return rest.s ? n + 1 : n;
}

static bool is_geonames(struct str head)
{
    struct str rest, fields[GEONAMES_COLUMNS];
    struct str line = str_cut(head, '\n', &rest);
    int64_t id;
    return split_tabs(line, fields) == GEONAMES_COLUMNS && parse_int(fields[GEO_ID], 1, INT64_MAX, &id);
}

static enum fault kind_of_table(struct arena *arena, struct stream *stream, enum places_kind *ret_kind)
{
    struct table *table = NULL;
    struct str why;
    if (table_open(arena, stream, &table, &why) != OK) {
        return FAULT_INVALID;
    }
    if (table_find_column(table, "gisco_id") >= 0 && table_find_column(table, "lau_name") >= 0) {
        *ret_kind = PLACES_LAU;
    } else if (table_find_column(table, "lau_code") >= 0 && table_find_column(table, "city_id") >= 0 &&
               table_find_column(table, "city_name") >= 0) {
        *ret_kind = PLACES_CITIES;
    } else if (table_find_column(table, "gss-code") >= 0 && table_find_column(table, "official-name") >= 0) {
        *ret_kind = PLACES_UK;
    }
    table_close(table);
    return OK;
}

enum fault places_find_kind(struct arena *arena, struct source *source, size_t member, enum places_kind *ret_kind,
                            struct str *ret_why)
{
    struct str name = source_member(source, member).name;
    struct stream *stream = NULL;
    enum content content;
    TRY(task_stream_open(arena, source, member,
                         S("a table of GeoNames (cities1000.zip), of LAU municipalities or of UK authorities"), &stream,
                         &content, ret_why));
    struct str head = S("");
    if (stream_peek(stream, &head) == OK && is_geonames(head)) {
        *ret_kind = PLACES_GEONAMES;
        stream_close(stream);
        return OK;
    }
    *ret_kind = PLACES_UNKNOWN;
    if (kind_of_table(arena, stream, ret_kind) == OK && *ret_kind != PLACES_UNKNOWN) {
        return OK;
    }
    *ret_why = str_format(arena,
                          "%.*s is not a table of places that is known here. Give GeoNames (19 columns, TAB), a table "
                          "with the columns gisco_id and lau_name, one with lau_code, city_id and city_name, or one "
                          "with gss-code and official-name.",
                          STR_ARG(name));
    return FAULT_INVALID;
}

/* ---- GeoNames */

static void reject(struct reading *reading, uint64_t line, const char *column, const char *reason, struct str row)
{
    reading->places->counts.rejected++;
    rejects_add(reading->places->rejects, reading->file, line, str_of(column), str_of(reason), row);
}

/* Populated places; not their sections (PPLX), and not what is abandoned, destroyed or historical. */
static bool is_city_feature(struct str class, struct str code)
{
    static const struct str left_out[] = {
        S_INIT("PPLX"), S_INIT("PPLQ"), S_INIT("PPLH"), S_INIT("PPLW"), S_INIT("PPLCH"), S_INIT("STLMT"),
    };
    if (!str_eq(class, S("P"))) {
        return false;
    }
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        if (str_eq(code, left_out[i])) {
            return false;
        }
    }
    return true;
}

static bool parse_position(struct str latitude, struct str longitude, struct position *ret_at)
{
    int64_t lat, lon;
    if (!parse_micro(latitude, &lat) || !parse_micro(longitude, &lon) || lat < -90000000 || lat > 90000000
        || lon < -180000000 || lon > 180000000) {
        return false;
    }
    *ret_at = (struct position){true, (int32_t)lat, (int32_t)lon};
    return true;
}

static void take_locality(struct reading *reading, const struct str *fields, int64_t id, struct position at,
                          int64_t population)
{
    struct arena *arena = reading->places->arena;
    struct locality *locality = places_add_locality(reading->places, id);
    locality->name = str_copy(arena, fields[GEO_NAME]);
    locality->ascii = str_copy(arena, fields[GEO_ASCII]);
    locality->alternates = str_copy(arena, fields[GEO_ALTERNATES]);
    locality->country = str_copy(arena, fields[GEO_COUNTRY]);
    locality->feature = str_copy(arena, fields[GEO_CODE]);
    locality->area = str_eq(locality->country, S("FR")) ? str_copy(arena, fields[GEO_ADMIN2]) : S("");
    locality->at = at;
    locality->population = population;
    locality->fresh = true;
    locality->source = reading->source;
}

static void read_geonames_line(struct reading *reading, struct str line, uint64_t number)
{
    struct str fields[GEONAMES_COLUMNS];
    struct position at;
    struct date modified;
    int64_t id, population = 0;
    if (split_tabs(line, fields) != GEONAMES_COLUMNS) {
        reject(reading, number, "", "does not have the 19 fields of GeoNames", line);
    } else if (!str_is_utf8(line)) {
        reject(reading, number, "", "is not valid UTF-8", line);
    } else if (!parse_int(fields[GEO_ID], 1, INT64_MAX, &id)) {
        reject(reading, number, "geonameid", "is not a number", line);
    } else if (!is_city_feature(fields[GEO_CLASS], fields[GEO_CODE])) {
        reading->places->counts.skipped++;
    } else if (str_is_empty(import_country(fields[GEO_COUNTRY])) || str_is_empty(str_trim(fields[GEO_NAME]))) {
        reject(reading, number, "country", "has no name or no country", line);
    } else if (!parse_position(fields[GEO_LATITUDE], fields[GEO_LONGITUDE], &at)) {
        reject(reading, number, "latitude", "has no position on the globe", line);
    } else if (!str_is_empty(fields[GEO_POPULATION])
               && !parse_int(fields[GEO_POPULATION], 0, 1000000000, &population)) {
        reject(reading, number, "population", "is not a number of people", line);
    } else {
        take_locality(reading, fields, id, at, population);
        if (date_parse(fields[GEO_MODIFIED], &modified) && modified.days > reading->as_of.days) {
            reading->as_of = modified;
        }
    }
}

static enum fault read_geonames(struct reading *reading, struct stream *stream)
{
    struct lines *lines = lines_new(stream);
    enum line_step step = LINE_TEXT;
    enum fault fault = OK;
    while (fault == OK && step != LINE_END) {
        struct str line = S("");
        fault = lines_next(lines, &step, &line);
        if (fault != OK || step == LINE_END || (step == LINE_TEXT && str_is_empty(line))) {
            continue;
        }
        reading->places->counts.rows++;
        if (step == LINE_TOO_LONG) {
            reject(reading, lines_number(lines), "", "is longer than any line of GeoNames", S(""));
        } else if (places_are_full(reading->places)) {
            fault = FAULT_TOO_LARGE;
            reading->places->why = str_format(reading->places->arena, "%.*s " FULL_WHY, STR_ARG(reading->file));
        } else {
            read_geonames_line(reading, line, lines_number(lines));
        }
        watch_progress(reading->places->watch, reading->file, lines_position(lines), reading->size);
    }
    if (fault != OK && str_is_empty(reading->places->why)) {
        reading->places->why = str_copy(reading->places->arena, lines_why(lines));
    }
    lines_free(lines);
    return fault;
}

/* ---- municipalities */

struct lau_columns {
    int id, longitude, latitude, country, nuts3, name, population, year;
};

struct city_columns {
    int code, city_id, city_name, country, population, nuts3, lau_id, degurba;
};

struct uk_columns {
    int gss, official, nice, current, lower, alternates, population, latitude, longitude;
};

static void set_population(struct municipality *municipality, int64_t population, int year, struct source_id source)
{
    if (municipality->population.known && year < municipality->year) {
        return;
    }
    municipality->population = (struct maybe_int){true, population};
    municipality->year = year;
    municipality->population_source = source;
}

static void read_lau_row(struct reading *reading, const struct table *table, const struct lau_columns *column)
{
    struct places *places = reading->places;
    struct arena *arena = places->arena;
    struct str id = table_get(table, column->id), name = table_get(table, column->name);
    struct str country = import_country(table_get(table, column->country));
    int64_t population = 0, year = 0;
    if (str_is_empty(id) || str_is_empty(name) || str_is_empty(country)) {
        reject(reading, table_line(table), "gisco_id", "has no code, no name or no country", table_row_text(table));
        return;
    }
    if (!str_is_empty(table_get(table, column->population))
        && !parse_int(table_get(table, column->population), 0, 1000000000, &population)) {
        reject(reading, table_line(table), "population", "is not a number of people", table_row_text(table));
        return;
    }
    bool scottish = str_starts(id, S("UK_S3")); /* parts of councils there; the councils are in the UK's own list */
    struct position at = {0};
    (void)parse_position(table_get(table, column->latitude), table_get(table, column->longitude), &at);
    bool unit = str_eq(country, S("LT")) && str_ends(name, S(" savivaldyb\u0117")); /* these are municipalities */
    if ((!name_lau_is_municipality(country) && !unit) || scottish) {
        places->counts.skipped += !places_meet_part(places, country, str_from(id, 3), at, population);
        return;
    }
    struct codes codes = {.lau_id = unit ? S("") : id, .unit = unit ? id : S(""),
                          .gss = str_starts(id, S("UK_")) ? str_from(id, 3) : S("")};
    struct municipality *municipality = places_add_municipality(places, codes);
    municipality->name = str_copy(arena, name);
    municipality->country = str_copy(arena, country);
    municipality->nuts3 = str_copy(arena, table_get(table, column->nuts3));
    municipality->at = at.known ? at : municipality->at;
    municipality->fresh = true;
    municipality->source = reading->source;
    if (parse_int(table_get(table, column->year), 1900, 2200, &year)) {
        struct date as_of = date_of((int)year, 1, 1);
        reading->as_of = as_of.days > reading->as_of.days ? as_of : reading->as_of;
    }
    if (population > 0) {
        set_population(municipality, population, (int)year, reading->source);
    }
}

/* "pop-2020": the year stands in the column's name. */
static int population_column(const struct table *table, int *ret_year)
{
    for (size_t i = 0; i < table_width(table); i++) {
        int64_t year;
        struct str name = table_column_name(table, i);
        if (str_starts(name, S("pop-")) && parse_int(str_from(name, 4), 1900, 2200, &year)) {
            *ret_year = (int)year;
            return (int)i;
        }
    }
    *ret_year = 0;
    return -1;
}

static void read_uk_row(struct reading *reading, const struct table *table, const struct uk_columns *column, int year)
{
    struct places *places = reading->places;
    struct str gss = table_get(table, column->gss), nice = table_get(table, column->nice);
    int64_t cents = 0;
    if (!str_eq_nocase(table_get(table, column->current), S("true"))
        || !str_eq_nocase(table_get(table, column->lower), S("true"))) {
        places->counts.skipped++;
        return;
    }
    if (gss.n != 9 || str_is_empty(nice)) {
        reject(reading, table_line(table), "gss-code", "has no code of nine characters or no name",
               table_row_text(table));
        return;
    }
    struct municipality *municipality = places_add_municipality(places, (struct codes){.gss = gss});
    if (!municipality->name.s) {
        municipality->name = str_copy(places->arena, nice);
        municipality->source = reading->source;
    }
    municipality->country = S("GB");
    municipality->alternates = str_format(places->arena, "%.*s,%.*s,%.*s", STR_ARG(nice),
                                          STR_ARG(table_get(table, column->official)),
                                          STR_ARG(table_get(table, column->alternates)));
    if (!municipality->at.known) {
        (void)parse_position(table_get(table, column->latitude), table_get(table, column->longitude),
                             &municipality->at);
    }
    municipality->fresh = true;
    if (parse_cents(table_get(table, column->population), &cents) && cents >= 100) {
        set_population(municipality, cents / 100, year, reading->source);
    }
}

/* The degree of urbanisation of a municipality that is known already. */
static bool note_degurba(struct places *places, struct str lau_id, struct str said)
{
    int64_t degree;
    const struct map_item *item = map_find(&places->by_lau, lau_id);
    if (item == NULL || !parse_int(said, 1, 3, &degree)) {
        return false;
    }
    places->municipalities[item->value.number - 1].degurba = (int)degree;
    places->municipalities[item->value.number - 1].fresh = true;
    return true;
}

static void read_city_row(struct reading *reading, const struct table *table, const struct city_columns *column)
{
    struct places *places = reading->places;
    int64_t people = 0;
    struct str said = table_get(table, column->population);
    bool number = parse_int(said, 1, 1000000000, &people);
    if (!number && !str_is_empty(said) && !str_eq(said, S("0"))) {
        reject(reading, table_line(table), "population", "is not a number of people", table_row_text(table));
        return;
    }
    bool noted = note_degurba(places, table_get(table, column->lau_id), table_get(table, column->degurba));
    bool met = places_meet_city_part(
        places, import_country(table_get(table, column->country)), table_get(table, column->code),
        table_get(table, column->city_id), table_get(table, column->city_name), (struct maybe_int){number, people},
        table_get(table, column->nuts3));
    places->counts.skipped += !noted && !met;
}

static void read_municipality(struct reading *reading, const struct table *table, enum places_kind kind)
{
    if (kind == PLACES_LAU) {
        struct lau_columns columns = {
            .id = table_find_column(table, "gisco_id"), .name = table_find_column(table, "lau_name"),
            .longitude = table_find_column(table, "longitude"), .latitude = table_find_column(table, "latitude"),
            .country = table_find_column(table, "country"), .nuts3 = table_find_column(table, "nuts_3"),
            .population = table_find_column(table, "population"), .year = table_find_column(table, "year"),
        };
        read_lau_row(reading, table, &columns);
        return;
    }
    if (kind == PLACES_CITIES) {
        struct city_columns columns = {
            .code = table_find_column(table, "lau_code"), .city_id = table_find_column(table, "city_id"),
            .city_name = table_find_column(table, "city_name"), .country = table_find_column(table, "country"),
            .population = table_find_column(table, "population"), .nuts3 = table_find_column(table, "code_2016"),
            .lau_id = table_find_column(table, "gisco_id"), .degurba = table_find_column(table, "degurba"),
        };
        read_city_row(reading, table, &columns);
        return;
    }
    int year = 0;
    struct uk_columns columns = {
        .gss = table_find_column(table, "gss-code"), .official = table_find_column(table, "official-name"),
        .nice = table_find_column(table, "nice-name"), .current = table_find_column(table, "current-authority"),
        .lower = table_find_column(table, "lower-or-unitary"), .alternates = table_find_column(table, "alt-names"),
        .latitude = table_find_column(table, "lat"), .longitude = table_find_column(table, "long"),
        .population = population_column(table, &year),
    };
    read_uk_row(reading, table, &columns, year);
}

static enum fault read_table(struct reading *reading, struct stream *stream, enum places_kind kind)
{
    struct places *places = reading->places;
    struct table *table = NULL;
    TRY(table_open(places->arena, stream, &table, &places->why));
    enum table_step step = TABLE_ROW;
    enum fault fault = OK;
    while (fault == OK && step != TABLE_END) {
        fault = table_next(table, &step);
        if (fault != OK || step == TABLE_END) {
            continue;
        }
        places->counts.rows++;
        if (step == TABLE_BAD) {
            reject(reading, table_line(table), "", table_reason(table), table_row_text(table));
        } else if (places_are_full(places)) {
            fault = FAULT_TOO_LARGE;
            places->why = str_format(places->arena, "%.*s " FULL_WHY, STR_ARG(reading->file));
        } else {
            read_municipality(reading, table, kind);
        }
    }
    if (fault != OK && str_is_empty(places->why)) {
        places->why = str_copy(places->arena, table_why(table));
    }
    table_close(table);
    return fault;
}

enum fault places_read(struct places *places, struct source *source, size_t member, enum places_kind kind,
                       struct source_id source_id, struct date *ret_as_of)
{
    struct source_member shown = source_member(source, member);
    struct reading reading = {places, shown.name, shown.size, source_id, DATE_NONE};
    struct stream *stream = NULL;
    TRY(source_member_open(source, member, &stream, &places->why));
    TRY(kind == PLACES_GEONAMES ? read_geonames(&reading, stream) : read_table(&reading, stream, kind));
    if (kind == PLACES_CITIES) {
        places_end_cities(places, source_id);
    }
    *ret_as_of = reading.as_of;
    return OK;
}
