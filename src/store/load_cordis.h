/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** load_cordis: writes one record of CORDIS at a time, and decides whether it is news.
**
** A record of a full file stands above one of the embedded extract, and a newer one (contentUpdateDate) above an
** older one. Projects and participations: an equal date with other content counts as a correction. Organisations
** stand in a file many times, once a project, and differ: of equal dates the greater digest wins, so that the
** order of rows decides nothing. Nothing is deleted. Order: any number of calls within one transaction, in which nobody
** else writes these tables: what is there is asked of `known`, which was read in it. The arena is only scratch, and
** rewound.
*/
#ifndef STORE_LOAD_CORDIS_H
#define STORE_LOAD_CORDIS_H

#include "base/date.h"
#include "base/ids.h"
#include "db/db.h"
#include "store/load_known.h"

/* Where the records of this import come from. */
struct load {
    struct db *db;
    struct arena *arena;
    struct load_known *known;
    struct source_id source;
    struct str kind; /* of the source: cordis, cordis_extract */
};

enum load_result { LOAD_ADDED, LOAD_CHANGED, LOAD_UNCHANGED };

/* Texts are never NULL: empty when the source says nothing. */
struct load_project {
    struct project_id id;
    struct str acronym;
    struct str title;
    struct str status; /* signed, closed, terminated, unknown */
    struct date start;
    struct date end;
    struct date signed_on;
    struct maybe_int total_cost_cents;
    struct maybe_int ec_max_cents;
    struct str programme;
    struct str call;
    struct str scheme;
    struct str topics;
    struct str keywords;
    struct str objective;
    struct str doi;
    struct maybe_int updated_at;
};

struct load_organisation {
    struct organisation_id id;
    struct str name;
    struct str short_name;
    struct str activity;
    struct maybe_int sme;
    struct str place;
    struct str post_code;
    struct str country;
    struct str nuts;
    struct maybe_int latitude_micro;
    struct maybe_int longitude_micro;
    struct str website;
    bool is_person;
    struct maybe_int updated_at;
};

struct load_participation {
    struct project_id project;
    struct organisation_id organisation;
    int64_t occurrence; /* from 1 */
    struct maybe_int place_in_list;
    struct str role;
    struct maybe_int ec_cents;
    struct maybe_int net_ec_cents;
    struct maybe_int total_cost_cents;
    bool ended_early;
    struct str contact;
    struct maybe_int updated_at;
};

enum fault must_use load_project(const struct load *load, const struct load_project *project,
                                 enum load_result *ret_result);
enum fault must_use load_organisation(const struct load *load, const struct load_organisation *organisation,
                                      enum load_result *ret_result);
/* The project and the organisation must be there: FAULT_CONFLICT. */
enum fault must_use load_participation(const struct load *load, const struct load_participation *participation,
                                       enum load_result *ret_result);
/* A project that only a partner list names so far: its acronym is all that is known. Replaced by any record of it.
** Does nothing when the project is there; *ret_added. */
enum fault must_use load_project_stub(const struct load *load, struct project_id id, struct str acronym,
                                      bool *ret_added);
bool load_has_project(const struct load *load, struct project_id id);
bool load_has_organisation(const struct load *load, struct organisation_id id);

#endif
