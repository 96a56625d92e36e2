/* SPDX-License-Identifier: AGPL-3.0-or-later
** trust_log: a chain of digests, and beside it what can be read. */
#include "store/trust_log.h"

#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/fields.h"
#include "base/limits.h"
#include "base/rand.h"
#include "base/scan.h"
#include "db/digest.h"
#include "store/job.h"

#define BEGINNING "0000000000000000000000000000000000000000000000000000000000000000" /* the chain before number 1 */
_Static_assert(sizeof BEGINNING - 1 == LOG_DIGEST_LETTERS, "as long as a digest");

const char *const trust_log_kinds[] = {
    "person-added", "person-erased", "person-blocked", "person-unblocked",
    "role-given", "role-ended", "city-joined", "city-paused", "city-back", "city-left", "commitment-signed",
    "demonstration-made",
    "city-lead-asked", "city-leads", "city-lead-no", "city-lead-ended", "city-chair", "city-chair-ended",
    "driver-named", "driver-ended", "driver-shown", "driver-hidden", "driver-away", "driver-back",
    "sessions-ended", "everybody-signed-out",
    "invited", "invited-vouched", "invited-again", "invitation-withdrawn", "invitation-taken",
    "claim-proved", "claim-vouched", "claim-refused", "application-accepted", "application-refused",
    "city-invited", "suggestion-refused", "suggestion-reopened",
    "announcement-made", "announcement-corrected", "announcement-taken-back",
    "funding-rule-asked", "funding-rule-agreed", "funding-rule-refused", "funding-rule-dropped",
    "event-published", "event-changed", "event-cancelled",
    "address-ending-added", "address-ending-removed",
    "password-link-made", "password-set", "password-changed",
    "second-step-on", "second-step-off", "recovery-codes-made",
    "account-linked", "account-unlinked", "provider-added", "provider-removed",
    "address-changed", "address-taken-back", "address-reached", "consent-given", "consent-withdrawn",
    "setting-saved", "setting-removed", "import-begun", "correction-given", "correction-withdrawn",
    "remark-answered", "remark-closed", "remark-removed",
    "profile-published", "profile-refused", "profile-withdrawn", "programme-published", "programme-refused",
    "programme-withdrawn",
};
const size_t trust_log_kinds_count = COUNT_OF(trust_log_kinds);

static const char *const is_words[] = {
    [LOG_NOBODY] = "", [LOG_PERSON] = "person", [LOG_CONSOLE] = "console", [LOG_ITSELF] = "itself"};

/* ---- digests */

static void put_line(struct digest *digest, struct str text)
{
    digest_put(digest, text);
    digest_put(digest, S("\n"));
}

struct str trust_log_part(struct arena *arena, struct str name, struct str salt, struct str text)
{
    struct digest digest;
    digest_init(&digest);
    put_line(&digest, S("smallgiants log part 1"));
    put_line(&digest, name);
    put_line(&digest, salt);
    digest_put(&digest, text);
    return digest_end(&digest, arena);
}

struct str trust_log_chain(struct arena *arena, struct str before, int64_t number, int64_t at, struct str what,
                           struct str who, struct str whom)
{
    struct digest digest;
    digest_init(&digest);
    put_line(&digest, S("smallgiants log link 1"));
    put_line(&digest, before);
    put_line(&digest, str_format(arena, "%lld", (long long)number));
    put_line(&digest, str_format(arena, "%lld", (long long)at));
    put_line(&digest, what);
    put_line(&digest, who);
    put_line(&digest, whom);
    return digest_end(&digest, arena);
}

/* ---- adding */

/* A readable part on its way into both tables. */
struct part {
    struct str salt;
    struct str text;
    struct str digest;
};

static enum fault must_use end_part(struct arena *arena, struct buf *text, struct str name, struct part *ret_part)
{
    if (text->overflow) {
        return FAULT_TOO_LARGE;
    }
    ret_part->salt = rand_hex(arena, LOG_SALT_BYTES);
    ret_part->text = str_copy(arena, buf_str(text));
    ret_part->digest = trust_log_part(arena, name, ret_part->salt, ret_part->text);
    return OK;
}

static enum fault must_use what_part(struct arena *arena, const struct log_event *event, struct part *ret_part)
{
    struct buf CLEANUP(buf_done) text;
    buf_init(&text, LOG_FIELDS_MAX);
    fields_put(&text, "kind", event->kind);
    buf_put_str(&text, event->fields);
    return end_part(arena, &text, S("what"), ret_part);
}

