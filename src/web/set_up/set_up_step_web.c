/* SPDX-License-Identifier: AGPL-3.0-or-later
** set_up: one step: its fields with what is set, saved by themselves; of mail, a test mail as well. */
#include "base/check.h"
#include "base/scan.h"
#include "store/job.h"
#include "store/mail.h"
#include "store/person.h"
#include "text/words.h"
#include "web/jobs/jobs_web.h"
#include "web/mail/mail_web.h"
#include "web/say.h"
#include "web/set_up/set_up_web.h"
#include "web/views.h"

const struct field set_up_step_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved",
     .help = "what was done before, to be said"},
    {0},
};

/* ---- the fields */

static struct str say_hint(struct out *out, const struct set_up_ask *ask)
{
    struct str why = words_text(out, ask->why, NULL, 0);
    if (ask->example[0] == '\0') {
        return why;
    }
    struct str example = SAY(out, "For example: {example}", slot("example", words_text(out, ask->example, NULL, 0)));
    return str_format(out->arena, "%.*s %.*s", STR_ARG(why), STR_ARG(example));
}

static void fill_choices(struct set_up_row *row, struct out *out, const struct set_up_ask *ask)
{
    for (size_t i = 0; i < SET_UP_OPTIONS_MAX && ask->options[i].value != NULL; i++) {
        struct str value = str_of(ask->options[i].value);
        row->choices[row->choices_count++] = (struct set_up_choice){
            .value = value, .id = str_format(out->arena, "%.*s-%.*s", STR_ARG(row->field.name), STR_ARG(value)),
            .label = words_text(out, ask->options[i].label, NULL, 0), .chosen = str_eq(row->field.value, value)};
    }
}

static void add_row(struct request *request, struct out *out, const struct legal *legal, const struct set_up_ask *ask,
                    struct set_up_step_page *m)
{
    const char *name = str_c(request->arena, setting_known[ask->which].name);
    check(m->rows_count < SET_UP_ROWS_MAX);
    struct set_up_row *row = &m->rows[m->rows_count++];
    row->field = form_field_of(request, form_find(set_up_step_form, name), say_hint(out, ask));
    row->field.long_text = ask->long_text;
    if (!request->acts) {
        row->field.value = set_up_shown(out, ask->which, legal_value(legal, ask->which));
    }
    fill_choices(row, out, ask);
}

