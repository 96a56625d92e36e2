/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** One record of CORDIS, from raw text to the evidence. Values that are not there stay unknown; values that are
** there but
** make no sense reject the record, with the column's name.
*/
#include "base/scan.h"
#include "domain/resolve.h"
#include "jobs/cordis.h"
#include "store/load_cordis.sql.h"

#define ID_MAX 4294967295 /* ids and PICs have nine digits; jobs/seen wants 32 bits */

/* What was found wrong first. */
struct mistake {
    const char *column;
    const char *reason;
};

static void note(struct mistake *mistake, const char *column, const char *reason)
{
    if (!mistake->reason) {
        *mistake = (struct mistake){column, reason};
    }
}

void cordis_reject(struct cordis *cordis, const struct record_place *at, const char *column, const char *reason)
{
    cordis->report.counts.rejected++;
    rejects_add(cordis->rejects, at->file, at->line, str_of(column), str_of(reason), at->text);
}

/* ---- values */

static int64_t read_id(struct str text, const char *column, struct mistake *mistake)
{
    int64_t id = 0;
    if (!parse_int(text, 1, ID_MAX, &id)) {
        note(mistake, column, str_is_empty(text) ? "is missing" : "is not a number that CORDIS would give");
    }
    return id;
}

static struct maybe_int read_cents(struct str text, const char *column, struct mistake *mistake)
{
    int64_t cents = 0;
    if (str_is_empty(text)) {
        return (struct maybe_int){0};
    }
    if (!parse_cents(text, &cents)) {
        note(mistake, column, "is not an amount of money");
        return (struct maybe_int){0};
    }
    return (struct maybe_int){true, cents};
}

static struct date read_date(struct str text, const char *column, struct mistake *mistake)
{
    struct date date = DATE_NONE;
    if (!str_is_empty(text) && !date_parse(text, &date)) {
        note(mistake, column, "is not a date");
    }
    return date;
}

static struct maybe_int read_instant(struct str text, const char *column, struct mistake *mistake)
{
    int64_t seconds = 0;
    if (str_is_empty(text)) {
        return (struct maybe_int){0};
    }
    if (!instant_parse(text, &seconds)) {
        note(mistake, column, "is not a date and time");
        return (struct maybe_int){0};
    }
    return (struct maybe_int){true, seconds};
}

static bool is_true(struct str text)
{
    return str_eq_nocase(text, S("true")) || str_eq(text, S("1")) || str_eq_nocase(text, S("yes"));
}

static struct maybe_int read_flag(struct str text)
{
    bool no = str_eq_nocase(text, S("false")) || str_eq(text, S("0")) || str_eq_nocase(text, S("no"));
    return (struct maybe_int){is_true(text) || no, is_true(text)};
}

/* "37.97850802,23.732519058", in brackets or not. What is no position is unknown. */
static bool read_position(struct str text, struct maybe_int *ret_latitude, struct maybe_int *ret_longitude)
{
    if (str_starts(text, S("(")) && str_ends(text, S(")"))) {
        text = str_sub(text, 1, text.n - 2);
    }
    struct str longitude;
    struct str latitude = str_cut(text, ',', &longitude);
    int64_t lat, lon;
    if (!longitude.s || !parse_micro(str_trim(latitude), &lat) || !parse_micro(str_trim(longitude), &lon)
        || lat < -90000000 || lat > 90000000 || lon < -180000000 || lon > 180000000) {
        return false;
    }
    *ret_latitude = (struct maybe_int){true, lat};
    *ret_longitude = (struct maybe_int){true, lon};
    return true;
}

static struct str status_word(struct str text)
{
    static const struct { struct str said, word; } words[] = {
        {S_INIT("SIGNED"), S_INIT("signed")}, {S_INIT("ONG"), S_INIT("signed")},
        {S_INIT("CLOSED"), S_INIT("closed")}, {S_INIT("CLO"), S_INIT("closed")},
        {S_INIT("TERMINATED"), S_INIT("terminated")}, {S_INIT("TER"), S_INIT("terminated")},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(text, words[i].said)) {
            return words[i].word;
        }
    }
    return S("unknown");
}

