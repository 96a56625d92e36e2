/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: who rates hands the questions of a dimension to somebody else, or takes them back. */
#include "store/mail.h"
#include "store/person.h"
#include "store/rate.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/assessment/assessment_web.h"
#include "web/say.h"

#define DIMENSION_LETTERS 60
static const struct rate_limit ADDRESS_LIMIT = {S_INIT("participant-mail"), 3, 86400};

const struct field rate_hand_form[] = {
    {.name = "part", .label = W_NOTE("Which questions"), .kind = FIELD_TEXT, .max = DIMENSION_LETTERS,
     .help = "the id of a dimension"},
    {.name = "name", .label = W_NOTE("Their name"), .kind = FIELD_TEXT, .max = RATER_NAME_MAX,
     .help = "to hand over: who answers instead"},
    {.name = "mail", .label = W_NOTE("Their mail address"), .kind = FIELD_MAIL, .max = MAIL_ADDRESS_MAX,
     .help = "to hand over: where their link goes"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "hand back", .help = "which of "
                                                                                                        "them"},
    {0},
};

/* NULL: they have not handed it to anybody. */
static const struct q_rater_handed *handed_of(const struct rating_of *of, struct str dimension)
{
    for (size_t i = 0; i < of->handed_n; i++) {
        if (of->handed[i].mine && str_eq(of->handed[i].dimension, dimension)) {
            return &of->handed[i];
        }
    }
    return NULL;
}

static size_t list_questions(const struct rating_of *of, size_t dimension, struct str *ret_ids)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n; i++) {
        const struct framework_criterion *criterion = &of->framework->criteria[of->questions[i]];
        if (criterion->dimension == dimension) {
            ret_ids[n++] = criterion->id;
        }
    }
    return n;
}

/* FAULT_NOT_FOUND: too old, closed, of somebody who answers a part only, or of half of
** the questions, which follow from each other. */
static enum fault must_use load(struct request *request, struct rating_of *of)
{
    struct str uid;
    bool over;
    TRY(rate_link(request, &uid, &over));
    if (over) {
        return FAULT_NOT_FOUND;
    }
    TRY(rate_load(request, uid, of));
    return of->rater.part || of->rater.adapts || of->rater.closed_at.known ? FAULT_NOT_FOUND : OK;
}

static void add_parts(struct request *request, struct out *out, const struct rating_of *of, bool handed,
                      struct deed_form *form)
{
    struct str *ids = arena_array(request->arena, struct str, of->n);
    struct deed_select *select = deed_select(request, form, form_find(rate_hand_form, "part"), S(""),
                                             of->framework->dimensions_n);
    for (size_t i = 0; i < of->framework->dimensions_n; i++) {
        const struct framework_dimension *dimension = &of->framework->dimensions[i];
        const struct q_rater_handed *to = handed_of(of, dimension->id);
        size_t n = list_questions(of, i, ids);
        if (n > 0 && (to != NULL) == handed) {
            deed_option(request, select, dimension->id,
                        handed ? SAY(out, "{part}: {name}", slot("part", dimension->name), slot("name", to->name))
                               : SAY(out, "{part}: {n} question|{part}: {n} questions", slot("part", dimension->name),
                                     slot("n", count((int64_t)n))));
        }
    }
}

