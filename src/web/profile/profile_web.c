/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile: the overview: what was said, who may see it, who is worth talking to. */
#include "web/profile/profile_web.h"

#include "base/check.h"
#include "store/kept.h"
#include "store/profile_text.h"
#include "text/words.h"
#include "web/area/area_web.h"
#include "web/member/member_web.h"
#include "web/profile/profile_publish_web.h"
#include "web/views.h"

#define CARDS_MAX 10

const struct field profile_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved seen card for-area",
     .help = "what was done before, to be said"},
    {0},
};

const struct field profile_form[] = {
    {.name = "seen_by", .label = W_NOTE("Who may see it"), .kind = FIELD_CHOICE, .choices = SEEN_BY_CHOICES, .min = 1,
     .help = "people of this city only, those of all member cities, or everybody, once a second person said yes"},
    {0},
};

/* ---- words */

static const char *const works[HELP_WORKS_N] = {
    W_NOTE("Writing bids"), W_NOTE("Procurement"), W_NOTE("Data"), W_NOTE("Involving residents"), W_NOTE("Staff time"),
};

struct str profile_name(struct out *out, const struct themes *themes, enum help_kind kind, struct str what)
{
    for (size_t i = 0; kind == HELP_LANGUAGE && i < help_languages_n; i++) {
        if (str_eq(help_languages[i].code, what)) {
            return help_languages[i].name;
        }
    }
    for (size_t i = 0; (kind == HELP_NEED || kind == HELP_OFFER) && i < HELP_WORKS_N; i++) {
        if (str_eq(help_works[i], what)) {
            return words_text(out, works[i], NULL, 0);
        }
    }
    const struct q_theme_list *theme = kind == HELP_LANGUAGE ? NULL : themes_find_slug(themes, what);
    return theme != NULL ? say_theme(out, themes, theme->id) : S("");
}

struct str profile_question(struct out *out, enum help_kind kind)
{
    switch (kind) {
    case HELP_NEED:
        return W(out, "We want help with");
    case HELP_OFFER:
        return W(out, "We can help with");
    case HELP_THEME:
        return W(out, "Our themes");
    default:
        return W(out, "Our languages");
    }
}

/* ---- what was said */

static struct str names_of(struct out *out, const struct themes *themes, const struct profile *profile,
                           enum help_kind kind)
{
    struct str list = S("");
    for (size_t i = 0; i < profile->said.n; i++) {
        const struct help_item *item = &profile->said.items[i];
        struct str name = item->kind == kind ? profile_name(out, themes, kind, item->what) : S("");
        if (name.n > 0) {
            list = list.n == 0 ? name : str_format(out->arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(name));
        }
    }
    return list;
}

static void add_answers(struct request *request, struct out *out, const struct themes *themes,
                        const struct profile *profile, struct profile_page *m)
{
    for (int kind = 0; kind < HELP_KIND__MAX; kind++) {
        struct str said = names_of(out, themes, profile, (enum help_kind)kind);
        struct url change = url_path_of(request->arena, "/member-cities/{}/profile/{}", request->params[0],
                                        help_kind_word((enum help_kind)kind));
        m->answers[kind] = (struct profile_answer){
            .question = profile_question(out, (enum help_kind)kind),
            .said = said.n > 0 ? said : W(out, "Not said yet"), .says = profile->says[kind], .change = change,
            .is_said = said.n > 0};
        if (said.n == 0 && m->begin.text.n == 0) {
            m->begin = change;
        }
    }
}

/* ---- who is worth talking to */

struct str profile_say_help(struct out *out, const struct themes *themes, const struct help_reason *reason)
{
    enum help_kind kind = reason->kind == HELP_SAME_THEME ? HELP_THEME : HELP_NEED;
    struct slot what = slot("what", profile_name(out, themes, kind, reason->what));
    switch (reason->kind) {
    case HELP_THEY_CAN:
        return SAY(out, "They can help with what you want help with: {what}.", what);
    case HELP_WE_CAN:
        return SAY(out, "You can help with what they want help with: {what}.", what);
    case HELP_SAME_NEED:
        return SAY(out, "Both of you want help with: {what}.", what);
    default:
        return SAY(out, "A theme of both: {what}.", what);
    }
}

