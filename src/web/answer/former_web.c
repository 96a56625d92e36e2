/* SPDX-License-Identifier: AGPL-3.0-or-later
** former: many earlier answers from a bid that is pasted: cut into parts, looked at one by one, then kept. What is
** looked at is kept by the form itself; a text that was changed after it was looked at is looked at again, never kept
** unseen. */
#include "base/check.h"
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define PASTED_MAX 40000    /* letters; a form holds so many of most languages */
#define BEGINNING_LETTERS 160
#define NO_HEADING_LETTERS 80
#define SEEN_LETTERS 16
#define CHOICE_LETTERS 10

const struct field former_form[] = {
    {.name = "text", .label = W_NOTE("The text of the bid"), .kind = FIELD_TEXT, .min = 1, .max = PASTED_MAX,
     .help = "the whole text, or a part of it, as it was handed in"},
    {.name = "fund", .label = W_NOTE("Fund or funding call"), .kind = FIELD_TEXT, .max = ANSWER_FUND_MAX,
     .help = "what it was written for, nothing: not known"},
    {.name = "handed_in", .label = W_NOTE("Handed in on"), .kind = FIELD_TEXT, .max = 20,
     .help = "a day (2024-03-12) or a year, nothing: not known"},
    {.name = "outcome", .label = W_NOTE("What came of it"), .kind = FIELD_CHOICE,
     .choices = "granted not_granted waits given_up", .help = "nothing: not known"},
    {.name = "part", .label = W_NOTE("What to do with a part"), .kind = FIELD_TEXT, .max = CHOICE_LETTERS, .many = true,
     .help = "its number and keep, join (with the one before) or leave: 3 join"},
    {.name = "seen", .label = W_NOTE("The text as it was looked at"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "what was looked at, to notice what was changed since"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "look keep",
     .help = "look at the parts, or keep the answers"},
    {0},
};

enum deal { KEEP, JOIN, LEAVE, CHOICE__MAX };

static const struct str choices[CHOICE__MAX] = {S_INIT("keep"), S_INIT("join"), S_INIT("leave")};

struct cut {
    struct former_parts parts;
    enum deal chosen[FORMER_PARTS_MAX];
    struct former_part kept[FORMER_PARTS_MAX]; /* joined */
    size_t kept_n;
};

/* ---- what is meant */

static bool too_long(const struct former_part *part)
{
    return str_letters(part->text) > ANSWER_TEXT_MAX;
}

static enum deal choice_of(struct request *request, const struct former_part *part, size_t i)
{
    struct str prefix = str_format(request->arena, "%zu ", i + 1);
    enum deal guess = part->text.n == 0 || too_long(part) ? LEAVE : KEEP;
    for (size_t k = 0; query_get_nth(&request->typed, "part", k).s != NULL; k++) {
        struct str typed = query_get_nth(&request->typed, "part", k);
        for (int choice = 0; choice < CHOICE__MAX && str_starts(typed, prefix); choice++) {
            guess = str_eq(str_from(typed, prefix.n), choices[choice]) ? (enum deal)choice : guess;
        }
    }
    return guess == JOIN && i == 0 ? KEEP : guess;
}

/* What is kept has a question and a text. */
static void keep(struct arena *arena, struct former_part part, struct cut *cut)
{
    if (part.question.n == 0) {
        struct str begin = str_clip_letters(part.text, NO_HEADING_LETTERS), rest;
        part.question = str_trim(str_cut(begin, '\n', &rest));
    }
    part.text = str_copy(arena, part.text);
    cut->kept[cut->kept_n++] = part;
}

static void understand(struct request *request, struct cut *cut)
{
    bool looked = str_eq(request_typed(request, "seen"),
                         str_format(request->arena, "%016llx",
                                    (unsigned long long)str_hash(request_typed(request, "text"))));
    former_bid_cut(request->arena, request_typed(request, "text"), &cut->parts);
    cut->kept_n = 0;
    for (size_t i = 0; i < cut->parts.n; i++) {
        const struct former_part *part = &cut->parts.items[i];
        cut->chosen[i] = looked ? choice_of(request, part, i)
                         : part->text.n == 0 || too_long(part) ? LEAVE : KEEP;
        if (cut->chosen[i] == JOIN && cut->kept_n > 0) {
            struct former_part *last = &cut->kept[cut->kept_n - 1];
            *last = former_bid_join(request->arena, last, part);
        } else if (cut->chosen[i] != LEAVE && part->text.n > 0) {
            keep(request->arena, *part, cut);
        }
    }
    size_t n = 0;
    for (size_t i = 0; i < cut->kept_n; i++) {
        cut->kept[n] = cut->kept[i];
        n += !too_long(&cut->kept[i]);
    }
    cut->kept_n = n;
}

/* ---- the page */

static struct str seen_of(struct request *request)
{
    return str_format(request->arena, "%016llx", (unsigned long long)str_hash(request_typed(request, "text")));
}

static size_t count_words(struct str text)
{
    size_t n = 0;
    bool within = false;
    for (size_t i = 0; i < text.n; i++) {
        bool blank = text.s[i] == ' ' || text.s[i] == '\n' || text.s[i] == '\r' || text.s[i] == '\t';
        n += !blank && !within;
        within = !blank;
    }
    return n;
}

static struct str choice_name(struct out *out, enum deal choice)
{
    return choice == KEEP   ? W(out, "Keep it")
           : choice == JOIN ? W(out, "Join it with the one before")
                            : W(out, "Leave it out");
}

static void add_options(struct out *out, const struct cut *cut, size_t i, struct former_row *row)
{
    row->options_n = 0;
    for (int choice = 0; choice < CHOICE__MAX; choice++) {
        bool may = choice == KEEP ? cut->parts.items[i].text.n > 0 : choice == JOIN ? i > 0 : true;
        if (may) {
            row->options[row->options_n++] = (struct deed_option){
                str_format(out->arena, "%zu %.*s", i + 1, STR_ARG(choices[choice])),
                choice_name(out, (enum deal)choice), cut->chosen[i] == (enum deal)choice};
        }
    }
}

static void add_rows(struct out *out, const struct cut *cut, struct former_page *m)
{
    m->rows = arena_array(out->arena, struct former_row, cut->parts.n + 1);
    for (size_t i = 0; i < cut->parts.n; i++) {
        const struct former_part *part = &cut->parts.items[i];
        struct former_row *row = &m->rows[m->n++];
        struct str begin = str_clip_letters(part->text, BEGINNING_LETTERS);
        struct slot n = slot("n", count((int64_t)count_words(part->text)));
        *row = (struct former_row){
            .number = str_format(out->arena, "%zu", i + 1),
            .question = part->question.n > 0 ? part->question : W(out, "(without a heading)"),
            .beginning = begin.n < part->text.n ? str_join(out->arena, begin, S(" …")) : begin,
            .words = part->text.n == 0 ? S("") : words_text(out, W_NOTE("{n} word|{n} words"), &n, 1),
            .says = part->text.n == 0 ? W(out, "Nothing stands below this heading.")
                    : too_long(part)  ? W(out, "It is over 20,000 letters: part it with headings.")
                                      : S("")};
        add_options(out, cut, i, row);
    }
    m->kept = cut->kept_n;
}

static struct notice notice_of(struct request *request, struct out *out, const struct cut *cut)
{
    struct slot slots[] = {slot("n", count((int64_t)cut->parts.n)), slot("most", count(FORMER_PARTS_MAX))};
    struct str rest = str_trim(str_from(request_typed(request, "text"), cut->parts.read)), behind;
    struct slot begins = slot("words", str_clip_letters(str_cut(rest, '\n', &behind), NO_HEADING_LETTERS));
    struct slot over[] = {slots[1], begins};
    bool was_keep = str_eq(request_typed(request, "do"), S("keep"));
    struct str title = words_text(out, W_NOTE("Found: {n} part|Found: {n} parts"), slots, 1);
    struct str text = cut->parts.is_over
                          ? words_text(out, W_NOTE("Only the first {most} are shown. Keep them, then paste the rest, "
                                                   "from “{words}” on."), over, 2)
                      : cut->parts.n == 0 ? W(out, "There is no text in it. Paste the text of a bid.")
                      : was_keep          ? W(out, "The text was changed after you looked. Look again, then keep.")
                                          : W(out, "Nothing is kept yet. Leave out what is no answer.");
    return (struct notice){cut->parts.n > 0 ? TONE_GOOD : TONE_CARE, title, html_text(request->arena, text)};
}

static void put_fields(struct request *request, struct out *out, struct former_page *m)
{
    m->text = form_field_of(request, form_find(former_form, "text"),
                            W(out, "With its headings or questions, up to 40,000 letters at once. Leave names of "
                                   "people out."));
    m->text.long_text = true;
    m->fund = form_field_of(request, form_find(former_form, "fund"),
                            W(out, "Its name. Leave it empty when nobody knows any more."));
    m->handed_in = form_field_of(request, form_find(former_form, "handed_in"),
                                 W(out, "A day, as 2024-03-12, or the year alone."));
    m->outcome = answer_outcomes(request, form_find(former_form, "outcome"), request_typed(request, "outcome"));
}

enum fault former_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct former_page *m = arena_new(request->arena, struct former_page);
    struct cut *cut = arena_new(request->arena, struct cut);
    struct q_member_by_uid member;
    struct q_answer_funds *funds;
    size_t n;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_answer_funds_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_answer_funds(request->db, request->arena, request->params[0], &funds, &n));
    m->seen = S("");
    if (request->acts && request->problems.n == 0) {
        understand(request, cut);
        m->notice = notice_of(request, &out, cut);
        add_rows(&out, cut, m);
        m->seen = seen_of(request);
    }
    m->page = page_of(request, W(&out, "Paste a former bid"),
                      W(&out, "It is cut into questions and answers; you look at each before anything is kept."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Earlier answers"), member_url(request, "/member-cities/{}/answers"));
    put_fields(request, &out, m);
    m->funds = answer_funds(request, funds, n);
    m->funds_n = n;
    m->problems = form_problems_of(request, former_form);
    m->once = request_once(request);
    m->action = member_url(request, "/member-cities/{}/answers/former-bid");
    response->max_age_s = -1;
    view_answer_former(&out, m);
    return OK;
}

/* ---- keeping them */

static enum fault must_use keep_all(struct request *request, int64_t member_id, struct str when, const struct cut *cut)
{
    struct q_answer_funds *funds;
    struct str uid, fund = request_typed(request, "fund");
    size_t n;
    TRY(q_answer_funds(request->db, request->arena, request->params[0], &funds, &n));
    for (size_t i = 0; i < cut->kept_n; i++) {
        const struct answer_new answer = {
            .member_id = member_id, .question = str_clip_letters(cut->kept[i].question, ANSWER_QUESTION_MAX),
            .body = cut->kept[i].text, .fund = fund, .rule_id = S(""), .call_key = answer_fund_key(funds, n, fund),
            .handed_in_on = when, .outcome = answer_outcome_of(request_typed(request, "outcome")),
            .outcome_why = S(""), .person_id = request->who->person_id};
        TRY(answer_add(request->db, request->arena, &answer, request->now, &uid));
    }
    return OK;
}

enum fault former_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct cut *cut = arena_new(request->arena, struct cut);
    struct str when;
    if (!answer_when_fits(request, form_find(former_form, "handed_in"), &when)) {
        return FAULT_INVALID;
    }
    bool is_seen = str_eq(request_typed(request, "seen"), seen_of(request));
    understand(request, cut);
    if (!str_eq(request_typed(request, "do"), S("keep")) || !is_seen || cut->kept_n == 0) {
        response->looks = true;
        return FAULT_INVALID;
    }
    TRY(member_of(request, &member));
    TRY(answer_refuse_room(request, form_find(former_form, "text"), keep_all(request, member.id, when, cut)));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/answers"), "done",
                                 S("kept")).text;
    return OK;
}
