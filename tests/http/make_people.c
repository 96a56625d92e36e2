/* SPDX-License-Identifier: AGPL-3.0-or-later
** make_people URL KIND...: new people of these kinds, each signed in: prints a line "KIND TOKEN" for each. A token is
** what the browser's cookie would hold. Member cities are there for them, whose uids are 32 times 'a', 'b' and 'c'; the
** embedded content knows EU projects of the first. */
#include <stdio.h>
#include <time.h>

#include "base/check.h"
#include "base/rand.h"
#include "db/again.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/session.h"

#define CITY_WITH_RECORD 731549 /* GeoNames: Gabrovo has EU projects in the embedded content */

static const struct kind {
    const char *name;
    const char *role; /* NULL: none */
    char city;        /* 0: none */
    bool second_factor;
} KINDS[] = {
    {"person", NULL, 0, false},
    {"colleague-a", "colleague", 'a', false},
    {"colleague-b", "colleague", 'b', false},
    {"main-contact-a", "main_contact", 'a', false},
    {"main-contact-b", "main_contact", 'b', false},
    {"colleague-c", "colleague", 'c', false},
    {"main-contact-c", "main_contact", 'c', false},
    {"coordinator", "coordinator", 0, true},
    {"coordinator-weak", "coordinator", 0, false},
    {"administrator", "administrator", 0, true},
    {"administrator-weak", "administrator", 0, false},
};

static enum fault must_use get_member(struct db *db, struct arena *arena, char letter, int64_t now, int64_t *ret_id)
{
    struct q_member_by_uid row;
    struct str uid = S("");
    for (int i = 0; i < 32; i++) {
        uid = str_format(arena, "%.*s%c", STR_ARG(uid), letter);
    }
    enum fault fault = q_member_by_uid(db, arena, uid, &row);
    if (fault == FAULT_NOT_FOUND) {
        const struct maybe_int place = {letter == 'a', CITY_WITH_RECORD};
        TRY(q_member_add(db, uid, uid, S("IT"), (struct str){0}, (struct str){0}, place));
        TRY(q_member_by_uid(db, arena, uid, &row));
        fault = q_member_step_add(db, row.id, S("joined"), now, S("role"), (struct maybe_int){0}, S(""));
    }
    TRY(fault);
    *ret_id = row.id;
    return OK;
}

static enum fault must_use give_role(struct db *db, struct arena *arena, const struct kind *kind, int64_t person_id,
                                     int64_t now)
{
    struct role_new role = {.person_id = person_id, .role = str_of(kind->role)};
    if (kind->city != 0) {
        role.member_id.known = true;
        TRY(get_member(db, arena, kind->city, now, &role.member_id.v));
    }
    return role_give(db, arena, &role, now);
}

static enum fault must_use make(struct db *db, struct arena *arena, const struct kind *kind, int64_t now,
                                struct str *ret_token)
{
    struct str mail = str_format(arena, "%s-%.*s@people.example", kind->name, STR_ARG(rand_hex(arena, 8)));
    const struct person_new person = {S("Somebody"), mail, S("en")};
    int64_t id = 0;
    int64_t lasts_s;
    TRY(person_add(db, arena, &person, now, &id));
    if (kind->role != NULL) {
        TRY(give_role(db, arena, kind, id, now));
    }
    const struct session_new session = {
        .person_id = id, .opened_by = S("password"), .second_factor = kind->second_factor, .browser = S(""),
        .is_staff = kind->role != NULL && kind->city == 0,
    };
    return session_open(db, arena, &session, S(""), now, ret_token, &lasts_s);
}

static enum fault must_use make_one(struct db *db, struct arena *arena, const char *name)
{
    struct again again = {0};
    struct str token = S("");
    enum fault fault = FAULT_NOT_FOUND;
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        if (!str_eq(str_of(name), str_of(KINDS[i].name))) {
            continue;
        }
        do {
            fault = db_begin(db);
            fault = fault == OK ? db_end(db, make(db, arena, &KINDS[i], (int64_t)time(NULL), &token)) : fault;
        } while (again_due(&again, fault));
    }
    if (fault == OK) {
        printf("%s %.*s\n", name, STR_ARG(token));
    }
    return fault;
}

int main(int count, char **args)
{
    struct arena arena CLEANUP(arena_done);
    struct db *db = NULL;
    struct str why = {0};
    arena_init(&arena, 8u << 20);
    if (count < 3 || db_open(&arena, str_of(args[1]), DB_WRITE, &db, &why) != OK) {
        fprintf(stderr, "make_people: %.*s\n", STR_ARG(why));
        return 1;
    }
    int status = 0;
    for (int i = 2; i < count && status == 0; i++) {
        enum fault fault = make_one(db, &arena, args[i]);
        if (fault != OK) {
            fprintf(stderr, "make_people: %s: %s: %.*s\n", args[i], fault_name(fault), STR_ARG(db_error(db)));
            status = 1;
        }
    }
    db_close(db);
    return status;
}
