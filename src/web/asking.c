/* SPDX-License-Identifier: AGPL-3.0-or-later
** asking: what forms share that anybody may send. */
#include "web/asking.h"

#include "domain/who.h"
#include "store/person.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/people/deed.h"
#include "web/say.h"

#define MAILS_A_DAY 3

/* ---- the form */

enum fault asking_take_turn(struct request *request, struct response *response, const struct asking_limits *limits)
{
    struct arena *arena = request->arena;
    int64_t wait_s = 0;
    TRY(rate_take(request->db, arena, &limits->one, request->sender.one, request->now, &wait_s));
    if (wait_s == 0) {
        TRY(rate_take(request->db, arena, &limits->line, request->sender.wide, request->now, &wait_s));
    }
    const char *what = W_NOTE("came too often from where you are within an hour");
    if (wait_s == 0) {
        TRY(rate_take(request->db, arena, &limits->all, S(""), request->now, &wait_s));
        what = W_NOTE("comes from too many at once just now");
    }
    if (wait_s == 0) {
        return OK;
    }
    struct out out = response_out(request, response);
    struct slot minutes = slot("n", (wait_s + 59) / 60);
    problems_add(&request->problems, W(&out, "This form"), words_text(&out, what, NULL, 0),
                 words_text(&out, W_NOTE("send it again in {n} minute; what you wrote stays here|"
                                         "send it again in {n} minutes; what you wrote stays here"), &minutes, 1));
    response->status = 429;
    response->wait_s = (int)wait_s;
    return FAULT_INVALID;
}

void asking_judge_trap(struct request *request, const struct field *form)
{
    if (request_typed(request, "website").n > 0) {
        form_refuse(request, form_find(form, "website"), W_NOTE("is filled in"),
                    W_NOTE("it is there for machines: empty it"));
    }
}

bool asking_is_open(const struct request *request)
{
    return request->site->sends_mail && request->site->key != NULL;
}

void asking_judge_mail(struct request *request, const struct field *form)
{
    if (!asking_is_open(request)) {
        form_refuse(request, form_find(form, "mail"),
                    W_NOTE("cannot be confirmed: this network sends no mail yet"), W_NOTE("ask those who run it"));
    }
}

enum fault asking_take_mail(struct request *request, struct str kind, struct str folded, bool *ret_may)
{
    const struct rate_limit limit = {kind, MAILS_A_DAY, 86400};
    int64_t wait_s;
    *ret_may = false;
    TRY(rate_take(request->db, request->arena, &limit, folded, request->now, &wait_s));
    *ret_may = wait_s == 0;
    return OK;
}

enum fault asking_fields_of(struct request *request, const struct field *form, struct str mail_hint,
                            struct asking_fields *ret_fields)
{
    struct out out = {.words = request->words, .arena = request->arena};
    const struct who *who = request_who(request);
    struct q_person_by_id self;
    ret_fields->name = form_field_of(request, form_find(form, "name"), S(""));
    ret_fields->name.fills = S("name");
    ret_fields->mail = form_field_of(request, form_find(form, "mail"), mail_hint);
    ret_fields->mail.type = S("email");
    ret_fields->mail.fills = S("email");
    ret_fields->says = form_field_of(request, form_find(form, "says"),
                                     W(&out, "Such as: climate officer, secretary of the mayor."));
    ret_fields->says.fills = S("organization-title");
    ret_fields->trap = form_field_of(request, form_find(form, "website"), S(""));
    if (who != NULL && !request->acts) {
        TRY(q_person_by_id(request->db, request->arena, who->person_id, &self));
        ret_fields->name.value = self.name;
        ret_fields->mail.value = self.mail;
    }
    return OK;
}

/* Who has signed in asks as themselves; the address of the account says it already. */
enum fault asking_self(struct request *request, struct str folded, struct maybe_int *ret_id)
{
    const struct who *who = request_who(request);
    struct q_person_by_id self;
    *ret_id = (struct maybe_int){0};
    if (who != NULL) {
        TRY(q_person_by_id(request->db, request->arena, who->person_id, &self));
        bool same = str_eq(person_fold_mail(request->arena, self.mail), folded);
        *ret_id = same ? (struct maybe_int){0} : (struct maybe_int){true, self.id};
    }
    return OK;
}

struct notice asking_notice(struct request *request, struct out *out)
{
    if (request->acts || request_text(request, "done").n == 0) {
        return (struct notice){0};
    }
    struct str text = W(out, "A mail with a link goes to the address that you typed; press its button within a day. No "
                             "mail after some minutes? Look at the address and among unwanted mail, then ask again: "
                             "at most three such mails a day go to one address.");
    return (struct notice){TONE_GOOD, W(out, "Look into your mail"), html_text(request->arena, text)};
}

/* ---- the link */

enum fault asking_link(struct request *request, const char *kind, struct str *ret_subject)
{
    struct mail_link link;
    if (request->db == NULL) {
        return FAULT_BUSY;
    }
    TRY(mail_link_parse(request->site->key, request->params[0], &link));
    if (!str_eq(link.kind, str_of(kind)) || link.expires_at <= request->now) {
        return FAULT_NOT_FOUND;
    }
    *ret_subject = link.subject;
    return OK;
}

void asking_show_over(struct request *request, struct response *response, const struct field *form, struct url again,
                      struct str again_name)
{
    struct out out = response_out(request, response);
    struct deed *m = deed_of(request, W(&out, "This link does not work any more"),
                             W(&out, "It is too old, or what it was about is gone."));
    page_hide_address(m->page);
    deed_link(m, again, again_name);
    response->status = 404;
    deed_end(request, response, m, form);
}

enum fault asking_refuse(struct request *request, struct response *response, const char *what, const char *hint)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "What was asked"), words_text(&out, what, NULL, 0),
                 words_text(&out, hint, NULL, 0));
    response->status = 409;
    return FAULT_INVALID;
}