static enum fault must_use someone_part(struct arena *arena, const struct log_someone *someone, struct str name,
                                        struct part *ret_part)
{
    struct buf CLEANUP(buf_done) text;
    buf_init(&text, LOG_FIELDS_MAX);
    if (someone->is == LOG_NOBODY) {
        *ret_part = (struct part){S(""), S(""), S("")};
        return OK;
    }
    fields_put(&text, "is", str_of(is_words[someone->is]));
    if (someone->is == LOG_PERSON) {
        fields_put_int(&text, "person", someone->person);
    }
    if (someone->name.n > 0) {
        fields_put(&text, "name", someone->name);
    }
    return end_part(arena, &text, name, ret_part);
}

static struct maybe_int person_of(const struct log_someone *someone)
{
    return (struct maybe_int){.v = someone->person, .known = someone->is == LOG_PERSON};
}

static bool is_known(struct str kind)
{
    for (size_t i = 0; i < trust_log_kinds_count; i++) {
        if (str_eq(kind, str_of(trust_log_kinds[i]))) {
            return true;
        }
    }
    return false;
}

enum fault trust_log_add(struct db *db, struct arena *arena, const struct log_event *event)
{
    struct log_head head;
    struct part what, who, whom;
    check(event->who.is != LOG_NOBODY && is_known(event->kind));
    TRY(what_part(arena, event, &what));
    TRY(someone_part(arena, &event->who, S("who"), &who));
    TRY(someone_part(arena, &event->whom, S("whom"), &whom));
    TRY(trust_log_head(db, arena, &head));
    int64_t number = head.number + 1;
    TRY(q_log_link_add(db, number, event->now, what.digest, who.digest, whom.digest,
                       trust_log_chain(arena, head.chain, number, event->now, what.digest, who.digest, whom.digest)));
    return q_log_entry_add(db, &(struct q_log_entry_add_in){
        .number = number, .what_salt = what.salt, .what = what.text, .who_salt = who.salt, .who = who.text,
        .who_person = person_of(&event->who), .whom_salt = whom.salt, .whom = whom.text,
        .whom_person = person_of(&event->whom)});
}

/* ---- reading */

struct str trust_log_kind(struct arena *arena, struct str what)
{
    return fields_get(arena, what, "kind");
}

struct log_someone trust_log_someone(struct arena *arena, struct str part)
{
    struct str is = fields_get(arena, part, "is");
    struct log_someone someone = {.is = LOG_NOBODY};
    for (size_t i = 1; is.n > 0 && i < COUNT_OF(is_words); i++) {
        if (str_eq(is, str_of(is_words[i]))) {
            someone.is = (enum log_is)i;
            someone.person = fields_int(part, "person").v;
            someone.name = fields_get(arena, part, "name");
        }
    }
    return someone;
}

enum fault trust_log_head(struct db *db, struct arena *arena, struct log_head *ret_head)
{
    struct q_log_last row;
    enum fault fault = q_log_last(db, arena, &row);
    if (fault == FAULT_NOT_FOUND) {
        *ret_head = (struct log_head){.number = 0, .chain = S(BEGINNING)};
        return OK;
    }
    TRY(fault);
    *ret_head = (struct log_head){.number = row.number, .chain = row.chain};
    return OK;
}

static bool is_digest(struct str text)
{
    bool right = text.n == LOG_DIGEST_LETTERS;
    for (size_t i = 0; right && i < text.n; i++) {
        right = (text.s[i] >= '0' && text.s[i] <= '9') || (text.s[i] >= 'a' && text.s[i] <= 'f');
    }
    return right;
}

bool trust_log_head_parse(struct str text, struct log_head *ret_head)
{
    struct str chain;
    struct str number = str_cut(text, ':', &chain);
    struct log_head head = {.chain = chain};
    if (!is_digest(chain) || !parse_int(number, 0, INT64_MAX, &head.number)) {
        return false;
    }
    *ret_head = head;
    return true;
}

/* ---- verifying */

struct verifying {
    struct arena *arena; /* rewound after each link */
    const struct log_head *head;
    struct log_report report;
    char chain[LOG_DIGEST_LETTERS]; /* of the link before */
};

static bool is_same_part(struct verifying *at, const char *name, struct str salt, struct str text, struct str digest)
{
    return salt.n == 0 && digest.n == 0
               ? text.n == 0
               : str_eq(digest, trust_log_part(at->arena, str_of(name), salt, text));
}

