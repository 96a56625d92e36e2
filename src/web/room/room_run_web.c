/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_run: the room for who runs it: what is asked, opened, closed. */
#include "base/scan.h"
#include "text/words.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field room_run_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "put open again close out",
     .help = "what was done before, to be said"},
    {0},
};

const struct field room_run_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "put open again close out", .min = 1,
     .help = "ask something, open it, open its second round, close it, take it out"},
    {.name = "vote", .label = W_NOTE("What is asked"), .kind = FIELD_TEXT, .max = 32,
     .help = "which one; not with put"},
    {.name = "kind", .label = W_NOTE("What for"), .kind = FIELD_CHOICE, .choices = "test dots order agree",
     .help = "support, oppose, needs more facts; dots; ranks; two rounds of ratings"},
    {.name = "question", .label = W_NOTE("What you ask"), .kind = FIELD_TEXT, .max = VOTE_QUESTION_MAX,
     .help = "one sentence"},
    {.name = "options", .label = W_NOTE("Options or statements"), .kind = FIELD_TEXT, .max = VOTE_TEXT_MAX,
     .help = "a line each"},
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
                                                 : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
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
    q_room_of_programme_soon(request->db, request->params[0], request->params[1]);
    TRY(q_room_of_programme(request->db, request->arena, request->params[0], request->params[1], &row));
    room_load_soon(request, row.code);
    TRY(room_load(request, row.code, &room));
    m->page = page_of(request, SAY(&out, "The room of {name}", slot("name", row.name)),
                      W(&out, "Ask the room, open, close; the screen and the phones follow."), DOOR_NONE);
    m->page->kicker = W(&out, "Leadership programme");
    m->page->no_index = true;
    page_add_crumb(m->page, row.city, url_path_of(request->arena, "/member-cities/{}", request->params[0]));
    page_add_crumb(m->page, row.name, url_path_of(request->arena, "/member-cities/{}/programmes/{}", request->params[0],
                                                  request->params[1]));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, room_run_form);
    m->action = url_path_of(request->arena, "/member-cities/{}/programmes/{}/room", request->params[0],
                            request->params[1]);
    m->once = request_once(request);
    m->code = row.code;
    m->address = url_path_of(request->arena, "/room/{}", row.code);
    m->screen = url_path_of(request->arena, "/room/{}/screen", row.code);
    m->joined = room_say_joined(&out, row.joined);
    m->live = room_live(request, &room);
    m->mark = room_mark(request->arena, &room);
    put_form(request, &out, m);
    m->votes = arena_array(request->arena, struct room_vote, room.votes_n + 1);
    for (size_t i = 0; i < room.votes_n; i++) {
        room_say_vote(request, &out, &room, &room.votes[i], &m->votes[m->n++]);
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

static enum fault must_use put_vote(struct request *request, int64_t programme_id)
{
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
    const struct vote_new new = {programme_id, kind, question, options, n};
    return vote_put(request->db, request->arena, &new, request->now, &uid);
}

enum fault room_run_act(struct request *request, struct response *response)
{
    static const struct { const char *word; enum vote_step step; } steps[] = {
        {"open", VOTE_OPEN}, {"again", VOTE_AGAIN}, {"close", VOTE_CLOSE}, {"out", VOTE_TAKE_OUT}};
    struct q_room_of_programme row;
    struct str what = request_typed(request, "do");
    TRY(q_room_of_programme(request->db, request->arena, request->params[0], request->params[1], &row));
    enum fault fault = str_eq(what, S("put")) ? put_vote(request, row.id) : FAULT_INVALID;
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
