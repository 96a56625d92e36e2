/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/evidence_source.h"

#include "store/load_source.sql.h"

struct publisher_words {
    struct str kind, name, licence, attribution, address;
};

static const struct publisher_words publishers[] = {
    [PUBLISHER_CORDIS] = {
        S_INIT("cordis"), S_INIT("CORDIS, EU research projects"), S_INIT("CC BY 4.0"),
        S_INIT("© European Union, CORDIS, licensed under CC BY 4.0. The data were recast and resolved to cities here."),
        S_INIT("https://data.europa.eu/data/datasets/cordis-eu-research-projects-under-horizon-europe-2021-2027"),
    },
    [PUBLISHER_CORDIS_EXTRACT] = {
        S_INIT("cordis_extract"), S_INIT("CORDIS, an extract that comes with the program"), S_INIT("CC BY 4.0"),
        S_INIT("© European Union, CORDIS, licensed under CC BY 4.0. An extract: "
               "some projects with municipalities only."),
        S_INIT("https://cordis.europa.eu"),
    },
    [PUBLISHER_GEONAMES] = {
        S_INIT("geonames"), S_INIT("GeoNames, places of the world"), S_INIT("CC BY 4.0"),
        S_INIT("Places from GeoNames (geonames.org), licensed under CC BY 4.0."),
        S_INIT("https://download.geonames.org/export/dump/"),
    },
    [PUBLISHER_LAU] = {
        S_INIT("lau"), S_INIT("Eurostat, local administrative units (LAU)"), S_INIT("Eurostat reuse policy"),
        S_INIT("Municipalities and their populations: Eurostat; © EuroGeographics for the administrative boundaries."),
        S_INIT("https://ec.europa.eu/eurostat/web/nuts/local-administrative-units"),
    },
    [PUBLISHER_CITIES] = {
        S_INIT("eurostat_cities"), S_INIT("Eurostat, cities and their local administrative units"),
        S_INIT("Eurostat reuse policy"),
        S_INIT("Cities and the populations of their parts: Eurostat; © EuroGeographics for the administrative "
               "boundaries."),
        S_INIT("https://ec.europa.eu/eurostat/web/cities/spatial-units"),
    },
    [PUBLISHER_UK] = {
        S_INIT("uk_authorities"), S_INIT("UK local authorities, mySociety and ONS"), S_INIT("OGL v3.0"),
        S_INIT("Contains public sector information licensed under the Open Government Licence v3.0."),
        S_INIT("https://github.com/mysociety/uk_local_authority_names_and_codes"),
    },
    [PUBLISHER_GCOM] = {
        S_INIT("gcom"), S_INIT("Covenant of Mayors, signatories"), S_INIT("EC reuse, Decision 2011/833/EU"),
        S_INIT("© European Union, Joint Research Centre: Global Covenant of Mayors, MyCovenant. Joined to cities here; "
               "no names of persons were taken."),
        S_INIT("https://data.jrc.ec.europa.eu/collection/id-0354"),
    },
    [PUBLISHER_GCOM_EXTRACT] = {
        S_INIT("gcom_extract"), S_INIT("Covenant of Mayors, an extract that comes with the program"),
        S_INIT("EC reuse, Decision 2011/833/EU"),
        S_INIT("© European Union, Joint Research Centre: Global Covenant of Mayors, MyCovenant. An extract: "
               "signatories of 30,000 to 300,000 people only."),
        S_INIT("https://data.jrc.ec.europa.eu/collection/id-0354"),
    },
    [PUBLISHER_TWINNINGS] = {
        S_INIT("twinnings"), S_INIT("Wikidata, twinned cities"), S_INIT("CC0 1.0"),
        S_INIT("Twinnings from Wikidata, dedicated to the public domain (CC0). Anybody can edit Wikidata."),
        S_INIT("https://www.wikidata.org/wiki/Property:P190"),
    },
    [PUBLISHER_UK_STRUCTURAL] = {
        S_INIT("uk_structural"), S_INIT("EU structural funds in the UK, 2007 to 2013"), S_INIT("OGL v3.0"),
        S_INIT("Contains public sector information licensed under the Open Government Licence v3.0; "
               "collected by the project eu-structural-funds."),
        S_INIT("https://github.com/os-data/eu-structural-funds"),
    },
    [PUBLISHER_EU_CALLS] = {
        S_INIT("eu_calls"), S_INIT("EU Funding and Tenders portal, funding calls"),
        S_INIT("EC reuse, Decision 2011/833/EU"),
        S_INIT("© European Union, Funding and Tenders portal. Texts were mended, themes and what is paid for were "
               "worked out here."),
        S_INIT("https://ec.europa.eu/info/funding-tenders/opportunities/portal/"),
    },
    [PUBLISHER_EU_CALLS_EXTRACT] = {
        S_INIT("eu_calls_extract"), S_INIT("EU Funding and Tenders portal, an extract that comes with the program"),
        S_INIT("EC reuse, Decision 2011/833/EU"),
        S_INIT("© European Union, EU Funding and Tenders portal. An extract: some funding calls of interest to cities, "
               "without their texts; what they pay for was worked out from these."),
        S_INIT("https://ec.europa.eu/info/funding-tenders/opportunities/portal/"),
    },
    [PUBLISHER_CALL_LIST] = {
        S_INIT("call_list"), S_INIT("Funding calls of national and local funds, a list made by hand"),
        S_INIT("as its publishers say"),
        S_INIT("Funding calls as their publishers announced them; each names its publisher."),
        S_INIT(""),
    },
};

struct str publisher_kind(enum publisher publisher)
{
    return publishers[publisher].kind;
}

enum fault evidence_source_add(struct arena *arena, struct db *db, enum publisher publisher, struct str file,
                               struct str sha256, int64_t now, struct source_id *ret_id, bool *ret_same)
{
    const struct publisher_words *words = &publishers[publisher];
    struct q_load_source_same same;
    enum fault fault = q_load_source_same(db, arena, words->kind, sha256, &same);
    if (fault != FAULT_NOT_FOUND) {
        TRY(fault);
        *ret_id = same.id;
        *ret_same = true;
        return OK;
    }
    struct q_load_source_next next;
    TRY(q_load_source_next(db, arena, &next));
    TRY(q_load_source_add(db, &(struct q_load_source_add_in){
        .id = next.id, .kind = words->kind, .name = words->name, .file = file, .licence = words->licence,
        .attribution = words->attribution, .address = words->address, .as_of = DATE_NONE, .imported_at = now,
        .sha256 = sha256, .records = 0}));
    *ret_id = next.id;
    *ret_same = false;
    return OK;
}

enum fault evidence_source_save(struct db *db, struct source_id id, int64_t records, struct date as_of)
{
    return q_load_source_save_records(db, id, records, as_of);
}
