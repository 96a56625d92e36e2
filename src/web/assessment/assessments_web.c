/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: those of one city, and a new one. */
#include "domain/assessment_ask.h"
#include "store/matrix.h"
#include "store/programme.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/framework/framework_read.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field assessments_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "removed",
     .help = "what was done before, to be said"},
    {0},
};

const struct field assessment_new_form[] = {
    {.name = "name", .label = W_NOTE("Name"), .kind = FIELD_TEXT, .min = 1, .max = ASSESSMENT_NAME_MAX,
     .help = "as the city calls it"},
    {.name = "form", .label = W_NOTE("How many questions"), .kind = FIELD_CHOICE, .choices = "short half full",
     .help = "the short form, for each half of all criteria, or all"},
    {.name = "programme", .label = W_NOTE("Leadership programme"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of one of the city's, whose participants rate; nothing: none"},
    {.name = "framework", .label = W_NOTE("Which framework asks"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of a matrix of the city's; nothing: ours"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "begin", .help = "begin it"},
    {0},
};

struct notice assessment_notice(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("begun"))    ? W(out, "Now say who rates, and hand each of them their link.")
                      : str_eq(done, S("people")) ? W(out, "They stand on the list, each with a link of their own.")
                      : str_eq(done, S("out"))
                          ? W(out, "Their name is gone. Levels that they named stay, of nobody.")
                      : str_eq(done, S("closed"))   ? W(out, "The round is closed: this is what it came to.")
                      : str_eq(done, S("reopened")) ? W(out, "The round is open again: results are hidden until then.")
                      : str_eq(done, S("again"))    ? W(out, "The next round is open, with the same people.")
                      : str_eq(done, S("sent"))     ? W(out, "The links are on their way.")
                      : str_eq(done, S("reminded"))
                          ? W(out, "Who has not finished gets the same link again by mail.")
                      : str_eq(done, S("room"))      ? W(out, "What the phones in the room show has changed.")
                      : str_eq(done, S("share"))
                          ? W(out, "Your levels are compared with those of other cities from now on.")
                      : str_eq(done, S("share-off")) ? W(out, "Your levels are compared with nobody’s any more.")
                      : str_eq(done, S("confirmed")) ? W(out, "It is noted, with your name.")
                      : str_eq(done, S("agreed"))   ? W(out, "It is written down.")
                      : str_eq(done, S("removed"))  ? W(out, "It is removed, with all that was said in it.")
                                                    : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static struct str says_of(struct out *out, const struct q_assessment_list *row)
{
    struct slot slots[] = {slot("n", count(row->answered_n)), slot("all", count(row->raters_n)),
                           slot("number", (int)row->number)};
    return words_text(out, W_NOTE("Round {number}: {n} of {all} has answered.|Round {number}: {n} of {all} have "
                                  "answered."), slots, 3);
}

enum fault assessments_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct assessments_page *m = arena_new(request->arena, struct assessments_page);
    struct q_member_by_uid member;
    struct q_assessment_list *rows;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_assessment_list_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_assessment_list(request->db, request->arena, request->params[0], &rows, &m->n));
    m->rows = arena_array(request->arena, struct assessment_line, m->n);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = (struct assessment_line){
            .url = url_path_of(request->arena, "/member-cities/{}/assessments/{}", request->params[0], rows[i].uid),
            .name = rows[i].name, .says = says_of(&out, &rows[i]),
            .state = rows[i].closed_at.known ? (struct tag){W(&out, "closed"), TONE_GOOD, S("")}
                                             : (struct tag){W(&out, "open"), TONE_RUNNING, S("")}};
    }
    m->page = page_of(request, SAY(&out, "How far {city} is", slot("city", member.name)),
                      W(&out, "What your own people say about it, where they agree, and where not yet."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->notice = assessment_notice(request, &out);
    m->new_url = member_url(request, "/member-cities/{}/assessments/new");
    m->matrices = member_url(request, "/member-cities/{}/matrices");
    response->max_age_s = -1;
    view_assessments(&out, m);
    return OK;
}

/* ---- a new one */

struct beginning {
    struct q_member_by_uid member;
    struct q_programme_list *programmes;
    size_t n;
    struct q_matrix_list *matrices;
    size_t matrices_n;
};

static enum fault must_use load(struct request *request, struct beginning *beginning)
{
    q_member_by_uid_soon(request->db, request->params[0]);
    q_programme_list_soon(request->db, request->params[0]);
    q_matrix_list_soon(request->db, request->params[0]);
    TRY(member_of(request, &beginning->member));
    TRY(q_programme_list(request->db, request->arena, request->params[0], &beginning->programmes, &beginning->n));
    return q_matrix_list(request->db, request->arena, request->params[0], &beginning->matrices,
                         &beginning->matrices_n);
}

static void add_matrices(struct request *request, struct out *out, const struct beginning *beginning,
                         struct deed_form *form)
{
    if (beginning->matrices_n == 0) {
        return;
    }
    struct deed_select *select = deed_select(request, form, form_find(assessment_new_form, "framework"),
                                             W(out, "A matrix of your city asks all that it has."),
                                             beginning->matrices_n + 1);
    deed_option(request, select, S(""), W(out, "Ours, SGM-1"));
    for (size_t i = 0; i < beginning->matrices_n; i++) {
        deed_option(request, select, beginning->matrices[i].uid, beginning->matrices[i].title);
    }
}

enum fault assessment_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct beginning beginning;
    TRY(load(request, &beginning));
    struct deed *m = deed_of(request, W(&out, "Find out how far we are"),
                             W(&out, "Each of your leaders says how far the city is, on their own; then you talk about "
                                     "what differs."));
    page_add_crumb(m->page, SAY(&out, "How far {city} is", slot("city", beginning.member.name)),
                   member_url(request, "/member-cities/{}/assessments"));
    m->action = member_url(request, "/member-cities/{}/assessments/new");
    deed_link(m, URL("/framework"), W(&out, "Read the framework that asks: SGM-1, our own"));
    struct deed_form *form = deed_form(m, W(&out, "About it"), S(""));
    struct form_field *name = deed_field(request, form, form_find(assessment_new_form, "name"), S(""));
    if (!request->acts) {
        struct str year = str_sub(instant_iso(request->arena, request->now), 0, 4);
        name->value = SAY(&out, "How far we are, {year}", slot("year", year));
    }
    struct deed_select *length = deed_select(request, form, form_find(assessment_new_form, "form"),
                                             SAY(&out, "The short form fits into a session. Half of the questions "
                                                       "each needs {n} people or more.", slot("n", ASK_RATERS)), 3);
    deed_option(request, length, S("short"), W(&out, "Twelve questions, about twenty minutes"));
    deed_option(request, length, S("half"),
                W(&out, "Half of them each, about twenty minutes; together you answer all"));
    deed_option(request, length, S("full"), W(&out, "All twenty-four, about forty minutes"));
    if (beginning.n > 0) {
        struct deed_select *from = deed_select(request, form, form_find(assessment_new_form, "programme"),
                                               W(&out, "Who takes part in it can be taken over as those who rate."),
                                               beginning.n + 1);
        deed_option(request, from, S(""), W(&out, "Not part of one"));
        for (size_t i = 0; i < beginning.n; i++) {
            deed_option(request, from, beginning.programmes[i].uid, beginning.programmes[i].name);
        }
    }
    add_matrices(request, &out, &beginning, form);
    deed_button(form, "begin", W(&out, "Begin"));
    deed_end(request, response, m, assessment_new_form);
    return OK;
}

/* The number of the programme that was chosen; unknown: none. FAULT_NOT_FOUND: it is none of this city's. */
static enum fault must_use find_programme(struct request *request, struct maybe_int *ret_id)
{
    struct str uid = request_typed(request, "programme");
    struct q_programme_of row;
    *ret_id = (struct maybe_int){0};
    if (uid.n == 0) {
        return OK;
    }
    TRY(q_programme_of(request->db, request->arena, request->params[0], uid, &row));
    *ret_id = (struct maybe_int){true, row.id};
    return OK;
}

/* A matrix of the city, or ours. */
static bool choose_framework(struct request *request, const struct beginning *beginning, struct assessment_new *new)
{
    struct str uid = request_typed(request, "framework");
    for (size_t i = 0; i < beginning->matrices_n; i++) {
        if (str_eq(beginning->matrices[i].uid, uid)) {
            new->framework = uid;
            new->is_short = false;
            return true;
        }
    }
    if (uid.n > 0) {
        form_refuse(request, form_find(assessment_new_form, "framework"), W_NOTE("is none of your city’s now"),
                    W_NOTE("choose another one"));
    }
    return uid.n == 0;
}

enum fault assessment_new_act(struct request *request, struct response *response)
{
    struct beginning beginning;
    struct str uid;
    TRY(load(request, &beginning));
    struct assessment_new new = {.member_id = beginning.member.id, .name = request_typed(request, "name"),
                                 .framework = framework_own(request->arena, S("en"))->id,
                                 .is_short = str_eq(request_typed(request, "form"), S("short")),
                                 .adapts = str_eq(request_typed(request, "form"), S("half"))};
    if (!choose_framework(request, &beginning, &new)) {
        return FAULT_INVALID;
    }
    enum fault fault = find_programme(request, &new.programme_id);
    if (fault == FAULT_NOT_FOUND) {
        form_refuse(request, form_find(assessment_new_form, "programme"), W_NOTE("is none of your city’s now"),
                    W_NOTE("choose another one"));
        return FAULT_INVALID;
    }
    TRY(fault);
    fault = assessment_begin(request->db, request->arena, &new, request->now, &uid);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(assessment_new_form, "name"), W_NOTE("is one too many: your city has a hundred"),
                    W_NOTE("remove one that nobody needs"));
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/assessments/{}",
                                                             request->params[0], uid), "done", S("begun")).text;
    return OK;
}
