/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall_reader: the knowledge wall for a participant, behind the link of their mail: to read, and to mark what matters.
** What others marked is not shown, so that nobody marks it because others did. */
#include "base/check.h"
#include "store/kept.h"
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

static struct url own_url(struct request *request, const char *pattern)
{
    return url_path_of(request->arena, pattern, request->params[0]);
}

enum fault wall_reader_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_reader_page *m = arena_new(request->arena, struct wall_reader_page);
    struct q_participant_by_uid me;
    struct q_wall_cards *cards;
    struct q_wall_marked *marked;
    struct themes themes;
    struct str uid;
    size_t n, marked_n;
    enum fault fault = asking_link(request, PARTICIPANT_LINK, &uid);
    if (fault == OK) {
        q_participant_by_uid_soon(request->db, uid);
        q_wall_marked_soon(request->db, uid);
        kept_soon(request->db);
        fault = q_participant_by_uid(request->db, request->arena, uid, &me);
    }
    if (fault == FAULT_NOT_FOUND) {
        asking_show_over(request, response, wall_reader_form, URL("/"), W(&out, "What this network is"));
        return OK;
    }
    TRY(fault);
    q_wall_cards_soon(request->db, me.programme_uid);
    TRY(q_wall_marked(request->db, request->arena, uid, &marked, &marked_n));
    TRY(themes_load(request, &themes));
    TRY(q_wall_cards(request->db, request->arena, me.programme_uid, &cards, &n));
    m->page = page_of(request, W(&out, "Knowledge wall"),
                      W(&out, "What is known: read it, and mark what matters for the talk."), DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, wall_reader_form);
    wall_groups(request, &out, &themes, cards, n, false, &m->groups, &m->groups_n);
    for (size_t g = 0; g < m->groups_n; g++) {
        set_marked(&m->groups[g], marked, marked_n);
    }
    m->action = own_url(request, "/taking-part/{}/wall");
    m->back = own_url(request, "/taking-part/{}");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_wall_reader(&out, m);
    return OK;
}

enum fault wall_reader_act(struct request *request, struct response *response)
{
    struct q_participant_by_uid me;
    struct q_wall_card_of card;
    struct str uid, mark = request_typed(request, "mark");
    bool marks = mark.n > 0;
    enum fault fault = asking_link(request, PARTICIPANT_LINK, &uid);
    fault = fault == OK ? q_participant_by_uid(request->db, request->arena, uid, &me) : fault;
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask who invited you for another one"));
    }
    TRY(fault);
    fault = q_wall_card_of(request->db, request->arena, me.programme_uid,
                           marks ? mark : request_typed(request, "unmark"), &card);
    if (fault == FAULT_NOT_FOUND) {
        form_refuse(request, form_find(wall_reader_form, "mark"), W_NOTE("does not hang there any more"),
                    W_NOTE("choose one of those below"));
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(marks ? q_wall_mark_add(request->db, card.id, me.id) : q_wall_mark_remove(request->db, card.id, me.id));
    response->status = 303;
    response->location = url_add(request->arena, own_url(request, "/taking-part/{}/wall"), "done",
                                 marks ? S("marked") : S("unmarked")).text;
    return OK;
}
