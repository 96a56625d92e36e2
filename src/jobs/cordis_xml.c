/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The official XML of CORDIS, one project a file, of both schemas (with namespace and `reference` until 2018).
** A file is read
** whole into raw records, then put: nothing of a broken file gets in. A broken file is rejected, and the next
** one read.
*/
#include <string.h>

#include "base/check.h"
#include "jobs/cordis.h"
#include "text/xml.h"

#define XML_ARENA_MAX (64u << 20) /* what is kept of one file; the largest seen gives 200 KiB */
#define XML_CHUNK 65536u
#define PARTNERS_MAX 4000u /* of one project; the largest real one has 250 */
#define CODES_MAX 200u

#define PROJECT "/project/"
#define RELATED "/project/relations/associations/"
#define PARTNER RELATED "organization"
#define CATEGORY "/project/relations/categories/category"

struct code {
    struct str code, path, title;
};

struct document {
    struct arena arena;
    struct raw_project project;
    size_t partners_n, topics_n, fields_n;
    bool has_results;
    /* the element being read */
    struct str type;           /* of a programme or call */
    struct str classification; /* of a category */
    struct str region_type;
    struct code present;       /* of a programme, or a category */
    /* the lists: only what is counted is set */
    struct code topics[CODES_MAX], fields[CODES_MAX];
    struct raw_partner partners[PARTNERS_MAX];
};

/* Where a path's text goes. */
struct target {
    struct str path;
    size_t offset;
};

#define TO_PROJECT(path, member) {S_INIT(PROJECT path), offsetof(struct raw_project, member)}
#define TO_PARTNER(path, member) {S_INIT(PARTNER "/" path), offsetof(struct raw_partner, member)}

static const struct target project_targets[] = {
    TO_PROJECT("id", id), TO_PROJECT("reference", id), TO_PROJECT("rcn", rcn), TO_PROJECT("acronym", acronym),
    TO_PROJECT("title", title),
    TO_PROJECT("objective", objective), TO_PROJECT("totalCost", total_cost), TO_PROJECT("ecMaxContribution", ec_max),
    TO_PROJECT("startDate", start), TO_PROJECT("endDate", end), TO_PROJECT("ecSignatureDate", signed_on),
    TO_PROJECT("status", status), TO_PROJECT("keywords", keywords), TO_PROJECT("identifiers/grantDoi", doi),
    TO_PROJECT("contentUpdateDate", updated_at),
};

static const struct target partner_targets[] = {
    TO_PARTNER("id", organisation), TO_PARTNER("legalName", name), TO_PARTNER("shortName", short_name),
    TO_PARTNER("address/street", street), TO_PARTNER("address/city", place),
    TO_PARTNER("address/postalCode", post_code), TO_PARTNER("address/country", country),
    TO_PARTNER("address/url", website), TO_PARTNER("address/geolocation", geolocation),
    TO_PARTNER("relations/categories/category/code", activity),
};

static struct str keep(struct document *document, struct str text)
{
    return str_is_empty(text) ? S("") : str_copy(&document->arena, text);
}

/* Puts the text into the record's member of that path; what stands there already stays. */
static bool take(struct document *document, const struct target *targets, size_t n, void *record,
                 const struct xml_event *event)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(event->path, targets[i].path)) {
            struct str *member = (struct str *)(void *)((char *)record + targets[i].offset);
            *member = str_is_empty(*member) ? keep(document, event->text) : *member;
            return true;
        }
    }
    return false;
}

/* ---- openings: attributes */

static void open_partner(struct document *document, const struct xml_event *event)
{
    if (document->partners_n == PARTNERS_MAX) {
        return;
    }
    struct raw_partner *partner = &document->partners[document->partners_n++];
    *partner = (struct raw_partner){
        .project = S(""), .acronym = S(""), .organisation = S(""), .name = S(""), .short_name = S(""),
        .activity = S(""), .street = S(""),
        .post_code = S(""), .place = S(""), .country = S(""), .nuts = S(""), .geolocation = S(""),
        .website = S(""), .contact = S(""), .updated_at = S(""),
        .role = keep(document, xml_attribute(event, "type")),
        .order = keep(document, xml_attribute(event, "order")),
        .sme = keep(document, xml_attribute(event, "sme")),
        .ended = keep(document, xml_attribute(event, "terminated")),
        .ec = keep(document, xml_attribute(event, "ecContribution")),
        .net_ec = keep(document, xml_attribute(event, "netEcContribution")),
        .total_cost = keep(document, xml_attribute(event, "totalCost")),
    };
}

