/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: one who takes part: what is known, their page once more, off the list and back, erased. */
#include "base/check.h"
#include "store/person.h"
#include "store/rate.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/programme/programme_web.h"
#include "web/say.h"

const struct field participant_form[] = {
    {.name = "name", .label = W_NOTE("Name"), .kind = FIELD_TEXT, .max = PARTICIPANT_NAME_MAX, .help = "theirs"},
    {.name = "organisation", .label = W_NOTE("Organisation"), .kind = FIELD_TEXT, .max = PARTICIPANT_ORGANISATION_MAX,
     .help = "that they come from"},
    {.name = "role", .label = W_NOTE("What they do there"), .kind = FIELD_TEXT, .max = PARTICIPANT_ROLE_MAX,
     .help = "such as head of finance"},
    {.name = "sector", .label = W_NOTE("Sector"), .kind = FIELD_CHOICE, .choices = "public private third",
     .help = "public, private or third"},
    {.name = "short_name", .label = W_NOTE("Name in the room"), .kind = FIELD_TEXT, .max = PARTICIPANT_SHORT_MAX,
     .help = "short, as others see it"},
    {.name = "mail", .label = W_NOTE("Mail address"), .kind = FIELD_MAIL, .max = PERSON_MAIL_MAX,
     .help = "where their page goes"},
    {.name = "language", .label = W_NOTE("Language"), .kind = FIELD_CHOICE, .choices = "en de",
     .help = "of their mails"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save reach ask out back erase",
     .help = "save it, or the address; mail their page; off the list, or back; erase them"},
    {0},
};

static const struct rate_limit ADDRESS_LIMIT = {S_INIT("participant-mail"), 3, 86400};

struct reading {
    struct q_programme_of row;
    struct q_participant_of person;
    struct agenda agenda;
    struct programme_team team;
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    struct str us = request->params[0], uid = request->params[1];
    programme_load_soon(request);
    q_participant_of_soon(request->db, us, uid, request->params[2]);
    agenda_load_soon(request->db, uid);
    programme_team_soon(request->db, uid);
    TRY(programme_load(request, &reading->row));
    TRY(q_participant_of(request->db, request->arena, us, uid, request->params[2], &reading->person));
    TRY(agenda_load(request->db, request->arena, uid, &reading->agenda));
    TRY(programme_team_load(request->db, request->arena, uid, &reading->team));
    return reading->person.erased_at.known ? FAULT_NOT_FOUND : OK;
}

/* ---- the page */

static void add_facts(struct request *request, struct out *out, const struct reading *reading, struct deed *m)
{
    const struct q_participant_of *person = &reading->person;
    deed_fact(request, m, W(out, "Their page was mailed"),
              person->asked_at.known ? say_day(out, person->asked_at) : W(out, "Not yet"));
    for (size_t i = 0; i < reading->agenda.sessions_n && i < DEED_FACTS_MAX - 2; i++) {
        enum team_says says = participant_says(&reading->team, person->id, reading->agenda.sessions[i].id);
        deed_fact(request, m, say_session(out, &reading->agenda, &reading->agenda.sessions[i]),
                  says == TEAM_COMES    ? W(out, "comes")
                  : says == TEAM_CANNOT ? W(out, "cannot come")
                                        : W(out, "not answered yet"));
    }
}

static void fill_in(struct request *request, struct deed_form *form, const char *name, struct str value)
{
    struct form_field *field = deed_field(request, form, form_find(participant_form, name), S(""));
    field->value = request->acts ? field->value : value;
}

static void add_about(struct request *request, struct out *out, const struct q_participant_of *person, struct deed *m)
{
    static const char *const words[] = {"public", "private", "third"};
    struct deed_form *form = deed_form(m, W(out, "Who they are"), S(""));
    fill_in(request, form, "name", person->name);
    fill_in(request, form, "organisation", person->organisation);
    fill_in(request, form, "role", person->role);
    struct deed_select *sector = deed_select(request, form, form_find(participant_form, "sector"), S(""), 4);
    deed_option(request, sector, S(""), W(out, "Not said"));
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        deed_option(request, sector, str_of(words[i]), say_participant_sector(out, str_of(words[i])));
        struct deed_option *option = &sector->options[sector->n - 1];
        option->chosen = request->acts ? option->chosen : str_eq(option->value, person->sector);
    }
    deed_button(form, "save", W(out, "Save"));
}

static void add_reach(struct request *request, struct out *out, const struct q_participant_of *person, struct deed *m)
{
    static const char *const codes[] = {"en", "de"};
    struct deed_form *form = deed_form(m, W(out, "How they are reached"), S(""));
    fill_in(request, form, "mail", person->mail);
    fill_in(request, form, "short_name", person->short_name);
    struct deed_select *language = deed_select(request, form, form_find(participant_form, "language"), S(""), 2);
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        deed_option(request, language, str_of(codes[i]), say_language(out, str_of(codes[i])));
        struct deed_option *option = &language->options[i];
        option->chosen = request->acts ? option->chosen : str_eq(option->value, person->language);
    }
    deed_button_quiet(form, "reach", W(out, "Save how they are reached"));
    if (person->mail.n > 0 && asking_is_open(request)) {
        deed_button_quiet(form, "ask", person->asked_at.known ? W(out, "Mail their page once more")
                                                              : W(out, "Mail their page"));
    }
}

