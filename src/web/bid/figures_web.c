/* SPDX-License-Identifier: AGPL-3.0-or-later
** figures: numbers that are said once and must agree: each with where it is from, what differs from it and where, what
** cities say of their own, and what nobody has named yet. */
#include "base/check.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/say.h"
#include "web/views.h"

#define PLACES_SHOWN 12 /* of one figure; the rest is counted */
#define PROPOSALS_SHOWN 12

const struct field figures_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "added saved removed",
     .help = "what was done before, to be said"},
    {0},
};

const struct field figures_form[] = {
    {.name = "name", .label = W_NOTE("What is counted"), .kind = FIELD_TEXT, .max = BID_FIGURE_NAME_MAX,
     .help = "the words that stand at the number; several names parted by /"},
    {.name = "says", .label = W_NOTE("The number"), .kind = FIELD_TEXT, .max = BID_FIGURE_SAYS_MAX,
     .help = "with its unit: 43,200; EUR 1.2 million; 12 %; 36 months"},
    {.name = "source", .label = W_NOTE("Where it is from"), .kind = FIELD_TEXT, .max = BID_FIGURE_SOURCE_MAX,
     .help = "so that it can be looked up again"},
    {.name = "each_city", .label = W_NOTE("Each city says its own"), .kind = FIELD_FLAG,
     .help = "and the whole is the sum"},
    {0},
};

/* ---- places */

static struct figure_place place_of(struct request *request, struct out *out, const struct shop *shop,
                                    const struct bid_place *place)
{
    const struct q_bid_section_list *section = &shop->sections[place->part];
    struct url url = shop_url_of(request, "/sections/{}", section->uid);
    return (struct figure_place){url, section->title, place->sentence,
                                 SAY(out, "says {number}", slot("number", place->says))};
}

static void add_places(struct request *request, struct out *out, const struct shop *shop,
                       const struct shop_figures *figures, struct figure_row *row, const struct q_bid_figure_list *of)
{
    size_t agree = 0, differ = 0;
    row->differs = arena_array(request->arena, struct figure_place, PLACES_SHOWN);
    for (size_t i = 0; i < figures->found.places_n; i++) {
        const struct bid_place *place = &figures->found.places[i];
        if (figures->of[place->figure] != of) {
            continue;
        }
        agree += place->agree != BID_DIFFERS;
        differ += place->agree == BID_DIFFERS;
        if (place->agree == BID_DIFFERS && row->differs_n < PLACES_SHOWN) {
            row->differs[row->differs_n++] = place_of(request, out, shop, place);
        }
    }
    struct slot n = slot("n", (struct count){(int64_t)differ});
    row->state = differ > 0 ? (struct tag){SAY(out, "{n} place differs|{n} places differ", n), TONE_CARE, S("")}
                 : agree > 0 ? (struct tag){W(out, "Agrees"), TONE_GOOD, S("")}
                             : (struct tag){W(out, "Not in the text yet"), TONE_PLAIN, S("")};
    row->found = agree > 0 ? SAY(out, "Agrees at {n} place.|Agrees at {n} places.",
                                 slot("n", (struct count){(int64_t)agree}))
                           : S("");
}

/* ---- what cities say of their own */

static struct str thousandths(struct request *request, int64_t value, struct str unit)
{
    struct bid_number number = {.value = value};
    (void)bid_unit_parse(unit, &number.unit); /* the schema holds it */
    return words_figure(request->words, request->arena, say_bid_number(request->arena, &number));
}

