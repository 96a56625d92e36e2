/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall: all its cards, by theme; putting back what was taken off. */
#include "web/wall/wall_web.h"

#include "base/check.h"
#include "domain/answer.h"
#include "domain/few.h"
#include "store/kept.h"
#include "text/qr.h"
#include "text/words.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field wall_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved taken back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field wall_form[] = {
    {.name = "back", .label = W_NOTE("What to put back"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the number of a card that was taken off"},
    {0},
};

/* ---- what the pages share */

struct url wall_url(struct request *request, const char *behind)
{
    struct str pattern = str_format(request->arena, "/member-cities/{}/programmes/{}/wall%s", behind);
    return url_path_of(request->arena, pattern.s, request->params[0], request->params[1]);
}

struct url wall_card_url(struct request *request, struct str uid)
{
    return url_path_of(request->arena, "/member-cities/{}/programmes/{}/wall/cards/{}", request->params[0],
                       request->params[1], uid);
}

enum fault wall_programme(struct request *request, struct q_programme_of *ret_programme)
{
    return q_programme_of(request->db, request->arena, request->params[0], request->params[1], ret_programme);
}

struct page *wall_page_of(struct request *request, struct out *out, struct str title, struct str lead,
                          const struct q_programme_of *programme)
{
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->kicker = programme->name;
    page->no_index = true;
    programme_crumbs(request, out, programme->city, programme->name, page);
    return page;
}

/* "Eurostat, 12 March 2024. Licence: CC BY 4.0." */
static struct str say_from(struct out *out, const struct q_wall_cards *card)
{
    struct answer_when when = answer_when_read(card->dated_on);
    struct str year = when.year > 0 ? str_format(out->arena, "%d", when.year) : S("");
    struct str day = !date_is_none(when.day) ? text_date(out, when.day) : year;
    struct slot slots[] = {slot("source", card->source.n > 0 ? card->source : W(out, "source not said")),
                           slot("day", day.n > 0 ? day : W(out, "date not known")),
                           slot("licence", card->licence.n > 0 ? card->licence : W(out, "not known"))};
    return words_text(out, W_NOTE("From: {source}, {day}. Licence: {licence}."), slots, 3);
}

/* Where a card can be read; of an EU project its page here. */
static struct url source_of(struct request *request, const struct q_wall_cards *card)
{
    struct url url = {S("")};
    if (card->project_id.known) {
        return url_path_of(request->arena, "/projects/{}",
                           str_format(request->arena, "%lld", (long long)card->project_id.v));
    }
    return url_external(request->arena, card->url, &url) ? url : (struct url){S("")};
}

struct wall_row wall_row_of(struct request *request, struct out *out, const struct q_wall_cards *card)
{
    return (struct wall_row){
        .uid = card->uid, .url = wall_card_url(request, card->uid), .claim = card->claim, .so_what = card->so_what,
        .from = say_from(out, card), .source = source_of(request, card), .code = {S("")},
        .marks = S(""), .marks_n = card->marks, .card_id = card->id, .opened = S(""), .talk = S(""),
        .id = str_format(request->arena, "card-%.*s", 8, card->uid.s)};
}

static struct str say_marks(struct out *out, int64_t marks)
{
    struct slot n = slot("n", count(marks));
    return marks == 0 ? S("")
                      : words_text(out, W_NOTE("{n} participant finds that it matters.|{n} participants find that it "
                                               "matters."), &n, 1);
}

/* A phone needs the whole address. */
static struct html code_of(struct request *request, struct out *out, struct url source)
{
    bool is_ours = source.text.n > 0 && source.text.s[0] == '/';
    struct str address = is_ours ? str_join(request->arena, request->site->base_url, source.text) : source.text;
    return qr_svg(request->arena, address, W(out, "Code for phones: leads to where this is from"));
}

void wall_groups(struct request *request, struct out *out, const struct themes *themes,
                 const struct q_wall_cards *cards, size_t n, bool codes, struct wall_group **ret_groups, size_t *ret_n)
{
    struct wall_group *groups = arena_array(request->arena, struct wall_group, themes->n + 1);
    size_t groups_n = 0;
    for (size_t t = 0; t <= themes->n; t++) {
        bool is_none = t == themes->n;
        struct wall_group *group = &groups[groups_n];
        group->title = is_none ? W(out, "No theme") : say_theme(out, themes, themes->items[t].id);
        group->id = str_format(request->arena, "theme-%zu", t);
        group->rows = arena_array(request->arena, struct wall_row, n + 1);
        group->n = 0;
        for (size_t i = 0; i < n; i++) {
            bool fits = is_none ? themes_find(themes, cards[i].theme_id) == NULL
                                : cards[i].theme_id.v == themes->items[t].id.v;
            if (!fits || cards[i].removed_at.known) {
                continue;
            }
            struct wall_row *row = &group->rows[group->n++];
            *row = wall_row_of(request, out, &cards[i]);
            row->code = codes ? code_of(request, out, row->source) : row->code;
        }
        groups_n += group->n > 0;
    }
    *ret_groups = groups;
    *ret_n = groups_n;
}

enum fault wall_refuse_room(struct request *request, const struct field *field, enum fault fault)
{
    if (fault != FAULT_TOO_LARGE) {
        return fault;
    }
    form_refuse(request, field, W_NOTE("does not fit any more: a wall has room for 300 cards"),
                W_NOTE("those that were taken off go after thirty days"));
    return FAULT_INVALID;
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("saved"))   ? W(out, "The card hangs on the wall.")
                      : str_eq(done, S("taken")) ? W(out, "The card is taken off. You can put it back below.")
                      : str_eq(done, S("back"))  ? W(out, "The card hangs there again.")
                                                 : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static bool has_card(const struct q_wall_cards *cards, size_t n, struct theme_id theme)
{
    for (size_t i = 0; i < n; i++) {
        if (!cards[i].removed_at.known && cards[i].theme_id.v == theme.v) {
            return true;
        }
    }
    return false;
}

/* The themes that nothing hangs on, so that somebody sees what is missing. */
static struct str say_empty(struct out *out, const struct themes *themes, const struct q_wall_cards *cards, size_t n)
{
    struct theme_id *ids = arena_array(out->arena, struct theme_id, themes->n + 1);
    size_t ids_n = 0;
    for (size_t t = 0; t < themes->n; t++) {
        if (!has_card(cards, n, themes->items[t].id)) {
            ids[ids_n++] = themes->items[t].id;
        }
    }
    return say_theme_list(out, themes, ids, ids_n);
}

static void add_cards(struct request *request, struct out *out, const struct themes *themes,
                      const struct q_wall_cards *cards, size_t n, struct wall_page *m)
{
    int64_t unsaid = 0, unmarked = 0;
    size_t with_theme = 0;
    wall_groups(request, out, themes, cards, n, false, &m->groups, &m->groups_n);
    for (size_t g = 0; g < m->groups_n; g++) {
        for (size_t i = 0; i < m->groups[g].n; i++) {
            m->groups[g].rows[i].marks = say_marks(out, m->groups[g].rows[i].marks_n);
        }
    }
    m->taken = arena_array(request->arena, struct wall_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (cards[i].removed_at.known) {
            m->taken[m->taken_n++] = wall_row_of(request, out, &cards[i]);
        } else {
            m->n++;
            unsaid += cards[i].so_what.n == 0;
            unmarked += cards[i].marks == 0;
        }
    }
    for (size_t t = 0; t < themes->n; t++) {
        with_theme += has_card(cards, n, themes->items[t].id);
    }
    struct slot slots[] = {slot("n", count((int64_t)m->n)), slot("themes", count((int64_t)with_theme))};
    m->count = words_text(out, W_NOTE("{n} card. Themes with a card: {themes}.|{n} cards. Themes with a card: "
                                      "{themes}."), slots, 2);
    struct slot none = slot("n", count(unsaid));
    m->unsaid = unsaid == 0 ? S("")
                            : words_text(out, W_NOTE("{n} card does not say yet what it means for your city.|{n} cards "
                                                     "do not say yet what they mean for your city."), &none, 1);
    struct slot left = slot("n", count(unmarked));
    m->unmarked = unmarked == 0 || unmarked == (int64_t)m->n
                      ? S("")
                      : words_text(out, W_NOTE("{n} card is marked by no participant.|{n} cards are marked by no "
                                               "participant."), &left, 1);
    m->empty = m->n > 0 ? say_empty(out, themes, cards, n) : S("");
}

/* How often it was opened, as far as that tells of nobody. */
static struct str say_opened(struct out *out, enum few_opened opened, int64_t n)
{
    struct slot times = slot("n", count(n));
    return opened == FEW_NOBODY ? W(out, "Nobody has opened it yet.")
           : opened == FEW_SOME ? W(out, "Fewer than five have opened it.")
           : opened == FEW_MANY ? words_text(out, W_NOTE("{n} participant has opened it.|{n} participants have opened "
                                                         "it."), &times, 1)
                                : S("");
}

static int64_t opened_n(const struct q_wall_opened *opened, size_t n, int64_t card_id)
{
    for (size_t i = 0; i < n; i++) {
        if (opened[i].card_id == card_id) {
            return opened[i].n;
        }
    }
    return 0;
}

static void add_opened(struct out *out, const struct q_wall_opened *opened, size_t n, struct wall_page *m)
{
    int64_t readers = opened_n(opened, n, 0), nobody = 0;
    for (size_t g = 0; g < m->groups_n; g++) {
        for (size_t i = 0; i < m->groups[g].n; i++) {
            struct wall_row *row = &m->groups[g].rows[i];
            int64_t times = opened_n(opened, n, row->card_id);
            enum few_opened says = few_opened(times, readers);
            row->opened = say_opened(out, says, times);
            nobody += says == FEW_NOBODY;
        }
    }
    struct slot left = slot("n", count(nobody));
    m->unopened = nobody == 0 ? S("")
                              : words_text(out, W_NOTE("{n} card was opened by nobody yet.|{n} cards were opened by "
                                                       "nobody yet."), &left, 1);
}

enum fault wall_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_page *m = arena_new(request->arena, struct wall_page);
    struct q_programme_of programme;
    struct q_wall_cards *cards;
    struct q_wall_opened *opened;
    struct wall_talk talk;
    struct themes themes;
    size_t n, opened_rows;
    q_programme_of_soon(request->db, request->params[0], request->params[1]);
    q_wall_cards_soon(request->db, request->params[1]);
    q_wall_opened_soon(request->db, request->params[1]);
    wall_talk_soon(request, request->params[1]);
    kept_soon(request->db);
    TRY(wall_programme(request, &programme));
    TRY(q_wall_cards(request->db, request->arena, request->params[1], &cards, &n));
    TRY(q_wall_opened(request->db, request->arena, request->params[1], &opened, &opened_rows));
    TRY(wall_talk_load(request, request->params[1], programme.named, 0, &talk));
    TRY(themes_load(request, &themes));
    m->page = wall_page_of(request, &out, W(&out, "Knowledge wall"),
                           W(&out, "What is known, on cards, so that everybody starts from the same facts."),
                           &programme);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, wall_form);
    add_cards(request, &out, &themes, cards, n, m);
    wall_add_talk(request, &out, &talk, m->groups, m->groups_n);
    add_opened(&out, opened, opened_rows, m);
    m->box = (struct search_box){.id = S("q"), .value = S(""), .action = wall_url(request, "/find"),
                                 .label = W(&out, "Look for what other cities did")};
    m->add = wall_url(request, "/new");
    m->sheets = wall_url(request, "/sheets");
    m->action = wall_url(request, "");
    m->back = url_path_of(request->arena, "/member-cities/{}/programmes/{}", request->params[0], request->params[1]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_wall(&out, m);
    return OK;
}

