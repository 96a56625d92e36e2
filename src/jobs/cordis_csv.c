/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The CSV tables of CORDIS, of every generation since 2014. What a table is, and where its values stand, is found out
** from the names of its columns, never from their places or the name of the file.
*/
#include "base/check.h"
#include "jobs/cordis.h"
#include "jobs/table.h"

static bool has(const struct table *table, const char *names)
{
    return table_find_column(table, names) >= 0;
}

static enum cordis_kind kind_of(const struct table *table)
{
    bool of_project = has(table, "projectID projectReference");
    if (of_project && has(table, "role") && has(table, "organisationID organizationID id")) {
        return CORDIS_PARTNERS;
    }
    if (has(table, "new_org_id")) {
        return has(table, "projectRcn") ? CORDIS_LINKS : has(table, "name") ? CORDIS_ORGANISATIONS : CORDIS_OTHER;
    }
    if (of_project && has(table, "topic")) {
        return CORDIS_TOPICS;
    }
    if (of_project && has(table, "euroSciVocCode")) {
        return CORDIS_FIELDS;
    }
    if (of_project && has(table, "attachment deliverableType isPublishedAs")) {
        return CORDIS_RESULTS;
    }
    if (!of_project && has(table, "id reference") && has(table, "acronym")
        && has(table, "startDate ecMaxContribution")) {
        return CORDIS_PROJECTS;
    }
    return CORDIS_OTHER;
}

/* Other tables that CORDIS offers: they are passed over, not refused. */
static bool is_cordis(const struct table *table)
{
    return has(table, "projectID projectReference projectRcn") || (has(table, "rcn") && has(table, "code title"));
}

enum fault cordis_find_kind(struct arena *arena, struct stream *stream, enum cordis_kind *ret_kind)
{
    struct table *table = NULL;
    struct str why;
    if (table_open(arena, stream, &table, &why) != OK) {
        return FAULT_NOT_FOUND;
    }
    *ret_kind = kind_of(table);
    bool known = *ret_kind != CORDIS_OTHER || is_cordis(table);
    table_close(table);
    return known ? OK : FAULT_NOT_FOUND;
}

/* ---- columns: a list of names for each value, the first that is there counts */

struct wanted {
    const char *names;
    size_t offset; /* of the struct str in the raw record */
};

#define WANT(record, member, names) {names, offsetof(struct record, member)}

static const struct wanted project_columns[] = {
    WANT(raw_project, acronym, "acronym"),
    WANT(raw_project, title, "title"),
    WANT(raw_project, status, "status"),
    WANT(raw_project, start, "startDate"),
    WANT(raw_project, end, "endDate"),
    WANT(raw_project, signed_on, "ecSignatureDate"),
    WANT(raw_project, total_cost, "totalCost"),
    WANT(raw_project, ec_max, "ecMaxContribution"),
    WANT(raw_project, programme, "frameworkProgramme programme"),
    WANT(raw_project, call, "masterCall call"),
    WANT(raw_project, scheme, "fundingScheme"),
    WANT(raw_project, topics, "topics"),
    WANT(raw_project, keywords, "keywords"),
    WANT(raw_project, objective, "objective"),
    WANT(raw_project, doi, "grantDoi"),
    WANT(raw_project, updated_at, "contentUpdateDate"),
    WANT(raw_project, id, "id reference"),
    WANT(raw_project, rcn, "rcn"),
};

static const struct wanted partner_columns[] = {
    WANT(raw_partner, project, "projectID projectReference"),
    WANT(raw_partner, acronym, "projectAcronym"),
    WANT(raw_partner, organisation, "organisationID organizationID new_org_id id"),
    WANT(raw_partner, name, "name"),
    WANT(raw_partner, short_name, "shortName"),
    WANT(raw_partner, sme, "SME"),
    WANT(raw_partner, activity, "activityType"),
    WANT(raw_partner, street, "street"),
    WANT(raw_partner, post_code, "postCode"),
    WANT(raw_partner, place, "city"),
    WANT(raw_partner, country, "country"),
    WANT(raw_partner, nuts, "nutsCode"),
    WANT(raw_partner, geolocation, "geolocation"),
    WANT(raw_partner, website, "organizationURL"),
    WANT(raw_partner, contact, "contactForm"),
    WANT(raw_partner, updated_at, "contentUpdateDate"),
    WANT(raw_partner, order, "order"),
    WANT(raw_partner, role, "role"),
    WANT(raw_partner, ec, "ecContribution"),
    WANT(raw_partner, net_ec, "netEcContribution"),
    WANT(raw_partner, total_cost, "totalCost"),
    WANT(raw_partner, ended, "endOfParticipation"),
};

#define COLUMNS_MAX COUNT_OF(partner_columns)

