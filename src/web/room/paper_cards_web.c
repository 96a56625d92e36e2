/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper: cards that groups wrote on paper, typed in or pasted. */
#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/room/paper_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field paper_cards_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "put",
     .help = "what was done before, to be said"},
    {.name = "n", .label = W_NOTE("Cards"), .kind = FIELD_INT, .min = 0, .max = PAPER_ROWS_MAX,
     .help = "how many were put in"},
    {.name = "there", .label = W_NOTE("Cards that were there"), .kind = FIELD_INT, .min = 0, .max = PAPER_ROWS_MAX,
     .help = "how many stood there from paper already"},
    {0},
};

const struct field paper_cards_form[] = {
    {.name = "group", .label = W_NOTE("Whose cards"), .kind = FIELD_INT, .min = 0, .max = SEATING_GROUPS_MAX,
     .help = "number of the group; 0: each row begins with it"},
    {.name = "rows", .label = W_NOTE("Cards from paper"), .kind = FIELD_TEXT, .min = 1, .max = PAPER_TEXT_MAX,
     .help = "of one group: a card a line; of several: a table with group and card"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "put", .help = "put them in"},
    {0},
};

struct reading {
    struct q_programme_of row;
    struct agenda agenda;
    const struct q_programme_blocks *block;
    struct q_breakout_of_block round;
    bool is_made;
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    programme_load_soon(request);
    agenda_load_soon(request->db, request->params[1]);
    TRY(programme_load(request, &reading->row));
    q_breakout_of_block_soon(request->db, reading->row.id, request->params[2]);
    TRY(agenda_load(request->db, request->arena, request->params[1], &reading->agenda));
    reading->block = agenda_block_of(&reading->agenda, request->params[2]);
    enum fault fault = q_breakout_of_block(request->db, request->arena, reading->row.id, request->params[2],
                                           &reading->round);
    reading->is_made = fault == OK;
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    return reading->block != NULL ? OK : FAULT_NOT_FOUND;
}

static struct url page_url(struct request *request, const char *behind)
{
    const char *pattern = str_c(request->arena, str_format(request->arena, "/groups/%.*s%s",
                                                           STR_ARG(request->params[2]),
                                                           behind));
    return programme_url(request, pattern);
}

static int64_t typed_group(struct request *request, const struct reading *reading)
{
    int64_t group = 1;
    bool is_one = parse_int(request_typed(request, "group"), 0, reading->round.groups_n, &group);
    return is_one ? group : 1;
}

static void read_typed(struct request *request, const struct reading *reading, struct paper_cards *ret_cards)
{
    paper_cards_read(request->arena, request_typed(request, "rows"), typed_group(request, reading),
                     reading->round.groups_n, ret_cards);
}

/* ---- the page */

void paper_say_wrong(struct request *request, struct out *out, const struct paper_wrongs *wrong,
                     struct room_paper_page *m)
{
    m->wrong = arena_array(request->arena, struct paper_line, wrong->n + 1);
    for (; m->wrong_n < wrong->n; m->wrong_n++) {
        const struct paper_wrong *one = &wrong->items[m->wrong_n];
        struct slot slots[] = {slot("row", one->row), slot("what", words_text(out, one->what, NULL, 0)),
                               slot("hint", words_text(out, one->hint, NULL, 0))};
        m->wrong[m->wrong_n] = (struct paper_line){
            one->line > 0 ? SAY(out, "Line {n}", slot("n", count(one->line))) : S(""),
            one->row.n > 0 ? words_text(out, W_NOTE("“{row}” {what}: {hint}."), slots, 3)
                           : words_text(out, W_NOTE("{what}: {hint}."), slots + 1, 2)};
    }
    m->wrong_more = wrong->all > wrong->n ? SAY(out, "And {n} more line.|And {n} more lines.",
                                                slot("n", count((int64_t)(wrong->all - wrong->n))))
                                          : S("");
}

static void put_notice(struct request *request, struct out *out, struct room_paper_page *m)
{
    if (request->acts || !str_eq(request_text(request, "done"), S("put"))) {
        return;
    }
    int64_t n = request_int(request, "n", 0), there = request_int(request, "there", 0);
    struct str text = there > 0 ? SAY(out, "{n} card stood there from paper already and was not added again.|{n} cards "
                                           "stood there from paper already and were not added again.",
                                      slot("n", count(there)))
                                : S("");
    m->notice = (struct notice){TONE_GOOD,
                                n > 0 ? SAY(out, "{n} card is put in|{n} cards are put in", slot("n", count(n)))
                                      : W(out, "Nothing is new"),
                                html_text(request->arena, text)};
}

