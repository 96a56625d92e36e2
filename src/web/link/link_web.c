/* SPDX-License-Identifier: AGPL-3.0-or-later
** link: the page of a link, and its button. */
#include "base/check.h"
#include "base/scan.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/job.h"
#include "store/mail.h"
#include "store/person.h"
#include "store/remark.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/say.h"
#include "web/views.h"

#define JOB_TRIES_MAX 5

const struct field mail_link_form[] = {
    {.name = "answer", .label = W_NOTE("Your answer"), .kind = FIELD_TEXT, .max = REMARK_ANSWER_MAX,
     .help = "where the link is about a remark: what its sender gets to read"},
    {0},
};

/* What a link is for. Both are called with a link that is ours and not over. */
struct link_kind {
    const char *name;
    /* Fills the page; without a button when there is nothing left to do. */
    enum fault (*load)(struct request *request, struct out *out, const struct mail_link *link,
                       struct mail_link_page *m);
    enum fault (*act)(struct request *request, const struct mail_link *link);
};

static void say(struct mail_link_page *m, struct str sentence)
{
    check(m->says_n < COUNT_OF(m->says));
    m->says[m->says_n++] = sentence;
}

static struct page *page_with(struct request *request, struct str title, struct str lead)
{
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->no_index = true;
    return page;
}

/* "12-7": number 12, for person 7. FAULT_NOT_FOUND: who does not help to run the network any more. */
static enum fault must_use read_subject(struct request *request, const struct mail_link *link, int64_t *ret_id)
{
    struct str rest;
    struct q_person_staff staff;
    int64_t person;
    struct str number = str_cut(link->subject, '-', &rest);
    if (!parse_int(number, 1, INT64_MAX, ret_id) || !parse_int(rest, 1, INT64_MAX, &person)) {
        return FAULT_NOT_FOUND;
    }
    return q_person_staff(request->db, request->arena, person, request->now, &staff);
}

/* ---- a remark that waits for an answer */

static enum fault load_remark(struct request *request, struct out *out, const struct mail_link *link,
                              struct mail_link_page *m)
{
    struct q_remark_by_id row;
    int64_t id;
    TRY(read_subject(request, link, &id));
    TRY(q_remark_by_id(request->db, request->arena, id, &row));
    m->page = page_with(request, SAY(out, "Remark {n}", slot("n", row.id)),
                        W(out, "One reader's remark, an answer that you can change, and one button."));
    m->quote = row.says;
    (void)url_local(request->arena, row.page, &m->about);
    if (row.source.n > 0) {
        say(m, SAY(out, "It can be read here: {source}", slot("source", row.source)));
    }
    if (!str_eq(row.state, S("waiting"))) {
        say(m, W(out, "This remark does not wait any more: it was answered or closed. There is nothing to do."));
        return OK;
    }
    struct form_field *field = arena_new(request->arena, struct form_field);
    *field = form_field_of(request, mail_link_form,
                           row.mail.n > 0 ? W(out, "Its sender gets it by mail, and finds it on the remark's page.")
                                          : W(out, "Its sender left no mail address and finds it on the remark's "
                                                   "page."));
    field->long_text = true;
    if (!request->acts) {
        field->value = W(out, "Thank you. We have looked at it and put it right.");
    }
    m->field = field;
    m->button = W(out, "Send this answer");
    return OK;
}

static enum fault act_remark(struct request *request, const struct mail_link *link)
{
    struct str answer = request_typed(request, "answer");
    int64_t id;
    TRY(read_subject(request, link, &id));
    if (answer.n == 0) {
        form_refuse(request, mail_link_form, W_NOTE("is empty"), W_NOTE("write a word of thanks at least"));
        return FAULT_INVALID;
    }
    enum fault fault = remark_end(request->db, request->arena, id, answer, request->now);
    return fault == FAULT_CONFLICT ? OK : fault; /* its page says that it is done */
}

/* ---- work that failed for good */

static enum fault load_job(struct request *request, struct out *out, const struct mail_link *link,
                           struct mail_link_page *m)
{
    struct q_job_by_id row;
    int64_t id;
    TRY(read_subject(request, link, &id));
    TRY(q_job_by_id(request->db, request->arena, id, &row));
    m->page = page_with(request, W(out, "Work that was not done"),
                        W(out, "It failed too often and is not tried by itself any more."));
    m->quote = row.why;
    if (!str_eq(row.state, S("dead"))) {
        m->quote = S("");
        say(m, W(out, "It is tried again, or done. There is nothing to do."));
        return OK;
    }
    say(m, W(out, "When what was in its way is put right, have it tried again."));
    m->button = W(out, "Try it again");
    return OK;
}

