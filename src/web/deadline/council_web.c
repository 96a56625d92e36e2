/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadline: how the council of a city decides, a card of few inputs at a time. */
#include "base/check.h"
#include "text/words.h"
#include "web/deadline/deadline_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define SEEN_LETTERS 16
#define NUMBER_MAX 90
#define STAFF_MAX 50
#define DAY_LETTERS 10

/* In the order of council_fields, so that what may be said is said once there; a test holds the two together. */
const struct field council_form[] = {
    {.name = "sees", .label = W_NOTE("What your council sees before a bid goes"), .kind = FIELD_CHOICE,
     .choices = "finished outline none", .help = "the finished bid, an outline while the work goes on, or nothing"},
    {.name = "staff_days", .label = W_NOTE("Days a week that your people have for a bid"), .kind = FIELD_INT,
     .max = STAFF_MAX, .help = "of all people together"},
    {.name = "report_days", .label = W_NOTE("Working days from the report to the first meeting that sees it"),
     .kind = FIELD_INT, .max = NUMBER_MAX, .help = "0: it is handed in at the meeting"},
    {.name = "scrutiny_days", .label = W_NOTE("Working days from scrutiny to the decision"), .kind = FIELD_INT,
     .max = NUMBER_MAX, .help = "0: there is no scrutiny"},
    {.name = "call_in_days", .label = W_NOTE("Working days from the decision until it may be acted on"),
     .kind = FIELD_INT, .max = NUMBER_MAX, .help = "call-in; 0: at once"},
    {.name = "decides_on", .label = W_NOTE("Weekday on which cabinet or committee decides"), .kind = FIELD_CHOICE,
     .choices = "mon tue wed thu fri", .help = "or whoever decides"},
    {.name = "decides_dates", .label = W_NOTE("Dates on which it meets"), .kind = FIELD_TEXT, .max = COUNCIL_TEXT_MAX,
     .help = "days, as 2027-01-12, 2027-02-09"},
    {.name = "full_on", .label = W_NOTE("Weekday of full council"), .kind = FIELD_CHOICE,
     .choices = "mon tue wed thu fri", .help = "asked only where the city puts in money of its own"},
    {.name = "full_dates", .label = W_NOTE("Dates of full council"), .kind = FIELD_TEXT, .max = COUNCIL_TEXT_MAX,
     .help = "days, as 2027-01-12, 2027-02-09"},
    {.name = "full_days", .label = W_NOTE("Working days from full council until it may be acted on"),
     .kind = FIELD_INT, .max = NUMBER_MAX, .help = "0: at once"},
    {.name = "recesses", .label = W_NOTE("Recesses"), .kind = FIELD_TEXT, .max = COUNCIL_TEXT_MAX,
     .help = "two days a line: from, to"},
    {.name = "election_from", .label = W_NOTE("Before an election nothing is decided from"), .kind = FIELD_TEXT,
     .max = DAY_LETTERS, .help = "a day, as 2027-05-31"},
    {.name = "election_to", .label = W_NOTE("Before an election nothing is decided until"), .kind = FIELD_TEXT,
     .max = DAY_LETTERS, .help = "a day, as 2027-05-31"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "next back",
     .help = "save and go on, or save and go back to the deadlines"},
    {0},
};

/* ---- words */

static struct str title_of(struct out *out, enum council_card card)
{
    switch (card) {
    case COUNCIL_BEFORE: return W(out, "How your council decides: the days it takes");
    case COUNCIL_MEETS: return W(out, "How your council decides: when it meets");
    default: return W(out, "How your council decides: when nothing is decided");
    }
}

static struct str lead_of(struct out *out, enum council_card card)
{
    switch (card) {
    case COUNCIL_BEFORE: return W(out, "What you leave empty is counted with a start value, which is only that.");
    case COUNCIL_MEETS: return W(out, "With dates every latest day to start is one on which your council does meet.");
    default: return W(out, "Bids go on in a recess, decisions do not.");
    }
}

