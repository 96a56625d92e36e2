/* SPDX-License-Identifier: AGPL-3.0-or-later
** invitation: somebody is asked by mail to act for a member city. */
#include "store/invitation.h"

#include "base/rand.h"
#include "domain/official.h"
#include "store/mail.h"
#include "store/person.h"

#define UID_BYTES 16u

static enum fault must_use send(struct db *db, struct arena *arena, int64_t id, struct str mail, struct str language,
                                int64_t now)
{
    bool added;
    const struct mail_new new = {
        .kind = S(INVITATION_MAIL), .address = mail, .language = language, .useful_s = INVITATION_S,
        .fields = str_format(arena, "invitation=%lld\n", (long long)id),
    };
    return mail_add(db, arena, &new, now, &added); /* asked for by somebody who knows the person: always added */
}

/* FAULT_CONFLICT: whose address it is has this role here. */
static enum fault must_use look_for_role(struct db *db, struct arena *arena, const struct invitation_new *invitation,
                                         int64_t now)
{
    struct q_person_by_mail person;
    struct q_person_role_find role;
    enum fault fault = person_find(db, arena, invitation->mail, &person);
    if (fault == OK) {
        fault = q_person_role_find(db, arena, person.id, invitation->role,
                                   (struct maybe_int){true, invitation->member_id}, now, &role);
    }
    return fault == OK ? FAULT_CONFLICT : fault == FAULT_NOT_FOUND ? OK : fault;
}

/* One that is over makes room for a new one. FAULT_CONFLICT: it is not over. */
static enum fault must_use make_room(struct db *db, struct arena *arena, const struct invitation_new *invitation,
                                     struct str folded, int64_t now)
{
    struct q_invitation_by_mail before;
    struct q_invitation_count count;
    enum fault fault = q_invitation_by_mail(db, arena, invitation->member_id, folded, &before);
    if (fault == OK && before.ends_at > now) {
        return FAULT_CONFLICT;
    }
    if (fault == OK) {
        return q_invitation_remove(db, before.id);
    }
    if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(q_invitation_count(db, arena, invitation->member_id, &count));
    return count.n < INVITATIONS_MAX ? OK : FAULT_TOO_LARGE;
}

enum fault invitation_add(struct db *db, struct arena *arena, const struct invitation_new *invitation, int64_t now,
                          struct str *ret_uid)
{
    struct q_invitation_by_mail added;
    const struct q_invitation_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .member_id = invitation->member_id, .role = invitation->role,
        .mail = str_trim(invitation->mail), .mail_folded = person_fold_mail(arena, invitation->mail),
        .language = invitation->language, .vouched = invitation->vouched, .invited_by = invitation->invited_by,
        .now = now, .ends_at = now + INVITATION_S, .remove_at = now + INVITATION_S + INVITATION_KEPT_S,
    };
    TRY(look_for_role(db, arena, invitation, now));
    TRY(make_room(db, arena, invitation, in.mail_folded, now));
    TRY(q_invitation_add(db, &in));
    TRY(q_invitation_by_mail(db, arena, in.member_id, in.mail_folded, &added));
    TRY(send(db, arena, added.id, in.mail, in.language, now));
    *ret_uid = in.uid;
    return OK;
}

enum fault invitation_send_again(struct db *db, struct arena *arena, const struct q_invitation_by_uid *row,
                                 struct maybe_int by, int64_t now)
{
    if (row->sent_n >= INVITATION_SENT_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_invitation_send_again(db, row->id, by, now + INVITATION_S, now + INVITATION_S + INVITATION_KEPT_S));
    return send(db, arena, row->id, row->mail, row->language, now);
}

enum fault invitation_take(struct db *db, struct arena *arena, const struct q_invitation_by_uid *row, int64_t person_id,
                           int64_t now)
{
    const struct role_new role = {.person_id = person_id, .role = row->role, .member_id = {true, row->member_id},
                                  .given_by = row->invited_by};
    enum fault fault = role_give(db, arena, &role, now);
    if (fault != OK && fault != FAULT_CONFLICT) {
        return fault;
    }
    return q_invitation_remove(db, row->id);
}

/* ---- a city's own domains */

enum fault member_domain_save(struct db *db, struct arena *arena, struct str member_uid, int64_t member_id,
                              struct str domain, int64_t now)
{
    struct q_member_domain_list *rows;
    size_t n;
    TRY(q_member_domain_list(db, arena, member_uid, &rows, &n));
    return n < MEMBER_DOMAINS_MAX ? q_member_domain_add(db, member_id, domain, now) : FAULT_TOO_LARGE;
}

enum fault member_owns(struct db *db, struct arena *arena, struct str member_uid, struct str mail, bool *ret_owns)
{
    struct q_member_domain_list *rows;
    bool owns = false;
    size_t n;
    TRY(q_member_domain_list(db, arena, member_uid, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        owns = owns || official_is_of(arena, mail, rows[i].domain);
    }
    *ret_owns = owns;
    return OK;
}