static struct str sum_of(struct request *request, struct out *out, const struct bid_sum *sum,
                         const struct q_bid_figure_list *figure, struct str unit)
{
    struct slot slots[] = {slot("sum", thousandths(request, sum->sum, unit)),
                           slot("n", (struct count){(int64_t)sum->unknown}),
                           slot("total", figure->says),
                           slot("difference", thousandths(request, sum->difference < 0 ? -sum->difference
                                                                                       : sum->difference, unit))};
    if (sum->differs) {
        return words_text(out, sum->difference > 0
                                   ? W_NOTE("Together {sum}; the whole is said to be {total}: {difference} are "
                                            "missing.")
                                   : W_NOTE("Together {sum}; the whole is said to be {total}: {difference} too much."),
                          slots, COUNT_OF(slots));
    }
    return sum->unknown > 0 ? words_text(out, W_NOTE("Together {sum} so far; {n} city has not said its own.|"
                                                     "Together {sum} so far; {n} cities have not said their own."),
                                         slots, 2)
                            : words_text(out, W_NOTE("Together {sum}."), slots, 1);
}

static void add_owns(struct request *request, struct out *out, const struct shop *shop,
                     const struct q_bid_figure_list *figure, struct figure_row *row)
{
    struct bid_sum sum = shop_sum(request, shop, figure);
    struct str unit = figure->unit;
    row->owns = arena_array(request->arena, struct figure_own, shop->cities_n);
    for (size_t i = 0; i < shop->cities_n; i++) {
        const struct q_bid_figure_list *own = shop_own(shop, figure->id, shop->cities[i].member_id);
        row->owns[row->owns_n++] = (struct figure_own){shop->cities[i].city,
                                                       own != NULL ? own->says : W(out, "not said yet")};
        unit = own != NULL && unit.n == 0 ? own->unit : unit;
    }
    row->sum = sum_of(request, out, &sum, figure, unit);
    if (sum.differs) {
        row->state = (struct tag){W(out, "The sum differs"), TONE_CARE, S("")};
    }
}

static struct figure_row row_of(struct request *request, struct out *out, const struct shop *shop,
                                const struct shop_figures *figures, const struct q_bid_figure_list *figure)
{
    struct figure_row row = {.name = figure->name,
                             .says = figure->says.n > 0 ? figure->says : W(out, "the sum of what each city says")};
    struct slot slots[] = {slot("source", figure->source), slot("name", figure->person)};
    bool may = bid_may_set_up(&shop->bid) || (figure->each_city && bid_is_written(&shop->bid));
    row.url = may ? shop_url_of(request, "/figures/{}", figure->uid) : (struct url){0};
    row.from = figure->source.n > 0 && figure->person.n > 0 ? words_text(out, W_NOTE("From: {source}. Said by {name}."),
                                                                         slots, 2)
               : figure->source.n > 0 ? words_text(out, W_NOTE("From: {source}."), slots, 1)
               : figure->person.n > 0 ? words_text(out, W_NOTE("Said by {name}; where it is from is not said."),
                                                   slots + 1, 1)
                                      : W(out, "Where it is from is not said.");
    add_places(request, out, shop, figures, &row, figure);
    if (figure->each_city) {
        add_owns(request, out, shop, figure, &row);
    }
    return row;
}

/* ---- what nobody has named */

/* Each number that is said once as a choice. */
static void add_choice(struct request *request, struct out *out, const struct bid_place *place,
                       struct figure_proposal *proposal)
{
    struct str says = say_bid_number(request->arena, &place->number);
    struct bid_number again;
    if (!bid_number_parse(request->arena, says, &again) || again.value != place->number.value) {
        return; /* "0.125" thousandths and the like: to be typed */
    }
    for (size_t i = 0; i < proposal->choices_n; i++) {
        if (str_eq(proposal->choices[i].says, says)) {
            return;
        }
    }
    if (proposal->choices_n < COUNT_OF(proposal->choices)) {
        proposal->choices[proposal->choices_n++] = (struct figure_choice){
            str_clip_letters(proposal->words, BID_FIGURE_NAME_MAX), says,
            SAY(out, "Use {number}", slot("number", words_figure(request->words, request->arena, says)))};
    }
}

