/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile: one question: ticks, and a sentence in the city's own words. Saved by itself; the next one follows. */
#include "web/profile/profile_web.h"

#include "base/check.h"
#include "store/kept.h"
#include "store/profile_text.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/profile/history_web.h"
#include "web/views.h"

#define WHAT_LETTERS 40
#define SEEN_LETTERS 16

const struct field profile_question_form[] = {
    {.name = "what", .label = W_NOTE("What fits"), .kind = FIELD_TEXT, .max = WHAT_LETTERS, .many = true,
     .help = "themes, kinds of work, languages; repeat for several"},
    {.name = "says", .label = W_NOTE("In a sentence: what exactly?"), .kind = FIELD_TEXT, .max = PROFILE_SAYS_MAX,
     .help = "in the city's own words; of needs and offers"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "next back",
     .help = "save and go on, or save and go back to the overview"},
    {0},
};

/* ---- what is ticked */

static bool is_typed(struct request *request, struct str what)
{
    for (size_t i = 0; i < PROFILE_ITEMS_MAX; i++) {
        struct str typed = query_get_nth(&request->typed, "what", i);
        if (typed.s == NULL) {
            return false;
        }
        if (str_eq(str_trim(typed), what)) {
            return true;
        }
    }
    return false;
}

static bool is_said(const struct profile *profile, enum help_kind kind, struct str what)
{
    for (size_t i = 0; i < profile->said.n; i++) {
        if (profile->said.items[i].kind == kind && str_eq(profile->said.items[i].what, what)) {
            return true;
        }
    }
    return false;
}

struct asking {
    struct request *request;
    struct out *out;
    const struct themes *themes;
    const struct profile *profile;
    enum help_kind kind;
    struct str country;
    const struct q_profile_record *records; /* of the evidence, a theme each */
    size_t records_n;
};

static struct profile_tick tick_of(const struct asking *asking, struct str what, struct str lang)
{
    struct arena *arena = asking->request->arena;
    return (struct profile_tick){
        .value = what, .id = str_join(arena, S("what-"), what), .lang = lang,
        .name = profile_name(asking->out, asking->themes, asking->kind, what),
        .ticked = asking->request->acts ? is_typed(asking->request, what)
                                        : is_said(asking->profile, asking->kind, what)};
}

static struct profile_group *add_group(const struct asking *asking, struct profile_question_page *m, struct str title,
                                       size_t most)
{
    struct profile_group *group = &m->groups[m->groups_n++];
    group->title = title;
    group->ticks = arena_array(asking->request->arena, struct profile_tick, most + 1);
    return group;
}

/* ---- what is suggested, apart from the rest: never ticked by us */

static bool has_tick(const struct profile_question_page *m, struct str what)
{
    for (size_t i = 0; m->groups_n > 0 && i < m->groups[0].n; i++) {
        if (str_eq(m->groups[0].ticks[i].value, what)) {
            return true;
        }
    }
    return false;
}

static struct str say_record(struct out *out, enum help_kind kind, const struct q_profile_record *row)
{
    int64_t n = kind == HELP_OFFER ? row->ended : row->projects;
    struct str text = kind == HELP_OFFER ? SAY(out, "{n} EU project that has ended|{n} EU projects that have ended",
                                               slot("n", n))
                                         : SAY(out, "{n} EU project|{n} EU projects", slot("n", n));
    return row->coordinated == 0 ? text
                                 : SAY(out, "{projects}, {n} led by you|{projects}, {n} led by you",
                                       slot("projects", text), slot("n", row->coordinated));
}

static void suggest_themes(const struct asking *asking, struct profile_question_page *m)
{
    struct help_record *records = arena_array(asking->request->arena, struct help_record, asking->records_n + 1);
    size_t which[HELP_SUGGESTED_MAX];
    for (size_t i = 0; i < asking->records_n; i++) {
        const struct q_profile_record *row = &asking->records[i];
        records[i] = (struct help_record){themes_find(asking->themes, row->theme_id)->slug, row->projects, row->ended,
                                          row->coordinated};
    }
    size_t n = help_suggest(asking->kind, records, asking->records_n, which);
    if (n == 0) {
        return;
    }
    struct out *out = asking->out;
    struct profile_group *group = add_group(asking, m, W(out, "What your record suggests"), n);
    group->hint = asking->kind == HELP_OFFER
                      ? W(out, "Your city has done this before. Tick what you would tell others about; nothing counts "
                               "before you save it.")
                      : W(out, "Your city has worked on this. Tick what still matters to you; nothing counts before "
                               "you save it.");
    for (size_t i = 0; i < n; i++) {
        group->ticks[group->n] = tick_of(asking, records[which[i]].theme, S(""));
        group->ticks[group->n++].note = say_record(out, asking->kind, &asking->records[which[i]]);
    }
    group->source = date_is_none(asking->records->as_of)
                        ? W(out, "Source: CORDIS, date not given.")
                        : SAY(out, "Source: CORDIS, as of {date}.", slot("date", asking->records->as_of));
    group->shown = url_path_of(asking->request->arena, "/cities/{}/projects", asking->records->slug);
}