/* What they say is said once: a sentence is about all that they want, or can do. */
static bool is_new(const struct help_match *match, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (str_eq(match->reasons[k].theirs, match->reasons[i].theirs)) {
            return false;
        }
    }
    return match->reasons[i].theirs.n > 0;
}

static struct profile_card card_of(struct out *out, const struct themes *themes, const struct profile_other *other,
                                   const struct help_match *match)
{
    struct profile_card card = {
        .name = say_member_city(out->arena, other->name, other->country),
        .n = match->reasons_n, .language = S(""), .first = S(""), .area = S(""), .reach = S("")};
    for (size_t i = 0; i < match->reasons_n; i++) {
        card.reasons[i] = profile_say_help(out, themes, &match->reasons[i]);
        card.theirs[i] = is_new(match, i) ? match->reasons[i].theirs : S("");
    }
    if (match->language.n > 0) {
        card.language = SAY(out, "You have a language in common: {language}.",
                            slot("language", profile_name(out, themes, HELP_LANGUAGE, match->language)));
    }
    if (match->first.n > 0) {
        card.first = SAY(out, "The same comes first for both of you: {value}.",
                         slot("value", trait_choice_name(out, S("first"), match->first)));
    }
    return card;
}

static void add_traits(struct request *request, struct out *out, const struct trait_said *said,
                       const struct publications *all, struct profile_page *m)
{
    for (int card = 0; card < TRAIT_CARD__MAX; card++) {
        m->traits[card] = trait_summary_of(request, out, said, all, (enum trait_card)card);
    }
}

static enum fault must_use add_area(struct request *request, struct out *out, struct profile_page *m)
{
    struct q_area_chosen *rows;
    struct q_area_middle city = {.population = {0}};
    bool members;
    size_t n;
    enum fault fault = q_area_middle(request->db, request->arena, request->params[0], &city);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    TRY(q_area_chosen(request->db, request->arena, request->params[0], &rows, &n));
    m->area = area_say(out, city.population, rows, n);
    m->area_people = area_sum_of(out->arena, rows, n);
    TRY(area_find_seen(request->db, request->arena, request->params[0], &members));
    m->area_seen = members ? W(out, "Seen by people of all member cities.")
                           : W(out, "Seen by people of our city only.");
    m->area_url = member_url(request, "/member-cities/{}/area");
    return OK;
}

