/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/load_cordis.h"

#include "base/fold.h"
#include "store/load_cordis.sql.h"

#define FNV_PRIME 1099511628211u
#define FNV_START 14695981039346656037u

/* ---- digests: FNV-1a over the fields, each closed by a mark, unknown told from zero */

struct digester {
    uint64_t hash;
};

static void digest_text(struct digester *digester, struct str text)
{
    digester->hash = (digester->hash ^ str_hash(text)) * FNV_PRIME;
    digester->hash = (digester->hash ^ text.n) * FNV_PRIME;
}

static void digest_int(struct digester *digester, int64_t number)
{
    digester->hash = (digester->hash ^ (uint64_t)number) * FNV_PRIME;
}

static void digest_maybe(struct digester *digester, struct maybe_int number)
{
    digest_int(digester, number.known);
    digest_int(digester, number.known ? number.v : 0);
}

/* 0 is kept for records whose own source was not read yet. */
static int64_t digest_end(struct digester digester)
{
    return digester.hash == 0 ? 1 : (int64_t)digester.hash;
}

static int64_t project_digest(const struct load_project *p)
{
    struct digester d = {FNV_START};
    const struct str texts[] = {p->acronym, p->title, p->status, p->programme, p->call, p->scheme, p->topics,
                                p->keywords, p->objective, p->doi};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        digest_text(&d, texts[i]);
    }
    digest_int(&d, p->start.days);
    digest_int(&d, p->end.days);
    digest_int(&d, p->signed_on.days);
    digest_maybe(&d, p->total_cost_cents);
    digest_maybe(&d, p->ec_max_cents);
    digest_maybe(&d, p->updated_at);
    return digest_end(d);
}

static int64_t organisation_digest(const struct load_organisation *o)
{
    struct digester d = {FNV_START};
    const struct str texts[] = {o->name, o->short_name, o->activity, o->place, o->post_code, o->country, o->nuts,
                                o->website};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        digest_text(&d, texts[i]);
    }
    digest_maybe(&d, o->sme);
    digest_maybe(&d, o->latitude_micro);
    digest_maybe(&d, o->longitude_micro);
    digest_int(&d, o->is_person);
    return digest_end(d);
}

static int64_t participation_digest(const struct load_participation *p)
{
    struct digester d = {FNV_START};
    digest_text(&d, p->role);
    digest_text(&d, p->contact);
    digest_maybe(&d, p->place_in_list);
    digest_maybe(&d, p->ec_cents);
    digest_maybe(&d, p->net_ec_cents);
    digest_maybe(&d, p->total_cost_cents);
    digest_int(&d, p->ended_early);
    digest_maybe(&d, p->updated_at);
    return digest_end(d);
}

/* ---- which of two records counts */

/* Below 0: `a` is older or of less weight than `b`. */
static int version_cmp(const struct load_version *a, const struct load_version *b)
{
    if (a->rank != b->rank) {
        return a->rank < b->rank ? -1 : 1;
    }
    return a->updated_at < b->updated_at ? -1 : a->updated_at > b->updated_at;
}

static bool is_correction(const struct load_version *old, const struct load_version *new)
{
    return version_cmp(old, new) <= 0 && old->digest != new->digest;
}

static bool is_later(const struct load_version *old, const struct load_version *new)
{
    int order = version_cmp(old, new);
    return order < 0 ? old->digest != new->digest : order == 0 && old->digest < new->digest;
}

/* ---- projects */

static enum fault add_project(const struct load *load, const struct load_project *p, int64_t digest)
{
    return q_load_project_add(load->db, &(struct q_load_project_add_in){
        .id = p->id, .acronym = p->acronym, .title = p->title, .status = p->status, .start_on = p->start,
        .end_on = p->end, .signed_on = p->signed_on, .total_cost_cents = p->total_cost_cents,
        .ec_max_cents = p->ec_max_cents, .programme = p->programme, .call = p->call, .scheme = p->scheme,
        .topics = p->topics, .keywords = p->keywords, .objective = p->objective, .doi = p->doi,
        .updated_at = p->updated_at, .digest = digest, .source_id = load->source});
}

static enum fault save_project(const struct load *load, const struct load_project *p, int64_t digest)
{
    return q_load_project_save(load->db, &(struct q_load_project_save_in){
        .id = p->id, .acronym = p->acronym, .title = p->title, .status = p->status, .start_on = p->start,
        .end_on = p->end, .signed_on = p->signed_on, .total_cost_cents = p->total_cost_cents,
        .ec_max_cents = p->ec_max_cents, .programme = p->programme, .call = p->call, .scheme = p->scheme,
        .topics = p->topics, .keywords = p->keywords, .objective = p->objective, .doi = p->doi,
        .updated_at = p->updated_at, .digest = digest, .source_id = load->source});
}

enum fault load_project(const struct load *load, const struct load_project *project, enum load_result *ret_result)
{
    struct load_version old, new = load_version_of(load->kind, project->updated_at, project_digest(project));
    bool known = load_known_project(load->known, project->id, &old);
    if (known && !is_correction(&old, &new)) {
        *ret_result = LOAD_UNCHANGED;
        return OK;
    }
    TRY(known ? save_project(load, project, new.digest) : add_project(load, project, new.digest));
    load_known_note_project(load->known, project->id, new);
    *ret_result = !known || old.digest == 0 ? LOAD_ADDED : LOAD_CHANGED;
    return OK;
}