static void suggest_languages(const struct asking *asking, struct profile_question_page *m)
{
    struct str codes = help_languages_of(asking->country);
    if (codes.n == 0) {
        return;
    }
    struct profile_group *group = add_group(asking, m, W(asking->out, "Official in your country"), codes.n);
    group->hint = W(asking->out, "Tick those in which somebody really can; nothing counts before you save it.");
    for (size_t i = 0; i < help_languages_n; i++) {
        if (str_contains(codes, help_languages[i].code)) {
            group->ticks[group->n++] = tick_of(asking, help_languages[i].code, help_languages[i].code);
        }
    }
    group->source = W(asking->out, "Source: Unicode CLDR 46.");
}

static void add_languages(const struct asking *asking, struct profile_question_page *m)
{
    suggest_languages(asking, m);
    struct profile_group *group = add_group(asking, m, m->groups_n > 0 ? W(asking->out, "Other languages")
                                                : W(asking->out, "Languages in which you can talk to others"),
                                            help_languages_n);
    for (size_t i = 0; i < help_languages_n; i++) {
        if (m->groups_n == 1 || !has_tick(m, help_languages[i].code)) {
            group->ticks[group->n++] = tick_of(asking, help_languages[i].code, help_languages[i].code);
        }
    }
}

static void add_groups(const struct asking *asking, struct profile_question_page *m)
{
    struct out *out = asking->out;
    if (asking->kind == HELP_LANGUAGE) {
        add_languages(asking, m);
        return;
    }
    suggest_themes(asking, m);
    struct profile_group *group = add_group(asking, m, m->groups_n > 0 ? W(out, "Other themes") : W(out, "Themes"),
                                            asking->themes->n);
    for (size_t i = 0; i < asking->themes->n; i++) {
        if (m->groups_n == 1 || !has_tick(m, asking->themes->items[i].slug)) {
            group->ticks[group->n++] = tick_of(asking, asking->themes->items[i].slug, S(""));
        }
    }
    if (asking->kind == HELP_THEME) {
        return;
    }
    group = add_group(asking, m, W(out, "Kinds of work"), HELP_WORKS_N);
    for (size_t i = 0; i < HELP_WORKS_N; i++) {
        group->ticks[group->n++] = tick_of(asking, help_works[i], S(""));
    }
}

static struct str hint_of(struct out *out, enum help_kind kind)
{
    switch (kind) {
    case HELP_NEED:
        return W(out, "Tick what you would talk about with a city that has done it: three are better than ten.");
    case HELP_OFFER:
        return W(out, "Tick what you have done, or have people for: a talk of half an hour is help too.");
    case HELP_THEME:
        return W(out, "Tick what you work on, or are curious about.");
    default:
        return W(out, "Tick those in which somebody of your city can talk to another city.");
    }
}

