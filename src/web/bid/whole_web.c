/* SPDX-License-Identifier: AGPL-3.0-or-later
** whole: the whole bid on one page, to read, print and copy; as plain text with .txt. */
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/say.h"
#include "web/views.h"

static void put_plain(struct out *out, const struct shop *shop, const struct workshop *workshop, struct buf *body)
{
    buf_put_str(body, shop->bid.name);
    buf_put_str(body, S("\n"));
    buf_put_str(body, shop->bid.call_title);
    for (size_t i = 0; i < workshop->n; i++) {
        const struct q_bid_section_list *row = &shop->sections[i];
        struct str text = workshop->rows[i].text;
        struct str count = say_bid_count(out, bid_count_of(text), bid_section_limit(row), row->limit_n);
        buf_put_str(body, S("\n\n\n"));
        buf_put_str(body, row->title);
        buf_put_str(body, S(" ("));
        buf_put_str(body, count);
        buf_put_str(body, S(")\n\n"));
        buf_put_str(body, text);
    }
    buf_put_str(body, S("\n"));
}

enum fault whole_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct whole_page *m = arena_new(request->arena, struct whole_page);
    struct shop shop;
    int64_t words = 0;
    shop_soon(request);
    TRY(shop_load(request, &shop));
    TRY(workshop_load(request, &shop.bid, &m->workshop));
    response->max_age_s = -1;
    if (request->form == FORM_TEXT) {
        put_plain(&out, &shop, &m->workshop, &response->body);
        response->file_name = S("bid.txt");
        return OK;
    }
    for (size_t i = 0; i < m->workshop.n; i++) {
        words += bid_count_of(m->workshop.rows[i].text).words;
    }
    m->page = shop_page(request, &out, &shop, shop.bid.name, W(&out, "The whole bid, to read, print and copy."));
    m->says = SAY(&out, "For: {fund}. {n} word in all.|For: {fund}. {n} words in all.",
                  slot("fund", shop.bid.call_title), slot("n", (struct count){words}));
    m->use_data = (struct use_data){.text = shop_url(request, "/text.txt")};
    m->back = shop_url(request, "");
    view_whole(&out, m);
    return OK;
}