static struct str hint_of(struct out *out, enum council_input input)
{
    const struct council_field *field = &council_fields[input];
    struct slot n = slot("n", field->start);
    switch (field->kind) {
    case COUNCIL_INT:
        return input == COUNCIL_STAFF_DAYS
                   ? words_text(out, W_NOTE("Of all of them together. Left empty, {n} is counted."), &n, 1)
                   : words_text(out, W_NOTE("0 if there is none. Left empty, {n} is counted."), &n, 1);
    case COUNCIL_DATES: return W(out, "As 2027-01-12, 2027-02-09. Their weekday counts where no date is known.");
    case COUNCIL_RANGES: return W(out, "Two days a line, as 2026-12-21 to 2027-01-08.");
    default: return W(out, "A day, as 2027-05-31. You may leave it empty.");
    }
}

static const struct one_of {
    enum council_input input;
    const char *value;
    const char *says;
} choices[] = {
    {COUNCIL_SEES, "finished", W_NOTE("The finished bid")},
    {COUNCIL_SEES, "outline", W_NOTE("An outline, while the work goes on")},
    {COUNCIL_SEES, "none", W_NOTE("Nothing: it need not decide")},
    {COUNCIL_DECIDES_ON, "mon", W_NOTE("Monday")}, {COUNCIL_DECIDES_ON, "tue", W_NOTE("Tuesday")},
    {COUNCIL_DECIDES_ON, "wed", W_NOTE("Wednesday")}, {COUNCIL_DECIDES_ON, "thu", W_NOTE("Thursday")},
    {COUNCIL_DECIDES_ON, "fri", W_NOTE("Friday")},
    {COUNCIL_FULL_ON, "mon", W_NOTE("Monday")}, {COUNCIL_FULL_ON, "tue", W_NOTE("Tuesday")},
    {COUNCIL_FULL_ON, "wed", W_NOTE("Wednesday")}, {COUNCIL_FULL_ON, "thu", W_NOTE("Thursday")},
    {COUNCIL_FULL_ON, "fri", W_NOTE("Friday")},
};

/* ---- the page */

/* Who has changed it meanwhile is noticed by this. */
static struct str seen_of(struct arena *arena, const struct watched *watched, enum council_card card)
{
    uint64_t sum = 1;
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        sum = council_fields[i].card == card ? sum * 31 + str_hash(watched->says[i]) : sum;
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

static void add_choice(struct request *request, struct council_question *question, const char *value, struct str label)
{
    check(question->n < DEADLINE_CHOICES_MAX);
    question->choices[question->n++] = (struct deadline_choice){
        .name = question->field.name, .value = str_of(value), .label = label,
        .id = str_format(request->arena, "%.*s-%s", STR_ARG(question->field.name), value[0] != '\0' ? value : "none"),
        .chosen = str_eq(question->field.value, str_of(value))};
}

static void add_questions(struct request *request, struct out *out, enum council_card card,
                          const struct watched *watched, struct council_page *m)
{
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        const struct council_field *field = &council_fields[i];
        if (field->card != card) {
            continue;
        }
        struct council_question *question = &m->questions[m->n++];
        question->field = form_field_of(request, &council_form[i], hint_of(out, (enum council_input)i));
        question->field.value = request->acts ? question->field.value : watched->says[i];
        question->field.long_text = field->kind == COUNCIL_DATES || field->kind == COUNCIL_RANGES;
        question->field.type = field->kind == COUNCIL_DAY ? S("date") : question->field.type;
        for (size_t k = 0; k < COUNT_OF(choices) && field->kind == COUNCIL_ONE; k++) {
            if (choices[k].input == (enum council_input)i) {
                add_choice(request, question, choices[k].value, words_text(out, choices[k].says, NULL, 0));
            }
        }
        if (field->kind == COUNCIL_ONE) {
            add_choice(request, question, "", W(out, "We do not know"));
        }
    }
}

static enum fault must_use load(struct request *request, struct q_member_by_uid *ret_member,
                                enum council_card *ret_card, struct watched *ret_watched)
{
    if (!council_card_parse(request->params[1], ret_card)) {
        return FAULT_NOT_FOUND;
    }
    q_member_by_uid_soon(request->db, request->params[0]);
    council_load_soon(request->db, request->params[0]);
    TRY(member_of(request, ret_member));
    return council_load(request->db, request->arena, request->params[0], ret_watched);
}

