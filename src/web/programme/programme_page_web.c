/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: one: where it stands, what comes next, who takes part. */
#include "base/check.h"
#include "domain/action.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/programme/record_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field programme_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "made said unsaid saved rules",
     .help = "what was done before, to be said"},
    {0},
};

const struct field programme_form[] = {
    {.name = "seen", .label = W_NOTE("How it stands"), .kind = FIELD_TEXT, .max = 12,
     .help = "sent along by the page: the number of the last step"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "survey_open survey_closed day wrap_up follow_up called_off undo",
     .help = "say the next step, or take the last one back"},
    {0},
};

struct looking {
    struct q_programme_of row;
    struct q_programme_stages *stages;
    size_t stages_n;
    struct q_programme_cities *cities;
    size_t cities_n;
    struct agenda agenda;
    struct programme_team team;
};

static enum fault must_use load(struct request *request, struct looking *looking)
{
    struct str uid = request->params[1];
    programme_load_soon(request);
    q_programme_stages_soon(request->db, uid);
    q_programme_cities_soon(request->db, uid);
    agenda_load_soon(request->db, uid);
    programme_team_soon(request->db, uid);
    TRY(programme_load(request, &looking->row));
    TRY(q_programme_stages(request->db, request->arena, uid, &looking->stages, &looking->stages_n));
    TRY(q_programme_cities(request->db, request->arena, uid, &looking->cities, &looking->cities_n));
    TRY(agenda_load(request->db, request->arena, uid, &looking->agenda));
    return programme_team_load(request->db, request->arena, uid, &looking->team);
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("made"))     ? W(out, "It is made. Look at the agenda, then ask people to come.")
                      : str_eq(done, S("said"))   ? W(out, "Saved. You can take it back below.")
                      : str_eq(done, S("unsaid")) ? W(out, "Taken back.")
                      : done.n > 0                ? W(out, "Saved.")
                                                  : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void fact(struct request *request, struct programme_page *m, struct str label, struct str value)
{
    if (value.n > 0) {
        check(m->facts_n < COUNT_OF(m->facts));
        m->facts[m->facts_n++] = (struct fact){.label = label, .value = html_text(request->arena, value),
                                               .as_of = DATE_NONE};
    }
}

static void add_facts(struct request *request, struct out *out, const struct looking *looking,
                      struct programme_page *m)
{
    const struct q_programme_of *row = &looking->row;
    struct str cities = S("");
    for (size_t i = 0; i < looking->cities_n; i++) {
        struct str name = looking->cities[i].name;
        cities = cities.n == 0 ? name : str_format(request->arena, "%.*s, %.*s", STR_ARG(cities), STR_ARG(name));
    }
    fact(request, m, W(out, "When"), say_programme_days(out, row->begins_on, row->ends_on));
    fact(request, m, W(out, "Where"), row->place);
    fact(request, m, W(out, "For whom"), say_programme_host(out, row->city, row->host_kind, row->host_name));
    fact(request, m, W(out, "Cities"), cities);
    fact(request, m, W(out, "Languages"), say_languages(out, row->languages));
    fact(request, m, W(out, "Code of the room"), row->code);
}

static void add_way(struct request *request, struct out *out, const struct looking *looking, struct programme_page *m)
{
    const struct q_programme_of *row = &looking->row;
    struct programme_at now = programme_at(row), next;
    int days = row->days > 0 ? (int)row->days : 1;
    for (size_t i = 0; i < looking->stages_n && i < COUNT_OF(m->lines); i++) {
        struct programme_at at = {.day = (int)looking->stages[i].day};
        check(programme_stage_parse(looking->stages[i].stage, &at.stage)); /* the schema holds it */
        struct slot slots[] = {slot("date", (struct date){(int32_t)(looking->stages[i].made_at / 86400)}),
                               slot("name", looking->stages[i].person)};
        m->lines[m->lines_n++] = (struct programme_line){
            say_programme_stage(out, at),
            looking->stages[i].person.n > 0 ? words_text(out, W_NOTE("{date}, said by {name}."), slots, 2)
                                            : words_text(out, W_NOTE("{date}."), slots, 1)};
    }
    if (programme_usual(now, days, &next)) {
        m->next = programme_stage_word(next.stage);
        m->next_name = say_programme_do(out, next);
        m->by_survey = programme_stage_by_survey(next.stage);
        m->next_says = say_programme_means(out, next);
    }
    next = (struct programme_at){PROGRAMME_DAY, 1};
    if (now.stage == PROGRAMME_DRAFT && programme_may_follow(now, next, days)) {
        m->other = programme_stage_word(PROGRAMME_DAY);
        m->other_name = W(out, "Begin day 1 without a survey");
    }
    m->may_call_off = programme_may_follow(now, (struct programme_at){PROGRAMME_CALLED_OFF, 0}, days);
    m->undo = programme_may_undo((size_t)row->number) ? say_programme_stage(out, now) : S("");
    m->seen = programme_seen(request, row->number);
}

