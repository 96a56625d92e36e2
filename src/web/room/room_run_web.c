/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_run: the room for who runs it: what is asked, opened, closed. */
#include "base/scan.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field room_run_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "put open again close out begin end",
     .help = "what was done before, to be said"},
    {0},
};

const struct field room_run_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "put open again close out begin end",
     .min = 1, .help = "ask something, open it, open its second round, close it, take it out; begin or end a block"},
    {.name = "vote", .label = W_NOTE("What is asked"), .kind = FIELD_TEXT, .max = 32,
     .help = "which one; not with put"},
    {.name = "kind", .label = W_NOTE("What for"), .kind = FIELD_CHOICE, .choices = "test dots order agree",
     .help = "support, oppose, needs more facts; dots; ranks; two rounds of ratings"},
    {.name = "question", .label = W_NOTE("What you ask"), .kind = FIELD_TEXT, .max = VOTE_QUESTION_MAX,
     .help = "one sentence"},
    {.name = "options", .label = W_NOTE("Options or statements"), .kind = FIELD_TEXT, .max = VOTE_TEXT_MAX,
     .help = "a line each"},
    {.name = "block", .label = W_NOTE("When phones show it"), .kind = FIELD_TEXT, .max = 32,
     .help = "the uid of a block of the agenda; with put: none, whatever is on"},
    {0},
};

/* ---- the page */

static const struct { const char *word; const char *label; } kinds[] = {
    {"test", W_NOTE("Test statements: support, oppose, or needs more facts")},
    {"dots", W_NOTE("Pick the few: each has some dots to put")},
    {"order", W_NOTE("Put in order: each ranks, ties are shown")},
    {"agree", W_NOTE("Do we agree? Two rounds of ratings that nobody sees")},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("put"))     ? W(out, "It stands below, not opened yet: nobody sees it.")
                      : str_eq(done, S("open"))  ? W(out, "It is open: the room sees it now.")
                      : str_eq(done, S("again")) ? W(out, "The second round is open.")
                      : str_eq(done, S("close")) ? W(out, "It is closed: the room sees what came of it.")
                      : str_eq(done, S("out"))   ? W(out, "It is taken out.")
                      : str_eq(done, S("begin")) ? W(out, "The block has begun: screen and phones show it.")
                      : str_eq(done, S("end"))   ? W(out, "The block has ended.")
                                                 : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

/* What belongs to a block is shown while that is going on; as a rule to what is going on when that is for voting. */
static void put_blocks(struct request *request, struct out *out, const struct room *room, const struct agenda *agenda,
                       struct room_page *m)
{
    struct str typed = request->acts ? request_typed(request, "block")
                       : room->on != NULL && str_eq(room->on->kind, S("vote")) ? room->on->uid : S("");
    m->when = (struct deed_select){.field = form_field_of(request, form_find(room_run_form, "block"), S("")),
                                   .options = arena_array(request->arena, struct deed_option, agenda->blocks_n + 1)};
    m->when.options[m->when.n++] = (struct deed_option){S(""), W(out, "whatever is on"), typed.n == 0};
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        const struct q_programme_blocks *block = &agenda->blocks[i];
        if (!block->removed_at.known && !block->ended_at.known && !str_eq(block->kind, S("break"))) {
            m->when.options[m->when.n++] = (struct deed_option){block->uid, say_block_title(out, block),
                                                                str_eq(block->uid, typed)};
        }
    }
}

static bool may_have_groups(const struct room *room, const struct q_programme_blocks *block)
{
    bool has = false;
    for (size_t i = 0; i < room->rounds_n; i++) {
        has |= room->rounds[i].block_id == block->id;
    }
    bool kind = str_eq(block->kind, S("breakout")) || str_eq(block->kind, S("diverge")) ||
                str_eq(block->kind, S("sort"));
    return has || (kind && !block->removed_at.known);
}

