/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: who takes part: the list with what each said, who is missing, one more; their page by mail. */
#include "base/check.h"
#include "store/person.h"
#include "store/rate.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/views.h"

#define ASK_AT_ONCE 200

/* So many pages go out from one city in a day: a list that was pasted by mistake stops there. */
static const struct rate_limit CITY_LIMIT = {S_INIT("participant-city"), 500, 86400};

const struct field participants_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "added pasted asked saved out back erased", .help = "what was done before, to be said"},
    {0},
};

const struct field participants_form[] = {
    {.name = "name", .label = W_NOTE("Name"), .kind = FIELD_TEXT, .max = PARTICIPANT_NAME_MAX,
     .help = "of who takes part"},
    {.name = "organisation", .label = W_NOTE("Organisation"), .kind = FIELD_TEXT, .max = PARTICIPANT_ORGANISATION_MAX,
     .help = "that they come from"},
    {.name = "role", .label = W_NOTE("What they do there"), .kind = FIELD_TEXT, .max = PARTICIPANT_ROLE_MAX,
     .help = "such as head of finance"},
    {.name = "sector", .label = W_NOTE("Sector"), .kind = FIELD_CHOICE, .choices = "public private third",
     .help = "public, private or third"},
    {.name = "mail", .label = W_NOTE("Mail address"), .kind = FIELD_MAIL, .max = PERSON_MAIL_MAX,
     .help = "where their page goes; nothing: none is sent"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "add ask",
     .help = "put somebody on the list, or mail their page to all who have none yet"},
    {0},
};

struct reading {
    struct q_programme_of row;
    struct agenda agenda;
    struct programme_team team;
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    programme_load_soon(request);
    agenda_load_soon(request->db, request->params[1]);
    programme_team_soon(request->db, request->params[1]);
    TRY(programme_load(request, &reading->row));
    TRY(agenda_load(request->db, request->arena, request->params[1], &reading->agenda));
    return programme_team_load(request->db, request->arena, request->params[1], &reading->team);
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("asked"))    ? W(out, "Their pages are on the way by mail.")
                      : str_eq(done, S("pasted")) ? W(out, "They are on the list. Nobody is told before you mail their "
                                                           "pages.")
                      : str_eq(done, S("added"))  ? W(out, "On the list. Nobody is told before you mail their page.")
                      : str_eq(done, S("out"))    ? W(out, "Taken off the list. For thirty days you can put them back "
                                                           "at the end of this page.")
                      : str_eq(done, S("erased")) ? W(out, "Erased. What they gave to the results stays, without them.")
                      : done.n > 0                ? W(out, "Saved.")
                                                  : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static struct tag state_of(struct out *out, const struct reading *reading, const struct q_participant_list *row)
{
    size_t comes = 0, cannot = 0, all = 0;
    for (size_t i = 0; i < reading->agenda.sessions_n; i++) {
        int64_t session = reading->agenda.sessions[i].id;
        enum team_says says = participant_says(&reading->team, row->id, session);
        bool is_theirs = !row->substitute_of.known || /* else whoever they come for comes */
                         participant_says(&reading->team, row->substitute_of.v, session) != TEAM_COMES;
        all += is_theirs || says == TEAM_COMES;
        comes += says == TEAM_COMES;
        cannot += says == TEAM_CANNOT;
    }
    struct slot slots[] = {slot("n", count((int64_t)comes)), slot("all", count((int64_t)all))};
    return comes + cannot == 0
               ? (str_eq(row->came_by, S("code")) ? (struct tag){W(out, "joined by the code"), TONE_PLAIN, S("")}
                  : row->asked_at.known             ? (struct tag){W(out, "asked"), TONE_CARE, S("")}
                                                    : (struct tag){W(out, "not asked yet"), TONE_PLAIN, S("")})
           : comes == all    ? (struct tag){W(out, "comes to all"), TONE_GOOD, S("")}
           : comes == 0      ? (struct tag){W(out, "cannot come"), TONE_PLAIN, S("")}
                             : (struct tag){words_text(out, W_NOTE("comes to {n} of {all}"), slots, 2), TONE_CARE,
                                            S("")};
}

static struct str join_words(struct arena *arena, struct str a, struct str b)
{
    return a.n == 0 ? b : b.n == 0 ? a : str_format(arena, "%.*s, %.*s", STR_ARG(a), STR_ARG(b));
}

