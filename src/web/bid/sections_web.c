/* SPDX-License-Identifier: AGPL-3.0-or-later
** sections: the lead applicant sets the sections of a bid up: typed or pasted as lines, a usual set with one click,
** their order. */
#include "base/check.h"
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/say.h"
#include "web/views.h"

#define LINES_LETTERS 6000
#define UID_LETTERS 32

const struct field sections_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "added moved removed saved",
     .help = "what was done before, to be said"},
    {0},
};

const struct field sections_form[] = {
    {.name = "lines", .label = W_NOTE("Sections, one a line"), .kind = FIELD_TEXT, .max = LINES_LETTERS,
     .help = "a title, and a limit behind it: \"Impact | 500 words\""},
    {.name = "which", .label = W_NOTE("Which section"), .kind = FIELD_TEXT, .max = UID_LETTERS, .help = "its uid"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "add eu national up down",
     .help = "add those of the lines, or a usual set; change places with the one before or behind"},
    {0},
};

/* Standard criteria of the EU's own forms (excellence, impact, implementation); questions in our words. */
static const struct { const char *title, *asks; } eu_set[] = {
    {W_NOTE("Summary"), W_NOTE("What will be different for residents, where, and by when.")},
    {W_NOTE("1. Excellence"), W_NOTE("What the need is, what you want to reach, how, and what is new about it.")},
    {W_NOTE("2. Impact"),
     W_NOTE("What changes, for how many people, how you will show it, and how others hear of it.")},
    {W_NOTE("3. Implementation"),
     W_NOTE("Who does what by when, with how much work and money, and what could go wrong.")},
    {W_NOTE("Partners"), W_NOTE("Who takes part, what each brings, and why these.")},
    {W_NOTE("Budget"), W_NOTE("What it costs, by partner and kind of cost, and who pays which part.")},
};

static const struct { const char *title, *asks; } national_set[] = {
    {W_NOTE("What we want to do"), W_NOTE("In a few sentences that somebody outside the town hall understands.")},
    {W_NOTE("Why it is needed"), W_NOTE("The need here, with numbers and where they are from.")},
    {W_NOTE("How and when"), W_NOTE("The steps, who takes them, and their dates.")},
    {W_NOTE("What it costs"), W_NOTE("All costs, the grant asked for, and money of our own.")},
    {W_NOTE("What stays afterwards"), W_NOTE("Who runs it later, and who pays for that.")},
};

static enum fault must_use load(struct request *request, struct shop *shop)
{
    shop_soon(request);
    TRY(shop_load(request, shop));
    return bid_leads(&shop->bid) ? OK : FAULT_NOT_FOUND;
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("added"))     ? W(out, "Added at the end. Give each to the city that writes it.")
                      : str_eq(done, S("moved"))   ? W(out, "It has its new place.")
                      : str_eq(done, S("saved"))   ? W(out, "Saved.")
                      : str_eq(done, S("removed")) ? W(out, "The section is gone.")
                                                   : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

enum fault sections_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct sections_page *m = arena_new(request->arena, struct sections_page);
    struct shop shop;
    TRY(load(request, &shop));
    m->page = shop_page(request, &out, &shop, W(&out, "Sections of the bid"),
                        W(&out, "What the form asks for, in its order, how long each may be, and who writes it."));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, sections_form);
    TRY(workshop_load(request, &shop.bid, &m->workshop));
    m->lines = form_field_of(request, form_find(sections_form, "lines"),
                             W(&out, "For example: Impact, 500 words. Paste the list of the form as it is: a limit "
                                     "at the end of a line is read, in words or characters."));
    m->lines.long_text = true;
    m->offers_sets = shop.sections_n == 0;
    m->once = request_once(request);
    m->action = shop_url(request, "/sections");
    m->back = shop_url(request, "");
    response->max_age_s = -1;
    view_sections(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use refuse_lines(struct request *request, const char *what, const char *hint)
{
    form_refuse(request, form_find(sections_form, "lines"), what, hint);
    return FAULT_INVALID;
}

static enum fault must_use add_one(struct request *request, const struct shop *shop, struct bid_section_new new)
{
    enum fault fault = bid_section_begin(request->db, request->arena, &shop->bid, &new, request->now);
    return fault == FAULT_TOO_LARGE ? refuse_lines(request, W_NOTE("are more than a bid can have here"),
                                                   W_NOTE("40 sections at most: put some together"))
                                    : fault;
}

static enum fault must_use add_lines(struct request *request, const struct shop *shop)
{
    struct str rest = request_typed(request, "lines");
    size_t n = 0;
    while (rest.s != NULL) {
        struct bid_line_read line;
        if (!bid_line_parse(str_cut(rest, '\n', &rest), &line)) {
            continue;
        }
        if (str_letters(line.title) > BID_SECTION_TITLE_MAX) {
            return refuse_lines(request, W_NOTE("have a line that is too long for a title"),
                                W_NOTE("150 letters at most; what the form asks goes into the section itself"));
        }
        TRY(add_one(request, shop, (struct bid_section_new){line.title, S(""), line.limit, line.most}));
        n++;
    }
    return n > 0 ? OK : refuse_lines(request, W_NOTE("are empty"), W_NOTE("type a title, or paste several lines"));
}

static enum fault must_use add_set(struct request *request, const struct shop *shop, bool eu)
{
    struct out out = {.words = request->words, .arena = request->arena};
    if (shop->sections_n > 0) {
        return refuse_lines(request, W_NOTE("are there already"), W_NOTE("a usual set is for a bid without sections"));
    }
    for (size_t i = 0; i < (eu ? COUNT_OF(eu_set) : COUNT_OF(national_set)); i++) {
        const char *title = eu ? eu_set[i].title : national_set[i].title;
        const char *asks = eu ? eu_set[i].asks : national_set[i].asks;
        TRY(add_one(request, shop, (struct bid_section_new){words_text(&out, title, NULL, 0),
                                                            words_text(&out, asks, NULL, 0), BID_LIMIT_NONE, 0}));
    }
    return OK;
}

enum fault sections_act(struct request *request, struct response *response)
{
    struct shop shop;
    struct str what = request_typed(request, "do"), done = S("added");
    TRY(load(request, &shop));
    if (!bid_may_set_up(&shop.bid)) {
        return refuse_lines(request, W_NOTE("cannot be changed any more"),
                            W_NOTE("the bid was handed in: taking that back opens it again"));
    }
    if (str_eq(what, S("up")) || str_eq(what, S("down"))) {
        TRY(bid_section_move(request->db, &shop.bid, shop.sections, shop.sections_n, request_typed(request, "which"),
                             str_eq(what, S("up")), request->now));
        done = S("moved");
    } else if (str_eq(what, S("eu")) || str_eq(what, S("national"))) {
        TRY(add_set(request, &shop, str_eq(what, S("eu"))));
    } else {
        TRY(add_lines(request, &shop));
    }
    response->status = 303;
    response->location = url_add(request->arena, shop_url(request, "/sections"), "done", done).text;
    return OK;
}
