/* SPDX-License-Identifier: AGPL-3.0-or-later
** account: who is told of a change. */
#include "store/account.h"

#include "store/mail.h"
#include "store/person.h"

static enum fault must_use tell(struct db *db, struct arena *arena, int64_t person_id, const char *kind,
                                struct str fields, int64_t now)
{
    struct q_person_by_id row;
    bool added;
    TRY(q_person_by_id(db, arena, person_id, &row));
    return mail_add(db, arena, &(struct mail_new){
        .kind = str_of(kind), .address = row.mail, .person = person_id, .language = row.language, .fields = fields},
        now, &added);
}

enum fault account_tell_ended(struct db *db, struct arena *arena, int64_t person_id, const char *role,
                              int64_t member_id, int64_t now)
{
    return tell(db, arena, person_id, ROLE_ENDED_MAIL,
                str_format(arena, "role=%s\nmember=%lld\n", role, (long long)member_id), now);
}

enum fault account_tell_stand_in(struct db *db, struct arena *arena, int64_t person_id, int64_t member_id,
                                 int64_t until, int64_t now)
{
    return tell(db, arena, person_id, STAND_IN_MAIL,
                str_format(arena, "member=%lld\nuntil=%lld\n", (long long)member_id, (long long)until), now);
}

enum fault account_tell(struct db *db, struct arena *arena, int64_t person_id, const char *what, int64_t now)
{
    return tell(db, arena, person_id, ACCOUNT_MAIL, str_format(arena, "what=%s\nat=%lld\n", what, (long long)now), now);
}

enum fault account_set_mail(struct db *db, struct arena *arena, int64_t person_id, struct str mail)
{
    struct q_person_by_mail other;
    struct str plain = str_trim(mail);
    enum fault fault = person_find(db, arena, plain, &other);
    if (fault != FAULT_NOT_FOUND && (fault != OK || other.id != person_id)) {
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    TRY(q_person_link_remove_all(db, person_id));
    return q_person_save_mail(db, person_id, plain, person_fold_mail(arena, plain));
}
