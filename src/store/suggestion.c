/* SPDX-License-Identifier: AGPL-3.0-or-later
** suggestion: a member city suggests a city. */
#include "store/suggestion.h"

#include "base/fold.h"
#include "base/rand.h"
#include "store/mail.h"

#define UID_BYTES 16u
#define CODE_BYTES 8u
#define NEVER 253402300799 /* the end of the year 9999 */

struct str place_key(struct arena *arena, const struct q_member_keys *keys)
{
    if (keys->lau_id.n > 0) {
        return str_join(arena, S("lau "), keys->lau_id);
    }
    if (keys->gss_code.n > 0) {
        return str_join(arena, S("gss "), keys->gss_code);
    }
    return keys->geonames_id.known
               ? str_format(arena, "geonames %lld", (long long)keys->geonames_id.v)
               : str_format(arena, "name %.*s %.*s", STR_ARG(keys->country),
                            STR_ARG(fold(arena, str_trim(keys->name))));
}

/* ---- suggesting */

/* The open one of that city; made when there is none. */
static enum fault must_use find_or_add(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                                       int64_t now, struct q_suggestion_open *ret_row)
{
    const struct q_suggestion_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .code = rand_hex(arena, CODE_BYTES), .city = str_trim(keys->name),
        .country = keys->country, .lau_id = keys->lau_id, .gss_code = keys->gss_code,
        .geonames_id = keys->geonames_id, .place = place_key(arena, keys), .now = now,
        .remove_at = now + SUGGESTION_KEPT_S,
    };
    enum fault fault = q_suggestion_open(db, arena, in.place, in.lau_id, in.gss_code, in.geonames_id, ret_row);
    if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(q_suggestion_add(db, &in));
    return q_suggestion_open(db, arena, in.place, in.lau_id, in.gss_code, in.geonames_id, ret_row);
}