/* What comes once nothing more is to be said of the way: three looks at what became of it. */
static void add_after(struct request *request, struct out *out, const struct q_programme_of *row,
                      struct programme_page *m)
{
    if (programme_at(row).stage != PROGRAMME_FOLLOW_UP) {
        return;
    }
    m->after = W(out, "The three looks at what became of it are over: after 30 days, 90 days and 12 months.");
    for (size_t i = ACTION_REVIEWS; i-- > 0;) {
        struct date day = {row->ends_on.days + action_review_days[i]};
        if (day.days >= request->today.days) {
            m->after = SAY(out, "Next: on {date} whoever holds an open action is asked what became of it.",
                           slot("date", day));
        }
    }
}

static void add_people(struct out *out, const struct looking *looking, struct programme_page *m)
{
    size_t n = 0, answered = 0;
    for (size_t i = 0; i < looking->team.n; i++) {
        bool is_there = participant_is_there(&looking->team.people[i]);
        n += is_there;
        answered += is_there && looking->team.people[i].accepted_at.known;
    }
    struct slot slots[] = {slot("n", count((int64_t)n)), slot("answered", count((int64_t)answered))};
    m->people = n == 0 ? S("") : words_text(out, W_NOTE("{n} on the list; answers so far: {answered}."), slots, 2);
    m->gaps_n = programme_gaps(out, &looking->team, &looking->agenda, m->gaps);
    m->breaks_n = programme_breaks(out, &looking->row, &looking->team, &looking->agenda, m->breaks);
}

static struct str say_agenda(struct out *out, const struct agenda *agenda)
{
    size_t blocks = 0;
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        blocks += !agenda->blocks[i].removed_at.known;
    }
    struct slot slots[] = {slot("n", count((int64_t)agenda->sessions_n)), slot("blocks", count((int64_t)blocks))};
    return words_text(out, W_NOTE("{n} session; blocks of work: {blocks}.|{n} sessions; blocks of work: {blocks}."),
                      slots, 2);
}

enum fault programme_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct programme_page *m = arena_new(request->arena, struct programme_page);
    struct looking looking;
    TRY(load(request, &looking));
    m->page = programme_page_of(request, &out, &looking.row, looking.row.name,
                                W(&out, "Where it stands, what comes next, and who takes part."));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, programme_form);
    add_facts(request, &out, &looking, m);
    add_way(request, &out, &looking, m);
    add_after(request, &out, &looking.row, m);
    add_people(&out, &looking, m);
    m->rules_n = say_house_rules(&out, &looking.row, m->rules);
    if (looking.row.rules_more.n > 0) {
        m->rules[m->rules_n++] = looking.row.rules_more;
    }
    m->agenda_says = say_agenda(&out, &looking.agenda);
    m->agenda = programme_url(request, "/agenda");
    m->participants = programme_url(request, "/participants");
    m->wall = programme_url(request, "/wall");
    m->assessments = url_path_of(request->arena, "/member-cities/{}/assessments", request->params[0]);
    m->room = programme_url(request, "/room");
    m->carry = programme_url(request, "/carry");
    m->survey = programme_url(request, "/survey");
    if (record_may_be(&looking.row, request->today)) {
        m->record = programme_url(request, "/record");
        m->record_says = looking.row.published_at.known
                             ? SAY(&out, "Published since {date}.",
                                   slot("date", (struct date){(int32_t)(looking.row.published_at.v / 86400)}))
                             : W(&out, "Nothing of it is published.");
    }
    m->aims = programme_url(request, "/aims");
    m->notes = programme_url(request, "/notes");
    m->actions = programme_url(request, "/actions");
    m->about = programme_url(request, "/about");
    m->rules_url = programme_url(request, "/rules");
    m->list = member_url(request, "/member-cities/{}/programmes");
    m->action = programme_url(request, "");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_programme_page(&out, m);
    return OK;
}

enum fault programme_act(struct request *request, struct response *response)
{
    struct q_programme_of row;
    struct str what = request_typed(request, "do");
    struct programme_at next = {0};
    programme_load_soon(request);
    TRY(programme_load(request, &row));
    if (!programme_has_do(request, programme_form)) {
        return FAULT_INVALID;
    }
    bool undo = str_eq(what, S("undo"));
    if (!undo) {
        struct programme_at now = programme_at(&row);
        check(programme_stage_parse(what, &next.stage)); /* a choice of the field */
        next.day = next.stage != PROGRAMME_DAY ? 0 : now.stage == PROGRAMME_DAY ? now.day + 1 : 1;
    }
    enum fault fault = undo ? programme_unsay(request->db, &row, programme_seen_of(request), request->now)
                            : programme_say(request->db, &row, programme_seen_of(request), next,
                                            request->who->person_id, request->now);
    if (fault == FAULT_CONFLICT) {
        return programme_refuse(request, response, programme_form);
    }
    TRY(fault);
    bool was_off = undo && programme_at(&row).stage == PROGRAMME_CALLED_OFF;
    TRY(was_off || next.stage == PROGRAMME_CALLED_OFF
            ? programme_tell(request->db, request->arena, row.id, request->now) : OK);
    return programme_done(request, response, "", undo ? S("unsaid") : S("said"));
}
