/* SPDX-License-Identifier: AGPL-3.0-or-later
** section: what the pages of the bid workshop share. */
#include "base/check.h"
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/member/member_web.h"
#include "web/people/deed.h"
#include "web/say.h"

/* ---- addresses */

struct url shop_url(struct request *request, const char *behind)
{
    struct arena *arena = request->arena;
    const char *pattern = str_c(arena, str_format(arena, "/member-cities/{}/bids/{}%s", behind));
    return url_path_of(arena, pattern, request->params[0], request->params[1]);
}

struct url shop_url_of(struct request *request, const char *behind, struct str uid)
{
    struct arena *arena = request->arena;
    const char *pattern = str_c(arena, str_format(arena, "/member-cities/{}/bids/{}%s", behind));
    return url_path_of(arena, pattern, request->params[0], request->params[1], uid);
}

struct page *shop_page(struct request *request, struct out *out, const struct shop *shop, struct str title,
                       struct str lead)
{
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->kicker = W(out, "Bid");
    page->no_index = true;
    page_add_crumb(page, SAY(out, "Bids of {city}", slot("city", shop->member.name)),
                   member_url(request, "/member-cities/{}/bids"));
    page_add_crumb(page, shop->bid.name, shop_url(request, ""));
    return page;
}

/* ---- loading */

static void parts_soon(struct request *request)
{
    q_bid_section_list_soon(request->db, request->params[0], request->params[1]);
    q_bid_figure_list_soon(request->db, request->params[0], request->params[1]);
    q_bid_figure_cities_soon(request->db, request->params[1]);
}

static enum fault must_use parts_load(struct request *request, struct shop *shop)
{
    struct arena *arena = request->arena;
    struct str member = request->params[0], bid = request->params[1];
    TRY(q_bid_section_list(request->db, arena, member, bid, &shop->sections, &shop->sections_n));
    TRY(q_bid_figure_list(request->db, arena, member, bid, &shop->figures, &shop->figures_n));
    return q_bid_figure_cities(request->db, arena, bid, &shop->cities, &shop->cities_n);
}

void shop_soon(struct request *request)
{
    q_member_by_uid_soon(request->db, request->params[0]);
    q_bid_work_of_soon(request->db, request->params[0], request->params[1]);
    parts_soon(request);
}

enum fault shop_load(struct request *request, struct shop *ret_shop)
{
    TRY(member_of(request, &ret_shop->member));
    TRY(q_bid_work_of(request->db, request->arena, request->params[0], request->params[1], &ret_shop->bid));
    if (!bid_takes_part(&ret_shop->bid)) {
        return FAULT_NOT_FOUND; /* who is only asked reads nothing of it */
    }
    return parts_load(request, ret_shop);
}

/* ---- words */

struct str say_bid_count(struct out *out, struct bid_count count, enum bid_limit limit, int64_t most)
{
    struct slot slots[] = {slot("n", (struct count){bid_count_by(count, limit)}), slot("most", (struct count){most})};
    switch (limit) {
    case BID_LIMIT_WORDS: return words_text(out, W_NOTE("{n} of {most} words"), slots, 2);
    case BID_LIMIT_CHARACTERS: return words_text(out, W_NOTE("{n} of {most} characters"), slots, 2);
    default: return SAY(out, "{n} word|{n} words", slot("n", (struct count){count.words}));
    }
}

struct str say_bid_over(struct out *out, struct bid_count count, enum bid_limit limit, int64_t most)
{
    struct slot n = slot("n", (struct count){bid_count_over(count, limit, most)});
    if (n.number == 0) {
        return S("");
    }
    return limit == BID_LIMIT_WORDS ? SAY(out, "{n} word too many|{n} words too many", n)
                                    : SAY(out, "{n} character too many|{n} characters too many", n);
}

struct str say_bid_number(struct arena *arena, const struct bid_number *number)
{
    struct str digits = bid_number_format(arena, number->value);
    switch (number->unit) {
    case BID_UNIT_EUR: case BID_UNIT_GBP:
        return str_format(arena, "%.*s %.*s", STR_ARG(bid_unit_word(number->unit)), STR_ARG(digits));
    case BID_UNIT_PERCENT: return str_join(arena, digits, S(" %"));
    case BID_UNIT_MONTHS: return str_join(arena, digits, S(" months"));
    default: return digits;
    }
}

