/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_code: joining by the code of a room, its screen, and the stream of what is new in it. */
#include "base/check.h"
#include "store/programme.h"
#include "text/qr.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/room/room_web.h"
#include "web/views.h"

#define STREAM_AGAIN_MS 3000
#define CODE_LETTERS_MAX 12

/* A room's wireless network is one address: all of a plenary come from it within minutes. */
static const struct asking_limits LIMITS = {{S_INIT("room"), 1500, 3600}, {S_INIT("room-line"), 3000, 3600},
                                            {S_INIT("room-all"), 20000, 3600}};

const struct field room_code_fields[] = {
    {.name = "code", .label = W_NOTE("Code of the room"), .kind = FIELD_TEXT, .max = CODE_LETTERS_MAX,
     .help = "six letters and figures, as on the screen"},
    {0},
};

const struct field room_join_form[] = {
    {.name = "name", .label = W_NOTE("Your short name"), .kind = FIELD_TEXT, .min = 1, .max = PARTICIPANT_SHORT_MAX,
     .help = "by which the room knows you"},
    {0},
};

/* ---- the code */

/* As typed: small letters, blanks. */
static struct str clean(struct arena *arena, struct str typed)
{
    char *to = arena_alloc(arena, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.s[i];
        if (c != ' ' && c != '-') {
            to[n++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
    }
    return (struct str){to, n};
}

enum fault room_code_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct str code = clean(request->arena, request_text(request, "code"));
    struct q_room_of_code room;
    response->max_age_s = 0; /* a room may begin at any time */
    enum fault fault = code.n > 0 ? q_room_of_code(request->db, request->arena, code, request->today, &room) : OK;
    if (fault == OK && code.n > 0) {
        response->status = 303;
        response->location = url_path_of(request->arena, "/room/{}", code).text;
        return OK;
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    m->page = page_of(request, W(&out, "Join a room"), W(&out, "Type the code that stands on the screen."), DOOR_NONE);
    m->page->no_index = true;
    m->says = fault == FAULT_NOT_FOUND ? W(&out, "There is no room of that code now. Look at the screen once more.")
                                       : S("");
    m->name = form_field_of(request, &room_code_fields[0], W(&out, "Six letters and figures."));
    m->name.value = request_text(request, "code");
    m->name.fills = S("off");
    view_room_code(&out, m);
    return OK;
}

/* ---- joining */

static enum fault must_use find(struct request *request, struct q_room_of_code *ret_room)
{
    return q_room_of_code(request->db, request->arena, clean(request->arena, request->params[0]), request->today,
                          ret_room);
}

enum fault room_join_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct q_room_of_code room = {0};
    if (request->db != NULL) {
        TRY(find(request, &room));
    }
    m->page = page_of(request, room.name.n > 0 ? room.name : W(&out, "Join a room"),
                      W(&out, "Say a short name, and you are in: no account, no mail address."), DOOR_NONE);
    m->page->kicker = W(&out, "Leadership programme");
    m->page->no_index = true;
    m->problems = form_problems_of(request, room_join_form);
    m->name = form_field_of(request, &room_join_form[0], W(&out, "As the others know you; it need not be your whole "
                                                                 "name."));
    m->name.fills = S("nickname");
    m->action = url_path_of(request->arena, "/room/{}", request->params[0]);
    m->screen = url_path_of(request->arena, "/room/{}/screen", request->params[0]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_room_join(&out, m);
    return OK;
}

enum fault room_join_act(struct request *request, struct response *response)
{
    struct q_room_of_code room;
    struct str uid;
    struct str name = request_typed(request, "name");
    TRY(find(request, &room));
    if (request->site->key == NULL) {
        return FAULT_NOT_FOUND;
    }
    TRY(asking_take_turn(request, response, &LIMITS));
    const struct q_programme_of programme = {.id = room.id, .languages = room.languages};
    const struct participant_new new = {.name = name, .short_name = name, .organisation = S(""), .sector = S(""),
                                        .role = S(""), .mail = S(""), .language = S(""), .came_by = S("code")};
    TRY(participant_add(request->db, request->arena, &programme, &new, request->now, &uid));
    TRY(q_room_event_raise(request->db, room.id));
    response->status = 303;
    response->location = room_own(request, uid, room.ends_on).text;
    return OK;
}

/* ---- the screen */

enum fault room_screen_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct q_room_of_code row;
    struct room room;
    q_room_of_code_soon(request->db, clean(request->arena, request->params[0]), request->today);
    room_load_soon(request, clean(request->arena, request->params[0]));
    TRY(find(request, &row));
    TRY(room_load(request, row.code, &room));
    struct str where = str_format(request->arena, "%.*s/room/%.*s", STR_ARG(request->site->base_url),
                                  STR_ARG(row.code));
    m->page = page_of(request, row.name, W(&out, "Join with your phone, then look here."), DOOR_NONE);
    m->page->no_index = true;
    m->code = row.code;
    m->says = where;
    m->address = url_path_of(request->arena, "/room/{}", row.code);
    m->picture = qr_svg(request->arena, where, W(&out, "Picture of the address of this room, for phones"));
    m->joined = room_say_joined(&out, row.joined);
    m->live = room_live(request, &room);
    m->mark = room_mark(request->arena, &room);
    m->votes = arena_array(request->arena, struct room_vote, room.votes_n + 1);
    for (size_t i = 0; i < room.votes_n; i++) {
        if (room.votes[i].opened_at.known || room.votes[i].closed_at.known) {
            room_say_vote(request, &out, &room, &room.votes[i], &m->votes[m->n++]);
        }
    }
    response->max_age_s = -1;
    view_room_screen(&out, m);
    return OK;
}

/* ---- what is new */

enum fault room_live_get(struct request *request, struct response *response)
{
    struct q_room_of_code row;
    struct room room = {0};
    TRY(find(request, &row));
    TRY(q_vote_list(request->db, request->arena, row.code, &room.votes, &room.votes_n));
    response->content_type = "text/event-stream";
    response->max_age_s = -1;
    response->streams = true;
    response->event = (uint64_t)row.event + 1;
    buf_format(&response->body, "retry: %d\nid: %016llx\ndata: {\"mark\":\"%.*s\",\"joined\":%lld,\"voted\":{",
               STREAM_AGAIN_MS, (unsigned long long)response->event,
               STR_ARG(room_mark(request->arena, &room)), (long long)row.joined);
    const char *before = "";
    for (size_t i = 0; i < room.votes_n; i++) {
        if (room.votes[i].opened_at.known) {
            buf_format(&response->body, "%s\"v%lld\":%lld", before, (long long)room.votes[i].id,
                       (long long)room.votes[i].voted);
            before = ",";
        }
    }
    buf_put_str(&response->body, S("}}\n\n"));
    return OK;
}