static void add_lines(struct request *request, struct out *out, const struct reading *reading,
                      struct participants_page *m)
{
    m->lines = arena_array(request->arena, struct participant_line, reading->team.n + 1);
    m->out = arena_array(request->arena, struct participant_line, reading->team.n + 1);
    for (size_t i = 0; i < reading->team.n; i++) {
        const struct q_participant_list *row = &reading->team.people[i];
        if (row->erased_at.known) {
            continue;
        }
        struct slot other = slot("name", row->other);
        struct str says = join_words(request->arena, row->role, row->organisation);
        const struct participant_line line = {
            .uid = row->uid, .name = row->name, .sector = say_participant_sector(out, row->sector),
            .says = row->other.n > 0
                        ? join_words(request->arena, says, words_text(out, W_NOTE("comes for {name}"), &other, 1))
                        : says,
            .state = state_of(out, reading, row),
            .url = url_path_of(request->arena, "/member-cities/{}/programmes/{}/participants/{}", request->params[0],
                               request->params[1], row->uid)};
        if (row->removed_at.known) {
            m->out[m->out_n++] = line;
        } else {
            m->lines[m->n++] = line;
            m->to_ask += row->mail.n > 0 && !row->asked_at.known;
        }
    }
}

static void add_fields(struct request *request, struct out *out, struct participants_page *m)
{
    static const char *const words[] = {"public", "private", "third"};
    m->name = form_field_of(request, form_find(participants_form, "name"), S(""));
    m->organisation = form_field_of(request, form_find(participants_form, "organisation"), S(""));
    m->role = form_field_of(request, form_find(participants_form, "role"), S(""));
    m->mail = form_field_of(request, form_find(participants_form, "mail"), W(out, "Empty: they come by the code."));
    m->mail.type = S("email");
    m->sector.field = form_field_of(request, form_find(participants_form, "sector"), S(""));
    m->sector.options = arena_array(request->arena, struct deed_option, COUNT_OF(words) + 1);
    m->sector.options[m->sector.n++] = (struct deed_option){S(""), W(out, "Not said"), false};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        m->sector.options[m->sector.n++] = (struct deed_option){
            str_of(words[i]), say_participant_sector(out, str_of(words[i])),
            request->acts && str_eq(m->sector.field.value, str_of(words[i]))};
    }
}

enum fault participants_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct participants_page *m = arena_new(request->arena, struct participants_page);
    struct reading reading;
    TRY(load(request, &reading));
    m->page = programme_page_of(request, &out, &reading.row, W(&out, "Who takes part"),
                                W(&out, "Everybody accepts each session in advance, on a page of their own."));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, participants_form);
    add_lines(request, &out, &reading, m);
    m->gaps_n = programme_gaps(&out, &reading.team, &reading.agenda, m->gaps);
    add_fields(request, &out, m);
    m->sends_mail = asking_is_open(request);
    m->paste = programme_url(request, "/participants/paste");
    m->back = programme_url(request, "");
    m->action = programme_url(request, "/participants");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_participants(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use add(struct request *request, const struct reading *reading)
{
    struct str uid;
    const struct participant_new new = {
        .name = str_trim(request_typed(request, "name")),
        .organisation = str_trim(request_typed(request, "organisation")),
        .role = str_trim(request_typed(request, "role")), .sector = request_typed(request, "sector"),
        .mail = request_typed(request, "mail"), .came_by = S("invited")};
    if (new.name.n == 0) {
        form_refuse(request, form_find(participants_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
        return FAULT_INVALID;
    }
    enum fault fault = participant_add(request->db, request->arena, &reading->row, &new, request->now, &uid);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(participants_form, "mail"), W_NOTE("is on the list already"),
                    W_NOTE("look for it below, also among those taken off the list"));
        return FAULT_INVALID;
    }
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(participants_form, "name"), W_NOTE("would be one too many"),
                    W_NOTE("take somebody off the list"));
        return FAULT_INVALID;
    }
    return fault;
}

static enum fault must_use ask_all(struct request *request, const struct reading *reading)
{
    size_t asked = 0;
    if (!asking_is_open(request)) {
        form_refuse(request, form_find(participants_form, "do"), W_NOTE("cannot be done yet"),
                    W_NOTE("this network sends no mail; tell those who run it"));
        return FAULT_INVALID;
    }
    for (size_t i = 0; i < reading->team.n && asked < ASK_AT_ONCE; i++) {
        const struct q_participant_list *row = &reading->team.people[i];
        int64_t wait_s;
        if (!participant_is_there(row) || row->mail.n == 0 || row->asked_at.known) {
            continue;
        }
        TRY(rate_take(request->db, request->arena, &CITY_LIMIT, request->params[0], request->now, &wait_s));
        if (wait_s > 0) {
            form_refuse(request, form_find(participants_form, "do"), W_NOTE("was done for 500 people today"),
                        W_NOTE("go on tomorrow"));
            return FAULT_INVALID;
        }
        TRY(participant_ask(request->db, request->arena, row->uid, row->mail, row->language, row->id, request->now));
        asked++;
    }
    return OK;
}

enum fault participants_act(struct request *request, struct response *response)
{
    struct reading reading;
    TRY(load(request, &reading));
    if (!programme_has_do(request, participants_form)) {
        return FAULT_INVALID;
    }
    bool ask = str_eq(request_typed(request, "do"), S("ask"));
    TRY(ask ? ask_all(request, &reading) : add(request, &reading));
    return programme_done(request, response, "/participants", ask ? S("asked") : S("added"));
}
