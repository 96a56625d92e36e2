/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** cordis: what import_cordis knows while it works, and the way of one record from raw text into the evidence,
** whether it
** came from CSV (cordis_csv.c) or XML (cordis_xml.c). Internal to jobs/import_cordis.c and jobs/cordis_*.c.
*/
#ifndef JOBS_CORDIS_H
#define JOBS_CORDIS_H

#include "base/map.h"
#include "jobs/import_cordis.h"
#include "jobs/seen.h"
#include "jobs/source.h"
#include "store/load_cordis.h"

/* What a member holds, found by its columns; in the order in which they are read. */
enum cordis_kind {
    CORDIS_OTHER, /* of CORDIS, but not used here */
    CORDIS_PROJECTS,
    CORDIS_XML,
    CORDIS_ORGANISATIONS, /* of a network of 2016: organisations on their own, ... */
    CORDIS_PARTNERS,
    CORDIS_LINKS,         /* ... and which project (by record number) has which of them */
    CORDIS_TOPICS,
    CORDIS_FIELDS,
    CORDIS_RESULTS, /* summaries, deliverables, publications: that there are some */
    CORDIS_KIND__MAX,
};

struct cordis {
    struct arena *arena; /* for the import */
    struct arena *row;   /* rewound with every record */
    struct load load;
    const struct import_watch *watch;
    struct rejects *rejects;
    struct seen *seen;   /* of the present file: (project, organisation), (project, 0) for the project itself */
    struct arena *kept;  /* for record_numbers; lives as long as the import */
    struct map record_numbers; /* of the projects read (rcn), when links want them: project id */
    bool wants_numbers;
    struct cordis_report report;
    int64_t details;     /* organisations, topics, fields, results that were added or changed */
    int64_t newest_at;   /* newest contentUpdateDate in the present table; 0 none: how old the file is */
    uint64_t bytes_before;
    uint64_t bytes_total;
    struct str why;
};

/* Where a record stands, for the rejects file. */
struct record_place {
    struct str file;
    uint64_t line;
    struct str text;
};

/* As the file writes them. */
struct raw_project {
    struct str id, rcn, acronym, title, status, start, end, signed_on, total_cost, ec_max, programme, call, scheme,
        topics, keywords, objective, doi, updated_at;
};

struct raw_partner {
    struct str project, acronym, organisation, name, short_name, sme, activity, street, post_code, place, country, nuts,
        geolocation, website, contact, updated_at, order, role, ec, net_ec, total_cost, ended;
};

/* ---- cordis_record.c. A record that cannot be used is rejected, and OK is returned; a fault is the database's, or
** TOO_LARGE with a sentence in cordis->why. */
enum fault must_use cordis_put_project(struct cordis *cordis, const struct record_place *at,
                                       const struct raw_project *raw);
enum fault must_use cordis_put_partner(struct cordis *cordis, const struct record_place *at,
                                       const struct raw_partner *raw);
enum fault must_use cordis_put_topic(struct cordis *cordis, const struct record_place *at, struct str project,
                                     struct str topic, struct str title);
enum fault must_use cordis_put_field(struct cordis *cordis, const struct record_place *at, struct str project,
                                     struct str code, struct str path, struct str title);
/* An organisation without a project: it is known from now on, and nothing is counted. Those without a number (PIC)
** are left out. */
enum fault must_use cordis_put_organisation(struct cordis *cordis, const struct record_place *at,
                                            const struct raw_partner *raw);
/* A partner by the record number of the project; role, money and dates are not known. Left out when either is
** not here. */
enum fault must_use cordis_put_link(struct cordis *cordis, const struct record_place *at, struct str record_number,
                                    struct str organisation);
enum fault must_use cordis_put_results(struct cordis *cordis, struct str project);
void cordis_reject(struct cordis *cordis, const struct record_place *at, const char *column, const char *reason);

/* ---- cordis_csv.c */
/* FAULT_NOT_FOUND when it is no CSV table of CORDIS. */
enum fault must_use cordis_find_kind(struct arena *arena, struct stream *stream, enum cordis_kind *ret_kind);
enum fault must_use cordis_read_table(struct cordis *cordis, struct stream *stream, struct str file,
                                      enum cordis_kind kind);

/* ---- cordis_xml.c */
enum fault must_use cordis_read_xml(struct cordis *cordis, struct stream *stream, struct str file);

#endif