/* "Who speaks for the area around us: Ann Ay (the upper valley), Bo Bee" */
static enum fault must_use add_speakers(struct request *request, struct out *out, struct profile_page *m)
{
    struct q_member_for_area *rows;
    struct str names = S("");
    size_t n;
    TRY(q_member_for_area(request->db, request->arena, request->params[0], request->now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        names = str_format(request->arena, "%.*s%s%.*s%s%.*s%s", STR_ARG(names), i > 0 ? ", " : "",
                           STR_ARG(rows[i].name), rows[i].place.n > 0 ? " (" : "", STR_ARG(rows[i].place),
                           rows[i].place.n > 0 ? ")" : "");
    }
    m->area_speakers = n > 0 ? SAY(out, "Who speaks for the area around us: {names}", slot("names", names)) : S("");
    m->area_me = member_url(request, "/member-cities/{}/people/me");
    m->funding = member_url(request, "/member-cities/{}/funding");
    return OK;
}

/* "88,120", "at least 54,000" */
static struct str say_sum(struct out *out, struct area_sum sum)
{
    struct slot people = slot("people", count(sum.people));
    return sum.unknown > 0 ? SAY(out, "at least {people} people", people) : SAY(out, "{people} people", people);
}

/* "Porto: 214,000 people in the city, 88,000 people around it." */
static struct str say_reach(struct out *out, struct str city, struct maybe_int in, struct area_sum around)
{
    struct slot name = slot("city", city), near = slot("around", say_sum(out, around)), n = slot("people", count(in.v));
    return in.known ? SAY(out, "{city}: {people} people in the city, {around} around it.", name, n, near)
                    : SAY(out, "{city}: {around} around it.", name, near);
}

static void add_area_of(struct out *out, const struct q_area_shown *row, struct str city, struct area_sum ours,
                        struct profile_card *card)
{
    struct area_sum theirs = {row->people.v, (size_t)row->unknown};
    bool is_reason = area_is_reason(ours, theirs); /* which says the number around it too */
    if (theirs.people > 0 && (row->city_people.known || !is_reason)) {
        card->reach = say_reach(out, city, row->city_people, theirs);
    }
    if (is_reason) {
        card->area = SAY(out, "Both of you serve places around you: {theirs} around {city}, {ours} around you.",
                         slot("theirs", say_sum(out, theirs)), slot("city", city), slot("ours", say_sum(out, ours)));
    }
}

/* Of those shown: which serve places around them too, as far as they let it be seen. */
static enum fault must_use add_areas(struct request *request, struct out *out, const struct profile_other *const *shown,
                                     struct profile_page *m)
{
    struct q_area_shown *rows;
    size_t n;
    TRY(q_area_shown(request->db, request->arena, request->params[0], &rows, &n));
    for (size_t i = 0; i < m->cards_n; i++) {
        for (size_t k = 0; k < n; k++) {
            if (str_eq(rows[k].uid, shown[i]->uid)) {
                add_area_of(out, &rows[k], shown[i]->name, m->area_people, &m->cards[i]);
            }
        }
    }
    return OK;
}

static enum fault must_use add_cards(struct request *request, struct out *out, const struct themes *themes,
                                     const struct profile *profile, struct profile_page *m)
{
    struct profile_other *others;
    struct help_city *said;
    struct help_match *matches;
    size_t n;
    struct q_introduction_of_city *talks;
    size_t talks_n;
    TRY(profile_list_others(request->db, request->arena, request->params[0], &others, &said, &n));
    TRY(q_introduction_of_city(request->db, request->arena, request->params[0], &talks, &talks_n));
    size_t found = help_match(request->arena, &profile->said, said, n, n, &matches);
    m->cards = arena_array(request->arena, struct profile_card, CARDS_MAX);
    const struct profile_other **shown = arena_array(request->arena, const struct profile_other *, CARDS_MAX);
    struct talk_mark *marks = arena_array(request->arena, struct talk_mark, found + 1);
    for (size_t i = 0; i < found; i++) {
        marks[i] = talk_mark_of(request, out, talks, talks_n, others[matches[i].city].uid);
    }
    /* Whom one has asked, or who said no, is nothing new: behind the others. */
    for (int rank = 0; rank <= TALK_RANK_MAX; rank++) {
        for (size_t i = 0; i < found && m->cards_n < CARDS_MAX; i++) {
            if (marks[i].rank == rank) {
                shown[m->cards_n] = &others[matches[i].city];
                m->cards[m->cards_n] = card_of(out, themes, &others[matches[i].city], &matches[i]);
                m->cards[m->cards_n++].talk = marks[i];
            }
        }
    }
    TRY(add_areas(request, out, shown, m));
    m->none = profile->said.n == 0 ? W(out, "Answer the first two questions, and we show who can help.")
              : n == 0 ? W(out, "No other member city has answered yet. We look again each time you open this page.")
                       : W(out, "What the other member cities have said so far does not meet what you said. We look "
                                "again each time you open this page.");
    return OK;
}

static void add_seen(struct request *request, struct out *out, const struct profile *profile,
                     const struct publications *all, struct profile_page *m)
{
    m->seen_by = publish_chosen(all, PUBLISH_ANSWERS, profile->seen_by_members);
    m->found = W(out, "People of all member cities: then they find you");
    if (publish_has(all, PUBLISH_ANSWERS)) {
        m->publish = publish_url(request, PUBLISH_ANSWERS);
        m->publish_says = publish_says(out, all, PUBLISH_ANSWERS, profile_text_answers(request->arena, profile),
                                       profile->seen_by_members);
    }
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("saved"))  ? W(out, "Your answer is saved.")
                      : str_eq(done, S("card")) ? W(out, "The card is saved.")
                      : str_eq(done, S("for-area"))
                          ? W(out, "Who speaks for the area around us is saved.")
                      : str_eq(done, S("seen")) ? W(out, "Who may see it is saved.")
                                                : S("");
    return text.n > 0 && !request->acts
               ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
               : (struct notice){0};
}

