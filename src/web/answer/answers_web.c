/* SPDX-License-Identifier: AGPL-3.0-or-later
** answers: the list, found by words and narrowed; all of it as a file; putting back what was taken away. */
#include "base/check.h"
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/sheet.h"
#include "web/views.h"

#define UID_LETTERS 32
#define BEGINNING_LETTERS 220

const struct field answers_fields[] = {
    {.name = "q", .label = W_NOTE("Words to look for"), .kind = FIELD_TEXT, .max = 300,
     .help = "words of question or text; the last one may be a beginning"},
    {.name = "whose", .label = W_NOTE("Whose"), .kind = FIELD_CHOICE, .choices = "ours all",
     .help = "ours, or also what other member cities let us read"},
    {.name = "outcome", .label = W_NOTE("What came of it"), .kind = FIELD_CHOICE,
     .choices = "granted not_granted waits given_up unknown", .help = "only those"},
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 100, .help = "from 1"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "taken kept bid",
     .help = "what was done before, to be said"},
    {0},
};

const struct field answers_form[] = {
    {.name = "back", .label = W_NOTE("What to put back"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the number of an earlier answer that was taken away"},
    {0},
};

/* What was asked for. */
struct asked {
    struct str q, outcome;
    bool others;
    int64_t page;
    struct answers_ask ask;
};

static struct asked asked_of(struct request *request)
{
    struct asked asked = {
        .q = request->acts ? S("") : request_text(request, "q"),
        .outcome = request->acts ? S("") : request_text(request, "outcome"),
        .others = !request->acts && str_eq(request_text(request, "whose"), S("all")),
        .page = request->acts ? 1 : request_int(request, "page", 1)};
    asked.q = asked.q.s == NULL ? S("") : asked.q;
    asked.outcome = asked.outcome.s == NULL ? S("") : asked.outcome;
    asked.ask = (struct answers_ask){.member_uid = request->params[0], .others = asked.others,
                                     .words = answer_words_of(request->arena, asked.q, ANSWER_ASKED_MAX)};
    return asked;
}

static struct url address(struct request *request, struct str q, bool others, struct str outcome)
{
    struct url url = member_url(request, "/member-cities/{}/answers");
    url = q.n > 0 ? url_add(request->arena, url, "q", q) : url;
    url = others ? url_add(request->arena, url, "whose", S("all")) : url;
    return outcome.n > 0 ? url_add(request->arena, url, "outcome", outcome) : url;
}

/* ---- the rows */

static struct str outcome_word(enum answer_outcome outcome)
{
    return outcome == ANSWER_UNKNOWN ? S("unknown") : answer_outcome_word(outcome);
}

static struct answer_row row_of(struct request *request, struct out *out, const struct answers *answers, size_t place)
{
    bool ours = place < answers->ours_n;
    const struct q_answer_heads *a = ours ? &answers->ours[place] : NULL;
    const struct q_answer_heads_of_others *b = ours ? NULL : &answers->others[place - answers->ours_n];
    const struct answer_told told = ours ? (struct answer_told){a->fund, a->handed_in_on, a->outcome, a->outcome_why,
                                                                a->made_at}
                                         : (struct answer_told){b->fund, b->handed_in_on, b->outcome, b->outcome_why,
                                                                b->made_at};
    struct answer_row row = answer_row_of(out, &told, request->today);
    struct str beginning = ours ? a->beginning : b->beginning, uid = ours ? a->uid : b->uid;
    struct str cut = str_clip_letters(beginning, BEGINNING_LETTERS);
    row.url = url_path_of(request->arena, "/member-cities/{}/answers/{}", request->params[0], uid);
    row.question = ours ? a->question : b->question;
    row.beginning = cut.n < beginning.n || (ours ? a->letters : b->letters) > BEGINNING_LETTERS
                        ? str_join(request->arena, cut, S(" …"))
                        : cut;
    row.whose = !ours ? SAY(out, "By {city}.", slot("city", say_member_city(request->arena, b->city, b->country)))
                : str_eq(a->seen_by, S("members")) ? W(out, "Other member cities read it.")
                                                   : S("");
    return row;
}

static void add_rows(struct request *request, struct out *out, const struct asked *asked,
                     const struct answers *answers, struct answers_page *m)
{
    size_t skipped = (size_t)(asked->page - 1) * ANSWERS_PER_PAGE, fits = 0;
    m->rows = arena_array(request->arena, struct answer_row, ANSWERS_PER_PAGE);
    for (size_t i = 0; i < answers->n; i++) {
        const struct answer_found *found = &answers->found[i];
        if (asked->outcome.n > 0 && !str_eq(outcome_word(found->outcome), asked->outcome)) {
            continue;
        }
        if (fits++ >= skipped && m->n < ANSWERS_PER_PAGE) {
            m->rows[m->n++] = row_of(request, out, answers, found->place);
        }
    }
    struct slot n = slot("n", count((int64_t)fits));
    m->count = words_text(out, W_NOTE("{n} earlier answer|{n} earlier answers"), &n, 1);
    m->pagination = pagination_of(request->arena, address(request, asked->q, asked->others, asked->outcome),
                                  asked->page, (int64_t)((fits + ANSWERS_PER_PAGE - 1) / ANSWERS_PER_PAGE));
}

static void add_facets(struct request *request, struct out *out, const struct asked *asked,
                       const struct answers *answers, struct answers_page *m)
{
    static const enum answer_outcome order[] = {ANSWER_GRANTED, ANSWER_NOT_GRANTED, ANSWER_WAITS, ANSWER_GIVEN_UP,
                                                ANSWER_UNKNOWN};
    int64_t have[ANSWER_OUTCOME__MAX] = {0};
    for (size_t i = 0; i < answers->n; i++) {
        have[answers->found[i].outcome]++;
    }
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        struct str word = outcome_word(order[i]);
        bool chosen = str_eq(word, asked->outcome);
        if (have[order[i]] == 0 && !chosen) {
            continue;
        }
        m->outcomes[m->outcomes_n++] = (struct facet){
            .url = address(request, asked->q, asked->others, chosen ? S("") : word),
            .name = order[i] == ANSWER_UNKNOWN ? W(out, "what came of it is not known")
                                               : say_answer_outcome(out, order[i]),
            .n = have[order[i]], .chosen = chosen};
    }
}

/* Of nothing found: what to do. */
static struct empty_state *empty_of(struct request *request, struct out *out, const struct asked *asked,
                                    const struct answers *answers)
{
    struct empty_state *empty = arena_new(request->arena, struct empty_state);
    bool has_any = answers->ours_n > 0;
    *empty = (struct empty_state){
        .title = has_any || asked->q.n > 0 || asked->outcome.n > 0
                     ? W(out, "Nothing found") : W(out, "Your city has put in no earlier answer yet"),
        .text = html_text(request->arena,
                          has_any ? W(out, "Look for fewer words, or for all of them.")
                                  : W(out, "Paste a bid that your city handed in before: it is cut into questions and "
                                           "answers, and you choose which to keep.")),
        .next = has_any ? address(request, S(""), asked->others, S(""))
                        : member_url(request, "/member-cities/{}/answers/former-bid"),
        .next_name = has_any ? W(out, "Show all") : W(out, "Paste a former bid")};
    return empty;
}

static void add_taken(struct request *request, struct out *out, const struct q_answer_taken *taken, size_t n,
                      struct answers_page *m)
{
    m->taken = arena_array(request->arena, struct answer_row, n + 1);
    m->taken_uids = arena_array(request->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct date until = {(int32_t)((taken[i].taken_at + ANSWER_TAKEN_KEPT_S) / 86400)};
        m->taken_uids[i] = taken[i].uid;
        m->taken[m->taken_n++] = (struct answer_row){
            .question = taken[i].question, .id = str_format(request->arena, "taken-%zu", i),
            .from = SAY(out, "Taken away; it goes for good on {day}.", slot("day", until))};
    }
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("taken"))  ? W(out, "It is taken away. You can put it back below.")
                      : str_eq(done, S("kept")) ? W(out, "They are kept. Look at each once: the headings were guessed.")
                      : str_eq(done, S("bid"))  ? W(out, "They are kept, with the bid in which they stood.")
                                                : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

/* ---- the file */

static enum fault must_use put_sheet(struct request *request, struct response *response)
{
    static const char *const columns[] = {"question", "text", "fund", "handed_in_on", "outcome", "outcome_why",
                                          "seen_by", "put_in_by", "put_in_on", "changed_on", "url"};
    struct q_answer_all *rows;
    size_t n;
    TRY(q_answer_all(request->db, request->arena, request->params[0], &rows, &n));
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "earlier-answers");
    for (size_t i = 0; i < n; i++) {
        sheet_str(&sheet, rows[i].question);
        sheet_str(&sheet, rows[i].body);
        sheet_str(&sheet, rows[i].fund);
        sheet_str(&sheet, rows[i].handed_in_on);
        sheet_str(&sheet, outcome_word(answer_outcome_of(rows[i].outcome)));
        sheet_str(&sheet, rows[i].outcome_why);
        sheet_str(&sheet, rows[i].seen_by);
        sheet_str(&sheet, rows[i].person.s != NULL ? rows[i].person : S(""));
        sheet_date(&sheet, (struct date){(int32_t)(rows[i].made_at / 86400)});
        sheet_date(&sheet, (struct date){(int32_t)(rows[i].changed_at / 86400)});
        sheet_url(&sheet, url_path_of(request->arena, "/member-cities/{}/answers/{}", request->params[0],
                                      rows[i].uid));
    }
    sheet_close(&sheet);
    response->max_age_s = -1;
    return OK;
}

