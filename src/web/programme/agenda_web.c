/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: the agenda: blocks with their times, moved, begun, ended, taken out and put back by buttons; a session
** that runs late is planned anew with one. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/zone.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field agenda_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "moved begun ended unbegun out back late undone saved added removed",
     .help = "what was done before, to be said"},
    {.name = "session", .label = W_NOTE("Session"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of the session that was changed: its day stays open on a small screen"},
    {0},
};

const struct field agenda_form[] = {
    {.name = "late", .label = W_NOTE("Minutes behind"), .kind = FIELD_INT, .min = 1, .max = AGENDA_LATE_MAX,
     .help = "by how much a session runs late"},
    {.name = "of", .label = W_NOTE("Which one"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of the block, or of the session"},
    {.name = "seen", .label = W_NOTE("The agenda as it was"), .kind = FIELD_TEXT, .max = 12,
     .help = "sent along by the page: what it was made from"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "up down begin end unbegin out back late undo",
     .help = "move a block, begin or end it, take it out or put it back; plan a late session anew, or undo that"},
    {0},
};

/* ---- the page */

struct reading {
    struct q_programme_of row;
    struct agenda agenda;
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    programme_load_soon(request);
    agenda_load_soon(request->db, request->params[1]);
    TRY(programme_load(request, &reading->row));
    return agenda_load(request->db, request->arena, request->params[1], &reading->agenda);
}

static struct tag tag_of(struct out *out, const struct q_programme_blocks *block)
{
    enum block_kind kind = BLOCK_BRIEF;
    check(block_kind_parse(block->kind, &kind)); /* the schema holds it */
    return block->ended_at.known   ? (struct tag){W(out, "done"), TONE_PLAIN, S("")}
           : block->begun_at.known ? (struct tag){W(out, "going on"), TONE_GOOD, S("")}
           : block->fixed || block_kind_is_fixed(kind)
               ? (struct tag){W(out, "keeps its minutes when late"), TONE_PLAIN, S("")}
               : (struct tag){.name = S("")};
}

static struct agenda_line line_of(struct request *request, struct out *out, const struct q_programme_blocks *block,
                                  int at)
{
    struct slot was = slot("n", count(block->minutes_was.v)), minutes = slot("n", count(block->minutes));
    bool begun = block->begun_at.known, ended = block->ended_at.known;
    return (struct agenda_line){
        .uid = block->uid, .at = say_minutes_of_day(request->arena, at),
        .url = url_path_of(request->arena, "/member-cities/{}/programmes/{}/agenda/{}", request->params[0],
                           request->params[1], block->uid),
        .minutes = words_text(out, W_NOTE("{n} minute|{n} minutes"), &minutes, 1),
        .was = block->minutes_was.known ? words_text(out, W_NOTE("instead of {n}"), &was, 1) : S(""),
        .title = say_block_title(out, block), .purpose = say_block_purpose(out, block),
        .from = say_block_from(out, block), .leaves = say_block_leaves(out, block), .state = tag_of(out, block),
        .may_begin = !begun, .may_end = begun && !ended, .may_unbegin = begun && !ended, .goes_on = ended};
}

/* By how much the session is behind its plan by the clock of the place; 0: not, or it is not its day. */
static int behind(struct request *request, const struct reading *reading, const struct q_programme_sessions *session,
                  const struct q_programme_blocks *const *blocks, const int *begins, size_t n)
{
    struct zone zone = zone_of(reading->row.country, S(""));
    int64_t local = request->now + zone_offset_s(&zone, request->now);
    int64_t clock = (local - (int64_t)session->day_on.days * 86400) / 60;
    int late = 0;
    if (local / 86400 != session->day_on.days) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        int64_t plan = begins[i], end = begins[i] + blocks[i]->minutes;
        if (blocks[i]->begun_at.known) {
            int64_t at = blocks[i]->begun_at.v + zone_offset_s(&zone, blocks[i]->begun_at.v);
            int64_t began = (at - (int64_t)session->day_on.days * 86400) / 60;
            int64_t over = blocks[i]->ended_at.known ? 0 : clock - end;
            late = (int)(began - plan > over ? began - plan : over);
        } else {
            late = clock - plan > late ? (int)(clock - plan) : late;
            break;
        }
    }
    late = late > AGENDA_LATE_MAX ? AGENDA_LATE_MAX : late;
    return late > 0 ? (late + AGENDA_STEP - 1) / AGENDA_STEP * AGENDA_STEP : 0;
}

/* By its day, or by what the facilitator said of the days. */
static bool was_held(struct request *request, const struct reading *reading, const struct q_programme_sessions *session)
{
    struct programme_at at = programme_at(&reading->row);
    int32_t last = INT32_MIN;
    int day = 0;
    for (size_t i = 0; i < reading->agenda.sessions_n; i++) {
        int32_t days = reading->agenda.sessions[i].day_on.days;
        day += days != last && days <= session->day_on.days;
        last = days;
    }
    return session->day_on.days <= request->today.days || (at.stage == PROGRAMME_DAY && day <= at.day) ||
           (programme_has_begun(at.stage) && at.stage != PROGRAMME_DAY);
}

static void add_part(struct request *request, struct out *out, const struct reading *reading,
                     const struct q_programme_sessions *session, struct agenda_part *part)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    int minutes[AGENDA_SESSION_BLOCKS_MAX], begins[AGENDA_SESSION_BLOCKS_MAX];
    size_t n = agenda_in_session(&reading->agenda, session->id, blocks);
    for (size_t i = 0; i < n; i++) {
        minutes[i] = (int)blocks[i]->minutes;
    }
    int ends = agenda_times((int)session->begins, minutes, n, begins);
    *part = (struct agenda_part){
        .uid = session->uid, .title = say_session(out, &reading->agenda, session),
        .when = say_session_when(out, session), .lines = arena_array(request->arena, struct agenda_line, n + 1),
        .url = url_path_of(request->arena, "/member-cities/{}/programmes/{}/sessions/{}", request->params[0],
                           request->params[1], session->uid),
        .attendance = url_path_of(request->arena, "/member-cities/{}/programmes/{}/attendance/{}", request->params[0],
                                  request->params[1], session->uid)};
    struct slot slots[] = {slot("n", count(ends - session->ends)),
                           slot("to", say_minutes_of_day(request->arena, ends))};
    part->over = ends > session->ends
                     ? words_text(out, W_NOTE("These blocks take {n} minutes more than the session has: until {to}."),
                                  slots, 2)
                     : S("");
    part->replanned = session->begins_was.known;
    int late = behind(request, reading, session, blocks, begins, n);
    part->is_held = was_held(request, reading, session);
    for (size_t i = 0; i < n; i++) {
        part->lines[part->n++] = line_of(request, out, blocks[i], begins[i]);
        part->replanned = part->replanned || blocks[i]->minutes_was.known;
        part->is_on = part->is_on || (blocks[i]->begun_at.known && !blocks[i]->ended_at.known);
    }
    part->late = form_field_of(request, form_find(agenda_form, "late"), S(""));
    part->late.value = request->acts && part->late.value.n > 0 ? part->late.value
                                                               : str_format(request->arena, "%d", late > 0 ? late : 10);
    part->is_on = part->is_on || late > 0;
}

static void add_days(struct request *request, struct out *out, const struct reading *reading, struct agenda_page *m)
{
    const struct q_programme_sessions *sessions = reading->agenda.sessions;
    struct str changed = request_text(request, "session");
    bool is_next = false;
    m->days = arena_array(request->arena, struct agenda_day, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        if (i == 0 || sessions[i].day_on.days != sessions[i - 1].day_on.days) {
            struct slot slots[] = {slot("n", (int64_t)m->days_n + 1), slot("date", sessions[i].day_on)};
            bool is_ahead = sessions[i].day_on.days >= request->today.days;
            m->days[m->days_n++] = (struct agenda_day){words_text(out, W_NOTE("Day {n}: {date}"), slots, 2),
                                                       &m->parts[i], 0, is_next || !is_ahead};
            is_next = is_next || is_ahead;
        }
        struct agenda_day *day = &m->days[m->days_n - 1];
        day->n++;
        day->folds = day->folds && !str_eq(sessions[i].uid, changed);
    }
    if (!is_next && m->days_n > 0) { /* all are over: the last one stays open */
        m->days[m->days_n - 1].folds = false;
    }
}

/* The one in which a block goes on, else the first of its days that is not over. */
static void choose_late(struct agenda_page *m)
{
    struct agenda_part *found = NULL;
    for (size_t i = 0; i < m->n; i++) {
        bool is_over = true, goes_on = false;
        for (size_t k = 0; k < m->parts[i].n; k++) {
            is_over = is_over && m->parts[i].lines[k].goes_on;
            goes_on = goes_on || m->parts[i].lines[k].may_end;
        }
        bool fits = m->parts[i].is_held && m->parts[i].n > 0 && !is_over;
        found = goes_on || (fits && found == NULL) ? &m->parts[i] : found;
    }
    if (found != NULL) {
        found->may_be_late = true;
        found->is_on = found->is_on || m->problems->n > 0;
    }
}

static void add_out(struct request *request, struct out *out, const struct reading *reading, struct agenda_page *m)
{
    m->out = arena_array(request->arena, struct agenda_line, reading->agenda.blocks_n + 1);
    for (size_t i = 0; i < reading->agenda.blocks_n; i++) {
        if (reading->agenda.blocks[i].removed_at.known) {
            m->out[m->out_n++] = line_of(request, out, &reading->agenda.blocks[i], 0);
        }
    }
}

/* What was planned anew: how many blocks, and whether the session ends on time. */
static struct str say_late(struct request *request, struct out *out, const struct reading *reading)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    const struct q_programme_sessions *session = agenda_session_of(&reading->agenda, request_text(request, "session"));
    if (session == NULL) {
        return S("");
    }
    size_t n = agenda_in_session(&reading->agenda, session->id, blocks);
    int64_t ends = session->begins, shorter = 0;
    for (size_t i = 0; i < n; i++) {
        ends += blocks[i]->minutes;
        shorter += blocks[i]->minutes_was.known && blocks[i]->minutes < blocks[i]->minutes_was.v;
    }
    struct slot slots[] = {slot("n", count(shorter)), slot("to", say_minutes_of_day(request->arena, session->ends)),
                           slot("over", count(ends - session->ends)),
                           slot("session", say_session(out, &reading->agenda, session))};
    return ends <= session->ends
               ? words_text(out, W_NOTE("{session}: {n} block is shorter, and it ends at {to} as planned.|"
                                        "{session}: {n} blocks are shorter, and it ends at {to} as planned."), slots, 4)
               : words_text(out, W_NOTE("{session}: {n} block is shorter; it still ends {over} minutes late. Take a "
                                        "block out, or let it end later.|{session}: {n} blocks are shorter; it still "
                                        "ends {over} minutes late. Take a block out, or let it end later."), slots, 4);
}

