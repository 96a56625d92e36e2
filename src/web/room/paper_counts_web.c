/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper: how a question was answered on paper, typed in: looked at, then shown to the room. */
#include "base/check.h"
#include "base/scan.h"
#include "text/csv.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/room/paper_web.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/views.h"

#define PREFILLED_MAX (VOTE_OPTIONS_MAX * (VOTE_OPTION_LETTERS * 4 + 64))

const struct field paper_counts_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "put show out",
     .help = "what was done before, to be said"},
    {0},
};

const struct field paper_counts_form[] = {
    {.name = "sheets", .label = W_NOTE("How many sheets"), .kind = FIELD_INT, .min = 1, .max = PAPER_SHEETS_MAX,
     .help = "that were answered, a person each; with put"},
    {.name = "rows", .label = W_NOTE("Counts from paper"), .kind = FIELD_TEXT, .max = PAPER_TEXT_MAX,
     .help = "a row each option: its text or number, then its dots, or who supports, opposes, needs more facts; with "
             "put"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "put show out", .min = 1,
     .help = "put the counts in, show them to the room for good, take them out"},
    {0},
};

struct reading {
    struct q_programme_of row;
    struct q_paper_vote vote;
    struct q_paper_options *options;
    struct q_paper_counts *counts;
    size_t options_n, counts_n;
    struct paper_question question;
    struct str texts[VOTE_OPTIONS_MAX];
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    struct arena *arena = request->arena;
    struct str vote = request->params[2];
    programme_load_soon(request);
    q_paper_vote_soon(request->db, request->params[1], vote);
    q_paper_options_soon(request->db, vote);
    q_paper_counts_soon(request->db, vote);
    TRY(programme_load(request, &reading->row));
    TRY(q_paper_vote(request->db, arena, request->params[1], vote, &reading->vote));
    TRY(q_paper_options(request->db, arena, vote, &reading->options, &reading->options_n));
    TRY(q_paper_counts(request->db, arena, vote, &reading->counts, &reading->counts_n));
    reading->question = (struct paper_question){
        .options = reading->texts, .is_test = str_eq(reading->vote.kind, S("test")), .budget = reading->vote.budget,
        .each_max = reading->vote.each_max};
    for (size_t i = 0; i < reading->options_n && i < VOTE_OPTIONS_MAX; i++) {
        reading->texts[reading->question.n++] = reading->options[i].text;
    }
    bool fits = reading->question.is_test || str_eq(reading->vote.kind, S("dots"));
    return fits ? OK : FAULT_NOT_FOUND;
}

static int64_t counted(const struct reading *reading, int64_t number, int64_t value)
{
    for (size_t i = 0; i < reading->counts_n; i++) {
        if (reading->counts[i].number == number && reading->counts[i].value == value) {
            return reading->counts[i].n;
        }
    }
    return 0;
}

static struct url here(struct request *request)
{
    return url_path_of(request->arena, "/member-cities/{}/programmes/{}/room/paper/{}", request->params[0],
                       request->params[1], request->params[2]);
}

/* ---- the page */

static void put_notice(struct request *request, struct out *out, struct room_paper_page *m)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("put"))    ? W(out, "The counts stand here. Nobody sees them before you show "
                                                         "them.")
                      : str_eq(done, S("show")) ? W(out, "The room sees what came of it.")
                      : str_eq(done, S("out"))  ? W(out, "The counts are taken out.")
                                                : S("");
    if (text.n > 0) {
        m->notice = (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)};
    }
}

static void put_standing(struct request *request, struct out *out, const struct reading *reading,
                         struct room_paper_page *m)
{
    m->standing = arena_array(request->arena, struct str, reading->question.n + 1);
    m->standing_title = SAY(out, "Counted on {n} sheet|Counted on {n} sheets",
                            slot("n", count(counted(reading, 0, 0))));
    for (size_t i = 0; i < reading->question.n; i++) {
        int64_t number = reading->options[i].number;
        struct slot slots[] = {slot("option", reading->texts[i]), slot("n", count(counted(reading, number, 1))),
                               slot("no", count(counted(reading, number, 2))),
                               slot("facts", count(counted(reading, number, 3)))};
        m->standing[m->standing_n++] =
            reading->question.is_test
                ? words_text(out, W_NOTE("{option}: {n} support, {no} oppose, {facts} need more facts"), slots, 4)
                : words_text(out, W_NOTE("{option}: {n} dot|{option}: {n} dots"), slots, 2);
    }
}

/* A row each option, to be filled in; or with what stands there. */
static struct str prefilled(struct request *request, struct out *out, const struct reading *reading)
{
    struct buf buf CLEANUP(buf_done);
    bool test = reading->question.is_test;
    buf_init(&buf, PREFILLED_MAX);
    csv_put_verbatim(&buf, W(out, "Option"), true);
    csv_put_verbatim(&buf, test ? W(out, "support") : W(out, "dots"), false);
    if (test) {
        csv_put_verbatim(&buf, W(out, "oppose"), false);
        csv_put_verbatim(&buf, W(out, "need more facts"), false);
    }
    for (size_t i = 0; i < reading->question.n; i++) {
        buf_put_char(&buf, '\n');
        csv_put_verbatim(&buf, reading->texts[i], true);
        for (int64_t value = 1; value <= (test ? 3 : 1); value++) {
            struct str n = str_format(request->arena, "%lld", (long long)counted(reading, (int64_t)i + 1, value));
            csv_put_verbatim(&buf, reading->counts_n > 0 ? n : S(""), false);
        }
    }
    return buf.overflow ? S("") : str_copy(request->arena, buf_str(&buf));
}