enum fault rate_hand_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rating_of of = {0};
    TRY(load(request, &of));
    size_t mine = 0;
    for (size_t i = 0; i < of.handed_n; i++) {
        mine += of.handed[i].mine;
    }
    struct deed *m = deed_of(request, W(&out, "Hand a part to somebody else"),
                             W(&out, "They get only these questions, by mail, and answer them in your place."));
    page_hide_address(m->page);
    m->page->kicker = SAY(&out, "How far is {city}?", slot("city", of.rater.city));
    m->action = url_path_of(request->arena, "/rate/{}/hand", request->params[0]);
    deed_link(m, rate_url(request, 0), W(&out, "All questions"));
    if (mine < of.framework->dimensions_n) {
        struct deed_form *form = deed_form(m, W(&out, "Hand over"),
                                           W(&out, "What you have said of these questions goes: theirs counts. Only "
                                                   "they "
                                                   "read their answers, as only you read yours."));
        add_parts(request, &out, &of, false, form);
        deed_field(request, form, form_find(rate_hand_form, "name"), S(""));
        deed_field(request, form, form_find(rate_hand_form, "mail"),
                   W(&out, "It is kept as long as their name: eighteen months after the round was closed."));
        deed_button(form, "hand", W(&out, "Hand it to them"));
    }
    if (mine > 0) {
        struct deed_form *form = deed_form(m, W(&out, "Take back"), W(&out, "What they have said of it goes."));
        add_parts(request, &out, &of, true, form);
        deed_button_quiet(form, "back", W(&out, "Answer it myself"));
    }
    deed_end(request, response, m, rate_hand_form);
    return OK;
}

static enum fault must_use refuse(struct request *request, const char *field, const char *what, const char *hint)
{
    form_refuse(request, form_find(rate_hand_form, field), what, hint);
    return FAULT_INVALID;
}

static enum fault must_use hand(struct request *request, struct response *response, const struct rating_of *of,
                                struct str dimension, const struct str *ids, size_t n)
{
    const struct rater_new other = {.name = str_trim(request_typed(request, "name")), .language = of->rater.language,
                                    .sector = sector_parse(of->rater.sector), .mail = request_typed(request, "mail")};
    int64_t wait_s;
    if (other.name.n == 0) {
        return refuse(request, "name", W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    if (other.mail.n == 0) {
        return refuse(request, "mail", W_NOTE("is empty"), W_NOTE("fill it in: their link goes there"));
    }
    if (!asking_is_open(request)) {
        return refuse(request, "mail", W_NOTE("cannot be used: this site sends no mail yet"),
                      W_NOTE("answer these questions yourself, or say that you do not know"));
    }
    TRY(rate_take(request->db, request->arena, &ADDRESS_LIMIT, person_fold_mail(request->arena, other.mail),
                  request->now, &wait_s));
    if (wait_s > 0) {
        response->status = 429;
        return refuse(request, "mail", W_NOTE("was mailed three times today"), W_NOTE("try again tomorrow"));
    }
    enum fault fault = rating_hand(request->db, request->arena, &of->rater, dimension, ids, n, &other, request->now);
    return fault == FAULT_CONFLICT
               ? refuse(request, "mail", W_NOTE("is your own"), W_NOTE("write that of somebody else"))
           : fault == FAULT_TOO_LARGE
               ? refuse(request, "mail", W_NOTE("would be one too many: two hundred people rate in a round"),
                        W_NOTE("answer these questions yourself"))
               : fault;
}

enum fault rate_hand_act(struct request *request, struct response *response)
{
    struct rating_of of = {0};
    struct str part = request_typed(request, "part");
    TRY(load(request, &of));
    const struct framework_dimension *dimension = rate_dimension(&of, part);
    if (dimension == NULL) {
        return refuse(request, "part", W_NOTE("is none of this form"), W_NOTE("choose one"));
    }
    struct str *ids = arena_array(request->arena, struct str, of.n + 1);
    size_t n = list_questions(&of, (size_t)(dimension - of.framework->dimensions), ids);
    const struct q_rater_handed *to = handed_of(&of, part);
    bool gives = str_eq(request_typed(request, "do"), S("hand"));
    if (gives && to == NULL) {
        TRY(hand(request, response, &of, part, ids, n));
    }
    if (!gives && to != NULL) {
        TRY(rating_hand_back(request->db, &of.rater, to, ids, n));
    }
    response->status = 303;
    response->location = gives ? url_add(request->arena, rate_url(request, 0), "done", S("handed")).text
                               : rate_url(request, 0).text;
    return OK;
}
