/* SPDX-License-Identifier: AGPL-3.0-or-later
** actions: all of a programme as they stand, and what became of them, said as it is. */
#include "base/check.h"
#include "base/scan.h"
#include "store/note.h"
#include "text/words.h"
#include "web/notes/action_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field actions_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "added saved said out back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field actions_form[] = {
    {.name = "back", .label = W_NOTE("What to put back"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of an action that was taken out"},
    {0},
};

struct looking {
    struct q_programme_of programme;
    struct q_action_list *rows;
    size_t n;
    struct q_action_steps *steps;
    size_t steps_n;
    struct q_action_reviews *reviews;
    size_t reviews_n;
};

static enum fault must_use load(struct request *request, struct looking *looking)
{
    struct db *db = request->db;
    struct str uid = request->params[1];
    programme_load_soon(request);
    q_action_list_soon(db, uid);
    q_action_steps_soon(db, uid);
    q_action_reviews_soon(db, uid);
    TRY(programme_load(request, &looking->programme));
    TRY(q_action_list(db, request->arena, uid, &looking->rows, &looking->n));
    TRY(q_action_steps(db, request->arena, uid, &looking->steps, &looking->steps_n));
    return q_action_reviews(db, request->arena, uid, &looking->reviews, &looking->reviews_n);
}

/* ---- words */

struct str action_who(struct out *out, const struct q_action_list *row)
{
    return row->participant_uid.n > 0 ? row->participant.n > 0 ? row->participant : W(out, "somebody who took part")
           : row->person.n > 0        ? row->person
           : row->who.n > 0           ? row->who
                                      : W(out, "nobody any more");
}

struct str action_say_step(struct out *out, struct str step, struct date due_on, struct str says)
{
    struct slot slot = slot("day", due_on);
    struct str what = str_eq(step, S("done"))      ? W(out, "done")
                      : str_eq(step, S("dropped")) ? W(out, "will not happen")
                      : str_eq(step, S("moved"))   ? words_text(out, W_NOTE("moved to {day}"), &slot, 1)
                      : str_eq(step, S("opened"))  ? W(out, "open again")
                                                   : W(out, "written down");
    return says.n == 0 ? what : str_format(out->arena, "%.*s: %.*s", STR_ARG(what), STR_ARG(says));
}

struct str action_say_review(struct out *out, int days)
{
    return days == 365 ? W(out, "12 months after it")
                       : SAY(out, "{n} day after it|{n} days after it", slot("n", count(days)));
}

static struct action_row row_of(struct request *request, struct out *out, const struct looking *looking,
                                const struct q_action_list *from, int64_t until)
{
    struct slot slots[] = {slot("who", action_who(out, from)), slot("day", from->due_on),
                           slot("decision", from->decision)};
    struct action_row row = {
        .url = url_path_of(request->arena, "/member-cities/{}/programmes/{}/actions/{}", request->params[0],
                           request->params[1], from->uid),
        .what = from->what, .said = S(""),
        .says = from->decision.n > 0 ? words_text(out, W_NOTE("{who}, by {day}. From: {decision}"), slots, 3)
                                     : words_text(out, W_NOTE("{who}, by {day}."), slots, 2)};
    for (size_t i = 0; i < looking->steps_n; i++) {
        const struct q_action_steps *step = &looking->steps[i];
        if (step->action_id == from->id && step->made_at <= until && !str_eq(step->step, S("made"))) {
            struct str when = text_date(out, (struct date){(int32_t)(step->made_at / 86400)});
            row.said = str_format(request->arena, "%.*s: %.*s", STR_ARG(when),
                                  STR_ARG(action_say_step(out, step->step, step->due_on, step->says)));
        }
    }
    return row;
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("added")) ? W(out, "The action is written down. Who does it gets a mail the day "
                                                        "before, when an address is known.")
                      : str_eq(done, S("out")) ? W(out, "It is taken out. You can put it back below.")
                      : done.n > 0             ? W(out, "Saved.")
                                               : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void add_groups(struct request *request, struct out *out, const struct looking *looking,
                       struct actions_page *m)
{
    const struct { const char *id; struct str title; enum action_stands stands; } all[] = {
        {"late", W(out, "Late"), ACTION_LATE}, {"open", W(out, "Open"), ACTION_OPEN},
        {"done", W(out, "Done"), ACTION_DONE}, {"dropped", W(out, "Will not happen"), ACTION_DROPPED}};
    for (size_t g = 0; g < COUNT_OF(all); g++) {
        struct action_group *group = &m->groups[m->groups_n];
        *group = (struct action_group){str_of(all[g].id), all[g].title,
                                       arena_array(request->arena, struct action_row, looking->n + 1), 0};
        for (size_t i = 0; i < looking->n; i++) {
            const struct q_action_list *row = &looking->rows[i];
            if (!row->removed_at.known && action_stands(row->state, row->due_on, request->today) == all[g].stands) {
                group->rows[group->n++] = row_of(request, out, looking, row, INT64_MAX);
            }
        }
        m->groups_n += group->n > 0;
    }
    m->out = arena_array(request->arena, struct action_row, looking->n + 1);
    for (size_t i = 0; i < looking->n; i++) {
        if (looking->rows[i].removed_at.known) {
            m->out[m->out_n++] = (struct action_row){.what = looking->rows[i].what, .says = looking->rows[i].uid};
        }
    }
}

static const struct q_action_reviews *review_of(const struct looking *looking, int days)
{
    for (size_t i = 0; i < looking->reviews_n; i++) {
        if (looking->reviews[i].days == days) {
            return &looking->reviews[i];
        }
    }
    return NULL;
}

static void add_reviews(struct request *request, struct out *out, const struct looking *looking,
                        struct actions_page *m)
{
    for (size_t i = 0; i < ACTION_REVIEWS; i++) {
        int days = action_review_days[i];
        const struct q_action_reviews *review = review_of(looking, days);
        struct date on = {looking->programme.ends_on.days + days};
        struct slot slots[] = {slot("day", on)};
        m->reviews[i].name = action_say_review(out, days);
        m->reviews_says[i] = words_text(out, W_NOTE("on {day} who holds an open action is asked by mail."), slots, 1);
        if (review != NULL) {
            m->reviews[i].url = url_path_of(request->arena, "/member-cities/{}/programmes/{}/actions/review/{}",
                                            request->params[0], request->params[1],
                                            str_format(request->arena, "%d", days));
            m->reviews_says[i] = W(out, "what became of them");
        }
    }
}

enum fault actions_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct actions_page *m = arena_new(request->arena, struct actions_page);
    struct looking looking;
    TRY(load(request, &looking));
    m->page = programme_page_of(request, &out, &looking.programme, W(&out, "Actions"),
                                W(&out, "What was agreed to be done: by whom, by when, and how it stands."));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, actions_form);
    add_groups(request, &out, &looking, m);
    add_reviews(request, &out, &looking, m);
    m->add = programme_url(request, "/actions/new");
    m->notes = programme_url(request, "/notes");
    m->back = programme_url(request, "");
    m->action = programme_url(request, "/actions");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_actions(&out, m);
    return OK;
}

