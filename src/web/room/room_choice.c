/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_choice: what may be answered to each option of a vote. */
#include "base/check.h"
#include "text/words.h"
#include "web/room/room_web.h"
#include "web/say.h"

static void add(struct arena *arena, const struct room_vote *vote, struct room_option *option, int value,
                struct str label, int mine)
{
    check(option->n < ROOM_CHOICES_MAX);
    option->choices[option->n++] = (struct room_choice){
        .name = option->name,
        .value = str_format(arena, "%d", value),
        .id = str_format(arena, "%.*s-%.*s-%d", STR_ARG(vote->id), STR_ARG(option->name), value),
        .label = label,
        .chosen = value == mine,
    };
}

static void add_numbers(struct arena *arena, const struct room_vote *vote, struct room_option *option, int from, int to,
                        int mine)
{
    for (int value = from; value <= to; value++) {
        add(arena, vote, option, value, str_format(arena, "%d", value), mine);
    }
}

static void add_for(struct out *out, const struct q_vote_list *vote, const struct room_vote *to,
                    struct room_option *option, size_t options, int mine)
{
    struct arena *arena = out->arena;
    if (str_eq(vote->kind, S("test"))) {
        add(arena, to, option, 1, W(out, "Support"), mine);
        add(arena, to, option, 2, W(out, "Oppose"), mine);
        add(arena, to, option, 3, W(out, "Needs more facts"), mine);
    } else if (str_eq(vote->kind, S("dots"))) {
        add(arena, to, option, 0, W(out, "no dot"), mine);
        add_numbers(arena, to, option, 1, (int)vote->each_max, mine);
    } else if (str_eq(vote->kind, S("order"))) {
        add(arena, to, option, 0, W(out, "no place"), mine);
        add_numbers(arena, to, option, 1, (int)options, mine);
    } else {
        add(arena, to, option, 1, W(out, "1, not at all"), mine);
        add_numbers(arena, to, option, 2, 4, mine);
        add(arena, to, option, 5, W(out, "5, fully"), mine);
    }
}

/* ---- steps */

static bool is_placed(struct str kind, size_t options)
{
    return options > ROOM_STEP && str_eq(kind, S("order"));
}

bool room_step_merge(struct str kind, size_t options, const struct room_step *step, int *values)
{
    bool fits = true;
    int from = (int)step->from;
    if (!is_placed(kind, options)) {
        for (size_t k = 0; k < ROOM_STEP && step->from - 1 + k < options; k++) {
            values[step->from - 1 + k] = step->values[k];
        }
        return true;
    }
    for (size_t i = 0; i < options; i++) {
        values[i] = values[i] >= from && values[i] < from + ROOM_STEP ? 0 : values[i];
    }
    for (int k = 0; k < ROOM_STEP; k++) {
        int option = step->values[k];
        bool is_one = option > 0 && option <= (int)options;
        bool is_twice = is_one && values[option - 1] >= from && values[option - 1] < from + ROOM_STEP;
        fits = fits && !is_twice && option >= 0 && option <= (int)options;
        if (is_one && !is_twice) {
            values[option - 1] = from + k; /* one that had a place in another step has this one now */
        }
    }
    return fits;
}

struct url room_step_url(struct arena *arena, struct url own, struct str vote, size_t from)
{
    return url_add(arena, url_add(arena, own, "of", vote), "from", str_format(arena, "%zu", from));
}

/* Who has each of these places. */
static void add_places(struct out *out, const struct room_vote *all, const struct room_step *step, const int *mine,
                       struct room_vote *to)
{
    to->n = 0;
    for (size_t place = step->from; place < step->from + ROOM_STEP && place <= all->n; place++) {
        struct room_option *option = &to->options[to->n];
        *option = (struct room_option){.text = SAY(out, "Place {n}", slot("n", count((int64_t)place))),
                                       .name = str_format(out->arena, "c%zu", ++to->n)};
        option->id = str_format(out->arena, "%.*s-%.*s", STR_ARG(to->id), STR_ARG(option->name));
        int chosen = 0;
        for (size_t i = 0; i < all->n; i++) {
            chosen = mine[i] == (int)place ? (int)i + 1 : chosen;
        }
        add(out->arena, to, option, 0, W(out, "nothing"), chosen);
        for (size_t i = 0; i < all->n; i++) {
            add(out->arena, to, option, (int)i + 1, all->options[i].text, chosen);
        }
    }
}

static void say_step(struct out *out, size_t options, size_t from, struct room_vote *to)
{
    size_t steps = (options + ROOM_STEP - 1) / ROOM_STEP;
    to->from = str_format(out->arena, "%zu", from);
    to->goes_on = from + ROOM_STEP <= options;
    to->step = steps > 1 ? SAY(out, "Step {n} of {all}: each step is saved when you send it.",
                               slot("n", count((int64_t)((from - 1) / ROOM_STEP + 1))),
                               slot("all", count((int64_t)steps)))
                         : S("");
}

void room_add_choices(struct request *request, struct out *out, const struct q_vote_list *vote, const int *mine,
                      size_t from, bool typed, struct room_vote *to)
{
    size_t all = to->n;
    from = from > all || from < 1 ? 1 : from - (from - 1) % ROOM_STEP;
    const struct room_step step = {.from = from};
    struct room_vote *whole = arena_new(request->arena, struct room_vote);
    *whole = *to;
    say_step(out, all, from, to);
    if (is_placed(vote->kind, all)) {
        add_places(out, whole, &step, mine, to);
    } else {
        to->n = all - (from - 1) < ROOM_STEP ? all - (from - 1) : ROOM_STEP;
        for (size_t i = 0; i < to->n; i++) {
            to->options[i] = whole->options[from - 1 + i];
            to->options[i].name = str_format(request->arena, "c%zu", i + 1);
            to->options[i].id = str_format(request->arena, "%.*s-c%zu", STR_ARG(to->id), i + 1);
            add_for(out, vote, to, &to->options[i], all, mine[from - 1 + i]);
        }
    }
    if (typed && to->n > 0) {
        to->options[0].id = to->options[0].name; /* where a problem leads to */
    }
    if (str_eq(vote->kind, S("dots"))) {
        to->how = SAY(out, "You have {n} dot to put, at most {most} on one.|You have {n} dots to put, at most {most} "
                           "on one.", slot("n", count(vote->budget)), slot("most", count(vote->each_max)));
    } else if (is_placed(vote->kind, all)) {
        to->how = W(out, "Choose what comes first, second and so on; what you leave out comes last.");
    } else if (str_eq(vote->kind, S("order"))) {
        to->how = W(out, "1 is the best; two may have the same place, and what you leave out comes last.");
    }
}