/* "H2020-EU.1.1." speaks of H2020; "HORIZON" stays. */
static struct str programme_word(struct str text)
{
    struct str rest;
    struct str word = str_trim(str_cut(text, ';', &rest));
    return str_starts(word, S("H2020")) ? S("H2020") : word;
}

/* ---- counting */

static void count(struct cordis *cordis, enum load_result result)
{
    struct import_counts *counts = &cordis->report.counts;
    counts->added += result == LOAD_ADDED;
    counts->changed += result == LOAD_CHANGED;
    counts->unchanged += result == LOAD_UNCHANGED;
}

static int64_t or_zero(struct maybe_int number)
{
    return number.known ? number.v : 0;
}

/* ---- projects */

static struct load_project project_of(const struct raw_project *raw, struct mistake *mistake)
{
    struct load_project project = {
        .id = {read_id(raw->id, "id", mistake)},
        .acronym = raw->acronym,
        .title = str_is_empty(raw->title) ? raw->acronym : raw->title,
        .status = status_word(raw->status),
        .start = read_date(raw->start, "startDate", mistake),
        .end = read_date(raw->end, "endDate", mistake),
        .signed_on = read_date(raw->signed_on, "ecSignatureDate", mistake),
        .total_cost_cents = read_cents(raw->total_cost, "totalCost", mistake),
        .ec_max_cents = read_cents(raw->ec_max, "ecMaxContribution", mistake),
        .programme = programme_word(raw->programme),
        .call = raw->call,
        .scheme = raw->scheme,
        .topics = raw->topics,
        .keywords = raw->keywords,
        .objective = raw->objective,
        .doi = raw->doi,
        .updated_at = read_instant(raw->updated_at, "contentUpdateDate", mistake),
    };
    if (str_is_empty(project.title)) {
        note(mistake, "title", "is missing, and so is the acronym");
    }
    /* Lump sums come as a total of 0: the cost is not known. */
    if (project.total_cost_cents.v <= 0) {
        project.total_cost_cents = (struct maybe_int){0};
    }
    return project;
}

static void note_age(struct cordis *cordis, struct maybe_int updated_at)
{
    if (updated_at.known && updated_at.v > cordis->newest_at) {
        cordis->newest_at = updated_at.v;
    }
}

/* The codes named in the project's own row; their titles come with topics.csv. */
static enum fault put_topic_codes(struct cordis *cordis, const struct load_project *project)
{
    struct str rest = str_is_empty(project->topics) ? (struct str){0} : project->topics;
    while (rest.s) {
        struct str topic = str_trim(str_cut(rest, ';', &rest));
        if (!str_is_empty(topic)) {
            TRY(q_load_topic_put(cordis->load.db, project->id, topic, S("")));
        }
    }
    return OK;
}

static void note_number(struct cordis *cordis, struct str record_number, struct project_id id)
{
    if (cordis->wants_numbers && !str_is_empty(record_number)) {
        map_add(&cordis->record_numbers, str_copy(cordis->kept, record_number))->value.number = id.v;
    }
}

enum fault cordis_put_project(struct cordis *cordis, const struct record_place *at, const struct raw_project *raw)
{
    struct mistake mistake = {0};
    struct load_project project = project_of(raw, &mistake);
    if (!mistake.reason && seen_add(cordis->seen, (uint32_t)project.id.v, 0) > 1) {
        note(&mistake, "id", "stands in this file already");
    }
    if (mistake.reason) {
        cordis_reject(cordis, at, mistake.column, mistake.reason);
        return OK;
    }
    enum load_result result = LOAD_UNCHANGED;
    TRY(load_project(&cordis->load, &project, &result));
    count(cordis, result);
    cordis->report.projects++;
    note_number(cordis, raw->rcn, project.id);
    note_age(cordis, project.updated_at);
    cordis->report.ec_contribution_cents += or_zero(project.ec_max_cents);
    return result == LOAD_UNCHANGED ? OK : put_topic_codes(cordis, &project);
}