struct str say_bid_who(struct arena *arena, struct str person, struct str city)
{
    return person.n > 0 ? str_format(arena, "%.*s, %.*s", STR_ARG(person), STR_ARG(city)) : city;
}

/* ---- a section in a list */

static struct tag state_of(struct out *out, const struct q_bid_section_list *row)
{
    size_t choices = bid_conflict_count(row->body.n > 0 ? row->body : S(""));
    if (choices > 0) {
        return (struct tag){SAY(out, "{n} choice open|{n} choices open", slot("n", (struct count){(int64_t)choices})),
                            TONE_CARE, S("")};
    }
    if (str_eq(row->state, S("ready"))) {
        return (struct tag){W(out, "Ready"), TONE_GOOD, S("")};
    }
    return row->body.n > 0 ? (struct tag){W(out, "Being written"), TONE_RUNNING, S("")}
                           : (struct tag){W(out, "Empty"), TONE_PLAIN, S("")};
}

static struct str writer_of(struct out *out, const struct shop *shop, const struct q_bid_section_list *row)
{
    struct slot slots[] = {slot("city", row->city), slot("name", row->person)};
    if (!row->takes_part) {
        return words_text(out, W_NOTE("{city} wrote it and takes no part any more: give it to another city."), slots,
                          1);
    }
    if (row->person.n > 0) {
        return words_text(out, W_NOTE("{name} writes it."), slots + 1, 1);
    }
    return row->member_id == shop->bid.member_id ? W(out, "Your city writes it; nobody of you has it yet.")
                                                 : words_text(out, W_NOTE("{city} writes it."), slots, 1);
}

struct section_row section_row_of(struct request *request, struct out *out, const struct shop *shop, size_t at)
{
    const struct q_bid_section_list *row = &shop->sections[at];
    struct str body = row->body.n > 0 ? row->body : S("");
    struct bid_count count = bid_count_of(body);
    struct str length = say_bid_count(out, count, bid_section_limit(row), row->limit_n);
    enum bid_limit limit = bid_section_limit(row);
    bool sets_up = bid_may_set_up(&shop->bid);
    bool owns = bid_is_written(&shop->bid) && row->member_id == shop->bid.member_id;
    struct url about = {0};
    if (sets_up || owns) {
        about = shop_url_of(request, "/sections/{}/about", row->uid);
    }
    return (struct section_row){
        .url = shop_url_of(request, "/sections/{}", row->uid), .about = about, .uid = row->uid, .title = row->title,
        .anchor = str_format(request->arena, "s%zu", at + 1), .asks = row->asks, .text = body,
        .says = str_format(request->arena, "%.*s %.*s.", STR_ARG(writer_of(out, shop, row)),
                           STR_ARG(length)),
        .count = length,
        .over = say_bid_over(out, count, limit, row->limit_n), .state = state_of(out, row),
        .may_up = sets_up && at > 0, .may_down = sets_up && at + 1 < shop->sections_n};
}

/* ---- numbers that must agree */

const struct q_bid_figure_list *shop_own(const struct shop *shop, int64_t figure, int64_t member)
{
    for (size_t i = 0; i < shop->figures_n; i++) {
        const struct q_bid_figure_list *row = &shop->figures[i];
        if (row->of_id.known && row->of_id.v == figure && row->member_id.known && row->member_id.v == member) {
            return row;
        }
    }
    return NULL;
}

/* The number of a figure, and, where each city has its own, those as well. */
static size_t numbers_of(struct request *request, const struct shop *shop, const struct q_bid_figure_list *figure,
                         struct bid_number *ret_numbers)
{
    size_t n = 0;
    if (figure->says.n > 0) {
        ret_numbers[n++] = bid_figure_number(request->arena, figure);
    }
    for (size_t i = 0; figure->each_city && i < shop->cities_n; i++) {
        const struct q_bid_figure_list *own = shop_own(shop, figure->id, shop->cities[i].member_id);
        if (own != NULL && own->says.n > 0) {
            ret_numbers[n++] = bid_figure_number(request->arena, own);
        }
    }
    return n;
}

