/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: those of one city: what it is asked, what is open with its next day, what is over and what came of it. */
#include "base/check.h"
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field bids_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "no left removed answered",
     .help = "what was done before, to be said"},
    {0},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    bool was = str_eq(done, S("answered"));
    struct str text = was                       ? W(out, "Your city has answered that already, or has left it: it is "
                                                         "in no list here any more.")
                      : str_eq(done, S("no"))   ? W(out, "They get your answer by mail.")
                      : str_eq(done, S("left")) ? W(out, "Your city takes part in it no more; the lead applicant is "
                                                         "told.")
                      : done.n > 0              ? W(out, "The bid is removed.")
                                                : S("");
    return text.n > 0 ? (struct notice){was ? TONE_CARE : TONE_GOOD,
                                        was ? W(out, "A colleague was quicker") : W(out, "Done"),
                                        html_text(request->arena, text)}
                      : (struct notice){0};
}

static struct str says_of(struct request *request, struct out *out, const struct q_bid_work_list *row)
{
    struct slot slots[] = {slot("fund", row->call_title),
                           slot("city", row->lead.n > 0 ? say_member_city(request->arena, row->lead, row->lead_country)
                                                        : S("")),
                           slot("name", row->owner)};
    if (str_eq(row->answer, S("asked"))) {
        return words_text(out, W_NOTE("{city} asks your city to take part. For: {fund}."), slots, 2);
    }
    if (str_eq(row->role, S("lead"))) {
        return row->owner.n > 0 ? words_text(out, W_NOTE("For: {fund}. {name} owns it."), slots, 3)
                                : words_text(out, W_NOTE("For: {fund}. Nobody of your city owns it yet."), slots, 1);
    }
    return row->lead.n > 0 ? words_text(out, W_NOTE("For: {fund}. {city} leads."), slots, 2)
                           : words_text(out, W_NOTE("For: {fund}. Nobody leads it now."), slots, 1);
}

/* Of what is over, what came of it. */
static struct str outcome_of(struct out *out, const struct q_bid_work_list *row)
{
    struct str money = say_bid_money(out, row->amount_cents, row->currency);
    struct slot slots[] = {slot("date", row->day_on), slot("money", money), slot("why", row->stage_why)};
    return money.n > 0 && row->stage_why.n > 0 ? words_text(out, W_NOTE("{date}: {money}. “{why}”"), slots, 3)
           : money.n > 0                       ? words_text(out, W_NOTE("{date}: {money}."), slots, 2)
           : row->stage_why.n > 0              ? words_text(out, W_NOTE("{date}: “{why}”"), slots, 3)
                                               : words_text(out, W_NOTE("On {date}."), slots, 1);
}

static void add_rows(struct request *request, struct out *out, const struct q_member_by_uid *member,
                     const struct watched *watched, const struct q_bid_work_list *rows, size_t n, struct bids_page *m)
{
    m->groups[BIDS_ASKED].title = W(out, "They wait for your answer");
    m->groups[BIDS_OPEN].title = W(out, "Open");
    m->groups[BIDS_OVER].title = W(out, "Over");
    for (size_t g = 0; g < BIDS__MAX; g++) {
        m->groups[g].rows = arena_array(request->arena, struct bid_row, n + 1);
    }
    for (size_t i = 0; i < n; i++) {
        enum bid_stage stage = BID_DECIDED;
        struct url unused;
        check(bid_stage_parse(rows[i].stage, &stage)); /* the schema holds it */
        bool asked = str_eq(rows[i].answer, S("asked")), over = bid_stage_is_end(stage);
        int g = over ? BIDS_OVER : asked ? BIDS_ASKED : BIDS_OPEN;
        if (over && asked) {
            continue; /* nobody waits any more */
        }
        m->groups[g].rows[m->groups[g].n++] = (struct bid_row){
            .url = url_path_of(request->arena, "/member-cities/{}/bids/{}", request->params[0], rows[i].uid),
            .name = rows[i].name, .says = says_of(request, out, &rows[i]),
            .state = asked ? (struct tag){W(out, "asked"), TONE_CARE, S("")} : say_bid_tag(out, stage),
            .next = asked  ? S("")
                    : over ? outcome_of(out, &rows[i])
                           : bid_next_of(request, out, member, watched, rows[i].call_key, rows[i].stage, &unused)};
        m->n++;
    }
}

enum fault bids_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct bids_page *m = arena_new(request->arena, struct bids_page);
    struct q_bid_work_list *rows;
    struct q_member_by_uid member;
    struct watched watched;
    size_t n;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_bid_work_list_soon(request->db, request->params[0]);
    watched_load_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_bid_work_list(request->db, request->arena, request->params[0], &rows, &n));
    TRY(watched_load(request->db, request->arena, request->params[0], &watched));
    m->page = page_of(request, SAY(&out, "Bids of {city}", slot("city", member.name)),
                      W(&out, "What your city goes for, how each bid stands, and what came of those before."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->notice = notice_of(request, &out);
    add_rows(request, &out, &member, &watched, rows, n, m);
    m->new_url = member_url(request, "/member-cities/{}/bids/new");
    m->deadlines = member_url(request, "/member-cities/{}/deadlines");
    response->max_age_s = -1;
    view_bids(&out, m);
    return OK;
}
