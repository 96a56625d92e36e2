/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Twinned towns, a row a pair: both ends with name, country (its English name), position and population. The list does
** not say how old it is. A pair stands under either end or under both.
*/
#include "base/fold.h"
#include "base/scan.h"
#include "jobs/facts.h"
#include "store/load_fact.sql.h"
#include "text/country.h"

enum column {
    NAME, COUNTRY, TWIN_NAME, TWIN_COUNTRY, LATITUDE, LONGITUDE, POPULATION, TWIN_LATITUDE, TWIN_LONGITUDE,
    TWIN_POPULATION,
};

#define HUNDREDTH 10000 /* millionths of a degree: a kilometre; the same town is not written more exactly than that */

static struct named_place place_of(const struct str *values, int name, int country, int latitude, int population)
{
    struct named_place place = {
        .kind = NAMED_TOWN, .name = values[name], .country = country_find(values[country]),
    };
    (void)facts_position(values[latitude], values[latitude + 1], &place);
    place.population.known = parse_int(values[population], 1, 1000000000, &place.population.v);
    return place;
}

/* Towns of one name in one country lie apart. */
static struct str key_of(struct facts *facts, const struct named_place *place)
{
    return str_format(facts->row, "twinning/%.*s/%.*s/%d,%d", STR_ARG(place->country),
                      STR_ARG(fold(facts->row, place->name)), place->latitude_micro / HUNDREDTH,
                      place->longitude_micro / HUNDREDTH);
}

static bool is_number_of_wikidata(struct str name)
{
    int64_t number;
    return name.n > 1 && name.s[0] == 'Q' && parse_int(str_from(name, 1), 0, INT64_MAX, &number);
}

static enum fault put_row(struct facts *facts, const struct str *values)
{
    struct named_place place = place_of(values, NAME, COUNTRY, LATITUDE, POPULATION);
    struct named_place twin = place_of(values, TWIN_NAME, TWIN_COUNTRY, TWIN_LATITUDE, TWIN_POPULATION);
    int64_t id = 0, twin_id = 0;
    if (str_is_empty(place.name) || str_is_empty(twin.name) || is_number_of_wikidata(place.name)
        || is_number_of_wikidata(twin.name)) {
        facts_reject(facts, "sistercityLabel", "one end has no name");
        return OK;
    }
    if (str_is_empty(place.country) || str_is_empty(twin.country)) {
        facts_reject(facts, "destination_countryLabel", "is no country of today");
        return OK;
    }
    TRY(facts_put_place(facts, key_of(facts, &place), &place, &id));
    TRY(facts_put_place(facts, key_of(facts, &twin), &twin, &twin_id));
    if (id == twin_id) {
        facts_reject(facts, "sistercityLabel", "is the same place");
        return OK;
    }
    int64_t before = db_changes(facts->db, &statement_load_twinning_put);
    TRY(q_load_twinning_put(facts->db, id, twin_id, facts->source));
    bool added = db_changes(facts->db, &statement_load_twinning_put) > before;
    facts->counts.added += added;
    facts->counts.unchanged += !added;
    return OK;
}

const struct facts_kind facts_twinnings = {
    .name = S_INIT("twinnings"),
    .publisher = PUBLISHER_TWINNINGS,
    .wanted = S_INIT("a table of twinned towns (columns origincityLabel, origincountry, sistercityLabel, "
                     "destination_countryLabel)"),
    .records = S_INIT("Twinnings"),
    .columns = {
        [NAME] = "origincityLabel", [COUNTRY] = "origincountry", [TWIN_NAME] = "sistercityLabel",
        [TWIN_COUNTRY] = "destination_countryLabel", [LATITUDE] = "originlat", [LONGITUDE] = "originlong",
        [POPULATION] = "originpopulation", [TWIN_LATITUDE] = "destinationlat", [TWIN_LONGITUDE] = "destinationlong",
        [TWIN_POPULATION] = "destinationpopulation",
    },
    .needed = LATITUDE,
    .put = put_row,
};