static void put_form(struct request *request, struct out *out, const struct reading *reading, struct room_paper_page *m)
{
    m->is_asked = true;
    m->says[m->says_n++] =
        W(out, "A question is answered on phones or on paper, never on both: so nobody counts twice. Somebody without "
               "a "
               "phone can join the room on yours, under their own name.");
    m->says[m->says_n++] = reading->question.is_test
                               ? W(out, "Each sheet is a person, who gives one answer to each statement, or none.")
                               : SAY(out, "Each sheet is a person with {n} dot.|Each sheet is a person with {n} dots.",
                                     slot("n", count(reading->vote.budget)));
    if (!reading->question.is_test) {
        m->says[m->says_n++] = SAY(out, "At most {n} of them on one option.", slot("n", count(reading->vote.each_max)));
    }
    m->says[m->says_n++] = W(out, "What you type again takes the place of what stands, so the same sheets count once.");
    m->sheets = form_field_of(request, form_find(paper_counts_form, "sheets"), W(out,
                                                                                 "Those that somebody filled in."));
    m->rows = form_field_of(request, form_find(paper_counts_form, "rows"),
                            reading->question.is_test
                                ? W(out, "Behind each statement, with commas between: how many support it, oppose it, "
                                         "need more facts. Or a table, as CSV or copied from a spreadsheet.")
                                : W(out, "Behind each option, after a comma: how many dots it has. Or a table, as CSV "
                                         "or "
                                         "copied from a spreadsheet."));
    m->rows.long_text = true;
    m->rows.required = true;
    if (!request->acts) {
        m->rows.value = prefilled(request, out, reading);
        m->sheets.value = reading->counts_n > 0
                              ? str_format(request->arena, "%lld", (long long)counted(reading, 0, 0)) : S("");
    }
}

static bool read_typed(struct request *request, struct reading *reading, struct paper_counts *ret_counts)
{
    if (!parse_int(request_typed(request, "sheets"), 1, PAPER_SHEETS_MAX, &reading->question.sheets)) {
        return false;
    }
    paper_counts_read(request->arena, request_typed(request, "rows"), &reading->question, ret_counts);
    return true;
}

enum fault paper_counts_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_paper_page *m = arena_new(request->arena, struct room_paper_page);
    struct reading *reading = arena_new(request->arena, struct reading);
    struct paper_counts counts;
    TRY(load(request, reading));
    m->page = programme_page_of(request, &out, &reading->row,
                                SAY(&out, "On paper: {question}", slot("question", reading->vote.question)),
                                W(&out, "Type in how many chose what."));
    page_add_crumb(m->page, W(&out, "Room"), programme_url(request, "/room"));
    put_notice(request, &out, m);
    if (reading->vote.closed_at.known) {
        m->says[m->says_n++] = W(&out, "It is closed: its counts are fixed.");
    } else if (reading->vote.opened_at.known) {
        m->says[m->says_n++] = W(&out, "Phones answer it just now. Somebody without a phone can join the room on "
                                       "yours, "
                                       "under their own name.");
    } else {
        if (reading->vote.paper_at.known) {
            put_standing(request, &out, reading, m);
        }
        put_form(request, &out, reading, m);
        if (request->acts && str_eq(request_typed(request, "do"), S("put")) && read_typed(request, reading, &counts)) {
            paper_say_wrong(request, &out, &counts.wrong, m);
        }
    }
    m->problems = form_problems_of(request, paper_counts_form);
    m->action = here(request);
    m->back = programme_url(request, "/room");
    m->back_label = W(&out, "Back to the room");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_room_paper(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use keep_counts(struct request *request, struct reading *reading)
{
    struct paper_counts counts;
    if (!read_typed(request, reading, &counts)) {
        form_refuse(request, form_find(paper_counts_form, "sheets"), W_NOTE("is missing"),
                    W_NOTE("count the sheets that somebody filled in"));
        return FAULT_INVALID;
    }
    if (counts.wrong.all > 0) {
        form_refuse(request, form_find(paper_counts_form, "rows"), W_NOTE("were not put in, since some lines do not "
                                                                          "fit"), W_NOTE("mend the lines that are "
                                                                                         "named"));
        return FAULT_INVALID;
    }
    return paper_counts_put(request->db, request->arena, reading->row.id, request->params[2], reading->question.sheets,
                            counts.items, request->now);
}

enum fault paper_counts_act(struct request *request, struct response *response)
{
    struct reading *reading = arena_new(request->arena, struct reading);
    struct str what = request_typed(request, "do");
    TRY(load(request, reading));
    int64_t programme = reading->row.id;
    struct str uid = request->params[2];
    enum fault fault = str_eq(what, S("put")) ? keep_counts(request, reading)
                       : str_eq(what, S("show"))
                           ? paper_counts_show(request->db, request->arena, programme, uid, request->now)
                           : paper_counts_take_out(request->db, request->arena, programme, uid);
    if (fault == FAULT_CONFLICT) {
        return form_refuse_meanwhile(request, response, form_find(paper_counts_form, "rows"));
    }
    if (fault == OK) {
        response->status = 303;
        response->location = url_add(request->arena, here(request), "done", what).text;
    }
    return fault;
}
