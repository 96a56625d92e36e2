/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: taken along to a room without internet as a file, and brought home again: looked at, then kept. */
#include "base/check.h"
#include "store/vote.sql.h"
#include "text/words.h"
#include "web/programme/programme_file.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/views.h"

#define LAPTOP "sqlite:room.db" /* the database of the laptop, in its examples */

const struct field carry_form[] = {
    {.name = "rows", .label = W_NOTE("The file"), .kind = FIELD_TEXT, .min = 1, .max = CARRY_TEXT_MAX,
     .help = "the text of the file that comes home"},
    {.name = "seen", .label = W_NOTE("The file as it was looked at"), .kind = FIELD_TEXT, .max = 16,
     .help = "what was looked at, to notice what was changed since"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "look keep",
     .help = "look at what it would change, or bring it home"},
    {0},
};

const struct field carry_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "brought",
     .help = "what was done before, to be said"},
    {0},
};

static struct str seen_of(struct request *request)
{
    return str_format(request->arena, "%016llx", (unsigned long long)str_hash(request_typed(request, "rows")));
}

/* Each part of a file as people know it. */
static struct str part_name(struct out *out, const struct carry_table *table)
{
    static const struct { const char *part, *name; } names[] = {
        {"programme", W_NOTE("Name, place and house rules")}, {"programme_city", W_NOTE("A city of it")},
        {"programme_stage", W_NOTE("How it stands")}, {"session", W_NOTE("A session")},
        {"block", W_NOTE("A block of the agenda")}, {"participant", W_NOTE("Somebody who takes part")},
        {"attendance", W_NOTE("Who was there")}, {"card", W_NOTE("A card of the wall")},
        {"vote", W_NOTE("A question of the room")}, {"vote_option", W_NOTE("A question of the room")},
        {"survey", W_NOTE("A survey")}, {"assessment", W_NOTE("An assessment")},
        {"assessment_round", W_NOTE("An assessment")}, {"rater", W_NOTE("Somebody who rates")},
        {"level", W_NOTE("A level that was agreed on")}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_eq(str_of(table->part), str_of(names[i].part))) {
            return words_text(out, names[i].name, NULL, 0);
        }
    }
    return W(out, "Something that was counted");
}

/* The programme's own file, and what it would do; what does not fit is said beside the field. */
static enum fault must_use understand(struct request *request, struct programme_file *ret_file)
{
    struct problems problems;
    struct q_carry_home home;
    problems_init(&problems, request->arena);
    const struct field *field = form_find(carry_form, "rows");
    enum fault fault = programme_file_read(request->arena, request->site->key, request_typed(request, "rows"),
                                           &problems,
                                           ret_file);
    if (fault == FAULT_INVALID) {
        form_refuse(request, field, str_c(request->arena, problems.items[0].what),
                    str_c(request->arena, problems.items[0].hint));
        return fault;
    }
    TRY(fault);
    if (!str_eq(ret_file->programme, request->params[1]) || !str_eq(ret_file->city.uid, request->params[0])) {
        form_refuse(request, field, W_NOTE("is of another leadership programme"),
                    W_NOTE("open that one, and bring it there"));
        return FAULT_INVALID;
    }
    fault = q_carry_home(request->db, request->arena, ret_file->programme, &home);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    if (ret_file->is_ours != (fault == FAULT_NOT_FOUND)) {
        form_refuse(request, field, W_NOTE("was sealed for another network"),
                    W_NOTE("bring it to the network that it is from"));
        return FAULT_INVALID;
    }
    return OK;
}

static void add_report(struct request *request, struct out *out, const struct carry_report *report,
                       struct carry_page *m)
{
    m->looked = true;
    if (report->added + report->changed + report->removed + report->back + report->kept + report->differ == 0) {
        m->says[m->says_n++] = W(out, "Nothing: it stands here as it stood there.");
    }
    if (report->added > 0) {
        m->says[m->says_n++] = SAY(out, "{n} thing is new.|{n} things are new.",
                                   slot("n", count((int64_t)report->added)));
    }
    if (report->changed > 0) {
        m->says[m->says_n++] = SAY(out, "{n} thing changes.|{n} things change.",
                                   slot("n", count((int64_t)report->changed)));
    }
    if (report->removed > 0) {
        m->says[m->says_n++] = SAY(out, "{n} thing is taken out.|{n} things are taken out.",
                                   slot("n", count((int64_t)report->removed)));
    }
    if (report->back > 0) {
        m->says[m->says_n++] = SAY(out, "{n} thing was taken out here and changed there: it stands again.|{n} things "
                                        "were "
                                        "taken out here and changed there: they stand again.",
                                   slot("n", count((int64_t)report->back)));
    }
    if (report->kept > 0) {
        m->says[m->says_n++] = SAY(out, "{n} thing was taken out there and changed here: it stays.|{n} things were "
                                        "taken "
                                        "out there and changed here: they stay.", slot("n",
                                            count((int64_t)report->kept)));
    }
    if (report->twice > 0) {
        m->says[m->says_n++] =
            SAY(out, "{n} person has answered a survey here and there since the file was made: both answers count, "
                     "since "
                     "nobody can tell whose they are.|{n} people have answered a survey here and there since the file "
                     "was "
                     "made: both answers count, since nobody can tell whose they are.",
                slot("n", count((int64_t)report->twice)));
    }
    m->differs = arena_array(request->arena, struct programme_line, CARRY_DIFFER_MAX);
    for (size_t i = 0; i < report->named; i++) {
        m->differs[m->differs_n++] = (struct programme_line){part_name(out, report->differs[i].table),
                                                             str_clip_letters(report->differs[i].says, 120)};
    }
}