static struct notice notice_of(struct request *request, struct out *out, const struct reading *reading)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("late"))     ? say_late(request, out, reading)
                      : str_eq(done, S("out"))    ? W(out, "The block is taken out. You can put it back at the end of "
                                                           "this page.")
                      : str_eq(done, S("undone")) ? W(out, "The session is planned as before.")
                      : done.n > 0                ? W(out, "Saved.")
                                                  : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

enum fault agenda_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct agenda_page *m = arena_new(request->arena, struct agenda_page);
    struct reading reading;
    TRY(load(request, &reading));
    m->page = programme_page_of(request, &out, &reading.row, W(&out, "Agenda"),
                                W(&out, "Sessions and their blocks, with times; each change can be undone."));
    m->notice = notice_of(request, &out, &reading);
    m->problems = form_problems_of(request, agenda_form);
    m->parts = arena_array(request->arena, struct agenda_part, reading.agenda.sessions_n + 1);
    for (size_t i = 0; i < reading.agenda.sessions_n; i++) {
        add_part(request, &out, &reading, &reading.agenda.sessions[i], &m->parts[m->n++]);
    }
    choose_late(m);
    add_days(request, &out, &reading, m);
    add_out(request, &out, &reading, m);
    m->add_block = programme_url(request, "/blocks/new");
    m->add_session = programme_url(request, "/sessions/new");
    m->back = programme_url(request, "");
    m->seen = programme_seen(request, reading.row.rev);
    m->action = programme_url(request, "/agenda");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_agenda(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use act_on_block(struct request *request, const struct reading *reading,
                                        const struct q_programme_blocks *block, struct str what, struct str *ret_done)
{
    static const struct { const char *what; const char *done; } done[] = {
        {"up", "moved"}, {"down", "moved"}, {"begin", "begun"}, {"end", "ended"}, {"unbegin", "unbegun"},
        {"out", "out"}, {"back", "back"}};
    const struct agenda *agenda = &reading->agenda;
    struct db *db = request->db;
    int64_t id = reading->row.id, now = request->now;
    for (size_t i = 0; i < COUNT_OF(done); i++) {
        *ret_done = str_eq(what, str_of(done[i].what)) ? str_of(done[i].done) : *ret_done;
    }
    bool begun = block->begun_at.known, gone = block->removed_at.known;
    if (str_eq(what, S("back"))) {
        return gone ? agenda_put_back(db, agenda, id, block, now) : FAULT_CONFLICT;
    }
    if (gone) {
        return FAULT_CONFLICT;
    }
    if (str_eq(what, S("up")) || str_eq(what, S("down"))) {
        return agenda_move(db, agenda, id, block, str_eq(what, S("up")), now);
    }
    return str_eq(what, S("begin"))     ? (begun ? FAULT_CONFLICT : agenda_begin(db, agenda, id, block, now))
           : str_eq(what, S("end"))     ? (begun ? agenda_end(db, id, block, now) : FAULT_CONFLICT)
           : str_eq(what, S("unbegin")) ? (begun ? agenda_unbegin(db, id, block, now) : FAULT_CONFLICT)
                                        : agenda_take_out(db, id, block, now);
}

static enum fault must_use act_on_session(struct request *request, const struct reading *reading,
                                          const struct q_programme_sessions *session, struct str what,
                                          struct str *ret_done)
{
    int64_t late = 0;
    struct agenda_late result;
    if (str_eq(what, S("undo"))) {
        *ret_done = S("undone");
        return agenda_late_undo(request->db, reading->row.id, session, request->now);
    }
    if (!parse_int(request_typed(request, "late"), 1, AGENDA_LATE_MAX, &late)) {
        form_refuse(request, form_find(agenda_form, "late"), W_NOTE("is no number of minutes"),
                    W_NOTE("write one from 1 to 240"));
        return FAULT_INVALID;
    }
    *ret_done = S("late");
    return agenda_late(request->db, &reading->agenda, reading->row.id, session, (int)late, request->now, &result);
}

enum fault agenda_act(struct request *request, struct response *response)
{
    struct reading reading;
    struct str what = request_typed(request, "do"), of = request_typed(request, "of"), done = S("saved");
    TRY(load(request, &reading));
    if (!programme_has_do(request, agenda_form)) {
        return FAULT_INVALID;
    }
    if (reading.row.rev != programme_seen_of(request)) {
        return programme_refuse(request, response, agenda_form);
    }
    bool of_session = str_eq(what, S("late")) || str_eq(what, S("undo"));
    const struct q_programme_blocks *block = agenda_block_of(&reading.agenda, of);
    const struct q_programme_sessions *session = agenda_session_of(&reading.agenda, of);
    if (of_session ? session == NULL : block == NULL) {
        return programme_refuse(request, response, agenda_form);
    }
    enum fault fault = of_session ? act_on_session(request, &reading, session, what, &done)
                                  : act_on_block(request, &reading, block, what, &done);
    if (fault == FAULT_CONFLICT) {
        return programme_refuse(request, response, agenda_form);
    }
    TRY(fault);
    TRY(programme_done(request, response, "/agenda", done));
    for (size_t i = 0; i < reading.agenda.sessions_n && !of_session; i++) {
        const struct q_programme_sessions *of_block = &reading.agenda.sessions[i];
        session = of_block->id == block->session_id ? of_block : session;
    }
    struct url url = url_add(request->arena, programme_url(request, "/agenda"), "done", done);
    response->location = url_add(request->arena, url, "session", session->uid).text;
    return OK;
}