static struct page *profile_page_of(struct request *request, struct out *out, struct str city)
{
    struct page *page = page_of(request, SAY(out, "Profile of {city}", slot("city", city)),
                                W(out, "What makes you you: four questions are enough for the first matches."),
                                DOOR_NONE);
    page->no_index = true;
    page_add_crumb(page, W(out, "Your desk"), URL("/me"));
    return page;
}

enum fault profile_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct profile_page *m = arena_new(request->arena, struct profile_page);
    struct q_member_by_uid member;
    struct profile profile;
    struct publications all;
    struct trait_said said;
    struct themes themes;
    kept_soon(request->db);
    q_member_by_uid_soon(request->db, request->params[0]);
    q_profile_of_soon(request->db, request->params[0]);
    q_profile_items_soon(request->db, request->params[0]);
    q_profile_others_soon(request->db, request->params[0]);
    q_publication_list_soon(request->db, request->params[0]);
    trait_find_all_soon(request->db, request->params[0]);
    q_trait_firsts_soon(request->db, request->params[0]);
    q_introduction_of_city_soon(request->db, request->params[0]);
    q_area_shown_soon(request->db, request->params[0]);
    q_area_middle_soon(request->db, request->params[0]);
    q_area_chosen_soon(request->db, request->params[0]);
    area_find_seen_soon(request->db, request->params[0]);
    q_member_for_area_soon(request->db, request->params[0], request->now);
    TRY(themes_load(request, &themes));
    TRY(member_of(request, &member));
    TRY(profile_find(request->db, request->arena, request->params[0], &profile));
    TRY(trait_find_all(request->db, request->arena, request->params[0], &said));
    profile.said.first = said.says[trait_find(S("first")) - traits];
    TRY(publications_find(request->db, request->arena, request->params[0], &all));
    add_traits(request, &out, &said, &all, m);
    add_seen(request, &out, &profile, &all, m);
    TRY(add_area(request, &out, m));
    TRY(add_speakers(request, &out, m));
    m->page = profile_page_of(request, &out, member.name);
    add_answers(request, &out, &themes, &profile, m);
    TRY(add_cards(request, &out, &themes, &profile, m));
    m->notice = notice_of(request, &out);
    m->changed = profile.is_begun ? say_day(&out, (struct maybe_int){true, profile.changed_at}) : S("");
    m->changes = member_url(request, "/member-cities/{}/changes");
    m->problems = form_problems_of(request, profile_form);
    m->action = member_url(request, "/member-cities/{}/profile");
    m->talks = member_url(request, "/member-cities/{}/introductions");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_profile(&out, m);
    return OK;
}

enum fault profile_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct profile profile;
    bool asked;
    TRY(member_of(request, &member));
    TRY(profile_find(request->db, request->arena, request->params[0], &profile));
    struct str seen_by = request_typed(request, "seen_by");
    bool everybody = str_eq(seen_by, S("everybody"));
    if (seen_by.n == 0) {
        form_refuse(request, form_find(profile_form, "seen_by"), W_NOTE("is not chosen"),
                    W_NOTE("choose one of these"));
        return FAULT_INVALID;
    }
    TRY(profile_save_seen_by(request->db, member.id, !str_eq(seen_by, S("city")), request->now));
    TRY(publish_follow(request, &member, PUBLISH_ANSWERS, profile_text_answers(request->arena, &profile), everybody,
                       &asked));
    response->status = 303;
    response->location = asked ? url_add(request->arena, publish_url(request, PUBLISH_ANSWERS), "done", S("ask")).text
                               : url_add(request->arena, member_url(request, "/member-cities/{}/profile"), "done",
                                         S("seen")).text;
    return OK;
}
