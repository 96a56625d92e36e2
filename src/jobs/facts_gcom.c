/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Signatories of the Covenant of Mayors, as the Joint Research Centre publishes them (df1_Signatories). Columns that
** name persons (the mayor) are not asked for. A group of towns is kept as a group: it is no city.
*/
#include "base/scan.h"
#include "jobs/facts.h"
#include "store/load_fact.sql.h"

enum column {
    ID, NAME, COUNTRY, TO_2020, ADHESION, LATITUDE, LONGITUDE, POPULATION, GROUP, IS_GROUP, TO_2030, TO_2050, ADAPTS,
    PLAN, STATUS,
};

static bool is_true(struct str text)
{
    return str_eq_nocase(text, S("true")) || str_eq(text, S("1"));
}

static struct maybe_int flag_of(struct str text)
{
    bool no = str_eq_nocase(text, S("false")) || str_eq(text, S("0"));
    return (struct maybe_int){is_true(text) || no, is_true(text)};
}

/* "12345" or "12345.0", as tools write it that read numbers. */
static struct maybe_int people_of(struct str text)
{
    int64_t people = 0;
    struct str number = str_ends(text, S(".0")) ? str_sub(text, 0, text.n - 2) : text;
    bool known = parse_int(number, 1, 1000000000, &people);
    return (struct maybe_int){known, people};
}

static struct named_place place_of(struct facts *facts, const struct str *values)
{
    struct str upper = str_copy(facts->row, values[COUNTRY]);
    for (size_t i = 0; i < upper.n; i++) {
        char *letter = (char *)upper.s + i;
        *letter = *letter >= 'a' && *letter <= 'z' ? (char)(*letter - 'a' + 'A') : *letter;
    }
    struct named_place place = {
        .kind = is_true(values[IS_GROUP]) ? NAMED_GROUP : NAMED_TOWN,
        .name = values[NAME],
        .country = import_country(upper),
        .population = people_of(values[POPULATION]),
    };
    (void)facts_position(values[LATITUDE], values[LONGITUDE], &place);
    return place;
}

static enum fault put_commitment(struct facts *facts, const struct q_load_covenant_add_in *commitment)
{
    struct q_load_covenant_known known;
    enum fault fault = q_load_covenant_known(facts->db, facts->row, commitment->id, &known);
    if (fault == FAULT_NOT_FOUND) {
        facts->counts.added++;
        return q_load_covenant_add(facts->db, commitment);
    }
    TRY(fault);
    if (facts->extract && !str_ends(known.kind, S("_extract"))) {
        facts->counts.unchanged++;
        return OK;
    }
    int64_t before = db_changes(facts->db, &statement_load_covenant_save);
    TRY(q_load_covenant_save(facts->db, &(struct q_load_covenant_save_in){
        .id = commitment->id, .place_id = commitment->place_id, .joined_on = commitment->joined_on,
        .to_2020 = commitment->to_2020, .to_2030 = commitment->to_2030, .to_2050 = commitment->to_2050,
        .adapts = commitment->adapts, .plan_expected = commitment->plan_expected, .on_hold = commitment->on_hold,
        .with_group = commitment->with_group, .source_id = commitment->source_id}));
    bool changed = db_changes(facts->db, &statement_load_covenant_save) > before;
    facts->counts.changed += changed;
    facts->counts.unchanged += !changed;
    return OK;
}

static enum fault put_row(struct facts *facts, const struct str *values)
{
    int64_t place = 0;
    struct str id = values[ID];
    struct date joined = DATE_NONE;
    if (str_is_empty(id) || str_is_empty(values[NAME])) {
        facts_reject(facts, str_is_empty(id) ? "organisation_id" : "organisation_name", "is missing");
        return OK;
    }
    if (!str_is_empty(values[ADHESION]) && !date_parse(values[ADHESION], &joined)) {
        facts_reject(facts, "date_of_adhesion", "is not a date");
        return OK;
    }
    if (facts_seen(facts, str_hash(id)) > 1) {
        facts_reject(facts, "organisation_id", "stands in this file already");
        return OK;
    }
    struct named_place named = place_of(facts, values);
    TRY(facts_put_place(facts, str_format(facts->row, "covenant/%.*s", STR_ARG(id)), &named, &place));
    if (joined.days > facts->newest.days) {
        facts->newest = joined;
    }
    return put_commitment(facts, &(struct q_load_covenant_add_in){
        .id = id, .place_id = place, .joined_on = joined, .to_2020 = is_true(values[TO_2020]),
        .to_2030 = is_true(values[TO_2030]), .to_2050 = is_true(values[TO_2050]), .adapts = is_true(values[ADAPTS]),
        .plan_expected = flag_of(values[PLAN]), .on_hold = str_eq_nocase(values[STATUS], S("on_hold")),
        .with_group = values[GROUP], .source_id = facts->source});
}

const struct facts_kind facts_gcom = {
    .name = S_INIT("gcom"),
    .publisher = PUBLISHER_GCOM,
    .wanted = S_INIT("the signatories of the Covenant of Mayors (columns organisation_id, organisation_name, "
                     "country_code)"),
    .records = S_INIT("Commitments"),
    .columns = {
        [ID] = "organisation_id", [NAME] = "organisation_name", [COUNTRY] = "country_code",
        [TO_2020] = "commitment_CoM2020_flag", [ADHESION] = "date_of_adhesion", [LATITUDE] = "organisation_latitude",
        [LONGITUDE] = "organisation_longitude", [POPULATION] = "population_adhesion", [GROUP] = "group_name",
        [IS_GROUP] = "group_profile", [TO_2030] = "commitment_CoM2030_flag", [TO_2050] = "commitment_CoM2050_flag",
        [ADAPTS] = "commitment_mayoradapt_flag", [PLAN] = "action_plan_expected", [STATUS] = "signatory_status",
    },
    .needed = ADHESION,
    .put = put_row,
};
