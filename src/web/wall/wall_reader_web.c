/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall_reader: the knowledge wall for a participant, behind the link of their mail: to read, to open a card, and to
** mark what matters. What others marked is not shown, so that nobody marks it because others did. That a card is opened
** is counted by a form, since a page that is only looked at changes nothing. */
#include "base/check.h"
#include "store/kept.h"
#include "text/secret.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/programme/programme_web.h"
#include "web/views.h"
#include "web/wall/wall_web.h"

#define UID_LETTERS 32

const struct field wall_reader_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "marked unmarked",
     .help = "what was done before, to be said"},
    {0},
};

const struct field wall_reader_form[] = {
    {.name = "mark", .label = W_NOTE("Card"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the number of a card to mark"},
    {.name = "unmark", .label = W_NOTE("Card"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the number of a card whose mark is taken back"},
    {.name = "open", .label = W_NOTE("Card"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the number of a card to open; that is counted, without who"},
    {0},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = S("");
    if (str_eq(done, S("marked"))) {
        text = W(out, "It is marked. Those who prepare this see how many mark a card, never who.");
    } else if (done.n > 0) {
        text = W(out, "Your mark is taken back.");
    }
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void set_marked(struct wall_group *group, const struct q_wall_marked *marked, size_t n)
{
    for (size_t i = 0; i < group->n; i++) {
        for (size_t k = 0; k < n; k++) {
            group->rows[i].marked |= marked[k].card_id == group->rows[i].card_id;
        }
    }
}

/* Each form that opens a card has its own token: several cards are opened from one page. */
static void set_once(struct request *request, struct wall_group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        group->rows[i].once = request_once(request);
    }
}

/* ---- whose page it is */

enum fault wall_reader_uid(struct request *request, struct str *ret_uid)
{
    return asking_link(request, PARTICIPANT_LINK, ret_uid);
}

enum fault wall_reader_find(struct request *request, struct str uid, bool shows, struct wall_reader *ret_reader)
{
    struct q_participant_by_uid *me = &ret_reader->me;
    q_participant_by_uid_soon(request->db, uid);
    TRY(q_participant_by_uid(request->db, request->arena, uid, me));
    q_programme_of_soon(request->db, me->member_uid, me->programme_uid);
    if (shows) {
        q_wall_cards_soon(request->db, me->programme_uid);
        wall_talk_soon(request, me->programme_uid);
    }
    return q_programme_of(request->db, request->arena, me->member_uid, me->programme_uid, &ret_reader->programme);
}

struct url wall_reader_url(struct request *request, struct str card_uid)
{
    return card_uid.n > 0 ? url_path_of(request->arena, "/taking-part/{}/wall/{}", request->params[0], card_uid)
                          : url_path_of(request->arena, "/taking-part/{}/wall", request->params[0]);
}

enum fault wall_reader_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_reader_page *m = arena_new(request->arena, struct wall_reader_page);
    struct wall_reader reader;
    struct q_wall_cards *cards;
    struct q_wall_marked *marked;
    struct wall_talk talk;
    struct themes themes;
    struct str uid;
    size_t n, marked_n;
    enum fault fault = wall_reader_uid(request, &uid);
    if (fault == OK) {
        q_wall_marked_soon(request->db, uid);
        kept_soon(request->db);
        fault = wall_reader_find(request, uid, true, &reader);
    }
    if (fault == FAULT_NOT_FOUND) {
        asking_show_over(request, response, wall_reader_form, URL("/"), W(&out, "What this network is"));
        return OK;
    }
    TRY(fault);
    TRY(q_wall_marked(request->db, request->arena, uid, &marked, &marked_n));
    TRY(q_wall_cards(request->db, request->arena, reader.me.programme_uid, &cards, &n));
    TRY(wall_talk_load(request, reader.me.programme_uid, reader.programme.named, reader.me.id, &talk));
    TRY(themes_load(request, &themes));
    m->page = page_of(request, W(&out, "Knowledge wall"),
                      W(&out, "What is known: read it, and mark what matters for the talk."), DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, wall_reader_form);
    wall_groups(request, &out, &themes, cards, n, false, &m->groups, &m->groups_n);
    wall_add_talk(request, &out, &talk, m->groups, m->groups_n);
    for (size_t g = 0; g < m->groups_n; g++) {
        set_marked(&m->groups[g], marked, marked_n);
        set_once(request, &m->groups[g]);
    }
    m->action = wall_reader_url(request, S(""));
    m->back = url_path_of(request->arena, "/taking-part/{}", request->params[0]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_wall_reader(&out, m);
    return OK;
}

/* Digests under the key of the network: of this participant and this card, and of them and any. */
static enum fault must_use open_it(struct request *request, const struct q_participant_by_uid *me,
                                   const struct q_wall_card_of *card)
{
    const struct secret_key *key = request->site->key;
    struct str one = str_format(request->arena, "%.*s %.*s", STR_ARG(me->uid), STR_ARG(card->uid));
    return wall_open(request->db, me->programme_id, card->id, secret_sign(request->arena, key, "wall", one),
                     secret_sign(request->arena, key, "wall", me->uid));
}

static enum fault must_use do_it(struct request *request, const struct q_participant_by_uid *me,
                                 const struct q_wall_card_of *card)
{
    return request_typed(request, "open").n > 0   ? open_it(request, me, card)
           : request_typed(request, "mark").n > 0 ? q_wall_mark_add(request->db, card->id, me->id)
                                                  : q_wall_mark_remove(request->db, card->id, me->id);
}

enum fault wall_reader_act(struct request *request, struct response *response)
{
    struct q_participant_by_uid me;
    struct q_wall_card_of card;
    struct str uid, mark = request_typed(request, "mark"), open = request_typed(request, "open");
    enum fault fault = wall_reader_uid(request, &uid);
    fault = fault == OK ? q_participant_by_uid(request->db, request->arena, uid, &me) : fault;
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask who invited you for another one"));
    }
    TRY(fault);
    fault = q_wall_card_of(request->db, request->arena, me.programme_uid,
                           open.n > 0   ? open
                           : mark.n > 0 ? mark
                                        : request_typed(request, "unmark"), &card);
    if (fault == FAULT_NOT_FOUND || (fault == OK && card.removed_at.known)) {
        form_refuse(request, form_find(wall_reader_form, "mark"), W_NOTE("does not hang there any more"),
                    W_NOTE("choose one of those below"));
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(do_it(request, &me, &card));
    response->status = 303;
    response->location = open.n > 0 ? wall_reader_url(request, card.uid).text
                                    : url_add(request->arena, wall_reader_url(request, S("")), "done",
                                              mark.n > 0 ? S("marked") : S("unmarked")).text;
    return OK;
}
