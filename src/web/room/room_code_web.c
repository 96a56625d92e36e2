/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_code: joining by the code of a room, its screen, and the stream of what is new in it. */
#include "base/check.h"
#include "domain/zone.h"
#include "http/guess.h"
#include "store/programme.h"
#include "text/qr.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/link/link.h"
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
    {.name = "as", .label = W_NOTE("Who joins"), .kind = FIELD_CHOICE, .choices = "new",
     .help = "somebody else than this phone's cookie says"},
    {0},
};

const struct field room_join_fields[] = {
    {.name = "as", .label = W_NOTE("Who joins"), .kind = FIELD_CHOICE, .choices = "new",
     .help = "somebody else than this phone's cookie says"},
    {0},
};

/* ---- this phone */

/* The end of this day where the room is. */
static int64_t day_ends(struct request *request, struct str country)
{
    struct zone zone = zone_of(country, S(""));
    int64_t local = request->now + zone_offset_s(&zone, request->now);
    return request->now + 86400 - local % 86400;
}

static void set_phone(struct request *request, struct response *response, struct str uid, struct str country)
{
    const struct mail_link link = {S(ROOM_PHONE), uid, day_ends(request, country)};
    response->room = mail_link_make(request->arena, request->site->key, &link);
    response->room_s = link.expires_at - request->now;
}

/* Who joined with this phone today, and may be there still; code: in that room, "" in any. FAULT_NOT_FOUND: nobody. */
static enum fault must_use find_phone(struct request *request, struct str code, struct url *ret_own)
{
    struct mail_link link;
    struct q_room_of_participant row;
    TRY(mail_link_parse(request->site->key, request->room, &link));
    if (!str_eq(link.kind, S(ROOM_PHONE)) || link.expires_at <= request->now || request->db == NULL) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_room_of_participant(request->db, request->arena, link.subject, request->today, &row));
    if (code.n > 0 && !str_eq(code, row.code)) {
        return FAULT_NOT_FOUND;
    }
    *ret_own = room_own(request, link.subject, row.ends_on);
    return OK;
}

/* True: they are led to their own page. */
static bool leads_back(struct request *request, struct response *response, struct str code, enum fault *ret_fault)
{
    struct url own;
    *ret_fault = request->room.n > 0 ? find_phone(request, code, &own) : FAULT_NOT_FOUND;
    if (*ret_fault == OK) {
        response->status = 303;
        response->location = own.text;
        response->max_age_s = -1;
    }
    return *ret_fault != FAULT_NOT_FOUND;
}

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

/* What everything that is named by a code asks. FAULT_NOT_FOUND: there is none of that code, or *ret_wait_s > 0: too
** many wrong ones came from there, and this one was not looked up. */
static enum fault must_use look_up(struct request *request, struct str code, struct q_room_of_code *ret_room,
                                   int64_t *ret_wait_s)
{
    *ret_wait_s = guess_wait_s(request->guesses, &request->sender, code, request->now);
    if (*ret_wait_s > 0) {
        return FAULT_NOT_FOUND;
    }
    enum fault fault = q_room_of_code(request->db, request->arena, code, request->today, ret_room);
    if (fault == OK || fault == FAULT_NOT_FOUND) {
        guess_note(request->guesses, &request->sender, code, fault == OK, request->now);
    }
    return fault;
}

static struct str say_wait(struct out *out, int64_t wait_s)
{
    struct slot minutes = slot("n", (wait_s + 59) / 60);
    return words_text(out, W_NOTE("Too many wrong codes came from your network. Type it again in {n} minute; who is in "
                                  "the room already stays in.|Too many wrong codes came from your network. Type it "
                                  "again in {n} minutes; who is in the room already stays in."), &minutes, 1);
}

/* The page on which a code is typed; says: what was wrong. */
static void show_code(struct request *request, struct out *out, struct str typed, struct str says)
{
    struct room_page *m = arena_new(request->arena, struct room_page);
    m->page = page_of(request, W(out, "Join a room"), W(out, "Type the code that stands on the screen."), DOOR_NONE);
    m->page->no_index = true;
    m->says = says;
    m->name = form_field_of(request, &room_code_fields[0], W(out, "Six letters and figures."));
    m->name.value = typed;
    m->name.fills = S("off");
    view_room_code(out, m);
}