static void put_groups(struct request *request, struct out *out, const struct reading *reading,
                       struct room_paper_page *m)
{
    int64_t chosen = typed_group(request, reading);
    m->group = (struct deed_select){
        .field = form_field_of(request, form_find(paper_cards_form, "group"), S("")),
        .options = arena_array(request->arena, struct deed_option, (size_t)reading->round.groups_n + 1)};
    for (int64_t i = 1; i <= reading->round.groups_n; i++) {
        m->group.options[m->group.n++] = (struct deed_option){
            str_format(request->arena, "%lld", (long long)i), SAY(out, "Group {n}: a card a line", slot("n", count(i))),
            request->acts && i == chosen};
    }
    m->group.options[m->group.n++] = (struct deed_option){
        S("0"), W(out, "All groups: each row has the number of its group, then the card"),
            request->acts && chosen == 0};
}

enum fault paper_cards_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_paper_page *m = arena_new(request->arena, struct room_paper_page);
    struct reading reading;
    TRY(load(request, &reading));
    struct slot title = slot("block", say_block_title(&out, reading.block));
    m->page = programme_page_of(request, &out, &reading.row, words_text(&out, W_NOTE("Cards from paper: {block}"),
                                                                        &title, 1),
                                W(&out, "Type in what the groups wrote on paper."));
    page_add_crumb(m->page, W(&out, "Room"), programme_url(request, "/room"));
    put_notice(request, &out, m);
    m->is_asked = reading.is_made;
    if (reading.is_made) {
        struct paper_cards cards;
        m->says[m->says_n++] = W(&out, "They are the group’s cards as any other, marked as from paper; nobody is kept "
                                       "as "
                                       "the one who wrote them. Each counts once: the same table twice adds nothing.");
        put_groups(request, &out, &reading, m);
        m->rows = form_field_of(request, form_find(paper_cards_form, "rows"),
                                W(&out, "A card a line; or a table, as CSV or copied from a spreadsheet: the number of "
                                        "the group, then the card."));
        m->rows.long_text = true;
        if (request->acts && request_typed(request, "rows").n > 0) {
            read_typed(request, &reading, &cards);
            paper_say_wrong(request, &out, &cards.wrong, m);
        }
    } else {
        m->says[m->says_n++] = W(&out, "Make the groups first: a card belongs to one of them.");
    }
    m->problems = form_problems_of(request, paper_cards_form);
    m->action = page_url(request, "/paper");
    m->back = page_url(request, "");
    m->back_label = W(&out, "Back to the groups");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_room_paper(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use refuse(struct request *request, const char *what, const char *hint)
{
    form_refuse(request, form_find(paper_cards_form, "rows"), what, hint);
    return FAULT_INVALID;
}

enum fault paper_cards_act(struct request *request, struct response *response)
{
    struct reading reading;
    struct paper_cards cards;
    size_t added = 0;
    TRY(load(request, &reading));
    TRY(reading.is_made ? OK : refuse(request, W_NOTE("have no groups to go to"), W_NOTE("make the groups first")));
    read_typed(request, &reading, &cards);
    if (cards.wrong.all > 0) {
        return refuse(request, W_NOTE("were not put in, since some lines do not fit"), W_NOTE("mend the lines that "
                                                                                              "are named"));
    }
    TRY(cards.n > 0 ? OK : refuse(request, W_NOTE("are none"), W_NOTE("write a card a line")));
    enum fault fault = paper_cards_add(request->db, request->arena, reading.row.id, reading.round.id, cards.items,
                                       cards.n, request->now, &added);
    if (fault == FAULT_TOO_LARGE) {
        return refuse(request, W_NOTE("would be more than 120 in a group"), W_NOTE("put in fewer: nobody sorts more"));
    }
    TRY(fault);
    struct url url = url_add(request->arena, page_url(request, "/paper"), "done", S("put"));
    url = url_add(request->arena, url, "n", str_format(request->arena, "%zu", added));
    response->status = 303;
    response->location = url_add(request->arena, url, "there", str_format(request->arena, "%zu", cards.n - added)).text;
    return OK;
}