enum fault participant_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct reading reading;
    TRY(load(request, &reading));
    const struct q_participant_of *person = &reading.person;
    struct deed *m = programme_deed(request, &out, &reading.row, person->name,
                                    W(&out, "What is known of somebody who takes part, and what they said."));
    page_add_crumb(m->page, W(&out, "Who takes part"), programme_url(request, "/participants"));
    add_facts(request, &out, &reading, m);
    if (person->removed_at.known) {
        deed_button(deed_form(m, W(&out, "Taken off the list"),
                              W(&out, "Thirty days after that they are erased.")), "back",
                    W(&out, "Put back on the list"));
    } else {
        add_about(request, &out, person, m);
        add_reach(request, &out, person, m);
        deed_button_quiet(deed_form(m, W(&out, "They do not take part"), W(&out, "It can be undone for thirty days.")),
                          "out", W(&out, "Take off the list"));
    }
    deed_button_quiet(deed_form(m, W(&out, "Erase"),
                                W(&out, "Name, organisation and address go for good. What they gave to the results "
                                        "stays, without them.")), "erase", W(&out, "Erase for good"));
    m->action = url_path_of(request->arena, "/member-cities/{}/programmes/{}/participants/{}", request->params[0],
                            request->params[1], request->params[2]);
    deed_end(request, response, m, participant_form);
    return OK;
}

/* ---- what it does */

static enum fault must_use save(struct request *request, const struct q_participant_of *person, bool reach)
{
    struct str name = str_trim(request_typed(request, "name"));
    struct str short_name = str_trim(request_typed(request, "short_name"));
    struct str mail = request_typed(request, "mail"), folded = person_fold_mail(request->arena, mail);
    struct str language = request_typed(request, "language");
    struct q_participant_by_mail other;
    if (!reach && name.n == 0) {
        form_refuse(request, form_find(participant_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
        return FAULT_INVALID;
    }
    enum fault fault = reach && folded.n > 0
                           ? q_participant_by_mail(request->db, request->arena, person->programme_id, folded, &other)
                           : FAULT_NOT_FOUND;
    if (fault == OK && !str_eq(other.uid, person->uid)) {
        form_refuse(request, form_find(participant_form, "mail"), W_NOTE("is on the list already"),
                    W_NOTE("an address stands for one person"));
        return FAULT_INVALID;
    }
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    return q_participant_save(request->db, &(struct q_participant_save_in){
        .id = person->id, .name = reach ? person->name : name,
        .short_name = reach && short_name.n > 0 ? short_name : person->short_name,
        .organisation = reach ? person->organisation : str_trim(request_typed(request, "organisation")),
        .sector = reach ? person->sector : request_typed(request, "sector"),
        .role = reach ? person->role : str_trim(request_typed(request, "role")), .mail = reach ? mail : person->mail,
        .mail_folded = reach ? folded : person_fold_mail(request->arena, person->mail),
        .language = reach && language.n > 0 ? language : person->language});
}

static enum fault must_use ask(struct request *request, struct response *response,
                               const struct q_participant_of *person)
{
    int64_t wait_s;
    if (person->mail.n == 0 || person->removed_at.known || !asking_is_open(request)) {
        form_refuse(request, form_find(participant_form, "do"), W_NOTE("cannot be done now"),
                    W_NOTE("they need an address, and a place on the list"));
        return FAULT_INVALID;
    }
    TRY(rate_take(request->db, request->arena, &ADDRESS_LIMIT, person_fold_mail(request->arena, person->mail),
                  request->now, &wait_s));
    if (wait_s > 0) {
        form_refuse(request, form_find(participant_form, "do"), W_NOTE("was done three times today"),
                    W_NOTE("try again tomorrow, or tell them by telephone"));
        response->status = 429;
        return FAULT_INVALID;
    }
    return participant_ask(request->db, request->arena, person->uid, person->mail, person->language, person->id,
                           request->now);
}

enum fault participant_act(struct request *request, struct response *response)
{
    struct reading reading;
    struct str what = request_typed(request, "do");
    TRY(load(request, &reading));
    const struct q_participant_of *person = &reading.person;
    struct db *db = request->db;
    if (!programme_has_do(request, participant_form)) {
        return FAULT_INVALID;
    }
    bool erase = str_eq(what, S("erase")), out = str_eq(what, S("out")), back = str_eq(what, S("back"));
    if (erase) {
        TRY(participant_erase(db, request->arena, person->uid, request->now));
    } else if (out || back) {
        TRY(q_participant_remove(db, person->id, (struct maybe_int){out, out ? request->now : 0}));
    } else {
        TRY(str_eq(what, S("ask")) ? ask(request, response, person)
                                   : save(request, person, str_eq(what, S("reach"))));
    }
    TRY(q_programme_touch(db, person->programme_id, request->now));
    return programme_done(request, response, "/participants",
                          erase ? S("erased") : out ? S("out") : back ? S("back") : str_eq(what, S("ask")) ? S("asked")
                                                                                                          : S("saved"));
}