enum fault suggestion_add(struct db *db, struct arena *arena, const struct suggestion_new *suggestion, int64_t now,
                          struct str *ret_uid)
{
    struct q_suggestion_open row;
    struct q_suggestion_voice_of voice;
    struct q_suggestion_count made;
    TRY(q_suggestion_count(db, arena, suggestion->member_id, &made));
    if (made.n >= SUGGESTIONS_A_CITY_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(find_or_add(db, arena, &suggestion->keys, now, &row));
    enum fault fault = q_suggestion_voice_of(db, arena, row.id, suggestion->member_id, &voice);
    if (fault == OK && !voice.withdrawn_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    const struct q_suggestion_voice_put_in in = {
        .suggestion_id = row.id, .member_id = suggestion->member_id, .person_id = {true, suggestion->person_id},
        .kind = suggestion->kind, .says = str_trim(suggestion->says), .named = suggestion->named, .now = now,
    };
    TRY(q_suggestion_voice_put(db, &in));
    *ret_uid = row.uid;
    return q_suggestion_keep(db, row.id, now + SUGGESTION_KEPT_S);
}

enum fault suggestion_withdraw(struct db *db, const struct q_suggestion_by_uid *row, int64_t member_id, int64_t now)
{
    if (row->member_id.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_suggestion_voice_end(db, row->id, member_id, now));
    return db_changed(db) == 1 ? OK : FAULT_NOT_FOUND;
}

/* ---- deciding */

bool suggestion_stands(const struct q_suggestion_by_uid *row)
{
    return row->voices > 0 || row->network_at.known;
}

static bool is_suggested(const struct q_suggestion_by_uid *row)
{
    return str_eq(row->state, S("suggested")) && suggestion_stands(row);
}

enum fault suggestion_invite_own(struct db *db, struct arena *arena, const struct suggestion_own *own, int64_t now,
                                 struct str *ret_uid)
{
    struct q_suggestion_open row;
    TRY(find_or_add(db, arena, &own->keys, now, &row));
    *ret_uid = row.uid;
    if (!str_eq(row.state, S("suggested"))) {
        return FAULT_CONFLICT;
    }
    const struct maybe_int at = {true, now}, by = {true, own->person_id};
    TRY(q_suggestion_network_put(db, row.id, at, by, str_trim(own->says), own->gap));
    return q_suggestion_invite(db, row.id, own->person_id, (struct maybe_int){0}, now, now + SUGGESTION_KEPT_S);
}

enum fault suggestion_invite(struct db *db, const struct q_suggestion_by_uid *row, int64_t by,
                             struct maybe_int for_member, int64_t now)
{
    return is_suggested(row) ? q_suggestion_invite(db, row->id, by, for_member, now, now + SUGGESTION_KEPT_S)
                             : FAULT_CONFLICT;
}

enum fault suggestion_refuse(struct db *db, const struct q_suggestion_by_uid *row, struct str why, int64_t by,
                             int64_t now)
{
    bool may = is_suggested(row) || str_eq(row->state, S("invited"));
    return may ? q_suggestion_refuse(db, row->id, str_trim(why), by, now, now + SUGGESTION_KEPT_S) : FAULT_CONFLICT;
}

enum fault suggestion_take_back(struct db *db, const struct q_suggestion_by_uid *row, int64_t now)
{
    if (str_eq(row->state, S("no"))) {
        return q_suggestion_take_back(db, row->id, now + SUGGESTION_KEPT_S);
    }
    if (!str_eq(row->state, S("invited"))) {
        return FAULT_CONFLICT;
    }
    TRY(q_suggestion_network_put(db, row->id, (struct maybe_int){0}, (struct maybe_int){0}, S(""), S("")));
    return q_suggestion_take_back(db, row->id, now + SUGGESTION_KEPT_S);
}

enum fault suggestion_note(struct db *db, const struct q_suggestion_by_uid *row, struct str came, int64_t now)
{
    return q_suggestion_note(db, row->id, str_trim(came), now + SUGGESTION_KEPT_S);
}

/* ---- it joins */

static enum fault must_use tell(struct db *db, struct arena *arena, const struct q_suggestion_open *row, int64_t now)
{
    struct q_suggestion_to_tell *rows;
    size_t n;
    TRY(q_suggestion_to_tell(db, arena, row->id, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool added;
        const struct mail_new new = {
            .kind = S(SUGGESTION_JOINED_MAIL), .address = rows[i].mail, .person = rows[i].person_id,
            .language = rows[i].language,
            .fields = str_format(arena, "suggestion=%.*s\nmember=%lld\n", STR_ARG(row->uid),
                                 (long long)rows[i].member_id)};
        TRY(mail_add(db, arena, &new, now, &added)); /* of what they did: always added */
    }
    return OK;
}

enum fault suggestion_joined(struct db *db, struct arena *arena, const struct q_member_keys *keys, int64_t member_id,
                             int64_t now)
{
    struct q_suggestion_open row;
    enum fault fault = q_suggestion_open(db, arena, place_key(arena, keys), keys->lau_id, keys->gss_code,
                                         keys->geonames_id, &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    TRY(q_suggestion_join(db, row.id, member_id, now, now + SUGGESTION_KEPT_S));
    return tell(db, arena, &row, now);
}

/* ---- the retention clock */

static enum fault must_use forget_some(struct db *db, struct arena *arena, int64_t now)
{
    struct q_suggestion_to_remove *rows;
    size_t n;
    TRY(q_suggestion_to_remove(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(rows[i].is_joined ? q_suggestion_voice_strip(db, rows[i].id) : q_suggestion_voice_remove(db, rows[i].id));
        TRY(rows[i].is_joined ? q_suggestion_strip(db, rows[i].id, NEVER) : q_suggestion_remove(db, rows[i].id));
    }
    return OK;
}

enum fault suggestion_forget(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    return db_end(db, forget_some(db, arena, now));
}