/* What can be read against the digests: nothing, or all of a part. */
static enum log_verdict judge_entry(struct verifying *at, const struct q_log_all *row)
{
    const struct {
        const char *name;
        struct str salt, text, digest;
    } parts[] = {{"what", row->what_salt, row->what, row->what_digest},
                 {"who", row->who_salt, row->who, row->who_digest},
                 {"whom", row->whom_salt, row->whom, row->whom_digest}};
    if (!row->entry.known) {
        return LOG_MISSING;
    }
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        bool gone = parts[i].text.s == NULL && parts[i].salt.s == NULL;
        if (gone && !row->erased_at.known) {
            return LOG_MISSING;
        }
        if (!gone && !is_same_part(at, parts[i].name, parts[i].salt, parts[i].text, parts[i].digest)) {
            return LOG_CHANGED;
        }
    }
    return LOG_INTACT;
}

static enum log_verdict judge_link(struct verifying *at, const struct q_log_all *row)
{
    struct str before = {at->chain, sizeof at->chain};
    if (row->number != at->report.number + 1) {
        return row->number > at->report.number + 1 ? LOG_GAP : LOG_BROKEN;
    }
    if (!str_eq(row->chain, trust_log_chain(at->arena, before, row->number, row->at, row->what_digest,
                                            row->who_digest, row->whom_digest))) {
        return LOG_BROKEN;
    }
    if (at->head != NULL && at->head->number == row->number && !str_eq(at->head->chain, row->chain)) {
        return LOG_OTHER;
    }
    return judge_entry(at, row);
}

/* One link. */
static void step(struct verifying *at, const struct q_log_all *row)
{
    struct arena_mark mark = arena_mark(at->arena);
    at->report.verdict = judge_link(at, row);
    arena_rewind(at->arena, mark);
    at->report.number++;
    if (at->report.verdict == LOG_INTACT) {
        memcpy(at->chain, row->chain.s, sizeof at->chain); /* it is what a digest came to */
        at->report.erased += row->erased_at.known ? 1 : 0;
    }
}

static enum fault must_use read_all(struct verifying *at, struct db *db)
{
    struct db_rows *rows = NULL;
    struct q_log_all row;
    bool more = false;
    TRY(q_log_all_open(db, &rows));
    enum fault fault = q_log_all_next(rows, &row, &more);
    while (fault == OK && more && at->report.verdict == LOG_INTACT) {
        step(at, &row);
        fault = q_log_all_next(rows, &row, &more);
    }
    db_rows_close(rows);
    return fault;
}

enum fault trust_log_verify(struct db *db, struct arena *arena, const struct log_head *head,
                            struct log_report *ret_report)
{
    struct verifying at = {.arena = arena, .head = head, .chain = BEGINNING, .report = {.verdict = LOG_INTACT}};
    TRY(read_all(&at, db));
    if (at.report.verdict == LOG_INTACT && head != NULL && head->number > at.report.number) {
        at.report.verdict = LOG_CUT;
    }
    at.report.chain = str_copy(arena, (struct str){at.chain, sizeof at.chain});
    *ret_report = at.report;
    return OK;
}

static bool rests(const struct q_job_alone *job, int64_t now)
{
    bool ended = str_eq(job->state, S("done")) || str_eq(job->state, S("dead"));
    return ended && job->ended_at.v <= now - LOG_CHECK_S;
}

enum fault trust_log_wake(struct db *db, struct arena *arena, int64_t now)
{
    struct log_head head;
    struct q_job_alone job;
    TRY(trust_log_head(db, arena, &head));
    enum fault fault = head.number > 0 ? q_job_alone(db, arena, S(LOG_CHECK_JOB), &job) : OK;
    if (head.number == 0 || (fault == OK && !rests(&job, now))) {
        return OK;
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(db_begin(db));
    return db_end(db, q_job_alone_wake(db, S(LOG_CHECK_JOB), S("slow"), LOG_CHECK_TRIES_MAX, now, now - LOG_CHECK_S));
}

/* ---- erasing */

enum fault trust_log_erase_person(struct db *db, int64_t person, struct str why, int64_t now)
{
    TRY(q_log_erase_who(db, person, now, why));
    return q_log_erase_whom(db, person, now, why);
}

enum fault trust_log_erase(struct db *db, int64_t number, struct str why, int64_t now)
{
    TRY(q_log_erase_entry(db, number, now, why));
    return db_changed(db) > 0 ? OK : FAULT_NOT_FOUND;
}