/* What is going on, what comes next, and where there are groups. */
static void put_agenda(struct request *request, struct out *out, const struct room *room, const struct agenda *agenda,
                       struct room_page *m)
{
    m->now = room_say_now(out, room);
    m->on = room->on != NULL ? room->on->uid : S("");
    m->places = arena_array(request->arena, struct room_block, agenda->blocks_n + 1);
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        const struct q_programme_blocks *block = &agenda->blocks[i];
        struct room_block one = {
            .uid = block->uid, .title = say_block_title(out, block),
            .says = block->ended_at.known   ? W(out, "is over")
                    : block->begun_at.known ? W(out, "going on")
                                            : S(""),
            .groups = url_path_of(request->arena, "/member-cities/{}/programmes/{}/groups/{}", request->params[0],
                                  request->params[1], block->uid)};
        bool fresh = !block->begun_at.known && !block->removed_at.known;
        m->next = fresh && m->next.uid.n == 0 ? one : m->next;
        if (block->begun_at.known && !block->removed_at.known) {
            m->next = (struct room_block){0}; /* what was passed over is not the next one */
        }
        if (may_have_groups(room, block)) {
            m->places[m->places_n++] = one;
        }
    }
}

static struct str when_of(struct out *out, const struct room *room, const struct agenda *agenda,
                          const struct q_vote_list *vote)
{
    for (size_t i = 0; i < agenda->blocks_n && vote->block_id.known; i++) {
        if (agenda->blocks[i].id == vote->block_id.v) {
            struct slot title = slot("block", say_block_title(out, &agenda->blocks[i]));
            return room_shows(room, vote) ? words_text(out, W_NOTE("Belongs to: {block}"), &title, 1)
                                          : words_text(out, W_NOTE("Screen and phones show it while this is going on: "
                                                                   "{block}"), &title, 1);
        }
    }
    return S("");
}

/* What phones have not answered can be counted on paper. */
static struct url paper_of(struct request *request, const struct q_vote_list *vote)
{
    bool fits = !vote->opened_at.known && !vote->closed_at.known &&
                (str_eq(vote->kind, S("test")) || str_eq(vote->kind, S("dots")));
    return fits ? url_path_of(request->arena, "/member-cities/{}/programmes/{}/room/paper/{}", request->params[0],
                              request->params[1], vote->uid)
                : (struct url){S("")};
}

static void put_form(struct request *request, struct out *out, struct room_page *m)
{
    struct str kind = request->acts ? request_typed(request, "kind") : S("test");
    for (size_t i = 0; i < 4; i++) {
        struct str word = str_of(kinds[i].word);
        m->kinds[i] = (struct room_choice){S("kind"), word, str_format(request->arena, "kind-%s", kinds[i].word),
                                           words_text(out, kinds[i].label, NULL, 0), str_eq(word, kind)};
    }
    m->question = form_field_of(request, form_find(room_run_form, "question"),
                                W(out, "One sentence, as you say it to the room."));
    m->options = form_field_of(request, form_find(room_run_form, "options"), W(out, "A line each, up to twenty."));
    m->options.long_text = true;
}

enum fault room_run_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct q_room_of_programme row;
    struct room room;
    struct agenda agenda;
    q_room_of_programme_soon(request->db, request->params[0], request->params[1]);
    agenda_load_soon(request->db, request->params[1]);
    TRY(q_room_of_programme(request->db, request->arena, request->params[0], request->params[1], &row));
    room_load_soon(request, row.code);
    TRY(agenda_load(request->db, request->arena, request->params[1], &agenda));
    TRY(room_load(request, row.code, &room));
    m->page = page_of(request, SAY(&out, "The room of {name}", slot("name", row.name)),
                      W(&out, "Ask the room, open, close; the screen and the phones follow."), DOOR_NONE);
    m->page->kicker = W(&out, "Leadership programme");
    m->page->no_index = true;
    programme_crumbs(request, &out, row.city, row.name, m->page);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, room_run_form);
    m->action = url_path_of(request->arena, "/member-cities/{}/programmes/{}/room", request->params[0],
                            request->params[1]);
    m->once = request_once(request);
    m->code = row.code;
    m->says = str_format(request->arena, "%.*s/room/%.*s", STR_ARG(request->site->base_url), STR_ARG(row.code));
    m->screen = room_screen(request, row.code, row.ends_on);
    m->joined = room_say_joined(&out, row.joined);
    m->live = room_live_until(request, &room, row.ends_on);
    m->mark = room_mark(request->arena, &room);
    put_form(request, &out, m);
    put_blocks(request, &out, &room, &agenda, m);
    put_agenda(request, &out, &room, &agenda, m);
    m->votes = arena_array(request->arena, struct room_vote, room.votes_n + 1);
    for (size_t i = 0; i < room.votes_n; i++) {
        room_say_vote(request, &out, &room, &room.votes[i], &m->votes[m->n]);
        m->votes[m->n].paper = paper_of(request, &room.votes[i]);
        m->votes[m->n++].when = when_of(&out, &room, &agenda, &room.votes[i]);
    }
    response->max_age_s = -1;
    view_room_run(&out, m);
    return OK;
}