bool load_has_project(const struct load *load, struct project_id id)
{
    struct load_version version;
    return load_known_project(load->known, id, &version);
}

bool load_has_organisation(const struct load *load, struct organisation_id id)
{
    struct load_version version;
    return load_known_organisation(load->known, id, &version);
}

enum fault load_project_stub(const struct load *load, struct project_id id, struct str acronym, bool *ret_added)
{
    if (load_has_project(load, id)) {
        *ret_added = false;
        return OK;
    }
    struct str none = S("");
    struct load_project stub = {
        .id = id, .acronym = acronym, .title = acronym, .status = S("unknown"), .start = DATE_NONE, .end = DATE_NONE,
        .signed_on = DATE_NONE, .programme = none, .call = none, .scheme = none, .topics = none, .keywords = none,
        .objective = none, .doi = none,
    };
    TRY(add_project(load, &stub, 0));
    load_known_note_project(load->known, id, load_version_of(load->kind, stub.updated_at, 0));
    *ret_added = true;
    return OK;
}

/* ---- organisations */

static enum fault add_organisation(const struct load *load, const struct load_organisation *o, int64_t digest)
{
    return q_load_organisation_add(load->db, &(struct q_load_organisation_add_in){
        .id = o->id, .name = o->name, .sort_key = fold_sort_key(load->arena, o->name), .short_name = o->short_name,
        .activity = o->activity, .sme = o->sme, .place = o->place, .post_code = o->post_code, .country = o->country,
        .nuts = o->nuts, .latitude_micro = o->latitude_micro, .longitude_micro = o->longitude_micro,
        .website = o->website, .is_person = o->is_person, .updated_at = o->updated_at, .digest = digest,
        .source_id = load->source});
}

static enum fault save_organisation(const struct load *load, const struct load_organisation *o, int64_t digest)
{
    return q_load_organisation_save(load->db, &(struct q_load_organisation_save_in){
        .id = o->id, .name = o->name, .sort_key = fold_sort_key(load->arena, o->name), .short_name = o->short_name,
        .activity = o->activity, .sme = o->sme, .place = o->place, .post_code = o->post_code, .country = o->country,
        .nuts = o->nuts, .latitude_micro = o->latitude_micro, .longitude_micro = o->longitude_micro,
        .website = o->website, .is_person = o->is_person, .updated_at = o->updated_at, .digest = digest,
        .source_id = load->source});
}

static enum fault put_organisation(const struct load *load, const struct load_organisation *organisation,
                                   enum load_result *ret_result)
{
    struct load_version old;
    struct load_version new = load_version_of(load->kind, organisation->updated_at, organisation_digest(organisation));
    bool known = load_known_organisation(load->known, organisation->id, &old);
    if (known && !is_later(&old, &new)) {
        *ret_result = LOAD_UNCHANGED;
        return OK;
    }
    TRY(known ? save_organisation(load, organisation, new.digest) : add_organisation(load, organisation, new.digest));
    load_known_note_organisation(load->known, organisation->id, new);
    *ret_result = known ? LOAD_CHANGED : LOAD_ADDED;
    return OK;
}

enum fault load_organisation(const struct load *load, const struct load_organisation *organisation,
                             enum load_result *ret_result)
{
    struct arena_mark mark = arena_mark(load->arena);
    enum fault fault = put_organisation(load, organisation, ret_result);
    arena_rewind(load->arena, mark);
    return fault;
}

/* ---- participations */

static enum fault add_participation(const struct load *load, const struct load_participation *p, int64_t digest)
{
    return q_load_participation_add(load->db, &(struct q_load_participation_add_in){
        .project_id = p->project, .organisation_id = p->organisation, .occurrence = p->occurrence,
        .place_in_list = p->place_in_list, .role = p->role, .ec_cents = p->ec_cents, .net_ec_cents = p->net_ec_cents,
        .total_cost_cents = p->total_cost_cents, .ended_early = p->ended_early, .contact = p->contact,
        .updated_at = p->updated_at, .digest = digest, .source_id = load->source});
}

static enum fault save_participation(const struct load *load, const struct load_participation *p, int64_t digest)
{
    return q_load_participation_save(load->db, &(struct q_load_participation_save_in){
        .project_id = p->project, .organisation_id = p->organisation, .occurrence = p->occurrence,
        .place_in_list = p->place_in_list, .role = p->role, .ec_cents = p->ec_cents, .net_ec_cents = p->net_ec_cents,
        .total_cost_cents = p->total_cost_cents, .ended_early = p->ended_early, .contact = p->contact,
        .updated_at = p->updated_at, .digest = digest, .source_id = load->source});
}

enum fault load_participation(const struct load *load, const struct load_participation *participation,
                              enum load_result *ret_result)
{
    struct load_version old;
    struct load_version new =
        load_version_of(load->kind, participation->updated_at, participation_digest(participation));
    bool known;
    TRY(load_known_participation(load->known, load->db, participation->project, participation->organisation,
                                 participation->occurrence, &old, &known));
    if (known && !is_correction(&old, &new)) {
        *ret_result = LOAD_UNCHANGED;
        return OK;
    }
    TRY(known ? save_participation(load, participation, new.digest)
              : add_participation(load, participation, new.digest));
    load_known_note_participation(load->known, participation->organisation, participation->occurrence, new);
    *ret_result = known ? LOAD_CHANGED : LOAD_ADDED;
    return OK;
}