/* ---- the page */

static void add_whose(struct request *request, struct out *out, const struct asked *asked,
                      const struct answers *answers, struct answers_page *m)
{
    (void)answers;
    m->whose[0] = (struct facet){.url = address(request, asked->q, false, asked->outcome),
                                 .name = W(out, "Only ours"), .chosen = !asked->others};
    m->whose[1] = (struct facet){.url = address(request, asked->q, true, asked->outcome),
                                 .name = W(out, "Also what other member cities let us read"), .chosen = asked->others};
}

static void put_page(struct request *request, struct out *out, const struct asked *asked, struct str city,
                     const struct answers *answers, struct answers_page *m)
{
    m->page = page_of(request, SAY(out, "Earlier answers of {city}", slot("city", city)),
                      W(out, "What your city wrote in bids before, where it is from, and what came of it."), DOOR_NONE);
    m->page->no_index = true;
    m->page->is_search = true;
    page_add_crumb(m->page, W(out, "Your desk"), URL("/me"));
    m->notice = notice_of(request, out);
    m->problems = form_problems_of(request, answers_form);
    m->q = asked->q;
    m->others = asked->others;
    m->outcome = asked->outcome;
    m->action = member_url(request, "/member-cities/{}/answers");
    add_whose(request, out, asked, answers, m);
    add_facets(request, out, asked, answers, m);
    add_rows(request, out, asked, answers, m);
    m->empty = m->n == 0 ? empty_of(request, out, asked, answers) : NULL;
    m->add = member_url(request, "/member-cities/{}/answers/new");
    m->paste = member_url(request, "/member-cities/{}/answers/former-bid");
    m->use_data = (struct use_data){
        .csv = url_path_of(request->arena, "/member-cities/{}/answers.csv", request->params[0]),
        .json = url_path_of(request->arena, "/member-cities/{}/answers.json", request->params[0])};
    m->once = request_once(request);
}

