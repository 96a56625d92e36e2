/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall_talk: what is said beside the cards of a knowledge wall, and by whom as far as the house rules name people. */
#include <stdlib.h>

#include "base/check.h"
#include "text/words.h"
#include "web/wall/wall_web.h"

void wall_talk_soon(struct request *request, struct str programme_uid)
{
    q_wall_comments_soon(request->db, programme_uid);
}

static int by_uid(const void *a, const void *b)
{
    const struct q_wall_comments *x = a, *y = b;
    return str_cmp(x->uid, y->uid);
}

/* In the order in which they came nameless ones would tell who said which. */
enum fault wall_talk_load(struct request *request, struct str programme_uid, bool named, int64_t me,
                          struct wall_talk *ret_talk)
{
    *ret_talk = (struct wall_talk){.named = named, .me = me};
    TRY(q_wall_comments(request->db, request->arena, programme_uid, &ret_talk->rows, &ret_talk->n));
    if (!named && ret_talk->n > 0) {
        qsort(ret_talk->rows, ret_talk->n, sizeof *ret_talk->rows, by_uid);
    }
    return OK;
}

/* Colleagues see each other's names, others that it comes from who prepares it. */
static struct str say_who(struct out *out, const struct wall_talk *talk, const struct q_wall_comments *row)
{
    if (str_eq(row->said_by, S("city"))) {
        bool told = talk->named && talk->me == 0 && row->person.n > 0;
        return told ? row->person : W(out, "Those who prepare it");
    }
    return talk->named && row->short_name.n > 0 ? row->short_name : W(out, "Somebody who takes part");
}

size_t wall_comments_of(struct request *request, struct out *out, const struct wall_talk *talk, int64_t card_id,
                        bool all, struct wall_comment_row **ret_rows)
{
    struct wall_comment_row *rows = arena_array(request->arena, struct wall_comment_row, talk->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < talk->n; i++) {
        const struct q_wall_comments *row = &talk->rows[i];
        if (row->card_id != card_id || (!all && row->removed_at.known)) {
            continue;
        }
        rows[n++] = (struct wall_comment_row){
            .uid = row->uid, .who = say_who(out, talk, row), .says = row->says, .taken = row->removed_at.known,
            .id = str_format(request->arena, "said-%.*s", 8, row->uid.s),
            .is_mine = talk->me != 0 && row->participant_id.known && row->participant_id.v == talk->me};
    }
    *ret_rows = rows;
    return n;
}

void wall_add_talk(struct request *request, struct out *out, const struct wall_talk *talk, struct wall_group *groups,
                   size_t n)
{
    for (size_t g = 0; g < n; g++) {
        for (size_t i = 0; i < groups[g].n; i++) {
            struct wall_row *row = &groups[g].rows[i];
            row->comments_n = wall_comments_of(request, out, talk, row->card_id, false, &row->comments);
            struct slot slots[] = {slot("n", count((int64_t)row->comments_n))};
            row->talk = row->comments_n > 0 ? words_text(out, W_NOTE("{n} comment|{n} comments"), slots, 1) : S("");
        }
    }
}

enum fault wall_comment_read(struct request *request, const struct field *form, struct wall_said *said, int64_t now)
{
    said->says = str_trim(request_typed(request, "comment"));
    if (said->says.n == 0) {
        form_refuse(request, form_find(form, "comment"), W_NOTE("is empty"), W_NOTE("fill it in"));
        return FAULT_INVALID;
    }
    enum fault fault = wall_say(request->db, request->arena, said, now);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(form, "comment"),
                    W_NOTE("does not fit any more: a wall has room for 600 comments"),
                    W_NOTE("those that were taken off go after thirty days"));
        return FAULT_INVALID;
    }
    return fault;
}