/* A table being read, and where its columns are. */
struct reader {
    struct cordis *cordis;
    struct table *table;
    enum cordis_kind kind;
    struct str file;
    int columns[COLUMNS_MAX];
    int extra; /* project: subCall, used when there is no masterCall */
};

static void find_columns(struct reader *reader, const struct wanted *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        reader->columns[i] = table_find_column(reader->table, wanted[i].names);
    }
}

static void fill(const struct reader *reader, const struct wanted *wanted, size_t n, void *record)
{
    for (size_t i = 0; i < n; i++) {
        *(struct str *)(void *)((char *)record + wanted[i].offset) = table_get(reader->table, reader->columns[i]);
    }
}

static void prepare(struct reader *reader)
{
    if (reader->kind == CORDIS_PROJECTS) {
        find_columns(reader, project_columns, COUNT_OF(project_columns));
        reader->extra = table_find_column(reader->table, "subCall");
    } else if (reader->kind == CORDIS_PARTNERS || reader->kind == CORDIS_ORGANISATIONS) {
        find_columns(reader, partner_columns, COUNT_OF(partner_columns));
    }
}

/* ---- rows */

static enum fault read_project(const struct reader *reader, const struct record_place *at)
{
    struct raw_project raw;
    fill(reader, project_columns, COUNT_OF(project_columns), &raw);
    if (str_is_empty(raw.call)) {
        raw.call = table_get(reader->table, reader->extra);
    }
    return cordis_put_project(reader->cordis, at, &raw);
}

static enum fault read_partner(const struct reader *reader, const struct record_place *at)
{
    struct raw_partner raw;
    fill(reader, partner_columns, COUNT_OF(partner_columns), &raw);
    return reader->kind == CORDIS_PARTNERS ? cordis_put_partner(reader->cordis, at, &raw)
                                           : cordis_put_organisation(reader->cordis, at, &raw);
}

static struct str named(const struct reader *reader, const char *names)
{
    return table_get(reader->table, table_find_column(reader->table, names));
}

static enum fault read_row(const struct reader *reader)
{
    struct record_place at = {reader->file, table_line(reader->table), table_row_text(reader->table)};
    struct str project = reader->kind == CORDIS_PROJECTS ? S("") : named(reader, "projectID projectReference");
    switch (reader->kind) {
    case CORDIS_PROJECTS:
        return read_project(reader, &at);
    case CORDIS_LINKS:
        return cordis_put_link(reader->cordis, &at, named(reader, "projectRcn"), named(reader, "new_org_id"));
    case CORDIS_ORGANISATIONS:
    case CORDIS_PARTNERS:
        return read_partner(reader, &at);
    case CORDIS_TOPICS:
        return cordis_put_topic(reader->cordis, &at, project, named(reader, "topic"), named(reader, "title"));
    case CORDIS_FIELDS:
        return cordis_put_field(reader->cordis, &at, project, named(reader, "euroSciVocCode"),
                                named(reader, "euroSciVocPath"), named(reader, "euroSciVocTitle"));
    case CORDIS_RESULTS:
        return cordis_put_results(reader->cordis, project);
    default:
        return OK;
    }
}

static enum fault read_rows(struct reader *reader)
{
    struct cordis *cordis = reader->cordis;
    enum table_step step = TABLE_ROW;
    while (step != TABLE_END) {
        enum fault fault = table_next(reader->table, &step);
        if (fault != OK) {
            struct str why = table_why(reader->table);
            const char *file = str_starts(why, S("line ")) ? str_c(cordis->arena, reader->file) : "";
            cordis->why = str_format(cordis->arena, "%s%s%.*s", file, *file ? ", " : "", STR_ARG(why));
            return fault;
        }
        if (step == TABLE_END) {
            return OK;
        }
        cordis->report.counts.rows++;
        if (step == TABLE_BAD) {
            struct record_place at = {reader->file, table_line(reader->table), table_row_text(reader->table)};
            cordis_reject(cordis, &at, "", table_reason(reader->table));
            continue;
        }
        TRY(read_row(reader));
        watch_progress(cordis->watch, reader->file, cordis->bytes_before + table_position(reader->table),
                       cordis->bytes_total);
    }
    return OK;
}

enum fault cordis_read_table(struct cordis *cordis, struct stream *stream, struct str file, enum cordis_kind kind)
{
    struct reader reader = {.cordis = cordis, .kind = kind, .file = file, .extra = -1};
    TRY(table_open(cordis->arena, stream, &reader.table, &cordis->why));
    prepare(&reader);
    enum fault fault = read_rows(&reader);
    cordis->bytes_before += table_position(reader.table);
    table_close(reader.table);
    return fault;
}
