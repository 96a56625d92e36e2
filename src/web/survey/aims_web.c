/* SPDX-License-Identifier: AGPL-3.0-or-later
** aims: the page of the seven aims: when it is asked, and asking, reminding and closing. What was said: aims_told.c. */
#include "web/survey/aims_told.h"

#include "base/check.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field aims_fields[] = {
    {.name = "done", .kind = FIELD_CHOICE, .choices = "asked reminded closed", .help = "what was just done"},
    {0},
};

const struct field aims_form[] = {
    {.name = "when", .label = W_NOTE("When"), .kind = FIELD_CHOICE, .choices = "before end 90 year", .min = 1,
     .help = "which of the four times"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "ask remind close", .min = 1,
     .help = "ask those who were not asked, remind, or close"},
    {0},
};

static enum fault must_use load(struct request *request, struct aims_load *load)
{
    struct db *db = request->db;
    struct str member = request->params[0], uid = request->params[1];
    q_programme_of_soon(db, member, uid);
    q_survey_kinds_soon(db, member, uid);
    q_survey_aims_totals_soon(db, member, uid);
    q_survey_aims_told_soon(db, member, uid);
    q_survey_aims_ratings_soon(db, member, uid);
    q_programme_deeds_soon(db, member, uid);
    TRY(q_programme_of(db, request->arena, member, uid, &load->programme));
    TRY(q_survey_kinds(db, request->arena, member, uid, &load->kinds, &load->kinds_n));
    TRY(q_survey_aims_totals(db, request->arena, member, uid, &load->totals, &load->totals_n));
    TRY(q_survey_aims_told(db, request->arena, member, uid, &load->told, &load->told_n));
    TRY(q_survey_aims_ratings(db, request->arena, member, uid, &load->ratings, &load->ratings_n));
    TRY(q_programme_deeds(db, request->arena, member, uid, &load->deeds, &load->deeds_n));
    load->today = request->today;
    load->of = (struct aims_of){programme_at(&load->programme), load->programme.begins_on, load->programme.ends_on};
    return OK;
}

const struct q_survey_kinds *aims_kind_of(const struct aims_load *load, struct str kind)
{
    for (size_t i = 0; i < load->kinds_n; i++) {
        if (str_eq(load->kinds[i].kind, kind)) {
            return &load->kinds[i];
        }
    }
    return NULL;
}

struct str aims_say_head(struct out *out, enum aims_when when)
{
    return when == AIMS_BEFORE ? W(out, "Before")
           : when == AIMS_END  ? W(out, "At the end")
           : when == AIMS_90   ? W(out, "After 90 days")
                               : W(out, "After 12 months");
}

/* ---- when it is asked */

static bool may_remind(const struct q_survey_kinds *row, int64_t now)
{
    int64_t last = row->reminded_at.known ? row->reminded_at.v : row->opened_at.v;
    return row->answered < row->asked && last + SURVEY_REMIND_S <= now;
}

/* Not on the day on which the survey before went out: nobody gets two mails. */
static bool may_ask(const struct aims_load *load, enum aims_when when, int64_t now)
{
    const struct q_survey_kinds *before = aims_kind_of(load, S(SURVEY_BEFORE));
    bool same_day = when == AIMS_BEFORE && before != NULL && before->opened_at.known &&
                    before->opened_at.v + 86400 > now;
    return (when == AIMS_BEFORE || when == AIMS_END) && !same_day &&
           aims_may_ask(when, &load->of, (struct date){(int32_t)(now / 86400)});
}

static struct str say_waiting(struct request *request, struct out *out, const struct aims_load *load,
                              enum aims_when when)
{
    struct date due = aims_due(when, load->of.ends_on);
    if (load->of.at.stage == PROGRAMME_CALLED_OFF) {
        return W(out, "The leadership programme was called off: it is not asked.");
    }
    if (when == AIMS_BEFORE) {
        const struct q_survey_kinds *before = aims_kind_of(load, S(SURVEY_BEFORE));
        bool is_past = programme_has_begun(load->of.at.stage) || request->today.days > load->of.begins_on.days;
        return is_past ? W(out, "It was not asked, and cannot be asked any more: what follows has nothing to be held "
                                "against.")
               : before != NULL && before->opened_at.known
                   ? W(out, "The survey before went out already: ask it from the day after on, by a mail of its own.")
                   : W(out, "Open the survey before the leadership programme, then both go in one mail; or ask it now, "
                            "alone.");
    }
    if (when == AIMS_END) {
        return W(out, "You can ask it from the last day on, for 60 days.");
    }
    return request->today.days >= due.days + AIMS_LATE_DAYS
               ? W(out, "It was not asked, and its time is over.")
               : SAY(out, "It goes out by itself on {date}, to participants who have a mail address.",
                     slot("date", due));
}

static void add_open(struct request *request, struct out *out, const struct aims_load *load,
                     const struct q_survey_kinds *row, struct aims_time *time)
{
    time->says = SAY(out, "{n} of {all} who were asked has answered.|{n} of {all} who were asked have answered.",
                     slot("n", row->answered), slot("all", row->asked));
    time->state = (struct tag){W(out, "open"), TONE_GOOD, S("")};
    time->may_close = true;
    if (load->programme.participants_n > row->asked) {
        time->ask = W(out, "Ask those who were added since");
    }
    if (may_remind(row, request->now)) {
        int64_t left = row->asked - row->answered;
        time->remind = SAY(out, "Remind {n} who has not answered|Remind {n} who have not answered", slot("n", left));
    }
}

