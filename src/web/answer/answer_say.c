/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer: in words: where it is from, what came of it, how old it is; and what its forms have in common. */
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/say.h"

/* ---- where it is from */

static struct str say_from(struct out *out, struct str fund, const struct answer_when *when)
{
    struct slot slots[] = {slot("fund", fund), slot("day", when->day)};
    struct slot year[] = {slot("fund", fund), slot("year", when->year)};
    bool has_day = !date_is_none(when->day), has_year = when->year > 0;
    if (fund.n == 0) {
        return has_day    ? words_text(out, W_NOTE("Handed in on {day}, for which fund is not known"), slots + 1, 1)
               : has_year ? words_text(out, W_NOTE("Handed in during {year}, for which fund is not known"), year + 1, 1)
                          : W(out, "Where it is from is not known");
    }
    return has_day    ? words_text(out, W_NOTE("Written for {fund}, handed in on {day}"), slots, 2)
           : has_year ? words_text(out, W_NOTE("Written for {fund}, handed in during {year}"), year, 2)
                      : words_text(out, W_NOTE("Written for {fund}, when is not known"), slots, 1);
}

struct str say_answer_outcome(struct out *out, enum answer_outcome outcome)
{
    switch (outcome) {
    case ANSWER_WAITS: return W(out, "no answer yet");
    case ANSWER_GRANTED: return W(out, "granted");
    case ANSWER_NOT_GRANTED: return W(out, "not granted");
    case ANSWER_GIVEN_UP: return W(out, "given up");
    default: return W(out, "we do not know what came of it");
    }
}

static struct str say_age(struct out *out, int years)
{
    if (years < ANSWER_OLD_YEARS) {
        return S("");
    }
    struct slot n = slot("n", count(years));
    return years < ANSWER_STALE_YEARS
               ? words_text(out, W_NOTE("It is {n} year old: numbers in it may be old.|"
                                        "It is {n} years old: numbers in it may be old."), &n, 1)
               : words_text(out, W_NOTE("It is {n} year old: take it away if nobody needs it.|"
                                        "It is {n} years old: take it away if nobody needs it."), &n, 1);
}

struct answer_row answer_row_of(struct out *out, const struct answer_told *told, struct date today)
{
    struct answer_when when = answer_when_read(told->handed_in_on);
    enum answer_outcome outcome = answer_outcome_of(told->outcome);
    struct slot slots[] = {slot("from", say_from(out, told->fund, &when)),
                           slot("outcome", say_answer_outcome(out, outcome))};
    struct slot why = slot("why", told->why);
    return (struct answer_row){
        .from = words_text(out, W_NOTE("{from}: {outcome}"), slots, 2),
        .why = told->why.n > 0 ? words_text(out, W_NOTE("Why: {why}"), &why, 1) : S(""),
        .age = say_age(out, answer_years(&when, (struct date){(int32_t)(told->made_at / 86400)}, today)),
        .question = S(""), .beginning = S(""), .whose = S("")};
}

/* ---- what forms ask */

struct deed_select answer_outcomes(struct request *request, const struct field *field, struct str chosen)
{
    static const enum answer_outcome order[] = {ANSWER_UNKNOWN, ANSWER_GRANTED, ANSWER_NOT_GRANTED, ANSWER_WAITS,
                                                ANSWER_GIVEN_UP};
    struct out out = {.words = request->words, .arena = request->arena};
    struct deed_select select = {.field = form_field_of(request, field, S("")),
                                 .options = arena_array(request->arena, struct deed_option, ANSWER_OUTCOME__MAX)};
    for (; select.n < ANSWER_OUTCOME__MAX; select.n++) {
        struct str value = answer_outcome_word(order[select.n]);
        struct str name = order[select.n] == ANSWER_UNKNOWN ? W(&out, "We do not know")
                          : order[select.n] == ANSWER_GRANTED ? W(&out, "Granted")
                          : order[select.n] == ANSWER_NOT_GRANTED ? W(&out, "Not granted")
                          : order[select.n] == ANSWER_WAITS ? W(&out, "No answer yet")
                                                            : W(&out, "Given up");
        select.options[select.n] = (struct deed_option){value, name, str_eq(value, chosen)};
    }
    return select;
}

struct str *answer_funds(struct request *request, const struct q_answer_funds *rows, size_t n)
{
    struct str *funds = arena_array(request->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        funds[i] = rows[i].title;
    }
    return funds;
}

struct str answer_fund_key(const struct q_answer_funds *rows, size_t n, struct str fund)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(str_clip_letters(rows[i].title, ANSWER_FUND_MAX), fund)) {
            return rows[i].call_key;
        }
    }
    return S("");
}

bool answer_when_fits(struct request *request, const struct field *field, struct str *ret_iso)
{
    struct answer_when when;
    if (!answer_when_parse(request_typed(request, field->name), request->today, &when)) {
        form_refuse(request, field, W_NOTE("is no day or year that has been"),
                    W_NOTE("write it as 2024-03-12, or the year alone as 2024, or leave it empty"));
        return false;
    }
    *ret_iso = answer_when_iso(request->arena, &when);
    return true;
}

enum fault answer_refuse_room(struct request *request, const struct field *field, enum fault fault)
{
    if (fault != FAULT_TOO_LARGE) {
        return fault;
    }
    form_refuse(request, field, W_NOTE("is too much: a city keeps 500 earlier answers, two million letters in all"),
                W_NOTE("take away some that nobody needs"));
    return FAULT_INVALID;
}