static enum fault on_open(void *context, const struct xml_event *event)
{
    struct document *document = context;
    if (str_eq(event->path, S(PARTNER))) {
        open_partner(document, event);
    } else if (str_eq(event->path, S(RELATED "programme")) || str_eq(event->path, S(RELATED "call"))) {
        document->type = keep(document, xml_attribute(event, "type"));
        document->present = (struct code){S(""), S(""), S("")};
    } else if (str_eq(event->path, S(CATEGORY))) {
        document->classification = keep(document, xml_attribute(event, "classification"));
        document->present = (struct code){S(""), S(""), S("")};
    } else if (str_eq(event->path, S(PARTNER "/relations/regions/region"))) {
        document->region_type = keep(document, xml_attribute(event, "type"));
    } else if (str_eq(event->path, S(RELATED "result"))) {
        document->has_results = true;
    }
    return OK;
}

/* ---- closings: texts */

/* "/HES" of the new schema is "HES" of the old one and of the tables. */
static struct str without_slash(struct str code)
{
    return str_starts(code, S("/")) ? str_from(code, 1) : code;
}

static void close_programme(struct document *document)
{
    bool topic = str_eq(document->type, S("relatedTopic")) || str_eq(document->type, S("relatedSubProgramme"));
    if (topic && document->topics_n < CODES_MAX && !str_is_empty(document->present.code)) {
        document->topics[document->topics_n++] = document->present;
    }
    if (!topic && str_is_empty(document->project.programme)) {
        document->project.programme =
            str_is_empty(document->present.path) ? document->present.code : document->present.path;
    }
}

static void close_category(struct document *document)
{
    if (str_eq(document->classification, S("euroSciVoc")) && document->fields_n < CODES_MAX) {
        document->fields[document->fields_n++] = document->present;
    } else if (str_eq(document->classification, S("projectFundingSchemeCategory"))) {
        document->project.scheme = without_slash(document->present.code);
    }
}

static void take_code(struct document *document, const struct xml_event *event)
{
    struct str text = keep(document, event->text);
    if (str_eq(event->name, S("code"))) {
        document->present.code = text;
    } else if (str_eq(event->name, S("title"))) {
        document->present.title = text;
    } else if (str_eq(event->name, S("displayCode")) || str_eq(event->name, S("frameworkProgramme"))) {
        document->present.path = text;
    }
}

static bool is_child(struct str path, struct str parent)
{
    return path.n > parent.n && str_starts(path, parent) && path.s[parent.n] == '/'
           && !str_contains(str_from(path, parent.n + 1), S("/"));
}

static void close_partner_part(struct document *document, const struct xml_event *event)
{
    struct raw_partner *partner = &document->partners[document->partners_n - 1];
    if (str_eq(event->path, S(PARTNER "/relations/regions/region/nutsCode"))) {
        bool exact = str_eq(document->region_type, S("relatedNutsCode"));
        partner->nuts = exact || str_is_empty(partner->nuts) ? keep(document, event->text) : partner->nuts;
        return;
    }
    (void)take(document, partner_targets, COUNT_OF(partner_targets), partner, event);
    partner->activity = without_slash(partner->activity);
}

static enum fault on_close(void *context, const struct xml_event *event)
{
    struct document *document = context;
    if (document->partners_n > 0 && str_starts(event->path, S(PARTNER "/"))) {
        close_partner_part(document, event);
    } else if (str_eq(event->path, S(RELATED "programme"))) {
        close_programme(document);
    } else if (str_eq(event->path, S(CATEGORY))) {
        close_category(document);
    } else if (is_child(event->path, S(RELATED "programme")) || is_child(event->path, S(CATEGORY))) {
        take_code(document, event);
    } else if (str_eq(event->path, S(RELATED "call/identifier"))) {
        bool master = !str_eq(document->type, S("relatedSubCall"));
        struct raw_project *project = &document->project;
        project->call = master || str_is_empty(project->call) ? keep(document, event->text) : project->call;
    } else {
        (void)take(document, project_targets, COUNT_OF(project_targets), &document->project, event);
    }
    return OK;
}