enum fault wall_act(struct request *request, struct response *response)
{
    struct q_programme_of programme;
    struct q_wall_card_of card;
    TRY(wall_programme(request, &programme));
    enum fault fault = q_wall_card_of(request->db, request->arena, request->params[1], request_typed(request, "back"),
                                      &card);
    if (fault == FAULT_NOT_FOUND) {
        form_refuse(request, form_find(wall_form, "back"), W_NOTE("is not there to be put back"),
                    W_NOTE("choose one of those below"));
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(wall_take(request->db, card.id, programme.id, false, request->now));
    response->status = 303;
    response->location = url_add(request->arena, wall_url(request, ""), "done", S("back")).text;
    return OK;
}

/* ---- sheets */

enum fault wall_sheets_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct wall_sheets_page *m = arena_new(request->arena, struct wall_sheets_page);
    struct q_programme_of programme;
    struct q_wall_cards *cards;
    struct wall_talk talk;
    struct themes themes;
    size_t n;
    q_programme_of_soon(request->db, request->params[0], request->params[1]);
    q_wall_cards_soon(request->db, request->params[1]);
    wall_talk_soon(request, request->params[1]);
    kept_soon(request->db);
    TRY(wall_programme(request, &programme));
    TRY(q_wall_cards(request->db, request->arena, request->params[1], &cards, &n));
    TRY(wall_talk_load(request, request->params[1], programme.named, -1, &talk));
    TRY(themes_load(request, &themes));
    m->page = wall_page_of(request, &out, W(&out, "Knowledge wall: sheets to print"),
                           W(&out, "Print this page on A3, a theme a sheet, and hang it in the room."),
                           &programme);
    page_add_crumb(m->page, W(&out, "Knowledge wall"), wall_url(request, ""));
    wall_groups(request, &out, &themes, cards, n, true, &m->groups, &m->groups_n);
    wall_add_talk(request, &out, &talk, m->groups, m->groups_n);
    m->back = wall_url(request, "");
    response->max_age_s = -1;
    view_wall_sheets(&out, m);
    return OK;
}
