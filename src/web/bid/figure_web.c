/* SPDX-License-Identifier: AGPL-3.0-or-later
** figure: one number that must agree: of the lead applicant what it is, of each city its own. */
#include "domain/who.h"
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/people/deed.h"
#include "web/say.h"

const struct field figure_form[] = {
    {.name = "name", .label = W_NOTE("What is counted"), .kind = FIELD_TEXT, .max = BID_FIGURE_NAME_MAX,
     .help = "of the lead applicant: the words that stand at the number"},
    {.name = "says", .label = W_NOTE("The number"), .kind = FIELD_TEXT, .max = BID_FIGURE_SAYS_MAX,
     .help = "of the lead applicant: with its unit"},
    {.name = "source", .label = W_NOTE("Where it is from"), .kind = FIELD_TEXT, .max = BID_FIGURE_SOURCE_MAX,
     .help = "of the lead applicant"},
    {.name = "each_city", .label = W_NOTE("Each city says its own"), .kind = FIELD_FLAG,
     .help = "of the lead applicant: and the whole is the sum"},
    {.name = "own", .label = W_NOTE("Of your city"), .kind = FIELD_TEXT, .max = BID_FIGURE_SAYS_MAX,
     .help = "of each city: its own number; nothing takes it back"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save own remove",
     .help = "save it, save one's own, look for it no more"},
    {0},
};

struct looking {
    struct shop shop;
    const struct q_bid_figure_list *row, *own; /* own: NULL not said */
};

static enum fault must_use load(struct request *request, struct looking *looking)
{
    shop_soon(request);
    TRY(shop_load(request, &looking->shop));
    for (size_t i = 0; i < looking->shop.figures_n; i++) {
        const struct q_bid_figure_list *row = &looking->shop.figures[i];
        looking->row = !row->of_id.known && str_eq(row->uid, request->params[2]) ? row : looking->row;
    }
    if (looking->row == NULL || !bid_is_written(&looking->shop.bid)
        || (!looking->row->each_city && !bid_leads(&looking->shop.bid))) {
        return FAULT_NOT_FOUND;
    }
    looking->own = shop_own(&looking->shop, looking->row->id, looking->shop.bid.member_id);
    return OK;
}

/* ---- the page */

static void add_save(struct request *request, struct out *out, const struct looking *looking, struct deed *m)
{
    const struct q_bid_figure_list *row = looking->row;
    struct deed_form *form = deed_form(m, W(out, "The number"), S(""));
    struct form_field *name = deed_field(request, form, form_find(figure_form, "name"),
                                         W(out, "The words that stand beside it in the text."));
    struct form_field *says = deed_field(request, form, form_find(figure_form, "says"),
                                         W(out, "With its unit: 43,200; EUR 1.2 million; 12 %; 36 months."));
    struct form_field *source = deed_field(request, form, form_find(figure_form, "source"),
                                           W(out, "You may leave it empty."));
    name->required = true;
    if (!request->acts) {
        name->value = row->name;
        says->value = row->says;
        source->value = row->source;
    }
    form->check = (struct deed_check){S("each_city"), W(out, "Each city says its own, and the whole is the sum"), S(""),
                                      request->acts ? request_typed(request, "each_city").n > 0 : row->each_city};
    deed_button(form, "save", W(out, "Save"));
}

enum fault figure_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct looking looking = {0};
    TRY(load(request, &looking));
    struct deed *m = deed_of(request, looking.row->name, W(&out, "A number that must agree in every section."));
    m->page = shop_page(request, &out, &looking.shop, m->page->title, m->page->lead);
    page_add_crumb(m->page, W(&out, "Numbers that must agree"), shop_url(request, "/figures"));
    if (bid_leads(&looking.shop.bid)) {
        add_save(request, &out, &looking, m);
    }
    if (looking.row->each_city) {
        struct slot city = slot("city", looking.shop.bid.city);
        struct deed_form *form = deed_form(m, SAY(&out, "What {city} says of its own", city),
                                           W(&out, "All cities of the bid read it."));
        struct form_field *own = deed_field(request, form, form_find(figure_form, "own"),
                                            W(&out, "In the unit of the whole; empty takes it back."));
        own->value = request->acts ? own->value : looking.own != NULL ? looking.own->says : S("");
        deed_button(form, "own", W(&out, "Save our own"));
    }
    if (bid_leads(&looking.shop.bid)) {
        deed_button_quiet(deed_form(m, W(&out, "Not needed?"), W(&out, "The text stays as it is.")), "remove",
                          W(&out, "Look for it no more"));
    }
    m->action = shop_url_of(request, "/figures/{}", looking.row->uid);
    deed_end(request, response, m, figure_form);
    return OK;
}

/* ---- what it does */

static enum fault must_use save(struct request *request, const struct looking *looking)
{
    const struct bid_figure_new new = {str_trim(request_typed(request, "name")),
                                       str_trim(request_typed(request, "says")),
                                       str_trim(request_typed(request, "source")),
                                       request_typed(request, "each_city").n > 0, request->who->person_id};
    if (new.name.n == 0) {
        form_refuse(request, form_find(figure_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
        return FAULT_INVALID;
    }
    return bid_figure_put(request->db, request->arena, &looking->shop.bid, looking->row, &new, request->now);
}

/* One's own must be in the unit of the whole, else the sum means nothing. */
static bool unit_fits(struct request *request, const struct looking *looking, struct str own)
{
    struct bid_number number;
    bool read = own.n > 0 && bid_number_parse(request->arena, own, &number);
    return !read || looking->row->says.n == 0 || str_eq(bid_unit_word(number.unit), looking->row->unit);
}

static enum fault must_use save_own(struct request *request, const struct looking *looking)
{
    struct str own = str_trim(request_typed(request, "own"));
    if (!unit_fits(request, looking, own)) {
        form_refuse(request, form_find(figure_form, "own"), W_NOTE("is in another unit than the whole"),
                    W_NOTE("write it in the same: EUR, %, people, months, or none"));
        return FAULT_INVALID;
    }
    return bid_figure_put_own(request->db, request->arena, &looking->shop.bid, looking->row, looking->own, own,
                              request->who->person_id, request->now);
}

enum fault figure_act(struct request *request, struct response *response)
{
    struct looking looking = {0};
    struct str what = request_typed(request, "do");
    TRY(load(request, &looking));
    bool own = str_eq(what, S("own")), remove = str_eq(what, S("remove"));
    enum fault fault = own      ? save_own(request, &looking)
                       : remove ? bid_figure_drop(request->db, &looking.shop.bid, looking.row, request->now)
                                : save(request, &looking);
    if (fault == FAULT_INVALID && request->problems.n == 0) {
        form_refuse(request, form_find(figure_form, own ? "own" : "says"), W_NOTE("is not one number"),
                    W_NOTE("for example 43,200 or EUR 1.2 million, 12 %, 36 months"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, shop_url(request, "/figures"), "done",
                                 remove ? S("removed") : S("saved")).text;
    return OK;
}
