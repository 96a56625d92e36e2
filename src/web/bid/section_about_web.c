/* SPDX-License-Identifier: AGPL-3.0-or-later
** section_about: of the lead applicant its title, what is asked, its limit and the city that writes it; of that city
** who of its people does. */
#include "base/scan.h"
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/people/deed.h"
#include "web/say.h"

#define UID_LETTERS 32

const struct field section_about_form[] = {
    {.name = "title", .label = W_NOTE("Title of the section"), .kind = FIELD_TEXT, .max = BID_SECTION_TITLE_MAX,
     .help = "of the lead applicant"},
    {.name = "asks", .label = W_NOTE("What the form asks here"), .kind = FIELD_TEXT, .max = BID_SECTION_ASKS_MAX,
     .help = "of the lead applicant: in its words"},
    {.name = "most", .label = W_NOTE("How long it may be"), .kind = FIELD_INT, .min = 0, .max = BID_LIMIT_MOST,
     .help = "of the lead applicant: words or characters; nothing or 0: no limit"},
    {.name = "limit", .label = W_NOTE("Counted in"), .kind = FIELD_CHOICE, .choices = "words characters",
     .help = "of the lead applicant"},
    {.name = "city", .label = W_NOTE("Which city writes it"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "of the lead applicant: the uid of a member city that takes part"},
    {.name = "owner", .label = W_NOTE("Who of us writes it"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "of the city that writes it: the uid of a person who acts for it"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save give owner remove",
     .help = "save it, give it to a city or a person, take it away when it is empty"},
    {0},
};

struct arranging {
    struct shop shop;
    const struct q_bid_section_list *row;
    struct q_member_people *people;
    size_t people_n;
    bool owns;   /* its city is the one of the address */
};

static enum fault must_use load(struct request *request, struct arranging *about)
{
    shop_soon(request);
    q_member_people_soon(request->db, request->params[0], request->now);
    TRY(shop_load(request, &about->shop));
    TRY(q_member_people(request->db, request->arena, request->params[0], request->now, &about->people,
                        &about->people_n));
    about->row = bid_section_find(about->shop.sections, about->shop.sections_n, request->params[2]);
    if (about->row == NULL) {
        return FAULT_NOT_FOUND;
    }
    about->owns = about->row->member_id == about->shop.bid.member_id;
    return bid_is_written(&about->shop.bid) && (about->owns || bid_leads(&about->shop.bid)) ? OK : FAULT_NOT_FOUND;
}

/* ---- the page */

static void add_save(struct request *request, struct out *out, const struct arranging *about, struct deed *m)
{
    const struct q_bid_section_list *row = about->row;
    struct deed_form *form = deed_form(m, W(out, "Title, question and limit"), S(""));
    struct form_field *title = deed_field(request, form, form_find(section_about_form, "title"), S(""));
    struct form_field *asks = deed_field(request, form, form_find(section_about_form, "asks"),
                                         W(out, "In the words of the form, so that nobody looks it up again."));
    struct form_field *most = deed_field(request, form, form_find(section_about_form, "most"),
                                         W(out, "Empty: no limit. Forms differ by a few words in how they count."));
    struct deed_select *limit = deed_select(request, form, form_find(section_about_form, "limit"), S(""), 2);
    asks->long_text = true;
    title->required = true;
    if (!request->acts) {
        title->value = row->title;
        asks->value = row->asks;
        most->value = row->limit_n > 0 ? str_format(request->arena, "%lld", (long long)row->limit_n) : S("");
    }
    deed_option(request, limit, S("words"), W(out, "words"));
    deed_option(request, limit, S("characters"), W(out, "characters, with spaces"));
    limit->options[1].chosen = request->acts ? limit->options[1].chosen : str_eq(row->limit_of, S("characters"));
    deed_button(form, "save", W(out, "Save"));
}

static void add_give(struct request *request, struct out *out, const struct arranging *about, struct deed *m)
{
    struct deed_form *form = deed_form(m, W(out, "Who writes it"),
                                       W(out, "The city says itself who of its people does."));
    struct deed_select *select = deed_select(request, form, form_find(section_about_form, "city"), S(""),
                                             about->shop.cities_n);
    for (size_t i = 0; i < about->shop.cities_n; i++) {
        const struct q_bid_figure_cities *city = &about->shop.cities[i];
        deed_option(request, select, city->member_uid, city->city);
        select->options[i].chosen = request->acts ? select->options[i].chosen
                                                  : city->member_id == about->row->member_id;
    }
    deed_button(form, "give", W(out, "Give it to this city"));
}

static void add_owner(struct request *request, struct out *out, const struct arranging *about, struct deed *m)
{
    struct deed_form *form = deed_form(m, W(out, "Who of us"), W(out, "Only people of your city see who it is."));
    struct deed_select *select = deed_select(request, form, form_find(section_about_form, "owner"), S(""),
                                             about->people_n + 1);
    int64_t owner = about->row->person_id.known ? about->row->person_id.v : 0;
    deed_option(request, select, S(""), W(out, "Nobody yet"));
    for (size_t i = 0; i < about->people_n; i++) {
        const struct q_member_people *person = &about->people[i];
        bool again = false;
        for (size_t k = 0; k < i; k++) {
            again = again || about->people[k].person_id == person->person_id;
        }
        if (!again) {
            deed_option(request, select, person->uid, person->name);
            select->options[select->n - 1].chosen = request->acts ? select->options[select->n - 1].chosen
                                                                  : person->person_id == owner;
        }
    }
    deed_button(form, "owner", W(out, "Save who writes it"));
}

enum fault section_about_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct arranging about = {0};
    TRY(load(request, &about));
    bool sets_up = bid_may_set_up(&about.shop.bid);
    struct deed *m = deed_of(request, about.row->title,
                             sets_up ? W(&out, "What the form asks, how long it may be, who writes it.")
                                     : W(&out, "Who of your city writes this section."));
    m->page = shop_page(request, &out, &about.shop, m->page->title, m->page->lead);
    page_add_crumb(m->page, W(&out, "Sections"), shop_url(request, sets_up ? "/sections" : ""));
    if (sets_up) {
        add_save(request, &out, &about, m);
        add_give(request, &out, &about, m);
    }
    if (about.owns) {
        add_owner(request, &out, &about, m);
    }
    if (sets_up && str_is_empty(about.row->body)) {
        deed_button_quiet(deed_form(m, W(&out, "Not needed?"),
                                    W(&out, "Nothing stands in it: it can be taken away, with its earlier versions.")),
                          "remove", W(&out, "Take this section away"));
    } else if (sets_up) {
        deed_say(m, W(&out, "A section with text cannot be taken away: empty it first."));
    }
    deed_link(m, shop_url_of(request, "/sections/{}", about.row->uid), W(&out, "To the text of this section"));
    m->action = shop_url_of(request, "/sections/{}/about", about.row->uid);
    deed_end(request, response, m, section_about_form);
    return OK;
}

/* ---- what it does */

static enum fault must_use refuse(struct request *request, const char *field, const char *what, const char *hint)
{
    form_refuse(request, form_find(section_about_form, field), what, hint);
    return FAULT_INVALID;
}

static enum fault must_use save(struct request *request, const struct arranging *about)
{
    struct str title = str_trim(request_typed(request, "title"));
    struct str limit = request_typed(request, "limit");
    int64_t most = 0;
    if (title.n == 0) {
        return refuse(request, "title", W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    (void)parse_int(request_typed(request, "most"), 0, BID_LIMIT_MOST, &most); /* the field was looked at */
    TRY(q_bid_section_save(request->db, about->row->id, title,
                           bid_text_clean(request->arena, request_typed(request, "asks")), most,
                           most == 0 ? S("") : limit.n > 0 ? limit : S("words"), request->now));
    return q_bid_work_touch(request->db, about->shop.bid.id, request->now);
}

static enum fault must_use give(struct request *request, const struct arranging *about)
{
    struct str uid = request_typed(request, "city");
    for (size_t i = 0; i < about->shop.cities_n; i++) {
        if (str_eq(about->shop.cities[i].member_uid, uid)) {
            TRY(q_bid_section_give(request->db, about->row->id, about->shop.cities[i].member_id, request->now));
            return q_bid_work_touch(request->db, about->shop.bid.id, request->now);
        }
    }
    return refuse(request, "city", W_NOTE("does not take part in this bid"), W_NOTE("choose one that has said yes"));
}

static enum fault must_use set_owner(struct request *request, const struct arranging *about)
{
    struct str uid = request_typed(request, "owner");
    struct maybe_int person = {0};
    for (size_t i = 0; uid.n > 0 && i < about->people_n; i++) {
        if (str_eq(about->people[i].uid, uid)) {
            person = (struct maybe_int){true, about->people[i].person_id};
        }
    }
    if (uid.n > 0 && !person.known) {
        return refuse(request, "owner", W_NOTE("is nobody who acts for your city now"), W_NOTE("choose somebody else"));
    }
    return q_bid_section_owner(request->db, about->row->id, person, request->now);
}

enum fault section_about_act(struct request *request, struct response *response)
{
    struct arranging about = {0};
    struct str what = request_typed(request, "do");
    TRY(load(request, &about));
    bool sets_up = bid_may_set_up(&about.shop.bid), owner = str_eq(what, S("owner"));
    if (owner ? !about.owns : !sets_up) {
        return FAULT_DENIED;
    }
    struct url next = sets_up ? shop_url(request, "/sections") : shop_url_of(request, "/sections/{}", about.row->uid);
    if (str_eq(what, S("remove"))) {
        enum fault fault = bid_section_take_away(request->db, &about.shop.bid, about.row, request->now);
        if (fault == FAULT_CONFLICT) {
            return refuse(request, "do", W_NOTE("cannot be done: somebody wrote in it meanwhile"),
                          W_NOTE("empty it first"));
        }
        TRY(fault);
        next = url_add(request->arena, next, "done", S("removed"));
    } else {
        bool gives = str_eq(what, S("give"));
        TRY(owner ? set_owner(request, &about) : gives ? give(request, &about) : save(request, &about));
        next = url_add(request->arena, next, "done", S("saved"));
    }
    response->status = 303;
    response->location = next.text;
    return OK;
}
