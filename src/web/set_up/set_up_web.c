/* SPDX-License-Identifier: AGPL-3.0-or-later
** set_up: the overview: what is missing, looking it through, opening and closing. */
#include "web/set_up/set_up_web.h"

#include "base/check.h"
#include "store/setting_change.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/say.h"
#include "web/views.h"

const struct field set_up_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved reviewed open closed",
     .help = "what was done before, to be said"},
    {0},
};

const struct field set_up_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "reviewed open close",
     .help = "note that all was looked through, open the site, or close it"},
    {0},
};

/* ---- the head */

struct str set_up_label(struct out *out, enum setting_name which)
{
    for (const struct field *field = set_up_step_form; field->name != NULL; field++) {
        if (str_eq(setting_known[which].name, str_of(field->name))) {
            return words_text(out, field->label, NULL, 0);
        }
    }
    return which == SETTING_REVIEWED_ON ? W(out, "Look it all through") : setting_known[which].name;
}

struct url set_up_place(struct arena *arena, enum setting_name which)
{
    const struct set_up_ask *ask = set_up_ask_of(which);
    if (ask == NULL) {
        return URL("/set-up#look-through");
    }
    struct url url = url_path_of(arena, "/set-up/{}", str_of(set_up_steps[ask->step].name));
    url.text = str_format(arena, "%.*s#%.*s", STR_ARG(url.text), STR_ARG(setting_known[which].name));
    return url;
}

static enum set_up_step step_of(enum setting_name which)
{
    const struct set_up_ask *ask = set_up_ask_of(which);
    return ask == NULL ? STEP__MAX : ask->step;
}

static bool is_missing(const struct set_up *up, enum setting_name which)
{
    for (size_t i = 0; i < up->missing_count; i++) {
        if (up->missing[i] == which) {
            return true;
        }
    }
    return false;
}

static void add_missing(struct set_up_head *head, struct out *out, enum setting_name which)
{
    head->missing[head->missing_count++] =
        (struct set_up_link){.name = set_up_label(out, which), .url = set_up_place(out->arena, which)};
    head->steps[step_of(which)].missing++;
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("saved"))      ? W(out, "It is saved, and seen on the pages from now on.")
                      : str_eq(done, S("reviewed")) ? W(out, "It is noted that you have looked all of it through. "
                                                             "In a year you are asked again.")
                      : str_eq(done, S("open"))     ? W(out, "The site is open: everybody sees it.")
                      : str_eq(done, S("closed"))   ? W(out, "The site is closed: readers see that it is being set up.")
                                                    : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

struct set_up_head set_up_head_of(struct request *request, struct out *out, const struct legal *legal,
                                  enum set_up_step here)
{
    struct set_up_head head = {.notice = notice_of(request, out)};
    for (int i = 0; i < STEP__MAX; i++) {
        head.steps[i].name = words_text(out, set_up_steps[i].title, NULL, 0);
        head.steps[i].url = url_path_of(request->arena, "/set-up/{}", str_of(set_up_steps[i].name));
    }
    head.steps[STEP__MAX].name = legal->set_up.is_demo ? W(out, "Look it all through")
                                                       : W(out, "Look it through and open it");
    head.steps[STEP__MAX].url = URL("/set-up");
    head.steps[here].here = true;
    for (size_t i = 0; i < set_up_asks_count; i++) { /* in the order of the steps */
        if (is_missing(&legal->set_up, set_up_asks[i].which)) {
            add_missing(&head, out, set_up_asks[i].which);
        }
    }
    if (is_missing(&legal->set_up, SETTING_REVIEWED_ON)) {
        add_missing(&head, out, SETTING_REVIEWED_ON);
    }
    struct slot n = slot("n", (int64_t)head.missing_count);
    head.missing_says = legal->set_up.is_demo
                            ? SAY(out, "{n} thing that a real network says before it opens|{n} things that a real "
                                       "network says before it opens", n)
                            : SAY(out, "{n} thing is missing before the site can open|{n} things are missing before "
                                       "the site can open", n);
    head.none = legal->set_up.missing_count > 0 ? S("")
                : legal->set_up.is_demo ? W(out, "Nothing is missing, but a demonstration is never opened.")
                : legal->set_up.opening == OPENING_OPEN ? W(out, "Nothing is missing, and the site is open.")
                                                        : W(out, "Nothing is missing: the site can be opened.");
    return head;
}