/* ---- partners */

static bool is_person(const struct load_organisation *organisation, struct str street)
{
    struct resolve_org org = {
        .name = organisation->name, .short_name = organisation->short_name, .activity = organisation->activity,
        .place = organisation->place, .street = street, .country = organisation->country,
        .nuts = organisation->nuts, .sme = organisation->sme,
    };
    return resolve_is_person(&org);
}

static struct load_organisation organisation_of(const struct raw_partner *raw, struct mistake *mistake)
{
    struct load_organisation organisation = {
        .id = {read_id(raw->organisation, "organisationID", mistake)},
        .name = raw->name,
        .short_name = raw->short_name,
        .activity = raw->activity,
        .sme = read_flag(raw->sme),
        .place = raw->place,
        .post_code = raw->post_code,
        .country = import_country(raw->country),
        .nuts = raw->nuts,
        .website = raw->website,
        .updated_at = read_instant(raw->updated_at, "contentUpdateDate", mistake),
    };
    if (str_is_empty(organisation.name)) {
        note(mistake, "name", "is missing");
    }
    (void)read_position(raw->geolocation, &organisation.latitude_micro, &organisation.longitude_micro);
    organisation.is_person = is_person(&organisation, raw->street);
    return organisation;
}

static struct load_participation participation_of(const struct raw_partner *raw, struct mistake *mistake)
{
    int64_t order = 0;
    bool ordered = parse_int(raw->order, 0, 1000000, &order);
    return (struct load_participation){
        .project = {read_id(raw->project, "projectID", mistake)},
        .place_in_list = {ordered, order},
        .role = raw->role,
        .ec_cents = read_cents(raw->ec, "ecContribution", mistake),
        .net_ec_cents = read_cents(raw->net_ec, "netEcContribution", mistake),
        .total_cost_cents = read_cents(raw->total_cost, "totalCost", mistake),
        .ended_early = is_true(raw->ended),
        .contact = raw->contact,
        .updated_at = read_instant(raw->updated_at, "contentUpdateDate", mistake),
    };
}

static enum fault put_partner(struct cordis *cordis, const struct raw_partner *raw,
                              const struct load_organisation *organisation, struct load_participation *participation)
{
    enum load_result result = LOAD_UNCHANGED, of_organisation = LOAD_UNCHANGED;
    bool stub = false;
    TRY(load_project_stub(&cordis->load, participation->project, raw->acronym, &stub));
    TRY(load_organisation(&cordis->load, organisation, &of_organisation));
    TRY(load_participation(&cordis->load, participation, &result));
    count(cordis, result);
    cordis->details += of_organisation != LOAD_UNCHANGED;
    cordis->report.stubs += stub;
    cordis->report.participations++;
    note_age(cordis, participation->updated_at);
    cordis->report.persons += organisation->is_person;
    cordis->report.net_ec_contribution_cents += or_zero(participation->net_ec_cents);
    return OK;
}

enum fault cordis_put_partner(struct cordis *cordis, const struct record_place *at, const struct raw_partner *raw)
{
    struct mistake mistake = {0};
    struct load_participation participation = participation_of(raw, &mistake);
    struct load_organisation organisation = organisation_of(raw, &mistake);
    participation.organisation = organisation.id;
    if (mistake.reason) {
        cordis_reject(cordis, at, mistake.column, mistake.reason);
        return OK;
    }
    participation.occurrence =
        seen_add(cordis->seen, (uint32_t)participation.project.v, (uint32_t)organisation.id.v);
    if (participation.occurrence == 0) {
        cordis->why = str_format(cordis->arena, "%.*s has more than %u participations: split it.", STR_ARG(at->file),
                                 SEEN_MAX);
        return FAULT_TOO_LARGE;
    }
    return put_partner(cordis, raw, &organisation, &participation);
}

/* ---- a network of organisations and links */

static bool is_number(struct str text)
{
    int64_t number;
    return parse_int(text, 1, ID_MAX, &number);
}

