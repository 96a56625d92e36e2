/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_host: a person, a role, a link. */
#include "store/room_host.h"

#include "store/person.h"

static enum fault must_use note(struct db *db, struct arena *arena, const char *kind, struct str fields,
                                const struct log_someone *who, int64_t now, int64_t person)
{
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kind), .fields = fields, .who = *who, .now = now,
        .whom = {LOG_PERSON, person, S(ROOM_HOST_NAME)}});
}

static enum fault must_use find_or_add(struct db *db, struct arena *arena, const struct log_someone *who, int64_t now,
                                       int64_t *ret_person)
{
    struct q_person_by_mail row;
    const struct person_new person = {S(ROOM_HOST_NAME), S(ROOM_HOST_MAIL), S("en")};
    enum fault fault = person_find(db, arena, S(ROOM_HOST_MAIL), &row);
    if (fault == OK) {
        *ret_person = row.id;
        return str_eq(row.state, S("active")) ? OK : FAULT_DENIED;
    }
    if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(person_add(db, arena, &person, now, ret_person));
    return note(db, arena, "person-added", S(""), who, now, *ret_person);
}

enum fault room_host_take(struct db *db, struct arena *arena, int64_t member_id, const struct log_someone *who,
                          int64_t now, int64_t *ret_person)
{
    struct role_new role = {.role = S("colleague"), .member_id = {true, member_id}};
    TRY(find_or_add(db, arena, who, now, &role.person_id));
    *ret_person = role.person_id;
    enum fault fault = role_give(db, arena, &role, now);
    if (fault != OK) {
        return fault == FAULT_CONFLICT ? OK : fault; /* it stands */
    }
    struct str fields = str_format(arena, "role=colleague\nmember=%lld\n", (long long)member_id);
    return note(db, arena, "role-given", fields, who, now, role.person_id);
}

enum fault room_host_link(struct db *db, struct arena *arena, int64_t person, struct str leads_to, int64_t now,
                          struct str *ret_token)
{
    return link_make(db, arena, person, S("sign-in"), leads_to, now, ret_token);
}