/* Who has changed it meanwhile is noticed by this. */
static struct str seen_of(struct arena *arena, const struct profile *profile, enum help_kind kind)
{
    uint64_t sum = str_hash(profile->says[kind]);
    for (size_t i = 0; i < profile->said.n; i++) {
        if (profile->said.items[i].kind == kind) {
            sum = sum * 31 + str_hash(profile->said.items[i].what);
        }
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

/* ---- the page */

static enum fault must_use find_question(struct request *request, struct themes *ret_themes,
                                         struct q_member_by_uid *ret_member, enum help_kind *ret_kind,
                                         struct profile *ret_profile)
{
    if (!help_kind_parse(request->params[1], ret_kind)) {
        return FAULT_NOT_FOUND;
    }
    kept_soon(request->db);
    q_member_by_uid_soon(request->db, request->params[0]);
    q_profile_of_soon(request->db, request->params[0]);
    q_profile_items_soon(request->db, request->params[0]);
    TRY(themes_load(request, ret_themes));
    TRY(member_of(request, ret_member));
    return profile_find(request->db, request->arena, request->params[0], ret_profile);
}

static struct page *question_page(struct request *request, struct out *out, enum help_kind kind, struct str city)
{
    struct page *page = page_of(request, profile_question(out, kind), hint_of(out, kind), DOOR_NONE);
    page->no_index = true;
    page->kicker = SAY(out, "Question {n} of {all}", slot("n", (int)kind + 1), slot("all", (int)HELP_KIND__MAX));
    page_add_crumb(page, SAY(out, "Profile of {city}", slot("city", city)),
                   member_url(request, "/member-cities/{}/profile"));
    return page;
}

enum fault profile_question_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct profile_question_page *m = arena_new(request->arena, struct profile_question_page);
    struct q_member_by_uid member;
    struct profile profile;
    struct themes themes;
    enum help_kind kind;
    struct q_profile_record *records;
    size_t n;
    q_profile_record_soon(request->db, request->params[0]);
    TRY(find_question(request, &themes, &member, &kind, &profile));
    TRY(q_profile_record(request->db, request->arena, request->params[0], &records, &n));
    m->page = question_page(request, &out, kind, member.name);
    add_groups(&(struct asking){request, &out, &themes, &profile, kind, member.country, records, n}, m);
    m->has_says = kind == HELP_NEED || kind == HELP_OFFER;
    m->says = form_field_of(request, form_find(profile_question_form, "says"),
                            W(&out, "What somebody of another city should know. It stands for the city: no names of "
                                    "people, please. You may leave it empty."));
    m->says.long_text = true;
    if (!request->acts) {
        m->says.value = profile.says[kind];
    }
    m->seen = seen_of(request->arena, &profile, kind);
    m->problems = form_problems_of(request, profile_question_form);
    m->action = url_path_of(request->arena, "/member-cities/{}/profile/{}", request->params[0], request->params[1]);
    m->back = member_url(request, "/member-cities/{}/profile");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_profile_question(&out, m);
    return OK;
}

/* ---- what it does */

/* Those that were typed. FAULT_INVALID: one is none that the question has. */
static enum fault must_use read_whats(struct request *request, const struct themes *themes, enum help_kind kind,
                                      struct str *whats, size_t *ret_n)
{
    struct out out = {.words = request->words, .arena = request->arena};
    size_t n = 0;
    for (size_t i = 0; n < PROFILE_ITEMS_MAX; i++) {
        struct str what = query_get_nth(&request->typed, "what", i);
        if (what.s == NULL) {
            break;
        }
        what = str_trim(what);
        if (what.n > 0 && profile_name(&out, themes, kind, what).n == 0) {
            form_refuse(request, form_find(profile_question_form, "what"), W_NOTE("is none that this question has"),
                        W_NOTE("tick what stands on the page"));
            return FAULT_INVALID;
        }
        if (what.n > 0) {
            whats[n++] = what;
        }
    }
    *ret_n = n;
    return OK;
}

static struct str address_after(struct request *request, enum help_kind kind)
{
    bool goes_on = !str_eq(request_typed(request, "do"), S("back")) && kind + 1 < HELP_KIND__MAX;
    if (goes_on) {
        return url_path_of(request->arena, "/member-cities/{}/profile/{}", request->params[0],
                           help_kind_word((enum help_kind)(kind + 1))).text;
    }
    return url_add(request->arena, member_url(request, "/member-cities/{}/profile"), "done", S("saved")).text;
}

enum fault profile_question_act(struct request *request, struct response *response)
{
    struct str *whats = arena_array(request->arena, struct str, PROFILE_ITEMS_MAX);
    struct q_member_by_uid member;
    struct profile profile;
    struct themes themes;
    enum help_kind kind;
    size_t n;
    TRY(find_question(request, &themes, &member, &kind, &profile));
    TRY(read_whats(request, &themes, kind, whats, &n));
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &profile, kind))) {
        return form_refuse_meanwhile(request, response, form_find(profile_question_form, "seen"));
    }
    TRY(profile_save(request->db, member.id, kind, whats, n, request_typed(request, "says"),
                     request->now));
    TRY(history_changed(request, member.id, (struct history_part){.kind = HISTORY_ANSWER, .answer = kind},
                        profile_text_answer(request->arena, &profile, kind)));
    response->status = 303;
    response->location = address_after(request, kind);
    return OK;
}