static enum fault act_job(struct request *request, const struct mail_link *link)
{
    int64_t id;
    TRY(read_subject(request, link, &id));
    return q_job_revive(request->db, id, JOB_TRIES_MAX, request->now);
}

/* ---- no more mail */

static enum fault load_off(struct request *request, struct out *out, const struct mail_link *link,
                           struct mail_link_page *m)
{
    bool wanted;
    TRY(mail_is_wanted(request->db, request->arena, link->subject, &wanted));
    m->page = page_with(request, W(out, "No more of these mails"),
                        W(out, "Mails that come by themselves end. What you ask for still comes."));
    if (!wanted) {
        say(m, W(out, "It is done: no more of these mails go to your address."));
        return OK;
    }
    say(m, W(out, "To be sure that it is you and no machine, press the button."));
    m->button = W(out, "Send me no more of these mails");
    return OK;
}

static enum fault act_off(struct request *request, const struct mail_link *link)
{
    TRY(consent_withdraw_digest(request->db, request->arena, CONSENT_WEEK, link->subject, request->now));
    TRY(q_curious_end(request->db, link->subject));
    return q_mail_unsubscribe(request->db, link->subject, request->now);
}

static const struct link_kind kinds[] = {
    {"remark", load_remark, act_remark},
    {"job", load_job, act_job},
};
static const struct link_kind kind_off = {"off", load_off, act_off};

/* ---- both pages */

static const struct link_kind *find_kind(struct str name, bool off)
{
    if (off) {
        return str_eq(name, S("off")) ? &kind_off : NULL;
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_eq(name, str_of(kinds[i].name))) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* NOT_FOUND: no link of ours. *ret_kind NULL: it is over. */
static enum fault must_use read_link(struct request *request, bool off, struct mail_link *ret_link,
                                     const struct link_kind **ret_kind)
{
    TRY(mail_link_parse(request->site->key, request->params[0], ret_link));
    const struct link_kind *kind = find_kind(ret_link->kind, off);
    if (kind == NULL) {
        return FAULT_NOT_FOUND;
    }
    *ret_kind = ret_link->expires_at > request->now ? kind : NULL;
    return OK;
}

static enum fault show(struct request *request, struct response *response, bool off)
{
    struct mail_link link;
    const struct link_kind *kind;
    struct out out = response_out(request, response);
    struct mail_link_page *m = arena_new(request->arena, struct mail_link_page);
    response->max_age_s = -1;
    TRY(read_link(request, off, &link, &kind));
    if (kind == NULL) {
        m->page = page_with(request, W(&out, "This link is too old"), W(&out, "A newer mail has a newer link."));
    } else if (request->db == NULL) {
        m->page = page_with(request, W(&out, "Busy just now"), W(&out, "Please try again in a moment."));
    } else {
        TRY(kind->load(request, &out, &link, m));
    }
    m->problems = form_problems_of(request, mail_link_form);
    m->action = url_path_of(request->arena, off ? "/unsubscribe/{}" : "/links/{}", request->params[0]);
    m->once = request_once(request);
    view_link(&out, m);
    return OK;
}

static enum fault must_use act(struct request *request, struct response *response, bool off)
{
    struct mail_link link;
    const struct link_kind *kind;
    TRY(read_link(request, off, &link, &kind));
    if (kind != NULL) { /* else the page says that it is too old */
        TRY(kind->act(request, &link));
    }
    response->status = 303;
    response->location = url_path_of(request->arena, off ? "/unsubscribe/{}" : "/links/{}", request->params[0]).text;
    return OK;
}

enum fault mail_link_get(struct request *request, struct response *response)
{
    return show(request, response, false);
}

enum fault mail_link_act(struct request *request, struct response *response)
{
    return act(request, response, false);
}

enum fault mail_link_off_get(struct request *request, struct response *response)
{
    return show(request, response, true);
}

/* A mail program's POST has no page before it, so no once-token, and is led nowhere (RFC 8058, 3.1). */
enum fault mail_link_off_act(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    TRY(act(request, response, true));
    if (request->once.n == 0) {
        response->status = 200;
        response->location = S("");
        put(&out, W(&out, "It is done: no more of these mails go to your address."));
    }
    return OK;
}
