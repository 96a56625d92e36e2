/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall_reader_card: one card of the knowledge wall for a participant: where it is from, what others say beside it, and
** their own. Named or nameless as the house rules say, which stands beside the field. */
#include "base/check.h"
#include "store/rate.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/programme/programme_web.h"
#include "web/views.h"
#include "web/wall/wall_web.h"

#define UID_LETTERS 32

/* More than anybody says in an hour; whose they are is kept nowhere. */
static const struct rate_limit MOST = {S_INIT("wall-comment"), 30, 3600};

const struct field wall_reader_card_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "said back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field wall_reader_card_form[] = {
    {.name = "comment", .label = W_NOTE("What do you add?"), .kind = FIELD_TEXT, .max = WALL_COMMENT_MAX,
     .help = "what is said beside the card"},
    {.name = "back", .label = W_NOTE("Which comment"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the number of one's own comment that is taken back"},
    {0},
};

static const struct q_wall_cards *card_of(const struct q_wall_cards *cards, size_t n, struct str uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(cards[i].uid, uid) && !cards[i].removed_at.known) {
            return &cards[i];
        }
    }
    return NULL;
}

static void show(struct request *request, struct response *response, const struct wall_reader *reader,
                 const struct q_wall_cards *card, const struct wall_talk *talk)
{
    struct out out = response_out(request, response);
    struct wall_reader_card_page *m = arena_new(request->arena, struct wall_reader_card_page);
    struct str done = request->acts ? S("") : request_text(request, "done");
    m->page = page_of(request, W(&out, "A card of the knowledge wall"),
                      W(&out, "Read where it is from, and say what you know beside it."), DOOR_NONE);
    m->page->kicker = reader->programme.name;
    m->page->no_index = true;
    page_hide_address(m->page);
    if (done.n > 0) {
        struct str text = str_eq(done, S("said")) ? W(&out, "Your comment hangs beside the card.")
                                                  : W(&out, "Your comment is gone.");
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"), html_text(request->arena, text)};
    }
    m->problems = form_problems_of(request, wall_reader_card_form);
    m->row = wall_row_of(request, &out, card);
    m->row.comments_n = wall_comments_of(request, &out, talk, card->id, false, &m->row.comments);
    m->comment = form_field_of(request, form_find(wall_reader_card_form, "comment"),
                               talk->named ? W(&out, "It hangs there with your short name.")
                                           : W(&out, "It hangs there without a name. Whose it is, is not kept, so only "
                                                     "those who prepare it can take it off."));
    m->comment.long_text = true;
    m->action = wall_reader_url(request, card->uid);
    m->back = wall_reader_url(request, S(""));
    m->once = request_once(request);
    response->max_age_s = -1;
    view_wall_reader_card(&out, m);
}

enum fault wall_reader_card_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_reader reader;
    struct q_wall_cards *cards;
    struct wall_talk talk;
    struct str uid;
    size_t n;
    enum fault fault = wall_reader_uid(request, &uid);
    fault = fault == OK ? wall_reader_find(request, uid, true, &reader) : fault;
    if (fault == FAULT_NOT_FOUND) {
        asking_show_over(request, response, wall_reader_card_form, URL("/"), W(&out, "What this network is"));
        return OK;
    }
    TRY(fault);
    TRY(q_wall_cards(request->db, request->arena, reader.me.programme_uid, &cards, &n));
    TRY(wall_talk_load(request, reader.me.programme_uid, reader.programme.named, reader.me.id, &talk));
    const struct q_wall_cards *card = card_of(cards, n, request->params[1]);
    if (card == NULL) {
        return FAULT_NOT_FOUND;
    }
    show(request, response, &reader, card, &talk);
    return OK;
}

static enum fault must_use refuse_often(struct request *request, struct response *response, int64_t wait_s)
{
    form_refuse(request, form_find(wall_reader_card_form, "comment"), W_NOTE("comes too often"),
                W_NOTE("wait an hour; what you wrote stays here"));
    response->status = 429;
    response->wait_s = (int)wait_s;
    return FAULT_INVALID;
}

enum fault wall_reader_card_act(struct request *request, struct response *response)
{
    struct wall_reader reader;
    struct q_wall_card_of card;
    struct str uid, back = request_typed(request, "back");
    int64_t wait_s = 0;
    enum fault fault = wall_reader_uid(request, &uid);
    fault = fault == OK ? wall_reader_find(request, uid, false, &reader) : fault;
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask who invited you for another one"));
    }
    TRY(fault);
    TRY(q_wall_card_of(request->db, request->arena, reader.me.programme_uid, request->params[1], &card));
    if (card.removed_at.known) {
        return FAULT_NOT_FOUND;
    }
    if (back.n > 0) {
        TRY(q_wall_comment_take_back(request->db, back, card.id, reader.me.id));
    } else {
        struct wall_said said = {.programme_id = reader.me.programme_id, .card_id = card.id,
                                 .named = reader.programme.named, .by = reader.me.id};
        TRY(rate_take(request->db, request->arena, &MOST, reader.me.uid, request->now, &wait_s));
        if (wait_s > 0) {
            return refuse_often(request, response, wait_s);
        }
        TRY(wall_comment_read(request, wall_reader_card_form, &said, request->now));
    }
    response->status = 303;
    response->location = url_add(request->arena, wall_reader_url(request, card.uid), "done",
                                 back.n > 0 ? S("back") : S("said")).text;
    return OK;
}
