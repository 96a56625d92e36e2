/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: those of one city, and a new one from a template. */
#include "base/check.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/views.h"

#define DAY_LETTERS 32

const struct field programmes_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "removed",
     .help = "what was done before, to be said"},
    {0},
};

const struct field programme_new_form[] = {
    {.name = "name", .label = W_NOTE("Name"), .kind = FIELD_TEXT, .min = 1, .max = PROGRAMME_NAME_MAX,
     .help = "of the leadership programme"},
    {.name = "day", .label = W_NOTE("First day"), .kind = FIELD_TEXT, .min = 1, .max = DAY_LETTERS,
     .help = "as 2027-01-12"},
    {.name = "host", .label = W_NOTE("For whom, if not for your city alone"), .kind = FIELD_TEXT,
     .max = PROGRAMME_HOST_MAX, .help = "a cluster of cities, a region or a state; nothing: the city"},
    {.name = "template", .label = W_NOTE("Agenda"), .kind = FIELD_CHOICE,
     .choices = "two_and_a_half_days one_day two_hours empty", .help = "a ready one, or an empty one"},
    {.name = "languages", .label = W_NOTE("Languages"), .kind = FIELD_CHOICE, .choices = "en de en-de de-en",
     .help = "of the pages and mails of those who take part, the main one first"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "begin", .help = "make it"},
    {0},
};

/* ---- the list */

static void add_rows(struct request *request, struct out *out, const struct q_member_by_uid *member,
                     const struct q_programme_list *rows, size_t n, struct programmes_page *m)
{
    m->rows = arena_array(request->arena, struct programme_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct programme_at at = {.day = (int)rows[i].day};
        check(programme_stage_parse(rows[i].stage, &at.stage)); /* the schema holds it */
        struct slot slots[] = {
            slot("days", say_programme_days(out, rows[i].begins_on, rows[i].ends_on)), slot("place", rows[i].place),
            slot("host", say_programme_host(out, member->name, rows[i].host_kind, rows[i].host_name)),
            slot("n", count(rows[i].participants_n))};
        m->rows[m->n++] = (struct programme_row){
            .url = url_path_of(request->arena, "/member-cities/{}/programmes/{}", request->params[0], rows[i].uid),
            .name = rows[i].name, .state = say_programme_tag(out, at),
            .says = words_text(out, W_NOTE("{days}. For {host}. {n} participant of the leadership programme.|"
                                           "{days}. For {host}. {n} participants of the leadership programme."), slots,
                               4)};
    }
}

enum fault programmes_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct programmes_page *m = arena_new(request->arena, struct programmes_page);
    struct q_member_by_uid member;
    struct q_programme_list *rows;
    size_t n;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_programme_list_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_programme_list(request->db, request->arena, request->params[0], &rows, &n));
    m->page = page_of(request, SAY(&out, "Leadership programmes of {city}", slot("city", member.name)),
                      W(&out, "Days on which the leaders of your city find out together what comes next."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    if (request_text(request, "done").n > 0) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "The leadership programme is removed."))};
    }
    add_rows(request, &out, &member, rows, n, m);
    m->new_url = member_url(request, "/member-cities/{}/programmes/new");
    response->max_age_s = -1;
    view_programmes(&out, m);
    return OK;
}

/* ---- a new one */

static void add_selects(struct request *request, struct out *out, struct deed_form *form)
{
    static const char *const codes[] = {"en", "de", "en-de", "de-en"};
    struct deed_select *template = deed_select(request, form, form_find(programme_new_form, "template"),
                                               W(out, "Blocks with purpose and minutes; all of it can be changed."),
                                               AGENDA_TEMPLATES + 1);
    for (size_t i = 0; i < AGENDA_TEMPLATES; i++) {
        deed_option(request, template, agenda_templates[i].word, say_template(out, agenda_templates[i].word));
    }
    deed_option(request, template, S("empty"), say_template(out, S("")));
    struct deed_select *languages = deed_select(request, form, form_find(programme_new_form, "languages"), S(""),
                                                COUNT_OF(codes));
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct str rest, first = str_cut(str_of(codes[i]), '-', &rest);
        struct str name = rest.s == NULL ? say_language(out, first)
                                         : str_format(request->arena, "%.*s, %.*s", STR_ARG(say_language(out, first)),
                                                      STR_ARG(say_language(out, rest)));
        deed_option(request, languages, str_of(codes[i]), name);
        struct deed_option *option = &languages->options[languages->n - 1];
        option->chosen = request->acts ? option->chosen : str_eq(option->value, words_tag(request->words));
    }
}

enum fault programme_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_member_by_uid member;
    q_member_by_uid_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    struct deed *m = deed_of(request, W(&out, "Make a leadership programme"),
                             W(&out, "One short form; nobody is told before you ask them."));
    page_add_crumb(m->page, SAY(&out, "Leadership programmes of {city}", slot("city", member.name)),
                   member_url(request, "/member-cities/{}/programmes"));
    m->action = member_url(request, "/member-cities/{}/programmes/new");
    struct deed_form *form = deed_form(m, W(&out, "What it is"), S(""));
    struct form_field *name = deed_field(request, form, form_find(programme_new_form, "name"), S(""));
    name->value = request->acts ? name->value
                                : SAY(&out, "Leadership programme of {city}", slot("city", member.name));
    deed_field(request, form, form_find(programme_new_form, "day"), S(""))->type = S("date");
    deed_field(request, form, form_find(programme_new_form, "host"),
               W(&out, "A cluster of cities, a region or a state. Empty: your city."));
    add_selects(request, &out, form);
    deed_button(form, "begin", W(&out, "Make it"));
    deed_end(request, response, m, programme_new_form);
    return OK;
}

/* "en-de" of the form is "en de" of the column. */
static struct str languages_of(struct request *request)
{
    struct str rest, first = str_cut(request_typed(request, "languages"), '-', &rest);
    return rest.s == NULL ? first : str_format(request->arena, "%.*s %.*s", STR_ARG(first), STR_ARG(rest));
}

static void judge(struct request *request, struct programme_new *new)
{
    if (new->name.n == 0) {
        form_refuse(request, form_find(programme_new_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    if (programme_read_day(request, programme_new_form, &new->begins_on) &&
        new->begins_on.days < request->today.days - 1) {
        form_refuse(request, form_find(programme_new_form, "day"), W_NOTE("is over"), W_NOTE("use a later day"));
    }
    if (new->template.n == 0) {
        form_refuse(request, form_find(programme_new_form, "template"), W_NOTE("is not chosen"),
                    W_NOTE("choose one of these"));
    }
    if (new->languages.n == 0) {
        form_refuse(request, form_find(programme_new_form, "languages"), W_NOTE("is not chosen"),
                    W_NOTE("choose one of these"));
    }
}

enum fault programme_new_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct str uid, host = str_trim(request_typed(request, "host"));
    q_member_by_uid_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    struct programme_new new = {
        .member_id = member.id, .host_kind = host.n > 0 ? S("region") : S("city"), .host_name = host,
        .name = str_trim(request_typed(request, "name")), .template = request_typed(request, "template"),
        .languages = languages_of(request), .place = S(""), .by = request->who->person_id};
    judge(request, &new);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    enum fault fault = programme_begin(request->db, request->arena, &new, request->now, &uid);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(programme_new_form, "name"), W_NOTE("would be one too many"),
                    W_NOTE("remove one that nobody needs any more"));
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/programmes/{}",
                                                             request->params[0], uid), "done", S("made")).text;
    return OK;
}