enum fault cordis_put_organisation(struct cordis *cordis, const struct record_place *at, const struct raw_partner *raw)
{
    struct mistake mistake = {0};
    enum load_result result = LOAD_UNCHANGED;
    if (!is_number(raw->organisation)) {
        cordis->report.counts.skipped++;
        return OK;
    }
    struct load_organisation organisation = organisation_of(raw, &mistake);
    if (mistake.reason) {
        cordis_reject(cordis, at, mistake.column, mistake.reason);
        return OK;
    }
    TRY(load_organisation(&cordis->load, &organisation, &result));
    cordis->details += result != LOAD_UNCHANGED;
    return OK;
}

enum fault cordis_put_link(struct cordis *cordis, const struct record_place *at, struct str record_number,
                           struct str organisation)
{
    const struct map_item *project = map_find(&cordis->record_numbers, record_number);
    struct raw_partner raw = {.order = S(""), .role = S(""), .ec = S(""), .net_ec = S(""), .total_cost = S(""),
                              .ended = S(""), .contact = S(""), .updated_at = S("")};
    struct load_participation link;
    struct mistake mistake = {0};
    enum load_result result = LOAD_UNCHANGED;
    bool known = false;
    if (str_is_empty(record_number) || str_is_empty(organisation)) {
        cordis_reject(cordis, at, str_is_empty(record_number) ? "projectRcn" : "new_org_id", "is missing");
        return OK;
    }
    link = participation_of(&raw, &mistake); /* the mistake is its missing project, which is set next */
    if (project && parse_int(organisation, 1, ID_MAX, &link.organisation.v)) {
        link.project = (struct project_id){project->value.number};
        known = load_has_organisation(&cordis->load, link.organisation);
    }
    link.occurrence = known ? seen_add(cordis->seen, (uint32_t)link.project.v, (uint32_t)link.organisation.v) : 0;
    if (!known || link.occurrence != 1) {
        cordis->report.counts.skipped++;
        return OK;
    }
    TRY(load_participation(&cordis->load, &link, &result));
    count(cordis, result);
    cordis->report.participations++;
    return OK;
}

/* ---- what hangs on a project */

/* *ret_known: the project is here. Rows of others are left out without a word: the file speaks of a whole
** programme, the evidence may hold a part of it. */
static struct project_id find_project(const struct cordis *cordis, struct str text, bool *ret_known)
{
    struct mistake mistake = {0};
    struct project_id id = {read_id(text, "projectID", &mistake)};
    *ret_known = mistake.reason == NULL && load_has_project(&cordis->load, id);
    return id;
}

enum fault cordis_put_topic(struct cordis *cordis, const struct record_place *at, struct str project, struct str topic,
                            struct str title)
{
    bool known;
    struct project_id id = find_project(cordis, project, &known);
    if (id.v == 0 || str_is_empty(topic)) {
        cordis_reject(cordis, at, id.v == 0 ? "projectID" : "topic", "is missing or makes no sense");
        return OK;
    }
    if (!known) {
        cordis->report.counts.skipped++;
        return OK;
    }
    TRY(q_load_topic_put(cordis->load.db, id, topic, title));
    return OK;
}

enum fault cordis_put_field(struct cordis *cordis, const struct record_place *at, struct str project, struct str code,
                            struct str path, struct str title)
{
    bool known;
    struct project_id id = find_project(cordis, project, &known);
    if (id.v == 0 || str_is_empty(code)) {
        cordis_reject(cordis, at, id.v == 0 ? "projectID" : "euroSciVocCode", "is missing or makes no sense");
        return OK;
    }
    if (!known) {
        cordis->report.counts.skipped++;
        return OK;
    }
    TRY(q_load_field_put(cordis->load.db, id, code, path, title));
    return OK;
}

enum fault cordis_put_results(struct cordis *cordis, struct str project)
{
    bool known;
    struct project_id id = find_project(cordis, project, &known);
    if (!known) {
        cordis->report.counts.skipped++;
        return OK;
    }
    TRY(q_load_project_note_results(cordis->load.db, id));
    return OK;
}