static void add_proposals(struct request *request, struct out *out, const struct shop *shop,
                          const struct shop_figures *figures, struct figures_page *m)
{
    m->proposals = arena_array(request->arena, struct figure_proposal, PROPOSALS_SHOWN);
    for (size_t i = 0; i < figures->found.proposals_n && m->proposals_n < PROPOSALS_SHOWN; i++) {
        const struct bid_proposal *from = &figures->found.proposals[i];
        struct figure_proposal *proposal = &m->proposals[m->proposals_n++];
        proposal->words = from->words;
        proposal->places = arena_array(request->arena, struct figure_place, from->places_n);
        for (size_t k = 0; k < from->places_n; k++) {
            proposal->places[proposal->places_n++] = place_of(request, out, shop, &from->places[k]);
            add_choice(request, out, &from->places[k], proposal);
        }
    }
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("added"))     ? W(out, "It is one of the numbers that must agree now.")
                      : str_eq(done, S("saved"))   ? W(out, "Saved.")
                      : str_eq(done, S("removed")) ? W(out, "It is looked for no more. The text is as it was.")
                                                   : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void add_form(struct request *request, struct out *out, struct figures_page *m)
{
    m->name = form_field_of(request, form_find(figures_form, "name"),
                            W(out, "The words that stand beside it in the text: residents; total cost. Two names of "
                                   "one thing: total cost / Gesamtkosten."));
    m->says = form_field_of(request, form_find(figures_form, "says"),
                            W(out, "With its unit: 43,200; EUR 1.2 million; 12 %; 36 months."));
    m->source = form_field_of(request, form_find(figures_form, "source"), W(out, "You may leave it empty."));
    m->each_city = request->acts && request_typed(request, "each_city").n > 0;
    m->may_set_up = true;
}

enum fault figures_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct figures_page *m = arena_new(request->arena, struct figures_page);
    struct shop shop;
    struct shop_figures figures;
    shop_soon(request);
    TRY(shop_load(request, &shop));
    shop_look(request, &shop, &figures);
    m->page = shop_page(request, &out, &shop, W(&out, "Numbers that must agree"),
                        W(&out, "Said once here, then looked for in every section, in any way of writing."));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, figures_form);
    m->rows = arena_array(request->arena, struct figure_row, shop.figures_n);
    for (size_t i = 0; i < shop.figures_n; i++) {
        if (!shop.figures[i].of_id.known) {
            m->rows[m->n++] = row_of(request, &out, &shop, &figures, &shop.figures[i]);
        }
    }
    add_proposals(request, &out, &shop, &figures, m);
    if (bid_may_set_up(&shop.bid)) {
        add_form(request, &out, m);
    }
    m->action = shop_url(request, "/figures");
    m->back = shop_url(request, "");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_figures(&out, m);
    return OK;
}

/* ---- what it does */

enum fault figures_act(struct request *request, struct response *response)
{
    struct shop shop;
    shop_soon(request);
    TRY(shop_load(request, &shop));
    const struct bid_figure_new new = {str_trim(request_typed(request, "name")),
                                       str_trim(request_typed(request, "says")),
                                       str_trim(request_typed(request, "source")),
                                       request_typed(request, "each_city").n > 0, request->who->person_id};
    if (new.name.n == 0) {
        form_refuse(request, form_find(figures_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
        return FAULT_INVALID;
    }
    enum fault fault = bid_figure_put(request->db, request->arena, &shop.bid, NULL, &new, request->now);
    if (fault == FAULT_INVALID) {
        form_refuse(request, form_find(figures_form, "says"), W_NOTE("is not one number"),
                    W_NOTE("for example 43,200 or EUR 1.2 million, 12 %, 36 months"));
    }
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(figures_form, "name"), W_NOTE("is one too many"),
                    W_NOTE("a bid has 60 such numbers at most: take one away"));
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, shop_url(request, "/figures"), "done", S("added")).text;
    return OK;
}