enum fault actions_act(struct request *request, struct response *response)
{
    struct looking looking;
    TRY(load(request, &looking));
    for (size_t i = 0; i < looking.n; i++) {
        if (str_eq(looking.rows[i].uid, request_typed(request, "back"))) {
            TRY(q_action_take(request->db, looking.rows[i].id, (struct maybe_int){0}));
            TRY(q_programme_touch(request->db, looking.programme.id, request->now));
            return programme_done(request, response, "/actions", S("back"));
        }
    }
    form_refuse(request, form_find(actions_form, "back"), W_NOTE("is not there to be put back"),
                W_NOTE("choose one of those below"));
    return FAULT_INVALID;
}

/* ---- what became of them */

static size_t steps_of(struct request *request, const struct looking *looking, int64_t action_id,
                       struct action_said **ret_said)
{
    struct action_said *said = arena_array(request->arena, struct action_said, looking->steps_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < looking->steps_n; i++) {
        if (looking->steps[i].action_id == action_id) {
            check(action_step_parse(looking->steps[i].step, &said[n].step)); /* the schema holds it */
            said[n++].at = looking->steps[i].made_at;
        }
    }
    *ret_said = said;
    return n;
}

static void add_became(struct request *request, struct out *out, const struct looking *looking,
                       const struct q_action_reviews *review, struct action_review_page *m)
{
    const struct { struct str id, title; } all[] = {
        [BECAME_DONE] = {S("done"), W(out, "Done")}, [BECAME_MOVED] = {S("moved"), W(out, "With a new date")},
        [BECAME_DROPPED] = {S("dropped"), W(out, "Will not happen")},
        [BECAME_UNANSWERED] = {S("nobody"), W(out, "Nobody answered")}};
    const struct q_action_reviews *next = review + 1 < looking->reviews + looking->reviews_n ? review + 1 : NULL;
    int64_t until = next != NULL ? next->begun_at - 1 : INT64_MAX;
    for (int b = 0; b < BECAME_NOT_THERE; b++) {
        m->groups[b] = (struct action_group){all[b].id, all[b].title,
                                             arena_array(request->arena, struct action_row, looking->n + 1), 0};
    }
    for (size_t i = 0; i < looking->n; i++) {
        struct action_said *said;
        const struct q_action_list *row = &looking->rows[i];
        size_t n = steps_of(request, looking, row->id, &said);
        enum action_became became = action_became(said, n, review->begun_at, until);
        if (!row->removed_at.known && became != BECAME_NOT_THERE) {
            m->groups[became].rows[m->groups[became].n++] = row_of(request, out, looking, row, until);
        }
    }
    m->groups_n = BECAME_NOT_THERE;
}

