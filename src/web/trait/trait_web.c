/* SPDX-License-Identifier: AGPL-3.0-or-later
** trait: one card: a few inputs, who sees them. */
#include "web/trait/trait_web.h"

#include "base/check.h"
#include "store/member.sql.h"
#include "store/profile_text.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/people/deed.h"
#include "web/profile/history_web.h"
#include "web/profile/profile_publish_web.h"
#include "web/say.h"
#include "web/views.h"

#define SEEN_LETTERS 16
#define TEXT_MAX 300
#define LINE_MAX 200
#define DAY_LETTERS 10

/* In the order of `traits`, so that what a trait may hold is said once there; a test holds the two together. */
const struct field trait_form[] = {
    {.name = "ambition", .label = W_NOTE("What we dare to change, and by when"), .kind = FIELD_TEXT, .max = TEXT_MAX,
     .help = "one sentence"},
    {.name = "horizon", .label = W_NOTE("What we look for"), .kind = FIELD_CHOICE, .choices = "quick long both",
     .help = "something quick, something for the long term, or both"},
    {.name = "first", .label = W_NOTE("What comes first for us"), .kind = FIELD_CHOICE,
     .choices = "health culture environment fairness economy openness safety heritage",
     .help = "one of these; a match says when both put the same first"},
    {.name = "strength", .label = W_NOTE("What we are good at"), .kind = FIELD_TEXT, .max = TEXT_MAX,
     .help = "in the city's own words"},
    {.name = "limit", .label = W_NOTE("What holds us back"), .kind = FIELD_TEXT, .max = TEXT_MAX,
     .help = "in the city's own words"},
    {.name = "hours", .label = W_NOTE("Hours a month for work with other cities"), .kind = FIELD_INT, .max = 1000,
     .help = "of all people together"},
    {.name = "backing", .label = W_NOTE("Who backs it"), .kind = FIELD_TEXT, .max = LINE_MAX,
     .help = "body or office, no names"},
    {.name = "backing_on", .label = W_NOTE("Since when"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "a day, as 2027-05-31"},
    {.name = "term_end", .label = W_NOTE("When their term ends"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "a day, as 2027-05-31"},
    {.name = "networks", .label = W_NOTE("Networks we are in"), .kind = FIELD_TEXT, .max = LINE_MAX,
     .help = "Eurocities, the Covenant of Mayors, ..."},
    {.name = "standards", .label = W_NOTE("Standards we work with, or help to write"), .kind = FIELD_TEXT,
     .max = LINE_MAX, .help = "their numbers will do"},
    {.name = "awards", .label = W_NOTE("Awards"), .kind = FIELD_TEXT, .max = LINE_MAX, .help = "with the year"},
    {.name = "speakers", .label = W_NOTE("Who can speak, and on what"), .kind = FIELD_TEXT, .max = LINE_MAX,
     .help = "offices, no names"},
    {.name = "seen_by", .label = W_NOTE("Who may see it"), .kind = FIELD_CHOICE, .choices = SEEN_BY_CHOICES,
     .help = "people of this city only, those of all member cities, or everybody, once a second person said yes"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "next back",
     .help = "save and go on, or save and go back to the overview"},
    {0},
};

/* ---- words */

struct str trait_card_title(struct out *out, enum trait_card card)
{
    switch (card) {
    case TRAIT_AMBITION: return W(out, "What we dare to change");
    case TRAIT_VALUE: return W(out, "What comes first for us");
    case TRAIT_STRENGTHS: return W(out, "What we are good at, and what holds us back");
    case TRAIT_TIME: return W(out, "The time we have");
    case TRAIT_BACKING: return W(out, "Who backs it");
    default: return W(out, "Where we are already");
    }
}

static struct str lead_of(struct out *out, enum trait_card card)
{
    switch (card) {
    case TRAIT_AMBITION: return W(out, "One sentence is enough: it is what others remember of you.");
    case TRAIT_VALUE: return W(out, "Choose one: cities that put the same first find it easier to agree.");
    case TRAIT_STRENGTHS: return W(out, "Both make you a better partner: others ask you for the one, and spare you the "
                                        "other.");
    case TRAIT_TIME: return W(out, "So that nobody is promised more than your people have.");
    case TRAIT_BACKING: return W(out, "So that you see in time when to ask again.");
    default: return W(out, "What others may know you from, and where you can open a door.");
    }
}

static const struct one_of {
    const char *name;
    const char *value;
    const char *says;
} choices[] = {
    {"horizon", "quick", W_NOTE("A quick win, within a year")},
    {"horizon", "long", W_NOTE("Something for the long term")},
    {"horizon", "both", W_NOTE("Both of these")},
    {"first", "health", W_NOTE("Health")},
    {"first", "culture", W_NOTE("Culture")},
    {"first", "environment", W_NOTE("Environment")},
    {"first", "fairness", W_NOTE("Fairness, nobody left out")},
    {"first", "economy", W_NOTE("Jobs and local business")},
    {"first", "openness", W_NOTE("Openness and trust")},
    {"first", "safety", W_NOTE("Safety in public places")},
    {"first", "heritage", W_NOTE("What makes the place special")},
};

struct str trait_choice_name(struct out *out, struct str name, struct str value)
{
    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        if (str_eq(str_of(choices[i].name), name) && str_eq(str_of(choices[i].value), value)) {
            return words_text(out, choices[i].says, NULL, 0);
        }
    }
    return S("");
}

struct str trait_says(struct out *out, const struct trait *trait, struct str says)
{
    struct date day;
    if (trait->kind == TRAIT_ONE) {
        return trait_choice_name(out, str_of(trait->name), says);
    }
    return trait->kind == TRAIT_DAY && date_parse(says, &day) ? SAY(out, "{when}", slot("when", day)) : says;
}

/* Of a card with one input the title is the label. */
static bool is_alone(enum trait_card card)
{
    size_t n = 0;
    for (size_t i = 0; i < TRAITS_N; i++) {
        n += traits[i].card == card;
    }
    return n == 1;
}

struct str trait_label(struct out *out, const struct trait *trait)
{
    return is_alone(trait->card) && trait->kind == TRAIT_ONE
               ? S("")
               : words_text(out, trait_form[trait - traits].label, NULL, 0);
}

struct trait_summary trait_summary_of(struct request *request, struct out *out, const struct trait_said *said,
                                      const struct publications *all, enum trait_card card)
{
    int part = publish_part_of(card);
    struct trait_summary summary = {
        .title = trait_card_title(out, card), .is_saved = said->is_saved[card],
        .change = url_path_of(request->arena, "/member-cities/{}/about-us/{}", request->params[0],
                              trait_card_word(card)),
        .seen_by = publish_says(out, all, part, profile_text_card(request->arena, said, card),
                                said->seen_by_members[card]),
    };
    if (publish_has(all, part)) {
        summary.publish = publish_url(request, part);
    }
    for (size_t i = 0; i < TRAITS_N; i++) {
        if (traits[i].card == card && said->says[i].n > 0) {
            summary.lines[summary.n++] = (struct trait_line){trait_label(out, &traits[i]),
                                                             trait_says(out, &traits[i], said->says[i])};
        }
    }
    return summary;
}

/* ---- the page */

/* Who has changed it meanwhile is noticed by this. */
static struct str seen_of(struct arena *arena, const struct trait_said *said, const struct publications *all,
                          enum trait_card card)
{
    uint64_t sum = said->is_saved[card] + 2 * (uint64_t)said->seen_by_members[card] +
                   str_hash(publish_seen(arena, all, publish_part_of(card)));
    for (size_t i = 0; i < TRAITS_N; i++) {
        sum = traits[i].card == card ? sum * 31 + str_hash(said->says[i]) : sum;
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

static struct str hint_of(struct out *out, const struct trait *trait)
{
    switch (trait->kind) {
    case TRAIT_DAY: return W(out, "A day, as 2027-05-31. You may leave it empty.");
    case TRAIT_INT: return W(out, "A whole number, of all your people together. You may leave it empty.");
    default: return W(out, "It stands for the city: no names of people, please. You may leave it empty.");
    }
}

static void add_choices(struct request *request, struct out *out, const struct trait *trait, struct trait_input *input)
{
    struct str name = str_of(trait->name);
    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        if (str_eq(str_of(choices[i].name), name)) {
            check(input->n + 1 < TRAIT_CHOICES_MAX);
            struct str value = str_of(choices[i].value);
            input->choices[input->n++] = (struct trait_choice){
                .value = value, .id = str_format(request->arena, "%s-%s", trait->name, choices[i].value),
                .name = words_text(out, choices[i].says, NULL, 0), .chosen = str_eq(input->field.value, value)};
        }
    }
    input->choices[input->n++] = (struct trait_choice){
        .value = S(""), .id = str_format(request->arena, "%s-none", trait->name),
        .name = W(out, "We leave this open"), .chosen = input->field.value.n == 0};
}

static void add_inputs(struct request *request, struct out *out, enum trait_card card, const struct trait_said *said,
                       struct trait_page *m)
{
    for (size_t i = 0; i < TRAITS_N; i++) {
        if (traits[i].card != card) {
            continue;
        }
        struct trait_input *input = &m->inputs[m->n++];
        input->field = form_field_of(request, &trait_form[i], hint_of(out, &traits[i]));
        input->field.long_text = traits[i].kind == TRAIT_TEXT;
        input->field.value = request->acts ? input->field.value : said->says[i];
        if (traits[i].kind == TRAIT_DAY) {
            input->field.type = S("date");
        } else if (traits[i].kind == TRAIT_ONE) {
            add_choices(request, out, &traits[i], input);
        }
    }
}

static enum fault must_use find_card(struct request *request, struct q_member_by_uid *ret_member,
                                     enum trait_card *ret_card, struct trait_said *ret_said,
                                     struct publications *ret_all)
{
    if (!trait_card_parse(request->params[1], ret_card)) {
        return FAULT_NOT_FOUND;
    }
    q_member_by_uid_soon(request->db, request->params[0]);
    trait_find_all_soon(request->db, request->params[0]);
    q_publication_list_soon(request->db, request->params[0]);
    TRY(member_of(request, ret_member));
    TRY(publications_find(request->db, request->arena, request->params[0], ret_all));
    return trait_find_all(request->db, request->arena, request->params[0], ret_said);
}

enum fault trait_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct trait_page *m = arena_new(request->arena, struct trait_page);
    struct q_member_by_uid member;
    struct publications all;
    struct trait_said said;
    enum trait_card card;
    TRY(find_card(request, &member, &card, &said, &all));
    m->page = page_of(request, trait_card_title(&out, card), lead_of(&out, card), DOOR_NONE);
    m->page->no_index = true;
    m->back = member_url(request, "/member-cities/{}/profile");
    page_add_crumb(m->page, SAY(&out, "Profile of {city}", slot("city", member.name)), m->back);
    add_inputs(request, &out, card, &said, m);
    m->stays = trait_card_stays(card);
    m->seen_by = request->acts ? request_typed(request, "seen_by") : publish_chosen(&all, publish_part_of(card),
                                                                                    said.seen_by_members[card]);
    m->seen = seen_of(request->arena, &said, &all, card);
    m->problems = form_problems_of(request, trait_form);
    m->action = url_path_of(request->arena, "/member-cities/{}/about-us/{}", request->params[0], request->params[1]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_trait(&out, m);
    return OK;
}

/* ---- what it does */

static bool read_typed(struct request *request, enum trait_card card, struct str *says)
{
    bool fits = true;
    for (size_t i = 0; i < TRAITS_N; i++) {
        says[i] = traits[i].card == card ? str_trim(request_typed(request, traits[i].name)) : S("");
        if (!trait_fits(&traits[i], says[i])) {
            form_refuse(request, &trait_form[i], W_NOTE("is not a day of the calendar"),
                        W_NOTE("write it as 2027-05-31, or leave it empty"));
            fits = false;
        }
    }
    return fits;
}

static struct str address_after(struct request *request, enum trait_card card)
{
    if (str_eq(request_typed(request, "do"), S("next")) && card + 1 < TRAIT_CARD__MAX) {
        return url_path_of(request->arena, "/member-cities/{}/about-us/{}", request->params[0],
                           trait_card_word((enum trait_card)(card + 1))).text;
    }
    return url_add(request->arena, member_url(request, "/member-cities/{}/profile"), "done", S("card")).text;
}

/* What the city says once `says` is saved. */
static struct str text_of(struct arena *arena, enum trait_card card, const struct str *says)
{
    struct trait_said said = {0};
    for (size_t i = 0; i < TRAITS_N; i++) {
        said.says[i] = says[i];
    }
    return profile_text_card(arena, &said, card);
}

enum fault trait_act(struct request *request, struct response *response)
{
    struct str says[TRAITS_N];
    struct q_member_by_uid member;
    struct publications all;
    struct trait_said said;
    enum trait_card card;
    bool asked = false;
    struct str seen_by = request_typed(request, "seen_by");
    TRY(find_card(request, &member, &card, &said, &all));
    if (!read_typed(request, card, says)) {
        return FAULT_INVALID;
    }
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &said, &all, card))) {
        return form_refuse_meanwhile(request, response, form_find(trait_form, "seen"));
    }
    bool everybody = str_eq(seen_by, S("everybody")) && !trait_card_stays(card);
    TRY(trait_save(request->db, member.id, card, says, everybody || str_eq(seen_by, S("members")), request->now));
    TRY(history_changed(request, member.id, (struct history_part){.kind = HISTORY_CARD, .card = card},
                        profile_text_card(request->arena, &said, card)));
    TRY(publish_follow(request, &member, publish_part_of(card), text_of(request->arena, card, says), everybody,
                       &asked));
    response->status = 303;
    response->location = asked ? url_add(request->arena, publish_url(request, publish_part_of(card)), "done",
                                         S("ask")).text
                               : address_after(request, card);
    return OK;
}