static void add_times(struct request *request, struct out *out, const struct aims_load *load, struct aims_page *m)
{
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        const struct q_survey_kinds *row = aims_kind_of(load, aims_kind(when));
        struct aims_time *time = &m->times[when];
        *time = (struct aims_time){.title = aims_say_head(out, when), .word = aims_word(when), .ask = S(""),
                                   .remind = S("")};
        m->heads[when] = time->title;
        m->is_asked[when] = row != NULL;
        m->any_asked |= row != NULL;
        if (row == NULL) {
            time->says = say_waiting(request, out, load, when);
            time->state = (struct tag){W(out, "not asked"), TONE_PLAIN, S("")};
            time->ask = may_ask(load, when, request->now) ? W(out, "Ask it now") : S("");
        } else if (row->closed_at.known) {
            time->says = SAY(out, "Closed on {date}; {n} of {all} who were asked answered.",
                             slot("date", (struct date){(int32_t)(row->closed_at.v / 86400)}),
                             slot("n", row->answered), slot("all", row->asked));
            time->state = (struct tag){W(out, "closed"), TONE_PLAIN, S("")};
        } else {
            add_open(request, out, load, row, time);
        }
    }
}

static void say_done(struct request *request, struct out *out, struct aims_page *m)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str title = str_eq(done, S("asked"))      ? W(out, "The links are on their way")
                       : str_eq(done, S("reminded")) ? W(out, "Who has not answered gets a new link by mail")
                       : str_eq(done, S("closed"))   ? W(out, "It is closed: what was said stands below")
                                                     : S("");
    if (title.n > 0) {
        m->notice = (struct notice){TONE_GOOD, title, {S("")}};
    } else if (!request->site->sends_mail) {
        m->notice = (struct notice){TONE_CARE, W(out, "This site sends no mail yet: links wait until it does"),
                                    {S("")}};
    }
}

enum fault aims_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct aims_page *m = arena_new(request->arena, struct aims_page);
    struct aims_load loaded = {0};
    TRY(load(request, &loaded));
    m->page = programme_page_of(request, &out, &loaded.programme, W(&out, "Did it help? The seven aims"),
                                W(&out, "What it set out to change, and what those who take part say before, at the "
                                        "end and later."));
    m->page->no_index = true;
    say_done(request, &out, m);
    add_times(request, &out, &loaded, m);
    aims_tell(request->arena, &out, &loaded, m);
    for (size_t i = 0; i < AIMS_QUESTIONS; i++) {
        m->asked[i] = words_text(&out, aims_questions[i].title, NULL, 0);
    }
    m->problems = form_problems_of(request, aims_form);
    m->once = request_once(request);
    m->action = programme_url(request, "/aims");
    response->max_age_s = -1;
    view_aims(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use ask(const struct aims_load *load, enum aims_when when, struct survey_sending *sending)
{
    const struct q_survey_kinds *row = aims_kind_of(load, aims_kind(when));
    const struct aims_asking asking = {load->programme.id, load->programme.name, load->programme.languages};
    size_t n;
    if (row == NULL && !may_ask(load, when, sending->now)) {
        return FAULT_CONFLICT;
    }
    TRY(row == NULL ? aims_open(sending, &asking, when, &sending->survey_id) : OK);
    return survey_ask_all(sending, &n);
}

static enum fault must_use act_on(const struct aims_load *load, enum aims_when when, struct str what,
                                  struct survey_sending *sending)
{
    const struct q_survey_kinds *row = aims_kind_of(load, aims_kind(when));
    size_t n;
    if (row != NULL && row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    sending->survey_id = row != NULL ? row->id : 0;
    if (str_eq(what, S("ask"))) {
        return ask(load, when, sending);
    }
    if (row == NULL) {
        return FAULT_CONFLICT;
    }
    if (str_eq(what, S("close"))) {
        return survey_close(sending->db, sending->arena, row->id, false, sending->now);
    }
    return may_remind(row, sending->now) ? survey_remind_all(sending, &n) : FAULT_CONFLICT;
}

enum fault aims_act(struct request *request, struct response *response)
{
    struct aims_load loaded = {0};
    enum aims_when when;
    struct str what = request_typed(request, "do");
    TRY(load(request, &loaded));
    if (!programme_has_do(request, aims_form) || !aims_parse(request_typed(request, "when"), &when)) {
        return FAULT_INVALID;
    }
    struct survey_sending sending = {.db = request->db, .arena = request->arena, .key = request->site->key,
                                     .now = request->now, .kind = aims_kind(when)};
    enum fault fault = act_on(&loaded, when, what, &sending);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(aims_form, "do"), W_NOTE("does not fit any more: somebody was quicker"),
                    W_NOTE("look at it as it is now"));
        response->status = 409;
        return FAULT_INVALID;
    }
    TRY(fault);
    return programme_done(request, response, "/aims",
                          str_eq(what, S("ask")) ? S("asked") : str_eq(what, S("close")) ? S("closed") : S("reminded"));
}
