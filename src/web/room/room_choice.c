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

void room_add_choices(struct request *request, struct out *out, const struct q_vote_list *vote, const int *mine,
                      bool typed, struct room_vote *to)
{
    for (size_t i = 0; i < to->n; i++) {
        struct str name = str_format(request->arena, "c%zu", i + 1);
        to->options[i].name = name;
        to->options[i].id = typed ? name : str_format(request->arena, "%.*s-%.*s", STR_ARG(to->id), STR_ARG(name));
        add_for(out, vote, to, &to->options[i], to->n, mine[i]);
    }
    if (str_eq(vote->kind, S("dots"))) {
        to->how = SAY(out, "You have {n} dot to put, at most {most} on one.|You have {n} dots to put, at most {most} "
                           "on one.", slot("n", count(vote->budget)), slot("most", count(vote->each_max)));
    } else if (str_eq(vote->kind, S("order"))) {
        to->how = W(out, "1 is the best; two may have the same place, and what you leave out comes last.");
    }
}
