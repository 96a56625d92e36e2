/* SPDX-License-Identifier: AGPL-3.0-or-later
** set_up_save: what was typed into a step, one setting after the other, in the transaction of the form. */
#include "base/check.h"
#include "store/setting_change.h"
#include "text/country.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/say.h"
#include "web/set_up/set_up_web.h"

/* ---- what does not fit */

/* All that setting_judge and setting_save say; test_set_up_steps holds that none is missing. */
static const char *const WRONG[] = {
    W_NOTE("is empty"), W_NOTE("is too long"), W_NOTE("has a line break"), W_NOTE("is not text"),
    W_NOTE("has a space"), W_NOTE("is not an address"), W_NOTE("is not a mail address"),
    W_NOTE("is neither a mail address nor one that begins with https://"),
    W_NOTE("is not the two capital letters of a country"), W_NOTE("is not a colour"), W_NOTE("is neither yes nor no"),
    W_NOTE("is none of full, partial and none"), W_NOTE("is neither self nor other"), W_NOTE("is not a day"),
    W_NOTE("is not the address of a mail server"), W_NOTE("does not begin with a slash"), W_NOTE("is not a folder"),
    W_NOTE("cannot be so in a demonstration"), W_NOTE("cannot be set"),
    W_NOTE("would leave out what an open site must say"),
};

struct str set_up_say_wrong(struct out *out, struct str what)
{
    for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
        if (str_eq(what, str_of(WRONG[i]))) {
            return words_text(out, WRONG[i], NULL, 0);
        }
    }
    return what;
}

/* What else would be missing then: switching to a public body asks for more than one field. */
static struct str say_left_out(struct out *out, const struct setting_values *now, enum setting_name which,
                               struct str value)
{
    struct setting_values then = *now;
    struct str names = S("");
    then.items[which].value = value;
    struct set_up up = set_up_of(&then, S(""), DATE_NONE);
    for (size_t i = 0; i < up.missing_count; i++) {
        names = str_format(out->arena, "%.*s%s%.*s", STR_ARG(names), names.n > 0 ? ", " : "",
                           STR_ARG(set_up_label(out, up.missing[i])));
    }
    return SAY(out, "close the site first, or say it: {fields}", slot("fields", names));
}

static struct str say_mending(struct out *out, const struct setting_values *now, const struct set_up_ask *ask,
                              struct str value, struct str what)
{
    if (str_eq(what, S("would leave out what an open site must say"))) {
        return say_left_out(out, now, ask->which, value);
    }
    if (str_eq(what, S("cannot be so in a demonstration"))) {
        return W(out, "leave it empty: no mail goes out of a demonstration");
    }
    if (str_eq(what, S("is too long")) || ask->example[0] == '\0') {
        return W(out, "say it in fewer words");
    }
    return SAY(out, "write it as in {example}", slot("example", words_text(out, ask->example, NULL, 0)));
}

static void tell(struct request *request, const struct setting_values *now, const struct set_up_ask *ask,
                 struct str value, struct str what)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, set_up_label(&out, ask->which), set_up_say_wrong(&out, what),
                 say_mending(&out, now, ask, value, what));
}

/* ---- what is typed otherwise than it is kept */

struct str set_up_shown(struct out *out, enum setting_name which, struct str value)
{
    return which == SETTING_HOSTING_COUNTRY && country_is_known(value) ? country_name(out, value) : value;
}

/* By its name in the reader's language, in English, or by its letters; S("") when it is none. */
static struct str country_of(struct out *out, struct str typed)
{
    for (char first = 'A'; first <= 'Z'; first++) {
        for (char second = 'A'; second <= 'Z'; second++) {
            const char letters[] = {first, second};
            struct str code = {letters, sizeof letters};
            if (country_is_known(code) &&
                (str_eq_nocase(typed, code) || str_eq_nocase(typed, country_name(out, code)))) {
                return str_copy(out->arena, code);
            }
        }
    }
    return country_find(typed);
}

/* Browsers end lines with CR and LF; one is enough. */
static struct str without_returns(struct arena *arena, struct str text)
{
    char *to = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] != '\r') {
            to[n++] = text.s[i];
        }
    }
    return (struct str){to, n};
}

/* ---- saving */

/* Who sends the password of a file to another server than its own gives it away. */
static bool is_held(const struct setting_values *now, const struct set_up_ask *ask)
{
    return (ask->which == SETTING_MAIL_SERVER) && now->items[SETTING_MAIL_PASSWORD_FILE].value.n > 0;
}

static enum fault must_use save(struct request *request, const struct setting_values *now,
                                const struct set_up_ask *ask, struct str value)
{
    struct problems problems;
    struct log_someone who = gate_who(request);
    problems_init(&problems, request->arena);
    enum fault fault = setting_change(request->db, request->arena, setting_known[ask->which].name, value, &who,
                                      request->now, &problems);
    if (fault != FAULT_INVALID) {
        return fault;
    }
    tell(request, now, ask, value, problems.items[0].what);
    return OK;
}

static enum fault must_use save_typed(struct request *request, const struct setting_values *now,
                                      const struct set_up_ask *ask)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct str name = setting_known[ask->which].name;
    struct str typed = without_returns(request->arena, request_typed(request, str_c(request->arena, name)));
    struct str present = now->items[ask->which].value;
    if (str_eq(typed, set_up_shown(&out, ask->which, present)) || (typed.n == 0 && ask->options[0].value != NULL)) {
        return OK;
    }
    if (is_held(now, ask)) {
        problems_add(&request->problems, set_up_label(&out, ask->which),
                     W(&out, "is not changed here while a password is set for it"),
                     W(&out, "change it where the program runs: smallgiants setting mail_server ..."));
        return OK;
    }
    if (ask->which == SETTING_HOSTING_COUNTRY && typed.n > 0) {
        typed = country_of(&out, typed);
        if (typed.n == 0) {
            problems_add(&request->problems, set_up_label(&out, ask->which), W(&out, "is no country that we know"),
                         say_mending(&out, now, ask, typed, S("")));
            return OK;
        }
    }
    return str_eq(typed, present) ? OK : save(request, now, ask, typed);
}

enum fault set_up_save(struct request *request, const struct setting_values *now, enum set_up_step step)
{
    for (size_t i = 0; i < set_up_asks_count; i++) {
        if (set_up_asks[i].step == step) {
            TRY(save_typed(request, now, &set_up_asks[i]));
        }
    }
    return request->problems.n > 0 ? FAULT_INVALID : OK;
}