/* ---- the page */

static struct str say_opening(struct out *out, enum opening opening)
{
    switch (opening) {
    case OPENING_OPEN:
        return W(out, "The site is open: everybody sees it.");
    case OPENING_EARLIER:
        return W(out, "The site is open, since before it was asked what is missing here.");
    case OPENING_TRIAL:
        return W(out, "So far only the computer that it runs on sees the site: it has no address yet, or one of that "
                      "computer only.");
    case OPENING_CLOSED:
        break;
    }
    return W(out, "The site is closed: readers see that it is being set up.");
}

/* The review is the last thing: it is about all the others. */
static bool only_review_is_missing(const struct set_up *up)
{
    return up->missing_count == 0 || (up->missing_count == 1 && up->missing[0] == SETTING_REVIEWED_ON);
}

static void fill_review(struct set_up_page *m, struct out *out, const struct set_up *up)
{
    m->review_due = up->review == REVIEW_DUE;
    m->may_review = only_review_is_missing(up);
    m->reviewed = up->review == REVIEW_NEVER
                      ? S("")
                      : SAY(out, "Last looked through on {date}; due again on {next}.", slot("date", up->reviewed_on),
                            slot("next", up->review_by));
}

enum fault set_up_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct set_up_page *m = arena_new(request->arena, struct set_up_page);
    struct legal legal;
    TRY(legal_load(request, &legal));
    m->page = page_of(request, W(&out, "Set up this site"),
                      legal.set_up.is_demo ? W(&out, "You can try the steps here; a demonstration is never opened.")
                                           : W(&out, "What the law wants said, step by step; then you open it."),
                      DOOR_NONE);
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->page->no_index = true;
    m->head = set_up_head_of(request, &out, &legal, STEP__MAX);
    m->state = say_opening(&out, legal.set_up.opening);
    fill_review(m, &out, &legal.set_up);
    m->is_open = legal.set_up.opening == OPENING_OPEN;
    m->is_demo = legal.set_up.is_demo;
    m->may_open = !m->is_open && !m->is_demo && legal.set_up.missing_count == 0;
    m->address = (struct set_up_elsewhere){W(&out, "Address of the site"), request->site->base_url,
                                           S("smallgiants setting base_url https://network.city.example")};
    m->problems = form_problems_of(request, set_up_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_set_up(&out, m);
    return OK;
}

/* ---- what it does */

static void refuse(struct request *request, const char *what, const char *hint)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, W(&out, "This site"), words_text(&out, what, NULL, 0),
                 words_text(&out, hint, NULL, 0));
}

static enum fault must_use open_or_close(struct request *request, bool opens)
{
    struct problems problems;
    struct log_someone who = gate_who(request);
    problems_init(&problems, request->arena);
    return setting_change(request->db, request->arena, S("open"), opens ? S("yes") : S("no"), &who, request->now,
                          &problems);
}

static enum fault must_use review(struct request *request)
{
    struct problems problems;
    struct log_someone who = gate_who(request);
    problems_init(&problems, request->arena);
    return setting_review(request->db, request->arena, &who, request->now, &problems);
}

enum fault set_up_act(struct request *request, struct response *response)
{
    struct legal legal;
    struct str what = request_typed(request, "do");
    TRY(legal_load(request, &legal));
    if (str_eq(what, S("open")) && legal.set_up.is_demo) {
        refuse(request, W_NOTE("cannot be opened"),
               W_NOTE("it is a demonstration with invented cities; a real network begins in an empty database"));
    } else if (str_eq(what, S("open")) && legal.set_up.missing_count > 0) {
        refuse(request, W_NOTE("cannot be opened yet"), W_NOTE("say first what is still missing; it is listed below"));
    } else if (str_eq(what, S("reviewed")) && !only_review_is_missing(&legal.set_up)) {
        refuse(request, W_NOTE("cannot be looked through yet"), W_NOTE("say first what is still missing"));
    } else if (what.n == 0) {
        refuse(request, W_NOTE("was left as it is"), W_NOTE("press one of the buttons"));
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    bool reviews = str_eq(what, S("reviewed"));
    bool opens = str_eq(what, S("open"));
    TRY(reviews ? review(request) : open_or_close(request, opens));
    response->status = 303;
    response->location = reviews ? S("/set-up?done=reviewed") : opens ? S("/set-up?done=open")
                                                                       : S("/set-up?done=closed");
    return OK;
}