static void show_wait(struct request *request, struct response *response, int64_t wait_s)
{
    struct out out = response_out(request, response);
    response->status = 429;
    response->wait_s = (int)wait_s;
    response->max_age_s = -1;
    show_code(request, &out, S(""), say_wait(&out, wait_s));
}

enum fault room_code_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct str code = clean(request->arena, request_text(request, "code"));
    struct q_room_of_code room;
    int64_t wait_s = 0;
    response->max_age_s = code.n > 0 ? -1 : 0; /* a room may begin at any time */
    enum fault fault;
    if (code.n == 0 && leads_back(request, response, S(""), &fault)) {
        return fault;
    }
    fault = code.n > 0 ? look_up(request, code, &room, &wait_s) : OK;
    if (fault == OK && code.n > 0) {
        response->status = 303;
        response->location = url_path_of(request->arena, "/room/{}", code).text;
        return OK;
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    if (wait_s > 0) {
        show_wait(request, response, wait_s);
        return OK;
    }
    show_code(request, &out, request_text(request, "code"),
              fault == FAULT_NOT_FOUND ? W(&out, "There is no room of that code now. Look at the screen once more.")
                                       : S(""));
    return OK;
}

/* What a signed address may name: small letters. */
static struct str screen_subject(struct arena *arena, struct str code)
{
    char *to = arena_alloc(arena, code.n + 1);
    for (size_t i = 0; i < code.n; i++) {
        char c = code.s[i];
        to[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return (struct str){to, code.n};
}

/* ---- joining */

static enum fault must_use find(struct request *request, struct q_room_of_code *ret_room, int64_t *ret_wait_s)
{
    return look_up(request, clean(request->arena, request->params[0]), ret_room, ret_wait_s);
}

enum fault room_join_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct q_room_of_code room = {0};
    enum fault fault;
    int64_t wait_s = 0;
    bool anew = str_eq(request_text(request, "as"), S("new"));
    if (request->db != NULL) {
        fault = find(request, &room, &wait_s);
        if (wait_s > 0) {
            show_wait(request, response, wait_s);
            return OK;
        }
        TRY(fault);
        if (!anew && !request->acts && leads_back(request, response, room.code, &fault)) {
            return fault;
        }
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
    m->anew = anew || (request->acts && str_eq(request_typed(request, "as"), S("new")));
    response->max_age_s = -1;
    view_room_join(&out, m);
    return OK;
}

enum fault room_join_act(struct request *request, struct response *response)
{
    struct q_room_of_code room;
    struct str uid;
    struct str name = request_typed(request, "name");
    int64_t wait_s = 0;
    enum fault fault = find(request, &room, &wait_s);
    if (wait_s > 0) {
        response->status = 429;
        response->wait_s = (int)wait_s;
        form_refuse(request, &room_join_form[0], W_NOTE("cannot be taken just now"),
                    W_NOTE("too many wrong codes came from your network: wait some minutes"));
        return FAULT_INVALID;
    }
    TRY(fault);
    if (request->site->key == NULL) {
        return FAULT_NOT_FOUND;
    }
    bool anew = str_eq(request_typed(request, "as"), S("new"));
    if (!anew && leads_back(request, response, room.code, &fault)) {
        return fault;
    }
    TRY(asking_take_turn(request, response, &LIMITS));
    const struct q_programme_of programme = {.id = room.id, .languages = room.languages};
    const struct participant_new new = {.name = name, .short_name = name, .organisation = S(""), .sector = S(""),
                                        .role = S(""), .mail = S(""), .language = S(""), .came_by = S("code")};
    TRY(participant_add(request->db, request->arena, &programme, &new, request->now, &uid));
    TRY(q_room_event_raise(request->db, room.id));
    response->status = 303;
    response->location = room_own(request, uid, room.ends_on).text;
    set_phone(request, response, uid, room.country);
    return OK;
}

/* ---- the screen */

struct url room_screen(struct request *request, struct str code, struct date until)
{
    const struct mail_link link = {S(ROOM_SCREEN_LINK), screen_subject(request->arena, code),
                                   ((int64_t)until.days + 1) * 86400};
    return request->site->key == NULL ? url_path_of(request->arena, "/room/{}/screen", code)
                                      : url_path_of(request->arena, "/room/screen/{}",
                                                    mail_link_make(request->arena, request->site->key, &link));
}

static enum fault must_use show_screen(struct request *request, struct response *response, struct str code,
                                       struct url here, bool with_names)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct q_room_of_code row;
    struct room room;
    int64_t wait_s = with_names ? 0 : guess_wait_s(request->guesses, &request->sender, code, request->now);
    if (wait_s > 0) {
        show_wait(request, response, wait_s);
        return OK;
    }
    q_room_of_code_soon(request->db, code, request->today);
    room_load_soon(request, code);
    enum fault fault = with_names ? q_room_of_code(request->db, request->arena, code, request->today, &row)
                                  : look_up(request, code, &row, &wait_s);
    TRY(fault);
    TRY(room_load(request, row.code, &room));
    struct str where = str_format(request->arena, "%.*s/room/%.*s", STR_ARG(request->site->base_url),
                                  STR_ARG(row.code));
    m->page = page_of(request, row.name, W(&out, "Join with your phone, then look here."), DOOR_NONE);
    m->page->no_index = true;
    m->here = here;
    m->code = row.code;
    m->says = where;
    m->address = url_path_of(request->arena, "/room/{}", row.code);
    m->picture = qr_svg(request->arena, where, W(&out, "Picture of the address of this room, for phones"));
    m->joined = room_say_joined(&out, row.joined);
    m->live = room_live(request, &room);
    m->mark = room_mark(request->arena, &room);
    m->votes = arena_array(request->arena, struct room_vote, room.votes_n + 1);
    m->now = room_say_now(&out, &room);
    m->now_says = room_say_purpose(&out, &room);
    if (room.round != NULL) {
        room_say_groups(request, &out, &room, room.round, with_names, m);
    }
    for (size_t i = 0; i < room.votes_n; i++) {
        bool is_seen = room.votes[i].opened_at.known || room.votes[i].closed_at.known;
        bool hidden = room.round != NULL && room.votes[i].closed_at.known; /* groups are at work */
        if (is_seen && !hidden && room_shows(&room, &room.votes[i])) {
            room_say_vote(request, &out, &room, &room.votes[i], &m->votes[m->n]);
            room_list_options(&out, &room, &room.votes[i], &m->votes[m->n++]);
        }
    }
    response->max_age_s = -1;
    view_room_screen(&out, m);
    return OK;
}

enum fault room_screen_get(struct request *request, struct response *response)
{
    struct str code = clean(request->arena, request->params[0]);
    return show_screen(request, response, code, url_path_of(request->arena, "/room/{}/screen", code), false);
}

/* With the names of who sits where: the address is signed, and who runs the room has it. */
enum fault room_screen_named_get(struct request *request, struct response *response)
{
    struct mail_link link;
    TRY(mail_link_parse(request->site->key, request->params[0], &link));
    if (!str_eq(link.kind, S(ROOM_SCREEN_LINK)) || link.expires_at <= request->now) {
        return FAULT_NOT_FOUND;
    }
    return show_screen(request, response, clean(request->arena, link.subject),
                       url_path_of(request->arena, "/room/screen/{}", request->params[0]), true);
}

/* ---- what is new */

enum fault room_live_get(struct request *request, struct response *response)
{
    struct q_room_of_code row;
    struct room room = {0};
    int64_t wait_s = 0;
    enum fault fault = find(request, &row, &wait_s);
    if (wait_s > 0) {
        show_wait(request, response, wait_s);
        return OK;
    }
    TRY(fault);
    TRY(room_load_live(request, row.code, &room));
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
    buf_put_str(&response->body, S("},\"groups\":{"));
    before = "";
    for (size_t i = 0; i < room.groups_n; i++) {
        if (room.round != NULL && room.groups[i].breakout_id == room.round->id) {
            buf_format(&response->body, "%s\"%lld\":%lld", before, (long long)room.groups[i].number,
                       (long long)room.groups[i].rev);
            before = ",";
        }
    }
    buf_put_str(&response->body, S("}}\n\n"));
    return OK;
}
