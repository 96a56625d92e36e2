/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: who was at a session. As many on one page as a form may hold; more by pages. */
#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/views.h"

#define A_PAGE 50

const struct field attendance_fields[] = {
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = PARTICIPANTS_MAX / A_PAGE,
     .help = "fifty people each"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved",
     .help = "what was done before, to be said"},
    {0},
};

const struct field attendance_form[] = {
    {.name = "there", .label = W_NOTE("Who was there"), .kind = FIELD_TEXT, .max = 32, .many = true,
     .help = "the uid of each"},
    {.name = "of", .label = W_NOTE("The page"), .kind = FIELD_INT, .min = 1, .max = PARTICIPANTS_MAX / A_PAGE,
     .help = "sent along: which people stood there"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save", .help = "save it"},
    {0},
};

struct reading {
    struct q_programme_of row;
    struct agenda agenda;
    struct programme_team team;
    const struct q_programme_sessions *session;
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    programme_load_soon(request);
    agenda_load_soon(request->db, request->params[1]);
    programme_team_soon(request->db, request->params[1]);
    TRY(programme_load(request, &reading->row));
    TRY(agenda_load(request->db, request->arena, request->params[1], &reading->agenda));
    TRY(programme_team_load(request->db, request->arena, request->params[1], &reading->team));
    reading->session = agenda_session_of(&reading->agenda, request->params[2]);
    return reading->session == NULL ? FAULT_NOT_FOUND : OK;
}

static const struct q_participant_sessions *answer_of(const struct reading *reading, int64_t participant_id)
{
    for (size_t i = 0; i < reading->team.answers_n; i++) {
        const struct q_participant_sessions *answer = &reading->team.answers[i];
        if (answer->participant_id == participant_id && answer->session_id == reading->session->id) {
            return answer;
        }
    }
    return NULL;
}

static size_t page_number(struct request *request)
{
    int64_t page;
    struct str text = request->acts ? request_typed(request, "of") : request_text(request, "page");
    return parse_int(text, 1, PARTICIPANTS_MAX / A_PAGE, &page) ? (size_t)page : 1;
}

/* Before anything is noted, those who accepted are ticked. */
static bool was_noted(const struct reading *reading)
{
    for (size_t i = 0; i < reading->team.answers_n; i++) {
        if (reading->team.answers[i].session_id == reading->session->id && reading->team.answers[i].attended.known) {
            return true;
        }
    }
    return false;
}

enum fault attendance_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct attendance_page *m = arena_new(request->arena, struct attendance_page);
    struct reading reading;
    size_t page = page_number(request), nth = 0;
    TRY(load(request, &reading));
    bool noted = was_noted(&reading);
    m->lines = arena_array(request->arena, struct attendance_line, A_PAGE);
    for (size_t i = 0; i < reading.team.n; i++) {
        const struct q_participant_list *row = &reading.team.people[i];
        if (!participant_is_there(row) || nth++ < (page - 1) * A_PAGE || m->n == A_PAGE) {
            continue;
        }
        const struct q_participant_sessions *answer = answer_of(&reading, row->id);
        bool there = answer != NULL && answer->attended.known && answer->attended.v == 1;
        bool comes = answer != NULL && answer->accepted.known && answer->accepted.v == 1;
        m->lines[m->n++] = (struct attendance_line){
            .uid = row->uid, .id = str_format(request->arena, "there-%zu", i), .name = row->name,
            .says = row->organisation, .ticked = noted ? there : comes};
    }
    m->page = programme_page_of(request, &out, &reading.row,
                                SAY(&out, "Who was there: {session}",
                                    slot("session", say_session(&out, &reading.agenda, reading.session))),
                                noted ? W(&out, "As it was noted.")
                                      : W(&out, "Nothing is noted yet: ticked are those who accepted."));
    page_add_crumb(m->page, W(&out, "Agenda"), programme_url(request, "/agenda"));
    if (!request->acts && request_text(request, "done").n > 0) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"), html_text(request->arena, W(&out, "Saved."))};
    }
    m->problems = form_problems_of(request, attendance_form);
    m->action = url_path_of(request->arena, "/member-cities/{}/programmes/{}/attendance/{}", request->params[0],
                            request->params[1], request->params[2]);
    m->seen_uids = str_format(request->arena, "%zu", page);
    m->more = nth > page * A_PAGE ? url_add(request->arena, m->action, "page",
                                            str_format(request->arena, "%zu", page + 1)) : (struct url){0};
    m->back = programme_url(request, "/agenda");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_attendance(&out, m);
    return OK;
}

static bool is_ticked(struct request *request, struct str uid)
{
    for (size_t i = 0; query_get_nth(&request->typed, "there", i).s != NULL; i++) {
        if (str_eq(query_get_nth(&request->typed, "there", i), uid)) {
            return true;
        }
    }
    return false;
}

enum fault attendance_act(struct request *request, struct response *response)
{
    struct reading reading;
    size_t page = page_number(request), nth = 0;
    TRY(load(request, &reading));
    if (!programme_has_do(request, attendance_form)) {
        return FAULT_INVALID;
    }
    for (size_t i = 0; i < reading.team.n; i++) {
        const struct q_participant_list *row = &reading.team.people[i];
        if (participant_is_there(row)) {
            bool here = nth / A_PAGE + 1 == page;
            nth++;
            TRY(here ? q_participant_attended(request->db, row->id, reading.session->id,
                                              (struct maybe_int){true, is_ticked(request, row->uid)})
                     : OK);
        }
    }
    TRY(q_programme_touch(request->db, reading.row.id, request->now));
    struct url url = url_path_of(request->arena, "/member-cities/{}/programmes/{}/attendance/{}", request->params[0],
                                 request->params[1], request->params[2]);
    url = page > 1 ? url_add(request->arena, url, "page", str_format(request->arena, "%zu", page)) : url;
    response->status = 303;
    response->location = url_add(request->arena, url, "done", S("saved")).text;
    return OK;
}