/* What it is stands beside the field, and here where. */
static enum fault must_use say_line(struct request *request, struct out *out, const struct programme_file *file,
                                    struct carry_page *m)
{
    if (file->line > 0) {
        m->notice = (struct notice){TONE_CARE, SAY(out, "Line {n} of the file", slot("n", count((int64_t)file->line))),
                                    html_text(request->arena, W(out, "Nothing was changed."))};
    }
    return OK;
}

static enum fault must_use look(struct request *request, struct out *out, struct carry_page *m)
{
    struct programme_file file;
    struct carry_report report;
    enum fault fault = understand(request, &file);
    if (fault == FAULT_INVALID) {
        return say_line(request, out, &file, m);
    }
    TRY(fault);
    TRY(carry_look(request->db, request->arena, file.programme, &file.rows, &report));
    add_report(request, out, &report, m);
    m->seen = seen_of(request);
    return OK;
}

static enum fault must_use put_file(struct request *request, struct response *response)
{
    TRY(programme_file_write(request->db, request->arena, request->site->key, request->site->name, request->params[1],
                             request->now, &response->body));
    response->file_name = str_join(request->arena, request->params[1], S(".programme.txt"));
    response->max_age_s = -1;
    return OK;
}

static void say_where(struct request *request, struct out *out, const struct q_carry_home *home, struct carry_page *m)
{
    m->home = home == NULL ? S("")
                           : SAY(out, "Here it is a guest: it was brought from {network} on {day}.",
                                 slot("network", home->network),
                                 slot("day", (struct date){(int32_t)(home->brought_at / 86400)}));
    m->along = W(out, "The file has agenda, participants without their mail addresses, wall, questions, surveys, and "
                      "assessments by our own framework. What was answered and rated, and who marked what, is sealed "
                      "in "
                      "it: only this network can read it. Who has answered a survey is not, so that nobody answers "
                      "twice. Keep it as you keep the list of participants.");
    m->bring = str_format(request->arena, "smallgiants migrate --db " LAPTOP " && smallgiants programme import "
                                          "%.*s.programme.txt --db " LAPTOP,
                          STR_ARG(request->params[1]));
    m->serve = S("smallgiants serve --room --db " LAPTOP);
    m->back_home = str_format(request->arena, "smallgiants programme export %.*s --db " LAPTOP,
                              STR_ARG(request->params[1]));
}

enum fault carry_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct carry_page *m = arena_new(request->arena, struct carry_page);
    struct q_programme_of row;
    struct q_carry_open_votes open;
    struct q_carry_home home;
    programme_load_soon(request);
    q_carry_open_votes_soon(request->db, request->params[1]);
    q_carry_home_soon(request->db, request->params[1]);
    TRY(programme_load(request, &row));
    TRY(q_carry_open_votes(request->db, request->arena, request->params[1], &open));
    enum fault fault = q_carry_home(request->db, request->arena, request->params[1], &home);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    if (request->form == FORM_TEXT && open.n == 0) {
        return put_file(request, response);
    }
    say_where(request, &out, fault == OK ? &home : NULL, m);
    m->is_asking = open.n > 0;
    m->page = programme_page_of(request, &out, &row, W(&out, "A room without internet"),
                                W(&out, "Take this leadership programme along as a file, and bring home what was done "
                                        "there."));
    if (request->acts) {
        TRY(look(request, &out, m));
    }
    if (str_eq(request->acts ? S("") : request_text(request, "done"), S("brought"))) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "It is home."), html_text(request->arena, W(&out,
            "What was done there stands here now."))};
    }
    m->text = form_field_of(request, form_find(carry_form, "rows"),
                            W(&out, "Choose the file that the laptop wrote, or paste its text."));
    m->text.long_text = true;
    m->problems = form_problems_of(request, carry_form);
    m->file = programme_url(request, "/carry.txt");
    m->action = programme_url(request, "/carry");
    m->back = programme_url(request, "");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_carry(&out, m);
    return OK;
}

enum fault carry_act(struct request *request, struct response *response)
{
    struct programme_file file;
    struct carry_report report;
    struct problems problems;
    struct q_programme_of row;
    bool is_seen = str_eq(request_typed(request, "seen"), seen_of(request));
    if (!str_eq(request_typed(request, "do"), S("keep")) || !is_seen) {
        response->looks = true;
        return FAULT_INVALID;
    }
    TRY(programme_load(request, &row));
    TRY(understand(request, &file));
    problems_init(&problems, request->arena);
    enum fault fault = programme_file_bring(request->db, request->arena, &file, false, request->now, &problems,
                                            &report);
    if (problems.n > 0) {
        form_refuse(request, form_find(carry_form, "rows"), str_c(request->arena, problems.items[0].what),
                    str_c(request->arena, problems.items[0].hint));
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(q_room_event_raise(request->db, row.id));
    return programme_done(request, response, "/carry", S("brought"));
}