/* Who has changed one of them meanwhile is noticed by this. */
static struct str seen_of(struct arena *arena, const struct setting_values *values, enum set_up_step step)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < set_up_asks_count; i++) {
        if (set_up_asks[i].step == step) {
            sum = sum * 31 + str_hash(values->items[set_up_asks[i].which].value);
        }
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

/* ---- what is set elsewhere */

static void add_elsewhere(struct set_up_step_page *m, struct out *out, const struct legal *legal, struct str label,
                          enum setting_name which, const char *value)
{
    struct str present = legal_value(legal, which);
    check(m->elsewhere_count < SET_UP_ELSEWHERE_MAX);
    m->elsewhere[m->elsewhere_count++] = (struct set_up_elsewhere){
        label, present.n > 0 ? present : W(out, "not set"),
        str_format(out->arena, "smallgiants setting %.*s %s", STR_ARG(setting_known[which].name), value)};
}

static void fill_elsewhere(struct set_up_step_page *m, struct out *out, const struct legal *legal,
                           enum set_up_step step)
{
    if (step == STEP_HOSTING) {
        add_elsewhere(m, out, legal, W(out, "Address of the site"), SETTING_BASE_URL, "https://network.city.example");
        add_elsewhere(m, out, legal, W(out, "Folder for imports"), SETTING_IMPORT_FOLDER, "/srv/lists");
    } else if (step == STEP_MAIL) {
        add_elsewhere(m, out, legal, W(out, "File with the password of the mail server"), SETTING_MAIL_PASSWORD_FILE,
                      "/etc/smallgiants/mail-password");
        add_elsewhere(m, out, legal, W(out, "File with certificates to trust there"), SETTING_MAIL_CA_FILE,
                      "/etc/ssl/city-ca.pem");
    }
}

/* ---- the last test mail */

static struct notice say_tested(struct out *out, const struct q_mail_last_of *row)
{
    struct slot when = slot("when", say_instant(out, row->sent_at.known ? row->sent_at.v : row->made_at));
    struct slot why = slot("why", row->why);
    if (str_eq(row->state, S("sent"))) {
        return (struct notice){TONE_GOOD, W(out, "The mail server has taken the test mail"),
                               say_html(out, W_NOTE("On {when}. See whether it arrives; if not, look where spam goes."),
                                        &when, 1)};
    }
    if (str_eq(row->state, S("waiting"))) {
        return (struct notice){TONE_RUNNING, W(out, "The test mail is on its way"),
                               row->why.n == 0
                                   ? html_text(out->arena, W(out, "Load this page again in a minute."))
                                   : say_html(out, W_NOTE("It did not get through yet and is tried again. The reason: "
                                                          "{why}"), &why, 1)};
    }
    return (struct notice){TONE_STOPPED, W(out, "The test mail did not get through"),
                           say_html(out, W_NOTE("The reason: {why}"), &why, 1)};
}

static enum fault must_use load_tested(struct request *request, struct q_mail_last_of *ret_row)
{
    return q_mail_last_of(request->db, request->arena, S(TEST_MAIL), request->who->person_id, ret_row);
}

static enum fault must_use fill_mail(struct request *request, struct out *out, const struct legal *legal,
                                     struct set_up_step_page *m)
{
    struct q_mail_last_of row;
    enum fault fault = load_tested(request, &row);
    m->is_mail = true;
    m->tested = fault == OK ? say_tested(out, &row) : (struct notice){0};
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    return set_up_sender_load(request, out, legal_value(legal, SETTING_MAIL_SENDER), &m->sender);
}

/* ---- the page */

static struct page *page_of_step(struct request *request, struct out *out, enum set_up_step step)
{
    const struct set_up_step_row *row = &set_up_steps[step];
    struct page *page = page_of(request, words_text(out, row->title, NULL, 0), words_text(out, row->lead, NULL, 0),
                                DOOR_NONE);
    page->no_index = true;
    page->kicker = SAY(out, "Step {n} of {all}", slot("n", (int)step + 1), slot("all", (int)STEP__MAX + 1));
    page_add_crumb(page, W(out, "Set up this site"), URL("/set-up"));
    return page;
}

enum fault set_up_step_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct set_up_step_page *m = arena_new(request->arena, struct set_up_step_page);
    enum set_up_step step = set_up_step_find(request->params[0]);
    struct legal legal;
    if (step == STEP__MAX) {
        return FAULT_NOT_FOUND;
    }
    if (step == STEP_MAIL) {
        q_mail_last_of_soon(request->db, S(TEST_MAIL), request->who->person_id);
        q_job_alone_soon(request->db, S(SENDER_CHECK_JOB));
    }
    TRY(legal_load(request, &legal));
    m->page = page_of_step(request, &out, step);
    m->head = set_up_head_of(request, &out, &legal, step);
    for (size_t i = 0; i < set_up_asks_count; i++) {
        if (set_up_asks[i].step == step) {
            add_row(request, &out, &legal, &set_up_asks[i], m);
        }
    }
    fill_elsewhere(m, &out, &legal, step);
    if (step == STEP_MAIL) {
        TRY(fill_mail(request, &out, &legal, m));
    }
    m->seen = seen_of(request->arena, &legal.values, step);
    m->problems = form_problems_of(request, set_up_step_form);
    m->action = url_path_of(request->arena, "/set-up/{}", request->params[0]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_set_up_step(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use refuse_meanwhile(struct request *request, struct response *response)
{
    form_refuse(request, form_find(set_up_step_form, "seen"), W_NOTE("was changed meanwhile, in another tab or place"),
                W_NOTE("look at what you typed and save it again"));
    response->status = 409;
    return FAULT_INVALID;
}

/* One that waits is enough. */
static enum fault must_use add_test(struct request *request)
{
    struct setting_mail setting;
    struct q_person_by_id person;
    struct q_mail_last_of last;
    bool added;
    TRY(setting_mail(request->db, request->arena, &setting));
    if (!setting.is_on) {
        form_refuse(request, form_find(set_up_step_form, setting.server.n == 0 ? "mail_server" : "mail_sender"),
                    W_NOTE("is empty"), W_NOTE("no mail goes out without it"));
        return FAULT_INVALID;
    }
    enum fault fault = load_tested(request, &last);
    if (fault != FAULT_NOT_FOUND && (fault != OK || str_eq(last.state, S("waiting")))) {
        return fault;
    }
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &person));
    const struct mail_new mail = {.kind = S(TEST_MAIL), .address = person.mail, .person = person.id,
                                  .language = person.language};
    return mail_add(request->db, request->arena, &mail, request->now, &added);
}

static enum fault must_use send_test(struct request *request)
{
    TRY(add_test(request));
    return set_up_sender_wake(request);
}

static struct str address_after(enum set_up_step step, struct arena *arena)
{
    return step + 1 == STEP__MAX ? S("/set-up?done=saved")
                                 : str_format(arena, "/set-up/%s?done=saved", set_up_steps[step + 1].name);
}

enum fault set_up_step_act(struct request *request, struct response *response)
{
    enum set_up_step step = set_up_step_find(request->params[0]);
    struct legal legal;
    if (step == STEP__MAX) {
        return FAULT_NOT_FOUND;
    }
    TRY(legal_load(request, &legal));
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &legal.values, step))) {
        return refuse_meanwhile(request, response);
    }
    bool tests = step == STEP_MAIL && str_eq(request_typed(request, "do"), S("test"));
    TRY(set_up_save(request, &legal.values, step));
    TRY(tests ? send_test(request) : OK);
    response->status = 303;
    response->location = tests ? S("/set-up/mail?done=saved") : address_after(step, request->arena);
    return OK;
}