static struct str say_sum(struct out *out, const struct action_review_page *m)
{
    size_t all = 0;
    for (size_t i = 0; i < m->groups_n; i++) {
        all += m->groups[i].n;
    }
    struct slot slots[] = {slot("n", count((int64_t)all)), slot("done", count((int64_t)m->groups[BECAME_DONE].n)),
                           slot("moved", count((int64_t)m->groups[BECAME_MOVED].n)),
                           slot("dropped", count((int64_t)m->groups[BECAME_DROPPED].n)),
                           slot("nobody", count((int64_t)m->groups[BECAME_UNANSWERED].n))};
    return words_text(out, W_NOTE("Of {n} action: {done} done, {moved} with a new date, {dropped} dropped; of {nobody} "
                                  "nobody answered.|Of {n} actions: {done} done, {moved} with a new date, {dropped} "
                                  "dropped; of {nobody} nobody answered."), slots, 5);
}

enum fault action_review_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct action_review_page *m = arena_new(request->arena, struct action_review_page);
    struct looking looking;
    int64_t days;
    TRY(load(request, &looking));
    const struct q_action_reviews *review = parse_int(request->params[2], 30, 365, &days)
                                                ? review_of(&looking, (int)days) : NULL;
    if (review == NULL) {
        return FAULT_NOT_FOUND;
    }
    struct str when = action_say_review(&out, (int)days);
    m->page = programme_page_of(request, &out, &looking.programme,
                                SAY(&out, "What became of it: {when}", slot("when", when)),
                                W(&out, "What was agreed to be done, and what those who do it say of it."));
    page_add_crumb(m->page, W(&out, "Actions"), programme_url(request, "/actions"));
    add_became(request, &out, &looking, review, m);
    m->sum = say_sum(&out, m);
    m->when = SAY(&out, "They were asked on {day}.", slot("day", (struct date){(int32_t)(review->begun_at / 86400)}));
    m->back = programme_url(request, "/actions");
    response->max_age_s = -1;
    view_action_review(&out, m);
    return OK;
}