/* ---- the file */

static enum fault feed(struct xml *xml, struct stream *stream)
{
    char chunk[XML_CHUNK];
    size_t n = 1;
    while (n > 0) {
        TRY(stream_read(stream, chunk, sizeof chunk, &n));
        if (n > 0) {
            TRY(xml_feed(xml, chunk, n));
        }
    }
    return xml_finish(xml);
}

/* Topics as the tables write them: codes separated by ';'. */
static struct str topic_codes(struct document *document)
{
    struct str codes = S("");
    for (size_t i = 0; i < document->topics_n; i++) {
        codes = str_format(&document->arena, "%.*s%s%.*s", STR_ARG(codes), i > 0 ? ";" : "",
                           STR_ARG(document->topics[i].code));
    }
    return codes;
}

static enum fault put_details(struct cordis *cordis, const struct record_place *at, const struct document *document)
{
    struct str id = document->project.id;
    for (size_t i = 0; i < document->topics_n; i++) {
        TRY(cordis_put_topic(cordis, at, id, document->topics[i].code, document->topics[i].title));
    }
    for (size_t i = 0; i < document->fields_n; i++) {
        const struct code *field = &document->fields[i];
        TRY(cordis_put_field(cordis, at, id, field->code, field->path, field->title));
    }
    return document->has_results ? cordis_put_results(cordis, id) : OK;
}

static enum fault put_document(struct cordis *cordis, const struct record_place *at, struct document *document)
{
    int64_t rejected = cordis->report.counts.rejected;
    document->project.topics = topic_codes(document);
    cordis->report.counts.rows += 1 + (int64_t)document->partners_n;
    TRY(cordis_put_project(cordis, at, &document->project));
    if (cordis->report.counts.rejected > rejected) {
        return OK;
    }
    for (size_t i = 0; i < document->partners_n; i++) {
        struct raw_partner *partner = &document->partners[i];
        partner->project = document->project.id;
        partner->acronym = document->project.acronym;
        partner->updated_at = document->project.updated_at;
        struct record_place place = {at->file, 0, partner->name};
        TRY(cordis_put_partner(cordis, &place, partner));
    }
    return put_details(cordis, at, document);
}

static enum fault read_document(struct cordis *cordis, struct stream *stream, struct str file,
                                struct document *document)
{
    struct record_place at = {file, 1, S("")};
    struct xml *xml = xml_new((struct xml_sink){document, on_open, on_close});
    enum fault fault = feed(xml, stream);
    struct str reason = fault == OK ? S("") : str_copy(&document->arena, xml_reason(xml, &document->arena));
    xml_free(xml);
    if (fault != OK && str_is_empty(reason)) {
        cordis->why = str_copy(cordis->arena, stream_why(stream));
        return fault;
    }
    if (fault != OK) {
        cordis->report.counts.rows++;
        cordis_reject(cordis, &at, "", str_c(&document->arena, reason));
        return OK;
    }
    return put_document(cordis, &at, document);
}

enum fault cordis_read_xml(struct cordis *cordis, struct stream *stream, struct str file)
{
    struct document *document = mem_alloc(sizeof *document);
    /* texts that the file does not give are empty, never "no text": the database wants them so */
    memset(document, 0, offsetof(struct document, topics));
    struct str none = S("");
    document->project = (struct raw_project){none, none, none, none, none, none, none, none, none, none,
                                             none, none, none, none, none, none, none, none};
    arena_init(&document->arena, XML_ARENA_MAX);
    enum fault fault = read_document(cordis, stream, file, document);
    cordis->bytes_before += stream_position(stream);
    watch_progress(cordis->watch, file, cordis->bytes_before, cordis->bytes_total);
    arena_done(&document->arena);
    mem_free(document);
    stream_close(stream);
    return fault;
}