/* ---- what it does */

/* Lines that say something. */
static size_t read_options(struct request *request, struct str *options)
{
    size_t n = 0;
    for (struct str rest = request_typed(request, "options"); rest.s != NULL;) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        if (line.n > 0 && n <= VOTE_OPTIONS_MAX) {
            options[n++] = line;
        }
    }
    return n;
}

static enum fault must_use put_vote(struct request *request, int64_t programme_id, const struct agenda *agenda)
{
    const struct q_programme_blocks *block = agenda_block_of(agenda, request_typed(request, "block"));
    struct str options[VOTE_OPTIONS_MAX + 1];
    struct str kind = request_typed(request, "kind"), question = request_typed(request, "question"), uid;
    size_t n = read_options(request, options);
    size_t least = str_eq(kind, S("dots")) || str_eq(kind, S("order")) ? 2 : 1;
    bool long_one = false;
    for (size_t i = 0; i < n; i++) {
        long_one |= str_letters(options[i]) > VOTE_OPTION_LETTERS;
    }
    if (question.n == 0) {
        form_refuse(request, form_find(room_run_form, "question"), W_NOTE("nothing is asked"),
                    W_NOTE("write one sentence"));
    }
    if (kind.n == 0) {
        form_refuse(request, form_find(room_run_form, "kind"), W_NOTE("not chosen"), W_NOTE("choose one of the four"));
    }
    if (n < least || n > VOTE_OPTIONS_MAX) {
        form_refuse(request, form_find(room_run_form, "options"), W_NOTE("too few, or more than twenty"),
                    W_NOTE("write a line for each, two at least where something is chosen"));
    } else if (long_one) {
        form_refuse(request, form_find(room_run_form, "options"), W_NOTE("one of them is too long for a phone"),
                    W_NOTE("keep each under 300 letters"));
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    const struct vote_new new = {
        .programme_id = programme_id, .kind = kind, .question = question, .options = options, .n = n,
        .block_id = {block != NULL, block != NULL ? block->id : 0}};
    return vote_put(request->db, request->arena, &new, request->now, &uid);
}

enum fault room_do_block(struct request *request, int64_t programme_id, const struct agenda *agenda, struct str uid,
                         bool begins)
{
    const struct q_programme_blocks *block = agenda_block_of(agenda, uid);
    bool fits = block != NULL && !block->removed_at.known && !block->ended_at.known &&
                block->begun_at.known == !begins;
    return !fits    ? FAULT_CONFLICT
           : begins ? agenda_begin(request->db, agenda, programme_id, block, request->now)
                    : agenda_end(request->db, programme_id, block, request->now);
}

enum fault room_run_act(struct request *request, struct response *response)
{
    static const struct { const char *word; enum vote_step step; } steps[] = {
        {"open", VOTE_OPEN}, {"again", VOTE_AGAIN}, {"close", VOTE_CLOSE}, {"out", VOTE_TAKE_OUT}};
    struct q_room_of_programme row;
    struct agenda agenda;
    struct str what = request_typed(request, "do");
    TRY(q_room_of_programme(request->db, request->arena, request->params[0], request->params[1], &row));
    TRY(agenda_load(request->db, request->arena, request->params[1], &agenda));
    enum fault fault = str_eq(what, S("put")) ? put_vote(request, row.id, &agenda) : FAULT_INVALID;
    if (str_eq(what, S("begin")) || str_eq(what, S("end"))) {
        fault = room_do_block(request, row.id, &agenda, request_typed(request, "block"), str_eq(what, S("begin")));
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (str_eq(what, str_of(steps[i].word))) {
            fault = vote_do(request->db, request->arena, row.id, request_typed(request, "vote"), steps[i].step,
                            request->now);
        }
    }
    if (fault == FAULT_CONFLICT) {
        return form_refuse_meanwhile(request, response, form_find(room_run_form, "vote"));
    }
    if (fault == OK) {
        response->status = 303;
        response->location = url_add(request->arena,
                                     url_path_of(request->arena, "/member-cities/{}/programmes/{}/room",
                                                 request->params[0], request->params[1]), "done", what).text;
    }
    return fault;
}