enum fault council_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct council_page *m = arena_new(request->arena, struct council_page);
    struct q_member_by_uid member;
    struct watched watched = {.n = 0};
    enum council_card card;
    TRY(load(request, &member, &card, &watched));
    m->page = page_of(request, title_of(&out, card), lead_of(&out, card), DOOR_NONE);
    m->page->no_index = true;
    m->back = member_url(request, "/member-cities/{}/deadlines");
    page_add_crumb(m->page, SAY(&out, "Deadlines of {city}", slot("city", member.name)), m->back);
    add_questions(request, &out, card, &watched, m);
    m->is_last = card + 1 == COUNCIL_CARD__MAX;
    m->seen = seen_of(request->arena, &watched, card);
    m->problems = form_problems_of(request, council_form);
    m->action = url_path_of(request->arena, "/member-cities/{}/council/{}", request->params[0], request->params[1]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_council(&out, m);
    return OK;
}

/* ---- what it does */

static void refuse(struct request *request, enum council_input input)
{
    const struct field *field = &council_form[input];
    switch (council_fields[input].kind) {
    case COUNCIL_DATES:
        form_refuse(request, field, W_NOTE("has something that is not a day"),
                    W_NOTE("write each as 2027-01-12, 36 at most"));
        break;
    case COUNCIL_RANGES:
        form_refuse(request, field, W_NOTE("is not made of two days a line, the first one first"),
                    W_NOTE("write each as 2026-12-21 to 2027-01-08, twelve at most"));
        break;
    case COUNCIL_INT:
        form_refuse(request, field, W_NOTE("is not possible"), W_NOTE("write 1 or more, or leave it empty"));
        break;
    default:
        form_refuse(request, field, W_NOTE("is not a day of the calendar"),
                    W_NOTE("write it as 2027-01-12, or leave it empty"));
    }
}

static bool read_typed(struct request *request, enum council_card card, struct str *says)
{
    bool fits = true;
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        says[i] = council_fields[i].card == card ? str_trim(request_typed(request, council_fields[i].name)) : S("");
        if (!council_fits(&council_fields[i], says[i])) {
            refuse(request, (enum council_input)i);
            fits = false;
        }
    }
    struct date from, to;
    bool both = date_parse(says[COUNCIL_ELECTION_FROM], &from) && date_parse(says[COUNCIL_ELECTION_TO], &to);
    bool one = (says[COUNCIL_ELECTION_FROM].n > 0) != (says[COUNCIL_ELECTION_TO].n > 0);
    if (fits && (one || (both && from.days > to.days))) {
        form_refuse(request, &council_form[COUNCIL_ELECTION_TO],
                    one ? W_NOTE("needs the other day too") : W_NOTE("is before its beginning"),
                    W_NOTE("write both days, or neither"));
        fits = false;
    }
    return fits;
}

enum fault council_act(struct request *request, struct response *response)
{
    struct str says[COUNCIL_INPUT__MAX];
    struct q_member_by_uid member;
    struct watched watched = {.n = 0};
    enum council_card card;
    TRY(load(request, &member, &card, &watched));
    if (!read_typed(request, card, says)) {
        return FAULT_INVALID;
    }
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &watched, card))) {
        return form_refuse_meanwhile(request, response, form_find(council_form, "seen"));
    }
    TRY(council_save(request->db, request->arena, member.id, card, says));
    bool goes_on = str_eq(request_typed(request, "do"), S("next")) && card + 1 < COUNCIL_CARD__MAX;
    response->status = 303;
    response->location =
        goes_on ? url_path_of(request->arena, "/member-cities/{}/council/{}", request->params[0],
                              council_card_word((enum council_card)(card + 1))).text
                : url_add(request->arena, member_url(request, "/member-cities/{}/deadlines"), "done",
                          S("council")).text;
    return OK;
}
