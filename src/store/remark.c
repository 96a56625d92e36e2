/* SPDX-License-Identifier: AGPL-3.0-or-later
** remark: what readers tell those who run the network. */
#include "store/remark.h"

#include "base/rand.h"
#include "store/mail.h"
#include "store/setting.h"

#define UID_BYTES 16u

enum fault remark_add(struct db *db, struct arena *arena, const struct remark_new *remark, int64_t now,
                      struct str *ret_uid)
{
    struct str uid = rand_hex(arena, UID_BYTES);
    const struct q_remark_add_in in = {
        .uid = uid, .page = remark->page, .says = remark->says, .source = remark->source, .mail = remark->mail,
        .language = remark->language, .created_at = now, .remove_at = now + REMARK_KEPT_S,
    };
    TRY(q_remark_add(db, &in));
    *ret_uid = uid;
    return OK;
}

/* To who left an address for it, when mail goes out from here; then the address leaves this table. */
static enum fault must_use send_answer(struct db *db, struct arena *arena, const struct q_remark_by_id *row,
                                       int64_t now)
{
    struct setting_mail setting;
    bool added;
    TRY(setting_mail(db, arena, &setting));
    if (row->mail.n == 0 || !setting.is_on) {
        return OK;
    }
    const struct mail_new mail = {
        .kind = S(REMARK_ANSWER_MAIL), .address = row->mail, .language = row->language,
        .fields = str_format(arena, "remark=%lld\n", (long long)row->id),
    };
    TRY(mail_add(db, arena, &mail, now, &added));
    return q_remark_mail_remove(db, row->id);
}

enum fault remark_end(struct db *db, struct arena *arena, int64_t id, struct str answer, int64_t now)
{
    struct q_remark_by_id row;
    TRY(q_remark_by_id(db, arena, id, &row));
    if (!str_eq(row.state, S("waiting"))) {
        return FAULT_CONFLICT;
    }
    if (answer.n > 0) {
        TRY(send_answer(db, arena, &row, now));
    }
    int64_t until = now + REMARK_ENDED_KEPT_S;
    return q_remark_end(db, id, answer.n > 0 ? S("answered") : S("closed"), answer, now,
                        until < row.remove_at ? until : row.remove_at);
}