void shop_look(struct request *request, const struct shop *shop, struct shop_figures *ret_figures)
{
    struct arena *arena = request->arena;
    struct str *parts = arena_array(arena, struct str, shop->sections_n);
    struct bid_figure *figures = arena_array(arena, struct bid_figure, shop->figures_n);
    size_t n = 0;
    ret_figures->of = arena_array(arena, const struct q_bid_figure_list *, shop->figures_n);
    for (size_t i = 0; i < shop->sections_n; i++) {
        parts[i] = shop->sections[i].body.n > 0 ? shop->sections[i].body : S("");
    }
    for (size_t i = 0; i < shop->figures_n; i++) {
        const struct q_bid_figure_list *row = &shop->figures[i];
        struct bid_number *numbers = arena_array(arena, struct bid_number, shop->cities_n + 1);
        size_t numbers_n = row->of_id.known ? 0 : numbers_of(request, shop, row, numbers);
        if (numbers_n > 0) {
            figures[n] = (struct bid_figure){row->name, numbers, numbers_n};
            ret_figures->of[n++] = row;
        }
    }
    ret_figures->found = bid_figures_find(arena, parts, shop->sections_n, figures, n);
}

struct bid_sum shop_sum(struct request *request, const struct shop *shop, const struct q_bid_figure_list *figure)
{
    struct bid_share *each = arena_array(request->arena, struct bid_share, shop->cities_n);
    for (size_t i = 0; i < shop->cities_n; i++) {
        const struct q_bid_figure_list *own = shop_own(shop, figure->id, shop->cities[i].member_id);
        each[i] = own != NULL ? (struct bid_share){true, own->value} : (struct bid_share){false, 0};
    }
    return bid_sum_of(each, shop->cities_n, (struct bid_share){figure->says.n > 0, figure->value});
}

size_t shop_differ(struct request *request, const struct shop *shop, const struct shop_figures *figures)
{
    size_t differ = figures->found.differ;
    for (size_t i = 0; i < shop->figures_n; i++) {
        differ += shop->figures[i].each_city && shop_sum(request, shop, &shop->figures[i]).differs;
    }
    return differ;
}

/* ---- on the page of the bid */

void workshop_soon(struct request *request)
{
    parts_soon(request);
}

static struct str numbers_line(struct request *request, struct out *out, const struct shop *shop, bool *ret_differ)
{
    struct shop_figures figures;
    shop_look(request, shop, &figures);
    size_t differ = shop_differ(request, shop, &figures);
    *ret_differ = differ > 0;
    if (differ > 0) {
        return SAY(out, "Numbers that must agree: {n} differs|Numbers that must agree: {n} differ",
                   slot("n", (struct count){(int64_t)differ}));
    }
    return figures.found.proposals_n > 0
               ? SAY(out, "Numbers that must agree: {n} to look at|Numbers that must agree: {n} to look at",
                     slot("n", (struct count){(int64_t)figures.found.proposals_n}))
           : shop->figures_n > 0 ? W(out, "Numbers that must agree: all do")
                                 : W(out, "Numbers that must agree: none yet");
}

static void put_workshop(struct request *request, struct out *out, const struct shop *shop,
                         struct workshop *ret_workshop)
{
    struct workshop workshop = {.rows = arena_array(request->arena, struct section_row, shop->sections_n),
                                .n = shop->sections_n, .figures = shop_url(request, "/figures"),
                                .whole = shop_url(request, "/text"), .is_written = bid_is_written(&shop->bid)};
    for (size_t i = 0; i < shop->sections_n; i++) {
        workshop.rows[i] = section_row_of(request, out, shop, i);
    }
    if (bid_may_set_up(&shop->bid)) {
        workshop.set_up = shop_url(request, "/sections");
    }
    workshop.numbers = numbers_line(request, out, shop, &workshop.numbers_differ);
    *ret_workshop = workshop;
}

enum fault workshop_load(struct request *request, const struct q_bid_work_of *bid, struct workshop *ret_workshop)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct shop shop = {.bid = *bid};
    check(bid_takes_part(bid));
    TRY(parts_load(request, &shop));
    put_workshop(request, &out, &shop, ret_workshop);
    return OK;
}
