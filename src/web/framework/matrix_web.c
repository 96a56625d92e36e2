/* SPDX-License-Identifier: AGPL-3.0-or-later
** matrix: the page of a city's own matrices. */
#include "web/framework/matrix_web.h"

#include "domain/who.h"
#include "store/matrix.h"
#include "store/member.sql.h"
#include "text/words.h"
#include "web/framework/matrix_read.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define BODY_MAX 60000 /* letters: a hundred criteria with five levels each have about half of it */
#define REF_MAX 120
#define UID_LETTERS 32

const struct field matrices_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "added removed kept",
     .help = "what was done before, to be said"},
    {0},
};

const struct field matrices_form[] = {
    {.name = "title", .label = W_NOTE("Name of the matrix"), .kind = FIELD_TEXT, .max = MATRIX_NAME_MAX,
     .help = "nothing: as the file says"},
    {.name = "holder", .label = W_NOTE("Who holds the licence"), .kind = FIELD_TEXT, .max = MATRIX_NAME_MAX,
     .help = "nothing: as the file says"},
    {.name = "ref", .label = W_NOTE("Order number"), .kind = FIELD_TEXT, .max = REF_MAX, .help = "of the licence"},
    {.name = "body", .label = W_NOTE("The matrix"), .kind = FIELD_TEXT, .max = BODY_MAX,
     .help = "matrix.json (sg-matrix/1), or a table with a row a level"},
    {.name = "which", .label = W_NOTE("Which one"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "to remove one: its uid"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "add remove",
     .help = "which of them"},
    {0},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("added"))     ? W(out, "It stands on the list; choose it when you ask how far you "
                                                            "are.")
                      : str_eq(done, S("removed")) ? W(out, "It is removed.")
                      : str_eq(done, S("kept"))    ? W(out, "It stays: an assessment asks by it. Remove that one "
                                                            "first.")
                                                   : S("");
    return text.n == 0 ? (struct notice){0}
                       : (struct notice){str_eq(done, S("kept")) ? TONE_CARE : TONE_GOOD,
                                         str_eq(done, S("kept")) ? W(out, "Not done") : W(out, "Done"),
                                         html_text(request->arena, text)};
}

static struct str says_of(struct out *out, const struct q_matrix_list *row)
{
    struct slot slots[] = {slot("holder", row->holder), slot("ref", row->ref),
                           slot("date", (struct date){(int32_t)(row->made_at / 86400)})};
    return row->ref.n > 0 ? words_text(out, W_NOTE("Licence: {holder}, {ref}. Brought in on {date}."), slots, 3)
                          : words_text(out, W_NOTE("Licence: {holder}. Brought in on {date}."), slots, 3);
}

static struct form_field field_of(struct request *request, const char *name, struct str hint)
{
    return form_field_of(request, form_find(matrices_form, name), hint);
}

enum fault matrices_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct matrices_page *m = arena_new(request->arena, struct matrices_page);
    struct q_member_by_uid member;
    struct q_matrix_list *rows;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_matrix_list_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_matrix_list(request->db, request->arena, request->params[0], &rows, &m->n));
    m->rows = arena_array(request->arena, struct matrix_line, m->n);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = (struct matrix_line){rows[i].used_n == 0 ? rows[i].uid : S(""), rows[i].title,
                                          says_of(&out, &rows[i])};
    }
    m->page = page_of(request, W(&out, "Matrices of your city"),
                      W(&out, "A matrix that you hold a licence for, used here by your own people only."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, SAY(&out, "How far {city} is", slot("city", member.name)),
                   member_url(request, "/member-cities/{}/assessments"));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, matrices_form);
    m->title = field_of(request, "title", W(&out, "Nothing: as the file says."));
    m->holder = field_of(request, "holder", W(&out, "Nothing: as the file says."));
    m->ref = field_of(request, "ref", W(&out, "Of the licence, if there is one."));
    m->body = field_of(request, "body", W(&out, "Paste a matrix.json (sg-matrix/1), or a table with the columns "
                                                "dimension_id, dimension, criterion_id, criterion, level, level_name, "
                                                "descriptor."));
    m->body.long_text = true;
    m->once = request_once(request);
    m->action = member_url(request, "/member-cities/{}/matrices");
    response->max_age_s = -1;
    view_matrices(&out, m);
    return OK;
}

/* ---- what it does */

/* What does not fit, row by row. */
static void note_problems(struct request *request, const struct matrix *matrix)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct str where = words_text(&out, form_find(matrices_form, "body")->label, NULL, 0);
    for (size_t i = 0; i < matrix->problems_n; i++) {
        const struct matrix_problem *problem = &matrix->problems[i];
        struct slot slots[] = {slot("n", (int)problem->line), slot("what", words_text(&out, problem->what, NULL, 0)),
                               slot("place", problem->place)};
        struct str what = problem->line > 0 && problem->place.n > 0
                              ? words_text(&out, W_NOTE("does not fit in row {n}: “{place}” {what}"), slots, 3)
                          : problem->line > 0 ? words_text(&out, W_NOTE("does not fit in row {n}: it {what}"), slots, 3)
                          : problem->place.n > 0
                              ? words_text(&out, W_NOTE("does not fit: “{place}” {what}"), slots, 3)
                                                 : slots[1].text;
        problems_add(&request->problems, where, what, words_text(&out, problem->hint, NULL, 0));
    }
}

static enum fault must_use add(struct request *request, const struct q_member_by_uid *member, size_t there)
{
    struct matrix *matrix = arena_new(request->arena, struct matrix);
    struct str body = request_typed(request, "body"), title = request_typed(request, "title");
    struct str holder = request_typed(request, "holder"), ref = request_typed(request, "ref");
    if (body.n == 0) {
        form_refuse(request, form_find(matrices_form, "body"), W_NOTE("is empty"), W_NOTE("paste the file"));
        return FAULT_INVALID;
    }
    matrix_read(request->arena, body, request->today, matrix);
    note_problems(request, matrix);
    title = title.n > 0 ? title : matrix->framework.name;
    holder = holder.n > 0 ? holder : matrix->holder;
    if (title.n == 0) {
        form_refuse(request, form_find(matrices_form, "title"), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    if (holder.n == 0) {
        form_refuse(request, form_find(matrices_form, "holder"), W_NOTE("is empty"),
                    W_NOTE("without a licence it cannot be used here"));
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    const struct matrix_new new = {member->id, title, holder, ref.n > 0 ? ref : matrix->ref, body,
                                   request->who->person_id};
    enum fault fault = matrix_new_add(request->db, request->arena, &new, there, request->now);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(matrices_form, "body"), W_NOTE("is one too many: your city has twenty"),
                    W_NOTE("remove one that nobody needs"));
        return FAULT_INVALID;
    }
    return fault;
}

enum fault matrices_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct q_matrix_list *rows;
    struct str done = S("added"), which = request_typed(request, "which");
    size_t n;
    TRY(member_of(request, &member));
    TRY(q_matrix_list(request->db, request->arena, request->params[0], &rows, &n));
    if (str_eq(request_typed(request, "do"), S("remove"))) {
        done = S("removed");
        for (size_t i = 0; i < n; i++) {
            done = str_eq(rows[i].uid, which) && rows[i].used_n > 0 ? S("kept") : done;
        }
        TRY(q_matrix_remove(request->db, member.id, which));
    } else {
        TRY(add(request, &member, n));
    }
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/matrices"), "done", done).text;
    return OK;
}