enum fault answers_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct answers_page *m = arena_new(request->arena, struct answers_page);
    struct q_member_by_uid member;
    struct answers answers;
    struct q_answer_taken *taken;
    size_t taken_n;
    if (request->form != FORM_HTML) {
        q_member_by_uid_soon(request->db, request->params[0]);
        q_answer_all_soon(request->db, request->params[0]);
        TRY(member_of(request, &member));
        return put_sheet(request, response);
    }
    const struct asked asked = asked_of(request);
    q_member_by_uid_soon(request->db, request->params[0]);
    q_answer_taken_soon(request->db, request->params[0]);
    answers_soon(request->db, request->arena, &asked.ask);
    TRY(member_of(request, &member));
    TRY(q_answer_taken(request->db, request->arena, request->params[0], &taken, &taken_n));
    TRY(answers_load(request->db, request->arena, &asked.ask, &answers));
    put_page(request, &out, &asked, member.name, &answers, m);
    add_taken(request, &out, taken, taken_n, m);
    response->max_age_s = -1;
    view_answers(&out, m);
    return OK;
}

/* ---- putting back */

static enum fault must_use put_back(struct request *request, int64_t member_id, struct str uid)
{
    struct q_answer_by_uid row;
    TRY(q_answer_by_uid(request->db, request->arena, uid, request->params[0], &row));
    if (row.member_id != member_id || !row.taken_at.known) {
        return FAULT_NOT_FOUND;
    }
    const struct answer_new answer = {.member_id = member_id, .question = row.question, .body = row.body,
                                      .fund = row.fund, .shared = str_eq(row.seen_by, S("members"))};
    return answer_put_back(request->db, request->arena, row.id, &answer);
}

enum fault answers_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    const struct field *field = form_find(answers_form, "back");
    struct str uid = request_typed(request, "back");
    TRY(member_of(request, &member));
    enum fault fault = uid.n > 0 ? put_back(request, member.id, uid) : FAULT_NOT_FOUND;
    if (fault == FAULT_NOT_FOUND) {
        form_refuse(request, field, W_NOTE("is not there to be put back"), W_NOTE("choose one of those below"));
        return FAULT_INVALID;
    }
    TRY(answer_refuse_room(request, field, fault));
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/answers/{}",
                                                             request->params[0], uid), "done", S("back")).text;
    return OK;
}
